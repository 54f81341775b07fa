import json
import re
from pathlib import Path

import pytest

from accordingto.ledger import Ledger
from tests.made_ledger import fill
from tests.unit.ledger.told import CLAUSE
from tests.unit.reconciliation.make import Source, reading, says


def squeezed(text):
    return " ".join(text.split())


def ids(done):
    return re.findall(r"\be[0-9a-f]{16}\b", done.stdout)


@pytest.fixture
def ship(there):
    with Ledger("accordingto.db", read_only=True) as ledger:
        return next(e for e in ledger.events() if "seized" in e.gloss)


# The same filter everywhere


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ((), 3),
        (("party:Helion Shipping",), 3),
        (('party:"Helion Shipping" tanker',), 1),
        (("--party", "Selm Coast Guard"), 1),
        (("tanker", "--standing", "disputed"), 1),
        (("act:seize",), 1),
        (("--act", "seize", "bread"), 0),
        (("since:2025-03-02", "until:2025-03-02"), 2),
        (("min-origins:2",), 1),
        (("limit:1",), 1),
    ],
)
def test_events_and_chronology_take_the_same_filter(there, line, number):
    for command, key in (("events", "events"), ("chronology", "entries")):
        done = there(command, *line, "--json")
        assert done.exit_code == 0, done.stderr
        assert len(json.loads(done.stdout)[key]) == number
    assert (there("events", *line).stdout == "No event fits.\n") == (number == 0)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (("--type", "foo"), "no such type: 'foo'; one of abduct"),
        (("--act", "foo"), "no such act: 'foo'; one of"),
        (("--standing", "true"), "no such standing: 'true'; one of unsupported"),
        (("--status", "maybe"), "no such status: 'maybe'; one of happened"),
        (("--since", "soon"), "since must be a day such as 2024-10-18, not 'soon'"),
        (("colour:red",), "no such key: 'colour'; one of words, party"),
        (("place:Vard", "--place", "Selm"), "place is given twice"),
        (('"tanker',), "a quotation mark is not closed"),
    ],
)
@pytest.mark.parametrize("command", ["events", "chronology", "asof", "diff", "review"])
def test_a_filter_that_makes_no_sense_is_2_and_says_what_would(there, command, line, told):
    more = {"asof": ["2025-03-04"], "diff": ["--since", "2025-03-01"]}.get(command, [])
    line = ("until:soon",) if command == "diff" and "--since" in line else line  # diff has a --since of its own
    told = told.replace("since", line[0].split(":")[0]) if line == ("until:soon",) else told
    done = there(command, *more, *line)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in squeezed(done.stderr)
    assert done.stderr.count("\n") == 1


def test_chronology_has_days_in_brackets_where_only_the_telling_has_one(there):
    shown = there("chronology").stdout
    assert shown.index("(1 to 4 Mar 2025)") < shown.index("(2 Mar 2025)") < shown.index("no day")
    assert "There are more" in there("chronology", "--limit", "1").stdout


# who


def test_who_takes_terms_and_a_past_day(there, ship):
    assert CLAUSE in there("who", "tanker party:norland").stdout
    assert there("who", "tanker act:seize since:2026-01-01").exit_code == 6
    past = there("who", ship.id, "--asof", "2025-03-01")
    assert "single origin" in past.stdout and "Denied by" not in past.stdout
    assert "Denied by" in there("who", ship.id).stdout
    assert there("who", "party:norland").stdout.count(ship.id) == 1
    assert there("who", "tanker", "--asof", "soon").exit_code == 2


def test_who_with_json_and_nothing_found_is_json_all_the_same(there):
    done = there("who", "zzyzx", "--json")
    assert done.exit_code == 6
    assert json.loads(done.stdout) == {"question": "zzyzx", "panels": []}


# asof, diff


def test_asof_names_those_on_whose_word_and_those_against(there, ship):
    shown = squeezed(there("asof", "2025-03-04", "tanker").stdout)
    assert shown.startswith("At the end of 4 Mar 2025: 5 reports; 1 report without a day left out")
    assert "on the word of Norland Intelligence Service and Helion Shipping" in shown
    assert "denied by Selm Coast Guard" in shown
    early = there("asof", "2025-03-01", "--json")
    answer = json.loads(early.stdout)
    assert (answer["day"], answer["reports"], answer["undated"]) == ("2025-03-01", 1, 1)
    assert [e["strict"] for e in answer["events"]] == [1]
    assert [p["name"] for p in answer["parties"]] == ["Norland Intelligence Service"]
    assert "Nothing was known that fits." in there("asof", "2024-01-01").stdout


