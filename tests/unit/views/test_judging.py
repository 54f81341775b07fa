import json
import re

import pytest

from accordingto.ledger import Ledger
from tests.unit.ledger.told import BY, key, story

BY_ANA = ("--by", "ana", "--on", "2031-04-01")


def squeezed(text):
    return " ".join(text.split())


def event(words):
    with Ledger("accordingto.db") as ledger:
        return next((e for e in ledger.events() if words in e.gloss), None)


def log():
    with Ledger("accordingto.db") as ledger:
        return ledger.judgements(withdrawn=True)


def test_a_judgement_shows_what_it_did_and_is_undone(there):
    ship, bread = event("seized"), event("Bread")
    done = there("judge", "same", ship.id[:8], bread.id[:8], "--note", "one story", *BY_ANA)
    assert done.exit_code == 0, done.stderr
    shown = squeezed(done.stdout)
    assert re.match(r"Logged: same: c\w+ and \d claims \| c\w+, by ana on 2031-04-01 \(one story\)", shown)
    assert "Before: 2 events" in shown and "Now: 1 event" in shown
    [made] = log()
    undone = there("judge", "undo", made.id, *BY_ANA)
    assert "Before: 1 event" in undone.stdout and "Now: 2 events" in undone.stdout
    assert event("seized") == ship
    assert event("Bread") == bread
    shown = squeezed(there("judge", "log").stdout)
    assert f"(one story) not in force {made.id} undone: {made.id}, by ana" in shown


def test_json_of_a_judgement(there):
    ship, bread = event("seized"), event("Bread")
    plain = json.loads(there("judge", "same", ship.id, bread.id, *BY_ANA, "--json").stdout)
    assert (plain["judgement"]["kind"], plain["judgement"]["by"]) == ("same", "ana")
    assert {e["id"] for e in plain["before"]} == {ship.id, bread.id}
    assert [len(e["claims"]) for e in plain["after"]] == [len(ship.claims) + len(bread.claims)]
    [entry] = json.loads(there("judge", "log", "--json").stdout)["judgements"]
    assert entry["in_force"] is True
    assert entry["judgement"] == plain["judgement"]


def test_who_judges_and_when_is_noted_without_being_asked(there, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "desk")
    there("judge", "not-an-event", event("Bread").id)
    [made] = log()
    assert made.by == "desk"
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", made.on)


def test_nobody_by_name(there, monkeypatch):
    def nobody():
        raise OSError("no name")

    monkeypatch.setattr("getpass.getuser", nobody)
    done = there("judge", "not-an-event", event("Bread").id)
    assert done.exit_code == 2
    assert "say who judges with --by" in done.stderr


def test_what_was_missed_is_marked_by_its_words(there):
    report = story()[4].report.id
    done = there("judge", "missed", report[:9], "--words", "dear in Adran", "--source", "Adran", *BY_ANA)
    assert done.exit_code == 0, done.stderr
    [made] = log()
    assert (made.left, made.right) == (f"{report}:9-22", "Adran")
    assert "Now:" in done.stdout
    with Ledger("accordingto.db") as ledger:
        assert "dear in Adran" in [s.span.quote for s in ledger.supports() if s.report == report]


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        (("wrong", "x"), 2, "no such judgement: 'wrong'; one of same, different, not-an-event"),
        (("same",), 2, "'same' needs an id"),
        (("same", "SHIP"), 2, "'same' needs two claims or events"),
        (("same", "SHIP", "c999"), 6, "there is no claim or event 'c999' in this ledger"),
        (("undo", "j999"), 6, "there is no judgement 'j999' in this ledger"),
        (("wrong-status", "BREAD", "--to", "maybe"), 2, "no such status: 'maybe'; one of happened"),
        (("not-an-event", "BREAD", "--on", "today"), 2, "must be a day such as 2024-10-18, not 'today'"),
        (("not-an-event", "BREAD", "--words", "x"), 2, "--words and --source belong to 'missed'"),
        (("missed", "REPORT", "--words", "zzz"), 2, "the words 'zzz' do not stand in report"),
        (("missed", "REPORT", "--words", "a"), 2, "times in report"),
        (("missed", "REPORT", "--words", "Bread is dear", "--source", "Nobody"), 2, "name the source in words of"),
    ],
)
def test_what_makes_no_sense_changes_nothing(there, line, code, told):
    stand_ins = {"SHIP": event("seized").id, "BREAD": event("Bread").id, "REPORT": story()[4].report.id}
    done = there("judge", *(stand_ins.get(word, word) for word in line), "--by", "ana")
    assert (done.exit_code, done.stdout) == (code, "")
    assert told in squeezed(done.stderr)
    assert log() == ()


def test_no_ledger_is_made_by_judging(there, tmp_path):
    done = there("judge", "log", "--ledger", str(tmp_path / "none.db"))
    assert done.exit_code == 5
    assert not (tmp_path / "none.db").exists()


# review


def test_review_lists_without_asking_where_nobody_sits(there):
    shown = squeezed(there("review").stdout)
    assert "Was each number read rightly? 23 against 25 crew" in shown
    assert "left Norland Intelligence Service Levant Wire · 1 Mar 2025" in shown
    assert log() == ()


def test_review_as_json(there):
    plain = json.loads(there("review", "--json", "act:seize").stdout)
    assert [q["kind"] for q in plain["questions"]].count("number") == 1
    assert there("review", "party:nobody").stdout == "Nothing is open.\n"


def test_review_asks_and_writes_down_each_answer(there):
    asked = ["review", "--ask", "act:seize", *BY_ANA]
    number = [q["kind"] for q in json.loads(there("review", "act:seize", "--json").stdout)["questions"]].index(
        "number"
    )
    done = there(*asked, input="\n" * number + "what\nl\nq\n")
    assert done.exit_code == 0, done.stderr
    assert "'what' is no answer: one of l, r, b, n, u, q, or Enter" in done.stderr
    [made] = log()
    assert (made.kind, made.by, made.on) == ("wrong-value", "ana", "2031-04-01")
    with Ledger("accordingto.db") as ledger:
        assert len([o for e in ledger.events() for o in e.observations]) == 1


def test_review_undoes_the_last_answer(there):
    number = [q["kind"] for q in json.loads(there("review", "--json").stdout)["questions"]].index("number")
    skip = "\n" * number
    done = there("review", "--ask", *BY_ANA, input=f"{skip}b\nu\nr\nq\n" if _more(there) else f"{skip}b\n")
    assert done.exit_code == 0, done.stderr
    assert "judged, by ana." in done.stdout
    assert log()[0].kind == "as-read"


def _more(there):
    """Whether a question comes after the one on numbers, at which the last answer can be undone."""
    kinds = [q["kind"] for q in json.loads(there("review", "--json").stdout)["questions"]]
    return kinds.index("number") < len(kinds) - 1


def test_a_judgement_by_the_review_is_one_by_judge(there):
    with Ledger("accordingto.db") as ledger:
        ledger.judge("wrong-value", key(story()[0]), **BY)
    kinds = [q["kind"] for q in json.loads(there("review", "--json").stdout or "{}").get("questions", [])]
    assert "number" not in kinds
