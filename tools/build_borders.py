"""Make `views/web/borders.json`: python tools/build_borders.py node_modules/world-atlas/countries-50m.json

The outlines are those of Natural Earth (public domain) as packaged in world-atlas 2.0.2 (npm), simplified until a
sheet of the size of a page shows no difference. They are de facto lines: who draws them says so beside them.
"""

import json
import sys
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "src" / "accordingto" / "views" / "web" / "borders.json"
PER_DEGREE = 20
"""Steps of a coordinate in one degree."""

TOLERANCE = 0.07  # degrees
SMALLEST = 0.06  # square degrees: a smaller island is left out where its country has a larger part
Point = tuple[float, float]

OTHER_NAMES = {
    "Antigua and Barb.": "AG", "Bosnia and Herz.": "BA", "Br. Indian Ocean Ter.": "IO", "Cabo Verde": "CV",
    "Cayman Is.": "KY", "Central African Rep.": "CF", "Congo": "CG", "Cook Is.": "CK", "Côte d'Ivoire": "CI",
    "Dem. Rep. Congo": "CD", "Dominican Rep.": "DO", "Eq. Guinea": "GQ", "Faeroe Is.": "FO",
    "Falkland Is.": "FK", "Fr. Polynesia": "PF", "Fr. S. Antarctic Lands": "TF", "Macao": "MO",
    "Macedonia": "MK", "Marshall Is.": "MH", "N. Mariana Is.": "MP", "Palestine": "PS", "Pitcairn Is.": "PN",
    "S. Geo. and the Is.": "GS", "S. Sudan": "SS", "Saint Helena": "SH", "Saint Lucia": "LC",
    "Solomon Is.": "SB", "St-Barthélemy": "BL", "St-Martin": "MF", "St. Kitts and Nevis": "KN",
    "St. Pierre and Miquelon": "PM", "St. Vin. and Gren.": "VC", "São Tomé and Principe": "ST",
    "Turks and Caicos Is.": "TC", "U.S. Virgin Is.": "VI", "United States of America": "US", "Vatican": "VA",
    "W. Sahara": "EH", "Wallis and Futuna Is.": "WF", "eSwatini": "SZ", "Åland": "AX",
}  # fmt: skip
"""How Natural Earth writes a name that countries.tsv writes otherwise."""

DISPUTED = ("Kosovo", "N. Cyprus", "Palestine", "Siachen Glacier", "Somaliland", "Taiwan", "W. Sahara")
"""What Natural Earth draws apart and what others hold to be part of another state, or a state of its own."""

ALSO_DISPUTED: dict[str, tuple[Point, ...]] = {
    "Crimea": (
        (33.6, 46.15), (34.4, 46.0), (34.9, 45.75), (35.3, 45.35), (36.6, 45.4), (36.4, 45.05), (35.4, 45.0),
        (34.4, 44.45), (33.7, 44.4), (33.4, 44.6), (33.5, 45.05), (32.5, 45.35), (33.2, 45.75),
    ),
    "Kashmir": (
        (73.8, 33.0), (73.4, 34.3), (72.6, 35.9), (74.5, 37.0), (76.8, 35.7), (78.2, 35.5), (80.3, 35.4),
        (79.6, 32.6), (78.4, 32.5), (76.8, 33.2), (75.8, 32.5), (74.7, 32.6),
    ),
    "Golan": ((35.65, 33.3), (35.85, 33.4), (35.95, 33.0), (35.75, 32.7), (35.6, 32.75)),
}  # fmt: skip
"""Our own rough shapes of what Natural Earth's lines divide without a word."""


def main() -> None:
    """Make the file from world-atlas' countries-50m.json, whose path is the argument."""
    atlas = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    arcs = [simplified(arc) for arc in decoded(atlas)]
    codes = known_codes()
    countries = []
    for shape in sorted(atlas["objects"]["countries"]["geometries"], key=lambda g: str(g["properties"]["name"])):
        name = shape["properties"]["name"]
        if name == "Antarctica":
            continue  # nothing is reported from there, and a third of the sheet would be given to it
        outline = [part for ring in rings(shape, arcs) for part in cut(ring) if len(part) > 3]
        if not outline:
            continue  # smaller than the tolerance: no outline here
        large = [ring for ring in outline if area(ring) >= SMALLEST] or sorted(outline, key=area)[-1:]
        code = codes.get(name) or OTHER_NAMES.get(name, "")
        countries.append({"name": name, "iso2": code, "rings": [packed(ring) for ring in large]})
    disputed = [{"name": n, "rings": [packed([*ring, ring[0]])]} for n, ring in sorted(ALSO_DISPUTED.items())]
    disputed += [{"name": c["name"], "rings": c["rings"]} for c in countries if c["name"] in DISPUTED]
    made = {
        "source": "Natural Earth 1:50m (public domain), de facto lines, simplified",
        "per_degree": PER_DEGREE,
        "countries": countries,
        "disputed": disputed,
    }
    OUT.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    print(f"{OUT}: {OUT.stat().st_size:,} bytes, {len(countries)} countries")  # noqa: T201


