"""A page to its text, with what its head says of it. The markup is hostile data: parsed, never run or followed.

The main text is found by trafilatura (Barbaresi 2021). Date, outlet and language are read here from what the page
declares, because a guess (from the address, a copyright line, the end of the title) would be printed as a fact.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from accordingto.errors import DamagedInput
from accordingto.intake.dates import iso_date
from accordingto.intake.reports import Found, Input, web_address
from accordingto.intake.text import clean, decode

SOURCE_PER_TEXT = 5
"""A page's source may be this many times as long as a text (`ACCORDINGTO_MAX_CHARACTERS`)."""

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|^\s*<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]+)", re.I
)
_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "dc.date.issued",
    "dcterms.issued", "dcterms.date", "dc.date", "parsely-pub-date", "sailthru.date", "citation_publication_date",
    "publish-date", "publish_date", "pubdate", "date",
)  # fmt: skip
_OUTLETS = ("og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "application-name")
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "details", "div", "dl", "dt", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "summary", "table", "tr", "ul",
))  # fmt: skip
_CELLS = frozenset(("td", "th"))
_UNREAD = frozenset((
    "audio", "button", "head", "iframe", "math", "noscript", "object", "script", "select", "style", "svg",
    "template", "textarea", "title", "video",
))  # fmt: skip
_BLANKS = re.compile(r"\s+")
# What a hostile page can make the extractor stumble over is a damaged page, not the end of the batch. These are
# caught around that one call, so that a fault of our own is still seen.
_STUMBLES = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|&(?:#\w+|[a-zA-Z]\w+);")


def read_page(given: Input, longest: int) -> Iterator[Found]:
    """The one report of a page whose source has at most `longest` characters.

    Raises DamagedInput when it is not a page, or one without text.
    """
    source = decode(given.raw, given.charset or _declared(given.raw))
    if len(source) > longest:
        raise DamagedInput(
            f"its source has {len(source):,} characters, more than {longest:,}: "
            "save its text, or raise ACCORDINGTO_MAX_CHARACTERS"
        )
    tree, page = _extract(source, given.url)
    stated = list(_linked_data(tree))
    url = given.url or web_address(page.url)
    yield Found(
        text=page.text,
        raw=given.raw,
        where=given.where,
        title=page.title,
        outlet=_outlet(tree, stated) or _host(url),
        author=page.author,
        url=url,
        published=_published(tree, stated),
        language=_language(tree),
    )


def _extract(source: str, url: str | None) -> tuple[Any, Any]:
    """The tree of a page and what trafilatura makes of it."""
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction, load_html

    page: Any = None
    # No search for dates in the text, and none that asks which day it is today.
    dates = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
    try:
        tree = load_html(source)
        if tree is not None:
            page = bare_extraction(
                tree, url=url, with_metadata=True, include_comments=False, date_extraction_params=dates
            )
    except (LxmlError, *_STUMBLES) as cause:
        raise DamagedInput(f"its HTML could not be read ({type(cause).__name__}): save its text") from cause
    if tree is None:
        raise DamagedInput("it holds no HTML: save it as .txt if it is plain text")
    if page is None or not (page.text or "").strip():
        raise DamagedInput("no text was found in the page: it may be built by a script; save the text itself")
    return tree, page


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:2048])
    return (found[1] or found[2]).decode("ascii", "ignore") if found else None


def _metas(tree: Any) -> dict[str, str]:  # noqa: ANN401 - lxml has no types
    """The first value of each meta element, by its name, property or itemprop in small letters."""
    said: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        value = (element.get("content") or "").strip()
        if name and value:
            said.setdefault(name.strip().lower(), value)
    return said


def _published(tree: Any, stated: list[dict[str, Any]]) -> str | None:  # noqa: ANN401
    """The date of publication that the page declares: in its meta elements, its linked data, its only time."""
    metas = _metas(tree)
    declared: list[object] = [metas.get(name) for name in _DATES]
    declared += [node.get("datePublished") for node in stated]
    times = [e for e in tree.iter("time") if e.get("datetime")]
    declared += [
        e.get("datetime") for e in times if "datePublished" in (e.get("itemprop") or "") or "pubdate" in e.attrib
    ]
    for value in declared:
        if day := iso_date(value):
            return day
    # Several times on a page are those of other stories and of comments as well.
    days = [iso_date(e.get("datetime")) for e in times]
    return days[0] if days and all(d is not None and d[:10] == (days[0] or "")[:10] for d in days) else None


def _outlet(tree: Any, stated: list[dict[str, Any]]) -> str | None:  # noqa: ANN401
    metas = _metas(tree)
    for meta in _OUTLETS:
        if (value := metas.get(meta)) and not web_address(value):
            return value.lstrip("@")
    for node in stated:
        publisher = node.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str) and name.strip():
            return name
    return None


def _host(url: str | None) -> str | None:
    return (urlsplit(url).hostname or "").removeprefix("www.") or None if url else None


def _language(tree: Any) -> str | None:  # noqa: ANN401
    root = tree.getroottree().getroot()
    declared = root.get("lang") or root.get("xml:lang")
    return str(declared) if declared else _metas(tree).get("og:locale")


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    """The nodes of the page's linked data (schema.org in JSON-LD) that describe the article or the page."""
    nodes: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            nodes.extend(_nodes(json.loads(script.text or "", strict=False)))
        except (ValueError, RecursionError):  # linked data that is none declares nothing
            continue
    for wanted in (("Article", "Posting", "Report"), ("WebPage",)):
        yield from (n for n in nodes if any(t.endswith(wanted) for t in _types(n)))


def _types(node: dict[str, Any]) -> list[str]:
    value = node.get("@type")
    return [t for t in (value if isinstance(value, list) else [value]) if isinstance(t, str)]


def _nodes(value: object) -> Iterator[dict[str, Any]]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            yield from _nodes(item.get("@graph", []))


def fragment_text(source: str) -> str:
    """The text of a piece of HTML, all of it but scripts and the like, one line a block."""
    from lxml.etree import LxmlError, iterwalk
    from lxml.html import document_fromstring

    try:
        root = document_fromstring(f"<html><body>{clean(source)}</body></html>")
    except (LxmlError, ValueError) as cause:
        raise DamagedInput(f"its HTML could not be read ({type(cause).__name__})") from cause
    parts: list[str] = []
    unread = 0
    for event, element in iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if event in ("start", "end") else ""
        if tag in _UNREAD:
            unread += 1 if event == "start" else -1
        if unread:
            continue
        parts.append("\n" if tag in _BLOCKS else " " if tag in _CELLS else "")
        words = element.tail if event != "start" else element.text
        if words and not (event != "start" and element is root):
            parts.append(_BLANKS.sub(" ", words))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def is_markup(text: str) -> bool:
    """Whether a text is written in HTML: it has a tag, a comment or a character reference."""
    return bool(_MARKUP.search(text))
