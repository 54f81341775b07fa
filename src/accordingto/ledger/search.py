"""Full-text search in claims and in reports, with questions that may hold anything at all.

There are two indexes of each: one by words (without accents and case) and one by runs of three characters, which
alone finds Korean, Chinese and Japanese inside a run of letters. Every word of a question is quoted, so that no
question is ever read as a command of the search engine.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from accordingto.errors import QueryError
from accordingto.ledger import rollups
from accordingto.ledger.facets import is_unspaced
from accordingto.model.text import Report, Span

MAX_WORDS = 32
MAX_CHARACTERS = 500
MAX_MATCHES = 5000
"""So many of the best matches are looked at; what ranks below them is not in any answer."""

MAX_SCORED = 20_000
"""So many matches are scored. A word with more of them tells hardly any apart: where rarer words stand beside it,
they alone are scored; where there are none, the matches that came first."""

_PREFIX_FROM = 4  # from this length on, a word also finds the longer words it begins: Korea, Korean
_GRAM = 3
_SNIPPET = 240
_LEAD = 60


@dataclass(frozen=True, slots=True)
class Index:
    """What is searched: a table, the number and the text that its two indexes know it by."""

    table: str
    number: str
    text: str


CLAIMS = Index("claims", "id", "words")
REPORTS = Index("reports", "seq", "text")


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of a question: those for the index by words, those for the index by characters, and words of an
    unspaced script that are too short for either."""

    words: tuple[str, ...]
    grams: tuple[str, ...]
    short: tuple[str, ...]


def terms_of(question: str) -> Terms:
    """The words of a question. Raises QueryError when there is nothing to look for, or far too much."""
    if len(question) > MAX_CHARACTERS:
        raise QueryError(f"the question has {len(question)} characters: ask with {MAX_CHARACTERS} at most")
    chunks = "".join(ch if ch.isprintable() else " " for ch in question).split()
    bare = (re.sub(r"^\W+|(?:['\u2019]s)?\W*$", "", chunk) for chunk in chunks)
    words = list({word.casefold(): word for word in bare if any(ch.isalnum() for ch in word)}.values())
    if not words:
        raise QueryError("the question has no words: ask with a name, a place or what happened")
    if len(words) > MAX_WORDS:
        raise QueryError(f"the question has {len(words)} words: ask with {MAX_WORDS} at most")
    unspaced = [word for word in words if is_unspaced(word)]
    return Terms(
        words=tuple(word for word in words if word not in unspaced),
        grams=tuple(word for word in unspaced if len(word) >= _GRAM),
        short=tuple(word for word in unspaced if len(word) < _GRAM),
    )


def _quoted(word: str, *, prefix: bool) -> str:
    whole = '"' + word.replace('"', '""') + '"'
    return whole + "*" if prefix and word.isalnum() and len(word) >= _PREFIX_FROM else whole


def _expressions(index: Index, terms: Terms, joint: str) -> list[tuple[str, str]]:
    """The full-text tables to ask, each with its expression."""
    found = []
    if terms.words:
        found.append((f"{index.table}_words", joint.join(_quoted(word, prefix=True) for word in terms.words)))
    if terms.grams:
        found.append((f"{index.table}_grams", joint.join(_quoted(word, prefix=False) for word in terms.grams)))
    return found


def matches(
    connection: Connection, index: Index, terms: Terms, *, every_word: bool, most: int = MAX_MATCHES
) -> dict[int, float]:
    """Number and score (more is better) of the `most` best rows that have any, or every, word of the question."""
    groups: list[dict[int, float]] = []
    if not every_word:
        terms = _telling(connection, index, terms)
    for table, expression in _expressions(index, terms, " AND " if every_word else " OR "):
        asked = (
            "SELECT number, score FROM ("
            f"SELECT rowid AS number, -bm25({table}) AS score FROM {table} WHERE {table} MATCH ? "
            f"LIMIT {MAX_SCORED}) ORDER BY score DESC, number LIMIT {most}"
        )
        groups.append(dict(map(tuple, connection.exec_driver_sql(asked, (expression,)))))
    for word in terms.short:
        asked = (
            f"SELECT {index.number} FROM {index.table} WHERE instr({index.text}, ?) > 0 "
            f"ORDER BY {index.number} LIMIT {most}"
        )
        groups.append({row[0]: 1.0 for row in connection.exec_driver_sql(asked, (word,))})
    return _merged(groups, every_group=every_word)


