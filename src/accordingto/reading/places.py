"""Places named in a text, resolved in the context of the report.

Candidates come from the tagger and the gazetteer (`placenames.py`); what a name means is voted on by its size, by
what stands beside it ("Tripoli, Lebanon"), by the countries and places that the report speaks of and by how near
they lie. A name has one sense in a report, unless what stands beside it says otherwise. An area is never a point.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import asin, cos, log10, radians, sin, sqrt

from accordingto.model.text import Span
from accordingto.model.values import Place
from accordingto.reading.countries import country_of
from accordingto.reading.gazetteer import Entry, lookup, place_key
from accordingto.reading.metonyms import is_metonym
from accordingto.reading.parties import resolve
from accordingto.reading.placenames import TOWN_WORDS, UNIT_WORDS, Candidate, find_candidates
from accordingto.reading.tree import Parsed, Token

_EARTH_KM = 6371.0
_SENSES = 12
"""A name's senses that are weighed, the likeliest first."""
_BESIDE = 4.0
"""What "Tripoli, Lebanon" is worth: as much as ten thousand times the people."""
_SHORE = frozenset(("delta", "basin", "river", "valley", "bank", "banks", "coast", "estuary", "basin", "rainforest"))
_LINKS = frozenset((",", "in", "the", "of", "'s", "’s", "(", "at", "on", "capital", "city", "town", "near"))
_PRECISION = {"country": "country", "region": "admin1", "area": "area", "water": "area"}
_KOREAS = {"north": "KP", "south": "KR"}


@dataclass(slots=True)
class _Name:
    """All mentions of one name in one sense: its candidates, and the senses with their scores."""

    candidates: list[Candidate]
    senses: list[Entry]
    scores: list[float] = field(default_factory=list)

    @property
    def sentences(self) -> list[int]:
        return sorted({c.tokens[0].sentence for c in self.candidates})[:8]

    @property
    def best(self) -> Entry:
        return self.senses[max(range(len(self.senses)), key=lambda i: (self.scores[i], -i))]


def find_places(parsed: Parsed) -> tuple[Place, ...]:
    """The places of a text in text order, each with its point where it is one; ids `p1`, `p2` …

    A name that the gazetteer does not know stands there with precision `unresolved`. Adjectives and peoples
    ("Russian") are no places.
    """
    candidates = [c for c in find_candidates(parsed) if not _is_people(c)]
    named = _names(candidates)
    people = list(_peoples(parsed))
    for name in named:
        name.scores = [_prior(name, e) + _votes(name, e, named, people) for e in name.senses]
    found = [(c.tokens, _place(parsed, c, _sense(c, name, candidates))) for name in named for c in name.candidates]
    known = {id(c) for name in named for c in name.candidates}
    found += [(c.tokens, _unresolved(parsed, c)) for c in candidates if id(c) not in known and not c.entries]
    taken = {t.i for tokens, _ in found for t in tokens}
    found += [((t,), p) for t, p in _koreas(parsed, people, named) if t.i not in taken]
    ordered = sorted((p for _, p in found), key=lambda p: p.span.start)
    return tuple(_numbered(ordered))


def _numbered(places: list[Place]) -> Iterator[Place]:
    for number, p in enumerate(places, 1):
        yield Place(
            f"p{number}", p.span, p.name, p.gazetteer, p.country, p.lat, p.lon, p.kind, p.precision, p.metonym, p.type
        )


def _is_people(candidate: Candidate) -> bool:
    form = country_of(candidate.name)
    return form is not None and form.role == "demonym" and not candidate.entries


# --- names and their senses


def _names(candidates: list[Candidate]) -> list[_Name]:
    """Candidates with a sense left, one group a name and kind."""
    groups: dict[tuple[str, str], _Name] = {}
    for candidate in candidates:
        hint = _kind_hint(candidate)
        senses = [e for e in candidate.entries if _allowed(candidate, e, hint)]
        if not senses:
            continue
        senses = sorted(senses, key=lambda e: -_size(e))[:_SENSES]
        group = groups.setdefault((place_key(candidate.name), hint), _Name([], senses))
        group.candidates.append(candidate)
    return list(groups.values())


def _kind_hint(candidate: Candidate) -> str:
    """The kind that the words around the name give it: "the city of X", "X state", "the river X"."""
    first, last, head = candidate.tokens[0], candidate.tokens[-1], candidate.head
    if candidate.shape:
        return candidate.shape
    above = head.head
    near = {t.lower for t in (above, *(above.kids if above is not None else [])) if t is not None}
    if above is not None and abs(above.i - first.i) <= 3:
        if above.lower in TOWN_WORDS and above.i < first.i:
            return "city"
        if above.lower in UNIT_WORDS or (above.lower == "state" and above.i == last.i + 1):
            return "region"
        if above.lower == "river" and near:
            return "water"
    return "article" if any(k.lower == "the" and k.i == first.i - 1 for k in _determiners(head)) else ""


