"""Places of the world by name: countries, first-order units, towns, and our own regions, waters and facilities.

The towns are GeoNames data (CC BY 4.0; `world/places.tsv`). They are kept as lines of text and parsed when a name
asks for them, so that fifty thousand of them cost a fraction of a second and little memory.
"""

from dataclasses import dataclass
from functools import cache

from accordingto.errors import ResourceError
from accordingto.reading.countries import CountryForm, bare, countries, country_forms, fold
from accordingto.resources import data_file, table

_MARKS = str.maketrans("", "", "'`‘ʻʿʾʹ\"“”")


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the gazetteer.

    `lat` and `lon` (degrees, WGS 84) say where it lies, also for a country or region (its label point or seat):
    they are a place's point only where `is_point`. `admin1` is GeoNames' code of the first-order unit that it lies
    in, or is.
    """

    name: str
    kind: str
    country: str | None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    is_point: bool = False
    population: int = 0
    id: str | None = None


def place_key(name: str) -> str:
    """The key of a place name: letters without accents, case, hyphens and apostrophes.

    >>> place_key("Sana‘a"), place_key("Deir ez-Zor")
    ('sanaa', 'deir ez zor')
    """
    return fold(name.translate(_MARKS).replace("’", ""))


def lookup(name: str) -> tuple[Entry, ...]:
    """All places of that name: countries first, then our own rows, units, and towns by falling population."""
    key = place_key(bare(name))
    if key.startswith("the "):
        key = key[4:]
    return _lookup(key) if key else ()


@cache
def _lookup(key: str) -> tuple[Entry, ...]:
    towns = sorted((_town(line) for line in _town_lines(key)), key=lambda t: (-t.population, t.id))
    return (*_country_entries(key), *_own().get(key, ()), *_units().get(key, ()), *towns)


def unit_of(country: str | None, admin1: str | None) -> str | None:
    """The name of a first-order unit by its codes, None where it is not known."""
    return _unit_names().get((country or "", admin1 or ""))


def is_own(entry: Entry) -> bool:
    """Whether the place stands in our own list of regions, waters and facilities: news names it as it is."""
    return entry in _own().get(place_key(entry.name), ())


def town(name: str, country: str) -> Entry | None:
    """The most populous town of that name in a country."""
    return next((e for e in _towns_of(place_key(name)) if e.country == country), None)


def _country_entries(key: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(f.country.name, "country", f.country.iso2, None, f.country.lat, f.country.lon)
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
        seat = town(row["seat"], row["country"]) if row["seat"] and row["country"] else None
        lat, lon = (float(row["lat"]), float(row["lon"])) if row["lat"] else (None, None)
        entry = Entry(
            row["name"],
            row["kind"],
            row["country"] or None,
            seat.admin1 if seat and row["kind"] == "region" else None,
            lat if lat is not None or seat is None else seat.lat,
            lon if lon is not None or seat is None else seat.lon,
            lat is not None,
        )
        for name in dict.fromkeys((row["name"], *filter(None, row["aliases"].split(";")))):
            held = index.setdefault(place_key(bare(name)), [])
            if entry not in held:
                held.append(entry)
    return {key: tuple(entries) for key, entries in index.items()}


@cache
def _unit_names() -> dict[tuple[str, str], str]:
    named = {(r["country"], r["admin1"]): r["name"] for r in table("world/admin1.tsv")}
    ours = {
        (e.country or "", e.admin1): e.name
        for es in _own().values()
        for e in es
        if e.kind == "region" and e.admin1
    }
    return {**named, **{(country, code): name for (country, code), name in ours.items() if code}}


@cache
def _units() -> dict[str, tuple[Entry, ...]]:
    """First-order units of GeoNames by name, where no row of our own has the name in that country."""
    index: dict[str, list[Entry]] = {}
    for row in table("world/admin1.tsv"):
        key = place_key(row["name"])
        if all(e.country != row["country"] for e in _own().get(key, ())):
            seat = town(row["name"], row["country"])
            index.setdefault(key, []).append(
                Entry(
                    row["name"],
                    "region",
                    row["country"],
                    row["admin1"],
                    seat.lat
                    if seat
                    else countries()[row["country"]].lat
                    if row["country"] in countries()
                    else None,
                    seat.lon
                    if seat
                    else countries()[row["country"]].lon
                    if row["country"] in countries()
                    else None,
                )
            )
    return {key: tuple(entries) for key, entries in index.items()}


@cache
def _towns_of(key: str) -> tuple[Entry, ...]:
    return tuple(sorted((_town(line) for line in _town_lines(key)), key=lambda t: (-t.population, t.id)))


def _town_lines(key: str) -> list[str]:
    lines, index = _lines()
    at = index.get(key, ())
    return [lines[i] for i in ((at,) if isinstance(at, int) else at)]


@cache
def _lines() -> tuple[list[str], dict[str, int | tuple[int, ...]]]:
    """The lines of the town table, and which of them stand under which key."""
    text = data_file("world/places.tsv").read_text("utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")][1:]
    index: dict[str, int | tuple[int, ...]] = {}
    for i, line in enumerate(lines):
        cells = line.split("\t", 3)
        if len(cells) != 4:
            raise ResourceError(f"data/world/places.tsv is damaged at {line[:40]!r}: reinstall accordingto")
        keys = [cells[1].lower(), *cells[2].split(";")] if cells[2] else [cells[1].lower()]
        for key in keys:
            held = index.get(key)
            index[key] = i if held is None else (held, i) if isinstance(held, int) else (*held, i)
    return lines, index


def _town(line: str) -> Entry:
    cells = line.split("\t")
    return Entry(
        cells[1],
        "city",
        cells[3],
        cells[4] or None,
        float(cells[5]),
        float(cells[6]),
        True,
        int(cells[7]),
        f"geonames:{cells[0]}",
    )
