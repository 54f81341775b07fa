import pytest

from accordingto.reading.lemma import lemma


@pytest.mark.parametrize(
    ("form", "pos", "expected"),
    [
        ("said", "VERB", "say"),
        ("denies", "VERB", "deny"),
        ("accused", "VERB", "accuse"),
        ("citing", "VERB", "cite"),
        ("deployed", "VERB", "deploy"),
        ("sending", "VERB", "send"),
        ("stopped", "VERB", "stop"),
        ("lent", "VERB", "lend"),
        ("fears", "VERB", "fear"),
        ("condemned", "VERB", "condemn"),
        ("announces", "VERB", "announce"),
        ("troops", "NOUN", "troops"),
        ("ministries", "NOUN", "ministry"),
        ("brigades", "NOUN", "brigade"),
        ("men", "NOUN", "man"),
        ("Seoul", "PROPN", "Seoul"),
        ("crisis", "NOUN", "crisis"),
    ],
)
def test_lemmas(form, pos, expected):
    assert lemma(form, pos) == expected
