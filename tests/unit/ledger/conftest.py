import pytest
from tests.unit.ledger import hand

from accordingto.ledger import Ledger


@pytest.fixture
def path(tmp_path):
    return tmp_path / "accordingto.db"


@pytest.fixture
def ledger(path):
    with Ledger(path) as opened:
        yield opened


@pytest.fixture
def story(ledger):
    """The invented story, added and reconciled."""
    ledger.add(["reports"], take_in=hand.take_in, read=hand.read)
    ledger.reconcile(reconcile=hand.reconcile)
    return ledger
