import pytest

from accordingto.reading.acts import act_of, settle
from accordingto.reading.cues import no_comment_verb, verb_cue
from accordingto.reading.draft import Draft
from tests.trees import tree, word


def draft(parsed, cue, first, last):
    head = word(parsed, cue)
    span = (word(parsed, first).start, word(parsed, last).end)
    return Draft("say", 3, head, [], [head], [span], reasons=["verb"])


def settled(parsed, *args):
    found = draft(parsed, *args)
    settle(parsed, found)
    return found.act, found.value


def acts(row, cue):
    verb = word(tree(row), cue)
    found = verb_cue(verb)
    return act_of(verb, found, no_comment_verb(verb, found))


@pytest.mark.parametrize(
    ("row", "cue", "expected"),
    [
        ("He/PRON/nsubj/2 denied/VERB/root/0 it/PRON/obj/2", "denied", ("deny", -3)),
        ("He/PRON/nsubj/2 called/VERB/root/0 for/ADP/case/4 talks/NOUN/obl/2", "called", ("ask", 0)),
        ("He/PRON/nsubj/4 did/AUX/aux/4 not/PART/advmod/4 deny/VERB/root/0 it/PRON/obj/4", "deny", ("say", 1)),
        (
            "He/PRON/nsubj/4 did/AUX/aux/4 not/PART/advmod/4 dispute/VERB/root/0 it/PRON/obj/4",
            "dispute",
            ("no_comment", 0),
        ),
        (
            "He/PRON/nsubj/4 would/AUX/aux/4 not/PART/advmod/4 say/VERB/root/0 which/DET/obj/4",
            "say",
            ("no_comment", 0),
        ),
        (
            "He/PRON/nsubj/2 refused/VERB/root/0 to/PART/mark/4 rule/VERB/xcomp/2 out/ADP/dep/4",
            "refused",
            ("say", 1),
        ),
        (
            "He/PRON/nsubj/2 declined/VERB/root/0 to/PART/mark/4 hand/VERB/xcomp/2 it/PRON/obj/4",
            "declined",
            ("decide", 3),
        ),
        (
            "He/PRON/nsubj/2 stopped/VERB/root/0 short/ADV/advmod/2 of/SCONJ/mark/5 denying/VERB/advcl/2",
            "denying",
            ("no_comment", 0),
        ),
    ],
)
def test_the_cue_and_the_words_around_it_make_the_act(row, cue, expected):
    assert acts(row, cue) == expected


def test_who_calls_a_report_false_denies_it():
    parsed = tree(
        "He/PRON/nsubj/2 called/VERB/root/0 the/DET/det/4 report/NOUN/obj/2 baseless/ADJ/xcomp/2 ./PUNCT/punct/2"
    )
    assert settled(parsed, "called", "the", "baseless") == ("deny", -3)


def test_who_says_that_a_claim_is_a_lie_denies_it():
    parsed = tree(
        "He/PRON/nsubj/2 said/VERB/root/0 the/DET/det/4 claim/NOUN/nsubj/6 was/AUX/cop/6 lies/NOUN/ccomp/2"
    )
    assert settled(parsed, "said", "the", "lies") == ("deny", 3)


def test_who_says_that_a_bridge_is_wrong_denies_nothing():
    parsed = tree(
        "He/PRON/nsubj/2 said/VERB/root/0 the/DET/det/4 bridge/NOUN/nsubj/6 was/AUX/cop/6 wrong/ADJ/ccomp/2"
    )
    assert settled(parsed, "said", "the", "wrong") == ("say", 3)


def test_who_insists_that_nothing_was_taken_denies_and_stands_by_every_word():
    row = (
        "He/PRON/nsubj/2 insisted/VERB/root/0 he/PRON/nsubj/6 had/AUX/aux/6 not/PART/advmod/6 stolen/VERB/ccomp/2"
    )
    assert settled(tree(row), "insisted", "he", "stolen") == ("deny", 3)
    assert settled(tree(row.replace("not/PART", "now/ADV")), "insisted", "he", "stolen") == ("say", 3)


def test_a_question_asks():
    parsed = tree(
        "He/PRON/nsubj/2 said/VERB/root/0 :/PUNCT/punct/5 Which/DET/det/5 desk/NOUN/ccomp/2 ?/PUNCT/punct/5"
    )
    assert settled(parsed, "said", "Which", "?") == ("ask", 0)


def test_who_has_no_comment_makes_none():
    parsed = tree("KETT/PROPN/root/0 :/PUNCT/punct/4 No/DET/det/4 comment/NOUN/parataxis/1 ./PUNCT/punct/1")
    assert settled(parsed, ":", "No", "comment") == ("no_comment", 0)


def test_a_retort_denies_what_came_before_it():
    parsed = tree("He/PRON/nsubj/2 said/VERB/root/0 Rubbish/NOUN/ccomp/2 ./PUNCT/punct/2")
    assert settled(parsed, "said", "Rubbish", "Rubbish") == ("deny", 3)
