import pytest

import accordingto
from accordingto.ledger.folding import mode_of
from accordingto.ledger.plover import plover_records


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norland will send food to the flooded island.", "AGREE"),
        ("Marland threatened sanctions against Zarin.", "THREATEN"),
        ("The rebels said they would attack foreign embassies.", "THREATEN"),
        ("Marland said it would suspend aid to the junta.", "SANCTION"),
        ("Zarin will not withdraw its troops from the island, the minister said.", "REJECT"),
        ("Orvane proposed a summit with Zarin.", "REQUEST"),
        ("Orvane withdrew its troops from the island.", "RETREAT"),
    ],
)
def test_what_has_not_taken_place_is_an_event_of_its_own(text, expected):
    assert plover_records(accordingto.read(text))[0]["event"] == expected


def test_a_mode_is_that_of_what_is_threatened_or_wanted():
    assert mode_of("THREATEN", "ASSAULT") == "violence"
    assert mode_of("REQUEST", "CONSULT") == "meet"
    assert mode_of("ASSAULT", "ASSAULT") is None
