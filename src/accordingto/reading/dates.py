"""Rules for days, and for the weeks, months, seasons, quarters, years and centuries that hold them."""

import re
from datetime import date, timedelta
from functools import cache

from accordingto.reading.calendar import (
    FUTURE,
    OPEN,
    PAST,
    add_months,
    days_of,
    easter,
    nearest_weekday,
    nearest_year,
    nth_weekday,
    real_day,
    shift,
    week_of,
)
from accordingto.reading.scene import FROM_TEXT, NONE, PUBLISHED, Found, Read, Scene, dated
from accordingto.resources import table

_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_OPEN_UNITS = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}
_STEPS = {"last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "upcoming": 1, "following": 1}
# A bare month that is also a name or another word needs a preposition before it.
_MONTH_LEADS = frozenset(
    "in since until till by from to through of for during between before after and early late mid this last next over".split()
)
_DOUBTFUL_MONTHS = frozenset({"may", "march", "june", "april", "august"})
_YEAR_LEADS = frozenset(
    "in since until till by from to through of for during between before after and early late mid throughout "
    "circa around about the its his her their our this a an s".split()
)
_YEAR_AT_ONCE = frozenset({"in", "since", "until", "till", "during", "the", "its", "his", "her", "their", "our", "late", "early", "mid"})


def ordinal(words: str) -> int | None:
    """The number of "third", "21st", "twenty-first"; -1 for "last" and "final"."""
    from accordingto.reading.numbers import number_words

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


@cache
def _holidays() -> dict[str, list[str]]:
    return {r["name"]: r["rule"].split(":") for r in table("en/holidays.tsv")}


def _day_number(words: str) -> int:
    return int(re.sub(r"\D", "", words) or 0)


def _month(scene: Scene, m: re.Match[str]) -> int:
    return int(scene.value(m, "m"))


def calendar_date(scene: Scene, m: re.Match[str]) -> list[Found]:
    """Day and month, with or without a weekday before and a year behind."""
    month, day, year = _month(scene, m), _day_number(scene.words(m, "d")), scene.words(m, "y")
    if real_day(2000, month, day) is None:
        return []
    if year:
        return dated(m, f"{year}-{month:02}-{day:02}") if real_day(int(year), month, day) else []
    value, anchor = scene.calendar_day(m, month, day)
    return dated(m, value, anchor)


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
    bare = Found(m.start(group), max(m.end(group), m.end("y") if year else 0), "DATE", value, days_of(value), whole.anchor)
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
    value = scene.lexed.slice(*m.span("iso"))
    if days_of(value[:10]) == OPEN:
        return []
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
    text, at = scene.lexed.text, scene.lexed.starts[m.start()]
    first, last = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return _AMERICAN().search(text[max(first, at - 300) : (last if last >= 0 else len(text))][:600]) is not None


@cache
def _AMERICAN() -> re.Pattern[str]:  # noqa: N802 - a constant, compiled at first use
    return re.compile("|".join(rf"\b{re.escape(r['word'])}\b" for r in table("en/month_first.tsv")))


def holiday(scene: Scene, m: re.Match[str]) -> list[Found]:
    """A feast by its name, in the nearest year by tense."""
    name = scene.words(m, "h").replace("’", "'")
    rule = _holidays().get(name)
    if rule is None:
        return []
    today = scene.today
    if today is None:
        return dated(m, f"XXXX-{rule[1]}-{rule[2]}" if rule[0] == "date" else "XXXX-XX-XX")
    near = scene.direction(m)
    years = (today.year, today.year - 1) if near == PAST else (today.year, today.year + 1)
    found = [_holiday_in(rule, y) for y in years]
    fits = [d for d in found if (d <= today if near == PAST else d >= today)]
    return dated(m, (fits or found)[0].isoformat(), PUBLISHED)


def _holiday_in(rule: list[str], year: int) -> date:
    numbers = [int(n) for n in rule[1:]]
    if rule[0] == "easter":
        return easter(year) + timedelta(days=numbers[0])
    if rule[0] == "nth":
        return nth_weekday(year, *numbers) or date(year, numbers[0], 1)
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
    day, unit = int(scene.value(m, "w")), scene.value(m, "u")
    step, week_step = scene.words(m, "rel"), scene.words(m, "wrel")
    if (unit and unit != "W") or (week_step and not unit):
        return []
    if scene.name_at(m.start()) == "the" and (step or not scene.inside):
        return []
    if scene.today is None:
        return dated(m, f"XXXX-WXX-{day}")
    return dated(m, _weekday(scene, m, day).isoformat(), PUBLISHED)


def _weekday(scene: Scene, m: re.Match[str], day: int) -> date:
    today = scene.today or date.min
    week_step, step = scene.words(m, "wrel"), _STEPS.get(scene.words(m, "rel"), 0)
    if week_step:
        return today + timedelta(days=day - today.isoweekday() + 7 * _STEPS.get(week_step, 0))
    if scene.value(m, "u"):
        return nearest_weekday(today, day, FUTURE) + timedelta(days=7)
    if step:
        return nearest_weekday(today, day, PAST if step < 0 else FUTURE, strictly=True)
    return nearest_weekday(today, day, scene.direction(m))


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
    """ "Q3", "Q3 2024"."""
    nth = int(scene.words(m, "n"))
    glued = scene.lexed.ends[m.start("q")] == scene.lexed.starts[m.start("n")]
    return _in_year(scene, m, "Q", nth, scene.inner(m, "x")) if glued and nth <= 4 else []


def _in_year(scene: Scene, m: re.Match[str], unit: str, nth: int, year: Found | None) -> list[Found]:
    if year is not None:
        return dated(m, f"{year.value[:4]}-{unit}{nth}", year.anchor) if len(year.value) == 4 else []
    if scene.today is None:
        return dated(m, f"XXXX-{unit}{nth}")
    first = (nth - 1) * (3 if unit == "Q" else 6) + 1
    return dated(m, f"{nearest_year(scene.today, first, scene.direction(m))}-{unit}{nth}", PUBLISHED)


def edge(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The end of", "late", "mid-": the whole that is named, since where its end begins is nobody's fact."""
    whole = scene.inner(m, "x")
    if whole is None and "z" in m.groupdict():
        whole = scene.inner(m, "z")
    if whole is None:
        return _this_unit(scene, m)
    if whole.type != "DATE":
        return []
    return [Found(m.start(), m.end(), whole.type, whole.value, whole.days, whole.anchor)]


def _this_unit(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The end of the year": the year, month or week of publication."""
    words = scene.words(m, "x").split()
    unit = scene.grammar.values.get(words[-1], "") if len(words) == 2 and words[0] == "the" else ""
    if unit in _SEASON_STARTS:
        return _season(scene, m, unit, "", None)
    if unit not in _OPEN_UNITS:
        return []
    if scene.today is None:
        return dated(m, _OPEN_UNITS[unit])
    value = shift(scene.today, unit, 0)
    return dated(m, value, PUBLISHED) if value else []


def month(scene: Scene, m: re.Match[str]) -> list[Found]:
    """A month, with a year, with "last" or "next", or the nearest by tense."""
    number, whole, year = _month(scene, m), scene.inner(m, "x"), scene.words(m, "y")
    rel = scene.words(m, "rel")
    if year or whole is not None:
        value = year or (whole.value if whole else "")
        return dated(m, f"{value}-{number:02}", whole.anchor if whole else NONE) if len(value) == 4 else []
    if m.start("x") >= 0 or not (rel or scene.inside or _is_month(scene, m)):
        return []
    if scene.today is None:
        return dated(m, f"XXXX-{number:02}")
    if _STEPS.get(rel, 0):
        here = (scene.today.year, scene.today.month)
        later = rel in ("next", "coming", "upcoming")
        year_of = here[0] + (number <= here[1] if later else -(number >= here[1]))
    elif rel:
        year_of = scene.today.year
    else:
        year_of = nearest_year(scene.today, number, scene.direction(m))
    return dated(m, f"{year_of}-{number:02}", PUBLISHED)


def _is_month(scene: Scene, m: re.Match[str]) -> bool:
    """Whether a bare word is a month, not a name or "march": by the word before it, or its comma after an opening."""
    word = scene.words(m, "m").rstrip(".")
    if len(word) > 4 and word not in _DOUBTFUL_MONTHS:
        return True
    if len(word) < 4 and word != "may" and not scene.words(m, "m").endswith("."):
        return False
    at = m.start()
    return scene.name_at(at - 1) in _MONTH_LEADS or scene.lexed.code[at - 1 : at] in tuple(scene.class_letters("hy"))


def season(scene: Scene, m: re.Match[str]) -> list[Found]:
    """A season with a year, with "last" or "next", or after a preposition; "the winter offensive" is none."""
    year, rel = scene.inner(m, "x"), scene.words(m, "rel")
    if m.start("x") >= 0 and (year is None or len(year.value) != 4):
        return []
    if year is None and not rel and not scene.inside:
        if scene.name_at(m.start() - 1) not in _MONTH_LEADS or scene.words(m, "s") == "fall":
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
    step = _STEPS.get(rel, 0)
    near = PAST if step < 0 else FUTURE if step > 0 else scene.direction(m)
    found = nearest_year(today, first, near)
    if near == PAST and code == "WI" and today.month <= 2 and not step:
        found = today.year - 1
    if step < 0 and found == today.year and today.month < first + 3:
        found -= 1
    if step > 0 and found == today.year and today.month >= first:
        found += 1
    return dated(m, f"{found}-{code}", PUBLISHED)


def century(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The nineteenth century"."""
    nth = ordinal(scene.words(m, "o"))
    if scene.value(m, "u") != "CE" or nth is None or not 10 < nth <= 22:
        return []
    return dated(m, f"{nth - 1:02}")


def decade(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The 1990s", "the '80s", "the sixties" (of the last century where the text names none)."""
    words = scene.words(m, "d")
    digits = re.sub(r"\D", "", words)
    if len(digits) == 4:
        return dated(m, digits[:3])
    if not digits and scene.name_at(m.start()) != "the":
        return []
    return dated(m, "19" + (digits[0] if digits else scene.value(m, "d")))


def year(scene: Scene, m: re.Match[str]) -> list[Found]:
    """A bare year: by the word before it ("in 1997", "the 2019 vote"), never a mere number of four digits."""
    value, at = scene.words(m, "y"), m.start()
    if scene.inside:
        return dated(m, value)
    before, after = scene.name_at(at - 1), scene.name_at(m.end())
    hyphen = scene.class_letters("hy")
    if scene.before and scene.before[-1].last == at - 1 and scene.lexed.code[at - 1] in hyphen:
        return dated(m, value)
    opens = scene.lexed.code[at - 1 : at] == scene.class_letters("open")
    if opens and scene.lexed.code[m.end() : m.end() + 1] in tuple(scene.class_letters("close", "hy")):
        return dated(m, value)
    if before not in _YEAR_LEADS or not "1500" <= value <= "2100":
        return []
    if after.endswith("s") and not after.endswith(("ss", "as", "is", "us")) and before not in _YEAR_AT_ONCE:
        return []
    if before in ("a", "an", "s") and not ("1900" <= value <= "2035" and after.isalpha()):
        return []
    if scene.lexed.code[m.end() : m.end() + 1] in tuple(scene.class_letters("percent", "slash")):
        return []
    return dated(m, value)


def fiscal(scene: Scene, m: re.Match[str]) -> list[Found]:
    """A fiscal year has a value and no days: where it begins differs from body to body."""
    return dated(m, scene.words(m, "y"), NONE, OPEN)


def relative_unit(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "Last week", "this year", "next month", "earlier this month" (cut at the day of publication)."""
    rel, unit, cut = scene.words(m, "rel"), scene.value(m, "u"), scene.words(m, "cut")
    if rel in ("that", "same") or rel not in _STEPS:
        return _as_before(scene, m, unit)
    if scene.name_at(m.start()) == "the" and rel in ("next", "following", "previous"):
        return _beside(scene, m, unit, _STEPS[rel])
    if scene.today is None:
        return dated(m, _OPEN_UNITS.get(unit, "XX")) if unit in _OPEN_UNITS else []
    value = _weekend(scene.today, _STEPS[rel], scene.direction(m)) if unit == "WE" else None
    value = value or shift(scene.today, unit, _STEPS[rel])
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
    if size is None or not last[:1].isdigit() or len(last) < size or "W" in last[:size]:
        return []
    return dated(m, last[:size], FROM_TEXT)


def _beside(scene: Scene, m: re.Match[str], unit: str, step: int) -> list[Found]:
    """ "The next day", "the previous year": counted from what the text named last, not from publication."""
    last = scene.before[-1].days[0] if scene.before and scene.before[-1].type != "DURATION" else None
    if last is None:
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


DATE_RULES: dict[str, Read] = {
    "dmy": calendar_date, "mdy": calendar_date, "days_dmy": two_days, "days_mdy": two_days, "iso": iso_date,
    "numdate": numeric_date, "holiday": holiday, "nth_weekday": weekday_of_month, "near_day": near_day,
    "weekday": weekday, "deictic": deictic, "nth_unit": nth_unit, "part_of_year": part_of_year,
    "q_year": short_quarter, "edge": edge, "within": edge, "late_day": edge, "month": month, "season": season,
    "ordinal_century": century, "decade": decade, "year": year, "fiscal": fiscal, "rel_unit": relative_unit,
    "century_rel": relative_unit, "weekend": weekend, "week_of": week_of_day,
}  # fmt: skip
__all__ = ["DATE_RULES", "add_months", "ordinal"]
