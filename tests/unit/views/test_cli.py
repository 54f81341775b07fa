import io
import json
import signal
from dataclasses import replace

import pytest
from typer.testing import CliRunner

import accordingto.ledger
import accordingto.reading
from accordingto import __version__
from accordingto.errors import LanguageNotRead, LedgerBusy, LedgerError, ResourceError
from accordingto.ledger import Added
from accordingto.model.claim import Reading
from accordingto.model.text import Reject
from accordingto.views.cli import app
from tests import build
from tests.unit.views.story import WIRE, MemoryLedger

HOSTILE = "[red]x[/red] \x1b[31m \u202eabc <script> :smile:"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs a command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("ACCORDINGTO_LEDGER", raising=False)
    return lambda *line, **more: CliRunner().invoke(app, list(line), **more)


@pytest.fixture
def opened(monkeypatch, ledger):
    """The ledger that every command opens is the story in memory; how it was opened is noted in `asked`."""
    ledger.asked = []

    def open_(path, **how):
        ledger.asked.append((str(path), how))
        return ledger

    monkeypatch.setattr(accordingto.ledger, "Ledger", open_)
    return ledger


@pytest.fixture
def reader(monkeypatch):
    """A reader that gives the story's first reading for its text, and an empty one for every other."""

    def read(report):
        first = MemoryLedger().read[0]
        return replace(first, report=report) if report.text == WIRE else build.reading(report)

    monkeypatch.setattr(accordingto.reading, "read", read)


def test_help_names_every_command(run):
    shown = run("--help").stdout
    for name in (
        "read",
        "add",
        "who",
        "events",
        "sources",
        "export",
        "verify",
        "serve",
        "demo",
        "doctor",
        "version",
    ):
        assert f"\n  {name} " in shown
        assert run(name, "--help").exit_code == 0


def test_version(run):
    assert run("version").stdout == f"accordingto {__version__}\n"
    assert json.loads(run("version", "--json").stdout)["accordingto"] == __version__


# read


def test_read_shows_a_file(run, reader, tmp_path):
    (tmp_path / "r.txt").write_text(WIRE, "utf-8")
    done = run("read", "r.txt", "--published", "2025-03-04", "--outlet", "Herald", "--title", "Boats")
    assert done.exit_code == 0
    assert done.stdout.startswith("Boats\nHerald · 4 Mar 2025 · en")
    assert "← Coast Guard" in done.stdout


def test_read_takes_standard_input(run, reader):
    done = run("read", "-", "--json", "--outlet", "Herald", input=WIRE)
    assert done.exit_code == 0
    reading = Reading.from_dict(json.loads(done.stdout))
    assert (reading.report.text, reading.report.outlet) == (WIRE, "Herald")
    assert len(done.stdout.splitlines()) == 1


def test_read_prints_a_json_line_for_each_report(run, reader, tmp_path):
    lines = [json.dumps({"text": f"{WIRE} {n}", "outlet": "Herald"}) for n in range(3)]
    (tmp_path / "r.jsonl").write_text("\n".join(lines), "utf-8")
    done = run("read", "r.jsonl", "--json")
    assert [json.loads(line)["report"]["text"][-1] for line in done.stdout.splitlines()] == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("content", "cause"), [(b"", "empty"), (b"\x7fELF\x00\x01\x02\x00" * 50, ""), (b" \n ", "blanks")]
)
def test_read_says_why_a_file_cannot_be_read(run, reader, tmp_path, content, cause):
    (tmp_path / "bad.txt").write_bytes(content)
    done = run("read", "bad.txt")
    assert done.exit_code == 3
    assert done.stdout == ""
    assert done.stderr.startswith("accordingto: bad.txt: ")
    assert cause in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_read_of_bad_standard_input_speaks_of_standard_input(run, reader):
    done = run("read", "-", input="")
    assert done.exit_code == 3
    assert done.stderr.startswith("accordingto: standard input: ")


def test_read_without_the_file(run, reader):
    done = run("read", "none.txt")
    assert done.exit_code == 3
    assert "none.txt" in done.stderr


