"""The map of the events that an address asks for; what has neither a point nor an outline is listed beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote_plus, urlencode

from markupsafe import Markup

from accordingto.ledger import Ledger
from accordingto.ledger.geography import PlaceCount, place_counts
from accordingto.views import api, world_map
from accordingto.views.desk import LABELS

WIDTH, HEIGHT = 1060.0, 560.0
MOST = 100
"""So many places are listed beside the map; the others are in what can be taken along."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A place with its events and the address at which they are listed."""

    place: PlaceCount
    href: str


@dataclass(frozen=True, slots=True)
class MapPage:
    """The drawing, the places on it (and how many `more` there are), the areas without an outline here, and the
    names that were not resolved.
    """

    map: Markup
    narrow: Markup
    world: bool
    other: str
    points: tuple[Listed, ...]
    more: int
    areas: tuple[Listed, ...]
    unresolved: tuple[Listed, ...]
    kept: str
    since: str
    until: str
    chips: tuple[str, ...]


def map_page(ledger: Ledger, parameters: Mapping[str, str]) -> MapPage:
    """The map for the parameters of an address. Raises QueryError for what makes no sense."""
    given = {k: v.strip() for k, v in parameters.items() if v.strip()}
    world = given.pop("whole", "") == "yes"
    wanted = api.wanted(given).filter()
    kept = {k: v for k, v in given.items() if k in LABELS or k == "q"}
    with ledger.events_view() as connection:
        places = place_counts(connection, wanted)
    rest_of = urlencode(kept) + "&" if kept else ""
    listed = [Listed(p, f"/?{rest_of}place={quote_plus(p.name)}") for p in places]
    spots = [_spot(item) for item in listed]
    shown = [s for s in spots if world_map.placed(s)]
    there = [item for item, spot in zip(listed, spots, strict=True) if world_map.placed(spot)]
    rest = [item for item, spot in zip(listed, spots, strict=True) if not world_map.placed(spot)]
    return MapPage(
        map=world_map.draw(shown, WIDTH, HEIGHT, whole=world, class_="wide"),
        narrow=world_map.draw(shown, 360, 300, whole=world, class_="narrow"),
        world=world,
        other="/map?" + urlencode(kept if world else {**kept, "whole": "yes"}),
        points=tuple(there[:MOST]),
        more=len(there[MOST:]),
        areas=tuple(item for item in rest if item.place.precision != "unresolved")[:MOST],
        unresolved=tuple(item for item in rest if item.place.precision == "unresolved")[:MOST],
        kept=urlencode(kept),
        since=given.get("since", ""),
        until=given.get("until", ""),
        chips=tuple(f"{LABELS.get(k, 'Words')}: {v}" for k, v in _without_days(kept)),
    )


def _without_days(kept: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return ((k, v) for k, v in kept.items() if k not in ("since", "until"))


def _spot(item: Listed) -> world_map.Spot:
    p = item.place
    return world_map.Spot(p.name, p.events, p.country, p.precision, p.lat, p.lon, item.href)
