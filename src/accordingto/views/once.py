"""The reports in one file or on standard input, for reading without a ledger."""

import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj

from accordingto.errors import IntakeError
from accordingto.model.text import Receipt, Report

GIVEN = ("text", "title", "outlet", "author", "url", "published", "retrieved", "language", "ref")


def reports_in(where: str, known: Mapping[str, str]) -> Iterator[Report]:
    """Each report in a file, a folder, at an address, or on standard input (`-`).

    What is `known` (published, outlet, title) outranks what the input says. Raises IntakeError for the first thing
    that cannot be taken in.
    """
    from accordingto.intake import report, take_in

    with _on_disk(where) as (place, name):
        for item in take_in(place):
            if not isinstance(item, Receipt):
                raise IntakeError(f"{item.where.replace(place, name)}: {item.reason}")
            given = {name: getattr(item.report, name) for name in GIVEN}
            yield report(**given | dict(known), raw=item.raw) if known else item.report


@contextmanager
def _on_disk(where: str) -> Iterator[tuple[str, str]]:
    """Where intake finds what is meant, and what a person calls it: standard input goes into a file first."""
    if where != "-":
        yield where, where
        return
    with tempfile.TemporaryDirectory(prefix="accordingto-") as folder:
        spooled = Path(folder) / "standard-input"
        with spooled.open("wb") as file:
            copyfileobj(sys.stdin.buffer, file)
        yield str(spooled), "standard input"
