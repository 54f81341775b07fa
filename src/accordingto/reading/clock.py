"""Rules for times of day: clock times, parts of the day, and the days they belong to."""

import re
from datetime import date, timedelta

from accordingto.reading.calendar import Days, days_of, shift
from accordingto.reading.lexemes import OTHER
from accordingto.reading.scene import FROM_TEXT, NONE, PUBLISHED, Found, Read, Scene

_FIGURES = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?:[:.]\d\d)?\s*([ap])?")


def clock_value(scene: Scene, words: str) -> str | None:
    """ "11.20pm" to `23:20`, "noon" to `12:00`; None where there is no such time of day."""
    named = scene.grammar.values.get(words, "")
    if named in ("12:00", "00:00"):
        return named
    words = _spelt(scene, words)
    if words[-6:] == " hours":
        words = words[:-6] if len(words) == 10 else ""
    found = _FIGURES.match(words)
    if found is None:
        return None
    if words.isdigit() and len(words) == 4:
        return f"{words[:2]}:{words[2:]}" if words[:2] < "25" and words[2:] < "60" else None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


_PAST_THE_HOUR = re.compile(r"(?P<part>half|(?:a )?quarter) (?P<way>past|to) (?P<hour>[a-z]+)$")


def _spelt(scene: Scene, words: str) -> str:
    """ "Six o'clock" to "6", "4 in the morning" to "4a", "half past six" to "6:30"."""
    if (past := _PAST_THE_HOUR.match(words)) is not None:
        whole = int(scene.grammar.values.get(past["hour"], "0")) - (past["way"] == "to")
        minute = 30 if past["part"] == "half" else 15 if past["way"] == "past" else 45
        return f"{whole}:{minute}" if 0 <= whole <= 12 else ""
    first, _, rest = words.partition(" ")
    value = scene.grammar.values.get(first, "")
    hour = value if value.isdigit() else first
    part = scene.grammar.values.get(rest.rpartition(" ")[2], "") if rest.startswith("in the ") else ""
    half = {"MO": "a", "AF": "p", "EV": "p", "NI": "p"}.get(part, "")
    return f"{hour}{half}" if half or value.isdigit() else words


def _day_of(scene: Scene, m: re.Match[str]) -> Found | None:
    """The day that a time of day belongs to, None where the group names no single day."""
    found = scene.inner(m, "day")
    return found if found is not None and found.type == "DATE" and _is_day(found.value) else None


def _is_day(value: str) -> bool:
    return re.fullmatch(r"[\dX]{4}-(?:[\dX]{2}-[\dX]{2}|WXX-\d)", value) is not None


def _today(scene: Scene) -> tuple[str, Days, str]:
    day = scene.today.isoformat() if scene.today else None
    return day or "XXXX-XX-XX", (day, day), PUBLISHED if day else NONE


_SENTENCE_ENDS = re.compile(r"[.!?][\"”’)]*\s+[\"“(A-Z]|\n")


def _named_before(scene: Scene, m: re.Match[str]) -> Found | None:
    """The day that the sentence named last: "the talks ended on 3 May at the villa at 18:00"."""
    last = scene.before[-1] if scene.before else None
    if last is None or not re.match(r"\d{4}-\d\d-\d\d", last.value) or last.days[0] is None:
        return None
    between = scene.lexed.text[scene.lexed.ends[last.last - 1] : scene.lexed.starts[m.start()]]
    return last if _SENTENCE_ENDS.search(between) is None else None


