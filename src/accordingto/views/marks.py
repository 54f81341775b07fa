"""Which characters of a text carry which mark, split so that overlapping and nested marks can be drawn.

Spans in, a flat run of segments out; drawing them is left to the terminal and the page. Half-open code points.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from accordingto.model.claim import Reading
from accordingto.views.words import visible

ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text with a role: source, cue, content, anchor (names a happening), shown (pointed at)."""

    start: int
    end: int
    role: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same marks throughout, outermost mark first."""

    start: int
    end: int
    marks: tuple[Mark, ...]

    @property
    def role(self) -> str | None:
        """Source, cue or content: what the innermost of these marks says; the shorter of two is the inner one."""
        return next((m.role for m in reversed(self.marks) if m.role in ROLES), None)

    def has(self, role: str) -> bool:
        """Whether any mark here has this role."""
        return any(m.role == role for m in self.marks)


def of_reading(reading: Reading) -> tuple[Mark, ...]:
    """The marks of a reading: source, cue and content of each attribution, the anchor of each claim."""
    said = (
        Mark(span.start, span.end, role, a.id)
        for a in reading.attributions
        for role, spans in zip(ROLES, (a.source, a.cue, a.content), strict=True)
        for span in spans
    )
    told = (Mark(c.anchor.start, c.anchor.end, "anchor", c.id) for c in reading.claims)
    return (*said, *told)


def segments(start: int, end: int, marks: Iterable[Mark], breaks: Iterable[int] = ()) -> Iterator[Segment]:
    """The stretch `start:end` cut wherever a mark begins or ends, and at `breaks`.

    Parts of marks that lie outside the stretch are ignored.
    """
    inside = [m for m in marks if m.start < end and m.end > start and m.start < m.end]
    edges = {e for m in inside for e in (max(m.start, start), min(m.end, end))}
    cuts = sorted({start, end, *edges, *(b for b in breaks if start < b < end)})
    waiting = sorted(inside, key=lambda m: m.start, reverse=True)
    active: list[Mark] = []
    for begin, stop in pairwise(cuts):
        active = [m for m in active if m.end > begin]
        while waiting and waiting[-1].start <= begin:
            active.append(waiting.pop())
        yield Segment(begin, stop, tuple(sorted(active, key=lambda m: (m.start - m.end, _depth(m)))))


def _depth(mark: Mark) -> int:
    """Content lies below source and cue where they cover the same characters."""
    return 0 if mark.role == "content" else 1


def html(text: str, marks: Iterable[Mark], labels: Mapping[str, str] | None = None) -> str:
    """`text` as HTML, a paragraph for each line, with the marks drawn and an anchor where each id begins.

    Without its tags it is `visible(text)`, character for character. `labels` explain an id when pointed at.
    """
    shown, marks = visible(text), tuple(marks)
    anchors = _anchors(marks)
    breaks = [b for at, char in enumerate(shown) if char == "\n" for b in (at, at + 1)]
    body = "".join(_piece(shown, s, anchors, labels or {}) for s in segments(0, len(shown), marks, breaks))
    return f"<p>{body}</p>"


def _anchors(marks: Iterable[Mark]) -> dict[int, list[str]]:
    first: dict[str, int] = {}
    for mark in marks:
        if mark.id:
            first[mark.id] = min(mark.start, first.get(mark.id, mark.start))
    places: dict[int, list[str]] = {}
    for id_, at in first.items():
        places.setdefault(at, []).append(id_)
    return places


def _piece(text: str, segment: Segment, anchors: dict[int, list[str]], labels: Mapping[str, str]) -> str:
    here = "".join(f'<a class="at" id="{escape(i)}"></a>' for i in anchors.get(segment.start, ()))
    if text[segment.start] == "\n":
        return f"{here}</p>\n<p>"
    words = escape(text[segment.start : segment.end])
    classes = [c for c in (segment.role, *(r for r in ("anchor", "shown") if segment.has(r))) if c]
    if not classes:
        return here + words
    known = [labels[m.id] for m in reversed(segment.marks) if m.id in labels]
    title = f' title="{escape(visible(" | ".join(dict.fromkeys(known))))}"' if known else ""
    return f'{here}<mark class="{" ".join(classes)}"{title}>{words}</mark>'
