"""Report: the one place where a text and what an input says about it become the noun of the model."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from accordingto.config import Settings
from accordingto.errors import DamagedInput, IntakeError
from accordingto.intake.dates import ACCEPTED, iso_date
from accordingto.intake.text import clean, language_code, language_of, one_line
from accordingto.model.text import Receipt, Reject, Report, report_id

LONGEST_FIELD = 10_000
"""A title or an author's name longer than this (in characters) is not one."""


@dataclass(frozen=True, slots=True)
class Input:
    """Bytes to be taken in. `name` ends in what the format is told by; `where` is what a person calls them.

    `url` is the address they were fetched from, `charset` what its server declared.
    """

    raw: bytes
    name: str
    where: str
    url: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One report as a reader of one format found it: text and fields as they were written there."""

    text: str
    raw: bytes
    where: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    ref: str | None = None


def report(  # noqa: PLR0913 - a report has as many fields as it has
    text: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    url: str | None = None,
    published: str | date | None = None,
    retrieved: str | date | None = None,
    language: str | None = None,
    raw: bytes | None = None,
    ref: str | None = None,
) -> Report:
    """The report of a text and of what is known about it.

    The text is kept but for line ends and control characters, and every span counts in what is kept. The language
    is found where it is not given (None when the text does not tell); `sha256` is that of `raw`, or else of the
    text in UTF-8. Raises DamagedInput for a blank text, IntakeError for a date or a language that is none.

    >>> report("Seoul said so.", published="Fri, 18 Oct 2024 06:30:00 +0900").published
    '2024-10-18T06:30:00+09:00'
    """
    kept = clean(text)
    if not kept.strip():
        raise DamagedInput("it holds no text")
    title, outlet = _field("title", title), _field("outlet", outlet)
    url, day = _field("url", url), _day("published", published)
    return Report(
        id=report_id(text=kept, url=url, outlet=outlet, published=day, title=title),
        text=kept,
        title=title,
        outlet=outlet,
        author=_field("author", author),
        url=url,
        published=day,
        retrieved=_day("retrieved", retrieved),
        language=language_of(kept) if language is None else _language(language),
        sha256=sha256(kept.encode("utf-8") if raw is None else raw),
        ref=_field("ref", ref),
    )


def _field(name: str, value: str | None) -> str | None:
    kept = one_line(value)
    if kept is not None and len(kept) > LONGEST_FIELD:
        raise IntakeError(f"its {name} has {len(kept):,} characters; at most {LONGEST_FIELD:,} are a {name}")
    return kept


def _day(name: str, value: str | date | None) -> str | None:
    if value is None:
        return None
    day = iso_date(value)
    if day is None:
        raise IntakeError(f"{name}: {value!r:.60} is not a date with a year; write it like {ACCEPTED}")
    return day


def _language(value: str) -> str:
    code = language_code(value)
    if code is None:
        raise IntakeError(f"language: {value!r:.60} is not a language code; write it like en or ko")
    return code


def sha256(raw: bytes) -> str:
    """The digest by which raw bytes are kept, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def settle(found: Found, retrieved: str | None, limits: Settings) -> Receipt | Reject:
    """The receipt of what a reader found, or the reject that says why there is none.

    What an input wrote into its own date, language and url counts where it is one, and is unknown where it is not.
    """
    try:
        if len(found.text) > limits.max_characters:
            raise DamagedInput(
                f"its text has {len(found.text):,} characters, more than {limits.max_characters:,}: "
                "split it or raise ACCORDINGTO_MAX_CHARACTERS"
            )
        made = report(
            found.text,
            title=found.title,
            outlet=found.outlet,
            author=found.author,
            url=web_address(found.url),
            published=iso_date(found.published),
            retrieved=retrieved,
            language=language_code(found.language),
            raw=found.raw,
            ref=found.ref,
        )
    except IntakeError as cause:
        return Reject(found.where, str(cause), sha256=sha256(found.raw))
    return Receipt(made, found.raw, found.where)


def web_address(value: str | None) -> str | None:
    """`value` where it is an http or https address without blanks in it, else None: no other scheme is a link."""
    kept = one_line(value)
    return kept if kept and re.fullmatch(r"(?i)https?://[^\s/]+\S*", kept) else None
