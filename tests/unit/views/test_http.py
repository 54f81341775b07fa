import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from accordingto.errors import LedgerBusy
from accordingto.views import event_page
from accordingto.views import pages as pages_module
from accordingto.views.guard import HEADERS
from tests import build
from tests.unit.views.on_disk import client_of, on_disk
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


@pytest.fixture
def client(desk):
    return desk


def hostile_story():
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
        "/?q=left&order=changed&standing=disputed",
        "/events/e1",
        "/events/e1?asof=2025-03-05",
        "/sources",
        "/sources/p-guard",
        "/map",
        "/map?whole=yes",
        "/review",
        "/changes?since=2025-03-01",
        "/add",
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
        assert all(set(a) == {"type", "src"} and a["src"].startswith("/static/") for a in page.all("script"))
        assert not page.all("style")
        assert not [a for _, a in page.tags if "style" in a or any(k.startswith("on") for k in a)]


def test_every_field_has_a_label_and_every_reference_its_target(ledger, client):
    for path in pages(ledger):
        page = Page(client.get(path).text)
        labelled = {a["for"] for a in page.all("label")}
        assert {
            a["id"] for tag in ("input", "select") for a in page.all(tag) if a.get("type") != "hidden"
        } <= labelled
        ids = {a["id"] for _, a in page.tags if "id" in a}
        assert {a["aria-labelledby"] for _, a in page.tags if "aria-labelledby" in a} <= ids
        assert {a["href"][1:] for a in page.all("a") if a.get("href", "").startswith("#")} <= ids


def test_every_answer_carries_the_headers(ledger, client):
    for path in (*pages(ledger), "/static/style.css", "/static/desk.js", "/v1/events", "/v1/none"):
        answer = client.get(path)
        for name, value in HEADERS:
            assert answer.headers[name.decode()] == value.decode()


def test_a_foreign_host_is_refused(client):
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 421
    assert answer.json()["error"]["code"] == "foreign_host"
    assert answer.headers["content-security-policy"]


def test_nothing_can_be_written_where_the_ledger_is_only_read(client):
    assert client.post("/events").status_code == 405
    for path in ("/add", "/judge", "/undo"):
        answer = client.post(path, data={"text": "A ship sank."})
        assert answer.status_code == 403, path
        assert "only shows the ledger" in answer.text


def test_hostile_text_is_escaped_on_every_page(tmp_path):
    told = hostile_story()
    ledger = on_disk(tmp_path / "hostile.db", told)
    client = client_of(ledger)
    for path in (*pages(told), "/take-out/events/e1.csv", "/v1/suggestions?begin=scr"):
        answer = client.get(path)
        assert answer.status_code in (200, 404), path
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        assert "\x1b" not in answer.text, path
        page = Page(answer.text)
        assert not [a for a in page.all("script") if "src" not in a], path
        assert len(page.all("script")) <= 1, path
        assert not [a for _, a in page.tags if any(k.startswith("on") for k in a)], path
        assert "\u202e" not in answer.text
        links = [a.get("href", "") for _, a in page.tags]
        assert not [h for h in links if h.lower().startswith("javascript")], path
    shown = Page(client.get("/events/e1").text).text
    assert "<script>alert(1)</script> ␛[31m" in shown
    assert "{{ 7 * 7 }}" in shown


def test_a_search_shows_the_words_of_the_question_and_escapes_them(client):
    page = Page(client.get("/search", params={"q": HOSTILE}).text)
    assert all("src" in a for a in page.all("script"))
    assert "No report has these words." in page.text
    assert Page(client.get("/search").text).text.count("Type a few words") == 1


def test_one_question_finds_events_and_reports_and_stays_in_the_address(client):
    page = Page(client.get("/", params={"q": "boats left"}).text)
    assert "12 boats left Port Alma" in page.text
    assert "Boats leave" in page.text
    assert [a["value"] for a in page.all("input") if a.get("id") == "q"] == ["boats left"]
    assert "No report has these words." in client.get("/", params={"q": "zebra"}).text


