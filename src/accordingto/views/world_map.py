"""Events on a map, drawn: points where the reports name a settlement, whole countries where they name no more.

Equal Earth projection (Savric, Patterson and Jenny 2018). An area is never a point: what has neither a point nor
an outline here is listed beside the map. The lines are those of `borders`, and say whose they are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import hypot, sqrt

from markupsafe import Markup

from accordingto.resources import table
from accordingto.views.borders import Borders, Land, natural_earth, project
from accordingto.views.drawing import escaped, fitted, joined, picture, tag, width_of
from accordingto.views.words import count, one_line

EDGE = 14.0
NEAR = 9.0
"""Pixels within which a smaller place has no dot beside that of a larger one."""
MOST_NAMES = 120
_AROUND = tuple((dx, dy) for dx in (0, -1, 1) for dy in (0, -1, 1))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with the number of events that happened there; `lat` and `lon` only where it is a point."""

    name: str
    events: int
    country: str | None
    precision: str
    lat: float | None = None
    lon: float | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A window on the plane, in pixels."""

    left: float
    top: float
    scale: float
    width: float
    height: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        x, y = project(lon, lat)
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    def meets(self, box: tuple[float, float, float, float]) -> bool:
        """Whether a box of the plane has a part on the sheet."""
        right, bottom = self.left + self.width / self.scale, self.top + self.height / self.scale
        return box[0] <= right and box[2] >= self.left and box[1] <= bottom and box[3] >= self.top


def draw(
    spots: Sequence[Spot],
    size: tuple[float, float],
    *,
    borders: Borders | None = None,
    whole: bool = False,
    class_: str = "",
) -> Markup:
    """The map of these places, of a width and height: as much of the world as they need, all where `whole`."""
    borders, (width, height) = borders or natural_earth(), size
    sheet = _sheet(spots, size, borders, whole=whole)
    countries, disputed = borders.countries, borders.disputed
    areas = {s.country: s for s in spots if s.precision == "country" and s.country}
    outlines = [_country(land, sheet, areas.get(land.iso2)) for land in countries if sheet.meets(land.box)]
    pattern = f"hatching-{width:.0f}"
    hatched = [_outline(land, sheet, "disputed", f"url(#{pattern})") for land in disputed if sheet.meets(land.box)]
    lines = [_outline(line, sheet, "border") for line in borders.lines if sheet.meets(line.box)]
    points = sorted((s for s in spots if s.lat is not None), key=lambda s: (-s.events, s.name))
    body = joined(
        [
            _hatching(pattern),
            *outlines,
            *hatched,
            *lines,
            *_area_figures(countries, sheet, areas),
            *_dots(points, sheet),
        ]
    )
    label = f"Map of {count(len(spots), 'place')}"
    return picture(body, width, height, label=label, class_=f"map {class_}".strip())


def placed(spot: Spot, borders: Borders | None = None) -> bool:
    """Whether the map can show a place: as a point, or as the outline of a country."""
    outlined = (borders or natural_earth()).outlined
    return spot.lat is not None or (spot.precision == "country" and spot.country in outlined)


def _sheet(spots: Sequence[Spot], size: tuple[float, float], borders: Borders, *, whole: bool) -> _Sheet:
    width, height = size
    boxes = [] if whole else list(_boxes(spots, borders))
    if not boxes:
        left, top = project(-180, 0)[0], project(0, 82)[1]
        right, bottom = project(180, 0)[0], project(0, -57)[1]
    else:
        left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
        right, bottom = max(b[2] for b in boxes), max(b[3] for b in boxes)
    margin = max(0.02, (right - left) * 0.08, (bottom - top) * 0.08)
    wide, high = max(right - left + 2 * margin, 0.28), max(bottom - top + 2 * margin, 0.28 * height / width)
    scale = min(width / wide, height / high)
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    return _Sheet(middle_x - width / scale / 2, middle_y - height / scale / 2, scale, width, height)


def _boxes(spots: Iterable[Spot], borders: Borders) -> Iterable[tuple[float, float, float, float]]:
    """What has to be on the sheet: every point, and of a country its middle; all of it where there is no point."""
    lands = {land.iso2: land for land in borders.countries}
    points = [s for s in spots if s.lat is not None]
    for spot in spots:
        if spot.lat is not None and spot.lon is not None:
            x, y = project(spot.lon, spot.lat)
            yield x, y, x, y
        elif spot.precision == "country" and spot.country in lands:
            x, y = _middle(lands[spot.country])
            yield (x, y, x, y) if points else _main_box(lands[spot.country])


def _main_box(land: Land) -> tuple[float, float, float, float]:
    """The box of the largest part: islands across an ocean do not make the sheet a map of the world."""
    ring = max(land.rings, key=len)
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    return min(xs), min(ys), max(xs), max(ys)


def _middle(land: Land) -> tuple[float, float]:
    """Where the figure of a country stands: at its label point, else in the middle of its largest part."""
    if land.iso2 in _label_points():
        return _label_points()[land.iso2]
    box = _main_box(land)
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


@cache
def _label_points() -> dict[str, tuple[float, float]]:
    rows = [row for row in table("world/countries.tsv") if row["lat"] and row["lon"]]
    return {row["iso2"]: project(float(row["lon"]), float(row["lat"])) for row in rows}


def _outline(land: Land, sheet: _Sheet, class_: str, fill: str | None = None) -> Markup:
    path = _path(land, sheet)
    return tag("path", tag("title", land.name), class_=class_, fill=fill, d=path) if path else Markup("")


@lru_cache(maxsize=4096)
def _path(land: Land, sheet: _Sheet) -> str:
    """An outline on a sheet; kept, since the sheet changes only with the places on it."""
    return "".join(piece for ring in land.rings for piece in _ring(ring, sheet, closed=land.closed))


def _ring(ring: tuple[tuple[float, float], ...], sheet: _Sheet, *, closed: bool) -> Iterable[str]:
    """A ring in whole pixels; points that fall on the pixel before them are left out."""
    points = [(round((x - sheet.left) * sheet.scale, 1), round((y - sheet.top) * sheet.scale, 1)) for x, y in ring]
    if all(x < -20 or x > sheet.width + 20 or y < -20 or y > sheet.height + 20 for x, y in points) and not _round(
        points, sheet
    ):
        return
    kept = [points[0]]
    for point in points[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= 1.2:
            kept.append(point)
    if len(kept) > (2 if closed else 1):
        yield "M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + ("Z" if closed else "")


def _round(points: Sequence[tuple[float, float]], sheet: _Sheet) -> bool:
    """Whether a ring all of whose points are off the sheet may yet go round it."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs) < sheet.width and max(xs) > 0 and min(ys) < sheet.height and max(ys) > 0


