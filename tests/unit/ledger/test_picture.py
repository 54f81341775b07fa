"""Views over time: chronology, a past day, what changed, accounts, reasons, open questions."""

from dataclasses import replace

import pytest

from accordingto.errors import NotFound, QueryError
from accordingto.ledger import Filter
from accordingto.model.claim import Source
from accordingto.model.event import Event
from accordingto.reconciliation import reconcile
from tests.made_ledger import fill, reread
from tests.unit.ledger.told import BY, SERVICE, denied, key, seized, story
from tests.unit.reconciliation.make import GUARD, OWNER, says
from tests.unit.reconciliation.make import reading as made_reading


@pytest.fixture(autouse=True)
def by_the_program(monkeypatch):
    monkeypatch.setattr("accordingto.ledger.store._reconciliation", lambda: reconcile)


@pytest.fixture
def told(ledger):
    fill(ledger, story())
    return ledger


def the(ledger, words) -> Event:
    [event] = [e for e in ledger.events() if words in e.gloss]
    return event


def kinds(diff):
    return [(d.kind, d.words, d.day) for d in diff.differences]


# Filters


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"words": "tanker guards"}, ["seized"]),
        ({"words": "tanker bread"}, []),
        ({"words": "bread"}, ["Bread"]),
        ({"party": "Helion Shipping"}, ["Bread", "Salt", "seized"]),
        ({"party": "norland"}, ["seized"]),
        ({"party": "NIS"}, ["seized"]),
        ({"party": "coast guard"}, ["seized"]),
        ({"party": "coa"}, []),
        ({"act": "seize"}, ["seized"]),
        ({"act": "Seize", "words": "bread"}, []),
        ({"type": "coerce", "party": "Selm Coast Guard", "standing": "disputed"}, ["seized"]),
    ],
)
def test_a_filter_by_words_party_and_act(told, fields, found):
    events = told.events(Filter(**fields))
    assert sorted(w for e in events for w in ("Bread", "Salt", "seized") if w in e.gloss) == sorted(found)


def test_a_party_is_found_by_its_id(told):
    guard = next(p for p in told.parties() if p.name == GUARD.name)
    assert told.events(Filter(party=guard.id)) == told.events(Filter(party=GUARD.name)) != ()


def test_who_among_those_that_meet_a_filter(told):
    assert told.who("bread or salt", wanted=Filter(words="salt")) == (the(told, "Salt"),)
    assert told.who("bread or salt", wanted=Filter(act="seize")) == ()


# Chronology


def test_a_chronology_is_by_day_with_what_has_none_last(told):
    entries = told.chronology()
    assert [(e.begin, e.dated, e.event.gloss.split()[0]) for e in entries] == [
        ("2025-03-01", False, "guards"), ("2025-03-02", False, "Bread"), (None, False, "Salt"),
    ]  # fmt: skip
    fill(told, [seized("Dated", "2025-03-05", SERVICE, on="2025-02-28")])
    first = told.chronology(Filter(act="seize"))[0]
    assert (first.begin, first.end, first.dated) == ("2025-02-28", "2025-02-28", True)


# A past day


def test_what_was_known_on_a_day(told):
    with told.asof("2025-03-02") as past:
        assert (past.day, past.undated, len(past.reports())) == ("2025-03-02", 1, 3)
        ship = the(past, "seized")
        assert (ship.strict, ship.deniers, ship.standing) == (1, (), "reported")
        assert past.event(the(told, "seized").id) == ship
        assert past.who("tanker") == (ship,)
        assert past.events(Filter(party="Selm Coast Guard")) == ()
        assert past.why(ship.id).reasons
        assert past.account("Norland Intelligence Service").entries[0].event == ship
    assert the(told, "seized").strict == 2
    with told.asof("2025-02-01") as past:
        assert past.events() == past.parties() == past.reports() == ()


def test_a_past_day_shows_the_version_of_that_day(told):
    def version(text, day):
        made = made_reading(text, "Lamp", day, says("a ship left", "left", OWNER))
        return replace(made, report=replace(made.report, url="https://lamp.example/1"))

    fill(told, [version("In March a ship left Vard, the owner said.", "2025-03-01")])
    fill(told, [version("Corrected: a ship left Adran, the owner said.", "2025-03-08")])
    with told.asof("2025-03-07") as past:
        [text] = [r.text for r in past.reports() if r.url]
        assert text.startswith("In March")
    with told.asof("2025-03-08") as past:
        [text] = [r.text for r in past.reports() if r.url]
        assert text.startswith("Corrected")


def test_what_was_only_said_later_is_not_known_yet(told):
    fill(told, [seized("Updated", "2025-03-01", GUARD, said_on="2025-03-09")])
    with told.asof("2025-03-05") as past:
        assert not any(s.said_on == "2025-03-09" for s in past.supports())
    with told.asof("2025-03-09") as past:
        assert any(s.said_on == "2025-03-09" for s in past.supports())


