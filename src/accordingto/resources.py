"""Language and world data of the package: tables read with checks, by name.

A table is a TSV file under `data/`. Lines that start with `#` say what it is, where its facts come from and
under which licence; the first other line names the columns. An unknown shape, a duplicate row or an empty table
raises ResourceError when it is loaded, not when a reading goes wrong.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from accordingto.errors import ResourceError

Row = Mapping[str, str]


def data_file(name: str) -> Traversable:
    """The data file `name` ("en/cues.tsv") inside the package. Raises ResourceError when it is not there."""
    path = files("accordingto").joinpath("data", *name.split("/"))
    if not path.is_file():
        raise ResourceError(f"data/{name} is missing from the package: reinstall accordingto")
    return path


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of a TSV table as dicts from column to text, in file order."""
    lines = data_file(name).read_text("utf-8").split("\n")
    body = [(no, line) for no, line in enumerate(lines, 1) if line and not line.startswith("#")]
    if len(body) < 2:
        raise ResourceError(f"data/{name} has no rows")
    columns = body[0][1].split("\t")
    rows: list[Row] = []
    seen: set[str] = set()
    for no, line in body[1:]:
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise ResourceError(f"data/{name}, line {no}: {len(cells)} cells for {len(columns)} columns")
        if line in seen:
            raise ResourceError(f"data/{name}, line {no}: the row stands there twice")
        seen.add(line)
        rows.append(dict(zip(columns, cells, strict=True)))
    return tuple(rows)


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one class of `en/word_classes.tsv`. Raises ResourceError when there is no such class."""
    found = frozenset(row["word"] for row in table("en/word_classes.tsv") if row["class"] == name)
    if not found:
        raise ResourceError(f"data/en/word_classes.tsv has no class {name!r}")
    return found


def table_names() -> tuple[str, ...]:
    """The names of all TSV tables in the package, sorted."""
    root = files("accordingto").joinpath("data")
    return tuple(
        sorted(
            f"{folder.name}/{f.name}"
            for folder in root.iterdir()
            if folder.is_dir()
            for f in folder.iterdir()
            if f.name.endswith(".tsv")
        )
    )


@cache
def resources_version() -> str:
    """A digest over all tables: two readings with the same one were made with the same words."""
    digest = hashlib.blake2b(digest_size=6)
    for name in table_names():
        digest.update(name.encode())
        digest.update(data_file(name).read_bytes())
    return digest.hexdigest()
