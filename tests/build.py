"""Readings built by hand for tests: words are given, offsets are looked up."""

from collections.abc import Mapping, Sequence
from typing import Any

from accordingto.model.claim import (
    Attribution,
    Claim,
    EventType,
    Participant,
    PlaceRole,
    Provenance,
    Reading,
    Source,
)
from accordingto.model.text import Report, Sentence, Span, report_id
from accordingto.model.values import Place, Quantity, Timex

PROVENANCE = Provenance(reader="hand", model="none", resources="none")


def span(text: str, quote: str, nth: int = 0) -> Span:
    """The nth occurrence of `quote` in `text`."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(quote, at + 1)
    return Span.of(text, at, at + len(quote))


def report(text: str, **fields: Any) -> Report:
    """A report with the id that its content gives it."""
    known = {k: fields.get(k) for k in ("url", "outlet", "published", "title")}
    return Report(id=report_id(text=text, **known), text=text, language="en", **fields)


def attribution(text: str, id_: str, *, source: str = "", cue: str = "", content: str, root: Source, **rest: Any):
    """An attribution from the words of its source, cue and content."""
    return Attribution(
        id=id_,
        kind=rest.pop("kind", "indirect"),
        act=rest.pop("act", "say"),
        source=(span(text, source),) if source else (),
        cue=(span(text, cue),) if cue else (),
        content=(span(text, content),),
        root=root,
        **rest,
    )


def claim(text: str, id_: str, *, anchor: str, clause: str, value_by: Mapping[str, int], **rest: Any) -> Claim:
    """A claim from the word that anchors it and the clause it stands in; `event` is (type, mode, act)."""
    whole = span(text, clause)
    at = whole.start + whole.quote.index(anchor)
    people: Sequence[tuple[str, str]] = rest.pop("participants", ())
    places: Sequence[tuple[str, str]] = rest.pop("places", ())
    return Claim(
        id=id_,
        attribution=rest.pop("attribution", None),
        anchor=Span.of(text, at, at + len(anchor)),
        span=whole,
        gloss=rest.pop("gloss", clause),
        event=EventType(*rest.pop("event", (None, None, None))),
        status=rest.pop("status", "happened"),
        value_by=dict(value_by),
        participants=tuple(Participant(role=r, name=n, span=span(text, n)) for r, n in people),
        places=tuple(PlaceRole(place=p, role=r) for p, r in places),
        **rest,
    )


def reading(rep: Report, *, attributions: Sequence[Attribution] = (), claims: Sequence[Claim] = (), **rest: Any):
    """A reading of `rep` with one sentence that spans it all."""
    return Reading(
        provenance=PROVENANCE,
        report=rep,
        sentences=(Sentence(0, len(rep.text)),),
        attributions=tuple(attributions),
        claims=tuple(claims),
        **rest,
    )


def quantity(text: str, id_: str, words: str, value: float, counts: str | None = None, op: str = "=") -> Quantity:
    """A quantity with one value."""
    return Quantity(id_, span(text, words), low=value, high=value, best=value, op=op, counts=counts)


def place(text: str, id_: str, name: str, **rest: Any) -> Place:
    """A place by its name in the text."""
    return Place(id_, span(text, name), name, **rest)


def timex(text: str, id_: str, words: str, begin: str, end: str | None = None) -> Timex:
    """A time with its days."""
    return Timex(id_, span(text, words), "DATE", begin, begin, end or begin, "published")
