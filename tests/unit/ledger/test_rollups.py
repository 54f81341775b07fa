"""What is counted when the events are made, held against the same counted from what can be asked."""

from collections import Counter

import pytest
from sqlalchemy import select

from accordingto.ledger import Filter, Ledger, account, desk, query, rollups, schema, search
from accordingto.ledger.facets import fold
from tests.made_ledger import fill
from tests.unit.ledger import told


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "told.db") as made:
        fill(made, told.story())
        yield made


@pytest.fixture
def connection(ledger):
    with ledger.events_view() as opened:
        yield opened


def test_every_value_of_a_facet_knows_how_many_events_have_it(connection):
    rows = connection.execute(select(schema.facets.c.kind, schema.facets.c.value)).all()
    values = schema.facet_values
    counted = connection.execute(select(values.c.kind, values.c.value, values.c.events)).all()
    assert {(r.kind, r.value): r.events for r in counted} == Counter(map(tuple, rows))


def test_the_facets_of_a_filter_are_those_of_its_events(ledger, connection):
    wanted = Filter(words="seized")
    ids = {e.id for e in ledger.events(wanted)}
    assert 0 < len(ids) < len(ledger.events())
    rows = connection.execute(select(schema.facets)).all()
    told_as = Counter(r.value for r in rows if r.kind == "status" and r.event in ids)
    found = desk.facet_counts(connection, wanted, 50)
    assert {c.value: c.events for c in found["status"]} == told_as
    assert {c.value for c in found["outlet"]} == {
        r.value.strip() for r in rows if r.kind == "outlet" and r.event in ids
    }


def test_the_kinds_that_are_counted_have_the_lowest_numbers(connection):
    values = schema.facet_values
    kinds = list(connection.execute(select(values.c.kind).order_by(values.c.id)).scalars())
    assert set(kinds[: sum(k in rollups.COUNTED for k in kinds)]) <= set(rollups.COUNTED)
    assert set(kinds) - set(rollups.COUNTED)


def test_a_name_has_the_spelling_that_is_used_most(connection):
    outlets = desk.facet_counts(connection, Filter(), 50)["outlet"]
    known = {h.outlet for h in desk.heads(connection)}
    assert outlets
    assert {o.label for o in outlets} <= known
    assert all(fold(o.label).strip() == o.value for o in outlets)


def test_the_words_of_an_event_are_those_of_all_its_claims_together(ledger, connection):
    [ship] = [e for e in ledger.events() if "seized" in e.gloss]
    numbers = schema.event_numbers
    number = connection.execute(select(numbers.c.number).where(numbers.c.event == ship.id)).scalar_one()
    assert search.events_with(connection, ("seized", "tanker")) == [number]
    assert search.events_with(connection, ("seized", "zzyzx")) == []
    assert [e.id for e in ledger.events(Filter(words="sei tanker"))] == []
    assert [e.id for e in ledger.events(Filter(words="seiz tanker"))] == [ship.id]


def test_counts_are_made_anew_with_the_events_and_an_older_index_goes(ledger):
    ledger.refresh()
    with ledger._database.writing() as connection:
        connection.exec_driver_sql("CREATE VIRTUAL TABLE event_words_2 USING fts5(words, content='')")
    fill(ledger, [told.seized("Later News", "2025-03-06", told.SERVICE)])
    with ledger.events_view() as connection:
        tables = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE event_words%'"
        assert connection.exec_driver_sql(tables).scalars().all() == [rollups.WORDS]
        assert "Later News" in {o.label for o in desk.facet_counts(connection, Filter(), 50)["outlet"]}


def test_sources_a_page_at_a_time_are_the_sources(connection):
    whole = query.sources(connection)
    assert len(whole) == desk.count_parties(connection) > 2
    assert query.sources(connection, 1, 2) == whole[1:3]
    assert [(-s.reports, -s.attributions, s.party.name) for s in whole] == sorted(
        (-s.reports, -s.attributions, s.party.name) for s in whole
    )


def test_an_account_a_page_at_a_time_is_the_account(ledger, connection):
    party = ledger.sources()[0].party
    whole = account.account(connection, party.id)
    assert whole.total == len(whole.entries) == len(account.sayings(connection, party.id)) > 1
    for n, entry in enumerate(whole.entries):
        [one] = account.account(connection, party.id, n, 1).entries
        assert (one.day, one.support, one.became, one.event.id) == (
            entry.day, entry.support, entry.became, entry.event.id,
        )  # fmt: skip


def test_only_the_words_that_tell_rows_apart_are_scored(ledger, connection, monkeypatch):
    asked = search.terms_of("seized tanker")
    whole = search.matches(connection, search.CLAIMS, asked, every_word=False)
    monkeypatch.setattr(search, "MAX_SCORED", len(whole) - 1)
    rarer = search.terms_of("seized zzyzx")
    assert search.matches(connection, search.CLAIMS, rarer, every_word=False).keys() <= whole.keys()
    assert len(search.matches(connection, search.CLAIMS, asked, every_word=False)) == len(whole) - 1
