"""The demonstration: the example reports that come with the program, read into a ledger, and their main event."""

import os
import tempfile
from collections.abc import Set as AbstractSet
from importlib.resources import as_file, files
from pathlib import Path

from rich.text import Text

from accordingto.errors import ResourceError
from accordingto.intake import take_in
from accordingto.ledger import Ledger
from accordingto.model.event import Event
from accordingto.model.text import Receipt
from accordingto.views.adding import add_all, show_added
from accordingto.views.panel import panel
from accordingto.views.panel_terminal import show_panel
from accordingto.views.terminal import console


def stories(folder: Path) -> list[Path]:
    """The folders of example reports, a story each, in order."""
    found = sorted(f for f in folder.iterdir() if f.is_dir()) if folder.is_dir() else []
    if not found:
        raise ResourceError("data/examples is missing from the package: reinstall accordingto")
    return found


def demonstrate(wanted: Path) -> tuple[Path, Event]:
    """Add the example reports to the ledger `wanted` (elsewhere if its folder may not be written), show the panel.

    Returns the path of the ledger and the event.
    """
    path = writable(wanted)
    out = console()
    with as_file(files("accordingto").joinpath("data", "examples")) as folder, Ledger(path) as ledger:
        first, *_ = told = stories(folder)
        out.print(Text(f"Reading the example reports of {len(told)} stories into {path}"))
        added = add_all(ledger, [str(s) for s in told])
        out.print(show_added(added))
        out.print()
        event = main_event(ledger, _reports_of(first))
        out.print(show_panel(panel(ledger, event.id), out.width))
    return path, event


def main_event(ledger: Ledger, reports: AbstractSet[str]) -> Event:
    """The event among these reports that most of them tell of, then the one with the most parties to it.

    Raises ResourceError when they tell of none.
    """
    found = [e for e in ledger.events() if reports >= set(e.reports)]
    if not found:
        raise ResourceError("no event was found in the example reports: reinstall accordingto")
    return max(found, key=lambda e: (len(e.reports), len(e.origins) + len(e.deniers), len(e.claims), e.id))


def _reports_of(story: Path) -> frozenset[str]:
    return frozenset(item.report.id for item in take_in(story) if isinstance(item, Receipt))


def writable(wanted: Path) -> Path:
    """The ledger that is wanted, or one in a temporary folder where its own may not be written."""
    place = wanted if wanted.exists() else wanted.parent
    if os.access(place, os.W_OK):
        return wanted
    return Path(tempfile.mkdtemp(prefix="accordingto-demo-")) / wanted.name
