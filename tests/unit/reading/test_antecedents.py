"""What pronouns among the participants stand for, and the name a description goes back to."""

import pytest

from accordingto.reading.antecedents import antecedent, named_before
from accordingto.reading.tree import Link
from tests.trees import tree, word

LEFT = "Soldiers/NOUN/nsubj/2 left/VERB/root/0 Selm/PROPN/obj/2 ./PUNCT/punct/2"
THEY = "They/PRON/nsubj/2 burned/VERB/root/0 depots/NOUN/obj/2 ./PUNCT/punct/2"
IT = "It/PRON/nsubj/2 burned/VERB/root/0 ./PUNCT/punct/2"
SHIP = "The/DET/det/2 ship/NOUN/nsubj/3 sank/VERB/root/0 ./PUNCT/punct/3"
STAR = "Halcyon/PROPN/nsubj/2 sailed/VERB/root/0 ./PUNCT/punct/2"


def linked(parsed, later, earlier, margin=2.0):
    parsed.links = {word(parsed, later).i: Link(word(parsed, earlier), margin)}
    return parsed


def test_a_pronoun_stands_for_the_subject_that_the_model_means_too():
    parsed = linked(tree(LEFT, THEY), "They", "Soldiers")
    assert antecedent(parsed, word(parsed, "They")) is word(parsed, "Soldiers")


def test_where_the_two_voices_differ_a_pronoun_stands_for_nothing():
    parsed = linked(tree(LEFT, IT), "It", "Soldiers")
    assert antecedent(parsed, word(parsed, "It")) is None  # one thing is not many
    parsed = linked(tree(STAR, LEFT, IT), "It", "Selm")
    assert antecedent(parsed, word(parsed, "It")) is None  # the subject before is another


@pytest.mark.parametrize(("margin", "found"), [(-0.9, True), (-1.1, False)])
def test_a_link_may_fall_a_little_behind_there_being_none(margin, found):
    parsed = linked(tree(LEFT, THEY), "They", "Soldiers", margin)
    assert (antecedent(parsed, word(parsed, "They")) is not None) is found


def test_the_first_person_is_no_pronoun_of_this_kind():
    parsed = linked(tree(LEFT, THEY.replace("They", "We")), "We", "Soldiers")
    assert antecedent(parsed, word(parsed, "We")) is None


@pytest.mark.parametrize(("margin", "name"), [(2.0, "Halcyon"), (1.0, None)])
def test_a_description_goes_back_to_a_name_where_the_model_is_sure(margin, name):
    parsed = linked(tree(STAR, SHIP), "ship", "Halcyon", margin)
    found = named_before(parsed, word(parsed, "ship"), {word(parsed, "Halcyon").i})
    assert getattr(found, "text", None) == name


def test_a_ship_of_which_nothing_was_said_before_goes_back_to_no_name():
    parsed = linked(tree(STAR, SHIP.replace("The/DET", "A/DET")), "ship", "Halcyon")
    assert named_before(parsed, word(parsed, "ship"), {word(parsed, "Halcyon").i}) is None
