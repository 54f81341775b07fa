"""Reports, readings and rejects as they stand in the record.

The *current* report of an address is the version that was added last; the current reading of a report is the one
that no other supersedes. Everything older stays in the record and can be asked for by its id.
"""

from collections import defaultdict
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, exists, func, select

from accordingto.errors import NotFound, QueryError
from accordingto.ledger import schema
from accordingto.ledger.rows import from_rows
from accordingto.model.claim import Reading
from accordingto.model.text import Reject, Report

_REPORT_FIELDS = tuple(schema.reports.c[field.name] for field in fields(Report))


def report_of(row: Row[Any]) -> Report:
    """The report in a row that has the report's columns."""
    return Report(**{field.name: getattr(row, field.name) for field in fields(Report)})


def is_current() -> ColumnElement[bool]:
    """The condition that a row of `reports` is the latest version at its address."""
    later = schema.reports.alias("later")
    return ~exists().where(later.c.version_of == schema.reports.c.id)


def reports(connection: Connection, *, versions: bool = False) -> tuple[Report, ...]:
    """The current reports in the order they were added; with `versions`, the superseded versions too."""
    wanted = select(*_REPORT_FIELDS).order_by(schema.reports.c.seq)
    if not versions:
        wanted = wanted.where(is_current())
    return tuple(report_of(row) for row in connection.execute(wanted))


def full_id(connection: Connection, column: ColumnElement[str], what: str, prefix: str) -> str:
    """The one id in `column` that is, or begins with, `prefix`. Raises NotFound; QueryError when several do."""
    if connection.execute(select(column).where(column == prefix)).first():
        return prefix
    if not prefix.strip():
        raise QueryError(f"which {what}? Give its id, or the beginning of it")
    begins = func.substr(column, 1, len(prefix)) == prefix
    found = [str(row[0]) for row in connection.execute(select(column).where(begins).order_by(column).limit(4))]
    if not found:
        raise NotFound(f"there is no {what} {prefix!r} in this ledger")
    if len(found) > 1:
        names = ", ".join(found[:3]) + (" and others" if len(found) > 3 else "")
        raise QueryError(f"{prefix!r} begins the id of more than one {what}: {names}. Give more of it")
    return found[0]


def report(connection: Connection, prefix: str) -> Report:
    """The report with this id, of whatever version, or the one whose id begins so."""
    id_ = full_id(connection, schema.reports.c.id, "report", prefix)
    return report_of(connection.execute(select(*_REPORT_FIELDS).where(schema.reports.c.id == id_)).one())


def readings(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[Reading, ...]:
    """The readings in force of the reports that meet the conditions, in the order the reports were added."""
    return tuple(
        reading
        for _, reading in numbered_readings(connection, schema.readings.c.superseded_by.is_(None), *conditions)
    )


def numbered_readings(connection: Connection, *conditions: ColumnElement[bool]) -> list[tuple[int, Reading]]:
    """All readings that meet the conditions on `readings` and `reports`, each with its number."""
    heads = schema.readings
    joined = heads.join(schema.reports, heads.c.report == schema.reports.c.id)
    wanted = select(heads.c.id.label("number"), heads.c.json, *_REPORT_FIELDS).select_from(joined)
    rows = connection.execute(wanted.where(*conditions).order_by(schema.reports.c.seq, heads.c.id)).all()
    inner = select(heads.c.id).select_from(joined).where(*conditions)
    parts = [_parts(connection, table, inner) for table in (schema.attributions, schema.claims)]
    return [
        (row.number, from_rows(report_of(row), row.json, parts[0][row.number], parts[1][row.number]))
        for row in rows
    ]


def _parts(connection: Connection, table: Any, numbers: Any) -> defaultdict[int, list[str]]:  # noqa: ANN401
    found: defaultdict[int, list[str]] = defaultdict(list)
    wanted = select(table.c.reading, table.c.json).where(table.c.reading.in_(numbers))
    for number, json in connection.execute(wanted.order_by(table.c.reading, table.c.ordinal)):
        found[number].append(json)
    return found


def reading(connection: Connection, prefix: str) -> Reading:
    """The reading in force of the report with this id. Raises NotFound, with the reason when it was not read."""
    id_ = full_id(connection, schema.reports.c.id, "report", prefix)
    found = readings(connection, schema.reports.c.id == id_)
    if not found:
        table = schema.rejects
        why = select(table.c.reason).where(table.c.report == id_).order_by(table.c.id.desc()).limit(1)
        reason = connection.execute(why).scalar_one_or_none() or "no reader was run on it"
        raise NotFound(f"report {id_} is kept, but it has no reading: {reason}")
    return found[0]


def rejects(connection: Connection) -> tuple[Reject, ...]:
    """What could not be taken in or read, in the order it came; what was read later is no longer listed."""
    table = schema.rejects
    read_since = exists().where(schema.readings.c.report == table.c.report)
    wanted = select(*(table.c[field.name] for field in fields(Reject))).where(~read_since).order_by(table.c.id)
    return tuple(Reject(**row._mapping) for row in connection.execute(wanted))


def check_day(what: str, value: str) -> None:
    """Raise QueryError when `value` is not an ISO day."""
    try:
        if date.fromisoformat(value).isoformat() == value:
            return
    except ValueError:
        pass
    raise QueryError(f"{what} must be a day such as 2024-10-18, not {value!r}")
