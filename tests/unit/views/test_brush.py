import re
from datetime import date
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from accordingto.views.brush import draw


def parsed(drawn):
    return ElementTree.fromstring(str(drawn))


def test_each_bar_is_a_link_to_its_days_and_those_outside_are_pale():
    found = parsed(draw({"2025-03-01": 2, "2025-03-04": 4}, ("2025-03-03", ""), "/map?place=Selm", 1060, "wide"))
    links = [a.attrib["href"] for a in found.iter("a")]
    assert links == [
        "/map?place=Selm&since=2025-03-01&until=2025-03-01",
        "/map?place=Selm&since=2025-03-04&until=2025-03-04",
    ]
    bars = [r.attrib for r in found.iter("rect") if r.attrib["class"].startswith("bar")]
    assert [b["class"] for b in bars] == ["bar out", "bar"]
    assert float(bars[1]["height"]) == 2 * float(bars[0]["height"])
    assert [t.text for t in found.iter("title")] == ["1 Mar 2025: 2 events", "4 Mar 2025: 4 events"]
    assert (found.attrib["data-first"], found.attrib["data-days"]) == ("2025-03-01", "4")


def test_one_day_is_nothing_to_choose_from():
    assert draw({"2025-03-01": 9}, ("", ""), "/map?", 1060, "wide") is None
    assert draw({}, ("", ""), "/map?", 1060, "wide") is None


@given(st.dictionaries(st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str), st.integers(1, 50), min_size=2))
def test_every_event_is_in_one_bar_and_bars_follow_one_another(told):
    found = parsed(draw(told, ("", ""), "/map?", 360, "narrow"))
    asked = [dict(re.findall(r"(since|until)=([-\d]+)", a.attrib["href"])) for a in found.iter("a")]
    assert all(asked[n]["until"] < asked[n + 1]["since"] for n in range(len(asked) - 1))
    shown = sum(int(t.text.rsplit(": ", 1)[1].split(" ")[0].replace(",", "")) for t in found.iter("title"))
    assert shown == sum(told.values())
    assert len(asked) <= 34


def test_a_few_days_far_from_all_others_do_not_crowd_the_scale():
    told = {f"2025-03-{n:02}": 20 for n in range(1, 29)} | {"1953-01-01": 1, "2060-05-05": 2}
    found = parsed(draw(told, ("", ""), "/map?", 1060, "wide"))
    titles = [t.text for t in found.iter("title")]
    assert (titles[0], titles[-1]) == ("before 1 Mar 2025: 1 event", "after 28 Mar 2025: 2 events")
    assert len(titles) == 30
    links = [a.attrib["href"] for a in found.iter("a")]
    assert (links[0], links[-1]) == ("/map?until=2025-02-28", "/map?since=2025-03-29")
