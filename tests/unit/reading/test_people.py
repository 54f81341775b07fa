import re

import pytest

from accordingto.model.claim import SOURCE_CLASSES
from accordingto.reading.countries import countries, fold
from accordingto.reading.people import KnownPerson, person
from accordingto.resources import table

ROWS = table("world/people.tsv")
BODIES = {row["bloc"] for row in table("world/parties.tsv")}


def years(office):
    """Every year in the words of an office, each as it is written."""
    spans = re.findall(r"(since )?(\d{4})(?:-(\d{4}))?", office)
    return [
        year
        for since, first, last in spans
        for year in range(int(first), (int(first) + 1 if since else int(last or first)) + 1)
    ]


def bloc(words, year=None):
    found = person(words, year=year)
    return found.bloc if found else None


def names(row):
    return [row["name"], *filter(None, row["aliases"].split(";"))]


def test_every_person_is_found_by_each_of_their_names_and_not_by_the_counter_example():
    wrong = []
    for row in ROWS:
        known = KnownPerson(row["name"], row["class"], row["bloc"], row["office"])
        written = [spelt for words in (*names(row), row["example"]) for spelt in (words, words.upper())]
        held = years(row["office"])
        wrong += [(known.name, words) for words in written if known not in [person(words, year=y) for y in held]]
        others = [person(row["counter_example"], year=year) for year in (None, *held)]
        wrong += [(known.name, row["counter_example"]) for o in others if o is not None and o.name == known.name]
    assert wrong == []


def test_rows_speak_of_classes_blocs_and_years_that_there_are():
    for row in ROWS:
        assert row["class"] in SOURCE_CLASSES
        assert row["bloc"] in countries() or row["bloc"] in BODIES, row["name"]
        held = years(row["office"])
        assert held and held == sorted(held) and 1978 < held[0] <= held[-1] < 2028, row["office"]
        assert len(re.findall(r"\d+", row["office"])) == len(re.findall(r"\b(?:19|20)\d\d\b", row["office"]))


def test_no_name_belongs_to_two_persons_and_nobody_has_two_rows_for_a_bloc():
    bearers = {}
    for row in ROWS:
        for words in names(row):
            assert bearers.setdefault(fold(words), row["name"]) == row["name"], words
    assert len({(row["name"], row["bloc"]) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(
    "words",
    [
        "Putin", "putin", "PUTIN", "the Putin’s", "“Putin”", ". Putin", "Mr Putin", "Mr. Putin", "President Putin",
        "president Vladimir Putin", "Russia's Putin", "Russia’s President Putin", "Russian leader Putin",
        "former Russian Prime Minister Vladimir Putin", "the Russian president, Putin",
        "President of Russia Vladimir Putin", "Kremlin spokesman Peskov", "then-President Medvedev",
        "former Russian President Medvedev", "Gen. Gerasimov",
    ],
)  # fmt: skip
def test_names_of_officials_of_russia(words):
    assert bloc(words) == "RU"


def test_another_first_name_is_another_person():
    surnames = {words for row in ROWS for words in names(row) if " " not in words}
    strangers = [f"{first} {words}" for words in sorted(surnames) for first in ("Olga", "J.", "K.-H.")]
    assert len(surnames) > 200
    assert [words for words in strangers if person(words)] == []


@pytest.mark.parametrize(
    "words",
    [
        "Boris Putin", "Mrs Putin", "Vice President Putin", "King Putin", "Polish President Putin", "Putin Putin",
        "spokesman for President Putin", "the spokesman for Peskov", "Putin's spokesman", "Putin Street",
        "Russian Putin", "Russia Putin", "former . . . . . . . . Putin", "Defence Shoigu",
        "former Putin", "President", "Mr", "President of Putin", "Vladimir",
        "Olena Zelenska", "Medvedev", "Kim", "Lee", "Wang", "trump", "President trump", "tusk", "", " ", "’s", "…",
    ],
)  # fmt: skip
def test_names_of_nobody_in_the_table(words):
    assert person(words) is None


def test_a_very_long_phrase_is_nobody_at_once():
    assert person("president " * 20000 + "of Putin") is None


def test_a_surname_needs_its_title_where_others_bear_it():
    assert person("Yoon") is None
    assert person("President Yoon").name == person("South Korea's President Yoon").name == "Yoon Suk Yeol"
    assert person("British Prime Minister Johnson").name == "Boris Johnson"
    assert person("Prime Minister Yoon") is person("Ukrainian President Yoon") is None


def test_a_title_has_usual_spellings():
    assert bloc("Defense Minister Shoigu") == bloc("Russian Defence Minister Shoigu") == "RU"
    assert bloc("Israeli PM Netanyahu") == bloc("Premier Netanyahu") == "IL"
    assert bloc("UN chief Guterres") == bloc("IAEA chief Grossi") == "UN"


def test_the_year_decides_for_whom_somebody_spoke():
    assert bloc("Rutte", 2019) == bloc("Dutch Prime Minister Rutte", 2019) == "NL"
    assert bloc("Rutte", 2025) == "NATO"
    assert bloc("Rutte") is None, "two blocs, and nothing says which"
    assert bloc("Rutte", 2024) is None, "both offices were held in this year"
    assert bloc("Rutte", 2009) is None
    assert bloc("Dutch Prime Minister Rutte") == "NL", "the title says which"
    assert bloc("NATO chief Rutte", 2024) == "NATO"


def test_out_of_office_a_person_speaks_for_no_state_where_the_year_is_known():
    assert [bloc("Merkel", year) for year in (2004, 2005, 2021, 2022, None)] == [None, "DE", "DE", None, "DE"]
    assert [bloc("Trump", year) for year in (2020, 2023, 2026)] == ["US", None, "US"]


def test_a_person_is_a_plain_value():
    assert person("zelenskyi") == KnownPerson(
        "Volodymyr Zelensky", "official", "UA", "president of Ukraine since 2019"
    )
