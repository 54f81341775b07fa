import hashlib
import json
import re
from pathlib import Path

import pytest

GOLD = Path(__file__).parents[3] / "bench" / "quality" / "gold" / "chains"


def test_the_kept_half_is_the_one_whose_digest_was_written_down_first():
    written = re.search(r"`([0-9a-f]{64})`", (GOLD / "README.md").read_text("utf-8"))
    assert written is not None
    assert hashlib.sha256((GOLD / "kept.jsonl").read_bytes()).hexdigest() == written[1]


@pytest.mark.parametrize("name", ["open.jsonl", "kept.jsonl"])
def test_every_parent_claim_and_root_of_the_gold_stands_in_its_report(name):
    for line in (GOLD / name).read_text("utf-8").splitlines():
        report = json.loads(line)
        ids = {a["id"] for a in report["attributions"]}
        names = {s["name"] for s in report["sources"]} | {"unnamed", "narrator"}
        assert {a["parent"] for a in report["attributions"]} <= ids | {None}
        assert {a["root"]["name"] for a in report["attributions"]} <= names
        assert {c["attribution"] for c in report["claims"]} <= ids | {None}
        assert {n for c in report["claims"] for n in c["value_by"]} <= names
