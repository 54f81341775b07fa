"""What one party said over time, and what later became of it."""

import difflib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, select

from accordingto.errors import NotFound, QueryError
from accordingto.ledger import query, schema
from accordingto.ledger.facets import fold, is_unspaced, names_of
from accordingto.model.claim import NARRATOR
from accordingto.model.event import Event, Party, Support

NEAR = 3
"""So many near names are offered where a name is not known."""


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """One stand of a party on one event: the same stand of the same day in several `reports` is one entry.

    `standing_then` is how the event stood at the end of that day, None where no day is known; `became` says in
    words what became of the stand afterwards.
    """

    day: str | None
    event: Event
    support: Support
    reports: int
    standing_then: str | None
    became: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """A party with its stands, the earliest first; those without a day come last.

    `total` is how many there are, `entries` those that were asked for.
    """

    party: Party
    entries: tuple[AccountEntry, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Saying:
    """One stand of a party on one event on one day, in brief: where it stands first, in which words, through whom.

    `id` is that of the support that is told first, `chain` its parties; `report` has it at `start` to `end`.
    """

    id: str
    day: str | None
    event: str
    stance: str
    report: str
    start: int
    end: int
    quote: str
    chain: tuple[str, ...]
    reports: int


class _Stand(NamedTuple):
    """What of a support tells what became of another; `day` as in `_day`."""

    id: str
    party: str
    stance: str
    day: str | None


@dataclass(frozen=True, slots=True)
class _Named:
    """What of a party tells who it was that took a stand."""

    name: str
    counts: bool


def account(connection: Connection, name: str, first: int = 0, most: int | None = None) -> Account:
    """The account of a party by its id, or whole words of a name; of its stands `most` from number `first` on.

    Where only so many are asked for, their events come without their observations. Raises NotFound, QueryError.
    """
    party = party_named(connection, name)
    said = sayings(connection, party.id)
    shown = said[first : None if most is None else first + most]
    return Account(party, entries(connection, party.id, shown, brief=most is not None), len(said))


def entries(
    connection: Connection, party: str, shown: Sequence[Saying], *, brief: bool = True
) -> tuple[AccountEntry, ...]:
    """What became of these stands of a party (its id); `brief`: their events without their observations."""
    mine = _mine(connection, party, shown)
    ids = {s.event for s in shown}
    events = {
        e.id: e for e in (query.brief(connection, ids) if brief else map(partial(query.event, connection), ids))
    }
    stands = _stands(connection, events)
    names = _names(connection, {s.party for found in stands.values() for s in found})
    return tuple(
        AccountEntry(
            s.day, events[s.event], mine[s.id], s.reports, standing_on(events[s.event], s.day),
            tuple(_became(mine[s.id], stands[s.event], events[s.event], names, mine)),
        )
        for s in shown
    )  # fmt: skip


def sayings(connection: Connection, party: str) -> tuple[Saying, ...]:
    """The stands of the party with this id, the earliest first; those without a day come last."""
    table = schema.supports
    parts = ("span.start", "span.end", "span.quote", "chain")
    of_json = (func.json_extract(table.c.json, f"$.{part}").label(part.rpartition(".")[2]) for part in parts)
    asked = select(table.c.id, table.c.event, table.c.stance, table.c.report, table.c.said_on, *of_json)
    rows = connection.execute(asked.where(table.c.party == party).order_by(table.c.ordinal)).all()
    groups: dict[tuple[str, str, str | None], list[Row[Any]]] = {}
    for row in sorted(rows, key=lambda r: (_day(r.said_on) or "9", r.event, r.report, r.start)):
        groups.setdefault((row.event, row.stance, _day(row.said_on)), []).append(row)
    return tuple(
        Saying(
            told[0].id, day, event, stance, told[0].report, told[0].start, told[0].end, told[0].quote,
            tuple(json.loads(told[0].chain)), len({r.report for r in told}),
        )
        for (event, stance, day), told in groups.items()
    )  # fmt: skip


def _mine(connection: Connection, party: str, shown: Sequence[Saying]) -> dict[str, Support]:
    """The party's own supports on the events of these stands, by their ids."""
    table = schema.supports
    asked = select(table.c.json).where(
        table.c.party == party, table.c.event.in_(query.among(s.event for s in shown))
    )
    return {s.id: s for s in query.load(Support, connection.execute(asked).scalars())}


def _stands(connection: Connection, events: Iterable[str]) -> dict[str, list[_Stand]]:
    """Everybody's stands on these events, in text order."""
    table = schema.supports
    asked = select(table.c.id, table.c.party, table.c.stance, table.c.said_on).order_by(table.c.ordinal)
    found = {}
    for event in events:
        rows = connection.execute(asked.where(table.c.event == event)).all()
        found[event] = [_Stand(id_, party, stance, _day(said_on)) for id_, party, stance, said_on in rows]
    return found


def _names(connection: Connection, parties: Iterable[str]) -> dict[str, _Named]:
    table = schema.parties
    parts = (func.json_extract(table.c.json, f"$.{part}") for part in ("name", "counts"))
    rows = connection.execute(select(table.c.id, *parts).where(table.c.id.in_(query.among(parties))))
    return {id_: _Named(name, bool(counts)) for id_, name, counts in rows}


def party_named(connection: Connection, name: str) -> Party:
    """The party with this id, or the one that goes by whole words of a name. Raises NotFound, QueryError."""
    found = query.parties(connection, [name.strip()])
    return found[0] if found else _party(query.parties(connection), name)


def _party(parties: Sequence[Party], name: str) -> Party:
    wanted = fold(name)
    if not wanted:
        raise QueryError("which source? Give words of its name, or its id")
    by_id = [p for p in parties if p.id.startswith(name.strip())]
    by_id = [p for p in by_id if p.id == name.strip()] or by_id
    if len(by_id) == 1:
        return by_id[0]
    exact = [p for p in parties if wanted in map(fold, names_of(p))]
    found = exact or [p for p in parties if any(_in(wanted, fold(n)) for n in (p.name, *p.aliases))]
    if len(found) > 1:  # an outlet that others cite, before the voice of its own reports
        found = [p for p in found if p.class_ != NARRATOR] or found
    if not found:
        raise NotFound(f"there is no source {name!r} in this ledger{_near(parties, name)}")
    if len(found) > 1:
        ids = ", ".join(f"{p.name} ({p.id})" for p in sorted(found, key=lambda p: (p.name, p.id))[:6])
        more = " and others" if len(found) > 6 else ""
        raise QueryError(f"{len(found)} sources go by {name!r}: {ids}{more}. Give the id of one")
    return found[0]


def _in(wanted: str, name: str) -> bool:
    return (wanted.strip() if is_unspaced(wanted) else wanted) in name


def _near(parties: Sequence[Party], name: str) -> str:
    names = {p.name.casefold(): p.name for p in parties}
    near = difflib.get_close_matches(name.casefold(), sorted(names), NEAR, 0.5)
    return f": did you mean {', '.join(names[n] for n in near)}?" if near else ": `accordingto sources` lists them"


def standing_on(event: Event, day: str | None) -> str | None:
    """How an event stood at the end of a day; None where nothing was known or no day is given."""
    if day is None:
        return None
    return next((c.standing for c in reversed(event.history) if (c.date or "") <= day), None)


def _became(
    s: Support,
    stands: Sequence[_Stand],
    event: Event,
    names: Mapping[str, _Named],
    mine: Mapping[str, Support],
) -> Iterable[str]:
    day = _day(s.said_on)
    later = [o for o in stands if day is None or (o.day or "") > day]
    against = {"support": "deny", "deny": "support"}.get(s.stance)
    own = [mine[o.id] for o in later if o.party == s.party]
    if turned := [o for o in own if o.stance == against]:
        yield f"takes it back on {_first(turned)}"
    if moved := _moved(s, own):
        yield moved
    others = [o for o in later if o.party != s.party and o.party in names and names[o.party].counts]
    for stance, said in ((against, "denied by" if s.stance == "support" else "said nevertheless by"),
                         (s.stance, "said too by" if s.stance == "support" else "denied too by")):  # fmt: skip
        if s.stance != "noncommittal":
            yield from _by(said, [o for o in others if o.stance == stance], names)
    then = standing_on(event, day)
    if then is not None and then != event.standing:
        yield f"{_plain(then)} then, {_plain(event.standing)} now"


def _by(said: str, stands: Sequence[_Stand], names: Mapping[str, _Named]) -> Iterable[str]:
    first: dict[str, _Stand] = {}
    for o in sorted(stands, key=lambda o: (o.day or "9", o.id)):
        first.setdefault(o.party, o)
    told = [f"{names[p].name} ({o.day or 'day not known'})" for p, o in list(first.items())[:3]]
    if told:
        more = f" and {len(first) - 3} more" if len(first) > 3 else ""
        yield f"{said} {', '.join(told)}{more}"


def _moved(s: Support, own: Sequence[Support]) -> str | None:
    """That the party later gave another number for the same thing."""
    for q in s.quantities:
        for o in sorted(own, key=lambda o: (_day(o.said_on) or "9", o.id)):
            for other in o.quantities:
                same = (q.counts or "").casefold() == (other.counts or "").casefold() and q.unit == other.unit
                if o.stance == "support" and same and (q.low, q.high) != (other.low, other.high):
                    return f"says {other.span.quote} on {_first([o])}, not {q.span.quote}"
    return None


def _first(stands: Sequence[Support]) -> str:
    return min((d for o in stands if (d := _day(o.said_on))), default="a day not known")


def _day(said_on: str | None) -> str | None:
    return said_on.rsplit("/", 1)[-1][:10] if said_on else None


def _plain(standing: str) -> str:
    return standing.replace("_", " ").replace("+", ", ")
