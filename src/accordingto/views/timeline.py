"""Sayings against happenings, drawn: who spoke for or against an event on which day, and when it took place.

Support stands above the line, denial below; the bar under them is the happening, the strip its standing.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from markupsafe import Markup

from accordingto.model.event import Event
from accordingto.views.drawing import (
    Days,
    day_axis,
    days_in,
    escaped,
    fitted,
    joined,
    picture,
    saying,
    tag,
    width_of,
)  # fmt: skip
from accordingto.views.panel import Link, Origin, Panel, Stand
from accordingto.views.words import day, one_line, standing, when

DOT = 10.0
MOST = 9  # dots on one another; how many more there are is written above


def stands_of(origins: Sequence[Origin]) -> list[Stand]:
    """Every stand in the trees of these origins, each once, by day, report and place in the text."""
    found = {s.support.id: s for origin in origins for link in origin.links for s in _in(link)}
    return sorted(found.values(), key=lambda s: (spoken(s) or "9", s.report.id, s.support.span))


def _in(link: Link) -> Iterator[Stand]:
    for telling in link.tellings:
        yield from telling.stands
    for relay in link.relays:
        yield from _in(relay)


def spoken(stand: Stand) -> str | None:
    """The day on which something was said, else that on which its report appeared."""
    return stand.support.said_on or stand.report.published


def draw(panel: Panel, width: float) -> Markup | None:
    """The timeline in so many pixels; None where no day is known of any saying."""
    groups = {
        "support": stands_of([*panel.origins, *panel.uncounted]),
        "deny": stands_of(panel.denials),
        "other": stands_of(panel.noncommittal),
    }
    said = [days_in(spoken(s)) for stands in groups.values() for s in stands]
    known = [d for days in said if days for d in days]
    if not known:
        return None
    happening = _happening(panel.event)
    left = 84.0 if width > 600 else 6.0
    days = Days.over([*known, *(happening or ())], left, width - 6)
    highs = {kind: _columns(stands, days) for kind, stands in groups.items()}
    above = max([1, *(min(MOST, len(c)) for c in [*highs["support"].values()])])
    below = max([0, *(min(MOST, len(c)) for k in ("deny", "other") for c in highs[k].values())])
    line = 30 + above * DOT
    parts = [
        *_lane("for", left, line - 12),
        *(_stack(column, days.at(d), line - 9, -DOT, "support") for d, column in highs["support"].items()),
        *(_stack(column, days.at(d), line + 9, DOT, "deny") for d, column in highs["deny"].items()),
        *(_stack(column, days.at(d) + 10, line + 9, DOT, "other") for d, column in highs["other"].items()),
        tag("line", class_="zero", x1=left, x2=width - 6, y1=line, y2=line),
    ]
    if below:
        parts += _lane("against", left, line + 16)
    y = line + 14 + below * DOT
    if happening:
        parts.append(_bar(happening, days, y, panel.event, left))
        y += 30
    parts.append(_strip(panel.event, days, y, left))
    y += 26
    parts.append(day_axis(days, y))
    label = f"Timeline from {day(days.first.isoformat())} to {day(days.last.isoformat())}"
    return picture(joined(parts), width, y + 24, label=label, class_="timeline")


def _lane(name: str, left: float, y: float) -> list[Markup]:
    return [tag("text", name, class_="lane", x=0, y=y)] if left > 20 else []


def _happening(event: Event) -> tuple[date, date] | None:
    return days_in("/".join(d for d in (event.begin, event.end) if d) or None)


def _columns(stands: Sequence[Stand], days: Days) -> dict[date, list[Stand]]:
    """Stands by the day to draw them on: the last of an interval, when all of it had been said."""
    found: dict[date, list[Stand]] = {}
    for stand in stands:
        at = days_in(spoken(stand))
        if at and days.first <= at[1] <= days.last:
            found.setdefault(at[1], []).append(stand)
    return found


def _stack(stands: Sequence[Stand], x: float, y: float, step: float, kind: str) -> Markup:
    shown = stands[:MOST]
    parts = [_dot(stand, x, y + n * step, kind) for n, stand in enumerate(shown)]
    if len(stands) > MOST:
        at = y + MOST * step + (3 if step > 0 else 0)
        parts.append(tag("text", f"+{len(stands) - MOST}", class_="tick", x=x, y=at, text_anchor="middle"))
    return joined(parts)


def _dot(stand: Stand, x: float, y: float, kind: str) -> Markup:
    span = stand.support.span
    words = f"{stand.chain[-1].name}, {day(spoken(stand))}: {one_line(span.quote)}"
    href = f"/reports/{stand.report.id}?at={span.start}-{span.end}#shown"
    more = f' data-report="{escaped(stand.report.id)}"'
    return saying((x, y, 4.0), f"{kind} copied" if stand.copies else kind, words, href, more)


def _bar(happening: tuple[date, date], days: Days, y: float, event: Event, left: float) -> Markup:
    x1, x2 = days.at(happening[0]) - days.step / 2, days.at(happening[1]) + days.step / 2
    words = when(event) or ""
    at_right = x2 + 6 + width_of(words, 12) < days.right
    parts = [
        *_lane("happening", left, y + 11),
        tag("rect", class_="happening", x=x1, y=y + 2, width=max(4.0, x2 - x1), height=11, rx=2),
        tag("text", words, class_="facts", x=x2 + 6 if at_right else x1 - 6, y=y + 12,
            text_anchor=None if at_right else "end"),
    ]  # fmt: skip
    return joined(parts)


def _strip(event: Event, days: Days, y: float, left: float) -> Markup:
    """The standing as a strip of stretches, each from the day on which it began."""
    changes = [(d[0], c.standing) for c in event.history if (d := days_in(c.date))]
    inside = [(max(days.first, min(d, days.last)), s) for d, s in changes]
    last: dict[date, str] = dict(inside)
    parts = [*_lane("standing", left, y + 12)]
    begins = sorted(last)
    for begin, following in zip(begins, [*begins[1:], None], strict=True):
        x1 = days.at(begin) - days.step / 2
        x2 = days.at(following) - days.step / 2 if following else days.right
        name, class_ = standing(last[begin]), last[begin].replace("+", " ").replace("_", "-")
        shown = fitted(name, x2 - x1 - 8, 11.5)
        parts.append(
            tag(
                "g",
                tag("title", f"{name} since {day(begin.isoformat())}"),
                tag("rect", class_=f"stand {class_}", x=x1, y=y, width=max(2.0, x2 - x1 - 2), height=17),
                tag("text", shown if len(shown) > 3 else "", class_="stand-name", x=x1 + 5, y=y + 12.5),
            )
        )
    return joined(parts)
