import pytest

from accordingto.reconciliation.words import (
    content_stems,
    day,
    initials,
    is_acronym,
    looks_named,
    name_key,
    ordinal,
    press_words,
    stem,
    stopwords,
    tokens,
)


def test_tokens_join_thousands_and_drop_possessives():
    assert tokens("The NIS’s 12,000 men - and Kim's 3 sons") == [
        "the",
        "nis",
        "12000",
        "men",
        "and",
        "kim",
        "3",
        "sons",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("seized", "seizing"),
        ("seizes", "seize"),
        ("korea", "korean"),
        ("tarsia", "tarsian"),
        ("deploy", "deployment"),
        ("stopped", "stop"),
        ("cities", "city"),
    ],
)
def test_forms_of_a_word_have_one_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("seize", "size"), ("release", "lease"), ("1500", "150"), ("bus", "bu")]
)
def test_other_words_have_other_stems(one, other):
    assert stem(one) != stem(other)


def test_content_leaves_out_stopwords_and_numbers():
    assert content_stems("The 23 crew were on board on Monday") == {"crew", "board"}


def test_words_of_press_names_are_no_stopwords():
    assert "courier" in press_words()
    assert "courier" not in stopwords() and "the" not in press_words()


def test_names():
    assert name_key("The Kremlin’s") == name_key("Kremlin")
    assert looks_named("Kim") and looks_named("국정원") and not looks_named("two officials")
    assert initials("National Intelligence Service") == "nis"
    assert is_acronym("NIS") and not is_acronym("Nis") and not is_acronym("INTELLIGENCE")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2024-10-18", "2024-10-18"),
        ("2024-10-18T05:00Z", "2024-10-18"),
        ("2024-10-07/2024-10-13", "2024-10-13"),
        (None, None),
    ],
)
def test_day_of_an_interval_is_its_last(given, expected):
    assert day(given) == expected


@pytest.mark.parametrize("bad", [None, "", "2024", "2024-13-40", "soon"])
def test_no_day_has_no_number(bad):
    assert ordinal(bad) is None
