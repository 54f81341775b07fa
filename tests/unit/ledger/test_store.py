from dataclasses import replace

import pytest

from accordingto.errors import DamagedInput, IntakeError, LedgerError, NotFound, QueryError, ResourceError
from accordingto.ledger import Ledger, verify
from accordingto.model.text import Reject
from tests.unit.ledger import hand


def feed(*receipts):
    """A take_in that gives these receipts, whatever is asked for."""

    def take_in(_where, *, retrieved=None):
        del retrieved
        yield from receipts

    return take_in


def add(ledger, *receipts, read=hand.read, **rest):
    return ledger.add(["x"], take_in=feed(*receipts), read=read, **rest)


def refuses(error):
    def read(_report):
        raise error

    return read


# add


def test_added_reports_come_back_as_they_were_taken_in(ledger):
    done = ledger.add(["reports"], take_in=hand.take_in, read=hand.read)
    assert (done.added, done.read, done.already, done.unread, done.rejected, done.rejects) == (5, 5, 0, 0, 0, ())
    assert ledger.reports() == tuple(r.report for r in hand.STORY)
    for receipt in hand.STORY:
        assert ledger.report(receipt.report.id) == receipt.report
        assert ledger.reading(receipt.report.id) == hand.read(receipt.report)
        assert ledger.raw(receipt.report.id) == receipt.raw
    assert verify(ledger) == ()


def test_adding_again_passes_over_what_is_there_without_reading_it(ledger):
    ledger.add(["reports/one.txt"], take_in=hand.take_in, read=hand.read)
    read = []
    again = ledger.add(
        ["reports"], take_in=hand.take_in, read=lambda report: read.append(report) or hand.read(report)
    )
    assert (again.already, again.added, again.read) == (1, 4, 4)
    assert len(read) == 4
    assert len(ledger.reports()) == 5


def test_one_path_is_one_input(ledger):
    assert ledger.add("reports", take_in=hand.take_in, read=hand.read).added == 5


def test_what_is_acknowledged_is_already_in_the_file(ledger, path):
    seen = []

    def look(progress):
        with Ledger(path, read_only=True) as other:
            assert other.reading(progress.report).claims
            assert other.raw(progress.report)
        seen.append(progress)

    add(ledger, *hand.many(3), progress=look)
    assert [p.number for p in seen] == [1, 2, 3]
    assert [p.outcome for p in seen] == ["added"] * 3
    assert [p.where for p in seen] == ["many.jsonl:1", "many.jsonl:2", "many.jsonl:3"]


def test_progress_says_what_became_of_each_input(ledger):
    spanish = replace(hand.receipt("El barco zarpó."), where="es.txt")
    spanish = replace(spanish, report=replace(spanish.report, language="es"))
    told = []
    take_in = feed(hand.STORY[0], hand.STORY[0], spanish, Reject("b.bin", "it is binary"))
    ledger.add(["x"], take_in=take_in, read=hand.read, progress=told.append)
    assert [(p.outcome, p.where) for p in told] == [
        ("added", "reports/one.txt"),
        ("already", "reports/one.txt"),
        ("unread", "es.txt"),
        ("rejected", "b.bin"),
    ]
    assert told[3].report is None


def test_an_intake_that_fails_is_a_reject_and_the_next_input_is_taken_in(ledger):
    def take_in(where, *, retrieved=None):
        if where == "broken":
            yield hand.STORY[1]
            raise DamagedInput("broken: cut off in the middle")
        if where == "odd":
            raise KeyError("no such thing")
        yield from hand.take_in(where, retrieved=retrieved)

    done = ledger.add(["broken", "odd", "reports/one.txt"], take_in=take_in, read=hand.read)
    assert (done.added, done.rejected) == (2, 2)
    assert done.rejects == (
        Reject("broken", "broken: cut off in the middle"),
        Reject("odd", "intake failed: KeyError: 'no such thing'"),
    )
    assert ledger.rejects() == done.rejects


