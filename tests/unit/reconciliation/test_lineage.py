import pytest

from accordingto.model.claim import GRANTED, Source
from accordingto.model.event import ORIGIN_STATES, Party
from accordingto.reconciliation import reconcile
from accordingto.reconciliation.actors import Roll
from accordingto.reconciliation.lineage import camps, may_be_one, origin_state, sentence_of
from tests.unit.reconciliation.make import GUARD, OWNER, SERVICE, WIRE, event_of, reading, says
from tests.unit.reconciliation.test_edge_cases import SEIZED, seized


def party(id_, bloc, anonymous=False, name=None, class_="official"):
    return Party(id_, name or id_, class_, anonymous, bloc)


def count(*parties, fold=True):
    return camps(Roll(parties, {}), [p.id for p in parties], fold=fold)


def test_two_of_one_bloc_are_one():
    assert count(party("a", "Norland"), party("b", "Norland"), party("c", "Tarsia")) == 2


def test_a_root_with_two_blocs_adds_one_only_if_both_are_new():
    both = party("b", "Norland;Tarsia")
    assert count(both) == 1
    assert count(party("a", "Norland"), both) == 1
    assert count(party("a", "Adran"), both) == 2
    assert count(party("a", "Adran"), both, party("c", "Tarsia;Adran")) == 2


def unnamed(id_, name, class_="official"):
    return party(id_, f"unknown:{id_}", True, name, class_)


def test_sources_without_name_that_may_be_one_count_once_in_the_strict_figure():
    alike = unnamed("a", "a Western official"), unnamed("b", "an official in Vard")
    assert count(*alike) == 1 and count(*alike, fold=False) == 2
    unlike = unnamed("a", "a nurse", "witness"), unnamed("b", "a Western official")
    assert count(*unlike) == 2
    assert may_be_one(unnamed("a", "sources", "unnamed"), unnamed("b", "intelligence sources"))


def test_a_mere_description_counts_only_alone():
    office = party("o", "unknown:o", False, "his office", "state_body")
    assert count(office) == 1
    assert count(office, party("a", "Norland")) == 1
    assert count(office, party("a", "Norland"), fold=False) == 2


@pytest.mark.parametrize(
    ("strict", "lenient", "roots", "state"),
    [
        (0, 0, [], "not recorded"),
        (1, 1, [party("a", "N")], "single origin"),
        (1, 1, [unnamed("a", "x")], "single origin"),
        (1, 1, [party("a", "N", True), party("b", "N", True)], "independence not established"),
        (1, 2, [party("a", "N"), party("b", "M")], "independence not established"),
        (0, 1, [party("a", "N")], "independence not established"),
        (2, 3, [party("a", "N")], "independent"),
    ],
)
def test_origin_state(strict, lenient, roots, state):
    assert origin_state(strict, lenient, roots) == state
    assert state in ORIGIN_STATES


def test_a_relay_of_a_root_is_no_second_origin():
    direct = seized("Courier", "2025-03-02", WIRE)
    relayed = seized("Tribune", "2025-03-01", WIRE, SERVICE)
    event = event_of(reconcile([direct, relayed]), "seized")
    assert (event.strict, event.lenient) == (1, 2)
    assert any("Levant Wire rests on Norland Intelligence Service: it relays it" in r for r in event.reasons)


def test_hearsay_does_not_count():
    found = reconcile([seized("Tribune", "2025-03-01", GUARD, reasons=("hearsay",))])
    event = event_of(found, "seized")
    assert (event.strict, event.lenient, event.standing) == (0, 0, "unsourced")
    assert any("hearsay" in r for r in event.reasons)


@pytest.mark.parametrize(
    ("words", "strict"),
    [
        ("Helion Shipping, citing the Norland Intelligence Service, said that", 1),
        ("Helion Shipping, quoting the Norland Intelligence Service, said that", 1),
        ("Helion Shipping, based on information from the Norland Intelligence Service, said that", 1),
        ("Helion Shipping, after a briefing by the Norland Intelligence Service, said that", 1),
        ("Helion Shipping, without the Norland Intelligence Service, said that", 2),
        ("Helion Shipping, citing its captain, said that", 2),
    ],
)
def test_dependence_that_a_sentence_states(words, strict):
    found = reconcile(
        [seized("A", "2025-03-01", SERVICE), seized("B", "2025-03-02", OWNER, text=f"{words} {SEIZED}.")]
    )
    event = event_of(found, "seized")
    assert (event.strict, event.lenient) == (strict, 2)


def test_a_root_twice_in_its_own_chain_does_not_rest_on_itself():
    found = reconcile([seized("A", "2025-03-01", SERVICE, Source("Yonhap", "agency"), SERVICE)])
    assert event_of(found, "seized").strict == 1


def test_the_sentence_around_a_character():
    r = reading("One is here. Two is there.\nThree.", "A", None, says("Two is there", "is"), bare=True)
    assert sentence_of(r, 14) == "Two is there."


def test_who_only_speaks_of_it_as_known_rests_on_who_tells_of_it():
    told = seized("A", "2025-03-01", SERVICE)
    known = seized("B", "2025-03-02", OWNER, claim_reasons=(f"{GRANTED}: a clause that says when",))
    event = event_of(reconcile([told, known]), "seized")
    assert (event.strict, event.lenient) == (1, 2)
    assert any("speaks of it as known" in r for r in event.reasons)
