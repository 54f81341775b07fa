"""One happening, from its claims to an Event with counted origins, its stands and its conflicts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from accordingto.model.claim import Claim, EventType, Reading
from accordingto.model.codec import canonical
from accordingto.model.event import Conflict, Event, Observation, Support, event_id
from accordingto.reconciliation.actors import Roll
from accordingto.reconciliation.conflict import conflicts
from accordingto.reconciliation.interest import Sides, answering, involved
from accordingto.reconciliation.keys import PLAN, Facets
from accordingto.reconciliation.lineage import camps, lineage, origin_state
from accordingto.reconciliation.standing import NUMBER_DENIED, Case, grade, history, in_force, standing

SHOWN = 6
"""Participants and places named on an event: the most frequent."""
GOOD_LENGTH = 12
"""Words of a clause that says who did what and can still be read at a glance."""
END = "9999-12-31"
INTERESTED = "all who say so take part in it themselves"


@dataclass(frozen=True, slots=True)
class Material:
    """All that the readings gave, by id: readings by report, claims, stands and facets by claim key."""

    readings: Mapping[str, Reading]
    claims: Mapping[str, Claim]
    supports: Mapping[str, Sequence[Support]]
    roll: Roll
    sides: Sides
    line: Mapping[str, str]
    lifted: Mapping[str, str]
    told: Mapping[str, Facets]


@dataclass(frozen=True, slots=True)
class Made:
    """An event with what belongs to it."""

    event: Event
    supports: tuple[Support, ...]
    conflicts: tuple[Conflict, ...]


def assemble(material: Material, keys: Sequence[str], central: Mapping[str, int]) -> Made:
    """The event of the claims `keys`; `central` says how well each agrees with the others."""
    keys = sorted(keys, key=lambda k: _place(material, k))
    id_ = event_id(keys[0])
    stands = [replace(s, event=id_) for k in keys for s in material.supports.get(k, ())]
    stands = _numbers_denied(material, stands)
    claims = [material.claims[k] for k in keys]
    case = _case(material, keys, claims, stands)
    found = conflicts(case, material.told, {k: material.lifted[k] for k in keys if k in material.lifted})
    best = _best(material, keys, central)
    event = _event(material, case, keys, best, id_)
    return Made(event, tuple(stands), found)


def _place(material: Material, key: str) -> tuple[int, str, int, str]:
    f = material.told[key]
    return (f.told if f.told is not None else 10**7, f.report, f.start, key)


def _numbers_denied(material: Material, stands: Sequence[Support]) -> list[Support]:
    """Marks denials of a number by one who has another number for the same happening."""
    own = {s.party for s in stands if s.stance == "support" and s.quantities}
    return [
        replace(s, reasons=(*s.reasons, NUMBER_DENIED))
        if s.stance == "deny"
        and material.claims[s.claim].quantities
        and (s.party in own or material.told[s.claim].bare)
        else s
        for s in stands
    ]


def _case(material: Material, keys: Sequence[str], claims: Sequence[Claim], stands: Sequence[Support]) -> Case:
    accused = frozenset(k for k in keys if _accusation(material, k))
    return Case(
        supports=stands,
        roll=material.roll,
        lineage=lineage(stands, material.roll, material.readings),
        involved=involved(material.sides, material.roll, claims, stands),
        answering=answering(material.sides, material.roll, claims, stands, accused),
        order={s.id: i for i, s in enumerate(stands)},
    )


def _accusation(material: Material, key: str) -> bool:
    reading = material.readings[material.told[key].report]
    return any(a.act == "accuse" for a in reading.chain(material.claims[key].attribution))


def _best(material: Material, keys: Sequence[str], central: Mapping[str, int]) -> str:
    """The claim whose words stand for the event: supported, a fact, well read, central, of a good length."""

    def rank(key: str) -> tuple[object, ...]:
        claim, f = material.claims[key], material.told[key]
        return (
            not f.taken,
            claim.status in PLAN,
            key in material.lifted,
            -round(claim.confidence * 5),
            -(central.get(key, 0) // 50),
            abs(len(claim.gloss.split()) - GOOD_LENGTH),
            len(claim.gloss),
        )

    return min(keys, key=rank)


def _event(material: Material, case: Case, keys: Sequence[str], best: str, id_: str) -> Event:
    positive = [s for s in case.supports if s.stance == "support"]
    # a plan becomes a happening by nobody's plan: where one party tells it as a fact, only facts count
    facts = [s for s in positive if s.status not in PLAN]
    roots = {s.party for s in facts} & case.lineage.counted or {s.party for s in positive} & case.lineage.counted
    kept = case.lineage.kept(roots)
    lenient = camps(case.roll, roots, fold=False)
    strict = min(lenient, camps(case.roll, kept, fold=True))
    telling = sorted({s.report for s in case.supports} or {material.told[k].report for k in keys})
    echoing = {s.report for s in positive}
    changes = history(case)
    word = changes[-1].standing if changes else standing(case, END)
    claims = [material.claims[k] for k in keys if material.told[k].taken] or [material.claims[k] for k in keys]
    begin, end = _days(material, keys)
    return Event(
        id=id_,
        gloss=material.claims[best].gloss,
        event=_type(claims),
        claims=tuple(keys),
        participants=_frequent(p.name for c in claims for p in c.participants),
        places=_frequent(_place_names(material, keys)),
        begin=begin,
        end=end,
        strict=strict,
        lenient=lenient,
        origin_state=origin_state(strict, lenient, [case.roll[p] for p in sorted(roots)]),
        origins=tuple(sorted(kept, key=lambda p: case.lineage.first[p])),
        deniers=tuple(sorted(in_force(case, END)[1])),
        reports=tuple(telling),
        report_lines=_report_lines(material, case.supports, telling),
        echo=round(len(echoing) / max(1, strict), 4),
        standing=word,
        history=changes,
        grade=grade(case, word, strict),
        observations=_observations(case),
        reasons=_reasons(case, kept),
    )


def _type(claims: Sequence[Claim]) -> EventType:
    votes = Counter(c.event for c in claims)
    return min(votes, key=lambda e: (e.type is None, -votes[e], canonical(e)))


def _frequent(names: object) -> tuple[str, ...]:
    votes = Counter(names)  # type: ignore[call-overload]
    return tuple(sorted(votes, key=lambda n: (-votes[n], n))[:SHOWN])


def _place_names(material: Material, keys: Sequence[str]) -> list[str]:
    names: list[str] = []
    for k in keys:
        wanted = {r.place for r in material.claims[k].places}
        places = {p.id: p.name for p in material.readings[material.told[k].report].places if p.id in wanted}
        names += [places[r.place] for r in material.claims[k].places if r.place in places]
    return names


def _days(material: Material, keys: Sequence[str]) -> tuple[str | None, str | None]:
    """The days of the happening on which most claims agree; where as many give another, the first."""
    votes = Counter(t for k in keys if (t := material.told[k].time) is not None)
    if not votes:
        return None, None
    begin, end = min(votes, key=lambda t: (-votes[t], t))
    return date.fromordinal(begin).isoformat(), date.fromordinal(end).isoformat()


def _report_lines(material: Material, stands: Sequence[Support], telling: Sequence[str]) -> int:
    """Reports after folding, clause by clause: a copy that adds a clause of its own is a line of its own."""
    own = {s.report for s in stands if s.claim not in material.lifted}
    copied = {s.claim for s in stands if s.report not in own}
    lines = own | {material.told[material.lifted[c]].report for c in copied}
    return len(lines) or len(telling)


def _observations(case: Case) -> tuple[Observation, ...]:
    return tuple(
        Observation(s.claim, s.party, s.report, s.said_on, q)
        for s in sorted(case.supports, key=lambda s: (s.said_on or "", case.order[s.id]))
        if s.stance == "support"
        for q in s.quantities
    )


def _reasons(case: Case, kept: frozenset[str]) -> tuple[str, ...]:
    reasons = list(case.lineage.reasons)
    if kept and kept <= case.involved:
        reasons.append(INTERESTED)
    reasons += [
        f"{case.roll[p].name} supports it against the interest of its own side"
        for p in sorted(kept & case.answering)
    ]
    return tuple(reasons)
