import random

from hypothesis import given
from hypothesis import strategies as st

from training.documents import NO_HEAD, Arc, Document, Mention, cut, roughened, without

WORDS = ("“", "Ships", "have", "left", ".", "”", "Kyiv", "said", "so", ".")
STORY = Document(
    "story",
    WORDS,
    ((0, 6), (6, 10)),
    heads=(3, 3, 3, NO_HEAD, 3, 3, 7, NO_HEAD, 7, 7),
    rels=("punct", "nsubj", "aux", "root", "punct", "punct", "nsubj", "root", "advmod", "punct"),
    pos=("PUNCT", "NOUN", "AUX", "VERB", "PUNCT", "PUNCT", "PROPN", "VERB", "ADV", "PUNCT"),
    ner=("O", "O", "O", "O", "O", "O", "B-Location", "O", "O", "O"),
    mentions=(Mention(1, 2, 1, "object", "e1"), Mention(6, 7, 6, "place", "e2")),
    arcs=(Arc((7, 8), ((6, 7),), ((0, 6),)),),
    unread=frozenset(range(6)),
    values=((3, 2.5),),
)


def test_a_cut_keeps_what_lies_in_its_sentences():
    part = cut(STORY, 1, 2)
    assert part.words == WORDS[6:]
    assert part.sentences == ((0, 4),)
    assert part.heads == (1, NO_HEAD, 1, 1)
    assert part.mentions == (Mention(0, 1, 0, "place", "e2"),)
    assert part.values == ()


def test_an_attribution_whose_content_is_cut_off_keeps_its_cue_and_source():
    assert cut(STORY, 1, 2).arcs == (Arc((1, 2), ((0, 1),), ()),)


def test_an_attribution_whose_cue_is_cut_off_is_gone():
    assert cut(STORY, 0, 1).arcs == ()


def test_words_go_with_all_that_is_said_of_them():
    bare = without(STORY, {0, 4, 5, 9})
    assert bare.words == ("Ships", "have", "left", "Kyiv", "said", "so")
    assert bare.sentences == ((0, 3), (3, 6))
    assert bare.heads == (2, 2, NO_HEAD, 4, NO_HEAD, 4)
    assert bare.arcs == (Arc((4, 5), ((3, 4),), ((0, 3),)),)
    assert bare.unread == frozenset({0, 1, 2})
    assert bare.values == ((2, 2.5),)


def test_a_word_whose_head_goes_hangs_on_the_head_above():
    assert without(STORY, {7}).heads == (3, 3, 3, NO_HEAD, 3, 3, NO_HEAD, NO_HEAD, NO_HEAD)


@given(st.integers(0, 500))
def test_whatever_is_lost_every_sentence_keeps_its_root_and_every_word_its_labels(seed):
    rough = roughened(STORY, random.Random(seed), 1.0)
    assert [sum(rough.heads[i] == NO_HEAD for i in range(a, b)) for a, b in rough.sentences] == [1, 1]
    assert rough.sentences[-1][1] == len(rough.words) == len(rough.ner) == len(rough.rels)
    assert all(a.cue[0] < a.cue[1] for a in rough.arcs)


def test_the_same_seed_loses_the_same():
    assert roughened(STORY, random.Random(3), 1.0) == roughened(STORY, random.Random(3), 1.0)
