from accordingto.reading.closing import closing
from tests.trees import tree, word

READ = (
    "Ships/NOUN/nsubj/2 sank/VERB/ccomp/9 ,/PUNCT/punct/9 two/NUM/nummod/5 people/NOUN/parataxis/2 "
    "who/PRON/nsubj/7 saw/VERB/acl:relcl/5 them/PRON/obj/7 said/VERB/root/0 ./PUNCT/punct/9"
)


def ends(parsed, cue):
    verb = word(parsed, cue)
    found = closing(parsed, verb, [verb])
    return found and ([t.text for t in found[0]], [t.text for t in found[1]])


def test_a_sentence_ends_in_who_says_it_however_long_the_source_is():
    assert ends(tree(READ), "said") == (["two", "people", "who", "saw", "them"], ["Ships", "sank"])


def test_an_aside_between_two_commas_carries_what_stands_on_both_sides():
    parsed = tree(
        "Ships/NOUN/nsubj/2 sank/VERB/parataxis/9 ,/PUNCT/punct/5 an/DET/det/5 aide/NOUN/nsubj/6 said/VERB/root/0 "
        ",/PUNCT/punct/6 nobody/PRON/nsubj/9 drowned/VERB/ccomp/6 ./PUNCT/punct/6"
    )
    assert ends(parsed, "said") == (["an", "aide"], ["Ships", "sank", "nobody", "drowned", "."])


def test_what_follows_the_cue_may_tell_when_and_to_whom():
    parsed = tree(
        "Ships/NOUN/nsubj/2 sank/VERB/ccomp/6 ,/PUNCT/punct/2 the/DET/det/5 navy/NOUN/nsubj/6 said/VERB/root/0 "
        "on/ADP/case/8 Friday/PROPN/obl/6 ./PUNCT/punct/6"
    )
    assert ends(parsed, "said") == (["the", "navy"], ["Ships", "sank"])


def test_a_part_that_another_cue_has_closed_is_not_said_again():
    parsed = tree(
        "Ships/NOUN/nsubj/2 sank/VERB/ccomp/5 ,/PUNCT/punct/5 she/PRON/nsubj/5 said/VERB/root/0 ,/PUNCT/punct/5 "
        "and/CCONJ/cc/9 men/NOUN/nsubj/9 drowned/VERB/conj/5 ,/PUNCT/punct/9 he/PRON/nsubj/12 added/VERB/conj/5 "
        "./PUNCT/punct/5"
    )
    for form in ("said", "added"):
        word(parsed, form).cue = "B-Cue"
    assert ends(parsed, "added") == (["he"], ["men", "drowned"])


def test_words_without_a_verb_are_not_what_is_said():
    parsed = tree(
        "In/ADP/case/2 Selm/PROPN/obl/5 ,/PUNCT/punct/5 ministers/NOUN/nsubj/5 said/VERB/root/0 ./PUNCT/punct/5"
    )
    assert ends(parsed, "said") is None


def test_a_cue_with_its_clause_behind_it_is_not_the_end():
    parsed = tree(
        "Ships/NOUN/nsubj/2 sank/VERB/advcl/6 ,/PUNCT/punct/2 the/DET/det/5 navy/NOUN/nsubj/6 said/VERB/root/0 "
        "men/NOUN/nsubj/8 drowned/VERB/ccomp/6"
    )
    assert ends(parsed, "said") is None


def test_a_clause_about_the_source_between_two_commas_is_no_part_of_its_phrase():
    parsed = tree(
        "Ships/NOUN/nsubj/2 sank/VERB/ccomp/10 ,/PUNCT/punct/2 the/DET/det/5 navy/NOUN/parataxis/2 "
        ",/PUNCT/punct/8 which/PRON/nsubj/8 watched/VERB/acl:relcl/5 ,/PUNCT/punct/2 said/VERB/root/0 "
        "./PUNCT/punct/10"
    )
    assert ends(parsed, "said") == (["the", "navy"], ["Ships", "sank"])


def test_a_comma_before_the_cue_without_such_a_clause_ends_no_source():
    parsed = tree(
        "Ships/NOUN/nsubj/2 sank/VERB/ccomp/9 ,/PUNCT/punct/2 the/DET/det/5 navy/NOUN/parataxis/2 ,/PUNCT/punct/7 "
        "boats/NOUN/appos/5 ,/PUNCT/punct/2 said/VERB/root/0 ./PUNCT/punct/9"
    )
    assert ends(parsed, "said") is None