def _telling(connection: Connection, index: Index, terms: Terms) -> Terms:
    """The words of a question without those that too many rows have, where others are left."""
    if len(terms.words) < 2 or not _common(connection, index, terms):
        return terms
    rarer = tuple(w for w in terms.words if not _common(connection, index, Terms((w,), (), ())))
    return replace(terms, words=rarer) if rarer else terms


def _common(connection: Connection, index: Index, terms: Terms) -> bool:
    """Whether more rows have any of the words than are scored."""
    table, expression = _expressions(index, Terms(terms.words, (), ()), " OR ")[0]
    asked = f"SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT 1 OFFSET {MAX_SCORED}"
    return connection.exec_driver_sql(asked, (expression,)).first() is not None


def events_with(connection: Connection, words: Sequence[str]) -> list[int]:
    """The numbers of the events whose claims, taken together, have every one of these words."""
    expression = " AND ".join(_quoted(word, prefix=True) for word in words)
    asked = f"SELECT rowid FROM {rollups.WORDS} WHERE {rollups.WORDS} MATCH ?"
    return list(connection.exec_driver_sql(asked, (expression,)).scalars())


def each_term(terms: Terms) -> list[Terms]:
    """The words of a question one by one."""
    return [
        *(Terms((word,), (), ()) for word in terms.words),
        *(Terms((), (word,), ()) for word in terms.grams),
        *(Terms((), (), (word,)) for word in terms.short),
    ]


def rows_with(connection: Connection, index: Index, terms: Terms) -> set[int]:
    """The numbers of all rows that have any word of the question, however many there are."""
    found: set[int] = set()
    for table, expression in _expressions(index, terms, " OR "):
        asked = f"SELECT rowid FROM {table} WHERE {table} MATCH ?"
        found |= set(connection.exec_driver_sql(asked, (expression,)).scalars())
    for word in terms.short:
        asked = f"SELECT {index.number} FROM {index.table} WHERE instr({index.text}, ?) > 0"
        found |= set(connection.exec_driver_sql(asked, (word,)).scalars())
    return found


def _merged(groups: Sequence[dict[int, float]], *, every_group: bool) -> dict[int, float]:
    scores: defaultdict[int, float] = defaultdict(float)
    for group in groups:
        for number, score in group.items():
            scores[number] += score
    if every_group:
        return {number: score for number, score in scores.items() if all(number in group for group in groups)}
    return dict(scores)


def found_in(connection: Connection, number: int, report: Report, terms: Terms) -> tuple[Span, ...]:
    """The words of the report's text that answer the question, in text order, without overlaps."""
    spans = {(at, at + len(w)) for w in terms.short for at in _occurrences(report.text, w)}
    free = (chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in report.text)
    opening, closing = next(free, None), next(free, None)
    if opening is not None and closing is not None:
        for table, expression in _expressions(REPORTS, terms, " OR "):
            asked = f"SELECT highlight({table}, 1, ?, ?) FROM {table} WHERE {table} MATCH ? AND rowid = ?"
            marked = connection.exec_driver_sql(asked, (opening, closing, expression, number)).scalar_one_or_none()
            spans |= set(_marked(marked or "", report.text, opening, closing))
    return tuple(Span.of(report.text, start, end) for start, end in _apart(spans))


def _occurrences(text: str, word: str) -> Iterable[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _marked(marked: str, text: str, opening: str, closing: str) -> Iterable[tuple[int, int]]:
    """Offsets in `text` of what stands between the marks in `marked`, its copy with marks."""
    if marked.replace(opening, "").replace(closing, "") != text:
        return
    at = start = 0
    for ch in marked:
        if ch == opening:
            start = at
        elif ch == closing:
            yield start, at
        else:
            at += 1


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < end and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return kept


def snippet(text: str, marks: Sequence[Span]) -> Span:
    """A stretch of at most 240 characters of a text with as many of the marks as there can be, cut at spaces."""
    begins = [max(0, mark.start - _LEAD) for mark in marks] or [0]
    start = max(begins, key=lambda b: (sum(b <= m.start and m.end <= b + _SNIPPET for m in marks), -b))
    end = min(len(text), start + _SNIPPET)
    inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
    first, last = (inside[0].start, inside[-1].end) if inside else (end, start)
    if start and (space := text.find(" ", start, first)) >= 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", last, end)) > start:
        end = space
    return Span.of(text, start, end)
