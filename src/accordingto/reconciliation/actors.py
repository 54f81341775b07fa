"""Parties: the sources of many reports, grouped where they are one, each with the bloc behind it.

A source with a name is the same party wherever its name, an alias that a report gives it, its acronym or a
surname that only one of them bears comes back. A source without a name stays apart from report to report, unless
the same report line or the same outlet describes it in the same words.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b

from accordingto.model.claim import NARRATOR, Entity, Reading, Source
from accordingto.model.codec import canonical
from accordingto.model.event import KnownSource, Party
from accordingto.reconciliation.nations import country_of
from accordingto.reconciliation.words import initials, is_acronym, looks_named, name_key, press_words, tokens

PERSONS = ("official", "expert", "witness")
FIRMS = ("company", "organisation")
PRESS = ("outlet", "agency")
WIRE = frozenset({"agency", "news", "press", "wire", "newswire", "bureau"})
UNKNOWN = "unknown:"
"""A bloc that starts with this is that of one party whose organisation or government no report names."""
RUMOUR = frozenset({"rumour", "rumours", "rumor", "rumors", "hearsay", "gossip"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A source as one report names it."""

    report: str
    name: str
    class_: str
    anonymous: bool
    blocs: tuple[str, ...]
    aliases: tuple[str, ...]
    scope: tuple[str, ...]
    """Where a description without a name is held for the same party: its report line, its outlet."""


class Roll:
    """The parties of a set of readings, and which of them a report's source is."""

    def __init__(
        self, parties: Sequence[Party], by_source: Mapping[tuple[str, str], str], *, known: bool = False
    ) -> None:
        self.known = known
        """Whether the user has a table of sources."""
        self.parties = tuple(sorted(parties, key=lambda p: p.id))
        self._party = {p.id: p for p in parties}
        self._by_source = by_source
        self._blocs: dict[str, frozenset[str]] = {}

    def id(self, report: str, name: str) -> str:
        """The id of the party that `report` calls `name` (NARRATOR: its own voice)."""
        return self._by_source[report, name]

    def __getitem__(self, party: str) -> Party:
        return self._party[party]

    def blocs(self, party: str) -> frozenset[str]:
        """The keys of the blocs behind a party; a party that speaks for two has two."""
        found = self._blocs.get(party)
        if found is None:
            found = frozenset(bloc_key(b) for b in self._party[party].bloc.split(";") if b.strip())
            self._blocs[party] = found
        return found


@lru_cache(maxsize=1 << 16)
def bloc_key(bloc: str) -> str:
    """A bloc's name in the form in which two are compared: a country by its code."""
    if bloc.startswith(UNKNOWN):
        return bloc
    return country_of(bloc) or name_key(bloc)


def roll(readings: Sequence[Reading], line: Mapping[str, str], known: Sequence[KnownSource] = ()) -> Roll:
    """The parties of all readings; `line` gives each report's line, `known` is the user's own table."""
    seen = [s for r in readings for s in _seen(r, line[r.report.id])]
    listed = Listed(known)
    groups = _groups(seen, listed)
    entries = [listed.entry(g) for g in groups]
    displays = _displays(seen)
    named = {bloc_key(s.name): i for i, g in enumerate(groups) for s in g if not s.anonymous or entries[i]}
    known_blocs = named.keys() | displays.keys()
    raw = [listed.blocs(e) or _bloc(g, known_blocs) for e, g in zip(entries, groups, strict=True)]
    raw = _full(groups, raw, named)
    spelt = {bloc_key(s.name): s.name for s in seen} | listed.displays | displays
    parties: dict[str, Party] = {}
    by_source: dict[tuple[str, str], str] = {}
    for i, group in enumerate(groups):
        blocs = _resolved(i, raw, named, spelt)
        party = listed.party(_party(group, blocs), entries[i])
        parties[party.id] = party
        by_source.update({(s.report, s.name): party.id for s in group})
    for r in readings:
        own = _narrator(r)
        parties[own.id] = own
        by_source.update({(r.report.id, name): own.id for name in (NARRATOR, *_own_names(r))})
    return Roll(tuple(parties.values()), by_source, known=bool(known))


