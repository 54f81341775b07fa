import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from accordingto.errors import LedgerBusy
from accordingto.views.guard import HEADERS
from accordingto.views.http import application
from tests import build
from tests.unit.views.story import MemoryLedger

HOSTILE = "<script>alert(1)</script> \x1b[31m \u202eabc\u202c \"onmouseover='x' {{ 7 * 7 }} [red]"
VOID = {"meta", "link", "input", "br", "hr", "img"}


class Page(HTMLParser):
    """A page as its tags, with a check that each is closed where it should be."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.words = [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def text(self):
        return re.sub(r"\s+", " ", "".join(self.words))


def client_of(ledger):
    return TestClient(application(ledger), base_url="http://localhost", raise_server_exceptions=True)


@pytest.fixture
def client(ledger):
    return client_of(ledger)


def hostile_ledger():
    """The story with every name, title and gloss, and one report's text, replaced by hostile words."""
    ledger = MemoryLedger()
    text = f"{HOSTILE} left {HOSTILE}"
    bad = build.reading(
        build.report(text, outlet=HOSTILE, title=HOSTILE, url="javascript:alert(1)"),
        attributions=(replace(ledger.read[3].attributions[0], source=(), cue=(build.span(text, "left"),),
                              content=(build.span(text, "<script>"),)),),
        claims=(build.claim(text, "c1", anchor="left", clause="left <script>alert(1)", value_by={HOSTILE: 3}),),
    )  # fmt: skip
    old = ledger.read[3].report.id
    whole = ledger.whole
    event = whole.events[0]
    reports = tuple(bad.report.id if r == old else r for r in event.reports)
    event = replace(event, gloss=HOSTILE, places=(HOSTILE,), reports=reports)
    parties = tuple(replace(p, name=HOSTILE, bloc=HOSTILE) for p in whole.parties)
    supports = tuple(
        replace(s, report=bad.report.id, span=bad.claims[0].span) if s.report == old else s for s in whole.supports
    )
    return MemoryLedger(
        (*ledger.read[:3], bad), replace(whole, events=(event,), parties=parties, supports=supports)
    )


def pages(ledger):
    return (
        "/",
        "/events",
        "/events/e1",
        "/sources",
        "/search?q=left",
        f"/reports/{ledger.read[-1].report.id}",
        "/none",
    )


def test_every_page_is_whole_and_has_one_heading_and_landmarks(ledger, client):
    for path in pages(ledger):
        page = Page(client.get(path).text)
        assert len(page.all("h1")) == 1, path
        for landmark in ("header", "nav", "main", "footer"):
            assert page.all(landmark), path
        assert page.all("html")[0]["lang"] == "en"
        ids = [a["id"] for _, a in page.tags if "id" in a]
        assert len(ids) == len(set(ids)), path
        assert not page.all("script")
        assert not page.all("style")
        assert not [a for _, a in page.tags if "style" in a or any(k.startswith("on") for k in a)]


def test_every_field_has_a_label_and_every_reference_its_target(ledger, client):
    for path in pages(ledger):
        page = Page(client.get(path).text)
        labelled = {a["for"] for a in page.all("label")}
        assert {a["id"] for tag in ("input", "select") for a in page.all(tag)} <= labelled
        ids = {a["id"] for _, a in page.tags if "id" in a}
        assert {a["aria-labelledby"] for _, a in page.tags if "aria-labelledby" in a} <= ids
        assert {a["href"][1:] for a in page.all("a") if a.get("href", "").startswith("#")} <= ids


def test_every_answer_carries_the_headers(ledger, client):
    for path in (*pages(ledger), "/static/style.css", "/v1/events", "/v1/none"):
        answer = client.get(path)
        for name, value in HEADERS:
            assert answer.headers[name.decode()] == value.decode()


def test_a_foreign_host_is_refused(client):
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 421
    assert answer.json()["error"]["code"] == "foreign_host"
    assert answer.headers["content-security-policy"]


def test_nothing_can_be_written(client):
    answer = client.post("/events")
    assert answer.status_code == 405
    assert "only read" in answer.text


def test_hostile_text_is_escaped_on_every_page():
    ledger = hostile_ledger()
    client = client_of(ledger)
    for path in pages(ledger):
        answer = client.get(path)
        page = Page(answer.text)
        assert not page.all("script"), path
        assert not [a for _, a in page.tags if any(k.startswith("on") for k in a)], path
        assert "\x1b" not in answer.text
        assert "\u202e" not in answer.text
        assert not [a for a in page.all("a") if "javascript" in a.get("href", "")], path
    shown = Page(client.get("/events/e1").text).text
    assert "<script>alert(1)</script> ␛[31m" in shown
    assert "{{ 7 * 7 }}" in shown


