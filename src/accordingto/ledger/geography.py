"""Where events happened, as their reports place them: points where a town is named, areas where none is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from accordingto.ledger import schema
from accordingto.ledger.desk import narrowed_by
from accordingto.ledger.filter import Filter
from accordingto.ledger.rows import Row
from accordingto.model.claim import Claim, Reading
from accordingto.model.values import Place


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place with how many events are told of there. `lat` and `lon` (degrees, WGS 84) where it is a point."""

    name: str
    country: str | None
    kind: str
    precision: str
    lat: float | None
    lon: float | None
    events: int


def places_of(event: str, told: Sequence[tuple[Reading, Claim]]) -> list[Row]:
    """The rows of `event_places` for an event, given its claims with their readings: the most told place first.

    A name that stands for a government is no place.
    """
    seen: Counter[tuple[str, str, str, str, float | None, float | None]] = Counter()
    for reading, claim in told:
        known = {place.id: place for place in reading.places}
        named = {role.place for role in claim.places}
        for key in {_key(known[id_]) for id_ in named if id_ in known and not known[id_].metonym}:
            seen[key] += 1
    order = sorted(seen.items(), key=lambda item: (-item[1], [str(part) for part in item[0]]))
    return [
        {
            "event": event, "ordinal": n, "name": name, "country": country or None, "kind": kind,
            "precision": precision, "lat": lat, "lon": lon, "claims": claims,
        }
        for n, ((name, country, kind, precision, lat, lon), claims) in enumerate(order)
    ]  # fmt: skip


def _key(place: Place) -> tuple[str, str, str, str, float | None, float | None]:
    return place.name, place.country or "", place.kind, place.precision, place.lat, place.lon


def place_counts(connection: Connection, wanted: Filter) -> tuple[PlaceCount, ...]:
    """The places of the events that are asked for, those of the most events first, then by name."""
    table = schema.event_places
    place = (table.c.name, table.c.country, table.c.kind, table.c.precision, table.c.lat, table.c.lon)
    counted = func.count().label("events")  # an event has each of its places once
    narrowed = narrowed_by(connection, wanted)
    asked = select(*place, counted)
    if narrowed:
        asked = asked.join(schema.events, schema.events.c.id == table.c.event).where(*narrowed)
    rows = connection.execute(asked.group_by(*place).order_by(counted.desc(), table.c.name, *place[1:]))
    return tuple(PlaceCount(*row) for row in rows)


def places_by_event(connection: Connection, event: str) -> tuple[PlaceCount, ...]:
    """The places of one event, the most told first; `events` says how many of its claims name each."""
    table = schema.event_places
    rows = connection.execute(select(table).where(table.c.event == event).order_by(table.c.ordinal))
    return tuple(PlaceCount(r.name, r.country, r.kind, r.precision, r.lat, r.lon, r.claims) for r in rows)
