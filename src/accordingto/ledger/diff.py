"""What changed between two pictures of a ledger: new happenings and origins, denials, numbers that moved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from accordingto.ledger.filter import Filter
from accordingto.ledger.past import Past
from accordingto.model.event import Event, Observation, Party, Support

DIFFERENCE_KINDS = ("new", "joined", "origin", "denial", "denial-lapsed", "number", "withdrawn", "standing")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise than before, on an event as it is after.

    `day` is the day of publication on which that was first known, `supports` the ids of the stands on the event
    that brought it. `before` and `after` are what stood there, where one thing took the place of another.
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
    published: Mapping[str, str | None]

    @classmethod
    def of(cls, picture: Past) -> "_Side":
        events = {e.id: e for e in picture.events()}
        supports: dict[str, list[Support]] = {}
        for s in picture.supports():
            supports.setdefault(s.event, []).append(s)
        home = {claim: e.id for e in events.values() for claim in e.claims}
        published = {r.id: r.published and r.published[:10] for r in picture.reports()}
        return cls(events, {p.id: p for p in picture.parties()}, supports, home, published)

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

    def known(self, stands: Iterable[Support]) -> str | None:
        """The first day on which a report with one of the stands was published."""
        return min((d for s in stands if (d := self.published.get(s.report))), default=None)


def differences(before: Past, after: Past, wanted: Filter | None = None) -> tuple[Difference, ...]:
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
    found += _numbers(old, new, event, earlier)
    return [*found, *_standing(event, earlier)]


def _new(new: _Side, event: Event) -> Difference:
    stands = new.supports.get(event.id, ())
    day = new.known(stands) or min((d for r in event.reports if (d := new.published.get(r))), default=None)
    because = tuple(s.id for s in stands if new.published.get(s.report) == day)
    return Difference("new", event, f"told for the first time: {event.origin_state}", day, because)


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
        grown = f"{_origin_count(before)} before, {event.strict} now"
        words = (
            f"{party.name} says so too: {grown if event.strict != before else f'still {_origin_count(before)}'}"
        )
        yield Difference("origin", event, words, new.known(stands), _ids(stands), str(before), str(event.strict))


def _origin_count(n: int) -> str:
    return "1 origin" if n == 1 else f"{n} origins"


def _denials(old: _Side, new: _Side, event: Event, earlier: Sequence[Event]) -> Iterable[Difference]:
    known, now = old.names(p for e in earlier for p in e.deniers), new.names(event.deniers)
    saying = old.names(p for e in earlier for p in e.origins)
    for p in event.deniers:
        names = {new.parties[p].name, *new.parties[p].aliases}
        if known & names:
            continue
        stands = new.stands(event.id, p, "deny")
        back = bool(saying & names)
        words = f"{new.parties[p].name}{', who said so, takes it back' if back else ' denies it'}"
        kind = "withdrawn" if back else "denial"
        yield Difference(kind, event, words, new.known(stands), _ids(stands))
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
        party = new.parties.get(o.party)
        if party is None or not party.counts or (o.claim, o.quantity.span) in seen:
            continue
        if before and _value(before) == _value(o):
            continue
        stands = [s for s in new.supports.get(event.id, ()) if s.claim == o.claim and s.party == o.party]
        now, then = o.quantity.span.quote, before.quantity.span.quote if before else None
        thing = f" {key[1]}" if key[1] and key[1] not in now.casefold() else ""
        words = f"{party.name}: {then} before, {now}{thing} now" if then else f"{party.name}: {now}{thing}"
        yield Difference("number", event, words, new.known(stands), _ids(stands), then, now)


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


def _standing(event: Event, earlier: Sequence[Event]) -> list[Difference]:
    before = earlier[0].standing
    if len(earlier) != 1 or before == event.standing:
        return []
    because = event.history[-1].because if event.history else ()
    words = f"{before.replace('_', ' ')} before, {event.standing.replace('_', ' ')} now"
    return [Difference("standing", event, words, _changed(event), because, before, event.standing)]


def _changed(event: Event) -> str | None:
    return event.history[-1].date if event.history else None


def _ids(stands: Sequence[Support]) -> tuple[str, ...]:
    return tuple(s.id for s in stands)
