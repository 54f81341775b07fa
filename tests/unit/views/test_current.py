import time

from accordingto.ledger import Ledger
from accordingto.views.current import Current
from tests.made_ledger import fill
from tests.unit.ledger import told
from tests.unit.views.on_disk import client_of


def settled(look, wanted, seconds=20):
    """What `look` gives as soon as it is `wanted`; a page loaded again and again by a patient reader."""
    until = time.monotonic() + seconds
    while (found := look()) != wanted and time.monotonic() < until:
        time.sleep(0.02)
    return found


def grown(folder, *, refreshed):
    """The ledger in a folder of `filled`, open to read, and another process that has added a report since."""
    path = folder / "accordingto.db"
    opened = Ledger(path, read_only=True)
    assert opened.events()
    with Ledger(path) as other:
        fill(other, [told.seized("Later News", "2025-03-06", told.SERVICE, number=31)])
        if refreshed:
            other.refresh()
    return opened


def test_events_that_another_process_worked_out_are_shown_at_once(there, tmp_path):
    folder = tmp_path / "desk"
    with grown(folder, refreshed=True) as ledger:
        page = client_of(ledger).get("/?outlet=Later+News").text
    assert "1 event of" in page
    assert "has grown" not in page


def test_a_desk_that_may_write_works_out_what_another_process_added(there, tmp_path):
    folder = tmp_path / "desk"
    with grown(folder, refreshed=False) as ledger, Ledger(folder / "accordingto.db") as writer:
        first = client_of(ledger, writer=writer).get("/?outlet=Later+News").text
        assert "The ledger has grown: its events are being worked out" in first
        assert "No event fits" in first
        current = Current(ledger, writer, lambda: False, every=0)
        assert settled(current.note, None) is None
        assert "1 event of" in client_of(ledger).get("/?outlet=Later+News").text


def test_a_desk_that_only_reads_says_what_to_do(there, tmp_path):
    with grown(tmp_path / "desk", refreshed=False) as ledger:
        assert "only reads it" in client_of(ledger).get("/").text


def test_nothing_is_worked_out_while_reports_are_added(there, tmp_path):
    folder = tmp_path / "desk"
    with grown(folder, refreshed=False) as ledger, Ledger(folder / "accordingto.db") as writer:
        assert "are being added" in Current(ledger, writer, lambda: True).note()
        assert writer.stale()


def test_a_table_of_sources_that_cannot_be_understood_is_named(there, tmp_path):
    (tmp_path / "desk" / "sources.toml").write_text("[[source]]\nnam = 'X'\n")
    with Ledger(tmp_path / "desk" / "accordingto.db", read_only=True) as ledger:
        assert "sources.toml, line 2: no such key: &#39;nam&#39;" in client_of(ledger).get("/").text
