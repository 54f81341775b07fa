"""What all tests share: the flag that rewrites golden files, and word of what does not run here and why."""

import os
from pathlib import Path

from hypothesis import settings

# A busy machine is not a failure: no test may fail for the time that it took.
# On a build machine the same examples are tried each time, so that a red run can be repeated as it was.
settings.register_profile("accordingto", deadline=None)
settings.register_profile("build", deadline=None, derandomize=True)
settings.load_profile("build" if os.environ.get("CI") else "accordingto")

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SEED = SHARED / "seed" / "gold.jsonl"

# The founding report is not ours to ship: its tests are collected where it stands beside the checkout.
collect_ignore = [] if SEED.is_file() else ["golden/test_seed.py"]


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite tests/golden/*.json from what is read now"
    )


def pytest_report_header():
    if SEED.is_file():
        return "seed: ../shared stands beside the checkout, its tests run"
    return (
        "seed: NOT RUN, ../shared does not stand beside the checkout (tests/golden/test_seed.py is not collected)"
    )
