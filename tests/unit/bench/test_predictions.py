"""What the tasks write: the reading in the words of each scorer."""

import pytest

import accordingto
from accordingto.model.claim import EventType
from accordingto.model.event import Conflict, Event, Grade, NearCopy, Reconciliation, Support
from accordingto.model.text import Span
from accordingto.model.values import Quantity
from bench.quality import attribution, claims, quantities, story, times
from bench.quality.gold import GoldError
from tests.unit.bench.conftest import FIRST, SECOND, at, first, gold_lines, second


def test_attributions_are_written_with_their_parents_where_the_gold_has_any(asked, gold):
    [one, two] = attribution.predict(gold)
    assert [(a["id"], a["parent"]) for a in one["attributions"]] == [("a1", None), ("a2", "a1")]
    assert one["attributions"][0] == {
        "id": "a1",
        "source": [at(FIRST, "Nilewire")],
        "cue": [at(FIRST, "said")],
        "content": [at(FIRST, "two ships sank off Marsa")],
        "kind": "indirect",
        "parent": None,
    }
    assert len(two["attributions"]) == 1


def test_only_outermost_attributions_are_written_where_the_gold_marks_no_others(asked, write):
    [one, _] = attribution.predict(write(gold_lines(nested=False)))
    assert [a["id"] for a in one["attributions"]] == ["a1"]


def test_a_claim_is_written_in_the_schema_of_the_gold(asked, gold):
    [one, _] = claims.predict(gold)
    sank = one["claims"][0]
    assert sank == {
        "id": "c1",
        "attribution": "a2",
        "anchor": at(FIRST, "sank"),
        "gloss": "two ships sank off Marsa",
        "status": "happened",
        "value_by": {"Navy": 3},
        "quantities": [{"span": at(FIRST, "two ships"), "low": 2.0, "high": 2.0, "op": "=", "counts": "ships"}],
        "time": {"start": "2025-06-02", "end": "2025-06-02"},
        "places": [{"span": at(FIRST, "Marsa"), "name": "Marsa", "role": "location"}],
    }
    inner = one["attributions"][1]
    assert inner["root"] == {"name": "Navy", "class": "state_body", "anonymous": False}
    assert (inner["act"], inner["parent"], inner["continues"], inner["said_on"]) == ("say", "a1", None, None)


def test_a_claim_without_a_dated_time_has_none(asked, gold):
    [one, two] = claims.predict(gold)
    assert one["claims"][1]["time"] is None and two["claims"][0]["time"] is None


def test_three_claims_for_each_of_the_gold_and_the_surest_first():
    found = [first(), second()]
    ids = {r.report.text: r.report.id for r in found}
    assert claims.chosen(found, 3) == {(ids[FIRST], "c1"), (ids[SECOND], "c1"), (ids[FIRST], "c2")}
    assert claims.chosen(found, 2) == {(ids[FIRST], "c1"), (ids[SECOND], "c1")}
    assert claims.chosen(found, 1) == {(ids[FIRST], "c1")}


def test_the_allowance_is_of_the_whole_file(asked, write, monkeypatch):
    monkeypatch.setattr(claims, "CLAIMS_PER_GOLD", 2)
    [one, two] = claims.predict(write(gold_lines(nested=True)))
    assert [c["id"] for c in one["claims"]] == ["c1"] and [c["id"] for c in two["claims"]] == ["c1"]


def number(op, low, high, best):
    return Quantity("q", Span(0, 1, "x"), low=low, high=high, best=best, op=op)


@pytest.mark.parametrize(
    ("quantity", "value"),
    [
        (number("=", 23.0, 23.0, 23.0), 23),
        (number("~", 9000.0, 11000.0, 10000.0), 10000),
        (number("range", 8.0, 12.0, 10.0), [8, 12]),
        (number(">=", 23.0, None, 23.0), 23),
        (number("<", None, 7.5, None), 7.5),
    ],
)
def test_a_quantity_is_the_number_as_said(quantity, value):
    assert story.value(quantity) == value and type(story.value(quantity)) is type(value)


