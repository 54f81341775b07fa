"""The founding report, read end to end. Its text is not ours to ship: collected where ../shared stands."""

import json
from functools import cache

import pytest

import accordingto
from bench.quality.floors import below, load
from bench.quality.tasks import measure
from tests.conftest import SEED

LEAST = {"all.link_50.f1": 0.60, "all.root_name_acc.acc": 0.80, "all.claim_50.r": 0.60}


@cache
def gold():
    return json.loads(SEED.read_text("utf-8").splitlines()[0])


@cache
def reading(published):
    return accordingto.read(gold()["text"], published=published)


@cache
def figures():
    return measure("seed", SEED)


@pytest.mark.parametrize("figure", LEAST)
def test_the_seed_is_read_well_enough(figure):
    assert figures().figures()[figure] >= LEAST[figure]


def test_no_figure_of_the_seed_falls_below_its_floor():
    floors = load()
    [floor] = [f for f in floors.floors if f.task == "seed"]
    assert list(below(floor, figures(), floors.epsilon)) == []


def kremlin():
    return [a for a in reading("2024-10-18").attributions if "kremlin" in a.root.name.lower()]


def test_the_kremlin_denies_what_others_report():
    read = reading("2024-10-18")
    [denial] = [a for a in kremlin() if a.act == "deny"]
    reported = [a for a in read.attributions if a.parent == denial.id]
    assert any("kyiv and Seoul" in s.quote for a in reported for s in a.source)
    denied = [c for c in read.claims if any("kremlin" in h.lower() and v < 0 for h, v in c.value_by.items())]
    assert denied


def test_the_kremlin_never_indicates_what_it_denies():
    assert not any("indicating" in s.quote for a in kremlin() for s in a.cue)


def test_no_year_is_invented_where_no_date_of_publication_is_given():
    assert all(t.begin is None and t.end is None for t in reading(None).times)
    assert not any(t.value.startswith("20") for t in reading(None).times)
    assert any(t.begin == "2024-10-18" for t in reading("2024-10-18").times)


def test_every_span_quotes_what_stands_there():
    read = reading("2024-10-18")
    spans = [s for a in read.attributions for role in (a.source, a.cue, a.content, a.evidence) for s in role]
    spans += [s for c in read.claims for s in (c.anchor, c.span, *c.evidence)]
    assert spans and all(s.holds_in(gold()["text"]) for s in spans)


def test_the_same_bytes_give_the_same_reading():
    again = accordingto.read(gold()["text"], published="2024-10-18")
    assert json.dumps(again.to_dict()) == json.dumps(reading("2024-10-18").to_dict())
