"""The invented story as a ledger, in memory and on the disk, for every test of the views."""

import pytest

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
    """The story in a ledger on the disk, only read."""
    from accordingto.ledger import Ledger

    with Ledger(_story_path, read_only=True) as opened:
        yield opened


@pytest.fixture
def desk(kept):
    """A client of the page over that ledger."""
    return client_of(kept)
