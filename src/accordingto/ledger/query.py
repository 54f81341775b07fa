"""Questions to what is derived: events by their facets or by words, with their supports, parties and conflicts."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from accordingto.errors import NotFound, QueryError
from accordingto.ledger import derived, records, schema
from accordingto.ledger.facets import NAMED, fold, is_unspaced
from accordingto.ledger.filter import DISPUTED, STANDINGS, Filter, check_limit
from accordingto.ledger.search import (
    CLAIMS,
    Terms,
    each_term,
    events_with,
    matches,
    rows_with,
    terms_of,
)
from accordingto.model.codec import from_plain
from accordingto.model.event import Conflict, Doubt, Event, NearCopy, Party, Support, event_id
from accordingto.resources import table

BEST_CLAIMS = 3
"""So many of an event's claims, the best matches, speak for it when events are ranked by a question."""

SHARE_OF_BEST = 0.25
"""An event whose rank is less than this share of the best one's shares only small words with the question."""

KINDS = ("type", "act")
"""Facets that are asked for as a whole, case and accents aside, and have a list of known values."""

__all__ = ["DISPUTED", "STANDINGS", "Filter", "SourceRecord", "check_limit"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What one party said in the whole ledger: how many `attributions` rest on it, how many events it `supported`
    or `denied`, in how many `reports`."""

    party: Party
    attributions: int
    supported: int
    denied: int
    reports: int


def load(cls: type[T], texts: Iterable[str]) -> tuple[T, ...]:
    """The records of a class that these texts hold, in their order."""
    return tuple(from_plain(cls, json.loads(text)) for text in texts)


def known_kinds(connection: Connection, kind: str) -> tuple[str, ...]:
    """The values of `kind` (type or act) that the tables of happenings know or an event of this ledger has."""
    columns = ("act",) if kind == "act" else ("type", "mode", "act", "contexts")
    named = {value for row in table("en/events.tsv") for c in columns for value in row[c].split(";") if value}
    known = {fold(value): value for value in named}
    asked = select(schema.facet_values.c.value).where(schema.facet_values.c.kind == kind)
    for value in connection.execute(asked).scalars():
        known.setdefault(value, value.strip())
    return tuple(sorted(known.values(), key=str.casefold))


def _check_kinds(connection: Connection, wanted: Filter) -> None:
    for kind in KINDS:
        value = getattr(wanted, kind)
        if value is None:
            continue
        known = known_kinds(connection, kind)
        if fold(value) not in map(fold, known):
            raise QueryError(f"no such {kind}: {value!r}; one of {', '.join(known)}")


def conditions(connection: Connection, wanted: Filter) -> Iterable[ColumnElement[bool]]:
    """What a row of the table of events has to meet for a filter. Raises QueryError for a value that is none."""
    _check_kinds(connection, wanted)
    if wanted.words:
        having = json.dumps(sorted(_having(connection, wanted.words)))
        yield schema.events.c.id.in_(select(func.json_each(having).table_valued("value").c.value))
    for kind in (*NAMED, "type", "act", "status", "standing"):
        value = getattr(wanted, kind)
        if value is None:
            continue
        column = schema.facet_values.c.value
        if kind in NAMED:
            name = fold(value)
            meets: ColumnElement[bool] = column.like(f"%{name.strip() if is_unspaced(name) else name}%")
        else:
            meets = column == (fold(value) if kind in KINDS else value)
        yield schema.events.c.id.in_(_with_facet(kind, meets))
    if wanted.min_origins:
        yield schema.events.c.strict >= wanted.min_origins
    if wanted.since:
        yield schema.events.c.last_day >= wanted.since
    if wanted.until:
        yield schema.events.c.first_day <= wanted.until


def _with_facet(kind: str, meets: ColumnElement[bool]) -> Select[str]:
    """The ids of the events that have a facet of a kind whose value meets a condition."""
    values, has, numbers = schema.facet_values, schema.event_facets, schema.event_numbers
    joined = values.join(has, has.c.facet == values.c.id).join(numbers, numbers.c.number == has.c.event)
    return select(numbers.c.event).select_from(joined).where(values.c.kind == kind, meets)


def _having(connection: Connection, words: str) -> set[str]:
    """The events whose claims, taken together, have every word."""
    terms = terms_of(words)
    found: set[str] | None = None
    if terms.words:
        asked = select(schema.event_numbers.c.event).where(
            schema.event_numbers.c.number.in_(events_with(connection, terms.words))
        )
        found = set(connection.execute(asked).scalars())
    for term in each_term(Terms((), terms.grams, terms.short)):
        numbers = rows_with(connection, CLAIMS, term)
        with_it = {event_id for event_id, _, _ in _linked(connection, numbers)}
        with_it |= {event_id for event_id, _, share in _marked(connection, term) if share}
        found = with_it if found is None else found & with_it
    return found or set()


def _marked(connection: Connection, terms: Terms) -> list[tuple[str, str, float]]:
    """Claims that analysts marked: event, key, and the share of the words that the claim has."""
    table, links = schema.marked_claims, schema.event_claims
    joined = table.join(links, links.c.claim == table.c.claim)
    rows = connection.execute(select(links.c.event, table.c.claim, table.c.words).select_from(joined))
    words = [fold(w).strip() for w in (*terms.words, *terms.grams, *terms.short)]
    return [
        (row.event, row.claim, sum(w in fold(row.words) for w in words) / max(1, len(words))) for row in rows.all()
    ]


def events(connection: Connection, wanted: Filter) -> tuple[Event, ...]:
    """The events asked for: the most claims first, then the most lenient origins, then by id."""
    table = schema.events
    asked = select(table.c.json).where(*conditions(connection, wanted))
    asked = asked.order_by(table.c.claims.desc(), table.c.lenient.desc(), table.c.id)
    limit = -1 if wanted.limit is None else wanted.limit
    return load(Event, connection.execute(asked.limit(limit).offset(wanted.offset)).scalars())


def event(connection: Connection, prefix: str) -> Event:
    """The event with this id, or the one whose id begins so. Raises NotFound; QueryError when several do."""
    id_ = event_now(connection, prefix)
    found = connection.execute(select(schema.events.c.json).where(schema.events.c.id == id_)).scalar_one()
    return load(Event, [found])[0]


def brief(connection: Connection, ids: Iterable[str]) -> tuple[Event, ...]:
    """The events with these ids by their ids, without their observations, which a list does not show."""
    return with_ids(connection, ids, brief=True)


def with_ids(connection: Connection, ids: Iterable[str], *, brief: bool) -> tuple[Event, ...]:
    """The events with these ids by their ids, `brief` without their observations."""
    table = schema.events
    text = without_observations() if brief else table.c.json
    asked = select(text).where(table.c.id.in_(among(ids))).order_by(table.c.id)
    return load(Event, connection.execute(asked).scalars())


def parts_of(connection: Connection, id_: str) -> tuple[Event, ...]:
    """The events that are part of the event with this id, those told most first, without their observations."""
    table = schema.events
    asked = select(table.c.id).where(table.c.part_of == id_).order_by(table.c.claims.desc(), table.c.id)
    ids = list(connection.execute(asked).scalars())
    found = {e.id: e for e in brief(connection, ids)}
    return tuple(found[part] for part in ids)


def without_observations() -> ColumnElement[str]:
    """The text of an event without its observations, of which a large event has hundreds."""
    return func.json_remove(schema.events.c.json, "$.observations")


def event_now(connection: Connection, prefix: str) -> str:
    """The id of the event that this id, or the beginning of one, leads to today.

    An event is named after the claim that is told first in it. An id that it bore before it grew, before it became
    one with another or before its report was read anew leads to the event that holds that claim now.
    """
    try:
        return records.full_id(connection, schema.events.c.id, "event", prefix)
    except NotFound:
        found = _renamed(connection, prefix)
        if found is None:
            raise
        return found


def _renamed(connection: Connection, prefix: str) -> str | None:
    links = schema.event_claims
    try:
        name = records.full_id(connection, links.c.name, "event", prefix)
    except NotFound:
        return _read_anew(connection, prefix)
    found: str = connection.execute(select(links.c.event).where(links.c.name == name).limit(1)).scalar_one()
    return found


def _read_anew(connection: Connection, name: str) -> str | None:
    """The event of the heir of the claim that gave the name; None where there is neither."""
    claims, links = schema.claims, schema.event_claims
    for key in connection.execute(select(claims.c.key).distinct()).scalars():
        if event_id(key) == name:
            heir = derived.heir(connection, key)
            asked = select(links.c.event).where(links.c.claim == heir)
            found: str | None = connection.execute(asked.limit(1)).scalar_one_or_none()
            if found is None:
                raise NotFound(
                    f"there is no event {name} any more: the claim it was named after was judged to be none, "
                    "or its report has a newer version"
                )
            return found
    return None


def supports(connection: Connection, event_id: str | None = None) -> tuple[Support, ...]:
    """The supports of one event (its id or the beginning of it), or of all, in their stated order."""
    return load(Support, _of_event(connection, schema.supports, event_id))


def supports_by(connection: Connection, column: str, value: str) -> tuple[Support, ...]:
    """The supports with a value in a column of their table (id, claim, report, party), in their stated order."""
    table = schema.supports
    asked = select(table.c.json).where(table.c[column] == value).order_by(table.c.ordinal)
    return load(Support, connection.execute(asked).scalars())


def _of_event(connection: Connection, table: Any, event_id: str | None) -> list[str]:  # noqa: ANN401
    asked: Select[str] = select(table.c.json).order_by(table.c.ordinal)
    if event_id is not None:
        id_ = event_now(connection, event_id)
        asked = asked.where(table.c.event == id_)
    return list(connection.execute(asked).scalars())


def parties(connection: Connection, ids: Iterable[str] | None = None) -> tuple[Party, ...]:
    """Every party, or those with these ids, in the order of the reconciliation."""
    table = schema.parties
    asked = select(table.c.json).order_by(table.c.ordinal)
    if ids is not None:
        asked = asked.where(table.c.id.in_(among(ids)))
    return load(Party, connection.execute(asked).scalars())


def among(ids: Iterable[str]) -> Select[Any]:
    """These values as rows, for a condition; however many there are."""
    return select(func.json_each(json.dumps(sorted(set(ids)))).table_valued("value").c.value)


def conflicts(connection: Connection, event_id: str | None = None) -> tuple[Conflict, ...]:
    """The conflicts in which a support of this event takes part, or all."""
    table = schema.conflicts
    asked = select(table.c.json).order_by(table.c.ordinal)
    if event_id is not None:
        id_ = event_now(connection, event_id)
        of_event = select(schema.supports.c.id).where(schema.supports.c.event == id_)
        asked = asked.where(or_(table.c.left.in_(of_event), table.c.right.in_(of_event)))
    return load(Conflict, connection.execute(asked).scalars())


def near_copies(connection: Connection, reports: Iterable[str] | None = None) -> tuple[NearCopy, ...]:
    """The reports that repeat the words of others: all, or those in which one of `reports` takes part."""
    table, ends = schema.near_copies, schema.copy_ends
    asked = select(table.c.json).order_by(table.c.ordinal)
    if reports is not None:
        asked = asked.where(table.c.ordinal.in_(select(ends.c.ordinal).where(ends.c.report.in_(among(reports)))))
    return load(NearCopy, connection.execute(asked).scalars())


def days(connection: Connection) -> dict[str, tuple[str | None, str | None]]:
    """First and last day of every event: of the happening, else of its telling; by event id."""
    table = schema.events
    rows = connection.execute(select(table.c.id, table.c.first_day, table.c.last_day))
    return {row.id: (row.first_day, row.last_day) for row in rows}


def doubts(connection: Connection) -> tuple[Doubt, ...]:
    """The closest calls of the grouping, the closest first."""
    table = schema.doubts
    return load(Doubt, connection.execute(select(table.c.json).order_by(table.c.ordinal)).scalars())


def event_of(connection: Connection, claim: str) -> str | None:
    """The id of the event that holds the claim with this key."""
    links = schema.event_claims
    found: str | None = connection.execute(
        select(links.c.event).where(links.c.claim == claim)
    ).scalar_one_or_none()
    return found


def who(
    connection: Connection, question: str, limit: int, wanted: Filter | None = None, *, short: bool = False
) -> tuple[Event, ...]:
    """The events that a question in words is about, the best first; with `wanted`, among those that meet it.

    An event's rank is the sum of its best three claims' matches; between equals the one with more origins (strict,
    then lenient) comes first, then by id. An event that ranks under a quarter of the best is no answer. No match:
    an empty answer. `short` leaves out the observations of the events.
    """
    check_limit(limit)
    terms = terms_of(question)
    scores = matches(connection, CLAIMS, terms, every_word=False)
    best: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for id_, key, number in _linked(connection, scores):
        best[id_][key] = max(scores[number], best[id_].get(key, 0.0))
    highest = max(scores.values(), default=1.0)
    for id_, key, share in _marked(connection, terms):
        if share:
            best[id_][key] = share * highest
    ranks = {e: sum(sorted(of_claims.values(), reverse=True)[:BEST_CLAIMS]) for e, of_claims in best.items()}
    ranks = _only(connection, ranks, wanted)
    least = SHARE_OF_BEST * max(ranks.values(), default=0.0)
    table = schema.events
    among = func.json_each(json.dumps(sorted(e for e, rank in ranks.items() if rank >= least))).table_valued(
        "value"
    )
    rows = connection.execute(
        select(table.c.id, table.c.strict, table.c.lenient).join(among, table.c.id == among.c.value)
    )
    order = sorted(rows, key=lambda row: (-ranks[row.id], -row.strict, -row.lenient, row.id))
    best_ids = [row.id for row in order[:limit]]
    if not short:
        return tuple(event(connection, id_) for id_ in best_ids)
    found = {e.id: e for e in brief(connection, best_ids)}
    return tuple(found[id_] for id_ in best_ids)


def _only(connection: Connection, ranks: dict[str, float], wanted: Filter | None) -> dict[str, float]:
    """The ranks of the events that meet a filter."""
    if wanted is None:
        return ranks
    met = set(connection.execute(select(schema.events.c.id).where(*conditions(connection, wanted))).scalars())
    return {id_: rank for id_, rank in ranks.items() if id_ in met}


def _linked(connection: Connection, numbers: Iterable[int]) -> Iterable[tuple[str, str, int]]:
    claims, links = schema.claims, schema.event_claims
    among = func.json_each(json.dumps(sorted(numbers))).table_valued("value")
    joined = among.join(claims, claims.c.id == among.c.value).join(links, links.c.claim == claims.c.key)
    rows = connection.execute(select(links.c.event, claims.c.key, claims.c.id).select_from(joined))
    return [(row.event, row.key, row.id) for row in rows]


def sources(connection: Connection, first: int = 0, most: int | None = None) -> tuple[SourceRecord, ...]:
    """Every party with what it said: those in the most reports first, then the most attributions, then by name.

    Of these `most` from number `first` on, all of them without one.
    """
    table, counts = schema.parties, schema.party_counts
    figures = [func.coalesce(counts.c[name], 0) for name in ("attributions", "supported", "denied", "reports")]
    asked = select(table.c.json, *figures).join(counts, counts.c.party == table.c.id, isouter=True)
    name = func.json_extract(table.c.json, "$.name")
    asked = asked.order_by(figures[3].desc(), figures[0].desc(), name, table.c.id)
    rows = connection.execute(asked.limit(-1 if most is None else most).offset(first))
    return tuple(SourceRecord(load(Party, [text])[0], *figured) for text, *figured in rows)
