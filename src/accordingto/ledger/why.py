"""The reasons for what the ledger shows: why claims are one event, why a number of origins, a standing, a grade.

Each reason is a line of words with the stretches of text that it rests on.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from accordingto.errors import NotFound
from accordingto.ledger import derived, judgements, query, records, schema
from accordingto.model.claim import Claim, Reading
from accordingto.model.event import Event, Judgement, Party, Support
from accordingto.model.text import Span

ABOUT = ("together", "part", "count", "standing", "grade", "copy", "judged", "party", "stand", "read")
SPELLINGS = 40
"""So many of the places where a party is named are shown."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of a report's text; `who` says it there, where that is known."""

    report: str
    span: Span
    who: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason in words. `about` is one of ABOUT: what it is a reason for."""

    about: str
    words: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """All reasons for what stands under an id; `kind` is what the id is of."""

    id: str
    kind: str
    title: str
    reasons: tuple[Reason, ...]


def why(connection: Connection, given: str) -> Why:
    """The reasons for an id or the beginning of one. Raises NotFound, QueryError."""
    tables: tuple[tuple[str, object, Callable[[Connection, str], Why]], ...] = (
        ("event", schema.events.c.id, _event),
        ("support", schema.supports.c.id, _support),
        ("party", schema.parties.c.id, _party),
        ("claim", schema.event_claims.c.claim, _claim),
        ("claim", schema.claims.c.key, _claim),
        ("report", schema.reports.c.id, _report),
        ("judgement", schema.judgements.c.id, _judgement),
    )
    for kind, column, answer in tables:
        try:
            return answer(connection, records.full_id(connection, column, kind, given))  # type: ignore[arg-type]
        except NotFound:
            continue
    try:
        return _event(connection, query.event_now(connection, given))
    except NotFound:
        raise NotFound(
            f"nothing in this ledger has the id {given!r}: give that of an event, support, source, claim, report "
            "or judgement"
        ) from None


# An event


def _event(connection: Connection, id_: str) -> Why:
    event = query.event(connection, id_)
    stands = query.supports(connection, id_)
    parties = {p.id: p for p in query.parties(connection)}
    reasons = (
        *_together(connection, event),
        *_part(connection, event),
        *_counted(event, stands, parties),
        *_standings(event, stands, parties),
        *(Reason("grade", f"{event.grade.letter}{event.grade.digit}: {r}") for r in event.grade.reasons),
        *_copies(connection, lambda copy, origin: {copy, origin} <= set(event.reports)),
        *_judged(connection, event.claims),
    )
    return Why(id_, "event", event.gloss, reasons)


def told(connection: Connection, keys: Iterable[str]) -> dict[str, tuple[Reading, Claim]]:
    """The claims with these keys, each with its reading, as they are after all judgements."""
    from accordingto.reconciliation.judged import settled

    wanted = set(keys)
    held = derived.judged(connection)
    among = func.json_each(json.dumps(sorted(wanted))).table_valued("value")
    ids = set(
        connection.execute(
            select(schema.claims.c.report).where(schema.claims.c.key.in_(select(among.c.value)))
        ).scalars()
    )
    marked = schema.marked_claims
    ids |= set(
        connection.execute(select(marked.c.report).where(marked.c.claim.in_(select(among.c.value)))).scalars()
    )
    reports = func.json_each(json.dumps(sorted(ids))).table_valued("value")
    found: dict[str, tuple[Reading, Claim]] = {}
    for reading in records.readings(connection, schema.reports.c.id.in_(select(reports.c.value))):
        found |= {k: v for k, v in settled(reading, held).items() if k in wanted}
    return found


def _together(connection: Connection, event: Event) -> Iterable[Reason]:
    """For each claim but the first: the claim told before it that it has most in common with, and what that is."""
    from accordingto.reconciliation.reasons import shared

    claims = told(connection, event.claims)
    keys = [k for k in event.claims if k in claims]
    for n, key in enumerate(keys[1:], 1):
        best = max(keys[:n], key=lambda other: len(shared(claims[other], claims[key])))
        common = shared(claims[best], claims[key])
        words = "; ".join(common) or "the reports tell one story; the clauses have nothing in common by themselves"
        yield Reason("together", words, (_clause(*claims[best]), _clause(*claims[key])))


def _part(connection: Connection, event: Event) -> Iterable[Reason]:
    """Of what an event is told to be a part, and in which sentence."""
    if event.part_of is None:
        return
    gloss = query.event(connection, event.part_of.event).gloss
    saying = told(connection, [event.part_of.claim]).values()
    yield Reason("part", f"part of {gloss!r} ({event.part_of.event})", tuple(_clause(*s) for s in saying))


def _clause(reading: Reading, claim: Claim) -> Evidence:
    said = reading.attribution(claim.attribution)
    return Evidence(reading.report.id, claim.span, said.root.name if said else None)


def _counted(event: Event, stands: Sequence[Support], parties: dict[str, Party]) -> Iterable[Reason]:
    total = f"{event.origin_state}: {event.strict} strict, {event.lenient} at most"
    yield Reason("count", total)
    for p in event.origins:
        mine = sorted((s for s in stands if s.party == p and s.stance == "support"), key=_when)
        yield Reason("count", f"{_name(parties, p)} counts{_bloc(parties.get(p))}", _evidence(mine[:1], parties))
    for words in event.reasons:
        named = [p for p, party in parties.items() if words.startswith(f"{party.name} ")]
        mine = sorted((s for s in stands if s.party in named and s.stance == "support"), key=_when)
        yield Reason("count", words, _evidence(mine[:1], parties))


def _bloc(party: Party | None) -> str:
    if party is None or party.bloc == party.name:
        return ""
    if party.bloc.startswith("unknown:"):
        return ": who is behind it is not known"
    return f" for {party.bloc.replace(';', ' and ')}"


def _standings(event: Event, stands: Sequence[Support], parties: dict[str, Party]) -> Iterable[Reason]:
    by_id = {s.id: s for s in stands}
    for change in event.history:
        because = [by_id[s] for s in change.because if s in by_id]
        word = change.standing.replace("_", " ").replace("+", ", ")
        yield Reason("standing", f"{change.date or 'day not known'}: {word}", _evidence(because, parties))


def _copies(connection: Connection, wanted: Callable[[str, str], bool]) -> Iterable[Reason]:
    for c in query.near_copies(connection):
        if wanted(c.copy, c.origin):
            names = [
                (r.outlet or r.title or r.id) for r in (records.report(connection, i) for i in (c.copy, c.origin))
            ]
            how = {"credited": "it credits it", "earlier": "it is later", "longer": "it is shorter"}.get(
                c.kind, c.kind
            )
            yield Reason(
                "copy", f"{names[0]} ({c.copy}) repeats {names[1]} ({c.origin}): {c.share:.0%} of its words, {how}"
            )


def _judged(connection: Connection, keys: Iterable[str]) -> Iterable[Reason]:
    wanted = set(keys)
    for j in derived.judged(connection):
        mine = {*j.left.split(), *(j.right or "").split(), derived.marked_key(j)}
        if mine & wanted:
            yield Reason("judged", _said_of(j))


def _said_of(j: Judgement) -> str:
    value = f" → {j.value}" if j.value is not None else ""
    note = f": {j.note}" if j.note else ""
    return f"{j.kind.replace('-', ' ')}{value}, by {j.by} on {j.on} ({j.id}){note}"


# A stand, a party, a claim, a report, a judgement


def _support(connection: Connection, id_: str) -> Why:
    [support] = query.supports_by(connection, "id", id_)
    parties = {p.id: p for p in query.parties(connection)}
    chain = " → ".join(_name(parties, p) for p in support.chain)
    stance = {"support": "supports", "deny": "denies", "noncommittal": "leaves open"}[support.stance]
    reasons = [Reason("stand", f"the chain, nearest to the reader first: {chain}", _evidence([support], parties))]
    reasons += [Reason("stand", words) for words in support.reasons]
    reasons += _readings(connection, support.claim)
    reasons += _judged(connection, (support.claim,))
    return Why(id_, "support", f"{_name(parties, support.party)} {stance} {support.event}", tuple(reasons))


def _readings(connection: Connection, key: str) -> list[Reason]:
    """Why a claim was read as it was: its own reasons, and source, cue and content of each link of its chain."""
    found = told(connection, (key,)).get(key)
    if found is None:
        return []
    reading, claim = found
    report = reading.report.id
    reasons = [
        Reason("read", f"{claim.status}, confidence {claim.confidence:.2f}", (Evidence(report, claim.span),))
    ]
    reasons += [Reason("read", words) for words in claim.reasons]
    for a in reading.chain(claim.attribution):
        spans = (*a.source, *a.cue)
        words = f"{a.root.name} {a.act.replace('_', ' ')}" + "".join(f"; {r}" for r in a.reasons)
        reasons.append(Reason("read", words, tuple(Evidence(report, s, a.root.name) for s in spans)))
    return reasons


def _claim(connection: Connection, key: str) -> Why:
    found = told(connection, (key,)).get(key)
    event = query.event_of(connection, key)
    where = (
        f"in event {event}" if event else "in no event: its reading was superseded, or it was judged to be none"
    )
    reasons = [Reason("together", where), *_readings(connection, key), *_judged(connection, (key,))]
    title = found[1].gloss if found else "a claim of a reading that is no longer in force"
    heir = None if found else derived.heir(connection, key)
    if heir:
        reasons.append(Reason("read", f"claim {heir} stands there now"))
    return Why(key, "claim", title, tuple(reasons))


def _party(connection: Connection, id_: str) -> Why:
    party = next(p for p in query.parties(connection) if p.id == id_)
    mine = query.supports_by(connection, "party", id_)
    names = {party.name, *party.aliases}
    reasons = [
        Reason(
            "party", f"one party by all these names: {', '.join(sorted(names))}", _named(connection, mine, names)
        )
    ]
    behind = None if party.bloc.startswith("unknown:") else party.bloc.replace(";", " and ")
    reasons.append(Reason("party", f"stands for {behind}" if behind else "who is behind it is not known"))
    if not party.counts or party.class_ == "narrator":
        reasons.append(Reason("count", "never counts as an origin"))
    if party.reliability != "F":
        reasons.append(Reason("grade", f"letter {party.reliability}, by your table of sources"))
    if party.interested_in:
        reasons.append(
            Reason("party", f"interested in {', '.join(party.interested_in)}, by your table of sources")
        )
    return Why(id_, "party", party.name, tuple(reasons))


def _named(connection: Connection, stands: Sequence[Support], names: set[str]) -> tuple[Evidence, ...]:
    """Where the reports name a party: each spelling once a report."""
    found: dict[tuple[str, str], Evidence] = {}
    for report in dict.fromkeys(s.report for s in stands):
        for a in records.reading(connection, report).attributions:
            if a.root.name in names:
                for span in a.source[:1]:
                    found.setdefault((report, span.quote.casefold()), Evidence(report, span, a.root.name))
        if len(found) >= SPELLINGS:
            break
    return tuple(found.values())[:SPELLINGS]


def _report(connection: Connection, id_: str) -> Why:
    report = records.report(connection, id_)
    reasons = [*_copies(connection, lambda copy, origin: id_ in (copy, origin))]
    events = dict.fromkeys(
        connection.execute(
            select(schema.supports.c.event)
            .where(schema.supports.c.report == id_)
            .order_by(schema.supports.c.ordinal)
        ).scalars()
    )
    reasons += [Reason("together", f"it tells of {e}: {query.event(connection, e).gloss}") for e in events]
    if not events:
        reasons.append(
            Reason("together", "it tells of no event: it has a newer version, or nothing was read in it")
        )
    return Why(id_, "report", report.title or report.outlet or id_, tuple(reasons))


def _judgement(connection: Connection, id_: str) -> Why:
    log = judgements.judgements(connection)
    made = next(j for j in log if j.id == id_)
    held = id_ in {j.id for j in judgements.in_force(log)}
    undone = [j for j in log if j.kind == judgements.WITHDRAWN and j.left == id_]
    state = "it is in force" if held else "it is not in force"
    reasons = [Reason("judged", _said_of(made)), Reason("judged", state)]
    reasons += [Reason("judged", f"undone by {j.by} on {j.on} ({j.id})") for j in undone]
    keys = made.left.split() + ((made.right or "").split() if made.kind in judgements.PAIRS else [])
    for key, (reading, claim) in told(connection, keys).items():
        reasons.append(Reason("judged", f"claim {key}", (_clause(reading, claim),)))
    return Why(id_, "judgement", f"{made.kind.replace('-', ' ')}, by {made.by}", tuple(reasons))


def _name(parties: dict[str, Party], id_: str) -> str:
    return parties[id_].name if id_ in parties else id_


def _when(s: Support) -> tuple[str, str]:
    return (s.said_on or "9", s.id)


def _evidence(stands: Iterable[Support], parties: dict[str, Party]) -> tuple[Evidence, ...]:
    return tuple(Evidence(s.report, s.span, _name(parties, s.party)) for s in stands)
