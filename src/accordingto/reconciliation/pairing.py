"""Which claims are compared at all: pairs that share rare words, or what happens in one story.

Words and keys are whole numbers here, and all claims are looked at together: a ledger has hundreds of keys for
each report, and most of them stand nowhere else.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from accordingto.reconciliation.keys import Facets, kin

WINDOW = 14
"""Days between the tellings of one happening, unless both date the happening itself."""
NEIGHBOURS = 60
"""Most claims that one key brings together with a claim: the nearest in time."""
FEW = 6
"""A claim with no more keys than this is compared with all that it meets."""
DISTINCTIVE = 5
"""How many of a claim's rarest words become keys."""
AT_ONCE = 4_000_000
"""Meetings of two claims under one key that are held in memory at a time."""

Numbers = npt.NDArray[np.int64]
Claims = tuple[int, ...]


def pairs(
    found: Sequence[Facets], weight: Mapping[str, int], story: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Numbers, Numbers]]:
    """The pairs of claims worth comparing, each once, as places in `found` (which is in order of time).

    Two claims meet under a key when they share two of their telling words, a telling word and a family or counted
    thing, or what happens and a word that tells the `story` of their reports (by report id). They are compared
    when they meet under two keys, or one for a claim of few words, inside the window. Of a key with many claims
    each meets the nearest before it. Pairs come many at a time, as the later ones and the earlier ones, in order.
    """
    if not found:
        return
    holder, key = _keys(found, weight)
    poor = np.bincount(holder, minlength=len(found)) <= FEW
    order = np.argsort(key, kind="stable")
    holder, key = holder[order], key[order]
    before = np.arange(len(key)) - np.searchsorted(key, key, "left")
    shared = before > 0
    at, holder_at = np.flatnonzero(shared), holder[shared]
    days = _Days(found)
    for first, end, told in _batches(found, story, np.bincount(holder_at, before[shared].clip(max=NEIGHBOURS))):
        mine = at[(holder_at >= first) & (holder_at < end)]
        met = [told]
        for lag in range(1, NEIGHBOURS + 1):
            mine = mine[before[mine] >= lag]
            if not len(mine):
                break
            met.append(_meeting(holder[mine], holder[mine - lag]))
        later, earlier = _often(np.concatenate(met), poor)
        close = days.near(later, earlier)
        yield later[close], earlier[close]


_SHIFT, _TIMES = 32, 2
"""A meeting as one number: the later claim, the earlier one, and how often they meet (as far as it matters)."""


def _meeting(later: Numbers, earlier: Numbers) -> Numbers:
    return (((later << _SHIFT) | earlier) << _TIMES) | 1


