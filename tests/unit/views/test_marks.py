import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.views.marks import Mark, annotation, citation, html, of_reading, pointed_at, segments
from accordingto.views.words import visible
from tests import build
from tests.strategies import readings
from tests.unit.views.story import WIRE
from tests.unit.views.story import readings as story

TEXTS = st.text(
    st.sampled_from("ab <>&\"'\n\r\t\x1b\u202e😀é한") | st.characters(exclude_categories=["Cs"]), max_size=60
)
MARKS = st.builds(
    Mark,
    st.integers(-3, 65),
    st.integers(-3, 65),
    st.sampled_from(["source", "cue", "content", "anchor", "shown"]),
    st.sampled_from(["", "a1", "a2", "c1", '"><script>']),
)


def without_tags(drawn: str) -> str:
    return unescape(re.sub(r"<[^<>]*>", "", drawn))


@given(TEXTS, st.lists(MARKS, max_size=12))
def test_without_its_tags_the_html_is_the_text_character_for_character(text, marks):
    assert without_tags(html(text, marks)) == visible(text)


@given(TEXTS, st.lists(MARKS, max_size=12))
def test_only_the_tags_that_are_meant_and_each_one_closed(text, marks):
    drawn = html(text, marks, {"a1": 'x" onclick="y', "a2": "<b>"})
    assert set(re.findall(r"<(/?\w+)", drawn)) <= {"p", "/p", "mark", "/mark", "a", "/a"}
    for tag in ("p", "mark", "a"):
        assert len(re.findall(rf"<{tag}[ >]", drawn)) == drawn.count(f"</{tag}>")
    assert 'onclick="' not in drawn


@given(TEXTS, st.lists(MARKS, max_size=12), st.lists(st.integers(0, 60), max_size=5))
def test_segments_cover_the_stretch_and_know_every_mark_over_them(text, marks, breaks):
    found = list(segments(0, len(text), marks, breaks))
    assert "".join(text[s.start : s.end] for s in found) == text
    for s in found:
        over = [m for m in marks if m.start < s.end and m.end > s.start and m.start < m.end]
        assert sorted(map(id, over)) == sorted(map(id, s.marks))
        assert all(m.start <= s.start and s.end <= m.end for m in s.marks)


@settings(max_examples=12)
@given(readings())
def test_any_reading_can_be_drawn(reading):
    assert without_tags(html(reading.report.text, of_reading(reading))) == visible(reading.report.text)


def test_the_innermost_mark_decides_the_role():
    reading = story()[0]
    roles = {WIRE[s.start : s.end]: s.role for s in segments(0, len(WIRE), of_reading(reading))}
    assert roles["The Coast Guard"] == "source"
    assert roles["said"] == "cue"
    assert roles[" on Monday that "] == "content"
    assert roles[". 😀 It named no owner."] is None


def test_an_anchor_stands_where_its_first_mark_begins():
    reading = story()[0]
    drawn = html(WIRE, of_reading(reading))
    assert drawn.count('id="a1"') == drawn.count('id="a2"') == drawn.count('id="c1"') == 1
    assert '<a class="at" id="c1"></a><mark class="content anchor deep" data-of="c1">left</mark>' in drawn


def test_an_anchor_at_a_line_break_is_not_lost():
    assert 'id="x"' in html("a\nb", [Mark(1, 3, "shown", "x")])


def test_a_label_explains_a_mark():
    assert 'title="NIS: say"' in html("NIS said", [Mark(0, 3, "source", "a1")], {"a1": "NIS: say"})


def test_a_tooltip_holds_nothing_that_turns_a_line_around():
    assert "\u202e" not in html("NIS said", [Mark(0, 3, "source", "a1")], {"a1": "\u202eNIS: deny"})


def test_content_inside_content_is_seen_to_lie_deeper_and_says_whose_it_is():
    drawn = html("abcdef", (Mark(0, 6, "content", "a1"), Mark(2, 4, "content", "a2")), {"a1": "A", "a2": "B"})
    assert '<mark class="content deep" data-of="a1 a2"' in drawn
    assert drawn.count("deep") == 1


TEXTS = ("Seoul 😀😀 said so.", "국가정보원은 말했다.", "قال المسؤول إن", "e\u0301 after a combining mark")


@pytest.mark.parametrize("text", TEXTS)
def test_a_place_in_a_text_is_counted_in_code_points_whatever_its_script(text):
    reading = build.reading(build.report(text, outlet="A", title="T"))
    for start, end in ((0, 1), (3, len(text)), (len(text) - 2, len(text))):
        (mark,) = pointed_at(f"{start}-{end}", reading)
        shown = re.findall(r'<mark class="shown"[^>]*>([^<]*)</mark>', html(text, (mark,)))
        assert "".join(shown) == text[start:end]
        assert citation(reading, mark).quote == text[start:end]
        quote, place = annotation(reading, mark)["target"]["selector"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
        assert (place["start"], place["end"]) == (start, end)
    assert pointed_at(f"0-{len(text) + 1}", reading) == ()
