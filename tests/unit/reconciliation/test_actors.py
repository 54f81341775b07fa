import pytest

from accordingto.model.claim import Entity, Source
from accordingto.model.event import KnownSource
from accordingto.reconciliation.actors import bloc_key, roll, same_outlet
from tests.unit.reconciliation.make import reading, says

CLAUSE = "guards seized the tanker"


def cited(source, outlet="Tribune", day="2025-03-01", entities=()):
    return reading(f"By {outlet}: {CLAUSE}.", outlet, day, says(CLAUSE, "seized", source), entities=entities)


def parties(*sources, outlets=("A", "B", "C", "D"), line=None, known=()):
    found = [cited(s, outlets[i], f"2025-03-0{i + 1}") for i, s in enumerate(sources)]
    made = roll(found, line or {r.report.id: r.report.id for r in found}, known)
    return made, [made.id(r.report.id, s.name) for r, s in zip(found, sources, strict=True)]


def official(name, **more):
    return Source(name, "official", **more)


def body(name, **more):
    return Source(name, "state_body", **more)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (body("National Intelligence Service"), body("The National Intelligence Service")),
        (body("National Intelligence Service (NIS)"), body("NIS")),
        (body("National Intelligence Service"), body("NIS")),
        (official("Volodymyr Zelensky"), official("Zelensky")),
        (official("Ukrainian President Volodymyr Zelensky"), official("Volodymyr Zelensky")),
        (body("police", bloc="Tarsia"), body("police", bloc="Tarsia")),
    ],
)
def test_one_party(one, other):
    _, ids = parties(one, other)
    assert ids[0] == ids[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (body("National Intelligence Service"), body("National Investigation Authority")),
        (official("Kim"), Source("Kim Yong-hyun", "expert")),
        (body("police", bloc="Tarsia"), body("police", bloc="Adran")),
        (body("police"), body("police")),
        (official("an official", anonymous=True), official("an official", anonymous=True)),
        (
            official("an official", anonymous=True, bloc="Tarsia"),
            official("an official", anonymous=True, bloc="Tarsia"),
        ),
    ],
)
def test_two_parties(one, other):
    _, ids = parties(one, other)
    assert ids[0] != ids[1]


def test_a_surname_that_two_bear_is_nobody():
    _, ids = parties(official("Dalia Mirsen"), official("Oren Mirsen"), official("Mirsen"))
    assert len(set(ids)) == 3


def test_an_acronym_that_two_bear_is_nobody():
    _, ids = parties(body("National Intelligence Service"), body("Norland Iron Survey"), body("NIS"))
    assert len(set(ids)) == 3


def test_an_alias_that_a_report_gives():
    entity = Entity(
        "e1", "National Intelligence Service", "organisation", aliases=("Norland Spy Agency", "it", "the agency")
    )
    source = body("National Intelligence Service", entity="e1")
    a, b = cited(source, "A", entities=(entity,)), cited(body("Norland Spy Agency"), "B")
    c = cited(body("the agency"), "C")
    made = roll([a, b, c], {r.report.id: r.report.id for r in (a, b, c)})
    ids = [made.id(r.report.id, r.attributions[0].root.name) for r in (a, b, c)]
    assert ids[0] == ids[1] != ids[2]


def test_an_unnamed_source_in_one_report_line_or_outlet():
    one = official("a senior official", anonymous=True)
    _, ids = parties(one, one, outlets=("A", "A"))
    assert ids[0] == ids[1]
    found = [cited(one, "A"), cited(one, "B")]
    made = roll(found, {r.report.id: found[0].report.id for r in found})
    assert made.id(found[0].report.id, one.name) == made.id(found[1].report.id, one.name)


def test_blocs():
    made, ids = parties(
        body("Selm Coast Guard", bloc="Tarsia"),
        official("Idris Vane", bloc="Selm Coast Guard"),
        body("NIS"),
        official("an official", anonymous=True),
    )
    assert made.blocs(ids[0]) == made.blocs(ids[1]) == {"tarsia"}
    assert made[ids[2]].bloc == "NIS"
    assert made[ids[3]].bloc == f"unknown:{ids[3]}"


def test_a_country_is_one_bloc_by_code_and_by_name():
    assert bloc_key("KR") == bloc_key("South Korea") != bloc_key("KP")
    made, ids = parties(body("NIS", bloc="KR"), body("Seoul Police", bloc="South Korea"))
    assert made.blocs(ids[0]) == made.blocs(ids[1])


def test_one_party_for_two_states_has_two_blocs():
    made, ids = parties(
        body("Ukraine and South Korea", bloc="Ukraine; South Korea"),
        body("Norland and Sudland"),
        body("Norland"),
        body("Sudland"),
    )
    assert made.blocs(ids[0]) == {"UA", "KR"}
    assert made.blocs(ids[1]) == {"norland", "sudland"}
    made, ids = parties(body("Trade and Industry Board"), body("Norland"))
    assert len(made.blocs(ids[0])) == 1


