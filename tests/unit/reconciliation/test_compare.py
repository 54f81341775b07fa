"""What tells happenings apart, and what speaks for their being one."""

from dataclasses import replace

import pytest

from accordingto.model.claim import Entity, Mention, Participant, claim_key
from accordingto.reconciliation.compare import Weighing, apart, kilometres, likeness
from accordingto.reconciliation.keys import facets, names_in, same_thing, thing, weights
from accordingto.reconciliation.pairing import near, pairs
from accordingto.reconciliation.words import anchor_stems
from tests.build import span
from tests.unit.reconciliation.make import KILL, NONE, SEIZE, SHIP, reading, says

CLAUSE = "guards seized the tanker Halcyon Star in the strait"
CITY = {"kind": "city", "precision": "settlement"}


def facet(clause=CLAUSE, anchor="seized", outlet="A", published="2025-03-01", **more):
    r = reading(
        f"{outlet} has it that {clause}.", outlet, published, says(clause, anchor, **{"event": SEIZE, **more})
    )
    return facets(r, r.claims[0], claim_key(r.report.id, r.claims[0]), ())


def alike(a, b, story=0.5):
    weight = weights([a, b], {f.report: f.report for f in (a, b)})
    return likeness(a, b, Weighing(weight, [a, b]), story)


def test_the_same_clause_in_two_reports_is_one_happening():
    assert alike(facet(), facet(outlet="B")) > 0.7


def test_numbers_are_no_part_of_what_happened():
    one = facet("guards seized 12 tankers in the strait", numbers=[("12", 12, "tankers")])
    other = facet("guards seized 15 tankers in the strait", outlet="B", numbers=[("15", 15, "tankers")])
    assert apart(one, other) is None
    assert alike(one, other) > 0.7


def test_other_acts_are_less_alike_than_one_act():
    seized, fed = (
        facet(),
        facet("guards painted the tanker Halcyon Star in the strait", "painted", "B", event=NONE),
    )
    taken = facet("guards took the tanker Halcyon Star in the strait", "took", "B", event=NONE)
    assert alike(seized, fed) < alike(seized, taken) < alike(seized, facet(outlet="B"))


def test_the_story_speaks_where_the_clause_is_short():
    one, other = facet("people were killed", "killed", event=KILL), facet("nine died", "died", "B", event=KILL)
    assert alike(one, other, story=0.0) < 0.35 < alike(one, other, story=1.0)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({"status": "planned"}, {"status": "happened"}, None),
        (
            {"places": [("Vard", "location", CITY)]},
            {"places": [("Selm", "location", CITY)]},
            "different named places",
        ),
        ({"places": [("Vard", "location", CITY)]}, {"places": [("Vard", "location", CITY)]}, None),
        ({"places": [("Vard", "location", CITY)]}, {"places": [("Selm", "origin", CITY)]}, None),
        ({"places": [("Vard", "location", CITY)]}, {"places": [("Strait", "location", {})]}, None),
        ({"on": "2025-03-01"}, {"on": "2025-03-08"}, "dated to different days"),
        ({"on": "2025-03-01"}, {"on": "2025-03-02"}, None),
        ({"on": "2025-03-20"}, {}, "told before the day"),
        ({"on": "2025-03-20"}, {"status": "planned"}, None),
        (
            {"people": [("actor", "Russian navy")]},
            {"people": [("actor", "Ukrainian navy")]},
            "different countries",
        ),
        ({"people": [("actor", "Moscow")]}, {"people": [("actor", "Russian navy")]}, None),
        ({"people": [("actor", "armed men")]}, {"people": [("actor", "Russian navy")]}, None),
    ],
)
def test_what_cannot_be_one_happening(one, other, why):
    found = apart(facet(**one), facet(outlet="B", **other))
    assert (found is None) if why is None else (found is not None and why in found)


def test_a_plan_and_a_deed_in_one_report_are_two():
    clause = "Norland moved a brigade and will move another brigade"
    r = reading(
        f"{clause}.",
        "A",
        "2025-03-01",
        says("Norland moved a brigade", "moved", event=SHIP),
        says("will move another brigade", "move", event=SHIP, status="planned"),
    )
    stand = type("S", (), {"stance": "support", "said_on": None, "party": "p"})()
    a, b = (facets(r, c, c.id, [stand]) for c in r.claims)
    assert "as to come" in apart(a, b)


def test_nobody_denies_what_he_says_on_the_same_day():
    said = type("S", (), {"stance": "support", "said_on": "2025-03-01", "party": "p"})()
    denied = type("S", (), {"stance": "deny", "said_on": "2025-03-01", "party": "p"})()
    a, b = facet(), facet(outlet="B")
    assert apart(a, b) is None
    r = reading(f"{CLAUSE}.", "A", "2025-03-01", says(CLAUSE, "seized"), says(CLAUSE, "seized"))
    one, other = facets(r, r.claims[0], "1", [said]), facets(r, r.claims[1], "2", [denied])
    assert "denies the other" in apart(one, other)


def test_killed_and_wounded_are_apart():
    dead = facet("12 people were killed", "killed", event=KILL, numbers=[("12", 12, "people")])
    hurt = facet(
        "12 people were hurt", "hurt", "B", event=("casualty", None, "wounded"), numbers=[("12", 12, "people")]
    )
    assert dead.things == {"dead"} and hurt.things == {"wounded"}
    assert apart(dead, hurt)
    assert apart(
        facet("people were killed", "killed", event=KILL),
        facet("people were hurt", "hurt", "B", event=("casualty", None, "wounded")),
    )


