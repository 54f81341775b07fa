from dataclasses import replace

import pytest

from accordingto.model.claim import OTHER_FIGURE, Source, claim_key
from accordingto.reconciliation.actors import roll
from accordingto.reconciliation.supports import NOT_DATED, supports
from tests.unit.reconciliation.make import ALLIANCE, GUARD, SERVICE, WIRE, denies, reading, says

CLAUSE = "guards seized the tanker"
TEXT = f"In words of its own, {CLAUSE}, it was said. It denied that its forces took part. It would not say more."


def found(*statements, **more):
    r = reading(TEXT, "Tribune", "2025-03-01", *statements, **more)
    return taken(r)


def taken(r):
    made = roll([r], {r.report.id: r.report.id})
    keys = {c.id: claim_key(r.report.id, c) for c in r.claims}
    return [(made[s.party].name, s) for s in supports(r, made, keys)], made


def stances(stands):
    return {name: s.stance for name, s in stands}


def test_who_asserts_supports():
    stands, _ = found(says(CLAUSE, "seized", GUARD, values={"Selm Coast Guard": 3, "narrator": 0}))
    ((name, s),) = stands
    assert (name, s.stance, s.value, s.said_on) == ("Selm Coast Guard", "support", 3, "2025-03-01")
    assert s.chain == (s.party,)
    assert NOT_DATED in s.reasons
    assert s.span.quote == CLAUSE


def test_a_relay_takes_no_stand():
    stands, made = found(says(CLAUSE, "seized", WIRE, SERVICE))
    ((name, s),) = stands
    assert name == SERVICE.name
    assert [made[p].name for p in s.chain] == [WIRE.name, SERVICE.name]


@pytest.mark.parametrize("values", [{"Levant Wire": 3}, {"Levant Wire": 2, "narrator": 0}])
def test_a_claim_held_by_a_relay_is_rooted_at_the_last_party(values):
    stands, _ = found(says(CLAUSE, "seized", WIRE, SERVICE, values=values))
    assert stances(stands) == {SERVICE.name: "support"}


def test_a_relay_that_asserts_it_on_its_own_supports_too():
    r = reading(
        TEXT,
        "Tribune",
        "2025-03-01",
        says(CLAUSE, "seized", WIRE, SERVICE, values={WIRE.name: 3, SERVICE.name: 3}),
        says(CLAUSE, "seized", WIRE),
    )
    stands, _ = taken(replace(r, claims=r.claims[:1]))
    assert stances(stands) == {WIRE.name: "support", SERVICE.name: "support"}


def test_who_denies_a_word_does_not_relay_it():
    stands, _ = found(
        says(CLAUSE, "seized", GUARD, ALLIANCE, outer_act="deny", values={GUARD.name: -3, ALLIANCE.name: 3})
    )
    assert stances(stands) == {GUARD.name: "deny", ALLIANCE.name: "support"}
    assert all(len(s.chain) == 1 for _, s in stands)


def test_a_denial_spans_its_cue_and_what_is_denied():
    stands, _ = found(denies("its forces took part", "part", GUARD, cue="denied"))
    assert stands[0][1].span.quote == "denied that its forces took part"


def test_a_cue_in_another_sentence_does_not_stretch_the_span():
    stands, _ = found(denies("It would not say more", "say", GUARD, cue="denied"))
    assert stands[0][1].span.quote == "It would not say more"


def test_no_comment_is_noncommittal_whatever_the_value():
    stands, _ = found(says("It would not say more", "say", GUARD, act="no_comment", value=2))
    assert stances(stands) == {GUARD.name: "noncommittal"}


@pytest.mark.parametrize(
    ("status", "act", "stance"),
    [
        ("planned", "say", "support"),
        ("conditional", "say", "noncommittal"),
        ("hypothetical", "say", "noncommittal"),
        ("happened", "say", "noncommittal"),
        ("planned", "ask", "noncommittal"),
    ],
)
def test_value_nought(status, act, stance):
    stands, _ = found(says(CLAUSE, "seized", GUARD, value=0, status=status, act=act))
    assert stances(stands) == {GUARD.name: stance}


def test_the_outlet_alone_in_its_own_voice():
    stands, made = found(says(CLAUSE, "seized"))
    ((name, s),) = stands
    assert (name, s.stance) == ("Tribune", "support")
    assert not made[s.party].counts


def test_a_dated_saying_keeps_its_date():
    stands, _ = found(says(CLAUSE, "seized", GUARD, said_on="2025-02-24/2025-03-02"))
    assert stands[0][1].said_on == "2025-02-24/2025-03-02"


def test_hearsay_is_marked():
    stands, _ = found(says(CLAUSE, "seized", GUARD, reasons=("hearsay: repeats what others told",)))
    assert any(r.startswith("hearsay") for r in stands[0][1].reasons)


def test_two_spellings_of_one_holder_are_one_stand():
    vane = Source("Idris Vane", "official")
    stands, _ = found(
        says(CLAUSE, "seized", vane, values={"Idris Vane": 3, "Vane": 3}),
        says("its forces took part", "took", Source("Vane", "official")),
    )
    assert [name for name, _ in stands] == ["Idris Vane", "Idris Vane"]
    assert len({s.id for _, s in stands}) == 2


def test_who_has_another_figure_does_not_deny_the_happening():
    r = reading(
        TEXT, "Tribune", "2025-03-01", says(CLAUSE, "seized", GUARD, values={GUARD.name: 3, SERVICE.name: -3})
    )
    claim = replace(r.claims[0], reasons=(f"{OTHER_FIGURE}{SERVICE.name}",))
    assert stances(taken(r)[0]) == {GUARD.name: "support", SERVICE.name: "deny"}
    assert stances(taken(replace(r, claims=(claim,)))[0]) == {GUARD.name: "support"}


def test_numbers_go_with_support_and_not_with_denial():
    two, _ = found(says(CLAUSE, "seized", GUARD, numbers=[("tanker", 1, "tanker")]))
    none, _ = found(denies(CLAUSE, "seized", GUARD, cue="denied", numbers=[("tanker", 1, "tanker")]))
    assert [q.best for q in two[0][1].quantities] == [1]
    assert none[0][1].quantities == ()
