"""Reads news reports as testimony: who says what, on whose word, with how many independent origins.

    >>> import accordingto
    >>> reading = accordingto.read("Two ships sank off Selm, the navy said.", published="2025-03-04")
    >>> [(a.root.name, a.act, a.content[0].quote) for a in reading.attributions]
    [('navy', 'say', 'Two ships sank off Selm')]

Importing this package is cheap: the language model and the database are loaded when they are first used.
"""

from typing import TYPE_CHECKING, Any

from accordingto.errors import AccordingToError
from accordingto.model.claim import Attribution, Claim, Reading, Source
from accordingto.model.event import Conflict, Event
from accordingto.model.text import Report, Span

if TYPE_CHECKING:
    from accordingto.intake import take_in
    from accordingto.ledger import Filter, Ledger
    from accordingto.reconciliation import reconcile

__version__ = "0.1.0"

__all__ = [
    "AccordingToError",
    "Attribution",
    "Claim",
    "Conflict",
    "Event",
    "Filter",
    "Ledger",
    "Reading",
    "Report",
    "Source",
    "Span",
    "__version__",
    "read",
    "reconcile",
    "take_in",
]


def read(
    text: str | Report,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Reading:
    """Read one report: who says what, on whose word, with places, times, quantities, and claims.

    `text` is the report's text, or a Report that `take_in` made (the other arguments are then not looked at).
    `published` is an ISO date: without it, a date without a year stays open. Raises LanguageNotRead for a
    language that has no reader and IntakeError for a date that is none.
    """
    from accordingto.intake import report
    from accordingto.reading import read as read_report

    if isinstance(text, Report):
        return read_report(text)
    return read_report(report(text, title=title, outlet=outlet, url=url, published=published, language=language))


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the names that cost an import
    if name == "take_in":
        from accordingto.intake import take_in

        return take_in
    if name == "reconcile":
        from accordingto.reconciliation import reconcile

        return reconcile
    if name in ("Filter", "Ledger"):
        from accordingto import ledger

        return getattr(ledger, name)
    raise AttributeError(f"module 'accordingto' has no attribute {name!r}")
