"""The day on which a report was filed, as its own head gives it: in the dateline, or on a line of its own.

"BRUSSELS, 2 December (Orva) — …" and "2 December 2024" below a headline. What the text calls today is that day,
also where the report was published a day or two later; a report without a date of publication has no other.
"""

import re
from datetime import date, timedelta

from accordingto.reading.countries import country_of

_LINES = 3
_HEAD = 400
_LATE = timedelta(days=3)
_LINE = re.compile(
    r"(?i)(?:(?:first |last )?(?:published|updated|posted|filed|issued|date)(?: on)?:?\s+)?"
    r"(?P<date>[^\W\d_]*[.,]?\s*\d[^\n]{3,40})$"
)
_WHERE = re.compile(r"\s*([^\W\d_a-z][^\Wa-z\n]+(?:[ .'-]+[^\W\d_a-z]+)*)(?=[\s,(][^/\n]{0,60}?[-–—:]{1,2}\s)")
_PLACE = re.compile(
    r"[^\W\d_a-z][^\W\d_a-z.’' -]+(?:[,/ ]\s*[^\W\d_a-z][\w.’' ]{1,25}){0,2}?(?:,\s*|\s+\(|\s+)"
    r"(?P<date>[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,\s*\d{4})?|\d{1,2}\s+[A-Z][a-z]{2,8}\.?(?:\s+\d{4})?)"
    r"\)?[,.]?\s*(?:\([^)\n]{1,40}\)|/[^/\n]{1,40}/)?\s*(?:[-–—:_]|$)"
)


def dates_at_head(text: str) -> list[tuple[str, bool]]:
    """The words that may give the day of filing, each with whether they stand in a dateline with a place."""
    lines = [line.strip() for line in text[:_HEAD].split("\n") if line.strip()][:_LINES]
    found = []
    for line in lines:
        if (place := _PLACE.match(line)) is not None:
            found.append((place["date"], True))
        elif (alone := _LINE.match(line)) is not None and len(lines) > 1:
            found.append((alone["date"], False))
    return found


def filed_on(published: date | None, given: date, *, in_dateline: bool) -> bool:
    """Whether a report of that publication was filed on the day `given`: with none any day will do."""
    if published is None:
        return True
    return in_dateline and timedelta(0) < published - given <= _LATE


def capital_of_dateline(text: str) -> str | None:
    """The country (ISO 3166 alpha-2) from whose capital a report is filed, None for any other place."""
    place = _WHERE.match(text)
    form = country_of(place[1].title()) if place is not None else None
    return form.country.iso2 if form is not None and form.role == "capital" else None
