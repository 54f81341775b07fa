"""Our own story with perfect readings: what the counting and grouping alone are worth."""

import pytest

from accordingto.reconciliation import reconcile
from tests.unit.reconciliation import gold_story


@pytest.fixture(scope="module")
def found():
    return reconcile(gold_story.readings())


@pytest.fixture(scope="module")
def gold():
    return gold_story.load()[0]


def by_gold(found, gold):
    """Gold claim to our events, with how many of its mentions each holds."""
    at = {(s.report, s.span.start, s.span.end): s.event for s in found.supports}
    votes = {}
    for m in gold["mentions"]:
        votes.setdefault(m["claim"], []).append(at[m["report"], m["start"], m["end"]])
    return votes


def test_every_mention_has_its_stand(found, gold):
    ours = {(s.report, s.span.start, s.span.end): (s.stance, s.said_on) for s in found.supports}
    theirs = {(m["report"], m["start"], m["end"]): (m["stance"], m["said_on"]) for m in gold["mentions"]}
    assert ours == theirs


def test_independent_origins(found, gold):
    events = {e.id: e for e in found.events}
    for claim, homes in by_gold(found, gold).items():
        home = max(sorted(set(homes)), key=homes.count)
        assert events[home].strict == gold["claims"][claim]["independent_roots_strict"], claim


def test_the_tanker_was_taken_by_the_coast_guard(found, gold):
    homes = by_gold(found, gold)
    (home,) = set(homes["D02"])
    event = next(e for e in found.events if e.id == home)
    history = gold["claims"]["D02"]["status_history"]
    assert [(h.date, h.standing) for h in event.history] == [(h["date"], h["status"]) for h in history]


def test_the_number_of_the_crew(found, gold):
    (home,) = set(by_gold(found, gold)["D03"])
    event = next(e for e in found.events if e.id == home)
    assert event.standing == "corroborated"
    assert (len(event.reports), event.report_lines) == (5, 4)
    series = [(o["said_on"], o["value"]) for o in gold["series"]["crew"]["observations"]]
    assert sorted((o.said_on, o.quantity.best) for o in event.observations) == sorted(series)


def test_conflicts_and_look_alikes(found, gold):
    at = {(m["report"], m["start"], m["end"]): m["id"] for m in gold["mentions"]}
    where = {s.id: at[s.report, s.span.start, s.span.end] for s in found.supports}
    ours = {frozenset((where[c.left], where[c.right])) for c in found.conflicts}
    assert {"quantity", "revision", "reversal", "existence"} <= {c.kind for c in found.conflicts}
    assert not ours & {frozenset((x["a"], x["b"])) for x in gold["not_conflicts"]}


def test_near_copies(found, gold):
    ours = [(n.copy, n.origin, n.kind) for n in found.near_copies]
    assert ours == [(n["report"], n["from"], "credited") for n in gold["near_copies"]]
