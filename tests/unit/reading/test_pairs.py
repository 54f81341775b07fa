import numpy as np
import pytest

from accordingto.reading.modelfiles import labels
from accordingto.reading.pairs import Heads, chain, cue_runs, links, roles
from accordingto.reading.tree import Link, Token


def words(*forms, cue=()):
    tokens = [Token(i, 10 * i, 10 * i + len(w), w, w.lower(), 0) for i, w in enumerate(forms)]
    for place, label in cue:
        tokens[place].cue = label
    return tokens


@pytest.mark.parametrize(
    ("labels_", "runs"),
    [
        (["O", "B-Cue", "I-Cue", "O"], [(1, 3)]),
        (["I-Cue", "O", "I-Cue"], [(0, 1), (2, 3)]),
        (["B-Cue", "B-Cue"], [(0, 1), (1, 2)]),
        ([], []),
    ],
)
def test_cues_are_runs_of_their_labels(labels_, runs):
    assert cue_runs(words(*"abcd"[: len(labels_)], cue=enumerate(labels_))) == runs


def vectors(count, cue, source, content):
    """Vectors in which the cue asks for what the source and the content words answer."""
    size = labels()["sizes"]["role"] + 1
    made = np.zeros((count, 3 * size), dtype=np.float32)
    made[cue, 0] = made[cue, size + 1] = 90
    made[:, 2 * size : 2 * size + 2] = -1
    made[source, 2 * size] = 1
    made[content, 2 * size + 1] = 1
    return made


def test_a_cue_gives_each_word_one_role():
    tokens = words("Kyiv", "said", "ships", "left", ".", cue=[(1, "B-Cue")])
    (found,) = roles(tokens, vectors(5, 1, [0], [2, 3]), 0)
    assert [t.text for t in found.cue] == ["said"]
    assert [t.text for t in found.source] == ["Kyiv"]
    assert [t.text for t in found.content] == ["ships", "left"]
    assert found.certainty > 0.99


def test_a_cue_has_no_role_of_its_own():
    (found,) = roles(words("Kyiv", "said", cue=[(1, "B-Cue")]), vectors(2, 1, [0, 1], []), 0)
    assert [t.text for t in found.source] == ["Kyiv"]


def test_a_cue_in_the_context_is_left_to_the_window_that_keeps_it():
    tokens = words("Kyiv", "said", "ships", "left", cue=[(1, "B-Cue")])
    assert roles(tokens, vectors(4, 1, [0], [2, 3]), 2) == []


def heads(places, asks, answers, new):
    size = labels()["sizes"]["link"]
    tokens = [Token(i, i, i + 1, "x", "x", 0) for i in places]
    made = np.zeros((len(places), 2 * size + 1), dtype=np.float32)
    made[:, 0] = asks
    made[:, size] = answers
    made[:, 2 * size] = new
    return Heads(tokens, made)


def test_a_mention_is_linked_to_its_best_antecedent():
    found = links(heads([3, 5, 9], asks=20, answers=[9, 1, 0], new=0))
    assert 3 not in found
    assert [found[9].antecedent.i, found[9].margin > 0] == [3, True]


def test_a_mention_that_is_rather_new_has_a_negative_margin():
    assert links(heads([3, 5], asks=0, answers=[1, 0], new=50))[5].margin < 0


def test_an_antecedent_out_of_reach_is_none():
    assert links(heads([3, 500], asks=20, answers=[9, 0], new=0)) == {}


def test_antecedents_are_followed_as_long_as_each_is_likelier_than_none():
    tokens = words("Kyiv", "it", "it", "it")
    found = {
        1: Link(tokens[0], -1.0),
        2: Link(tokens[1], 2.0),
        3: Link(tokens[2], 1.0),
    }
    assert list(chain(found, tokens[3])) == [tokens[2], tokens[1]]
    assert list(chain(found, tokens[0])) == []
