"""The whole way of a report through the command line, with the real reader and a real ledger."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from accordingto.views import demonstration
from accordingto.views.cli import app

REPORTS = (
    {"outlet": "Meridian Herald", "published": "2025-03-04", "title": "Boats leave",
     "text": "Twelve boats left Port Alma on Monday, the Coast Guard said."},
    {"outlet": "Alma Courier", "published": "2025-03-06", "title": "Ministry",
     "text": "The Harbour Ministry denied on Thursday that boats left Port Alma."},
)  # fmt: skip


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    story = folder / "story"
    story.mkdir()
    (story / "reports.jsonl").write_text("\n".join(map(json.dumps, REPORTS)), "utf-8")
    (story / "empty.txt").touch()
    done = CliRunner().invoke(app, ["add", str(story), "--ledger", str(folder / "x.db")])
    assert done.exit_code == 3, done.output
    assert done.stdout == "2 reports added, 1 not taken in.\n"
    assert "empty.txt" in done.stderr
    return folder / "x.db"


def run(*line):
    done = CliRunner().invoke(app, list(line), env={"COLUMNS": "100"})
    assert done.exit_code == 0, done.output
    return done.stdout


def test_who_shows_the_panel_of_what_was_added(ledger):
    shown = run("who", "boats left Port Alma", "--ledger", str(ledger))
    assert "Coast Guard" in shown
    assert "“" in shown
    found = json.loads(run("who", "boats left", "--ledger", str(ledger), "--json"))
    panel = found["panels"][0]
    assert panel["event"]["strict"] >= 1
    assert run("who", panel["event"]["id"], "--ledger", str(ledger))


def test_what_was_added_can_be_listed_exported_and_verified(ledger):
    assert "Port Alma" in run("events", "--ledger", str(ledger))
    assert "Coast Guard" in run("sources", "--ledger", str(ledger))
    assert len(json.loads(run("export", "--ledger", str(ledger)))["reports"]) == 2
    rows = list(csv.DictReader(io.StringIO(run("export", "--as", "csv", "--ledger", str(ledger)))))
    assert {row["outlet"] for row in rows} == {"Meridian Herald", "Alma Courier"}
    assert "is sound: 2 reports" in run("verify", "--ledger", str(ledger))
    assert "2 reports, 1 not taken in or read" in " ".join(run("doctor", "--ledger", str(ledger)).split())


def test_the_demonstration_adds_the_stories_shows_a_panel_and_says_how_to_go_on(ledger, tmp_path, monkeypatch):
    monkeypatch.setattr(demonstration, "stories", lambda _: [ledger.parent / "story"])
    path = tmp_path / "demo.db"
    shown = run("demo", "--ledger", str(path))
    assert "2 reports added" in shown
    assert "Said by" in shown
    assert f"accordingto serve --ledger {path}" in shown
    assert "accordingto serve" not in run("demo", "--ledger", str(path), "--no-serve-hint")
