import pytest

from accordingto.errors import NotFound, QueryError
from accordingto.ledger.judgements import in_force
from accordingto.model.event import Judgement
from tests.unit.ledger import hand

BY = {"by": "A. Nalyst", "on": "2031-04-01"}


def keys(ledger, event="e-sailed"):
    return [s.claim for s in ledger.supports(event)]


# Asking by id


def test_the_beginning_of_an_id_is_enough(story):
    wanted = hand.STORY[2].report
    assert story.report(wanted.id[:8]) == wanted
    assert story.reading(wanted.id[:8]).report == wanted


def test_an_unknown_id_is_named(story):
    with pytest.raises(NotFound, match="there is no report 'r%' in this ledger"):
        story.report("r%")
    with pytest.raises(NotFound, match="'zzz'"):
        story.reading("zzz")


def test_an_ambiguous_beginning_names_the_candidates(story):
    with pytest.raises(QueryError, match="more than one report") as told:
        story.report("r")
    assert min(r.report.id for r in hand.STORY) in str(told.value)
    assert "and others" in str(told.value)


@pytest.mark.parametrize("nothing", ["", "  "])
def test_no_id_is_no_question(story, nothing):
    with pytest.raises(QueryError, match="which report"):
        story.report(nothing)


# Judgements


def test_a_judgement_is_logged_with_who_and_when(story):
    a, b, _ = keys(story)
    made = story.judge("same", a, b, note="the same ship", **BY)
    assert (made.kind, made.left, made.right, made.by, made.on, made.note) == (
        "same", a, b, "A. Nalyst", "2031-04-01", "the same ship",
    )  # fmt: skip
    assert story.judgements() == story.judgements(withdrawn=True) == (made,)


def test_a_judgement_reaches_the_reconciliation_and_makes_events_stale(story):
    [burned] = keys(story, "e-burned")
    made = story.judge("not-an-event", burned, **BY)
    assert story.stale()
    seen = []
    story.reconcile(reconcile=lambda readings, judgements: seen.extend(judgements) or hand.reconcile(readings))
    assert seen == [made]
    story.reconcile(reconcile=hand.reconcile)
    assert "e-burned" not in [e.id for e in story.events()]


def test_a_withdrawn_judgement_stays_in_the_log(story):
    [burned] = keys(story, "e-burned")
    made = story.judge("not-an-event", burned, **BY)
    back = story.withdraw(made.id, note="a slip", **BY)
    assert story.judgements() == ()
    assert story.judgements(withdrawn=True) == (made, back)
    story.reconcile(reconcile=hand.reconcile)
    assert "e-burned" in [e.id for e in story.events()]


def test_what_is_not_in_force_cannot_be_withdrawn(story):
    [burned] = keys(story, "e-burned")
    made = story.judge("not-an-event", burned, **BY)
    story.withdraw(made.id, **BY)
    for unknown in (made.id, "j123"):
        with pytest.raises(NotFound, match="there is no judgement"):
            story.withdraw(unknown, **BY)


def test_the_same_decision_twice_has_two_ids(story):
    [burned] = keys(story, "e-burned")
    first = story.judge("not-an-event", burned, **BY)
    second = story.judge("not-an-event", burned, **BY)
    assert first.id != second.id
    assert story.judgements() == (second,)


def judgement(id_, kind, left, right=None):
    return Judgement(id_, kind, left, right, "A. Nalyst", "2031-04-01")


def test_the_last_word_on_a_pair_holds_whichever_claim_stands_left():
    same, different = judgement("j1", "same", "a", "b"), judgement("j2", "different", "b", "a")
    other = judgement("j3", "same", "a", "c")
    assert in_force([same, other, different]) == (other, different)
    assert in_force([different, other, same]) == (other, same)


def test_undoing_the_last_word_brings_back_the_one_before():
    made = [
        judgement("j1", "same", "a", "b"),
        judgement("j2", "different", "a", "b"),
        judgement("j3", "withdrawn", "j2"),
    ]
    assert in_force(made) == (made[0],)
    assert in_force([*made, judgement("j4", "withdrawn", "j3")]) == (made[1],)


@pytest.mark.parametrize(
    ("kind", "left", "right", "more", "told"),
    [
        ("true", 0, None, {}, "no such judgement: 'true'; one of same, different"),
        ("withdrawn-by-me", 0, None, {}, "no such judgement"),
        ("same", 0, None, {}, "needs two claims"),
        ("different", 0, 0, {}, "and these are one"),
        ("not-an-event", 0, 1, {}, "about one thing"),
        ("not-an-event", 0, None, {"by": " "}, "name of who made it"),
        ("not-an-event", 0, None, {"on": "yesterday"}, "must be a day such as"),
        ("not-an-event", 0, None, {"on": "20310401"}, "must be a day such as"),
    ],
)
def test_a_judgement_that_makes_no_sense_is_refused(story, kind, left, right, more, told):
    known = keys(story)
    with pytest.raises(QueryError, match=told):
        story.judge(kind, known[left], None if right is None else known[right], **(BY | more))
    assert story.judgements(withdrawn=True) == ()


def test_a_judgement_on_a_claim_that_is_not_there_is_refused(story):
    with pytest.raises(NotFound, match="no claim or event 'c99'"):
        story.judge("same", keys(story)[0], "c99", **BY)