def test_a_search_shows_the_words_of_the_question_and_escapes_them(client):
    page = Page(client.get("/search", params={"q": HOSTILE}).text)
    assert not page.all("script")
    assert "No event has these words." in page.text
    found = Page(client.get("/search", params={"q": "boats left"}).text)
    assert "12 boats left Port Alma" in found.text
    assert "Boats leave" in found.text
    assert Page(client.get("/search").text).text.count("Type a few words") == 1


def test_the_panel_page(client):
    page = Page(client.get("/events/e1").text)
    for words in (
        "independent (2)", "strict 2 / lenient 2", "4 reports, 3 report lines",
        "corroborated, disputed since 6 Mar 2025",
        "Told in 4 reports (3 once near-copies are folded). 3 of them rest on 2 origins. 1 party denies it.",
        "Coast Guard", "via Meridian Agency", "repeats Meridian Herald", "Harbour Ministry", "about 20",
        "one supports, the other denies", "84 % of its words",
    ):  # fmt: skip
        assert words in page.text, words
    assert "confirmed" not in page.text


def test_a_quotation_leads_to_its_very_characters(ledger, client):
    page = Page(client.get("/events/e1").text)
    quotes = [a["href"] for a in page.all("a") if a.get("class") == "quote"]
    span = ledger.read[0].claims[0].span
    assert f"/reports/{ledger.read[0].report.id}?at={span.start}-{span.end}#shown" in quotes
    text = client.get(quotes[0].partition("#")[0]).text
    shown = re.findall(r'<mark class="[^"]*shown"[^>]*>([^<]*)</mark>', text.partition('class="text"')[2])
    assert "".join(shown) == "12 boats left Port Alma"


@pytest.mark.parametrize("at", ["", "x", "5-2", "-", "3-99999", "1-2-3", "٣-٤", "9" * 50 + "-1"])
def test_a_pointer_to_nowhere_is_ignored(ledger, client, at):
    answer = client.get(f"/reports/{ledger.read[0].report.id}", params={"at": at})
    assert answer.status_code == 200
    assert 'id="shown"' not in answer.text


def test_a_report_links_to_its_address_only_over_http(ledger, client):
    first = Page(client.get(f"/reports/{ledger.read[0].report.id}").text)
    (link,) = [a for a in first.all("a") if a.get("rel")]
    assert link["href"] == "https://herald.example/boats?a=1&b=2"
    assert set(link["rel"].split()) == {"noopener", "noreferrer", "nofollow"}
    second = client.get(f"/reports/{ledger.read[1].report.id}").text
    assert "javascript:" not in second


def test_the_side_list_leads_into_the_text(ledger, client):
    page = Page(client.get(f"/reports/{ledger.read[0].report.id}").text)
    ids = {a["id"] for _, a in page.tags if "id" in a}
    assert {"a1", "a2", "c1"} <= ids
    links = [a["href"] for a in page.all("a") if a.get("href", "").startswith("#")]
    assert {"#a1", "#a2", "#c1"} <= set(links)


def test_filters_of_the_events_page(client):
    assert "12 boats left" in client.get("/events?min_origins=2&place=&since=").text
    assert "No event fits." in client.get("/events?min_origins=3").text
    for bad in ("min_origins=many", "standing=wobbly", "since=yesterday", "nonsense=1"):
        answer = client.get(f"/events?{bad}")
        assert answer.status_code == 400, bad
        assert Page(answer.text).all("h1")


def test_more_events_than_fit_lead_to_the_next_ones():
    ledger = MemoryLedger()
    first = ledger.whole.events[0]
    ledger.whole = replace(ledger.whole, events=tuple(replace(first, id=f"e{n}") for n in range(5)))
    client = client_of(ledger)
    page = Page(client.get("/events?limit=2").text)
    (following,) = [a["href"] for a in page.all("a") if a.get("rel") == "next"]
    assert "offset=2" in following
    assert "limit=2" in following
    last = Page(client.get("/events?limit=2&offset=4").text)
    assert not [a for a in last.all("a") if a.get("rel") == "next"]
    assert "from number 5 on" in last.text


def test_what_is_not_there_is_said_in_words(client):
    for path in ("/events/nope", "/reports/nope", "/nothing"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "Not found" in answer.text


def test_a_ledger_that_cannot_answer_now_is_503(ledger, client):
    def busy(*_):
        raise LedgerBusy("memory.db is held by another process")

    ledger.events = busy
    assert client.get("/").status_code == 503
    assert "held by another process" in client.get("/").text


def test_the_style_is_served_as_css_and_asks_for_nothing_else(client):
    answer = client.get("/static/style.css")
    assert answer.headers["content-type"].startswith("text/css")
    assert "@import" not in answer.text
    assert "url(" not in answer.text
