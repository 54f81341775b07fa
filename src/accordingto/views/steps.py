"""The numbers of an event as a step chart for each counted thing: one line a root, from the day it said so.

A value that is an interval is drawn as one; what is open on one side ends in an arrow. There is no mean of roots.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log10

from markupsafe import Markup

from accordingto.model.values import Quantity
from accordingto.views.drawing import Days, day_axis, days_in, fitted, joined, picture, tag, width_of
from accordingto.views.panel import Counted, Number
from accordingto.views.words import amount, day, number, one_line

TOP, HIGH, AXIS = 16.0, 150.0, 26.0
BESIDE = 480.0
LEAST = 1e-9
COLOURS = 6
"""So many lines have a colour of their own; beyond, the names tell them apart."""


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    points: tuple[tuple[date, Number], ...]


@dataclass(frozen=True, slots=True)
class _Heights:
    """From a value to pixels: linear from 0, or logarithmic where the largest is 40 times the smallest."""

    low: float
    high: float
    logarithmic: bool

    @classmethod
    def over(cls, values: Sequence[float]) -> "_Heights":
        least, most = min(values), max(values)
        if least > 0 and most / least >= 40:
            return cls(least / 1.6, most * 1.6, True)
        if least < 0:
            return cls(least * 1.1, max(most * 1.12, 0.0), False)
        return cls(0.0, most * 1.12 or 1.0, False)

    def at(self, value: float) -> float:
        if self.logarithmic:
            share = log10(max(value, self.low) / self.low) / log10(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return TOP + HIGH * (1 - max(0.0, min(1.0, share)))


def drawable(group: Counted) -> bool:
    """Whether a chart says more than the list: two dated values at least."""
    return len(_dated(group.numbers)) >= 2


def _dated(numbers: Sequence[Number]) -> list[tuple[date, Number]]:
    found = [(d[1], n) for n in numbers if n.quantity.best is not None and (d := days_in(n.said_on))]
    return sorted(found, key=lambda pair: (pair[0], pair[1].quantity.best or 0.0))


def draw(group: Counted, width: float) -> Markup:
    """The chart of one counted thing, so many pixels wide."""
    lines = _lines(group.numbers)
    below = width < BESIDE  # then the names stand under the chart
    named = 8.0 if below else max(width_of(line.name, 12.5) for line in lines) + 24
    right = width - min(named, width * 0.36)
    shown = [p for line in lines for p in line.points]
    days = Days.over([d for d, _ in shown], 52, right)
    heights = _Heights.over([v for _, n in shown for v in _ends(n.quantity)])
    parts = [*_grid(heights, right), day_axis(days, TOP + HIGH)]
    ends = [heights.at(line.points[-1][1].quantity.best or 0.0) for line in lines]
    levels = [TOP + HIGH + AXIS + 18 + 17 * n for n in range(len(lines))] if below else _levels(ends)
    for n, (line, end, level) in enumerate(zip(lines, ends, levels, strict=True)):
        parts.append(_line(line, days, heights, f"line line-{n % COLOURS}"))
        x1, y1, x2 = (0.0, level, 16.0) if below else (right, end, right + 8)
        room = width - x2 - 6
        parts.append(tag("path", class_=f"lead line-{n % COLOURS}", d=f"M{x1:.1f} {y1:.1f}L{x2:.1f} {level:.1f}"))
        name = fitted(line.name, room, 12.5)
        parts.append(tag("text", name, class_=f"line-name line-{n % COLOURS}", x=x2 + 4, y=level + 4))
    label = f"{one_line(group.what)} as given by {len(lines)} parties"
    high = max(TOP + HIGH + AXIS, levels[-1] + 12)
    return picture(joined(parts), width, high, label=label, class_="steps")


def _lines(numbers: Sequence[Number]) -> list[_Line]:
    by_party: dict[str, list[tuple[date, Number]]] = {}
    for at, given in _dated(numbers):
        name = given.party.name if given.party else "party not known"
        by_party.setdefault(name, []).append((at, given))
    lines = [_Line(one_line(name), tuple(points)) for name, points in by_party.items()]
    return sorted(lines, key=lambda line: (-(line.points[-1][1].quantity.best or 0.0), line.name))


def _ends(q: Quantity) -> list[float]:
    return [v for v in (q.low, q.best, q.high) if v is not None]


def _levels(wanted: Sequence[float]) -> list[float]:
    """Heights for the names: as near to their lines as they can stand without covering one another."""
    found: list[float] = []
    for level in wanted:
        found.append(max(level, found[-1] + 15) if found else level)
    return found


def _grid(heights: _Heights, right: float) -> list[Markup]:
    parts = []
    for value in _round_values(heights):
        y = heights.at(value)
        parts.append(tag("line", class_="grid", x1=52, x2=right, y1=y, y2=y))
        parts.append(tag("text", _short(value), class_="tick", x=45, y=y + 4, text_anchor="end"))
    return parts


def _round_values(heights: _Heights) -> list[float]:
    if heights.logarithmic:
        first, last = int(log10(heights.low)), int(log10(heights.high))
        return [v for n in range(first, last + 1) if heights.low <= (v := 10.0**n) <= heights.high]
    span = heights.high - heights.low
    raw = span / 3
    if raw < LEAST:  # no news counts in such steps, and they underflow
        return [heights.low]
    size = 10 ** int(log10(raw)) if raw >= 1 else 10 ** (int(log10(raw)) - 1)
    step = next(size * n for n in (1, 2, 2.5, 5, 10, 20) if span / (size * n) <= 4)
    first = int(heights.low / step)
    return [v for n in range(first, first + 7) if heights.low <= (v := n * step) <= heights.high]


def _short(value: float) -> str:
    for size, sign in ((1e9, " bn"), (1e6, " m")):
        if abs(value) >= size:
            return number(round(value / size, 1)) + sign
    return number(round(value, 2))


def _line(line: _Line, days: Days, heights: _Heights, class_: str) -> Markup:
    path, parts = "", []
    for at, given in line.points:
        x, y = days.at(at), heights.at(given.quantity.best or 0.0)
        path += f"H{x:.1f}V{y:.1f}" if path else f"M{x:.1f} {y:.1f}"
        parts.append(_point(line.name, given, x, y, heights))
    return tag("g", tag("path", class_="step", d=f"{path}H{days.right:.1f}"), *parts, class_=class_)


def _point(name: str, given: Number, x: float, y: float, heights: _Heights) -> Markup:
    q = given.quantity
    ends = [heights.at(v) for v in (q.low, q.high) if v is not None and v != q.best]
    parts = [tag("title", f"{name}, {day(given.said_on)}: {amount(q)} {q.counts or ''}".strip())]
    if ends:
        parts.append(tag("line", class_="spread", x1=x, x2=x, y1=min([y, *ends]), y2=max([y, *ends])))
    if q.op in (">=", ">", "<=", "<"):
        way = -1 if q.op.startswith(">") else 1
        parts.append(tag("path", class_="open", d=f"M{x - 4:.1f} {y + way * 9:.1f}l4 {way * 6}l4 {-way * 6}"))
    parts.append(tag("circle", class_="hit", cx=x, cy=y, r=10))
    parts.append(tag("circle", class_="point", cx=x, cy=y, r=4))
    return tag("a", *parts, href=f"/reports/{given.report}?at={q.span.start}-{q.span.end}#shown", class_="value")
