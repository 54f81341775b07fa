"""Makes docs/images/panel.png and report.png from the demonstration's ledger: python docs/build_screenshots.py

Needs Chromium; reads the example reports into a ledger in a temporary folder and serves it on this machine alone.
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


def main() -> None:
    """Make both images."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path, event = demonstrate(Path(folder) / "accordingto-demo.db")
        command = [sys.executable, "-m", "accordingto.views", "serve", "--ledger", str(path), "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                found = re.search(r"http://\S+(?=/)", server.stdout.readline())
                assert found is not None
                shoot(found[0], path, event)
            finally:
                server.send_signal(signal.SIGINT)


def shoot(site: str, path: Path, event: Event) -> None:
    """The panel of `event` and the longest report that tells of it, in a window of 1280 by 900 pixels."""
    with Ledger(path, read_only=True) as ledger:
        spans = {s.report: s.span for s in reversed(ledger.supports(event.id))}
        report = max(spans, key=lambda r: (len(ledger.report(r).text), r))
    with Chromium() as browser:
        browser.window(1280, 900)
        browser.go(f"{site}/events/{event.id}")
        browser.screenshot(IMAGES / "panel.png")
        browser.go(f"{site}/reports/{report}?at={spans[report].start}-{spans[report].end}")
        browser.screenshot(IMAGES / "report.png")


if __name__ == "__main__":
    main()
