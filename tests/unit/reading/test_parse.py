import pytest

from accordingto.model.text import Sentence
from accordingto.reading.parse import label_runs, parse
from accordingto.reading.segment import segment


def parsed(text):
    return parse(text, segment(text))


def test_a_plain_sentence_has_its_subject_object_and_lemmas():
    verb = parsed("Two officers arrested the mayor.").roots(0)[0]
    assert (verb.text, verb.lemma, verb.pos) == ("arrested", "arrest", "VERB")
    assert verb.child("nsubj").text == "officers"
    assert verb.child("obj").lemma == "mayor"


def test_no_text_has_no_tokens():
    empty = parsed("")
    assert (empty.tokens, empty.spans, empty.sentences) == ([], [], ())


def test_the_tokens_of_a_sentence_are_its_own():
    both = parsed("Ships left.\nTroops came.")
    assert [[t.text for t in both.words(n)] for n in (0, 1)] == [["Ships", "left", "."], ["Troops", "came", "."]]
    assert [t.sentence for t in both.tokens] == [0, 0, 0, 1, 1, 1]
    assert [t.i for t in both.tokens] == list(range(6))


def test_a_sentence_longer_than_the_model_is_read_in_stretches():
    text = "ship " * 700
    long = parsed(text)
    assert len(long.tokens) == 700
    assert len(long.roots(0)) == 2
    assert all(t.head is None or t.head.sentence == t.sentence for t in long.tokens)


def test_a_word_of_which_the_normaliser_leaves_nothing_is_a_token_all_the_same():
    assert [t.text for t in parsed("He left \u200d\u200d now.").tokens][-2:] == ["now", "."]


def test_a_word_of_thousands_of_clitics_is_cut_into_them():
    tokens = parsed("a" + "'s" * 2000).tokens
    assert [t.text for t in tokens[:3]] == ["a", "'s", "'s"]
    assert len(tokens) == 2001


def test_an_attribution_has_its_source_its_cue_and_its_content():
    (found,) = parsed("The ministry said that two ships had left.").roles
    assert [t.text for t in found.cue] == ["said"]
    assert [t.text for t in found.source] == ["The", "ministry"]
    assert [t.text for t in found.content] == ["that", "two", "ships", "had", "left"]


def test_noun_phrases_have_a_type_and_nest():
    text = parsed("The mayor of Lyon resigned.")
    found = {t.text: t.mention for t in text.tokens if t.mention is not None}
    assert found == {"mayor": ("person", 0, 4), "Lyon": ("place", 3, 4)}


def test_a_pronoun_is_linked_to_whom_it_stands_for():
    text = parsed("The mayor resigned on Friday. She had been ill.")
    link = text.links[next(t.i for t in text.tokens if t.text == "She")]
    assert (link.antecedent.text, link.margin > 0) == ("mayor", True)


def test_a_sentence_is_cut_where_the_caller_says():
    text = "Ships left. Troops came."
    assert [t.text for t in parse(text, (Sentence(12, 24),)).tokens] == ["Troops", "came", "."]


@pytest.mark.parametrize(
    ("labels", "runs"),
    [
        (["B-Person", "I-Person", "O"], [(0, 2, "Person")]),
        (["O", "I-Person"], [(1, 2, "Person")]),
        (["B-Person", "B-Person"], [(0, 1, "Person"), (1, 2, "Person")]),
        (["B-Person", "I-Location"], [(0, 1, "Person"), (1, 2, "Location")]),
        ([], []),
    ],
)
def test_labels_to_runs(labels, runs):
    assert label_runs(labels) == runs
