import pytest

from accordingto.reading.attribution import find_drafts
from accordingto.reading.parse import parse
from accordingto.reading.segment import segment


def acts(text):
    return [d.act for d in find_drafts(parse(text, segment(text))) if d.cue]


@pytest.mark.parametrize(
    "said",
    [
        "Orvia said it was not involved.",
        "The mayor said there was no truth to the allegations.",
        "His lawyer said he had never owned a foreign account.",
        "The coast guard says that no tow was ever attempted.",
    ],
)
def test_a_set_phrase_and_emphasis_deny(said):
    assert acts(said) == ["deny"]


@pytest.mark.parametrize(
    "said",
    [
        "The ministry said production was not affected.",
        "The clerk said she would never sign it.",
        "The widow said she had never felt so cold before.",
        "The union complained that trams never ran on time.",
    ],
)
def test_a_plain_negation_informs(said):
    assert acts(said) == ["say"]


def test_no_to_what_another_said_denies_and_to_what_nobody_said_informs():
    assert acts("The rebels said forty sailors had drowned. The ministry said nobody had drowned.")[-1] == "deny"
    assert acts("The rebels said the port was shut. The ministry said nobody had drowned.")[-1] == "say"


def test_who_says_what_was_so_instead_denies_nothing():
    text = "The mayor said the water was lowered. An engineer said it was not lowered but raised."
    assert acts(text)[-1] == "say"
