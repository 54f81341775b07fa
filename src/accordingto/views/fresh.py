"""Nothing is sent twice: an answer of the API carries an ETag, and who has it already gets 304 and no body.

The tag is made of how far the ledger has grown, the version of the program and what was asked; it is known before
anything is looked up.
"""

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from accordingto import __version__
from accordingto.errors import AccordingToError
from accordingto.ledger import Ledger
from accordingto.ledger.desk import state


class Fresh:
    """ASGI middleware that answers 304 where the reader has the answer already."""

    def __init__(self, app: ASGIApp, ledger: Ledger) -> None:
        self._app = app
        self._ledger = ledger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a tag, or with 304."""
        tag = self._tag(scope)
        if tag is None:
            await self._app(scope, receive, send)
            return
        if tag in _asked(Headers(scope=scope).get("if-none-match", "")):
            headers = [(b"etag", tag.encode()), (b"cache-control", b"no-cache")]
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return

        async def send_tagged(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = MutableHeaders(scope=message)
                headers["etag"] = tag
                headers["cache-control"] = "no-cache"
            await send(message)

        await self._app(scope, receive, send_tagged)

    def _tag(self, scope: Scope) -> str | None:
        if (
            scope["type"] != "http"
            or scope["method"] not in ("GET", "HEAD")
            or not scope["path"].startswith("/v1/")
        ):
            return None
        try:
            with self._ledger.record() as connection:
                grown = state(connection)
        except AccordingToError:  # the answer itself will say what is wrong
            return None
        asked = f"{__version__}\n{grown}\n{scope['path']}\n{scope['query_string'].decode('latin-1')}"
        return f'W/"{hashlib.blake2b(asked.encode(), digest_size=12).hexdigest()}"'


def _asked(header: str) -> list[str]:
    return [tag.strip() for tag in header.split(",")]
