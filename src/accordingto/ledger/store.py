"""The ledger: one file and a folder of raw bytes beside it, opened to write or only to read."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection

from accordingto.errors import LedgerError, QueryError
from accordingto.ledger import derived, query, records
from accordingto.ledger.adding import Added, Adder, Progress, Read, TakeIn, taken_in
from accordingto.ledger.database import BUSY_SECONDS, Database
from accordingto.ledger.query import Filter, Hit, SourceRecord
from accordingto.ledger.raw import RawFolder
from accordingto.model.claim import Reading
from accordingto.model.event import Conflict, Event, Judgement, NearCopy, Party, Reconciliation, Support
from accordingto.model.text import Reject, Report

Reconcile = Callable[..., Reconciliation]


def _check_date(retrieved: str) -> None:
    try:
        datetime.fromisoformat(retrieved)
    except ValueError:
        raise QueryError(f"retrieved must be a date such as 2024-10-18, not {retrieved!r}") from None


def _intake() -> TakeIn:
    from accordingto.intake import take_in

    return take_in


def _reader() -> Read:
    from accordingto.reading import read  # here, because it brings the language model with it

    return read


def _reconciliation() -> Reconcile:
    from accordingto.reconciliation import reconcile

    return reconcile


class Ledger:
    """The durable record of reports and what was read in them, and what follows from all of them together.

    Opened to write (the default) it is made where it is missing, and its events are brought up to date before
    they are asked for. Opened with `read_only=True` it never writes, never waits for a writer, and shows the
    events as they were last reconciled (`stale()`: whether the record has grown since). Use it in a `with` block.

    Raises LedgerError when the file cannot be opened or is not a ledger, SchemaTooNew when a later version of this
    program wrote it; writing raises LedgerBusy when another process does not leave off within `busy_seconds`.
    """

    def __init__(self, path: str | Path, *, read_only: bool = False, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = Path(path)
        self.read_only = read_only
        self._database = Database(self.path, read_only=read_only, busy_seconds=busy_seconds)
        self._raw = RawFolder(self.path.absolute().with_name(self.path.name + ".raw"))

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give up the connections to the file; a closed ledger is opened again when it is asked something."""
        self._database.close()

    # Growing

    def add(
        self,
        wheres: Iterable[str | Path],
        *,
        retrieved: str | None = None,
        progress: Callable[[Progress], None] | None = None,
        take_in: TakeIn | None = None,
        read: Read | None = None,
        jobs: int = 1,
    ) -> Added:
        """Take in files, folders or addresses, read each report and keep it; what is there already is passed over.

        `progress` is told of each input once it is safe on the disk. `retrieved` is the ISO date noted on the
        reports and the rejects (QueryError when it is none). A report of a known address with another text is kept
        as its new version. `take_in` and `read` stand in for intake and reader. `jobs` processes read; what they
        give and its order do not depend on their number. Bad inputs are listed in the
        result and never raise; ResourceError (the installation is broken) and LedgerError (the ledger cannot be
        written) do, and lose nothing acknowledged.
        """
        if retrieved is not None:
            _check_date(retrieved)
        if isinstance(wheres, (str, Path)):
            wheres = (wheres,)
        adder = self._adder(read, retrieved, jobs)
        return adder.add(taken_in(wheres, take_in or _intake(), retrieved), progress)

    def reread(
        self, *, progress: Callable[[Progress], None] | None = None, read: Read | None = None, jobs: int = 1
    ) -> Added:
        """Read every current report again, also those that could not be read before.

        A reading that differs supersedes the earlier one, which is kept; the same reading again changes nothing
        and counts as `already`.
        """
        return self._adder(read, None, jobs).reread(self.reports(), progress)

    def _adder(self, read: Read | None, day: str | None, jobs: int) -> Adder:
        if self.read_only:
            raise LedgerError(f"{self.path} is open for reading only: open it with read_only=False to add to it")
        return Adder(self._database, self._raw, read or _reader(), day, jobs)

    def judge(
        self, kind: str, left: str, right: str | None = None, *, by: str, on: str, note: str | None = None
    ) -> Judgement:
        """Log what an analyst decided about one claim or two (their keys); it outranks the machine.

        `kind` is same, different, not-an-event or wrong-value; `on` an ISO day. The last judgement on a subject
        holds. Raises QueryError, NotFound.
        """
        with self._database.writing() as connection:
            return records.insert_judgement(connection, Judgement("", kind, left, right, by, on, note))

    def withdraw(self, judgement: str, *, by: str, on: str, note: str | None = None) -> Judgement:
        """Take back the judgement with this id: both stay in the log, and the machine decides again."""
        with self._database.writing() as connection:
            made = Judgement("", records.WITHDRAWN, judgement, None, by, on, note)
            return records.insert_judgement(connection, made)

    # Reconciling

    def reconcile(self, *, reconcile: Reconcile | None = None) -> Reconciliation:
        """Make parties, events, supports, conflicts and near-copies anew from the current readings, and keep them.

        What is added while this computes is left for the next time. `reconcile` stands in for the reconciliation.
        """
        with self._database.reading() as connection:
            made_from = derived.inputs(connection)
        found = (reconcile or _reconciliation())(made_from.readings, judgements=made_from.judgements)
        with self._database.writing() as connection:
            derived.rebuild(connection, made_from, found)
        return found

    def refresh(self, *, reconcile: Reconcile | None = None) -> bool:
        """Reconcile if the record has grown, or the program changed, since the last time; whether it did."""
        stale = self.stale()
        if stale:
            self.reconcile(reconcile=reconcile)
        return stale

    def stale(self) -> bool:
        """Whether the events do not show what the record says now."""
        with self._database.reading() as connection:
            return derived.is_stale(connection)

    # The record

    @contextmanager
    def record(self) -> Iterator[Connection]:
        """One moment of the whole ledger, for export and verification: nothing written meanwhile is seen."""
        with self._database.reading() as connection:
            yield connection

    def reports(self, *, versions: bool = False) -> tuple[Report, ...]:
        """The reports in the order they were added: the latest version at each address, or all `versions`."""
        with self._database.reading() as connection:
            return records.reports(connection, versions=versions)

    def report(self, id_: str) -> Report:
        """The report with this id, or the one whose id begins so. Raises NotFound; QueryError when several do."""
        with self._database.reading() as connection:
            return records.report(connection, id_)

    def raw(self, report_id: str) -> bytes:
        """The bytes that the report was made from, checked against their SHA-256. Raises NotFound."""
        return self.raw_bytes(self.report(report_id).sha256 or "")

    def raw_bytes(self, sha256: str) -> bytes:
        """The raw bytes with this digest. Raises NotFound when they are missing or were changed."""
        return self._raw.get(sha256)

    def reading(self, report_id: str) -> Reading:
        """The reading in force of a report. Raises NotFound, with the reason when the report was not read."""
        with self._database.reading() as connection:
            return records.reading(connection, report_id)

    def rejects(self) -> tuple[Reject, ...]:
        """What could not be taken in or read, with the reasons, in the order it came."""
        with self._database.reading() as connection:
            return records.rejects(connection)

    def judgements(self, *, withdrawn: bool = False) -> tuple[Judgement, ...]:
        """The judgements in force, in the order they were made; with `withdrawn`, the whole log."""
        with self._database.reading() as connection:
            made = records.judgements(connection)
        return made if withdrawn else records.in_force(made)

    # What follows from it

    @contextmanager
    def events_view(self) -> Iterator[Connection]:
        """One moment of the ledger with its events: brought up to date first, unless only read."""
        if not self.read_only:
            self.refresh()
        with self._database.reading() as connection:
            if derived.stamp_of(connection) is None:
                raise LedgerError(
                    f"{self.path} has no events yet: its reports were never reconciled by this version of "
                    "accordingto. Open it once for writing (`accordingto events`)"
                )
            yield connection

    def events(self, wanted: Filter | None = None) -> tuple[Event, ...]:
        """The events asked for (all without a filter): most claims first, then lenient origins, then by id."""
        with self.events_view() as connection:
            return query.events(connection, wanted or Filter())

    def event(self, id_: str) -> Event:
        """The event with this id, or the one whose id begins so. Raises NotFound; QueryError when several do."""
        with self.events_view() as connection:
            return query.event(connection, id_)

    def supports(self, event_id: str | None = None) -> tuple[Support, ...]:
        """Who stands where on an event, in which words; of all events without an id."""
        with self.events_view() as connection:
            return query.supports(connection, event_id)

    def parties(self) -> tuple[Party, ...]:
        """Every party that something in the ledger rests on."""
        with self.events_view() as connection:
            return query.parties(connection)

    def conflicts(self, event_id: str | None = None) -> tuple[Conflict, ...]:
        """The conflicts in which an event's supports take part; all without an id."""
        with self.events_view() as connection:
            return query.conflicts(connection, event_id)

    def near_copies(self) -> tuple[NearCopy, ...]:
        """The reports that repeat the words of others."""
        with self.events_view() as connection:
            return query.near_copies(connection)

    def who(self, question: str, limit: int = 5) -> tuple[Event, ...]:
        """The events that a question in words is about, the best first. Raises QueryError when it has no words."""
        with self.events_view() as connection:
            return query.who(connection, question, limit)

    def sources(self) -> tuple[SourceRecord, ...]:
        """Every party with how much it said: the one in the most reports first."""
        with self.events_view() as connection:
            return query.sources(connection)

    def search(self, question: str, limit: int = 20) -> tuple[Hit, ...]:
        """The current reports that answer a question in words, each with the stretch of text to show."""
        with self._database.reading() as connection:
            return query.search(connection, question, limit)
