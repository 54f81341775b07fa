from dataclasses import replace

import pytest

from accordingto.errors import NotFound
from accordingto.model.event import Observation
from accordingto.views.panel import panel, summary
from tests.unit.views.story import MemoryLedger, readings, reconciliation


def test_origins_come_with_the_tree_of_reports_that_rest_on_them(ledger):
    alma, men = panel(ledger, "e1").origins
    assert (alma.bloc, alma.counts, alma.reports, alma.first_said) == ("Alma", True, 2, "2025-03-03")
    (guard,) = alma.links
    assert (guard.party.name, guard.stands) == ("Coast Guard", ())
    (agency,) = guard.relays
    assert [s.report.outlet for s in agency.stands] == ["Meridian Herald", "Evening Lamp"]
    assert agency.stands[0].copies is None
    assert agency.stands[1].copies == ledger.read[0].report.id
    assert (men.bloc, men.anonymous) == ("Two fishermen", True)
    assert men.links[0].stands[0].support.span.quote == "about 20 boats left Port Alma at night"


def test_denials_conflicts_and_copies(ledger):
    shown = panel(ledger, "e1")
    assert [o.bloc for o in shown.denials] == ["Alma ministries"]
    assert [(c.kind, c.left.chain[-1].name, c.right.chain[-1].name) for c in shown.conflicts] == [
        ("existence", "Coast Guard", "Harbour Ministry"),
        ("quantity", "Coast Guard", "Two fishermen"),
    ]
    assert [(c.copy.outlet, c.origin.outlet, c.kind) for c in shown.near_copies] == [
        ("Evening Lamp", "Meridian Herald", "credited")
    ]
    assert [r.published for r in shown.reports] == ["2025-03-04", "2025-03-04", "2025-03-05", "2025-03-06"]


def test_numbers_are_grouped_by_what_they_count_and_repeats_folded(ledger):
    (boats,) = panel(ledger, "e1").numbers
    assert boats.what == "boats"
    assert [(n.quantity.best, n.party.name, len(n.reports)) for n in boats.numbers] == [
        (12, "Coast Guard", 2),
        (20, "Two fishermen", 1),
    ]
    for n in boats.numbers:
        assert n.quantity.span.holds_in(ledger.report(n.report).text)


def test_a_number_of_another_thing_is_a_group_of_its_own():
    whole = reconciliation(readings())
    event = whole.events[0]
    first = event.observations[0]
    crew = Observation(first.claim, first.party, first.report, None, replace(first.quantity, counts="Crew"))
    changed = replace(whole, events=(replace(event, observations=(*event.observations, crew)),))
    groups = panel(MemoryLedger(whole=changed), "e1").numbers
    assert [g.what for g in groups] == ["boats", "crew"]


def test_who_is_not_counted_stands_apart():
    whole = reconciliation(readings())
    event = replace(whole.events[0], origins=("p-guard",), strict=1, lenient=2)
    shown = panel(MemoryLedger(whole=replace(whole, events=(event,))), "e1")
    assert [o.bloc for o in shown.origins] == ["Alma"]
    assert [o.bloc for o in shown.uncounted] == ["Two fishermen"]


def test_a_party_that_is_not_there_is_said(ledger):
    broken = replace(ledger.whole, parties=ledger.whole.parties[1:])
    with pytest.raises(NotFound, match="p-guard"):
        panel(MemoryLedger(whole=broken), "e1")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "4 reports (3 once near-copies are folded) rest on 2 origins. 1 party denies it."),
        ({"strict": 1, "lenient": 2, "deniers": ()},
         "4 reports (3 once near-copies are folded) rest on 1 origin, at most 2."),
        ({"strict": 0, "lenient": 0, "deniers": ("a", "b"), "reports": ("r1",), "report_lines": 1},
         "1 report; no origin is named that could be counted. 2 parties deny it."),
        ({"strict": 0, "lenient": 2, "deniers": (), "report_lines": 4},
         "4 reports; no origin is established, at most 2."),
    ],
)  # fmt: skip
def test_the_summary_counts_and_gives_no_verdict(ledger, changes, said):
    told = summary(replace(ledger.event("e1"), **changes))
    assert told == said
    assert not {"confirmed", "true", "false"} & set(told.split())
