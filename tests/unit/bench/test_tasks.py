import json
import subprocess
import sys

import pytest

from bench.quality.__main__ import main
from bench.quality.gold import GoldError
from bench.quality.tasks import SCORERS, TASKS, Result, measure
from tests.unit.bench.conftest import gold_lines


@pytest.mark.parametrize("name", ["score_attribution.py", "score_claims.py", "score_clusters.py"])
def test_the_scorers_pass_their_own_tests(name):
    done = subprocess.run([sys.executable, str(SCORERS / name), "--selftest"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_task_has_its_scorer_and_figures():
    for task in TASKS.values():
        assert (SCORERS / task.scorer).is_file() and task.figures


def test_what_is_found_is_scored_as_found(asked, gold):
    result = measure("claims", gold)
    now = result.figures()
    assert now["all.link_50.f1"] == 0.8  # three predicted, two of the gold, both found
    assert now["all.edge_50.f1"] == 1.0
    assert now["all.claim_50.r"] == 1.0
    assert now["all.root_name_acc.acc"] == 1.0
    assert now["all.quantity_recall.acc"] == 1.0
    assert "link_50" in result.shown


def test_a_figure_whose_name_has_dots_is_found():
    result = Result("attribution", None, "", {"all": {"content.words": {"f1": 0.5}, "link_50": {"f1": 0.25}}}, "")
    assert result.figures() == {"all.content.words.f1": 0.5, "all.link_50.f1": 0.25}


def test_a_scorer_that_refuses_is_an_error(asked, write):
    broken = gold_lines(nested=True)
    broken[0]["attributions"][1]["parent"] = "nobody"
    with pytest.raises(GoldError, match=r"score_attribution.py cannot score .*nobody"):
        measure("attribution", write(broken))


def test_the_command_line_prints_the_scorers_report(asked, gold, capsys, tmp_path):
    out = tmp_path / "predictions.jsonl"
    assert main(["attribution", "--gold", str(gold), "--out", str(out)]) == 0
    assert "link_50" in capsys.readouterr().out
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == ["r1", "r2"]


def test_json_holds_the_report_and_what_was_run(asked, gold, capsys):
    assert main(["seed", "--gold", str(gold), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["all"]["claim_50"]["r"] == 1.0
    assert printed["run"]["task"] == "seed" and len(printed["run"]["sha256"]) == 64


def test_the_same_gold_gives_the_same_bytes(asked, gold, tmp_path):
    for name in ("one", "two"):
        measure("claims", gold, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize(
    ("argv", "code", "says"),
    [
        (["chess", "--gold", "x"], 2, "no such task: 'chess'; tasks: attribution, claims, clusters, entities"),
        (["seed"], 2, "seed needs --gold FILE"),
        (["seed", "--gold", "x", "--given", "spans"], 2, "seed can be given nothing: it reads raw text"),
        (["seed", "--gold", "nowhere.jsonl"], 1, "nowhere.jsonl: cannot be read"),
    ],
)
def test_usage_and_missing_files(argv, code, says, capsys):
    assert main(argv) == code
    assert says in capsys.readouterr().err


def test_predictions_that_cannot_be_written_are_an_error(asked, gold, tmp_path, capsys):
    assert main(["seed", "--gold", str(gold), "--out", str(tmp_path / "no" / "where")]) == 1
    assert "cannot be written" in capsys.readouterr().err
