"""Plain text with its header, and JSON records: one object a line, one object, or a list of them."""

import json
import re
from collections.abc import Iterator
from typing import Any

from accordingto.errors import DamagedInput
from accordingto.intake.reports import Found, Input, sha256
from accordingto.intake.text import charset_of, clean, decode, refuse_noise
from accordingto.model.codec import canonical
from accordingto.model.text import Reject

_HEADER_LINE = re.compile(r"(title|outlet|author|date|url|language)[ \t]*:[ \t]*(.*)", re.IGNORECASE)
_NAMES = {  # first name that has a value counts
    "text": ("text", "body", "content"),
    "title": ("title",),
    "outlet": ("outlet", "publisher", "source"),
    "author": ("author",),
    "url": ("url",),
    "published": ("published", "date"),
    "language": ("language", "lang"),
    "ref": ("id",),
}
_WIDE = ("utf-16", "utf-32")
_NO_TEXT = "it has no text: give it in a field named text, body or content"


def read_text(given: Input) -> Iterator[Found]:
    """The one report of a plain text; a header block at its top is taken as metadata."""
    head, body = split_header(clean(decode(given.raw, given.charset)))
    yield Found(
        text=body,
        raw=given.raw,
        where=given.where,
        title=head.get("title"),
        outlet=head.get("outlet"),
        author=head.get("author"),
        url=head.get("url") or given.url,
        published=head.get("date"),
        language=head.get("language"),
    )


def split_header(text: str) -> tuple[dict[str, str], str]:
    """The header block of a text and what follows it.

    A header is one or more lines `Title:`, `Outlet:`, `Author:`, `Date:`, `URL:`, `Language:`, each at most once,
    at the very top, ended by an empty line. Anything else is text, all of it.
    """
    head: dict[str, str] = {}
    at = 0
    while (end := text.find("\n", at)) >= 0:
        line = text[at:end]
        at = end + 1
        if not line.strip():
            return (head, text[at:]) if head else ({}, text)
        found = _HEADER_LINE.fullmatch(line)
        if not found or found[1].lower() in head:
            break
        head[found[1].lower()] = found[2].strip()
    return {}, text


def read_json(given: Input) -> Iterator[Found | Reject]:
    """The reports of a JSON document: an object, a list of objects, or (misnamed) one object a line."""
    try:
        value = _loads(decode(given.raw, given.charset))
    except DamagedInput:
        if not _starts_with_a_record(given.raw):
            raise
        yield from _each_line(given)
        return
    if not isinstance(value, list):
        yield _record(value, given.raw, given.where, given)
        return
    if not value:
        raise DamagedInput("it holds an empty list: nothing to take in")
    for number, item in enumerate(value, 1):
        yield _record(item, _spelt(item, given), f"{given.where}#{number}", given)


def read_lines(given: Input) -> Iterator[Found | Reject]:
    """The reports of a JSONL file, one a line; a line that is none is a reject of its own."""
    is_list = given.raw.lstrip()[:1] == b"["
    yield from read_json(given) if is_list else _each_line(given)


def _starts_with_a_record(raw: bytes) -> bool:
    first, _, rest = raw.strip().partition(b"\n")
    try:
        return bool(rest) and isinstance(_loads(decode(first)), dict)
    except DamagedInput:
        return False


def _spelt(item: object, given: Input) -> bytes:
    """The bytes of one item of a list; those of the whole file for an item that has no canonical spelling."""
    try:
        return canonical(item)
    except (
        ValueError,
        RecursionError,
    ):  # 1e999, which is no JSON number; nesting at the edge of what can be parsed
        return given.raw


def _each_line(given: Input) -> Iterator[Found | Reject]:
    for number, raw, line in _lines(given):
        if not line.strip():
            continue
        where = f"{given.where}:{number}"
        try:
            value = _loads(line)
        except DamagedInput as cause:
            yield Reject(where, str(cause), sha256=sha256(raw))
        else:
            yield _record(value, raw, where, given)


def _lines(given: Input) -> Iterator[tuple[int, bytes, str]]:
    """Number, bytes and text of each line. The charset is that of the whole file; a line keeps its own bytes."""
    charset = charset_of(given.raw, given.charset)
    if charset.startswith(_WIDE):
        for number, line in enumerate(decode(given.raw).split("\n"), 1):
            yield number, line.encode("utf-8"), line
        return
    refuse_noise(given.raw.decode(charset, "replace"))
    for number, raw in enumerate(given.raw.split(b"\n"), 1):
        yield number, raw, raw.decode(charset, "replace").removeprefix("\ufeff")


def _loads(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as cause:
        place = f"line {cause.lineno}, column {cause.colno}" if "\n" in text.strip() else f"column {cause.colno}"
        raise DamagedInput(f"it is not JSON ({cause.msg}, {place})") from cause
    except ValueError as cause:
        raise DamagedInput(f"it is not JSON ({cause})") from cause
    except RecursionError:
        raise DamagedInput("its JSON is nested too deeply") from None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


def _record(value: object, raw: bytes, where: str, given: Input) -> Found | Reject:
    if not isinstance(value, dict):
        return Reject(
            where, "it is not a JSON object: a report is an object with a field text", sha256=sha256(raw)
        )
    said = {field: _first(value, names) for field, names in _NAMES.items()}
    text = next((value[n] for n in _NAMES["text"] if isinstance(value.get(n), str) and value[n].strip()), None)
    if text is None:
        return Reject(where, _NO_TEXT, sha256=sha256(raw))
    only_one = where == given.where
    return Found(
        text=text,
        raw=raw,
        where=where,
        title=said["title"],
        outlet=said["outlet"],
        author=said["author"],
        url=said["url"] or (given.url if only_one else None),
        published=said["published"],
        language=said["language"],
        ref=said["ref"],
    )


def _first(record: dict[str, Any], names: tuple[str, ...]) -> str | None:
    return next((words for name in names if (words := _words(record.get(name)))), None)


def _words(value: object) -> str | None:
    """A field as words: a text, a number, a name inside an object, or several of them."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        name = value.get("name")
        return _words(name) if isinstance(name, str) else None
    if isinstance(value, list):
        parts = [_words(v) for v in value if isinstance(v, (str, dict))]
        return ", ".join(p for p in parts if p) or None
    return None
