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


@settings(max_examples=25, deadline=None)
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


@settings(max_examples=10, deadline=None)
@given(st.lists(readings().filter(sound).filter(lambda r: r.report.text.strip()), min_size=1, max_size=3))
def test_a_reading_comes_back_from_the_ledger_as_it_went_in(made):
    raws = [r.report.text.encode() for r in made]
    made = [
        replace(r, report=replace(r.report, sha256=hashlib.sha256(raw).hexdigest()))
        for r, raw in zip(made, raws, strict=True)
    ]
    by_id = {r.report.id: r for r in reversed(made)}
    receipts = [Receipt(r.report, raw, "made") for r, raw in zip(made, raws, strict=True)]
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "a.db") as ledger:
        done = ledger.add(["x"], take_in=lambda *_a, **_k: receipts, read=lambda report: by_id[report.id])
        assert (done.rejects, done.added, done.already) == ((), len(by_id), len(made) - len(by_id))
        for id_, reading in by_id.items():
            assert ledger.reading(id_) == reading
            assert ledger.report(id_) == reading.report
        assert verify(ledger) == ()


@pytest.fixture(scope="module")
def story():
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "a.db") as opened:
        opened.add(["reports"], take_in=hand.take_in, read=hand.read)
        opened.reconcile(reconcile=hand.reconcile)
        yield opened


@settings(max_examples=100, deadline=None)
@given(question=QUESTIONS)
def test_no_question_breaks_the_search(story, question):
    for ask in (story.search, story.who):
        try:
            found = ask(question)
        except QueryError:
            continue
        assert isinstance(found, tuple)


@settings(max_examples=50, deadline=None)
@given(value=st.text(max_size=20), kind=st.sampled_from(["place", "actor", "type", "outlet", "since", "standing"]))
def test_no_filter_breaks_the_query(story, value, kind):
    try:
        wanted = Filter(**{kind: value})
    except QueryError:
        return
    assert len(story.events(wanted)) <= len(story.events())


@settings(max_examples=100, deadline=None)
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