def clock_range(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "9 a.m. to 5 p.m. on Sunday": both are of that day; "between 2 and 3 a.m.": both of the morning."""
    first, second = scene.words(m, "a"), scene.words(m, "b")
    half = re.search(r"[ap](?=\.?\s?m\b)", second)
    if first.isdigit() and len(first) < 3:
        link = scene.name_at(m.end("a"))
        if half is None or (link == "and" and scene.name_at(m.start() - 1) != "between"):
            return []
        first += half.group() + "m"
    values = [clock_value(scene, words) for words in (first, second)]
    day = _day_of(scene, m) if m.start("day") >= 0 else _placed(scene, m)
    if day is None or None in values:
        return []
    ends, starts = (m.end("a"), m.end()), (m.start(), m.start("b"))
    return [
        Found(start, end, "TIME", f"{day.value[:10]}T{value}", day.days, day.anchor)
        for start, end, value in zip(starts, ends, values, strict=True)
    ]


def _placed(scene: Scene, m: re.Match[str]) -> Found:
    """The day of a time without one: what the sentence named last, else the day of publication."""
    if (before := _named_before(scene, m)) is not None:
        anchor = PUBLISHED if before.anchor == PUBLISHED else FROM_TEXT
        return Found(before.first, before.last, "DATE", before.value[:10], before.days, anchor)
    day, days, anchor = _today(scene)
    return Found(m.start(), m.end(), "DATE", day, days, anchor)


def clock_beside(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "16:15 UTC, June 1": a time of that day, and the day."""
    value, day = clock_value(scene, scene.words(m, "a")), scene.inner(m, "day")
    if value is None or day is None or not _is_day(day.value):
        return []
    comma = scene.lexed.code.index(scene.class_letters("comma"), m.end("a"))
    at = Found(m.start(), comma, "TIME", f"{day.value}T{value}", day.days, day.anchor)
    return [at, Found(m.start("day"), m.end(), day.type, day.value, day.days, day.anchor)]


def clock(scene: Scene, m: re.Match[str]) -> list[Found]:
    """A time by the clock, on the day that stands beside it or before it, else on that of publication."""
    words = scene.words(m, "clock")
    value = clock_value(scene, words)
    if value is None or (words == "noon" and scene.name_at(m.start() - 1) == "high"):
        return []
    day = _day_of(scene, m) if "day" in m.groupdict() else _placed(scene, m)
    if day is None:
        return []
    if "half" in m.groupdict() and scene.value(m, "half") in ("AF", "EV", "NI") and "05" <= value[:2] < "12":
        value = f"{int(value[:2]) + 12}{value[2:]}"  # "half past six on Monday evening"
    return [Found(m.start(), m.end(), "TIME", f"{day.value}T{value}", day.days, day.anchor)]


def part_of_day(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "Dawn on Sunday", "Monday morning", "the early hours of 7 June"."""
    part = scene.value(m, "pod")
    hours = scene.words(m, "hours")
    if not part and hours.endswith((" hours", "first light", "last light")):
        part = "EV" if hours == "last light" else "MO"
    found = _day_of(scene, m)
    if found is None or not part:
        return []
    return [Found(m.start(), m.end(), "TIME", f"{found.value}T{part}", found.days, found.anchor)]


def night_between(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The night of 3-4 May": named for its evening, two days long."""
    group = "b"
    whole, part = scene.inner(m, group), scene.value(m, "pod")
    if whole is None or part != "NI" or not _is_day(whole.value):
        return []
    if m.start("a") < m.start("b"):
        value = f"{whole.value[:-2]}{int(re.sub(r'[^0-9]', '', scene.words(m, 'a'))):02}"
        if days_of(value)[0] is None and value[0] != "X":
            return []
        days = (days_of(value)[0], whole.days[1])
    else:
        value, days = whole.value, whole.days
    return [Found(m.start(), m.end(), "TIME", f"{value}TNI", days, whole.anchor)]


def night_between_mdy(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The night of May 3-4"."""
    first, part = scene.inner(m, "a"), scene.value(m, "pod")
    if first is None or part != "NI" or not _is_day(first.value):
        return []
    end = first.days[0] and (date.fromisoformat(first.days[0]) + timedelta(days=1)).isoformat()
    return [Found(m.start(), m.end(), "TIME", f"{first.value}TNI", (first.days[0], end), first.anchor)]


def part_before(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The night before", "the morning after": beside the day that the text named last."""
    at = m.end()
    if scene.lexed.code[at : at + 1] == OTHER or scene.name_at(at).isalpha():
        return []  # "the night before the vote"
    last, step = scene.full_date_before(), 1 if scene.words(m, "b") == "after" else -1
    found = shift(last, "D", step) if last is not None else None
    day, anchor = (found, FROM_TEXT) if found else ("XXXX-XX-XX", NONE)
    return [Found(m.start(), m.end(), "TIME", f"{day}T{scene.value(m, 'pod')}", days_of(day), anchor)]


def part_of_trading(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "In morning trading": of the day that the sentence named last, else of that of publication."""
    day = _placed(scene, m)
    return [Found(m.start(), m.end(), "TIME", f"{day.value}T{scene.value(m, 'pod')}", day.days, day.anchor)]


def relative_part(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "This morning", "last night" (that of the day before)."""
    rel, part = scene.words(m, "rel"), scene.value(m, "pod")
    if rel in ("that", "same"):
        last = scene.full_date_before()
        day = last.isoformat() if last else "XXXX-XX-XX"
        return [Found(m.start(), m.end(), "TIME", f"{day}T{part}", days_of(day), FROM_TEXT if last else NONE)]
    if rel in ("next", "following"):
        return _next_part(scene, m, part)
    if rel not in ("this", "last") or scene.today is None:
        return [Found(m.start(), m.end(), "TIME", f"XXXX-XX-XXT{part}")] if rel in ("this", "last") else []
    at = scene.today - timedelta(days=1 if rel == "last" else 0)
    day = at.isoformat()
    return [Found(m.start(), m.end(), "TIME", f"{day}T{part}", (day, day), PUBLISHED)]


def _next_part(scene: Scene, m: re.Match[str], part: str) -> list[Found]:
    """ "The following morning": of the day after the one named last."""
    last = scene.full_date_before()
    day = (last + timedelta(days=1)).isoformat() if last and last < date.max else "XXXX-XX-XX"
    return [Found(m.start(), m.end(), "TIME", f"{day}T{part}", days_of(day), FROM_TEXT if last else NONE)]


CLOCK_RULES: dict[str, Read] = {
    "clock_day": clock, "clock_range": clock_range, "hour_day": clock, "clock_beside": clock_beside,
    "day_clock": clock, "clock": clock, "night_dmy": night_between,
    "night_mdy": night_between_mdy, "pod_day": part_of_day, "day_pod": part_of_day, "rel_pod": relative_part,
    "pod_trading": part_of_trading, "pod_before": part_before,
}  # fmt: skip
