"""Whether everything is there that the program needs, and which versions make its readings."""

import hashlib
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from pathlib import Path

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from accordingto import __version__
from accordingto.errors import AccordingToError, ResourceError
from accordingto.resources import data_file, resources_version, table_names
from accordingto.views.words import count, one_line

MODEL = "model/reader-en/model.int8.onnx"
_STYLES = {"ok": "green", "note": "yellow", "missing": "bold red"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: `state` is ok, note (works, but worth knowing) or missing."""

    name: str
    state: str
    words: str


def examine(ledger: Path) -> tuple[Check, ...]:
    """All checks, in a fixed order; none of them raises, writes or goes to the network."""
    looked: dict[str, Callable[[], Iterable[Check]]] = {
        "python": _python,
        "packages": _packages,
        "model": _model,
        "resources": _resources,
        "sqlite": _sqlite,
        "page": _page,
        "ledger": lambda: _ledger(ledger),
    }
    return tuple(check for name, look in looked.items() for check in _safely(name, look))


def _safely(name: str, look: Callable[[], Iterable[Check]]) -> Iterator[Check]:
    try:
        yield from look()
    except (AccordingToError, OSError) as error:
        yield Check(name, "missing", str(error))


def _python() -> Iterator[Check]:
    yield Check("accordingto", "ok", __version__)
    state = "ok" if sys.version_info >= (3, 11) else "missing"
    yield Check("python", state, f"{platform.python_version()} ({platform.python_implementation()})")


def _packages() -> Iterator[Check]:
    """The packages that this one requires, by name; an extra's are not looked at."""
    found, missing = [], []
    for line in requires("accordingto") or ():
        if "extra ==" in line:
            continue
        name = line.split(";")[0].split("[")[0].strip()
        name = name[: next((i for i, c in enumerate(name) if c in "<>=!~ ("), len(name))]
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    yield Check("packages", "ok", ", ".join(found))
    for name in missing:
        yield Check("packages", "missing", f"{name} is not installed: reinstall accordingto")


def _model() -> Iterator[Check]:
    model = data_file(MODEL).read_bytes()
    digest = hashlib.sha256(model).hexdigest()
    yield Check("model", "ok", f"{MODEL}, {len(model) / 1e6:.1f} MB, sha256 {digest[:16]}…")


def _resources() -> Iterator[Check]:
    yield Check("resources", "ok", f"version {resources_version()}, {count(len(table_names()), 'table')}")


def _sqlite() -> Iterator[Check]:
    connection = sqlite3.connect(":memory:")
    try:
        for tokenizer in ("unicode61", "trigram"):
            try:
                connection.execute(f"CREATE VIRTUAL TABLE t_{tokenizer} USING fts5(x, tokenize = '{tokenizer}')")
            except sqlite3.OperationalError as error:
                yield Check("sqlite", "missing", f"no full-text index with {tokenizer}: {error}")
    finally:
        connection.close()
    yield Check("sqlite", "ok", f"{sqlite3.sqlite_version}, full-text indexes by word and by trigram")


def _page() -> Iterator[Check]:
    web = files("accordingto.views").joinpath("web")
    parts = [p for folder in ("templates", "static") if (f := web.joinpath(folder)).is_dir() for p in f.iterdir()]
    if not parts:
        raise ResourceError("the templates of the page are missing from the package: reinstall accordingto")
    yield Check("page", "ok", f"{count(len(parts), 'file')}; any browser will do, no script runs in it")


def _ledger(path: Path) -> Iterator[Check]:
    if not path.exists():
        yield Check("ledger", "note", f"there is none at {path} yet: `accordingto add` makes one")
        return
    from accordingto.ledger import Ledger

    with Ledger(path, read_only=True) as ledger:
        words = f"{path}: {count(len(ledger.reports()), 'report')}, {len(ledger.rejects()):,} not taken in or read"
        stale = ledger.stale()
    yield Check(
        "ledger", "note" if stale else "ok", words + ("; its events wait to be worked out" if stale else "")
    )


def worst(checks: Sequence[Check]) -> int:
    """The exit code: that of a broken installation where something is missing."""
    return ResourceError.exit_code if any(c.state == "missing" for c in checks) else 0


def show_checks(checks: Sequence[Check]) -> RenderableType:
    """The checks as a table."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for check in checks:
        table.add_row(check.name, Text(check.state, style=_STYLES[check.state]), Text(one_line(check.words)))
    return table
