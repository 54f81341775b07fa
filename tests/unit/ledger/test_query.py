from dataclasses import replace

import pytest

from accordingto.errors import NotFound, QueryError
from accordingto.ledger import Filter, Ledger
from tests.unit.ledger import hand


def ids(events):
    return [event.id for event in events]


def test_events_come_in_the_stated_order(shared):
    assert ids(shared.events()) == ["e-sailed", "e-burned", "e-signed", "e-출항했다"]


def test_more_lenient_origins_come_first_among_equals(ledger):
    ledger.add(["reports"], take_in=hand.take_in, read=hand.read)

    def reconcile(readings, *, judgements=()):
        found = hand.reconcile(readings, judgements=judgements)
        lenient = {"e-signed": 5, "e-burned": 2}
        return replace(
            found, events=tuple(replace(e, lenient=lenient.get(e.id, e.lenient)) for e in reversed(found.events))
        )

    ledger.reconcile(reconcile=reconcile)
    assert ids(ledger.events()) == ["e-sailed", "e-signed", "e-burned", "e-출항했다"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"place": "Port Adran"}, ["e-sailed"]),
        ({"place": "port"}, ["e-sailed"]),
        ({"place": "por"}, []),
        ({"place": "saint evreux"}, ["e-burned"]),
        ({"place": "AD"}, ["e-sailed", "e-burned"]),
        ({"place": "%"}, None),
        ({"actor": "HALCYON"}, ["e-sailed"]),
        ({"actor": "함선"}, ["e-출항했다"]),
        ({"type": "transport"}, ["e-sailed", "e-출항했다"]),
        ({"type": "signed"}, ["e-signed"]),
        ({"status": "happened"}, ["e-sailed", "e-burned", "e-signed", "e-출항했다"]),
        ({"status": "planned"}, []),
        ({"standing": "reported"}, ["e-sailed", "e-burned", "e-signed", "e-출항했다"]),
        ({"standing": "reported+disputed"}, ["e-sailed"]),
        ({"standing": "disputed"}, ["e-sailed"]),
        ({"standing": "corroborated"}, []),
        ({"outlet": "gazette"}, ["e-sailed"]),
        ({"outlet": "phare d evreux"}, ["e-burned"]),
        ({"min_origins": 1}, ["e-sailed", "e-burned", "e-signed", "e-출항했다"]),
        ({"min_origins": 2}, []),
        ({"since": "2031-03-04"}, ["e-burned", "e-출항했다"]),
        ({"until": "2031-03-01"}, ["e-sailed"]),
        ({"since": "2031-03-01", "until": "2031-03-04"}, ["e-sailed", "e-burned"]),
        ({"limit": 2}, ["e-sailed", "e-burned"]),
        ({"limit": 2, "offset": 1}, ["e-burned", "e-signed"]),
        ({"offset": 3}, ["e-출항했다"]),
        ({"place": "AD", "type": "ASSAULT"}, ["e-burned"]),
        ({"place": "AD", "outlet": "Hanbit"}, []),
    ],
)
def test_a_filter_leaves_the_events_that_meet_every_condition(shared, wanted, found):
    if found is None:
        with pytest.raises(QueryError, match="names nothing"):
            Filter(**wanted)
    else:
        assert ids(shared.events(Filter(**wanted))) == found


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"status": "maybe"}, "no such status: 'maybe'; one of happened, ongoing"),
        ({"standing": "confirmed"}, "no such standing: 'confirmed'"),
        ({"standing": "reported+"}, "no such standing"),
        ({"since": "last week"}, "since must be a day such as"),
        ({"until": "2031-02-30"}, "until must be a day such as"),
        ({"since": "2031-03-02", "until": "2031-03-01"}, "no day lies between"),
        ({"min_origins": -1}, "count from 0"),
        ({"offset": -1}, "count from 0"),
        ({"limit": 0}, "leaves nothing"),
        ({"actor": ""}, "names nothing"),
        ({"outlet": "..."}, "names nothing"),
        ({"type": " "}, "names nothing"),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(wanted, told):
    with pytest.raises(QueryError, match=told):
        Filter(**wanted)


@pytest.mark.parametrize("kind", ["type", "act"])
def test_a_kind_that_nobody_knows_is_refused_with_those_that_are_known(shared, kind):
    with pytest.raises(QueryError, match=f"no such {kind}: 'trans'; one of .*, deploy-troops, .*signed") as told:
        shared.events(Filter(**{kind: "trans"}))
    assert ("MOBILIZE" in str(told.value)) == (kind == "type")
    assert shared.events(Filter(act="Arrest")) == shared.events(Filter(type="mobilize")) == ()


def test_one_event_by_its_id_or_the_beginning_of_it(shared):
    assert shared.event("e-sailed") == shared.event("e-sa")
    with pytest.raises(QueryError, match="more than one event: e-burned, e-sailed, e-signed and others"):
        shared.event("e-")
    with pytest.raises(NotFound, match="no event 'x'"):
        shared.event("x")


def test_the_supports_and_conflicts_of_one_event(shared):
    supports = shared.supports("e-sa")
    assert [s.stance for s in supports] == ["support", "deny", "support"]
    assert {s.event for s in supports} == {"e-sailed"}
    assert len(shared.supports()) == 6
    assert len(shared.conflicts("e-sailed")) == len(shared.conflicts()) == 2
    assert shared.conflicts("e-burned") == ()
    for ask in (shared.supports, shared.conflicts):
        with pytest.raises(NotFound):
            ask("x")


def test_sources_are_counted(shared):
    found = {s.party.name: (s.attributions, s.supported, s.denied, s.reports) for s in shared.sources()}
    assert found == {
        "The Harbour Ministry": (2, 1, 0, 2),
        "Tarsia": (1, 0, 1, 1),
        "A café owner": (1, 1, 0, 1),
        "국가정보원은": (1, 1, 0, 1),
        "=HYPERLINK(1)": (1, 1, 0, 1),
    }
    assert next(s.party.name for s in shared.sources()) == "The Harbour Ministry"
    assert [s.party.name for s in shared.sources()][1:] == sorted(n for n in found if n != "The Harbour Ministry")


def test_sources_count_the_reading_in_force_only(story):
    story.reread(read=lambda r: replace(hand.read(r), sentences=()))
    story.reconcile(reconcile=hand.reconcile)
    found = {s.party.name: s.attributions for s in story.sources()}
    assert found["The Harbour Ministry"] == 2


def test_an_empty_ledger_answers_emptily(path):
    with Ledger(path) as ledger:
        ledger.reconcile(reconcile=hand.reconcile)
        assert (
            ledger.events() == ledger.parties() == ledger.sources() == ledger.search("x") == ledger.who("x") == ()
        )
        assert ledger.reports() == ledger.rejects() == ledger.conflicts() == ledger.near_copies() == ()
