import pytest

from accordingto.reading.numbers import figure, ordinal, value_of
from accordingto.resources import table


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15", 15),
        ("1,500", 1500),
        ("1 500", 1500),
        ("1\u202f500", 1500),
        ("12'400", 12400),
        ("1,234,567.5", 1234567.5),
        ("1.234.567", 1234567),
        ("1.500", 1.5),
        ("2,4", 2.4),
        ("0.125", 0.125),
        ("9" * 400, None),
    ],
)
def test_figures(text, value):
    assert figure(text) == value


def test_a_point_groups_only_on_request():
    assert figure("1.500", point_groups=True) == 1500
    assert figure("0.500", point_groups=True) == 0.5


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("zero", 0),
        ("twelve", 12),
        ("twenty-one", 21),
        ("a hundred", 100),
        ("four hundred and twenty", 420),
        ("two hundred thousand", 200_000),
        ("two million three hundred thousand", 2_300_000),
        ("half a million", 500_000),
        ("half a dozen", 6),
        ("one and a half million", 1_500_000),
        ("a million and a half", 1_500_000),
        ("two and a half", 2.5),
        ("5 1/2", 5.5),
        ("a couple", 2),
        ("a couple of hundred", 200),
        ("2.4 million", 2_400_000),
        ("1.2bn", 1_200_000_000),
        ("3.5k", 3500),
        ("2.5 lakh", 250_000),
        ("5 lakh crore", 5_000_000_000_000),
        ("a", 1),
        ("several", None),
        ("boats", None),
        ("", None),
    ],
)
def test_values(text, value):
    assert value_of(text) == value


def test_every_number_word_has_its_value():
    simple = [r for r in table("en/numbers.tsv") if r["class"] in ("digit", "ten", "hundred", "scale")]
    assert [r["word"] for r in simple if value_of(r["word"]) != float(r["value"])] == []


@pytest.mark.parametrize(
    ("words", "number"),
    [("third", 3), ("21st", 21), ("twenty-first", 21), ("last", -1), ("final", -1), ("boat", None)],
)
def test_ordinals(words, number):
    assert ordinal(words) == number
