"""One SQLite file: a writer that takes its turn, and readers that never wait for it.

Write transactions begin with BEGIN IMMEDIATE, so that two writers queue instead of failing half-way; readers use
connections of their own that cannot write, and see the ledger as it was when their transaction began (WAL).
`synchronous=FULL`: what was committed survives a loss of power, not only the death of the process.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from accordingto.errors import LedgerBusy, LedgerError
from accordingto.ledger import migrations

BUSY_SECONDS = 30.0
"""How long a writer waits for its turn before it gives up with LedgerBusy."""

OLDEST_SQLITE = (3, 35)
"""The first SQLite with all that is used here: the trigram index and RETURNING."""

_MAGIC = b"SQLite format 3\x00"


class Database:
    """The database file of a ledger. Making one opens it, or raises LedgerError with the cause and the way out."""

    def __init__(self, path: Path, *, read_only: bool, busy_seconds: float) -> None:
        self.path = path
        self.read_only = read_only
        self._seconds = busy_seconds
        _check_sqlite(path)
        _check_file(path, busy_seconds, read_only=read_only)
        file = path.absolute()  # wherever the process goes later
        self._readers = _engine(lambda: _reader(file, busy_seconds), "BEGIN", pooled=False)
        self._writer = None if read_only else _engine(lambda: _writer(file, busy_seconds), "BEGIN IMMEDIATE")
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def _prepare(self) -> None:
        """Bring the tables up to date; a ledger that is only read must be up to date already."""
        latest = len(migrations.MIGRATIONS)
        if not self.read_only and (not self.path.exists() or self._version() < latest):
            with self.writing() as connection:
                migrations.migrate(connection)
        found = self._version()
        migrations.check_version(found, str(self.path))
        if found == 0:
            raise LedgerError(f"{self.path} is empty: fill it with `accordingto add`, or name another file")
        if found < latest:
            raise LedgerError(
                f"{self.path} was written by an earlier version of accordingto and is open for reading only: "
                "open it once for writing (`accordingto verify`) to bring it up to date"
            )

    def _version(self) -> int:
        with self.reading() as connection:
            return migrations.version(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that reads the ledger as it stands now and cannot write."""
        with self._explained(), self._readers.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write. Raises LedgerBusy when another process holds on to its turn."""
        if self._writer is None:
            raise LedgerError(f"{self.path} is open for reading only: open it with read_only=False to write")
        with self._explained(), self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give up every connection; the last writer to leave folds the log into the file."""
        for engine in (self._writer, self._readers):
            if engine is not None:
                engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise _explain(self.path, str(error.orig), self._seconds) from error
        except sqlite3.Error as error:
            raise _explain(self.path, str(error), self._seconds) from error


def _explain(path: Path, cause: str, seconds: float) -> LedgerError:
    if "locked" in cause or "busy" in cause:
        return LedgerBusy(
            f"{path} is held by another process that writes to it, and was not free within {seconds:g} seconds: "
            "try again when that is done"
        )
    ways = {
        "not a database": "it is no ledger of accordingto, or was damaged: name another file, or restore a copy",
        "malformed": "the file is damaged: restore a copy, or add the reports to a new ledger",
        "disk is full": "make room on the disk and run the same command again; nothing acknowledged was lost",
        "readonly database": "the file or its folder may not be written: allow it, or name another ledger",
        "unable to open": "the file or its folder may not be opened: check the permissions",
    }
    way = next((way for sign, way in ways.items() if sign in cause), "run `accordingto verify` on it")
    return LedgerError(f"{path}: {cause}: {way}")


def _check_sqlite(path: Path) -> None:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise LedgerError(
            f"{path} cannot be opened: this Python brings SQLite {sqlite3.sqlite_version}, and a ledger needs "
            f"{'.'.join(map(str, OLDEST_SQLITE))} or later: use a newer build of Python"
        )


def _check_file(path: Path, seconds: float, *, read_only: bool) -> None:
    """Say what is wrong with a path before SQLite says it less clearly."""
    try:
        if path.is_dir():
            raise LedgerError(
                f"{path} is a folder, not a ledger: name a file in it, such as {path / 'accordingto.db'}"
            )
        if not path.parent.is_dir():
            raise LedgerError(f"{path}: there is no folder {path.parent}: make it first, or name another ledger")
        if not path.exists():
            _check_new(path, read_only=read_only)
        elif path.stat().st_size:
            _check_ledger(path, seconds)
    except OSError as error:
        raise LedgerError(f"{path} cannot be opened: {error.strerror or error}: check its permissions") from error


def _check_new(path: Path, *, read_only: bool) -> None:
    if read_only:
        raise LedgerError(f"there is no ledger at {path}: make one with `accordingto add`, or name another file")
    if not os.access(path.parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise LedgerError(f"{path}: the folder {path.parent} may not be written: name a ledger elsewhere")


def _check_ledger(path: Path, seconds: float) -> None:
    with path.open("rb") as file:
        head = file.read(len(_MAGIC))
    if head != _MAGIC:
        raise LedgerError(f"{path} is not a ledger of accordingto (nor any SQLite file): name another file")
    try:
        with closing(_reader(path, seconds)) as connection:
            (mark,) = connection.execute("PRAGMA application_id").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        raise _explain(path, str(error), seconds) from error
    if tables and mark != migrations.APPLICATION_ID:
        raise LedgerError(f"{path} is an SQLite file, but not a ledger of accordingto: name another file")


def _engine(connect: Callable[[], sqlite3.Connection], begin: str, *, pooled: bool = True) -> Engine:
    made: dict[str, Any] = {} if pooled else {"poolclass": NullPool}
    engine = create_engine("sqlite:///ledger", creator=connect, **made)

    @event.listens_for(engine, "connect")
    def _no_hidden_transactions(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver's own BEGIN would come too late and be a deferred one

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _writer(path: Path, seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=seconds, check_same_thread=False, isolation_level=None)
    try:
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _reader(path: Path, seconds: float) -> sqlite3.Connection:
    """A connection that cannot write; on a medium that cannot be written at all, one that takes no locks."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    try:
        return _opened(address, seconds)
    except sqlite3.OperationalError as error:
        unwritable = "readonly" in str(error) or "unable to open" in str(error)
        if not unwritable or path.with_name(path.name + "-wal").exists():
            raise
        return _opened(address + "&immutable=1", seconds)


def _opened(address: str, seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, timeout=seconds, check_same_thread=False, isolation_level=None)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection
