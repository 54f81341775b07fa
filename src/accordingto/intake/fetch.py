"""An address to bytes: one page or feed that the user asked for by name, and nothing else.

robots.txt is respected, redirects are few and never lead from the open internet into the user's own network, size
and time are bounded, and nothing is asked for that the user did not name.
"""

import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from accordingto.config import Settings
from accordingto.errors import DamagedInput, FetchFailed, UnsupportedFormat
from accordingto.intake.kinds import gunzip
from accordingto.intake.reports import Input

if TYPE_CHECKING:
    import httpcore2
    import httpx2
    from protego import Protego

    from accordingto.intake.wire import Deadline

REDIRECTS = 5
ROBOT = "accordingto"
"""The name of this program, by which robots.txt can speak to it."""
_ROBOTS_BYTES = 500_000
_ROBOTS_SHARE = 0.5
_MOVED = (301, 302, 303, 307, 308)
_ENDINGS = {  # of media types, in the endings by which files are told
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/xml": ".xml",
    "text/xml": ".xml",
}
_VAGUE = ("", "text/plain", "text/markdown", "application/octet-stream", "application/gzip", "application/x-gzip")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_WAY_OUT = {
    401: "it wants a login: save the page in a browser and add the file",
    403: "it does not let this program in: save the page in a browser and add the file",
    404: "there is no such page: check the address",
    410: "the page was taken down: look for a copy in an archive",
    429: "it was asked too often: try again later",
}


@dataclass(frozen=True, slots=True)
class _Answer:
    url: "httpx2.URL"
    status: int
    type: str
    charset: str | None
    body: bytes


def fetch(address: str, limits: Settings) -> Input:
    """What stands at an http or https address.

    Raises FetchFailed when there is nothing to be had and UnsupportedFormat when it is no text; the message names
    the address, the cause and the way out.
    """
    url = parse_address(address)
    trip = _Trip(url, limits)
    answer = trip.go(url, limits.max_bytes, ask_robots=True)
    ending = _ENDINGS.get(answer.type, ".xml" if answer.type.endswith("+xml") else ".json")
    if answer.type in _VAGUE:
        ending = PurePosixPath(unquote(answer.url.path)).suffix.lower()
        ending = (ending or ".txt") if answer.type else ending
    elif answer.type.startswith("text/") and answer.type not in _ENDINGS:
        ending = ".txt"
    return Input(answer.body, f"page{ending}", address, str(answer.url), answer.charset)


def parse_address(address: str) -> "httpx2.URL":
    """The URL of an address without fragment. Raises FetchFailed for what is no http or https address."""
    import httpx2

    try:
        url = httpx2.URL(address.strip()).copy_with(fragment=None)
    except (httpx2.InvalidURL, ValueError) as cause:
        raise FetchFailed(f"{address}: this is not an address ({cause}): check its spelling") from cause
    if url.scheme not in ("http", "https") or not url.host:
        raise FetchFailed(f"{address}: only http and https addresses with a host are fetched")
    if "%" in url.host:  # what no host's name may hold comes out of the parser percent-encoded
        raise FetchFailed(f"{address}: this is not an address (no host is called so): check its spelling")
    if url.userinfo:
        raise FetchFailed(
            "an address with a name and password in it is not fetched: save the page and add the file"
        )
    return url


