import pytest

from accordingto.reading.descriptions import described, gender_of, labelled, post_class
from tests.trees import tree, word


def party(row, head, *, named=False, mention=None):
    parsed = tree(row)
    token = word(parsed, head)
    if mention is not None:
        token.mention = (mention, 0, len(parsed.tokens))
    return described(parsed.tokens, token, named)


@pytest.mark.parametrize(
    ("row", "head", "expected"),
    [
        ("two/NUM/nummod/2 officials/NOUN/root/0", "officials", ("official", True)),
        ("a/DET/det/2 station/NOUN/root/0", "station", ("outlet", True)),
        ("the/DET/det/2 station/NOUN/root/0", "station", ("outlet", False)),
        ("the/DET/det/2 mayor/NOUN/root/0", "mayor", ("official", False)),
        (
            "two/NUM/nummod/2 people/NOUN/root/0 who/PRON/nsubj/4 read/VERB/acl:relcl/2 it/PRON/obj/4",
            "people",
            ("unnamed", True),
        ),
        ("the/DET/det/2 insurer/NOUN/root/0 who/PRON/nsubj/4 paid/VERB/acl:relcl/2", "insurer", ("company", True)),
        ("a/DET/det/3 second/ADJ/amod/3 annex/NOUN/root/0", "annex", ("document", False)),
    ],
)
def test_what_a_description_makes_of_a_party(row, head, expected):
    assert party(row, head) == expected


def test_where_no_table_knows_the_noun_its_kind_of_mention_decides():
    assert party("a/DET/det/2 quorl/NOUN/root/0", "quorl", mention="organization") == ("organisation", True)
    assert party("a/DET/det/2 quorl/NOUN/root/0", "quorl", mention="abstract") == ("document", False)
    assert party("a/DET/det/2 quorl/NOUN/root/0", "quorl") == ("witness", True)


def test_a_post_has_the_class_of_the_body_that_it_is_held_in():
    parsed = tree("the/DET/det/2 union/NOUN/nmod:poss/4 's/PART/case/2 head/NOUN/root/0")
    assert post_class(parsed.tokens) == "organisation"
    assert post_class(tree("the/DET/det/2 nail/NOUN/nmod:poss/4 's/PART/case/2 head/NOUN/root/0").tokens) is None


def test_a_label_names_a_person_behind_a_title_a_known_party_or_nobody_known():
    assert labelled(tree("CEO/NOUN/compound/2 KETT/PROPN/root/0").tokens).class_ == "company"
    assert labelled(tree("CEO/NOUN/compound/2 KETT/PROPN/root/0").tokens).name == "Kett"
    assert labelled(tree("Kremlin/PROPN/root/0").tokens).class_ == "state_body"
    assert labelled(tree("KETT/PROPN/root/0").tokens).class_ == "witness"


def test_gender_by_pronouns_forms_of_address_and_nouns():
    parsed = tree("she/PRON/root/0 Mr/NOUN/dep/1 widow/NOUN/dep/1 pilot/NOUN/dep/1")
    assert [gender_of(t) for t in parsed.tokens] == ["f", "m", "f", None]