def test_bare_numbers_of_different_things_are_apart():
    one = facet("there were 40 houses", "were", event=NONE, numbers=[("40", 40, "houses")])
    other = facet("there were 40 buses", "were", "B", event=NONE, numbers=[("40", 40, "buses")])
    assert one.bare and other.bare
    assert apart(one, other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("23 crew", "25 people", True),
        ("soldiers", "troops", True),
        ("brigades", "troops", False),
        ("crew", "passengers", False),
        ("windmills", "windmill", True),
    ],
)
def test_counted_things(one, other, same):
    assert same_thing(thing(one), thing(other)) is same


def test_windows():
    early, late = facet(published="2025-03-01"), facet(outlet="B", published="2025-03-16")
    assert not near(early, late)
    assert near(facet(published=None), late)
    dated = {"on": "2025-02-28"}
    assert near(facet(published="2025-03-01", **dated), facet(outlet="B", published="2025-04-16", **dated))


def met(found, story=()):
    lines = {f.report: f.report for f in found}
    made = pairs(found, weights(found, lines), dict.fromkeys(lines, story))
    return [(i, j) for later, earlier in made for i, j in zip(earlier.tolist(), later.tolist(), strict=True)]


def test_claims_without_common_words_are_never_compared():
    fed = facet("the council voted on bread prices", "voted", "B", event=NONE)
    assert met([facet(), fed]) == []
    assert met([facet(), facet(outlet="B")]) == [(0, 1)]


def test_one_kind_of_happening_in_one_story_is_compared_whatever_else_is_said():
    one = facet("a boiler exploded below the drunken neighbour of nine guests", "exploded", event=NONE)
    other = facet("the blast stunned pupils, parents, many worried teachers", "blast", "B", event=NONE)
    assert met([one, other]) == []
    assert met([one, other], ("selm", "school")) == [(0, 1)]


def told_of(text, phrase, **more):
    """A reading of one claim, `text`, in which a participant is called `phrase`."""
    r = reading(text, "A", "2025-03-01", says(text[:-1], "left", event=SEIZE))
    claim = replace(r.claims[0], participants=(Participant("actor", phrase, span(text, phrase), **more),))
    return replace(r, claims=(claim,)), claim


def test_a_capital_at_the_start_of_a_sentence_makes_no_name():
    r, claim = told_of("Armed men left Selm.", "Armed men")
    assert facets(r, claim, "1", ()).names == {"arm"}
    assert facets(r, claim, "1", (), names_in(r)).names == frozenset()


def test_a_name_at_the_start_of_a_sentence_is_one():
    r, claim = told_of("Orvane left Selm.", "Orvane")
    r = replace(r, mentions=(Mention("m1", claim.participants[0].span, "named", "organization"),))
    assert facets(r, claim, "1", (), names_in(r)).names == {"orvan"}


def test_a_description_bears_the_name_of_what_it_goes_back_to():
    r, claim = told_of("The ship left Selm after the Halcyon Star was freed.", "The ship", mention="m1")
    name = Mention("m1", span(r.report.text, "Halcyon Star"), "named", "object", "e1")
    r = replace(r, mentions=(name,), entities=(Entity("e1", "Halcyon Star", "object"),))
    assert facets(r, claim, "1", (), names_in(r)).names == {"halcyon", "star"}


def test_bodies_that_lie_somewhere_are_the_dead():
    lie = facet(
        "there are 13 bodies in Vard", "bodies", event=(None, None, "state"), numbers=[("13", 13, "bodies")]
    )
    assert (lie.tally, lie.things) == ({"kill"}, {"dead"})


def test_what_only_is_so_has_no_family():
    on = facet("25 crew are on board", "board", event=(None, None, "state"))
    assert on.families == frozenset()


@pytest.mark.parametrize(
    ("one", "other"), [("shot", "shooting"), ("struck", "strikes"), ("fell", "falling"), ("stole", "steal")]
)
def test_an_anchor_is_known_in_all_its_forms(one, other):
    assert anchor_stems(one) == anchor_stems(other)


def test_kilometres():
    assert kilometres((37.57, 126.98), (39.02, 125.75)) == pytest.approx(194, abs=5)


def test_two_states_of_one_story_are_less_than_one_act_and_more_than_two():
    state = (None, None, "state")
    one, other = (
        facet("two men are in danger", "danger", event=state),
        facet("a bus is in Vard", "Vard", "B", event=state),
    )
    shot, fed = facet("two men shot geese", "shot", event=NONE), facet("a bus fed Vard", "fed", "B", event=NONE)
    assert alike(shot, fed, story=1.0) < alike(one, other, story=1.0) < 0.35


@pytest.mark.parametrize("verb", ["spoke", "told", "saw"])
def test_a_word_for_speaking_or_seeing_makes_no_two_claims_one(verb):
    one = facet(f"the mayor {verb} of floods", verb, event=NONE)
    other = facet(f"a guard {verb} of geese", verb, "B", event=NONE)
    built = facet("a guard built geese", "built", "C", event=NONE)
    assert alike(one, other) < alike(built, facet("the mayor built floods", "built", "D", event=NONE))