def _seen(reading: Reading, line: str) -> Iterable[Seen]:
    entities = {e.id: e for e in reading.entities}
    report = reading.report
    own = set(_own_names(reading))
    done: set[str] = set()
    for a in reading.attributions:
        root = a.root
        if root.name in done or root.class_ == NARRATOR or root.name in own:
            continue
        done.add(root.name)
        entity = entities.get(root.entity or "")
        yield Seen(
            report.id,
            root.name,
            root.class_,
            root.anonymous,
            tuple(b.strip() for b in (root.bloc or "").split(";") if b.strip()),
            _aliases(root, entity),
            (*((f"outlet:{name_key(report.outlet)}",) if report.outlet else ()), f"line:{line}"),
        )
    for c in reading.claims:
        for holder in sorted(c.value_by):
            if holder not in done and holder != NARRATOR and holder not in own:
                done.add(holder)
                yield Seen(report.id, holder, "unnamed", not looks_named(holder), (), (), (f"line:{line}",))


def _own_names(reading: Reading) -> tuple[str, ...]:
    """The names by which a report speaks of itself: a root of class narrator, or its own outlet as source."""
    outlet = reading.report.outlet
    return tuple(
        a.root.name
        for a in reading.attributions
        if a.root.class_ == NARRATOR or (outlet is not None and same_outlet(a.root.name, a.root.class_, outlet))
    )


@lru_cache(maxsize=1 << 16)
def same_outlet(name: str, class_: str, outlet: str) -> bool:
    """Whether a source is the outlet: of the press and named so, or the agency of that name."""
    if name_key(name) == name_key(outlet):
        return class_ in PRESS
    words = {n: [t for t in tokens(n) if t not in ("the",)] for n in (name, outlet)}
    core = {n: [t for t in ts if t not in press_words()] for n, ts in words.items()}
    wire = any(set(words[n]) - set(core[n]) and set(words[n]) - set(core[n]) <= WIRE for n in (name, outlet))
    return bool(core[name]) and core[name] == core[outlet] and wire and len(words[name]) > len(core[name])


def _aliases(root: Source, entity: Entity | None) -> tuple[str, ...]:
    given = (entity.name, *entity.aliases) if entity else ()
    return tuple(a for a in dict.fromkeys(given) if a != root.name and all(_capital(w) for w in a.split()))


def _capital(word: str) -> bool:
    return word[:1].isupper() or word.casefold() in ("of", "the", "and", "for", "de", "al", "bin", "van", "von")


class Listed:
    """The user's own table of sources, by every name in it."""

    def __init__(self, known: Sequence[KnownSource]) -> None:
        self._known = known
        self._by_name = {name_key(n): i for i, k in reversed([*enumerate(known)]) for n in (k.name, *k.aliases)}
        self.displays = {bloc_key(b): b for k in reversed(known) for b in _parts(k.bloc)}

    def at(self, s: Seen) -> int | None:
        """The place in the table of a source: by its name, else by a name that its report gives it beside."""
        found = (self._by_name.get(name_key(n)) for n in (s.name, *s.aliases))
        return next((i for i in found if i is not None), None) if self._by_name else None

    def keys(self, i: int) -> Iterable[str]:
        """By what the sources that are this entry are brought together, those included that only share a name."""
        yield f"known:{i}"
        for name in (self._known[i].name, *self._known[i].aliases):
            if looks_named(name):
                yield "name:" + name_key(name)

    def entry(self, group: Sequence[Seen]) -> KnownSource | None:
        """The entry that a group of sources is, None where it is in no table."""
        return next((self._known[i] for s in group if (i := self.at(s)) is not None), None)

    def blocs(self, entry: KnownSource | None) -> tuple[str, ...]:
        """The keys of the blocs that an entry gives; none where it gives none."""
        return tuple(map(bloc_key, _parts(entry.bloc))) if entry else ()

    def party(self, party: Party, entry: KnownSource | None) -> Party:
        """A party as its entry has it."""
        if entry is None:
            return party
        id_ = "p" + blake2b(canonical(["known", name_key(entry.name)]), digest_size=8).hexdigest()
        return replace(
            party,
            id=id_,
            name=entry.name,
            class_=entry.class_ or party.class_,
            anonymous=False,
            bloc=entry.name if party.bloc in (UNKNOWN + party.id, party.name) else party.bloc,
            aliases=tuple(sorted({party.name, *party.aliases, *entry.aliases} - {entry.name})),
            counts=True,
            reliability=entry.reliability or "F",
            interested_in=entry.interested_in,
        )


