import pytest

from accordingto.reading.cues import (
    AS_TOLD,
    UNLISTED,
    adverb_cue,
    negated,
    no_comment_verb,
    noun_cue,
    phrase_cue,
    verb_cue,
    verb_group,
)
from tests.trees import tree, word


def test_a_verb_of_the_lexicon_brings_its_act():
    parsed = tree("She/PRON/nsubj/2 denied/VERB/root/0 it/PRON/obj/2")
    assert verb_cue(word(parsed, "denied")).act == "deny"


@pytest.mark.parametrize("rel", ["amod", "case", "aux", "compound", "fixed"])
def test_a_verb_in_a_modifying_relation_is_no_cue(rel):
    assert verb_cue(word(tree(f"said/VERB/{rel}/2 man/NOUN/root/0"), "said")) is None


def test_an_unlisted_verb_is_believed_with_a_clause_that_has_a_subject():
    clause = "She/PRON/nsubj/2 blurbled/VERB/root/0 that/SCONJ/mark/5 he/PRON/nsubj/5 left/VERB/ccomp/2"
    assert verb_cue(word(tree(clause), "blurbled")) is UNLISTED
    assert verb_cue(word(tree(clause.replace("that/", "because/")), "blurbled")) is None
    assert verb_cue(word(tree("She/PRON/nsubj/2 blurbled/VERB/root/0"), "blurbled")) is None


def test_an_unlisted_verb_is_believed_when_the_model_labels_it_unless_it_is_empty():
    parsed = tree("She/PRON/nsubj/2 blurbled/VERB/root/0 ,/PUNCT/punct/2 began/VERB/conj/2")
    for form in ("blurbled", "began"):
        word(parsed, form).cue = "B-Cue"
    assert verb_cue(word(parsed, "blurbled")) is UNLISTED
    assert verb_cue(word(parsed, "began")) is None


def test_as_somebody_has_it():
    parsed = tree("as/SCONJ/mark/3 rumour/NOUN/nsubj/3 has/VERB/root/0 it/PRON/obj/3")
    assert verb_cue(word(parsed, "has")) is AS_TOLD
    assert verb_cue(word(tree("She/PRON/nsubj/2 has/VERB/root/0 it/PRON/obj/2"), "has")) is None


def test_nouns_and_adverbs_are_cues_only_as_such():
    parsed = tree("reportedly/ADV/advmod/2 claim/NOUN/root/0 claim/VERB/dep/2 table/NOUN/dep/2")
    assert adverb_cue(word(parsed, "reportedly")).act == "say"
    assert noun_cue(word(parsed, "claim")) is not None
    assert noun_cue(word(parsed, "claim", 1)) is None
    assert noun_cue(word(parsed, "table")) is None


def test_a_phrase_is_a_cue_as_a_whole():
    parsed = tree("according/VERB/case/3 to/ADP/fixed/1 police/NOUN/root/0")
    length, cue = phrase_cue(parsed.tokens, 0)
    assert (length, cue.lemma) == (2, "according to")
    assert phrase_cue(tree("according/VERB/root/0 with/ADP/dep/1").tokens, 0) is None


def test_a_verb_group_takes_what_touches_the_verb():
    parsed = tree(
        "He/PRON/nsubj/5 has/AUX/aux/5 not/PART/advmod/5 yet/ADV/advmod/5 said/VERB/root/0 publicly/ADV/advmod/5 "
        "today/NOUN/obl/5",
        "However/ADV/advmod/4 ,/PUNCT/punct/4 he/PRON/nsubj/4 said/VERB/root/0",
    )
    group = verb_group(word(parsed, "said"), parsed.words(0), 0)
    assert [t.text for t in group] == ["has", "not", "yet", "said", "publicly"]
    later = verb_group(word(parsed, "said", 1), parsed.words(1), parsed.spans[1][0])
    assert [t.text for t in later] == ["said"]


def test_negation_by_particle_and_by_auxiliary():
    assert negated(word(tree("did/AUX/aux/3 not/PART/advmod/3 say/VERB/root/0"), "say"))
    assert not negated(word(tree("did/AUX/aux/2 say/VERB/root/0"), "say"))


@pytest.mark.parametrize(
    ("sentence", "form", "expected"),
    [
        ("It/PRON/nsubj/2 declined/VERB/root/0 to/PART/mark/4 comment/VERB/xcomp/2", "declined", True),
        ("It/PRON/nsubj/2 declined/VERB/root/0 to/PART/mark/4 swim/VERB/xcomp/2", "declined", False),
        ("It/PRON/nsubj/4 did/AUX/aux/4 not/PART/advmod/4 respond/VERB/root/0", "respond", True),
        ("It/PRON/nsubj/2 responded/VERB/root/0", "responded", False),
    ],
)
def test_who_refuses_to_speak(sentence, form, expected):
    verb = word(tree(sentence), form)
    assert no_comment_verb(verb, verb_cue(verb)) is expected
