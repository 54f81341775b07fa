import pytest

from accordingto.reading.countries import countries
from accordingto.reading.parties import KnownParty, forms_of, resolve
from accordingto.resources import table


def facts(words, hint=None):
    party = resolve(words, country_hint=hint)
    return (party.name, party.class_, party.bloc) if party else None


def test_every_party_is_found_by_each_of_its_names_and_not_by_its_counter_example():
    wrong = []
    for row in table("world/parties.tsv"):
        for words in (row["name"], row["example"], *filter(None, row["aliases"].split(";"))):
            party = resolve(words)
            if party is None or party.name != row["name"]:
                wrong.append((row["name"], words))
        other = resolve(row["counter_example"])
        if other is not None and other.name == row["name"]:
            wrong.append((row["name"], row["counter_example"]))
    assert wrong == []


def test_blocs_are_countries_or_names_and_bases_are_countries():
    for row in table("world/parties.tsv"):
        assert not row["country"] or row["country"] in countries()
        assert (row["class"] == "collective") == (row["bloc"] == "")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the South Korean intelligence service", ("National Intelligence Service", "state_body", "KR")),
        ("National Intelligence Service (NIS)", ("National Intelligence Service", "state_body", "KR")),
        ("국정원", ("National Intelligence Service", "state_body", "KR")),
        ("Seoul's spy agency", ("National Intelligence Service", "state_body", "KR")),
        ("South Korean news agency Yonhap", ("Yonhap", "agency", "Yonhap")),
        ("the French daily Le Monde", ("Le Monde", "outlet", "Le Monde")),
        ("Seoul", ("South Korea", "state_body", "KR")),
        ("kyiv", ("Ukraine", "state_body", "UA")),
        ("Cypriot authorities", ("Cyprus", "state_body", "CY")),
        ("The Kremlin", ("Kremlin", "state_body", "RU")),
        ("the West", ("the West", "collective", None)),
        ("observers", ("observers", "collective", None)),
        ("a guardian", None),
        ("who", None),
        ("the WHO", ("World Health Organization", "state_body", "UN")),
        ("teapots", None),
        ("Russian analysts", None),
        ("...", None),
        ("", None),
    ],
)
def test_names(words, expected):
    assert facts(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "Ukraine's defence ministry",
        "Ukraine’s Ministry of Defense",
        "the Ukrainian Defence Ministry",
        "the ministry of national defence of Ukraine",
        "the defence ministry in Kyiv",
        "a spokesman for the Ukrainian defence ministry",
        "the Ukrainian defence ministry's spokeswoman",
    ],
)
def test_one_body_however_it_is_put(words):
    assert facts(words) == ("Ukrainian defence ministry", "state_body", "UA")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Ministry of Foreign Affairs of the Russian Federation",
            ("Russian foreign ministry", "state_body", "RU"),
        ),
        ("two Ukrainian officials", ("Ukrainian officials", "official", "UA")),
        ("a senior US defence official", ("senior US defence official", "official", "US")),
        ("South Korean lawmakers briefed by the NIS", ("South Korean lawmakers", "official", "KR")),
        ("Ukrainian President Volodymyr Zelensky", ("Volodymyr Zelensky", "official", "UA")),
        ("Kremlin spokesman Dmitry Peskov", ("Dmitry Peskov", "official", "RU")),
        ("EU diplomats", ("EU diplomats", "official", "EU")),
        ("a Hamas official", ("Hamas official", "organisation", "Hamas")),
        ("the sanctions cell of the G7", ("sanctions cell of the G7", "state_body", "G7")),
        ("Moscow police", ("Moscow police", "state_body", "RU")),
        ("North Korean state media", ("North Korean state media", "outlet", "KP")),
        ("a NATO spokesman", ("NATO", "state_body", "NATO")),
    ],
)
def test_descriptions(words, expected):
    assert facts(words) == expected


def test_two_organs_of_one_state_are_one_bloc():
    assert resolve("the Kremlin").bloc == resolve("TASS").bloc == resolve("Russia's defence ministry").bloc == "RU"


@pytest.mark.parametrize("words", ["the country’s intelligence", "its spy agency", "intelligence service"])
def test_a_country_hint_completes_a_description(words):
    assert resolve(words) is None
    assert facts(words, "KR") == ("National Intelligence Service", "state_body", "KR")


def test_a_country_hint_decides_between_namesakes():
    assert facts("National Intelligence Service")[2] == "KR"
    assert facts("National Intelligence Service", "KE") == (
        "National Intelligence Service (Kenya)", "state_body", "KE",
    )  # fmt: skip
    assert facts("police", "RS") == ("Serbian police", "state_body", "RS")
    assert facts("the North", "KR") == ("North Korea", "state_body", "KP")


def test_a_party_is_a_plain_value():
    assert resolve("Reuters") == KnownParty("Reuters", "agency", "Reuters", "GB")


def test_forms_of_a_country():
    assert {"russia", "russian", "moscow", "kremlin"} <= set(forms_of("RU"))
    assert forms_of("ZZ") == ()


@pytest.mark.parametrize("words", ["two US officials", "a senior Kremlin official", "EU diplomats"])
def test_officials_without_a_name_are_anonymous(words):
    assert resolve(words).anonymous


@pytest.mark.parametrize("words", ["the Kremlin", "Kremlin spokesman Dmitry Peskov", "the Ukrainian president"])
def test_bodies_offices_and_named_people_are_not(words):
    assert not resolve(words).anonymous


def test_a_sentence_is_nobodys_name():
    assert resolve("a spokesman for " * 5000 + "NATO") is None
