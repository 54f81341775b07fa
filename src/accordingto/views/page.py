"""Templates of the page: every value that is put into one is made visible first and escaped after."""

from functools import cache
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from accordingto.views import words
from accordingto.views.panel import bloc_name, quoted


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
    environment.filters |= {
        "amount": words.amount,
        "bloc_name": bloc_name,
        "count": words.count,
        "day": words.day,
        "dots": words.dots,
        "listed": words.listed,
        "one_line": words.one_line,
        "origin_state": words.origin_state,
        "quoted": quoted,
        "since": words.since,
        "stand": words.stand,
        "standing": words.standing,
        "when": words.when,
    }
    return environment


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
