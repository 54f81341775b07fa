"""What an analyst would best look at next: close calls of the grouping, numbers that clash, unsure sources."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, zip_longest

from sqlalchemy import Connection, func, select

from accordingto.ledger import judgements, query, records, schema
from accordingto.ledger.filter import Filter, check_limit
from accordingto.model.codec import canonical
from accordingto.model.event import Party, Support
from accordingto.model.text import Span

UNSURE = 0.6
"""A claim read with less confidence than this is worth a look where an origin rests on it."""
NUMBERS = ("quantity", "revision", "relay_error")


@dataclass(frozen=True, slots=True)
class Side:
    """A claim in question: the clause of the report, and on whose word it stands there (None: nobody's)."""

    claim: str
    event: str
    report: str
    span: Span
    who: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """A question to an analyst.

    `one-or-two`: are `left` and `right` one happening? `together` says what the machine decided. `number`: was the
    number of each read rightly? `source`: does `left` rest on the word of `who`? `id` is the same as long as the
    question is.
    """

    id: str
    kind: str
    words: str
    left: Side
    right: Side | None
    together: bool


def questions(connection: Connection, limit: int, wanted: Filter | None = None) -> tuple[Question, ...]:
    """The questions that are open, a kind after the other in turn, each kind's closest call first."""
    check_limit(limit)
    desk = _Desk(connection, wanted)
    kinds = (desk.one_or_two(), desk.numbers(), desk.sources())
    turns = chain.from_iterable(zip_longest(*kinds))
    unique = {q.id: q for q in turns if q is not None}
    return tuple(unique.values())[:limit]


class _Desk:
    """What the questions are made from, looked up once."""

    def __init__(self, connection: Connection, wanted: Filter | None) -> None:
        self.connection = connection
        self.parties = {p.id: p for p in query.parties(connection)}
        held = judgements.in_force(judgements.judgements(connection))
        self.settled = {key for j in held if j.kind not in judgements.PAIRS for key in j.left.split()}
        self.asked = None if wanted is None else {e.id for e in query.events(connection, wanted)}

    def one_or_two(self) -> Iterable[Question]:
        for d in query.doubts(self.connection):
            left, right = self.side(d.left), self.side(d.right)
            if left and right and self.is_asked(left, right):
                now = "they are one event now" if d.together else "they are two events now"
                words = f"one happening, or two? {now}; agreement {d.agreement}, the line is {d.line}"
                yield _question("one-or-two", words, left, right, d.together)

    def numbers(self) -> Iterable[Question]:
        for c in query.conflicts(self.connection):
            if c.kind not in NUMBERS:
                continue
            left, right = (self.of(self.stand(s)) for s in (c.left, c.right))
            if {left.claim, right.claim} & self.settled or not self.is_asked(left, right):
                continue
            yield _question("number", f"was each number read rightly? {c.reason}", left, right, True)

    def sources(self) -> Iterable[Question]:
        """Claims read with little confidence on which an origin rests, the least sure first."""
        claims, said, events = schema.claims, schema.supports, schema.events
        sure = func.json_extract(claims.c.json, "$.confidence")
        joined = said.join(claims, claims.c.key == said.c.claim).join(events, events.c.id == said.c.event)
        asked = select(said.c.id, sure.label("sure")).select_from(joined)
        asked = asked.where(said.c.stance == "support", events.c.strict > 0, sure < UNSURE)
        for row in self.connection.execute(asked.order_by(sure, said.c.id)).all():
            s = self.stand(row.id)
            side = self.of(s)
            party: Party | None = self.parties.get(s.party)
            if party is None or not party.counts or s.claim in self.settled or not self.is_asked(side):
                continue
            words = f"does {party.name} say this? read with confidence {row.sure:.2f}"
            yield _question("source", words, side, None, True)

    def is_asked(self, *sides: Side) -> bool:
        return self.asked is None or any(s.event in self.asked for s in sides)

    def side(self, claim: str) -> Side | None:
        """A claim with its clause, and on whose word it stands."""
        stands = query.supports_by(self.connection, "claim", claim)
        if stands:
            counted = [s for s in stands if self.parties[s.party].counts]
            return self.of((counted or stands)[0])
        event = query.event_of(self.connection, claim)
        table = schema.claims
        row = self.connection.execute(select(table).where(table.c.key == claim).limit(1)).first()
        if event is None or row is None:
            return None
        text = records.report(self.connection, row.report).text
        return Side(claim, event, row.report, Span.of(text, row.span_start, row.span_end), None)

    def stand(self, id_: str) -> Support:
        [found] = query.supports_by(self.connection, "id", id_)
        return found

    def of(self, s: Support) -> Side:
        party = self.parties.get(s.party)
        return Side(s.claim, s.event, s.report, s.span, party.name if party and party.counts else None)


def _question(kind: str, words: str, left: Side, right: Side | None, together: bool) -> Question:
    about = [kind, left.claim, right.claim if right else left.who]
    id_ = "q" + hashlib.blake2b(canonical(about), digest_size=8).hexdigest()
    return Question(id_, kind, words, left, right, together)
