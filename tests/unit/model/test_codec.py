from dataclasses import dataclass

import pytest

from accordingto.model.codec import canonical, from_plain, to_plain


@dataclass(frozen=True)
class Leaf:
    class_: str
    weight: float = 1.0


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf, ...]
    pair: tuple[int, str]
    by: dict[str, int]
    best: Leaf | None = None
    old: bool = False


TREE = Tree(leaves=(Leaf("oak"), Leaf("elm", 2.5)), pair=(1, "x"), by={"a": 3}, best=Leaf("ash"))


def test_a_trailing_underscore_is_dropped_in_json_and_found_again():
    assert to_plain(Leaf("oak")) == {"class": "oak", "weight": 1.0}
    assert from_plain(Leaf, {"class": "oak"}) == Leaf("oak")


def test_there_and_back():
    assert from_plain(Tree, to_plain(TREE)) == TREE


def test_whole_numbers_are_floats_where_a_float_is_meant():
    made = from_plain(Leaf, {"class": "oak", "weight": 2})
    assert made.weight == 2.0 and isinstance(made.weight, float)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"leafs": []}, "no field 'leafs'"),
        ({"pair": [1]}, "2 items were expected, not 1"),
        ({"pair": ["1", "x"]}, "int was expected"),
        ({"pair": [True, "x"]}, "int was expected"),
        ({"leaves": {}}, "a list was expected"),
        ({"leaves": ["oak"]}, "Leaf: an object was expected"),
        ({"by": []}, "an object was expected"),
        ({"by": {"a": 0.5}}, "int was expected"),
        ({"old": 1}, "bool was expected"),
        ({"best": {"weight": 1.0}}, "Leaf needs the field 'class'"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(change, says):
    with pytest.raises(ValueError, match=says):
        from_plain(Tree, {**to_plain(TREE), **change})


def test_a_missing_field_is_not_guessed():
    plain = to_plain(TREE)
    del plain["pair"]
    with pytest.raises(ValueError, match="Tree needs the field 'pair'"):
        from_plain(Tree, plain)


def test_canonical_json_has_one_spelling():
    assert canonical({"b": [1, 2.5], "a": "é"}) == '{"a":"é","b":[1,2.5]}'.encode()


def test_the_canonical_json_of_a_dataclass_is_that_of_its_plain_form():
    assert canonical([1, TREE]) == canonical([1, to_plain(TREE)])


def test_canonical_json_refuses_what_json_cannot_write():
    with pytest.raises(TypeError, match="set is no JSON value"):
        canonical({"a": {1}})


def test_canonical_json_refuses_what_is_no_number_in_json():
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))
