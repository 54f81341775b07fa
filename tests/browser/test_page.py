"""The page as a reader meets it: the real server over a ledger of the example reports, in a real browser."""

import os
import re
import signal
import subprocess
import sys
from importlib.resources import as_file, files

import pytest

from accordingto.ledger import Ledger
from tests.browser.chromium import Chromium

pytestmark = pytest.mark.browser


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
    gloss = page.value("document.querySelector('.events .gloss').textContent")

    page.click(".events .gloss")
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_fits_its_window_and_is_easy_to_read(page, site, ledger_path, width, scheme):
    with Ledger(ledger_path, read_only=True) as ledger:
        event, report = ledger.events()[0].id, ledger.reports()[0].id
    page.window(width, 900, scheme=scheme)
    for path in (
        "/",
        "/events",
        f"/events/{event}",
        f"/reports/{report}?at=0-5#shown",
        "/sources",
        "/search?q=dam",
    ):
        page.go(site + path)
        assert page.troubles() == []
        assert page.value("document.documentElement.scrollWidth") <= width, path
        assert page.value(CONTRAST) == [], path


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
