import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.views.api import utf16, with_utf16
from tests.unit.views.story import WIRE

ROOT = Path(__file__).parents[3]


@pytest.fixture
def client(desk):
    return desk


@given(st.text(), st.data())
def test_utf16_counts_what_javascript_counts(text, data):
    at = data.draw(st.integers(0, len(text)))
    assert utf16(text)(at) == len(text[:at].encode("utf-16-le", "surrogatepass")) // 2


def spans_in(plain):
    if isinstance(plain, dict):
        if isinstance(plain.get("start"), int):
            yield plain
        for value in plain.values():
            yield from spans_in(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from spans_in(value)


def test_a_report_comes_whole_with_both_offsets(ledger, client):
    found = client.get(f"/v1/reports/{ledger.read[0].report.id}").json()
    assert found["schema"] == "accordingto/reading/1"
    text = found["report"]["text"]
    assert text == WIRE
    units = text.encode("utf-16-le")
    spans = list(spans_in(found))
    assert len(spans) > 10
    for span in spans:
        assert (
            units[2 * span["start16"] : 2 * span["end16"]].decode("utf-16-le") == text[span["start"] : span["end"]]
        )
    sentence = found["sentences"][0]
    assert sentence["end16"] == sentence["end"] + 1  # one character of this report needs two units


def test_spans_of_a_panel_are_counted_in_their_own_report(ledger, client):
    found = client.get("/v1/events/e1").json()
    text = {r.report.id: r.report.text for r in ledger.read}
    for group in ("origins", "denials"):
        for origin in found[group]:
            spans = list(spans_in(origin))
            assert spans
            assert all("start16" in s for s in spans)
    for number in found["numbers"][0]["numbers"]:
        span = number["quantity"]["span"]
        assert text[number["report"]][span["start"] : span["end"]] == span["quote"]
        assert "start16" in span
    assert found["event"]["origin_state"] == "independent"
    assert found["summary"].startswith("Told in 4 reports")


def test_no_text_known_no_utf16():
    assert with_utf16({"start": 1, "end": 2}, lambda _: utf16("")) == {"start": 1, "end": 2}


def test_events_reports_sources_and_search(ledger, client):
    found = client.get("/v1/events").json()
    assert ([e["id"] for e in found["events"]], found["total"], found["next"]) == (["e1"], 1, None)
    assert client.get("/v1/events?min_origins=3").json() == {"events": [], "total": 0, "next": None}
    reports = client.get("/v1/reports").json()["reports"]
    assert len(reports) == 4
    assert "text" not in reports[0]
    assert len(client.get("/v1/sources").json()["sources"]) == 4
    found = client.get("/v1/search", params={"q": "boats left"}).json()
    assert found["question"] == "boats left"
    assert found["events"][0]["id"] == "e1"
    hit = next(h for h in found["hits"] if h["report"]["id"] == ledger.read[0].report.id)
    assert {"start", "end", "start16", "end16", "quote"} <= set(hit["snippet"])


def test_the_filter_of_the_api_is_that_of_the_command_line(client):
    for asked in (
        "party=Coast Guard",
        "q=boats party:guard",
        "q=standing:disputed",
        "actor=boats",
        "q=min-origins:2",
    ):
        assert client.get(f"/v1/events?{asked}").json()["total"] == 1, asked
    for asked in ("party=Kremlin", "q=boats party:Kremlin", "q=zebra", "since=2025-03-05"):
        assert client.get(f"/v1/events?{asked}").json()["total"] == 0, asked


def test_facets_say_how_many_events_each_leaves(client):
    facets = client.get("/v1/facets").json()["facets"]
    assert {"value": "alma courier", "events": 1, "label": "Alma Courier"} in facets["outlet"]
    assert facets["actor"] == []  # "boats" act, and have no name
    assert {f["value"] for f in facets["standing"]} == {"corroborated", "disputed"}
    assert client.get("/v1/facets?min_origins=3").json()["facets"]["outlet"] == []


def test_suggestions_begin_with_what_is_typed(client):
    found = client.get("/v1/suggestions?begin=cour").json()["suggestions"]
    assert found == [{"kind": "outlet", "value": "alma courier"}]
    for nothing in ("zz", "%", "_", "\\", "'"):
        assert client.get("/v1/suggestions", params={"begin": nothing}).json() == {"suggestions": []}, nothing


def test_the_account_of_a_party_has_both_offsets(client):
    found = client.get("/v1/sources/p-guard").json()
    assert found["party"]["name"] == "Coast Guard"
    assert "start16" in found["entries"][0]["support"]["span"]


def test_who_has_an_answer_already_is_sent_none(client):
    first = client.get("/v1/events")
    again = client.get("/v1/events", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["content-security-policy"]
    other = client.get("/v1/events?limit=1", headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200
    assert "etag" not in client.get("/v1/events/nope").headers


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/v1/events/nope", 404, "not_found"),
        ("/v1/reports/nope", 404, "not_found"),
        ("/v1/nothing", 404, "not_found"),
        ("/v1/events?min_origins=many", 400, "bad_request"),
        ("/v1/events?nonsense=1", 400, "bad_request"),
        ("/v1/events?standing=wobbly", 400, "query_error"),
        ("/v1/search", 400, "bad_request"),
        ("/v1/search?q=x&limit=0", 400, "bad_request"),
        ("/v1/events?after=x", 400, "query_error"),
        ("/v1/events?order=up", 400, "query_error"),
        ("/v1/sources/nobody", 404, "not_found"),
        ("/v1/suggestions", 400, "bad_request"),
    ],
)
def test_every_error_has_the_same_shape(client, path, status, code):
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"
    body = answer.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message"}
    assert body["error"]["code"] == code
    assert body["error"]["message"]


def test_a_message_names_the_parameter(client):
    assert client.get("/v1/events?min_origins=many").json()["error"]["message"].startswith("min_origins: ")


def test_the_description_of_the_api_names_every_route_and_the_error(client):
    described = client.get("/v1/openapi.json").json()
    assert set(described["paths"]) == {
        "/v1/events", "/v1/events/{id_}", "/v1/facets", "/v1/reports", "/v1/reports/{id_}", "/v1/search",
        "/v1/sources", "/v1/sources/{id_}", "/v1/suggestions",
    }  # fmt: skip
    for path in described["paths"].values():
        (operation,) = path.values()
        assert operation["summary"]
        assert set(operation["responses"]) == {"200", "4XX"}
    for closed in ("/docs", "/redoc", "/openapi.json"):
        assert client.get(closed).status_code == 404


def test_the_description_is_the_one_that_was_agreed(client):
    """A change of the API is made on purpose: python docs/build_openapi.py, and a line in the changelog."""
    committed = json.loads((ROOT / "docs" / "reference" / "openapi.json").read_text("utf-8"))
    described = client.get("/v1/openapi.json").json()
    assert described["paths"] == committed["paths"]
    assert described.get("components") == committed.get("components")
