import math

import pytest

from accordingto.errors import ResourceError
from accordingto.reading import gazetteer
from accordingto.reading.countries import countries
from accordingto.reading.gazetteer import lookup, place_key, town, unit_of
from accordingto.reading.senses import kilometres
from accordingto.resources import table

LATIN_TERRITORIES = {"IO", "CX", "CC"}  # named in regions.tsv, too small for a row among the countries


def test_a_capital_is_found_by_its_names():
    for name in ("Kyiv", "kyiv", "Kiev", "KYIV"):
        best = next(e for e in lookup(name) if e.kind == "city")
        assert (best.id, best.country, best.kind, best.is_point) == ("geonames:703448", "UA", "city", True)
        assert math.dist((best.lat, best.lon), (50.45, 30.52)) < 0.1


def test_every_capital_stands_among_the_towns():
    known = countries().values()
    missing = [c.capital for c in known if c.capital and town(c.capital, c.iso2) is None]
    # City states and territories whose seat GeoNames lists under another code or not at all.
    assert len(missing) <= 6, missing


def test_two_towns_of_one_name_stand_by_their_size():
    towns = [e for e in lookup("Blagoveshchensk") if e.kind == "city"]
    assert [(e.country, e.admin1) for e in towns] == [("RU", "05"), ("RU", "08")]
    assert towns[0].population > towns[1].population


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Georgia", "country", "GE"),
        ("Côte d’Ivoire", "country", "CI"),
        ("the Russian Far East", "area", "RU"),
        ("Kursk region", "region", "RU"),
        ("Sindh", "region", "PK"),
        ("Black Sea", "water", None),
        ("the Kremlin", "facility", "RU"),
        ("Hodeida", "city", "YE"),
        ("Deir al-Zor", "city", "SY"),
        ("Khan Younis", "city", "PS"),
        ("Sevastopol", "city", "UA"),
    ],
)
def test_names_of_all_kinds(name, kind, country):
    assert (lookup(name)[0].kind, lookup(name)[0].country) == (kind, country)


def test_unknown_names_have_no_entry():
    assert lookup("Xyzzyville") == lookup("") == lookup("...") == ()


def test_keys_ignore_accents_marks_and_hyphens():
    assert place_key("Deir ez-Zor") == place_key("DEIR EZ ZOR")
    assert place_key("Sana‘a") == place_key("Sanaa")
    assert place_key("N'Djamena") == place_key("N’Djamena")


def test_a_region_and_its_seat_lie_in_one_unit():
    far = [
        r["name"]
        for r in table("world/regions.tsv")
        if r["seat"] and r["country"] and not town(r["seat"], r["country"])
    ]
    assert far == []
    oblast = lookup("Kursk Oblast")[0]
    assert oblast.admin1 == town("Kursk", "RU").admin1
    assert unit_of("RU", oblast.admin1) == "Kursk Oblast"
    assert unit_of("ZZ", "1") is None


def test_only_points_have_points_of_their_own():
    for row in table("world/regions.tsv"):
        entry = next(e for e in lookup(row["name"]) if e.kind == row["kind"] and e.own)
        assert entry.is_point == bool(row["lat"])
        if row["kind"] in ("country", "region"):
            assert not entry.is_point
        assert not row["country"] or row["country"] in countries() or row["country"] in LATIN_TERRITORIES


def test_our_points_lie_near_towns_of_their_country():
    lines, _ = gazetteer._lines()
    towns = [gazetteer._town(line) for line in lines]
    strays = []
    for row in table("world/regions.tsv"):
        if row["lat"] and row["country"] in countries():
            entry = next(e for e in lookup(row["name"]) if e.is_point and e.id is None)
            near = [t for t in towns if t.country == row["country"] and abs(t.lat - entry.lat) < 1]
            if min((kilometres(entry, t) for t in near), default=999) > 80:
                strays.append(row["name"])
    assert strays == []


def test_the_town_table_says_whose_data_it_is():
    head = gazetteer.data_file("world/places.tsv").read_text("utf-8")[:400]
    assert "GeoNames" in head
    assert "CC BY 4.0" in head


def test_a_damaged_town_table_is_refused_with_the_way_out(monkeypatch, tmp_path):
    path = tmp_path / "places.tsv"
    path.write_text("geonameid\tname\tkeys\tcountry\n1\tKyiv\n", "utf-8")
    monkeypatch.setattr(gazetteer, "data_file", lambda _: path)
    with pytest.raises(ResourceError, match=r"world/places\.tsv is damaged at '1\\tKyiv': reinstall"):
        gazetteer._lines.__wrapped__()
