import pytest

from accordingto.reconciliation.reasons import shared
from tests.unit.reconciliation.make import KILL, OWNER, SEIZE, SERVICE, reading, says

SHIP = [("actor", "the guards of Selm"), ("recipient", "Halcyon Star")]


def told(clause, anchor, by=SERVICE, **more):
    r = reading(f"{by.name} said: {clause}.", by.name, "2025-03-01", says(clause, anchor, by, **more))
    return r, r.claims[0]


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ({"event": SEIZE}, {"event": SEIZE}, "both tell of seize"),
        ({"event": ("COERCE", None, None)}, {"event": SEIZE}, "both are of the type COERCE"),
        ({}, {}, "the same word names it: seized"),
        ({"people": SHIP}, {"people": SHIP[1:]}, "the same take part: Halcyon Star"),
        (
            {"places": [("Vard", "location", {"gazetteer": "7"})]},
            {"places": [("Vardø", "location", {"gazetteer": "7"})]},
            "the same place: Vard",
        ),
        (
            {"places": [("Vard", "location", {"lat": 1.0, "lon": 2.0, "precision": "settlement"})]},
            {"places": [("Selm", "location", {"lat": 1.1, "lon": 2.0, "precision": "settlement"})]},
            "places 11 km apart: Vard, Selm",
        ),
        ({"on": "2025-03-01"}, {"on": "2025-03-01"}, "the same day: 2025-03-01"),
        ({"on": "2025-03-01"}, {"on": "2025-03-02"}, "a day apart: 2025-03-01, 2025-03-02"),
        (
            {"numbers": [("30", 30, "sailors")]},
            {"numbers": [("30", 30, "sailors")]},
            "the same is counted: sailors",
        ),
    ],
)
def test_what_two_claims_have_in_common_is_said(mine, theirs, expected):
    clause = "guards seized a ship with 30 sailors"
    assert expected in shared(told(clause, "seized", **mine), told(clause, "seized", OWNER, **theirs))


def test_words_in_common_and_nothing_in_common():
    one = told("the guards seized a tanker", "seized", event=SEIZE)
    two = told("a tanker was taken", "taken", OWNER, event=KILL)
    three = told("bread is dear", "dear", OWNER)
    assert shared(one, two) == ("words in common: tanker",)
    assert shared(one, three) == ()
    assert shared(told("x", "x", on="2025-03-01"), told("y", "y", OWNER, on="2025-03-09")) == ()
