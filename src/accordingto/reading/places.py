"""Places named in a text, resolved in the context of the report.

Candidates come from the tagger and the gazetteer (`placenames.py`), their senses from `senses.py`, the names that
stand for governments from `metonyms.py`. An area is never a point: only settlements and small facilities have one.
"""

from collections.abc import Iterable, Iterator

from accordingto.model.values import Place
from accordingto.reading.gazetteer import Entry, lookup, place_key
from accordingto.reading.metonyms import is_metonym
from accordingto.reading.outlets import outlet_of
from accordingto.reading.parties import resolve
from accordingto.reading.placenames import Candidate, candidate_at, find_candidates
from accordingto.reading.ranking import Setting, is_capital
from accordingto.reading.senses import peoples, settle
from accordingto.reading.tree import Parsed

_PRECISION = {"country": "country", "region": "admin1", "area": "area", "water": "area", "city": "settlement"}
_UNITS = {"county": "admin2", "township": "area"}
_KOREAS = {"north": "KP", "south": "KR"}


def find_places(parsed: Parsed, outlet: str | None = None, url: str | None = None) -> tuple[Place, ...]:
    """The places of a text in text order; ids `p1`, `p2` …

    A name that the gazetteer does not know stands there with precision `unresolved`. Adjectives and peoples
    ("Russian") are no places. `outlet` and `url` tell where the report was written.
    """
    candidates = find_candidates(parsed)
    spoken_of = setting_of(parsed, outlet, url)
    settled = settle(parsed, candidates, spoken_of)
    found = [_resolved(parsed, c, e) for c, e in settled]
    found += [_unresolved(parsed, c) for c in candidates if not c.entries]
    spoken = {*spoken_of.spoken} | {e.country for _, e in settled}
    taken = {t.i for c in candidates for t in c.tokens}
    found += [place for i, place in _koreas(parsed, spoken) if i not in taken]
    return _numbered(sorted(found, key=lambda p: p.span.start))


def places_at(
    parsed: Parsed, spans: Iterable[tuple[int, int]], outlet: str | None = None, url: str | None = None
) -> tuple[Place, ...]:
    """The places that stand at these spans (half-open code points), found by somebody else, in the order of the
    text.

    Where no word stands there is none.
    """
    found = [c for start, end in spans if (c := candidate_at(parsed, start, end))]
    settled = settle(parsed, found, setting_of(parsed, outlet, url))
    known = {id(c) for c, _ in settled}
    places = [
        *(_resolved(parsed, c, e) for c, e in settled),
        *(_unresolved(parsed, c) for c in found if id(c) not in known),
    ]
    ordered = sorted(places, key=lambda p: (p.span.start, p.span.end))
    return _numbered(ordered)


def _numbered(places: list[Place]) -> tuple[Place, ...]:
    return tuple(
        Place(
            f"p{number}",
            p.span,
            p.name,
            p.gazetteer,
            p.country,
            p.lat,
            p.lon,
            p.kind,
            p.precision,
            p.metonym,
            p.type,
        )
        for number, p in enumerate(places, 1)
    )


def setting_of(parsed: Parsed, outlet: str | None = None, url: str | None = None) -> Setting:
    """What the report tells of its setting beside its place names; the outlet's home is a weak hint."""
    spoken: dict[str, list[int]] = {}
    for iso2, sentence in peoples(parsed):
        spoken.setdefault(iso2, []).append(sentence)
    return Setting(spoken, outlet_of(outlet, url))


def _resolved(parsed: Parsed, candidate: Candidate, entry: Entry) -> Place:
    kind, precision = _kind(candidate, entry)
    point = entry.is_point and precision in ("point", "settlement")
    own = kind == entry.kind
    metonym = is_metonym(
        candidate.head, capital=is_capital(entry), country=entry.kind == "country", seat=_is_seat(candidate, entry)
    )
    return Place(
        "",
        parsed.span(candidate.tokens[0], candidate.tokens[-1]),
        entry.name if own else candidate.name,
        entry.id if own else None,
        entry.country,
        entry.lat if point else None,
        entry.lon if point else None,
        kind,
        precision,
        metonym,
        _type(metonym),
    )


def _type(metonym: bool) -> str:
    return "Metonymic" if metonym else "Literal"


def _kind(candidate: Candidate, entry: Entry) -> tuple[str, str]:
    """Kind and precision: a facility known by its town lies there, a unit named after a town has no point."""
    shape = candidate.shape
    if shape == "facility" and entry.kind in ("region", "area", "country"):
        return shape, "unresolved"
    if shape and shape != entry.kind == "city" and place_key(entry.name) != place_key(candidate.name):
        if shape == "facility":
            return shape, "settlement"
        return shape, _UNITS.get(candidate.name.lower().rpartition(" ")[2], _PRECISION.get(shape, "unresolved"))
    if entry.is_point and entry.kind in ("facility", "water"):
        return entry.kind, "point"
    if entry.kind == "region" and entry.admin2:
        return "region", "admin2"
    return entry.kind, _PRECISION.get(entry.kind, "unresolved")


def _is_seat(candidate: Candidate, entry: Entry) -> bool:
    party = resolve(candidate.name) if entry.kind == "facility" else None
    return party is not None and party.class_ in ("state_body", "collective")


def _unresolved(parsed: Parsed, candidate: Candidate) -> Place:
    kind = candidate.shape or ("facility" if candidate.label == "Facility" else "area")
    metonym = is_metonym(candidate.head, capital=False, country=False, seat=False)
    span = parsed.span(candidate.tokens[0], candidate.tokens[-1])
    return Place("", span, candidate.name, kind=kind, metonym=metonym, type=_type(metonym))


def _koreas(parsed: Parsed, spoken: set[str | None]) -> Iterator[tuple[int, Place]]:
    """ "The North" and "the South" in a text that speaks of a Korea."""
    if not spoken & {"KP", "KR"}:
        return
    for token in parsed.tokens[1:]:
        iso2 = _KOREAS.get(token.lower)
        article = parsed.tokens[token.i - 1].lower == "the"
        if iso2 and article and token.text[:1].isupper() and token.base not in ("compound", "amod", "flat"):
            entry = lookup(f"{token.text} Korea")[0]
            metonym = is_metonym(token, capital=False, country=True, seat=False)
            span = parsed.span(token, token)
            yield (
                token.i,
                Place("", span, entry.name, None, iso2, None, None, "country", "country", metonym, _type(metonym)),
            )
