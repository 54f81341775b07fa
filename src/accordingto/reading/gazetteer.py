"""Places of the world by name: countries, units of the first and second order, towns, airports, and our own
regions,
waters and facilities.

Towns and units are GeoNames data (CC BY 4.0; `world/places.tsv`, `world/admin1.tsv`), airports those of
airportsdata
(MIT). The long table stays in its file (`placefile.py`); a user's own goes beside it (`ACCORDINGTO_GAZETTEER`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from accordingto.config import users_gazetteer
from accordingto.reading.countries import CountryForm, bare, country_forms, fold
from accordingto.reading.placefile import PlaceFile, open_places
from accordingto.resources import Row, data_file, table

Point = tuple[float | None, float | None]
_UNIT_WORD = re.compile(r" (?:oblast|region|province|state|krai|governorate|republic|territory)$")
_MARKS = str.maketrans("", "", "'`‘ʻʿʾʹ\"“”’")


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the gazetteer.

    `lat` and `lon` (degrees, WGS 84) say where it lies, also for a country or region (its label point or seat):
    they are a place's point only where `is_point`. `admin1` and `admin2` are GeoNames' codes of the units of the
    first and second order that it lies in, or is. `own`: it stands in our own list of regions, waters and
    facilities.
    """

    name: str
    kind: str
    country: str | None
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    is_point: bool = False
    population: int = 0
    id: str | None = None
    own: bool = False


@lru_cache(maxsize=16384)
def place_key(name: str) -> str:
    """The key of a place name: letters without accents, case, hyphens and apostrophes.

    >>> place_key("Sana‘a"), place_key("Deir ez-Zor")
    ('sanaa', 'deir ez zor')
    """
    return fold(name.translate(_MARKS))


def lookup(name: str) -> tuple[Entry, ...]:
    """All places of that name: countries first, then our own rows, units, and towns by falling population.

    Raises ResourceError where a user's own table cannot be used.
    """
    return _by_name(name, users_gazetteer())


def unit_exists(name: str) -> bool:
    """Whether GeoNames has a first-order unit of that name."""
    return bool(_unit_rows(place_key(name)))


def town(name: str, country: str) -> Entry | None:
    """The most populous town of that name in a country, in the table of the package."""
    return next((e for e in _listed(place_key(name), None) if e.kind == "city" and e.country == country), None)


def tables_version(users: str | None) -> str:
    """What to add to the version of the tables where a user's own table is in use: "+" and its digest, else ""."""
    return "" if users is None else f"+{_files(users)[1].version}"


@lru_cache(maxsize=16384)
def _by_name(name: str, users: str | None) -> tuple[Entry, ...]:
    key = place_key(bare(name)).removeprefix("the ")
    return _by_key(key, users) if key else ()


def _by_key(key: str, users: str | None) -> tuple[Entry, ...]:
    own, listed = _own().get(key, ()), _listed(key, users)
    if own and listed:
        named = {e.country for e in own if e.kind == "region"}
        listed = [e for e in listed if e.kind != "region" or e.country not in named]
    return (*_country_entries(key), *own, *_units(key), *listed)


def _listed(key: str, users: str | None) -> list[Entry]:
    """The rows of the long tables: towns by falling population, then second-order units, then the rest."""
    found = {cells[9]: _entry(cells) for file in _files(users) for cells in file.rows(key)}
    if len(found) < 2:
        return list(found.values())
    order = {"city": 0, "region": 1}
    return sorted(found.values(), key=lambda e: (order.get(e.kind, 2), -e.population, e.id or ""))


@cache
def _files(users: str | None) -> tuple[PlaceFile, ...]:
    """The tables to look in: that of the package, and the user's."""
    packaged = open_places(data_file("world/places.tsv"), "data/world/places.tsv")
    return (packaged,) if users is None else (packaged, open_places(Path(users), users))


def _entry(cells: list[str]) -> Entry:
    _, name, kind, country, admin1, admin2, lat, lon, population, number = cells
    id_ = f"geonames:{number}" if number.isdigit() else number
    return Entry(
        name,
        kind,
        country or None,
        admin1 or None,
        admin2 or None,
        float(lat) if lat else None,
        float(lon) if lon else None,
        kind != "region" and bool(lat),
        int(population or 0),
        id_ or None,
    )


def _country_entries(key: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(f.country.name, "country", f.country.iso2, lat=f.country.lat, lon=f.country.lon)
        for f in _country_names().get(key, ())
    )


