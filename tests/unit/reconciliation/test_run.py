import random
from dataclasses import replace

import pytest

from accordingto.model.claim import claim_key
from accordingto.model.codec import canonical, to_plain
from accordingto.model.event import Judgement, Reconciliation
from accordingto.reconciliation import reconcile
from tests.unit.reconciliation.make import GUARD, OWNER, SEIZE, SERVICE, WIRE, event_of, reading, says
from tests.unit.reconciliation.test_conflict import crew
from tests.unit.reconciliation.test_edge_cases import seized
from tests.unit.reconciliation.test_standing import denied


def story():
    return [
        seized("Levant Wire", "2025-03-01", SERVICE),
        seized("Tribune", "2025-03-02", WIRE, SERVICE),
        seized("Courier", "2025-03-03", OWNER),
        denied(GUARD),
        crew(23, SERVICE, "2025-03-01", "X"),
        crew(25, OWNER, "2025-03-02", "Y"),
        reading(
            "Bread is dear.", "Z", None, says("Bread is dear", "dear"), says("Bread", "Bread", GUARD, value=0)
        ),
    ]


def as_bytes(found):
    return canonical(to_plain(found))


def key(r):
    return claim_key(r.report.id, r.claims[0])


def judge(kind, left, right=None, on="2025-04-01", id_="j1"):
    return Judgement(id_, kind, left, right, "an analyst", on)


def test_nothing_gives_nothing():
    assert reconcile([]) == Reconciliation()


def test_order_of_readings_and_repetition_do_not_matter():
    readings = story()
    expected = as_bytes(reconcile(readings))
    random.Random(3).shuffle(readings)
    assert as_bytes(reconcile(readings)) == expected
    assert as_bytes(reconcile(readings + readings[:3])) == expected


def test_order_of_claims_does_not_matter():
    readings = story()
    turned = [replace(r, claims=tuple(reversed(r.claims))) for r in readings]
    assert as_bytes(reconcile(turned)) == as_bytes(reconcile(readings))


def test_every_claim_is_in_one_event_and_every_support_too():
    readings = story()
    found = reconcile(readings)
    told = [c for e in found.events for c in e.claims]
    assert sorted(told) == sorted(claim_key(r.report.id, c) for r in readings for c in r.claims)
    events = {e.id: e for e in found.events}
    parties = {p.id for p in found.parties}
    for s in found.supports:
        assert s.claim in events[s.event].claims
        assert s.report in events[s.event].reports
        assert {s.party, *s.chain} <= parties
        assert s.chain[-1] == s.party
    assert len({s.id for s in found.supports}) == len(found.supports)


def test_what_an_event_says_of_itself():
    found = reconcile(story())
    event = event_of(found, "seized")
    assert event.gloss == "the guards of Selm seized the tanker Halcyon Star"
    assert event.event.act == "seize"
    assert event.participants == ("Halcyon Star", "guards of Selm")
    assert (event.strict, event.lenient) == (2, 2)
    assert len(event.reports) == 4
    assert event.echo == 1.5
    assert event.report_lines == 4
    assert event.standing == "corroborated+disputed"


def test_the_days_on_which_most_agree():
    found = reconcile(
        [
            seized("A", "2025-03-02", SERVICE, on="2025-03-01"),
            seized("B", "2025-03-03", OWNER, on="2025-03-01"),
            seized("C", "2025-03-03", GUARD, on="2025-03-02"),
        ]
    )
    event = event_of(found, "seized")
    assert (event.begin, event.end) == ("2025-03-01", "2025-03-01")


def test_places_of_an_event():
    there = [("Vard", "location", {"kind": "city"})]
    event = event_of(reconcile([seized("A", "2025-03-02", SERVICE, places=there)]), "seized")
    assert event.places == ("Vard",)


def test_an_analyst_joins_what_the_machine_keeps_apart():
    a, b = (
        seized("A", "2025-03-01", SERVICE),
        reading("Bread is dear.", "B", "2025-03-01", says("Bread is dear", "dear", OWNER)),
    )
    assert len(reconcile([a, b]).events) == 2
    joined = reconcile([a, b], judgements=[judge("same", key(a), key(b))])
    assert [e.strict for e in joined.events] == [2]


def test_an_analyst_parts_what_the_machine_joins():
    a, b = seized("A", "2025-03-01", SERVICE), seized("B", "2025-03-01", OWNER)
    assert len(reconcile([a, b]).events) == 1
    assert len(reconcile([a, b], judgements=[judge("different", key(b), key(a))]).events) == 2


def test_an_analyst_parts_a_copy_from_its_origin():
    text = "Guards seized the tanker Halcyon Star in the Strait of Maral on Monday morning, the owner told us."
    clause = "Guards seized the tanker Halcyon Star"
    a, b = (reading(text, o, "2025-03-01", says(clause, "seized", OWNER, event=SEIZE), bare=True) for o in "AB")
    assert len(reconcile([a, b]).events) == 1
    assert len(reconcile([a, b], judgements=[judge("different", key(a), key(b))]).events) == 2


def test_the_last_judgement_on_a_pair_holds():
    a, b = seized("A", "2025-03-01", SERVICE), seized("B", "2025-03-01", OWNER)
    judged = [judge("different", key(a), key(b)), judge("same", key(b), key(a), on="2025-03-30", id_="j2")]
    assert len(reconcile([a, b], judgements=judged).events) == 1
    assert len(reconcile([a, b], judgements=list(reversed(judged))).events) == 2


def test_what_is_judged_no_event_is_none():
    a, b = seized("A", "2025-03-01", SERVICE), seized("B", "2025-03-01", OWNER)
    found = reconcile([a, b], judgements=[judge("not-an-event", key(a))])
    assert [e.claims for e in found.events] == [(key(b),)]
    assert {s.claim for s in found.supports} == {key(b)}


def test_a_number_judged_wrong_is_not_relied_on():
    a, b = crew(23, SERVICE, "2025-03-01"), crew(25, OWNER, "2025-03-02", "B")
    found = reconcile([a, b], judgements=[judge("wrong-value", key(a))])
    assert found.conflicts == ()
    assert [o.quantity.best for e in found.events for o in e.observations] == [25]


@pytest.mark.parametrize("kind", ["same", "different", "not-an-event", "wrong-value", "unheard of"])
def test_a_judgement_on_a_claim_that_is_not_here_changes_nothing(kind):
    readings = story()
    judged = [judge(kind, "c-gone", key(readings[0])), judge(kind, "c-gone", None)]
    judged = judged if kind not in ("not-an-event", "wrong-value") else judged[1:]
    assert as_bytes(reconcile(readings, judgements=judged)) == as_bytes(reconcile(readings))


def test_two_readings_of_one_report_give_one():
    r = seized("A", "2025-03-01", SERVICE)
    again = replace(r, claims=(replace(r.claims[0], gloss="another gloss"),))
    one, other = reconcile([r, again]), reconcile([again, r])
    assert as_bytes(one) == as_bytes(other)
    assert len(one.supports) == 1
