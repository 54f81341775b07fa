"""The task that groups given mentions of events: it reads, reconciles and is scored on what the gold scores."""

import json

import pytest

from bench.quality import clusters
from bench.quality.tasks import measure

DOCS = (
    ("d1", "2025-03-04", "Guards seized the tanker Halcyon Star off Selm on Monday. The minister resigned."),
    ("d2", "2025-03-04", "The tanker Halcyon Star was seized off Selm by guards on Monday. Rain fell in Vard."),
)
MENTIONS = (
    ("d1", "seized", 1, True),
    ("d2", "seized", 1, True),
    ("d1", "resigned", 2, True),
    ("d2", "Rain", 3, False),
)


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "x.mentions.jsonl"
    texts = {d: text for d, _, text in DOCS}
    rows = [
        {"id": f"m{k}", "doc": d, "start": texts[d].index(w), "end": texts[d].index(w) + len(w), "text": w}
        | {"kind": "event", "cluster": c, "scored": scored}
        for k, (d, w, c, scored) in enumerate(MENTIONS)
    ]
    rows.append({**rows[0], "id": "e", "kind": "entity"})
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    docs = [{"id": d, "text": text, "date": day} for d, day, text in DOCS]
    (tmp_path / "x.docs.jsonl").write_text("".join(json.dumps(d) + "\n" for d in docs), "utf-8")
    return path


def test_mentions_of_one_happening_get_one_event_and_only_scored_ones_are_asked_for(gold):
    event = {p["id"]: p["cluster"] for p in clusters.predict(gold)}
    assert event.keys() == {"m0", "m1", "m2"}
    assert event["m0"] == event["m1"] != event["m2"]


def test_the_scorer_is_told_what_the_gold_scores(gold):
    assert clusters.options(gold) == ("--where", "kind=event", "--where", "scored=true")
    assert measure("clusters", gold).figures()["conll_f1"] == 1.0
