"""The page as a reader meets it: the real server over a ledger of the example reports, in a real browser."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from accordingto.ledger import Ledger
from tests.browser.chromium import Chromium

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def ledger_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("browser") / "examples.db"
    with as_file(files("accordingto").joinpath("data", "examples", "seld-dam")) as story, Ledger(path) as ledger:
        added = ledger.add([story])
        assert added.read > 5
        ledger.refresh()
    return path


@pytest.fixture(scope="module")
def site(ledger_path):
    """The address of `accordingto serve` on a free port; Ctrl-C must end it with exit code 0."""
    command = [sys.executable, "-m", "accordingto.views", "serve", "--ledger", str(ledger_path), "--port", "0"]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    assert server.stdout is not None
    line = server.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+", line)
    assert found, f"the server said {line!r}"
    yield found[0]
    server.send_signal(signal.SIGINT)
    assert server.wait(timeout=30) == 0
    server.stdout.close()


@pytest.fixture(scope="module")
def browser():
    with Chromium() as chromium:
        yield chromium


@pytest.fixture
def page(browser, site):
    """The browser on the start page, in a window of a common size."""
    browser.window(1280, 900)
    browser.go(site)
    yield browser
    assert browser.troubles() == []
    assert [url for url in browser.requested() if not url.startswith((site, "data:"))] == []


def test_from_a_question_to_the_characters_it_rests_on(page, site):
    page.value("document.querySelector('#q').focus()")
    page.type("dam")
    page.press("Enter")
    page.loaded()
    assert page.value("location.search") == "?q=dam"
    assert page.value("document.querySelector('h1').textContent") == "Search: dam"
    gloss = page.value("document.querySelector('.rows .gloss').textContent")

    page.click(".rows .gloss")
    page.loaded()
    assert page.value("location.pathname").startswith("/events/")
    assert page.value("document.querySelector('h1').textContent") == gloss
    assert page.value("document.querySelector('.origin-state').textContent.trim()")

    quote = page.value("document.querySelector('.quote q').textContent")
    page.click(".quote")
    page.loaded()
    assert page.value("location.hash") == "#shown"
    marked = page.value("[...document.querySelectorAll('.text .shown')].map(m => m.textContent).join('')")
    assert " ".join(marked.split()) == quote
    top = page.value("document.querySelector('.text .shown').getBoundingClientRect().top")
    assert 0 <= top <= 900


def test_an_attribution_leads_to_its_place_in_the_text(page, site, ledger_path):
    with Ledger(ledger_path, read_only=True) as ledger:
        reading = next(r for r in map(ledger.reading, [r.id for r in ledger.reports()]) if r.attributions)
    page.go(f"{site}/reports/{reading.report.id}")
    text = page.value("document.querySelector('.text').textContent")
    assert " ".join(text.split()) == " ".join(reading.report.text.split())
    page.click(".said > a.party")
    target = page.value("document.querySelector(':target').id")
    assert target in {a.id for a in reading.attributions}
    assert page.value("getComputedStyle(document.querySelector(':target + mark')).outlineStyle") == "solid"


def test_source_cue_and_content_have_a_colour_each(page, site, ledger_path):
    with Ledger(ledger_path, read_only=True) as ledger:
        report = ledger.reports()[0].id
    for scheme in ("light", "dark"):
        page.window(1280, 900, scheme=scheme)
        page.go(f"{site}/reports/{report}")
        colours = [
            page.value(f"getComputedStyle(document.querySelector('.legend .{role}')).backgroundColor")
            for role in ("source", "cue", "content")
        ]
        assert len({*colours, page.value("getComputedStyle(document.body).backgroundColor")}) == 4


CONTRAST = """(() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgb = c => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const part = v => v / 255 <= .03928 ? v / 255 / 12.92 : ((v / 255 + .055) / 1.055) ** 2.4;
  const light = c => .2126 * part(c[0]) + .7152 * part(c[1]) + .0722 * part(c[2]);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      if (c[3]) return c;
    }
    return [255, 255, 255, 255];
  };
  const poor = [];
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const both = [light(rgb(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    if ((both[0] + .05) / (both[1] + .05) < 4.5) poor.push(`${e.tagName}.${e.className}: ${e.textContent}`);
  }
  return poor;
})()"""
"""The elements with text that has less contrast than WCAG 2.2 AA asks for."""


def paths_of(ledger_path):
    with Ledger(ledger_path, read_only=True) as ledger:
        event, report = ledger.events()[0].id, ledger.reports()[0].id
        party = ledger.sources()[0].party.id
        day = min(r.published for r in map(ledger.report, ledger.events()[0].reports) if r.published)[:10]
    return (
        "/",
        "/?q=dam&order=changed",
        f"/events/{event}",
        f"/events/{event}?asof={day}",
        f"/reports/{report}?at=0-5#shown",
        "/sources",
        f"/sources/{party}",
        "/map",
        "/review",
        "/add",
        f"/changes?since={day}",
        "/search?q=dam",
        "/nothing",
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 390, 1280, 2560])
def test_every_page_fits_its_window_and_is_easy_to_read(page, site, ledger_path, width, scheme):
    page.window(width, 900, scheme=scheme)
    for path in paths_of(ledger_path):
        page.go(site + path)
        assert path == "/nothing" or page.troubles() == []
        assert page.value("document.documentElement.scrollWidth") <= width, path
        assert page.value(CONTRAST) == [], path
    del page.events[:]


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not there: npm ci in web/")
def test_axe_finds_no_serious_fault(page, site, ledger_path):
    axe = AXE.read_text("utf-8")
    for path in paths_of(ledger_path):
        page.go(site + path)
        page.run(axe)
        page.run("axe.run().then(found => { window.found = found.violations })")
        found = page.until("window.found")
        serious = [
            (v["id"], [n["html"][:120] for n in v["nodes"]][:3])
            for v in found
            if v["impact"] in ("serious", "critical", "moderate")
        ]
        assert serious == [], path
        del page.events[:]


def test_the_switch_of_colours_outranks_the_system(page, site):
    page.window(1280, 900, scheme="light")
    page.go(site)
    light = page.value("getComputedStyle(document.body).backgroundColor")
    page.click(".themes button[value=dark]")
    page.loaded()
    assert page.value("location.pathname") == "/"
    assert page.value("getComputedStyle(document.body).backgroundColor") != light
    page.click(".themes button[value='']")
    page.loaded()
    assert page.value("getComputedStyle(document.body).backgroundColor") == light


def test_every_page_is_whole_without_scripts(page, site, ledger_path):
    page.scripts(on=False)
    try:
        for path in paths_of(ledger_path):
            page.go(site + path)
            assert page.ask("DOM.getDocument")["root"]["childNodeCount"] == 2
            node = page.ask(
                "DOM.querySelector", nodeId=page.ask("DOM.getDocument")["root"]["nodeId"], selector="h1"
            )
            assert node["nodeId"]
            words = page.ask("DOM.getOuterHTML", nodeId=node["nodeId"])["outerHTML"]
            assert len(words) > 9, path
            del page.events[:]
    finally:
        page.scripts(on=True)
        page.go(site)


def test_the_keyboard_goes_through_the_rows_searches_and_says_its_keys(page, site):
    for _ in range(3):
        page.press("j")
    assert page.value("[...document.querySelectorAll('.row')].findIndex(r => r.hasAttribute('data-here'))") == 2
    page.press("k")
    gloss = page.value("document.activeElement.textContent")
    page.press("?")
    assert page.value("document.querySelector('dialog').open")
    page.press("Escape")
    assert not page.value("document.querySelector('dialog').open")
    page.press("/")
    assert page.value("document.activeElement.id") == "q"
    page.type("j")
    assert page.value("document.querySelector('#q').value") == "j"
    page.press("Escape")
    page.value("document.querySelector('.row[data-here] a').focus()")
    page.press("Enter")
    page.loaded()
    assert page.value("document.querySelector('h1').textContent") == gloss


def test_suggestions_become_conditions(page, site):
    page.value("document.querySelector('#q').focus()")
    page.type("sel")
    page.until("document.querySelectorAll('.suggestions li').length")
    assert page.value("document.querySelector('#q').getAttribute('aria-expanded')") == "true"
    page.press("ArrowDown")
    page.press("Enter")
    asked = page.value("document.querySelector('#q').value")
    assert re.fullmatch(r'(place|actor|outlet|type):("[^"]*"|\S+) ', asked)
    page.press("Enter")
    page.loaded()
    assert page.value("document.querySelectorAll('.rows .row').length") > 0


def test_pointing_at_a_report_joins_it_to_its_origin(page, site, ledger_path):
    with Ledger(ledger_path, read_only=True) as ledger:
        event = max(ledger.events(), key=lambda e: (len(e.reports), e.id)).id
    page.go(f"{site}/events/{event}")
    begun = time.monotonic()
    page.point_at("svg.tree.wide a.report")
    lit = page.until("document.querySelectorAll('svg.tree.wide .branch[data-on]').length")
    assert lit >= 1
    assert time.monotonic() - begun < 20
    assert page.value("document.querySelectorAll('svg.tree[data-lit] a.report[data-on]').length") == 1


def test_the_slider_replays_what_was_known_on_a_day(page, site, ledger_path):
    with Ledger(ledger_path, read_only=True) as ledger:
        event = max(ledger.events(), key=lambda e: (len(e.reports), e.id))
    page.go(f"{site}/events/{event.id}")
    now = page.value("document.querySelector('.deck').textContent")
    page.value(
        "(() => { const s = document.querySelector('.asof input[type=range]'); s.value = 0;"
        " s.dispatchEvent(new Event('input')); })()"
    )
    page.until("document.querySelector('.notice')")
    assert page.value("location.search").startswith("?asof=")
    assert page.value("document.querySelectorAll('form.asof').length") == 1
    assert page.value("document.querySelectorAll('h1').length") == 1
    page.value(
        "(() => { const s = document.querySelector('.asof input[type=range]'); s.value = s.max;"
        " s.dispatchEvent(new Event('input')); })()"
    )
    page.until("!document.querySelector('.notice')")
    assert page.value("document.querySelector('.deck').textContent") == now


HOSTILE = """<script>window.ran = 1</script> 😀 국가정보원은 \u202eevil\u202c {word}

