from collections import defaultdict

from accordingto.reconciliation.cluster import Graph, clusters
from accordingto.reconciliation.compare import Weighing
from accordingto.reconciliation.story import Stories
from tests.unit.reconciliation.make import report
from tests.unit.reconciliation.test_compare import facet


def made(edges, size=6, days=None):
    """A graph with the given agreements (in thousandths)."""
    found = [facet(outlet=str(i), published=(days or {}).get(i, "2025-03-01")) for i in range(size)]
    weighing = Weighing(defaultdict(int), ())
    graph = Graph(found, weighing, Stories([], {}))
    for (i, j), value in edges.items():
        graph.edges[i][j] = graph.edges[j][i] = value
    return graph


def groups(edges, same=(), different=(), **more):
    return clusters(made(edges, **more), same, different)


def test_best_pairs_join_first_and_average_decides():
    assert groups({(0, 1): 900, (1, 2): 600}, size=3) == [[0, 1], [2]]
    assert groups({(0, 1): 900, (1, 2): 600, (0, 2): 200}, size=3) == [[0, 1, 2]]


def test_nothing_joins_below_the_threshold():
    assert groups({(0, 1): 349}, size=2) == [[0], [1]]
    assert groups({(0, 1): 350}, size=2) == [[0, 1]]


def test_pairs_beyond_the_window_say_nothing():
    edges = {(0, 1): 900, (1, 2): 600}
    days = {0: "2025-03-01", 1: "2025-03-10", 2: "2025-03-20"}
    assert groups(edges, size=3, days=days) == [[0, 1, 2]]


def test_a_judged_pair_is_one_whatever_the_figures():
    assert groups({}, same=[(0, 2)], size=3) == [[0, 2], [1]]


def test_a_judged_pair_is_two_whatever_stands_between():
    edges = {(0, 1): 990, (1, 2): 980, (0, 2): 970}
    (two,) = [g for g in groups(edges, different=[(0, 2)], size=3) if len(g) == 2]
    assert two == [0, 1]


def test_what_is_barred_stays_apart_after_joins():
    graph = made({(0, 1): 990, (2, 3): 980, (0, 2): 900, (1, 3): 900, (1, 2): 900}, size=4)
    graph.bar(0, 3)
    assert clusters(graph, (), ()) == [[0, 1], [2, 3]]


def test_stories_are_alike_by_their_rare_words():
    a, b = (
        report("Guards seized the tanker off Selm, the owner of the tanker said."),
        report("The tanker lies off Selm."),
    )
    c = report("The council of Adran voted on the price of bread.")
    stories = Stories([a, b, c], {r.id: r.id for r in (a, b, c)})
    assert stories.likeness(a.id, a.id) == 1.0
    assert stories.likeness(a.id, b.id) == stories.likeness(b.id, a.id) > stories.likeness(a.id, c.id)
