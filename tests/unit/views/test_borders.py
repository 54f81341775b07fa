import json

import pytest

from accordingto.views.borders import BordersError, natural_earth, read_borders
from accordingto.views.cli import main
from accordingto.views.world_map import Spot, draw, placed
from tests.unit.views.on_disk import client_of

SQUARE = [[10, 40], [20, 40], [20, 50], [10, 50], [10, 40]]


def feature(kind, coordinates, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


@pytest.fixture
def written(tmp_path):
    def write(*features, raw=None):
        path = tmp_path / "ours.geojson"
        path.write_bytes(
            raw if raw is not None else json.dumps({"type": "FeatureCollection", "features": features}).encode()
        )
        return path

    return write


def test_areas_stand_in_the_place_of_those_that_come_with_the_program(written):
    found = read_borders(
        written(
            feature("Polygon", [SQUARE], name="Norland", iso2="xn"),
            feature("MultiPolygon", [[SQUARE], [SQUARE]], name="The Strip", disputed=True),
        )
    )
    assert [(land.name, land.iso2, len(land.rings)) for land in found.countries] == [("Norland", "XN", 1)]
    assert [(land.name, land.iso2, len(land.rings)) for land in found.disputed] == [("The Strip", "", 2)]
    assert found.words == "Lines of ours.geojson; disputed areas hatched."
    spot = Spot("Norland", 3, "XN", "country", None, None, "/?place=Norland")
    assert placed(spot, found)
    assert not placed(spot)
    drawn = str(draw([spot], (600, 400), borders=found))
    assert "<title>Norland</title>" in drawn
    assert 'class="disputed" fill="url(#hatching-600)"' in drawn
    assert "<title>France</title>" not in drawn


def test_lines_are_drawn_over_those_of_natural_earth_and_are_not_closed(written):
    found = read_borders(written(feature("LineString", [[2, 44], [6, 46]], name="The line")))
    assert found.countries == natural_earth().countries
    assert found.words.startswith("Lines of ours.geojson over those of Natural Earth")
    drawn = str(draw([Spot("Lyon", 1, "FR", "settlement", 45.76, 4.84)], (600, 400), borders=found))
    [path] = [p for p in drawn.split("<path ")[1:] if p.startswith('class="border"')]
    assert "Z" not in path.split("</path>")[0].split('d="')[1].split('"')[0]
    assert "<title>France</title>" in drawn


@pytest.mark.parametrize(
    ("features", "said"),
    [
        ([], "is no GeoJSON collection of features"),
        ([feature("Point", [1, 2])], "feature 1: its geometry is Point: borders are Polygon"),
        ([feature("Polygon", [SQUARE]), {"type": "Feature"}], "feature 2: its geometry is missing"),
        ([feature("Polygon", [[[200, 40], [1, 1]]])], r"feature 1: \[200, 40\] lies outside of the world"),
        ([feature("Polygon", [[["1", "2"]]])], "is no position: write"),
        ([feature("Polygon", 7)], "its coordinates are no list"),
        ([feature("Polygon", [])], "it has no coordinates: take it out"),
        ([feature("LineString", [])], "a line of it has no positions"),
    ],
)
def test_what_is_wrong_is_named_with_its_feature_and_the_way_out(features, said, written):
    with pytest.raises(BordersError, match=rf"ours\.geojson.*{said}"):
        read_borders(written(*features))


@pytest.mark.parametrize("raw", [b"\xff", b"{", b"[" * 100_000, b'{"features": 3}'])
def test_what_is_no_geojson_says_so(raw, written):
    with pytest.raises(BordersError, match=r"ours\.geojson is no"):
        read_borders(written(raw=raw))


def test_a_file_that_is_not_there_ends_the_command_with_its_name(there, capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["accordingto", "serve", "--borders", "none.geojson"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert "none.geojson cannot be read (No such file or directory)" in " ".join(capsys.readouterr().err.split())


def test_the_page_says_whose_lines_it_shows(kept, written):
    borders = read_borders(written(feature("Polygon", [SQUARE], name="Norland", iso2="XN")))
    assert "Lines of ours.geojson;" in client_of(kept, borders=borders).get("/map").text
    assert "De facto lines, Natural Earth;" in client_of(kept).get("/map").text
