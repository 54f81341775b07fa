from dataclasses import replace

from hypothesis import given, settings

from accordingto.views.lineage import numbers_of, own_voice, said
from tests.strategies import readings
from tests.unit.views.story import readings as story


def everything(nodes):
    for node in nodes:
        yield node
        yield from everything(node.inner)


def test_what_is_reported_on_anothers_word_hangs_below_it():
    (agency,) = said(story()[0])
    assert agency.attribution.root.name == "Meridian Agency"
    (guard,) = agency.inner
    assert (guard.attribution.root.name, guard.cue) == ("Coast Guard", "said")
    assert [c.id for c in guard.claims] == ["c1"]


def test_a_ring_of_parents_loses_no_attribution():
    reading = story()[0]
    one, two = reading.attributions
    ring = replace(reading, attributions=(replace(one, parent="a2"), two))
    assert sorted(n.attribution.id for n in everything(said(ring))) == ["a1", "a2"]


@settings(max_examples=12)
@given(readings())
def test_every_attribution_and_claim_comes_once(reading):
    nodes = list(everything(said(reading)))
    assert sorted(n.attribution.id for n in nodes) == sorted(a.id for a in reading.attributions)
    claims = [c.id for n in nodes for c in n.claims] + [c.id for c in own_voice(reading)]
    assert sorted(claims) == sorted(c.id for c in reading.claims)


def test_numbers_say_what_they_count():
    reading = story()[2]
    assert list(numbers_of(reading, reading.claims[0])) == ["about 20 boats"]