def _parts(bloc: str | None) -> tuple[str, ...]:
    return tuple(b.strip() for b in (bloc or "").split(";") if b.strip())


def _groups(seen: Sequence[Seen], listed: Listed) -> list[list[Seen]]:
    """The sources that are one party, in a stable order; two entries of the user's table are never one."""
    parent = list(range(len(seen)))
    entry = [listed.at(s) for s in seen]

    def find(x: int) -> int:
        while parent[x] != x:
            parent[x] = x = parent[parent[x]]
        return x

    first: dict[str, int] = {}
    more = _shared_names(seen)
    listed_first = sorted(range(len(seen)), key=lambda i: (entry[i] is None, i))
    for i in listed_first:
        own = entry[i]
        for key in (*_keys(seen[i]), *more.get(i, ())) if own is None else listed.keys(own):
            a, b = sorted((find(first.setdefault(key, i)), find(i)))
            if None in (entry[a], entry[b]) or entry[a] == entry[b]:
                parent[b] = a
                entry[a] = entry[a] if entry[a] is not None else entry[b]
    groups: dict[int, list[Seen]] = defaultdict(list)
    for i, s in enumerate(seen):
        groups[find(i)].append(s)
    return list(groups.values())


def _keys(s: Seen) -> Iterable[str]:
    """Two sources that share one of these are one party."""
    key = name_key(s.name)
    blocs = ";".join(sorted(map(bloc_key, s.blocs)))
    if s.anonymous or not looks_named(s.name):
        for scope in s.scope:
            yield f"{scope}:{blocs}:{key}"
        if blocs and not s.anonymous:
            yield f"described:{blocs}:{key}"
        return
    for name in (s.name, *s.aliases):
        outer, _, inner = name.partition("(")
        yield "name:" + name_key(outer if outer.strip() else name)
        if is_acronym(inner.strip(" )")):
            yield "name:" + name_key(inner.strip(" )"))


def _shared_names(seen: Sequence[Seen]) -> dict[int, list[str]]:
    """Acronyms and surnames that can only mean one of the names seen, as further keys."""
    short: dict[str, set[str]] = defaultdict(set)
    tails: dict[tuple[str, str], set[str]] = defaultdict(set)
    named = [(i, s, name_key(s.name)) for i, s in enumerate(seen) if not s.anonymous and looks_named(s.name)]
    for _, s, key in named:
        words = key.split()
        if len(words) > 1:
            short[initials(s.name.partition("(")[0])].add(key)
        if s.class_ in PERSONS:
            for n in range(1, len(words)):
                tails[s.class_, " ".join(words[-n:])].add(key)
    found: dict[int, list[str]] = {}
    for i, s, key in named:
        if is_acronym(s.name) and len(short.get(key, ())) == 1:
            found[i] = ["name:" + k for k in short[key]]
        elif s.class_ in PERSONS:
            found[i] = ["name:" + k for k in _whole_names(key, tails.get((s.class_, key), set()))]
    return found


def _whole_names(key: str, longer: AbstractSet[str]) -> list[str]:
    """The longer names that end in `key` and are the same person: a bare surname must leave no choice."""
    plain = sorted(k for k in longer if not any(k.endswith(" " + o) for o in longer))
    return plain if len(plain) == 1 or " " in key else []


def _displays(seen: Sequence[Seen]) -> dict[str, str]:
    """The spelling in which each bloc is shown: the most frequent, then the first in the alphabet."""
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for s in seen:
        for b in s.blocs:
            spelt[bloc_key(b)][b] += 1
    return {k: min(c, key=lambda b: (-c[b], b)) for k, c in spelt.items()}


