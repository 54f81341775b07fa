"""Makes the screenshots in docs/images from the demonstration's ledger: python docs/build_screenshots.py

Needs Chromium; reads the example reports into a ledger in a temporary folder and serves it on this machine alone.
With a folder as argument every page goes there, in four widths and both schemes, to be looked at.
"""

import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the browser of the tests

from accordingto.ledger import Ledger  # noqa: E402
from accordingto.model.event import Event  # noqa: E402
from accordingto.views.demonstration import demonstrate  # noqa: E402
from tests.browser.chromium import Chromium  # noqa: E402

IMAGES = ROOT / "docs" / "images"
WIDTHS = (360, 390, 1280, 2560)


def main() -> None:
    """Make the images of the documentation, or all there are into the folder that is named."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path, event = demonstrate(Path(folder) / "accordingto-demo.db")
        command = [sys.executable, "-m", "accordingto.views", "serve", "--ledger", str(path), "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                found = re.search(r"http://\S+(?=/)", server.stdout.readline())
                assert found is not None
                pages = addresses(path, event)
                with Chromium() as browser:
                    if len(sys.argv) > 1:
                        every(browser, found[0], pages, Path(sys.argv[1]))
                    else:
                        chosen(browser, found[0], pages)
            finally:
                server.send_signal(signal.SIGINT)


def addresses(path: Path, event: Event) -> dict[str, str]:
    """The pages by the names of their images: of an event with numbers and echoes, and of a long report of it."""
    with Ledger(path, read_only=True) as ledger:
        told = max(ledger.events(), key=lambda e: (len(e.reports), len(e.observations), e.id))
        spans = {s.report: s.span for s in reversed(ledger.supports(event.id))}
        report = max(spans, key=lambda r: (len(ledger.report(r).text), r))
        party = ledger.sources()[0].party.id
        day = min(r.published for r in map(ledger.report, told.reports) if r.published)
    return {
        "desk": "/",
        "search": "/?q=dam&order=changed",
        "panel": f"/events/{told.id}",
        "denied": f"/events/{event.id}",
        "asof": f"/events/{told.id}?asof={day[:10]}",
        "report": f"/reports/{report}?at={spans[report].start}-{spans[report].end}",
        "sources": "/sources",
        "source": f"/sources/{party}",
        "map": "/map",
        "review": "/review",
        "add": "/add",
        "changes": f"/changes?since={day[:10]}",
    }


def chosen(browser: Chromium, site: str, pages: dict[str, str]) -> None:
    """The images that the documentation shows, in a window of 1280 by 900 pixels."""
    browser.window(1280, 900)
    for name in ("desk", "panel", "report", "map"):
        browser.go(site + pages[name])
        browser.screenshot(IMAGES / f"{name}.png")


def every(browser: Chromium, site: str, pages: dict[str, str], folder: Path) -> None:
    """Every page in every width, light and dark, as long as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, address in pages.items():
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                browser.window(width, 900, scheme=scheme)
                browser.go(site + address)
                browser.screenshot(folder / f"{name}-{width}-{scheme}.png", whole=True)


if __name__ == "__main__":
    main()
