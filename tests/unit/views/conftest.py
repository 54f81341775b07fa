"""The invented story as a ledger in memory, for every test of the views."""

import pytest

from tests.unit.views.story import MemoryLedger


@pytest.fixture
def ledger():
    return MemoryLedger()
