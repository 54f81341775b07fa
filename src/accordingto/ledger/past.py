"""The ledger as it stood on a day: what was known then, from whom.

Known on a day is what stood in a report that was published up to then, without what was only said later. The
events are made anew from that, by today's program with today's judgements, in tables of the connection's own.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select
from sqlalchemy.schema import CreateTable

from accordingto.ledger import derived, records, rollups, schema
from accordingto.ledger.derived import Inputs
from accordingto.ledger.picture import Picture
from accordingto.model.claim import Reading
from accordingto.model.event import KnownSource, Reconciliation
from accordingto.model.text import Report

LAST_DAY = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Then:
    """What was known at the end of a day: `reports` in the order they were added, what is made of them, and how
    many reports of today are `undated` and so belong to no day."""

    reports: tuple[Report, ...]
    made_from: Inputs
    undated: int


class Past(Picture):
    """The events of a ledger as they stood at the end of `day`; open as long as the `with` block it was got in."""

    def __init__(self, connection: Connection, day: str, then: Then, found: Reconciliation) -> None:
        self.day = day
        self.undated = then.undated
        self._reports = then.reports
        self._connection = connection
        overlay(connection, then.made_from, found)

    def _view(self) -> Iterator[Connection]:
        yield self._connection

    def reports(self) -> tuple[Report, ...]:
        """The reports that were there, each in its version of the day, in the order they were added."""
        return self._reports


def overlay(connection: Connection, made_from: Inputs, found: Reconciliation) -> None:
    """Put `found` before the connection's eyes in the place of the derived tables, which stay as they are."""
    for table in schema.derived.sorted_tables:
        made = str(CreateTable(table).compile(connection))
        connection.exec_driver_sql(made.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
    rollups.make(connection, beside=True)
    derived.fill(connection, made_from, found)
    for table in schema.derived.sorted_tables:
        for index in sorted(table.indexes, key=lambda i: str(i.name)):
            columns = ", ".join(f'"{c.name}"' for c in index.columns)
            connection.exec_driver_sql(f'CREATE INDEX temp."{index.name}" ON "{table.name}" ({columns})')


def known_on(connection: Connection, day: str, known: Sequence[KnownSource]) -> Then:
    """What was known at the end of an ISO day."""
    table = schema.reports
    earlier = {row.id: row.version_of for row in connection.execute(select(table.c.id, table.c.version_of))}
    dated = [r for r in records.reports(connection, versions=True) if r.published and r.published[:10] <= day]
    replaced = {earlier[r.id] for r in dated}
    reports = tuple(r for r in dated if r.id not in replaced)
    undated = sum(not r.published for r in records.reports(connection))
    ids = func.json_each(json.dumps([r.id for r in reports])).table_valued("value")
    found = records.readings(connection, table.c.id.in_(select(ids.c.value)))
    readings = tuple(_said_by(reading, day) for reading in found)
    made_from = Inputs(readings, derived.judged(connection), tuple(known), f"as of {day}", "")
    return Then(reports, made_from, undated)


def _said_by(reading: Reading, day: str) -> Reading:
    """A reading without the claims that rest on what was said after a day: a report may have grown later."""
    late = {a.id for a in reading.attributions if a.said_on and a.said_on[:10] > day}
    if not late:
        return reading
    kept = tuple(c for c in reading.claims if not any(a.id in late for a in reading.chain(c.attribution)))
    return replace(reading, claims=kept)
