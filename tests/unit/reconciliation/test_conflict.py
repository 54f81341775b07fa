from accordingto.reconciliation import reconcile
from tests.unit.reconciliation.make import GUARD, KILL, NONE, OWNER, SERVICE, WIRE, reading, says
from tests.unit.reconciliation.test_copies import OTHER

CLAUSE = "the tanker Halcyon Star had {n} crew on board"


def crew(n, by, day, outlet="A", **more):
    clause = CLAUSE.format(n=n)
    value = more.pop("value", n)
    return reading(
        f"In {outlet}: {clause}.",
        outlet,
        day,
        says(clause, "had", by, event=NONE, numbers=[(str(n), value, more.pop("counts", "crew"))], **more),
    )


def kinds(*readings):
    return [c.kind for c in reconcile(readings).conflicts]


def test_two_parties_with_numbers_that_cannot_both_hold():
    found = reconcile([crew(23, SERVICE, "2025-03-01"), crew(25, OWNER, "2025-03-02", "B")])
    (conflict,) = found.conflicts
    by = {s.id: s for s in found.supports}
    assert conflict.kind == "quantity"
    assert conflict.reason == "23 against 25 crew"
    assert by[conflict.left].report != by[conflict.right].report


def test_intervals_that_overlap_agree():
    assert kinds(crew(23, SERVICE, "2025-03-01", value=(20, 30)), crew(25, OWNER, "2025-03-02", "B")) == []


def test_one_party_that_changes_its_number_revises_it():
    assert kinds(crew(23, SERVICE, "2025-03-01"), crew(25, SERVICE, "2025-03-02", "B")) == ["revision"]


def test_the_same_pair_of_numbers_is_listed_once():
    again = crew(25, OWNER, "2025-03-03", "C")
    assert kinds(crew(23, SERVICE, "2025-03-01"), crew(25, OWNER, "2025-03-02", "B"), again) == ["quantity"]


def test_numbers_of_a_party_are_those_in_force():
    assert kinds(
        crew(23, SERVICE, "2025-03-01"), crew(25, SERVICE, "2025-03-02", "B"), crew(25, OWNER, "2025-03-03", "C")
    ) == ["revision"]


def test_a_plan_is_no_number_of_what_happened():
    assert kinds(crew(23, SERVICE, "2025-03-01", status="planned"), crew(25, OWNER, "2025-03-02", "B")) == []


def dead(n, by, day, outlet):
    clause = f"{n} people died in the fire of the old mill"
    return reading(
        f"In {outlet}: {clause}.",
        outlet,
        day,
        says(clause, "died", by, event=KILL, numbers=[(str(n), n, "people")]),
    )


def test_a_count_that_grows_is_an_update():
    assert kinds(dead(8, SERVICE, "2025-03-01", "A"), dead(14, SERVICE, "2025-03-02", "B")) == []
    assert kinds(dead(8, SERVICE, "2025-03-01", "A"), dead(14, OWNER, "2025-03-02", "B")) == []


def test_a_count_of_the_dead_that_falls_is_a_revision():
    assert kinds(dead(14, SERVICE, "2025-03-01", "A"), dead(13, SERVICE, "2025-03-02", "B")) == ["revision"]


def test_two_counts_of_the_dead_on_one_day_conflict():
    assert kinds(dead(8, SERVICE, "2025-03-01", "A"), dead(14, OWNER, "2025-03-01", "B")) == ["quantity"]


def test_a_copy_with_another_number():
    text = f"{CLAUSE.format(n=23)} when it was boarded in the strait, the guard said on Monday. {OTHER}"
    wrong = text.replace("23", "32")
    found = reconcile(
        [
            reading(
                text,
                "Levant Wire",
                "2025-03-01",
                says(CLAUSE.format(n=23), "had", GUARD, numbers=[("23", 23, "crew")]),
                bare=True,
            ),
            reading(
                wrong,
                "Tribune",
                "2025-03-02",
                says(CLAUSE.format(n=32), "had", GUARD, numbers=[("32", 32, "crew")]),
                bare=True,
            ),
        ]
    )
    assert [c.kind for c in found.conflicts] == ["relay_error"]
    assert found.conflicts[0].reason == "the original has 23, its copy 32"


def test_the_outlets_own_number_is_no_party():
    own = reading(
        f"We count: {CLAUSE.format(n=25)}.",
        "B",
        "2025-03-02",
        says(CLAUSE.format(n=25), "had", numbers=[("25", 25, "crew")]),
    )
    assert kinds(crew(23, WIRE, "2025-03-01"), own) == []
