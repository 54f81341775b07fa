import pytest

from accordingto.model.claim import Source
from accordingto.model.event import KnownSource
from accordingto.reconciliation import reconcile
from accordingto.reconciliation.assemble import INTERESTED
from tests.unit.reconciliation.make import (
    ALLIANCE,
    GUARD,
    MINISTRY,
    OWNER,
    SEIZE,
    SERVICE,
    denies,
    event_of,
    reading,
    says,
)
from tests.unit.reconciliation.test_edge_cases import SEIZED, seized

PEOPLE = [("recipient", "Halcyon Star")]


def denied(by, day="2025-03-05", outlet="Denier", **more):
    return reading(
        f"{by.name} denied that {SEIZED}.",
        outlet,
        day,
        denies(SEIZED, "seized", by, event=SEIZE, cue="denied", people=PEOPLE, **more),
    )


def told(*readings):
    return event_of(reconcile(readings), "seized")


def test_unsupported():
    event = told(seized("A", "2025-03-01", GUARD, act="no_comment", value=0))
    assert (event.standing, event.strict, event.grade.digit) == ("unsupported", 0, 6)


def test_unsourced():
    event = told(seized("A", "2025-03-01"))
    assert (event.standing, event.strict, event.origin_state, event.grade.digit) == (
        "unsourced",
        0,
        "not recorded",
        6,
    )


def test_denied_only():
    event = told(denied(GUARD))
    assert (event.standing, event.strict, event.echo, event.grade.digit) == ("denied_only", 0, 0.0, 6)


def test_withdrawn():
    event = told(seized("A", "2025-03-01", GUARD), denied(GUARD))
    assert [h.standing for h in event.history] == ["reported", "withdrawn"]
    assert event.grade.digit == 5
    assert event.strict == 1


def test_planned_turns_into_reported_only_by_a_report_of_it():
    plan = seized("A", "2025-03-01", GUARD, status="planned")
    assert told(plan).standing == "planned"
    later = told(plan, seized("B", "2025-03-10", OWNER))
    assert [h.standing for h in later.history] == ["planned", "reported"]


def test_reported_and_corroborated():
    event = told(seized("A", "2025-03-01", SERVICE), seized("B", "2025-03-03", OWNER))
    assert [(h.date, h.standing) for h in event.history] == [
        ("2025-03-01", "reported"),
        ("2025-03-03", "corroborated"),
    ]
    assert event.grade.digit == 1
    assert event.grade.letter == "F"


def test_disputed_while_a_denial_stands():
    event = told(seized("A", "2025-03-01", SERVICE), denied(GUARD))
    assert (event.standing, event.grade.digit, len(event.deniers)) == ("reported+disputed", 4, 1)


def test_an_accused_side_that_admits_it():
    people = [("actor", "Tarsia"), ("recipient", "Halcyon Star")]

    def side(outlet, day, by, **more):
        text = f"{outlet}: {SEIZED}."
        return reading(text, outlet, day, says(SEIZED, "seized", by, event=SEIZE, people=people, **more))

    accusation = side("A", "2025-03-01", SERVICE, act="accuse")
    tarsia = Source("Tarsia", "state_body", bloc="Tarsia")
    assert told(accusation, side("B", "2025-03-02", tarsia)).standing == "acknowledged"
    report = side("A", "2025-03-01", SERVICE)
    assert told(report, side("B", "2025-03-02", tarsia)).standing == "corroborated"


def test_no_comment_replaces_nothing():
    silent = reading(
        f"Asked whether {SEIZED}, it would not say.",
        "B",
        "2025-03-04",
        says(SEIZED, "seized", SERVICE, event=SEIZE, act="no_comment", value=0),
    )
    assert told(seized("A", "2025-03-01", SERVICE), silent).standing == "reported"


def test_the_outlets_own_voice_denies_as_little_as_it_supports():
    own = reading(f"It is not so that {SEIZED}.", "B", "2025-03-04", says(SEIZED, "seized", value=-3, event=SEIZE))
    assert told(seized("A", "2025-03-01", SERVICE), own).standing == "reported"


