import pytest

from accordingto.reading.countries import bare, countries, country_of, fold
from accordingto.resources import table

SHARED_FORMS = {"Congolese", "Dominican", "Dominicans"}  # each belongs to two countries


def test_every_form_in_the_table_means_its_country():
    wrong = []
    for row in table("world/countries.tsv"):
        for column in ("name", "aliases", "demonyms", "capital", "metonyms"):
            for form in filter(None, row[column].split(";")):
                found = country_of(form)
                if form not in SHARED_FORMS and (found is None or found.country.iso2 != row["iso2"]):
                    wrong.append((row["iso2"], form))
    assert wrong == []


def test_label_points_lie_on_the_globe_and_codes_are_unique():
    known = countries()
    assert len(known) >= 195
    assert len({c.iso3 for c in known.values()}) == len(known)
    assert all(-90 <= c.lat <= 90 and -180 <= c.lon <= 180 for c in known.values())


@pytest.mark.parametrize(
    ("words", "iso2", "role"),
    [
        ("kyiv", "UA", "capital"),
        ("Kiev", "UA", "metonym"),
        ("U.S.", "US", "name"),
        ("the Netherlands’", "NL", "name"),
        ("Türkiye", "TR", "name"),
        ("Cote d’Ivoire", "CI", "name"),
        ("Guinea-Bissau", "GW", "name"),
        ("South Koreans", "KR", "demonym"),
        ("the Kremlin", "RU", "metonym"),
        ("국정원", None, None),
        ("us", None, None),
        ("Us", None, None),
        ("turkey", None, None),
        ("male", None, None),
        ("the West", None, None),
        ("", None, None),
    ],
)
def test_names_of_countries(words, iso2, role):
    found = country_of(words)
    assert (found.country.iso2 if found else None, found.role if found else None) == (iso2, role)


def test_a_shared_form_follows_the_hint():
    usual, hinted = country_of("Congolese"), country_of("Congolese", hint="CG")
    assert (usual.country.iso2, hinted.country.iso2) == ("CD", "CG")


def test_the_north_needs_a_korea_in_the_text():
    assert country_of("the North") is None
    assert country_of("the North", hint="FR") is None
    assert country_of("the north", hint="KR") is None
    assert country_of("the North", hint="KR").country.iso2 == "KP"


def test_keys_of_names():
    assert fold("Sana’a") == "sana'a"
    assert fold("U.S.") == fold("US") == "us"
    assert fold("Zürich") == fold("ZURICH")
    assert bare("“the Kremlin’s”") == "Kremlin"
    assert bare("the United States’") == "United States"
