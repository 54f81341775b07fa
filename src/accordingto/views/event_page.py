"""The page of one event: its panel with the drawings of it, as it stands or as it stood on a day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup
from sqlalchemy import Connection

from accordingto.errors import NotFound
from accordingto.ledger import Ledger
from accordingto.ledger.desk import heads
from accordingto.ledger.geography import PlaceCount, places_by_event
from accordingto.model.event import Event
from accordingto.views import origin_tree, steps, timeline, world_map
from accordingto.views.borders import Borders, natural_earth
from accordingto.views.panel import Counted, Origin, Panel, panel
from accordingto.views.words import count, day

WIDE, NARROW = 1232.0, 340.0
SHOWN = 60
"""Origins of a group, numbers of a counted thing and reports that a page shows unless it is asked for all."""


@dataclass(frozen=True, slots=True)
class Both:
    """A drawing for wide windows and one for narrow ones."""

    wide: Markup
    narrow: Markup


@dataclass(frozen=True, slots=True)
class Branch:
    """A group of origins with its drawing: those that count, those that do not, who denies."""

    title: str
    note: str
    kind: str
    tree: Both


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one counted thing with their step chart, where there are enough of them."""

    group: Counted
    chart: Both | None


@dataclass(frozen=True, slots=True)
class EventPage:
    """What the page of an event shows. `asof` is the day as of which, `days` those on which a report
    of it appeared, `now` the id of the event as it stands, `titles` the names of its reports by their ids;
    `left_out` says of what how many are not shown, as "193 origins"."""

    panel: Panel
    branches: tuple[Branch, ...]
    timeline: Both | None
    numbers: tuple[Numbers, ...]
    places: tuple[PlaceCount, ...]
    map: Markup | None
    lines: str
    asof: str | None
    days: tuple[str, ...]
    now: str
    titles: dict[str, str]
    left_out: tuple[str, ...]


def event_page(
    ledger: Ledger, id_: str, asof: str, borders: Borders | None = None, *, whole: bool = False
) -> EventPage:
    """The page of the event with this id, as of a day where one is given. Raises NotFound, QueryError.

    Of a large event it shows the beginning of each list, unless `whole`.
    """
    if asof:
        event = ledger.event(id_)
        shown = _panel_on(ledger, event, asof)
    else:
        shown = panel(ledger, id_)
        event = shown.event
    with ledger.events_view() as connection:
        places = places_by_event(connection, event.id)
        days = _days(connection, event)
    spots = [world_map.Spot(p.name, 1, p.country, p.precision, p.lat, p.lon) for p in places]
    borders = borders or natural_earth()
    told, titles = shown, {r.id: r.outlet or r.title or r.id for r in shown.reports}
    shown = shown if whole else _beginning(shown)
    drawn = [s for s in spots if world_map.placed(s, borders)]
    return EventPage(
        panel=shown,
        branches=_branches(shown),
        timeline=_timeline(told),
        numbers=tuple(Numbers(g, _chart(g)) for g in shown.numbers),
        places=places,
        map=world_map.draw(drawn, (520, 300), borders=borders) if drawn else None,
        lines=borders.words,
        asof=asof or None,
        days=days,
        now=event.id,
        titles=titles,
        left_out=_left_out(told, shown),
    )


def _beginning(shown: Panel) -> Panel:
    """A panel with the first of each list; of the numbers those that were given last."""
    return replace(
        shown,
        origins=shown.origins[:SHOWN],
        uncounted=shown.uncounted[:SHOWN],
        denials=shown.denials[:SHOWN],
        noncommittal=shown.noncommittal[:SHOWN],
        numbers=tuple(replace(group, numbers=group.numbers[-SHOWN:]) for group in shown.numbers),
        conflicts=shown.conflicts[:SHOWN],
        near_copies=shown.near_copies[:SHOWN],
        parts=shown.parts[:SHOWN],
        reports=shown.reports[:SHOWN],
    )


def _left_out(told: Panel, shown: Panel) -> tuple[str, ...]:
    def sources(p: Panel) -> int:
        return sum(map(len, (p.origins, p.uncounted, p.denials, p.noncommittal)))

    def numbers(p: Panel) -> int:
        return sum(len(group.numbers) for group in p.numbers)

    lists = (
        ("source", sources(told) - sources(shown)),
        ("earlier number", numbers(told) - numbers(shown)),
        ("conflict", len(told.conflicts) - len(shown.conflicts)),
        ("repetition", len(told.near_copies) - len(shown.near_copies)),
        ("part", len(told.parts) - len(shown.parts)),
        ("report", len(told.reports) - len(shown.reports)),
    )
    return tuple(count(n, what) for what, n in lists if n)


def _days(connection: Connection, event: Event) -> tuple[str, ...]:
    """The days on which reports of an event appeared: what was known of it changes on no other day."""
    published = {r.published[:10] for r in heads(connection, event.reports) if r.published}
    return tuple(sorted(published))


def _panel_on(ledger: Ledger, event: Event, asof: str) -> Panel:
    """The panel of what was known of an event on a day: the event of that day with which it shares a claim."""
    with ledger.asof(asof) as past:
        known = set(event.claims)
        held = [(len(known & set(e.claims)), e.id) for e in past.holding(event.claims)]
        if not held:
            raise NotFound(f"on {day(asof)} no report of this event was there yet: choose a later day")
        return panel(past, max(held)[1])


def _branches(shown: Panel) -> tuple[Branch, ...]:
    groups: tuple[tuple[str, str, str, Sequence[Origin]], ...] = (
        ("Said by", "", "support", shown.origins),
        ("Denied by", "", "deny", shown.denials),
        ("Neither said nor denied by", "", "other", shown.noncommittal),
        (
            "Told, but no origin of its own",
            "The outlet's own voice, hearsay, and who rests on another's word.",
            "other",
            shown.uncounted,
        ),
    )
    return tuple(
        Branch(title, note, kind, Both(
            origin_tree.wide(origins, kind, title), origin_tree.narrow(origins, kind, title)
        ))
        for title, note, kind, origins in groups
        if origins
    )  # fmt: skip


def _timeline(shown: Panel) -> Both | None:
    wide, narrow = timeline.draw(shown, WIDE), timeline.draw(shown, NARROW)
    return Both(wide, narrow) if wide is not None and narrow is not None else None


def _chart(group: Counted) -> Both | None:
    return Both(steps.draw(group, 640), steps.draw(group, NARROW)) if steps.drawable(group) else None