def test_asof_of_no_day_is_2(there):
    done = there("asof", "last week")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "must be a day such as 2024-10-18, not 'last week'" in done.stderr


def test_diff_says_what_changed(there, ship):
    shown = squeezed(there("diff", "--since", "2025-03-03", "act:seize").stdout)
    for words in (
        "Since 3 Mar 2025",
        "+ origin",
        "Helion Shipping says so too: 1 origin before, 2 now",
        "− denial",
        "Selm Coast Guard denies it",
        "~ standing",
        "# number",
    ):
        assert words in shown
    plain = json.loads(there("diff", "--since", "2025-03-03", "act:seize", "--json").stdout)
    assert [d["kind"] for d in plain["differences"]] == ["origin", "number", "denial", "standing"]
    assert all(d["event"]["id"] == ship.id for d in plain["differences"])
    assert "Nothing changed." in there("diff", "--since", "2026-01-01").stdout
    assert "more: raise --limit" in there("diff", "--since", "2025-01-01", "--limit", "1").stdout


def test_diff_needs_its_day(there):
    assert there("diff").exit_code == 2


# sources NAME, why


def test_the_account_of_a_source(there, ship):
    shown = squeezed(there("sources", "norland intelligence").stdout)
    assert shown.startswith("Norland Intelligence Service state body · Norland")
    assert "1 Mar 2025 says “guards of Selm seized" in shown
    assert "→ denied by Selm Coast Guard (2025-03-04)" in shown
    assert "→ reported then, corroborated, disputed now" in shown
    plain = json.loads(there("sources", "norland intelligence", "--json").stdout)
    assert [e["event"]["id"] for e in plain["entries"]] == [ship.id, ship.id]
    assert "1 more: raise --limit" in there("sources", "norland intelligence", "--limit", "1").stdout


def test_the_account_of_nobody_is_6(there):
    done = there("sources", "Helion Shiping")
    assert done.exit_code == 6
    assert "did you mean Helion Shipping?" in done.stderr


def test_why_gives_the_reasons_with_their_words(there, ship):
    shown = squeezed(there("why", ship.id[:9]).stdout)
    for words in (
        "Why these claims are one event",
        "both tell of seize",
        "Why so many origins",
        "• Helion Shipping counts",
        "How it came to stand so",
        "• 2025-03-04: corroborated, disputed Selm Coast Guard in Lamp: “guards of Selm seized",
        "Why this grade",
    ):
        assert words in shown
    plain = json.loads(there("why", ship.id, "--json").stdout)
    assert plain["kind"] == "event"
    assert plain["reasons"][0]["evidence"][0]["span"]["quote"]


def test_why_of_nothing_is_6(there):
    done = there("why", "zzz")
    assert (done.exit_code, done.stdout) == (6, "")
    assert "nothing in this ledger has the id 'zzz': give that of an event" in done.stderr


def test_a_broken_table_of_sources_is_2_with_the_line(there):
    Path("sources.toml").write_text('[[source]]\nname = "X"\ncolour = "red"\n', "utf-8")
    for command in (["events"], ["who", "tanker"], ["why", "e1"], ["sources"], ["verify"]):
        done = there(*command)
        assert (done.exit_code, done.stdout) == (2, ""), command
        assert "sources.toml, line 3: no such key: 'colour'; one of name, aliases" in squeezed(done.stderr)


HOSTILE = "\x1b[31m[red]Red\u202e Office[/red]"
CLAUSE_OF_IT = "a ship \x1b[2J left \u202e Adran"


@pytest.fixture
def hostile(there):
    """The story with a report that holds what could steer a terminal, in every name."""
    stated = says(CLAUSE_OF_IT, "left", Source(HOSTILE, "state_body"))
    with Ledger("accordingto.db") as ledger:
        fill(ledger, [reading(f"{HOSTILE} said {CLAUSE_OF_IT}.", HOSTILE, "2025-03-01", stated)])
        return next(e.id for e in ledger.events() if "ship" in e.gloss)


@pytest.mark.parametrize(
    "line",
    [
        "events",
        "chronology",
        "asof 2025-03-05",
        "diff --since 2025-01-01",
        "sources red",
        "why ID",
        "review --list",
    ],
)
def test_report_text_steers_no_terminal(there, hostile, line):
    done = there(*line.replace("ID", hostile).split())
    assert done.exit_code == 0, done.stderr
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert line.startswith("review") or "ship ␛[2J left" in squeezed(done.stdout)
    assert not re.match("sources|why", line) or "[red]Red" in done.stdout
