"""Reports that answer a question in words, with the stretch of text to show."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from accordingto.ledger import records, schema
from accordingto.ledger.filter import check_limit
from accordingto.ledger.search import MAX_MATCHES, REPORTS, Terms, found_in, matches, snippet, terms_of
from accordingto.model.text import Report, Span

CHUNK = 200
"""So many of the best matches at a time are looked up."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that answers a search: `snippet` is the stretch of its text to show, `marks` the words in it that
    answer the question (none where only the title does). Spans are of the report's text, in code points."""

    report: Report
    snippet: Span
    marks: tuple[Span, ...]


def search(connection: Connection, question: str, limit: int) -> tuple[Hit, ...]:
    """The current reports that have every word of the question, or, when none has, any of them; the best first."""
    check_limit(limit)
    terms = terms_of(question)
    rows = _best_reports(connection, terms, limit, CHUNK)
    if len(rows) < limit:  # all that match, for the best may be versions of before
        rows = _best_reports(connection, terms, limit, MAX_MATCHES)
    hits = []
    for row in rows[:limit]:
        report = records.report(connection, row.id)
        marks = found_in(connection, row.seq, report, terms)
        shown = snippet(report.text, marks)
        hits.append(Hit(report, shown, tuple(mark for mark in marks if shown.covers(mark))))
    return tuple(hits)


def _best_reports(connection: Connection, terms: Terms, limit: int, most: int) -> list[Any]:
    """Number and id of current reports among the `most` that match best, until there are `limit`."""
    scores = matches(connection, REPORTS, terms, every_word=True, most=most)
    scores = scores or matches(connection, REPORTS, terms, every_word=False, most=most)
    best = sorted(scores, key=lambda number: (-scores[number], number))
    rows: list[Any] = []
    for at in range(0, len(best), CHUNK):
        rows += _current(connection, best[at : at + CHUNK])
        if len(rows) >= limit:
            break
    return rows


def _current(connection: Connection, numbers: list[int]) -> list[Any]:
    """Number and id of the reports with these numbers that are current, in the order of the numbers given."""
    table = schema.reports
    asked = select(table.c.seq, table.c.id).where(table.c.seq.in_(numbers), records.is_current())
    found = {row.seq: row for row in connection.execute(asked)}
    return [found[n] for n in numbers if n in found]