def test_rejects_are_listed_once_however_often_the_input_is_tried(ledger):
    for _ in range(3):
        ledger.add(["nothing.txt"], take_in=hand.take_in, read=hand.read)
    assert ledger.rejects() == (Reject("nothing.txt", "there is no such file: check the name"),)


def test_the_day_of_a_reject_is_the_one_that_the_caller_gives(ledger, path):
    ledger.add(["a"], take_in=hand.take_in, read=hand.read, retrieved="2031-04-01")
    ledger.add(["b"], take_in=hand.take_in, read=hand.read)
    rows = hand.rows(path, 'SELECT "where", day FROM rejects ORDER BY id')
    assert rows == [("a", "2031-04-01"), ("b", None)]


def test_retrieved_is_passed_on_to_intake(ledger):
    asked = []

    def take_in(where, *, retrieved=None):
        asked.append((where, retrieved))
        return ()

    ledger.add(["a"], retrieved="2031-04-01", take_in=take_in, read=hand.read)
    assert asked == [("a", "2031-04-01")]


def test_a_retrieved_that_is_no_date_is_refused_before_anything_is_taken_in(ledger):
    with pytest.raises(QueryError, match=r"retrieved must be a date such as .*'yesterday'"):
        ledger.add(["nothing"], retrieved="yesterday", take_in=hand.take_in, read=hand.read)
    assert ledger.rejects() == ()


def test_by_default_the_rooms_of_the_package_take_in_and_read(tmp_path):
    with Ledger(tmp_path / "real.db") as ledger:
        (tmp_path / "report.txt").write_text("Two ships sank off Selm, the navy said.", "utf-8")
        done = ledger.add([tmp_path / "report.txt", tmp_path / "nowhere.txt"], retrieved="2031-04-01")
        assert (done.added, done.read, done.rejected) == (1, 1, 1)
        [report] = ledger.reports()
        assert ledger.reading(report.id).attributions[0].root.name == "navy"
        assert ledger.raw(report.id) == b"Two ships sank off Selm, the navy said."
        assert verify(ledger) == ()


def test_the_number_of_processes_that_read_changes_nothing(tmp_path):
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text(f"Two ships sank off Selm, the navy said on day {n}.", "utf-8")
    found = []
    for jobs in (1, 2):
        with Ledger(tmp_path / f"{jobs}.db") as ledger:
            told = []
            ledger.add([tmp_path / f"{n}.txt" for n in range(3)], progress=told.append, jobs=jobs)
            found.append((told, [ledger.reading(r.id) for r in ledger.reports()]))
    assert found[0] == found[1]


# reports that cannot be read


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (IntakeError("too long"), "too long"),
        (ValueError("bad head"), "reader failed: ValueError: bad head"),
        (RecursionError("deep"), "reader failed: RecursionError: deep"),
        (MemoryError(), "reader failed: MemoryError: "),
        (ValueError("\ud800"), "reader failed: ValueError: \\ud800"),
    ],
)
def test_a_report_that_breaks_the_reader_is_kept_and_the_next_is_read(ledger, error, reason):
    def read(report):
        if report == hand.STORY[0].report:
            raise error
        return hand.read(report)

    done = add(ledger, hand.STORY[0], hand.STORY[1], read=read)
    assert (done.added, done.read, done.unread, done.rejected) == (2, 1, 1, 0)
    wanted = Reject("reports/one.txt", reason, "reading", hand.STORY[0].report.sha256)
    assert done.rejects == ledger.rejects() == (wanted,)
    assert ledger.report(hand.STORY[0].report.id) == hand.STORY[0].report
    assert ledger.raw(hand.STORY[0].report.id) == hand.STORY[0].raw
    with pytest.raises(NotFound, match="kept, but it has no reading") as told:
        ledger.reading(hand.STORY[0].report.id)
    assert reason in str(told.value)
    assert verify(ledger) == ()


