"""What stands between the network and the page: which hosts are answered, and the headers of every answer.

A page on another site can make a browser send requests here under a name of its own (DNS rebinding); so a request
is answered only when its Host header names the loopback or the address that the user chose to serve on.
"""

import ipaddress
import json
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Guard:
    """ASGI middleware that refuses foreign hosts and adds the security headers to every answer."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
        self._host = host.casefold()
        self._any_address = _is_wildcard(host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse with 421."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        if self.allows(_host_header(scope["headers"])):
            await self._app(scope, receive, send_guarded)
        else:
            await _refuse(send_guarded)

    def allows(self, header: str) -> bool:
        """Whether a request with this Host header is answered."""
        name = _without_port(header).casefold()
        return name in LOOPBACK or name == self._host or (self._any_address and _is_address(name))


def _host_header(headers: Iterable[tuple[bytes, bytes]]) -> str:
    found = [value for name, value in headers if name == b"host"]
    return found[0].decode("latin-1") if len(found) == 1 else ""


def _without_port(header: str) -> str:
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.partition(":")[0]


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_wildcard(host: str) -> bool:
    return _is_address(host) and ipaddress.ip_address(host).is_unspecified


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what is served on `host`."""
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


async def _refuse(send: Send) -> None:
    error = {
        "error": {
            "code": "foreign_host",
            "message": "this name is not served here: use the address that `accordingto serve` printed",
        }
    }
    body = json.dumps(error).encode()
    kind = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 421, "headers": kind})
    await send({"type": "http.response.body", "body": body})
