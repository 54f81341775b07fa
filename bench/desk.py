"""Speed of the desk: how long each page takes over a made-up ledger of so many claims, in one process.

    python -m bench.desk [--claims 10000] [--rounds 20] [--keep FILE] [--json]

The ledger is made without the reader and without reconciliation: reports of one template with readings and
events of this module's making, twenty claims to an event on average (half of the events have fewer than five, one
has 300).
They go through the ledger's own door (`add`, then the derived tables as after any reconciliation), so that what is
asked is what a grown ledger answers. A ledger that is kept is used again, its derived tables made anew where this
version of the program has others. Times are those of whole answers inside the process (p50 and p95 over the
rounds, after one answer that is not counted), and of the processor alone (p50); sizes are those of the answers,
plain and as gzip would send them.
"""

import argparse
import gzip
import json
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

from fastapi.testclient import TestClient

from accordingto.ledger import Ledger
from accordingto.model.claim import (
    Attribution,
    Claim,
    Entity,
    EventType,
    Mention,
    Participant,
    PlaceRole,
    Provenance,
    Reading,
    Source,
    claim_key,
)
from accordingto.model.event import (
    Change,
    Event,
    Grade,
    Observation,
    Party,
    Reconciliation,
    Support,
)
from accordingto.model.text import Receipt, Report, Sentence, Span, report_id
from accordingto.model.values import Place, Quantity
from accordingto.resources import table
from accordingto.views.http import application

SEED = 8
PER_REPORT = 10
LARGE = 300
Part = tuple["Told", str, str, Mapping[str, str]]
ACTS = ("ASSAULT", "MOBILIZE", "AID", "ACCUSE", "AGREE", "KILL")


@dataclass(frozen=True, slots=True)
class Told:
    """A claim to be made: of which event, by which party."""

    event: int
    party: int
    denied: bool


