"""What changed between two pictures of a ledger: new happenings and origins, denials, numbers that moved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from accordingto.ledger.filter import Filter
from accordingto.ledger.picture import Picture
from accordingto.model.event import Event, Observation, Party, Support

DIFFERENCE_KINDS = ("new", "joined", "origin", "denial", "denial-lapsed", "number", "withdrawn", "standing")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise than before, on an event as it is after.

    `day` is the day on which that was said, `supports` the ids of the stands on the event that brought it.
    `before` and `after` are what stood there, where one thing took the place of another.
    """

    kind: str
    event: Event
    words: str
    day: str | None
    supports: tuple[str, ...] = ()
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Diff:
    """What changed from the end of the day before `since` to the end of `until` (None: all that is known).

    `undated` reports belong to no day and are in neither picture.
    """

    since: str
    until: str | None
    undated: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """One picture, taken apart once."""

    events: Mapping[str, Event]
    parties: Mapping[str, Party]
    supports: Mapping[str, Sequence[Support]]
    home: Mapping[str, str]

    @classmethod
    def of(cls, picture: Picture) -> "_Side":
        events = {e.id: e for e in picture.events()}
        supports: dict[str, list[Support]] = {}
        for s in picture.supports():
            supports.setdefault(s.event, []).append(s)
        home = {claim: e.id for e in events.values() for claim in e.claims}
        return cls(events, {p.id: p for p in picture.parties()}, supports, home)

    def names(self, parties: Iterable[str]) -> frozenset[str]:
        """Every name by which the parties go: ids may differ from one picture to the other."""
        found = (self.parties[p] for p in parties if p in self.parties)
        return frozenset(n for p in found for n in (p.name, *p.aliases))

    def blocs(self, parties: Iterable[str]) -> frozenset[str]:
        return frozenset(self.parties[p].bloc for p in parties if p in self.parties)

    def stands(self, event: str, party: str, stance: str) -> list[Support]:
        """A party's stands of one kind on an event, the earliest first."""
        mine = [s for s in self.supports.get(event, ()) if s.party == party and s.stance == stance]
        return sorted(mine, key=lambda s: (s.said_on or "", s.id))


def differences(before: Picture, after: Picture, wanted: Filter | None = None) -> tuple[Difference, ...]:
    """What is otherwise in `after`, on the events that meet the filter there, by day."""
    old, new = _Side.of(before), _Side.of(after)
    asked = wanted or Filter()
    found: list[Difference] = []
    for event in after.events(replace(asked, limit=None, offset=0)):
        found += _of_event(old, new, event)
    found.sort(key=lambda d: (d.day or "9", d.event.id, DIFFERENCE_KINDS.index(d.kind), d.words))
    return tuple(found[asked.offset :][: asked.limit])


def _of_event(old: _Side, new: _Side, event: Event) -> list[Difference]:
    earlier = [old.events[e] for e in dict.fromkeys(old.home[c] for c in event.claims if c in old.home)]
    if not earlier:
        return [_new(new, event)]
    found = [*_joined(event, earlier), *_origins(old, new, event, earlier), *_denials(old, new, event, earlier)]
    found += [*_numbers(old, new, event, earlier), *_withdrawn(old, new, event, earlier)]
    return found or _standing(event, earlier)


def _new(new: _Side, event: Event) -> Difference:
    first = sorted(new.supports.get(event.id, ()), key=lambda s: (s.said_on or "9", s.id))
    day = first[0].said_on if first else None
    because = tuple(s.id for s in first if s.said_on == day)
    return Difference("new", event, f"told for the first time: {event.origin_state}", _day(day), because)


def _joined(event: Event, earlier: Sequence[Event]) -> Iterable[Difference]:
    if len(earlier) > 1:
        was = " / ".join(e.gloss for e in earlier)
        yield Difference("joined", event, f"{len(earlier)} events became one", None, (), was, event.gloss)


def _origins(old: _Side, new: _Side, event: Event, earlier: Sequence[Event]) -> Iterable[Difference]:
    known = [p for e in earlier for p in e.origins]
    names, blocs = old.names(known), old.blocs(known)
    claims = {s.claim for e in earlier for s in old.supports.get(e.id, ()) if s.stance == "support"}
    for p in event.origins:
        stands = new.stands(event.id, p, "support")
        party = new.parties[p]
        if party.bloc in blocs or names & {party.name, *party.aliases} or any(s.claim in claims for s in stands):
            continue
        before = max((e.strict for e in earlier), default=0)
        words = f"{party.name} says so too: {_origin_count(before)} before, {event.strict} now"
        yield Difference("origin", event, words, _first(stands), _ids(stands), str(before), str(event.strict))


