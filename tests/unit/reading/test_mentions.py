import pytest

from accordingto.reading.mentions import find_names, joined, mention_records
from accordingto.reading.parse import parse
from accordingto.reading.segment import segment
from tests.trees import tree


def labelled(sentences, labels, text=None):
    """A flat text with a BIO label for each word."""
    parsed = tree(*sentences, text=text)
    for token, label in zip(parsed.tokens, labels, strict=True):
        token.ner = label
    return parsed


def records(parsed):
    mentions, entities = mention_records(parsed, find_names(parsed))
    return [(m.span.quote, m.type, m.entity) for m in mentions], [(e.name, e.aliases) for e in entities]


def test_a_name_loses_its_article_and_its_possessive():
    parsed = labelled(
        ["the/DET/det/2 Navy/PROPN/nmod/4 's/PART/case/2 ship/NOUN/root/0"],
        ["B-Organization", "I-Organization", "I-Organization", "O"],
        text="the Navy's ship",
    )
    assert records(parsed) == ([("Navy", "organization", "e1")], [("Navy", ())])


@pytest.mark.parametrize("label", ["Date", "Money"])
def test_days_and_sums_are_no_names(label):
    assert find_names(labelled(["Friday/PROPN/root/0"], [f"B-{label}"])) == []


def test_a_run_of_nothing_but_an_article_is_no_name():
    assert find_names(labelled(["the/DET/det/2 ship/NOUN/root/0"], ["B-Organization", "O"])) == []


def test_a_surname_is_the_person_named_in_full_before():
    parsed = labelled(
        ["Oona/PROPN/nsubj/3 Vask/PROPN/flat/1 left/VERB/root/0", "Vask/PROPN/nsubj/2 left/VERB/root/0"],
        ["B-Person", "I-Person", "O", "B-Person", "O"],
    )
    mentions, entities = records(parsed)
    assert [m[2] for m in mentions] == ["e1", "e1"]
    assert entities == [("Oona Vask", ("Vask",))]


def test_a_surname_before_the_full_name_stands_for_itself():
    parsed = labelled(
        ["Vask/PROPN/nsubj/2 left/VERB/root/0", "Oona/PROPN/nsubj/3 Vask/PROPN/flat/1 left/VERB/root/0"],
        ["B-Person", "O", "B-Person", "I-Person", "O"],
    )
    assert [m[2] for m in records(parsed)[0]] == ["e1", "e2"]


def test_initials_in_brackets_are_the_name_before_them():
    sentence = (
        "National/ADJ/amod/3 Water/PROPN/compound/3 Office/PROPN/root/0 (/PUNCT/punct/5 {}/PROPN/appos/3 "
        ")/PUNCT/punct/5"
    )
    labels = ["B-Organization", "I-Organization", "I-Organization", "O", "B-Organization", "O"]
    assert [m[2] for m in records(labelled([sentence.format("NWO")], labels))[0]] == ["e1", "e1"]
    assert [m[2] for m in records(labelled([sentence.format("NAO")], labels))[0]] == ["e1", "e2"]


def test_a_first_name_that_the_tagger_left_out_belongs_to_the_name():
    parsed = labelled(["Oona/PROPN/nsubj/3 Vask/PROPN/flat/1 left/VERB/root/0"], ["O", "B-Person", "O"])
    assert [n.text for n in find_names(parsed)] == ["Oona Vask"]


def test_words_are_joined_as_the_text_parts_them():
    parsed = tree("Navy/PROPN/nmod/3 's/PART/case/1 ship/NOUN/root/0", text="Navy's   ship")
    assert joined(parsed.tokens) == "Navy's ship"
    assert joined([]) == ""


BOARD = "{}/PROPN/compound/3 {}/NOUN/compound/3 {}/NOUN/nsubj/4 met/VERB/root/0"


@pytest.mark.parametrize(
    ("forms", "name"),
    [
        (("Selm", "Water", "Board"), "Selm Water Board"),
        (("Selm", "Water", "board"), "Selm"),
        (("Selm", "water", "Board"), "Selm"),
    ],
)
def test_the_name_of_a_body_goes_on_over_capitals_to_the_noun_that_heads_it(forms, name):
    parsed = labelled([BOARD.format(*forms)], ["B-Organization", "O", "O", "O"])
    assert records(parsed)[0] == [(name, "organization", "e1")]


def test_adjectives_taken_for_a_place_belong_to_the_body_they_stand_before():
    text = "The Joint Maritime Centre still speaks of 23 crew."
    assert [n.text for n in find_names(parse(text, segment(text)))] == ["Joint Maritime Centre"]