def test_read_of_a_language_without_a_reader_is_4(run, tmp_path, monkeypatch):
    def refuse(_report):
        raise LanguageNotRead("the report is in the language 'de', which has no reader yet")

    monkeypatch.setattr(accordingto.reading, "read", refuse)
    (tmp_path / "r.txt").write_text(WIRE, "utf-8")
    done = run("read", "r.txt")
    assert (done.exit_code, done.stderr) == (
        4,
        "accordingto: the report is in the language 'de', which has no reader yet\n",
    )


def test_read_with_a_date_that_is_none(run, reader, tmp_path):
    (tmp_path / "r.txt").write_text(WIRE, "utf-8")
    done = run("read", "r.txt", "--published", "soon")
    assert done.exit_code == 3
    assert "'soon' is not a date" in done.stderr


def test_hostile_text_does_not_reach_the_terminal_as_it_is(run, reader, tmp_path):
    (tmp_path / "r.txt").write_text(f"{WIRE} {HOSTILE}", "utf-8")
    done = run("read", "r.txt", "--outlet", HOSTILE, "--title", HOSTILE)
    assert done.exit_code == 0
    assert "[red]x[/red]" in done.stdout
    assert ":smile:" in done.stdout
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_hostile_names_in_an_error_are_shown_and_not_obeyed(run):
    done = run("events", "--ledger", HOSTILE.replace("/", ""))
    assert done.exit_code == 5
    assert "[red]x" in done.stderr
    assert "␛[31m" in done.stderr
    assert "\x1b[31m" not in done.stderr


# add

REJECT = Reject("bad.txt", "it is empty")


@pytest.mark.parametrize(
    ("added", "code", "line"),
    [
        (Added(added=2, read=2), 0, "2 reports added."),
        (Added(added=1, already=3, read=1), 0, "1 report added, 3 there already."),
        (Added(already=1, rejected=1, rejects=(REJECT,)), 3, "0 reports added, 1 there already, 1 not taken in."),
        (Added(added=1, read=1, rejected=1, rejects=(REJECT,)), 3, "1 report added, 1 not taken in."),
        (Added(rejected=1, rejects=(REJECT,)), 3, "0 reports added, 1 not taken in."),
        (Added(), 3, "0 reports added."),
        (Added(added=1, unread=1, rejects=(REJECT,)), 4, "1 report added, 1 kept but not read."),
    ],
)
def test_add_says_what_became_of_the_inputs(run, opened, added, code, line):
    opened.add = lambda wheres, **_: added
    done = run("add", "a", "b")
    assert done.exit_code == code
    assert done.stdout == f"{line}\n"
    assert done.stderr == ("accordingto: bad.txt: it is empty\n" if added.rejects else "")


def test_add_as_json(run, opened):
    opened.add = lambda wheres, **_: Added(rejected=1, rejects=(REJECT,))
    done = run("add", "a", "--json")
    assert done.exit_code == 3
    assert json.loads(done.stdout)["rejects"][0]["where"] == "bad.txt"


def test_add_passes_what_it_was_given_and_brings_the_events_up_to_date(run, opened):
    seen = []
    opened.add = lambda wheres, **more: seen.append((wheres, more["retrieved"])) or Added(added=1, read=1)
    opened.refresh = lambda: seen.append("refreshed")
    assert run("add", "a", "b", "--ledger", "mine.db").exit_code == 0
    assert opened.asked == [("mine.db", {})]
    assert seen[0][0] == ["a", "b"]
    assert len(seen[0][1]) == 10
    assert seen[1] == "refreshed"


def test_ctrl_c_while_adding_finishes_the_report_and_says_how_to_go_on(run, opened):
    def add(wheres, *, retrieved, progress, jobs):
        for number in range(1, 5):
            if number == 2:
                signal.raise_signal(signal.SIGINT)
            progress(accordingto.ledger.Progress(number, "added", f"r{number}.txt", f"r{number}"))
        raise AssertionError("it went on")

    opened.add = add
    done = run("add", "a")
    assert done.exit_code == 130
    assert "stopped after 2 inputs" in done.stderr
    assert "goes on from there" in done.stderr


