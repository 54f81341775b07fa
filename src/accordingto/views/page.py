"""Templates of the page: every value that is put into one is made visible first and escaped after."""

import hashlib
import re
from functools import cache
from importlib.resources import files
from urllib.parse import quote, urlsplit

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from accordingto.views import words
from accordingto.views.panel import bloc_name, quoted

THEMES = ("light", "dark")
KINDS = {
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
}


@cache
def templates() -> Environment:
    """The environment: autoescape on, an unknown name is an error, no control character gets through."""
    environment = Environment(
        loader=PackageLoader("accordingto.views", "web/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_visible,
    )
    environment.globals["plain_statuses"] = words.PLAIN_STATUSES
    environment.globals["asset"] = asset
    environment.globals["letters"] = words.LETTERS
    environment.filters |= {
        "amount": words.amount,
        "bloc_name": bloc_name,
        "count": words.count,
        "day": words.day,
        "days_worded": words.days_worded,
        "dots": words.dots,
        "listed": words.listed,
        "one_line": words.one_line,
        "origin_state": words.origin_state,
        "quoted": quoted,
        "segment": segment,
        "since": words.since,
        "stand": words.stand,
        "standing": words.standing,
        "when": words.when,
    }
    return environment


def render(request: Request, name: str, *, here: str = "", question: str = "", **values: object) -> str:
    """A page from its template, in the colours that the reader chose."""
    chosen = request.cookies.get("theme", "")
    shared = {
        "here": here,
        "question": question,
        "theme": chosen if chosen in THEMES else "",
        "back": str(request.url.path) + (f"?{request.url.query}" if request.url.query else ""),
        "writable": bool(request.app.state.writer),
        "note": request.app.state.current.note(),
    }
    return templates().get_template(name).render(**{**shared, **values})


def inside(address: str) -> str | None:
    """`address` where it is a path of this page, None where a browser would leave the page by it."""
    return address if re.fullmatch(r"/(?![/\\])[^\\\x00-\x1f]*", address) else None


def segment(value: str) -> str:
    """A value as one segment of an address: a slash in it is no new segment.

    >>> segment("a/b c")
    'a%2Fb%20c'
    """
    return quote(value, safe="")


@cache
def static_file(name: str) -> tuple[bytes, str] | None:
    """Bytes and kind of a file that the page may load, None where there is none of that name."""
    kind = KINDS.get(name.rpartition(".")[2])
    folder = files("accordingto.views").joinpath("web", "static")
    known = {item.name for item in folder.iterdir() if item.is_file()}
    return (folder.joinpath(name).read_bytes(), kind) if kind and name in known else None


def asset(name: str) -> str:
    """The address of a file, which changes with its bytes, so that a browser may keep it."""
    found = static_file(name)
    digest = hashlib.blake2b(found[0], digest_size=6).hexdigest() if found else "none"
    return f"/static/{name}?{digest}"


def _visible(value: object) -> object:
    return words.visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def web_address(url: str | None) -> str | None:
    """`url` where it is an http or https address that may stand in a link, else None."""
    if not url or words.visible(url) != url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
