"""What a desk asks of a ledger: how much there is, by what its events can be narrowed, one page after another."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, FromClause, and_, distinct, func, or_, select

from accordingto.errors import QueryError
from accordingto.ledger import derived, query, records, schema
from accordingto.ledger.facets import fold
from accordingto.ledger.filter import Filter
from accordingto.model.event import Event

ORDERS = ("told", "changed")
"""`told`: the most claims first, then the most lenient origins; `changed`: the latest change of standing first."""

FACETS = ("standing", "status", "type", "place", "actor", "outlet")
_KEPT_AS = {"actor": "named"}
"""Of those who act only who has a name is counted: "they" narrows nothing down."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How much a ledger holds: current reports, events, claims in events, and the days that the events span."""

    reports: int
    events: int
    claims: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class FacetCount:
    """A value by which events can be narrowed, as it is asked for, and how many events have it.

    `label` is how it is written most often where it is a name.
    """

    value: str
    events: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the events that were asked for, and the key after which the next ones come (None: there are none).

    `total` is how many there are in all.
    """

    events: tuple[Event, ...]
    total: int
    next: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """A report without its text. `of` is the id of the report of which it is a later version."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    language: str | None
    of: str | None = None


def narrowed_by(connection: Connection, wanted: Filter) -> list[ColumnElement[bool]]:
    """The conditions on the table of events that a filter stands for."""
    return list(query.conditions(connection, wanted))


def totals(connection: Connection) -> Totals:
    """How much the ledger holds."""
    table, record = schema.events, schema.reports
    superseded = func.count(distinct(record.c.version_of))
    reports = connection.execute(select(func.count() - superseded).select_from(record)).scalar_one()
    row = connection.execute(
        select(
            func.count().label("events"),
            func.coalesce(func.sum(table.c.claims), 0).label("claims"),
            func.min(table.c.first_day).label("first"),
            func.max(table.c.last_day).label("last"),
        ).select_from(table)
    ).one()
    return Totals(reports, row.events, row.claims, row.first, row.last)


def facet_counts(connection: Connection, wanted: Filter, most: int) -> dict[str, tuple[FacetCount, ...]]:
    """For each facet the values that the most of the events asked for have, at most so many."""
    values, has, numbers = schema.facet_values, schema.event_facets, schema.event_numbers
    narrowed = narrowed_by(connection, wanted)
    shown = {_KEPT_AS.get(kind, kind): kind for kind in FACETS}
    kinds = values.c.kind.in_(shown)
    events: ColumnElement[int] = values.c.events
    source: FromClause = values
    if narrowed:
        met = select(numbers.c.number).join(schema.events, schema.events.c.id == numbers.c.event).where(*narrowed)
        last = select(func.max(values.c.id)).where(kinds).scalar_subquery()
        counts = select(has.c.facet, func.count().label("events")).where(has.c.event.in_(met), has.c.facet <= last)
        counted = counts.group_by(has.c.facet).subquery()
        events, source = counted.c.events, values.join(counted, counted.c.facet == values.c.id)
    rank = func.row_number().over(partition_by=values.c.kind, order_by=(events.desc(), values.c.value))
    asked = select(values.c.kind, values.c.value, events.label("events"), values.c.label, rank.label("rank"))
    ranked = asked.select_from(source).where(kinds, ~_said_elsewhere()).subquery()
    best = select(*ranked.c).where(ranked.c.rank <= most).order_by(ranked.c.rank)
    found: defaultdict[str, list[FacetCount]] = defaultdict(list)
    for row in connection.execute(best):
        found[shown[row.kind]].append(FacetCount(row.value.strip(), row.events, row.label))
    return {kind: tuple(found[kind]) for kind in FACETS}


def _said_elsewhere() -> ColumnElement[bool]:
    """Whether a value finds events by what another value beside it says: a country's code, a disputed standing."""
    kind, value = schema.facet_values.c.kind, schema.facet_values.c.value
    named = [_KEPT_AS.get(k, k) for k in ("place", "actor")]
    disputed = and_(kind == _KEPT_AS.get("standing", "standing"), func.instr(value, "+") > 0)
    return or_(disputed, and_(kind.in_(named), func.length(func.trim(value)) == 2))


def page(connection: Connection, wanted: Filter, order: str, after: str | None, *, brief: bool = False) -> Page:
    """The `limit` events after a key (from the first on without one) in an order of ORDERS.

    `brief` leaves out their observations, which a list does not show and a large event has hundreds of.

    A key is opaque: it comes from the page before and goes on holding while the ledger grows. Raises QueryError
    for what is no key.
    """
    table = schema.events
    limit = wanted.limit or 50
    narrowed = narrowed_by(connection, wanted)
    total = connection.execute(select(func.count()).select_from(table).where(*narrowed)).scalar_one()
    first, second = _order(order)
    asked = select(table.c.id, first.label("first"), second.label("second")).where(*narrowed)
    if after:
        asked = asked.where(_beyond(first, second, _key(after)))
    asked = asked.order_by(first.desc(), second.desc(), table.c.id).limit(limit + 1).offset(wanted.offset)
    rows = list(connection.execute(asked))
    following = None
    if len(rows) > limit:
        last = rows[limit - 1]
        following = f"{last.first}~{last.second}~{last.id}"
    ids = [row.id for row in rows[:limit]]
    events = {e.id: e for e in query.with_ids(connection, ids, brief=brief)}
    return Page(tuple(events[id_] for id_ in ids), total, following)


