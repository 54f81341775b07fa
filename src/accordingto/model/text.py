"""Report, Span, Sentence: a text and the exact places in it.

Every offset in this program is a half-open span of Unicode code points of `Report.text`, kept beside the
words it covers: `text[start:end] == quote`.
"""

import hashlib
from dataclasses import dataclass

from accordingto.model.codec import canonical


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (half-open, code points) of a report's text, and the words that stand there.

    >>> Span.of("Seoul said so.", 0, 5)
    Span(start=0, end=5, quote='Seoul')
    """

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.quote) != self.end - self.start:
            raise ValueError(f"not a span: {self.start}:{self.end} for a quote of {len(self.quote)} characters")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """The span `start:end` of `text`. Raises ValueError when it is empty or lies outside the text."""
        if end > len(text):
            raise ValueError(f"span {start}:{end} ends outside a text of {len(text)} characters")
        return cls(start, end, text[start:end])

    def holds_in(self, text: str) -> bool:
        """Whether the quoted words really stand at this place of `text`."""
        return text[self.start : self.end] == self.quote

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as half-open code points of the text; its words are read from the report."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Report:
    """One text as an outlet published it, with what is known about it; unknown is None, never a guess.

    `published` and `retrieved` are ISO 8601 dates (a time may follow). `sha256` is the digest of the raw bytes
    that were taken in, `ref` the name that the input itself gave the report, if it gave one.
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    retrieved: str | None = None
    language: str | None = None
    sha256: str | None = None
    ref: str | None = None


def report_id(*, text: str, url: str | None, outlet: str | None, published: str | None, title: str | None) -> str:
    """The id of a report: the same content gives the same id on every machine; a changed page gives another."""
    return "r" + hashlib.blake2b(canonical([url, outlet, published, title, text]), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Receipt:
    """A report as it was taken in, with the raw bytes it was made from and where they came from.

    `where` is a file's path or an address, with `:line` or `#item` where the file holds several reports.
    """

    report: Report
    raw: bytes
    where: str


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that could not be taken in or read, with the reason in words and the way out."""

    where: str
    reason: str
    stage: str = "intake"
    sha256: str | None = None