def _bloc(group: Sequence[Seen], known: AbstractSet[str]) -> tuple[str, ...]:
    """The keys of the blocs that the reports give to a party, by majority; none where no report gives one.

    "Ukraine and South Korea" has two blocs where both are known as parties or blocs.
    """
    votes = Counter(tuple(sorted({bloc_key(b) for b in s.blocs})) for s in group if s.blocs)
    if votes:
        return min(votes, key=lambda b: (-votes[b], b))
    parts = [bloc_key(p) for p in group[0].name.split(" and ")]
    return tuple(sorted(parts)) if len(parts) > 1 and set(parts) <= known else ()


def _full(
    groups: Sequence[Sequence[Seen]], raw: Sequence[tuple[str, ...]], named: Mapping[str, int]
) -> list[tuple[str, ...]]:
    """Blocs by their full names: a company's "Orvane" is "Orvane Metals" where one alone begins so.

    What officials and bodies of state speak for is a state or a town, and so is never a company of its name; in
    the form of an adjective ("Tarsian") it is the country.
    """
    longer: dict[str, set[str]] = defaultdict(set)
    for key, i in named.items():
        if not raw[i] and any(s.class_ in FIRMS for s in groups[i]):
            words = key.split()
            for n in range(1, len(words)):
                longer[" ".join(words[:n])].add(key)
    known = {b for bs in raw for b in bs} | named.keys()
    adjectives = {b + end: b for b in sorted(known) for end in ("n", "an", "ian") if " " not in b}

    def whole(bloc: str, group: Sequence[Seen]) -> str:
        if bloc in named:
            return bloc
        full = longer.get(bloc, set())
        if len(full) == 1 and not any(s.class_ in ("official", "state_body") for s in group):
            return next(iter(full))
        return adjectives.get(bloc, bloc)

    return [tuple(dict.fromkeys(whole(b, g) for b in bs)) for g, bs in zip(groups, raw, strict=True)]


def _resolved(
    i: int, raw: Sequence[tuple[str, ...]], named: Mapping[str, int], displays: Mapping[str, str]
) -> tuple[str, ...]:
    """A bloc that is itself a party with a bloc behind it gives way to that: spokesman, coast guard, state."""
    found: list[str] = []
    for bloc in raw[i]:
        at, visited = bloc, {i}
        while at in named and named[at] not in visited and len(raw[named[at]]) == 1:
            visited.add(named[at])
            at = raw[named[at]][0]
        found.append(displays.get(at, at))
    return tuple(dict.fromkeys(found))


def _party(group: Sequence[Seen], blocs: tuple[str, ...]) -> Party:
    names = Counter(s.name for s in group)
    name = min(names, key=lambda n: (-names[n], -len(n), n))
    classes = Counter(s.class_ for s in group)
    anonymous = all(s.anonymous for s in group)
    # The first report to name a party gives it its id, so that later reports do not change it.
    id_ = "p" + blake2b(canonical([next(iter(_keys(group[0]))), anonymous]), digest_size=8).hexdigest()
    bloc = ";".join(blocs) or (UNKNOWN + id_ if anonymous or not looks_named(name) else name)
    return Party(
        id=id_,
        name=name,
        class_=min(classes, key=lambda c: (-classes[c], c)),
        anonymous=anonymous,
        bloc=bloc,
        aliases=tuple(sorted({n for s in group for n in (s.name, *s.aliases)} - {name})),
        # what nobody in the text stands for ("reportedly") is no origin
        counts=name_key(name) != "unnamed" and not (RUMOUR & set(name_key(name).split())),
    )


def _narrator(reading: Reading) -> Party:
    report = reading.report
    key = name_key(report.outlet) if report.outlet else report.id
    id_ = "n" + blake2b(canonical(["narrator", key]), digest_size=8).hexdigest()
    return Party(id_, report.outlet or NARRATOR, NARRATOR, False, report.outlet or UNKNOWN + id_, (), counts=False)
