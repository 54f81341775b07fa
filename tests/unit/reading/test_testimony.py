import pytest

from accordingto.model.claim import Attribution, Source
from accordingto.model.text import Report, Span
from accordingto.reading import read, testimony
from accordingto.reading.draft import Draft
from tests.trees import tree

TEXT = "a" * 5000
HEAD = tree("said/VERB/root/0").tokens[0]


def told_by(*ranges, parents=None):
    """One attribution for each list of ranges, with the index of its parent."""
    drafts = tuple(Draft("say", 3, HEAD, [], [HEAD], list(r)) for r in ranges)
    records = tuple(
        Attribution(
            id=f"a{k}",
            kind="indirect",
            act="say",
            source=(),
            cue=(Span.of(TEXT, 0, 1),),
            content=tuple(Span.of(TEXT, a, b) for a, b in r),
            root=Source("x", "witness"),
            parent=f"a{parents[k]}" if parents and k in parents else None,
        )
        for k, r in enumerate(ranges)
    )
    return testimony.Testimony(drafts, records)


def test_the_innermost_attribution_is_the_one_with_the_smallest_content():
    both = told_by([(0, 4000)], [(1000, 2100)])
    assert both.innermost(1500, 1600) == 1
    assert both.innermost(2050, 2100) == 1
    assert both.innermost(2050, 2101) == 0
    assert both.innermost(4000, 4001) is None


def test_of_two_with_the_same_content_the_deeper_one_is_innermost():
    assert told_by([(0, 9)], [(0, 9)], parents={1: 0}).innermost(0, 9) == 1
    assert told_by([(0, 9)], [(0, 9)], parents={0: 1}).innermost(0, 9) == 0


def test_what_is_above_comes_nearest_first_and_a_circle_ends():
    chain = told_by([(0, 9)], [(0, 9)], [(0, 9)], parents={2: 1, 1: 0})
    assert [a.id for a in chain.above(2)] == ["a1", "a0"]
    assert [a.id for a in told_by([(0, 9)], [(0, 9)], parents={0: 1, 1: 0}).above(0)] == ["a1", "a0"]


def test_ranges_are_found_wherever_they_touch():
    two = told_by([(0, 10), (3000, 3100)], [(1020, 2050)])
    assert two.told_in(2049, 2050) == [(1020, 2050)]
    assert two.told_in(2050, 3000) == []
    assert two.told_in(5, 3050) == [(0, 10), (3000, 3100), (1020, 2050)]


def only(text, published="2024-10-18"):
    (found,) = read(Report("r1", text, published=published, language="en")).attributions
    return found


def test_the_day_and_the_medium_of_the_saying_are_those_that_hang_on_the_cue():
    found = only("On Monday the ministry said in a statement that the ferry had sunk.")
    assert found.said_on == "2024-10-14"
    assert [m.quote for m in found.medium] == ["in a statement"]
    assert only("The ministry said that the ferry had sunk on Monday.").said_on is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He said that it sank.", "indirect"),
        ("“It sank at dawn,” he said.", "direct"),
        ("He said it “sank”.", "mixed"),
    ],
)
def test_the_kind_goes_by_the_marks(text, kind):
    assert only(text).kind == kind


def test_what_a_speaker_thinks_in_its_own_saying_is_no_second_attribution():
    found = read(Report("r1", "Oona Vask said she believed the ferry had sunk.", language="en")).attributions
    assert [a.act for a in found] == ["say"]
