"""The edge cases of counting, each by its name."""

from accordingto.model.claim import Source
from accordingto.reconciliation import reconcile
from tests.unit.reconciliation.make import (
    ALLIANCE,
    GUARD,
    KILL,
    MINISTRY,
    NONE,
    OWNER,
    PAPER,
    SEIZE,
    SERVICE,
    SHIP,
    WIRE,
    denies,
    event_of,
    names,
    reading,
    says,
    stands,
)

SEIZED = "the guards of Selm seized the tanker Halcyon Star"
DEPLOYED = "Norland moved two brigades to the port of Vard"
TEXT = f"Some background of its own, {SEIZED}, somebody said."


def seized(outlet, day, *by, text=None, **more):
    people = [("actor", "guards of Selm"), ("recipient", "Halcyon Star")]
    return reading(
        text or f"{outlet} writes that {SEIZED}.",
        outlet,
        day,
        says(SEIZED, "seized", *by, event=SEIZE, people=people, **more),
    )


def test_same_unnamed_service_behind_several_outlets():
    veiled = Source("a Western intelligence service", "state_body", anonymous=True)
    outlets = ("Adran Courier", "Morning Tribune", "Levant Wire")
    found = reconcile([seized(o, f"2025-03-0{i}", veiled) for i, o in enumerate(outlets, 1)])
    event = event_of(found, "seized")
    assert (event.strict, event.lenient) == (1, 3)
    assert event.origin_state == "independence not established"
    assert event.standing == "reported"


def test_two_organs_of_one_state():
    found = reconcile([seized("Adran Courier", "2025-03-01", SERVICE), seized("Tribune", "2025-03-02", MINISTRY)])
    event = event_of(found, "seized")
    assert (event.strict, event.lenient, event.origin_state) == (1, 1, "single origin")
    assert len(event.origins) == 2


def test_two_blocs_are_two_origins():
    found = reconcile([seized("Adran Courier", "2025-03-01", SERVICE), seized("Tribune", "2025-03-02", OWNER)])
    event = event_of(found, "seized")
    assert (event.strict, event.origin_state, event.standing) == (2, "independent", "corroborated")


def test_a_minister_endorsing_a_newspaper():
    minister = Source("Oren Calder", "official", bloc="Adran")
    text = f"Minister Oren Calder, endorsing the report of the Adran Courier, said that {SEIZED}."
    found = reconcile([seized("Tribune", "2025-03-01", PAPER), seized("Wire", "2025-03-02", minister, text=text)])
    event = event_of(found, "seized")
    assert (event.strict, event.lenient) == (1, 2)
    assert any("Oren Calder rests on Adran Courier" in r for r in event.reasons)
    assert names(found, event.origins) == ["Adran Courier"]


def test_an_alliance_confirming_after_a_briefing():
    text = f"The Northern Alliance, briefed by the Norland Intelligence Service, confirmed that {SEIZED}."
    found = reconcile(
        [seized("Tribune", "2025-03-01", SERVICE), seized("Wire", "2025-03-02", ALLIANCE, text=text)]
    )
    event = event_of(found, "seized")
    assert (event.strict, event.lenient, event.origin_state) == (1, 2, "independence not established")


def test_an_alliance_confirming_on_its_own():
    text = f"The Northern Alliance, gathered in Adran, confirmed that {SEIZED}."
    found = reconcile(
        [seized("Tribune", "2025-03-01", SERVICE), seized("Wire", "2025-03-02", ALLIANCE, text=text)]
    )
    assert event_of(found, "seized").strict == 2


def test_co_belligerents_supporting_each_others_claim():
    north, south = Source("Norland", "state_body", bloc="Norland"), Source("Sudland", "state_body", bloc="Sudland")
    clause = "Norland and Sudland captured the town of Vard"
    people = [("actor", "Norland"), ("actor", "Sudland")]
    found = reconcile(
        [
            reading(f"One side says {clause}.", "A", "2025-03-01", says(clause, "captured", north, people=people)),
            reading(
                f"The other says {clause}.", "B", "2025-03-01", says(clause, "captured", south, people=people)
            ),
        ]
    )
    event = event_of(found, "captured")
    assert event.strict == 2
    assert any("take part in it" in r for r in event.reasons)


