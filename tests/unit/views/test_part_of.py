"""Umbrella events from the reader to each view, with the real reader and a real ledger."""

import json

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from accordingto.ledger import Ledger
from accordingto.views.cli import app
from accordingto.views.http import application

TOLD = (
    "An explosion shook the Selm fuel depot on Monday, the fire service said. Nine people were killed in the "
    "explosion at the Selm fuel depot, the Harbour Ministry said."
)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    folder = tmp_path_factory.mktemp("parts")
    (folder / "a.txt").write_text(TOLD, "utf-8")
    done = CliRunner().invoke(app, ["add", str(folder / "a.txt"), "--ledger", str(folder / "x.db")])
    assert done.exit_code == 0, done.output
    return folder / "x.db"


@pytest.fixture(scope="module")
def family(path):
    """The ids of the part and of the whole."""
    with Ledger(path) as ledger:
        (part,) = (e for e in ledger.events() if e.part_of)
        return part.id, part.part_of.event


def test_both_ways_are_found_around_an_event(path, family):
    part, whole = family
    with Ledger(path) as ledger:
        assert ledger.around(part).whole.id == whole
        assert [e.id for e in ledger.around(whole).parts] == [part]
        assert ledger.around(whole).whole is None


def test_the_panel_and_the_reasons_say_so(path, family):
    part, whole = family

    def run(*line):
        return CliRunner().invoke(app, [*line, "--ledger", str(path)], env={"COLUMNS": "120"}).stdout

    assert f"is part of An explosion  {whole}" in run("who", part)
    assert "has as its part Nine people were killed" in run("who", whole)
    reasons = json.loads(run("why", part, "--json"))["reasons"]
    (reason,) = (r for r in reasons if r["about"] == "part")
    assert whole in reason["words"]
    assert "killed in the explosion" in reason["evidence"][0]["span"]["quote"]


def test_the_page_and_the_api_lead_from_one_to_the_other(path, family):
    part, whole = family
    with Ledger(path, read_only=True) as ledger:
        client = TestClient(application(ledger), base_url="http://localhost")
        assert f'href="/events/{whole}"' in client.get(f"/events/{part}").text
        assert f'href="/events/{part}"' in client.get(f"/events/{whole}").text
        told = client.get(f"/v1/events/{part}").json()
        assert told["event"]["part_of"]["event"] == whole
