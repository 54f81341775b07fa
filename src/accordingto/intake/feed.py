"""A feed (RSS 0.9 to 2.0, RSS 1.0, Atom) to its reports, one an item, each with the bytes of its own item.

Read with lxml alone. A feed reader that hands out finished dates cannot be used here: those that were tried fill a
missing year from the clock and take a bare number for a date (`docs/decisions/0003-fetching.md`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from typing import Any
from urllib.parse import urljoin

from accordingto.errors import DamagedInput, UnsupportedFormat
from accordingto.intake.dates import iso_date
from accordingto.intake.html import fragment_text, is_markup
from accordingto.intake.reports import Found, Input, sha256, web_address
from accordingto.intake.text import clean, decode
from accordingto.model.text import Reject

_ATOM = ("http://www.w3.org/2005/Atom", "https://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
_PREFIXES = {
    "": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    **dict.fromkeys(_ATOM, ""),
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
}
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_TEXTS = ("content:encoded", "content", "description", "summary")
_DATES = ("pubdate", "published", "issued", "dc:date", "dcterms:issued", "date", "updated", "modified")
_AUTHORS = ("author", "dc:creator", "creator")

_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")
_REFERENCE = re.compile(r"&(?:#[0-9]+;|#[xX][0-9a-fA-F]+;|([a-zA-Z][a-zA-Z0-9]*;))?")
_OF_XML = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_ITEM_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_ROOT_END = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*$", re.IGNORECASE | re.DOTALL)
_NO_ITEMS = "the feed has no items: nothing to take in"
_MAIL_AND_NAME = re.compile(r"\S+@\S+\s+\((.+)\)")


@dataclass(frozen=True, slots=True)
class _About:
    """What a feed says of all its items; `base` is the address that theirs are relative to."""

    title: str | None
    language: str | None
    base: str


def read_feed(given: Input) -> Iterator[Found | Reject]:
    """The reports of a feed in its own order; what is damaged in it is a reject beside them.

    Raises UnsupportedFormat for XML that is no feed and DamagedInput for a feed of which nothing can be read.
    """
    declared = _DECLARED.match(given.raw[:400])
    source = decode(given.raw, given.charset or (declared[1].decode("ascii") if declared else None))
    root, damage = _parse(source)
    if _name(root) not in ("rss", "feed", "rdf:rdf", "rdf"):
        name = root.tag.rpartition("}")[2]
        raise UnsupportedFormat(f"XML with the root element <{name}> is not a feed: save it as text or HTML")
    items = [e for e in root.iter() if _name(e) in ("item", "entry")]
    if not items:
        raise DamagedInput(
            f"the feed is damaged and nothing of it can be read ({damage})" if damage else _NO_ITEMS
        )
    cut = damage is not None and _is_cut(source, len(items))
    about = _about(root, given.url)
    for number, item in enumerate(items, 1):
        where = f"{given.where}#{number}"
        if cut and number == len(items):
            yield Reject(where, "this item is cut off: get the feed again", sha256=sha256(_bytes(item)))
        else:
            yield _read_item(item, where, about)
    if damage:
        came = f"the feed is damaged ({damage}): {len(items) - cut} items were read"
        yield Reject(given.where, f"{came}, others may be missing; get it again", sha256=sha256(given.raw))


def _about(root: Any, url: str | None) -> _About:  # noqa: ANN401 - lxml has no types
    channel = next((e for e in root if _name(e) == "channel"), root)
    said = _children(channel)
    return _About(
        title=_plain(said.get("title")),
        language=_plain(said.get("language")) or _plain(said.get("dc:language")) or root.get(_XML_LANGUAGE),
        base=url or web_address(_link(channel, said)) or "",
    )


def _parse(source: str) -> tuple[Any, str | None]:
    """The root of an XML document, and what is wrong with the document if something is."""
    from lxml import etree

    def parser(*, recover: bool) -> Any:  # noqa: ANN401
        # Nothing outside the document is loaded and no entity is expanded: the document is hostile data.
        return etree.XMLParser(
            recover=recover,
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )

    try:
        return etree.fromstring(source.lstrip("\ufeff").encode("utf-8"), parser(recover=False)), None
    except etree.XMLSyntaxError:
        pass
    lenient = parser(recover=True)
    try:
        root = etree.fromstring(_mended(source).encode("utf-8"), lenient)
    except etree.XMLSyntaxError as cause:
        raise DamagedInput(f"it is not XML ({cause})") from cause
    if root is None:
        raise DamagedInput("it is not XML: no element can be read")
    # An undeclared prefix (dc:creator) loses nothing: such an element is known by its written name.
    errors = [e for e in lenient.error_log if e.level_name != "WARNING" and e.domain_name != "NAMESPACE"]
    return root, f"line {errors[0].line}: {errors[0].message.strip()}" if errors else None


def _mended(source: str) -> str:
    """The document without what XML forbids and feeds do all the same, where mending it loses nothing."""

    def refer(found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return found[0] if len(found[0]) > 1 else "&amp;"
        if name in _OF_XML:
            return found[0]
        characters = html5.get(name)
        return "".join(f"&#{ord(c)};" for c in characters) if characters else f"&amp;{name}"

    start = source.find("<")
    return _REFERENCE.sub(refer, clean(source[max(start, 0) :]))


def _is_cut(source: str, items: int) -> bool:
    """Whether a damaged feed breaks off inside its last item."""
    return not _ROOT_END.search(source[-1000:]) and len(_ITEM_END.findall(source)) < items


def _read_item(item: Any, where: str, about: _About) -> Found | Reject:  # noqa: ANN401
    try:
        found = _found(item, where, about)
    except DamagedInput as cause:
        return Reject(where, str(cause), sha256=sha256(_bytes(item)))
    if found.text:
        return found
    return Reject(where, "this item has no text: neither content nor summary", sha256=sha256(found.raw))


def _found(item: Any, where: str, about: _About) -> Found:  # noqa: ANN401
    said = _children(item)
    return Found(
        text=next((t for name in _TEXTS if (t := _text(said.get(name))).strip()), ""),
        raw=_bytes(item),
        where=where,
        title=_plain(said.get("title")),
        outlet=_origin(said.get("source")) or about.title,
        author=_author(said),
        url=_address(item, said, about.base),
        published=next((_plain(said[n]) for n in _DATES if n in said and iso_date(_plain(said[n]))), None),
        language=item.get(_XML_LANGUAGE) or _plain(said.get("dc:language")) or about.language,
        ref=_plain(said.get("guid")) or _plain(said.get("id")),
    )


def _name(element: Any) -> str:  # noqa: ANN401
    """The name of a feed's element in small letters, with a prefix of ours for what is not the feed's own."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    space, _, local = tag.rpartition("}")
    prefix = _PREFIXES.get(space.removeprefix("{"), "other:")
    return prefix + local.lower()


