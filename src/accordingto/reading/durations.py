"""Rules for lengths of time, for times that lie so far from another, for what recurs, and for vague references."""

import re
from datetime import date, timedelta

from accordingto.reading.calendar import OPEN, PAST, Days, days_of, shift
from accordingto.reading.lexemes import word_list
from accordingto.reading.numbers import ordinal
from accordingto.reading.scene import FROM_TEXT, NONE, PUBLISHED, Found, Read, Scene, dated

_BACK = frozenset({"last", "past", "previous", "recent"})
_CONTEXT = "en/time_context.tsv"
_CLOCK_UNITS = frozenset({"TH", "TM", "TS"})


def length(count: float | None, unit: str) -> str:
    """The TIMEX3 value of so many units; X for a vague count: P5W, PT48H, PXM, P3DE."""
    number = "X" if count is None else f"{count:g}" if count < 1e6 else f"{count:.0f}"
    if unit == "2W":
        number, unit = ("X" if count is None else f"{count * 2:g}"), "W"
    if unit in _CLOCK_UNITS:
        if unit == "TH" and count is not None and count % 1 == 0.5:
            return f"PT{int(count)}H30M" if count > 1 else "PT30M"
        return f"PT{number}{unit[1]}"
    if unit == "Q" and count is not None:
        number, unit = f"{count * 3:g}", "M"
    return f"P{number}{'D' if unit == 'WE' else unit}"


def _lasting(m: re.Match[str], value: str, days: Days = OPEN, anchor: str = NONE) -> list[Found]:
    return [Found(m.start(), m.end(), "DURATION", value, days, anchor)]


