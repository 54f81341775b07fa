import pytest

from accordingto.reconciliation.nations import countries_in, country_of


@pytest.mark.parametrize(
    ("phrase", "codes"),
    [
        ("North Korean soldiers", {"KP"}),
        ("Pyongyang", {"KP"}),
        ("South Korea and Ukraine", {"KR", "UA"}),
        ("the Russian navy", {"RU"}),
        ("Helion Shipping", set()),
        ("", set()),
    ],
)
def test_countries_in_a_phrase(phrase, codes):
    assert countries_in(phrase) == codes


def test_the_longest_name_wins():
    assert countries_in("North Korea") == {"KP"}


@pytest.mark.parametrize(
    ("bloc", "code"), [("KR", "KR"), ("South Korea", "KR"), ("kr", "KR"), ("Tarsia", None), ("KX", None)]
)
def test_a_bloc_that_is_a_country(bloc, code):
    assert country_of(bloc) == code