class _Trip:
    """One fetch with its robots.txt and its redirects, under one deadline."""

    def __init__(self, start: "httpx2.URL", limits: Settings) -> None:
        from accordingto.intake.wire import Deadline, addresses, is_public

        self.seconds = limits.fetch_seconds
        self.deadline = Deadline(limits.fetch_seconds)
        with _named(start, self.seconds):
            found = addresses(start.raw_host.decode("ascii"), _port(start), self.deadline.left())
        self.fenced = all(is_public(a) for a in found)
        self.rules: dict[str, Protego] = {}

    def go(self, url: "httpx2.URL", most: int, *, ask_robots: bool, until: "Deadline | None" = None) -> _Answer:
        """The last answer of a chain of redirects that starts at `url`."""
        first = url
        for _ in range(REDIRECTS + 1):
            if ask_robots:
                self._ask_robots(url)
            with _named(url, self.seconds), self._opened(url, until or self.deadline) as response:
                headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}
                if response.status not in _MOVED or not headers.get("location"):
                    return _answer(url, response, headers, most)
            url = _next(url, headers["location"])
        raise FetchFailed(
            f"{first} redirects more than {REDIRECTS} times: open it in a browser and copy the last address"
        )

    @contextmanager
    def _opened(self, url: "httpx2.URL", until: "Deadline") -> Iterator["httpcore2.Response"]:
        import httpcore2

        from accordingto.intake.wire import Wire

        target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        headers: dict[bytes | str, bytes | str] = {
            "User-Agent": f"{ROBOT}/{version(ROBOT)}",
            "Accept": "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, */*;q=0.5",
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        wire = Wire(until, fenced=self.fenced)
        with (
            httpcore2.ConnectionPool(network_backend=wire) as pool,
            pool.stream("GET", target, headers=headers) as answer,
        ):
            yield answer

    def _ask_robots(self, url: "httpx2.URL") -> None:
        """Raises FetchFailed where robots.txt shuts this program out; one that cannot be had shuts nobody out."""
        from protego import Protego

        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if site not in self.rules:
            rules = ""
            with _named(url, self.seconds):
                half = self.deadline.sooner(_ROBOTS_SHARE)
            try:
                robots = self.go(
                    url.copy_with(raw_path=b"/robots.txt"), _ROBOTS_BYTES, ask_robots=False, until=half
                )
                rules = robots.body.decode("utf-8", "replace")
            except (FetchFailed, UnsupportedFormat):
                pass
            self.rules[site] = Protego.parse(rules)
        if not self.rules[site].can_fetch(str(url), ROBOT):
            raise FetchFailed(
                f"{url}: the robots.txt of {url.host} does not allow it: save the page and add the file"
            )


@contextmanager
def _named(url: "httpx2.URL", seconds: float) -> Iterator[None]:
    """Turns what the engine raises into a FetchFailed that names the address."""
    import httpcore2

    from accordingto.intake.wire import BehindTheFence

    try:
        yield
    except httpcore2.TimeoutException as cause:
        raise FetchFailed(
            f"{url} did not answer in full within {seconds:g} s: "
            "try again later or raise ACCORDINGTO_FETCH_SECONDS"
        ) from cause
    except BehindTheFence as cause:
        raise FetchFailed(
            f"{url} is on this machine or its own network, and a public address led there: "
            "if you want what stands there, give that address itself"
        ) from cause
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as cause:
        raise FetchFailed(f"{url} could not be fetched: {_cause(cause)}") from cause


def _cause(failure: Exception) -> str:
    inner = failure.args[0] if failure.args else None  # the engine raises its own error of the system's
    if isinstance(inner, (socket.gaierror, UnicodeError)):
        return "there is no such host; check the address"
    if isinstance(inner, ConnectionRefusedError):
        return "the connection was refused; nothing listens there, check the address or try again later"
    if isinstance(inner, ssl.SSLCertVerificationError):
        return (
            f"its certificate does not hold ({inner.verify_message}); save the page in a browser and add the file"
        )
    if isinstance(inner, ssl.SSLError):
        return (
            f"no secure connection could be made ({inner.reason}); check whether the address starts with http://"
        )
    return f"the connection broke off ({failure}); try again later"


def _port(url: "httpx2.URL") -> int:
    return url.port or (443 if url.scheme == "https" else 80)


def _next(url: "httpx2.URL", location: str) -> "httpx2.URL":
    """The address that a redirect leads to. Raises FetchFailed where that is not http or https."""
    import httpx2

    try:
        following = url.join(location).copy_with(fragment=None)
    except (httpx2.InvalidURL, ValueError) as cause:
        raise FetchFailed(f"{url} redirects to {location!r:.200}, which is no address ({cause})") from cause
    if following.scheme not in ("http", "https") or not following.host or following.userinfo:
        raise FetchFailed(f"{url} redirects to {location!r:.200}: only http and https addresses are followed")
    return following


def _answer(url: "httpx2.URL", response: "httpcore2.Response", headers: dict[str, str], most: int) -> _Answer:
    """The answer with its body, where it is one and is text."""
    if not 200 <= response.status < 300:
        way_out = _WAY_OUT.get(response.status, "the server has a fault: try again later")
        if response.status < 400 or (response.status < 500 and response.status not in _WAY_OUT):
            way_out = "check the address, or open it in a browser and save the page"
        raise FetchFailed(f"{url} answered {response.status}: {way_out}")
    declared = headers.get("content-type", "")
    media = declared.partition(";")[0].strip().lower()
    if not _is_text(media):
        kind = "PDF, which is not read yet" if media == "application/pdf" else f"{media}, not text"
        raise UnsupportedFormat(f"{url} is {kind}: give the address of a page or a feed")
    charset = _CHARSET.search(declared)
    body = _unpacked(url, _body(url, response, headers, most), headers.get("content-encoding", ""), most)
    if not body.strip():
        raise FetchFailed(f"{url} answered {response.status} with nothing in it: check the address")
    return _Answer(url, response.status, media, charset[1] if charset else None, body)


def _is_text(media: str) -> bool:
    return media in _VAGUE or media in _ENDINGS or media.startswith("text/") or media.endswith(("+xml", "+json"))


def _body(url: "httpx2.URL", response: "httpcore2.Response", headers: dict[str, str], most: int) -> bytes:
    told = headers.get("content-length", "")
    body = bytearray()
    too_long = int(told) > most if told.isdecimal() and len(told) < 20 else False
    if not too_long:
        for chunk in response.iter_stream():
            body += chunk
            if too_long := len(body) > most:
                break
    if too_long:
        raise FetchFailed(
            f"{url} sends more than {most:,} bytes: save a part of it, or raise ACCORDINGTO_MAX_BYTES"
        )
    return bytes(body)


def _unpacked(url: "httpx2.URL", body: bytes, coding: str, most: int) -> bytes:
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        return body
    if coding not in ("gzip", "x-gzip"):
        raise FetchFailed(
            f"{url} answered in the coding {coding!r:.40}, which was not asked for: save the page instead"
        )
    try:
        return gunzip(body, most)
    except DamagedInput as cause:
        raise FetchFailed(f"{url}: {cause}") from cause
