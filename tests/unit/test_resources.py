"""One test for every table of the package: a new table is tested by standing there."""

import pytest

from accordingto import resources
from accordingto.errors import ResourceError
from accordingto.resources import data_file, resources_version, table, table_names

PROVENANCE = ("written for this project", "facts", "licen")
LISTED = {name for name in table_names() if "example" in table(name)[0]}


def columns(name):
    return list(table(name)[0])


@pytest.mark.parametrize("name", table_names())
def test_a_table_loads_and_says_what_it_is(name):
    lines = data_file(name).read_text("utf-8").split("\n")
    assert lines[0].startswith("# "), f"{name} does not begin with a line that says what it is"
    head = " ".join(line for line in lines if line.startswith("#")).lower()
    assert any(words in head for words in PROVENANCE), f"{name} does not say where its rows come from"
    assert len(set(columns(name))) == len(columns(name)), f"{name} has a column twice"
    assert lines[-1] == "" and lines[-2], f"{name} does not end with one line feed"
    assert not any(c != c.strip() for row in table(name) for c in row.values()), f"{name} has a padded cell"


@pytest.mark.parametrize("name", sorted(LISTED))
def test_a_row_with_an_example_has_a_counter_example(name):
    for row in table(name):
        if row.get("kind") == "part":  # a piece of other rows' patterns; it finds nothing by itself
            assert row["example"] == row["counter_example"] == "-"
            continue
        assert row["example"].strip("-"), f"{name}: {row} has no example"
        assert row["counter_example"].strip("-"), f"{name}: {row} has no counter-example"
        assert row["example"] != row["counter_example"], f"{name}: {row} is its own counter-example"


def test_tables_have_examples_at_all():
    assert LISTED


def test_the_version_of_the_resources_covers_every_table(monkeypatch):
    version = resources_version.__wrapped__
    assert len(version()) == 12 and int(version(), 16)
    seen = {version()}
    monkeypatch.setattr(resources, "table_names", lambda: table_names()[1:])
    seen.add(version())
    monkeypatch.setattr(resources, "table_names", lambda: table_names()[:-1])
    seen.add(version())
    assert len(seen) == 3


@pytest.fixture
def written(monkeypatch, tmp_path):
    """Puts a table's bytes where `table` looks."""

    def write(text):
        path = tmp_path / "t.tsv"
        path.write_text(text, "utf-8")
        monkeypatch.setattr(resources, "data_file", lambda _: path)
        return lambda: table.__wrapped__("en/t.tsv")

    return write


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "has no rows"),
        ("# only a comment\n", "has no rows"),
        ("word\tact\n", "has no rows"),
        ("word\tact\nsaid\n", "line 2: 1 cells for 2 columns"),
        ("# head\nword\tact\nsaid\tsay\textra\n", "line 3: 3 cells for 2 columns"),
        ("word\tact\nsaid\tsay\n\nsaid\tsay\n", "line 4: the row stands there twice"),
    ],
)
def test_a_damaged_table_is_refused_with_its_line(written, text, says):
    with pytest.raises(ResourceError, match=says):
        written(text)()


def test_a_table_keeps_the_order_of_the_file(written):
    rows = written("# head\nword\tact\nsaid\tsay\ndenied\tdeny\n")()
    assert rows == ({"word": "said", "act": "say"}, {"word": "denied", "act": "deny"})


def test_a_missing_table_names_the_way_out():
    with pytest.raises(ResourceError, match=r"data/en/nothing\.tsv is missing from the package: reinstall"):
        table("en/nothing.tsv")
