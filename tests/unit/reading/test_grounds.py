import pytest

from accordingto.reading.attribution import find_drafts
from accordingto.reading.draft import Draft
from accordingto.reading.grounds import grounds
from accordingto.reading.parse import parse
from accordingto.reading.segment import segment
from accordingto.resources import table
from tests.trees import tree, word

ROWS = table("en/grounds.tsv")


def resting(text):
    found = find_drafts(parse(text, segment(text)))
    return [d for d in found if d.reasons[0].startswith("relay ") and d.cue]


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["verb"])
def test_every_row_holds_in_its_example_and_not_in_its_counter_example(row):
    (link,) = resting(row["example"])
    assert link.parent is not None
    assert link.content == link.parent.content
    assert resting(row["counter_example"]) == []


def test_what_somebody_else_said_does_not_rest_on_it():
    parsed = tree(
        "Sailors/NOUN/nsubj/2 said/VERB/root/0 ships/NOUN/nsubj/4 sank/VERB/ccomp/2 ./PUNCT/punct/2",
        "Mayors/NOUN/nsubj/2 base/VERB/root/0 laws/NOUN/obj/2 on/ADP/case/5 letters/NOUN/obl/2 ./PUNCT/punct/2",
    )
    said = word(parsed, "said")
    draft = Draft("say", 3, said, [word(parsed, "Sailors")], [said], [(13, 23)])
    assert grounds(parsed, [draft]) == []


def test_what_somebody_has_from_another_is_not_said_before_by_both():
    text = "The mayor said the bridge was shut. He gave no details beyond those that he has from the police."
    assert resting(text) == []
