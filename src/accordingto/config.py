"""Settings: a handful, each with a default that works offline, each readable from the environment.

Nothing here is read at import: `settings()` looks at the environment when it is called, so that a test or a
program can change it.
"""

import math
import os
from dataclasses import dataclass
from pathlib import Path

from accordingto.errors import QueryError

DEFAULT_LEDGER = "accordingto.db"
DEFAULT_SOURCES = "sources.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set once instead of on every command."""

    ledger: Path
    """The ledger file (`ACCORDINGTO_LEDGER`, default `./accordingto.db`)."""
    sources: Path
    """Your own table of sources (`ACCORDINGTO_SOURCES`), looked for from the folder of the ledger."""
    max_characters: int
    """Longest text that is read (`ACCORDINGTO_MAX_CHARACTERS`); a longer one is rejected, not cut."""
    max_bytes: int
    """Largest file or page that is taken in (`ACCORDINGTO_MAX_BYTES`)."""
    fetch_seconds: float
    """How long an address may take to answer (`ACCORDINGTO_FETCH_SECONDS`)."""
    host: str
    """Where the page is served (`ACCORDINGTO_HOST`, default loopback)."""
    port: int
    """The port of the page (`ACCORDINGTO_PORT`)."""
    borders: Path | None
    """The user's own borders for the map, GeoJSON (`ACCORDINGTO_BORDERS`)."""
    gazetteer: str | None
    """The user's own table of places, beside that of the package (`ACCORDINGTO_GAZETTEER`)."""


def settings() -> Settings:
    """The settings in force now. Raises QueryError for one that cannot be understood."""
    env = os.environ
    return Settings(
        ledger=Path(env.get("ACCORDINGTO_LEDGER") or DEFAULT_LEDGER),
        sources=Path(env.get("ACCORDINGTO_SOURCES") or DEFAULT_SOURCES),
        max_characters=int(_number("ACCORDINGTO_MAX_CHARACTERS", 1_000_000)),
        max_bytes=int(_number("ACCORDINGTO_MAX_BYTES", 64 * 1024 * 1024)),
        fetch_seconds=_number("ACCORDINGTO_FETCH_SECONDS", 20),
        host=env.get("ACCORDINGTO_HOST", "127.0.0.1"),
        port=int(_number("ACCORDINGTO_PORT", 8717, most=65535)),
        borders=Path(borders) if (borders := env.get("ACCORDINGTO_BORDERS")) else None,
        gazetteer=users_gazetteer(),
    )


def users_gazetteer() -> str | None:
    """`Settings.gazetteer` alone: it is asked for with every name."""
    return os.environ.get("ACCORDINGTO_GAZETTEER") or None


def _number(name: str, default: float, *, most: float = math.inf) -> float:
    """A positive number from the environment."""
    words = os.environ.get(name, "")
    try:
        value = float(words) if words.strip() else default
    except ValueError:
        value = math.nan
    if not 0 < value <= most or value == math.inf:
        limit = f" up to {most:.0f}" if most < math.inf else ""
        raise QueryError(f"{name} is {words!r}: set it to a number above 0{limit}, or unset it")
    return value
