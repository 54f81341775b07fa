"""Which place, time and number belongs to which happening of a report, and in what role a place does."""

from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.model.claim import PlaceRole
from accordingto.model.text import Span
from accordingto.model.values import Place, Quantity, Timex
from accordingto.reading.among import clause_about, fate_shared
from accordingto.reading.events import Happening, parts
from accordingto.reading.mentions import Name
from accordingto.reading.testimony import STAMP, Testimony
from accordingto.reading.tree import Parsed, Token

A_FIGURE = "a figure"
"""The reason of a happening of which no more is said than how many there were."""
_PLACE_ROLES = {
    "to": "destination", "into": "destination", "toward": "destination", "towards": "destination",
    "from": "origin", "along": "along", "through": "along", "via": "along", "across": "along",
}  # fmt: skip
_NO_PLACE = ("nmod:poss", "compound", "nsubj", "nsubj:pass", "amod")


@dataclass(frozen=True, slots=True)
class Finds:
    """What was found in the text besides who says what. The names are counted from 1 as mentions."""

    names: Sequence[Name]
    places: Sequence[Place]
    times: Sequence[Timex]
    quantities: Sequence[Quantity]


@dataclass(frozen=True, slots=True)
class Belongings:
    """Places, times and quantities (ids) by the index of the anchor of the happening that they belong to."""

    places: dict[int, list[PlaceRole]]
    times: dict[int, list[str]]
    quantities: dict[int, list[str]]


def _sources(parsed: Parsed, testimony: Testimony) -> dict[int, int]:
    """The attribution, by index, whose source a word is in, by the word's index."""
    return {
        t.i: k
        for k, record in enumerate(testimony.records)
        for span in record.source
        for t in parsed.at(span.start, span.end)
    }


def belongings(parsed: Parsed, testimony: Testimony, happenings: Sequence[Happening], finds: Finds) -> Belongings:
    """Each place, time and quantity to the nearest happening above it in the tree."""
    anchors = {h.anchor.i: h.anchor.i for h in happenings} | {h.clause.i: h.anchor.i for h in happenings}
    return Belongings(
        _places(parsed, anchors, finds.places),
        _times(parsed, anchors, finds.times, happenings, _sources(parsed, testimony)),
        _quantities(parsed, anchors, finds.quantities, happenings),
    )


def _places(parsed: Parsed, anchors: dict[int, int], places: Sequence[Place]) -> dict[int, list[PlaceRole]]:
    found: dict[int, list[PlaceRole]] = {}
    for place in places:
        token = _head(parsed, place.span)
        if token is None or place.metonym:
            continue
        role, owner = _place_role(token), _owner(token, anchors)
        if owner is not None and role is not None:
            found.setdefault(owner, []).append(PlaceRole(place.id, role))
    return found


def _times(
    parsed: Parsed,
    anchors: dict[int, int],
    times: Sequence[Timex],
    happenings: Sequence[Happening],
    sources: dict[int, int],
) -> dict[int, list[str]]:
    """`sources` has the attribution by the index of each word of its source."""
    found: dict[int, list[str]] = {}
    for time in times:
        token = _head(parsed, time.span)
        owner = _owner(token, anchors) if token is not None else None
        # "according to a report published last week, 40 died": the week is the report's
        if token is not None and owner is not None and sources.get(token.i) in (None, sources.get(owner)):
            found.setdefault(owner, []).append(time.id)
    for happening in happenings:
        if happening.anchor.i not in found and (stamp := _entry(parsed, happening.anchor, times)):
            found[happening.anchor.i] = [stamp]
    return found


def _quantities(
    parsed: Parsed, anchors: dict[int, int], quantities: Sequence[Quantity], happenings: Sequence[Happening]
) -> dict[int, list[str]]:
    # "put the number of dead at 13": the number hangs on the verb, the happening is what it counts
    verbs = [(next((a for a in h.anchor.ancestors() if a.pos == "VERB"), None), h) for h in happenings]
    figures = {v.i: h.anchor.i for v, h in verbs if v is not None and h.reasons == (A_FIGURE,)}
    heads = [_head(parsed, quantity.span) for quantity in quantities]
    owners = [_owner(token, figures | anchors) if token is not None else None for token in heads]
    taking_part = _taking_part(happenings) if None in owners else {}
    found: dict[int, list[str]] = {}
    for quantity, token, owner in zip(quantities, heads, owners, strict=True):
        if owner is not None and token is not None and (whole := _of_the_whole(token, anchors)) is not None:
            owner = whole
        if owner is None and token is not None:
            owner = taking_part.get(token.i)  # "about 400 people had to leave"
        if owner is not None:
            found.setdefault(owner, []).append(quantity.id)
    return found


def _of_the_whole(number: Token, anchors: dict[int, int]) -> int | None:
    """ "Among the 14 people killed": the happening of the 14, not of those who are among them."""
    group = number.head
    if group is None or fate_shared(group) is None or number.i > group.i:
        return None
    clause = clause_about(group)
    return anchors.get(clause.i) if clause is not None and number.rel == "nummod" else None


def _taking_part(happenings: Sequence[Happening]) -> dict[int, int]:
    """The happening, by its anchor, of which a word's phrase is a participant: the first that has it."""
    found: dict[int, int] = {}
    for happening in sorted(happenings, key=lambda h: h.anchor.i):
        for part in parts(happening):
            for token in part.tokens:
                found.setdefault(token.i, happening.anchor.i)
    return found


def _entry(parsed: Parsed, anchor: Token, times: Sequence[Timex]) -> str | None:
    """The time of day at the head of the live entry ("• 14:05 …") that a happening stands in."""
    line = parsed.text.rfind("\n", 0, anchor.start) + 1
    if not STAMP.match(parsed.text, line):
        return None
    return next((t.id for t in times if line <= t.span.start <= line + 4 and t.type == "TIME" and t.begin), None)


def _head(parsed: Parsed, span: Span) -> Token | None:
    tokens = parsed.at(span.start, span.end)
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head is None or t.head.i not in inside), None)


def _owner(token: Token, anchors: dict[int, int]) -> int | None:
    """The happening that the token belongs to; another verb in between that is none takes it away."""
    at: Token | None = token
    while at is not None:
        if at.i in anchors:
            return anchors[at.i]
        if at.pos == "VERB" and at.rel in ("root", "ccomp", "acl:relcl", "parataxis") and at is not token:
            return None
        at = at.head
    return None


def _place_role(token: Token) -> str | None:
    """Which role the preposition in front gives a place; coordinated and explained names share it."""
    at = token
    while at.rel in ("conj", "appos", "flat") and at.head is not None:
        at = at.head
    case = at.child("case")
    if case is None:
        return None if at.rel in _NO_PLACE or at.base in ("nsubj",) else "location" if at.rel != "obj" else None
    return _PLACE_ROLES.get(case.lower, "location")
