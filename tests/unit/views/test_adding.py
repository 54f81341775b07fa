import io
import re

import pytest
from rich.console import Console

from accordingto.ledger import Added, Progress
from accordingto.views import adding


class Quick:
    """A ledger that adds two inputs."""

    def add(self, wheres, *, retrieved, progress, jobs):
        for number, where in enumerate(wheres, 1):
            progress(Progress(number, "added", where, None))
        return Added(added=len(wheres), read=len(wheres))

    def refresh(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=80, markup=False, emoji=False, highlight=False)
    monkeypatch.setattr(adding, "console", lambda *, stderr: console)
    return out


def test_progress_shows_count_and_name_on_a_terminal(terminal):
    assert adding.add_all(Quick(), ["a.txt", "[red]b\x1b[31m.txt"]).added == 2
    shown = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", terminal.getvalue())
    assert "2 done" in shown
    assert "working out origins" in shown
    assert "\x1b[31m" not in terminal.getvalue()


def test_nothing_is_shown_where_there_is_no_terminal(capfd):
    assert adding.add_all(Quick(), ["a.txt"]).added == 1
    assert capfd.readouterr() == ("", "")


def test_the_handler_of_ctrl_c_is_put_back():
    import signal

    before = signal.getsignal(signal.SIGINT)
    adding.add_all(Quick(), ["a.txt"])
    assert signal.getsignal(signal.SIGINT) is before
