"""A text to sentences: half-open spans of code points that cover every character but white space between them.

A line break ends a sentence, since a heading glued to the next line has made parsers take its noun for the
subject, unless the lines are those of a paragraph wrapped to a width, as wires and mail send them. A quotation
mark never decides alone: reports come with stray and missing ones.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from accordingto.model.text import Sentence
from accordingto.resources import table

_LINE = re.compile(r"[^\n]+")
_CLOSING = "\"'”’»)]"
# The look-behind starts a run of marks only once: without it, a line of a hundred thousand dots takes hours.
_STOP = re.compile(r"(?<![.!?…])(?P<mark>[.!?…]+)(?P<close>[\"'”’»)\]]*)(?P<gap>\s+)(?=(?P<next>\S))")
_WRAPPED_LINES = 3
_NARROWEST, _WIDEST = 50, 100
"""Characters of the longest line of a wrapped paragraph."""
_MOSTLY = 0.75
_NO_WORD = "([“\"‘'«"
_LETTER_STOPS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?", re.UNICODE)
# "LIMA, Aug 2 (Andes Brief) - ": who filed where and when, no part of the first sentence
_PLACE = r"[^\W\d_a-z][^\Wa-z]+(?:[ /,.'-]+[^\W\d_a-z][^\Wa-z]*)*"
_DATE = r"(?:[A-Z][a-z]{2,8}\.?(?: \d{1,2})?|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:, \d{4})?"
_AGENCY = r"\([^()\n]{2,40}\)"
_DATELINE = re.compile(
    rf"\s*(?=[^\n]{{3,70}}?\s[-–—]{{1,2}}\s){_PLACE}(?:,? {_DATE})?(?: ?{_AGENCY})?\s?[-–—]{{1,2}}\s"
)
_SPEECH_AFTER_QUOTE = re.compile(r"[a-zß-öø-ÿ]")


@cache
def _abbreviations() -> dict[str, bool]:
    """Abbreviations without their last stop, lower case; the value says whether one may end a sentence."""
    return {row["form"].rstrip(".").lower(): row["ends"] == "yes" for row in table("en/abbreviations.tsv")}


def segment(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text`, in order. White space at their edges is left out; an empty text has none."""
    found = []
    for begin, stop in _paragraphs(text):
        start = begin
        if dateline := _DATELINE.match(text, begin, stop):
            found.append(Sentence(*_trim(text, start, dateline.end())))
            start = dateline.end()
        for end in (*_ends(text, start, stop), stop):
            first, last = _trim(text, start, end)
            if first < last:
                found.append(Sentence(first, last))
            start = end
    return tuple(found)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The lines of the text, those of a wrapped paragraph as one."""
    run: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        blank = not line[0].strip()
        if run and (blank or line.start() != run[-1][1] + 1):
            yield from _unwrapped(text, run)
            run = []
        if not blank:
            run.append(line.span())
    yield from _unwrapped(text, run)


def _unwrapped(text: str, run: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Adjacent lines as one where nearly each is as long as it can be: the next line's first word did not fit."""
    width = max((end - start for start, end in run), default=0)
    if len(run) < _WRAPPED_LINES or not _NARROWEST <= width <= _WIDEST:
        return run
    full = [
        end - start + 1 + len(text[after:after_end].split(maxsplit=1)[0]) > width
        for (start, end), (after, after_end) in pairwise(run)
    ]
    return [(run[0][0], run[-1][1])] if sum(full) >= _MOSTLY * len(full) else run


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    """Where sentences end inside one line, as the offset after the mark and what closes on it."""
    for stop in _STOP.finditer(text, start, end):
        if _is_end(_word_before(text, start, stop.start()), stop):
            yield stop.end("close")


def _word_before(text: str, line_start: int, end: int) -> str:
    """What stands before `end` without white space, bracket or opening mark in between."""
    start = end
    while start > line_start and not text[start - 1].isspace() and text[start - 1] not in _NO_WORD:
        start -= 1
    return text[start:end]


def _is_end(word: str, stop: re.Match[str]) -> bool:
    """Whether a stop after `word` ends a sentence."""
    following = stop["next"]
    if stop["mark"] == ".":
        if _is_initial(word, stop, following):
            return False
        ends = _abbreviations().get(word.lower())
        if ends is not None and not stop["close"]:
            return ends and _starts(following)
    if stop["close"] and _SPEECH_AFTER_QUOTE.match(following):
        return False  # “Where?” he asked.
    if _starts(following):
        return True
    # a lower-case start after a full stop: machine translation; believed only after a whole lower-case word
    return stop["mark"] == "." and not stop["close"] and len(word) > 2 and word.isalpha() and word.islower()


def _is_initial(word: str, stop: re.Match[str], following: str) -> bool:
    """Whether the stop belongs to initials or an acronym: "J. Smith", "U.N. sanctions"."""
    if stop["close"]:
        return False
    if len(word) == 1 and word.isalpha() and word.isupper() and word != "I":
        return True
    if "." in word and _LETTER_STOPS.fullmatch(word):
        return not _starts(following) or word.lower() in ("u.s", "u.n", "u.k", "e.u")
    return False


def _starts(char: str) -> bool:
    return char.isupper() or char.isdigit() or char in "\"'“‘«„([•–—-" or not (char.isalpha() or char in ",;:%)]")
