"""Every link that stays inside the project leads somewhere."""

import re

import pytest

from tests.docs.pages import PAGES, ROOT, name, without_blocks

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def anchors(path):
    heads = re.findall(r"^#+ (.+)$", without_blocks(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_inside_the_project_resolve(path):
    for target in LINK.findall(without_blocks(path)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        assert there.exists(), f"{name(path)} links to {target}, which is not there"
        assert there.is_relative_to(ROOT), f"{name(path)} links out of the project: {target}"
        if anchor:
            assert anchor in anchors(there), f"{name(path)} links to {target}, which has no such heading"


@pytest.mark.parametrize("path", [p for p in PAGES if (ROOT / "docs") in p.parents], ids=name)
def test_every_page_is_reached_from_the_index(path):
    index = ROOT / "docs" / "README.md"
    reached = {(index.parent / t.partition("#")[0]).resolve() for t in LINK.findall(index.read_text("utf-8"))}
    assert path == index or path in reached, f"docs/README.md does not lead to {name(path)}"
