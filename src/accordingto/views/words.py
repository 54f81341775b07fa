"""How the views word things: dates, numbers, stands; and report text made safe to show.

Everything that came out of a report passes `visible` or `one_line` before a person sees it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from accordingto.model.event import Event
from accordingto.model.values import Quantity

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_VALUES = {
    3: "certain",
    2: "probable",
    1: "possible",
    0: "takes no stand",
    -1: "possibly not",
    -2: "probably not",
    -3: "certainly not",
}
_SIGNS = {"~": "about ", ">=": "at least ", ">": "more than ", "<=": "at most ", "<": "fewer than "}
LETTERS = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
"""The letters of the Admiralty code for sources (NATO AJP-2.1), in words."""
PLAIN_STATUSES = ("happened", "ongoing", "did-not-happen")
"""Statuses that need no word beside a stand: saying so and denying it say them already."""
_REPLACEMENT = "\ufffd"
_BIDI = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_HIDDEN: dict[int, str] = (
    {c: chr(0x2400 + c) for c in range(0x20) if chr(c) not in "\t\n"}
    | {0x7F: "\u2421"}
    | dict.fromkeys((*range(0x80, 0xA0), *_BIDI, *range(0xD800, 0xE000)), _REPLACEMENT)
)


def visible(text: str) -> str:
    """`text` with every character that could steer a terminal or turn a line around replaced by a visible one.

    One character stays one character, so that spans go on holding. Line breaks and tabs stay.

    >>> visible("a\\x1b[31mb")
    'a␛[31mb'
    """
    return text if text.isprintable() else text.translate(_HIDDEN)  # no hidden character is printable


def one_line(text: str | None) -> str:
    """`text` made safe and put on one line; empty for None."""
    if text and text.isprintable() and "  " not in text:  # the only printable space is the plain one
        return text.strip()
    return re.sub(r"\s+", " ", visible(text or "")).strip()


def clip(text: str, width: int) -> str:
    """`text` on one line, cut at a word with an ellipsis where it is longer than `width` characters."""
    line = one_line(text)
    if len(line) <= width:
        return line
    cut = line[: max(0, width - 1)]
    at = cut.rfind(" ")
    return (cut[:at] if at > width // 2 else cut).rstrip(" ,;:.") + "…"


def day(iso: str | None) -> str:
    """An ISO day or interval for people: `18 Oct 2024`, `8 to 13 Oct 2024`; `date not known` for None.

    What is no ISO day is shown as it stands.

    >>> day("2024-10-08/2024-10-13")
    '8 to 13 Oct 2024'
    """
    if not iso:
        return "date not known"
    begin, _, end = iso.partition("/")
    if end and end[:10] != begin[:10]:
        return _interval(begin, end)
    return _day(begin)


@lru_cache(maxsize=4096)
def _day(iso: str) -> str:
    found = re.match(r"(\d{4})-(\d{2})(?:-(\d{2}))?", iso)
    if not found or not 1 <= int(found[2]) <= 12:
        return one_line(iso)
    month = f"{_MONTHS[int(found[2]) - 1]} {found[1]}"
    return f"{int(found[3])} {month}" if found[3] else month


def _interval(begin: str, end: str) -> str:
    first, last = _day(begin).split(" "), _day(end).split(" ")
    if len(first) == 3 and first[1:] == last[1:]:
        first = first[:1]
    elif len(first) == 3 and first[2:] == last[2:]:
        first = first[:2]
    return f"{' '.join(first)} to {' '.join(last)}"


def days_worded(text: str) -> str:
    """`text` with its ISO days as people write them.

    >>> days_worded("denied by Selm (2025-03-04)")
    'denied by Selm (4 Mar 2025)'
    """
    return re.sub(r"\b\d{4}-\d{2}-\d{2}\b", lambda m: _day(m[0]), text)


def titled(name: str) -> str:
    """A folded name with capitals where a title has them.

    >>> titled("ministry of mines")
    'Ministry of Mines'
    """
    small = {"of", "the", "and", "for", "in", "on", "de", "la", "al", "to"}
    words = name.split(" ")
    return " ".join(w if n and w in small else w[:1].upper() + w[1:] for n, w in enumerate(words))


def number(value: float) -> str:
    """A number with thousands set apart: `12,000`, `3.5`.

    >>> number(12000.0)
    '12,000'
    """
    return f"{value:,.0f}" if value == int(value) else f"{value:,.3f}".rstrip("0")


def amount(quantity: Quantity) -> str:
    """A quantity as a reader would say it: `about 10,000`, `200 to 900`, `at least 5 %`."""
    if quantity.op == "range" and quantity.low is not None and quantity.high is not None:
        said = f"{number(quantity.low)} to {number(quantity.high)}"
    elif quantity.best is not None:
        said = _SIGNS.get(quantity.op, "") + number(quantity.best)
    else:
        return one_line(quantity.span.quote)
    return f"{said} {one_line(quantity.unit)}" if quantity.unit else said


def stand(value: int) -> str:
    """How certain a holder is, in a word: -3 … 3 after FactBank."""
    return _VALUES.get(value, str(value))


def count(n: int, one: str, many: str | None = None) -> str:
    """`1 report`, `2 reports`; `many` where an s does not make the plural."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def listed(names: Iterable[str], limit: int = 4) -> str:
    """Names in a row: `A, B and 3 others`."""
    all_ = list(names)
    if len(all_) > limit:
        return ", ".join(all_[:limit]) + f" and {count(len(all_) - limit, 'other')}"
    return " and ".join(p for p in (", ".join(all_[:-1]), *all_[-1:]) if p)


def standing(text: str) -> str:
    """A standing as people read it: `reported, disputed` for `reported+disputed`."""
    return text.replace("_", " ").replace("+", ", ")


def origin_state(event: Event) -> str:
    """The origin state in its words, with the number where origins are independent."""
    return f"independent ({event.strict})" if event.origin_state == "independent" else event.origin_state


def dots(event: Event) -> str:
    """Origins as dots: filled for each that is counted strictly, open up to the upper bound; at most six."""
    filled = min(event.strict, 6)
    return "●" * filled + "○" * (min(event.lenient, 6) - filled) or "–"


def when(event: Event) -> str | None:
    """The days of an event in words, None where no day is known."""
    known = [d for d in (event.begin, event.end) if d]
    return day("/".join(known)) if known else None


def since(event: Event) -> str:
    """Since when an event has stood as it does, where that is known: ` since 18 Oct 2024`, else nothing."""
    last = event.history[-1] if event.history else None
    return f" since {day(last.date)}" if last and last.date and last.standing == event.standing else ""
