"""The ledger: one file and a folder of raw bytes beside it, opened to write or only to read."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, select

from accordingto.config import DEFAULT_SOURCES, settings
from accordingto.errors import LedgerError, NotFound, QueryError
from accordingto.ledger import derived, hits, judgements, query, records, schema
from accordingto.ledger.adding import Added, Adder, Progress, Read, TakeIn, taken_in
from accordingto.ledger.database import BUSY_SECONDS, Database
from accordingto.ledger.diff import Diff, differences
from accordingto.ledger.filter import Filter
from accordingto.ledger.hits import Hit
from accordingto.ledger.past import LAST_DAY, Past, known_on
from accordingto.ledger.picture import Picture
from accordingto.ledger.raw import RawFolder
from accordingto.ledger.sourceedit import write_letter
from accordingto.ledger.sourcefile import read_sources
from accordingto.model.claim import Reading
from accordingto.model.event import Judgement, KnownSource, Reconciliation
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


def _made(reconcile: Reconcile | None, made_from: derived.Inputs) -> Reconciliation:
    """The reconciliation of what it is made from; a table of sources is passed on where there is one."""
    known = {"sources": made_from.known} if made_from.known else {}
    return (reconcile or _reconciliation())(made_from.readings, judgements=made_from.judgements, **known)


def _words_of(made: Judgement) -> tuple[str, ...]:
    """The ids that a judgement gives, of claims or of events."""
    if made.kind not in judgements.KINDS or made.kind == "missed":
        return ()
    sides = (made.left, made.right or "") if made.kind in judgements.PAIRS else (made.left,)
    return tuple(word for side in sides for word in side.replace(",", " ").split())


class Ledger(Picture):
    """The durable record of reports and what was read in them, and what follows from all of them together.

    Opened to write (the default) it is made where it is missing, and its events are brought up to date before
    they are asked for. Opened with `read_only=True` it never writes, never waits for a writer, and shows the
    events as they were last reconciled (`stale()`: whether the record has grown since). Use it in a `with` block.

    `sources` is the user's own table of sources; without it `sources.toml` beside the ledger, or what
    `ACCORDINGTO_SOURCES` names, if it is there.

    Raises LedgerError when the file cannot be opened or is not a ledger, SchemaTooNew when a later version of this
    program wrote it; writing raises LedgerBusy when another process does not leave off within `busy_seconds`.
    SourcesError, from whatever has to do with events, when the table of sources cannot be understood.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        read_only: bool = False,
        busy_seconds: float = BUSY_SECONDS,
        sources: str | Path | None = None,
    ) -> None:
        self.path = Path(path)
        self._sources = None if sources is None else Path(sources)
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

    def judge(  # noqa: PLR0913 - an entry of the log has as many parts
        self,
        kind: str,
        left: str,
        right: str | None = None,
        *,
        by: str,
        on: str,
        note: str | None = None,
        value: str | None = None,
    ) -> Judgement:
        """Log what an analyst decided; it outranks the machine, and holds for the claims whoever reads them anew.

        `left` and `right` are ids of claims or events (or the beginnings of them), several with spaces between; an
        event stands for the claims that are in it now. What stands on both sides of *different* is parted from the
        rest of the right side. By `kind`:

        * same, different: `left` and `right`.
        * not-an-event, as-read (nothing is wrong with it, do not ask again): `left`.
        * wrong-value: a claim; `value` the right number, or None: its number is not relied on.
        * wrong-status: a claim; `value` the right status.
        * not-this-source: a claim; `right` the holder who does not say so (None: its root), `value` who does, in
        words of the report, or None: nobody but the report itself.
        * missed: `left` a stretch of a report, `REPORT:START-END` in code points; `right` whose word it is, in
        words of the report, or None: the report's own; `value` its status (default happened).

        `on` is an ISO day, which is kept and changes nothing. The last judgement on a subject holds. Raises
        QueryError, NotFound.
        """
        made = Judgement("", kind, left, right, by, on, note, value)
        with self._database.writing():
            pass  # a ledger that may not be written says so before anything is worked out
        claims = {word: self._claims_of(word) for word in _words_of(made)}
        with self._database.writing() as connection:
            return judgements.insert_judgement(
                connection, judgements.checked(connection, made, claims.__getitem__)
            )

    def _claims_of(self, word: str) -> tuple[str, ...]:
        """The claims that an id, or the beginning of one, of a claim or an event stands for."""
        with self._database.reading() as connection:
            if connection.execute(select(schema.claims.c.id).where(schema.claims.c.key == word)).first():
                return (word,)
        with self.events_view() as connection:
            if query.event_of(connection, word):
                return (word,)
            try:
                return query.event(connection, word).claims
            except NotFound as unknown:
                try:
                    return (records.full_id(connection, schema.event_claims.c.claim, "claim", word),)
                except NotFound:
                    raise NotFound(f"there is no claim or event {word!r} in this ledger") from unknown

    def judged_claims(self, judgement: Judgement) -> tuple[str, ...]:
        """The keys of the claims that a judgement of the log, or the one that it undoes, is about."""
        about = {j.id: j for j in self.judgements(withdrawn=True)}
        while judgement.kind == judgements.WITHDRAWN:
            judgement = about[judgement.left]
        with self._database.reading() as connection:
            [now] = derived.carried(connection, [judgement])
        keys = () if now.kind == "missed" else now.left.split()
        right = now.right.split() if now.right and now.kind in judgements.PAIRS else ()
        marked = derived.marked_key(now)
        return (*keys, *right, *([marked] if marked else ()))

    def withdraw(self, judgement: str, *, by: str, on: str, note: str | None = None) -> Judgement:
        """Undo the judgement with this id: both stay in the log, and all is as if it had not been made.

        An undoing is an entry of the log too, and can be undone. Raises NotFound for what is not there or was
        undone already, QueryError for what makes no sense.
        """
        with self._database.writing() as connection:
            made = Judgement("", judgements.WITHDRAWN, judgement, None, by, on, note)
            return judgements.insert_judgement(connection, judgements.undoing(connection, made))

    # Reconciling

    def reconcile(self, *, reconcile: Reconcile | None = None) -> Reconciliation:
        """Make parties, events, supports, conflicts and near-copies anew from the current readings, and keep them.

        What is added while this computes is left for the next time. `reconcile` stands in for the reconciliation.
        """
        known = self.known_sources()
        with self._database.reading() as connection:
            made_from = derived.inputs(connection, known)
        found = _made(reconcile, made_from)
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
            return derived.is_stale(connection, self.known_sources())

    def grade(self, party: str, letter: str | None) -> str:
        """Write into the user's own table of sources how reliable a party (its id) is: A to F, None for no letter.

        Everything else in the file stays as it is. Gives the name of the party, by which it goes on being found:
        its id may become another, since the table says who a source is. Raises NotFound; QueryError for a party
        that has no name of its own, SourcesError when the file cannot be changed.
        """
        if self.read_only:
            raise LedgerError(
                f"{self.path} is open for reading only: open it with read_only=False to grade sources"
            )
        with self.events_view() as connection:
            found = query.parties(connection, [party])
        if not found:
            raise NotFound(f"there is no source {party!r} in this ledger")
        if found[0].anonymous or not found[0].counts:
            raise QueryError(f"{found[0].name} may be anybody: only who has a name of its own can be graded")
        self.known_sources()  # a table that is not understood says so before anything is written
        write_letter(self.sources_path, (found[0].name, *found[0].aliases), letter)
        return found[0].name

    @property
    def sources_path(self) -> Path:
        """Where the user's own table of sources is, or would be."""
        if self._sources is not None:
            return self._sources
        return self.path.absolute().parent / settings().sources

    def known_sources(self) -> tuple[KnownSource, ...]:
        """The user's own table of sources; empty where there is none. Raises SourcesError."""
        path = self.sources_path
        if path.name == DEFAULT_SOURCES and self._sources is None and not path.exists():
            return ()
        return read_sources(path)

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
            made = judgements.judgements(connection)
        return made if withdrawn else judgements.in_force(made)

    # What follows from it

    def _view(self) -> Iterator[Connection]:
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

    @contextmanager
    def asof(self, day: str, *, reconcile: Reconcile | None = None) -> Iterator[Past]:
        """The events as they stood at the end of an ISO day: what was known then, from whom.

        Use it in a `with` block. Only reports published up to that day count, each in its version of that day;
        reports without a day are left
        out and counted. The judgements of today hold. Raises QueryError for what is no day.
        """
        records.check_day("the day", day)
        with self._database.reading() as connection:
            then = known_on(connection, day, self.known_sources())
        found = _made(reconcile, then.made_from)
        with self._database.reading() as connection:
            yield Past(connection, day, then, found)

    def diff(self, since: str, until: str | None = None, wanted: Filter | None = None) -> Diff:
        """What changed from the end of the day before `since` to the end of `until` (None: all that is known).

        On the events that meet the filter `wanted` as they are then. Raises QueryError for what are no days.
        """
        records.check_day("since", since)
        if until is not None:
            records.check_day("until", until)
            if until < since:
                raise QueryError(f"since {since} is later than until {until}: no day lies between them")
        eve = (date.fromisoformat(since) - timedelta(days=1)).isoformat()
        with self.asof(eve) as before, self.asof(until or LAST_DAY) as after:
            found = differences(before, after, wanted)
            return Diff(since, until, after.undated, found)

    def search(self, question: str, limit: int = 20) -> tuple[Hit, ...]:
        """The current reports that answer a question in words, each with the stretch of text to show."""
        with self._database.reading() as connection:
            return hits.search(connection, question, limit)
