"""The written pages of the project, and the blocks that stand in them."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def name(path):
    return path.relative_to(ROOT).as_posix()


def blocks(path):
    """The fenced blocks of a page, in order, each as (language, line of its first line, its text)."""
    text = path.read_text("utf-8")
    return [(m.group(1), text.count("\n", 0, m.start(2)) + 1, m.group(2)) for m in FENCE.finditer(text)]


def without_blocks(path):
    return FENCE.sub("", path.read_text("utf-8"))


def table_rows(text):
    """The cells of every row of every Markdown table, without backquotes; heads and rules left out."""
    lines = [line.strip("|") for line in text.split("\n") if line.startswith("|")]
    rows = [[cell.strip().replace("`", "") for cell in line.split("|")] for line in lines]
    rules = {i for i, row in enumerate(rows) if all(set(c) <= set("-: ") and c for c in row)}
    return [row for i, row in enumerate(rows) if i not in rules and i + 1 not in rules]
