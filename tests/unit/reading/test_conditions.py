import pytest

from accordingto.reading.conditions import contrary_to_fact, is_conditional
from accordingto.reading.parse import parse
from accordingto.reading.segment import segment


def verb(text, word):
    return next(t for t in parse(text, segment(text)).tokens if t.text == word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The mill will close if the bank calls in the loan.", "close"),
        ("Unless the rain stops, the bridge will fall.", "fall"),
        ("Should the talks fail, Selm would be ready to close the border.", "close"),
        ("The pass will reopen on Monday, provided the thaw holds.", "reopen"),
        ("The line will not be restarted until the regulator is satisfied.", "restarted"),
        ("If the dam breaks, the valley will flood.", "breaks"),
    ],
)
def test_a_condition_holds_wherever_it_hangs(text, word):
    at = verb(text, word)
    assert is_conditional(at, at)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The mill closed when the bank called in the loan.", "closed"),
        ("The ferry will sail even if it rains.", "sail"),
        ("The line was not restarted, the regulator said.", "restarted"),
    ],
)
def test_no_condition_where_none_is(text, word):
    at = verb(text, word)
    assert not is_conditional(at, at)


def test_what_would_have_been_is_contrary_to_fact():
    assert contrary_to_fact(verb("With more snow the roof would have fallen.", "fallen"))
    assert not contrary_to_fact(verb("With more snow the roof would fall.", "fall"))
    assert not contrary_to_fact(verb("The roof may have fallen.", "fallen"))
