"""What must hold of any judgements on any small story: undone, it is as if they had not been made."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.ledger import Filter, Ledger, verify
from accordingto.ledger.filter import STANDINGS
from accordingto.model.claim import STATUSES
from accordingto.model.codec import canonical, to_plain
from accordingto.reconciliation import reconcile
from tests.made_ledger import fill, state
from tests.properties.test_reconciliation import STORIES

SMALL = settings(max_examples=10, deadline=None)
BY = {"by": "A. Nalyst", "on": "2031-04-01"}


@st.composite
def decisions(draw):
    """So many decisions, each a kind with numbers that stand for targets."""
    kinds = st.sampled_from(["same", "different", "not-an-event", "wrong-value", "wrong-status", "not-this-source",
                             "as-read", "missed"])  # fmt: skip
    return draw(
        st.lists(st.tuples(kinds, st.integers(0, 99), st.integers(0, 99), st.booleans()), min_size=1, max_size=5)
    )


def decide(ledger, kind, one, two, whole):
    """Makes the decision on what the numbers point at; None where it makes no sense there."""
    events = ledger.events()
    if not events:
        return None
    claims = sorted(c for e in events for c in e.claims)
    left = events[one % len(events)].id if whole else claims[one % len(claims)]
    right = events[two % len(events)].id if whole else claims[two % len(claims)]
    if kind in ("same", "different"):
        return None if left == right else ledger.judge(kind, left, right, **BY)
    if kind in ("not-an-event", "as-read"):
        return ledger.judge(kind, left, **BY)
    if kind == "missed":
        report = ledger.reports()[one % len(ledger.reports())]
        start = report.text.index(":") + 2
        return ledger.judge(kind, f"{report.id}:{start}-{start + 20}", **BY)
    value = STATUSES[two % len(STATUSES)] if kind == "wrong-status" else None
    return ledger.judge(kind, claims[one % len(claims)], value=value, **BY)


@SMALL
@given(STORIES, decisions(), st.randoms(use_true_random=False))
def test_undoing_restores_exactly_what_was_before(readings, wanted, chance):
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "a.db") as ledger:
        fill(ledger, readings)
        first = state(ledger)
        made = []
        for decision in wanted:
            before = state(ledger)
            judgement = decide(ledger, *decision)
            if judgement is None:
                continue
            after = state(ledger)
            undone = ledger.withdraw(judgement.id, **BY)
            assert state(ledger) == before
            redone = ledger.withdraw(undone.id, **BY)
            assert state(ledger) == after
            assert redone.left == undone.id
            made.append(judgement)
        assert verify(ledger) == ()
        chance.shuffle(made)
        for judgement in made:
            ledger.withdraw(judgement.id, **BY)
        assert state(ledger) == first
        assert ledger.judgements() == ()


@SMALL
@given(STORIES, decisions())
def test_who_judged_and_when_changes_no_result(readings, wanted):
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "a.db") as ledger:
        fill(ledger, readings)
        for decision in wanted:
            decide(ledger, *decision)
        held = ledger.judgements()
        kept = [ledger.reading(r.id) for r in ledger.reports()]
    from dataclasses import replace

    other = [
        replace(j, by="Somebody", on=f"20{90 - n}-01-01", id=f"j{99 - n}", note="x") for n, j in enumerate(held)
    ]
    one, two = (canonical(to_plain(reconcile(kept, judgements=made))) for made in (held, other))
    assert one == two


@SMALL
@given(STORIES, st.integers(1, 9))
def test_a_past_day_is_a_ledger_of_what_was_published_by_then(readings, number):
    day = f"2025-03-0{number}"
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger(Path(folder) / "a.db") as whole,
        Ledger(Path(folder) / "b.db") as early,
    ):
        fill(whole, readings)
        fill(early, [r for r in readings if r.report.published <= day])
        untouched = state(whole)
        with whole.asof(day) as past:
            assert state(past) == state(early)
            assert [r.id for r in past.reports()] == [r.id for r in early.reports()]
        assert state(whole) == untouched
        assert whole.diff("2025-03-10").differences == ()
        since_ever = whole.diff("2025-01-01").differences
        assert {d.event.id for d in since_ever} == {e.id for e in whole.events()}
        assert {d.kind for d in since_ever} <= {"new"}


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=20).filter(
    lambda s: any(c.isalnum() for c in s)
)
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "place": WORDS,
        "party": WORDS,
        "outlet": WORDS,
        "words": WORDS,
        "act": WORDS,
        "status": st.sampled_from(STATUSES),
        "standing": st.sampled_from(STANDINGS),
        "min_origins": st.integers(0, 9),
        "since": st.sampled_from(["2025-03-01", "2025-03-02"]),
        "limit": st.integers(1, 99),
        "offset": st.integers(0, 99),
    },
)


@given(FILTERS)
def test_a_filter_is_what_its_line_says(fields):
    try:
        wanted = Filter(**fields)
    except Exception:  # noqa: BLE001 - what makes no sense is refused elsewhere
        return
    assert Filter.parse(str(wanted)) == wanted


@given(st.text(max_size=40))
def test_any_line_is_a_filter_or_is_refused_in_words(line):
    from accordingto.errors import QueryError

    try:
        Filter.parse(line)
    except QueryError as error:
        assert str(error)