def _order(order: str) -> tuple[ColumnElement[object], ColumnElement[object]]:
    table = schema.events
    if order == "told":
        return table.c.claims, table.c.lenient
    if order == "changed":
        return func.coalesce(table.c.changed, ""), table.c.claims
    raise QueryError(f"no such order: {order!r}; one of {', '.join(ORDERS)}")


def _key(after: str) -> tuple[object, int, str]:
    parts = after.split("~")
    if len(parts) != 3 or not parts[1].isdecimal() or len(after) > 200:
        raise QueryError(f"{after!r} is no key of a page: take the one that came with the page before")
    first = int(parts[0]) if parts[0].isdecimal() else parts[0]
    return first, int(parts[1]), parts[2]


def _beyond(
    first: ColumnElement[object], second: ColumnElement[object], key: tuple[object, int, str]
) -> ColumnElement[bool]:
    return or_(
        first < key[0],
        and_(first == key[0], second < key[1]),
        and_(first == key[0], second == key[1], schema.events.c.id > key[2]),
    )


def heads(connection: Connection, ids: Sequence[str] | None = None) -> tuple[Head, ...]:
    """Reports without their texts, in the order they were added: those with these ids, or all current ones."""
    table = schema.reports
    asked = select(
        table.c.id, table.c.title, table.c.outlet, table.c.published, table.c.url, table.c.language,
        table.c.version_of.label("of"),
    ).order_by(table.c.seq)  # fmt: skip
    asked = asked.where(records.is_current() if ids is None else table.c.id.in_(query.among(ids)))
    return tuple(Head(**row._mapping) for row in connection.execute(asked))


def names(connection: Connection, begin: str, most: int) -> tuple[tuple[str, str], ...]:
    """Values of facets that begin with, or have a word that begins with, what somebody types: (kind, value)."""
    folded = fold(begin)
    if not folded:
        return ()
    table = schema.facet_values
    word = folded.rstrip().replace("\\", "").replace("%", "").replace("_", " ")
    asked = (
        select(table.c.kind, table.c.value)
        .where(table.c.kind.in_(("place", "named", "outlet", "type")), table.c.value.like(f"%{word}%"))
        .order_by(table.c.events.desc(), table.c.value)
        .limit(most)
    )
    shown = {kept: kind for kind, kept in _KEPT_AS.items()}
    return tuple((shown.get(row.kind, row.kind), row.value.strip()) for row in connection.execute(asked))


def event_days(connection: Connection, wanted: Filter) -> dict[str, int]:
    """How many of the events asked for begin on which ISO day; those without a day are left out."""
    table = schema.events
    asked = select(table.c.first_day, func.count()).where(
        table.c.first_day.is_not(None), *narrowed_by(connection, wanted)
    )
    rows = connection.execute(asked.group_by(table.c.first_day).order_by(table.c.first_day))
    return dict(map(tuple, rows))


def count_parties(connection: Connection) -> int:
    """How many parties there are."""
    found: int = connection.execute(select(func.count()).select_from(schema.parties)).scalar_one()
    return found


def party_names(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The names of parties by their ids."""
    table = schema.parties
    asked = select(table.c.id, func.json_extract(table.c.json, "$.name").label("name"))
    rows = connection.execute(asked.where(table.c.id.in_(query.among(ids))))
    return {row.id: row.name for row in rows}


def events_in(connection: Connection, report: str) -> tuple[Event, ...]:
    """The events that a report tells of, in the order of its supports."""
    said = schema.supports
    ids = connection.execute(
        select(said.c.event).where(said.c.report == report).order_by(said.c.ordinal)
    ).scalars()
    order = list(dict.fromkeys(ids))
    found = {e.id: e for e in query.brief(connection, order)}
    return tuple(found[id_] for id_ in order)


def versions_at(connection: Connection, url: str) -> tuple[Head, ...]:
    """Every report that was ever taken in from an address, in the order it came."""
    table = schema.reports
    ids = connection.execute(select(table.c.id).where(table.c.url == url)).scalars()
    return heads(connection, list(ids))


def state(connection: Connection) -> str:
    """What tells one state of the ledger from another: how far the record has grown, and what the events show."""
    stamp = derived.stamp_of(connection)
    return f"{derived.marks(connection)} {stamp}"
