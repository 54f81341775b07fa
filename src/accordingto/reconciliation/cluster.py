"""Claims into happenings: average-link agglomeration over the pairs worth comparing.

What an analyst judged comes first, then what cannot be one happening is kept apart, then the best agreeing
clusters are joined until none agrees well enough. All sums are whole numbers, so that no order of input shows.
"""

import heapq
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from accordingto.reconciliation.compare import Weighing, apart, likeness
from accordingto.reconciliation.components import components
from accordingto.reconciliation.keys import Facets, weights
from accordingto.reconciliation.pairing import WINDOW, Numbers, pairs
from accordingto.reconciliation.story import Stories

JOIN = 350
"""Thousandths: two clusters whose pairs agree this well on average are one happening."""
NOISE = 150
"""Thousandths: pairs below this count as no agreement."""
FAR = 10**7
_SHIFT = 32


@dataclass(slots=True)
class Graph:
    """Agreement between claims (by place in the list), in thousandths, and what is kept apart.

    `faint` are the pairs that were compared and hardly agree, or are told of different places, in order, as
    `later << 32 | earlier`: whether something keeps them apart is looked at only where it matters.
    """

    found: Sequence[Facets]
    weighing: Weighing
    stories: Stories
    edges: dict[int, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    barred: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    faint: Numbers = field(default_factory=lambda: np.empty(0, np.int64))

    def agreement(self, i: int, j: int) -> int:
        """Thousandths of likeness of two claims, whatever keeps them apart."""
        a, b = self.found[i], self.found[j]
        return round(1000 * likeness(a, b, self.weighing, self.stories.likeness(a.report, b.report)))

    def compare(self, pairs: Iterable[tuple[Numbers, Numbers]]) -> None:
        """Notes how the claims of each pair (later and earlier) agree, or that they are two happenings."""
        faint = [self.faint]
        for later, earlier in pairs:
            weak = self.weighing.elsewhere.each(self.found, later, earlier)
            near = np.flatnonzero(~weak)
            weak[near] = [not self._noted(i, j) for i, j in _listed(earlier[near], later[near])]
            faint.append(later[weak] << _SHIFT | earlier[weak])
        self.faint = np.concatenate(faint)

    def _noted(self, i: int, j: int) -> bool:
        value = self.agreement(i, j)
        if value < NOISE:
            return False
        if self._apart(i, j):
            self.bar(i, j)
        else:
            self.edges[i][j] = self.edges[j][i] = value
        return True

    def bar(self, i: int, j: int) -> None:
        """Keeps two claims apart."""
        self.barred[i].add(j)
        self.barred[j].add(i)
        self.edges[i].pop(j, None)
        self.edges[j].pop(i, None)

    def bar_faint(self, among: Sequence[int]) -> None:
        """Keeps those of the faint pairs apart that cannot be one happening and have one number in `among`."""
        group = np.asarray(among)
        later, earlier = self.faint >> _SHIFT, self.faint & ((1 << _SHIFT) - 1)
        together = group[later] == group[earlier]
        for i, j in _listed(earlier[together], later[together]):
            if self._apart(i, j):
                self.bar(i, j)

    def is_barred(self, i: int, j: int) -> bool:
        """Whether two claims were compared, or judged, and are kept apart."""
        if j in self.barred.get(i, ()):
            return True
        pair = max(i, j) << _SHIFT | min(i, j)
        at = int(np.searchsorted(self.faint, pair))
        return at < len(self.faint) and int(self.faint[at]) == pair and self._apart(i, j)

    def _apart(self, i: int, j: int) -> bool:
        return apart(self.found[i], self.found[j], self.weighing) is not None


def _listed(a: Numbers, b: Numbers) -> Iterable[tuple[int, int]]:
    return zip(a.tolist(), b.tolist(), strict=True)


def graph(found: Sequence[Facets], line: Mapping[str, str], stories: Stories) -> Graph:
    """Every pair worth comparing, compared. `found` is in order of time."""
    weight = weights(found, line)
    made = Graph(found, Weighing(weight, found), stories)
    made.compare(pairs(found, weight, stories.told))
    return made


def clusters(
    made: Graph, same: Iterable[tuple[int, int]], different: Iterable[tuple[int, int]]
) -> list[list[int]]:
    """The happenings, each a sorted list of claims; `same` and `different` are what analysts judged.

    Claims that nothing ties, over whatever others, never come together: each such component is grouped by itself.
    """
    for i, j in different:
        made.bar(i, j)
    same = tuple(same)
    agree = ((i, j) for i, others in made.edges.items() for j in others if i < j)
    component = components(len(made.found), (*same, *agree))
    made.bar_faint(component)
    parts: dict[int, list[int]] = defaultdict(list)
    for i, c in enumerate(component):
        parts[c].append(i)
    bonds: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, j in same:
        bonds[component[i]].append((i, j))
    found = [
        group
        for c, members in parts.items()
        for group in (_Agglomeration(made, members, bonds.get(c, ())).run() if len(members) > 1 else [members])
    ]
    return sorted(found)


class _Agglomeration:
    def __init__(self, made: Graph, claims: Iterable[int], same: Iterable[tuple[int, int]]) -> None:
        self.members: dict[int, list[int]] = {i: [i] for i in claims}
        self.days = {i: made.found[i].told for i in self.members}
        self.sums = {i: dict(made.edges.get(i, {})) for i in self.members}
        self.barred = {i: made.barred.get(i, set()) & self.members.keys() for i in self.members}
        self.version = dict.fromkeys(self.members, 0)
        self.heap: list[tuple[int, int, int, int, int]] = []
        self.home = {i: i for i in self.members}
        self.span = {i: (d, d) if d is not None else (FAR, -FAR) for i, d in self.days.items()}
        for i, j in sorted(same):
            a, b = sorted((self.home[i], self.home[j]))
            if a != b:
                self._join(a, b)

    def run(self) -> list[list[int]]:
        for a in sorted(self.members):
            for b in sorted(self.sums[a]):
                if a < b:
                    self._offer(a, b)
        while self.heap:
            _, a, b, va, vb = heapq.heappop(self.heap)
            if self.version.get(a) == va and self.version.get(b) == vb:
                self._join(a, b)
                for other in sorted(self.sums[a]):
                    self._offer(min(a, other), max(a, other))
        return [sorted(m) for _, m in sorted(self.members.items())]

    def _offer(self, a: int, b: int) -> None:
        if b in self.barred[a]:
            return
        pairs = self._comparable(a, b)
        average = self.sums[a].get(b, 0) * 1000 // pairs
        if average >= JOIN * 1000:
            heapq.heappush(self.heap, (-average, a, b, self.version[a], self.version[b]))

    def _comparable(self, a: int, b: int) -> int:
        """The number of pairs across two clusters that lie in one time window; the others say nothing."""
        (low, high), (first, last) = self.span[a], self.span[b]
        if max(high, last) - min(low, first) <= WINDOW:
            return len(self.members[a]) * len(self.members[b])
        days = sorted(d for i in self.members[b] if (d := self.days[i]) is not None)
        undated = len(self.members[b]) - len(days)
        count = 0
        for i in self.members[a]:
            d = self.days[i]
            if d is None:
                count += len(self.members[b])
            else:
                count += undated + bisect_right(days, d + WINDOW) - bisect_left(days, d - WINDOW)
        return max(1, count)

    def _join(self, a: int, b: int) -> None:
        """Cluster b becomes part of cluster a."""
        self.members[a] += self.members.pop(b)
        for i in self.members[a]:
            self.home[i] = a
        first, last = self.span.pop(b)
        self.span[a] = min(self.span[a][0], first), max(self.span[a][1], last)
        self.version[a] += 1
        del self.version[b]
        for other, value in self.sums.pop(b).items():
            if other == a:
                continue
            self.sums[other].pop(b, None)
            self.sums[a][other] = self.sums[other][a] = self.sums[a].get(other, 0) + value
        self.sums[a].pop(b, None)
        for other in self.barred.pop(b):
            self.barred[other].discard(b)
            if other != a:
                self.barred[other].add(a)
                self.barred[a].add(other)
        self.barred[a].discard(b)
