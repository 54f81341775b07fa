"""What a report's page lists beside the text: its attributions as a tree, each with the claims it carries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from accordingto.model.claim import Attribution, Claim, Reading
from accordingto.views.words import amount


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution with its claims and the attributions that are reported inside it or on its word."""

    attribution: Attribution
    cue: str
    claims: tuple[Claim, ...]
    inner: tuple["Said", ...]


def said(reading: Reading) -> tuple[Said, ...]:
    """The outermost attributions of a reading in text order, with what hangs on each.

    Every attribution comes exactly once: one whose parents form a ring or are not there counts as outermost.
    """
    inner: dict[str, list[Attribution]] = {}
    outermost = []
    known = {a.id: a for a in reading.attributions}
    for a in reading.attributions:
        if a.parent is not None and _reaches_the_top(a, known):
            inner.setdefault(a.parent, []).append(a)
        else:
            outermost.append(a)
    claims: dict[str, list[Claim]] = {}
    for claim in reading.claims:
        claims.setdefault(claim.attribution or "", []).append(claim)
    return tuple(_said(a, inner, claims) for a in outermost)


def _reaches_the_top(a: Attribution, known: Mapping[str, Attribution]) -> bool:
    seen = {a.id}
    at = a
    while at.parent is not None:
        above = known.get(at.parent)
        if above is None or above.id in seen:
            return False
        seen.add(above.id)
        at = above
    return True


def _said(a: Attribution, inner: dict[str, list[Attribution]], claims: dict[str, list[Claim]]) -> Said:
    return Said(
        attribution=a,
        cue=" … ".join(s.quote for s in a.cue),
        claims=tuple(claims.get(a.id, ())),
        inner=tuple(_said(i, inner, claims) for i in inner.get(a.id, ())),
    )


def own_voice(reading: Reading) -> tuple[Claim, ...]:
    """The claims that the report makes in its own voice, and those whose attribution is not there."""
    known = {a.id for a in reading.attributions}
    return tuple(c for c in reading.claims if c.attribution not in known)


def numbers_of(reading: Reading, claim: Claim) -> Iterator[str]:
    """The quantities of a claim in words, with what they count."""
    for quantity in reading.quantities:
        if quantity.id in claim.quantities:
            yield f"{amount(quantity)} {quantity.counts or ''}".strip()
