"""Readings of many reports to events with counted origins: a pure function, whatever the order of its input."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from accordingto.model.claim import NARRATOR, Reading
from accordingto.model.codec import canonical
from accordingto.model.event import Doubt, Judgement, KnownSource, NearCopy, Reconciliation, Support
from accordingto.reconciliation.actors import Roll, roll
from accordingto.reconciliation.assemble import Material, assemble
from accordingto.reconciliation.cluster import clusters, graph
from accordingto.reconciliation.copies import lifted, lines, near_copies
from accordingto.reconciliation.denials import tied
from accordingto.reconciliation.doubts import doubts
from accordingto.reconciliation.interest import sides
from accordingto.reconciliation.judged import Ruled, corrected, key_of, ruled, with_missed
from accordingto.reconciliation.keys import Facets, facets, names_in
from accordingto.reconciliation.story import Stories
from accordingto.reconciliation.supports import supports
from accordingto.reconciliation.umbrella import told_parts, under_umbrellas
from accordingto.reconciliation.words import day

MISREAD = "an analyst judged its number wrong"
RECOVERED = "the attribution is lost in this copy; it stands in the report that it repeats"


def reconcile(
    readings: Sequence[Reading], *, judgements: Sequence[Judgement] = (), sources: Sequence[KnownSource] = ()
) -> Reconciliation:
    """Which claims of many reports are the same happening, and who stands behind, against and apart from it.

    The result depends on the set of readings alone, not on their order: the same input gives the same bytes. A
    judgement outranks what is computed; they come in the order in which they were made, and of two that contradict
    each other the later holds. `sources` is the user's own table, which outranks what the reports say of a party.
    Of two readings of one report the last in canonical order counts; the ledger gives one.
    """
    with _uncollected():
        return _reconciled(readings, judgements, sources)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Holds the search for cycles off: none are made here, and it would go through all readings over and over."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _reconciled(
    readings: Sequence[Reading], judgements: Sequence[Judgement], sources: Sequence[KnownSource]
) -> Reconciliation:
    ordered = with_missed(_ordered(readings), judgements)
    keys = {r.report.id: {c.id: key_of(r.report.id, c) for c in r.claims} for r in ordered}
    ordered = corrected(ordered, keys, judgements)
    by_report = {r.report.id: r for r in ordered}
    copies = near_copies(r.report for r in ordered)
    line = lines([r.report for r in ordered], copies)
    parties = roll(ordered, line, sources)
    origin = _first_tellings(lifted(by_report, copies, keys))
    stands = {r.report.id: supports(r, parties, keys[r.report.id]) for r in ordered}
    rules = ruled(judgements)
    by_claim = _unnumbered(_recovered(_by_claim(stands.values()), origin, parties), rules.misread)
    told = _facets(ordered, keys, by_claim, rules.void)
    material = Material(
        readings=by_report,
        claims={keys[r.report.id][c.id]: c for r in ordered for c in r.claims},
        supports=by_claim,
        roll=parties,
        sides=sides(parties),
        line=line,
        lifted=origin,
        told={f.key: f for f in told},
    )
    parts = told_parts(ordered, keys)
    return _result(material, _happenings(material, told, rules), copies, parts)


def _ordered(readings: Sequence[Reading]) -> list[Reading]:
    """One reading a report, by publication; undated reports last."""
    by_report: dict[str, list[Reading]] = {}
    for r in readings:
        by_report.setdefault(r.report.id, []).append(r)
    unique = (max(rs, key=lambda r: canonical(r.to_dict())) if len(rs) > 1 else rs[0] for rs in by_report.values())
    return sorted(unique, key=lambda r: (day(r.report.published) or "9999", r.report.id))


def _by_claim(stands: Iterable[Sequence[Support]]) -> dict[str, tuple[Support, ...]]:
    found: dict[str, list[Support]] = {}
    for of_report in stands:
        for s in of_report:
            found.setdefault(s.claim, []).append(s)
    return {k: tuple(v) for k, v in found.items()}


def _first_tellings(pairs: Mapping[str, str]) -> dict[str, str]:
    """Copied claim to the claim at the end of the copying: a copy of a copy has the first one's words."""
    found: dict[str, str] = {}
    for copy in pairs:
        at, seen = copy, {copy}
        while at in pairs and pairs[at] not in seen:
            at = pairs[at]
            seen.add(at)
        if at != copy:
            found[copy] = at
    return found


