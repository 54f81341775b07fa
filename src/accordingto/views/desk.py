"""The desk: which events are asked for by an address, the rows that show them, and the ways to narrow them."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy import Connection

from accordingto.ledger import desk as asked
from accordingto.ledger.facets import fold
from accordingto.ledger.filter import STANDINGS, Filter
from accordingto.model.claim import STATUSES
from accordingto.model.event import Event
from accordingto.views import api
from accordingto.views.words import one_line, standing, titled

PER_PAGE = 40
PER_FACET = 7
LABELS = {
    "words": "Words", "party": "Party", "place": "Place", "actor": "Actor", "type": "Kind", "act": "Act",
    "status": "Told as", "standing": "Standing", "outlet": "Outlet", "min_origins": "Origins, at least",
    "since": "From", "until": "Until",
}  # fmt: skip
FACET_TITLES = {
    "standing": "Standing", "status": "Told as", "type": "Kind", "place": "Places", "actor": "Actors",
    "outlet": "Outlets",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """An event as a row of the desk: `changed` is the day on which its standing last changed."""

    event: Event
    changed: str | None
    deniers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A link that narrows the events, or takes a narrowing back where it is `chosen`."""

    label: str
    href: str
    events: int = 0
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class FieldOf:
    """A field of the form that narrows the events."""

    name: str
    label: str
    value: str
    type: str = "text"
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """All that the desk shows: rows, how many there are in all, and the links of every facet."""

    rows: tuple[Row, ...]
    total: int
    totals: asked.Totals
    following: str | None
    chips: tuple[Narrowing, ...]
    facets: tuple[tuple[str, tuple[Narrowing, ...]], ...]
    fields: tuple[FieldOf, ...]
    orders: tuple[Narrowing, ...]
    order: str
    take_out: str
    question: str


def desk(connection: Connection, parameters: Mapping[str, str]) -> Desk:
    """The desk for the parameters of an address. Raises QueryError for what makes no sense."""
    given = {k: v.strip() for k, v in parameters.items() if v.strip()}
    wanted = api.wanted({"limit": str(PER_PAGE), **given})
    filter_ = wanted.filter()
    found = asked.page(connection, filter_, wanted.order, wanted.after, brief=True)
    narrowing = {k: v for k, v in given.items() if k in LABELS or k == "q"}
    kept = {**narrowing, **({"order": given["order"]} if "order" in given else {})}
    return Desk(
        rows=rows(connection, found.events),
        total=found.total,
        totals=asked.totals(connection),
        following=_address({**kept, "after": found.next}) if found.next else None,
        chips=tuple(
            Narrowing(f"{LABELS.get(k, 'Words')}: {_worded(k, v)}", _without(kept, k))
            for k, v in narrowing.items()
        ),
        facets=_facets(connection, filter_, kept),
        fields=_fields(given),
        orders=tuple(
            Narrowing(label, _address({**kept, "order": name}), chosen=wanted.order == name)
            for name, label in (("told", "Most told"), ("changed", "Latest change"))
        ),
        order=wanted.order,
        take_out=urlencode({k: v for k, v in kept.items() if k != "order"}),
        question=given.get("q", ""),
    )


def rows(connection: Connection, events: tuple[Event, ...]) -> tuple[Row, ...]:
    """Events as rows, with the names of those who deny them."""
    names = asked.party_names(connection, (p for e in events for p in e.deniers))
    return tuple(
        Row(e, e.history[-1].date if e.history else None, tuple(names[p] for p in e.deniers if p in names))
        for e in events
    )


def _address(parameters: Mapping[str, str | None]) -> str:
    query = urlencode({k: v for k, v in parameters.items() if v})
    return f"/?{query}" if query else "/"


def _without(kept: Mapping[str, str], name: str) -> str:
    return _address({k: v for k, v in kept.items() if k != name})


def _worded(kind: str, value: str) -> str:
    return standing(value) if kind == "standing" else one_line(value)


def _facets(
    connection: Connection, filter_: Filter, kept: Mapping[str, str]
) -> tuple[tuple[str, tuple[Narrowing, ...]], ...]:
    counts = asked.facet_counts(connection, filter_, PER_FACET + 1)
    found = []
    for kind, values in counts.items():
        links = [_narrowing(kind, v, kept) for v in values[:PER_FACET]]
        if links:
            found.append((FACET_TITLES[kind], tuple(links)))
    return tuple(found)


def _narrowing(kind: str, count: asked.FacetCount, kept: Mapping[str, str]) -> Narrowing:
    chosen = fold(kept.get(kind, "")).strip() == fold(count.value).strip()
    return Narrowing(
        _label(kind, count),
        _without(kept, kind) if chosen else _address({**kept, kind: count.value}),
        count.events,
        chosen,
    )


def _label(kind: str, count: asked.FacetCount) -> str:
    if kind == "standing":
        return standing(count.value)
    if kind in ("place", "actor", "outlet"):
        return one_line(count.label or titled(count.value))
    return one_line(count.value)


def _fields(given: Mapping[str, str]) -> tuple[FieldOf, ...]:
    def field(name: str, type_: str = "text", choices: tuple[tuple[str, str], ...] = ()) -> FieldOf:
        return FieldOf(name, LABELS[name], given.get(name, ""), type_, choices)

    standings = tuple((s, standing(s)) for s in (*STANDINGS, "disputed"))
    return (
        field("place"),
        field("actor"),
        field("party"),
        field("type"),
        field("act"),
        field("outlet"),
        field("status", choices=tuple((s, s) for s in STATUSES)),
        field("standing", choices=standings),
        field("min_origins", "number"),
        field("since", "date"),
        field("until", "date"),
    )
