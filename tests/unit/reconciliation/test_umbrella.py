from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from accordingto.model.event import Whole
from accordingto.reconciliation import reconcile
from accordingto.reconciliation.umbrella import under_umbrellas
from tests.unit.reconciliation.make import OWNER, SERVICE, event_of, reading, says
from tests.unit.reconciliation.test_edge_cases import seized

SEED = event_of(reconcile([seized("A", "2025-03-01", SERVICE)]), "seized")
STRIKE, KILL = ("ASSAULT", "explosives", "strike"), ("ASSAULT", None, "kill")


def events(count):
    return [replace(SEED, id=f"e{n}", claims=(f"c{n}",)) for n in range(count)]


def tied(found):
    return {e.id: e.part_of.event for e in found if e.part_of}


def blast(outlet, day, who):
    """A report of a blast and of nine people killed in it."""
    found = reading(
        "An explosion shook the Selm depot. Nine people were killed in the explosion.",
        outlet,
        day,
        says("An explosion shook the Selm depot", "explosion", who, event=STRIKE),
        says(
            "Nine people were killed in the explosion", "killed", who, event=KILL, numbers=[("Nine", 9, "people")]
        ),
    )
    whole, part = found.claims
    return replace(found, claims=(whole, replace(part, part_of=whole.id)))


def test_umbrella_event_by_part_of():
    found = reconcile([blast("A", "2025-03-01", SERVICE), blast("B", "2025-03-02", OWNER)])
    whole, part = event_of(found, "explosion shook"), event_of(found, "were killed")
    assert part.part_of == Whole(whole.id, part.claims[0])
    assert whole.part_of is None
    assert (whole.strict, part.strict) == (2, 2)


def test_the_whole_to_which_most_report_lines_tie_it_is_taken():
    told = [("r1", "c0", "c1"), ("r2", "c0", "c2"), ("r3", "c0", "c2"), ("r4", "c0", "c1")]
    assert tied(under_umbrellas(events(3), told, {})) == {"e0": "e1"}
    assert tied(under_umbrellas(events(3), told, {"r4": "r1"})) == {"e0": "e2"}


def test_a_claim_without_an_event_ties_nothing():
    assert tied(under_umbrellas(events(1), [("r1", "c0", "c7"), ("r1", "c7", "c0"), ("r1", "c0", "c0")], {})) == {}


def test_without_the_report_that_says_so_nothing_is_tied():
    said, silent = blast("A", "2025-03-01", SERVICE), blast("B", "2025-03-02", OWNER)
    silent = replace(silent, claims=tuple(replace(c, part_of=None) for c in silent.claims))
    assert event_of(reconcile([said, silent]), "were killed").part_of
    assert event_of(reconcile([silent]), "were killed").part_of is None


def test_the_order_of_reports_changes_nothing():
    found = [
        reconcile(list(p))
        for p in permutations([blast(o, f"2025-03-0{n}", SERVICE) for n, o in ((1, "A"), (2, "B"), (3, "C"))])
    ]
    assert all(f == found[0] for f in found)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=30))
def test_nothing_is_a_part_of_its_own_part(pairs):
    above = tied(under_umbrellas(events(6), [(f"r{n}", f"c{a}", f"c{b}") for n, (a, b) in enumerate(pairs)], {}))
    for start in above:
        at, seen = start, set()
        while at in above:
            assert at not in seen
            seen.add(at)
            at = above[at]