def test_a_day_that_is_none_is_refused(told):
    for bad in ("yesterday", "2025-02-30", ""):
        with pytest.raises(QueryError, match="the day must be a day such as"), told.asof(bad):
            pass
        with pytest.raises(QueryError, match="since must be a day such as"):
            told.diff(bad)
    with pytest.raises(QueryError, match="no day lies between"):
        told.diff("2025-03-03", "2025-03-02")


# What changed


def test_a_new_origin_a_denial_and_a_number(told):
    found = told.diff("2025-03-03", wanted=Filter(act="seize"))
    assert (found.since, found.until, found.undated) == ("2025-03-03", None, 1)
    assert kinds(found) == [
        ("origin", "Helion Shipping says so too: 1 origin before, 2 now", "2025-03-03"),
        ("number", "Helion Shipping: 25 crew", "2025-03-03"),
        ("denial", "Selm Coast Guard denies it", "2025-03-04"),
        ("standing", "reported before, corroborated+disputed now", "2025-03-04"),
    ]
    stands = {s.id: s for s in told.supports()}
    for d in found.differences:
        assert d.supports and all(stands[s].event == d.event.id for s in d.supports)


def test_until_leaves_out_what_came_after(told):
    found = told.diff("2025-03-03", "2025-03-03")
    assert [d.kind for d in found.differences] == ["origin", "number", "standing"]


def test_a_number_that_moved_and_a_stand_that_was_taken_back(told):
    fill(told, [seized("Later", "2025-03-06", SERVICE, number=30), denied("Paper", "2025-03-07", OWNER)])
    found = told.diff("2025-03-05")
    assert ("number", "Norland Intelligence Service: 23 before, 30 crew now", "2025-03-06") in kinds(found)
    assert ("withdrawn", "Helion Shipping, who said so, takes it back", "2025-03-07") in kinds(found)
    assert [(d.before, d.after) for d in found.differences if d.kind == "number"] == [("23", "30")]


def test_a_denial_that_is_no_longer_held(told):
    fill(told, [seized("Later", "2025-03-06", GUARD)])
    assert ("denial-lapsed", "Selm Coast Guard no longer denies it", None) in kinds(told.diff("2025-03-05"))


def test_what_is_new(told):
    found = told.diff("2025-03-02", "2025-03-02")
    assert [(d.kind, d.event.gloss) for d in found.differences] == [("new", "Bread is dear")]
    assert told.diff("2025-03-05").differences == ()


def test_differences_are_cut_by_limit_and_offset(told):
    whole = told.diff("2025-01-01").differences
    assert told.diff("2025-01-01", wanted=Filter(limit=1, offset=1)).differences == whole[1:2]


# Accounts


def test_an_account_over_time_with_what_became_of_it(told):
    fill(told, [seized("Later", "2025-03-06", SERVICE, number=30)])
    account = told.account("norland intelligence")
    assert account.party.name == "Norland Intelligence Service"
    first, second, third = account.entries
    assert [e.day for e in account.entries] == ["2025-03-01", "2025-03-02", "2025-03-06"]
    assert first.standing_then == "reported"
    assert first.became == (
        "says 30 on 2025-03-06, not 23",
        "denied by Selm Coast Guard (2025-03-04)",
        "said too by Helion Shipping (2025-03-03)",
        "reported then, corroborated, disputed now",
    )
    assert third.became == ()
    assert second.reports == 1


def test_a_denier_who_turns(told):
    fill(told, [seized("Later", "2025-03-06", GUARD)])
    first = told.account(GUARD.name).entries[0]
    assert (first.support.stance, first.became[0]) == ("deny", "takes it back on 2025-03-06")


def test_an_account_of_nobody_or_of_several(told):
    with pytest.raises(NotFound, match=r"no source 'Helion Shiping'.*did you mean Helion Shipping"):
        told.account("Helion Shiping")
    assert told.account("NIS") == told.account("Norland Intelligence Service")
    with pytest.raises(NotFound, match="`accordingto sources` lists them"):
        told.account("Zzyzx")
    with pytest.raises(QueryError, match="which source"):
        told.account("  ")
    fill(told, [seized("X", "2025-03-03", Source("Helion Port Office", "company"))])
    with pytest.raises(
        QueryError, match=r"2 sources go by 'helion': Helion Port Office \(p\w+\), Helion Shipping"
    ):
        told.account("helion")


# Reasons


