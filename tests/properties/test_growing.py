"""A ledger as it grows: the order does not show, no id is lost, what is taken back leaves no trace."""

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.errors import ReadError
from accordingto.ledger import Ledger
from accordingto.model.text import Receipt
from tests.made_ledger import fill, state
from tests.properties.test_reconciliation import STORIES

FEW = settings(max_examples=6, deadline=None)


def grown(folder, readings, watch=lambda ledger: None):
    """What follows from a ledger to which the readings were added one by one, and was asked in between."""
    with Ledger(Path(folder) / f"{len(list(Path(folder).iterdir()))}.db") as ledger:
        for reading in readings:
            fill(ledger, [reading])
            watch(ledger)
        return state(ledger)


@FEW
@given(STORIES, st.randoms(use_true_random=False))
def test_the_order_of_adding_does_not_show(readings, chance):
    mixed = list(readings)
    chance.shuffle(mixed)
    with tempfile.TemporaryDirectory() as folder:
        assert grown(folder, readings) == grown(folder, mixed)


@FEW
@given(STORIES)
def test_an_id_once_given_leads_to_the_event_that_holds_its_claim(readings):
    given_ids = {}

    def watch(ledger):
        given_ids.update({e.id: e.claims[0] for e in ledger.events()})
        for id_, claim in given_ids.items():
            assert claim in ledger.event(id_).claims

    with tempfile.TemporaryDirectory() as folder:
        grown(folder, readings, watch)


def unreadable(_report):
    raise ReadError("it cannot be read")


@FEW
@given(STORIES, st.data())
def test_a_report_that_is_taken_back_leaves_no_trace(readings, data):
    """The last version at an address counts, and one that cannot be read says nothing."""
    gone = data.draw(st.sampled_from(readings))
    rest = [r for r in readings if r is not gone]
    placed = replace(gone, report=replace(gone.report, url="https://press.example/1"))
    empty = replace(placed.report, id="r-empty", text="-")

    def take_back(ledger):
        receipt = Receipt(empty, b"-", "made/empty")
        ledger.add(["made"], take_in=lambda *_a, **_k: [receipt], read=unreadable)

    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "both.db") as ledger:
        fill(ledger, [placed, *rest])
        assert placed.report.id in {s.report for s in ledger.supports()}
        take_back(ledger)
        assert state(ledger) == grown(folder, rest)
