import hashlib
import json
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

QUALITY = Path(__file__).parents[3] / "bench" / "quality"
STORIES = QUALITY / "gold" / "stories"
HALVES = ["syrup-open", "syrup-kept"]
KEPT = STORIES / "syrup-kept"


@pytest.mark.parametrize("name", HALVES)
def test_offsets_counts_standings_and_copies_of_the_gold_hold(name):
    command = [sys.executable, str(QUALITY / "scorers" / "check_story.py"), str(STORIES / name)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", HALVES)
def test_the_gold_is_what_its_annotation_makes(name, tmp_path):
    for file in ("reports.jsonl", "annotation.toml"):
        (tmp_path / file).write_bytes((STORIES / name / file).read_bytes())
    runpy.run_path(str(STORIES / "build.py"))["build"](tmp_path)
    assert (tmp_path / "gold.json").read_bytes() == (STORIES / name / "gold.json").read_bytes()


@pytest.mark.parametrize("name", HALVES)
def test_each_half_is_a_story_in_itself(name):
    gold = json.loads((STORIES / name / "gold.json").read_text("utf-8"))
    assert len(gold["reports"]) >= 6
    assert sum(c["independent_roots_strict"] >= 2 for c in gold["claims"].values()) >= 4
    assert {m["stance"] for m in gold["mentions"]} == {"support", "deny", "noncommittal"}


def test_the_table_of_the_stories_counts_what_their_gold_holds():
    rows = re.findall(
        r"^\| `([a-z-]+)` \|" + r" (\d+) \|" * 4, (STORIES / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert {name for name, *_ in rows} == {p.name for p in STORIES.iterdir() if p.is_dir()}
    for name, *written in rows:
        gold = json.loads((STORIES / name / "gold.json").read_text("utf-8"))
        several = sum(c["independent_roots_strict"] >= 2 for c in gold["claims"].values())
        counted = [len(gold["reports"]), len(gold["claims"]), several, len(gold["mentions"])]
        assert [int(n) for n in written] == counted, name


def test_no_report_stands_in_both_halves():
    texts = [
        {json.loads(line)["text"] for line in (STORIES / name / "reports.jsonl").read_text("utf-8").splitlines()}
        for name in HALVES
    ]
    assert not texts[0] & texts[1]


def test_the_kept_half_is_the_one_whose_digests_were_written_down_first():
    lines = (KEPT / "SHA256SUMS").read_text("utf-8").splitlines()
    written = {file: digest for digest, file in (line.split() for line in lines)}
    assert written == {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in KEPT.glob("*.[jt]*")}
    together = b"".join((KEPT / f).read_bytes() for f in ("reports.jsonl", "annotation.toml", "gold.json"))
    assert hashlib.sha256(together).hexdigest() in re.findall(
        r"`([0-9a-f]{64})`", (STORIES / "README.md").read_text("utf-8")
    )
