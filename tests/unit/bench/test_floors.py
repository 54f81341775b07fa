from dataclasses import replace

import pytest

from bench.quality.floors import FLOORS, Floor, Floors, Lowered, below, load, pinned, run, save
from bench.quality.gold import GoldError
from bench.quality.tasks import TASKS, Result

LINK, CLAIM = "all.link_50.f1", "all.claim_50.r"


def result(link=0.5, claim=0.7, sha="s"):
    scores = {"all": {"link_50": {"f1": link}, "claim_50": {"r": claim}}}
    return Result("seed", None, sha, scores, "")


def floor(link=0.0, claim=0.0, sha=""):
    return Floor("seed", "gold.jsonl", sha, {LINK: link, CLAIM: claim})


def test_the_file_of_the_project_is_in_the_form_that_is_written(tmp_path):
    floors = load()
    save(floors, tmp_path / "floors.toml")
    assert (tmp_path / "floors.toml").read_text() == FLOORS.read_text()
    assert {f.task for f in floors.floors} <= set(TASKS)
    for f in floors.floors:
        assert set(f.figures) == set(TASKS[f.task].figures), f"{f.task}: other figures than the task has"
        assert f.sha256 or not any(f.figures.values()), f"{f.task}: floors without the digest of their data"


def test_there_and_back(tmp_path):
    floors = Floors(
        0.01, (floor(0.5, 0.7, "abc"),), (Lowered("seed", "g", LINK, 0.6, 0.5, 'a "new" \\ tokeniser'),)
    )
    save(floors, tmp_path / "f.toml")
    assert load(tmp_path / "f.toml") == floors


@pytest.mark.parametrize("text", ["", "epsilon = 1", "epsilon = 0.1\n[[floor]]\ntask='x'", "not toml"])
def test_a_damaged_file_is_named(tmp_path, text):
    path = tmp_path / "f.toml"
    path.write_text(text)
    with pytest.raises(GoldError, match=r"f\.toml: not a file of floors"):
        load(path)


def test_below_a_floor_by_more_than_epsilon():
    assert list(below(floor(0.5, 0.7, "s"), result(), 0.005)) == []
    assert list(below(floor(0.504, 0.7, "s"), result(), 0.005)) == []
    [said] = below(floor(0.51, 0.7, "s"), result(), 0.005)
    assert said == "seed gold.jsonl: all.link_50.f1 is 0.5000, its floor 0.5100"


def test_a_figure_that_vanished_is_below_its_floor():
    gone = replace(result(), scores={"all": {"link_50": {"f1": 0.5}, "claim_50": None}})
    [said] = below(floor(0.5, 0.7, "s"), gone, 0.005)
    assert "all.claim_50.r was not measured" in said


def test_other_data_than_was_pinned_is_told_and_not_compared():
    [said] = below(floor(0.9, 0.9, "old"), result(), 0.005)
    assert "the data changed" in said


def test_pinning_raises_and_never_lowers():
    new, lowered = pinned(floor(0.4, 0.8, "s"), result(0.51237, 0.7), None)
    assert (new.figures[LINK], new.figures[CLAIM]) == (0.5123, 0.8) and not lowered


def test_pinning_takes_up_every_figure_of_the_task_and_the_digest():
    new, _ = pinned(Floor("seed", "gold.jsonl", "", {}), result(), None)
    assert set(new.figures) == set(TASKS["seed"].figures) and new.sha256 == "s"


def test_a_pinned_floor_is_never_above_its_figure():
    for n in range(1, 300):
        figure = n / 299
        new, _ = pinned(floor(), result(figure), None)
        assert figure - 0.0001 < new.figures[LINK] <= figure + 1e-9


def test_lowering_takes_a_reason_which_is_kept():
    new, lowered = pinned(floor(0.6, 0.6, "s"), result(0.5, 0.7), "the model is smaller")
    assert (new.figures[LINK], new.figures[CLAIM]) == (0.5, 0.7)
    assert lowered == (Lowered("seed", "gold.jsonl", LINK, 0.6, 0.5, "the model is smaller"),)


def test_on_other_data_a_fall_is_not_pinned_silently():
    old = floor(0.6, 0.6, "old")
    assert pinned(old, result(0.5, 0.7), None) == (old, ())
    new, lowered = pinned(old, result(0.5, 0.7), "other data")
    assert new.sha256 == "s" and len(lowered) == 1


@pytest.fixture
def floors_file(gold, tmp_path):
    """Floors of two tasks: one whose gold stands here, one whose does not."""
    path = tmp_path / "floors.toml"
    missing = Floor("claims", str(tmp_path / "elsewhere.jsonl"), "x", {LINK: 0.9})
    save(Floors(0.005, (Floor("seed", str(gold), "", {LINK: 0.0}), missing)), path)
    return path


def test_run_measures_what_stands_here_and_says_what_does_not(asked, floors_file, capsys):
    assert run(pin=False, lower=None, path=floors_file) == 0
    out = capsys.readouterr().out
    assert "all.link_50.f1                   0.8000   floor 0.0000" in out
    assert "not measured: claims" in out and "elsewhere.jsonl (the gold does not stand here)" in out


def test_run_pins_and_then_holds(asked, floors_file, gold, capsys):
    assert run(pin=True, lower=None, path=floors_file) == 0
    pinned_now = load(floors_file)
    assert pinned_now.floors[0].figures[LINK] == 0.8 and len(pinned_now.floors[0].sha256) == 64
    assert pinned_now.floors[1].sha256 == "x"
    higher = replace(pinned_now.floors[0], figures={LINK: 0.9})
    save(replace(pinned_now, floors=(higher,)), floors_file)
    assert run(pin=False, lower=None, path=floors_file) == 1
    assert "below: seed" in capsys.readouterr().err
    assert run(pin=True, lower=None, path=floors_file) == 1
    assert load(floors_file).floors[0].figures[LINK] == 0.9
    assert run(pin=True, lower="a rule was wrong", path=floors_file) == 0
    assert load(floors_file).floors[0].figures[LINK] == 0.8
    assert load(floors_file).lowered[0].reason == "a rule was wrong"
    gold.write_text(gold.read_text() + "\n")
    assert run(pin=False, lower=None, path=floors_file) == 1


def test_nothing_measured_is_no_success(tmp_path, capsys):
    path = tmp_path / "floors.toml"
    save(Floors(0.005, (Floor("seed", str(tmp_path / "none"), "", {LINK: 0.0}),)), path)
    assert run(pin=False, lower=None, path=path) == 1
    assert "nothing was measured" in capsys.readouterr().err


@pytest.mark.parametrize(("pin", "reason"), [(False, "why"), (True, " ")])
def test_lower_needs_pin_and_a_reason(pin, reason, floors_file, capsys):
    assert run(pin=pin, lower=reason, path=floors_file) == 2
    assert "--lower goes with --pin" in capsys.readouterr().err
