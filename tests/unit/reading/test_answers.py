import pytest

from accordingto.model.text import Report
from accordingto.reading import read


def values(text):
    found = read(Report("r1", text, language="en"))
    return {c.anchor.quote: dict(c.value_by) for c in found.claims}


TOLD = "Rebels seized the port of Selm on Monday, the Selm Water Board said. "


@pytest.mark.parametrize(
    "answer",
    [
        "Mayor Jorun Teel rejected the claim as false.",
        "Mayor Jorun Teel denied it.",
        "Mayor Jorun Teel denied the board's account.",
    ],
)
def test_a_denial_that_points_back_is_a_denial_of_what_was_said(answer):
    assert values(TOLD + answer)["seized"] == {"Selm Water Board": 3, "Jorun Teel": -3}


def test_a_denial_of_another_ones_account_leaves_this_one_alone():
    assert values(TOLD + "Mayor Jorun Teel denied the navy's account.")["seized"] == {"Selm Water Board": 3}


def test_nobody_denies_their_own_word_by_pointing_back():
    assert values(TOLD + "The board denied the claim.")["seized"] == {"Selm Water Board": 3}


def test_a_denial_with_a_clause_of_its_own_denies_that():
    found = values(TOLD + "Mayor Jorun Teel denied the report that troops had fled.")
    assert found["seized"] == {"Selm Water Board": 3}
    assert found["fled"]["Jorun Teel"] == -3


def test_who_insists_that_it_did_not_happen_holds_that_it_did_not():
    found = values("Mayor Jorun Teel insisted that rebels had not seized the port of Selm.")
    assert found["seized"] == {"Jorun Teel": -3}
