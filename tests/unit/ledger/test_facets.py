from dataclasses import replace

import pytest

from accordingto.ledger.facets import days_of, facets_of, fold, is_unspaced, party_facets
from accordingto.model.claim import Entity, Mention, Participant, claim_key
from tests import build
from tests.unit.ledger import hand

READINGS = [hand.read(r.report) for r in hand.STORY]
REPORTS = {r.report.id: r.report for r in hand.STORY}
FOUND = hand.reconcile(READINGS)
TOLD = {claim_key(r.report.id, c): (r, c) for r in READINGS for c in r.claims}


def event(id_):
    return next(e for e in FOUND.events if e.id == id_)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Saint-Évreux", " saint evreux "),
        ("  U.S.  ", " u s "),
        ("STRASSE", " strasse "),
        ("Straße", " strasse "),
        ("İzmir", " izmir "),
        ("서울", " 서울 "),
        ("%_'", ""),
        ("", ""),
    ],
)
def test_names_are_compared_without_case_and_accents(name, folded):
    assert fold(name) == folded


def test_scripts_whose_words_run_together_are_known():
    assert all(is_unspaced(word) for word in ("서울", "北京", "とうきょう", "NK군"))
    assert not any(is_unspaced(word) for word in ("Kyiv", "Київ", "القاهرة", ""))


def test_an_event_is_found_by_all_that_its_claims_name():
    sailed = event("e-sailed")
    facets = facets_of(sailed, [TOLD[key] for key in sailed.claims], REPORTS)
    assert facets == sorted(facets)
    assert set(facets) == {
        ("standing", "reported+disputed"),
        ("standing", "reported"),
        ("standing", "disputed"),
        ("type", " transport "),
        ("type", " sailed "),
        ("act", " sailed "),
        ("status", "happened"),
        ("place", " port adran "),
        ("place", " ad "),
        ("actor", " halcyon "),
        ("actor", " a "),
        ("outlet", " aldmere gazette "),
        ("outlet", " port adran wire "),
    }


def test_who_acts_is_named_by_the_fullest_name_and_not_by_a_pronoun():
    text = "Orvane left Selm. They left Vard."
    said = build.claim(text, "c1", anchor="left", clause="Orvane left Selm", value_by={"narrator": 3})
    people = (
        Participant("actor", "Orvane", build.span(text, "Orvane"), mention="m1"),
        Participant("actor", "They", build.span(text, "They")),
    )
    name = Mention("m1", build.span(text, "Orvane"), "named", "organization", "e1")
    told = replace(
        build.reading(build.report(text), claims=[replace(said, participants=people)]),
        mentions=(name,), entities=(Entity("e1", "Orvane Metals", "organization"),),
    )  # fmt: skip
    sailed = event("e-sailed")
    found = facets_of(sailed, [(told, told.claims[0])], REPORTS)
    assert [value for kind, value in found if kind == "named"] == [" orvane metals "]
    assert {" orvane metals ", " orvane ", " they "} <= {value for kind, value in found if kind == "actor"}


def test_the_days_are_those_of_the_happening_else_of_the_telling():
    assert days_of(event("e-sailed"), (), REPORTS) == ("2031-03-01", "2031-03-01")
    burned = event("e-burned")
    supports = [s for s in FOUND.supports if s.event == burned.id]
    assert days_of(burned, supports, REPORTS) == ("2031-03-04", "2031-03-04")
    assert days_of(burned, supports, {}) == (None, None)
    [one] = supports
    spoken = [replace(one, said_on=day) for day in ("2031-03-03", "2031-02-01/2031-04-01", "2031-03-02T08:00")]
    assert days_of(burned, spoken, REPORTS) == ("2031-02-01", "2031-04-01")


def test_an_event_is_found_by_every_name_of_who_takes_a_stand_on_it():
    supports = [s for s in FOUND.supports if s.event == "e-sailed"]
    parties = {p.id: p for p in FOUND.parties}
    ministry = "party-The Harbour Ministry"
    parties[ministry] = replace(parties[ministry], aliases=("the Port",), bloc="AD;unknown")
    parties["party-Tarsia"] = replace(parties["party-Tarsia"], bloc="unknown:party-Tarsia")
    found = {value for kind, value in party_facets(supports, parties) if kind == "party"}
    assert found == {
        " party the harbour ministry ", " the harbour ministry ", " thm ", " the port ", " ad ", " unknown ",
        " party tarsia ", " tarsia ",
    }  # fmt: skip
