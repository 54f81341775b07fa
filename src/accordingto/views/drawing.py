"""What the drawings of the page share: SVG as text with everything escaped, widths of words, a scale of days.

A drawing is made on the server and needs no script; its colours come from the style sheet by class.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from markupsafe import Markup, escape

from accordingto.ledger.facets import is_unspaced
from accordingto.views.words import one_line, visible

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NARROW = frozenset("iljtfr.,:;'|!()[] ·-")
_WIDE = frozenset("mwMW—@%")


def tag(name: str, *inside: object, **attributes: object) -> Markup:
    """An element: what is inside is escaped unless it is Markup, attributes always. None leaves one out.

    `class_` gives `class`, an underscore inside a name a hyphen; numbers are rounded to a tenth.

    >>> str(tag("text", "a < b", class_="party", x=1.25))
    '<text class="party" x="1.2">a &lt; b</text>'
    """
    written = "".join([
        f' {_attribute(key)}="{_shown(value)}"' for key, value in attributes.items() if value is not None
    ])  # fmt: skip
    return Markup(f"<{name}{written}>{''.join([_shown(part) for part in inside])}</{name}>")


@cache
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _shown(value: object) -> str:
    """A value as it may stand in a drawing: escaped, nothing that turns a line around, a tenth of a pixel."""
    if isinstance(value, Markup):
        return str.__str__(value)
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    if isinstance(value, int):
        return str(value)
    return escaped(str(value))


@lru_cache(maxsize=8192)
def escaped(text: str) -> str:
    """`text` as it may stand between tags or in the quotation marks of an attribute.

    For what is drawn hundreds of times and is written as one string instead of with `tag`.
    """
    return str.__str__(escape(visible(text)))


def joined(parts: Iterable[Markup]) -> Markup:
    """Elements one after the other."""
    return Markup("".join(parts))


def width_of(text: str, size: float) -> float:
    """How wide a line of text will be, in pixels at a font size, near enough to leave room for it."""
    return _shares(text) * size


@lru_cache(maxsize=8192)
def _shares(text: str) -> float:
    return sum(map(_share, text))


@lru_cache(maxsize=4096)
def _share(ch: str) -> float:
    if ch in _NARROW:
        return 0.33
    if ch in _WIDE:
        return 0.88
    if is_unspaced(ch) or ord(ch) > 0x1F000:
        return 1.0
    return 0.68 if ch.isupper() else 0.55


def fitted(text: str | None, width: float, size: float) -> str:
    """`text` on one line, cut with an ellipsis where it would be wider than `width` pixels.

    >>> fitted("Meridian Agency of the Coast", 88, 10)
    'Meridian Agency…'
    """
    line = one_line(text)
    if width_of(line, size) <= width:
        return line
    return _cut(line, (width - width_of("…", size)) / size)


@lru_cache(maxsize=8192)
def _cut(line: str, room: float) -> str:
    kept = 0.0
    for at, ch in enumerate(line):
        kept += _share(ch)
        if kept > room:
            return line[:at].rstrip(" ,;:.") + "…"
    return line


def wrapped(text: str, width: float, size: float, lines: int) -> list[str]:
    """`text` broken at spaces into at most so many lines of a width, the last one cut where it must be."""
    words = one_line(text).split(" ")
    found: list[str] = []
    while words and len(found) < lines - 1:
        line = words.pop(0)
        while words and width_of(f"{line} {words[0]}", size) <= width:
            line = f"{line} {words.pop(0)}"
        found.append(fitted(line, width, size))
    if words:
        found.append(fitted(" ".join(words), width, size))
    return found


def saying(place: tuple[float, float, float], kind: str, words: str, href: str, more: str = "") -> Markup:
    """A saying on a scale of days, as a link: a circle, for a denial a square; dashed in a copy (kind "… copied").

    `place` is x, y and half the width; `more` are attributes, escaped already.
    """
    x, y, r = place
    kind, _, mark = kind.partition(" ")
    mark = f" {mark}" if mark else ""
    shape = (
        f'<rect class="mark{mark}" x="{x - r:.1f}" y="{y - r:.1f}" width="{2 * r:g}" height="{2 * r:g}"></rect>'
        if kind == "deny"
        else f'<circle class="mark{mark}" cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"></circle>'
    )
    inside = f"<title>{escaped(words)}</title>{shape}"
    return Markup(f'<a class="said {kind}" href="{escaped(href)}"{more}>{inside}</a>')


def days_in(iso: str | None) -> tuple[date, date] | None:
    """First and last day of an ISO day or interval, None where it has no day."""
    if not iso:
        return None
    begin, _, end = iso.partition("/")
    try:
        first, last = date.fromisoformat(begin[:10]), date.fromisoformat((end or begin)[:10])
    except ValueError:
        return None
    return (first, last) if first <= last else (last, first)


@dataclass(frozen=True, slots=True)
class Days:
    """A scale of days: `left` is where the first one begins, `right` where the last one ends, in pixels."""

    first: date
    last: date
    left: float
    right: float

    @classmethod
    def over(cls, days: Iterable[date], left: float, right: float) -> "Days":
        """The scale on which all these days have room, three at least. Raises ValueError for no day."""
        known = sorted(days)
        first, last = known[0], known[-1]
        if (last - first).days < 2 and date.min < first and last < date.max:
            first, last = first - timedelta(days=1), last + timedelta(days=1)
        return cls(first, last, left, right)

    @property
    def step(self) -> float:
        """Pixels of one day."""
        return (self.right - self.left) / ((self.last - self.first).days + 1)

    def at(self, day: date) -> float:
        """The middle of a day."""
        return self.left + ((day - self.first).days + 0.5) * self.step

    def ticks(self) -> list[tuple[date, str]]:
        """Days to name below the scale, with their names: far enough apart to be read."""
        room = max(1, int((self.right - self.left) / 64))
        span = (self.last - self.first).days + 1
        if span <= room * 31:
            every = next(n for n in (1, 2, 5, 7, 14, 31) if span <= room * n)
            days = [self.first + timedelta(days=n) for n in range(0, span, every)]
            return [(d, f"{d.day} {_MONTHS[d.month - 1]}") for d in days]
        months = [m for m in _months(self.first, self.last) if m >= self.first]
        steps = (1, 2, 3, 6, *(12 * 10**n * m for n in range(5) for m in (1, 2, 5)))
        every = next(n for n in steps if len(months) <= room * n)
        kept = [m for m in months if ((m.year * 12) + m.month - 1) % every == 0]
        return [(m, str(m.year) if every >= 12 else f"{_MONTHS[m.month - 1]} {m.year}") for m in kept]


def _months(first: date, last: date) -> list[date]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    begin = first.year * 12 + first.month - 1
    return [date((begin + n) // 12, (begin + n) % 12 + 1, 1) for n in range(count)]


def day_axis(days: Days, y: float) -> Markup:
    """The line of a scale with its named days below."""
    parts = [tag("line", class_="axis", x1=days.left, x2=days.right, y1=y, y2=y)]
    for day, name in days.ticks():
        x = days.at(day)
        parts.append(tag("line", class_="axis", x1=x, x2=x, y1=y, y2=y + 4))
        parts.append(tag("text", name, class_="tick", x=x, y=y + 17, text_anchor="middle"))
    return joined(parts)


def picture(body: Markup, width: float, height: float, *, label: str, class_: str) -> Markup:
    """An SVG of so many pixels, which shrinks where there is less room; `label` is what a screen reader says."""
    return tag(
        "svg", body, class_=class_, viewBox=f"0 0 {width:.0f} {height:.0f}", width=f"{width:.0f}",
        height=f"{height:.0f}", role="group", aria_label=one_line(label),
    )  # fmt: skip