def test_the_panel_page(client):
    page = Page(client.get("/events/e1").text)
    for words in (
        "independent (2)", "strict 2, lenient 2", "4 reports, 3 report lines", "F2",
        "corroborated, disputed since 6 Mar 2025",
        "Told in 4 reports (3 once near-copies are folded). 3 of them rest on 2 origins. 1 party denies it.",
        "Coast Guard", "via Meridian Agency", "repeats Meridian Herald", "Harbour Ministry", "about 20",
        "one supports, the other denies", "84 % of its words",
    ):  # fmt: skip
        assert words in page.text, words
    assert "confirmed" not in page.text


def test_the_panel_as_of_a_day_leaves_out_what_came_later(client):
    page = Page(client.get("/events/e1?asof=2025-03-05").text)
    assert "As it could be known on 5 Mar 2025" in page.text
    assert "Harbour Ministry" not in page.text
    assert "no report of this event was there yet" in client.get("/events/e1?asof=2025-03-01").text
    assert client.get("/events/e1?asof=yesterday").status_code == 400


def test_a_quotation_leads_to_its_very_characters(ledger, client):
    page = Page(client.get("/events/e1").text)
    quotes = [a["href"] for a in page.all("a") if a.get("class") == "quote"]
    span = ledger.read[0].claims[0].span
    assert f"/reports/{ledger.read[0].report.id}?at={span.start}-{span.end}#shown" in quotes
    text = client.get(quotes[0].partition("#")[0]).text
    shown = re.findall(r'<mark class="[^"]*shown[^"]*"[^>]*>([^<]*)</mark>', text.partition('class="text"')[2])
    assert "".join(shown) == "12 boats left Port Alma"


def test_words_that_are_pointed_at_can_be_cited(ledger, client):
    id_, span = ledger.read[0].report.id, ledger.read[0].claims[0].span
    page = Page(client.get(f"/reports/{id_}?at={span.start}-{span.end}").text)
    assert f"Meridian Herald, “Boats leave”, 4 Mar 2025: “{span.quote}” (characters" in page.text
    plain = client.get(f"/take-out/reports/{id_}.json?at={span.start}-{span.end}").json()
    quote, place = plain["target"]["selector"]
    assert quote["exact"] == span.quote
    assert ledger.read[0].report.text[place["start"] : place["end"]] == span.quote
    assert client.get(f"/take-out/reports/{id_}.json").status_code == 400


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


def test_what_is_asked_for_is_in_the_address_and_can_be_taken_back(client):
    assert "12 boats left" in client.get("/?min_origins=2&place=&since=").text
    page = Page(client.get("/?min_origins=2&standing=disputed").text)
    assert "Origins, at least: 2" in page.text
    assert "/?min_origins=2" in [a.get("href") for a in page.all("a")]
    assert "No event fits." in client.get("/?min_origins=3").text
    for bad in ("min_origins=many", "standing=wobbly", "since=yesterday", "nonsense=1", "order=up", "after=x"):
        answer = client.get(f"/?{bad}")
        assert answer.status_code == 400, bad
        assert Page(answer.text).all("h1")


def test_the_old_address_of_the_events_leads_to_the_desk(client):
    answer = client.get("/events?place=Alma")
    assert (answer.status_code, answer.headers["location"]) == (308, "/?place=Alma")


def many(tmp_path, number):
    told = MemoryLedger()
    first = told.whole.events[0]
    told.whole = replace(told.whole, events=tuple(replace(first, id=f"e{n:03}") for n in range(number)))
    return client_of(on_disk(tmp_path / "many.db", told))


def test_more_events_than_fit_lead_to_the_next_ones_and_each_comes_once(tmp_path):
    client = many(tmp_path, 5)
    for order in ("told", "changed"):
        seen, address = [], f"/?limit=2&order={order}"
        while address:
            page = Page(client.get(address).text)
            seen += [a["href"] for a in page.all("a") if a.get("class") == "gloss"]
            following = [a["href"] for a in page.all("a") if a.get("rel") == "next"]
            address = f"{following[0]}&limit=2" if following else ""
        assert seen == [f"/events/e{n:03}" for n in range(5)]


