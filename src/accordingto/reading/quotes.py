"""Quotation marks: which characters stand inside a quotation, and whether a content is direct, indirect or mixed.

A quotation ends with its paragraph at the latest, so that a mark that was never closed spoils no more than a line.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_OPEN = "“«„‟"
_CLOSE = "”»"
_MARK = re.compile(rf"``|''|[\n\"{_OPEN}{_CLOSE}]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks, as half-open code points; `closed` is False where no mark ends it."""

    start: int
    end: int
    closed: bool


@lru_cache(maxsize=4)
def quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of `text` in double marks, in order."""
    found: list[Quotation] = []
    opened = -1
    for mark in _MARK.finditer(text):
        i, c = mark.start(), mark.group()
        if c != "\n":
            opened = _mark(text, i, len(c), opened, found)
            continue
        if opened >= 0:
            found.append(Quotation(opened, i, False))
        opened = -1
    if opened >= 0:
        found.append(Quotation(opened, len(text), False))
    return tuple(found)


def _mark(text: str, i: int, width: int, opened: int, found: list[Quotation]) -> int:
    """One quotation mark at `i`: where a quotation is open afterwards (-1: none)."""
    c = text[i]
    if opened >= 0 and c in _OPEN and not _closes(text, i):
        # a second opening mark before any closing one: the first was never closed
        found.append(Quotation(opened, i, False))
        return i
    if opened >= 0:
        found.append(Quotation(opened, i + width, True))
        return -1
    return -1 if c in _CLOSE else i


def _closes(text: str, i: int) -> bool:
    """Whether an opening-shaped mark at `i` closes (the German “ closes; the English one opens before a word)."""
    after = text[i + 1 : i + 2]
    return not after or not (after.isalnum() or after in "‘'[(…")


def quotation_at(quoted: tuple[Quotation, ...], at: int) -> Quotation | None:
    """The quotation that the character `at` is in; `quoted` as `quotations` gives them, apart and in order."""
    k = bisect_right(quoted, at, key=lambda q: q.start) - 1
    return quoted[k] if k >= 0 and at < quoted[k].end else None


def quotations_in(quoted: tuple[Quotation, ...], start: int, end: int) -> tuple[Quotation, ...]:
    """The quotations that share a character with `start:end`."""
    first = bisect_right(quoted, start, key=lambda q: q.end)
    last = bisect_right(quoted, end - 1, key=lambda q: q.start)
    return quoted[first:last]


def kind_of_content(text: str, spans: list[tuple[int, int]], quoted: tuple[Quotation, ...]) -> str:
    """`direct` when every word of the content stands in quotation marks, `indirect` when none, else `mixed`."""
    inside = outside = 0
    for start, end in spans:
        for word in _WORD.finditer(text, start, end):
            if quotation_at(quoted, word.start()) is not None:
                inside += 1
            else:
                outside += 1
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"
