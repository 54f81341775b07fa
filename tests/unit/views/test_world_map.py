from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.views.world_map import Spot, draw, placed, project

KYIV = Spot("Kyiv", 3, "UA", "settlement", 50.45, 30.52, "/?place=Kyiv")
RUSSIA = Spot("Russia", 10, "RU", "country", href="/?place=Russia")
OBLAST = Spot("Kursk Oblast", 1, "RU", "admin1")


def parsed(svg):
    return ElementTree.fromstring(str(svg))


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_equal_earth_keeps_every_point_on_its_sheet(lon, lat):
    x, y = project(lon, lat)
    assert abs(x) <= 2.7067
    assert abs(y) <= 1.3174
    assert project(-lon, -lat) == pytest.approx((-x, -y))


def test_a_known_point_of_the_projection():
    assert project(0, 0) == (0, 0)
    assert project(180, 0)[0] == pytest.approx(2.7066, abs=1e-3)
    assert -project(0, 90)[1] == pytest.approx(1.3173, abs=1e-3)


def test_a_town_is_a_dot_a_country_is_its_outline_and_an_area_is_neither():
    found = parsed(draw([KYIV, RUSSIA], (1000, 500)))
    (dot,) = [c for c in found.iter("circle") if c.attrib["class"] == "dot"]
    assert 0 < float(dot.attrib["cx"]) < 1000
    told = [p for p in found.iter("path") if p.attrib["class"] == "land told"]
    assert len(told) == 1
    assert {"10", "Kyiv"} <= {"".join(t.itertext()) for t in found.iter("text")}
    assert [a.attrib["href"] for a in found.iter("a") if a.attrib.get("class") != "spot"] == ["/?place=Russia"]
    assert placed(KYIV)
    assert placed(RUSSIA)
    assert not placed(OBLAST)
    assert not placed(Spot("Nowhere", 1, None, "unresolved"))


def test_disputed_areas_are_hatched():
    found = parsed(draw([Spot("Simferopol", 1, "UA", "settlement", 44.95, 34.1)], (600, 400)))
    hatched = {p.find("title").text for p in found.iter("path") if p.attrib["class"] == "disputed"}
    assert "Crimea" in hatched
    assert "Kashmir" not in hatched  # it is not on this sheet
    whole = parsed(draw([], (1000, 500)))
    hatched = {p.find("title").text for p in whole.iter("path") if p.attrib["class"] == "disputed"}
    assert {"Kashmir", "W. Sahara", "Taiwan", "Kosovo", "Palestine"} <= hatched


def test_no_outline_crosses_the_whole_sheet():
    """A country on both sides of the antimeridian is drawn in two parts, not in a line across the world."""
    found = parsed(draw([], (1000, 500)))
    for path in found.iter("path"):
        for ring in path.attrib["d"].split("Z"):
            xs = [float(p.split(" ")[0]) for p in ring.strip("M").split("L") if p]
            assert all(abs(b - a) < 250 for a, b in pairwise(xs)), path.find("title").text


def test_names_that_would_cover_one_another_are_left_out_but_can_be_pointed_at():
    spots = [Spot(f"A town of a long name {n}", 1, "UA", "settlement", 50.0 + n / 8, 30.0) for n in range(40)]
    found = parsed(draw(spots, (600, 400)))
    dots = list(found.iter("circle"))
    assert 8 < len(dots) <= 40
    assert len(list(found.iter("text"))) < len(dots)
    assert len({t.text for g in found.iter("g") for t in g.findall("title")}) == len(dots)


def test_places_whose_dots_would_cover_one_another_are_one_dot_that_says_so():
    spots = [Spot(f"Town {n}", 40 - n, "UA", "settlement", 50.0 + n / 5000, 30.0) for n in range(40)]
    [far] = [Spot("Faraway", 1, "UA", "settlement", 46.0, 34.0)]
    found = parsed(draw([*spots, far], (600, 400)))
    titles = [t.text for g in found.iter("g") for t in g.findall("title")]
    assert titles == ["Town 0: 40 events; near it 39 places more", "Faraway: 1 event"]
    assert [c.attrib["class"] for c in found.iter("circle")] == ["dot several", "dot"]


def test_a_name_is_data():
    found = draw([Spot('"><script>x</script>', 1, "UA", "settlement", 50.0, 30.0, "/?place=%22")], (600, 400))
    assert not list(parsed(found).iter("script"))
