"""Figures and number words to values."""

import re
from functools import cache

from accordingto.resources import table

_FRACTION = re.compile(r"(\d+) (\d)/(\d)$")
_PARTS = re.compile(r"\d+[½¼¾]|\d[\d.,'’ \u00a0\u202f\u2009]*\d|\d|[^\W\d_]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,'’ \u00a0\u202f\u2009])\d{3})(?:\1\d{3})*$")
_SEPARATORS = re.compile(r"[,'’ \u00a0\u202f\u2009]")
_LONGEST = 24
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_LINKS = frozenset({"and", "a", "an", "of"})


@cache
def number_words() -> dict[str, tuple[str, float]]:
    """From lower-case word to its kind and value (data/en/numbers.tsv)."""
    return {r["word"]: (r["class"], float(r["value"])) for r in table("en/numbers.tsv")}


def figure(text: str, *, point_groups: bool = False) -> float | None:
    """The value of one figure: "1,500" "1 500" "12'400" "1.5" "2,4".

    A single group after a point ("1.500") is a decimal unless `point_groups` says that the text comes from a
    language that groups so; two groups are always thousands. None where it is no number.
    """
    if len(text) > _LONGEST:
        return None
    if text[-1:] in _FRACTIONS:
        return float(text[:-1]) + _FRACTIONS[text[-1]]
    grouped = _THOUSANDS.match(text)
    if grouped is not None and (grouped[1] != "." or text.count(".") > 1 or (point_groups and text[0] != "0")):
        return float(re.sub(r"\D", "", text))
    if text.count(",") == 1 and "." not in text and len(text.partition(",")[2]) != 3:
        text = text.replace(",", ".")
    try:
        return float(_SEPARATORS.sub("", text))
    except ValueError:
        return None


def value_of(text: str, *, point_groups: bool = False) -> float | None:
    """The value of a number in words, figures or both: "four hundred and twenty", "2.4 million", "half a dozen".

    Whole thousands are not rounded; None where some word is no number.
    """
    if (mixed := _FRACTION.match(text)) is not None:
        return int(mixed[1]) + int(mixed[2]) / int(mixed[3])
    total, current, scale, seen, term = 0.0, None, 1.0, False, 0.0
    for part in _PARTS.findall(text.lower()):
        if part in _LINKS:
            seen = seen or part in ("a", "an")
            continue
        kind, value = _part(part, point_groups)
        if kind in ("digit", "ten", "couple", "figure"):
            current = (current or 0.0) + value
        elif kind == "hundred":
            current = (1.0 if current is None else current) * value
        elif kind in ("scale", "mark", "score"):
            # "lakh crore": a scale right after a scale multiplies it.
            added = (
                term * (value - 1.0) if current is None and term else (1.0 if current is None else current) * value
            )
            total, term = total + added, added + (term if current is None else 0.0)
            current, scale = None, value
        elif kind == "share":
            current = (1.0 if current is None else current) / value  # "a quarter of a million"
        elif part == "half":
            current, total = _half(current, total, scale)
        else:
            return None
        seen = True
    if not seen:
        return None
    return round(total + (current if current is not None else 0.0 if total else 1.0), 6)


def _part(part: str, point_groups: bool) -> tuple[str, float]:
    if part[0].isdigit():
        value = figure(part, point_groups=point_groups)
        return ("figure", value) if value is not None else ("none", 0.0)
    return number_words().get(part, ("none", 0.0))


def _half(current: float | None, total: float, scale: float) -> tuple[float | None, float]:
    """ "half a million" opens with it; "two and a half" and "a million and a half" add it."""
    if current is None and total:
        return None, total + scale / 2
    return (current or 0.0) + 0.5, total


def ordinal(words: str) -> int | None:
    """The number of "third", "21st", "twenty-first"; -1 for "last" and "final"."""
    if words in ("last", "final"):
        return -1
    if words[:1].isdigit():
        return int(re.sub(r"\D", "", words))
    tens, _, rest = words.rpartition("-")
    found = _ordinals().get(rest)
    return None if found is None else found + int(number_words().get(tens, ("", 0.0))[1])


@cache
def _ordinals() -> dict[str, int]:
    return {r["word"]: int(r["value"]) for r in table("en/time_words.tsv") if r["class"] in ("ordinal", "final")}
