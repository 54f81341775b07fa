"""What stands between the network and the page: which hosts are answered, who may write, every answer's headers.

A page on another site can make a browser send requests here under a name of its own (DNS rebinding); so a request
is answered only when its Host header names the loopback or the address that the user chose to serve on. It can
also make a browser send a form here; so what writes is done only when the browser says that the form is our own.
Beyond the loopback whoever asks has to know the token that `accordingto serve` printed.
"""

import ipaddress
import json
from collections.abc import Mapping
from hmac import compare_digest
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, quote, urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),  # "no-referrer" would make browsers hide the origin of our own forms
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
COOKIE = "accordingto-token"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Guard:
    """ASGI middleware that refuses foreign hosts and adds the security headers to every answer."""

    def __init__(self, app: ASGIApp, host: str, token: str | None = None) -> None:
        self._app = app
        self._host = host.casefold()
        self._any_address = _is_wildcard(host)
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse: 421 for a foreign name, 403 for a foreign form, 401 without the token."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        refused = self.refused(scope)
        if refused is not None:
            await _refuse(send_guarded, *refused)
        elif self._token and _in_query(scope, self._token):
            await _welcome(send_guarded, scope, self._token)
        else:
            await self._app(scope, receive, send_guarded)

    def refused(self, scope: Scope) -> tuple[int, str, str] | None:
        """Status, code and words with which a request is turned away, None where it is answered."""
        headers = _headers(scope)
        host = headers.get(b"host", "")
        if not self.allows(host):
            words = "this name is not served here: use the address that `accordingto serve` printed"
            return 421, "foreign_host", words
        if self._token and not (_knows(headers, self._token) or _in_query(scope, self._token)):
            words = "this desk asks for its token: open the whole address that `accordingto serve` printed"
            return 401, "no_token", words
        if scope["method"] not in ("GET", "HEAD", "OPTIONS") and not _our_own(headers, host):
            return 403, "foreign_form", "what writes is taken from this page alone: open it and try again"
        return None

    def allows(self, header: str) -> bool:
        """Whether a request with this Host header is answered."""
        name = _without_port(header).casefold()
        return name in LOOPBACK or name == self._host or (self._any_address and _is_address(name))


def _headers(scope: Scope) -> dict[bytes, str]:
    """The headers by name; one that comes twice is as good as none."""
    found: dict[bytes, str] = {}
    for name, value in scope["headers"]:
        found[name] = "" if name in found else value.decode("latin-1")
    return found


def _our_own(headers: Mapping[bytes, str], host: str) -> bool:
    """Whether a request that writes comes from our own page, or from a program that is no browser.

    Browsers send Origin with every form, and Sec-Fetch-Site; neither can be set by a script of another site.
    """
    origin, site = headers.get(b"origin"), headers.get(b"sec-fetch-site", "none")
    if site != "none":
        return site == "same-origin"
    return origin is None or urlsplit(origin).netloc.casefold() == host.casefold()


def _knows(headers: Mapping[bytes, str], token: str) -> bool:
    given = headers.get(b"authorization", "").removeprefix("Bearer ").strip()
    cookies = SimpleCookie(headers.get(b"cookie", ""))
    kept = cookies[COOKIE].value if COOKIE in cookies else ""
    return any(compare_digest(known.encode(), token.encode()) for known in (given, kept))


def _in_query(scope: Scope, token: str) -> bool:
    given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
    return compare_digest(given.encode(), token.encode())


async def _welcome(send: Send, scope: Scope, token: str) -> None:
    """Keep the token in a cookie and take it out of the address."""
    cookie = f"{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict"
    place = quote(str(scope["path"])).replace("//", "/")
    headers = [(b"location", place.encode()), (b"set-cookie", cookie.encode()), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


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


async def _refuse(send: Send, status: int, code: str, message: str) -> None:
    body = json.dumps({"error": {"code": code, "message": message}}).encode()
    kind = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": kind})
    await send({"type": "http.response.body", "body": body})
