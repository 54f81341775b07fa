import os
from dataclasses import replace

import pytest

from accordingto.errors import ResourceError
from accordingto.views import demonstration
from tests.unit.views.story import MemoryLedger


def test_the_main_event_is_the_one_that_most_reports_of_the_story_tell_of(ledger):
    first = ledger.whole.events[0]
    other = replace(first, id="e2", reports=first.reports[:2], claims=first.claims * 5)
    foreign = replace(first, id="e3", reports=(*first.reports, "elsewhere"))
    told = MemoryLedger(whole=replace(ledger.whole, events=(other, foreign, first)))
    assert demonstration.main_event(told, set(first.reports)).id == "e1"


def test_no_event_is_a_broken_installation(ledger):
    with pytest.raises(ResourceError, match="reinstall"):
        demonstration.main_event(ledger, {"another report"})


def test_a_folder_without_stories_is_a_broken_installation(tmp_path):
    with pytest.raises(ResourceError, match="examples"):
        demonstration.stories(tmp_path / "none")


def test_where_nothing_may_be_written_the_ledger_is_made_elsewhere(tmp_path, monkeypatch):
    assert demonstration.writable(tmp_path / "d.db") == tmp_path / "d.db"
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(demonstration.tempfile, "mkdtemp", lambda prefix: str(tmp_path / "elsewhere"))
    assert demonstration.writable(tmp_path / "d.db") == tmp_path / "elsewhere" / "d.db"


def test_the_examples_come_with_the_program():
    from importlib.resources import files
    from pathlib import Path

    found = demonstration.stories(Path(str(files("accordingto"))) / "data" / "examples")
    assert len(found) >= 2
