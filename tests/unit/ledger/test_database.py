import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from accordingto.errors import LedgerBusy, LedgerError
from accordingto.ledger import Ledger, verify
from tests.unit.ledger import hand

ROOT = Path(__file__).parents[3]


@contextmanager
def as_nobody():
    """Without the rights of the superuser, which no permission stops."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder():
    """A folder that any user can reach."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def test_the_file_is_in_wal_mode_and_commits_survive_a_loss_of_power(ledger, path):
    assert hand.rows(path, "PRAGMA journal_mode") == [("wal",)]
    with ledger._database.writing() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_a_reading_connection_cannot_write(story):
    with pytest.raises(LedgerError, match="readonly"), story.record() as connection:
        connection.exec_driver_sql("DELETE FROM rejects")


def test_a_failed_write_leaves_nothing_behind(ledger):
    with pytest.raises(RuntimeError), ledger._database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO rejects (\"where\", reason, stage) VALUES ('a', 'b', 'c')")
        raise RuntimeError
    assert ledger.rejects() == ()


# Files that are no ledgers


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"Dear diary, today I read the news." * 9, "nor any SQLite file"),
        (b"\x00", "nor any SQLite file"),
        (b"SQLite format 3\x00" + b"\xff" * 5000, "no ledger of accordingto, or was damaged"),
    ],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_that_is_no_database_is_refused_and_left_alone(path, content, told, read_only):
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=told) as error:
        Ledger(path, read_only=read_only)
    assert str(path) in str(error.value)
    assert path.read_bytes() == content


@pytest.mark.parametrize("read_only", [False, True])
def test_the_database_of_another_program_is_refused_and_left_alone(path, read_only):
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="not a ledger of accordingto"):
        Ledger(path, read_only=read_only)
    assert path.read_bytes() == before


def test_a_folder_is_not_a_ledger(tmp_path):
    with pytest.raises(LedgerError, match=r"is a folder.*accordingto\.db"):
        Ledger(tmp_path)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_missing_folder_is_named(tmp_path, read_only):
    with pytest.raises(LedgerError, match=r"there is no folder .*nowhere: make it first"):
        Ledger(tmp_path / "nowhere" / "accordingto.db", read_only=read_only)


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(LedgerError, match="there is no folder"):
        Ledger(tmp_path / "file" / "accordingto.db")


def test_a_missing_ledger_is_not_made_by_reading(path):
    with pytest.raises(LedgerError, match=r"there is no ledger at .*accordingto add"):
        Ledger(path, read_only=True)
    assert not path.exists()


def test_an_empty_file_becomes_a_ledger_when_it_is_written(path):
    path.touch()
    with pytest.raises(LedgerError, match="is empty"):
        Ledger(path, read_only=True)
    with Ledger(path) as ledger:
        assert ledger.reports() == ()


def test_a_folder_that_may_not_be_written_is_named(open_folder):
    open_folder.chmod(0o555)
    with as_nobody(), pytest.raises(LedgerError, match="may not be written: name a ledger elsewhere"):
        Ledger(open_folder / "accordingto.db")


def test_a_ledger_on_a_medium_that_cannot_be_written_is_read(open_folder):
    path = open_folder / "accordingto.db"
    with Ledger(path) as ledger:
        ledger.add(["reports"], take_in=hand.take_in, read=hand.read)
        ledger.reconcile(reconcile=hand.reconcile)
    assert not path.with_name("accordingto.db-wal").exists()
    path.chmod(0o444)
    open_folder.chmod(0o555)
    with as_nobody():
        with Ledger(path, read_only=True) as reader:
            assert len(reader.events()) == 4
        with pytest.raises(LedgerError, match="may not be written: allow it, or name another ledger"):
            Ledger(path).add(["nowhere.txt"], take_in=hand.take_in, read=hand.read)


