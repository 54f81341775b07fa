"""Writes docs/reference/resources.md from the heads of the tables: `python -m tests.docs.resources`."""

import re

from accordingto.resources import data_file, table, table_names
from tests.docs.pages import ROOT

PAGE = ROOT / "docs" / "reference" / "resources.md"
HEAD = """\
# Tables of words and facts

What the reader knows of the language and of the world stands in tables, not in code. A table is a TSV file
under `src/accordingto/data/`: lines that begin with `#` say what it is and where its rows come from, the first
other line names the columns, every other line is a row. An unknown shape, a double row or an empty table stops
the program when it loads the table, with the file and the line.

Where a table has the columns `example` and `counter_example`, each row carries a sentence in which it applies and
one in which it does not. [How to add a row](../../CONTRIBUTING.md#adding-a-row-to-a-table). All tables together
have a version, which stands in every reading (`provenance.resources`); another version may read differently.

This page is written from the tables by `python -m tests.docs.resources`.

| table | columns | what it holds |
|---|---|---|
"""


def page():
    """The page as it has to be now."""
    return HEAD + "".join(row(name) for name in table_names())


def row(name):
    columns = ", ".join(f"`{column}`" for column in table(name)[0])
    return f"| `{name}` | {columns} | {about(name)} |\n"


def about(name):
    """What the lines at the head of a table say, on one line."""
    lines = data_file(name).read_text("utf-8").split("\n")
    head = " ".join(line.lstrip("# ") for line in lines if line.startswith("#"))
    return re.sub(r"\s+", " ", head).replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
