"""How reports come into the ledger, one at a time: taken in, read, kept, and only then acknowledged.

Report, raw bytes, reading, claims and index rows are safe on the disk before anybody is told; a process that is
killed loses what it had not acknowledged and nothing else, and the same command again goes on from there.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select, update

from accordingto.errors import AccordingToError, ResourceError
from accordingto.ledger import schema
from accordingto.ledger.ahead import WorkerDied, ahead
from accordingto.ledger.database import Database
from accordingto.ledger.raw import RawFolder
from accordingto.ledger.rows import ReadingRows, checked_rows
from accordingto.model.claim import Reading
from accordingto.model.text import Receipt, Reject, Report

Read = Callable[[Report], Reading]
TakeIn = Callable[..., Iterable[Receipt | Reject]]

OUTCOMES = ("added", "unread", "already", "rejected")
"""`added`: kept and read; `unread`: kept but not readable; `already`: it was there; `rejected`: not kept."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One input that is dealt with, told when it is safe on the disk.

    `number` counts from 1, `outcome` is one of OUTCOMES, `report` the report's id (None when it was rejected).
    """

    number: int
    outcome: str
    where: str
    report: str | None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the inputs: `added` reports are new in the ledger, of which `read` were read and `unread`
    were not; `already` were there, `rejected` could not be kept. `rejects` are the rejected and the unread."""

    added: int = 0
    already: int = 0
    read: int = 0
    unread: int = 0
    rejected: int = 0
    rejects: tuple[Reject, ...] = ()


@dataclass(frozen=True, slots=True)
class _Done:
    outcome: str
    where: str
    report: str | None = None
    reject: Reject | None = None


@dataclass(frozen=True, slots=True)
class _Taken:
    """An input: a report, with the place it comes from, or the reject that it became."""

    where: str
    report: Report | None = None
    reject: Reject | None = None


def _rows_or_reason(read: Read, report: Report) -> ReadingRows | str:
    """The rows of the report's reading, or why it has none; raises ResourceError (nothing can be read)."""
    try:
        return checked_rows(read(report), report)
    except ResourceError:
        raise
    except AccordingToError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001
        # A report may break the reader in ways nobody foresaw. It is kept and listed with the cause, and the
        # thousands behind it are still read; anywhere else a broad except would hide a mistake of ours.
        return f"reader failed: {type(error).__name__}: {error}"


def taken_in(wheres: Iterable[str | Path], take_in: TakeIn, retrieved: str | None) -> Iterator[Receipt | Reject]:
    """What intake makes of each file, folder or address; one that fails is a Reject, and the next follows."""
    for where in wheres:
        try:
            yield from take_in(where, retrieved=retrieved)
        except AccordingToError as error:
            yield Reject(str(where), str(error))
        except Exception as error:  # noqa: BLE001 - whatever an input sets off, the inputs after it are still taken in
            yield Reject(str(where), f"intake failed: {type(error).__name__}: {error}")


class Adder:
    """Keeps reports in one ledger. `read` makes a reading of a report or raises; `day` is noted with rejects."""

    def __init__(
        self, database: Database, raw: RawFolder, read: Read, day: str | None = None, jobs: int = 1
    ) -> None:
        self._database = database
        self._raw = raw
        self._read = read
        self._day = day
        self._jobs = jobs
        self._known: set[str] = set()

    def add(self, items: Iterable[Receipt | Reject], progress: Callable[[Progress], None] | None = None) -> Added:
        """Keep every receipt and every reject, telling `progress` of each when it is safe."""
        with self._database.reading() as connection:
            self._known = set(connection.execute(select(schema.reports.c.id)).scalars())
        return _tally(self._kept(map(self._prepared, items)), progress)

    def reread(self, reports: Iterable[Report], progress: Callable[[Progress], None] | None = None) -> Added:
        """Read reports that are in the ledger; a reading that differs from the one in force supersedes it."""
        again = ((_Taken(self._where(report), report), report) for report in reports)
        return _tally(self._superseded(again), progress)

    def _reject(self, reject: Reject) -> _Done:
        with self._database.writing() as connection:
            _insert_reject(connection, reject, None, self._day)
        return _Done("rejected", reject.where, reject=reject)

    def _prepared(self, item: Receipt | Reject) -> tuple[_Taken, Report | None]:
        """An input with the report that is to be read of it, None where there is nothing to read."""
        if isinstance(item, Reject):
            return _Taken(item.where, reject=item), None
        if item.report.id in self._known:
            return _Taken(item.where, item.report), None
        if reason := _why_not_kept(item.report):
            return _Taken(item.where, reject=Reject(item.where, reason, "ledger")), None
        report = replace(item.report, sha256=self._raw.put(item.raw))
        return _Taken(item.where, report), report

    def _kept(self, items: Iterable[tuple[_Taken, Report | None]]) -> Iterator[_Done]:
        for taken, outcome in self._read_ahead(items):
            if taken.reject is not None:
                yield self._reject(taken.reject)
            elif taken.report is not None:
                known = _Done("already", taken.where, taken.report.id)
                yield known if outcome is None else self._keep(taken.report, taken.where, outcome)

    def _keep(self, report: Report, where: str, outcome: ReadingRows | Reject) -> _Done:
        with self._database.writing() as connection:
            if _insert_report(connection, report, where):
                done = self._insert_outcome(connection, outcome, report, where)
            else:  # another process was quicker, or the same report came twice
                done = _Done("already", where, report.id)
        self._known.add(report.id)
        return done

    def _where(self, report: Report) -> str:
        with self._database.reading() as connection:
            found: str = connection.execute(
                select(schema.reports.c.where).where(schema.reports.c.id == report.id)
            ).scalar_one()
        return found

    def _superseded(self, items: Iterable[tuple[_Taken, Report | None]]) -> Iterator[_Done]:
        for taken, outcome in self._read_ahead(items):
            if taken.report is not None and outcome is not None:
                yield self._supersede(taken.report, taken.where, outcome)

    def _supersede(self, report: Report, where: str, outcome: ReadingRows | Reject) -> _Done:
        with self._database.writing() as connection:
            if isinstance(outcome, ReadingRows) and _digest(connection, report.id) == outcome.reading["digest"]:
                return _Done("already", where, report.id)
            return self._insert_outcome(connection, outcome, report, where)

    def _insert_outcome(
        self, connection: Connection, outcome: ReadingRows | Reject, report: Report, where: str
    ) -> _Done:
        if isinstance(outcome, Reject):
            _insert_reject(connection, outcome, report.id, self._day)
            return _Done("unread", where, report.id, outcome)
        _insert_reading(connection, outcome)
        return _Done("added", where, report.id)

    def _read_ahead(
        self, items: Iterable[tuple[_Taken, Report | None]]
    ) -> Iterator[tuple[_Taken, ReadingRows | Reject | None]]:
        """Each input with its reading's rows or why it has none; None where nothing was to be read."""
        for taken, found in ahead(items, partial(_rows_or_reason, self._read), self._jobs):
            if isinstance(found, WorkerDied):
                found = "the process that read it ended without an answer: it may have run out of memory"
            if isinstance(found, str):
                sha256 = taken.report.sha256 if taken.report is not None else None
                yield taken, Reject(taken.where, _printable(found), "reading", sha256)
            else:
                yield taken, found


