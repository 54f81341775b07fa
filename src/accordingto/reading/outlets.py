"""Where an outlet is at home: a weak hint of what place names mean in its reports.

Known outlets stand in `world/outlets.tsv`; of others the end of their address tells the country ("…co.uk").
"""

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from accordingto.reading.countries import countries, fold
from accordingto.reading.gazetteer import Entry, lookup
from accordingto.resources import Row, table


@dataclass(frozen=True, slots=True)
class Outlet:
    """What is known of an outlet: its home, the country that it writes from, its name and host in one word."""

    home: Entry | None = None
    country: str | None = None
    word: str = ""


NOBODY = Outlet()
"""An outlet of which nothing is known."""


def outlet_of(name: str | None, url: str | None) -> Outlet:
    """What the name of an outlet and the address of a report tell. Neither need be known or sound."""
    host = _host(url) or (name or "").strip().lower()
    row = next((r for r in map(_by_host().get, _endings(host)) if r), None) or _by_name().get(fold(name or ""))
    home = _home(row) if row else None
    ending = host.rpartition(".")[2].upper()
    country = {"UK": "GB"}.get(ending, ending)
    word = "".join(c for c in fold(f"{name or ''} {host}") if c.isalnum())
    return Outlet(home, home.country if home else country if country in countries() else None, word)


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return ""


def _endings(host: str) -> list[str]:
    """ "news.example.com" and "example.com"."""
    parts = host.split(".")
    return [".".join(parts[i:]) for i in range(min(len(parts) - 1, 4))]


@cache
def _by_host() -> dict[str, Row]:
    return {row["host"]: row for row in table("world/outlets.tsv")}


@cache
def _by_name() -> dict[str, Row]:
    """Outlets by name; a name that several bear ("The Record") is none."""
    named: dict[str, list[Row]] = {}
    for row in table("world/outlets.tsv"):
        named.setdefault(fold(row["name"]), []).append(row)
    return {name: rows[0] for name, rows in named.items() if len({(r["town"], r["country"]) for r in rows}) == 1}


def _home(row: Row) -> Entry | None:
    towns = (e for e in lookup(row["town"]) if e.kind == "city" and e.country == row["country"])
    return next((e for e in towns if row["admin1"] in ("", e.admin1)), None)
