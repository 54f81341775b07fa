import pytest

import accordingto
from accordingto.model.text import Report
from accordingto.reading import read


def claims(text, published="2024-10-18"):
    return read(Report("r1", text, published=published, language="en")).claims


def people(claim):
    return {p.role: p.name for p in claim.participants}


def test_the_report_itself_holds_what_nobody_is_quoted_for():
    (claim,) = claims("Police arrested three men in Selm.")
    assert (claim.attribution, dict(claim.value_by)) == (None, {"narrator": 3})


def test_who_denies_holds_the_same_claim_at_the_opposite_value():
    (claim,) = claims("The ministry denied that the ferry had sunk.")
    assert dict(claim.value_by) == {"ministry": -3}
    assert claim.status == "did-not-happen"


def test_who_denies_what_another_said_is_a_second_holder():
    found = claims("The ministry denied a report by Selm Daily that police had arrested three men.")
    assert any(v < 0 for c in found for v in c.value_by.values())


def test_what_nobody_did_has_not_happened():
    (claim,) = claims("Nobody attacked the port.")
    assert (claim.status, dict(claim.value_by)) == ("did-not-happen", {"narrator": -3})


def test_a_plan_is_planned_and_a_condition_conditional():
    plan, *_ = claims("The navy plans to send ships.")
    assert plan.status == "planned"
    assert {c.status for c in claims("If the dam breaks, the army will send boats.")} == {"conditional"}


def test_places_and_numbers_belong_to_the_happening_above_them():
    first, second = claims("The army sent 200 soldiers to Seoul. The navy sank two ships.")
    assert len(first.quantities) == len(second.quantities) == 1
    assert first.quantities != second.quantities
    assert [p.role for p in first.places] == ["destination"]
    assert second.places == ()


@pytest.mark.parametrize(
    "text",
    [
        "According to a report published last week, 40 people died in July.",
        "The navy said on Monday that 40 people had died in July.",
        "On Tuesday the ministry reported that 40 people died in July.",
    ],
)
def test_the_time_of_the_happening_is_not_that_of_the_saying(text):
    reading = read(Report("r1", text, published="2024-10-18", language="en"))
    (died,) = (c for c in reading.claims if c.anchor.quote == "died")
    assert [t.value for t in reading.times if t.id in died.times] == ["2024-07"]


def test_a_pronoun_takes_the_name_of_the_last_party_it_can_mean():
    _, second = claims("Two thousand soldiers left Selm. They attacked the port.")
    assert people(second)["actor"] == "Two thousand soldiers"


def test_a_relative_pronoun_is_its_noun():
    found = claims("Police arrested three men who had attacked the port.")
    attack = next(c for c in found if c.anchor.quote == "attacked")
    assert people(attack)["actor"].startswith("three men")


def test_a_denial_that_names_no_happening_still_makes_a_claim():
    (claim,) = claims("The ministry denied the allegations.")
    assert claim.anchor.quote == "allegations"
    assert dict(claim.value_by) == {"ministry": -3}


@pytest.mark.parametrize("text", ["The mayor is tall.", "Good morning."])
def test_where_nothing_happens_there_is_no_claim(text):
    assert claims(text) == ()


def test_ids_count_in_text_order():
    found = claims("Police arrested three men. The navy sank two ships. The army attacked the port.")
    assert [c.id for c in found] == ["c1", "c2", "c3"]
    assert sorted(c.anchor.start for c in found) == [c.anchor.start for c in found]


def test_a_number_of_those_who_take_part_belongs_to_what_they_do():
    reading = accordingto.read("About 400 people have had to leave their homes.", language="en")
    (left,) = [c for c in reading.claims if c.anchor.quote == "leave"]
    (number,) = reading.quantities
    assert left.quantities == (number.id,)


def test_nobody_denies_a_smiley():
    assert claims("Officials in Selm denied it 😀.") == ()


@pytest.mark.parametrize(
    ("text", "gloss"),
    [
        ("Nine people were killed in the explosion at the depot.", "the explosion at the depot"),
        ("Nine people were killed when a tank burst.", "a tank burst"),
        ("The mayor said that three ships had left.", "three ships had left"),
    ],
)
def test_the_gloss_has_no_word_that_ties_it_to_another_clause(text, gloss):
    assert gloss in [c.gloss for c in read(Report("r1", text, language="en")).claims]
