"""Place, Timex, Quantity: what a claim says of where, when and how many, and how two of them compare."""

from dataclasses import dataclass
from datetime import date

from accordingto.model.text import Span

PRECISIONS = ("point", "settlement", "admin2", "admin1", "country", "area", "unresolved")
OPERATORS = ("=", "~", ">=", ">", "<=", "<", "range")


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in the text.

    `lat` and `lon` (degrees, WGS 84) are given only where a point is meant: an area is never a point. `metonym`:
    the name stands for a government or body ("Pyongyang said"), not for a location; `type` says the same in the
    words of the toponym resolution literature (Gritta et al. 2020: Literal, Metonymic).
    """

    id: str
    span: Span
    name: str
    gazetteer: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    kind: str = "area"
    precision: str = "unresolved"
    metonym: bool = False
    type: str = "Literal"

    def __post_init__(self) -> None:
        if self.precision not in PRECISIONS:
            raise ValueError(f"no such precision: {self.precision}")
        if (self.lat is None) != (self.lon is None):
            raise ValueError("a point needs both lat and lon")
        if self.lat is not None and self.precision not in ("point", "settlement"):
            raise ValueError(f"{self.precision} is not a point")


@dataclass(frozen=True, slots=True)
class Timex:
    """An expression of time: type and value after TIMEX3 (Pustejovsky et al. 2003), and the days it covers.

    `begin` and `end` are ISO days, both inclusive, None where open or unknown. `anchor` says what a relative
    expression was counted from: `published`, `text`, or `none`. Without a year in the text and without a date of
    publication the year stays open: value `XXXX-10-18`, no days.
    """

    id: str
    span: Span
    type: str
    value: str
    begin: str | None = None
    end: str | None = None
    anchor: str = "none"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the text, as the interval it stands for.

    `best` is the number as said, `low` and `high` the closed interval (None: open on that side), `op` one of
    `= ~ >= > <= < range`, `counts` the noun that is counted, as it stands in the text.
    """

    id: str
    span: Span
    low: float | None
    high: float | None
    best: float | None
    op: str = "="
    counts: str | None = None
    unit: str | None = None
    kind: str = "count"

    def __post_init__(self) -> None:
        if self.op not in OPERATORS:
            raise ValueError(f"no such operator: {self.op}")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")


def overlap(a: Quantity, b: Quantity) -> bool:
    """Whether both numbers can be right: their intervals share a value."""
    low = max(x for x in (a.low, b.low, float("-inf")) if x is not None)
    high = min(x for x in (a.high, b.high, float("inf")) if x is not None)
    return low <= high


def days_apart(a: Timex, b: Timex) -> int | None:
    """Days between two times, 0 where they overlap; None when either has no day on the calendar."""
    first, second = _days(a), _days(b)
    if first is None or second is None:
        return None
    return max(0, first[0] - second[1], second[0] - first[1])


def _days(t: Timex) -> tuple[int, int] | None:
    known = [date.fromisoformat(d[:10]).toordinal() for d in (t.begin, t.end) if d]
    return (min(known), max(known)) if known else None
