"""What a claim is compared by: its facets."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from accordingto.model.claim import Claim, Participant, Reading
from accordingto.model.event import Support
from accordingto.model.values import Place, Quantity
from accordingto.reconciliation.nations import countries_in
from accordingto.reconciliation.words import (
    anchor_stems,
    base_stem,
    content_stems,
    day,
    name_key,
    ordinal,
    stem,
    stopwords,
    tokens,
)
from accordingto.resources import table

BACKGROUND = 100
"""Report lines about other things that are reckoned with: in a small set a word that all share still tells."""
FINE = ("point", "settlement")
FINE_KINDS = ("city", "facility")
PLAN = ("planned", "predicted", "conditional", "hypothetical")
BARE = frozenset({"number", "lying"})
"""Families of anchors that say no more than that something is so."""
STATE = "state"
"""The act of what only is so: its anchor is a noun or an adjective ("on board"), not what happens."""
MOVES = frozenset({"price"})
"""The family of what rises and falls: with a toll as its subject it tells the toll."""
TALLIES = {"kill": "dead", "wound": "wounded", "missing": "missing", "infected": "cases"}
"""Families whose number is what is told: people killed, wounded, missing are three counted things."""
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Site:
    """A place of a claim: `fine` where it is no larger than a town."""

    key: str
    country: str | None
    gazetteer: str | None
    point: tuple[float, float] | None
    fine: bool
    role: str


@dataclass(frozen=True, slots=True)
class Facets:
    """A claim of one report, in the form in which it is compared with others.

    `told` (the report's publication), `said` and the days of `time` are ordinals. `things` are the counted things,
    `bare` tells that the number is all that is said. `plan` is True for what has not happened as told.
    """

    key: str
    report: str
    start: int
    told: int | None
    said: int | None
    time: tuple[int, int] | None
    plan: bool
    type: str | None
    act: str | None
    anchor: frozenset[str]
    families: frozenset[str]
    words: frozenset[str]
    actors: frozenset[str]
    names: frozenset[str]
    countries: frozenset[str]
    actor_countries: frozenset[str]
    sites: tuple[Site, ...]
    towns: tuple[Site, ...]
    """Those no larger than a town where it happens or where it leads."""
    things: frozenset[str]
    bare: bool
    tally: frozenset[str]
    """Which of killed, wounded, missing, infected it tells of."""
    voices: frozenset[tuple[str, str]]
    """Who supports it and on which day: the same party on the same day often says the same."""
    contrary: frozenset[tuple[str, str]]
    """Who denies it and on which day."""
    taken: bool
    """Whether a party supports it: a claim that is only denied or left open has no positive teller."""
    answers: bool
    """Whether nobody supports it and a party denies it or refuses to say: what is merely a condition or a
    possibility answers nobody."""


@cache
def _families() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Act to families, stem of an anchor to families, family to its kin (en/act_families.tsv)."""
    acts: dict[str, set[str]] = defaultdict(set)
    words: dict[str, set[str]] = defaultdict(set)
    kin: dict[str, set[str]] = defaultdict(set)
    for row in table("en/act_families.tsv"):
        family = row["family"]
        for act in row["acts"].split():
            acts[act].add(family)
        for word in row["words"].split():
            words[base_stem(word)].add(family)
        for other in row["kin"].split():
            kin[family].add(other)
            kin[other].add(family)
    return tuple({k: frozenset(v) for k, v in d.items()} for d in (acts, words, kin))  # type: ignore[return-value]


@cache
def _things() -> tuple[dict[str, str], dict[str, str]]:
    """Noun to counted thing, counted thing to the kind it belongs to (en/act_families_counted.tsv)."""
    rows = table("en/act_families_counted.tsv")
    return {w: r["thing"] for r in rows for w in r["words"].split()}, {r["thing"]: r["kind"] for r in rows}


def families(act: str | None, anchor: str) -> frozenset[str]:
    """The families of happenings that an act or, without one, the words of an anchor belong to."""
    acts, words, _ = _families()
    if act and act in acts:
        return acts[act]
    return frozenset(f for t in tokens(anchor) for f in words.get(base_stem(t), ()))


@cache
def kin(found: frozenset[str]) -> frozenset[str]:
    """The families whose members may be a happening of `found`, told otherwise."""
    by_family = _families()[2]
    return frozenset(k for f in found for k in by_family.get(f, ()))


def thing(counts: str | None) -> str | None:
    """What a number counts, by the last known noun of `counts`, else by the stem of its last word."""
    words = tokens(counts or "")
    nouns, _ = _things()
    known = [nouns[w] for w in words if w in nouns]
    return known[-1] if known else (stem(words[-1]) if words else None)


def same_thing(a: str | None, b: str | None) -> bool:
    """Whether two numbers may count the same: equal, or one the kind of the other (crew and people)."""
    kinds = _things()[1]
    return a == b or (a is not None and b is not None and (kinds.get(a) == b or kinds.get(b) == a))


@dataclass(frozen=True, slots=True)
class Named:
    """What the names of one report tell of its participants.

    `openings` are the places where a sentence begins with a word that is no name, whose capital tells nothing
    ("Armed men seized …"); `meant` has by the id of a mention the name of what it refers to.
    """

    openings: frozenset[int] = frozenset()
    meant: Mapping[str, str] = field(default_factory=dict)


def names_in(reading: Reading) -> Named:
    """The names of a reading, for `facets`."""
    starts = {m.span.start for m in reading.mentions}
    firsts = (_LETTER.search(reading.report.text, s.start, s.end) for s in reading.sentences)
    entities = {e.id: e.name for e in reading.entities}
    return Named(
        frozenset(m.start() for m in firsts if m is not None) - starts,
        {m.id: entities[m.entity] for m in reading.mentions if m.entity in entities},
    )


def facets(reading: Reading, claim: Claim, key: str, stands: Sequence[Support], names: Named = Named()) -> Facets:
    """The facets of one claim; `stands` are those taken on it, `names` those of its reading."""
    said = min((d for s in stands if (d := day(s.said_on))), default=day(reading.report.published))
    counted = [q for q in reading.quantities if q.id in claim.quantities] if claim.quantities else []
    named = _named(claim, counted)
    actors = [p for p in claim.participants if p.role == "actor"]
    wanted = {r.place for r in claim.places}
    places = {p.id: p for p in reading.places if p.id in wanted}
    sites = tuple(_site(places[r.place], r.role) for r in claim.places if r.place in places)
    people = {p: _names((p,), names) for p in claim.participants}
    every = frozenset(name for found in people.values() for name in found)
    if not people:
        every = _names_told(claim, names)
    taken = any(s.stance == "support" for s in stands)
    return Facets(
        key=key,
        report=reading.report.id,
        start=claim.span.start,
        told=ordinal(day(reading.report.published)),
        said=ordinal(said),
        time=_time(reading, claim),
        plan=claim.status in PLAN,
        type=claim.event.type,
        act=claim.event.act,
        anchor=anchor_stems(claim.anchor.quote),
        families=named,
        words=_words(claim, every),
        actors=frozenset(name for p in actors for name in people[p]),
        names=every,
        countries=_countries(claim.participants),
        actor_countries=_countries(actors),
        sites=sites,
        towns=tuple(s for s in sites if s.fine and s.role in ("location", "destination")),
        things=_counted(named, counted),
        bare=_bare(claim, named, counted),
        tally=named & TALLIES.keys(),
        voices=_voices(stands, "support"),
        contrary=_voices(stands, "deny"),
        taken=taken,
        answers=not taken and (any(s.stance == "deny" for s in stands) or _silence(reading, claim)),
    )


def _silence(reading: Reading, claim: Claim) -> bool:
    """Whether somebody will not say whether it is so."""
    anchor = claim.anchor
    return any(a.act == "no_comment" and any(s.covers(anchor) for s in a.content) for a in reading.attributions)


def _named(claim: Claim, counted: Sequence[Quantity]) -> frozenset[str]:
    """The families of a claim; where a number of dead or missing only rises or stands somewhere, theirs."""
    state = claim.event.act == STATE
    named = families(claim.event.act, "" if state else claim.anchor.quote)  # "25 are on board" seizes nothing
    if named <= BARE | MOVES and (named or state):  # "there are 13 bodies in the mortuary"
        told = {thing(q.counts) for q in counted if q.kind == "count"}
        tallies = frozenset(f for f, t in TALLIES.items() if t in told and t != "cases")
        return tallies or named
    return named


def _voices(stands: Sequence[Support], stance: str) -> frozenset[tuple[str, str]]:
    return frozenset((s.party, d) for s in stands if s.stance == stance and (d := day(s.said_on)))


def _counted(named: frozenset[str], counted: Sequence[Quantity]) -> frozenset[str]:
    """The counted things; people who were killed are counted as dead."""
    tally = next((TALLIES[f] for f in sorted(named) if f in TALLIES), None)
    found = [thing(q.counts) for q in counted if q.kind == "count"]
    return frozenset(t for x in found if (t := tally if tally and _persons(x) else x))


def _persons(counts: str | None) -> bool:
    return counts is None or counts == "people" or _things()[1].get(counts) == "people"


def _words(claim: Claim, names: frozenset[str]) -> frozenset[str]:
    quote, gloss = claim.span.quote, claim.gloss
    told = content_stems(quote if quote == gloss else f"{quote} {gloss}")
    people = frozenset(s for p in claim.participants for s in content_stems(p.name))
    return told | people | names


def _names(people: Iterable[Participant], names: Named) -> frozenset[str]:
    """The stems of proper names among the words of participants, countries by their code."""
    found: set[str] = set()
    for p in people:
        places = countries_in(p.name) | ({p.country} if p.country else set())
        found |= {"@" + c for c in places}
        words = p.name.split()
        if p.span.start in names.openings and p.span.quote.startswith(words[0]):
            words = words[1:]
        words += names.meant.get(p.mention or "", "").split()
        proper = " ".join(w for w in words if any(c.isupper() for c in w) and not countries_in(w))
        found |= content_stems(proper)
    return frozenset(found)


def _names_told(claim: Claim, names: Named) -> frozenset[str]:
    """The names in the words of a claim in which nobody takes part: "North Korean fighters in Ukraine"."""
    words = claim.span.quote.split()
    if claim.span.start in names.openings:
        words = words[1:]
    told = " ".join(words)
    proper = " ".join(w for w in words if w[:1].isupper() and not countries_in(w))
    return content_stems(proper) | frozenset("@" + c for c in countries_in(told))


def _countries(people: Iterable[Participant]) -> frozenset[str]:
    return frozenset(c for p in people for c in (countries_in(p.name) | ({p.country} if p.country else set())))


def _bare(claim: Claim, named: frozenset[str], counted: Sequence[Quantity]) -> bool:
    if not any(q.kind == "count" for q in counted):
        return False
    anchor = tokens(claim.anchor.quote)
    known, stop = _things()[0], stopwords()
    plain = all(t in stop or t in known or t[0].isdigit() for t in anchor)
    return plain or bool(named & TALLIES.keys()) or (named <= BARE and (bool(named) or claim.event.type is None))


def _time(reading: Reading, claim: Claim) -> tuple[int, int] | None:
    days = [
        d
        for t in reading.times
        if t.id in claim.times and t.type in ("DATE", "TIME")
        for d in (ordinal(t.begin), ordinal(t.end))
        if d is not None
    ]
    return (min(days), max(days)) if days else None


def _site(place: Place, role: str) -> Site:
    point = (place.lat, place.lon) if place.lat is not None and place.lon is not None else None
    fine = place.precision in FINE or place.kind in FINE_KINDS
    return Site(name_key(place.name), place.country, place.gazetteer, point, fine, role)


def weights(found: Sequence[Facets], line: Mapping[str, str]) -> dict[str, int]:
    """How telling each word is (thousandths), by the report lines that hold it: so a copy changes nothing."""
    lines = {line[f.report] for f in found}
    seen: dict[str, set[str]] = defaultdict(set)
    for f in found:
        for w in f.words:
            seen[w].add(line[f.report])
    return {w: round(1000 * rarity(len(lines), len(where))) for w, where in seen.items()}


def rarity(lines: int, holding: int) -> float:
    """How telling a word is that stands in `holding` of `lines` report lines."""
    return math.log(1 + (lines + BACKGROUND) / holding)
