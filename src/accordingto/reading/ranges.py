"""Stretches between two times ("from 8 to 13 October"), and times that open or close one ("since March")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from accordingto.model.text import Span
from accordingto.model.values import Timex
from accordingto.reading.calendar import days_of
from accordingto.reading.scene import PUBLISHED

_LINK = re.compile(r"\s*(?P<link>to|until|till|through|and|-|–)\s*$")
_BEGUN = re.compile(
    r"(?i)\b(?:began|begun|started|opened|broke\s+out)\s+(?P<from>(?:on|in|at|during)\s+)?(?:the\s+)?$"
)
_ENDED = re.compile(
    r"(?i)\s*,?\s*(?:and|but)?\s*(?:ended|closed|finished|stopped|concluded|(?:lasted|ran)\s+until)\s+(?:on\s+|in\s+|at\s+)?$"
)
_WEEKDAY = re.compile(r"(?:(?:[a-z]+|Last|Next|This|Early|Late) )*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)")
_LEAD = re.compile(r"(?i)\b(?P<lead>from|between|since|until|till|by)\s+$")


@dataclass(frozen=True, slots=True)
class TimeRange:
    """A stretch of days with its words; an end that is open is None."""

    span: Span
    begin: str | None
    end: str | None


def _lead(text: str, timex: Timex) -> re.Match[str] | None:
    start = timex.span.start
    return _LEAD.search(text, max(0, start - 12), start)


def _linked(text: str, first: Timex, second: Timex) -> bool:
    """ "From X to Y", "between X and Y", "X-Y", and "X to Y" where X is a day."""
    between = text[first.span.end : second.span.start]
    link = _LINK.match(between) if len(between) < 12 else None
    if _began_and_ended(text, first, between) is not None:
        return True
    if link is None or "DURATION" in (first.type, second.type):
        return False
    found = _lead(text, first)
    lead = found["lead"].lower() if found else ""
    return lead == "between" if link["link"] == "and" else lead != "between"


def _began_and_ended(text: str, first: Timex, between: str) -> re.Match[str] | None:
    """ "It began in November and ended on 2 January"."""
    if len(between) > 40 or _ENDED.match(between) is None:
        return None
    return _BEGUN.search(text, max(0, first.span.start - 32), first.span.start)


def in_order(text: str, times: Sequence[Timex]) -> tuple[Timex, ...]:
    """A range that would run backwards starts a year (weekdays: a week) earlier: it is going on.

    One that would run for more than that ends as much earlier: "from June to August" is one summer.
    """
    ordered = list(times)
    for i in range(len(ordered) - 1):
        first, second = ordered[i], ordered[i + 1]
        if not first.begin or not second.begin or not _linked(text, first, second):
            continue
        if (later := _weeks_later(first, second)) is not None:
            ordered[i + 1] = later
        elif first.anchor == PUBLISHED and first.begin > second.begin:
            ordered[i] = _earlier(first)
        elif (
            second.anchor == PUBLISHED and (nearer := _earlier(second)).begin and first.begin <= str(nearer.begin)
        ):
            ordered[i + 1] = nearer
    return tuple(ordered)


def _weeks_later(first: Timex, second: Timex) -> Timex | None:
    """The second weekday after the first, where they lie more than a week the wrong way round."""
    if second.anchor != PUBLISHED or any(c.isdigit() for c in second.span.quote) or second.begin != second.end:
        return None
    start, end = date.fromisoformat(str(first.begin)), date.fromisoformat(str(second.begin))
    if (start - end).days <= 7 or second.value[:10] != second.begin:
        return None
    moved = (end + timedelta(days=7 * -(-(start - end).days // 7))).isoformat()
    return replace(second, value=moved + second.value[10:], begin=moved, end=moved)


def _earlier(timex: Timex) -> Timex:
    if re.fullmatch(r"\d{4}-\d\d", timex.value) is not None:
        value = f"{int(timex.value[:4]) - 1}{timex.value[4:]}"
        return replace(timex, value=value, begin=days_of(value)[0], end=days_of(value)[1])
    if timex.begin is None or timex.begin != timex.end or len(timex.value) != 10:
        return timex
    day = date.fromisoformat(timex.begin)
    has_month = any(c.isdigit() for c in timex.span.quote)
    if not has_month and _WEEKDAY.match(timex.span.quote) is None:
        return timex  # a feast
    try:
        moved = day.replace(year=day.year - 1) if has_month else day - timedelta(days=7)
    except ValueError:
        return timex
    return replace(timex, value=moved.isoformat(), begin=moved.isoformat(), end=moved.isoformat())


def _closes(lead: str, timex: Timex, published: str | None) -> bool:
    if lead == "by":
        return published is None or timex.end is None or timex.end > published[:10]
    return lead in ("until", "till")


def find_ranges(text: str, times: Sequence[Timex], published: str | None = None) -> tuple[TimeRange, ...]:
    """What pairs of times, and single ones after "since", "until", "by", stand for; in text order.

    "By Sunday the fire had reached the road" closes nothing: a time after "by" does only if it lies ahead of the
    day on which the report was `published`.
    """
    found: list[TimeRange] = []
    skip = -1
    for i, timex in enumerate(times):
        if i == skip or timex.type not in ("DATE", "TIME") or not (timex.begin or timex.end):
            continue
        lead = _lead(text, timex)
        begun = _BEGUN.search(text, max(0, timex.span.start - 32), timex.span.start)
        start = lead.start() if lead else begun.start("from") if begun and begun["from"] else timex.span.start
        following = times[i + 1] if i + 1 < len(times) else None
        if following is not None and following.end and _linked(text, timex, following):
            found.append(TimeRange(Span.of(text, start, following.span.end), timex.begin, following.end))
            skip = i + 1
        elif lead is not None and lead["lead"].lower() == "since":
            found.append(TimeRange(Span.of(text, start, timex.span.end), timex.begin, None))
        elif lead is not None and _closes(lead["lead"].lower(), timex, published):
            found.append(TimeRange(Span.of(text, start, timex.span.end), None, timex.end))
    return tuple(found)
