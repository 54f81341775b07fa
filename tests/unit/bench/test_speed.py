import json
import os

import pytest

from accordingto.reading import reader
from bench import speed

TEXT = "The navy said that two ships sank off Marsa on Monday. A spokesman denied it."


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """No new processes, and no settings of threads that outlive the test."""
    for name in speed.THREADS:
        monkeypatch.setenv(name, os.environ.get(name, ""))
    monkeypatch.setattr(speed, "_child", lambda code, argument, *options: (1.5, 1.25, 200.0))


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "t.jsonl"
    path.write_text(json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": "It rained."}) + "\n")
    return path


def test_words_are_what_white_space_parts_and_documents_stay_whole(text):
    assert speed.load(text) == [TEXT, "It rained."]
    assert speed.load(text, 3) == [TEXT]


def test_a_plain_text_is_one_document(tmp_path):
    (tmp_path / "t.txt").write_text(TEXT + "\n\nMore.")
    assert speed.load(tmp_path / "t.txt") == [TEXT + "\n\nMore."]


def test_without_a_text_there_is_no_figure(tmp_path, capsys):
    assert speed.main(["--text", str(tmp_path / "none.txt")]) == 1
    assert "name a text with --text FILE" in capsys.readouterr().err
    (tmp_path / "empty.txt").write_text(" \n")
    assert speed.main(["--text", str(tmp_path / "empty.txt")]) == 1
    assert "has no words" in capsys.readouterr().err


def test_steps_are_timed_while_inside_and_left_as_they_were():
    before = dict(vars(reader))
    with speed.timed_steps() as spent:
        assert reader.segment is not before["segment"]
        reader.segment(TEXT)
    assert list(spent) == ["segment"] and spent["segment"] >= 0
    assert dict(vars(reader)) == before


def test_figures_for_the_reading_its_steps_the_model_and_the_peer(text, capsys, monkeypatch):
    asked = []
    monkeypatch.setattr(speed, "load_peer", lambda name: asked.append)
    assert speed.main(["--text", str(text), "--rounds", "1", "--json", "--peer", "spacy"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["text"]["words"] == 17 and report["text"]["documents"] == 2
    assert set(report["words_per_cpu_second"]) == {"reading", "model pass", "peer"}
    assert {"segment", "parse", "find_claims", "everything else"} <= set(report["seconds_by_step"])
    assert report["start"] == {
        "report": report["start"]["report"],
        "wall_seconds": 1.5,
        "cpu_seconds": 1.25,
        "peak_megabytes": 200.0,
    }
    assert asked == [TEXT, TEXT, "It rained."]  # once to warm up


def test_the_table_shows_what_was_measured(text, capsys):
    assert speed.main(["--text", str(text), "--rounds", "1"]) == 0
    out = capsys.readouterr().out
    assert "2 documents, 17 words; medians of 1 rounds" in out
    for line in ("reading", "model pass", "parse", "1.5 s by the clock", "200 MB at its highest"):
        assert line in out
    assert "peer" not in out
