"""A letter of reliability written into the user's own table of sources, everything else in the file as it was.

tomlkit keeps comments, order and spelling; what comes out is read again and held against what was meant before it
takes the place of the file.
"""

import os
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from accordingto.errors import SourcesError
from accordingto.ledger.sourcefile import LETTERS

MADE = "# graded at the desk"
"""What stands beside the head of an entry that was made for its letter alone; it goes with its letter."""


def write_letter(path: Path, names: Sequence[str], letter: str | None) -> None:
    """Write into the file at `path` how reliable the source of these names is; None takes the letter out.

    The file is made where there is none. Raises SourcesError when it cannot be read, changed or written.
    """
    path = path.resolve()
    try:
        changed = lettered(path.read_bytes().decode("utf-8") if path.exists() else "", names, letter)
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise SourcesError(f"{path} cannot be changed ({error}): mend it, or allow it") from error
    if changed is None:
        raise SourcesError(f"{path} is written in a way that the desk cannot change safely: change it by hand")
    try:
        _replace(path, changed)
    except OSError as error:
        raise SourcesError(
            f"{path} cannot be written ({error.strerror or error}): allow it, or change it by hand"
        ) from error


def lettered(text: str, names: Sequence[str], letter: str | None) -> str | None:
    """`text` with the letter of the source of these names; None where its sources are no `[[source]]` entries.

    The first of the names is that of an entry that is made. Raises TOMLKitError where the text is no TOML.
    """
    if letter is not None and letter not in LETTERS:
        raise SourcesError(f"no such reliability: {letter!r}; one of {', '.join(LETTERS)}")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    document = tomlkit.parse(text.removeprefix(mark))
    entries = document.setdefault("source", tomlkit.aot())
    if not isinstance(entries, AoT):
        return None
    at = next((n for n, entry in enumerate(entries) if _is_of(entry, names)), None)
    if letter is not None:
        if at is None:
            entries.append(_made(names[0]))
        entries[-1 if at is None else at]["reliability"] = letter
    elif at is not None and entries[at].trivia.comment == MADE and set(entries[at]) <= {"name", "reliability"}:
        del entries[at]
    elif at is not None:
        entries[at].pop("reliability", None)
    if not entries:
        del document["source"]
    return _as_meant(mark, document, windows="\r\n" in text)


def _made(name: str) -> Table:
    made = tomlkit.table()
    made.comment(MADE)
    made["name"] = name
    return made


def _as_meant(mark: str, document: tomlkit.TOMLDocument, *, windows: bool) -> str | None:
    """The document written, with the line ends of its file; None where it would be read as something else."""
    written = tomlkit.dumps(document)
    if windows:
        written = written.replace("\r\n", "\n").replace("\n", "\r\n")
    try:
        return mark + written if tomllib.loads(written) == document.unwrap() else None
    except tomllib.TOMLDecodeError:
        return None


def _is_of(entry: Table, names: Sequence[str]) -> bool:
    given = [entry.get("name"), *(entry.get("aliases") or [])]
    return bool({_plain(n) for n in given if isinstance(n, str)} & {_plain(n) for n in names})


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


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