def test_a_second_ctrl_c_stops_at_once(run, opened):
    def add(wheres, **_):
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        raise AssertionError("it went on")

    opened.add = add
    done = run("add", "a")
    assert (done.exit_code, done.stderr) == (130, "accordingto: stopped\n")


def test_a_ledger_that_is_held_ends_with_5(run, opened):
    def busy(*_, **__):
        raise LedgerBusy("x.db is held by another process")

    opened.add = busy
    done = run("add", "a")
    assert (done.exit_code, done.stderr) == (5, "accordingto: x.db is held by another process\n")


def test_debug_shows_where_an_error_came_from(run, opened):
    def broken(*_, **__):
        raise ResourceError("data/en/cues.tsv is missing")

    opened.add = broken
    assert run("add", "a").exit_code == 70
    assert isinstance(run("--debug", "add", "a").exception, ResourceError)


# who, events, sources


def test_who_shows_the_panel(run, opened):
    done = run("who", "boats left")
    assert done.exit_code == 0
    for words in (
        "independent (2)",
        "Said by",
        "via Meridian Agency",
        "Denied by",
        "Harbour Ministry",
        "about 20",
    ):
        assert words in done.stdout
    assert opened.asked == [("accordingto.db", {"read_only": True})]


def test_who_takes_the_id_of_an_event(run, opened):
    assert "12 boats left" in run("who", "e1").stdout


def test_who_lists_the_other_events_that_match(run, opened):
    first = opened.whole.events[0]
    opened.whole = replace(opened.whole, events=(first, replace(first, id="e2", gloss="Other boats left")))
    shown = run("who", "boats left").stdout
    assert "Also found" in shown
    assert "Other boats left" in shown
    assert "e2" in shown


def test_who_as_json(run, opened):
    found = json.loads(run("who", "boats", "--json").stdout)
    assert found["question"] == "boats"
    assert found["panels"][0]["event"]["strict"] == 2
    assert found["panels"][0]["origins"][0]["name"] == "Coast Guard"


def test_who_without_a_match_is_6(run, opened):
    done = run("who", "dragons over the palace")
    assert done.exit_code == 6
    assert "nothing in accordingto.db matches" in done.stderr
    done = run("who", "dragons", "--json")
    assert (done.exit_code, json.loads(done.stdout)["panels"]) == (6, [])


def test_events_are_listed_and_filtered(run, opened):
    assert "12 boats left Port Alma" in run("events").stdout
    assert run("events", "--min-origins", "3").stdout == "No event fits.\n"
    assert [e["id"] for e in json.loads(run("events", "--json").stdout)["events"]] == ["e1"]


def test_events_passes_on_every_filter(run, opened):
    seen = []
    opened.events = lambda wanted: seen.append(wanted) or ()
    given = {
        "place": "Alma", "actor": "boats", "type": "MOBILIZE", "status": "planned", "standing": "disputed",
        "outlet": "Herald", "min-origins": "2", "since": "2025-01-01", "until": "2025-02-01", "limit": "7",
    }  # fmt: skip
    assert run("events", *(part for k, v in given.items() for part in (f"--{k}", v))).exit_code == 0
    (wanted,) = seen
    assert (wanted.place, wanted.actor, wanted.type, wanted.status) == ("Alma", "boats", "MOBILIZE", "planned")
    assert (wanted.standing, wanted.outlet, wanted.min_origins) == ("disputed", "Herald", 2)
    assert (wanted.since, wanted.until, wanted.limit) == ("2025-01-01", "2025-02-01", 8)


@pytest.mark.parametrize(
    "line",
    [("--standing", "wobbly"), ("--since", "yesterday"), ("--status", "x"), ("--limit", "0"), ("--nonsense",)],
)
def test_a_filter_that_makes_no_sense_is_2(run, opened, line):
    done = run("events", *line)
    assert done.exit_code == 2
    assert done.stderr


