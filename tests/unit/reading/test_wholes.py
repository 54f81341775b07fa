import pytest

import accordingto
from accordingto.model.text import Report
from accordingto.resources import table


def parts(text):
    """Each word that names a part with the word that names the whole."""
    claims = accordingto.read(Report("r1", text, language="en")).claims
    by_id = {c.id: c for c in claims}
    return [(c.anchor.quote, by_id[c.part_of].anchor.quote) for c in claims if c.part_of]


@pytest.mark.parametrize("row", table("en/wholes.tsv"), ids=lambda r: r["whole"])
def test_every_row_holds_in_its_example_and_not_in_its_counter_example(row):
    claims = {c.id: c for c in accordingto.read(Report("r1", row["example"], language="en")).claims}
    tied = [(claims[c.part_of].event.act, c.event.act) for c in claims.values() if c.part_of]
    assert len(tied) == 1
    assert tied[0][0] in row["whole"].split()
    assert tied[0][1] in row["parts"].split()
    assert parts(row["counter_example"]) == []


def test_what_is_told_in_one_breath_is_part_of_it_together():
    found = parts("Six people were killed and nine were wounded in the attack on the port.")
    assert found == [("killed", "attack"), ("wounded", "attack")]


def test_a_clause_that_says_when_names_the_whole():
    assert parts("Two nurses were wounded when the depot exploded.") == [("wounded", "exploded")]


@pytest.mark.parametrize(
    "text",
    [
        "A man was arrested in the shooting of a clerk.",
        "The mayor spoke in the attack on the budget.",
        "Nine people were killed after the attack on the port.",
        "The attack on the port followed the flood.",
    ],
)
def test_what_only_stands_beside_it_is_no_part(text):
    assert parts(text) == []
