from itertools import product

import numpy as np
import pytest

from accordingto.reading.decode import heads


def is_single_rooted_tree(tree):
    if tree[1:].count(0) != 1:
        return False
    for start in range(1, len(tree)):
        at, seen = start, set()
        while at:
            if at in seen:
                return False
            seen.add(at)
            at = tree[at]
    return True


def best_by_trying_all(arc):
    scores = arc - np.logaddexp.reduce(arc, axis=1, keepdims=True)
    n = len(arc)
    trees = ([0, *t] for t in product(range(n), repeat=n - 1))
    return max(
        sum(scores[d, t[d]] for d in range(1, n))
        for t in trees
        if all(t[d] != d for d in range(1, n)) and is_single_rooted_tree(t)
    )


@pytest.mark.parametrize("seed", range(40))
def test_heads_are_the_best_tree_with_one_root(seed):
    rng = np.random.default_rng(seed)
    arc = rng.normal(size=(5, 5)).astype(np.float32) * 3
    np.fill_diagonal(arc, -1e9)
    tree = heads(arc)
    assert is_single_rooted_tree(tree)
    exact = arc.astype(np.float64)
    scores = exact - np.logaddexp.reduce(exact, axis=1, keepdims=True)
    assert sum(scores[d, tree[d]] for d in range(1, 5)) == pytest.approx(best_by_trying_all(exact), abs=1e-6)


def test_a_greedy_cycle_is_broken():
    arc = np.full((4, 4), -5.0, dtype=np.float32)
    arc[1, 2] = arc[2, 1] = arc[3, 1] = 9.0
    arc[1, 0] = 1.0
    assert heads(arc) == [0, 0, 1, 1]


def test_no_words():
    assert heads(np.zeros((1, 1), dtype=np.float32)) == [0]
