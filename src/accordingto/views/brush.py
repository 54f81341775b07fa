"""How many events each stretch of days has, drawn: a bar is a link that shows its stretch alone.

A script makes a brush of it: what is drawn over with the pointer becomes the days that are asked for.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from markupsafe import Markup

from accordingto.views.drawing import Days, day_axis, joined, tag
from accordingto.views.words import count, day

HIGH, AXIS = 40.0, 24.0
MOST_BARS = 90
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
    scale = Days.over(days, 4, width - 4)
    span = (scale.last - scale.first).days + 1
    most = MOST_BARS if width > 600 else MOST_BARS // 3
    size = next((n for n in WIDTHS if span <= n * most), -(-span // most))
    bars: Counter[int] = Counter()
    for at, events in days.items():
        bars[(at - scale.first).days // size] += events
    highest = max(bars.values())
    parts = [_bar(scale, n, size, (events, highest), chosen, address) for n, events in sorted(bars.items())]
    high = HIGH + AXIS
    return tag(
        "svg", joined([*parts, day_axis(scale, HIGH)]),
        class_=f"brush {class_}", viewBox=f"0 0 {width:.0f} {high:.0f}",
        width=f"{width:.0f}", height=f"{high:.0f}", role="group", aria_label="Events by day",
        data_first=scale.first.isoformat(), data_days=span, data_left=4, data_right=width - 4,
    )  # fmt: skip


def _bar(
    scale: Days, number: int, size: int, events: tuple[int, int], chosen: tuple[str, str], address: str
) -> Markup:
    first = scale.first + timedelta(days=number * size)
    last = min(scale.last, first + timedelta(days=size - 1))
    begin, end = first.isoformat(), last.isoformat()
    x1, x2 = scale.at(first) - scale.step / 2, scale.at(last) + scale.step / 2
    inside = (not chosen[0] or end >= chosen[0]) and (not chosen[1] or begin <= chosen[1])
    high = max(2.0, (HIGH - 4) * events[0] / events[1])
    gap = "" if address.endswith("?") else "&"
    wide = max(1.0, x2 - x1)
    return tag(
        "a",
        tag("title", f"{day(f'{begin}/{end}')}: {count(events[0], 'event')}"),
        tag("rect", class_="hit", x=x1, y=0, width=wide, height=HIGH),
        tag("rect", class_="bar" if inside else "bar out", x=x1, y=HIGH - high, width=max(1.0, wide - 1),
            height=high),
        href=f"{address}{gap}since={begin}&until={end}",
    )  # fmt: skip
