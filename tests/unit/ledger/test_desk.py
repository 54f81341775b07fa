"""What the desk asks of a ledger, over the story of `tests.unit.ledger.told`."""

from dataclasses import replace

import pytest

from accordingto.errors import QueryError
from accordingto.ledger import Filter, Ledger, desk
from accordingto.ledger.facets import changed_on
from accordingto.ledger.geography import place_counts, places_by_event, places_of
from accordingto.model.event import Change
from tests import build
from tests.made_ledger import fill
from tests.unit.ledger import told


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("desk") / "told.db"
    with Ledger(path) as made:
        fill(made, told.story())
        made.refresh()
    with Ledger(path, read_only=True) as opened:
        yield opened


@pytest.fixture
def connection(ledger):
    with ledger.events_view() as opened:
        yield opened


def test_totals_count_what_is_there(ledger, connection):
    found = desk.totals(connection)
    assert found.reports == len(ledger.reports())
    assert found.events == len(ledger.events())
    assert found.claims == sum(len(e.claims) for e in ledger.events())


@pytest.mark.parametrize("order", desk.ORDERS)
def test_pages_follow_one_another_without_loss_whatever_their_length(ledger, connection, order):
    whole = [e.id for e in desk.page(connection, Filter(limit=500), order, None).events]
    assert sorted(whole) == sorted(e.id for e in ledger.events())
    for limit in (1, 2, 3):
        seen, after = [], None
        while True:
            part = desk.page(connection, Filter(limit=limit), order, after)
            assert part.total == len(whole)
            seen += [e.id for e in part.events]
            after = part.next
            if after is None:
                break
        assert seen == whole


def test_told_is_the_order_of_the_ledger_and_changed_begins_with_the_latest(ledger, connection):
    assert desk.page(connection, Filter(limit=500), "told", None).events == ledger.events()
    days = [changed_on(e) or "" for e in desk.page(connection, Filter(limit=500), "changed", None).events]
    assert days == sorted(days, reverse=True)


def test_a_brief_page_leaves_out_the_observations_and_nothing_else(connection):
    whole = desk.page(connection, Filter(limit=500), "told", None)
    brief = desk.page(connection, Filter(limit=500), "told", None, brief=True)
    assert brief.events == tuple(replace(e, observations=()) for e in whole.events)


@pytest.mark.parametrize("after", ["", "x", "1~2", "1~x~e1", "1~2~3~4", "9" * 300])
def test_what_is_no_key_is_refused(connection, after):
    if not after:
        assert desk.page(connection, Filter(limit=1), "told", after).events
        return
    with pytest.raises(QueryError, match="no key of a page"):
        desk.page(connection, Filter(limit=1), "told", after)


def test_an_unknown_order_is_refused(connection):
    with pytest.raises(QueryError, match="no such order"):
        desk.page(connection, Filter(), "random", None)


def test_every_facet_leaves_as_many_events_as_it_says(ledger, connection):
    counts = desk.facet_counts(connection, Filter(), 50)
    assert set(counts) == set(desk.FACETS)
    checked = 0
    for kind, values in counts.items():
        for found in values:
            left = ledger.events(Filter(**{kind: found.value}))
            if kind in ("standing", "status", "type"):
                assert len(left) == found.events, (kind, found)
            else:  # a name is asked for by its words: a longer one with the same words is found too
                assert len(left) >= found.events, (kind, found)
            checked += 1
    assert checked > 5


def test_facets_of_a_narrowed_desk_count_inside_it(ledger, connection):
    standing = desk.facet_counts(connection, Filter(), 50)["standing"][0].value
    inside = desk.facet_counts(connection, Filter(standing=standing), 50)
    assert sum(f.events for f in inside["status"]) >= len(ledger.events(Filter(standing=standing)))
    assert {f.value for f in inside["standing"]} >= {standing}


def test_heads_are_reports_without_their_texts(ledger, connection):
    ids = [r.id for r in ledger.reports()]
    assert [h.id for h in desk.heads(connection)] == ids
    assert [h.id for h in desk.heads(connection, ids[:2])] == ids[:2]
    assert desk.heads(connection, []) == ()


def test_the_events_of_a_report(ledger, connection):
    for event in ledger.events()[:3]:
        for report in event.reports:
            assert event.id in {e.id for e in desk.events_in(connection, report)}


def test_the_state_changes_when_the_ledger_grows(tmp_path):
    with Ledger(tmp_path / "grows.db") as made:
        fill(made, told.story())
        made.refresh()
        with made.events_view() as connection:
            before = desk.state(connection)
            assert desk.state(connection) == before
            claim = made.events()[0].claims[0]
        made.judge("not-an-event", claim, by="desk", on="2025-03-06")
        made.refresh()
        with made.events_view() as connection:
            assert desk.state(connection) != before


def test_a_standing_that_never_had_a_day_changed_on_none(ledger):
    event = ledger.events()[0]
    assert changed_on(replace(event, history=(Change(None, "reported", ()),))) is None
    days = (Change("2025-03-01", "reported", ()), Change("2025-03-04", "denied_only", ()))
    assert changed_on(replace(event, history=days)) == "2025-03-04"


TEXT = "Two ships left Port Alma for Ostia, Alma said."


def test_the_places_of_an_event_leave_out_names_that_stand_for_a_government():
    reading = build.reading(
        build.report(TEXT, outlet="A"),
        places=(
            build.place(TEXT, "p1", "Port Alma", kind="city", precision="settlement", lat=1.0, lon=2.0),
            build.place(TEXT, "p2", "Ostia", kind="region", precision="admin1"),
            replace(build.place(TEXT, "p3", "Alma", kind="country"), metonym=True),
        ),
        claims=(
            build.claim(
                TEXT, "c1", anchor="left", clause="Two ships left Port Alma for Ostia", value_by={"Alma": 3},
                places=(("p1", "origin"), ("p2", "destination"), ("p3", "location")),
            ),
        ),
    )  # fmt: skip
    rows = places_of("e1", [(reading, reading.claims[0])])
    assert {(r["name"], r["precision"], r["lat"]) for r in rows} == {
        ("Port Alma", "settlement", 1.0),
        ("Ostia", "admin1", None),
    }
    assert [r["ordinal"] for r in rows] == [0, 1]


def test_places_are_counted_over_the_events_that_are_asked_for(ledger, connection):
    everywhere = place_counts(connection, Filter())
    for place in everywhere:
        with_it = [e for e in ledger.events() if place in {
            replace(p, events=place.events) for p in places_by_event(connection, e.id)
        }]  # fmt: skip
        assert len(with_it) == place.events
    assert place_counts(connection, Filter(since="2999-01-01")) == ()