def main() -> None:
    """Make the ledger, ask for each page, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--keep", type=Path, help="the ledger to make, or to use where it is there already")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "desk.db"
        make(path, given.claims)
        figures = measured(path, given.rounds)
    if given.json:
        print(json.dumps(figures, indent=2))
        return
    print(f"{figures['claims']:,} claims, {figures['events']:,} events, {figures['reports']:,} reports")
    for name, page in figures["pages"].items():
        print(
            f"{name:24} p50 {page['p50_ms']:6.1f}  p95 {page['p95_ms']:6.1f}  cpu {page['cpu_ms']:6.1f} ms"
            f"  {page['gz']:8,} B gz"
        )
    print(f"first load before the map: {figures['first_load_gz']:,} B gz")


def make(path: Path, claims: int) -> None:
    """A ledger of so many claims at `path`, where it is not there yet; the same number gives the same ledger."""
    if path.exists():
        with Ledger(path) as ledger:
            if not ledger.stale():
                return
    readings, whole = story(claims)
    known = {r.report.id: r for r in readings}
    receipts = [Receipt(r.report, r.report.text.encode(), f"made-up:{n}") for n, r in enumerate(readings)]
    with Ledger(path) as ledger:
        if len(ledger.reports()) < len(readings):
            ledger.add(["made-up"], take_in=lambda *_a, **_k: iter(receipts), read=lambda report: known[report.id])
        ledger.reconcile(reconcile=lambda *_a, **_k: whole)


def story(claims: int) -> tuple[tuple[Reading, ...], Reconciliation]:
    """Readings and what follows from them, made up with a fixed seed."""
    random = Random(SEED)
    towns = [row for row in table("world/places.tsv") if row["lat"]][:: 49_000 // 400]
    parties = tuple(
        Party(f"p{n:04}", f"Office {n} of the Coast", "state_body", n % 7 == 0, f"Bloc {n // 2}")
        for n in range(max(200, claims // 50))
    )
    told = list(_told(claims, random, len(parties)))
    random.shuffle(told)
    readings = tuple(
        _reading(n, told[at : at + PER_REPORT], parties, towns)
        for n, at in enumerate(range(0, len(told), PER_REPORT))
    )
    return readings, _whole(readings, told, parties)


def _told(claims: int, random: Random, parties: int) -> Iterator[Told]:
    left, event = claims, 0
    while left > 0:
        size = LARGE if event == 0 else min(left, int(random.paretovariate(0.62)), 250)
        for n in range(min(size, left)):
            yield Told(
                event,
                int(parties * random.random() ** 2) if n else event % parties,
                n > 2 and random.random() < 0.1,
            )
        left -= size
        event += 1


def _reading(
    number: int, told: Sequence[Told], parties: Sequence[Party], towns: Sequence[Mapping[str, str]]
) -> Reading:
    parts = []
    for t in told:
        town = towns[t.event % len(towns)]
        verb = "denied" if t.denied else "said"
        owner = parties[(t.event * 7 + number % 3) % len(parties)].name
        clause = f"{100 + t.event} boats of {owner} left {town['name']}"
        parts.append((t, f"{parties[t.party].name} {verb} that", clause, town))
    text = "\n".join(f"{head} {clause}." for _, head, clause, _ in parts)
    day = f"2025-{1 + number % 12:02}-{1 + number % 28:02}"
    known = {"url": None, "outlet": f"Outlet {number % 60}", "published": day, "title": f"Report {number}"}
    report = Report(id=report_id(text=text, **known), text=text, language="en", **known)
    return _read(report, parts, parties)


def _read(report: Report, parts: Sequence[Part], parties: Sequence[Party]) -> Reading:
    at, text = 0, report.text
    attributions, claims, places, quantities, sentences = [], [], [], [], []
    mentions: list[Mention] = []
    for n, (told, head, clause, town) in enumerate(parts):
        begin = at + len(head) + 1
        name = parties[told.party].name
        cue = Span.of(text, at + len(name) + 1, begin - 6)
        whole = Span.of(text, begin, begin + len(clause))
        figure = Span.of(text, begin, begin + 3 + len(str(100 + told.event)) - 3)
        spot = Span.of(text, begin + len(clause) - len(town["name"]), begin + len(clause))
        lat, lon = float(town["lat"]), float(town["lon"])
        places.append(Place(f"p{n}", spot, town["name"], None, town["country"], lat, lon, "city", "settlement"))
        value = float(100 + told.event)
        quantities.append(Quantity(f"q{n}", figure, value, value, value, "=", "boats"))
        source = Source(name, "state_body")
        attributions.append(
            Attribution(f"a{n}", "indirect", "deny" if told.denied else "say",
                        (Span.of(text, at, at + len(name)),), (cue,), (whole,), source)
        )  # fmt: skip
        left = begin + clause.index(" left ") + 1
        owner = Span.of(text, begin + clause.index("Office"), left - 1)
        mentions.append(Mention(f"m{n}", owner, "name", "organisation", f"n{n}"))
        claims.append(
            Claim(f"c{n}", f"a{n}", Span.of(text, left, left + 4), whole, clause,
                  EventType(ACTS[told.event % len(ACTS)]), "happened", {name: -3 if told.denied else 3},
                  participants=(Participant("actor", owner.quote, owner, f"m{n}"),),
                  places=(PlaceRole(f"p{n}", "location"),), quantities=(f"q{n}",))
        )  # fmt: skip
        sentences.append(Sentence(at, begin + len(clause) + 1))
        at = begin + len(clause) + 2
    return Reading(
        Provenance("made-up", "none", "none"), report, tuple(sentences), tuple(mentions),
        tuple(Entity(m.entity or "", m.span.quote, m.type) for m in mentions), tuple(places), (),
        tuple(quantities), tuple(attributions), tuple(claims),
    )  # fmt: skip


def _whole(readings: Sequence[Reading], told: Sequence[Told], parties: tuple[Party, ...]) -> Reconciliation:
    supports: dict[int, list[Support]] = {}
    number = 0
    for reading in readings:
        for claim in reading.claims:
            t = told[number]
            supports.setdefault(t.event, []).append(
                Support(
                    id=f"s{number}", event=f"e{t.event}", claim=claim_key(reading.report.id, claim),
                    report=reading.report.id, party=f"p{t.party:04}", stance="deny" if t.denied else "support",
                    chain=(f"p{t.party:04}",), span=claim.span, said_on=reading.report.published,
                    status="happened",
                    value=-3 if t.denied else 3,
                    quantities=tuple(q for q in reading.quantities if q.id in claim.quantities),
                )
            )  # fmt: skip
            number += 1
    events = tuple(_event(n, found, len(parties)) for n, found in sorted(supports.items()))
    return Reconciliation(parties, events, tuple(s for found in supports.values() for s in found))


def _event(number: int, found: Sequence[Support], parties: int) -> Event:
    reports = tuple(dict.fromkeys(s.report for s in found))
    origins = tuple(dict.fromkeys(s.party for s in found if s.stance == "support"))
    deniers = tuple(dict.fromkeys(s.party for s in found if s.stance == "deny"))
    standing = ("corroborated" if len(origins) > 1 else "reported") + ("+disputed" if deniers else "")
    days = sorted(s.said_on or "" for s in found)
    return Event(
        f"e{number}", f"{found[0].span.quote} on the night of the {number}th convoy",
        EventType(ACTS[number % len(ACTS)]), tuple(s.claim for s in found),
        ("boats", f"Office {number * 7 % parties} of the Coast"),
        (found[0].span.quote.partition("left ")[2],), days[0], days[-1], len(origins), len(origins),
        "independent" if len(origins) > 1 else "single origin", origins, deniers, reports, len(reports),
        len(reports) / max(1, len(origins)), standing, (Change(days[0], standing, (found[0].id,)),),
        Grade("F", 3, ("made up",)),
        tuple(Observation(s.claim, s.party, s.report, s.said_on, q) for s in found for q in s.quantities),
    )  # fmt: skip


def measured(path: Path, rounds: int) -> dict[str, Any]:
    """Times and sizes of every page over the ledger at `path`."""
    with Ledger(path, read_only=True) as ledger:
        client = TestClient(application(ledger), base_url="http://localhost")
        facts = client.get("/v1/events?limit=1").json()
        report = client.get("/v1/events/e0").json()["reports"][0]["id"]
        pages = {
            "desk": "/", "desk, narrowed": "/?standing=disputed&order=changed",
            "desk, searched": "/?q=boats+convoy",
            "event of 300 mentions": "/events/e0", "event of a few": "/events/e9", "report": f"/reports/{report}",
            "sources": "/sources", "source": "/sources/p0001", "map": "/map", "API: events": "/v1/events",
            "API: search": "/v1/search?q=boats", "API: suggestions": "/v1/suggestions?begin=con",
        }  # fmt: skip
        figures = {name: _timed(client, address, rounds) for name, address in pages.items()}
        claims = sum(len(e["claims"]) for e in facts["events"])
        assets = [files("accordingto.views").joinpath("web", "static", n) for n in ("style.css", "desk.js")]
        sent = sum(len(gzip.compress(a.read_bytes())) for a in assets)
        with ledger.events_view() as connection:
            from accordingto.ledger.desk import totals

            whole = totals(connection)
        assert claims
        return {
            "claims": whole.claims, "events": whole.events, "reports": whole.reports, "pages": figures,
            "first_load_gz": sent + figures["desk"]["gz"],
        }  # fmt: skip


def _timed(client: TestClient, address: str, rounds: int) -> dict[str, float]:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code} {answer.text[:300]}")
    times, spent = [], []
    for _ in range(rounds):
        begun, busy = time.perf_counter(), time.process_time()
        client.get(address)
        times.append((time.perf_counter() - begun) * 1000)
        spent.append((time.process_time() - busy) * 1000)
    times.sort()
    return {
        "p50_ms": round(times[len(times) // 2], 1),
        "p95_ms": round(times[min(len(times) - 1, int(len(times) * 0.95))], 1),
        "cpu_ms": round(sorted(spent)[len(spent) // 2], 1),
        "bytes": len(answer.content),
        "gz": len(gzip.compress(answer.content)),
    }


if __name__ == "__main__":
    main()
