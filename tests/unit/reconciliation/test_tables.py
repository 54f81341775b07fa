"""The tables of this room: the example of a row holds its words, the counter-example does not."""

import re

import pytest

from accordingto.reconciliation.keys import families, thing
from accordingto.reconciliation.words import stem, tokens
from accordingto.resources import table


@pytest.mark.parametrize("row", table("en/act_families.tsv"), ids=lambda r: r["family"])
def test_a_family_of_acts(row):
    own = {stem(w) for w in row["words"].split() or row["acts"].replace("-", " ").split()}
    assert own & {stem(t) for t in tokens(row["example"])}
    assert not own & {stem(t) for t in tokens(row["counter_example"])}
    for act in row["acts"].split():
        assert row["family"] in families(act, "")
    for kin in row["kin"].split():
        assert kin in {r["family"] for r in table("en/act_families.tsv")}


@pytest.mark.parametrize("row", table("en/act_families_counted.tsv"), ids=lambda r: r["thing"])
def test_a_counted_thing(row):
    assert thing(row["example"]) == row["thing"]
    assert thing(row["counter_example"]) != row["thing"]


@pytest.mark.parametrize("row", table("en/stopwords.tsv"), ids=lambda r: r["group"])
def test_a_group_of_stopwords(row):
    words = set(row["words"].split())
    assert words & set(tokens(row["example"]))
    assert not words & set(tokens(row["counter_example"]))


@pytest.mark.parametrize("row", table("en/dependence.tsv"), ids=lambda r: r["phrase"][:30])
def test_a_phrase_of_dependence(row):
    assert row["phrase"].startswith(r"\b")
    assert re.search(row["phrase"], row["example"], re.IGNORECASE)
    assert not re.search(row["phrase"], row["counter_example"], re.IGNORECASE)
