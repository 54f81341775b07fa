from dataclasses import replace

import pytest
from sqlalchemy import inspect

from accordingto.ledger import Ledger, derived, schema, verify
from tests.unit.ledger import hand

BY = {"by": "A. Nalyst", "on": "2031-04-01"}


def test_what_is_derived_comes_back_as_it_was_made(ledger):
    ledger.add(["reports"], take_in=hand.take_in, read=hand.read)
    made = ledger.reconcile(reconcile=hand.reconcile)
    assert made == hand.reconcile([hand.read(r.report) for r in hand.STORY])
    assert ledger.parties() == made.parties
    assert ledger.supports() == made.supports
    assert ledger.conflicts() == made.conflicts
    assert ledger.near_copies() == made.near_copies
    assert sorted(ledger.events(), key=lambda e: e.id) == sorted(made.events, key=lambda e: e.id)


def test_a_new_reading_a_new_report_and_a_judgement_each_make_it_stale(story):
    def grown(act):
        act()
        stale = story.stale()
        story.reconcile(reconcile=hand.reconcile)
        return stale and not story.stale()

    assert grown(lambda: story.add(["x"], take_in=lambda *_a, **_k: hand.many(1), read=hand.read))
    assert grown(
        lambda: story.reread(read=lambda r: replace(hand.read(r), mentions=(), entities=(), sentences=()))
    )
    assert grown(lambda: story.judge("not-an-event", story.supports()[0].claim, **BY))


def test_a_new_version_that_could_not_be_read_makes_it_stale(story):
    newer = hand.receipt("Das Schiff.", url=hand.STORY[0].report.url, language="de")
    assert story.add(["x"], take_in=lambda *_a, **_k: [newer], read=hand.read).unread == 1
    assert story.stale()
    story.reconcile(reconcile=hand.reconcile)
    assert hand.STORY[0].report.id not in {s.report for s in story.supports()}


def test_a_reject_or_a_reading_that_is_the_same_does_not(story):
    story.add(["nothing"], take_in=hand.take_in, read=hand.read)
    story.reread(read=hand.read)
    assert not story.stale()


@pytest.mark.parametrize("what", ["__version__", "resources_version"])
def test_another_program_makes_it_stale(story, monkeypatch, what):
    value = "9.9.9" if what == "__version__" else lambda: "other tables"
    monkeypatch.setattr(f"accordingto.ledger.derived.{what}", value)
    assert story.stale()


def test_tables_of_another_version_are_dropped_by_the_next_rebuild(story, path):
    hand.rows(path, "CREATE TABLE events_77 (id TEXT); CREATE TABLE events_of_mine (id TEXT)", write=True)
    story.reconcile(reconcile=hand.reconcile)
    with story.record() as connection:
        names = inspect(connection).get_table_names()
    assert "events_77" not in names
    assert {"events_of_mine", f"events_{schema.DERIVED}"} <= set(names)


def test_a_ledger_with_derived_tables_of_another_version_only_makes_them_anew(story, path):
    hand.rows(path, f"DROP TABLE stamp_{schema.DERIVED}", write=True)
    assert story.stale()
    assert len(story.events()) == 4


def test_a_rebuild_that_fails_leaves_the_last_one(story):
    before = story.events()

    def broken(readings, *, judgements=()):
        found = hand.reconcile(readings, judgements=judgements)
        return replace(found, events=(*found.events, found.events[0]))

    with pytest.raises(Exception, match="UNIQUE"):
        story.reconcile(reconcile=broken)
    assert story.events() == before


def test_the_digest_does_not_depend_on_the_numbers_of_rows(story, tmp_path):
    with Ledger(tmp_path / "other.db") as other:
        other.add(
            ["x"],
            take_in=lambda *_a, **_k: list(hand.STORY),
            read=lambda r: replace(hand.read(r), claims=()),
        )
        other.reread(read=hand.read)
        other.reconcile(reconcile=hand.reconcile)
        with story.record() as one, other.record() as two:
            assert derived.marks(one) != derived.marks(two)
            assert derived.digest(one) == derived.digest(two)


def confident(report):
    reading = hand.read(report)
    return replace(reading, claims=tuple(replace(c, confidence=0.5) for c in reading.claims))


def test_a_judgement_outlives_a_reread_of_its_report(story):
    [old] = [s.claim for s in story.supports("e-burned")]
    story.judge("not-an-event", old, **BY)
    story.reread(read=confident)
    story.reconcile(reconcile=hand.reconcile)
    assert "e-burned" not in [e.id for e in story.events()]
    assert story.judgements()[0].left == old
    assert verify(story) == ()


def test_a_judgement_on_a_claim_that_no_reading_has_any_more_is_told_by_verify(story):
    [old] = [s.claim for s in story.supports("e-burned")]
    made = story.judge("not-an-event", old, **BY)
    story.reread(read=lambda r: replace(hand.read(r), claims=()))
    [problem] = verify(story)
    assert problem.startswith(f"judgement {made.id}: the claim {old} has no heir")
