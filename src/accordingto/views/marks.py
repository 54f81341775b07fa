"""Which characters of a text carry which mark, split so that overlapping and nested marks can be drawn.

Spans in, a flat run of segments out; drawing them is left to the terminal and the page. Half-open code points.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from accordingto.model.claim import Reading
from accordingto.views.words import day, one_line, visible

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


def pointed_at(at: str, reading: Reading) -> tuple[Mark, ...]:
    """The stretch `start-end` that a link points at; what is no stretch of this text is ignored."""
    found = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", at)
    if not found:
        return ()
    start, end = int(found[1]), int(found[2])
    if not start < end <= len(reading.report.text):
        return ()
    return (Mark(start, end, "shown", "shown"),)


@dataclass(frozen=True, slots=True)
class Citation:
    """What is needed to cite a stretch of a report and to find it again, here or in another copy of the text.

    `prefix` and `suffix` are the words around it, as in the TextQuoteSelector of the W3C Web Annotation model.
    """

    words: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str


def citation(reading: Reading, mark: Mark) -> Citation:
    """The citation of a stretch: outlet, title, day, the words, where they stand, and the digest of the bytes."""
    report, text = reading.report, reading.report.text
    quote = text[mark.start : mark.end]
    named = [
        report.outlet or "Outlet not known",
        f"“{report.title}”" if report.title else "",
        day(report.published),
    ]
    where = f"characters {mark.start} to {mark.end}"
    digest = f"SHA-256 {report.sha256}" if report.sha256 else f"report {report.id}"
    words = f"{', '.join(n for n in named if n)}: “{one_line(quote)}” ({where}; {digest})"
    around = 32
    return Citation(
        one_line(words), mark.start, mark.end, quote, text[max(0, mark.start - around) : mark.start],
        text[mark.end : mark.end + around],
    )  # fmt: skip


def annotation(reading: Reading, mark: Mark) -> dict[str, object]:
    """A stretch of a report as a Web Annotation (W3C 2017): its target is found by the words and by the place."""
    found, report = citation(reading, mark), reading.report
    selectors = [
        {"type": "TextQuoteSelector", "exact": found.quote, "prefix": found.prefix, "suffix": found.suffix},
        {"type": "TextPositionSelector", "start": found.start, "end": found.end},
    ]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "motivation": "identifying",
        "body": {"type": "TextualBody", "value": found.words, "format": "text/plain"},
        "target": {"source": report.url or f"urn:accordingto:{report.id}", "selector": selectors},
    }


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
    nested = sum(m.role == "content" for m in segment.marks) > 1
    classes = [c for c in (segment.role, *(r for r in ("anchor", "shown") if segment.has(r))) if c]
    if not classes:
        return here + words
    classes += ["deep"] * nested
    known = [labels[m.id] for m in reversed(segment.marks) if m.id in labels]
    title = f' title="{escape(visible(" | ".join(dict.fromkeys(known))))}"' if known else ""
    ids = escape(
        " ".join(dict.fromkeys(m.id for m in segment.marks if m.id in (labels or {}) or m.role == "anchor"))
    )
    of = f' data-of="{ids}"' if ids else ""
    return f'{here}<mark class="{" ".join(classes)}"{of}{title}>{words}</mark>'
