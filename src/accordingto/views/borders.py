"""Whose lines the map shows: the de facto lines of Natural Earth, or those of the user's own file.

The user's file is GeoJSON (RFC 7946, WGS 84): a collection of features. Areas that have a country's code are
countries, areas with `"disputed": true` are hatched, lines are drawn above them. Where the file has areas, they
stand in the place of all of Natural Earth's; where it has lines alone, they are drawn over those.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from math import asin, cos, isfinite, radians, sin, sqrt
from pathlib import Path
from typing import Any

from accordingto.errors import AccordingToError

_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = sqrt(3) / 2
CODES = ("iso2", "ISO_A2", "iso_a2", "ISO3166-1-Alpha-2", "ISO_A2_EH")
NAMES = ("name", "NAME", "ADMIN", "admin", "NAME_EN", "name_en")
AREAS = {"Polygon": 1, "MultiPolygon": 2}
LINES = {"LineString": 0, "MultiLineString": 1}
MOST_BYTES = 64 * 1024 * 1024
STEP = 0.02
"""Degrees: points of the user's file that are nearer to one another are one."""


class BordersError(AccordingToError):
    """A file of borders that cannot be understood."""

    http_status = 500


@lru_cache(maxsize=32_768)
def project(lon: float, lat: float) -> tuple[float, float]:
    """Longitude and latitude in degrees to the plane; y grows to the south."""
    theta = asin(_M * sin(radians(lat)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    x = radians(lon) * cos(theta) / (_M * (_A[0] + 3 * _A[1] * t2 + t6 * (7 * _A[2] + 9 * _A[3] * t2)))
    y = theta * (_A[0] + _A[1] * t2 + t6 * (_A[2] + _A[3] * t2))
    return x, -y


@dataclass(frozen=True, slots=True)
class Land:
    """An outline on the plane (`closed`), or a line; equal to another of the same name, code and extent."""

    name: str
    iso2: str
    rings: tuple[tuple[tuple[float, float], ...], ...] = field(hash=False, repr=False)
    box: tuple[float, float, float, float]
    closed: bool = True


@dataclass(frozen=True)
class Borders:
    """Countries, disputed areas and lines on the plane, and whose they are in `words` for the reader."""

    countries: tuple[Land, ...]
    disputed: tuple[Land, ...]
    lines: tuple[Land, ...]
    words: str

    @cached_property
    def outlined(self) -> frozenset[str]:
        """The codes of the countries that have an outline."""
        return frozenset(land.iso2 for land in self.countries if land.iso2)


@cache
def natural_earth() -> Borders:
    """The lines that come with the program."""
    raw = json.loads(files("accordingto.views").joinpath("web", "borders.json").read_text("utf-8"))
    per = raw["per_degree"]
    countries, disputed = (tuple(_unpacked(item, per) for item in raw[key]) for key in ("countries", "disputed"))
    return Borders(countries, disputed, (), "De facto lines, Natural Earth; disputed areas hatched.")


def _unpacked(item: Mapping[str, Any], per: int) -> Land:
    rings = []
    for steps in item["rings"]:
        x = y = 0
        points = []
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append(project(x / per, y / per))
        rings.append(tuple(points))
    return _land(str(item["name"]), str(item.get("iso2", "")), rings)


def _land(name: str, iso2: str, rings: Iterable[tuple[tuple[float, float], ...]], *, closed: bool = True) -> Land:
    held = tuple(rings)
    xs, ys = [p[0] for ring in held for p in ring], [p[1] for ring in held for p in ring]
    return Land(name, iso2, held, (min(xs), min(ys), max(xs), max(ys)), closed)


def read_borders(path: Path) -> Borders:
    """The borders in the user's file. Raises BordersError, with the feature that is wrong and the way out."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BordersError(f"{path} has more than {MOST_BYTES:,} bytes: simplify its lines")
        raw = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise BordersError(
            f"{path} cannot be read ({error.strerror or error}): allow it, or name another file"
        ) from error
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BordersError(f"{path} is no JSON ({error}): give the borders as GeoJSON") from error
    features = raw.get("features") if isinstance(raw, dict) else None
    if not isinstance(features, list) or not features:
        raise BordersError(f"{path} is no GeoJSON collection of features: borders come as a FeatureCollection")
    found: dict[str, list[Land]] = {"countries": [], "disputed": [], "lines": []}
    for n, feature in enumerate(features, 1):
        try:
            kind, land = _feature(feature)
        except ValueError as error:
            raise BordersError(f"{path}, feature {n}: {error}") from None
        found[kind].append(land)
    base = natural_earth()
    drawn = bool(found["countries"] or found["disputed"])
    return Borders(
        tuple(found["countries"]) if drawn else base.countries,
        tuple(found["disputed"]) if drawn else base.disputed,
        tuple(found["lines"]),
        f"Lines of {path.name}{'' if drawn else ' over those of Natural Earth'}; disputed areas hatched.",
    )


def _feature(feature: object) -> tuple[str, Land]:
    """What a feature is, and its outline. Raises ValueError with what is wrong and what would be right."""
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(feature, dict) or not isinstance(geometry, dict) or kind not in {**AREAS, **LINES}:
        raise ValueError(f"its geometry is {kind or 'missing'}: borders are {', '.join([*AREAS, *LINES])}")
    properties = feature.get("properties")
    said = properties if isinstance(properties, dict) else {}
    depth = {**AREAS, **LINES}[kind]
    rings = [_ring(ring) for ring in _flat(geometry.get("coordinates"), depth)]
    if not rings:
        raise ValueError("it has no coordinates: take it out")
    name = next((str(said[key]) for key in NAMES if said.get(key)), "")
    code = next((str(said[key]).upper() for key in CODES if said.get(key)), "")
    if kind in LINES:
        return "lines", _land(name, "", rings, closed=False)
    disputed = said.get("disputed") is True
    return ("disputed" if disputed else "countries"), _land(name, "" if disputed else code, rings)


def _flat(coordinates: object, depth: int) -> list[Any]:
    """The rings or lines in the coordinates of a geometry."""
    if not isinstance(coordinates, list):
        raise ValueError("its coordinates are no list: write them as RFC 7946 has them")
    if depth == 0:
        return [coordinates]
    return [ring for part in coordinates for ring in _flat(part, depth - 1)]


def _ring(points: Sequence[object]) -> tuple[tuple[float, float], ...]:
    kept: list[tuple[int, int]] = []
    for point in points:
        if not isinstance(point, list) or len(point) < 2 or not all(isinstance(v, int | float) for v in point[:2]):
            raise ValueError(f"{str(point)[:40]} is no position: write [longitude, latitude]")
        lon, lat = point[:2]
        if not (isfinite(lon) and isfinite(lat)) or abs(lon) > 180.001 or abs(lat) > 90.001:
            raise ValueError(f"[{lon}, {lat}] lies outside of the world: give degrees of WGS 84, longitude first")
        near = round(lon / STEP), round(lat / STEP)
        if not kept or kept[-1] != near:
            kept.append(near)
    if len(kept) == 1:
        kept.append(kept[0])
    if not kept:
        raise ValueError("a line of it has no positions: take it out")
    return tuple(project(max(-180.0, min(180.0, x * STEP)), max(-90.0, min(90.0, y * STEP))) for x, y in kept)
