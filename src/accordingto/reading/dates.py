"""Rules for days: dates, weekdays, feasts, today and its neighbours."""

import re
from datetime import date, timedelta
from functools import cache

from accordingto.reading.calendar import (
    FUTURE,
    OPEN,
    PAST,
    days_of,
    easter,
    nearest_day_of_month,
    nearest_weekday,
    nth_weekday,
    real_day,
    week_of,
)
from accordingto.reading.lexemes import OTHER, any_word, word_list
from accordingto.reading.numbers import ordinal
from accordingto.reading.scene import NONE, PUBLISHED, STEPS, Found, Read, Scene, dated
from accordingto.resources import table

_CONTEXT = "en/time_context.tsv"


@cache
def _holidays() -> dict[str, list[str]]:
    return {r["name"]: r["rule"].split(":") for r in table("en/holidays.tsv")}


def _day_number(words: str) -> int:
    return int(re.sub(r"\D", "", words) or 0)


def _month(scene: Scene, m: re.Match[str]) -> int:
    return int(scene.value(m, "m"))


def calendar_date(scene: Scene, m: re.Match[str]) -> list[Found]:
    """Day and month, with or without a weekday before and a year behind."""
    month, day, year = _month(scene, m), _day(scene, m), scene.words(m, "y")
    if real_day(2000, month, day) is None:
        return []
    whole = scene.inner(m, "x")
    if whole is not None and whole.value.isdigit() and len(whole.value) == 4:
        year = whole.value
    if year:
        anchor = whole.anchor if whole is not None else NONE
        return dated(m, f"{year}-{month:02}-{day:02}", anchor) if real_day(int(year), month, day) else []
    value, anchor = scene.calendar_day(m, month, day, STEPS.get(scene.words(m, "rel"), 0))
    return dated(m, value, anchor)


def _day(scene: Scene, m: re.Match[str]) -> int:
    """The day in figures or, before "of", in words: "the fourth of July"."""
    words = scene.words(m, "d") or scene.words(m, "o")
    return ordinal(words) or 0 if words[:1].isalpha() else _day_number(words)