def _determiners(head: Token) -> list[Token]:
    return head.children("det")


def _allowed(candidate: Candidate, entry: Entry, hint: str) -> bool:
    if entry.kind == "water" and candidate.shape != "water":
        head = candidate.head
        noun = head.head if head.base == "compound" else None
        if noun is not None and noun.pos == "NOUN" and noun.lower not in _SHORE:
            return False
        # "Niger" is a country, "the Niger" and "the river Niger" are water.
        return hint in ("water", "article") or not any(e.kind == "country" for e in candidate.entries)
    if hint in ("water", "region", "city") and candidate.shape is None:
        return entry.kind == hint or not any(e.kind == hint for e in candidate.entries)
    return True


def _size(entry: Entry) -> float:
    if entry.kind == "country":
        return 7.0
    if entry.id is None:
        return 5.0 if entry.kind == "region" else 6.5
    return log10(entry.population + 10) + (1.0 if _is_capital(entry) else 0.0)


def _is_capital(entry: Entry) -> bool:
    if entry.kind != "city":
        return False
    form = country_of(entry.name)
    return form is not None and form.role == "capital" and form.country.iso2 == entry.country


def _prior(name: _Name, entry: Entry) -> float:
    hint = _kind_hint(name.candidates[0])
    prior = _size(entry)
    if entry.kind == "region" and hint != "region" and any(_same_named_town(e, entry) for e in name.senses):
        prior -= 2.5
    if hint == "article":
        prior += {"water": 2.0, "area": 2.0, "city": -2.0}.get(entry.kind, 0.0)
    return prior + (3.0 if hint == entry.kind else 0.0)


def _same_named_town(town: Entry, region: Entry) -> bool:
    return town.kind == "city" and town.country == region.country and (
        town.admin1 == region.admin1 or town.population > 500_000
    )


# --- votes


def _peoples(parsed: Parsed) -> Iterator[tuple[str, int]]:
    """Countries named by adjective or people: ISO code and sentence."""
    for index in range(len(parsed.sentences)):
        words = parsed.words(index)
        at = 0
        while at < len(words):
            size = next((n for n in (3, 2, 1) if _people(parsed, words[at : at + n])), 0)
            if size:
                yield str(_people(parsed, words[at : at + size])), index
            at += size or 1


def _people(parsed: Parsed, tokens: list[Token]) -> str | None:
    if not tokens or not tokens[0].text[:1].isupper() or not tokens[-1].text[:1].isalpha():
        return None
    form = country_of(parsed.text[tokens[0].start : tokens[-1].end])
    return form.country.iso2 if form is not None and form.role in ("demonym", "metonym") else None


def _votes(name: _Name, entry: Entry, named: list[_Name], people: list[tuple[str, int]]) -> float:
    near = {iso2: min(_apart(name, s) for i, s in people if i == iso2) for iso2 in dict.fromkeys(i for i, _ in people)}
    votes = sum(1.2 * _fading(apart) for iso2, apart in near.items() if iso2 == entry.country)
    for other in named:
        if other is not name:
            apart = min(_apart(name, s) for s in other.sentences)
            votes += _fading(apart) * max(_support(entry, e) * _trust(other, e) for e in other.senses[:4])
    return min(votes, 3.5) + _beside(name.candidates, entry, named)


def _apart(name: _Name, sentence: int) -> int:
    return min(abs(sentence - s) for s in name.sentences)


def _fading(apart: int) -> float:
    return 1.0 if apart == 0 else 0.7 if apart == 1 else 0.35


def _trust(other: _Name, entry: Entry) -> float:
    """How sure another name's sense is before anything is resolved."""
    lead = _size(other.senses[0]) - _size(entry)
    return 1.0 if len(other.senses) == 1 else max(0.25, 0.8 - 0.4 * lead)


def _support(entry: Entry, other: Entry) -> float:
    """How much another place speaks for this one."""
    if other.kind == "country":
        return 1.2 if entry.country == other.country and entry.kind != "country" else 0.0
    if other.kind == "region" and _contains(other, entry):
        return 1.6
    same = 0.5 if entry.country is not None and entry.country == other.country else 0.0
    apart = kilometres(entry, other)
    if apart is None or entry.kind == "country":
        return same
    return same + (1.2 if apart < 100 else 0.8 if apart < 300 else 0.3 if apart < 800 else 0.0)


