import pytest

from accordingto.model.claim import SOURCE_CLASSES
from accordingto.reading.kinds import UNKNOWN, kind_of, phrase_kind, title_class
from accordingto.resources import table


def test_every_kind_holds_in_its_example_and_not_in_its_counter_example():
    wrong = []
    for row in table("en/source_kinds.tsv"):
        shown, other = phrase_kind(row["example"]), phrase_kind(row["counter_example"])
        if shown.class_ != row["class"] or other.class_ == row["class"]:
            wrong.append((row["noun"], shown, other))
    assert wrong == []


def test_every_title_holds_in_its_example_and_not_in_its_counter_example():
    rows = table("en/titles.tsv")
    assert [r["title"] for r in rows if title_class(r["example"]) != r["class"]] == []
    assert [r["title"] for r in rows if title_class(r["counter_example"]) == r["class"]] == []


def test_tables_use_the_known_classes():
    rows = [*table("en/source_kinds.tsv"), *table("en/titles.tsv"), *table("world/parties.tsv")]
    assert {r["class"] for r in rows} <= set(SOURCE_CLASSES)
    assert {r["anonymous"] for r in table("en/source_kinds.tsv")} == {"yes", "no", "if-bare"}


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("officials", ("official", "yes")),
        ("newspapers", ("outlet", "yes")),
        ("satellite images", ("imagery", "no")),
        ("news agency", ("agency", "if-bare")),
        ("spokesmen", ("official", "yes")),
        ("Ministry", ("state_body", "no")),
        ("teapot", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_head_nouns(noun, expected):
    assert kind_of(noun) == expected


def test_the_head_of_a_phrase_decides():
    assert phrase_kind("two officials in the ministry").class_ == "official"
    assert phrase_kind("a newspaper owned by a company").class_ == "outlet"
    assert phrase_kind("the ministry building") == UNKNOWN


@pytest.mark.parametrize(
    ("words", "class_"),
    [
        ("a researcher at the Korea Institute of Military Affairs", "expert"),
        ("Ukrainian President Volodymyr Zelensky", "official"),
        ("the firm's chief executive", "company"),
        ("president's office", None),
        ("a general strike", None),
        ("COO", "company"),
        ("the coo of a dove", None),
        (["the", "mayor", "'s", "dog"], None),
        (["the", "mayor", "of", "Kherson"], "official"),
    ],
)
def test_titles(words, class_):
    assert title_class(words) == class_