def _away(scene: Scene, m: re.Match[str], way: int, base: date | None, anchor: str) -> list[Found]:
    """The day, week, month or year that lies so many units before (-1) or after (1) a day."""
    unit, count = scene.value(m, "u"), scene.number(m, "n")
    if count is not None and scene.words(m, "half"):
        count += 0.5
    if unit in _CLOCK_UNITS:
        return _hours_away(m, unit, count, way, base, anchor)
    if base is None:
        return dated(m, {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX"}.get(unit, "XXXX"))
    if count is None:
        today = base.isoformat()
        return dated(
            m, "PAST_REF" if way < 0 else "FUTURE_REF", anchor, (None, today) if way < 0 else (today, None)
        )
    if count != int(count):
        unit, count = (
            {"Y": "M", "DE": "Y", "CE": "Y"}.get(unit, unit),
            count * {"Y": 12, "DE": 10, "CE": 100}.get(unit, 1),
        )
    value = shift(base, "Y" if unit == "DE" else unit, way * int(count) * (10 if unit == "DE" else 1))
    return dated(m, value, anchor) if value else []


def _hours_away(
    m: re.Match[str], unit: str, count: float | None, way: int, base: date | None, anchor: str
) -> list[Found]:
    """Hours from a day without a clock time are no time of day: the length is the value."""
    day = None if base is None or count is None or count > 100_000 else base
    if day is not None and unit == "TH" and count:
        day += timedelta(days=way * int(count // 24))
    text = day.isoformat() if day else None
    return [Found(m.start(), m.end(), "TIME", length(count, unit), (text, text), anchor)]


def ago(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "Two days ago" is a day, "three weeks ago" an ISO week, "two years ago" a year."""
    return _away(scene, m, -1, scene.today, PUBLISHED if scene.today else NONE)


def from_now(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "Three days from now", "in three weeks' time"."""
    return _away(scene, m, 1, scene.today, PUBLISHED if scene.today else NONE)


def shifted(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "Five days later", "a week earlier": counted from the day that the text named last."""
    later = scene.words(m, "way") in ("later", "afterwards")
    base = scene.full_date_before()
    if base is not None or scene.value(m, "u") not in ("Y", "M"):
        return _away(scene, m, 1 if later else -1, base, FROM_TEXT if base else NONE)
    days = scene.before[-1].days if scene.before else OPEN
    start = date.fromisoformat(days[0]) if days[0] and days[1] else None
    return _away(scene, m, 1 if later else -1, start, FROM_TEXT if start else NONE)


def stretch(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "Recent months", "the past ten days", "the coming weeks": a length that ends or begins at publication."""
    unit, back = scene.value(m, "u"), scene.words(m, "rel") in _BACK
    if scene.name_at(m.start()) == "last" and _is_verb(scene, m.start() - 1):
        return []
    count = scene.number(m, "n")
    days: Days = OPEN
    if scene.today is not None:
        far = _far(scene.today, unit, count, back)
        days = (far, scene.today.isoformat()) if back else (scene.today.isoformat(), far)
    return _lasting(m, length(count, unit), days, PUBLISHED if scene.today else NONE)


def _is_verb(scene: Scene, before: int) -> bool:
    """ "To last 18 months", "will last three days"."""
    word = scene.name_at(before)
    return word == "to" or any(word in word_list(_CONTEXT, kind) for kind in ("will", "modal"))


def _far(today: date, unit: str, count: float | None, back: bool) -> str | None:
    """The other end of so many units from a day; None for a vague count."""
    if count is None or count > 10_000:
        return None
    way = -1 if back else 1
    if unit in ("D", "W", "2W", "WE"):
        return (today + timedelta(days=way * int(count * {"D": 1, "2W": 14}.get(unit, 7)))).isoformat()
    if unit == "TH":
        return (today + timedelta(hours=way * count)).isoformat()
    value = shift(
        today, {"DE": "Y", "CE": "Y"}.get(unit, unit), way * int(count * {"DE": 10, "CE": 100}.get(unit, 1))
    )
    if value is None or unit in ("TM", "TS"):
        return today.isoformat() if unit in ("TM", "TS") else None
    first, last = days_of(value)
    if first is None or last is None:
        return None
    day = min(today.day, int(last[8:])) if unit == "M" else today.day
    month = today.month if unit in ("Y", "DE", "CE") else int(first[5:7])
    return f"{first[:4]}-{month:02}-{min(day, int((days_of(f'{first[:4]}-{month:02}')[1] or '-28')[-2:])):02}"


def past_unit(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The past year" is a length that ends at publication; "the previous day" is none."""
    rel, unit = scene.words(m, "rel"), scene.value(m, "u")
    if rel not in ("past", "last", "coming") or (unit in _CLOCK_UNITS and rel != "past"):
        return []
    if rel == "last" and scene.name_at(m.start() - 1) not in word_list(_CONTEXT, "stretch_lead"):
        return []
    days: Days = OPEN
    if scene.today is not None:
        today, back = scene.today.isoformat(), rel != "coming"
        far = _far(scene.today, unit, 1, back)
        days = (far, today) if back else (today, far)
    return _lasting(m, length(1, unit), days, PUBLISHED if scene.today else NONE)


def streak(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The third straight day": three days of which the last is that of publication."""
    count, unit = ordinal(scene.words(m, "o")), scene.value(m, "u") or scene.value(m, "v")
    unit = unit if unit in ("D", "W", "M", "Y", "WE") else "D"
    if count is None or count < 1:
        return []
    days: Days = OPEN
    if scene.today is not None and unit == "D":
        days = ((scene.today - timedelta(days=count - 1)).isoformat(), scene.today.isoformat())
    return _lasting(m, length(count, unit), days, PUBLISHED if days[0] else NONE)


def row(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "Five days in a row", "five straight days"."""
    unit = scene.value(m, "u") or scene.value(m, "v")
    return _lasting(m, length(scene.number(m, "n"), unit))


def duration(scene: Scene, m: re.Match[str]) -> list[Found]:
    """A length of time; not an age ("34-year-old", "is 12 years old"), not a rate ("12 euros a year")."""
    unit, at = scene.value(m, "u"), m.end()
    hyphens = scene.class_letters("hy")
    after = scene.lexed.code[at : at + 1]
    old = scene.name_at(at + 1 if after and after in hyphens else at)
    if old in ("old", "olds") and (unit == "Y" or (after and after in hyphens)):
        return []
    words = scene.words(m, "n")
    if _is_title(scene, m) or (words == "many" and scene.name_at(m.start() - 1) == "as"):
        return []  # "60 Minutes", "the third in as many days"
    if words in ("a", "an") and (_is_rate(scene, m.start() - 1) or unit == "WE"):
        return []
    count = scene.number(m, "n")
    if m.start("ortwo") >= 0 and words in ("a", "an", "one"):
        count = None  # "a month or two"
    elif count is not None and (m.start("half") >= 0 or m.start("post") >= 0):
        count += 0.5
    return [] if words in ("one", "a") and _names_a_day(scene, m) else _lasting(m, length(count, unit))


def _is_title(scene: Scene, m: re.Match[str]) -> bool:
    """ "60 Minutes" amid small letters is the name of something."""
    at = m.start("u")
    word = scene.lexed.slice(at, at + 1)
    if not word[0].isupper() or word.isupper() or at == m.start():
        return False
    after = scene.lexed.slice(m.end(), m.end() + 1) if m.end() < len(scene.lexed.code) else ""
    if scene.lexed.code[at - 1] in scene.class_letters("hy") and after[:1].isupper():
        return True  # "the Six-Day War"
    beside = (scene.lexed.slice(i, i + 1) for i in (m.start() - 1, m.end()) if 0 <= i < len(scene.lexed.code))
    return any(w.islower() or w in ('"', "“", "”", "'", "’", "‘", "`") for w in beside)


_SMALLER = {"Y": ("M", "W", "D"), "M": ("W", "D"), "W": ("D",), "D": ("TH",), "TH": ("TM",), "TM": ("TS",)}


def compound(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "Two hours and 10 minutes"."""
    first, second = scene.value(m, "u"), scene.value(m, "u2")
    one, two = scene.number(m, "n"), scene.number(m, "n2")
    if second not in _SMALLER.get(first, ()) or one is None or two is None:
        return []
    head, tail = length(one, first), length(two, second)
    return _lasting(
        m, head + (tail[1:] if tail.startswith("PT") and not head.startswith("PT") else tail.lstrip("PT"))
    )


def _is_rate(scene: Scene, before: int) -> bool:
    """After money, a measure, a number or a hyphen "a year" is a rate: "210 a day", "the £9,000-a-year post"."""
    numbers = scene.class_letters("hy", "day", "fig", "year", "num", "percent")
    return scene.name_at(before) in word_list(_CONTEXT, "rate") or (
        before >= 0 and scene.lexed.code[before] in numbers
    )


def _names_a_day(scene: Scene, m: re.Match[str]) -> bool:
    """ "One day" at the head of a clause names no length, nor does "was a day of mourning"."""
    if scene.value(m, "u") != "D" or scene.words(m, "n") not in ("one", "a"):
        return False
    before = scene.name_at(m.start() - 1)
    if scene.words(m, "n") == "one":
        return before in ("", ".", "that")
    return before in word_list(_CONTEXT, "no_length")


def bare_units(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "For months", "in decades": so many that nobody says how many."""
    return _lasting(m, length(None, scene.value(m, "u")))


def around_units(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "In the weeks before the vote", "days after he left"; not "seconds before the blast"."""
    return [] if scene.value(m, "u") in _CLOCK_UNITS else bare_units(scene, m)


def long(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "Decades-long", "week-long", "a years-old dispute"; "is 12 years-old" is an age."""
    if scene.lexed.code[m.end() - 1] == scene.grammar.letters["old"] and _is_counted(scene, m.start() - 1):
        return []
    plural = scene.lexed.code[m.start("u")] == scene.grammar.letters["units"]
    return _lasting(m, length(None if plural else 1, scene.value(m, "u")))


def _is_counted(scene: Scene, before: int) -> bool:
    return before >= 0 and scene.lexed.code[before] in scene.class_letters(
        "day", "num", "fig", "year", "hy", "few"
    )


def every(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "Every Tuesday", "each summer", "every 12 hours"."""
    name, count = scene.grammar.values.get(scene.words(m, "x"), ""), scene.number(m, "n")
    letter = scene.lexed.code[m.start("x")]
    kinds = scene.grammar.letters
    if letter == kinds["weekday"]:
        value = f"XXXX-WXX-{name}"
    elif letter == kinds["pod"]:
        value = f"XXXX-XX-XXT{name}"
    elif letter in (kinds["season"], kinds["fall"]):
        value = f"XXXX-{name}"
    elif letter == kinds["month"]:
        value = f"XXXX-{int(name):02}"
    elif letter == kinds["weekend"]:
        value = "XXXX-WXX-WE"
    else:
        value = length(_nth_of(scene, m) if m.start("n") < 0 else count, name)
    return [Found(m.start(), m.end(), "SET", value)]


def whole(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The entire year": the one that the text named last, else a length."""
    unit, last = scene.value(m, "u"), scene.before[-1] if scene.before else None
    if unit == "Y" and last is not None and re.match(r"\d{4}(?!\d)", last.value):
        return dated(m, last.value[:4], FROM_TEXT)
    return _lasting(m, length(1, unit))


def _nth_of(scene: Scene, m: re.Match[str]) -> int:
    """How many units "every other" and "every third" step over."""
    word = scene.words(m, "o")
    return 2 if word in ("other", "alternate") else max(1, ordinal(word) or 1)


def so_often(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "Twice a week", "16 hours a day"."""
    return [Found(m.start(), m.end(), "SET", length(1, scene.value(m, "u")))]


def set_word(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "Daily", "annually"; with a capital inside a sentence or before one ("the daily Haaretz") a name."""
    if _is_newspaper(scene, m):
        return []
    if scene.lexed.slice(m.start(), m.end())[0].isupper() and scene.name_at(m.start() - 1).isalpha():
        return []
    return [Found(m.start(), m.end(), "SET", scene.value(m, "w"))]


def _is_newspaper(scene: Scene, m: re.Match[str]) -> bool:
    """ "The Turkish daily Hurriyet", "the weekly Der Spiegel"."""
    after = scene.lexed.slice(m.end(), m.end() + 1) if m.end() < len(scene.lexed.code) else ""
    before = scene.lexed.slice(m.start() - 1, m.start()) if m.start() else ""
    named = after[:1].isupper() and not after.isupper() and (before[:1].isupper() or before in ("the", "a"))
    return named and scene.words(m, "w") in word_list(_CONTEXT, "newspaper")


def weekdays(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "On Mondays"."""
    return [Found(m.start(), m.end(), "SET", f"XXXX-WXX-{scene.value(m, 'w')}")]


def reference(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "Recently", "now", "soon", "at present"."""
    value = scene.value(m, "w")
    if value == "FUTURE_REF" and scene.name_at(m.end()) in ("before", "after", "as"):
        return []  # "shortly before midnight"
    if value == "FUTURE_REF" and scene.bearing(m) == (PAST, True):
        return []  # "it soon became a flood": ahead of what is told, not of the report
    value = value if value.endswith("_REF") else "PRESENT_REF"
    today = scene.today.isoformat() if scene.today else None
    days = {"PAST_REF": (None, today), "FUTURE_REF": (today, None), "PRESENT_REF": (today, today)}[value]
    return dated(m, value, PUBLISHED if today else NONE, days)


def future(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The future"."""
    today = scene.today.isoformat() if scene.today else None
    return dated(m, "FUTURE_REF", PUBLISHED if today else NONE, (today, None))


DURATION_RULES: dict[str, Read] = {
    "ago": ago, "from_now": from_now, "in_time": from_now, "shifted": shifted, "stretch": stretch,
    "past_unit": past_unit, "streak": streak, "row": row, "duration": duration, "bare_units": bare_units,
    "set_every": every, "set_times": so_often, "set_word": set_word, "weekdays": weekdays, "reference": reference,
    "present": reference, "future": future, "long": long, "compound": compound, "whole_unit": whole,
    "over_units": bare_units, "around_units": around_units,
}  # fmt: skip
