"""Arc scores to a tree: the best tree with a single root (Chu and Liu 1965; Edmonds 1967).

Greedy heads are a tree in most sentences, so the search runs only where they are not.
"""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def heads(arc: Scores) -> list[int]:
    """The head of each word; entry 0 stands for the root and is 0.

    `arc` is (n + 1, n + 1): `arc[d, h]` is the score of word h (0 = root) as the head of word d. The result is a
    tree with exactly one word under the root.
    """
    n = len(arc)
    if n <= 1:
        return [0] * n
    greedy: list[int] = arc.argmax(1).tolist()
    greedy[0] = 0
    if greedy[1:].count(0) == 1 and not _cycle(greedy):
        return greedy
    return _single_root(arc.astype(np.float64))


def _single_root(arc: NDArray[np.float64]) -> list[int]:
    """Try the most likely roots one by one, each alone under the root, and keep the best tree."""
    scores = arc - np.logaddexp.reduce(arc, axis=1, keepdims=True)
    scores[0] = -np.inf
    np.fill_diagonal(scores, -np.inf)
    candidates = np.argsort(-scores[1:, 0], kind="stable")[:3] + 1
    best: list[int] = []
    best_score = -np.inf
    for root in candidates.tolist():
        one = scores.copy()
        one[1:, 0] = -np.inf
        one[root, :] = -np.inf
        one[root, 0] = scores[root, 0]
        tree = _edmonds(one)
        score = float(sum(one[d, tree[d]] for d in range(1, len(tree))))
        if score > best_score or not best:
            best, best_score = tree, score
    return best


def _cycle(tree: list[int]) -> list[int]:
    """The words of one cycle, empty when there is none."""
    state = [0] * len(tree)
    state[0] = 2
    for start in range(1, len(tree)):
        at, path = start, []
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = tree[at]
        if state[at] == 1:
            return path[path.index(at) :]
        for word in path:
            state[word] = 2
    return []


def _edmonds(scores: NDArray[np.float64]) -> list[int]:
    """The best spanning tree rooted in 0, by contracting cycles."""
    tree: list[int] = scores.argmax(1).tolist()
    tree[0] = 0
    cycle = _cycle(tree)
    if not cycle:
        return tree
    n = len(scores)
    inside = np.zeros(n, dtype=bool)
    inside[cycle] = True
    rest = [i for i in range(n) if not inside[i]]
    index = {word: i for i, word in enumerate(rest)}
    node = len(rest)
    small = np.full((node + 1, node + 1), -np.inf)
    small[:node, :node] = scores[np.ix_(rest, rest)]
    own = np.array([scores[d, tree[d]] for d in cycle])
    leaving = scores[np.ix_(rest, cycle)]
    entering = scores[np.ix_(cycle, rest)] - own[:, None]
    small[:node, node] = leaving.max(1)
    small[node, :node] = entering.max(0)
    small[0] = -np.inf
    outer = _edmonds(small)
    result = list(tree)
    for word in rest[1:]:
        head = outer[index[word]]
        result[word] = cycle[int(leaving[index[word]].argmax())] if head == node else rest[head]
    entry = outer[node]
    broken = cycle[int(entering[:, entry].argmax())]
    result[broken] = rest[entry]
    return result