def known_codes() -> dict[str, str]:
    """ISO 3166 alpha-2 codes by the names of countries.tsv."""
    lines = (ROOT / "src/accordingto/data/world/countries.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    return {name: row[0] for row in rows for name in (row[2], *row[7].split(";")) if name}


def decoded(atlas: dict[str, object]) -> list[list[Point]]:
    """The arcs of a TopoJSON object in degrees."""
    transform = atlas["transform"]
    assert isinstance(transform, dict)
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    found = []
    assert isinstance(atlas["arcs"], list)
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        found.append(points)
    return found


def simplified(points: list[Point]) -> list[Point]:
    """Douglas and Peucker 1973: no point that is left out lies further than TOLERANCE from the line."""
    keep = {0, len(points) - 1}
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, at = 0.0, -1
        for n in range(first + 1, last):
            distance = off_line(points[n], points[first], points[last])
            if distance > far:
                far, at = distance, n
        if far > TOLERANCE:
            keep.add(at)
            waiting += [(first, at), (at, last)]
    return [points[n] for n in sorted(keep)]


def off_line(p: Point, a: Point, b: Point) -> float:
    """How far `p` is from the stretch between `a` and `b`."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    share = 0.0 if not length else max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length))
    return float(((p[0] - a[0] - share * dx) ** 2 + (p[1] - a[1] - share * dy) ** 2) ** 0.5)


def rings(shape: dict[str, object], arcs: list[list[Point]]) -> list[list[Point]]:
    """The rings of a polygon or of several, closed."""
    parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    assert isinstance(parts, list)
    found = []
    for part in parts:
        for ring in part:
            points: list[Point] = []
            for number in ring:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points += arc[1:] if points else arc
            found.append(points)
    return found


def cut(ring: list[Point]) -> list[list[Point]]:
    """A ring cut where it crosses the antimeridian, which TopoJSON has sewn together."""
    unwound, shift = [ring[0]], 0.0
    for (ax, _), (bx, by) in pairwise(ring):
        shift += 360.0 if bx - ax < -180 else -360.0 if bx - ax > 180 else 0.0
        unwound.append((bx + shift, by))
    if all(abs(x) <= 180 for x, _ in unwound):
        return [unwound]
    turn = 360.0 if max(x for x, _ in unwound) > 180 else -360.0
    edge = 180.0 if turn > 0 else -180.0
    beyond = [(x - turn, y) for x, y in half(unwound, edge, keep_beyond=True)]
    return [part for part in (half(unwound, edge, keep_beyond=False), beyond) if part]


def half(ring: list[Point], edge: float, *, keep_beyond: bool) -> list[Point]:
    """The part of a ring on one side of a meridian (Sutherland and Hodgman 1974)."""
    sign = (1 if edge > 0 else -1) * (1 if keep_beyond else -1)
    found: list[Point] = []
    for (ax, ay), (bx, by) in pairwise(ring):
        inside_a, inside_b = sign * (ax - edge) >= 0, sign * (bx - edge) >= 0
        if inside_a != inside_b:
            found.append((edge, ay + (by - ay) * (edge - ax) / (bx - ax)))
        if inside_b:
            found.append((bx, by))
    return [*found, found[0]] if found else []


def area(ring: list[Point]) -> float:
    """Square degrees inside a ring."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring))) / 2


def packed(ring: list[Point]) -> list[int]:
    """A ring as steps: x and y of the first point, then the differences to the next one; no step of nothing."""
    out: list[int] = []
    x = y = 0
    for lon, lat in ring:
        nx, ny = round(lon * PER_DEGREE), round(lat * PER_DEGREE)
        if not out or (nx, ny) != (x, y):
            out += [nx - x, ny - y]
        x, y = nx, ny
    return out


if __name__ == "__main__":
    main()