def _recovered(
    by_claim: Mapping[str, tuple[Support, ...]], origin: Mapping[str, str], parties: Roll
) -> dict[str, tuple[Support, ...]]:
    """Gives back to a copied clause that lost its attribution the root that the original names."""

    def own_voice(s: Support) -> bool:
        return parties[s.party].class_ == NARRATOR

    found = dict(by_claim)
    for copy, first in sorted(origin.items()):
        mine, theirs = by_claim.get(copy, ()), by_claim.get(first, ())
        rooted = [s for s in theirs if not own_voice(s)]
        if not mine or not rooted or not all(own_voice(s) for s in mine):
            continue
        at = mine[0]
        found[copy] = tuple(
            replace(
                s, id=at.id + s.id[1:9], claim=copy, report=at.report, span=at.span, status=at.status,
                quantities=at.quantities, reasons=(*s.reasons, RECOVERED),
            )
            for s in rooted
        )  # fmt: skip
    return found


def _unnumbered(
    by_claim: Mapping[str, tuple[Support, ...]], misread: frozenset[str]
) -> dict[str, tuple[Support, ...]]:
    """Takes the numbers from claims whose number an analyst judged wrong: the stand stays."""
    return {
        key: tuple(replace(s, quantities=(), reasons=(*s.reasons, MISREAD)) for s in stands)
        if key in misread
        else stands
        for key, stands in by_claim.items()
    }


def _facets(
    ordered: Sequence[Reading],
    keys: Mapping[str, Mapping[str, str]],
    by_claim: Mapping[str, Sequence[Support]],
    void: frozenset[str],
) -> list[Facets]:
    """The facets of all claims that may be events, in order of time, report and place in the text."""
    found: list[Facets] = []
    for r in ordered:
        names = names_in(r)
        for claim in r.claims:
            key = keys[r.report.id][claim.id]
            if key in void:
                continue
            stands = by_claim.get(key, ())
            found.append(facets(r, claim, key, stands, names))
    unique = {f.key: f for f in found}
    return sorted(
        unique.values(), key=lambda f: (f.told if f.told is not None else 10**7, f.report, f.start, f.key)
    )


def _happenings(
    material: Material, told: Sequence[Facets], ruled: Ruled
) -> tuple[list[list[str]], dict[str, int], tuple[Doubt, ...]]:
    """Claim keys by happening, how central each claim is to its own, and where that was a close call.

    A clause that repeats another report's words goes with the clause that it repeats, and has no say of its own
    in what belongs together: so a copy changes nothing.
    """
    keys = {f.key for f in told}
    follows = {c: o for c, o in material.lifted.items() if {c, o} <= keys and not _parted(c, o, ruled)}
    own = [f for f in told if f.key not in follows]
    at = {f.key: i for i, f in enumerate(own)}
    stories = Stories([r.report for r in material.readings.values()], material.line)
    made = graph(own, material.line, stories)
    same, different = (
        [
            (at[a], at[b])
            for x, y in pairs
            if {x, y} <= keys and (a := follows.get(x, x)) != (b := follows.get(y, y))
        ]
        for pairs in (ruled.same, ruled.different)
    )
    owned = {
        i: frozenset(s.party for s in material.supports.get(f.key, ()) if material.roll[s.party].counts)
        for i, f in enumerate(own)
    }
    groups = tied(made, clusters(made, same, different), owned)
    copies: dict[str, list[str]] = {}
    for copy, first in sorted(follows.items()):
        copies.setdefault(first, []).append(copy)
    found = [[k for i in g for k in (own[i].key, *copies.get(own[i].key, ()))] for g in groups]
    central = {own[i].key: sum(made.edges.get(i, {}).get(j, 0) for j in g) // len(g) for g in groups for i in g}
    return found, central, doubts(made, groups, {frozenset(p) for p in (*ruled.same, *ruled.different)})


def _parted(copy: str, origin: str, ruled: Ruled) -> bool:
    """Whether an analyst parted a copied claim from something from which the claim that it repeats is not."""
    apart: dict[str, set[str]] = {copy: set(), origin: set()}
    for a, b in ruled.different:
        for x, y in ((a, b), (b, a)):
            if x in apart:
                apart[x].add(y)
    return apart[copy] != apart[origin]


def _result(
    material: Material,
    happenings: tuple[list[list[str]], Mapping[str, int], tuple[Doubt, ...]],
    copies: Sequence[NearCopy],
    parts: Sequence[tuple[str, str, str]],
) -> Reconciliation:
    groups, central, doubtful = happenings
    made = sorted((assemble(material, g, central) for g in groups), key=lambda m: m.event.id)
    return Reconciliation(
        parties=material.roll.parties,
        events=under_umbrellas([m.event for m in made], parts, material.line),
        supports=tuple(sorted((s for m in made for s in m.supports), key=lambda s: (s.event, s.id))),
        conflicts=tuple(sorted((c for m in made for c in m.conflicts), key=lambda c: (c.left, c.right, c.kind))),
        near_copies=tuple(copies),
        doubts=doubtful,
    )