def test_a_broken_installation_is_no_fault_of_the_report(ledger):
    with pytest.raises(ResourceError, match="reinstall"):
        add(ledger, hand.STORY[0], read=refuses(ResourceError("data/model is missing: reinstall")))
    assert ledger.reports() == ledger.rejects() == ()
    assert add(ledger, hand.STORY[0]).read == 1


def test_an_interrupt_is_not_swallowed(ledger):
    with pytest.raises(KeyboardInterrupt):
        add(ledger, *hand.many(1), read=refuses(KeyboardInterrupt()))


def altered(**changes):
    return lambda report: replace(hand.read(report), **changes)


@pytest.mark.parametrize(
    ("read", "reason"),
    [
        (lambda r: hand.damaged(hand.read(r)), "a span of the reading does not hold its words"),
        (altered(report=hand.STORY[1].report), "the reading is of another report"),
        (
            altered(claims=(hand.read(hand.STORY[0].report).claims[0],) * 2),
            "two claims of the reading have the same id",
        ),
        (altered(attributions=()), "rests on an attribution that is not in it: a0"),
        (altered(quantities=(replace(hand.read(hand.STORY[0].report).quantities[0], best=float("nan")),)), "JSON"),
    ],
)
def test_a_reading_that_is_not_anchored_in_its_report_is_not_kept(ledger, read, reason):
    done = add(ledger, hand.STORY[0], read=read)
    assert (done.added, done.unread) == (1, 1)
    assert reason in done.rejects[0].reason
    with pytest.raises(NotFound):
        ledger.reading(hand.STORY[0].report.id)


def test_half_a_surrogate_pair_is_rejected_with_the_field_that_has_it(ledger):
    done = add(ledger, hand.receipt("Half \ud83d a smile.", where="half.json:3"), hand.STORY[0])
    assert (done.added, done.rejected) == (1, 1)
    assert done.rejects[0].where == "half.json:3"
    assert "its text holds half of a surrogate pair" in done.rejects[0].reason


def test_a_report_without_text_is_rejected(ledger):
    done = add(ledger, hand.receipt(" \n "))
    assert (done.added, done.rejected) == (0, 1)
    assert "no text" in done.rejects[0].reason


# versions and re-reading


def page(text, published="2031-03-02"):
    return hand.receipt(text, url="https://gazette.invalid/live", outlet="Aldmere Gazette", published=published)


FIRST = page("The Harbour Ministry said the Halcyon sailed at dawn.")
SECOND = page("The Harbour Ministry said nothing of the kind, and the editors regret it.")


def test_another_text_at_the_same_address_is_a_new_version(ledger):
    add(ledger, FIRST, SECOND)
    assert ledger.reports() == (SECOND.report,)
    assert ledger.reports(versions=True) == (FIRST.report, SECOND.report)
    assert ledger.reading(FIRST.report.id) == hand.read(FIRST.report)
    assert ledger.report(FIRST.report.id) == FIRST.report


def test_only_the_latest_version_is_reconciled(ledger):
    add(ledger, FIRST)
    ledger.reconcile(reconcile=hand.reconcile)
    assert [e.id for e in ledger.events()] == ["e-sailed"]
    add(ledger, SECOND)
    seen = []
    ledger.reconcile(reconcile=lambda readings, judgements: seen.extend(readings) or hand.reconcile(readings))
    assert [r.report for r in seen] == [SECOND.report]
    assert ledger.events() == ()


def test_a_version_that_cannot_be_read_still_supersedes(ledger):
    add(ledger, FIRST)
    add(ledger, SECOND, read=refuses(ValueError("no")))
    ledger.reconcile(reconcile=hand.reconcile)
    assert ledger.events() == ()


def test_reports_without_an_address_are_never_versions_of_each_other(ledger):
    add(ledger, *hand.many(3))
    assert len(ledger.reports()) == 3


def shouting(report):
    reading = hand.read(report)
    return replace(reading, claims=tuple(replace(c, gloss=c.gloss.upper()) for c in reading.claims))