def test_what_is_not_there_is_said_in_words(client):
    for path in ("/events/nope", "/reports/nope", "/nothing"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "Not found" in answer.text


def test_a_ledger_that_cannot_answer_now_is_503(kept, monkeypatch):
    def busy(*_):
        raise LedgerBusy("memory.db is held by another process")

    monkeypatch.setattr(type(kept), "events_view", busy)
    answer = client_of(kept).get("/sources")
    assert answer.status_code == 503
    assert "held by another process" in answer.text


def test_the_style_is_served_as_css_and_asks_for_nothing_else(client):
    answer = client.get("/static/style.css")
    assert answer.headers["content-type"].startswith("text/css")
    assert "@import" not in answer.text
    assert "url(" not in answer.text
    for name in ("../templates/base.html", "nothing.css", "borders.json", "style.css.bak"):
        assert client.get(f"/static/{name}").status_code == 404, name


def test_an_asset_has_its_digest_in_its_address_and_may_be_kept(client):
    (style,) = [a["href"] for a in Page(client.get("/").text).all("link") if a["rel"] == "stylesheet"]
    assert "immutable" in client.get(style).headers["cache-control"]
    assert client.get("/static/style.css").headers["cache-control"] == "no-cache"


def test_the_reader_chooses_the_colours_and_stays_where_he_is(client):
    answer = client.get("/theme?to=dark&back=/events/e1%3Fasof%3D2025-03-05")
    assert (answer.status_code, answer.headers["location"]) == (303, "/events/e1?asof=2025-03-05")
    assert "theme=dark" in answer.headers["set-cookie"]
    client.cookies.set("theme", "dark")
    assert Page(client.get("/").text).all("html")[0]["data-theme"] == "dark"
    client.cookies.clear()
    client.cookies.set("theme", "blue")
    assert "data-theme" not in client.get("/").text
    for away in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        assert client.get("/theme", params={"to": "light", "back": away}).headers["location"] == "/"


def test_the_desk_remembers_the_day_of_the_last_visit_and_no_more(client, monkeypatch):
    monkeypatch.setattr(pages_module, "today", lambda: "2025-03-06")
    client.cookies.set("seen", "2025-03-04")
    answer = client.get("/")
    assert "/changes?since=2025-03-04" in answer.text
    assert {c.partition("=")[0] for c in answer.headers.get_list("set-cookie")} == {"seen", "last"}
    client.cookies.clear()
    client.cookies.set("last", "<b>")
    assert "/changes?since=" not in client.get("/").text


def test_what_changed_between_days(client):
    page = Page(client.get("/changes?since=2025-03-04").text)
    assert re.search(r"[1-9] changes? from 4 Mar 2025", page.text)
    assert client.get("/changes?since=soon").status_code == 400


def test_the_account_of_a_party(client):
    page = Page(client.get("/sources/p-guard").text)
    assert "Coast Guard" in page.text
    assert "12 boats left Port Alma" in page.text
    assert "Meridian Agency (1 report)" in page.text


def test_areas_and_names_that_were_not_resolved_stand_beside_the_map(client):
    page = Page(client.get("/map").text)
    assert "de facto lines" in page.text.lower()


def test_of_a_large_event_the_beginning_is_shown_and_all_where_it_is_asked_for(client, monkeypatch):
    whole = client.get("/events/e1").text
    assert "Not shown here" not in whole
    monkeypatch.setattr(event_page, "SHOWN", 1)
    short = client.get("/events/e1").text
    assert "Not shown here" in short
    assert "all=1" in short
    assert len(short) < len(whole)
    everything = client.get("/events/e1?all=1").text
    assert "Not shown here" not in everything
    assert everything.count('class="origin') == whole.count('class="origin')
    of_then = client.get("/events/e1?asof=2025-03-05").text
    assert "?asof=2025-03-05&amp;all=1" in of_then
