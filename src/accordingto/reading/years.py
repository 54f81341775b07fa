"""Rules for years that a text names, decades and centuries; fiscal years."""

import re

from accordingto.reading.calendar import OPEN, days_of, shift
from accordingto.reading.lexemes import any_word, word_list
from accordingto.reading.numbers import ordinal
from accordingto.reading.scene import NONE, PUBLISHED, STEPS, Found, Scene, dated

_CONTEXT = "en/time_context.tsv"


def as_early_as(scene: Scene, at: int) -> bool:
    """ "As early as March", "as far back as 2011"."""
    return scene.name_at(at - 1) == "as" and scene.name_at(at - 2) in word_list(_CONTEXT, "as_early")


def century(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The nineteenth century"."""
    nth = ordinal(scene.words(m, "o"))
    if scene.value(m, "u") != "CE" or nth is None or not 10 < nth <= 22:
        return []
    return dated(m, f"{nth - 1:02}")


def decade(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The 1990s", "the '80s", "the sixties" (of the last century where the text names none)."""
    words = scene.words(m, "d")
    if words[0].isdigit() and len(words) == 3 and not _is_short_decade(scene, m):
        return []
    digits = re.sub(r"\D", "", words)
    if len(digits) == 4:
        return dated(m, digits[:3])
    if not digits and scene.name_at(m.start()) != "the":
        return []
    return dated(m, "19" + (digits[0] if digits else scene.value(m, "d")))


def _is_short_decade(scene: Scene, m: re.Match[str]) -> bool:
    """ "The 80s", "the 1970s and 80s"; not "in her 80s", "temperatures in the 80s"."""
    at = m.start("d")
    if scene.name_at(at - 1) in ("and", "or", "to") and scene.before and scene.before[-1].last == at - 1:
        return len(scene.before[-1].value) == 3
    heat = any_word(_CONTEXT, "heat").search(scene.lexed.text[max(0, scene.lexed.starts[at] - 80) :][:120])
    return heat is None and (scene.inside or scene.name_at(m.start()) == "the")


def _is_listed_year(scene: Scene, at: int) -> bool:
    """ "In 1994, 1995 and 1997": a year behind another."""
    last = scene.before[-1] if scene.before else None
    links = (scene.class_letters("comma"), *scene.class_letters("and", "or"))
    beside = last is not None and last.last == at - 1 and scene.lexed.code[at - 1] in links
    return beside and last is not None and re.fullmatch(r"\d{4}", last.value) is not None


def _at_least(scene: Scene, at: int) -> bool:
    """ "Until at least 2014"."""
    return (
        scene.name_at(at - 1) == "least"
        and scene.name_at(at - 2) == "at"
        and scene.name_at(at - 3) in word_list(_CONTEXT, "month_lead")
    )


def _is_told_of(scene: Scene, m: re.Match[str]) -> bool:
    """ "2009 was a hard year" at the head of a sentence."""
    opens = not scene.name_at(m.start() - 1) or not scene.name_at(m.start() - 1).isalnum()
    return (
        opens and "1900" <= scene.words(m, "y") < "2100" and scene.name_at(m.end()) in ("was", "is", "saw", "will")
    )


def year(scene: Scene, m: re.Match[str]) -> list[Found]:
    """A bare year: by the word before it ("in 1997", "the 2019 vote"), never a mere number of four digits."""
    value, at = scene.words(m, "y"), m.start()
    if scene.inside or as_early_as(scene, at):
        return dated(m, value)
    before, after = scene.name_at(at - 1), scene.name_at(m.end())
    hyphen = scene.class_letters("hy")
    if scene.before and scene.before[-1].last == at - 1 and scene.lexed.code[at - 1] in hyphen:
        return dated(m, value)
    opens = scene.lexed.code[at - 1 : at] == scene.class_letters("open")
    if opens and scene.lexed.code[m.end() : m.end() + 1] in tuple(scene.class_letters("close", "hy")):
        return dated(m, value)
    if _is_listed_year(scene, at) or _at_least(scene, at) or _is_told_of(scene, m):
        return dated(m, value)
    if before in word_list(_CONTEXT, "year_compared") and "1950" <= value <= "2050" and not after.isalpha():
        return dated(m, value)
    if before not in word_list(_CONTEXT, "year_lead") or not "1500" <= value <= "2100":
        return []
    if (
        after.endswith("s")
        and not after.endswith(("ss", "as", "is", "us"))
        and before not in word_list(_CONTEXT, "year_firm")
    ):
        return []
    if before in word_list(_CONTEXT, "year_article") and not ("1900" <= value <= "2035" and after.isalpha()):
        return []
    if scene.lexed.code[m.end() : m.end() + 1] in tuple(scene.class_letters("percent", "slash")):
        return []
    return dated(m, value)


def years(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "2014-16": two years, the second with the century of the first."""
    first, short = scene.words(m, "y"), scene.words(m, "z")
    if len(short) != 2 or short <= first[2:] or not year(scene, m):
        return []
    value = first[:2] + short
    return [
        Found(m.start("y"), m.end("y"), "DATE", first, days_of(first)),
        Found(m.start("z"), m.end("z"), "DATE", value, days_of(value)),
    ]


def beside_year(scene: Scene, m: re.Match[str]) -> list[Found]:
    """ "The post-1945 order", "pre-2014 borders": what lies after or before a year, which it names."""
    value = scene.words(m, "y")
    first, last = days_of(value)
    return dated(m, value, NONE, (first, None) if scene.value(m, "w") == "1" else (None, last))


def fiscal(scene: Scene, m: re.Match[str]) -> list[Found]:
    """A fiscal year has a value and no days: where it begins differs from body to body."""
    named = scene.words(m, "y") or scene.words(m, "z")
    if named:
        return dated(m, named, NONE, OPEN)
    if scene.value(m, "rel") == "" and scene.words(m, "rel") not in STEPS:
        return []
    value = shift(scene.today, "Y", STEPS[scene.words(m, "rel")]) if scene.today is not None else None
    return dated(m, value or "XXXX", PUBLISHED if value else NONE, OPEN)