def _children(element: Any) -> dict[str, Any]:  # noqa: ANN401
    """The first child of each name."""
    found: dict[str, Any] = {}
    for child in element:
        if name := _name(child):
            found.setdefault(name, child)
    return found


def _bytes(item: Any) -> bytes:  # noqa: ANN401
    from lxml import etree

    serialised: bytes = etree.tostring(item, encoding="utf-8", with_tail=False)
    return serialised


def _text(element: Any) -> str:  # noqa: ANN401
    """The text that an element gives: HTML to text where it is HTML."""
    if element is None:
        return ""
    if len(element):
        return fragment_text(_bytes(element).decode("utf-8"))
    written = "".join(element.itertext())
    is_atom = element.tag.rpartition("}")[0].removeprefix("{") in _ATOM
    if is_atom and element.get("type", "text") in ("text", "text/plain"):
        return written
    return fragment_text(written) if is_markup(written) else written


def _plain(element: Any) -> str | None:  # noqa: ANN401
    """The words of a short element on one line."""
    return " ".join(_text(element).split()) or None


def _link(element: Any, said: dict[str, Any]) -> str | None:  # noqa: ANN401
    """The address of the page that an item or a channel stands for."""
    for link in element:
        if _name(link) == "link" and link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href")).strip()
    guid = said.get("guid")
    if written := _plain(said.get("link")):
        return written
    return web_address(_plain(guid)) if guid is not None and guid.get("isPermaLink") != "false" else None


def _address(item: Any, said: dict[str, Any], base: str) -> str | None:  # noqa: ANN401
    link = _link(item, said)
    try:
        return web_address(urljoin(base, link)) if link else None
    except ValueError:  # an address that cannot be joined, such as http://[
        return None


def _author(said: dict[str, Any]) -> str | None:
    element = next((said[name] for name in _AUTHORS if name in said), None)
    if element is None:
        return None
    written = _plain(_children(element).get("name")) or _plain(element)
    named = _MAIL_AND_NAME.fullmatch(written or "")
    return named[1] if named else written


def _origin(element: Any) -> str | None:  # noqa: ANN401
    """The outlet that an item was taken over from, where a feed gathers those of others."""
    if element is None:
        return None
    return _plain(_children(element).get("title")) if len(element) else _plain(element)
