"""Whether a ledger still is what it says: every span in its text, every byte under its digest, no link broken."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, exists, func, select, union

from accordingto.errors import NotFound
from accordingto.ledger import derived, judgements, query, records, schema
from accordingto.ledger.rows import bad_spans, from_rows, to_rows
from accordingto.ledger.store import Ledger
from accordingto.model.codec import to_plain

_RESTORE = "restore the ledger from a copy, or add the report to a new one"
_AGAIN = "reconcile again (`accordingto events`); if that does not help, report it as a mistake of the program"


def verify(ledger: Ledger) -> tuple[str, ...]:
    """The problems of a ledger, each naming the row and what to do; none when it is sound.

    Everything is looked at, in one moment of the ledger: the file, raw bytes, readings of all versions, claim
    keys, indexes, judgements, and whether what is derived was made from what it says. A ledger that only waits to
    be reconciled is sound.
    """
    with ledger.record() as connection:
        return tuple(
            problem
            for check in (_file, _raw_bytes, _readings, _versions, _indexes, _judgements, _derived)
            for problem in check(connection, ledger)
        )


def _file(connection: Connection, ledger: Ledger) -> Iterator[str]:
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield f"{ledger.path}: {line}: {_RESTORE}"
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"{row[0]} row {row[1]}: it refers to a row of {row[2]} that is not there: {_RESTORE}"


def _raw_bytes(connection: Connection, ledger: Ledger) -> Iterator[str]:
    table = schema.reports
    for id_, digest in connection.execute(select(table.c.id, table.c.sha256).order_by(table.c.seq)):
        try:
            ledger.raw_bytes(digest)
        except NotFound as error:
            yield f"report {id_}: {error}"


def _readings(connection: Connection, _ledger: Ledger) -> Iterator[str]:
    """Every reading: it can be built, its digest and claim keys come out again, its spans hold."""
    heads = select(schema.readings, schema.reports.c.seq).join(
        schema.reports, schema.reports.c.id == schema.readings.c.report
    )
    for head in connection.execute(heads.order_by(schema.readings.c.id)).all():
        yield from _reading(connection, head)
    twice = select(schema.readings.c.report).where(schema.readings.c.superseded_by.is_(None))
    for (id_,) in connection.execute(twice.group_by(schema.readings.c.report).having(func.count() > 1)):
        yield f"report {id_}: two of its readings are in force: {_RESTORE}"


def _reading(connection: Connection, head: Any) -> Iterator[str]:  # noqa: ANN401 - a row
    name = f"reading {head.id} of report {head.report}"
    report = records.report(connection, head.report)
    parts = [_of_reading(connection, table, head.id) for table in (schema.attributions, schema.claims)]
    try:
        reading = from_rows(report, head.json, *([row.json for row in rows] for rows in parts))
        rows = to_rows(reading)
    except (ValueError, KeyError, TypeError) as error:
        yield f"{name}: its rows do not make a reading ({error}): {_RESTORE}"
        return
    for bad in bad_spans(to_plain(reading), report.text):
        yield f"{name}: the text has other words at {bad}: {_RESTORE}"
    if rows.reading["digest"] != head.digest:
        yield f"{name}: it is not what was written, by its digest {head.digest}: {_RESTORE}"
    for kind, kept, made in (("attribution", parts[0], rows.attributions), ("claim", parts[1], rows.claims)):
        for row, wanted in zip(kept, made, strict=True):
            if wrong := [column for column, value in wanted.items() if getattr(row, column) != value]:
                columns = ", ".join(wrong)
                yield f"{kind} row {row.id} of {name}: {columns} does not follow from its content: {_RESTORE}"


def _of_reading(connection: Connection, table: Any, number: int) -> list[Any]:  # noqa: ANN401
    wanted = select(table).where(table.c.reading == number).order_by(table.c.ordinal)
    return list(connection.execute(wanted))


def _versions(connection: Connection, _ledger: Ledger) -> Iterator[str]:
    later, earlier = schema.reports.alias("later"), schema.reports.alias("earlier")
    wanted = select(later.c.id).join(earlier, later.c.version_of == earlier.c.id)
    astray = wanted.where((later.c.url != earlier.c.url) | (later.c.seq <= earlier.c.seq)).order_by(later.c.seq)
    for (id_,) in connection.execute(astray):
        yield f"report {id_}: it is called a version of a report that is later or has another address: {_RESTORE}"


def _indexes(connection: Connection, _ledger: Ledger) -> Iterator[str]:
    for table in ("reports", "claims"):
        rows = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
        for index in (f"{table}_words", f"{table}_grams"):
            indexed = connection.exec_driver_sql(f"SELECT count(*) FROM {index}_docsize").scalar_one()
            if indexed != rows:
                yield (
                    f"the index {index} has {indexed} rows for {rows} {table}: make it anew with "
                    f"INSERT INTO {index} ({index}) VALUES ('rebuild'), or restore the ledger from a copy"
                )


def _judgements(connection: Connection, _ledger: Ledger) -> Iterator[str]:
    held = judgements.in_force(judgements.judgements(connection))
    marked = derived.marked_keys(held)
    for judgement in held:
        if judgement.kind == "missed":
            continue
        sides = (judgement.left, judgement.right if judgement.kind in judgements.PAIRS else None)
        for key in (key for side in sides for key in (side or "").split()):
            if key not in marked and derived.heir(connection, key) is None:
                yield (
                    f"judgement {judgement.id}: the claim {key} has no heir among the readings in force, so it "
                    "has no effect: judge the claim that stands there now, or undo the judgement"
                )


def _derived(connection: Connection, ledger: Ledger) -> Iterator[str]:
    stamp, known = derived.stamp_of(connection), ledger.known_sources()
    if stamp is None or stamp[0] != derived.marks(connection, known):
        return  # it will be made anew before anybody is shown it
    if stamp[1] != derived.digest(connection, known):
        yield f"the events were made from other readings or judgements than the ledger holds: {_AGAIN}"
    texts = {report.id: report.text for report in records.reports(connection)}
    for support in query.supports(connection):
        name = f"support {support.id} of event {support.event}"
        if support.report not in texts:
            yield f"{name}: there is no current report {support.report}: {_AGAIN}"
            continue
        for bad in bad_spans(to_plain(support), texts[support.report]):
            yield f"{name}: report {support.report} has other words at {bad}: {_AGAIN}"
    for event in query.events(connection, query.Filter()):
        for seen in event.observations:
            for bad in bad_spans(to_plain(seen), texts.get(seen.report, "")):
                yield f"event {event.id}: report {seen.report} has other words at {bad}: {_AGAIN}"
    yield from _links(connection)


def _links(connection: Connection) -> Iterator[str]:
    """What the derived tables say of each other must be there."""
    said, claims = schema.supports, schema.claims
    targets = (
        ("event", said.c.event, schema.events.c.id),
        ("party", said.c.party, schema.parties.c.id),
        ("claim", said.c.claim, union(select(claims.c.key), select(schema.marked_claims.c.claim)).subquery().c[0]),
    )
    for what, column, target in targets:
        missing = select(said.c.id, column).where(~exists().where(target == column)).order_by(said.c.ordinal)
        for id_, value in connection.execute(missing):
            yield f"support {id_}: there is no {what} {value}: {_AGAIN}"
    for side in (schema.conflicts.c.left, schema.conflicts.c.right):
        for (value,) in connection.execute(select(side).where(~exists().where(said.c.id == side)).order_by(side)):
            yield f"a conflict names the support {value}, which is not there: {_AGAIN}"
