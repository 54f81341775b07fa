import csv
import io
import json
from importlib.resources import files

import jsonschema
import pytest

from accordingto.errors import LedgerError, QueryError
from accordingto.ledger import Ledger, export, snapshot
from accordingto.ledger.export import CSV_COLUMNS, safe_cell
from tests.unit.ledger import hand

SCHEMA = json.loads(files("accordingto").joinpath("data/schema/snapshot.json").read_text("utf-8"))
BY = {"by": "A. Nalyst", "on": "2031-04-01"}


def text(ledger, as_):
    out = io.StringIO()
    export(ledger, as_, out)
    return out.getvalue()


@pytest.fixture
def full(story):
    """The story with a judgement, a withdrawn one, a new version, an unread report and a reject."""
    [burned], [signed] = story.supports("e-burned"), story.supports("e-signed")
    story.judge("not-an-event", signed.claim, note="a rehearsal", **BY)
    story.withdraw(story.judge("wrong-value", burned.claim, **BY).id, **BY)
    newer = hand.receipt("The Harbour Ministry said it burned.", url="https://gazette.invalid/1")
    unread = hand.receipt("Der Hafen.", where="de.txt", language="de")
    story.add(["x"], take_in=lambda *_a, **_k: [newer, unread], read=hand.read)
    story.reconcile(reconcile=hand.reconcile)
    return story


def test_a_snapshot_fits_its_schema(full):
    whole = snapshot(full)
    jsonschema.validate(whole, SCHEMA)
    for name in ("reports", "parties", "claims", "events", "judgements"):
        assert whole[name], name


def test_a_snapshot_with_conflicts_and_copies_fits_its_schema(shared):
    whole = snapshot(shared)
    jsonschema.validate(whole, SCHEMA)
    assert len(whole["conflicts"]) == 2
    assert [c["share"] for c in whole["near_copies"]] == [0.3333]


def test_every_object_of_the_schema_is_closed():
    def closed(at):
        if isinstance(at, dict):
            assert at.get("type") != "object" or at.get("additionalProperties") is False, at
            for value in at.values():
                closed(value)
        elif isinstance(at, list):
            for value in at:
                closed(value)

    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    closed(SCHEMA)


def test_every_span_of_a_snapshot_holds_in_its_report(shared):
    whole = snapshot(shared)
    texts = {report["id"]: report["text"] for report in whole["reports"]}
    assert len(whole["claims"]) == 6
    for claim in whole["claims"]:
        assert texts[claim["report"]][claim["start"] : claim["end"]] == claim["quote"]


def test_reports_say_which_version_is_current_and_which_were_read(full):
    found = [
        (r["outlet"], r["language"], r["current"], r["read"], r["version_of"]) for r in snapshot(full)["reports"]
    ]
    first = hand.STORY[0].report.id
    assert found == [
        ("Port Adran Wire", "en", True, True, None),
        ("Le Phare d'Évreux", "en", True, True, None),
        ("Hanbit", "en", True, True, None),
        ("@Aldmere", "en", True, True, None),
        (None, "en", True, True, first),
        (None, "de", True, False, None),
        ("Aldmere Gazette", "en", False, True, None),
    ]


def test_claims_stand_by_report_and_place_events_as_the_ledger_sorts_them(shared):
    whole = snapshot(shared)
    order = [r["id"] for r in whole["reports"]]
    places = [(order.index(c["report"]), c["start"]) for c in whole["claims"]]
    assert places == sorted(places)
    assert [e["id"] for e in whole["events"]] == [e.id for e in shared.events()]


def test_an_event_carries_its_origins_and_its_history(shared):
    event = snapshot(shared)["events"][0]
    assert (event["type"], event["act"], event["standing"]) == ("TRANSPORT", "sailed", "reported+disputed")
    assert (event["independent_strict"], event["independent_lenient"]) == (1, 1)
    assert event["time"] == {"begin": "2031-03-01", "end": "2031-03-01"}
    assert event["standing_history"][0]["date"] == "2031-03-02"
    assert event["grade"] == {"letter": "F", "digit": 3, "reasons": ["one named root"]}


