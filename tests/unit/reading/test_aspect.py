import pytest

from accordingto.reading.aspect import by_tense, seen
from accordingto.reading.parse import parse
from accordingto.reading.segment import segment


def verb(text, word):
    return next(t for t in parse(text, segment(text)).tokens if t.text == word)


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("The crew repaired the mast.", "repaired", "happened"),
        ("The crew is repairing the mast.", "repairing", "ongoing"),
        ("The smuggler is being held in Selm.", "held", "ongoing"),
        ("Selm accused the duke of supplying weapons to the rebels.", "supplying", "ongoing"),
        ("Selm accused the duke of handing a judge nine crowns.", "handing", "happened"),
    ],
)
def test_tense_and_aspect_give_the_first_status(text, word, status):
    assert by_tense(verb(text, word))[0] == status


def test_what_is_seen_has_happened():
    assert seen(verb("Villagers saw soldiers walking towards Orlo.", "walking")) == "seen with see"
    assert seen(verb("The soldiers began walking towards Orlo.", "walking")) is None