ORIGINAL = (
    "PORT ADRAN (Levant Wire) - Guards seized the tanker Halcyon Star in the Strait of Maral on Monday morning, "
    "the Selm Coast Guard said. The ship was carrying fuel oil for three ports on the coast of Adran."
)
LOST = (
    "PORT ADRAN (Levant Wire) - Guards seized the tanker Halcyon Star in the Strait of Maral on Monday morning. "
    "The ship was carrying fuel oil for three ports on the coast of Adran."
)
CLAUSE = "Guards seized the tanker Halcyon Star in the Strait of Maral on Monday morning"


def test_attribution_lost_in_a_copy():
    found = reconcile(
        [
            reading(ORIGINAL, "Levant Wire", "2025-03-01", says(CLAUSE, "seized", GUARD, event=SEIZE), bare=True),
            reading(LOST, "Tribune", "2025-03-02", says(CLAUSE, "seized", event=SEIZE), bare=True),
        ]
    )
    event = event_of(found, "seized")
    assert len(found.near_copies) == 1
    assert {names(found, [s.party])[0] for s in stands(found, event)} == {"Selm Coast Guard"}
    assert any("lost in this copy" in r for s in stands(found, event) for r in s.reasons)
    assert (event.strict, event.lenient, event.report_lines, len(event.reports), event.echo) == (1, 1, 1, 2, 2.0)


def test_machine_translation_shares_no_shingles():
    clause = "The Star of Halcyon, a tanker, was seized by guards from Selm"
    people = [("actor", "guards of Selm"), ("recipient", "Halcyon Star")]
    translated = reading(
        f"{clause}, has indicated the service of Norland.",
        "Le Courrier",
        "2025-03-02",
        says(clause, "seized", SERVICE, event=SEIZE, people=people),
    )
    found = reconcile([seized("Tribune", "2025-03-01", SERVICE), translated])
    event = event_of(found, "seized")
    assert found.near_copies == ()
    assert (event.strict, event.report_lines, len(event.claims)) == (1, 2, 2)


def counted(clause, anchor, by, thing, outlet, **more):
    numbers = [(n, float(n), thing) for n in clause.split() if n.isdigit()]
    text = f"Of the blast in Vard {clause}, it was said by {outlet}."
    return reading(text, outlet, "2025-03-01", says(clause, anchor, by, numbers=numbers, **more))


def test_same_number_for_different_things():
    wounded = ("casualty", None, "wounded")
    found = reconcile(
        [
            counted("12 people were killed", "killed", SERVICE, "people", "Tribune", event=KILL),
            counted("12 people were wounded", "wounded", OWNER, "people", "Wire", event=wounded),
        ]
    )
    assert event_of(found, "killed").id != event_of(found, "wounded").id


def test_a_number_unchanged_while_the_thing_counted_changes():
    found = reconcile(
        [
            counted("the number is 40 houses", "number", SERVICE, "houses", "Tribune"),
            counted("the number is 40 buses", "number", SERVICE, "buses", "Wire"),
        ]
    )
    assert event_of(found, "houses").id != event_of(found, "buses").id
    assert found.conflicts == ()


def test_killed_and_sent_are_no_conflict_of_numbers():
    clause = "Norland moved 1,500 soldiers to the port of Vard"
    plan = "Norland decided to move 12,000 soldiers to the port of Vard"
    people = [("actor", "Norland")]
    found = reconcile(
        [
            reading(
                f"{clause}, the service said.",
                "A",
                "2025-03-01",
                says(clause, "moved", SERVICE, event=SHIP, people=people, numbers=[("1,500", 1500, "soldiers")]),
            ),
            reading(
                f"{plan}, the service said.",
                "B",
                "2025-03-02",
                says(
                    plan,
                    "move",
                    ALLIANCE,
                    event=SHIP,
                    people=people,
                    status="planned",
                    numbers=[("12,000", 12000, "soldiers")],
                ),
            ),
        ]
    )
    assert [c.kind for c in found.conflicts] == []


