"""Reads news reports as testimony: who says what, on whose word, with how many independent origins.

    >>> import accordingto
    >>> reading = accordingto.read("Two ships sank off Selm, the navy said.", published="2025-03-04")
    >>> [(a.root.name, a.act, a.content[0].quote) for a in reading.attributions]
    [('navy', 'say', 'Two ships sank off Selm')]

Importing this package costs next to nothing: every name is looked up in its room when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accordingto.errors import AccordingToError
    from accordingto.intake import take_in
    from accordingto.ledger import Filter, Ledger
    from accordingto.model.claim import Attribution, Claim, Reading, Source
    from accordingto.model.event import Conflict, Event
    from accordingto.model.text import Report, Span
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

_ROOMS = {
    "AccordingToError": "errors",
    "Attribution": "model.claim",
    "Claim": "model.claim",
    "Conflict": "model.event",
    "Event": "model.event",
    "Filter": "ledger",
    "Ledger": "ledger",
    "Reading": "model.claim",
    "Report": "model.text",
    "Source": "model.claim",
    "Span": "model.text",
    "reconcile": "reconciliation",
    "take_in": "intake",
}


def read(
    text: "str | Report",
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> "Reading":
    """Read one report: who says what, on whose word, with places, times, quantities, and claims.

    `text` is the report's text, or a Report that `take_in` made (the other arguments are then not looked at).
    `published` is an ISO date: without it, a date without a year stays open. Raises LanguageNotRead for a
    language that has no reader and IntakeError for a date that is none.
    """
    from accordingto.intake import report
    from accordingto.reading import read as read_report

    if not isinstance(text, str):
        return read_report(text)
    return read_report(report(text, title=title, outlet=outlet, url=url, published=published, language=language))


def __getattr__(name: str) -> Any:  # noqa: ANN401 - each name has the type that TYPE_CHECKING gives it
    if name in _ROOMS:
        return getattr(import_module(f"accordingto.{_ROOMS[name]}"), name)
    raise AttributeError(f"module 'accordingto' has no attribute {name!r}")
