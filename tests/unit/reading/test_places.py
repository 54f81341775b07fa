import pytest

from accordingto.reading.parse import parse
from accordingto.reading.places import find_places, places_at
from accordingto.reading.segment import segment
from tests.trees import tree


def places(text):
    return find_places(parse(text, segment(text)))


def facts(text):
    return [(p.span.quote, p.country, p.kind) for p in places(text)]


def test_a_town_is_told_by_the_country_the_report_names():
    [spain, _] = places("Floods closed the port of Valencia, the Spanish coast guard told Madrid.")
    [venezuela, _] = places("Floods closed the port of Valencia, the Venezuelan coast guard told Caracas.")
    assert (spain.country, venezuela.country) == ("ES", "VE")


def test_what_stands_beside_a_name_outweighs_its_size():
    found = places("A bakery burned in Paris, Texas, on Monday.")
    assert [(p.name, p.country, p.precision) for p in found] == [
        ("Paris", "US", "settlement"),
        ("Texas", "US", "admin1"),
    ]
    assert found[1].lat is None


def test_what_stands_beside_a_name_outweighs_the_rest_of_the_report():
    text = "A skater from London, Ontario, trained in Britain. British scouts met her in London."
    found = [(p.span.quote, p.country) for p in places(text)]
    assert found == [("London", "CA"), ("Ontario", "CA"), ("Britain", "GB"), ("London", "CA")]


def test_one_name_may_have_two_senses_where_the_text_says_so():
    found = places("Ships left Odesa. A choir from Odessa, Texas, sang for the crews.")
    assert [(p.name, p.country) for p in found] == [("Odesa", "UA"), ("Odessa", "US"), ("Texas", "US")]


def test_nearness_decides_between_namesakes():
    found = places("Trains run from Vladivostok by way of Khabarovsk to Blagoveshchensk.")
    assert [p.gazetteer for p in found] == ["geonames:2013348", "geonames:2022890", "geonames:2026609"]
    [_, small] = places("In Bashkortostan, a glass works opened in Blagoveshchensk.")
    assert round(small.lat) == 55


def test_an_area_a_region_a_country_and_a_sea_have_no_point():
    text = "Rain fell in Germany, across Siberia, in the Kursk region and over the Black Sea."
    found = places(text)
    assert [(p.kind, p.lat, p.lon) for p in found] == [
        ("country", None, None), ("area", None, None), ("region", None, None), ("water", None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "quote", "kind", "precision"),
    [
        ("Planes landed at Engels air base.", "Engels air base", "facility", "point"),
        ("Snow fell in the Bryansk region.", "Bryansk region", "region", "admin1"),
        ("Lorries queued at the Tallinn refinery.", "Tallinn refinery", "facility", "settlement"),
    ],
)
def test_the_word_that_makes_the_name_belongs_to_it(text, quote, kind, precision):
    [found] = places(text)
    assert (found.span.quote, found.kind, found.precision) == (quote, kind, precision)


def test_a_river_is_no_country_and_a_country_no_river():
    assert facts("Traders rowed down the Niger to Timbuktu.")[0] == ("Niger", None, "water")
    assert facts("Traders in Niger sold onions.")[0] == ("Niger", "NE", "country")


def test_the_outlet_s_home_is_a_weak_hint():
    def paris(outlet, text="Paris closed its pools."):
        return find_places(parse(text, segment(text)), outlet)[0].country

    assert paris(None) == "FR"
    assert paris("Paris News") == "US"
    assert paris("Paris News", "The French president spoke in Paris, France.") == "FR"


def test_places_found_by_somebody_else_are_resolved():
    text = "Turkish ships left Izmir."
    found = places_at(parse(text, segment(text)), [(0, 7), (19, 24), (400, 410)])
    assert [(p.span.quote, p.country, p.kind) for p in found] == [
        ("Turkish", "TR", "country"),
        ("Izmir", "TR", "city"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Paris Agreement was invoked again.",
        "Fans of Newcastle sang all night.",
    ],
)
def test_a_town_in_another_name_or_for_its_team_is_no_place(text):
    assert places(text) == ()