def test_stale_copies_of_a_withdrawn_number():
    told = (
        "VARD (Levant Wire) - Fourteen people died in the failure of the Upper Seld dam, the Selm Coast Guard "
        "said on Monday after the search of the valley below the wall had come to an end."
    )
    copy = told.replace("had come to an end.", "had come to an end. We add a line.")
    clause = "Fourteen people died in the failure of the Upper Seld dam"
    right = "Thirteen people died in the failure of the Upper Seld dam"
    found = reconcile(
        [
            reading(
                told,
                "Levant Wire",
                "2025-03-01",
                says(clause, "died", GUARD, event=KILL, numbers=[("Fourteen", 14, "people")]),
                bare=True,
            ),
            reading(
                f"{right}, as the Selm Coast Guard now has it, which took its count back.",
                "Courier",
                "2025-03-03",
                says(right, "died", GUARD, event=KILL, numbers=[("Thirteen", 13, "people")]),
            ),
            reading(
                copy,
                "Tribune",
                "2025-03-05",
                says(clause, "died", GUARD, event=KILL, numbers=[("Fourteen", 14, "people")]),
                bare=True,
            ),
        ]
    )
    event = event_of(found, "died")
    assert [c.kind for c in found.conflicts] == ["revision"]
    assert (event.strict, event.report_lines) == (1, 2)


def test_a_speaker_who_cites_coverage_of_himself_as_confirmation():
    calder = Source("Oren Calder", "official", bloc="Adran")
    own = seized("Adran Courier", "2025-03-01", calder)
    cited = seized("Tribune", "2025-03-02", PAPER, text=f"The Adran Courier has it, Calder said, that {SEIZED}.")
    event = event_of(reconcile([own, cited]), "seized")
    assert (event.strict, event.lenient) == (1, 2)
    assert any("its own report gives it as source" in r for r in event.reasons)


def test_two_outlets_that_give_each_other_as_source():
    found = reconcile([seized("Adran Courier", "2025-03-01", WIRE), seized("Levant Wire", "2025-03-01", PAPER)])
    event = event_of(found, "seized")
    assert (event.strict, event.lenient, event.origin_state) == (0, 0, "not recorded")
    assert event.standing == "unsourced"
    assert any("ring" in r for r in event.reasons)


def test_a_cited_outlet_whose_own_report_names_no_source():
    found = reconcile([seized("Adran Courier", "2025-03-01"), seized("Tribune", "2025-03-02", PAPER)])
    event = event_of(found, "seized")
    assert (event.strict, event.standing) == (0, "unsourced")


def test_a_negative_as_of_a_date_followed_by_a_positive():
    people = [("actor", "Norland")]
    no = reading(
        f"The ministry denied that {DEPLOYED}.",
        "Tribune",
        "2025-03-01",
        denies(DEPLOYED, "moved", MINISTRY, event=SHIP, people=people, cue="denied"),
    )
    yes = reading(
        f"On 20 March {DEPLOYED}, the alliance said.",
        "Wire",
        "2025-03-21",
        says(DEPLOYED, "moved", ALLIANCE, event=SHIP, people=people, on="2025-03-20"),
    )
    found = reconcile([no, yes])
    assert len(found.events) == 2
    assert found.conflicts == ()
    assert {e.standing for e in found.events} == {"denied_only", "reported"}