def test_the_log_of_judgements_is_whole(full):
    found = [(j["kind"], j["note"], j["in_force"]) for j in snapshot(full)["judgements"]]
    assert found == [
        ("not-an-event", "a rehearsal", True),
        ("wrong-value", None, False),
        ("withdrawn", None, False),
    ]


@pytest.mark.parametrize("as_", ["json", "jsonl", "csv"])
def test_the_same_inputs_give_the_same_bytes(tmp_path, as_):
    written = []
    for name in ("one.db", "another name.db"):
        with Ledger(tmp_path / name) as ledger:
            ledger.add(["reports", "nothing"], take_in=hand.take_in, read=hand.read)
            ledger.reconcile(reconcile=hand.reconcile)
            ledger.judge("not-an-event", ledger.supports()[0].claim, **BY)
            ledger.reconcile(reconcile=hand.reconcile)
            export(ledger, as_, tmp_path / "out")
            written.append((tmp_path / "out").read_bytes())
    assert written[0] == written[1]
    assert b"another name" not in written[1]


def test_a_resumed_ledger_gives_the_same_bytes(story, tmp_path):
    with Ledger(tmp_path / "slowly.db") as ledger:
        for where in ("reports/one.txt", "reports/two.txt", "reports", "reports"):
            ledger.add([where], take_in=hand.take_in, read=hand.read)
        ledger.reconcile(reconcile=hand.reconcile)
        assert text(ledger, "json") == text(story, "json")


def test_json_is_the_snapshot(shared):
    written = text(shared, "json")
    whole = json.loads(written)
    assert whole == snapshot(shared)
    for keys in (whole, whole["events"][0], whole["claims"][0], whole["reports"][0]):
        assert list(keys) == sorted(keys)
    assert written.endswith("}\n")
    assert "국가정보원" in written


def test_jsonl_has_an_event_a_line_with_its_supports(shared):
    lines = text(shared, "jsonl").splitlines()
    events = [json.loads(line) for line in lines]
    assert [e["id"] for e in events] == [e.id for e in shared.events()]
    assert [len(e["supports"]) for e in events] == [3, 1, 1, 1]
    assert events[0]["supports"][0]["quote"].startswith("the Halcyon sailed")


def test_csv_has_a_support_a_row(shared):
    rows = list(csv.DictReader(io.StringIO(text(shared, "csv"), newline="")))
    assert len(rows) == 6
    assert tuple(rows[0]) == CSV_COLUMNS
    assert [row["stance"] for row in rows] == ["support", "deny", "support", "support", "support", "support"]
    assert rows[0]["quantities"] == "1,500"
    assert rows[1]["value"] == "-3"
    assert rows[0]["chain"] == rows[0]["party"] == "The Harbour Ministry"


def test_no_cell_of_a_csv_is_a_formula(shared):
    rows = list(csv.reader(io.StringIO(text(shared, "csv"), newline="")))
    cells = [cell for row in rows for cell in row]
    assert {"'=HYPERLINK(1)", "'@Aldmere", "'-sum(1)"} <= set(cells)
    assert not [cell for cell in cells if cell[:1] in "=@\t\r+" and cell]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("-", "'-"),
        ("-3", "-3"),
        ("+1,500.5", "+1,500.5"),
        ("-3\n=1", "'-3\n=1"),
        (-3, "-3"),
        (0, "0"),
        (None, ""),
        ("it = that", "it = that"),
    ],
)
def test_only_numbers_may_begin_like_a_formula(value, cell):
    assert safe_cell(value) == cell


def test_an_unknown_form_names_the_known_ones(story, tmp_path):
    with pytest.raises(QueryError, match="'xlsx'; one of json, jsonl, csv"):
        export(story, "xlsx", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_file_that_cannot_be_written_is_named_and_nothing_is_left(story, tmp_path):
    with pytest.raises(LedgerError, match=r"nowhere/out cannot be written .*name another file"):
        export(story, "json", tmp_path / "nowhere" / "out")
    (tmp_path / "taken").mkdir()
    with pytest.raises(LedgerError, match="taken cannot be written"):
        export(story, "json", tmp_path / "taken")
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".tmp"] == []


def test_an_export_replaces_the_earlier_one(story, tmp_path):
    (tmp_path / "out").write_text("old")
    export(story, "csv", tmp_path / "out")
    assert (tmp_path / "out").read_text("utf-8").startswith("event,gloss")
