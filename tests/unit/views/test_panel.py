from dataclasses import replace

import pytest

from accordingto.errors import NotFound
from accordingto.model.event import Observation
from accordingto.views.panel import bloc_name, panel, quoted, summary
from tests import build
from tests.unit.views.story import MemoryLedger, readings, reconciliation


def test_origins_come_with_the_tree_of_reports_that_rest_on_them(ledger):
    guard, men = panel(ledger, "e1").origins
    assert (guard.name, guard.behind, guard.counts, guard.reports) == ("Coast Guard", "France", True, 2)
    assert guard.first_said == "2025-03-03"
    (root,) = guard.links
    assert (root.party.name, root.tellings) == ("Coast Guard", ())
    (agency,) = root.relays
    assert [t.report.outlet for t in agency.tellings] == ["Meridian Herald", "Evening Lamp"]
    assert [t.copies for t in agency.tellings] == [None, ledger.read[0].report.id]
    assert (men.name, men.behind, men.anonymous) == ("Two fishermen", None, True)
    (telling,) = men.links[0].tellings
    assert telling.stands[0].support.span.quote == "about 20 boats left Port Alma at night"


def test_two_parties_of_one_bloc_are_one_origin_under_the_blocs_name(ledger):
    whole = ledger.whole
    parties = tuple(replace(p, bloc="FR") for p in whole.parties)
    (origin,) = panel(MemoryLedger(whole=replace(whole, parties=parties)), "e1").origins
    assert (origin.name, origin.behind, origin.reports) == ("France", None, 3)
    assert [link.party.name for link in origin.links] == ["Two fishermen", "Coast Guard"]


@pytest.mark.parametrize(
    ("bloc", "name"),
    [("KR", "South Korea"), ("UA;KR", "Ukraine and South Korea"), ("NATO", "NATO"), ("unknown:p1", None)],
)
def test_a_bloc_goes_by_the_name_of_its_country(bloc, name):
    assert bloc_name(bloc) == name


def test_a_report_tells_once_and_a_clause_inside_another_is_not_quoted_again(ledger):
    first = ledger.whole.supports[0]
    text = ledger.report(first.report).text
    inner = replace(first, id="s1a", span=build.span(text, "12 boats"))
    other = replace(first, id="s1b", span=build.span(text, "named no owner"))
    whole = replace(ledger.whole, supports=(*ledger.whole.supports, inner, other))
    agency = panel(MemoryLedger(whole=whole), "e1").origins[0].links[0].relays[0]
    telling = agency.tellings[0]
    assert [s.support.id for s in telling.stands] == ["s1a", "s1", "s1b"]
    assert [s.support.id for s in quoted(telling)] == ["s1", "s1b"]


def test_denials_conflicts_and_copies(ledger):
    shown = panel(ledger, "e1")
    assert [(o.name, o.behind, o.counts) for o in shown.denials] == [("Harbour Ministry", "Alma ministries", True)]
    assert [(c.kind, c.left.chain[-1].name, c.right.chain[-1].name) for c in shown.conflicts] == [
        ("existence", "Coast Guard", "Harbour Ministry"),
        ("quantity", "Coast Guard", "Two fishermen"),
    ]
    assert [(c.copy.outlet, c.origin.outlet, c.kind) for c in shown.near_copies] == [
        ("Evening Lamp", "Meridian Herald", "credited")
    ]
    assert [r.published for r in shown.reports] == ["2025-03-04", "2025-03-04", "2025-03-05", "2025-03-06"]


def test_a_denial_that_is_no_longer_held_is_marked(ledger):
    event = replace(ledger.event("e1"), deniers=())
    shown = panel(MemoryLedger(whole=replace(ledger.whole, events=(event,))), "e1")
    assert [o.counts for o in shown.denials] == [False]


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
    assert [g.what for g in groups] == ["boats", "Crew"]


def test_who_is_not_counted_stands_apart():
    whole = reconciliation(readings())
    event = replace(whole.events[0], origins=("p-guard",), strict=1, lenient=2)
    shown = panel(MemoryLedger(whole=replace(whole, events=(event,))), "e1")
    assert [o.name for o in shown.origins] == ["Coast Guard"]
    assert [o.name for o in shown.uncounted] == ["Two fishermen"]


def test_a_party_that_is_not_there_is_said(ledger):
    broken = replace(ledger.whole, parties=ledger.whole.parties[1:])
    with pytest.raises(NotFound, match="p-guard"):
        panel(MemoryLedger(whole=broken), "e1")


FOLDED = "Told in 4 reports (3 once near-copies are folded)."


@pytest.mark.parametrize(
    ("changes", "resting", "said"),
    [
        ({}, 3, f"{FOLDED} 3 of them rest on 2 origins. 1 party denies it."),
        ({"deniers": ()}, 4, f"{FOLDED} They rest on 2 origins."),
        ({"strict": 1, "lenient": 2, "deniers": ()}, 1, f"{FOLDED} 1 of them rests on 1 origin, at most 2."),
        (
            {"strict": 1, "lenient": 1, "deniers": (), "reports": ("r1",), "report_lines": 1},
            1,
            "Told in 1 report. It rests on 1 origin.",
        ),
        (
            {"strict": 0, "lenient": 0, "deniers": ("a", "b"), "reports": ("r1",), "report_lines": 1},
            0,
            "Told in 1 report. No origin is named that could be counted. 2 parties deny it.",
        ),
        (
            {"strict": 0, "lenient": 2, "deniers": (), "report_lines": 4},
            0,
            "Told in 4 reports. No origin is established, at most 2.",
        ),
    ],
)
def test_the_summary_counts_and_gives_no_verdict(ledger, changes, resting, said):
    told = summary(replace(ledger.event("e1"), **changes), resting)
    assert told == said
    assert not {"confirmed", "true", "false"} & set(told.split())


def test_only_reports_under_an_origin_that_counts_rest_on_one(ledger):
    assert panel(ledger, "e1").summary == f"{FOLDED} 3 of them rest on 2 origins. 1 party denies it."