def test_a_denial_answers_what_was_said_before_it():
    people = [("actor", "Norland")]
    said = reading(
        f"{DEPLOYED}, the alliance said.",
        "Wire",
        "2025-03-01",
        says(DEPLOYED, "moved", ALLIANCE, event=SHIP, people=people),
    )
    denied = reading(
        "Norland denied reports of brigades in the port of Vard.",
        "Tribune",
        "2025-03-04",
        denies("reports of brigades in the port of Vard", "brigades", MINISTRY, event=NONE, cue="denied"),
    )
    event = event_of(reconcile([said, denied]), "moved")
    assert event.standing == "reported+disputed"
    assert [h.standing for h in event.history] == ["reported", "reported+disputed"]
    assert [h.date for h in event.history] == ["2025-03-01", "2025-03-04"]
    other_day = reading(
        "Norland denied reports of brigades in the port of Vard.",
        "Tribune",
        "2025-02-20",
        denies("reports of brigades in the port of Vard", "brigades", MINISTRY, event=NONE, cue="denied"),
    )
    assert event_of(reconcile([said, other_day]), "moved").standing == "reported"


def test_one_claim_that_one_asserts_and_another_denies():
    clause = "Norland soldiers are fighting in Vard"
    text = f"The ministry dismissed reports from the alliance that {clause}."
    one = reading(
        text,
        "Tribune",
        "2025-03-01",
        says(
            clause,
            "fighting",
            MINISTRY,
            ALLIANCE,
            outer_act="deny",
            cue="dismissed",
            values={"Northern Alliance": 3, "Norland Defence Ministry": -3},
            said_on="2025-02-25",
        ),
    )
    found = reconcile([one])
    (event,) = found.events
    by = {names(found, [s.party])[0]: s for s in stands(found, event)}
    assert by["Northern Alliance"].stance == "support"
    assert names(found, by["Northern Alliance"].chain) == ["Northern Alliance"]
    assert by["Norland Defence Ministry"].stance == "deny"
    assert by["Norland Defence Ministry"].span.quote.startswith("dismissed reports from")
    assert (event.strict, event.standing) == (1, "reported+disputed")
    assert [c.kind for c in found.conflicts] == ["existence"]


def test_a_root_speaking_twice_in_one_report():
    again = "the guards of Selm had seized the tanker Halcyon Star"
    people = [("actor", "guards of Selm"), ("recipient", "Halcyon Star")]
    twice = reading(
        f"Norland said {SEIZED}. Later it said again that {again}.",
        "Tribune",
        "2025-03-01",
        says(SEIZED, "seized", SERVICE, event=SEIZE, people=people),
        says(again, "seized", SERVICE, event=SEIZE, people=people),
    )
    event = event_of(reconcile([twice]), "seized")
    assert (event.strict, event.lenient, len(event.reports), len(event.claims)) == (1, 1, 1, 2)


def test_said_on_later_than_publication():
    updated = seized("Tribune", "2025-03-01", SERVICE, said_on="2025-03-02")
    denied = reading(
        f"The guard denied that {SEIZED}.",
        "Wire",
        "2025-03-01",
        denies(SEIZED, "seized", GUARD, event=SEIZE, cue="denied", said_on="2025-03-03"),
    )
    event = event_of(reconcile([updated, denied]), "seized")
    assert [(h.date, h.standing) for h in event.history] == [
        ("2025-03-02", "reported"),
        ("2025-03-03", "reported+disputed"),
    ]


def test_a_denial_falls_when_the_same_bloc_later_supports():
    people = [("actor", "Selm Coast Guard"), ("recipient", "Halcyon Star")]
    minister = Source("Dalia Mirsen", "official", bloc="Tarsia")
    no = reading(
        f"The guard denied that {SEIZED}.",
        "Wire",
        "2025-03-01",
        denies(SEIZED, "seized", GUARD, event=SEIZE, cue="denied", people=people),
    )
    yes = reading(
        f"{SEIZED}, the minister said.",
        "Tribune",
        "2025-03-03",
        says(SEIZED, "seized", minister, event=SEIZE, people=people),
    )
    found = reconcile([no, yes])
    event = event_of(found, "seized")
    assert [h.standing for h in event.history] == ["denied_only", "acknowledged"]
    assert event.deniers == ()
    assert [c.kind for c in found.conflicts] == ["reversal"]
    assert any("against the interest" in r for r in event.reasons)
