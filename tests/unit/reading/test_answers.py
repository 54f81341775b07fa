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


@pytest.mark.parametrize(
    ("answer", "holder", "value"),
    [
        ("Mayor Jorun Teel called that “a fantasy”.", "Jorun Teel", -3),
        ("Mayor Jorun Teel called it a lie.", "Jorun Teel", -3),
        ("Mayor Jorun Teel does not admit this.", "Jorun Teel", -2),
        ("Mayor Jorun Teel says that's not true.", "Jorun Teel", -3),
        ("Mayor Jorun Teel doubts that they did.", "Jorun Teel", -2),
        ("Harbour logs do not support this.", "harbour logs", -2),
        ("Mayor Jorun Teel said he could not confirm it.", "Jorun Teel", 0),
    ],
)
def test_an_answer_has_the_value_of_its_words(answer, holder, value):
    assert values(TOLD + answer)["seized"] == {"Selm Water Board": 3, holder: value}


@pytest.mark.parametrize(
    "answer",
    [
        "Mayor Jorun Teel could not confirm the reports.",
        "Mayor Jorun Teel denied having had a warning.",
        "Mayor Jorun Teel did not accept the keys.",
        "Mayor Jorun Teel doubts that they will win the vote.",
    ],
)
def test_what_points_nowhere_answers_nothing(answer):
    assert values(TOLD + answer)["seized"] == {"Selm Water Board": 3}


@pytest.mark.parametrize(
    "answer",
    [
        "The board later withdrew the statement.",
        "The board now says it misspoke.",
        "“I misspoke,” the board said later.",
    ],
)
def test_who_takes_back_their_own_word_no_longer_holds_it(answer):
    assert values(TOLD + answer)["seized"] == {"Selm Water Board": -3}


def test_a_withdrawn_denial_is_held():
    found = values("The board said that no oil had reached the river. The board withdraws that statement.")
    assert found["reached"] == {"board": 3}


def test_a_noun_answers_what_was_told_by_that_noun():
    text = (
        "The office has a finding by the navy that rebels seized the port. The mayor said the ferry sank. "
        "Moscow called the finding a fiction."
    )
    assert values(text)["seized"]["Russia"] == -3
    assert "Russia" not in values(text)["sank"]


def test_the_report_itself_calls_what_was_said_untrue():
    text = (
        "The Office has taken note of allegations in foreign media that troops fled. These allegations are false."
    )
    assert values(text)["fled"]["narrator"] == -3


def test_a_noun_that_sums_up_is_called_untrue():
    found = values("Two ministers said the mill would close, a plan the party called fictional.")
    assert found["close"] == {"two ministers": 3, "party": -3}


def test_a_figure_that_another_cannot_confirm_is_left_open():
    text = "Nine people died, the council said. The governor put the dead at 11. "
    text += "The council could not confirm her figure."
    assert values(text)["dead"]["council"] == 0
