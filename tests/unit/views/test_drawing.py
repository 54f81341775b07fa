"""The drawings of the page: well-formed, escaped, and saying what the panel says."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from accordingto.model.values import Quantity
from accordingto.views import origin_tree, steps, timeline
from accordingto.views.drawing import Days, days_in, fitted, picture, tag, width_of, wrapped
from accordingto.views.panel import Counted, Number, Origin, panel
from tests import build

LONG = "Ministerium" * 1000
HOSTILE = '"><script>alert(1)</script>\x1b\u202e' + LONG


@pytest.fixture
def shown(ledger):
    return panel(ledger, "e1")


def parsed(svg):
    return ElementTree.fromstring(str(svg))


def words(svg):
    return [" ".join("".join(e.itertext()).split()) for e in parsed(svg).iter("text")]


@given(st.text(), st.floats(0, 500))
def test_a_fitted_line_is_no_wider_than_its_room(text, room):
    line = fitted(text, room, 12)
    assert line == "…" or width_of(line, 12) <= room or not line
    assert "\n" not in line


@given(st.text(), st.text())
def test_whatever_is_put_into_an_element_stays_data(text, attribute):
    found = ElementTree.fromstring(str(tag("text", text, title=attribute)).replace("\x0c", ""))
    assert found.tag == "text"
    assert len(found) == 0


def test_markup_is_not_escaped_again():
    assert tag("g", tag("a")) == Markup("<g><a></a></g>")


def test_words_are_wrapped_at_spaces_and_the_last_line_is_cut():
    assert wrapped("Ministry of Civil Protection", 90, 13, 2) == ["Ministry of", "Civil Protecti…"]
    assert wrapped("", 90, 13, 2) == [""]


@pytest.mark.parametrize(
    ("iso", "days"),
    [
        ("2025-03-04", (date(2025, 3, 4), date(2025, 3, 4))),
        ("2025-03-01/2025-03-04", (date(2025, 3, 1), date(2025, 3, 4))),
        ("2025-03-04/2025-03-01", (date(2025, 3, 1), date(2025, 3, 4))),
        ("2025-03-04T10:00:00Z", (date(2025, 3, 4), date(2025, 3, 4))),
        ("XXXX-03-04", None),
        (None, None),
    ],
)
def test_days_of_an_iso_value(iso, days):
    assert days_in(iso) == days


@given(st.dates(), st.dates())
def test_any_two_days_have_a_scale_with_room_for_its_names(one, other):
    scale = Days.over([one, other], 0, 640)
    assert 0 <= scale.at(min(one, other)) <= scale.at(max(one, other)) <= 640
    places = [scale.at(d) for d, _ in scale.ticks()]
    assert all(b - a >= 20 for a, b in pairwise(places))
    assert len(places) <= 40


def test_a_picture_says_what_it_is():
    found = parsed(picture(Markup(""), 10, 20, label="A tree of 2", class_="tree"))
    assert found.attrib["aria-label"] == "A tree of 2"
    assert found.attrib["viewBox"] == "0 0 10 20"


@pytest.mark.parametrize("draw", [origin_tree.wide, origin_tree.narrow])
def test_the_tree_has_a_leaf_for_every_report_of_every_origin(shown, draw):
    found = parsed(draw(shown.origins, "support", "Said by"))
    leaves = list(found.iter("a"))
    assert len(leaves) == sum(o.reports for o in shown.origins) == 3
    assert all(a.attrib["href"].endswith("#shown") for a in leaves)
    said = " ".join(words(draw(shown.origins, "support", "Said by")))
    for name in ("Coast Guard", "Meridian Agency", "Meridian Herald", "Evening Lamp", "Two fishermen"):
        assert name in said
    assert len(list(found.iter("circle"))) == 3 + 2 + 1  # leaves, roots, the relay


def test_a_copy_hangs_on_the_report_whose_words_it_repeats(shown):
    found = parsed(origin_tree.wide(shown.origins, "support", "Said by"))
    assert [p for p in found.iter("path") if p.attrib["class"] == "bow"]
    assert sum("copied" in c.attrib["class"] for c in found.iter("circle")) == 1
    assert any("repeats another's words" in w for w in words(origin_tree.wide(shown.origins, "support", "")))


def test_a_branch_knows_the_reports_that_hang_on_it(shown):
    found = parsed(origin_tree.wide(shown.origins, "support", "Said by"))
    reports = {a.attrib["data-report"] for a in found.iter("a")}
    joined = {r for p in found.iter("path") for r in p.attrib.get("data-to", "").split()}
    assert joined == reports


def test_what_does_not_count_is_an_open_circle(shown):
    open_ = replace(shown.origins[0], counts=False)
    assert "root open" in origin_tree.wide([open_], "other", "")
    assert "root open" not in origin_tree.wide(shown.origins, "support", "")


def hostile(origin: Origin) -> Origin:
    link = origin.links[0]
    return replace(
        origin, name=HOSTILE, behind=HOSTILE, links=(replace(link, party=replace(link.party, name=HOSTILE)),)
    )


@pytest.mark.parametrize("draw", [origin_tree.wide, origin_tree.narrow])
def test_no_name_breaks_a_tree_or_grows_it(shown, draw):
    svg = draw([hostile(o) for o in shown.origins], "support", HOSTILE)
    found = parsed(svg)
    assert not list(found.iter("script"))
    assert "\x1b" not in svg
    assert "\u202e" not in svg
    plain = parsed(draw(shown.origins, "support", ""))
    assert found.attrib["width"] == plain.attrib["width"]


def test_the_timeline_has_a_mark_for_every_stand_and_denials_below_the_line(shown):
    found = parsed(timeline.draw(shown, 1000))
    line = next(float(e.attrib["y1"]) for e in found.iter("line") if e.attrib["class"] == "zero")
    kinds = {a.attrib["class"]: a for a in found.iter("a")}
    assert len(list(found.iter("a"))) == 4
    assert float(kinds["said deny"].find("rect").attrib["y"]) > line
    assert all(
        float(a.find("circle").attrib["cy"]) < line for a in found.iter("a") if a.attrib["class"] == "said support"
    )
    said = " ".join(words(timeline.draw(shown, 1000)))
    assert "3 to 4 Mar 2025" in said
    assert "corroborated" in said


def test_without_a_day_there_is_no_timeline(shown):
    bare = replace(shown, origins=(), uncounted=(), denials=(), noncommittal=())
    assert timeline.draw(bare, 1000) is None


def test_many_sayings_of_one_day_are_counted_where_they_have_no_room(shown):
    (stand,) = timeline.stands_of(shown.denials)
    many = [replace(stand, support=replace(stand.support, id=f"x{n}")) for n in range(30)]
    telling = replace(shown.denials[0].links[0].tellings[0], stands=tuple(many))
    link = replace(shown.denials[0].links[0], tellings=(telling,))
    svg = timeline.draw(replace(shown, denials=(replace(shown.denials[0], links=(link,)),)), 340)
    assert "+21" in words(svg)


def number(value, day, party, op="=", **ends):
    text = "12 boats left"
    low, high = ends.get("low", value), ends.get("high", value)
    q = Quantity("q", build.span(text, "12"), low, high, value, op, "boats")
    return Number(party, q, "r1", day, ("r1",))


@pytest.fixture
def parties(ledger):
    return {p.id: p for p in ledger.parties()}


@pytest.mark.parametrize("width", [640, 340])
def test_numbers_are_a_line_for_each_party_with_a_step_at_each_value(parties, width):
    guard, men = parties["p-guard"], parties["p-men"]
    group = Counted(
        "boats",
        (
            number(12.0, "2025-03-03", guard), number(14.0, "2025-03-05", guard),
            number(20.0, "2025-03-04", men, "~", low=18.0, high=22.0), number(9.0, None, men),
        ),
    )  # fmt: skip
    assert steps.drawable(group)
    found = parsed(steps.draw(group, width))
    lines = [g for g in found.iter("g") if g.attrib.get("class", "").startswith("line ")]
    assert len(lines) == 2
    assert len(list(found.iter("a"))) == 3  # what was said on no known day has no place on a scale of days
    assert all(a.attrib["href"] == "/reports/r1?at=0-2#shown" for a in found.iter("a"))
    path = next(p.attrib["d"] for g in lines for p in g.iter("path") if "V" in p.attrib["d"] and g is not lines[0])
    assert path.count("V") == 1
    assert {"Coast Guard", "Two fishermen"} <= set(words(steps.draw(group, width)))
    assert [e for e in found.iter("line") if e.attrib["class"] == "spread"]


@given(st.lists(st.floats(-1e12, 1e12), min_size=2, max_size=12))
@example([0.0, 5e-324])
def test_any_numbers_can_be_drawn(values):
    group = Counted("x", tuple(number(v, f"2025-03-{n + 1:02}", None) for n, v in enumerate(values)))
    found = parsed(steps.draw(group, 640))
    for circle in found.iter("circle"):
        assert 0 <= float(circle.attrib["cy"]) <= steps.TOP + steps.HIGH + 1


def test_one_number_is_no_chart(parties):
    assert not steps.drawable(Counted("boats", (number(1.0, "2025-03-03", None), number(2.0, None, None))))
