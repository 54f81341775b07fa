from types import SimpleNamespace

from accordingto.model.event import Doubt
from accordingto.reconciliation.cluster import JOIN
from accordingto.reconciliation.doubts import NEAR, doubts


def graph(edges):
    both = {}
    for (i, j), value in edges.items():
        both.setdefault(i, {})[j] = both.setdefault(j, {})[i] = value
    return SimpleNamespace(found=[SimpleNamespace(key=f"c{n}") for n in range(9)], edges=both)


def test_two_events_that_were_nearly_one():
    made = graph({(0, 1): 900, (1, 2): JOIN + 100, (0, 2): JOIN - 150, (3, 4): NEAR - 1})
    assert doubts(made, [[0, 1], [2], [3], [4]], frozenset()) == (Doubt("c1", "c2", False, JOIN - 25, JOIN),)


def test_a_claim_that_hardly_belongs_to_its_event():
    made = graph({(0, 1): 900, (1, 2): JOIN + 10, (0, 2): 200})
    assert doubts(made, [[0, 1, 2]], frozenset()) == (Doubt("c1", "c2", True, (JOIN + 210) // 2, JOIN),)


def test_the_closest_call_comes_first_and_what_is_judged_is_left_out():
    made = graph({(0, 1): JOIN - 50, (2, 3): JOIN - 10, (4, 5): JOIN - 1})
    found = doubts(made, [[n] for n in range(6)], {frozenset(("c4", "c5"))})
    assert [(d.left, d.right) for d in found] == [("c2", "c3"), ("c0", "c1")]
