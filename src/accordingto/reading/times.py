"""Expressions of time in a text, with TIMEX3 types and values and the days they cover.

A date without a year takes the year that lies nearest to publication in the direction of the verb's tense. The day
in the dateline goes before that of publication. Without either the year stays open (`XXXX-10-18`, no days), unless
the full date named just before gives it.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache, partial

from accordingto.model.text import Span
from accordingto.model.values import Timex
from accordingto.reading.calendar import FUTURE, PAST, as_day
from accordingto.reading.clock import CLOCK_RULES
from accordingto.reading.dateline import dates_at_head, filed_on
from accordingto.reading.dates import DATE_RULES
from accordingto.reading.durations import DURATION_RULES
from accordingto.reading.lexemes import Grammar, load_grammar
from accordingto.reading.periods import PERIOD_RULES
from accordingto.reading.ranges import in_order
from accordingto.reading.scene import FROM_TEXT, PUBLISHED, Found, Scene
from accordingto.reading.tense import Direction, direction
from accordingto.reading.tree import Parsed

_CORE = (
    "month", "monthabbr", "weekday", "weekdays", "unit", "units", "season", "fall", "pod", "noon", "today",
    "yesterday", "tomorrow", "tonight", "overnight", "now", "pastword", "futureword", "setword", "iso",
    "numdate", "clock", "decade", "decadeword", "dotted", "ampm", "quarter", "weekend", "year", "holiday",
    "holyword", "oclock", "present", "qletter", "zone", "future", "nth", "last",
)  # fmt: skip
_RULES = CLOCK_RULES | DATE_RULES | PERIOD_RULES | DURATION_RULES


@cache
def time_grammar() -> Grammar:
    """The grammar of times, made at first use."""
    return load_grammar(("en/time_words.tsv",), "en/time_patterns.tsv", _CORE)


def find_times(parsed: Parsed, published: str | None) -> tuple[Timex, ...]:
    """The times of a text in text order, ids t1, t2 ...; `published` is an ISO day or time, None if unknown."""
    return _times(parsed.text, published, partial(direction, parsed))


def resolve(words: str, published: str | None, tense: str = PAST) -> tuple[str, str | None, str | None] | None:
    """TIMEX3 value, first and last day of the first time in `words` ("last week"); None where there is none.

    `tense` ("past" or "future") says in which direction from publication an open date lies.
    """
    way = FUTURE if tense == FUTURE else PAST
    found = _times(words, published, lambda _start, _end, lead: Direction(PAST if lead == "since" else way, True))
    return (found[0].value, found[0].begin, found[0].end) if found else None


def _times(text: str, published: str | None, tense: Callable[[int, int, str], Direction]) -> tuple[Timex, ...]:
    today = as_day(published)
    filed = _filed(text, today)
    found = _scan(text, filed or today, tense)
    return tuple(replace(t, anchor=FROM_TEXT) if t.anchor == PUBLISHED else t for t in found) if filed else found


def _filed(text: str, published: date | None) -> date | None:
    """The day of filing by the head of the text; None where that is the day of publication, or unknown."""
    for words, in_dateline in dates_at_head(text):
        times = _scan(words, published, lambda _start, _end, _lead: Direction(PAST, False))
        day = as_day(times[0].value) if len(times) == 1 and len(times[0].value) == 10 else None
        if day is not None and filed_on(published, day, in_dateline=in_dateline):
            return day
    return None


def _scan(text: str, today: date | None, tense: Callable[[int, int, str], Direction]) -> tuple[Timex, ...]:
    grammar = time_grammar()
    scene = Scene(grammar, grammar.lex(text), today, tense, _RULES)

    def read(name: str, match: re.Match[str]) -> int | None:
        found = _RULES[name](scene, match)
        scene.before.extend(found)
        return max((f.last for f in found), default=None)

    grammar.scan(scene.lexed.code, read)
    return in_order(text, [_timex(scene, number, f) for number, f in enumerate(scene.before, 1)])


def _timex(scene: Scene, number: int, found: Found) -> Timex:
    start, end = scene.lexed.starts[found.first], scene.lexed.ends[found.last - 1]
    return Timex(
        id=f"t{number}",
        span=Span.of(scene.lexed.text, start, end),
        type=found.type,
        value=found.value,
        begin=found.days[0],
        end=found.days[1],
        anchor=found.anchor,
    )
