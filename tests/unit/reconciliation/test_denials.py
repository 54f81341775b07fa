"""What a denial is tied to: what happens or what is counted, never only the same story."""

import pytest

from accordingto.model.claim import Source
from accordingto.reconciliation.run import reconcile
from tests.unit.reconciliation.make import GUARD, KILL, NONE, OWNER, SEIZE, denies, reading, says

SEIZED = "Armed men seized the tanker Halcyon Star"
COUNCIL = Source("Selm Council", "state_body")


def denied(text, *statements):
    """The deniers of the event that tells of the tanker."""
    found = reconcile([reading(text, "Courier", "2025-03-01", *statements)])
    (event,) = [
        e for e in found.events if any(s.event == e.id and "tanker" in s.span.quote for s in found.supports)
    ]
    return event.deniers


@pytest.mark.parametrize(
    ("clause", "anchor", "event", "answers"),
    [
        ("that his forces were involved", "involved", NONE, True),
        ("any seizure of the tanker", "seizure", SEIZE, True),
        ("there were armed men", "men", NONE, True),
        ("the gates would never open again", "open", NONE, False),
        ("anybody had died of it", "died", KILL, False),
    ],
)
def test_a_denial_answers_what_it_shares_more_with_than_the_story(clause, anchor, event, answers):
    text = f"{SEIZED}, Helion Shipping said. The coast guard denied {clause}."
    who = denied(
        text,
        says(SEIZED, "seized", OWNER, event=SEIZE),
        denies(clause, anchor, GUARD, event=event),
    )
    assert bool(who) is answers


def test_a_condition_answers_nobody():
    clause = "the tanker would be free if it paid"
    text = f"{SEIZED}, Helion Shipping said. The council said {clause}."
    found = reconcile([
        reading(
            text, "Courier", "2025-03-01",
            says(SEIZED, "seized", OWNER, event=SEIZE),
            says(clause, "free", COUNCIL, value=0, status="conditional", event=NONE),
        )
    ])  # fmt: skip
    assert len(found.events) == 2


def test_a_denial_answers_what_was_told_by_then_however_much_is_told_later():
    first = reading(
        f"{SEIZED}, Helion Shipping said.", "Courier", "2025-03-01", says(SEIZED, "seized", OWNER, event=SEIZE)
    )
    clause = "any seizure of the tanker Halcyon Star"
    second = reading(
        f"The coast guard denied {clause}.", "Tribune", "2025-03-02", denies(clause, "seizure", GUARD, event=SEIZE)
    )
    later = [
        reading(
            f"Thieves seized the tanker {n} {n} in dock {n}, the council said.", f"Outlet {n}", f"2025-07-{n:02}",
            says(f"Thieves seized the tanker {n} {n} in dock {n}", "seized", COUNCIL, event=SEIZE),
        )
        for n in range(1, 6)
    ]  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("accordingto.reconciliation.denials.FARTHEST", 2)
        found = reconcile([first, second, *later])
    (event,) = [
        e for e in found.events if any(s.event == e.id and "Halcyon" in s.span.quote for s in found.supports)
    ]
    assert event.deniers
