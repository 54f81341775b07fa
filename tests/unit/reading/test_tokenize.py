import pytest

from accordingto.reading.tokenize import tokenize


def words(text):
    return [text[a:b] for a, b in tokenize(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seoul's army don't move.", ["Seoul", "'s", "army", "do", "n't", "move", "."]),
        ("It’s the U.S. fleet", ["It", "’s", "the", "U.S.", "fleet"]),
        ("a well-known 1,500-man unit", ["a", "well", "-", "known", "1,500", "-", "man", "unit"]),
        ("They cannot wait", ["They", "can", "not", "wait"]),
        ("at 06:40 (3.5%)", ["at", "06:40", "(", "3.5", "%", ")"]),
        ("Gov. Orlo left... why?", ["Gov.", "Orlo", "left", "...", "why", "?"]),
        ("see https://selm.example.org/a?b=1.", ["see", "https://selm.example.org/a?b=1", "."]),
        ("국가정보원은 밝혔다", ["국가정보원은", "밝혔다"]),
        ("cafe\u0301 closed", ["cafe\u0301", "closed"]),
        ("“Go!”", ["“", "Go", "!", "”"]),
    ],
)
def test_words_are_cut_as_the_treebanks_cut_them(text, expected):
    assert words(text) == expected


def test_offsets_count_from_the_start_of_the_text():
    assert tokenize("ab cd ef", 3, 8) == [(3, 5), (6, 8)]