def _tally(steps: Iterable[_Done], progress: Callable[[Progress], None] | None) -> Added:
    counts = dict.fromkeys(OUTCOMES, 0)
    rejects: list[Reject] = []
    for number, done in enumerate(steps, 1):
        counts[done.outcome] += 1
        if done.reject is not None:
            rejects.append(done.reject)
        if progress is not None:
            progress(Progress(number, done.outcome, done.where, done.report))
    return Added(
        added=counts["added"] + counts["unread"],
        already=counts["already"],
        read=counts["added"],
        unread=counts["unread"],
        rejected=counts["rejected"],
        rejects=tuple(rejects),
    )


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _why_not_kept(report: Report) -> str | None:
    """The reason why a report's own words cannot be stored, None when they can."""
    for field in fields(report):
        value: Any = getattr(report, field.name)
        if isinstance(value, str) and _printable(value) != value:
            return f"its {field.name} holds half of a surrogate pair, which is no character: mend the encoding"
    if not report.text.strip():
        return "it has no text: nothing can be read in it"
    return None


def _insert_report(connection: Connection, report: Report, where: str) -> bool:
    """Write a report; False when it is there already."""
    table, earlier = schema.reports, None
    if connection.execute(select(table.c.seq).where(table.c.id == report.id)).first():
        return False
    if report.url is not None:
        same_address = select(table.c.id).where(table.c.url == report.url).order_by(table.c.seq.desc()).limit(1)
        earlier = connection.execute(same_address).scalar_one_or_none()
    values = {field.name: getattr(report, field.name) for field in fields(report)}
    connection.execute(insert(table), {"where": _printable(where), "version_of": earlier, **values})
    return True


def _digest(connection: Connection, report: str) -> str | None:
    table = schema.readings
    in_force = select(table.c.digest).where(table.c.report == report, table.c.superseded_by.is_(None))
    digest: str | None = connection.execute(in_force).scalar_one_or_none()
    return digest


def _insert_reading(connection: Connection, rows: ReadingRows) -> None:
    """Write a reading with its attributions and claims; one that was in force before is superseded by it."""
    table = schema.readings
    number = connection.execute(insert(table).values(**rows.reading).returning(table.c.id)).scalar_one()
    connection.execute(
        update(table)
        .where(table.c.report == rows.reading["report"], table.c.id != number, table.c.superseded_by.is_(None))
        .values(superseded_by=number)
    )
    for parts, into in ((rows.attributions, schema.attributions), (rows.claims, schema.claims)):
        if parts:
            connection.execute(insert(into), [{**row, "reading": number} for row in parts])


def _insert_reject(connection: Connection, reject: Reject, report: str | None, day: str | None) -> None:
    """Write a reject once: a second run over the same inputs does not list it again."""
    values = {field.name: _plain(getattr(reject, field.name)) for field in fields(reject)}
    connection.execute(insert(schema.rejects).prefix_with("OR IGNORE").values(report=report, day=day, **values))


def _plain(value: str | None) -> str | None:
    return None if value is None else _printable(value)
