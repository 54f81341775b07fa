"""The invented story as a ledger in memory, and one in a file, for every test of the views."""

import shutil

import pytest
from typer.testing import CliRunner

from accordingto.ledger import Ledger
from accordingto.views.cli import app
from tests.made_ledger import fill
from tests.unit.ledger import told
from tests.unit.views.story import MemoryLedger


@pytest.fixture
def ledger():
    return MemoryLedger()


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
