"""Judgements in a ledger that reconciles by itself: what they change, and that they last."""

from dataclasses import replace

import pytest

from accordingto.errors import NotFound, QueryError
from accordingto.ledger import Filter, Ledger, verify
from accordingto.model.text import Span
from accordingto.reconciliation import reconcile
from tests.made_ledger import fill, reread, state
from tests.unit.ledger.told import BY, CLAUSE, key, story


@pytest.fixture(autouse=True)
def by_the_program(monkeypatch):
    monkeypatch.setattr("accordingto.ledger.store._reconciliation", lambda: reconcile)


@pytest.fixture
def told(ledger):
    fill(ledger, story())
    return ledger


def the(ledger, words):
    [event] = [e for e in ledger.events() if words in e.gloss]
    return event


def test_two_events_are_judged_one_and_their_ids_lead_there(told):
    ship, bread = the(told, "seized"), the(told, "Bread")
    made = told.judge("same", ship.id, bread.id[:8], **BY)
    assert set(made.left.split()) == set(ship.claims)
    one = told.event(ship.id)
    assert set(one.claims) == {*ship.claims, *bread.claims}
    assert told.event(bread.id) == told.event(ship.id)
    assert told.supports(bread.id) == told.supports(one.id)
    assert len(told.who("seized", wanted=Filter(words="bread"))) == 1


def test_a_claim_is_parted_from_its_event(told):
    ship = the(told, "seized")
    out = key(story()[2])
    made = told.judge("different", out, ship.id, **BY)
    assert out not in made.right.split()
    assert told.holding([out])[0].claims == (out,)
    assert set(told.event(ship.id).claims) == set(ship.claims) - {out}


def test_a_later_judgement_outranks_a_wider_one_before(told):
    ship, bread = the(told, "seized"), the(told, "Bread")
    told.judge("same", ship.id, bread.id, **BY)
    told.judge("different", ship.claims[0], bread.claims[0], **BY)
    assert told.event(bread.id).claims == bread.claims
    assert set(told.event(ship.id).claims) == set(ship.claims)


def test_an_event_that_is_none_is_gone_and_says_so(told):
    ship = the(told, "seized")
    told.judge("not-an-event", ship.id, **BY)
    assert the(told, "Bread") and len(told.events()) == 2
    with pytest.raises(NotFound, match=r"no event \w+ any more: .*judged to be none"):
        told.event(ship.id)


def test_a_number_is_taken_out_or_put_right(told):
    first = key(story()[0])
    told.judge("wrong-value", first, **BY)
    assert [o.quantity.best for o in the(told, "seized").observations] == [25]
    told.judge("wrong-value", first, value="2,300", **BY)
    assert [o.quantity.best for o in the(told, "seized").observations] == [2300, 25]
    assert told.judgements()[-1].value == "2300"
    assert len(told.judgements()) == 1


def test_a_status_is_put_right(told):
    ship = the(told, "seized")
    assert ship.standing == "corroborated+disputed"
    for r in (story()[0], story()[1]):
        told.judge("wrong-status", key(r), value="planned", **BY)
    statuses = {s.claim: s.status for s in told.supports() if s.stance == "support"}
    assert statuses[key(story()[0])] == statuses[key(story()[1])] == "planned"
    told.judge("wrong-status", key(story()[2]), value="did-not-happen", **BY)
    stances = {s.claim: s.stance for s in told.supports()}
    assert stances[key(story()[2])] == "deny"
    assert told.events(Filter(status="planned")) != ()


def test_who_says_so_is_put_right(told):
    bread = key(story()[4])
    told.judge("not-this-source", bread, **BY)
    assert the(told, "Bread").origin_state == "not recorded"
    told.judge("not-this-source", bread, value="Adran", **BY)
    names = {p.id: p.name for p in told.parties()}
    assert [names[p] for p in the(told, "Bread").origins] == ["Adran"]


def test_what_the_reader_missed_is_marked_by_its_span(told):
    report = next(r for r in told.reports() if r.text.startswith("Bread"))
    made = told.judge("missed", f"{report.id[:9]}:0-13", "adran", **BY)
    assert made.left == f"{report.id}:0-13"
    [claim] = told.judged_claims(made)
    [support] = [s for s in told.supports() if s.claim == claim]
    assert support.span == Span(0, 13, "Bread is dear")
    assert {p.id: p.name for p in told.parties()}[support.party] == "Adran"
    assert support.event in {e.id for e in told.who("bread dear")}
    assert told.events(Filter(words="bread", party="Adran")) != ()
    ship = the(told, "seized")
    told.judge("same", claim, ship.id, **BY)
    assert claim in told.event(ship.id).claims
    assert verify(told) == ()
    assert reread(told, lambda r: replace(r, sentences=())).added > 0
    assert claim in told.event(ship.id).claims


