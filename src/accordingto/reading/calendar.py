"""Days and TIMEX3 values: which days a value covers, and which day an open expression means.

Values are those of TIMEX3 (Pustejovsky et al. 2003): `2024-10-18`, `2024-W41`, `2024-W41-WE`, `2025-SP`,
`2024-Q3`, `2021-H2`, `199` (a decade), `18` (a century), `2024-10-18TMO`. An X stands for what is not known.
Tense is "past" or "future": the direction in which an open date is looked for.
"""

import re
from datetime import date, timedelta

PAST, FUTURE = "past", "future"
Days = tuple[str | None, str | None]
OPEN: Days = (None, None)

_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
_PARTS = {"Q": 3, "H": 6}
_NAMED = re.compile(r"(\d{4})-(?:W(?P<week>\d\d)(?P<end>-WE)?|(?P<season>SP|SU|FA|WI)|(?P<part>[QH])(?P<nth>\d))$")
_DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?$")


def as_day(published: str | None) -> date | None:
    """The day of an ISO date or time; None where there is none, or none that a report can have."""
    try:
        day = date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
    return day if day is not None and 1500 <= day.year <= 3000 else None


def real_day(year: int, month: int, day: int) -> date | None:
    """The date, None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """The last day of a month; month 13 is January of the year after."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return (
        date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1) if year < 9999 else date(year, month, 28)
    )


def days_of(value: str) -> Days:
    """First and last day of a TIMEX3 value, both None where the value is open or no stretch of the calendar."""
    value = value.partition("T")[0]
    if (found := _DAY.match(value)) is not None:
        year, month, day = int(found[1]), int(found[2]), int(found[3] or 1)
        first = real_day(year, month, day)
        if first is None:
            return OPEN
        return first.isoformat(), first.isoformat() if found[3] else month_end(year, month).isoformat()
    if (found := _NAMED.match(value)) is not None:
        return _named_days(found)
    if value.isdigit() and 2 <= len(value) <= 4:
        return value.ljust(4, "0") + "-01-01", value.ljust(4, "9") + "-12-31"
    return OPEN


def _named_days(found: re.Match[str]) -> Days:
    year = int(found[1])
    if found["week"]:
        try:
            first = date.fromisocalendar(year, int(found["week"]), 6 if found["end"] else 1)
        except ValueError:
            return OPEN
        return first.isoformat(), (first + timedelta(days=1 if found["end"] else 6)).isoformat()
    if found["season"]:
        start, stop = _SEASONS[found["season"]]
    else:
        length = _PARTS[found["part"]]
        stop = int(found["nth"]) * length
        start = stop - length + 1
        if stop > 12:
            return OPEN
    return date(year, start, 1).isoformat(), month_end(year, stop).isoformat()


def week_of(day: date) -> str:
    """The ISO week of a day, Monday to Sunday: `2024-W41`."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def nearest_date(today: date, month: int, day: int, tense: str, *, sure: bool = True) -> date | None:
    """The date nearest to `today` in the direction of the tense. Two days' grace: a report may run before it.

    When the direction is not `sure`, a date a few weeks off is taken before one that is most of a year away.
    """
    found = _in_direction(today, month, day, tense)
    if sure or found is None or abs((found - today).days) < 300:
        return found
    other = _in_direction(today, month, day, FUTURE if tense == PAST else PAST)
    return other if other is not None and abs((other - today).days) <= 60 else found


def _in_direction(today: date, month: int, day: int, tense: str) -> date | None:
    limit = today + timedelta(days=2) if tense == PAST else today - timedelta(days=2)
    years = range(today.year + 1, today.year - 9, -1) if tense == PAST else range(today.year - 1, today.year + 9)
    for year in years:
        found = real_day(year, month, day)
        if found and (found <= limit if tense == PAST else found >= limit):
            return found
    return None


def nearest_day_of_month(today: date, day: int, tense: str) -> date:
    """The day of a month ("the 24th") nearest to `today` in the direction of the tense; `today` itself counts."""
    way = -1 if tense == PAST else 1
    for months in range(0, 12 * way, way):
        year, month = add_months(today.year, today.month, months)
        found = real_day(year, month, day)
        if found is not None and (found - today).days * way >= 0:
            return found
    return today


def nearest_weekday(today: date, weekday: int, tense: str, *, strictly: bool = False) -> date:
    """The weekday (Monday is 1) nearest to `today` by tense; `today` itself unless `strictly`."""
    if tense == PAST:
        back = (today.isoweekday() - weekday) % 7
        return today - timedelta(days=back or (7 if strictly else 0))
    on = (weekday - today.isoweekday()) % 7
    return today + timedelta(days=on or (7 if strictly else 0))


def nearest_year(today: date, first_month: int, tense: str) -> int:
    """The year in which a stretch that begins with `first_month` has begun last, or begins next or is going on."""
    if tense == PAST:
        return today.year if first_month <= today.month else today.year - 1
    return today.year if first_month >= today.month else today.year + 1


def add_months(year: int, month: int, months: int) -> tuple[int, int]:
    """Year and month so many months on."""
    at = year * 12 + month - 1 + months
    return at // 12, at % 12 + 1


def shift(day: date, unit: str, count: int) -> str | None:
    """The day, week, month, year, decade or century that lies `count` units from `day`, as a TIMEX3 value."""
    try:
        if unit in ("D", "W", "2W", "WE"):
            moved = day + timedelta(days=count * {"D": 1, "W": 7, "2W": 14, "WE": 7}[unit])
            return moved.isoformat() if unit == "D" else week_of(moved) + ("-WE" if unit == "WE" else "")
        if unit == "M":
            year, month = add_months(day.year, day.month, count)
            return f"{date(year, month, 1).isoformat()[:7]}"
        if unit == "Q":
            year, month = add_months(day.year, day.month, 3 * count)
            return f"{year:04}-Q{(month + 2) // 3}"
        years = count * {"Y": 1, "DE": 10, "CE": 100}[unit]
        return f"{date(day.year + years, 1, 1).year:04}"[: {"Y": 4, "DE": 3, "CE": 2}[unit]]
    except (KeyError, ValueError, OverflowError):
        return None


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth (-1: last) such weekday of a month, None where the month has none."""
    if nth > 0:
        first = date(year, month, 1)
        found = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    else:
        last = month_end(year, month)
        found = last - timedelta(days=(last.isoweekday() - weekday) % 7)
    return found if found.month == month else None


def easter(year: int) -> date:
    """Western Easter Sunday (the Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    return date(year, (h + k - 7 * m + 114) // 31, (h + k - 7 * m + 114) % 31 + 1)
