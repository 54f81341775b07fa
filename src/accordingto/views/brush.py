"""How many events each stretch of days has, drawn: a bar is a link that shows its stretch alone.

A script makes a brush of it: what is drawn over with the pointer becomes the days that are asked for.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from accordingto.views.drawing import Days, day_axis, joined, tag
from accordingto.views.words import count, day

HIGH, AXIS = 40.0, 24.0
MOST_BARS = 90
FAR = 0.02
"""The share of events at either end that may lie outside of the scale; a narrow bar beside it leads to them."""
WIDTHS = (1, 7, 14, 28, 91, 182, 364)


def draw(
    told: Mapping[str, int], chosen: tuple[str, str], address: str, width: float, class_: str
) -> Markup | None:
    """Bars over the days of events, the `chosen` ones (first and last, either may be empty) marked.

    `address` is that of the page, to which the days of a bar are added. None where there is nothing to choose.
    """
    days = {date.fromisoformat(d): n for d, n in told.items()}
    if len(days) < 2:
        return None
    kept = _near(days)
    scale = Days.over(kept, 4, width - 4)
    span = (scale.last - scale.first).days + 1
    most = MOST_BARS if width > 600 else MOST_BARS // 3
    size = next((n for n in WIDTHS if span <= n * most), -(-span // most))
    bars: Counter[int] = Counter()
    for at, events in days.items():
        bars[max(-1, (min(at, scale.last + timedelta(days=size)) - scale.first).days // size)] += events
    drawn = _Bars(scale, size, max(bars.values()), chosen, address)
    high = HIGH + AXIS
    return tag(
        "svg", joined([*(_bar(drawn, n, events) for n, events in sorted(bars.items())), day_axis(scale, HIGH)]),
        class_=f"brush {class_}", viewBox=f"0 0 {width:.0f} {high:.0f}",
        width=f"{width:.0f}", height=f"{high:.0f}", role="group", aria_label="Events by day",
        data_first=scale.first.isoformat(), data_days=span, data_left=4, data_right=width - 4,
    )  # fmt: skip


def _near(days: Mapping[date, int]) -> list[date]:
    """The days to have room on the scale: without the first and last few where they lie far from all others."""
    known = sorted(days)
    total, seen, inner = sum(days.values()), 0, []
    for at in known:
        if FAR * total < seen + days[at] and seen < (1 - FAR) * total:
            inner.append(at)
        seen += days[at]
    whole = (known[-1] - known[0]).days
    return inner if len(inner) > 1 and (inner[-1] - inner[0]).days * 4 < whole else known


@dataclass(frozen=True, slots=True)
class _Bars:
    """What the bars of one drawing share: `size` days each, the `highest` has so many events."""

    scale: Days
    size: int
    highest: int
    chosen: tuple[str, str]
    address: str


def _bar(bars: _Bars, number: int, events: int) -> Markup:
    scale, chosen = bars.scale, bars.chosen
    first = scale.first + timedelta(days=number * bars.size)
    last = min(scale.last, first + timedelta(days=bars.size - 1))
    if number < 0:
        begin, end, asked = "", (scale.first - timedelta(days=1)).isoformat(), "until={1}"
        x1, x2 = scale.left - 3, scale.left - 1
        words = f"before {day(scale.first.isoformat())}"
    elif first > scale.last:
        begin, end, asked = (scale.last + timedelta(days=1)).isoformat(), "9", "since={0}"
        x1, x2 = scale.right + 1, scale.right + 3
        words = f"after {day(scale.last.isoformat())}"
    else:
        begin, end, asked = first.isoformat(), last.isoformat(), "since={0}&until={1}"
        x1, x2 = scale.at(first) - scale.step / 2, scale.at(last) + scale.step / 2
        words = day(f"{begin}/{end}")
    inside = (not chosen[0] or end >= chosen[0]) and (not chosen[1] or begin <= chosen[1])
    high = max(2.0, (HIGH - 4) * events / bars.highest)
    gap = "" if bars.address.endswith("?") else "&"
    return tag(
        "a",
        tag("title", f"{words}: {count(events, 'event')}"),
        tag("rect", class_="hit", x=x1, y=0, width=max(1.0, x2 - x1), height=HIGH),
        tag("rect", class_="bar" if inside else "bar out", x=x1, y=HIGH - high, width=max(1.0, x2 - x1 - 1),
            height=high),
        href=f"{bars.address}{gap}{asked.format(begin, end)}",
    )  # fmt: skip
