import sqlite3

import pytest
from sqlalchemy import inspect

from accordingto.errors import LedgerError, SchemaTooNew
from accordingto.ledger import Ledger, migrations, schema
from tests.unit.ledger import hand


def test_the_steps_make_the_tables_of_the_schema(ledger):
    with ledger.record() as connection:
        found = inspect(connection)
        for table in schema.record.sorted_tables:
            columns = {c["name"]: c for c in found.get_columns(table.name)}
            assert list(columns) == [c.name for c in table.columns], table.name
            for column in table.columns:
                made = columns[column.name]
                assert str(made["type"]) == str(column.type), column
                assert made["nullable"] == column.nullable or column.primary_key, column
                assert bool(made["primary_key"]) == column.primary_key, column
            keys = {(k["constrained_columns"][0], k["referred_table"]) for k in found.get_foreign_keys(table.name)}
            assert keys == {(k.parent.name, k.column.table.name) for k in table.foreign_keys}, table.name


def test_each_step_is_recorded_once(path):
    for _ in range(2):
        Ledger(path).close()
    rows = hand.rows(path, "SELECT number, name FROM migrations")
    assert rows == [(n, step.name) for n, step in enumerate(migrations.MIGRATIONS, 1)]


def test_a_ledger_of_a_later_version_is_refused(ledger, path):
    hand.rows(path, "INSERT INTO migrations VALUES (99, 'the future')", write=True)
    for read_only in (False, True):
        with pytest.raises(SchemaTooNew, match=r"later version.*99.*upgrade accordingto"):
            Ledger(path, read_only=read_only)


def test_an_earlier_ledger_is_brought_up_to_date_and_keeps_what_it_has(story, path, monkeypatch):
    before = story.reports()
    step = migrations.Migration("a new table", ("CREATE TABLE more (id INTEGER PRIMARY KEY)",))
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, step))
    with pytest.raises(LedgerError, match=r"earlier version.*open it once for writing"):
        Ledger(path, read_only=True)
    with Ledger(path) as ledger:
        assert ledger.reports() == before
    with Ledger(path, read_only=True) as ledger, ledger.record() as connection:
        assert migrations.version(connection) == len(migrations.MIGRATIONS)
        assert connection.exec_driver_sql("SELECT count(*) FROM more").scalar_one() == 0


def test_a_step_that_fails_leaves_the_ledger_as_it_was(story, path, monkeypatch):
    step = migrations.Migration("broken", ("CREATE TABLE more (id INTEGER PRIMARY KEY)", "CREATE NONSENSE"))
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, step))
    with pytest.raises(LedgerError, match="syntax error"):
        Ledger(path)
    monkeypatch.undo()
    with Ledger(path) as ledger, ledger.record() as connection:
        assert migrations.version(connection) == len(migrations.MIGRATIONS)
        assert not inspect(connection).has_table("more")
        assert len(ledger.reports()) == 5


@pytest.mark.parametrize("table", ["reports", "readings", "attributions", "claims", "rejects", "judgements"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET id = id"])
def test_the_database_itself_refuses_to_forget(story, path, table, change):
    story.add(["nothing"], take_in=hand.take_in, read=hand.read)
    story.judge("not-an-event", story.supports()[0].claim, by="A. Nalyst", on="2031-04-01")
    with pytest.raises(sqlite3.IntegrityError, match=f"{table} only grows"):
        hand.rows(path, change.format(table), write=True)


def test_a_reading_is_superseded_once(story, path):
    hand.rows(path, "UPDATE readings SET superseded_by = 2 WHERE id = 1", write=True)
    with pytest.raises(sqlite3.IntegrityError, match="only grows"):
        hand.rows(path, "UPDATE readings SET superseded_by = NULL WHERE id = 1", write=True)