def test_why_an_event(told):
    event = the(told, "seized")
    why = told.why(event.id[:10])
    assert (why.id, why.kind, why.title) == (event.id, "event", event.gloss)
    about = {r.about for r in why.reasons}
    assert {"together", "count", "standing", "grade"} <= about
    first = next(r for r in why.reasons if r.about == "together")
    assert "both tell of seize" in first.words and "the same take part" in first.words
    assert len(first.evidence) == 2
    assert sum(r.about == "together" for r in why.reasons) == len(event.claims) - 1
    counted = [r.words for r in why.reasons if r.about == "count"]
    assert counted[0] == "independent: 2 strict, 2 at most"
    assert "Helion Shipping counts" in counted
    texts = {r.id: r.text for r in told.reports()}
    assert all(e.span.holds_in(texts[e.report]) for r in why.reasons for e in r.evidence)


def test_why_a_stand_a_claim_a_party_a_report_and_a_judgement(told):
    event = the(told, "seized")
    support = next(s for s in told.supports(event.id) if len(s.chain) == 2)
    assert "Levant Wire → Norland Intelligence Service" in told.why(support.id).reasons[0].words
    claim = told.why(support.claim)
    assert claim.kind == "claim" and claim.reasons[0].words == f"in event {event.id}"
    assert any(r.about == "read" and "Norland Intelligence Service say" in r.words for r in claim.reasons)
    party = told.why(support.party)
    assert party.title == "Norland Intelligence Service"
    assert any("stands for Norland" in r.words for r in party.reasons)
    assert f"it tells of {event.id}" in told.why(support.report).reasons[0].words
    made = told.judge("not-an-event", the(told, "Bread").id, note="no news", **BY)
    why = told.why(made.id)
    assert [r.words for r in why.reasons][:2] == [
        f"not an event, by A. Nalyst on 2031-04-01 ({made.id}): no news", "it is in force",
    ]  # fmt: skip
    gone = told.why(key(story()[4]))
    assert gone.reasons[0].words.startswith("in no event")
    assert any(made.id in r.words for r in gone.reasons)
    with pytest.raises(NotFound, match=r"nothing in this ledger has the id 'zzz'"):
        told.why("zzz")


def test_why_names_the_judgements_that_made_an_event(told):
    ship, bread = the(told, "seized"), the(told, "Bread")
    made = told.judge("same", ship.id, bread.id, **BY)
    assert any(r.about == "judged" and made.id in r.words for r in told.why(ship.id).reasons)


def test_why_a_near_copy(told):
    text = "Guards seized the tanker Halcyon Star in the Strait of Maral on Monday morning, the owner told us."
    clause = "Guards seized the tanker Halcyon Star"
    copies = [
        made_reading(text + end, o, d, says(clause, "seized", OWNER), bare=True)
        for o, d, end in (("First", "2025-03-01", ""), ("Second", "2025-03-02", " We add this."))
    ]
    fill(told, copies)
    why = told.why(copies[1].report.id)
    assert any(
        r.about == "copy" and r.words.startswith("Second (") and "repeats First" in r.words for r in why.reasons
    )


# Open questions


def test_clashing_numbers_are_asked_about_until_they_are_judged(told):
    [asked] = [q for q in told.review() if q.kind == "number"]
    assert {asked.left.claim, asked.right.claim} == {key(story()[0]), key(story()[2])}
    assert (asked.left.who, asked.left.span.quote) == ("Norland Intelligence Service", seized_clause(23))
    told.judge("as-read", f"{asked.left.claim} {asked.right.claim}", **BY)
    assert [q for q in told.review() if q.kind == "number"] == []
    assert told.conflicts() != ()


def seized_clause(number):
    return f"guards of Selm seized the tanker Halcyon Star with {number} crew"


def test_close_calls_are_asked_about_until_they_are_judged(told, monkeypatch):
    monkeypatch.setattr("accordingto.reconciliation.doubts.JOIN", 990)  # what is one event is a close call now
    told.reconcile()
    asked = [q for q in told.review(100) if q.kind == "one-or-two"]
    assert asked
    for q in asked:
        one = told.holding([q.left.claim, q.right.claim])
        assert len(one) == (1 if q.together else 2)
    q = asked[0]
    told.judge("different" if q.together else "same", q.left.claim, q.right.claim, **BY)
    assert q.id not in {x.id for x in told.review(100)}
    assert len(told.review(1)) == 1


def test_an_unsure_source_is_asked_about(told):
    reread(told, lambda r: replace(r, claims=tuple(replace(c, confidence=0.4) for c in r.claims)))
    asked = [q for q in told.review(100) if q.kind == "source"]
    assert {q.left.who for q in asked} == {"Norland Intelligence Service", "Helion Shipping"}
    told.judge("as-read", asked[0].left.claim, **BY)
    assert asked[0].id not in {q.id for q in told.review(100)}
    few = told.review(100, Filter(words="salt"))
    assert {q.left.event for q in few if q.kind == "source"} == {the(told, "Salt").id}


def test_a_review_of_nothing(ledger):
    assert ledger.review() == ledger.chronology() == ()
    assert ledger.diff("2025-01-01").differences == ()
