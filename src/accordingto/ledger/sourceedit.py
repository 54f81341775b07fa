"""A letter of reliability written into the user's own table of sources, everything else in the file as it was.

The file is changed as text, in one line, so that comments, order and spelling stay; what comes out is parsed and
held against what was meant before it takes the place of the file.
"""

import json
import os
import re
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from accordingto.errors import SourcesError
from accordingto.ledger.sourcefile import LETTERS

MADE = "# graded at the desk"
"""What stands above an entry that was made for its letter alone; it goes with its letter."""

_HEAD = re.compile(r"\s*\[\[\s*source\s*\]\]")
_LETTER = re.compile(r"""(\s*["']?reliability["']?\s*=\s*)(?:"[^"]*"|'[^']*')(.*)""", re.DOTALL)


def write_letter(path: Path, names: Sequence[str], letter: str | None) -> None:
    """Write into the file at `path` how reliable the source of these names is; None takes the letter out.

    The file is made where there is none. Raises SourcesError when it cannot be read, changed or written.
    """
    path = path.resolve()
    try:
        text = path.read_bytes().decode("utf-8") if path.exists() else ""
        whole = tomllib.loads(text.removeprefix("\ufeff"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourcesError(f"{path} cannot be changed ({error}): mend it, or allow it") from error
    changed = lettered(text, whole.get("source", []), names, letter)
    if changed is None:
        raise SourcesError(f"{path} is written in a way that the desk cannot change safely: change it by hand")
    try:
        _replace(path, changed)
    except OSError as error:
        raise SourcesError(
            f"{path} cannot be written ({error.strerror or error}): allow it, or change it by hand"
        ) from error


def lettered(text: str, entries: Any, names: Sequence[str], letter: str | None) -> str | None:  # noqa: ANN401
    """`text` with the letter of the source of these names; None where that cannot be done in a line or two.

    `entries` are those that stand in the text. The first of the names is that of an entry that is made.
    """
    if letter is not None and letter not in LETTERS:
        raise SourcesError(f"no such reliability: {letter!r}; one of {', '.join(LETTERS)}")
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        return None
    at = next((n for n, entry in enumerate(entries) if _is_of(entry, names)), None)
    if at is None:
        if letter is None:
            return text
        changed, meant = _appended(text, names[0], letter), [*entries, {"name": names[0], "reliability": letter}]
    else:
        kept = {k: v for k, v in entries[at].items() if k != "reliability"}
        lines = text.splitlines(keepends=True)
        heads = [n for n, line in enumerate(lines) if _HEAD.match(line)]
        if len(heads) != len(entries):
            return None
        begin, end = heads[at], heads[at + 1] if at + 1 < len(heads) else len(lines)
        if letter is None and set(kept) == {"name"} and begin and lines[begin - 1].strip() == MADE:
            meant = [e for n, e in enumerate(entries) if n != at]
            changed = "".join(_without(lines, begin, end))
        else:
            meant = list(entries)
            meant[at] = kept if letter is None else {**kept, "reliability": letter}
            changed = "".join([*lines[:begin], *_changed(lines[begin:end], letter), *lines[end:]])
    return changed if _says(changed, meant) else None


def _is_of(entry: dict[str, Any], names: Sequence[str]) -> bool:
    given = [entry.get("name"), *(entry.get("aliases") or [])]
    return bool({_plain(n) for n in given if isinstance(n, str)} & {_plain(n) for n in names})


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _appended(text: str, name: str, letter: str) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text.strip() else end if text.endswith("\n") else end * 2
    named = json.dumps(name, ensure_ascii=False)
    return f'{text}{gap}{MADE}{end}[[source]]{end}name = {named}{end}reliability = "{letter}"{end}'


def _changed(lines: Sequence[str], letter: str | None) -> list[str]:
    """The lines of an entry with another letter, or without one."""
    at = next((n for n, line in enumerate(lines) if _LETTER.match(line)), None)
    if at is None:
        end = "\r\n" if lines[0].endswith("\r\n") else "\n"
        head = lines[0] if lines[0].endswith("\n") else lines[0] + end
        return [head, *([f'reliability = "{letter}"{end}'] if letter else []), *lines[1:]]
    if letter is None:
        return [*lines[:at], *lines[at + 1 :]]
    return [*lines[:at], _LETTER.sub(rf'\g<1>"{letter}"\g<2>', lines[at]), *lines[at + 1 :]]


def _without(lines: Sequence[str], begin: int, end: int) -> list[str]:
    """The lines without an entry that the desk made, its comment and the empty line before it."""
    first = begin - 1
    if first and not lines[first - 1].strip():
        first -= 1
    body = next((n for n in range(begin + 1, end) if not lines[n].strip() or lines[n].startswith("#")), end)
    return [*lines[:first], *lines[body:]]


def _says(text: str, entries: list[Any]) -> bool:
    try:
        whole = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError:
        return False
    return {k: v for k, v in whole.items() if k != "source"} == {} and whole.get("source", []) == entries


def _replace(path: Path, text: str) -> None:
    """Put `text` in the place of the file in one step: whoever reads it finds the one or the other."""
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
