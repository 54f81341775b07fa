import pytest

from accordingto.reading.wordpiece import UNK, case_code, pieces


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("seoul", 0),
        ("Seoul", 1),
        ("A", 1),
        ("NIS", 2),
        ("U.S.", 2),
        ("McKinsey", 3),
        ("T-72", 4),
        ("-", 0),
        ("É", 1),
    ],
)
def test_case_codes(word, code):
    assert case_code(word) == code


def test_a_known_word_is_one_piece_whatever_its_case():
    assert pieces("Russia") == pieces("russia") and len(pieces("Russia")) == 1


def test_an_unknown_word_is_cut_by_longest_match():
    assert len(pieces("Blagoveshchensk")) > 1 and UNK not in pieces("Blagoveshchensk")


def test_what_is_too_long_is_unknown():
    assert pieces("x" * 101) == (UNK,)


def test_a_lone_control_character_leaves_nothing():
    assert pieces("\u200b") == ()