def _country(land: Land, sheet: _Sheet, spot: Spot | None) -> Markup:
    shape = _outline(land, sheet, "land told" if spot else "land")
    return tag("a", shape, href=spot.href, aria_label=_said(spot)) if spot and spot.href else shape


def _hatching(name: str) -> Markup:
    line = tag("line", x1=0, y1=0, x2=0, y2=5, class_="hatch")
    pattern = tag(
        "pattern",
        line,
        id=name,
        width=5,
        height=5,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return tag("defs", pattern)


def _area_figures(countries: Iterable[Land], sheet: _Sheet, areas: Mapping[str, Spot]) -> Iterable[Markup]:
    """How many events are placed in a country and no closer, as a figure without a dot."""
    for land in countries:
        spot = areas.get(land.iso2)
        if not spot or not sheet.meets(land.box):
            continue
        middle = _middle(land)
        x, y = (middle[0] - sheet.left) * sheet.scale, (middle[1] - sheet.top) * sheet.scale
        if 0 < x < sheet.width and 0 < y < sheet.height:
            yield tag("text", str(spot.events), class_="area-figure", x=x, y=y + 4, text_anchor="middle")


def _said(spot: Spot) -> str:
    return f"{one_line(spot.name)}: {count(spot.events, 'event')}"


def _dots(points: Sequence[Spot], sheet: _Sheet) -> Iterable[Markup]:
    taken: list[tuple[float, float, float, float]] = []
    for spot, x, y, near in _apart(points, sheet):
        r = 3.5 + 2.2 * sqrt(min(spot.events, 60)) * 0.7
        name = _named(spot, x, y, r, sheet, taken)
        said = f"{_said(spot)}; near it {count(near, 'place')} more" if near else _said(spot)
        several = " several" if near else ""
        shape = f'<circle class="dot{several}" cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"></circle>'
        inside = f"<title>{escaped(said)}</title>{shape}{''.join(name)}"
        linked = f'<a href="{escaped(spot.href)}" class="spot">{inside}</a>' if spot.href else None
        yield Markup(linked or f'<g class="spot">{inside}</g>')


def _apart(points: Sequence[Spot], sheet: _Sheet) -> list[tuple[Spot, float, float, int]]:
    """The places with a dot of their own, and how many lie so near to each that their dots would cover it.

    The places of the most events come first; what stands nowhere on its own is in the list beside the map.
    """
    cells: dict[tuple[int, int], int] = {}
    found: list[tuple[Spot, float, float]] = []
    near: list[int] = []
    for spot in points:
        assert spot.lat is not None
        assert spot.lon is not None
        x, y = sheet.at(spot.lon, spot.lat)
        cell = int(x // NEAR), int(y // NEAR)
        for dx, dy in _AROUND:
            at = cells.get((cell[0] + dx, cell[1] + dy))
            if at is not None and hypot(found[at][1] - x, found[at][2] - y) < NEAR:
                near[at] += 1
                break
        else:
            cells[cell] = len(found)
            found.append((spot, x, y))
            near.append(0)
    return [(*dot, n) for dot, n in zip(found, near, strict=True)]


def _named(
    spot: Spot, x: float, y: float, r: float, sheet: _Sheet, taken: list[tuple[float, float, float, float]]
) -> list[Markup]:
    """The name of a place beside its dot, where it covers no other name; the larger places come first."""
    if len(taken) >= MOST_NAMES:
        return []
    name = fitted(spot.name, 130, 12)
    wide = width_of(name, 12)
    left = x + r + 4 if x + r + 4 + wide < sheet.width - EDGE else x - r - 4 - wide
    box = (left, y - 9, left + wide, y + 7)
    if any(box[0] < t[2] and box[2] > t[0] and box[1] < t[3] and box[3] > t[1] for t in taken):
        return []
    taken.append(box)
    return [tag("text", name, class_="place-name", x=left, y=y + 4)]
