"""Parties: the sources of many reports, grouped where they are one, each with the bloc behind it.

A source with a name is the same party wherever its name, an alias that a report gives it, its acronym or a
surname that only one of them bears comes back. A source without a name stays apart from report to report, unless
the same report line or the same outlet describes it in the same words.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from accordingto.model.claim import NARRATOR, Entity, Reading, Source
from accordingto.model.codec import canonical
from accordingto.model.event import Party
from accordingto.reconciliation.nations import country_of
from accordingto.reconciliation.words import initials, is_acronym, looks_named, name_key, press_words, tokens

PERSONS = ("official", "expert", "witness")
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

    def __init__(self, parties: Sequence[Party], by_source: Mapping[tuple[str, str], str]) -> None:
        self.parties = tuple(sorted(parties, key=lambda p: p.id))
        self._party = {p.id: p for p in parties}
        self._by_source = by_source

    def id(self, report: str, name: str) -> str:
        """The id of the party that `report` calls `name` (NARRATOR: its own voice)."""
        return self._by_source[report, name]

    def __getitem__(self, party: str) -> Party:
        return self._party[party]

    def blocs(self, party: str) -> frozenset[str]:
        """The keys of the blocs behind a party; a party that speaks for two has two."""
        return frozenset(bloc_key(b) for b in self._party[party].bloc.split(";") if b.strip())


@lru_cache(maxsize=1 << 16)
def bloc_key(bloc: str) -> str:
    """A bloc's name in the form in which two are compared: a country by its code."""
    if bloc.startswith(UNKNOWN):
        return bloc
    return country_of(bloc) or name_key(bloc)


def roll(readings: Sequence[Reading], line: Mapping[str, str]) -> Roll:
    """The parties of all readings; `line` gives each report's line."""
    seen = [s for r in readings for s in _seen(r, line[r.report.id])]
    groups = _groups(seen)
    displays = _displays(seen)
    named = {bloc_key(s.name): i for i, g in enumerate(groups) for s in g if not s.anonymous}
    raw = [_bloc(g, named.keys() | displays.keys()) for g in groups]
    parties: dict[str, Party] = {}
    by_source: dict[tuple[str, str], str] = {}
    for i, group in enumerate(groups):
        party = _party(group, _resolved(i, raw, named, displays))
        parties[party.id] = party
        by_source.update({(s.report, s.name): party.id for s in group})
    for r in readings:
        own = _narrator(r)
        parties[own.id] = own
        by_source.update({(r.report.id, name): own.id for name in (NARRATOR, *_own_names(r))})
    return Roll(tuple(parties.values()), by_source)


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


def _groups(seen: Sequence[Seen]) -> list[list[Seen]]:
    """The sources that are one party, in a stable order."""
    parent = list(range(len(seen)))

    def find(x: int) -> int:
        while parent[x] != x:
            parent[x] = x = parent[parent[x]]
        return x

    first: dict[str, int] = {}
    more = _shared_names(seen)
    for i, s in enumerate(seen):
        for key in (*_keys(s), *more.get(i, ())):
            a, b = find(first.setdefault(key, i)), find(i)
            parent[max(a, b)] = min(a, b)
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
