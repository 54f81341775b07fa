"""How a ledger's tables came to be, step by step: a step that was ever released is never changed again.

Each step is a list of statements that runs once, in one transaction with the row that records it. The record is
append-only by the database's own word: triggers refuse to change or delete a row, and keep the full-text indexes.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from accordingto.errors import SchemaTooNew

APPLICATION_ID = 0x61636374
"""What marks an SQLite file as a ledger of this program (the letters "acct")."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step (its place in MIGRATIONS, from 1) with the statements that make it."""

    name: str
    statements: tuple[str, ...]


_TABLES = (
    """CREATE TABLE reports (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, "where" TEXT NOT NULL, url TEXT, title TEXT, outlet TEXT,
        author TEXT, published TEXT, retrieved TEXT, language TEXT, sha256 TEXT NOT NULL, ref TEXT,
        text TEXT NOT NULL, version_of TEXT REFERENCES reports (id))""",
    "CREATE INDEX reports_by_url ON reports (url, seq)",
    "CREATE INDEX reports_by_version ON reports (version_of)",
    """CREATE TABLE readings (
        id INTEGER PRIMARY KEY, report TEXT NOT NULL REFERENCES reports (id), reader TEXT NOT NULL,
        model TEXT NOT NULL, resources TEXT NOT NULL, schema TEXT NOT NULL, digest TEXT NOT NULL,
        json TEXT NOT NULL, superseded_by INTEGER REFERENCES readings (id))""",
    "CREATE INDEX readings_by_report ON readings (report)",
    """CREATE TABLE attributions (
        id INTEGER PRIMARY KEY, reading INTEGER NOT NULL REFERENCES readings (id), ordinal INTEGER NOT NULL,
        local TEXT NOT NULL, root_name TEXT NOT NULL, root_class TEXT NOT NULL, act TEXT NOT NULL, said_on TEXT,
        json TEXT NOT NULL, UNIQUE (reading, ordinal))""",
    """CREATE TABLE claims (
        id INTEGER PRIMARY KEY, "key" TEXT NOT NULL, reading INTEGER NOT NULL REFERENCES readings (id),
        ordinal INTEGER NOT NULL, report TEXT NOT NULL REFERENCES reports (id), attribution TEXT,
        anchor_start INTEGER NOT NULL, anchor_end INTEGER NOT NULL, span_start INTEGER NOT NULL,
        span_end INTEGER NOT NULL, gloss TEXT NOT NULL, event_type TEXT, event_act TEXT, status TEXT NOT NULL,
        words TEXT NOT NULL, json TEXT NOT NULL, UNIQUE (reading, ordinal), UNIQUE (reading, "key"))""",
    'CREATE INDEX claims_by_key ON claims ("key")',
    "CREATE INDEX claims_by_report ON claims (report)",
    """CREATE TABLE rejects (
        id INTEGER PRIMARY KEY, "where" TEXT NOT NULL, reason TEXT NOT NULL, stage TEXT NOT NULL, sha256 TEXT,
        report TEXT REFERENCES reports (id), day TEXT)""",
    "CREATE UNIQUE INDEX rejects_once ON rejects (\"where\", stage, reason, ifnull(sha256, ''))",
    """CREATE TABLE judgements (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, "left" TEXT NOT NULL, "right" TEXT,
        "by" TEXT NOT NULL, "on" TEXT NOT NULL, note TEXT)""",
)

_REPORTS = "title, text, content='reports', content_rowid='seq'"
_CLAIMS = "words, content='claims', content_rowid='id'"
_WORDS = "tokenize='unicode61 remove_diacritics 2'"
_GRAMS = "tokenize='trigram'"
_INDEXES = (
    f"CREATE VIRTUAL TABLE reports_words USING fts5({_REPORTS}, {_WORDS})",
    f"CREATE VIRTUAL TABLE reports_grams USING fts5({_REPORTS}, {_GRAMS})",
    f"CREATE VIRTUAL TABLE claims_words USING fts5({_CLAIMS}, {_WORDS})",
    f"CREATE VIRTUAL TABLE claims_grams USING fts5({_CLAIMS}, {_GRAMS})",
    """CREATE TRIGGER reports_indexed AFTER INSERT ON reports BEGIN
        INSERT INTO reports_words (rowid, title, text) VALUES (new.seq, new.title, new.text);
        INSERT INTO reports_grams (rowid, title, text) VALUES (new.seq, new.title, new.text);
    END""",
    """CREATE TRIGGER claims_indexed AFTER INSERT ON claims BEGIN
        INSERT INTO claims_words (rowid, words) VALUES (new.id, new.words);
        INSERT INTO claims_grams (rowid, words) VALUES (new.id, new.words);
    END""",
)

_KEPT = ("reports", "readings", "attributions", "claims", "rejects", "judgements")
_READING_FIELDS = "id, report, reader, model, resources, schema, digest, json"


def _refusal(table: str, trigger: str, event: str, condition: str = "") -> str:
    return (
        f"CREATE TRIGGER {table}_{trigger} BEFORE {event} ON {table} {condition} "
        f"BEGIN SELECT RAISE(ABORT, 'the table {table} only grows'); END"
    )


_APPEND_ONLY = (
    *(_refusal(table, "kept", "DELETE") for table in _KEPT),
    *(_refusal(table, "fixed", "UPDATE") for table in _KEPT if table != "readings"),
    _refusal("readings", "fixed", f"UPDATE OF {_READING_FIELDS}"),
    _refusal("readings", "superseded", "UPDATE OF superseded_by", "WHEN old.superseded_by IS NOT NULL"),
)

MIGRATIONS: tuple[Migration, ...] = (
    Migration("the record and its indexes", _TABLES + _INDEXES + _APPEND_ONLY),
    Migration(
        "what a judgement puts in the place of what was read", ("ALTER TABLE judgements ADD COLUMN value TEXT",)
    ),
)


def version(connection: Connection) -> int:
    """The number of the last step this ledger has gone through, 0 for an empty file."""
    known = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'migrations'"
    if not connection.exec_driver_sql(known).scalar_one():
        return 0
    return int(connection.exec_driver_sql("SELECT ifnull(max(number), 0) FROM migrations").scalar_one())


def check_version(found: int, name: str) -> None:
    """Raise SchemaTooNew when the ledger `name` has gone through more steps than this program knows."""
    if found > len(MIGRATIONS):
        raise SchemaTooNew(
            f"{name} was written by a later version of accordingto (its tables have version {found}, this program "
            f"knows {len(MIGRATIONS)}): upgrade accordingto, or use another ledger"
        )


def migrate(connection: Connection) -> None:
    """Take the steps that a ledger has not gone through yet.

    The connection must be in a write transaction: either every missing step is taken or none.
    """
    found = version(connection)
    if found == 0:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql("CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL)")
    for number, step in enumerate(MIGRATIONS[found:], found + 1):
        for statement in step.statements:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("INSERT INTO migrations (number, name) VALUES (?, ?)", (number, step.name))