def reconciliation(readings):
    a, b = (r.report.id for r in readings)
    shared = {"claim": "k", "chain": ("P1",), "said_on": "2025-06-02", "status": "happened"}
    event = Event(
        id="E1",
        gloss="two ships sank",
        event=EventType("FIGHT"),
        claims=("k",),
        participants=(),
        places=(),
        begin=None,
        end=None,
        strict=1,
        lenient=2,
        origin_state="single origin",
        origins=("P1",),
        deniers=("P2",),
        reports=(a, b),
        report_lines=2,
        echo=2.0,
        standing="reported+disputed",
        history=(),
        grade=Grade("F", 6, ()),
    )
    yes = Span.of(FIRST, *at(FIRST, "two ships sank"))
    no = Span.of(SECOND, *at(SECOND, "The mayor denied it"))
    two = number("=", 2.0, 2.0, 2.0)
    return Reconciliation(
        events=(event,),
        supports=(
            Support(
                "s1", "E1", report=a, party="P1", stance="support", span=yes, value=3, quantities=(two,), **shared
            ),
            Support("s2", "E1", report=b, party="P2", stance="deny", span=no, value=-3, **shared),
        ),
        conflicts=(Conflict("s1", "s2", "existence", "denied"),),
        near_copies=(NearCopy(b, a, "earlier", 0.6),),
    )


@pytest.fixture
def a_story(asked, write, monkeypatch):
    monkeypatch.setattr(accordingto, "reconcile", reconciliation)
    write([{"id": "d1", "text": FIRST, "outlet": "Herald"}, {"id": "d2", "text": SECOND}], "reports.jsonl")
    return write([], "gold.json")


def test_a_story_is_written_as_mentions_claims_conflicts_and_copies(a_story):
    assert story.predict(a_story) == {
        "mentions": [
            {
                "id": "s1",
                "report": "d1",
                "start": 32,
                "end": 46,
                "claim": "E1",
                "stance": "support",
                "root": "P1",
                "said_on": "2025-06-02",
                "quantities": [{"value": 2, "op": "="}],
            },
            {
                "id": "s2",
                "report": "d2",
                "start": 0,
                "end": 19,
                "claim": "E1",
                "stance": "deny",
                "root": "P2",
                "said_on": "2025-06-02",
                "quantities": [],
            },
        ],
        "claims": {"E1": {"independent_roots": 1, "status": "reported+disputed"}},
        "conflicts": [["s1", "s2"]],
        "near_copies": [["d2", "d1"]],
    }


def test_a_story_rests_on_its_reports_too(tmp_path):
    assert story.inputs(tmp_path / "gold.json") == (tmp_path / "gold.json", tmp_path / "reports.jsonl")


def test_the_same_report_twice_in_a_story_is_refused(asked, write, monkeypatch):
    monkeypatch.setattr(accordingto, "reconcile", reconciliation)
    write([{"id": "d1", "text": FIRST}, {"id": "d2", "text": FIRST}], "reports.jsonl")
    with pytest.raises(GoldError, match="d2 and d1 are the same report"):
        story.predict(write([], "gold.json"))


def test_times_are_written_with_their_days_and_ranges(asked, gold):
    [one, two] = times.predict(gold)
    assert one["timexes"][1] == {
        "start": FIRST.index("Monday"),
        "end": FIRST.index("Monday") + 6,
        "type": "DATE",
        "value": "2025-06-02",
        "interval": ["2025-06-02", "2025-06-02"],
    }
    assert one["timexes"][0]["interval"] is None and two == {"id": "r2", "timexes": [], "ranges": []}


def test_quantities_are_written_as_the_scorer_reads_them(asked, gold):
    [one, two] = quantities.predict(gold)
    assert one["quantities"] == [
        {
            "span": at(FIRST, "two ships"),
            "low": 2.0,
            "high": 2.0,
            "best": 2.0,
            "op": "=",
            "counts": "ships",
            "unit": None,
            "kind": "count",
        }
    ]
    assert two == {"id": "r2", "quantities": []}


def test_a_document_s_creation_time_is_its_day_of_publication(asked, write):
    line = {"id": "r1", "text": FIRST, "dct": "2025-06-03T10:00"}
    times.predict(write([line]))
    assert asked[0][1]["published"] == "2025-06-03T10:00"
