"""Numbers with what belongs to them: magnitude, unit, currency, share; and the words around that widen them."""

import math
import re
from dataclasses import dataclass, replace
from functools import cache

from accordingto.reading.lexemes import Grammar, Lexemes, any_word, load_grammar, word_list
from accordingto.reading.numbers import number_words, value_of
from accordingto.resources import table

_WORDS = ("en/numbers.tsv", "en/quantity_words.tsv", "en/units.tsv", "en/currencies.tsv")
_CORE = (
    "fig", "day", "year", "digit", "ten", "hundred", "scale", "plural", "several", "few", "handful", "half",
    "couple", "no", "none", "not", "share", "score",
)  # fmt: skip
_VAGUE = {"several": (3, 9), "few": (3, 5), "handful": (3, 5), "dozens": (24, 99), "scores": (40, 99)}
_POWERS = {"2": {"km": "km2", "m": "m2", "cm": "cm2"}, "3": {"km": "km3", "m": "m3", "cm": "cm3"}}
_SQUARES = ("cubic", "square", "sq")
_BESIDE = (*_SQUARES, "per", "nautical", "metric")  # stand beside a unit
_POWER_NAMES = {"2": "square", "3": "cubic"}
_CONTEXT = "en/number_context.tsv"
# Right after these words a dollar word or sign is another nation's.
_NEAR_ONLY = frozenset({"USD"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity before it is anchored: half-open code points, closed ends (None: open), the number as said."""

    start: int
    end: int
    low: float | None
    high: float | None
    best: float | None
    op: str = "="
    unit: str | None = None
    kind: str = "count"
    scaled: bool = False


@cache
def quantity_grammar() -> Grammar:
    """The grammar of quantities, made at first use."""
    return load_grammar(_WORDS, "en/quantity_patterns.tsv", _CORE)


@cache
def _amount_rule() -> re.Pattern[str]:
    return next(r.pattern for r in quantity_grammar().rules if r.name == "amount")


@cache
def _nations() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for r in table("en/currency_nations.tsv"):
        found.setdefault(r["currency"], []).append((r["nation"], r["value"]))
    return found


def read_amount(lexed: Lexemes, match: re.Match[str], sentence: str) -> Amount | None:
    """The amount of a match of the rule `amount`; `sentence` holds the nations that tell currencies apart."""
    first, last = match.span("n")
    text, words = lexed.text, lexed.slice(first, last)
    value = value_of(words, point_groups=_groups_by_point(words, sentence))
    if value is None:
        return None
    start, end = lexed.starts[match.start()], lexed.ends[match.end() - 1]
    found = Amount(start, end, value, value, value, scaled=_is_scaled(words))
    if match.start("money") >= 0:
        return _prefixed_money(lexed, match, found, sentence)
    if match.start("word") >= 0 or match.start("code") >= 0:
        return _money(lexed, match, found, sentence)
    if match.start("pct") >= 0:
        return replace(found, kind="percent", unit=_percent(lexed.slice(*match.span("pct")).lower()))
    if match.start("points") >= 0:
        if value == int(value) and not any_word(_CONTEXT, "poll").match(text, end + 1):
            return replace(found, end=lexed.ends[last - 1])
        return replace(found, kind="percent", unit="percentage_point")
    if match.start("unit") >= 0:
        return _measure(lexed, match, found)
    return _foreign_money(text, found, sentence) or _marked(lexed, first, last, found)


def _groups_by_point(words: str, sentence: str) -> bool:
    """Whether "1.500" is 1,500: where the sentence tells of a country that writes so, and for "1.000" at once."""
    if re.fullmatch(r"\d{1,3}\.\d{3}", words) is None:
        return False
    return words.endswith(".000") or any_word(_CONTEXT, "comma_land").search(sentence) is not None


def _money(lexed: Lexemes, match: re.Match[str], found: Amount, sentence: str) -> Amount:
    """A number with a word or code for money behind it; "the 20 won" and "500 pounds of rice" are no money."""
    group = "word" if match.start("word") >= 0 else "code"
    base = quantity_grammar().values[lexed.slice(*match.span(group)).lower()]
    if base == "KRW" and group == "word" and (found.best or 0) < 500:
        return replace(found, end=lexed.ends[match.end("n") - 1])
    if base == "GBP" and group == "word" and _is_weight(lexed.text, found.start, found.end):
        return replace(found, kind="measure", unit="pound")
    return replace(found, kind="money", unit=_currency(base, "", sentence))


@cache
def _nation_money() -> re.Pattern[str]:
    words = "|".join(r["word"] for r in table("en/currencies.tsv") if r["class"] == "curword")
    return re.compile(rf"\s+(?P<nation>(?:[A-Z][\w.]*\s+){{1,2}})(?P<word>{words})\b")


def _foreign_money(text: str, found: Amount, sentence: str) -> Amount | None:
    """ "300 Kenyan shillings": a nation between the number and the word for its money."""
    money = _nation_money().match(text, found.end)
    if money is None:
        return None
    unit = _currency(quantity_grammar().values[money["word"].lower()], money["nation"], sentence)
    return replace(found, end=money.end(), kind="money", unit=unit)


def _is_weight(text: str, start: int, end: int) -> bool:
    """Whether pounds are a weight: "500 pounds of rice", "weighs 150 pounds", "150 pounds (68 kilograms)"."""
    after = re.match(r"\s*(?:of\s+[a-z]|heav|in\s+weight|\([\d.,]+\s*(?:kg|kilo|tonne))", text[end : end + 24])
    return (
        after is not None or re.search(r"\bweigh\w*\b[^.;]{0,30}$", text[max(0, start - 44) : start]) is not None
    )


def _is_scaled(words: str) -> bool:
    kinds = (number_words().get(w, ("", 0.0))[0] for w in re.findall(r"[a-z]+", words.lower()))
    return any(kind in ("scale", "mark", "hundred") for kind in kinds)


def _prefixed_money(lexed: Lexemes, match: re.Match[str], found: Amount, sentence: str) -> Amount:
    """ "$5", "US$5", "A$5", "EUR 5"; a currency word behind the number is then part of another phrase."""
    sign = lexed.slice(*match.span("money"))
    base = quantity_grammar().values.get(sign.lower(), "USD")
    glued = re.search(r"(?<![A-Za-z])[A-Z]{1,3}$", lexed.text[max(0, found.start - 4) : found.start])
    letters = glued.group() if glued and not sign[0].isalpha() else ""
    return replace(
        found,
        start=found.start - len(letters),
        kind="money",
        unit=_currency(base, letters, "" if letters else sentence),
    )


def _currency(base: str, before: str, sentence: str) -> str:
    """The ISO code: by a nation right before, or (but for dollars) anywhere in the sentence."""
    for nation, code in _nations().get(base, ()):
        if re.search(rf"(?<!\w){nation}\s*$", before):
            return code
        if base not in _NEAR_ONLY and len(nation) > 3 and re.search(rf"\b{nation}\b", sentence):
            return code
    return base


def _percent(words: str) -> str:
    return (
        "percentage_point"
        if words.startswith("percentage")
        else "basis_point"
        if words.startswith("basis")
        else "percent"
    )


def _measure(lexed: Lexemes, match: re.Match[str], found: Amount) -> Amount | None:
    values = quantity_grammar().values
    words = re.findall(r"[^\W\d_]+|°", lexed.slice(*match.span("unit")).lower())
    power = values[words[0]] if words[0] in _SQUARES else ""
    names = [values[w] for w in words if w in values and w not in _BESIDE]
    unit = f"nautical_{names[0]}" if words[0] == "nautical" else names[0]
    end = found.end
    if not power and lexed.text[end : end + 1] in tuple("23²³") and unit in _POWERS["2"]:
        power, end = lexed.text[end], end + 1
    unit = _power(unit, power)
    if len(names) > 1:
        unit = names[1] if unit == "degree" else f"{unit}_per_{names[1]}"
    at = lexed.starts[match.start("unit")]
    if unit == "mm" and lexed.text[at - 1 : at].isdigit() and lexed.text[found.end : found.end + 4] != " of ":
        return None  # "155mm" is a calibre
    return replace(found, end=end, kind="measure", unit=unit)


def _marked(lexed: Lexemes, first: int, last: int, found: Amount) -> Amount | None:
    """A magnitude written onto the figure ("1.7m"); "6m deep", "5 m", "40 m3" are measures; "3 M1" is a number."""
    mark = lexed.slice(last - 1, last)
    if number_words().get(mark.lower(), ("", 0.0))[0] != "mark":
        return found
    glued = lexed.starts[last - 1] == lexed.ends[last - 2]
    following = re.match(r"([23²³]?)\s*([a-z]*)", lexed.text[found.end : found.end + 14])
    power, word = (following[1], following[2]) if following else ("", "")
    metres = mark == "m" and (bool(power) or not glued or word in word_list(_CONTEXT, "dimension"))
    if not metres and (glued or len(mark) > 1):
        return found
    value = value_of(lexed.slice(first, last - 1))
    if value is None:
        return None
    plain = replace(found, low=value, high=value, best=value, end=lexed.ends[last - 2], scaled=False)
    return replace(plain, end=found.end + len(power), kind="measure", unit=_power("m", power)) if metres else plain


def _power(unit: str, power: str) -> str:
    power = {"²": "2", "³": "3"}.get(power, power)
    return _POWERS[power].get(unit, f"{_POWER_NAMES[power]}_{unit}") if power else unit


def read_range(lexed: Lexemes, match: re.Match[str], sentence: str) -> tuple[Amount, Amount] | None:
    """Both ends of a range: the first takes magnitude, unit and currency from the second where it has none."""
    ends: list[Amount] = []
    for group in ("a", "b"):
        inner = _amount_rule().fullmatch(lexed.code, *match.span(group))
        found = read_amount(lexed, inner, sentence) if inner is not None else None
        if found is None or found.best is None:
            return None
        ends.append(found)
    low, high = ends
    if low.kind == "count" and high.kind != "count":
        low = replace(low, kind=high.kind, unit=high.unit)
    elif high.kind == "count" and low.kind == "money":
        high = replace(high, kind=low.kind, unit=low.unit)
    if high.scaled and not low.scaled and low.best and low.best < 1000:
        factor = _scale_of(lexed.slice(*match.span("b")))
        if low.best * factor <= (high.best or 0):
            low = replace(low, low=low.best * factor, high=low.best * factor, best=low.best * factor, scaled=True)
    return low, high


def is_one_amount(lexed: Lexemes, match: re.Match[str]) -> bool:
    """Whether the two ends of a range and what links them are the words of a single number."""
    return _amount_rule().fullmatch(lexed.code, match.start("a"), match.end("b")) is not None


def _scale_of(words: str) -> float:
    kinds = [number_words().get(w, ("", 0.0)) for w in re.findall(r"[a-z]+", words.lower())]
    return math.prod(value for kind, value in kinds if kind in ("scale", "mark", "hundred"))


def vague_bounds(words: str) -> tuple[float, float] | None:
    """The interval of a vague number, both ends closed: "several thousand" is 3,000 to 9,000."""
    parts = [w for w in re.findall(r"[a-z]+", words.lower()) if w not in ("a", "an", "of")]
    if not parts:
        return None
    known = number_words()
    if parts[0] in ("several", "few", "handful"):
        factor = math.prod(known[w][1] for w in parts[1:] if w in known)
        low, high = _VAGUE[parts[0]]
        return low * factor, high * factor
    if len(parts) == 1 and parts[0] in _VAGUE:
        return _VAGUE[parts[0]]
    power = math.prod(known[w][1] for w in parts if w in known)
    return 2 * power, 10 * power - 1


def rounded(
    low: float | None, high: float | None, best: float, *, op: str, kind: str
) -> tuple[float | None, float | None]:
    """The ends of "about" and "nearly": whole for what is counted, outwards; "nearly 30" ends at 30 itself."""
    low = None if low is None else float(f"{low:.12g}")
    high = None if high is None else float(f"{high:.12g}")
    if op == "~" and kind == "count" and best == int(best):
        low = None if low is None else float(math.floor(low))
        high = None if high is None else float(math.ceil(high))
    return low, high
