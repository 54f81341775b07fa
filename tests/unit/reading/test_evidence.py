from accordingto.reading.draft import Draft
from accordingto.reading.evidence import evidence_of
from tests.trees import tree, word

SAID = (
    "They/PRON/nsubj/2 said/VERB/root/0 ships/NOUN/nsubj/4 sank/VERB/ccomp/2 ,/PUNCT/punct/6 citing/VERB/advcl/2 "
    "old/ADJ/amod/8 letters/NOUN/obj/6 ./PUNCT/punct/2"
)


def shown(parsed, cue="said"):
    head = word(parsed, cue)
    draft = Draft("say", 3, head, [word(parsed, "They")], [head], [(0, 4)])
    return [span.quote for span in evidence_of(parsed, draft)]


def test_a_document_beside_the_cue_is_what_the_source_goes_by():
    assert shown(tree(SAID)) == ["old letters"]


def test_a_person_is_no_evidence():
    assert shown(tree(SAID.replace("letters/", "sailors/"))) == []


def test_what_another_saying_goes_by_is_not_this_ones():
    parsed = tree(SAID.replace("citing/VERB/advcl/2", "citing/VERB/advcl/4"))
    word(parsed, "sank").cue = "B-Cue"
    assert shown(parsed) == []