def test_raw_bytes_that_cannot_be_written_stop_the_batch_before_the_row(ledger, path):
    path.with_name("accordingto.db.raw").write_text("a file in the way")
    with pytest.raises(LedgerError, match="raw bytes of a report cannot be kept"):
        ledger.add(["reports"], take_in=hand.take_in, read=hand.read)
    assert ledger.reports() == ()


def test_odd_characters_in_the_name_are_no_syntax(tmp_path):
    path = tmp_path / "a%20b?mode=rw#c' ü.db"
    with Ledger(path) as ledger:
        ledger.add(["reports"], take_in=hand.take_in, read=hand.read)
    with Ledger(path, read_only=True) as reader:
        assert len(reader.reports()) == 5
    assert path.is_file()


def test_a_relative_ledger_stays_the_same_file_when_the_process_moves(tmp_path, monkeypatch):
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    with Ledger(":memory:") as ledger:
        monkeypatch.chdir(tmp_path / "elsewhere")
        ledger.add(["reports"], take_in=hand.take_in, read=hand.read)
        assert verify(ledger) == ()
    assert (tmp_path / ":memory:").is_file()
    assert (tmp_path / ":memory:.raw").is_dir()
    assert hand.files(tmp_path / "elsewhere") == []


def test_a_python_with_an_old_sqlite_is_told_so(path, monkeypatch):
    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 26, 0))
    with pytest.raises(LedgerError, match=r"needs 3\.35 or later: use a newer build of Python"):
        Ledger(path)


# Several at once


def test_a_writer_that_is_kept_waiting_too_long_says_who_is_in_the_way(ledger, path):
    second = Ledger(path, busy_seconds=0.05)
    with ledger._database.writing(), pytest.raises(LedgerBusy, match="held by another process"):
        second.add(["reports"], take_in=hand.take_in, read=hand.read)
    second.close()
    assert verify(ledger) == ()


def test_a_writer_waits_for_its_turn(ledger, path):
    entered, done = threading.Event(), []

    def write():
        with Ledger(path, busy_seconds=20) as second:
            entered.set()
            done.append(second.add(["reports"], take_in=hand.take_in, read=hand.read))

    with ledger._database.writing():
        thread = threading.Thread(target=write)
        thread.start()
        entered.wait(20)
        assert done == []
    thread.join(20)
    assert done[0].added == 5


def test_a_reader_is_not_kept_waiting_and_sees_one_moment(story, path):
    with Ledger(path, read_only=True, busy_seconds=0.05) as reader, story._database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO rejects (\"where\", reason, stage) VALUES ('a', 'b', 'c')")
        assert reader.rejects() == ()
        assert len(reader.events()) == 4
    assert len(story.rejects()) == 1


ADD = """
import sys
from pathlib import Path
from tests.unit.ledger import hand
from accordingto.ledger import Ledger
first, path = int(sys.argv[1]), Path(sys.argv[2])
receipts = list(hand.many(first + 20))[first:]
with Ledger(path) as ledger:
    print(ledger.add(["x"], take_in=lambda where, retrieved: receipts, read=hand.read).added)
"""


def test_two_processes_that_add_to_a_new_ledger_lose_nothing(path):
    processes = [
        subprocess.Popen([sys.executable, "-c", ADD, str(first), str(path)], cwd=ROOT, stdout=subprocess.PIPE)
        for first in (0, 10)
    ]
    seen = []
    while any(p.poll() is None for p in processes):
        time.sleep(0.02)
        if path.exists() and path.stat().st_size:
            try:
                with Ledger(path, read_only=True) as reader:
                    seen.append(len(reader.reports()))
            except LedgerError as error:
                assert "is empty" in str(error)  # the file is there, its first step is not committed yet
    assert [p.wait() for p in processes] == [0, 0]
    assert sum(int(p.stdout.read()) for p in processes) == 30
    for process in processes:
        process.stdout.close()
    assert seen == sorted(seen)
    with Ledger(path) as ledger:
        assert {r.text for r in ledger.reports()} == {r.report.text for r in hand.many(30)}
        assert verify(ledger) == ()