def _often(met: Numbers, poor: npt.NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Those that meet more than once, or once where one of the two has few words."""
    met = np.sort(met)
    pair = met >> _TIMES
    last = np.flatnonzero(np.append(pair[1:] != pair[:-1], len(pair) > 0))
    several = (met[last] & 3) > 1
    several |= (last > 0) & (pair[last - 1] == pair[last]) & ((met[last - 1] & 3) > 0)
    later, earlier = pair[last] >> _SHIFT, pair[last] & ((1 << _SHIFT) - 1)
    kept = several | poor[later] | poor[earlier]
    return later[kept], earlier[kept]


def _batches(
    found: Sequence[Facets], story: Mapping[str, Sequence[str]], meetings: Numbers
) -> Iterator[tuple[int, int, Numbers]]:
    """Runs of claims, whole reports each, small enough to be looked at together; with the meetings in a story."""
    same = _SameStory(story)
    kinds: dict[str, dict[str, Claims]] = {}
    first, told, many = 0, [np.empty(0, np.int64)], 0
    days: dict[str, _Span] = {}
    for begin, end in _reports(found):
        report = found[begin].report
        kinds[report], days[report] = _kinds(found, begin, end), _Span.of(found[begin:end])
        others = {r: n for r, n in same.before(report).items() if r in kinds and days[r].meets(days[report])}
        told.append(_told(kinds[report], others, kinds))
        many += int(meetings[begin:end].sum()) + len(told[-1])
        if many > AT_ONCE or end == len(found):
            yield first, end, np.concatenate(told)
            first, told, many = end, [np.empty(0, np.int64)], 0


def _reports(found: Sequence[Facets]) -> Iterator[tuple[int, int]]:
    """The runs of claims that are of one report."""
    begin = 0
    for i, f in enumerate(found):
        if f.report != found[begin].report:
            yield begin, i
            begin = i
    yield begin, len(found)


def _kinds(found: Sequence[Facets], begin: int, end: int) -> dict[str, Claims]:
    """The claims of a report by what happens in them."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for i in range(begin, end):
        f = found[i]
        for what in {f.act or "", *f.anchor, *f.families} - {""}:
            kinds[what].append(i)
    return {what: tuple(claims) for what, claims in kinds.items()}


def _told(
    mine: Mapping[str, Claims], others: Mapping[str, int], kinds: Mapping[str, Mapping[str, Claims]]
) -> Numbers:
    """Meetings of the claims of a report with those before them, in it and in reports of the same story."""
    made: list[int] = []
    for other, shared in others.items():
        theirs, times = kinds[other], min(shared, 2)
        both = [(mine[what], theirs[what]) for what in mine.keys() & theirs.keys()]
        # act, anchor and family mostly hold the same claims, and who meets twice need not meet again
        met = both if times < 2 else frozenset(both)
        made += [i << _SHIFT + _TIMES | j << _TIMES | times for a, b in met for i in a for j in b if j < i]
    return np.array(made, np.int64)


@dataclass(frozen=True, slots=True)
class _Span:
    """The days of a report's claims: that of its telling, the first and the last to which it dates anything."""

    told: int | None
    begin: int
    end: int

    @classmethod
    def of(cls, found: Sequence[Facets]) -> "_Span":
        times = [f.time for f in found if f.time is not None]
        begin, end = min((t[0] for t in times), default=1), max((t[1] for t in times), default=-1)
        return cls(found[0].told, begin, end)

    def meets(self, other: "_Span") -> bool:
        """Whether any claims of the two can be near each other."""
        if self.told is None or other.told is None or abs(self.told - other.told) <= WINDOW:
            return True
        return self.begin <= other.end + 1 and other.begin <= self.end + 1


class _SameStory:
    """Reports of one story, by the words that tell it, met in order of time."""

    def __init__(self, story: Mapping[str, Sequence[str]]) -> None:
        self._story = story
        self._by_word: dict[str, list[str]] = defaultdict(list)

    def before(self, report: str) -> dict[str, int]:
        """How many of its words the report itself has, and those met before it: the NEIGHBOURS that share most."""
        words = self._story[report]
        met = Counter(chain.from_iterable(self._by_word[w][-NEIGHBOURS:] for w in words))
        found = sorted(met.items(), key=lambda m: (-m[1], m[0]))[:NEIGHBOURS]
        for w in words:
            self._by_word[w].append(report)
        return {report: len(words), **dict(found)}


class _Days:
    """The days of claims, for all at once."""

    def __init__(self, found: Sequence[Facets]) -> None:
        self._told = np.array([-1 if f.told is None else f.told for f in found])
        self._begin = np.array([-1 if f.time is None else f.time[0] for f in found])
        self._end = np.array([-1 if f.time is None else f.time[1] for f in found])

    def near(self, a: Numbers, b: Numbers) -> npt.NDArray[np.bool_]:
        """Whether two claims can tell of one happening by the days of their reports or of the happening itself."""
        told, begin, end = self._told, self._begin, self._end
        found: npt.NDArray[np.bool_] = (told[a] < 0) | (told[b] < 0) | (np.abs(told[a] - told[b]) <= WINDOW)
        dated = (begin[a] >= 0) & (begin[b] >= 0)
        return found | (dated & (begin[a] <= end[b] + 1) & (begin[b] <= end[a] + 1))


def near(a: Facets, b: Facets) -> bool:
    """Whether two claims can tell of one happening by the days of their reports or of the happening itself."""
    return bool(_Days([a, b]).near(np.array([0]), np.array([1]))[0])


class _Names(dict[str, int]):
    """Numbers for words, in the order in which they are asked for."""

    def __missing__(self, word: str) -> int:
        self[word] = found = len(self)
        return found


def _keys(found: Sequence[Facets], weight: Mapping[str, int]) -> tuple[Numbers, Numbers]:
    """Claims (as places in `found`, in order) and the keys that they have."""
    word = _Names((w, n) for n, w in enumerate(sorted(weight, key=lambda w: (-weight[w], w))))  # the rarest first
    group = _Names()
    kept = [_kept(f, word) for f in found]
    groups = [sorted({group[g] for g in (*f.families, *kin(f.families), *f.things)}) for f in found]
    reports = _Names()
    size = len(word)
    base = size * size + (len(group) + 1) * size
    more: list[tuple[int, int]] = []
    for i, f in enumerate(found):
        told = sorted(group[x] for x in f.tally | f.things) if f.bare else []
        # "nine dead" has no telling word: numbers of one thing meet under the thing and under the family
        more += [(i, base + size + 2 * g) for g in told]
        if not told and len(kept[i]) < 2 and not (groups[i] and kept[i]):
            more += [(i, base + word[w]) for w in sorted(f.words)]
            more.append((i, base + size + 2 * reports[f.report] + 1))
    holder, key = _combined(kept, groups, size)
    extra = np.array(more, np.int64).reshape(-1, 2)
    holder, key = np.concatenate([holder, extra[:, 0]]), np.concatenate([key, extra[:, 1]])
    order = np.argsort(holder, kind="stable")
    return holder[order], key[order]


def _kept(f: Facets, word: Mapping[str, int]) -> list[int]:
    """The numbers of a claim's rarest words, rarest names and anchor, in order."""
    rare = sorted(word[w] for w in f.words)[:DISTINCTIVE]
    names = sorted(word[w] for w in f.names)[:DISTINCTIVE]
    return sorted({*rare, *names, *(word[w] for w in f.anchor)})


def _combined(kept: Sequence[list[int]], groups: Sequence[list[int]], size: int) -> tuple[Numbers, Numbers]:
    """Two kept words each, and a kept word with each group; claims that have as many of them go together."""
    alike: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, (words, families) in enumerate(zip(kept, groups, strict=True)):
        alike[len(words), len(families)].append(i)
    holders, keys = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for (n, m), members in sorted(alike.items()):
        mine = np.array([kept[i] for i in members], np.int64).reshape(len(members), n)
        theirs = np.array([groups[i] for i in members], np.int64).reshape(len(members), m)
        one, other = np.triu_indices(n, 1)
        two = mine[:, one] * size + mine[:, other]
        grouped = (size * size + theirs[:, :, None] * size + mine[:, None, :]).reshape(len(members), m * n)
        for made in (two, grouped):
            holders.append(np.repeat(np.array(members, np.int64), made.shape[1]))
            keys.append(made.reshape(-1))
    return np.concatenate(holders), np.concatenate(keys)
