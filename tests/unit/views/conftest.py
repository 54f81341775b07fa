"""The invented stories as ledgers, in memory and in files, for every test of the views."""

import shutil

import pytest
from typer.testing import CliRunner

from accordingto.ledger import Ledger
from accordingto.views.cli import app
from tests.made_ledger import fill
from tests.unit.ledger import told
from tests.unit.views.on_disk import client_of, on_disk
from tests.unit.views.story import MemoryLedger


@pytest.fixture
def ledger():
    return MemoryLedger()


@pytest.fixture(scope="session")
def _story_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("story") / "story.db"
    on_disk(path).close()
    return path


@pytest.fixture
def kept(_story_path):
    """The story of `ledger` in a file, only read."""
    with Ledger(_story_path, read_only=True) as opened:
        yield opened


@pytest.fixture
def desk(kept):
    """A client of the page over that file."""
    return client_of(kept)


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """A folder with a ledger of the story of `tests.unit.ledger.told`, reconciled."""
    folder = tmp_path_factory.mktemp("told")
    with Ledger(folder / "accordingto.db") as made:
        fill(made, told.story())
        made.refresh()
    return folder


@pytest.fixture
def there(filled, tmp_path, monkeypatch):
    """Runs a command line in a folder of its own that holds that ledger."""
    folder = tmp_path / "desk"
    shutil.copytree(filled, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("ACCORDINGTO_LEDGER", "ACCORDINGTO_SOURCES"):
        monkeypatch.delenv(name, raising=False)
    return lambda *line, **more: CliRunner().invoke(app, list(line), **more)
