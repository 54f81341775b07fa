"""Rules for weeks, months, seasons, quarters, years, decades and centuries, and for parts of them."""

import re
from datetime import date, timedelta

from accordingto.reading.calendar import (
    FUTURE,
    OPEN,
    PAST,
    days_of,
    nearest_weekday,
    nearest_year,
    shift,
    week_of,
)
from accordingto.reading.lexemes import OTHER, word_list
from accordingto.reading.numbers import ordinal
from accordingto.reading.scene import FROM_TEXT, NONE, PUBLISHED, STEPS, Found, Read, Scene, dated
from accordingto.reading.years import as_early_as, beside_year, century, decade, fiscal, year, years

_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_OPEN_UNITS = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
}
_CONTEXT = "en/time_context.tsv"


def nth_unit(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The last week of December", "the first day of May", "the last month of 2020"."""
    whole, nth, unit = scene.inner(m, "x"), ordinal(scene.words(m, "o")), scene.value(m, "u")
    if whole is None or nth is None or unit not in ("D", "W", "WE", "M"):
        return []
    first, last = whole.days
    if first is None or last is None:
        return dated(m, _OPEN_UNITS[unit])
    start = date.fromisoformat(last if nth < 0 else first)
    if unit == "WE":
        start = nearest_weekday(start, 6, PAST if nth < 0 else FUTURE)
    elif unit == "W":
        start = nearest_weekday(start, 4, PAST if nth < 0 else FUTURE)
    value = shift(start, unit, 0 if nth < 0 else nth - 1)
    return dated(m, value, whole.anchor) if value else []


def part_of_year(scene: Scene, m: re.Match[str]) -> list[Found]:
    """Quarters and halves: "the third quarter", "the first half of this year"."""
    unit, nth = scene.value(m, "u"), ordinal(scene.words(m, "o"))
    whole = scene.inner(m, "x")
    count = 4 if unit == "Q" else 2
    if nth is None or nth > count or (unit == "H" and whole is None):
        return []
    if unit == "Q" and whole is None and scene.words(m, "o") == "last":
        return []
    return _in_year(scene, m, unit, count if nth < 0 else nth, whole)


def short_quarter(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "Q3", "Q3 2024", "H1 2024"."""
    nth, unit, year = int(scene.words(m, "n")), scene.value(m, "q"), scene.inner(m, "x")
    glued = scene.lexed.ends[m.start("q")] == scene.lexed.starts[m.start("n")]
    if not glued or nth > {"Q": 4, "H": 2}[unit] or (unit == "H" and year is None):
        return []
    return _in_year(scene, m, unit, nth, year)


def _in_year(scene: Scene, m: re.Match[str], unit: str, nth: int, year: Found | None) -> list[Found]:
    if year is not None:
        value = f"{year.value[:4]}-{unit}{nth}"
        days = OPEN if year.days == OPEN else None  # a fiscal year's
        return dated(m, value, year.anchor, days) if len(year.value) == 4 else []
    if scene.today is None:
        return dated(m, f"XXXX-{unit}{nth}")
    months = 3 if unit == "Q" else 6
    year_of = scene.year_of(m, scene.today, (nth - 1) * months + 1, months)
    return dated(m, f"{year_of}-{unit}{nth}", PUBLISHED)


def edge(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The end of", "late", "mid-": the whole that is named, since where its end begins is nobody's fact."""
    whole = scene.inner(m, "x")
    if whole is None and "z" in m.groupdict():
        whole = scene.inner(m, "z")
    if whole is None or whole.type != "DATE":
        return []
    return [Found(m.start(), m.end(), whole.type, whole.value, whole.days, whole.anchor)]


def unit_end(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "Year-end": the year that is going on."""
    unit = scene.value(m, "u")
    if unit not in ("M", "Y"):
        return []
    value = shift(scene.today, unit, 0) if scene.today is not None else None
    return dated(m, value or _OPEN_UNITS[unit], PUBLISHED if value else NONE)


def the_unit(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The year" in "the end of the year": that of publication. Alone it is no time."""
    unit = scene.value(m, "u")
    if not scene.inside or (unit not in _OPEN_UNITS and unit not in _SEASON_STARTS):
        return []
    if unit in _SEASON_STARTS:
        return _season(scene, m, unit, "", None)
    if scene.today is None:
        return dated(m, _OPEN_UNITS[unit])
    value = shift(scene.today, unit, 0)
    return dated(m, value, PUBLISHED) if value else []


def month(scene: Scene, m: re.Match[str]) -> list[Found]:
    """A month, with a year, with "last" or "next", or the nearest by tense."""
    number, whole, year = int(scene.value(m, "m")), scene.inner(m, "x"), scene.words(m, "y")
    rel = scene.words(m, "rel")
    if year or whole is not None:
        value = year or (whole.value if whole else "")
        return dated(m, f"{value}-{number:02}", whole.anchor if whole else NONE) if len(value) == 4 else []
    if m.start("x") >= 0 or not (rel or scene.inside or _is_month(scene, m)):
        return []
    if scene.today is None:
        return dated(m, f"XXXX-{number:02}")
    if STEPS.get(rel, 0):
        here = (scene.today.year, scene.today.month)
        later = rel in ("next", "coming", "upcoming")
        year_of = here[0] + (number <= here[1] if later else -(number >= here[1]))
    elif rel:
        year_of = scene.today.year
    else:
        year_of = scene.year_of(m, scene.today, number)
    return dated(m, f"{year_of}-{number:02}", PUBLISHED)


def _is_month(scene: Scene, m: re.Match[str]) -> bool:
    """Whether a bare word is a month, not a name or "march": by the word before it."""
    word = scene.words(m, "m").rstrip(".")
    if len(word) > 4 and word not in word_list(_CONTEXT, "doubtful_month"):
        return True
    if len(word) < 4 and word != "may" and not scene.words(m, "m").endswith("."):
        return False
    at = m.start()
    if as_early_as(scene, at):
        return True
    if _modifies(scene, m):
        return True
    if scene.name_at(at - 1) == "and":
        return bool(scene.before) and scene.before[-1].last == at - 1
    return scene.name_at(at - 1) in word_list(_CONTEXT, "month_lead") or scene.lexed.code[at - 1 : at] in tuple(
        scene.class_letters("hy")
    )


def _modifies(scene: Scene, m: re.Match[str]) -> bool:
    """ "The March accession", "its May forecast": with a capital between an article and a common noun."""
    after = scene.lexed.slice(m.end(), m.end() + 1) if m.end() < len(scene.lexed.code) else ""
    noun = after.islower() and after.isalpha() and scene.lexed.code[m.end()] == OTHER
    owned = scene.name_at(m.start() - 1) in word_list(_CONTEXT, "owner")
    capital = scene.lexed.slice(m.start("m"), m.start("m") + 1)[0].isupper()
    return noun and owned and capital and after not in word_list(_CONTEXT, "after_name")


def season(scene: Scene, m: re.Match[str]) -> list[Found]:
    """A season with a year, with "last" or "next", or after a preposition; "the winter offensive" is none."""
    year, rel = scene.inner(m, "x"), scene.words(m, "rel")
    if m.start("x") >= 0 and (year is None or len(year.value) != 4):
        return []
    if year is None and not rel and not scene.inside:
        if scene.name_at(m.start() - 1) not in word_list(_CONTEXT, "month_lead") or scene.words(m, "s") == "fall":
            return []
        if scene.lexed.code[m.end() : m.end() + 1] == "_" and scene.name_at(m.end()).endswith("s"):
            return []
    return _season(scene, m, scene.value(m, "s"), rel, year)


def _season(scene: Scene, m: re.Match[str], code: str, rel: str, year: Found | None) -> list[Found]:
    if year is not None:
        return dated(m, f"{year.value}-{code}", year.anchor)
    if scene.today is None:
        return dated(m, f"XXXX-{code}")
    first, today = _SEASON_STARTS[code], scene.today
    if rel in ("this", "current"):
        return dated(m, f"{today.year - (code == 'WI' and today.month <= 2)}-{code}", PUBLISHED)
    step = STEPS.get(rel, 0)
    near = PAST if step < 0 else FUTURE if step > 0 else scene.direction(m)
    found = nearest_year(today, first, near)
    if near == PAST and code == "WI" and today.month <= 2 and not step:
        found = today.year - 1
    if step < 0 and found == today.year and today.month < first + 3:
        found -= 1
    if step > 0 and found == today.year and today.month >= first:
        found += 1
    return dated(m, f"{found}-{code}", PUBLISHED)


def the_past(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "In the past": all that lies behind."""
    if scene.words(m, "w") != "past" or scene.lexed.code[m.end() : m.end() + 1] == OTHER:
        return []  # "the past president"
    today = scene.today.isoformat() if scene.today else None
    return dated(m, "PAST_REF", PUBLISHED if today else NONE, (None, today))


def relative_unit(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "Last week", "this year", "next month", "earlier this month" (cut at the day of publication)."""
    rel, unit, cut = scene.words(m, "rel"), scene.value(m, "u"), scene.words(m, "cut")
    opens = rel == "last" and "the" in (scene.name_at(m.start()), scene.name_at(m.start() - 1))
    if opens and (unit == "D" or scene.name_at(m.end()) == "of"):
        return []  # "the last day", "the last week of talks"
    if rel in ("that", "same") or rel not in STEPS:
        return _as_before(scene, m, unit)
    if scene.name_at(m.start()) == "the" and rel in ("next", "following", "previous"):
        return _beside(scene, m, unit, STEPS[rel])
    if scene.today is None:
        return dated(m, _OPEN_UNITS.get(unit, "XX")) if unit in _OPEN_UNITS else []
    value = _weekend(scene.today, STEPS[rel], scene.direction(m)) if unit == "WE" else None
    value = value or shift(scene.today, unit, STEPS[rel])
    if value is None:
        return []
    first, last = days_of(value)
    day = scene.today.isoformat()
    if cut == "earlier" and first and first <= day:
        last = day
    elif cut == "later" and last and last >= day:
        first = day
    return dated(m, value, PUBLISHED, (first, last))


def _as_before(scene: Scene, m: re.Match[str], unit: str) -> list[Found]:
    """ "The same day", "that year": the one named last in the text."""
    size = {"D": 10, "M": 7, "Y": 4}.get(unit)
    last = scene.before[-1].value if scene.before else ""
    if size is None:
        return []
    if not last[:1].isdigit() or len(last) < size or "W" in last[:size]:
        return dated(m, _OPEN_UNITS[unit])
    return dated(m, last[:size], FROM_TEXT)


def same_then(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The same month last year": what the text named last, so many years off."""
    years = STEPS.get(scene.words(m, "rel"), 0) or -(scene.number(m, "n") or 0)
    unit = scene.value(m, "v") or "Y"
    last = scene.before[-1] if scene.before else None
    named = re.fullmatch(r"(\d{4})(-.+)", last.value) if last is not None else None
    if unit != "Y" or not years or years != int(years) or named is None or not 1000 < int(named[1]) + years < 3000:
        return []
    value = f"{int(named[1]) + int(years)}{named[2]}"
    return dated(m, value, FROM_TEXT) if days_of(value) != OPEN else []


def unit_before(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The year before": before what the text named last; "the day before the vote" hangs on the vote."""
    at = m.end()
    if scene.lexed.code[at : at + 1] == OTHER or scene.name_at(at).isalpha() or scene.words(m, "b") == "after":
        return []
    return _beside(scene, m, scene.value(m, "u"), -1)


def _beside(scene: Scene, m: re.Match[str], unit: str, step: int) -> list[Found]:
    """ "The next day", "the previous year": counted from what the text named last, not from publication."""
    last, end = scene.before[-1].days if scene.before and scene.before[-1].type != "DURATION" else OPEN
    if last is None or (unit == "D" and last != end):
        return dated(m, _OPEN_UNITS[unit]) if unit in _OPEN_UNITS else []
    value = shift(date.fromisoformat(last), unit, step)
    return dated(m, value, FROM_TEXT) if value else []


def week_of_day(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The week of 3 June": the ISO week with that day."""
    day = scene.inner(m, "x")
    if scene.value(m, "u") != "W" or day is None:
        return []
    return dated(m, week_of(date.fromisoformat(day.days[0])) if day.days[0] else "XXXX-WXX", day.anchor)


def _weekend(today: date, step: int, near: str) -> str:
    """Saturday and Sunday: "the weekend" is the last one begun, or the coming one, by tense."""
    begun = nearest_weekday(today, 6, PAST)
    if step == 0:
        begun = begun if near == PAST else nearest_weekday(today, 6, FUTURE)
    elif step > 0:
        begun = nearest_weekday(today, 6, FUTURE, strictly=True)
    elif today.isoweekday() > 5:
        begun -= timedelta(days=7)
    return week_of(begun) + "-WE"


def weekend(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The weekend", by tense."""
    if scene.today is None:
        return dated(m, _OPEN_UNITS["WE"])
    return dated(m, _weekend(scene.today, 0, scene.direction(m)), PUBLISHED)


PERIOD_RULES: dict[str, Read] = {
    "nth_unit": nth_unit, "part_of_year": part_of_year, "q_year": short_quarter, "the_unit": the_unit,
    "edge": edge, "within": edge, "late_day": edge, "month": month, "season": season, "ordinal_century": century,
    "decade": decade, "year": year, "fiscal": fiscal, "rel_unit": relative_unit, "century_rel": relative_unit,
    "weekend": weekend, "week_of": week_of_day,
    "unit_end": unit_end, "same_then": same_then, "unit_before": unit_before,
    "years": years, "beside_year": beside_year, "the_past": the_past,
}  # fmt: skip
