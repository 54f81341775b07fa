"""What must hold of any reconciliation, over arbitrary readings and over small stories that hang together."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.model.claim import Source, claim_key
from accordingto.model.codec import canonical, from_plain, to_plain
from accordingto.model.event import Reconciliation
from accordingto.reconciliation import reconcile
from tests.strategies import readings as any_reading
from tests.unit.reconciliation.make import SEIZE, denies, own_table, reading, says

CLAUSES = (
    ("guards seized the tanker Halcyon Star in the strait", "seized", SEIZE),
    ("a fire destroyed the old mill above the town of Vard", "destroyed", ("ASSAULT", "destroy", "destroy")),
)
SOURCES = (
    Source("Norland Intelligence Service", "state_body", bloc="Norland"),
    Source("Norland Defence Ministry", "state_body", bloc="Norland"),
    Source("Helion Shipping", "company"),
    Source("Levant Wire", "agency"),
    Source("an official", "official", anonymous=True),
    Source("Norland and Tarsia", "state_body", bloc="Norland;Tarsia"),
)
DAYS = st.integers(1, 9).map(lambda d: f"2025-03-0{d}")
OUTLETS = st.sampled_from(("Adran Courier", "Morning Tribune", "Levant Wire", "Evening Lamp"))
SMALL = settings(max_examples=40, deadline=None)


@st.composite
def tellings(draw, denial=None):
    clause, anchor, event = draw(st.sampled_from(CLAUSES))
    by = draw(st.sampled_from(SOURCES))
    outlet, day = draw(OUTLETS), draw(DAYS)
    denied = draw(st.booleans()) if denial is None else denial
    chain = (draw(st.sampled_from(SOURCES)),) if not denied and draw(st.booleans()) else ()
    who = ", ".join(s.name for s in (*chain, by))
    text = f"{outlet}, {day}. {who} {'denied' if denied else 'said'}: {clause}."
    if denied:
        return reading(text, outlet, day, denies(clause, anchor, by, event=event))
    return reading(text, outlet, day, says(clause, anchor, *chain, by, event=event))


STORIES = st.lists(tellings(), min_size=1, max_size=6, unique_by=lambda r: r.report.id)
SAID = st.lists(tellings(denial=False), min_size=1, max_size=6, unique_by=lambda r: r.report.id)


def as_bytes(found):
    return canonical(to_plain(found))


def event_with(found, key):
    return next(e for e in found.events if key in e.claims)


def consistent(found, readings):
    told = sorted(c for e in found.events for c in e.claims)
    assert told == sorted({claim_key(r.report.id, c) for r in readings for c in r.claims})
    events, parties = {e.id: e for e in found.events}, {p.id: p for p in found.parties}
    supports = {s.id: s for s in found.supports}
    assert len(events) == len(found.events) and len(supports) == len(found.supports)
    assert len(parties) == len(found.parties)
    for s in found.supports:
        assert s.claim in events[s.event].claims and s.report in events[s.event].reports
        assert s.chain[-1] == s.party and set(s.chain) <= parties.keys()
        text = next(r.report.text for r in readings if r.report.id == s.report)
        assert s.span.holds_in(text)
    for e in found.events:
        mine = [s for s in found.supports if s.event == e.id]
        counted = {s.party for s in mine if s.stance == "support" and parties[s.party].counts}
        assert 0 <= e.strict <= e.lenient <= max(0, 2 * len(counted))
        assert set(e.origins) <= counted
        assert (e.lenient == 0) == (e.origin_state == "not recorded")
        assert e.report_lines <= len(e.reports)
        assert e.standing == (e.history[-1].standing if e.history else "unsupported")
        assert all(set(h.because) <= supports.keys() for h in e.history)
    for c in found.conflicts:
        assert supports[c.left].event == supports[c.right].event


@SMALL
@given(st.lists(any_reading(), max_size=4))
def test_any_readings_give_a_consistent_result(readings):
    unique = list({r.report.id: r for r in readings}.values())
    found = reconcile(unique)
    consistent(found, unique)
    assert as_bytes(reconcile(list(reversed(unique)))) == as_bytes(found)
    assert from_plain(Reconciliation, to_plain(found)) == found


@SMALL
@given(STORIES, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(readings, chance):
    found = reconcile(readings)
    consistent(found, list({r.report.id: r for r in readings}.values()))
    mixed = [*readings, *readings[:2]]
    chance.shuffle(mixed)
    assert as_bytes(reconcile(mixed)) == as_bytes(found)


@SMALL
@given(SAID)
def test_a_copy_adds_no_origin_and_no_line(readings):
    before = reconcile(readings)
    origin = readings[0]
    text = origin.report.text + " We add a line of our own to this."
    later = f"2025-03-{int(origin.report.published[-2:]) + 1:02d}"
    copied = replace(
        origin, report=replace(origin.report, id="r-copy", text=text, outlet="Copycat", published=later)
    )
    after = reconcile([*readings, copied])
    for claim in origin.claims:
        key = claim_key(origin.report.id, claim)
        one, two = event_with(before, key), event_with(after, key)
        assert two.strict <= one.strict
        assert two.report_lines <= one.report_lines
        assert claim_key("r-copy", claim) in two.claims


@SMALL
@given(STORIES, OUTLETS)
def test_a_mere_relay_adds_no_origin(readings, outlet):
    source = SOURCES[0]
    clause, anchor, event = CLAUSES[0]
    direct = reading(
        f"The service told us that {clause}.",
        "First Hand",
        "2025-03-01",
        says(clause, anchor, source, event=event),
    )
    key = claim_key(direct.report.id, direct.claims[0])
    wire = Source("Relay Wire", "agency")
    text = f"In its late issue {outlet} has it from Relay Wire, which has it from the service: {clause}."
    relay = reading(text, outlet, "2025-03-09", says(clause, anchor, wire, source, event=event))
    before, after = reconcile([*readings, direct]), reconcile([*readings, direct, relay])
    one, two = event_with(before, key), event_with(after, key)
    own = {p.id for p in after.parties if p.name in ("Relay Wire", outlet)}
    assert not own & set(two.origins)
    # a relay may show that two groups of claims are one happening; by itself it is no origin
    if set(two.claims) - {claim_key(relay.report.id, c) for c in relay.claims} == set(one.claims):
        assert two.strict <= one.strict


def stands(found):
    """Who takes which stand on which claim, by name: a group of unnamed speakers takes its id from its first."""
    names = {p.id: p.name for p in found.parties}
    return {(s.claim, names[s.party], s.stance) for s in found.supports}


@SMALL
@given(
    st.lists(tellings(denial=False), min_size=1, max_size=5, unique_by=lambda r: r.report.id),
    st.lists(tellings(denial=True), min_size=1, max_size=3),
)
def test_a_denial_deletes_no_support(said, denied):
    assert stands(reconcile(said)) <= stands(reconcile([*said, *denied]))


@SMALL
@given(tellings(denial=False), st.text(max_size=40))
def test_a_table_of_numbers_is_no_story(one, seed):
    other = reading(
        "Bread is dear in Adran." + own_table(seed), "Z", "2025-03-01", says("Bread is dear", "dear", SOURCES[2])
    )
    assert len(reconcile([one, other]).events) == 2
