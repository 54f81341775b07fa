"""The runner itself: that it can fail, and that an update keeps what it must."""

import pytest

from accordingto.model.claim import Source
from tests import build
from tests.golden.runner import faults, in_words, updated

TEXT = "The Harbour Ministry denied reports from two villages that 12 boats left Port Alma."
MINISTRY = Source("Harbour Ministry", "state_body")
VILLAGES = Source("two villages", "collective")
WHAT = "that 12 boats left Port Alma"
DENIAL = build.attribution(
    TEXT, "a1", source="The Harbour Ministry", cue="denied", content=WHAT, root=MINISTRY, act="deny"
)
REPORTS = build.attribution(
    TEXT, "a2", source="two villages", cue="reports from", content=WHAT, root=VILLAGES, parent="a1"
)
LEFT = build.claim(
    TEXT,
    "c1",
    anchor="left",
    clause="12 boats left Port Alma",
    value_by={"two villages": 3, "Harbour Ministry": -3},
    attribution="a2",
    places=[("p1", "origin")],
    quantities=("q1",),
)
FOUND = in_words(
    build.reading(
        build.report(TEXT),
        attributions=[DENIAL, REPORTS],
        claims=[LEFT],
        places=(build.place(TEXT, "p1", "Port Alma"),),
        quantities=(build.quantity(TEXT, "q1", "12 boats", 12.0, "boats"),),
    )
)
DENIES = {"cue": "denied", "act": "deny", "root": "Harbour Ministry", "parent": None}
HAPPENING = {
    "anchor": "left",
    "chain": ["Harbour Ministry", "two villages"],
    "value_by": {"two villages": 3, "Harbour Ministry": -3},
    "places": {"origin": "Port Alma"},
    "quantities": [[12.0, 12.0, "=", "boats"]],
}


def test_what_is_found_is_no_fault():
    golden = {"expect": {"attributions": [DENIES], "claims": [HAPPENING]}}
    assert not list(faults(golden, FOUND))


def test_what_is_missing_is_told_with_what_came_nearest():
    [said] = faults({"expect": {"attributions": [{**DENIES, "act": "say"}]}}, FOUND)
    assert "not found in attributions" in said and "nearest: {'cue': 'denied', 'act': 'deny'" in said


def test_what_must_not_be_found_is_told():
    never = {"attributions": [{"root": "Harbour Ministry", "act": "say"}, {"root": "two villages"}]}
    [said] = faults({"never": never}, FOUND)
    assert said == "must not be found in attributions: {'root': 'two villages'}"


def test_a_slip_in_a_key_is_told():
    with pytest.raises(AssertionError, match="speaks of \\['verb'\\]"):
        list(faults({"expect": {"attributions": [{"verb": "denied"}]}}, FOUND))


def test_an_update_changes_values_and_keeps_keys_and_what_is_not_found():
    lost = {"cue": "confirmed", "act": "say"}
    golden = {"expect": {"attributions": [{**DENIES, "act": "say"}, lost]}, "never": {"claims": [{"anchor": "x"}]}}
    assert updated(golden, FOUND) == {**golden, "expect": {"attributions": [DENIES, lost]}}


def test_an_update_of_an_empty_golden_writes_everything():
    assert updated({"report": {}}, FOUND)["expect"] == FOUND
