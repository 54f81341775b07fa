"""Where the grouping was nearly of another mind: what is worth an analyst's look."""

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from accordingto.model.event import Doubt
from accordingto.reconciliation.cluster import JOIN, Graph

NEAR = 2 * JOIN // 3
"""Thousandths from which two events that were not joined are doubtful."""
MOST = 500
"""The closest calls that are kept: more than anybody looks through."""


def doubts(made: Graph, groups: Sequence[Sequence[int]], judged: AbstractSet[frozenset[str]]) -> tuple[Doubt, ...]:
    """The closest calls first; pairs in `judged` (of claim keys) are decided and left out."""
    found = [*_weak(made, groups), *_apart(made, groups)]
    open_ = (d for d in found if frozenset((d.left, d.right)) not in judged)
    return tuple(sorted(open_, key=lambda d: (abs(d.agreement - d.line), d.left, d.right))[:MOST])


def _weak(made: Graph, groups: Sequence[Sequence[int]]) -> list[Doubt]:
    """Claims that agree with the rest of their event no better than two events may; with the best partner."""
    found = []
    for members in groups:
        if len(members) < 2:
            continue
        for i in members:
            edges = {j: made.edges.get(i, {}).get(j, 0) for j in members if j != i}
            average = sum(edges.values()) // len(edges)
            if average < JOIN:
                best = min(edges, key=lambda j: (-edges[j], j))
                found.append(_doubt(made, i, best, True, average))
    return list({(d.left, d.right): d for d in found}.values())


def _apart(made: Graph, groups: Sequence[Sequence[int]]) -> list[Doubt]:
    """Events that nearly became one, each pair with the two claims that agree best."""
    home = {i: g for g, members in enumerate(groups) for i in members}
    sums: defaultdict[tuple[int, int], int] = defaultdict(int)
    best: dict[tuple[int, int], tuple[int, int, int]] = {}
    for i, edges in made.edges.items():
        for j, value in edges.items():
            if i < j and home[i] != home[j]:
                pair = (min(home[i], home[j]), max(home[i], home[j]))
                sums[pair] += value
                best[pair] = min(best.get(pair, (0, i, j)), (-value, i, j))
    found = []
    for pair, total in sums.items():
        average = total // (len(groups[pair[0]]) * len(groups[pair[1]]))
        if average >= NEAR:
            found.append(_doubt(made, best[pair][1], best[pair][2], False, average))
    return found


def _doubt(made: Graph, i: int, j: int, together: bool, agreement: int) -> Doubt:
    left, right = sorted((made.found[i].key, made.found[j].key))
    return Doubt(left, right, together, agreement, JOIN)
