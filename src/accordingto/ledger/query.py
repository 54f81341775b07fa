"""Questions to what is derived: events by their facets or by words, with their supports, parties and conflicts."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, case, distinct, exists, func, or_, select

from accordingto.errors import QueryError
from accordingto.ledger import records, schema
from accordingto.ledger.facets import NAMED, fold, is_unspaced
from accordingto.ledger.search import CLAIMS, REPORTS, found_in, matches, snippet, terms_of
from accordingto.model.claim import STATUSES
from accordingto.model.codec import from_plain
from accordingto.model.event import Conflict, Event, NearCopy, Party, Support
from accordingto.model.text import Report, Span

STANDINGS = (
    "unsupported", "unsourced", "denied_only", "withdrawn", "planned", "reported", "corroborated", "acknowledged",
)  # fmt: skip
DISPUTED = "disputed"
BEST_CLAIMS = 3
"""So many of an event's claims, the best matches, speak for it when events are ranked by a question."""

SHARE_OF_BEST = 0.25
"""An event whose rank is less than this share of the best one's shares only small words with the question."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events are asked for: those that meet every condition that is given.

    `place`, `actor` (any participant) and `outlet` are whole words of a name, case and accents aside; places and
    actors also go by ISO country code. `type` is a type, mode, act or context of the event; `status` how a claim
    tells it; `standing` a standing with or without "+disputed", or "disputed" alone. `min_origins` counts strict
    origins.
    `since` and `until` are ISO days, both inclusive, of the happening (of the telling, where the happening has no
    day; an event with neither is left out). `limit` and `offset` cut the sorted answer.
    Raises QueryError for what makes no sense.
    """

    place: str | None = None
    actor: str | None = None
    type: str | None = None
    status: str | None = None
    standing: str | None = None
    min_origins: int = 0
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int | None = None
    offset: int = 0

    def __post_init__(self) -> None:
        for kind in (*NAMED, "type"):
            value = getattr(self, kind)
            if value is not None and not fold(value):
                raise QueryError(f"{kind} {value!r} names nothing: give a word of the name")
        _check_choice("status", self.status, STATUSES)
        allowed = (*STANDINGS, *(f"{s}+{DISPUTED}" for s in STANDINGS), DISPUTED)
        _check_choice("standing", self.standing, allowed)
        for name, day in (("since", self.since), ("until", self.until)):
            if day is not None:
                records.check_day(name, day)
        if self.since and self.until and self.since > self.until:
            raise QueryError(f"since {self.since} is later than until {self.until}: no day lies between them")
        if self.min_origins < 0 or self.offset < 0:
            raise QueryError("min_origins and offset count from 0")
        check_limit(self.limit)


def _check_choice(what: str, value: str | None, allowed: tuple[str, ...]) -> None:
    if value is not None and value not in allowed:
        raise QueryError(f"no such {what}: {value!r}; one of {', '.join(allowed)}")


