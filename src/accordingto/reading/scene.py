"""What the rules for times share: the expression found, and what it is read against."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from accordingto.reading.calendar import FUTURE, OPEN, PAST, Days, days_of, nearest_date, nearest_year, real_day
from accordingto.reading.lexemes import Grammar, Lexemes
from accordingto.reading.numbers import value_of
from accordingto.reading.tense import Direction

_RANGE = re.compile(r"\d\s*[-–]\s*\d|\b(?:to|or)\b")
PUBLISHED, FROM_TEXT, NONE = "published", "text", "none"


@dataclass(frozen=True, slots=True)
class Found:
    """A time in the text: lexemes `first` to `last` (half-open), type and value after TIMEX3, days, anchor."""

    first: int
    last: int
    type: str
    value: str
    days: Days = OPEN
    anchor: str = NONE


# How many units from the present each of these words points.
STEPS = {
    "last": -1,
    "previous": -1,
    "past": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
    "following": 1,
}
Read = Callable[["Scene", re.Match[str]], list[Found]]


@dataclass(frozen=True, slots=True)
class Scene:
    """A text, its day of publication, and how to tell the direction of a time. `outer`: the
    lexemes of the longer expression that is being read."""

    grammar: Grammar
    lexed: Lexemes
    today: date | None
    tense: Callable[[int, int, str], Direction]
    rules: Mapping[str, Read]
    before: list[Found] = field(default_factory=list)
    outer: tuple[int, int] | None = None

    def words(self, match: re.Match[str], group: str) -> str:
        """The words of a group in lower case, "" where it did not take part."""
        if group not in match.re.groupindex:
            return ""
        first, last = match.span(group)
        return self.lexed.slice(first, last).lower() if first >= 0 else ""

    def value(self, match: re.Match[str], group: str) -> str:
        """What the table says of the first word of a group; "" where the group did not take part."""
        first = match.start(group)
        if first < 0:
            return ""
        return self.grammar.values.get(self.lexed.slice(first, first + 1).lower(), "")

    def number(self, match: re.Match[str], group: str) -> float | None:
        """The number of a group; None for a vague one ("several")."""
        words = self.words(match, group)
        return None if not words or _RANGE.search(words) else value_of(words)

    def name_at(self, index: int) -> str:
        """The lower-case word of a lexeme, "" outside the text."""
        return self.lexed.slice(index, index + 1).lower() if 0 <= index < len(self.lexed.code) else ""

    def lead(self, first: int) -> str:
        """The preposition that an expression hangs on: "until" in "until the end of March"."""
        passed = self.class_letters(
            "the", "of", "begin", "end", "mid", "early", "late", "this", "comma", "weekday"
        )
        for at in range(first - 1, max(-1, first - 12), -1):
            if self.lexed.code[at] not in passed:
                return self.name_at(at)
        return ""

    def class_letters(self, *names: str) -> str:
        """The letters of these classes, in one string."""
        return "".join(self.grammar.letters[n] for n in names)

    @property
    def inside(self) -> bool:
        """Whether this is the scene of an expression within a longer one, `outer`."""
        return self.outer is not None

    def direction(self, match: re.Match[str]) -> str:
        """Past or future, by the preposition before the whole expression and the verb above it."""
        return self.bearing(match).way

    def bearing(self, match: re.Match[str]) -> Direction:
        """The direction, and whether a verb says so itself."""
        first, last = self.outer or match.span()
        starts, ends = self.lexed.starts, self.lexed.ends
        return self.tense(starts[first], ends[last - 1], self.lead(first))

    def year_of(self, match: re.Match[str], today: date, first_month: int, months: int = 1) -> int:
        """The year of a month, or of several, without one, by tense.

        Where no verb is sure of the direction, the one that is next goes before one that is most of a year away.
        """
        way, sure = self.bearing(match)
        found = nearest_year(today, first_month, way)
        other = nearest_year(today, first_month, FUTURE if way == PAST else PAST)
        far, near = (abs((y - today.year) * 12 + first_month - today.month) for y in (found, other))
        return other if not sure and far > 8 and near <= max(1, months - 1) else found

    def inner(self, match: re.Match[str], group: str) -> Found | None:
        """The expression inside another one: "May 2020" in "the end of May 2020"."""
        first, last = match.span(group)
        if first < 0:
            return None
        scene = replace(self, outer=self.outer or match.span())
        for rule in self.grammar.rules:
            if (whole := rule.pattern.fullmatch(self.lexed.code, first, last)) is not None:
                found = self.rules[rule.name](scene, whole)
                if len(found) == 1:
                    return found[0]
        return None

    def calendar_day(self, match: re.Match[str], month: int, day: int, step: int = 0) -> tuple[str, str]:
        """Value and anchor of a day without a year; the year stays open where nothing gives it.

        `step` is -1 after "last", 1 after "next", which go before the tense.
        """
        if self.today is not None:
            way, sure = self.bearing(match) if not step else (PAST if step < 0 else FUTURE, True)
            near = nearest_date(self.today, month, day, way, sure=sure)
            return (near.isoformat(), PUBLISHED) if near else (f"XXXX-{month:02}-{day:02}", NONE)
        if (last := self.full_date_before()) is not None:
            near = real_day(last.year, month, day)
            if near is not None and abs((near - last).days) <= 183:
                return near.isoformat(), FROM_TEXT
        return f"XXXX-{month:02}-{day:02}", NONE

    def full_date_before(self) -> date | None:
        """The last day of the calendar that the text named, if that is the last time it named at all."""
        if not self.before:
            return None
        value = self.before[-1].value.partition("T")[0]
        try:
            return date.fromisoformat(value) if len(value) == 10 else None
        except ValueError:
            return None


def dated(match: re.Match[str], value: str, anchor: str = NONE, days: Days | None = None) -> list[Found]:
    """The whole match as a DATE with the days of its value, or those given."""
    return [Found(match.start(), match.end(), "DATE", value, days_of(value) if days is None else days, anchor)]