def test_the_outlet_in_its_own_voice_does_not_count():
    own = Source("Tribune", "outlet")
    found = [cited(own, "Tribune"), cited(own, "Courier")]
    made = roll(found, {r.report.id: r.report.id for r in found})
    own_voice, cited_elsewhere = (made[made.id(r.report.id, "Tribune")] for r in found)
    assert own_voice.class_ == "narrator" and not own_voice.counts
    assert cited_elsewhere.class_ == "outlet" and cited_elsewhere.counts
    assert made.id(found[0].report.id, "narrator") == own_voice.id


def test_rumour_does_not_count():
    made, ids = parties(Source("rumours in the port", "collective", anonymous=True))
    assert not made[ids[0]].counts


@pytest.mark.parametrize(
    ("name", "class_", "outlet", "same"),
    [
        ("Levant Wire", "agency", "Levant Wire", True),
        ("Levant Wire", "company", "Levant Wire", False),
        ("Levant agency", "organisation", "Levant Newswire", True),
        ("Washington Times", "outlet", "Washington Post", False),
        ("Levant", "state_body", "Levant Newswire", False),
    ],
)
def test_same_outlet(name, class_, outlet, same):
    assert same_outlet(name, class_, outlet) is same


# The user's own table


NIS = KnownSource(
    "National Intelligence Service", ("NIS", "the spy agency"), "Tarsia", "official", "B", ("Adran",)
)


def test_every_name_in_the_table_is_one_party_as_the_table_has_it():
    made, ids = parties(
        body("The spy agency", anonymous=True), body("NIS", bloc="Adran"), body("National Intelligence Service"),
        known=(NIS,),
    )  # fmt: skip
    assert len(set(ids)) == 1
    party = made[ids[0]]
    assert (party.name, party.class_, party.bloc, party.anonymous) == (NIS.name, "official", "Tarsia", False)
    assert (party.reliability, party.interested_in) == ("B", ("Adran",))
    assert {"NIS", "the spy agency", "The spy agency"} <= set(party.aliases)
    assert made.known and not parties(body("NIS"))[0].known


def test_a_name_that_the_table_lacks_joins_by_acronym_or_stays_apart():
    short = KnownSource("National Intelligence Service", bloc="Tarsia")
    _, ids = parties(body("NIS"), body("National Intelligence Service"), body("police"), known=(short,))
    assert ids[0] == ids[1] != ids[2]


def test_two_entries_are_never_one():
    one, other = KnownSource("Norland Iron Survey"), KnownSource("National Intelligence Service", ("NIS",))
    linked = Entity("e1", "Norland Iron Survey", "ORG", aliases=("National Intelligence Service",))
    found = [cited(body("Norland Iron Survey", entity="e1"), entities=(linked,)), cited(body("NIS"), "Other")]
    made = roll(found, {r.report.id: r.report.id for r in found}, (one, other))
    assert made.id(found[0].report.id, "Norland Iron Survey") != made.id(found[1].report.id, "NIS")


def test_a_bloc_of_the_table_is_shown_in_one_spelling():
    made, ids = parties(
        body("Border Office", bloc="South Korea"), body("NIS"), known=(KnownSource("NIS", bloc="KR"),)
    )
    assert made[ids[0]].bloc == made[ids[1]].bloc
    assert made.blocs(ids[0]) == made.blocs(ids[1])


@pytest.mark.parametrize(
    ("bloc", "behind"), [("Orvane", "Orvane Metals"), ("Tarsian", "Tarsia"), ("Selm", "Selm")]
)
def test_a_bloc_in_short_is_the_one_party_that_begins_so(bloc, behind):
    made, ids = parties(
        Source("Lukan Brask", "company", bloc=bloc),
        Source("Orvane Metals", "company"),
        body("government of Tarsia", bloc="Tarsia"),
    )
    assert made[ids[0]].bloc == behind
    assert made.blocs(ids[0]) == frozenset({bloc_key(behind)})


def test_an_official_speaks_for_no_company_that_has_a_town_in_its_name():
    made, ids = parties(official("Jorun Teel", bloc="Selm"), Source("Selm Metals", "company"))
    assert made[ids[0]].bloc == "Selm"


def test_a_short_bloc_that_may_be_two_stays_as_it_is():
    made, ids = parties(
        official("Lukan Brask", bloc="Orvane"),
        Source("Orvane Metals", "company"),
        Source("Orvane Bank", "company"),
    )
    assert made[ids[0]].bloc == "Orvane"
