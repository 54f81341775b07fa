"""The bench of reconciling: invented readings of the size asked for, the same each time."""

import json

from bench.reconcile import HAPPENINGS, main, readings


def test_the_readings_are_the_same_each_time_and_as_many_as_asked_for():
    made = readings(200)
    assert made == readings(200)
    assert sum(len(r.claims) for r in made) == 200 == len(made) * HAPPENINGS
    assert made != readings(200, seed=2)


def test_the_report_has_counts_time_and_growth(capsys):
    assert main(["--claims", "200", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["claims"] == 200 and report["reports"] == 20
    assert 0 < report["events"] <= 200 and report["cpu_seconds"] > 0 and report["growth"] > 0
