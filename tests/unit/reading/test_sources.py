import pytest

from accordingto.model.claim import NARRATOR
from accordingto.model.text import Report
from accordingto.reading import read


def roots(text, **fields):
    return [a.root for a in read(Report("r1", text, language="en", **fields)).attributions]


def names(text):
    return [r.name for r in roots(text)]


def test_a_pronoun_is_the_person_who_spoke_last():
    mayor, board, he = names(
        "Mayor Jorun Teel said the dam was safe. The Selm Water Board said it had leaked. He said nobody was told."
    )
    assert he == mayor == "Jorun Teel" != board


def test_a_surname_is_the_person_named_in_full():
    text = "Mayor Jorun Teel said the dam was safe. Teel said engineers had checked it."
    assert names(text) == ["Jorun Teel"] * 2


def test_a_description_takes_up_the_body_that_ends_in_its_noun():
    text = "The Selm Water Board denied that the dam had leaked. The board said engineers had checked it."
    assert len(set(names(text))) == 1


def test_a_bare_description_is_not_merged_with_a_name_it_does_not_fit():
    text = "The Selm Water Board denied that the dam had leaked. The mayor said engineers had checked it."
    assert len(set(names(text))) == 2


@pytest.mark.parametrize(
    ("text", "class_", "anonymous"),
    [
        ("The dam had leaked, two officials said.", "official", True),
        ("The dam had leaked, according to a witness.", "witness", True),
        ("The dam had leaked, Mayor Jorun Teel said.", "official", False),
        ("The dam had leaked, Oona Vask said.", "witness", False),
        ("The dam had reportedly leaked.", "unnamed", True),
    ],
)
def test_the_class_of_a_source_and_whether_it_has_a_name(text, class_, anonymous):
    (root,) = roots(text)
    assert (root.class_, root.anonymous) == (class_, anonymous)


def test_the_one_who_speaks_in_the_report_itself_is_the_narrator():
    (root,) = roots("We reported on Friday that the dam had leaked.")
    assert root.name == NARRATOR


def test_i_in_a_quotation_is_who_is_quoted():
    found = roots("“I said that the dam was safe,” Mayor Jorun Teel said.")
    assert {r.name for r in found} == {"Jorun Teel"}


@pytest.mark.parametrize(
    ("text", "bloc"),
    [
        ("The Ministry of Mines closed it, ministry spokeswoman Mira Tannick said.", "Ministry of Mines"),
        ("The Ministry of Mines closed it. Minister Edric Solvane said it leaked.", "Ministry of Mines"),
        ("The Ministry of Mines and the Ministry of Trade met. Minister Edric Solvane said it leaked.", None),
        ("Minister Edric Solvane said it leaked. The Ministry of Mines closed it.", None),
    ],
)
def test_a_post_belongs_to_the_one_body_of_its_kind_named_before(text, bloc):
    assert roots(text)[-1].bloc == bloc


def test_a_post_has_the_class_of_the_body_that_its_owner_names():
    text = "The electoral commission said it would wait. Its chairwoman, Mercy Kalowe, said the forms were safe."
    assert [r.class_ for r in roots(text)] == ["state_body", "official"]


def test_a_post_alone_is_of_the_body_that_spoke_before():
    text = "The central bank said it was safe. The deputy chairman Zaza Gelovani said the number was old."
    assert roots(text)[-1].class_ == "official"


def test_a_member_has_the_class_of_the_body_behind_the_name():
    assert roots("Ines Carvalho of the teachers' union said schools were shut.")[0].class_ == "organisation"


def test_a_fuller_description_is_not_the_body_that_shares_its_noun():
    first, second = names("Corvane Bank said it was safe. The central bank said it had been warned.")
    assert first != second


def test_one_of_a_group_is_anonymous_and_of_that_group():
    told = "Selm Bank said it was safe. Two former clerks said they had warned it."
    text = f"{told} One of them said nobody wrote back."
    assert names(text)[-1] == names(text)[-2]
    assert roots(text)[-1].anonymous


def test_it_is_no_person():
    text = "Selm Bank said it was safe. Mayor Jorun Teel said he was glad. It said tellers were paid."
    found = names(text)
    assert found[0] == found[-1] != found[1]


def test_who_is_never_spoken_of_in_a_transcript_made_it():
    assert roots("MAYA: The probe is silent.\nJONAS: It was launched in May.")[0].class_ == "outlet"


def test_a_family_name_that_comes_first_is_the_person_named_in_full():
    text = "Kim Dae-won, the defence minister, said the bridge was shut. Kim said engineers had checked it."
    assert names(text) == ["Kim Dae-won"] * 2


def test_a_family_name_that_two_persons_bear_is_neither_of_them():
    text = "Kim Dae-won said the bridge was shut. Kim Su-bin said it was open. Kim said engineers had checked it."
    assert names(text)[2] not in ("Kim Dae-won", "Kim Su-bin")


def test_a_person_known_by_office_is_meant_by_that_office():
    text = "Volodymyr Zelensky's words of Monday stand. Ships had sailed, the Ukrainian president said."
    assert names(text) == ["Volodymyr Zelensky"]
    assert "Zelensky" not in names(text.replace("the Ukrainian president", "the Ukrainian minister"))[0]


def test_one_is_nobody_who_speaks():
    assert names('"One should ask before one calls that a proof," Oona Vask said.') == ["Oona Vask"]


def test_neither_they_nor_he_is_a_document():
    found = names('The inspection report says the wall leaked. "They said that they were not warned," he said.')
    assert len(found) == 3
    assert "inspection report" not in found[1:]


def test_that_agency_is_the_body_named_last():
    text = "It had this from the National Intelligence Service. In that agency's account, 20 ships have sailed."
    assert names(text)[-1] == "National Intelligence Service"


def test_a_union_is_not_whatever_body_was_named_last():
    assert "Orvane Metals" not in names("Orvane Metals closed the mine. The union says that two men were hurt.")


@pytest.mark.parametrize(
    ("dateline", "bloc"), [("SEOUL, 3 May — ", "KR"), ("BUSAN — ", None), ("LIMA / QUITO — ", None), ("", None)]
)
def test_a_ministry_in_a_report_from_a_capital_is_that_country_s(dateline, bloc):
    (root,) = roots(f"{dateline}The ferry has sunk, the foreign ministry said.")
    assert root.bloc == bloc


def test_the_presidential_office_is_no_other_office_named_before():
    text = "The National Security Office met on Monday. The ferry has sunk, the presidential office said."
    assert roots(text)[-1].bloc != "National Security Office"
