"""Which claims are compared: what arrays of numbers give, held against the rule written out claim by claim."""

from collections import Counter, defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.reconciliation import copies, pairing
from accordingto.reconciliation.keys import facets, kin, names_in, weights
from bench.reconcile import readings as invented
from tests.unit.reconciliation.make import SEIZE, reading, says
from tests.unit.reconciliation.test_compare import facet

WORDS = ("crane", "harbour", "Selm", "guards", "tanker", "mill", "Vard", "bridge", "nine", "convoy")
VERBS = ("seized", "shelled", "left", "dead")
FEW = settings(max_examples=60, deadline=None)


@st.composite
def told(draw):
    """Claims of some reports, in order of time, and the words that tell the story of each report."""
    found, story = [], {}
    for n in range(draw(st.integers(1, 5))):
        outlet, day = f"Paper {n}", draw(st.sampled_from((None, "2025-03-01", "2025-03-09", "2025-03-20")))
        for _ in range(draw(st.integers(1, 4))):
            verb = draw(st.sampled_from(VERBS))
            clause = " ".join((*draw(st.lists(st.sampled_from(WORDS), max_size=5)), verb))
            numbers = [("nine", 9, "people")] if "nine" in clause else ()
            event = draw(st.sampled_from((SEIZE, (None, None, None))))
            dated = {"on": "2025-03-01"} if draw(st.booleans()) else {}
            found.append(facet(clause, verb, outlet, day, event=event, numbers=numbers, **dated))
        story[found[-1].report] = draw(st.lists(st.sampled_from(WORDS), unique=True, max_size=3))
    unique = {f.key: f for f in found}.values()
    order = sorted(unique, key=lambda f: (f.told if f.told is not None else 10**7, f.report, f.start, f.key))
    return order, {f.report: story.get(f.report, []) for f in order}


def by_arrays(found, weight, story):
    made = pairing.pairs(found, weight, story)
    return [(i, j) for later, earlier in made for i, j in zip(earlier.tolist(), later.tolist(), strict=True)]


def by_rule(found, weight, story):
    """The same, a claim and a key at a time."""
    blocks, kinds, words, before = defaultdict(list), defaultdict(list), defaultdict(list), {}
    poor, made = [], []
    for i, f in enumerate(found):
        met, keys = Counter(), block_keys(f, weight)
        for key in keys:
            met.update(blocks[key][-pairing.NEIGHBOURS :])
            blocks[key].append(i)
        if f.report not in before:
            mine = story[f.report]
            shared = Counter(r for w in mine for r in words[w][-pairing.NEIGHBOURS :])
            best = sorted(shared.items(), key=lambda m: (-m[1], m[0]))[: pairing.NEIGHBOURS]
            before[f.report] = {f.report: len(mine), **dict(best)}
            for w in mine:
                words[w].append(f.report)
        happens = {f.act or "", *f.anchor, *f.families} - {""}
        for report, times in before[f.report].items():
            for what in happens:
                for j in kinds[report, what]:
                    met[j] += times
        for what in happens:
            kinds[f.report, what].append(i)
        poor.append(len(keys) <= pairing.FEW)
        made += [
            (j, i)
            for j, times in sorted(met.items())
            if (times > 1 or poor[i] or poor[j]) and pairing.near(found[j], f)
        ]
    return made


def block_keys(f, weight):
    rare = sorted(f.words, key=lambda w: (-weight[w], w))[: pairing.DISTINCTIVE]
    names = sorted(f.names, key=lambda w: (-weight[w], w))[: pairing.DISTINCTIVE]
    kept = sorted({*rare, *names, *f.anchor})
    keys = [(a, b) for i, a in enumerate(kept) for b in kept[i + 1 :]]
    keys += [("=" + g, w) for g in sorted(f.families | kin(f.families) | f.things) for w in kept]
    if f.bare:
        keys += [("#", g) for g in sorted(f.tally | f.things)]
    return keys or [("", w) for w in sorted(f.words)] + [("report", f.report)]


@FEW
@given(told())
def test_arrays_give_the_pairs_of_the_rule(made):
    found, story = made
    weight = weights(found, {f.report: f.report for f in found})
    assert by_arrays(found, weight, story) == by_rule(found, weight, story)


@pytest.mark.parametrize("neighbours", [2, 60])
@pytest.mark.parametrize("at_once", [1, 10**6])
def test_however_few_neighbours_and_however_many_at_once(monkeypatch, neighbours, at_once):
    monkeypatch.setattr(pairing, "NEIGHBOURS", neighbours)
    monkeypatch.setattr(pairing, "AT_ONCE", at_once)
    monkeypatch.setattr("bench.reconcile.WORDS", 60)  # many claims to a key
    found = [facets(r, c, f"{r.report.id}-{c.id}", (), names_in(r)) for r in invented(300) for c in r.claims]
    found.sort(key=lambda f: (f.told, f.report, f.start, f.key))
    story = {f.report: [f.report[-1], f.report[1]] for f in found}
    weight = weights(found, {f.report: f.report for f in found})
    assert by_arrays(found, weight, story) == by_rule(found, weight, story) != []


@FEW
@given(st.lists(st.lists(st.sampled_from(("one two three", "four five six", "seven eight nine")), max_size=4)))
def test_candidates_for_copies_by_the_first_and_the_last_with_a_shingle(parts):
    recent, copies.RECENT = copies.RECENT, 4
    try:
        texts = [
            copies._text(reading(" ".join((f"r{n}", *p)), "A", "2025-03-01", says(f"r{n}", f"r{n}")).report)
            for n, p in enumerate(parts)
        ]
        assert list(copies._candidates(texts)) == candidates(texts)
    finally:
        copies.RECENT = recent


def candidates(texts):
    seen, found = {}, []
    for i, text in enumerate(texts):
        shared = Counter()
        for s in text.shingles.tolist():
            posting = seen.setdefault(s, [])
            shared.update(posting)
            posting.append(i)
            if len(posting) > copies.RECENT:
                del posting[copies.RECENT // 2]
        found += [(i, j) for j, n in sorted(shared.items()) if n >= copies.LEAST_SHARED]
    return found
