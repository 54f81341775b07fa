"""The map of the events that an address asks for; what has neither a point nor an outline is listed beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote_plus, urlencode

from markupsafe import Markup

from accordingto.ledger import Ledger
from accordingto.ledger.desk import event_days
from accordingto.ledger.geography import PlaceCount, place_counts
from accordingto.views import api, brush, world_map
from accordingto.views.borders import Borders, natural_earth
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
    lines: str
    brush: Markup | None
    narrow_brush: Markup | None
    world: bool
    other: str
    points: tuple[Listed, ...]
    more: int
    areas: tuple[Listed, ...]
    unresolved: tuple[Listed, ...]
    kept: str
    since: str
    until: str
    all_days: str
    chips: tuple[str, ...]


def map_page(ledger: Ledger, parameters: Mapping[str, str], borders: Borders | None = None) -> MapPage:
    """The map for the parameters of an address. Raises QueryError for what makes no sense."""
    given = {k: v.strip() for k, v in parameters.items() if v.strip()}
    world = given.pop("whole", "") == "yes"
    wanted = api.wanted(given).filter()
    kept = {k: v for k, v in given.items() if k in LABELS or k == "q"}
    borders = borders or natural_earth()
    with ledger.events_view() as connection:
        places = place_counts(connection, wanted)
        told = event_days(connection, replace(wanted, since=None, until=None))
    rest_of = urlencode(kept) + "&" if kept else ""
    shown, there, rest = [], [], []
    for item in (Listed(p, f"/?{rest_of}place={_quoted(p.name)}") for p in places):
        spot = _spot(item)
        if world_map.placed(spot, borders):
            shown.append(spot)
            there.append(item)
        else:
            rest.append(item)
    days = given.get("since", ""), given.get("until", "")
    address = "/map?" + urlencode({**dict(_without_days(kept)), **({"whole": "yes"} if world else {})})
    return MapPage(
        map=world_map.draw(shown, (WIDTH, HEIGHT), borders=borders, whole=world, class_="wide"),
        narrow=world_map.draw(shown, (360, 300), borders=borders, whole=world, class_="narrow"),
        lines=borders.words,
        brush=brush.draw(told, days, address, WIDTH, "wide"),
        narrow_brush=brush.draw(told, days, address, 360, "narrow"),
        world=world,
        other="/map?" + urlencode(kept if world else {**kept, "whole": "yes"}),
        points=tuple(there[:MOST]),
        more=len(there[MOST:]),
        areas=tuple(item for item in rest if item.place.precision != "unresolved")[:MOST],
        unresolved=tuple(item for item in rest if item.place.precision == "unresolved")[:MOST],
        kept=urlencode(kept),
        since=given.get("since", ""),
        until=given.get("until", ""),
        all_days=urlencode(dict(_without_days(kept))),
        chips=tuple(f"{LABELS.get(k, 'Words')}: {v}" for k, v in _without_days(kept)),
    )


@lru_cache(maxsize=1 << 14)
def _quoted(name: str) -> str:
    return quote_plus(name)


def _without_days(kept: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return ((k, v) for k, v in kept.items() if k not in ("since", "until"))


def _spot(item: Listed) -> world_map.Spot:
    p = item.place
    return world_map.Spot(p.name, p.events, p.country, p.precision, p.lat, p.lon, item.href)
