import pytest

from accordingto.reading.events import find_happenings, named_by, parts
from accordingto.reading.parse import parse
from accordingto.reading.segment import segment
from tests.trees import tree, word


def happenings(text):
    parsed = parse(text, segment(text))
    return find_happenings(parsed.tokens, set())


def roles(happening):
    return {p.role: " ".join(t.text for t in p.tokens) for p in parts(happening)}


def test_a_verb_with_who_does_it_and_to_whom():
    (arrest,) = happenings("Police arrested three men.")
    assert (arrest.anchor.text, arrest.event.type) == ("arrested", "COERCE")
    assert roles(arrest)["actor"] == "Police"
    assert "three men" in roles(arrest).values()


def test_the_passive_voice_turns_the_roles():
    (arrest,) = happenings("Three men were arrested by police.")
    assert roles(arrest) == {"patient": "Three men", "actor": "police"}


def test_a_light_verb_gives_way_to_its_noun():
    found = happenings("The navy carried out an attack on the port.")
    assert [h.anchor.text for h in found] == ["attack"]
    assert found[0].clause.lemma == "carry"
    assert roles(found[0])["actor"] == "The navy"


def test_a_light_verb_that_its_subject_names_is_no_second_happening():
    assert [h.anchor.text for h in happenings("The attack took place on Monday.")] == ["attack"]


def test_a_noun_that_its_verb_tells_already_is_no_second_happening():
    assert [h.anchor.text for h in happenings("The ministers signed a treaty.")] == ["signed"]


def test_a_cue_is_no_happening():
    parsed = parse("Police arrested three men.", segment("Police arrested three men."))
    assert find_happenings(parsed.tokens, {1}) == []


@pytest.mark.parametrize("text", ["The mayor is tall.", "The town seems quiet.", "She wants peace."])
def test_states_and_attitudes_are_no_happenings(text):
    assert happenings(text) == []


def test_how_many_are_where_is_told_as_a_state():
    (state,) = happenings("25 people are on board.")
    assert state.event.act == "state"


def test_a_side_clause_weighs_less_than_a_main_clause():
    found = happenings("Police arrested three men who had attacked the port.")
    weight = {h.anchor.text: h.weight for h in found}
    assert weight["attacked"] < weight["arrested"]


def test_a_denied_noun_names_the_happening_itself():
    parsed = tree("reports/NOUN/root/0 of/ADP/case/3 attacks/NOUN/nmod/1")
    assert named_by(word(parsed, "reports")).anchor.text == "attacks"


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("The ship is at anchor.", "anchor"),
        ("Engineers are in the northern region.", "region"),
        ("The recruits are in training in the east.", "training"),
        ("There are 13 bodies in the mortuary.", "bodies"),
        ("There was no bus on the road.", "bus"),
        ("We have no vessel in that area.", "vessel"),
    ],
)
def test_where_things_are_and_what_there_is_none_of_are_states(text, anchor):
    (found,) = happenings(text)
    assert (found.anchor.text, found.event.act) == (anchor, "state")


@pytest.mark.parametrize(
    "text", ["There is no evidence of arson.", "The council has no plans.", "There was a bus."]
)
def test_what_is_not_known_or_merely_there_is_no_state(text):
    assert happenings(text) == []


@pytest.mark.parametrize(
    ("text", "anchor"), [("A note had been found on a desk.", "found"), ("The company had been told.", "told")]
)
def test_a_verb_that_attributes_is_a_happening_where_it_is_done_to_somebody(text, anchor):
    assert [h.anchor.text for h in happenings(text)] == [anchor]


@pytest.mark.parametrize("text", ["It was announced that ships sank.", "She is expected to win."])
def test_a_passive_with_a_clause_still_attributes(text):
    assert not {"announced", "expected"} & {h.anchor.text for h in happenings(text)}


def cued(text, word):
    """The anchors of the happenings, one word being a cue."""
    parsed = parse(text, segment(text))
    cues = {t.i for t in parsed.tokens if t.text == word}
    return [h.anchor.text for h in find_happenings(parsed.tokens, cues)]


def test_what_a_cue_governs_is_told_of():
    assert cued("The driver intends to testify in May.", "intends") == ["testify"]
    assert cued("The widow said it was a loan.", "said") == ["loan"]
    assert cued("The widow said it was wonderful.", "said") == []


def test_who_brings_a_happening_about_takes_part_in_it():
    (hearing,) = [h for h in happenings("The court opened a hearing.") if h.anchor.text == "hearing"]
    assert roles(hearing)["actor"] == "The court"


def test_the_denied_happening_is_the_thing_of_an_empty_verb():
    parsed = tree(
        "denied/VERB/root/0 having/AUX/aux/3 had/VERB/xcomp/1 a/DET/det/5 warning/NOUN/obj/3",
    )
    parsed.tokens[2].lemma = "have"
    assert named_by(parsed.tokens[2]).anchor.text == "warning"
