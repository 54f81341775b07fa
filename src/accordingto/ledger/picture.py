"""What follows from the record at one moment: the same questions to a ledger of today and of a past day."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from accordingto.ledger import account, desk, query, records, review, why
from accordingto.ledger.account import Account
from accordingto.ledger.filter import Filter
from accordingto.ledger.query import SourceRecord
from accordingto.ledger.review import Question
from accordingto.ledger.why import Why
from accordingto.model.event import Conflict, Event, NearCopy, Party, Support
from accordingto.model.text import Report


@dataclass(frozen=True, slots=True)
class Entry:
    """An event in its place in time: `begin` and `end` are ISO days, both inclusive.

    `dated` tells whether they are the days of the happening; else those on which it was told stand in for them.
    """

    begin: str | None
    end: str | None
    dated: bool
    event: Event


@dataclass(frozen=True, slots=True)
class Around:
    """An event with all that a page of it shows, of one moment: its supports and conflicts, the parties that stand
    in them, its reports without their texts, the near-copies among these, the event that it is part of and those
    that are part of it, without their observations."""

    event: Event
    supports: tuple[Support, ...]
    conflicts: tuple[Conflict, ...]
    parties: tuple[Party, ...]
    heads: tuple[desk.Head, ...]
    near_copies: tuple[NearCopy, ...]
    whole: Event | None = None
    parts: tuple[Event, ...] = ()


class Picture(ABC):
    """Events with who stands behind and against them, and every question to them."""

    @abstractmethod
    def _view(self) -> Iterator[Connection]:
        """Yields a connection on which the events are up to date, once."""

    @contextmanager
    def events_view(self) -> Iterator[Connection]:
        """One moment of the events, with the record they were made from."""
        yield from self._view()

    def events(self, wanted: Filter | None = None) -> tuple[Event, ...]:
        """The events asked for (all without a filter): most claims first, then lenient origins, then by id."""
        with self.events_view() as connection:
            return query.events(connection, wanted or Filter())

    def event(self, id_: str) -> Event:
        """The event with this id, or the one whose id begins so. Raises NotFound; QueryError when several do.

        An id that an event bore before it grew, before it became one with another or before its report was read
        anew leads to the event of today, whose `id` is then another.
        """
        with self.events_view() as connection:
            return query.event(connection, id_)

    def around(self, id_: str) -> Around:
        """An event with what belongs to it. Raises as `event` does."""
        with self.events_view() as connection:
            found = query.event(connection, id_)
            supports = query.supports(connection, found.id)
            named = {p for s in supports for p in (s.party, *s.chain)} | {o.party for o in found.observations}
            copies = query.near_copies(connection, found.reports)
            return Around(
                found,
                supports,
                query.conflicts(connection, found.id),
                query.parties(connection, named.union(found.origins)),
                desk.heads(connection, found.reports),
                tuple(c for c in copies if c.copy in found.reports and c.origin in found.reports),
                next(iter(query.brief(connection, [found.part_of.event])), None) if found.part_of else None,
                query.parts_of(connection, found.id),
            )

    def holding(self, claims: Iterable[str]) -> tuple[Event, ...]:
        """The events that hold any of these claims (their keys), by id."""
        with self.events_view() as connection:
            ids = {query.event_of(connection, key) for key in dict.fromkeys(claims)}
            return tuple(query.event(connection, id_) for id_ in sorted(filter(None, ids)))

    def chronology(self, wanted: Filter | None = None) -> tuple[Entry, ...]:
        """The events asked for in the order of their days; those without any day come last."""
        with self.events_view() as connection:
            days = query.days(connection)
            found = query.events(connection, wanted or Filter())
        entries = [Entry(*days[e.id], bool(e.begin or e.end), e) for e in found]
        return tuple(sorted(entries, key=lambda x: (x.begin or "9", x.end or "9", x.event.id)))

    def heads(self, ids: Iterable[str]) -> tuple[desk.Head, ...]:
        """The reports with these ids without their texts, in the order they were added."""
        with self.events_view() as connection:
            return desk.heads(connection, tuple(ids))

    def supports(self, event_id: str | None = None) -> tuple[Support, ...]:
        """Who stands where on an event, in which words; of all events without an id."""
        with self.events_view() as connection:
            return query.supports(connection, event_id)

    def parties(self) -> tuple[Party, ...]:
        """Every party that something in the ledger rests on."""
        with self.events_view() as connection:
            return query.parties(connection)

    def conflicts(self, event_id: str | None = None) -> tuple[Conflict, ...]:
        """The conflicts in which an event's supports take part; all without an id."""
        with self.events_view() as connection:
            return query.conflicts(connection, event_id)

    def near_copies(self, reports: Iterable[str] | None = None) -> tuple[NearCopy, ...]:
        """The reports that repeat the words of others: all, or those in which one of these takes part."""
        with self.events_view() as connection:
            return query.near_copies(connection, reports)

    def who(
        self, question: str, limit: int = 5, wanted: Filter | None = None, *, short: bool = False
    ) -> tuple[Event, ...]:
        """The events that a question in words is about, the best first; `short` leaves out their observations.

        Raises QueryError when it has no words.
        """
        with self.events_view() as connection:
            return query.who(connection, question, limit, wanted, short=short)

    def sources(self, first: int = 0, most: int | None = None) -> tuple[SourceRecord, ...]:
        """Every party with how much it said, the one in the most reports first; `most` from number `first` on."""
        with self.events_view() as connection:
            return query.sources(connection, first, most)

    def account(self, name: str, first: int = 0, most: int | None = None) -> Account:
        """What one party said over time and what became of it; `name` is its id or whole words of a name of it.

        Of its stands `most` from number `first` on, all of them without one.

        Raises NotFound, with names that are near; QueryError with the ids when several parties go by the name.
        """
        with self.events_view() as connection:
            return account.account(connection, name, first, most)

    def why(self, id_: str) -> Why:
        """The reasons for what stands under an id: of an event, support, party, claim, report or judgement.

        Raises NotFound; QueryError when several ids begin so.
        """
        with self.events_view() as connection:
            return why.why(connection, id_)

    def review(self, limit: int = 20, wanted: Filter | None = None) -> tuple[Question, ...]:
        """The questions that an analyst would best look at next, none that is decided already."""
        with self.events_view() as connection:
            return review.questions(connection, limit, wanted)

    def types(self) -> tuple[str, ...]:
        """The types, modes, acts and contexts that a filter may ask for."""
        with self.events_view() as connection:
            return query.known_kinds(connection, "type")

    def acts(self) -> tuple[str, ...]:
        """The acts that a filter may ask for."""
        with self.events_view() as connection:
            return query.known_kinds(connection, "act")

    def report(self, id_: str) -> Report:
        """The report with this id, or the one whose id begins so. Raises NotFound; QueryError when several do."""
        with self.events_view() as connection:
            return records.report(connection, id_)
