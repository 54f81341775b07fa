"""The invented story of `story` in a real ledger, and the page over it."""

from dataclasses import replace
from pathlib import Path

from fastapi.testclient import TestClient

from accordingto.ledger import Ledger
from accordingto.model.claim import Reading, claim_key
from accordingto.model.event import Reconciliation
from accordingto.model.text import Receipt
from accordingto.views.http import application
from tests.unit.views.story import MemoryLedger


def on_disk(path: Path, told: MemoryLedger | None = None) -> Ledger:
    """A ledger at `path` with the readings and the reconciliation of a story, open for reading only."""
    told = told or MemoryLedger()
    known = {r.report.id: r for r in told.read}
    receipts = [Receipt(r.report, r.report.text.encode("utf-8"), f"made up:{n}") for n, r in enumerate(told.read)]
    with Ledger(path) as ledger:
        ledger.add(["made up"], take_in=lambda *_a, **_k: iter(receipts), read=lambda report: known[report.id])
        ledger.reconcile(reconcile=lambda *_a, **_k: with_keys(told.read, told.whole))
    return Ledger(path, read_only=True)


def with_keys(found: tuple[Reading, ...], whole: Reconciliation) -> Reconciliation:
    """The reconciliation with the keys that the claims of these readings have in a ledger."""
    keys = {f"k{n}": claim_key(r.report.id, r.claims[0]) for n, r in enumerate(found, 1)}
    events = tuple(
        replace(
            e,
            claims=tuple(keys.get(c, c) for c in e.claims),
            observations=tuple(replace(o, claim=keys.get(o.claim, o.claim)) for o in e.observations),
        )
        for e in whole.events
    )
    supports = tuple(replace(s, claim=keys.get(s.claim, s.claim)) for s in whole.supports)
    return replace(whole, events=events, supports=supports)


def client_of(ledger: Ledger, **more: object) -> TestClient:
    """A client of the page that is no browser."""
    return TestClient(application(ledger, **more), base_url="http://localhost", follow_redirects=False)