def test_where_a_place_is_told_the_tagger_may_be_wrong():
    words = "Drones/NOUN/nsubj/2 fell/VERB/root/0 over/ADP/case/4 Hodeidah/PROPN/obl/2 ././punct/2"
    parsed = tree(words, labels={"Hodeidah": "B-Person"})
    assert [p.name for p in find_places(parsed)] == ["Hodeidah"]


def test_the_north_is_a_korea_only_where_the_text_speaks_of_one():
    spoken = places("Seoul and Pyongyang met. The North had asked for the talks.")
    assert [p.country for p in spoken] == ["KR", "KP", "KP"]
    assert facts("Rain fell in Oslo. The North was spared.") == [("Oslo", "NO", "city")]


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton sold a dog.",
        "Russian pilots met Chinese crews.",
        "The U.N. and the EU agreed with NATO.",
        "The West has long feared this.",
        "He told us the reason.",
        "",
    ],
)
def test_people_bodies_and_compass_points_are_no_places(text):
    assert places(text) == ()


def test_an_unknown_place_stays_unresolved_and_has_no_point():
    found = places("Shells fell on Zhovtobryukhivske in Ukraine.")
    assert [(p.span.quote, p.precision) for p in found] == [
        ("Zhovtobryukhivske", "unresolved"),
        ("Ukraine", "country"),
    ]
    assert found[0].lat is None
    assert found[0].country is None


@pytest.mark.parametrize(
    ("text", "acting"),
    [
        ("Berlin said that the talks had failed.", ["Berlin"]),
        ("The Kremlin rejected the offer.", ["Kremlin"]),
        ("Ankara accused Athens of delay.", ["Ankara", "Athens"]),
        ("Ties between Minsk and Warsaw are cold.", ["Minsk", "Warsaw"]),
        ("Envoys flew from Tokyo to Manila.", []),
        ("Tokyo was hit by a storm.", []),
        ("Japan banned the drug.", ["Japan"]),
        ("A bakery in Lisbon burned.", []),
        ("The report from Tehran surprised nobody.", ["Tehran"]),
        ("Naples lies on the coast.", []),
    ],
)
def test_names_that_stand_for_governments(text, acting):
    found = places(text)
    assert [p.span.quote for p in found if p.metonym] == acting
    assert all((p.type == "Metonymic") == p.metonym for p in found)


def test_ids_follow_the_text_and_the_same_text_gives_the_same_places():
    text = "Kyiv, Lviv and Odesa were dark; Kyiv was cold."
    found = places(text)
    assert [p.id for p in found] == ["p1", "p2", "p3", "p4"]
    assert [p.span.start for p in found] == sorted(p.span.start for p in found)
    assert found == places(text)


def test_a_name_the_tagger_missed_is_found_by_the_gazetteer():
    parsed = tree("Snow/NOUN/nsubj/2 fell/VERB/root/0 in/ADP/case/4 Lithuania/PROPN/obl/2 ././punct/2")
    assert [(p.name, p.country) for p in find_places(parsed)] == [("Lithuania", "LT")]


def test_a_small_name_the_tagger_missed_is_left_alone():
    parsed = tree("Bath/NOUN/nsubj/2 helps/VERB/root/0 ././punct/2")
    assert find_places(parsed) == ()


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        ("Georgia closed the crossing with Russia on Monday.", "Georgia", "country", "GE"),
        ("Georgia’s parliament met in Tbilisi.", "Georgia", "country", "GE"),
        ("Georgia’s governor signed the bill in Atlanta.", "Georgia", "region", "US"),
        ("Voters in Georgia and Alabama go to the polls on Tuesday.", "Georgia", "region", "US"),
        ("New York lawmakers met in Albany.", "New York", "region", "US"),
        ("A fire burned in eastern Washington near Spokane.", "Washington", "region", "US"),
        ("Luxembourg blocked the deal, officials in Brussels said.", "Luxembourg", "country", "LU"),
        ("Singapore expelled two diplomats.", "Singapore", "country", "SG"),
        ("Santiago signed the treaty with Lima.", "Santiago", "city", "CL"),
        ("The family moved from Macon, Ga., to Toledo.", "Ga", "region", "US"),
    ],
)
def test_country_state_and_town_of_one_name_are_told_apart_by_what_they_do_and_have(text, name, kind, country):
    found = [p for p in places(text) if p.span.quote.rstrip(".") == name]
    assert [(p.kind, p.country) for p in found] == [(kind, country)]
