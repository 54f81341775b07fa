from accordingto.model.claim import EventType
from accordingto.reading.clauses import clause_span
from accordingto.reading.events import Happening
from tests.trees import tree, word


def span(parsed, form, inside=(), outside=()):
    anchor = word(parsed, form)
    return clause_span(
        parsed, Happening(anchor, anchor, EventType(None), 0.5, ()), list(inside), list(outside)
    ).quote


def test_a_clause_on_a_noun_brings_its_noun():
    parsed = tree(
        "A/DET/det/2 dam/NOUN/nsubj/6 that/PRON/nsubj/4 broke/VERB/acl:relcl/2 was/AUX/aux/6 old/ADJ/root/0"
    )
    assert span(parsed, "broke") == "A dam that broke"


def test_the_words_stand_in_the_order_of_the_text_where_branches_cross():
    parsed = tree("when/ADV/advmod/4 troops/NOUN/nsubj/5 had/AUX/aux/4 left/VERB/acl/2 rain/VERB/root/0")
    assert span(parsed, "left") == "when troops had left"


def test_a_second_main_clause_is_left_out_and_the_word_that_only_joins():
    parsed = tree("that/SCONJ/mark/3 ships/NOUN/nsubj/3 sank/VERB/root/0 and/CCONJ/cc/5 burned/VERB/conj/3")
    assert span(parsed, "sank") == "ships sank"


def test_an_infinitive_has_the_subject_of_the_word_above_it():
    parsed = tree("They/PRON/nsubj/3 are/AUX/cop/3 likely/ADJ/root/0 to/PART/mark/5 go/VERB/xcomp/3")
    assert span(parsed, "go") == "They are likely to go"


def test_it_stays_inside_the_content_and_out_of_what_others_say():
    parsed = tree("ships/NOUN/nsubj/2 sank/VERB/root/0 today/NOUN/obl/2")
    assert span(parsed, "sank", inside=[(0, 10)]) == "ships sank"
    assert span(parsed, "sank", outside=[(0, 5)]) == "sank today"
