"""A ledger that grows while it is served: the events are brought up to date behind the page, and the page says so.

Another process may add reports or judgements, and the user's table of sources may change. What is shown is always
one whole state of the events; who may write works the next one out in the background, who only reads waits for it.
"""

import threading
import time
from collections.abc import Callable

from accordingto.errors import AccordingToError
from accordingto.ledger import Ledger

EVERY = 1.0
"""Seconds between two looks at the record."""


class Current:
    """Whether the events of a ledger show what its record says now.

    `writer` is the same ledger, open to write; nothing is worked out while `busy`, whoever is at it does that.
    """

    def __init__(
        self, ledger: Ledger, writer: Ledger | None, busy: Callable[[], bool], every: float = EVERY
    ) -> None:
        self._ledger = ledger
        self._writer = writer
        self._busy = busy
        self._every = every
        self._looked = float("-inf")
        self._note: str | None = None
        self._failed: str | None = None
        self._turn = threading.Lock()

    def note(self) -> str | None:
        """What to tell who looks at a page now; None where the events show everything."""
        if time.monotonic() - self._looked < self._every:
            return self._note
        self._looked = time.monotonic()
        self._note = self._found()
        return self._note

    def _found(self) -> str | None:
        try:
            if not self._ledger.stale():
                return None
        except AccordingToError as error:
            return f"The events are those worked out before: {error}"
        if self._writer is None:
            return (
                "The ledger has grown since these events were worked out, and this desk only reads it: "
                "`accordingto events` works them out."
            )
        if self._busy():
            return "Reports are being added: their events follow when that is done."
        if self._turn.acquire(blocking=False):
            threading.Thread(target=self._refresh, daemon=True).start()
        return (
            self._failed or "The ledger has grown: its events are being worked out. Load the page again for them."
        )

    def _refresh(self) -> None:
        try:
            assert self._writer is not None
            self._writer.refresh()
            self._failed = None
        except AccordingToError as error:
            self._failed = f"The ledger has grown, but its events could not be worked out: {error}"
        finally:
            self._looked = float("-inf")
            self._turn.release()
