import pytest

from accordingto.model.text import Report
from accordingto.reading import read


def values(text):
    found = read(Report("r1", text, language="en"))
    return {c.anchor.quote: dict(c.value_by) for c in found.claims}


def statuses(text):
    return {c.anchor.quote: c.status for c in read(Report("r1", text, language="en")).claims}


def test_who_goes_by_anothers_word_holds_it_too():
    found = values("The port was closed, the agency Selat reported, citing the harbour office.")
    assert found["closed"] == {"harbour office": 3, "Selat": 3}


def test_each_relay_of_a_chain_holds_it():
    text = (
        "Contact was lost on Monday, the Herald reported, citing the navy, which in turn cited the log of a pilot."
    )
    assert values(text)["lost"] == {"log of a pilot": 3, "navy": 3, "Herald": 3}


def test_who_only_tells_that_another_says_so_holds_nothing():
    found = values("The mayor said that the harbour office says the port was closed.")
    assert "mayor" not in found["closed"]


def test_who_tells_of_a_plan_as_a_fact_holds_it():
    found = values("Brazil is preparing to close the port, two diplomats said.")
    assert found["close"] == {"Brazil": 3, "two diplomats": 3}


def test_a_denial_of_ones_own_plan():
    assert values("The firm denied that it had decided to close the mill.")["close"] == {"firm": -3}


def test_a_denial_beside_a_report_denies_what_was_reported():
    found = values("We reject the allegation, broadcast by Radio Sahwa, that our staff struck the men.")
    assert found["struck"] == {"Radio Sahwa": 3, "narrator": -3}


@pytest.mark.parametrize(
    "text",
    [
        "The ministry denied that the ship, which sank on Monday, had carried arms.",
        "The ministry denied that its men had carried arms before the ship sank.",
    ],
)
def test_nobody_denies_what_a_denial_takes_for_granted(text):
    assert statuses(text)["sank"] == "happened"
    assert values(text)["sank"] == {"ministry": 3}
    assert values(text)["carried"] == {"ministry": -3}


def test_a_report_that_is_called_a_lie_is_its_owners_and_denied_by_who_calls_it_so():
    assert values("The claim that troops crossed the river is a lie.")["crossed"] == {"unnamed": 3, "narrator": -3}


def test_what_another_is_said_to_say_in_passing_is_not_denied():
    text = "The minister denied any part in the plot, which the police say his guards carried out."
    assert values(text)["carried"] == {"police": 3}
