import pytest

from accordingto.model.claim import claim_key
from accordingto.model.event import Judgement
from accordingto.model.text import Span
from accordingto.reconciliation import reconcile
from accordingto.reconciliation.judged import (
    concerned,
    corrected,
    key_of,
    marked_key,
    missed_claim,
    ruled,
    settled,
    stretch,
    with_missed,
)
from tests.unit.reconciliation.make import OWNER, SERVICE, WIRE, reading, says

TEXT = "The service told us that a ship sank off Vard. Nobody else said so in 2025."


def judge(kind, left, right=None, value=None):
    return Judgement("j1", kind, left, right, "an analyst", "2025-04-01", None, value)


def one(*by, **more):
    return reading(
        TEXT, "Courier", "2025-03-01", says("a ship sank off Vard", "sank", *(by or (SERVICE,)), **more)
    )


def after(r, *judgements):
    [(_, claim)] = settled(r, judgements).values()
    return claim


def key(r):
    return claim_key(r.report.id, r.claims[0])


# Bonds


@pytest.mark.parametrize(
    ("made", "same", "different"),
    [
        ([("same", "a", "b")], [("a", "b")], []),
        ([("same", "b c", "a")], [("a", "b"), ("b", "c")], []),
        ([("different", "a b", "c")], [], [("a", "c"), ("b", "c")]),
        ([("same", "a", "b"), ("different", "b", "a")], [], [("a", "b")]),
        ([("different", "b", "a"), ("same", "a", "b")], [("a", "b")], []),
        # the later one parts two; the earlier one holds as far as it goes
        ([("same", "a b", "c d"), ("different", "a", "c")], [("a", "b"), ("c", "d")], [("a", "c")]),
        # what is one by others cannot be two
        ([("different", "a", "c"), ("same", "a", "b"), ("same", "b", "c")], [("a", "b"), ("b", "c")], []),
        ([("same", "a", "b"), ("same", "b", "c"), ("different", "a", "c")], [("b", "c")], [("a", "c")]),
    ],
)
def test_the_later_of_two_that_contradict_each_other_holds(made, same, different):
    found = ruled([judge(*j) for j in made])
    assert sorted(found.same) == same
    assert sorted(found.different) == different


def test_claims_that_are_none_and_numbers_that_are_wrong():
    found = ruled([judge("not-an-event", "a b"), judge("wrong-value", "c"), judge("wrong-value", "d", value="3")])
    assert (found.void, found.misread) == ({"a", "b"}, {"c"})


# What was missed


@pytest.mark.parametrize(
    ("target", "found"),
    [("r1:3-9", ("r1", 3, 9)), ("r1:9-3", None), ("r1", None), ("r1:3", None), ("a:b:1-2", ("a:b", 1, 2))],
)
def test_a_stretch_of_a_report(target, found):
    assert stretch(target) == found


def test_a_missed_claim_has_its_words_source_and_key():
    r = one()
    at = TEXT.index("Nobody")
    made = judge("missed", f"{r.report.id}:{at}-{at + 20}", "the service")
    [marked] = with_missed([r], [made])
    claim = marked.claims[-1]
    assert claim.gloss == "Nobody else said so "[:20].strip()
    said = marked.attribution(claim.attribution)
    assert (said.root.name, said.source[0].quote) == ("The service", "The service")
    assert key_of(r.report.id, claim) == marked_key(made)
    assert with_missed([r], [judge("missed", f"{r.report.id}:0-9999")]) == [r]


def test_a_missed_claim_goes_by_the_party_that_the_reading_knows():
    r = reading(TEXT, "Courier", "2025-03-01", says("a ship sank off Vard", "sank", OWNER))
    found = missed_claim(r, Span.of(TEXT, 0, 11), "Helion Shipping", "happened")
    assert found is None, "the name does not stand in the text"
    claim, said = missed_claim(r, Span.of(TEXT, 25, 45), None, "did-not-happen")
    assert (said, claim.value_by, claim.anchor.quote) == (None, {"narrator": -3}, "sank")


# What was read wrongly


def test_a_status_and_the_sign_of_its_value():
    r = one()
    assert after(r, judge("wrong-status", key(r), value="planned")).status == "planned"
    denied = after(r, judge("wrong-status", key(r), value="did-not-happen"))
    assert (denied.status, denied.value_by) == ("did-not-happen", {SERVICE.name: -3})
    assert after(r, judge("wrong-status", key(r), value="nonsense")) == r.claims[0]


def test_a_source_that_is_none_leaves_the_report_alone_or_another():
    r = one(WIRE, SERVICE)
    alone = after(r, judge("not-this-source", key(r)))
    assert (alone.attribution, alone.value_by) == (None, {"narrator": 3})
    other = after(r, judge("not-this-source", key(r), value="Nobody"))
    assert other.value_by == {"Nobody": 3}
    found = reconcile([r], judgements=[judge("not-this-source", key(r))])
    assert [e.origin_state for e in found.events] == ["not recorded"]


def test_a_number_is_put_right_and_its_words_stay():
    clause = "23 sailors died"
    r = reading(f"Officials said {clause}.", "A", "2025-03-01",
                says(clause, "died", SERVICE, numbers=[("23", 23, "sailors")]))  # fmt: skip
    found = reconcile([r], judgements=[judge("wrong-value", key(r), value="32")])
    [seen] = found.events[0].observations
    assert (seen.quantity.best, seen.quantity.span.quote, seen.quantity.counts) == (32, "23", "sailors")


def test_what_is_judged_of_other_reports_changes_nothing():
    r = one()
    keys = {r.report.id: {c.id: key_of(r.report.id, c) for c in r.claims}}
    assert corrected([r], keys, [judge("wrong-status", "c-gone", value="planned")]) == [r]
    made = [judge("wrong-status", "c1", value="planned"), judge("missed", "r1:3-9"), judge("wrong-value", "c2")]
    assert concerned(made) == ({"r1"}, {"c1"})
