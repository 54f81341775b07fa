"""Properties of the ledger: what goes in comes out; no question breaks the search."""

import hashlib
import itertools
import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.errors import QueryError
from accordingto.ledger import Filter, Ledger, verify
from accordingto.ledger.facets import fold
from accordingto.ledger.rows import from_rows, to_rows
from accordingto.ledger.search import found_in, terms_of
from accordingto.model.text import Receipt
from tests.strategies import readings
from tests.unit.ledger import hand

LISTS = ("mentions", "entities", "places", "times", "quantities", "attributions", "claims")
QUESTIONS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="\"*^:(){}-+~\\'ANDORNOTEAR \x00\ud800서울가", max_size=40),
    st.lists(
        st.sampled_from(["NEAR(", "AND", "OR", "NOT", '"', "*", "text:", "sailed", "서울", "함선이"]), max_size=8
    ).map(" ".join),
)


def sound(reading):
    return all(len({x.id for x in getattr(reading, name)}) == len(getattr(reading, name)) for name in LISTS)


@settings(max_examples=15, deadline=None)
@given(readings())
def test_rows_hold_a_reading_whole(reading):
    rows = to_rows(reading)
    back = from_rows(
        reading.report,
        rows.reading["json"],
        [a["json"] for a in rows.attributions],
        [c["json"] for c in rows.claims],
    )
    assert back == reading
    assert to_rows(back) == rows
    assert "text" not in json.loads(rows.reading["json"])["report"]


@pytest.fixture(scope="module")
def growing():
    """One ledger that every example adds to, with the readings that went in; sound at the end."""
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "a.db") as opened:
        added = {}
        yield opened, added
        for id_, reading in added.items():
            assert opened.reading(id_) == reading
        assert verify(opened) == ()


@settings(max_examples=15, deadline=None)
@given(readings().filter(sound).filter(lambda r: r.report.text.strip()))
def test_a_reading_comes_back_from_the_ledger_as_it_went_in(growing, reading):
    ledger, added = growing
    raw = reading.report.text.encode()
    reading = replace(reading, report=replace(reading.report, sha256=hashlib.sha256(raw).hexdigest()))
    receipt = Receipt(reading.report, raw, "made")
    done = ledger.add(["x"], take_in=lambda *_a, **_k: [receipt], read=lambda _report: reading)
    wanted = added.setdefault(reading.report.id, reading)
    assert (done.rejects, done.added) == ((), 1 if wanted is reading else 0)
    assert ledger.reading(reading.report.id) == wanted
    assert ledger.report(reading.report.id) == wanted.report


@pytest.fixture(scope="module")
def story():
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "a.db") as opened:
        opened.add(["reports"], take_in=hand.take_in, read=hand.read)
        opened.reconcile(reconcile=hand.reconcile)
        yield opened


@settings(max_examples=50, deadline=None)
@given(question=QUESTIONS)
def test_no_question_breaks_the_search(story, question):
    for ask in (story.search, story.who):
        try:
            found = ask(question)
        except QueryError:
            continue
        assert isinstance(found, tuple)


@settings(max_examples=50, deadline=None)
@given(
    value=st.text(max_size=20),
    kind=st.sampled_from(["place", "actor", "party", "words", "type", "act", "outlet", "since", "standing"]),
)
def test_no_filter_breaks_the_query(story, value, kind):
    try:
        found = story.events(Filter(**{kind: value}))
    except QueryError:
        return
    assert len(found) <= len(story.events())


@settings(max_examples=50, deadline=None)
@given(question=QUESTIONS)
def test_every_mark_holds_in_its_text(story, question):
    try:
        terms = terms_of(question)
    except QueryError:
        return
    with story.record() as connection:
        for number, receipt in enumerate(hand.STORY, 1):
            marks = found_in(connection, number, receipt.report, terms)
            assert all(mark.holds_in(receipt.report.text) for mark in marks)
            assert all(a.end <= b.start for a, b in itertools.pairwise(marks))


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(name):
    assert fold(fold(name)) == fold(name)
