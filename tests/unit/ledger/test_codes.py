import pytest

import accordingto
from accordingto.ledger.codes import Codes, iso3, sector
from accordingto.model.text import Span
from accordingto.resources import table


def test_every_sector_noun_gives_its_sector_and_none_in_its_counter_example():
    wrong = [r["noun"] for r in table("en/sectors.tsv") if sector(r["example"]) != r["sector"]]
    wrong += [r["noun"] for r in table("en/sectors.tsv") if sector(r["counter_example"]) == r["sector"]]
    assert wrong == []


def test_a_country_code_is_one_of_three_letters():
    assert (iso3("KP"), iso3("EU"), iso3(None)) == ("PRK", None, None)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ukrainian troops", [("UKR", "MIL")]),
        ("Chile and Peru", [("CHL", None), ("PER", None)]),
        ("the NATO alliance", [("IGO", None)]),
    ],
)
def test_who_is_who_by_country_and_sector(words, expected):
    text = f"Yesterday {words} met."
    span = Span.of(text, 10, 10 + len(words))
    found = Codes(accordingto.read(text)).actors(span)
    assert [(a.country, a.sector) for a in found] == expected


def test_people_of_a_report_about_one_country_are_its_people():
    text = "In Santiago and Valparaíso, Chile, police arrested forty farmers."
    reading = accordingto.read(text)
    start = text.index("police")
    [actor] = Codes(reading).actors(Span.of(text, start, start + 6))
    assert (actor.country, actor.sector) == ("CHL", "COP")
