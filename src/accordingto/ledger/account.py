"""What one party said over time, and what later became of it."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from accordingto.errors import NotFound, QueryError
from accordingto.ledger import query
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
    """A party with its stands, the earliest first; those without a day come last."""

    party: Party
    entries: tuple[AccountEntry, ...]


def account(connection: Connection, name: str) -> Account:
    """The account of a party by its id, or whole words of a name. Raises NotFound, QueryError."""
    parties = query.parties(connection)
    party = _party(parties, name)
    names = {p.id: p for p in parties}
    mine = query.supports_by(connection, "party", party.id)
    groups: dict[tuple[str, str, str | None], list[Support]] = {}
    for s in sorted(mine, key=lambda s: (_day(s.said_on) or "9", s.event, s.report, s.span.start)):
        groups.setdefault((s.event, s.stance, _day(s.said_on)), []).append(s)
    of_event = {e: query.supports(connection, e) for e in dict.fromkeys(s.event for s in mine)}
    events = {e: query.event(connection, e) for e in of_event}
    entries = (
        AccountEntry(
            day, events[e], told[0], len({s.report for s in told}), standing_on(events[e], day),
            tuple(_became(told[0], of_event[e], events[e], names)),
        )
        for (e, _, day), told in groups.items()
    )  # fmt: skip
    return Account(party, tuple(entries))


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


def _became(s: Support, stands: Sequence[Support], event: Event, names: dict[str, Party]) -> Iterable[str]:
    day = _day(s.said_on)
    later = [o for o in stands if day is None or (_day(o.said_on) or "") > day]
    against = {"support": "deny", "deny": "support"}.get(s.stance)
    own = [o for o in later if o.party == s.party]
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


def _by(said: str, stands: Sequence[Support], names: dict[str, Party]) -> Iterable[str]:
    first: dict[str, Support] = {}
    for o in sorted(stands, key=lambda o: (_day(o.said_on) or "9", o.id)):
        first.setdefault(o.party, o)
    told = [f"{names[p].name} ({_day(o.said_on) or 'day not known'})" for p, o in first.items()]
    if told:
        more = f" and {len(told) - 3} more" if len(told) > 3 else ""
        yield f"{said} {', '.join(told[:3])}{more}"


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