@cache
def _country_names() -> dict[str, list[CountryForm]]:
    named: dict[str, list[CountryForm]] = {}
    for form, found in country_forms().items():
        named.setdefault(place_key(form), []).extend(f for f in found if f.role == "name")
    return named


@cache
def _own() -> dict[str, tuple[Entry, ...]]:
    """The rows of world/regions.tsv by every name."""
    index: dict[str, list[Entry]] = {}
    for row in table("world/regions.tsv"):
        entry = _own_entry(row)
        for name in _names(row):
            held = index.setdefault(place_key(bare(name)), [])
            if entry not in held:
                held.append(entry)
    return {key: tuple(entries) for key, entries in index.items()}


def _names(row: Row) -> Iterator[str]:
    yield row["name"]
    yield from filter(None, row["aliases"].split(";"))


def _own_entry(row: Row) -> Entry:
    """Our row: where GeoNames has the unit, with its code and its middle, else with those of the seat."""
    country = row["country"] or None
    if row["lat"]:
        return Entry(
            row["name"],
            row["kind"],
            country,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            is_point=True,
            own=True,
        )
    seat = town(row["seat"], country) if row["seat"] and country else None
    unit = _same_unit(row) if country and row["kind"] in ("region", "country") else None
    if unit is not None:
        at = _label_point(row["name"], country, (float(unit["lat"]), float(unit["lon"])))
        id_ = f"geonames:{unit['geonameid']}"
        return Entry(
            row["name"], row["kind"], country, unit["admin1"], None, *at, False, int(unit["population"]), id_, True
        )
    lat, lon = _label_point(row["name"], country, (seat.lat, seat.lon) if seat else (None, None))
    if row["kind"] != "region" or seat is None:
        return Entry(row["name"], row["kind"], country, lat=lat, lon=lon, own=True)
    whole = _sounds_like(row["name"], unit_name(country, seat.admin1))
    return Entry(row["name"], "region", country, seat.admin1, None if whole else seat.admin2, lat, lon, own=True)


def _label_point(name: str, country: str | None, otherwise: Point) -> Point:
    return _label_points().get((place_key(name), country or ""), otherwise)


@cache
def _label_points() -> dict[tuple[str, str], Point]:
    rows = table("world/label_points.tsv")
    return {(place_key(r["name"]), r["country"]): (float(r["lat"]), float(r["lon"])) for r in rows}


def _same_unit(row: Row) -> Row | None:
    """The first-order unit of GeoNames that our row means, by any of its names."""
    keys = (_UNIT_WORD.sub("", place_key(bare(n))) for n in _names(row))
    return next((u for key in keys for u in _unit_rows(key) if u["country"] == row["country"]), None)


def _sounds_like(name: str, unit: str) -> bool:
    """Whether two spellings share the beginning of a word: "Krasnodar Krai", "Krasnodarskiy"."""
    begun = {word[:5] for word in place_key(name).split() if len(word) > 4}
    return not unit or any(word[:5] in begun for word in place_key(unit).split())


def unit_name(country: str | None, admin1: str | None) -> str:
    """What GeoNames calls a first-order unit; "" where it has none."""
    row = _unit_codes().get((country or "", admin1 or ""))
    return row["name"] if row else ""


@cache
def _unit_codes() -> dict[tuple[str, str], Row]:
    return {(row["country"], row["admin1"]): row for row in table("world/admin1.tsv")}


@cache
def _unit_index() -> dict[str, tuple[Row, ...]]:
    """First-order units of GeoNames by every key."""
    index: dict[str, list[Row]] = {}
    for row in table("world/admin1.tsv"):
        keys = (place_key(row["name"]), *filter(None, row["keys"].split(";")))
        for key in dict.fromkeys((*keys, *(_UNIT_WORD.sub("", k) for k in keys))):
            index.setdefault(key, []).append(row)
    return {key: tuple(rows) for key, rows in index.items()}


def _unit_rows(key: str) -> tuple[Row, ...]:
    return _unit_index().get(key, ())


def _units(key: str) -> tuple[Entry, ...]:
    """First-order units of GeoNames of that name, where no row of our own has the name in that country."""
    rows = _unit_rows(key)
    if not rows:
        return ()
    own = {e.country for e in _own().get(key, ()) if e.kind != "water"}
    return tuple(
        Entry(
            row["name"],
            "region",
            row["country"],
            row["admin1"],
            None,
            *_label_point(row["name"], row["country"], (float(row["lat"]), float(row["lon"]))),
            population=int(row["population"]),
            id=f"geonames:{row['geonameid']}",
        )
        for row in rows
        if row["country"] not in own
    )