def test_judgements_last_over_a_reading_with_other_claims(told):
    ship, bread = the(told, "seized"), the(told, "Bread")
    told.judge("same", ship.id, bread.id, **BY)
    told.judge("wrong-value", key(story()[0]), **BY)

    def otherwise(reading):
        claims = tuple(
            replace(
                c,
                id=f"x{c.id}",
                gloss=c.gloss.upper(),
                anchor=Span.of(reading.report.text, c.anchor.start - 1, c.anchor.end + 1),
            )
            for c in reading.claims
        )
        return replace(reading, claims=claims)

    assert reread(told, otherwise).added == 6
    one = told.event(ship.id)
    assert len(one.claims) == len(ship.claims) + 1
    assert not set(one.claims) & set(ship.claims)
    assert told.event(bread.id) == one
    assert [o.quantity.best for o in one.observations] == [25]
    assert verify(told) == ()


def test_undoing_and_redoing(told):
    before = state(told)
    made = told.judge("not-an-event", the(told, "Bread").id, **BY)
    after = state(told)
    undone = told.withdraw(made.id[:9], note="a slip", **BY)
    assert state(told) == before != after
    assert undone.left == made.id
    with pytest.raises(NotFound, match="undone already"):
        told.withdraw(made.id, **BY)
    told.withdraw(undone.id, **BY)
    assert state(told) == after
    assert told.judged_claims(told.judgements(withdrawn=True)[-1]) == tuple(made.left.split())


@pytest.mark.parametrize(
    ("kind", "left", "right", "value", "error", "words"),
    [
        ("wrong-status", "CLAIM", None, None, QueryError, "needs the right one: one of happened"),
        ("wrong-status", "CLAIM", None, "maybe", QueryError, "no such status: 'maybe'; one of happened"),
        ("wrong-status", "EVENT", None, "planned", QueryError, "is about one claim, and"),
        ("wrong-value", "CLAIM", None, "many", QueryError, "must be a number such as 12000"),
        ("wrong-value", "CLAIM", None, "nan", QueryError, "must be a number"),
        ("wrong-value", "BREAD", None, "3", QueryError, "has 0 numbers"),
        ("not-this-source", "CLAIM", None, "Nobody Known", QueryError, "does not stand in report"),
        ("not-this-source", "CLAIM", "Nobody", None, QueryError, "does not hold claim .*: held by Norland"),
        ("not-an-event", "CLAIM", None, "x", QueryError, "leave the value out"),
        ("as-read", "c99", None, None, NotFound, "no claim or event 'c99'"),
        ("missed", "REPORT", None, None, QueryError, "named REPORT:START-END"),
        ("missed", "REPORT:5-5", None, None, QueryError, "named REPORT:START-END"),
        ("missed", "REPORT:5-999999", None, None, QueryError, "no words at 5-999999"),
        ("missed", "r99:5-9", None, None, NotFound, "no report 'r99'"),
        ("missed", "REPORT:0-5", "Nobody Known", None, QueryError, "name the source in words of its text"),
        ("missed", "REPORT:0-5", None, "maybe", QueryError, "no such status"),
        ("same", "EVENT", "CLAIM", None, QueryError, "these are one"),
        ("same", " ", "CLAIM", None, QueryError, "which claim or event"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_way_out(told, kind, left, right, value, error, words):  # noqa: PLR0913
    stand_ins = {"CLAIM": key(story()[0]), "BREAD": key(story()[4]), "EVENT": the(told, "seized").id}

    def real(given):
        return given and stand_ins.get(given, given.replace("REPORT", story()[0].report.id))

    with pytest.raises(error, match=words):
        told.judge(kind, real(left), real(right), value=value, **BY)
    assert told.judgements(withdrawn=True) == ()


def test_an_id_from_before_a_re_reading_leads_to_the_event_of_today(told):
    ship = the(told, "seized")
    reread(told, lambda r: replace(r, claims=tuple(replace(c, gloss=c.gloss + "!") for c in r.claims)))
    now = told.event(ship.id)
    assert now.id != ship.id
    assert CLAUSE in now.gloss


def test_an_id_lasts_when_an_earlier_report_joins(told):
    from tests.unit.ledger.told import seized
    from tests.unit.reconciliation.make import SERVICE

    ship = the(told, "seized")
    fill(told, [seized("Early Bird", "2025-02-28", SERVICE)])
    now = told.event(ship.id)
    assert (now.id != ship.id, len(now.claims)) == (True, len(ship.claims) + 1)
    assert told.event(ship.id[:7]) == now


def test_a_judgement_needs_a_ledger_that_may_be_written(told, path):
    with Ledger(path, read_only=True) as reader:
        with pytest.raises(Exception, match="open for reading only"):
            reader.judge("not-an-event", key(story()[0]), **BY)
        with pytest.raises(Exception, match="open for reading only"):
            reader.withdraw("j1", **BY)