def test_sources(run, opened):
    assert "Coast Guard" in run("sources").stdout
    assert (
        json.loads(run("sources", "--json", "--limit", "1").stdout)["sources"][0]["party"]["name"] == "Coast Guard"
    )


def test_a_stale_ledger_is_brought_up_to_date_first(run, opened):
    opened.stale = lambda: True
    refreshed = []
    opened.refresh = lambda: refreshed.append(True)
    assert run("events").exit_code == 0
    assert refreshed == [True]


def test_a_stale_ledger_that_cannot_be_written_is_shown_with_a_word(run, opened):
    def held():
        raise LedgerBusy("accordingto.db is held by another process")

    opened.stale, opened.refresh = (lambda: True), held
    done = run("events")
    assert done.exit_code == 0
    assert "12 boats left" in done.stdout
    assert "as they were last worked out" in done.stderr


@pytest.mark.parametrize(
    "command", [("who", "x"), ("events",), ("sources",), ("export",), ("verify",), ("serve",)]
)
def test_no_ledger_is_5_and_none_is_made(run, tmp_path, command):
    done = run(*command)
    assert done.exit_code == 5
    assert "accordingto add" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_ledger_is_5(run, tmp_path):
    (tmp_path / "x.db").write_text("not a ledger at all", "utf-8")
    done = run("events", "--ledger", "x.db")
    assert done.exit_code == 5
    assert "x.db" in done.stderr


def test_the_ledger_can_be_named_in_the_environment(run, opened, monkeypatch):
    monkeypatch.setenv("ACCORDINGTO_LEDGER", "elsewhere.db")
    run("events")
    assert opened.asked[0][0] == "elsewhere.db"


# export, verify


def test_export_writes_to_standard_output_or_a_file(run, opened, monkeypatch, tmp_path):
    def write(ledger, as_, out):
        text = f"{as_}: {len(ledger.reports())}\n"
        if isinstance(out, io.TextIOBase):
            out.write(text)
        else:
            out.write_text(text, "utf-8")

    monkeypatch.setattr(accordingto.ledger, "export", write)
    assert run("export", "--as", "csv").stdout == "csv: 4\n"
    assert run("export", "--out", "o.json").stdout == ""
    assert (tmp_path / "o.json").read_text("utf-8") == "json: 4\n"


def test_verify_says_sound_or_lists_what_is_not(run, opened, monkeypatch, tmp_path):
    (tmp_path / "accordingto.db").touch()
    opened.reports = lambda versions: (1, 2)
    monkeypatch.setattr(accordingto.ledger, "verify", lambda _: ())
    assert run("verify").stdout == "accordingto.db is sound: 2 reports looked at.\n"
    monkeypatch.setattr(accordingto.ledger, "verify", lambda _: ("report r1: a span is wrong",))
    done = run("verify")
    assert done.exit_code == LedgerError.exit_code
    assert "report r1: a span is wrong\n" in done.stderr
    done = run("verify", "--json")
    assert done.exit_code == LedgerError.exit_code
    assert json.loads(done.stdout)["problems"] == ["report r1: a span is wrong"]


# serve, doctor


def test_serve_warns_before_it_opens_the_ledger_to_others(run, opened, monkeypatch):
    import accordingto.views.serving

    served = []
    monkeypatch.setattr(accordingto.views.serving, "serve_ledger", lambda *given: served.append(given[1:3]))
    assert run("serve", "--port", "1234").stderr == ""
    done = run("serve", "--host", "0.0.0.0")
    assert "address with its token" in done.stderr
    assert served == [("127.0.0.1", 1234), ("0.0.0.0", 8717)]


def test_doctor(run):
    done = run("doctor")
    assert done.exit_code == 0
    assert "there is none at accordingto.db yet" in " ".join(done.stdout.split())
    checks = json.loads(run("doctor", "--json").stdout)["checks"]
    assert {"python", "packages", "model", "resources", "sqlite", "page", "ledger"} <= {c["name"] for c in checks}
