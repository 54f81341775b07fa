import pytest

from accordingto.reading.parse import parse
from accordingto.reading.segment import segment
from bench.quality.certainty import certainty, is_talk


def words(text):
    return parse(text, segment(text)).words(0)


def value(text, word):
    sentence = words(text)
    return certainty(next(t for t in sentence if t.text == word), sentence)


@pytest.mark.parametrize(
    ("text", "word", "low", "high"),
    [
        ("The ferry left Selm on Monday.", "left", 3, 3),
        ("The ferry did not leave Selm on Monday.", "leave", -3, -3),
        ("The cancelled visit cost the duke a fortune.", "visit", -3, -3),
        ("Norland will open the bridge at Selm on Monday.", "open", 0, 3),
        ("If the dam breaks, the valley will flood.", "breaks", -3, 2),
    ],
)
def test_a_report_is_read_by_rule(text, word, low, high):
    assert low <= value(text, word) <= high


@pytest.mark.parametrize(
    "text", ["I think he left.", "Did the ferry leave?", "Don't sell the boat.", "Sell the boat."]
)
def test_talk_is_known_by_its_words_and_its_form(text):
    assert is_talk(words(text))


@pytest.mark.parametrize("text", ["The ferry left.", "The US closed its consulate.", "They have left the port."])
def test_a_report_is_no_talk(text):
    assert not is_talk(words(text))


def test_in_talk_the_model_is_heard_alone():
    sentence = words("I will sell you the boat tomorrow.")
    sell = next(t for t in sentence if t.text == "sell")
    sell.value = -1.25
    assert certainty(sell, sentence) == -1.25
    sell.value = -7.0
    assert certainty(sell, sentence) == -3.0
