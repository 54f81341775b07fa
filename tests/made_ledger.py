"""A ledger of readings made by hand, reconciled by the program itself."""

import hashlib
from dataclasses import replace

from accordingto.model.codec import canonical, to_plain
from accordingto.model.text import Receipt


def fill(ledger, readings):
    """Adds the readings to a ledger as if they had been taken in and read; gives the ids of their reports."""
    by_text = {r.report.text: r for r in readings}
    receipts = []
    for r in readings:
        raw = r.report.text.encode()
        sha256 = hashlib.sha256(raw).hexdigest()
        receipts.append(Receipt(replace(r.report, sha256=sha256), raw, f"made/{r.report.id}"))
    done = ledger.add(
        ["made"],
        take_in=lambda *_a, **_k: receipts,
        read=lambda report: replace(by_text[report.text], report=report),
    )
    assert done.rejects == ()
    return [r.report.id for r in receipts]


def reread(ledger, change):
    """Reads every report anew, each as `change` makes it of the reading in force."""
    kept = {r.id: ledger.reading(r.id) for r in ledger.reports()}
    return ledger.reread(read=lambda report: change(kept[report.id]))


def state(picture):
    """All that follows from the record, as bytes."""
    found = (picture.events(), picture.supports(), picture.parties(), picture.conflicts(), picture.near_copies())
    return canonical(to_plain(found))
