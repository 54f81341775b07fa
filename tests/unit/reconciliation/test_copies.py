from dataclasses import replace

import pytest

from accordingto.model.event import NearCopy
from accordingto.reconciliation.copies import _one_origin_each, credits_to, lifted, lines, near_copies
from tests.unit.reconciliation.make import GUARD, denies, reading, report, says

WIRE = (
    "Guards seized the tanker Halcyon Star in the Strait of Maral on Monday morning and forced it to change "
    "course, the joint centre said in a notice to shipping. The ship was carrying fuel oil and had crew on board."
)
OTHER = "The council of Adran met on Tuesday to speak of bread prices and of the school by the harbour wall."


def pair(first, second):
    return [(n.copy, n.origin, n.kind) for n in near_copies([first, second])]


def test_a_later_report_copies_an_earlier_one():
    a, b = report(WIRE, "Levant Wire", "2025-03-01"), report(WIRE + " We add a line.", "Tribune", "2025-03-02")
    assert pair(a, b) == pair(b, a) == [(b.id, a.id, "earlier")]


def test_credit_outranks_the_date():
    a = report(WIRE, "Levant Wire", "2025-03-02")
    b = report("ADRAN (Levant Wire) - " + WIRE, "Tribune", "2025-03-01")
    assert pair(a, b) == [(b.id, a.id, "credited")]


def test_on_one_day_the_longer_is_the_origin():
    a, b = report(WIRE + " It stands still.", "Levant Wire"), report(WIRE, "Tribune")
    assert pair(a, b) == [(b.id, a.id, "longer")]


def test_identical_texts_of_one_day_have_one_origin():
    a, b = report(WIRE, "A"), report(WIRE, "B")
    assert len(pair(a, b)) == 1


def test_reports_that_share_a_stock_phrase_are_no_copies():
    assert pair(report(WIRE, "A"), report(OTHER + " Guards seized the tanker Halcyon Star.", "B")) == []


def test_more_than_seven_days_apart_is_no_copy():
    assert pair(report(WIRE, "A", "2025-03-01"), report(WIRE + " More.", "B", "2025-03-09")) == []
    assert pair(report(WIRE, "A", "2025-03-01"), report(WIRE + " More.", "B", "2025-03-08")) != []


def test_an_undated_report_can_be_a_copy():
    a, b = report(WIRE, "A", "2025-03-01"), report(WIRE + " More.", "B", None)
    assert len(pair(a, b)) == 1


def test_a_report_that_lifts_a_part_and_adds_its_own():
    long = WIRE + " " + OTHER
    (found,) = near_copies([report(WIRE, "A", "2025-03-01"), report(long, "B", "2025-03-02")])
    assert found.share == 1.0


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        ("ADRAN (Levant Wire) - Guards", True),
        ("Guards seized a ship. — Levant Wire", True),
        ("Guards seized a ship, as reported by the news agency Levant Wire.", True),
        ("Guards seized a ship, Levant Wire reported.", True),
        ("ADRAN (LW) - Guards", True),
        ("ADRAN (Levant) - Guards", True),
        ("Guards seized a ship, the Levant agency reports.", True),
        ("The owner told Levant Wire that the ship was lost.", False),
        ("The ship sailed from Levant.", False),
    ],
)
def test_credit(text, credited):
    assert credits_to(report(text, "Tribune"), report(WIRE, "Levant Wire")) is credited


def test_no_report_credits_its_own_outlet():
    assert not credits_to(report("ADRAN (Levant Wire) -", "Levant Wire"), report(WIRE, "The Levant Wire"))


def test_copies_of_copies_are_one_line():
    a = report(WIRE, "A", "2025-03-01")
    b, c = report(WIRE + " One.", "B", "2025-03-02"), report(WIRE + " One. Two.", "C", "2025-03-03")
    d = report(OTHER, "D", "2025-03-01")
    found = near_copies([a, b, c, d])
    assert {n.copy for n in found} == {b.id, c.id}
    assert lines([a, d, b, c], found) == {a.id: a.id, b.id: a.id, c.id: a.id, d.id: d.id}


def test_two_short_texts_that_share_a_phrase_are_no_copies():
    assert (
        pair(report("The minister would not say more.", "A"), report("The minister would not say more.", "B"))
        == []
    )


def test_no_ring_of_copies():
    ring = [("c", "a"), ("a", "b"), ("b", "c")]
    ranked = [((n,), NearCopy(copy, origin, "earlier", 0.9)) for n, (copy, origin) in enumerate(ring)]
    assert {(n.copy, n.origin) for n in _one_origin_each(ranked)} == {("c", "a"), ("a", "b")}


def test_a_denial_is_not_lifted_from_a_statement():
    clause = "Guards seized the tanker Halcyon Star in the Strait of Maral on Monday morning"
    a = reading(WIRE, "A", "2025-03-01", says(clause, "seized", GUARD), bare=True)
    b = reading(f"{WIRE} More.", "B", "2025-03-02", denies(clause, "seized", GUARD), bare=True)
    keys = {r.report.id: {c.id: r.report.outlet for c in r.claims} for r in (a, b)}
    assert lifted({r.report.id: r for r in (a, b)}, near_copies([a.report, b.report]), keys) == {}


def test_lifted_clauses_are_paired_once():
    clause = "Guards seized the tanker Halcyon Star in the Strait of Maral on Monday morning"
    own = "We add that the price of fuel has risen by a tenth"
    a = reading(WIRE, "A", "2025-03-01", says(clause, "seized", GUARD), bare=True)
    b = reading(f"{WIRE} {own}.", "B", "2025-03-02", says(clause, "seized"), says(own, "risen"), bare=True)
    copies = near_copies([a.report, b.report])
    keys = {r.report.id: {c.id: f"{r.report.outlet}.{c.id}" for c in r.claims} for r in (a, b)}
    assert lifted({r.report.id: r for r in (a, b)}, copies, keys) == {"B.c1": "A.c1"}


def test_order_of_reports_does_not_matter():
    reports = [report(WIRE + f" Line {i}.", f"Outlet {i}", f"2025-03-0{i}") for i in range(1, 7)]
    reports.append(replace(reports[0], id="r0", published=None))
    assert near_copies(reports) == near_copies(list(reversed(reports)))
