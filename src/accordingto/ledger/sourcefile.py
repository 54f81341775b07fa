"""The user's own table of sources: a TOML file of `[[source]]` entries that outranks what the program knows.

    [[source]]
    name = "National Intelligence Service"
    aliases = ["NIS", "South Korea's spy agency"]
    bloc = "KR"
    class = "state_body"
    reliability = "B"
    interested_in = ["North Korea"]

Whatever in it is not understood is an error that names the file and the line.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from accordingto.errors import SourcesError
from accordingto.model.claim import NARRATOR, SOURCE_CLASSES
from accordingto.model.event import KnownSource

KEYS = ("name", "aliases", "bloc", "class", "reliability", "interested_in")
LETTERS = "ABCDEF"
CLASSES = tuple(c for c in SOURCE_CLASSES if c != NARRATOR)
_HEAD = re.compile(r"\s*\[\[\s*source\s*\]\]")


def read_sources(path: Path) -> tuple[KnownSource, ...]:
    """The entries of the file at `path`, in its order. Raises SourcesError, with the line where there is one."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SourcesError(
            f"{path} cannot be read ({error.strerror or error}): allow it, or name another"
        ) from error
    except UnicodeDecodeError as error:
        raise SourcesError(f"{path} is not UTF-8 (byte {error.start}): save it as UTF-8") from error
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourcesError(f"{path} is no TOML: {error}") from error
    return _File(path, text.split("\n")).entries(whole)


class _File:
    """A file that was parsed, with its lines, which the parser does not give."""

    def __init__(self, path: Path, lines: Sequence[str]) -> None:
        self.path = path
        self.lines = lines
        self.heads = [n for n, line in enumerate(lines) if _HEAD.match(line)]
        self.named: dict[str, str] = {}

    def entries(self, whole: Mapping[str, Any]) -> tuple[KnownSource, ...]:
        for key in whole:
            if key != "source":
                self.wrong(
                    self.line(key, 0, len(self.lines)), f"no such table: {key!r}; entries begin with [[source]]"
                )
        given = whole.get("source", [])
        if not isinstance(given, list) or not all(isinstance(e, dict) for e in given):
            self.wrong(
                self.line("source", 0, len(self.lines)), "a source begins with [[source]], in two brackets each"
            )
        return tuple(self.entry(i, e) for i, e in enumerate(given))

    def entry(self, i: int, given: Mapping[str, Any]) -> KnownSource:
        for key in given:
            if key not in KEYS:
                self.wrong(self.at(i, key), f"no such key: {key!r}; one of {', '.join(KEYS)}")
        name = self.text(i, given, "name")
        if name is None:
            self.wrong(self.at(i, "name"), "a source needs a name")
        made = KnownSource(
            name=name,
            aliases=self.texts(i, given, "aliases"),
            bloc=self.text(i, given, "bloc"),
            class_=self.one_of(i, given, "class", CLASSES),
            reliability=self.one_of(i, given, "reliability", tuple(LETTERS)),
            interested_in=self.texts(i, given, "interested_in"),
        )
        self.once(i, made)
        return made

    def once(self, i: int, made: KnownSource) -> None:
        """No name may stand for two sources."""
        for name in dict.fromkeys((made.name, *made.aliases)):
            other = self.named.setdefault(" ".join(name.casefold().split()), made.name)
            if other != made.name:
                key = "name" if name == made.name else "aliases"
                self.wrong(
                    self.at(i, key), f"{name!r} is a name of {other!r} already: a name stands for one source"
                )

    def text(self, i: int, given: Mapping[str, Any], key: str) -> str | None:
        value = given.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self.wrong(self.at(i, key), f"{key} must be words in quotation marks, not {value!r}")
        return value.strip()

    def texts(self, i: int, given: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = given.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            self.wrong(self.at(i, key), f'{key} must be a list of words, such as ["NIS"], not {value!r}')
        return tuple(v.strip() for v in value)

    def one_of(self, i: int, given: Mapping[str, Any], key: str, allowed: tuple[str, ...]) -> str | None:
        value = self.text(i, given, key)
        if value is not None and value not in allowed:
            self.wrong(self.at(i, key), f"no such {key}: {value!r}; one of {', '.join(allowed)}")
        return value

    def at(self, i: int, key: str) -> int:
        """The line, from 1, on which an entry has a key; that of the entry's head where the key is not found."""
        if i >= len(self.heads):
            return self.line(key, 0, len(self.lines))
        end = self.heads[i + 1] if i + 1 < len(self.heads) else len(self.lines)
        return self.line(key, self.heads[i], end)

    def line(self, key: str, start: int, end: int) -> int:
        wanted = re.compile(rf"""\s*(?:\[\[?\s*)?["']?{re.escape(key)}["']?\s*[=.\]]""")
        return next((n + 1 for n in range(start, end) if wanted.match(self.lines[n])), start + 1)

    def wrong(self, line: int, what: str) -> NoReturn:
        raise SourcesError(f"{self.path}, line {line}: {what}")
