import pytest

from accordingto.reading.eventwords import bare_row, event_row, is_thing, row_in_words
from accordingto.reading.parse import parse
from accordingto.reading.segment import segment


def kind(sentence, word):
    """The type of the row of the verb `word` with its objects."""
    token = next(t for t in parse(sentence, segment(sentence)).tokens if t.text == word)
    row = event_row(token, [k for k in token.kids if k.rel in ("obj", "nsubj:pass")])
    return row["type"] if row is not None else None


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("The island gave up its missiles in May.", "gave", "RETREAT"),
        ("The island gave its neighbour missiles in May.", "gave", "AID"),
        ("The baker gave up smoking in Lent.", "gave", None),
        ("Farmers blocked the bridge with tractors.", "blocked", "PROTEST"),
        ("The governor blocked the bridge for a week.", "blocked", "COERCE"),
        ("The president fired his spy chief on Monday.", "fired", "SANCTION"),
    ],
)
def test_what_stands_beside_a_verb_decides_its_row(sentence, word, expected):
    assert kind(sentence, word) == expected


def test_a_word_without_a_row_has_none():
    assert kind("The cook stirred the soup for an hour.", "stirred") is None


def test_a_bare_row_asks_for_nothing():
    row = bare_row("arrest", "VERB")
    assert row is not None and (row["type"], row["object"], row["subject"]) == ("COERCE", "", "")
    assert bare_row("stir", "VERB") is None


def test_words_alone_show_what_a_verb_is_done_to():
    row = row_in_words("hand", ["over", "two", "suspects", "to", "Zarin"])
    assert row is not None and row["type"] == "COOPERATE"
    assert row_in_words("hand", ["the", "plate"]) is None


def test_a_thing_may_be_of_several_classes():
    (token,) = [t for t in parse("Police came.", segment("Police came.")).tokens if t.text == "Police"]
    token.lemma = "police"
    assert is_thing(token, "troops") and is_thing(token, "forces") and not is_thing(token, "money")