def check_limit(limit: int | None) -> None:
    """Raise QueryError when a limit would leave nothing."""
    if limit is not None and limit < 1:
        raise QueryError(f"a limit of {limit} leaves nothing: ask for 1 or more")


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that answers a search: `snippet` is the stretch of its text to show, `marks` the words in it that
    answer the question (none where only the title does). Spans are of the report's text, in code points."""

    report: Report
    snippet: Span
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What one party said in the whole ledger: how many `attributions` rest on it, how many events it `supported`
    or `denied`, in how many `reports`."""

    party: Party
    attributions: int
    supported: int
    denied: int
    reports: int


def _load(cls: type[T], texts: Iterable[str]) -> tuple[T, ...]:
    return tuple(from_plain(cls, json.loads(text)) for text in texts)


def _conditions(wanted: Filter) -> Iterable[ColumnElement[bool]]:
    for kind in (*NAMED, "type", "status", "standing"):
        value = getattr(wanted, kind)
        if value is None:
            continue
        column = schema.facets.c.value
        if kind in NAMED:
            name = fold(value)
            meets: ColumnElement[bool] = column.like(f"%{name.strip() if is_unspaced(name) else name}%")
        else:
            meets = column == (fold(value) if kind == "type" else value)
        yield exists().where(schema.facets.c.event == schema.events.c.id, schema.facets.c.kind == kind, meets)
    if wanted.min_origins:
        yield schema.events.c.strict >= wanted.min_origins
    if wanted.since:
        yield schema.events.c.last_day >= wanted.since
    if wanted.until:
        yield schema.events.c.first_day <= wanted.until


def events(connection: Connection, wanted: Filter) -> tuple[Event, ...]:
    """The events asked for: the most claims first, then the most lenient origins, then by id."""
    table = schema.events
    asked = select(table.c.json).where(*_conditions(wanted))
    asked = asked.order_by(table.c.claims.desc(), table.c.lenient.desc(), table.c.id)
    limit = -1 if wanted.limit is None else wanted.limit
    return _load(Event, connection.execute(asked.limit(limit).offset(wanted.offset)).scalars())


def event(connection: Connection, prefix: str) -> Event:
    """The event with this id, or the one whose id begins so. Raises NotFound; QueryError when several do."""
    id_ = records.full_id(connection, schema.events.c.id, "event", prefix)
    found = connection.execute(select(schema.events.c.json).where(schema.events.c.id == id_)).scalar_one()
    return _load(Event, [found])[0]


def supports(connection: Connection, event_id: str | None = None) -> tuple[Support, ...]:
    """The supports of one event (its id or the beginning of it), or of all, in their stated order."""
    return _load(Support, _of_event(connection, schema.supports, event_id))


def _of_event(connection: Connection, table: Any, event_id: str | None) -> list[str]:  # noqa: ANN401
    asked: Select[str] = select(table.c.json).order_by(table.c.ordinal)
    if event_id is not None:
        id_ = records.full_id(connection, schema.events.c.id, "event", event_id)
        asked = asked.where(table.c.event == id_)
    return list(connection.execute(asked).scalars())


def parties(connection: Connection) -> tuple[Party, ...]:
    """Every party, in the order of the reconciliation."""
    table = schema.parties
    return _load(Party, connection.execute(select(table.c.json).order_by(table.c.ordinal)).scalars())


def conflicts(connection: Connection, event_id: str | None = None) -> tuple[Conflict, ...]:
    """The conflicts in which a support of this event takes part, or all."""
    table = schema.conflicts
    asked = select(table.c.json).order_by(table.c.ordinal)
    if event_id is not None:
        id_ = records.full_id(connection, schema.events.c.id, "event", event_id)
        of_event = select(schema.supports.c.id).where(schema.supports.c.event == id_)
        asked = asked.where(or_(table.c.left.in_(of_event), table.c.right.in_(of_event)))
    return _load(Conflict, connection.execute(asked).scalars())


def near_copies(connection: Connection) -> tuple[NearCopy, ...]:
    """The reports that repeat the words of others."""
    table = schema.near_copies
    return _load(NearCopy, connection.execute(select(table.c.json).order_by(table.c.ordinal)).scalars())


def who(connection: Connection, question: str, limit: int) -> tuple[Event, ...]:
    """The events that a question in words is about, the best first.

    An event's rank is the sum of its best three claims' matches; between equals the one with more origins (strict,
    then lenient) comes first, then by id. An event that ranks under a quarter of the best is no answer. No match:
    an empty answer.
    """
    check_limit(limit)
    scores = matches(connection, CLAIMS, terms_of(question), every_word=False)
    best: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for event_id, key, number in _linked(connection, scores):
        best[event_id][key] = max(scores[number], best[event_id].get(key, 0.0))
    ranks = {e: sum(sorted(of_claims.values(), reverse=True)[:BEST_CLAIMS]) for e, of_claims in best.items()}
    least = SHARE_OF_BEST * max(ranks.values(), default=0.0)
    table = schema.events
    among = func.json_each(json.dumps(sorted(e for e, rank in ranks.items() if rank >= least))).table_valued(
        "value"
    )
    rows = connection.execute(
        select(table.c.id, table.c.strict, table.c.lenient).join(among, table.c.id == among.c.value)
    )
    order = sorted(rows, key=lambda row: (-ranks[row.id], -row.strict, -row.lenient, row.id))
    return tuple(event(connection, row.id) for row in order[:limit])


def _linked(connection: Connection, numbers: Iterable[int]) -> Iterable[tuple[str, str, int]]:
    claims, links = schema.claims, schema.event_claims
    among = func.json_each(json.dumps(sorted(numbers))).table_valued("value")
    joined = among.join(claims, claims.c.id == among.c.value).join(links, links.c.claim == claims.c.key)
    rows = connection.execute(select(links.c.event, claims.c.key, claims.c.id).select_from(joined))
    return [(row.event, row.key, row.id) for row in rows]


def search(connection: Connection, question: str, limit: int) -> tuple[Hit, ...]:
    """The current reports that have every word of the question, or, when none has, any of them; the best first."""
    check_limit(limit)
    terms = terms_of(question)
    scores = matches(connection, REPORTS, terms, every_word=True)
    scores = scores or matches(connection, REPORTS, terms, every_word=False)
    among = func.json_each(json.dumps(sorted(scores))).table_valued("value")
    table = schema.reports
    current = select(table.c.seq, table.c.id).join(among, table.c.seq == among.c.value).where(records.is_current())
    rows = sorted(connection.execute(current), key=lambda row: (-scores[row.seq], row.seq))[:limit]
    hits = []
    for row in rows:
        report = records.report(connection, row.id)
        marks = found_in(connection, row.seq, report, terms)
        shown = snippet(report.text, marks)
        hits.append(Hit(report, shown, tuple(mark for mark in marks if shown.covers(mark))))
    return tuple(hits)


def sources(connection: Connection) -> tuple[SourceRecord, ...]:
    """Every party with what it said: those in the most reports first, then the most attributions, then by name."""
    said, claims = schema.supports, schema.claims
    one = claims.c.report + " " + claims.c.attribution
    joined = said.outerjoin(claims, claims.c.key == said.c.claim)  # one key, one report and attribution
    asked = (
        select(
            said.c.party,
            func.count(distinct(one)).label("attributions"),
            func.count(distinct(case((said.c.stance == "support", said.c.event)))).label("supported"),
            func.count(distinct(case((said.c.stance == "deny", said.c.event)))).label("denied"),
            func.count(distinct(said.c.report)).label("reports"),
        )
        .select_from(joined)
        .group_by(said.c.party)
    )
    counted = {row.party: row for row in connection.execute(asked)}
    found = []
    for party in parties(connection):
        row = counted.get(party.id)
        figures = (row.attributions, row.supported, row.denied, row.reports) if row else (0, 0, 0, 0)
        found.append(SourceRecord(party, *figures))
    return tuple(sorted(found, key=lambda s: (-s.reports, -s.attributions, s.party.name, s.party.id)))