def on_the_nth(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "On the 24th": of the nearest month by tense that has such a day, or of the month that is named."""
    day, month = _day_number(scene.words(m, "d")), scene.inner(m, "x")
    if not 1 <= day <= 31 or scene.lexed.code[m.end() : m.end() + 1] == OTHER:
        return []  # "on the 14th floor"
    if month is not None:
        value = f"{month.value}-{day:02}"
        return dated(m, value, month.anchor) if len(month.value) == 7 else []
    if scene.today is None:
        return dated(m, f"XXXX-XX-{day:02}")
    near = nearest_day_of_month(scene.today, day, scene.direction(m))
    return dated(m, near.isoformat(), PUBLISHED)


def two_days(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "7-8 June", "June 7 to 11": two times; the bare day has the month and year of the other."""
    names = m.groupdict()
    group = "a" if names.get("a") is not None else "c"
    year = scene.words(m, "y") if "y" in names else ""
    whole = _with_year(scene, m, year)
    if whole is None:
        return []
    day = _day_number(scene.words(m, group))
    value = f"{whole.value[:-2]}{day:02}"
    if not 1 <= day <= 31 or (value[0] != "X" and days_of(value) == OPEN):
        return []
    bare = Found(
        m.start(group), max(m.end(group), m.end("y") if year else 0), "DATE", value, days_of(value), whole.anchor
    )
    return sorted((whole, bare), key=lambda f: f.first)


def _with_year(scene: Scene, m: re.Match[str], year: str) -> Found | None:
    whole = scene.inner(m, "b")
    if whole is None or not re.fullmatch(r"[\dX]{4}-\d\d-\d\d", whole.value):
        return None
    if not year:
        return whole
    value = f"{year}{whole.value[4:]}"
    return Found(whole.first, whole.last, "DATE", value, days_of(value), NONE)


def iso_date(scene: Scene, m: re.Match[str]) -> list[Found]:
    """A date, or date and clock time, in the form of ISO 8601."""
    value, at = scene.lexed.slice(*m.span("iso")), scene.lexed.starts[m.start("iso")]
    if days_of(value[:10]) == OPEN or scene.lexed.text[at - 1 : at] in ("/", "_", "="):
        return []  # no day at all, or part of an address
    kind = "TIME" if "T" in value else "DATE"
    return [Found(m.start(), m.end(), kind, value, days_of(value), NONE)]


def numeric_date(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "03/07/2024": month first only where the sentence speaks of the United States; a point means day first."""
    words = scene.words(m, "n")
    one, two, year = (int(p) for p in re.split(r"[/.]", words))
    year += 0 if year > 99 else (1900 if year > 68 else 2000)
    month_first = two > 12 or (one <= 12 and "/" in words and _american(scene, m))
    month, day = (one, two) if month_first else (two, one)
    return dated(m, f"{year}-{month:02}-{day:02}") if real_day(year, month, day) else []


def _american(scene: Scene, m: re.Match[str]) -> bool:
    at = scene.lexed.starts[m.start()]
    before, after = scene.lexed.text[max(0, at - 300) : at], scene.lexed.text[at : at + 300]
    words = any_word(_CONTEXT, "month_first")
    return words.search(before.rpartition("\n")[2] + after.partition("\n")[0]) is not None


def holiday(scene: Scene, m: re.Match[str]) -> list[Found]:
    """A feast by its name, in the nearest year by tense."""
    name = scene.words(m, "h").replace("’", "'")
    feast, _, around = name.rpartition(" ")
    rule, whole = _holidays().get(name), ""
    if rule is None and around in ("week", "weekend"):
        rule, whole = _holidays().get(feast), around
    if rule is not None and rule[0] == "us":
        rule = rule[1:] if any_word(_CONTEXT, "month_first").search(scene.lexed.text) else None
    if rule is None:
        return []
    year, today = scene.words(m, "y"), scene.today
    if not year and today is None:
        return dated(m, f"XXXX-{rule[1]}-{rule[2]}" if rule[0] == "date" else "XXXX-XX-XX")
    day = _holiday_in(rule, int(year)) if year else _nearest_feast(scene, m, rule, whole)
    value = f"{week_of(day)}{'-WE' if whole == 'weekend' else ''}" if whole else day.isoformat()
    return dated(m, value, NONE if year else PUBLISHED)


def _nearest_feast(scene: Scene, m: re.Match[str], rule: list[str], whole: str) -> date:
    """The day of the feast by tense; the week of a feast has begun before its day ("as Easter week began")."""
    today = scene.today or date.min
    step = STEPS.get(scene.words(m, "rel"), 0)
    near = PAST if step < 0 else FUTURE if step > 0 else scene.direction(m)
    years = (today.year, today.year - 1) if near == PAST else (today.year, today.year + 1)
    found = [_holiday_in(rule, y) for y in years]
    begun = today + timedelta(days=7 - today.isoweekday()) if whole else today
    fits = [d for d in found if (d <= begun if near == PAST else d >= today)]
    return (fits or found)[0]


def _holiday_in(rule: list[str], year: int) -> date:
    numbers = [int(n) for n in rule[1:]]
    if rule[0] == "easter":
        return easter(year) + timedelta(days=numbers[0])
    if rule[0] == "nth":
        found = nth_weekday(year, *numbers[:3]) or date(year, numbers[0], 1)
        return found + timedelta(days=sum(numbers[3:]))
    return date(year, *numbers)


def weekday_of_month(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The first Monday of February"."""
    month, nth = scene.inner(m, "x"), ordinal(scene.words(m, "o"))
    if month is None or nth is None or nth > 5 or not re.fullmatch(r"\d{4}-\d\d", month.value):
        return []
    day = nth_weekday(int(month.value[:4]), int(month.value[5:]), int(scene.value(m, "w")), nth)
    return dated(m, day.isoformat(), month.anchor) if day else []


def near_day(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The day before yesterday", "the day after tomorrow"."""
    step = {"yesterday": -2, "tomorrow": 2}[scene.words(m, "w")]
    if (scene.words(m, "b") == "before") != (step < 0):
        return []
    return _from_today(scene, m, step)


def _from_today(scene: Scene, m: re.Match[str], days: int) -> list[Found]:
    if scene.today is None:
        return dated(m, "XXXX-XX-XX")
    return dated(m, (scene.today + timedelta(days=days)).isoformat(), PUBLISHED)


def weekday(scene: Scene, m: re.Match[str]) -> list[Found]:
    """A weekday, by tense or by "last", "next", "this week"; "Thursday week" is a week after the coming one."""
    day, unit = int(scene.value(m, "w")), scene.value(m, "u") or scene.value(m, "v")
    if unit and unit != "W":
        return []
    if scene.name_at(m.start()) == "the" and (m.start("rel") >= 0 or not scene.inside):
        return []
    if _is_in_a_name(scene, m):
        return []
    if scene.today is None:
        return dated(m, f"XXXX-WXX-{day}")
    return dated(m, _weekday(scene, m, day).isoformat(), PUBLISHED)


def _is_in_a_name(scene: Scene, m: re.Match[str]) -> bool:
    """ "The Sunday Times", "Bloody Sunday"."""
    after = scene.lexed.slice(m.end(), m.end() + 1) if m.end() < len(scene.lexed.code) else ""
    before = scene.name_at(m.start("w") - 1)
    if before == "on" and scene.name_at(m.start("w") - 2) == "mail":
        return True
    return after in word_list(_CONTEXT, "paper") or (
        before in word_list(_CONTEXT, "named_day") and m.start() == m.start("w")
    )


def _weekday(scene: Scene, m: re.Match[str], day: int) -> date:
    today = scene.today or date.min
    week_step, step = scene.words(m, "wrel"), STEPS.get(scene.words(m, "rel"), 0)
    if week_step:
        return today + timedelta(days=day - today.isoweekday() + 7 * STEPS.get(week_step, 0))
    if scene.value(m, "v"):
        return nearest_weekday(today, day, FUTURE) + timedelta(days=7)
    if step:
        return nearest_weekday(today, day, PAST if step < 0 else FUTURE, strictly=True)
    if (first := _weekday_before(scene, m)) is not None:
        return nearest_weekday(first, day, FUTURE, strictly=True)
    return nearest_weekday(today, day, scene.direction(m))


def _weekday_before(scene: Scene, m: re.Match[str]) -> date | None:
    """ "On Saturday and Sunday": the first of the two, which has the direction of both."""
    last = scene.before[-1] if scene.before else None
    if scene.inside or last is None or last.last != m.start() - 1 or scene.name_at(last.last) not in ("and", "or"):
        return None
    named = scene.class_letters("weekday", "weekdayabbr")
    return scene.full_date_before() if scene.lexed.code[last.last - 1] in named else None


def deictic(scene: Scene, m: re.Match[str]) -> list[Found]:
    """Today, yesterday, tomorrow; tonight; overnight (which spans two days)."""
    word = scene.words(m, "w")
    if word not in ("tonight", "overnight"):
        return _from_today(scene, m, int(scene.value(m, "w")))
    if scene.today is None:
        return [Found(m.start(), m.end(), "TIME", "XXXX-XX-XXTNI")]
    day = scene.today.isoformat()
    if word == "tonight":
        return [Found(m.start(), m.end(), "TIME", day + "TNI", (day, day), PUBLISHED)]
    eve = scene.today - timedelta(days=1) if scene.direction(m) == PAST else scene.today
    days = (eve.isoformat(), (eve + timedelta(days=1)).isoformat())
    return [Found(m.start(), m.end(), "TIME", days[0] + "TNI", days, PUBLISHED)]


DATE_RULES: dict[str, Read] = {
    "dmy": calendar_date, "mdy": calendar_date, "days_dmy": two_days, "days_mdy": two_days, "iso": iso_date,
    "numdate": numeric_date, "holiday": holiday, "nth_weekday": weekday_of_month, "near_day": near_day,
    "weekday": weekday, "deictic": deictic, "on_the_nth": on_the_nth,
}  # fmt: skip
