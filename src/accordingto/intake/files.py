"""Files, folders and addresses to receipts: whatever stands there, a report or a reject with its reason."""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from accordingto.config import Settings, settings
from accordingto.errors import DamagedInput, IntakeError, UnsupportedFormat
from accordingto.intake.dates import ACCEPTED, iso_date
from accordingto.intake.kinds import gunzip, kind_of, packed
from accordingto.intake.records import read_json, read_lines, read_text
from accordingto.intake.reports import Found, Input, settle, sha256
from accordingto.intake.text import clean
from accordingto.model.text import Receipt, Reject

_ADDRESS = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*)://")


def take_in(
    where: str | Path, *, retrieved: str | None = None, limits: Settings | None = None
) -> Iterator[Receipt | Reject]:
    """The reports in a file, in a folder and all below it, or at an http or https address.

    Each comes as a Receipt; what could not be taken in comes as a Reject with its reason, and the rest goes on.
    The order is that of the names, then of the items in a file. Hidden files in a folder are passed over.
    `retrieved` is the day to note on the reports; nothing here asks the clock. Raises IntakeError, at once, when
    `retrieved` is no date; nothing that stands at `where` raises.
    """
    day = None if retrieved is None else iso_date(retrieved)
    if retrieved is not None and day is None:
        raise IntakeError(f"retrieved: {retrieved!r:.60} is not a date with a year; write it like {ACCEPTED}")
    in_force = limits or settings()
    if isinstance(where, str) and _ADDRESS.match(where):
        return _from_address(where.strip(), day, in_force)
    return _from_path(Path(where), day, in_force)


def _from_address(address: str, day: str | None, limits: Settings) -> Iterator[Receipt | Reject]:
    from accordingto.intake.fetch import fetch

    try:
        given = fetch(address, limits)
    except IntakeError as cause:
        yield Reject(_shown(_without_login(address)), str(cause))
    else:
        yield from _receipts(given, day, limits)


def _from_path(top: Path, day: str | None, limits: Settings) -> Iterator[Receipt | Reject]:
    for path in _files(top):
        if isinstance(path, Reject):
            yield path
            continue
        where = _shown(path)
        try:
            raw = _bytes_of(path, limits.max_bytes)
        except IntakeError as cause:
            yield Reject(where, str(cause))
        else:
            yield from _receipts(Input(raw, path.name, where), day, limits)


def _receipts(given: Input, day: str | None, limits: Settings) -> Iterator[Receipt | Reject]:
    nothing = True
    try:
        for found in _read(given, limits):
            nothing = False
            yield found if isinstance(found, Reject) else settle(found, day, limits)
        if nothing:
            raise DamagedInput("it holds no report: nothing to take in")
    except IntakeError as cause:
        yield Reject(given.where, str(cause), sha256=sha256(given.raw))


def _read(given: Input, limits: Settings) -> Iterator[Found | Reject]:
    """What the reader for the format of the bytes finds in them."""
    if packed(given.raw):
        inner = given.name.removesuffix(".gz")
        given = Input(gunzip(given.raw, limits.max_bytes), inner, given.where, given.url, given.charset)
        if packed(given.raw):
            raise UnsupportedFormat("it is packed twice: unpack it first")
    kind = kind_of(given.name, given.raw)
    if kind == "text":
        return read_text(given)
    if kind == "json":
        return read_json(given)
    if kind == "jsonl":
        return read_lines(given)
    if kind == "html":
        from accordingto.intake.html import SOURCE_PER_TEXT, read_page

        return read_page(given, SOURCE_PER_TEXT * limits.max_characters)
    from accordingto.intake.feed import read_feed

    return read_feed(given)


def _files(top: Path) -> Iterator[Path | Reject]:
    """The files at and below `top`, by name; a Reject for what is none or cannot be looked into."""
    try:
        is_folder = stat.S_ISDIR(top.stat().st_mode)
    except (OSError, ValueError) as cause:
        yield Reject(_shown(top), _why(cause, top))
        return
    if not is_folder:
        yield top
        return
    empty = True
    for found in _below(top):
        empty = False
        yield found
    if empty:
        yield Reject(_shown(top), "the folder holds no files (hidden ones are passed over)")


def _below(top: Path) -> Iterator[Path | Reject]:
    """The files below a folder. Each folder on the way carries those that it stands in, by device and number."""
    pending: list[tuple[Path, tuple[tuple[int, int], ...]]] = [(top, ())]
    while pending:
        path, above = pending.pop()
        if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a folder may not be looked into
            yield path
            continue
        try:
            about = path.stat()
            inside = sorted(p for p in path.iterdir() if not p.name.startswith("."))
        except OSError as cause:
            yield Reject(_shown(path), _why(cause, path))
            continue
        here = (about.st_dev, about.st_ino)
        if here in above:
            yield Reject(_shown(path), "this link leads back to a folder that it stands in: remove the link")
        else:
            pending.extend((p, (*above, here)) for p in reversed(inside))


def _bytes_of(path: Path, most: int) -> bytes:
    """The bytes of a file. Raises IntakeError for what is no file, cannot be read, or holds more than `most`."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise UnsupportedFormat("it is not a file but a device, pipe or socket: save what it gives to a file")
        if about.st_size <= most:
            with path.open("rb") as file:
                raw = file.read(most + 1)
            if len(raw) <= most:
                return raw
    except OSError as cause:
        raise IntakeError(_why(cause, path)) from cause
    raise DamagedInput(f"it has more than {most:,} bytes: split it or raise ACCORDINGTO_MAX_BYTES")


def _why(cause: OSError | ValueError, path: Path) -> str:
    """Why a path cannot be read, and what to do."""
    if isinstance(cause, FileNotFoundError):
        if path.is_symlink():
            return "this link points to nothing: remove it or restore what it pointed to"
        return "there is no such file or folder: check the path"
    if isinstance(cause, PermissionError):
        return "there is no permission to read it: change its mode or its owner"
    if isinstance(cause, OSError):
        return f"it cannot be read ({cause.strerror or cause})"
    return f"this is not a path ({cause})"


def _shown(path: str | Path) -> str:
    """A path as text that can be printed and stored: bytes that are no UTF-8, and control characters, replaced."""
    return clean(os.fspath(path)).replace("\n", " ")


def _without_login(address: str) -> str:
    return re.sub(r"(://)[^/?#]*@", r"\1", address)
