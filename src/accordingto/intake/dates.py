"""Dates as inputs write them, to ISO 8601. A date without a year is not a date here: no year is ever made up."""

import re
from datetime import date, datetime, timedelta, timezone

ACCEPTED = "2024-10-18, 2024-10-18T06:30:00+09:00 or Fri, 18 Oct 2024 06:30:00 +0900"
"""The forms that are understood, for messages."""

_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?"
    r" ?([Zz]|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
_ISO_BASIC = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T?([0-9]{2})([0-9]{2})([0-9]{2})?()(Z)?)?")
_MAIL = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,? )?([0-9]{1,2}) ([A-Za-z]{3,9})\.?,? ([0-9]{4}|[0-9]{2}(?= [0-9]))"
    r"(?: ([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?: ?([+-][0-9]{4}|[A-Za-z]{1,5}))?)?(?: \([^)]*\))?"
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_ZONES = {  # the names that RFC 822 defines; any other name of a zone is unknown, and so is its offset
    "z": 0, "ut": 0, "utc": 0, "gmt": 0,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip


def iso_date(value: object) -> str | None:
    """A day or a moment in ISO 8601, with the offset from UTC that was given; None for what is not understood.

    Understood are `date` and `datetime` objects, ISO 8601 and RFC 822 (the form of feeds and mail; its time may be
    missing).

    >>> iso_date("Fri, 18 Oct 2024 06:30:00 +0900")
    '2024-10-18T06:30:00+09:00'
    >>> iso_date("18 October") is None
    True
    """
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str) or len(value) > 100:
        return None
    written = " ".join(value.split())
    try:
        return _iso(written) or _mail(written)
    except (ValueError, OverflowError):  # the 31st of February, an offset of two days
        return None


def _iso(written: str) -> str | None:
    found = _ISO.fullmatch(written) or _ISO_BASIC.fullmatch(written)
    if not found:
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    if hour is None:
        return date(int(year), int(month), int(day)).isoformat()
    micro = int((fraction or "").ljust(6, "0")[:6])
    moment = (int(year), int(month), int(day), int(hour), int(minute), int(second or 0), micro)
    return datetime(*moment, tzinfo=_zone(zone)).isoformat()


def _mail(written: str) -> str | None:
    found = _MAIL.fullmatch(written)
    if not found:
        return None
    day, name, year, hour, minute, second, zone = found.groups()
    month = next((n for n, m in enumerate(_MONTHS, 1) if name.lower() in (m, m[:3])), None)
    if month is None:
        return None
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 50 else 1900)  # as RFC 2822 says
    if hour is None:
        return date(full, month, int(day)).isoformat()
    moment = (full, month, int(day), int(hour), int(minute), int(second or 0))
    return datetime(*moment, tzinfo=_zone(zone)).isoformat()


def _zone(written: str | None) -> timezone | None:
    if not written or written == "-0000":  # RFC 2822: local time, offset not known
        return None
    if written[0] not in "+-":
        hours = _ZONES.get(written.lower())
        return None if hours is None else timezone(timedelta(hours=hours))
    digits = written[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if written[0] == "-" else offset)