def kilometres(a: Entry, b: Entry) -> float | None:
    """The distance between two places along a great circle, None where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    low, high = radians(a.lat), radians(b.lat)
    half = sin((high - low) / 2) ** 2 + cos(low) * cos(high) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def _contains(outer: Entry, inner: Entry) -> bool:
    """Whether a country, region or area holds the other place, as far as the tables tell."""
    if outer.country is None or outer.country != inner.country or outer == inner:
        return False
    if outer.kind == "country":
        return inner.kind != "country"
    if outer.kind == "region" and outer.admin1:
        return inner.kind != "country" and outer.admin1 == inner.admin1
    apart = kilometres(outer, inner)
    return outer.kind in ("area", "region") and apart is not None and apart < 1500


def _beside(candidates: list[Candidate], entry: Entry, named: list[_Name]) -> float:
    """The weight of a place that stands right beside and holds this one, or is held by it."""
    return max((_BESIDE for c in candidates if _is_beside(c, entry, named)), default=0.0)


def _is_beside(candidate: Candidate, entry: Entry, named: list[_Name]) -> bool:
    for other in named:
        for c in other.candidates:
            if c is not candidate and _linked(candidate, c):
                senses = other.senses
                if any(_holds(entry, e) for e in senses):
                    return True
    return False


def _holds(entry: Entry, other: Entry) -> bool:
    return other.kind in ("country", "region", "area") and _contains(other, entry) or (
        entry.kind in ("country", "region", "area") and _contains(entry, other)
    )


def _linked(a: Candidate, b: Candidate) -> bool:
    """Whether two names stand in one sentence with nothing but "," "in" "the capital of" between them."""
    first, second = (a, b) if a.tokens[0].i < b.tokens[0].i else (b, a)
    gap = second.tokens[0].i - first.tokens[-1].i - 1
    if a.tokens[0].sentence != b.tokens[0].sentence or not 0 < gap <= 4:
        return False
    return True


def _sense(candidate: Candidate, name: _Name, candidates: list[Candidate]) -> Entry:
    return name.best


# --- records


def _place(parsed: Parsed, candidate: Candidate, entry: Entry) -> Place:
    kind, precision = _kind(candidate, entry)
    point = entry.is_point and precision in ("point", "settlement")
    metonym = is_metonym(
        candidate.head, capital=_is_capital(entry), country=entry.kind == "country", seat=_is_seat(candidate, entry)
    )
    own = kind == entry.kind
    return Place(
        "",
        _span(parsed, candidate.tokens),
        entry.name if own else candidate.name,
        entry.id if own else None,
        entry.country,
        entry.lat if point else None,
        entry.lon if point else None,
        kind,
        precision,
        metonym,
        "Metonymic" if metonym else "Literal",
    )


def _kind(candidate: Candidate, entry: Entry) -> tuple[str, str]:
    """Kind and precision. A facility known by its town alone lies at the town; a unit of that name has no point."""
    if candidate.shape and entry.kind == "city" and candidate.shape != "city" and place_key(entry.name) != place_key(
        candidate.name
    ):
        if candidate.shape == "facility":
            return "facility", "settlement"
        return candidate.shape, "admin2" if candidate.name.lower().endswith("county") else "admin1"
    if entry.is_point:
        return entry.kind, "settlement" if entry.kind == "city" else "point" if entry.kind != "area" else "area"
    return entry.kind, _PRECISION.get(entry.kind, "unresolved")


def _is_seat(candidate: Candidate, entry: Entry) -> bool:
    party = resolve(candidate.name) if entry.kind == "facility" else None
    return party is not None and party.class_ in ("state_body", "collective")


def _unresolved(parsed: Parsed, candidate: Candidate) -> Place:
    kind = candidate.shape or ("facility" if candidate.label == "Facility" else "area")
    metonym = is_metonym(candidate.head, capital=False, country=False, seat=False)
    span = _span(parsed, candidate.tokens)
    return Place("", span, candidate.name, kind=kind, metonym=metonym, type="Metonymic" if metonym else "Literal")


def _span(parsed: Parsed, tokens: tuple[Token, ...]) -> Span:
    return parsed.span(tokens[0], tokens[-1])


def _koreas(parsed: Parsed, people: list[tuple[str, int]], named: list[_Name]) -> Iterator[tuple[Token, Place]]:
    """"The North" and "the South" in a text that speaks of a Korea."""
    spoken = {iso2 for iso2, _ in people} | {e.country for n in named for e in n.senses[:1]}
    if not spoken & {"KP", "KR"}:
        return
    for token in parsed.tokens:
        iso2 = _KOREAS.get(token.lower)
        article = token.i and parsed.tokens[token.i - 1].lower == "the"
        if iso2 and article and token.text[:1].isupper() and token.base not in ("compound", "amod", "flat"):
            [entry] = lookup(f"{token.text} Korea")[:1]
            metonym = is_metonym(token, capital=False, country=True, seat=False)
            kind = "Metonymic" if metonym else "Literal"
            span = Span.of(parsed.text, token.start, token.end)
            yield token, Place("", span, entry.name, None, iso2, None, None, "country", "country", metonym, kind)
