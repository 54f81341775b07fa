import shutil

import pytest

from accordingto.ledger import Ledger
from tests.unit.ledger import hand


@pytest.fixture(autouse=True)
def by_hand(monkeypatch):
    """Where a ledger reconciles by itself, it does so by hand here."""
    monkeypatch.setattr("accordingto.ledger.store._reconciliation", lambda: hand.reconcile)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "accordingto.db"


@pytest.fixture
def ledger(path):
    with Ledger(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    """A folder with the invented story, added and reconciled once."""
    folder = tmp_path_factory.mktemp("story")
    with Ledger(folder / "accordingto.db") as opened:
        opened.add(["reports"], take_in=hand.take_in, read=hand.read)
        opened.reconcile(reconcile=hand.reconcile)
    return folder


@pytest.fixture
def story(finished, path):
    """A ledger of its own with the invented story."""
    shutil.copytree(finished, path.parent, dirs_exist_ok=True)
    with Ledger(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def shared(finished):
    """The invented story, open for reading only, for all tests that only ask."""
    with Ledger(finished / "accordingto.db", read_only=True) as opened:
        yield opened
