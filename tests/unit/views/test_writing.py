import re
import threading
import time

import pytest

from accordingto.ledger import Ledger
from accordingto.views.forms import Form, Upload
from accordingto.views.jobs import Jobs, spool
from accordingto.views.writing import uploads_in
from tests.unit.ledger import told
from tests.unit.views.on_disk import client_of

REPORT = "Two ships sank off Selm on Monday, the navy said. The harbour office denied that any ship had sunk."


@pytest.fixture
def writer(tmp_path):
    with Ledger(tmp_path / "written.db") as opened:
        opened.refresh()
        yield opened


@pytest.fixture
def client(writer):
    with Ledger(writer.path, read_only=True) as shown:
        yield client_of(shown, writer=writer)


def finished(client, address):
    for _ in range(600):
        answer = client.get(address)
        if "refresh" not in answer.headers:
            return answer
        time.sleep(0.05)
    raise AssertionError("the adding does not end")


def test_a_pasted_text_is_read_and_leads_to_its_report(client):
    sent = {"text": REPORT, "outlet": "Selm Courier", "published": "2025-03-04", "title": "Two ships"}
    answer = client.post("/add", data=sent)
    assert answer.status_code == 303
    page = finished(client, answer.headers["location"])
    assert "1 report added" in page.text
    link = re.search(r'href="(/reports/r[0-9a-f]+)">pasted text', page.text)
    report = client.get(link[1])
    assert "Selm Courier" in report.text
    assert "Two ships" in report.text
    assert "navy" in client.get("/?q=ships").text or "ships" in client.get("/?q=ships").text


def test_files_are_told_of_by_their_names_and_rejects_by_their_reasons(client):
    files = [
        ("files", ("../../evil name.txt", f"Outlet: A\n\n{REPORT}".encode(), "text/plain")),
        ("files", ("noise.bin", b"\x00\x01\x02\xff" * 50, "application/octet-stream")),
    ]
    answer = client.post("/add", files=files)
    page = finished(client, answer.headers["location"]).text
    assert "1 report added, 1 not taken in" in page
    assert "noise.bin" in page
    assert "evil name.txt" in page
    assert "accordingto-add-" not in page


def test_nothing_to_add_and_too_much_are_said_in_words(client, monkeypatch):
    assert client.post("/add", data={"text": "  "}).status_code == 400
    assert client.post("/add", content=b"x").status_code == 400
    monkeypatch.setenv("ACCORDINGTO_MAX_BYTES", "1000")
    answer = client.post("/add", data={"text": "x" * 2000})
    assert answer.status_code == 413
    assert "1,000 bytes" in answer.text
    assert client.get("/add/99").status_code == 404


def test_a_form_of_another_site_writes_nothing(client, writer):
    answer = client.post("/add", data={"text": REPORT}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert client.post("/judge", data={}, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert writer.reports() == ()


def test_one_adding_at_a_time(writer):
    jobs, going = Jobs(writer), threading.Event()
    held = writer.add
    writer.add = lambda *a, **k: (going.wait(10), held(*a, **k))[1]
    first = jobs.start([Upload("files", "a.txt", REPORT.encode())], "2025-03-05")
    with pytest.raises(Exception, match="being added already"):
        jobs.start([Upload("files", "b.txt", b"x")], "2025-03-05")
    going.set()
    for _ in range(600):
        if first.finished:
            break
        time.sleep(0.05)
    assert first.added.added == 1
    assert jobs.get(first.id) is first
    del writer.add


def test_a_spooled_file_has_a_name_that_leads_nowhere_else(tmp_path):
    names = spool(
        [Upload("f", "../../etc/passwd", b"1"), Upload("f", "a.tar.gz", b"2"), Upload("f", "", b"3")], tmp_path
    )
    assert sorted(p.name for p in tmp_path.iterdir()) == ["00000", "00001.tar.gz", "00002"]
    assert names["00000"] == "../../etc/passwd"


def test_the_form_of_the_page_becomes_inputs():
    (line,) = uploads_in(Form({"text": " a\nb ", "outlet": "X", "title": " "}, ()))
    assert line.raw == b'{"text": "a\\nb", "outlet": "X"}\n'


def test_a_judgement_and_its_undoing(client, writer):
    sent = {"text": REPORT, "outlet": "Selm Courier", "published": "2025-03-04"}
    finished(client, client.post("/add", data=sent).headers["location"])
    before = {e.id for e in writer.events()}
    claim = writer.events()[0].claims[0]
    answer = client.post("/judge", data={"kind": "not-an-event", "left": claim, "back": "/review"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    assert claim not in {c for e in writer.events() for c in e.claims}
    page = client.get("/review").text
    assert "not an event" in page
    undo = re.search(r'name="judgement" value="([^"]+)"', page)[1]
    assert client.post("/undo", data={"judgement": undo}).status_code == 303
    assert {e.id for e in writer.events()} == before
    away = client.post("/judge", data={"kind": "not-an-event", "left": claim, "back": "//evil.example"})
    assert away.headers["location"] == "/review"
    assert client.post("/judge", data={"kind": "wobble", "left": claim}).status_code == 400


def test_a_source_is_graded_on_its_page_and_the_grade_taken_back(there, tmp_path):
    folder = tmp_path / "desk"
    with Ledger(folder / "accordingto.db") as writer:
        client = client_of(writer, writer=writer)
        party = next(p for p in writer.parties() if p.name == told.GUARD.name)
        page = f"/sources/{party.id}"
        assert "not judged</span>" in client.get(page).text
        sent = client.post("/grade", data={"party": party.id, "letter": "B"})
        page = sent.headers["location"]
        assert (sent.status_code, page) == (303, f"/sources/{writer.account(party.name).party.id}")
        assert 'reliability = "B"' in (folder / "sources.toml").read_text()
        assert '<b>B</b> <span class="soft">usually reliable, from your sources file' in client.get(page).text
        assert '<option value="B" selected>' in client.get(page).text
        client.post("/grade", data={"party": writer.account(party.name).party.id, "letter": ""})
        page = f"/sources/{party.id}"
        assert (folder / "sources.toml").read_text() == ""
        assert "not judged</span>" in client.get(page).text


def test_a_letter_shows_in_the_grade_of_the_events_that_rest_on_the_source(there, tmp_path):
    with Ledger(tmp_path / "desk" / "accordingto.db") as writer:
        client = client_of(writer, writer=writer)
        event = next(e for e in writer.events() if "seized" in e.gloss)
        before = event.grade.letter
        for id_ in event.origins:
            client.post("/grade", data={"party": id_, "letter": "B"})
        assert (before, writer.event(event.id).grade.letter) == ("F", "B")
        assert f"<b>B{event.grade.digit}</b>" in client.get(f"/events/{event.id}").text


def test_who_is_nobody_in_particular_and_a_desk_that_only_shows_are_not_graded(there, tmp_path):
    with Ledger(tmp_path / "desk" / "accordingto.db") as writer:
        client = client_of(writer, writer=writer)
        nobody = next(p for p in writer.parties() if p.anonymous or not p.counts)
        assert "may be anybody" in client.post("/grade", data={"party": nobody.id, "letter": "A"}).text
        assert 'action="/grade"' not in client.get(f"/sources/{nobody.id}").text
        assert client.post("/grade", data={"party": "p-none", "letter": "A"}).status_code == 404
        assert client_of(writer).post("/grade", data={"party": nobody.id, "letter": "A"}).status_code == 403
        assert client.post("/grade", headers={"origin": "http://evil.example"}).status_code == 403
        assert not (tmp_path / "desk" / "sources.toml").exists()
