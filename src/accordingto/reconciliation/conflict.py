"""Pairs of stands that cannot both hold, with the reason: existence, reversal, quantity, revision, relay error."""

from collections.abc import Iterable, Mapping, Sequence

from accordingto.model.event import Conflict, Support
from accordingto.model.values import Quantity, overlap
from accordingto.reconciliation.keys import PLAN, Facets, same_thing, thing
from accordingto.reconciliation.standing import NUMBER_DENIED, Case, when

GROWING = frozenset({"kill", "wound", "missing", "infected", "arrest", "displace", "rescue"})
"""Happenings whose count is expected to grow: a later, higher number is news, no contradiction."""


def conflicts(case: Case, told: Mapping[str, Facets], lifted: Mapping[str, str]) -> tuple[Conflict, ...]:
    """The conflicts inside one happening; `told` are its claims by key, `lifted` the copied ones."""
    ordered = sorted(case.supports, key=lambda s: (when(s), case.order[s.id]))
    own = [s for s in ordered if s.claim not in lifted]
    return (*_stances(case, own), *_numbers(case, own, told), *_relay_errors(ordered, lifted))


def _stances(case: Case, ordered: Sequence[Support]) -> Iterable[Conflict]:
    """Each party that denies against each that supports, once: the nearest support before the denial."""
    done: set[tuple[str, str]] = set()
    spoken = [s for s in ordered if s.stance == "support"]
    # a plan and the denial that it has happened can both hold
    spoken = [s for s in spoken if s.status not in PLAN] or spoken
    for denial in ordered:
        if denial.stance != "deny" or NUMBER_DENIED in denial.reasons:
            continue
        for party in dict.fromkeys(s.party for s in spoken):
            if (denial.party, party) in done or not _voiced(case, denial.party, party):
                continue
            done.add((denial.party, party))
            yield _against(case, [s for s in spoken if s.party == party], denial)


def _voiced(case: Case, denier: str, party: str) -> bool:
    """The outlet's own voice is held against a denial only where nobody else speaks."""
    others = any(case.roll[s.party].counts for s in case.supports if s.stance == "support")
    return denier == party or case.roll[party].counts or not others


def _against(case: Case, spoken: Sequence[Support], denial: Support) -> Conflict:
    before = [s for s in spoken if when(s) <= when(denial)]
    support = before[-1] if before else spoken[0]
    same = case.roll.blocs(support.party) == case.roll.blocs(denial.party)
    supporter, denier = case.roll[support.party].name, case.roll[denial.party].name
    if same:
        first, second = (support, denial) if before else (denial, support)
        word = "says so and later denies it" if before else "denies it and later says so"
        return Conflict(first.id, second.id, "reversal", f"the same side ({case.roll[first.party].name}) {word}")
    return Conflict(support.id, denial.id, "existence", f"{supporter} says so, {denier} denies it")


def _numbers(case: Case, ordered: Sequence[Support], told: Mapping[str, Facets]) -> Iterable[Conflict]:
    """Every number against the one in force of each party that counts the same thing."""
    current: dict[tuple[str, str | None, str | None], tuple[Support, Quantity]] = {}
    done: set[tuple[object, ...]] = set()
    for s in ordered:
        if s.stance != "support" or not case.roll[s.party].counts:
            continue
        for q in s.quantities:
            for (party, counts, unit), (other, number) in sorted(current.items(), key=lambda kv: kv[1][0].id):
                if unit != q.unit or not same_thing(counts, thing(q.counts)) or overlap(q, number):
                    continue
                key = (*sorted((party, s.party)), *sorted((_said(number), _said(q))))
                if key in done or not _comparable(s, other, q, number, told):
                    continue
                done.add(key)
                kind = "revision" if party == s.party else "quantity"
                yield Conflict(
                    other.id, s.id, kind, f"{_said(number)} against {_said(q)} {q.counts or ''}".rstrip()
                )
        for q in s.quantities:
            current[s.party, thing(q.counts), q.unit] = (s, q)


def _comparable(s: Support, other: Support, q: Quantity, number: Quantity, told: Mapping[str, Facets]) -> bool:
    """Same modality, overlapping days, and not merely the growth of a count that grows."""
    mine, theirs = told[s.claim], told[other.claim]
    if s.report == other.report and s.claim == other.claim:
        return False
    if (s.status in PLAN) != (other.status in PLAN):
        return False
    if mine.time and theirs.time and (mine.time[0] > theirs.time[1] or theirs.time[0] > mine.time[1]):
        return False
    later = when(s) > when(other) or s.report != other.report
    grows = bool(GROWING & (mine.families | theirs.families)) and (q.best or 0) > (number.best or 0)
    return not (grows and later and when(s) != when(other))


def _said(q: Quantity) -> str:
    if q.best is None or q.op == "range":
        return f"{_number(q.low)} to {_number(q.high)}"
    return _number(q.best)


def _number(x: float | None) -> str:
    return "any number" if x is None else f"{x:,.10g}"


def _relay_errors(ordered: Sequence[Support], lifted: Mapping[str, str]) -> Iterable[Conflict]:
    """A copied clause with another number than the clause it was copied from."""
    by_claim: dict[str, Support] = {}
    for s in ordered:
        if s.stance == "support":
            by_claim.setdefault(s.claim, s)
    for copy, origin in sorted(lifted.items()):
        a, b = by_claim.get(origin), by_claim.get(copy)
        if a is None or b is None:
            continue
        for x in a.quantities:
            for y in b.quantities:
                if same_thing(thing(x.counts), thing(y.counts)) and x.unit == y.unit and not overlap(x, y):
                    if any(overlap(y, z) for z in a.quantities):
                        continue
                    yield Conflict(a.id, b.id, "relay_error", f"the original has {_said(x)}, its copy {_said(y)}")