def test_a_denial_of_a_number_is_no_denial_of_the_happening():
    clause = "12 people died in the fire of the old mill"
    other = "15 people died in the fire of the old mill"
    kill = ("casualty", None, "died")
    found = reconcile(
        [
            reading(
                f"{clause}, it said.",
                "A",
                "2025-03-01",
                says(clause, "died", SERVICE, event=kill, numbers=[("12", 12, "people")]),
            ),
            reading(
                f"{other}, it said.",
                "B",
                "2025-03-01",
                says(other, "died", GUARD, event=kill, numbers=[("15", 15, "people")]),
            ),
            reading(
                f"The guard disputed that {clause}.",
                "C",
                "2025-03-03",
                denies(clause, "died", GUARD, event=kill, cue="disputed", numbers=[("12", 12, "people")]),
            ),
        ]
    )
    event = event_of(found, "died")
    assert event.standing == "corroborated"
    assert any("denies the number" in r for s in found.supports for r in s.reasons)
    assert [c.kind for c in found.conflicts] == ["quantity"]


def test_undated_reports_come_first_without_a_day():
    event = told(seized("A", None, SERVICE), seized("B", "2025-03-03", OWNER))
    assert [(h.date, h.standing) for h in event.history] == [(None, "reported"), ("2025-03-03", "corroborated")]


@pytest.mark.parametrize(
    ("readings", "digit"),
    [
        ([seized("A", "2025-03-01", SERVICE)], 3),
        ([seized("A", "2025-03-01", Source("an official", "official", anonymous=True))], 4),
        ([seized("A", "2025-03-01", SERVICE), denied(GUARD), denied(ALLIANCE, outlet="E")], 5),
        ([seized("A", "2025-03-01", SERVICE), seized("B", "2025-03-01", OWNER), denied(GUARD)], 3),
        ([seized("A", "2025-03-01", SERVICE, status="planned")], 6),
    ],
)
def test_grade(readings, digit):
    event = told(*readings)
    assert event.grade.digit == digit
    assert event.grade.reasons


def test_disputed_by_a_party_to_it():
    side = Source("guards of Selm", "state_body", bloc="guards of Selm")
    event = told(seized("A", "2025-03-01", SERVICE), seized("B", "2025-03-01", OWNER), denied(side))
    assert (event.standing, event.grade.digit) == ("corroborated+disputed", 2)


def test_two_of_one_bloc_deny_once():
    event = told(seized("A", "2025-03-01", OWNER), denied(SERVICE), denied(MINISTRY, outlet="E"))
    assert event.grade.digit == 4


def test_the_letter_is_the_best_of_the_users_own_table():
    known = (KnownSource(SERVICE.name, reliability="C"), KnownSource(OWNER.name, reliability="B"))
    both = [seized("A", "2025-03-01", SERVICE), seized("B", "2025-03-02", OWNER)]
    for table, letter, why in (
        (known, "B", f"the letter B is that of {OWNER.name} in the table of sources"),
        (known[:1], "C", f"the letter C is that of {SERVICE.name} in the table of sources"),
        ((KnownSource("Nobody here", reliability="A"),), "F", "the letter is F: the table of sources rates none"),
        ((), "F", "the letter is F: no table of sources was given"),
    ):
        event = event_of(reconcile(both, sources=table), "seized")
        assert event.grade.letter == letter
        assert event.grade.reasons[-1].startswith(why)


def test_who_has_a_stake_is_a_party_to_it():
    known = (KnownSource(OWNER.name, interested_in=("guards of Selm",)),)
    event = event_of(reconcile([seized("A", "2025-03-01", OWNER)], sources=known), "seized")
    assert INTERESTED in event.reasons
    assert INTERESTED not in event_of(reconcile([seized("A", "2025-03-01", OWNER)]), "seized").reasons
