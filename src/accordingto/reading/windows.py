"""Sentences to the windows that the model reads at once.

A window holds whole sentences, as many as go into WINDOW word pieces, and ends where a paragraph ends if that
leaves it half full. One that begins inside a paragraph reads the sentence before once more, for context alone.
A sentence longer than the model can take is cut into stretches, each with a root of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.reading.tree import Token
from accordingto.reading.wordpiece import CLS, SEP, case_code, pieces

WINDOW = 192
"""Word pieces that a window is filled up to, [CLS] and [SEP] included; one long sentence may take more."""
_LONGEST = 510
_CONTEXT = 64
"""Word pieces up to which the sentence before is read again."""


@dataclass(slots=True)
class Unit:
    """A sentence, or a stretch of one that is too long: its tokens, their pieces, case codes and first pieces.

    `first` counts from the first piece of the unit. `paragraph` says whether a paragraph begins with it.
    """

    tokens: list[Token]
    ids: list[int]
    cases: list[int]
    first: list[int]
    paragraph: bool


@dataclass(frozen=True, slots=True)
class Window:
    """Units `context` to `last` (half-open) are read, what is found in `first` to `last` is kept."""

    context: int
    first: int
    last: int


def units(tokens: list[Token], paragraph: bool) -> list[Unit]:
    """The tokens of one sentence as one unit, or as several where it is too long for the model."""
    done: list[Unit] = []
    at = Unit([], [], [], [], paragraph)
    for token in tokens:
        ids = pieces(token.text)[: _LONGEST - 1]
        if len(at.ids) + len(ids) > _LONGEST:
            done.append(at)
            at = Unit([], [], [], [], False)
        at.first.append(len(at.ids))
        at.ids.extend(ids)
        at.cases.extend([case_code(token.text)] * len(ids))
        at.tokens.append(token)
    if at.tokens:
        done.append(at)
    return done


def windows(sequence: Sequence[Unit]) -> list[Window]:
    """Every unit is kept from exactly one window; the windows follow the text."""
    found: list[Window] = []
    first = 0
    while first < len(sequence):
        context = _context(sequence, first)
        size = 2 + sum(len(u.ids) for u in sequence[context:first])
        last = first
        while last == first or (last < len(sequence) and size + len(sequence[last].ids) <= WINDOW):
            size += len(sequence[last].ids)
            last += 1
        found.append(Window(context, first, _at_paragraph(sequence, first, last)))
        first = found[-1].last
    return found


def _context(sequence: Sequence[Unit], first: int) -> int:
    if sequence[first].paragraph or not first:
        return first
    before, own = len(sequence[first - 1].ids), len(sequence[first].ids)
    return first - 1 if before <= _CONTEXT and before + own <= _LONGEST else first


def _at_paragraph(sequence: Sequence[Unit], first: int, last: int) -> int:
    """Where the window ends: at the last paragraph that begins in its second half, else where it is full."""
    if last == len(sequence) or sequence[last].paragraph:
        return last
    size = 2 + sum(len(u.ids) for u in sequence[first:last])
    for end in range(last - 1, first, -1):
        size -= len(sequence[end].ids)
        if size < WINDOW // 2:
            break
        if sequence[end].paragraph:
            return end
    return last


def window_pieces(sequence: Sequence[Unit], window: Window) -> tuple[list[int], list[int], list[list[int]]]:
    """Pieces and case codes of a window with [CLS] and [SEP], and of each unit the places of its words' first
    pieces. A word without pieces has the place of what comes after it."""
    ids, cases, places = [CLS], [0], []
    for unit in sequence[window.context : window.last]:
        places.append([len(ids) + at for at in unit.first])
        ids += unit.ids
        cases += unit.cases
    return [*ids, SEP], [*cases, 0], places
