"""A process that is killed in the middle of `add` loses nothing that it had acknowledged."""

import random
import signal
import subprocess
import sys
from pathlib import Path

from accordingto.ledger import Ledger, verify
from tests.unit.ledger import hand

ROOT = Path(__file__).parents[3]
REPORTS = 200
ROUNDS = 5

ADD = f"""
import sys
from pathlib import Path
from tests.unit.ledger import hand
from accordingto.ledger import Ledger
with Ledger(Path(sys.argv[1])) as ledger:
    ledger.add(
        ["x"],
        take_in=lambda where, retrieved: hand.many({REPORTS}),
        read=hand.read,
        progress=lambda p: p.outcome == "added" and print(p.report, flush=True),
    )
"""


def killed_after(path, count):
    """The ids that a process acknowledged before SIGKILL struck it, some time after the first `count` of them."""
    process = subprocess.Popen([sys.executable, "-c", ADD, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    acknowledged = [process.stdout.readline().strip() for _ in range(count)]
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    whole_lines = rest[: rest.rfind("\n") + 1].split()
    assert process.returncode == -signal.SIGKILL, "it was done before it was killed"
    return acknowledged + whole_lines


def test_nothing_acknowledged_is_lost_and_add_goes_on(path):
    """Five times in a row, each time some way further into the same reports; then to the end."""
    chance, acknowledged = random.Random(20310302), []
    for _ in range(ROUNDS):
        acknowledged += killed_after(path, chance.randrange(1, 30))
        with Ledger(path) as ledger:
            there = [r.id for r in ledger.reports()]
            assert len(acknowledged) <= len(there) < REPORTS
            assert set(acknowledged) <= set(there)
            assert verify(ledger) == ()
    with Ledger(path) as ledger:
        for id_ in acknowledged:
            assert ledger.reading(id_).claims
            assert ledger.raw(id_)
        done = ledger.add(["x"], take_in=lambda where, retrieved: hand.many(REPORTS), read=hand.read)
        assert (done.already, done.added) == (len(there), REPORTS - len(there))
        assert [r.id for r in ledger.reports()] == [r.report.id for r in hand.many(REPORTS)]
        assert verify(ledger) == ()
