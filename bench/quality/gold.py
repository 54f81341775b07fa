"""Gold files in, readings out: what every task needs before it can predict."""

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import accordingto

Json = dict[str, Any]
DAY = re.compile(r"\d{4}-\d\d-\d\d")


class GoldError(Exception):
    """A gold file is missing or is not what the task reads."""


def lines(path: Path) -> Iterator[Json]:
    """The objects of a JSON Lines file. Raises GoldError that names the file and the line."""
    try:
        with path.open(encoding="utf-8", newline="\n") as f:
            for no, line in enumerate(f, 1):
                if line.strip():
                    yield _object(path, no, line)
    except OSError as e:
        raise GoldError(f"{path}: cannot be read ({e.strerror})") from e


def _object(path: Path, no: int, line: str) -> Json:
    try:
        value = json.loads(line)
    except ValueError as e:
        raise GoldError(f"{path}, line {no}: not JSON ({e})") from e
    if not isinstance(value, dict) or not all(isinstance(value.get(key), str) for key in ("id", "text")):
        raise GoldError(f'{path}, line {no}: an object with "id" and "text" was expected')
    return value


def digest(*paths: Path) -> str:
    """SHA-256 over the bytes of the files, in order."""
    sha = hashlib.sha256()
    for path in paths:
        try:
            sha.update(path.read_bytes())
        except OSError as e:
            raise GoldError(f"{path}: cannot be read ({e.strerror})") from e
    return sha.hexdigest()


def read_line(line: Json) -> accordingto.Reading | None:
    """The reading of one gold line, as a user would get it; None, with a line on stderr, where there is none.

    A reader that breaks on one report has found nothing in it; the others are measured all the same. Raises
    GoldError when the reading is of another text than the gold: no offset would mean anything then.
    """
    try:
        reading = accordingto.read(
            line["text"],
            published=_day(line.get("published") or line.get("date") or line.get("dct")),
            outlet=line.get("outlet") or line.get("publisher"),
            title=line.get("title"),
            language=line.get("lang"),
            url=line.get("url"),
        )
        if reading.report.text != line["text"]:
            # taking in drops control characters, and the gold's offsets count them
            reading = accordingto.read(replace(reading.report, text=line["text"]))
    except accordingto.AccordingToError as e:
        print(f"not read: {line['id']}: {e}", file=sys.stderr)
        return None
    except Exception as e:  # noqa: BLE001 - whatever it is, it is this report's alone, and it is told
        print(f"THE READER BROKE on {line['id']}: {type(e).__name__}: {e}", file=sys.stderr)
        return None
    if reading.report.text != line["text"]:
        raise GoldError(f"{line['id']}: the reading has another text than the gold")
    return reading


def _day(value: object) -> str | None:
    """A date that the reader takes; a corpus may have others, and a report is not lost for that."""
    return value if isinstance(value, str) and DAY.match(value) else None


def readings(path: Path) -> Iterator[tuple[Json, accordingto.Reading | None]]:
    """Each gold line with its reading, once an id: several people's annotations of one text share a reading."""
    seen: dict[str, str] = {}
    for line in lines(path):
        if line["id"] not in seen:
            seen[line["id"]] = line["text"]
            yield line, read_line(line)
        elif seen[line["id"]] != line["text"]:
            raise GoldError(f"{path}: two texts have the id {line['id']!r}")