def _origin_count(n: int) -> str:
    return "1 origin" if n == 1 else f"{n} origins"


def _denials(old: _Side, new: _Side, event: Event, earlier: Sequence[Event]) -> Iterable[Difference]:
    known, now = old.names(p for e in earlier for p in e.deniers), new.names(event.deniers)
    for p in event.deniers:
        party = new.parties[p]
        if not known & {party.name, *party.aliases}:
            stands = new.stands(event.id, p, "deny")
            yield Difference("denial", event, f"{party.name} denies it", _first(stands), _ids(stands))
    for e in earlier:
        for p in e.deniers:
            party = old.parties[p]
            if not now & {party.name, *party.aliases}:
                yield Difference("denial-lapsed", event, f"{party.name} no longer denies it", None)


def _numbers(old: _Side, new: _Side, event: Event, earlier: Sequence[Event]) -> Iterable[Difference]:
    """A party's latest number for a counted thing that it had not given before."""
    was = {}
    for e in earlier:
        was.update(_latest(old, e))
    seen = {(o.claim, o.quantity.span) for e in earlier for o in e.observations}
    for key, o in _latest(new, event).items():
        before = was.get(key)
        if (o.claim, o.quantity.span) in seen or (before and _value(before) == _value(o)):
            continue
        stands = [s for s in new.supports.get(event.id, ()) if s.claim == o.claim and s.party == o.party]
        who = new.parties[o.party].name if o.party in new.parties else "a party not known"
        now, then = o.quantity.span.quote, before.quantity.span.quote if before else None
        thing = key[1] or "number"
        words = f"{who}: {then} {thing} before, {now} now" if then else f"{who}: {now} {thing}"
        yield Difference("number", event, words, _day(o.said_on), _ids(stands), then, now)


def _latest(side: _Side, event: Event) -> dict[tuple[str, str], Observation]:
    """The last number of each party for each counted thing; parties by name."""
    found: dict[tuple[str, str], Observation] = {}
    for o in event.observations:  # in the order of the days on which they were said
        name = side.parties[o.party].name if o.party in side.parties else o.party
        found[name, (o.quantity.counts or o.quantity.unit or "").casefold()] = o
    return found


def _value(o: Observation) -> tuple[object, ...]:
    q = o.quantity
    return (q.low, q.high, q.best, q.op, q.unit)


def _withdrawn(old: _Side, new: _Side, event: Event, earlier: Sequence[Event]) -> Iterable[Difference]:
    supporting = old.names(p for e in earlier for p in e.origins)
    for p in event.deniers:
        party = new.parties[p]
        if supporting & {party.name, *party.aliases}:
            stands = new.stands(event.id, p, "deny")
            yield Difference(
                "withdrawn", event, f"{party.name}, who said so, takes it back", _first(stands), _ids(stands)
            )
    if event.standing == "withdrawn" and all(e.standing != "withdrawn" for e in earlier):
        yield Difference("standing", event, "withdrawn by those who said it", _changed(event), (),
        earlier[0].standing, event.standing)  # fmt: skip


def _standing(event: Event, earlier: Sequence[Event]) -> list[Difference]:
    before = earlier[0].standing
    if len(earlier) != 1 or before == event.standing:
        return []
    because = event.history[-1].because if event.history else ()
    words = f"{before.replace('_', ' ')} before, {event.standing.replace('_', ' ')} now"
    return [Difference("standing", event, words, _changed(event), because, before, event.standing)]


def _changed(event: Event) -> str | None:
    return event.history[-1].date if event.history else None


def _first(stands: Sequence[Support]) -> str | None:
    return _day(next((s.said_on for s in stands if s.said_on), None))


def _day(said_on: str | None) -> str | None:
    return said_on.rsplit("/", 1)[-1][:10] if said_on else None


def _ids(stands: Sequence[Support]) -> tuple[str, ...]:
    return tuple(s.id for s in stands)
