"""The bench of reconciling: invented readings of the size asked for, the same each time."""

import json

from bench.reconcile import HAPPENINGS, REPORTS, main, readings


def test_the_readings_are_the_same_each_time_and_as_many_as_asked_for():
    made = readings(200)
    assert made == readings(200)
    assert sum(len(r.claims) for r in made) == 200 == len(made) * HAPPENINGS
    assert made != readings(200, seed=2)


def test_a_larger_ledger_begins_as_the_smaller_one_does():
    assert readings(200 + REPORTS * HAPPENINGS)[:20] == readings(200)


def test_there_are_copies_and_denials_and_frequent_words():
    made = readings(2000)
    texts = [r.report.text for r in made]
    assert len(made) // 10 < len(texts) - len(set(texts)) < len(made) // 3
    denied = [c for r in made for c in r.claims if c.status == "did-not-happen"]
    assert 0 < len(denied) < 200


def test_the_report_has_counts_time_and_growth(capsys):
    assert main(["--claims", "200", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["claims"] == 200 and report["reports"] == 20
    assert 0 < report["events"] <= 200 and report["cpu_seconds"] > 0 and report["growth"] > 0
    assert report["one_more_cpu_seconds"] > 0 and report["resident_mb"] > 0 and report["memory_growth"] >= 0
