"""How long reconciling takes as a ledger grows, on invented readings.

    python -m bench.reconcile [--claims N] [--json]

Stories of five reports are drawn with a fixed seed from invented words: each has a place, two parties and ten
happenings, which every report tells with other words around them. Nothing is read, so that only the reconciling is
timed: all from nothing, with the time for each claim beside that at a quarter of the size (`growth`: near 1 where
the time grows in line with the ledger).
"""

import argparse
import json
import random
import resource
import sys
import time
from datetime import date, timedelta

import accordingto
from accordingto.model.claim import (
    Attribution,
    Claim,
    EventType,
    Participant,
    PlaceRole,
    Provenance,
    Reading,
    Source,
)
from accordingto.model.text import Report, Sentence, Span
from accordingto.model.values import Place

REPORTS, HAPPENINGS = 5, 10
ACTS = (
    ("seized", "COERCE", "seize"), ("shelled", "ASSAULT", "attack"), ("visited", "CONSULT", "visit"),
    ("arrested", "COERCE", "arrest"), ("signed", "AGREE", "sign-agreement"), ("built", None, "build"),
    ("freed", "YIELD", "release-prisoners"),
    ("searched", None, "search"), ("left", None, "leave"), ("funded", "AID", "fund"),
)  # fmt: skip
SYLLABLES = (
    "bar",
    "dor",
    "fen",
    "gal",
    "hal",
    "jor",
    "kel",
    "lun",
    "mar",
    "nor",
    "pel",
    "quin",
    "ras",
    "sel",
    "tor",
)
START = date(2025, 1, 1)


def _name(draw: random.Random) -> str:
    return "".join(draw.choices(SYLLABLES, k=3)).capitalize()


def readings(claims: int, seed: int = 1) -> list[Reading]:
    """Invented readings with about so many claims."""
    draw = random.Random(seed)
    made: list[Reading] = []
    while len(made) * HAPPENINGS < claims:
        day = START + timedelta(days=draw.randrange(365))
        place, (one, other) = _name(draw), (_name(draw), _name(draw))
        told = [(*draw.choice(ACTS), draw.choice((one, other)), _name(draw).lower()) for _ in range(HAPPENINGS)]
        made += [_reading(f"r{len(made) + n}", day, place, told, draw) for n in range(REPORTS)]
    return made


def _reading(
    id_: str, day: date, place: str, told: list[tuple[str, str | None, str, str, str]], draw: random.Random
) -> Reading:
    filler = " ".join(_name(draw).lower() for _ in range(3))
    clauses = [f"{who} {verb} the {thing} {filler} near {place}" for verb, _, _, who, thing in told]
    source = Source(f"Ministry of {_name(draw)}", "state_body")
    text = "".join(f"{source.name} said {clause}.\n" for clause in clauses)
    report = Report(id_, text, outlet=_name(draw), published=day.isoformat(), language="en")
    sentences, places, said, found, at = [], [], [], [], 0
    for k, ((verb, type_, act, who, _), clause) in enumerate(zip(told, clauses, strict=True), 1):
        start = text.index(clause, at)
        span = Span.of(text, start, start + len(clause))
        anchor = Span.of(text, start + len(who) + 1, start + len(who) + 1 + len(verb))
        cue = Span.of(text, start - 5, start - 1)
        sentences.append(Sentence(at, span.end + 1))
        town = Span.of(text, span.end - len(place), span.end)
        places.append(Place(f"p{k}", town, place, precision="settlement"))
        said.append(
            Attribution(f"a{k}", "indirect", "say", (Span.of(text, at, start - 6),), (cue,), (span,), source)
        )
        found.append(
            Claim(
                f"c{k}", f"a{k}", anchor, span, clause, EventType(type_, None, act), "happened", {source.name: 3},
                participants=(Participant("actor", who, Span.of(text, start, start + len(who))),),
                places=(PlaceRole(f"p{k}", "location"),),
            )
        )  # fmt: skip
        at = span.end + 2
    return Reading(
        Provenance("1", "none", "none"),
        report,
        tuple(sentences),
        places=tuple(places),
        attributions=tuple(said),
        claims=tuple(found),
    )


def timed(found: list[Reading]) -> tuple[float, int]:
    """CPU seconds for reconciling from nothing, and the number of events."""
    begin = time.process_time()
    events = len(accordingto.reconcile(found).events)
    return time.process_time() - begin, events


def main(argv: list[str] | None = None) -> int:
    """Prints seconds, claims a second, how the time grows, and the memory used."""
    parser = argparse.ArgumentParser(prog="python -m bench.reconcile", description=__doc__)
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(argv)
    small, _ = timed(readings(asked.claims // 4))
    found = readings(asked.claims)
    seconds, events = timed(found)
    claims = sum(len(r.claims) for r in found)
    report = {
        "claims": claims,
        "reports": len(found),
        "events": events,
        "cpu_seconds": round(seconds, 2),
        "claims_per_cpu_second": round(claims / seconds),
        "growth": round((seconds / claims) / (small / (claims / 4)), 2),
        "resident_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    lines = [json.dumps(report)] if asked.json else [f"{name:24} {value}" for name, value in report.items()]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
