import csv
import io

import pytest


def rows(answer):
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_the_events_of_an_address_as_csv(desk):
    answer = desk.get("/take-out/events.csv?min_origins=2")
    assert answer.headers["content-disposition"] == 'attachment; filename="accordingto-events.csv"'
    (row,) = rows(answer)
    assert (row["event"], row["independent_strict"], row["standing"]) == ("e1", "2", "corroborated+disputed")
    assert rows(desk.get("/take-out/events.csv?min_origins=3")) == []


def test_the_stands_of_an_event_as_csv_each_with_its_words(ledger, desk):
    found = rows(desk.get("/take-out/events/e1.csv"))
    assert len(found) == 4
    text = {r.report.id: r.report.text for r in ledger.read}
    assert all(text[r["report"]][int(r["start"]) : int(r["end"])] == r["quote"] for r in found)
    assert found[0]["chain"] == "Meridian Agency > Coast Guard"


def test_an_event_as_json_is_its_panel(desk):
    assert desk.get("/take-out/events/e1.json").json()["event"]["id"] == "e1"
    assert desk.get("/take-out/events.json").json()["events"][0]["id"] == "e1"


def test_geojson_has_a_point_only_where_there_is_one(desk):
    found = desk.get("/take-out/events.geojson")
    assert found.headers["content-type"] == "application/geo+json"
    assert found.json()["type"] == "FeatureCollection"
    for feature in found.json()["features"]:
        assert (feature["geometry"] is None) == (feature["properties"]["precision"] not in ("settlement", "point"))


@pytest.mark.parametrize("path", ["/take-out/events.xml", "/take-out/events/e1.xml", "/take-out/events/none.csv"])
def test_what_cannot_be_taken_out_is_not_found(desk, path):
    assert desk.get(path).status_code == 404
