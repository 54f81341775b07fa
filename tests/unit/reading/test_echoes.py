import pytest

from accordingto.model.text import Report
from accordingto.reading import read


def values(text):
    """The holders where a word first names a happening."""
    found = {}
    for claim in read(Report("r1", text, language="en")).claims:
        found.setdefault(claim.anchor.quote, dict(claim.value_by))
    return found


def test_one_event_has_the_values_of_all_who_take_a_stand_on_it():
    text = (
        "North Korea sent troops to Russia, Kyiv said. Seoul said that North Korea had sent troops to Russia. "
        "The Kremlin denied that North Korea had sent troops to Russia."
    )
    assert values(text)["sent"] == {"Ukraine": 3, "South Korea": 3, "Kremlin": -3}


ATTACK = "Rebels attacked a convoy near Selm, the army said. "


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("The governor confirmed the attack.", 3),
        ("The governor would not confirm the attack.", 0),
        ("The governor said there was no attack.", -3),
        ("The governor denied that rebels had attacked a convoy.", -3),
    ],
)
def test_a_stand_further_on_is_one_on_what_was_told(answer, value):
    assert values(ATTACK + answer)["attacked"] == {"army": 3, "governor": value}


@pytest.mark.parametrize(
    "answer",
    [
        "The governor confirmed an attack on a school.",
        "The governor said that rebels attacked a convoy in Dorn.",
        "The governor denied that the navy had attacked a village.",
        "The governor said there was no bus.",
        "The governor confirmed the two attacks in Dorn.",
    ],
)
def test_another_happening_is_not_the_one_that_was_told(answer):
    assert values(ATTACK + answer)["attacked"] == {"army": 3}


def test_another_number_is_another_telling():
    text = "Police arrested nine men, the mayor said. The army said that police had arrested three men in Dorn."
    assert values(text)["arrested"] == {"mayor": 3}


BUS = "A bus fell from the bridge, an official said. "


@pytest.mark.parametrize("answer", ["The mayor said there was no bus.", "The mayor said no bus was used."])
def test_without_the_thing_the_deed_was_not_done(answer):
    assert values(BUS + answer)["fell"] == {"official": 3, "mayor": -3}


@pytest.mark.parametrize(
    "answer", ["The mayor said there was no truck.", "The mayor said there was no bus to Dorn."]
)
def test_another_thing_that_was_not_there_says_nothing_of_the_deed(answer):
    assert values(BUS + answer)["fell"] == {"official": 3}
