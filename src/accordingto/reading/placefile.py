"""A table of places by name, too long to be held in memory: mapped into it, and looked up by bisection.

Its lines are sorted by the bytes of their first cell, the key (`gazetteer.place_key`). Lines that begin with `#`
and one with the names of the columns come before. `tools/build_world.py` writes the one of the package,
`placeimport.py` those of users.
"""

import mmap
import re
from bisect import bisect_left
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from accordingto.errors import ResourceError

COLUMNS = ("key", "name", "kind", "country", "admin1", "admin2", "lat", "lon", "population", "id")
_BLOCK = 4096
"""Bytes between two keys that are held in memory."""


@dataclass(frozen=True, slots=True, eq=False)
class PlaceFile:
    """An open table: its bytes, the keys at which its blocks begin, and where these lie.

    `version`: the digest that `placeimport.py` wrote into its head, if any.
    """

    name: str
    data: bytes | mmap.mmap
    keys: list[bytes]
    starts: list[int]
    version: str = ""

    def rows(self, key: str) -> list[list[str]]:
        """The cells of the lines with this key, in file order. Raises ResourceError for a damaged line."""
        wanted = key.encode("utf-8", "surrogatepass") + b"\t"
        block = max(0, bisect_left(self.keys, wanted) - 1)
        stop = self.starts[block + 2] if block + 2 < len(self.starts) else len(self.data)
        at = self.data.find(b"\n" + wanted, self.starts[block] - 1, stop) + 1
        found = []
        while at and self.data[at : at + len(wanted)] == wanted:
            end = self.data.find(b"\n", at)
            end = len(self.data) if end < 0 else end
            found.append(self._cells(self.data[at:end]))
            at = end + 1
        return found

    def _cells(self, line: bytes) -> list[str]:
        text = line.decode("utf-8", "replace")
        cells = text.split("\t")
        if len(cells) != len(COLUMNS):
            raise ResourceError(f"{self.name} is damaged at {text[:40]!r}: {self._way_out}")
        return cells

    @property
    def _way_out(self) -> str:
        own = self.name.startswith("data/")
        return "reinstall accordingto" if own else "make it anew with python -m accordingto.reading.placeimport"


def open_places(path: Traversable | Path, name: str) -> PlaceFile:
    """Open a table; `name` is what errors call it. Raises ResourceError where it cannot be one."""
    data: bytes | mmap.mmap
    try:
        if isinstance(path, Path) and path.stat().st_size:
            with path.open("rb") as file:
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        else:
            data = path.read_bytes()
    except OSError as e:
        raise ResourceError(f"{name} cannot be opened ({e.strerror}): name a file that can be read") from e
    body = 0
    while data[body : body + 1] == b"#":
        body = _after(data, body)
    if data[body : _after(data, body)].rstrip(b"\r\n") != "\t".join(COLUMNS).encode():
        raise ResourceError(f"{name} is no table of places: its first line must name {', '.join(COLUMNS)}")
    keys, starts = [], []
    at = _after(data, body)
    while at < len(data):
        keys.append(data[at : max(at, data.find(b"\t", at)) + 1])
        starts.append(at)
        at = _after(data, at + _BLOCK)
    if not keys:
        raise ResourceError(f"{name} has no rows")
    digest = re.search(rb"^# digest: (\w+)$", data[:body], re.M)
    return PlaceFile(name, data, keys, starts, digest[1].decode("ascii") if digest else "")


def _after(data: bytes | mmap.mmap, at: int) -> int:
    """Where the line after this one begins."""
    end = data.find(b"\n", at)
    return len(data) if end < 0 else end + 1