Two ships sank off Selm 😀😀, the navy said. "All were saved," the harbour office told the Courier."""


def test_a_hostile_report_is_added_shown_and_pointed_at_and_runs_nothing(page, site, ledger_path):
    page.go(f"{site}/add")
    text = HOSTILE.format(word="W" * 10_000)
    page.value(f"document.querySelector('#text').value = {json.dumps(text)}")
    page.value("document.querySelector('#title').value = '<img src=x onerror=alert(1)>'")
    page.value("document.querySelector('#outlet').value = 'Selm Courier'")
    page.click("form:has(#text) button")
    page.loaded()
    page.until("document.querySelector('h1')?.textContent === 'Added'")
    page.click(".plain a[href^='/reports/']")
    page.loaded()
    assert page.value("window.ran") is None
    address = page.value("location.href")
    shown = page.value("document.querySelector('.text').textContent")
    points = [ord(c) for c in shown.replace("\n", "")]
    for words in ("국가정보원은", "the navy said", "😀😀"):
        with Ledger(ledger_path, read_only=True) as ledger:
            whole = ledger.report(address.rpartition("/")[2]).text
        start = whole.index(words)
        page.go(f"{address}?at={start}-{start + len(words)}#shown")
        marked = page.value("[...document.querySelectorAll('.text .shown')].map(m => m.textContent).join('')")
        assert marked == words
    for width in (360, 1280):
        page.window(width, 900)
        page.go(address)
        assert page.value("document.documentElement.scrollWidth") <= width
    assert points
    page.go(site)


def test_a_question_is_answered_by_one_key_and_taken_back_by_another(page, site, ledger_path):
    page.go(f"{site}/review")
    first = page.value("document.querySelector('.question').id")
    page.press("n")
    page.loaded()
    page.until("document.querySelector('.undo button')")
    assert page.value("document.querySelector('.question').id") != first
    with Ledger(ledger_path, read_only=True) as ledger:
        assert len(ledger.judgements()) == 1
    page.press("u")
    page.loaded()
    page.until("!document.querySelector('.undo button')")
    assert page.value("document.querySelector('.question').id") == first
    with Ledger(ledger_path, read_only=True) as ledger:
        assert ledger.judgements() == ()
        assert len(ledger.judgements(withdrawn=True)) == 2


def test_a_stroke_over_the_days_of_the_map_chooses_them(page, site):
    page.go(f"{site}/map")
    first = page.value("document.querySelector('svg.brush.wide').dataset.first")
    page.stroke("svg.brush.wide", 0.3, 0.7)
    page.until("location.search.includes('until=')")
    page.loaded()
    since, until = page.value("['since', 'until'].map((n) => new URLSearchParams(location.search).get(n))")
    assert first < since < until
    assert page.value("document.querySelector('#m-since').value") == since
    assert page.value("document.querySelectorAll('svg.brush.wide .bar.out').length") > 0


def test_a_source_is_graded_and_not_judged_again(page, site, ledger_path):
    with Ledger(ledger_path, read_only=True) as ledger:
        party = next(s.party for s in ledger.sources() if s.party.counts and not s.party.anonymous)
    page.go(f"{site}/sources/{party.id}")
    page.value("document.querySelector('#letter').value = 'B'")
    page.click(".grade button")
    graded = "document.querySelector('.figures')?.textContent.includes('from your sources file')"
    page.until(graded)
    assert 'reliability = "B"' in (ledger_path.parent / "sources.toml").read_text()
    page.value("document.querySelector('#letter').value = ''")
    page.click(".grade button")
    page.until(f"{graded} === false")
    assert (ledger_path.parent / "sources.toml").read_text() == ""


def test_what_another_process_adds_comes_to_the_page_without_a_restart(page, site, ledger_path, tmp_path):
    text = "Two ferries collided off Selm on Monday, the Harbour Office of Selm said."
    (tmp_path / "later.jsonl").write_text(json.dumps({"text": text, "outlet": "Later News"}) + "\n")
    command = [sys.executable, "-m", "accordingto.views", "add", "--ledger", str(ledger_path), str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        page.go(f"{site}/?outlet=Later+News")
        if page.value("document.querySelector('.rows .gloss')?.textContent.includes('collided') ?? false"):
            break
        time.sleep(0.5)
    assert "collided" in page.value("document.querySelector('.rows .gloss').textContent")


def test_the_keyboard_reaches_the_content_first(page):
    page.press("Tab")
    assert page.value("document.activeElement.className") == "skip"
    page.press("Enter")
    assert page.value("location.hash") == "#main"
    assert page.value("document.activeElement.id") == "main"


def test_no_script_runs_even_if_one_got_into_a_page(page):
    page.value(
        "(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        " document.body.append(s); })()"
    )
    assert page.value("window.ran") is None
    assert any("Content Security Policy" in t for t in page.troubles())
    del page.events[:]


def test_without_chromium_the_tests_fail_and_say_what_to_install(monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RuntimeError, match="apt-get install chromium"):
        Chromium()
