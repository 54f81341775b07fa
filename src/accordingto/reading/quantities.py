"""Quantities in a text: the number as an interval, its operator, unit and kind, and the noun that it counts.

Ages, ordinals, times, names with numbers (T-72, Flight 12), scores and telephone numbers are no quantities.
"""

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from accordingto.model.text import Span
from accordingto.model.values import Quantity, Timex
from accordingto.reading.amounts import (
    Amount,
    is_one_amount,
    quantity_grammar,
    read_amount,
    read_range,
    vague_bounds,
)
from accordingto.reading.counted import counted, stuff, subject_counted
from accordingto.reading.elided import completed, lend
from accordingto.reading.hedges import hedged
from accordingto.reading.lexemes import Lexemes
from accordingto.reading.numbers import value_of
from accordingto.reading.screen import (
    figures_in_names,
    is_age,
    is_bare_zero,
    is_change,
    is_label,
    is_plural_next,
    is_pronoun,
)
from accordingto.reading.tree import Parsed


@dataclass(slots=True)
class _Find:
    """The state of one pass: the text as lexemes, where times stand, and what was found so far."""

    parsed: Parsed
    lexed: Lexemes
    busy: list[tuple[int, int]]
    found: list[Amount] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence around a code point; the whole text where there are none."""
        i = bisect.bisect_right(self.starts, at) - 1
        if i < 0:
            return 0, len(self.parsed.text)
        return self.parsed.sentences[i].start, self.parsed.sentences[i].end

    def words_around(self, at: int) -> str:
        """The sentence, as far as it tells of nations and customs: 300 characters either side."""
        first, last = self.sentence(at)
        return self.parsed.text[max(first, at - 300) : min(last, at + 300)]

    def is_time(self, start: int, end: int) -> bool:
        i = bisect.bisect_right(self.busy, (start, 1 << 60)) - 1
        return (i >= 0 and self.busy[i][1] > start) or (i + 1 < len(self.busy) and self.busy[i + 1][0] < end)

    def take(self, amount: Amount, last: int) -> int:
        """Keep an amount, with the hedge around it; the index of the next lexeme to read from."""
        floor = self.found[-1].end if self.found else 0
        self.found.append(hedged(self.parsed.text, amount, max(floor, self.sentence(amount.start)[0])))
        return last


def find_quantities(parsed: Parsed, times: Sequence[Timex] = ()) -> tuple[Quantity, ...]:
    """The quantities of a text in text order, ids q1, q2 ...; a number inside one of `times` is none."""
    grammar = quantity_grammar()
    busy = sorted((t.span.start, t.span.end) for t in times)
    find = _Find(parsed, grammar.lex(parsed.text), busy, starts=[s.start for s in parsed.sentences])

    def read(name: str, match: re.Match[str]) -> int | None:
        first, last = match.span()
        if find.is_time(find.lexed.starts[first], find.lexed.ends[last - 1]):
            return None if name != "amount" else last
        return _READERS[name](find, match)

    grammar.scan(find.lexed.code, read)
    return _quantities(find)


def _place(find: _Find, match: re.Match[str]) -> tuple[int, int]:
    return find.lexed.starts[match.start()], find.lexed.ends[match.end() - 1]


def _number(find: _Find, match: re.Match[str], group: str) -> float | None:
    return value_of(find.lexed.slice(*match.span(group)))


def _in_every(find: _Find, match: re.Match[str]) -> int | None:
    """ "One in five", "nine out of ten"."""
    part, whole = _number(find, match, "a"), _number(find, match, "b")
    start, end = _place(find, match)
    if not part or not whole or part >= whole or whole != int(whole) or (whole > 12 and whole % 5):
        return None
    if is_label(find.parsed, start, find.lexed.ends[match.end("a") - 1]):
        return None
    share = round(part / whole, 6)
    return find.take(Amount(start, end, share, share, share, unit="ratio", kind="percent"), match.end())


def _share(find: _Find, match: re.Match[str]) -> int | None:
    """ "Two-thirds", "a quarter of"; "a third man" and "the second half" are none."""
    words = find.lexed.slice(*match.span("s")).lower()
    part = _number(find, match, "a")
    parts = quantity_grammar().values[words]
    start, end = _place(find, match)
    text = find.parsed.text
    if part is None or (
        not words.endswith("s")
        and not re.match(r"-?\s*(?:of\b|the\b|as\b|larger\b|smaller\b)", text[end : end + 9])
        and not _is_by_how_much(text, start, end)
    ):
        return None
    if words == "half" or part >= float(parts) or is_label(find.parsed, start, start + 1):
        return None
    share = round(part / float(parts), 6)
    return find.take(Amount(start, end, share, share, share, unit="ratio", kind="percent"), match.end())


_BY = re.compile(
    r"(?i)\b(?:by|than)\s+(?:about\s+|almost\s+|nearly\s+|some\s+|over\s+|around\s+|more\s+than\s+)?$"
)
_CLOSED = re.compile(
    r"\s*(?:[.,;:)]|$|\b(?:in|to|from|since|over|on|and|but|after|compared|last|this|between|during)\b)"
)


def _is_by_how_much(text: str, start: int, end: int) -> bool:
    """ "Fell by a fifth", "cut by half": a share of what it was."""
    return _BY.search(text, max(0, start - 20), start) is not None and _CLOSED.match(text, end) is not None


def _half(find: _Find, match: re.Match[str]) -> int | None:
    """ "Half of", "half the", "more than half"; not "the first half"."""
    start, end = _place(find, match)
    text = find.parsed.text
    whole = Amount(start, end, 0.5, 0.5, 0.5, unit="ratio", kind="percent")
    opened = hedged(text, whole, 0)
    follows = re.match(r"\s+(?:of|the|its|their|his|her|our|all|that|those|these)\b", text[end : end + 9])
    if follows is None and opened.op == "=" and not _is_by_how_much(text, start, end):
        return None
    if re.search(
        r"(?i)\b(?:first|second|last|other|latter|that|this|each|final)\s+$", text[max(0, start - 10) : start]
    ):
        return None
    return find.take(whole, match.end())


def _range(find: _Find, match: re.Match[str]) -> int | None:
    """ "Between 20 and 30", "20-30", "eight or nine"; not a score, not "from 12 to 19" after a verb of change."""
    lead, link = (
        find.lexed.slice(*match.span(g)).lower() if match.start(g) >= 0 else "" for g in ("lead", "link")
    )
    start, _ = _place(find, match)
    if not lead and is_one_amount(find.lexed, match):
        return None  # "twenty-one million"
    ends = read_range(find.lexed, match, find.words_around(start))
    if ends is None or not _linked(lead, link):
        return None
    low, high = ends
    if (
        link == "to"
        and not lead
        and _is_score(low, high)
        and not is_change(find.parsed.text, start, find.sentence(start)[0])
    ):
        return match.end()
    if (
        low.best is None
        or high.best is None
        or low.best >= high.best
        or (low.kind, low.unit) != (high.kind, high.unit)
    ):
        return None
    if link == "or" and high.best > 3 * low.best:
        return None
    if is_label(find.parsed, low.start, high.end):
        return None
    if high.kind == "count" and is_age(find.parsed, low.start, high.end):
        return match.end()
    by = lead == "from" or find.parsed.text[max(0, start - 3) : start] == "by "
    if by and link == "to" and is_change(find.parsed.text, start, find.sentence(start)[0]):
        find.take(low, match.end("a"))
        return match.end("a")
    whole = replace(high, start=start if lead else low.start, low=low.best, high=high.best, best=None, op="range")
    return find.take(whole, match.end())


def _is_score(low: Amount, high: Amount) -> bool:
    """ "By 412 to 39": a vote or a score."""
    return low.kind == high.kind == "count" and (low.best or 0) > (high.best or 0)


def _linked(lead: str, link: str) -> bool:
    if link == "and":
        return lead == "between"
    return lead != "between" and not (lead == "from" and link == "or")


def _vague(find: _Find, match: re.Match[str]) -> int | None:
    """ "Dozens", "several hundred", "a few", with money: "millions of euros"."""
    bounds = vague_bounds(find.lexed.slice(*match.span("v")))
    if bounds is None:
        return None
    start, end = _place(find, match)
    if find.lexed.text[start : start + 1] == "a" and re.search(
        r"(?i)\b(?:quite|not)\s+$", find.lexed.text[max(0, start - 6) : start]
    ):
        return None
    if re.match(
        r"\s+(?:[^\W\d_]+\s+)?(?:times|hours|minutes|days|weeks|months|years|decades)\b",
        find.lexed.text[end : end + 24],
    ):
        return None
    money = (
        quantity_grammar().values[find.lexed.slice(*match.span("c")).lower()] if match.start("c") >= 0 else None
    )
    kind = "money" if money else "count"
    return find.take(Amount(start, end, float(bounds[0]), float(bounds[1]), None, "~", money, kind), match.end())


def _zero(find: _Find, match: re.Match[str]) -> int | None:
    """ "No casualties", "not a single", "none of"."""
    start, end = _place(find, match)
    word = find.lexed.slice(*match.span("z")).lower()
    text = find.parsed.text
    if word.startswith("not ") and word not in ("not a single", "not one"):
        return None
    if word == "no" and not is_plural_next(find.parsed, start, end):
        return None
    if word == "none" and re.match(
        r"\s+(?:other|too|the\s+(?:less|wiser)|of\s+(?:that|this|it))\b", text[end : end + 12]
    ):
        return None
    return find.take(Amount(start, end, 0.0, 0.0, 0.0), match.end())


def _amount(find: _Find, match: re.Match[str]) -> int | None:
    start, _ = _place(find, match)
    amount = read_amount(find.lexed, match, find.words_around(start))
    if amount is None:
        return match.end()
    amount = _below_zero(find.parsed.text, amount)
    plain = amount.kind == "count"
    if plain and (
        _is_dialled(find, amount.start, amount.end) or is_bare_zero(find.parsed, amount.start, amount.end)
    ):
        return match.end()
    if is_label(find.parsed, amount.start, amount.end) and amount.kind != "money":
        return match.end()
    if plain and (
        is_age(find.parsed, amount.start, amount.end) or is_pronoun(find.parsed, amount.start, amount.end)
    ):
        return match.end()
    return find.take(amount, match.end())


def _below_zero(text: str, amount: Amount) -> Amount:
    """ "Minus 15 degrees", "-0.3%"."""
    if amount.kind not in ("measure", "percent") or amount.best is None or amount.best <= 0:
        return amount
    sign = re.search(r"(?:\b[Mm]inus\s|(?<![\w.)])[-−–])$", text[max(0, amount.start - 8) : amount.start])
    if sign is None:
        return amount
    value = -amount.best
    return replace(amount, start=amount.start - len(sign.group()), low=value, high=value, best=value)


def _is_dialled(find: _Find, start: int, end: int) -> bool:
    """Groups of figures side by side are a telephone number or a code; a year may stand before a number."""
    text = find.parsed.text
    before = (
        start > 1
        and text[start - 1].isspace()
        and text[start - 2].isdigit()
        and not find.is_time(start - 2, start - 1)
    )
    after = text[end : end + 1] == " " and text[end + 1 : end + 2].isdigit() and not find.is_time(end + 1, end + 2)
    return text[start].isdigit() and (before or after)


_READERS = {
    "in_every": _in_every, "shares": _share, "range": _range, "vague": _vague, "zero": _zero, "half": _half,
    "amount": _amount,
}  # fmt: skip


def _quantities(find: _Find) -> tuple[Quantity, ...]:
    """The amounts with what they count; one that leaves its noun out takes it from the one before."""
    made: list[Quantity] = []
    names = figures_in_names(find.parsed)
    for amount in find.found:
        counts = _counts(find, amount)
        if counts is not None and _counts_time(find, amount, counts):
            counts = None
        if counts is None and find.parsed.text[amount.start : amount.end] in names:
            continue  # "the 787"
        quantity = Quantity(
            id=f"q{len(made) + 1}",
            span=Span.of(find.parsed.text, amount.start, amount.end),
            low=amount.low,
            high=amount.high,
            best=amount.best,
            op=amount.op,
            counts=counts,
            unit=amount.unit,
            kind=amount.kind,
        )
        floor, _ = find.sentence(amount.start)
        quantity = completed(find.parsed, quantity, made, floor=floor, scaled=amount.scaled)
        lend(find.parsed.text, quantity, made)
        made.append(quantity)
    return tuple(made)


def _counts_time(find: _Find, amount: Amount, counts: str) -> bool:
    """ "More than 300,000 last year": what follows is a time, not what is counted."""
    at = find.parsed.text.find(counts, amount.end, amount.end + 90)
    return at >= 0 and find.is_time(at, at + len(counts))


def _counts(find: _Find, amount: Amount) -> str | None:
    parsed = find.parsed
    if amount.kind == "money" or amount.unit in ("percentage_point", "basis_point"):
        return None
    if amount.kind == "measure":
        return stuff(parsed, amount.start, amount.end)
    if amount.unit in ("percent", "ratio"):
        of = stuff(parsed, amount.start, amount.end)
        return of or (counted(parsed, amount.start, amount.end) if amount.unit == "ratio" else None)
    return counted(parsed, amount.start, amount.end) or subject_counted(parsed, amount.start, amount.end)
