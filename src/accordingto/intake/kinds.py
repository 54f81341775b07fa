"""What bytes are: a format told by its first bytes, then by the name; gzip taken off, within bounds."""

import gzip
import io
import re
import zlib
from pathlib import PurePosixPath
from typing import Literal

from accordingto.errors import DamagedInput, UnsupportedFormat

Kind = Literal["text", "json", "jsonl", "html", "feed"]

READ = ".txt .md .text, .jsonl .ndjson .json, .html .htm .xhtml, .xml .rss .atom, each also as .gz"
"""The endings that are taken in, for messages."""

_BY_NAME: dict[str, Kind] = {
    "": "text", ".txt": "text", ".md": "text", ".text": "text",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".xml": "feed", ".rss": "feed", ".atom": "feed",
}  # fmt: skip
_AS_TEXT = "save it as text or HTML"
_IMAGE = "an image is not read: type or recognise its text first"
_NOT_READ = (
    (b"%PDF-", f"PDF is not read yet: {_AS_TEXT}"),
    (b"WARC/1.", "WARC is not read yet: take the pages out of it as HTML files"),
    (b"{\\rtf", f"RTF is not read: {_AS_TEXT}"),
    (
        b"PK\x03\x04",
        f"a zip archive (also .docx, .odt, .epub) is not read: take the files out of it, or {_AS_TEXT}",
    ),
    (b"\xd0\xcf\x11\xe0", f"an old Office document is not read: {_AS_TEXT}"),
    (b"7z\xbc\xaf", "a 7z archive is not read: take the files out of it"),
    (b"BZh91AY&SY", "bzip2 is not read: unpack it first"),
    (b"\xfd7zXZ", "xz is not read: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd is not read: unpack it first"),
    (b"\x89PNG", _IMAGE),
    (b"\xff\xd8\xff", _IMAGE),
    (b"GIF87a", _IMAGE),
    (b"GIF89a", _IMAGE),
    (b"SQLite format 3\0", "a database is not read: export its texts as JSONL"),
)
_GZIP = b"\x1f\x8b"
_TAR = slice(257, 262)
_HEAD = 4096
_PROLOGUE = re.compile(
    r"(?:\s|<\?.*?\?>|<!--.*?-->|<!doctype\s[^>\[]*(?:\[.*?\]\s*)?>)*", re.DOTALL | re.IGNORECASE
)
_ELEMENT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")


def kind_of(name: str, raw: bytes) -> Kind:
    """The format of `raw`, which came under `name`.

    Raises UnsupportedFormat for what has no reader and DamagedInput for what is empty.
    """
    if not raw.strip():
        raise DamagedInput("it is empty" if not raw else "it holds nothing but blanks")
    _refuse_known(raw)
    ending = PurePosixPath(name).suffix.lower()
    by_name = _BY_NAME.get(ending)
    if by_name in ("json", "jsonl"):
        return by_name
    by_root = _by_root(raw)
    if by_root:
        return by_root
    if not ending and raw.lstrip()[:1] in (b"{", b"["):
        return "json"
    if by_name is None:
        raise UnsupportedFormat(f"there is no reader for {ending} files; taken in are {READ}")
    return by_name


def _refuse_known(raw: bytes) -> None:
    start = raw[:64].lstrip()
    for signature, reason in _NOT_READ:
        if start.startswith(signature):
            raise UnsupportedFormat(reason)
    if raw[_TAR] == b"ustar":
        raise UnsupportedFormat("a tar archive is not read: take the files out of it")


def _by_root(raw: bytes) -> Kind | None:
    """The format that the first element tells: a page and a feed are known whatever their name is."""
    head = raw[:_HEAD]
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    start = head.decode("utf-16" if wide else "utf-8", "replace").lstrip("\ufeff")
    prologue = _PROLOGUE.match(start)
    rest = start[prologue.end() :] if prologue else start
    element = _ELEMENT.match(rest)
    root = element[1].lower() if element else ""
    if root in ("rss", "feed", "rdf"):
        return "feed"
    return "html" if root in ("html", "head", "body") or "<!doctype html" in start[:200].lower() else None


def packed(raw: bytes) -> bool:
    """Whether the bytes are gzip data."""
    return raw.startswith(_GZIP)


def gunzip(raw: bytes, most: int) -> bytes:
    """What gzip data holds. Raises DamagedInput when it is damaged, cut off, or holds more than `most` bytes."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as packed_file:
            plain = packed_file.read(most + 1)
    except EOFError:
        raise DamagedInput("its gzip data is cut off: get the file again") from None
    except (OSError, zlib.error) as cause:
        raise DamagedInput(f"its gzip data is damaged ({cause}): get the file again") from cause
    if len(plain) > most:
        raise DamagedInput(f"it unpacks to more than {most:,} bytes: split it or raise ACCORDINGTO_MAX_BYTES")
    return plain