def test_a_reread_supersedes_and_keeps_the_earlier_reading(ledger, path):
    add(ledger, *hand.STORY[:2])
    done = ledger.reread(read=shouting)
    assert (done.read, done.already) == (2, 0)
    assert ledger.reading(hand.STORY[0].report.id) == shouting(hand.STORY[0].report)
    rows = hand.rows(path, "SELECT id, superseded_by FROM readings ORDER BY id")
    assert rows == [(1, 3), (2, 4), (3, None), (4, None)]
    assert verify(ledger) == ()


def test_the_same_reading_again_changes_nothing(ledger, path):
    add(ledger, *hand.STORY[:2])
    done = ledger.reread(read=hand.read)
    assert (done.read, done.already) == (0, 2)
    assert hand.rows(path, "SELECT count(*) FROM readings") == [(2,)]


def test_what_could_not_be_read_is_read_by_a_better_reader_and_leaves_the_rejects(ledger):
    add(ledger, hand.STORY[0], read=refuses(ValueError("no")))
    assert len(ledger.rejects()) == 1
    assert ledger.reread(read=refuses(ValueError("still not"))).unread == 1
    assert ledger.reread(read=hand.read).read == 1
    assert ledger.rejects() == ()
    assert ledger.reading(hand.STORY[0].report.id) == hand.read(hand.STORY[0].report)


# read-only ledgers


def test_a_ledger_that_is_only_read_answers_and_refuses_to_write(story, path):
    with Ledger(path, read_only=True) as reader:
        assert reader.events() == story.events()
        assert reader.search("depot")
        for write in (
            lambda: reader.add(["reports"], take_in=hand.take_in, read=hand.read),
            lambda: reader.reread(read=hand.read),
            lambda: reader.reconcile(reconcile=hand.reconcile),
            lambda: reader.judge("not-an-event", story.supports()[0].claim, by="A. Nalyst", on="2031-04-01"),
        ):
            with pytest.raises(LedgerError, match="open for reading only"):
                write()


def test_a_reader_shows_the_last_reconciliation_and_knows_that_it_is_stale(story, path):
    with Ledger(path, read_only=True) as reader:
        assert not reader.stale()
        add(story, *hand.many(1))
        assert reader.stale()
        assert len(reader.events()) == 4
        story.reconcile(reconcile=hand.reconcile)
        assert not reader.stale()


def test_a_reader_of_a_ledger_without_events_says_what_to_do(ledger, path):
    add(ledger, hand.STORY[0])
    with Ledger(path, read_only=True) as reader, pytest.raises(LedgerError, match="Open it once for writing"):
        reader.events()


# refreshing


def test_questions_bring_the_events_up_to_date(ledger):
    add(ledger, *hand.STORY[:1])
    assert [len(e.claims) for e in ledger.events()] == [2]
    add(ledger, *hand.STORY[1:2])
    assert [len(e.claims) for e in ledger.events()] == [3]
    assert not ledger.refresh()


def test_what_is_added_while_events_are_computed_waits_for_the_next_time(ledger):
    add(ledger, hand.STORY[0])

    def slow(readings, *, judgements=()):
        add(ledger, hand.STORY[1])
        return hand.reconcile(readings, judgements=judgements)

    ledger.reconcile(reconcile=slow)
    assert ledger.stale()
    assert ledger.refresh(reconcile=hand.reconcile)
    assert not ledger.stale()
    assert [len(e.claims) for e in ledger.events()] == [3]


def test_the_default_rooms_are_imported_only_when_they_are_needed(ledger, monkeypatch):
    calls = []
    monkeypatch.setattr("accordingto.ledger.store._intake", lambda: calls.append("intake") or hand.take_in)
    monkeypatch.setattr("accordingto.ledger.store._reader", lambda: calls.append("reader") or hand.read)
    ledger.add(["reports/one.txt"], read=hand.read)
    ledger.add(["reports/two.txt"], take_in=hand.take_in)
    assert calls == ["intake", "reader"]


def test_a_ledger_can_be_used_after_it_was_closed(story):
    story.close()
    assert len(story.events()) == 4
