import pytest

from accordingto.reading.content import (
    case_of,
    clause_content,
    fragments,
    noun_phrase,
    passive,
    subject,
    with_marks,
)
from accordingto.reading.cues import verb_cue
from accordingto.reading.quotes import quotations
from tests.trees import tree, word

SAID = tree(
    "The/DET/det/2 ministry/NOUN/nsubj/3 said/VERB/root/0 that/SCONJ/mark/7 the/DET/det/6 ship/NOUN/nsubj/7 "
    "sank/VERB/ccomp/3"
)


def words(tokens):
    return " ".join(t.text for t in tokens)


def texts(parsed, ranges):
    return [parsed.text[a:b] for a, b in ranges]


def test_the_complement_is_what_is_said():
    verb = word(SAID, "said")
    assert words(clause_content(verb, verb_cue(verb), [verb])) == "that the ship sank"


def test_a_verb_in_parentheses_gives_the_clause_around_it():
    parsed = tree(
        "The/DET/det/2 ship/NOUN/nsubj/3 sank/VERB/root/0 ,/PUNCT/punct/6 he/PRON/nsubj/6 said/VERB/parataxis/3"
    )
    verb = word(parsed, "said")
    content = clause_content(verb, verb_cue(verb), [verb])
    assert texts(parsed, fragments(parsed, content, {verb.i})) == ["The ship sank"]


def test_a_noun_phrase_keeps_what_identifies_and_drops_what_a_comma_sets_off():
    parsed = tree(
        "The/DET/det/2 mayor/NOUN/nsubj/11 of/ADP/case/4 Selm/PROPN/nmod/2 ,/PUNCT/punct/8 who/PRON/nsubj/8 "
        "had/AUX/aux/8 resigned/VERB/acl:relcl/2 ,/PUNCT/punct/2 then/ADV/advmod/11 left/VERB/root/0"
    )
    assert words(noun_phrase(word(parsed, "mayor"))) == "The mayor of Selm"
    assert words(noun_phrase(word(parsed, "mayor"), frozenset({2, 3}))) == "The mayor"


def test_the_case_of_a_phrase_is_empty_for_a_subject():
    parsed = tree("He/PRON/nsubj/2 left/VERB/root/0 for/ADP/case/4 Selm/PROPN/obl/2")
    assert case_of(word(parsed, "Selm")) == "for"
    assert case_of(word(parsed, "He")) == ""


def test_a_shared_subject_is_found_across_a_conjunction_and_not_across_an_object():
    parsed = tree(
        "She/PRON/nsubj/2 rose/VERB/root/0 and/CCONJ/cc/4 denied/VERB/conj/2 leaving/VERB/obj/4 today/NOUN/obl/5"
    )
    assert subject(word(parsed, "denied")) is word(parsed, "She")
    assert subject(word(parsed, "leaving")) is None


def test_a_subject_of_a_relative_clause_is_the_noun_above_it():
    parsed = tree("men/NOUN/root/0 accused/VERB/acl/1 of/ADP/case/4 theft/NOUN/obl/2")
    assert subject(word(parsed, "accused")) is word(parsed, "men")


def test_the_passive_voice_is_told_by_its_relations():
    parsed = tree("It/PRON/nsubj:pass/3 was/AUX/aux:pass/3 denied/VERB/root/0")
    assert passive(word(parsed, "denied"))
    assert not passive(word(SAID, "said"))


def test_fragments_part_at_what_is_left_out_and_lose_commas_at_their_edges():
    parsed = tree(
        "Ships/NOUN/nsubj/5 ,/PUNCT/punct/3 he/PRON/dep/5 ,/PUNCT/punct/3 sank/VERB/root/0 ./PUNCT/punct/5"
    )
    assert texts(parsed, fragments(parsed, parsed.tokens, {2})) == ["Ships", "sank"]
    assert fragments(parsed, [parsed.tokens[1]], set()) == []
    assert fragments(parsed, parsed.tokens, {t.i for t in parsed.tokens}) == []


@pytest.mark.parametrize(
    ("text", "piece", "cue", "expected"),
    [
        ("“We left at dawn. They came,” he said.", "We left at dawn", "said", "“We left at dawn. They came,”"),
        ("He said they “left at dawn” then.", "they “left at", "said", "they “left at dawn”"),
        ("“We said they left early,” it read.", "they left", "said", "they left"),
        ("He said “they left", "they left", "said", "they left"),
    ],
)
def test_a_range_is_widened_to_closed_marks_that_do_not_hold_the_cue(text, piece, cue, expected):
    start, at = text.index(piece), text.index(cue)
    ranges = with_marks([(start, start + len(piece))], quotations(text), (at, at + len(cue)))
    assert [text[a:b] for a, b in ranges] == [expected]


def test_ranges_that_meet_after_widening_become_one():
    text = "“We left. They came.” he said"
    ranges = [(1, 8), (10, 19)]
    assert with_marks(ranges, quotations(text), None) == [(0, text.index("”") + 1)]
