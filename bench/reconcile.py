"""How long reconciling takes as a ledger grows, on invented readings.

    python -m bench.reconcile [--claims N] [--json]

Stories of five reports are drawn with a fixed seed from invented words, of which few are frequent and most are
rare: each has a place, two parties and ten happenings, which every report tells with other words around them; a
fifth of the reports copy another, and some claims are denials. Nothing is read, so that only the reconciling is
timed: all from nothing, and again with one report more. `growth` is the time for each claim beside that at a
quarter of the size, `memory_growth` the same of the memory, the readings included: near 1 where it grows in line
with the ledger.
"""

import argparse
import json
import random
import resource
import sys
import time
from dataclasses import replace
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
COPIED, DENIED = 0.2, 0.05
"""Shares of reports that repeat an earlier one of their story, and of claims that are denials."""
OUTLETS, WORDS = 300, 40_000
ACTS = (
    ("seized", "COERCE", "seize"), ("shelled", "ASSAULT", "attack"), ("visited", "CONSULT", "visit"),
    ("arrested", "COERCE", "arrest"), ("signed", "AGREE", "sign-agreement"), ("built", None, "build"),
    ("freed", "YIELD", "release-prisoners"),
    ("searched", None, "search"), ("left", None, "leave"), ("funded", "AID", "fund"),
)  # fmt: skip
SYLLABLES = (
    "bar", "dor", "fen", "gal", "hal", "jor", "kel", "lun", "mar", "nor", "pel", "quin", "ras", "sel", "tor",
)  # fmt: skip
START = date(2025, 1, 1)
Told = tuple[str, str | None, str, str, str]


def _name(draw: random.Random, skew: int = 2) -> str:
    """An invented name; few names are frequent and most are rare, as words are (the more, the larger `skew`)."""
    at = int(WORDS * draw.random() ** skew)
    return "".join(SYLLABLES[at // 15**n % 15] for n in range(4)).capitalize()


def readings(claims: int, seed: int = 1) -> list[Reading]:
    """Invented readings with about so many claims."""
    draw = random.Random(seed)
    made: list[Reading] = []
    while len(made) * HAPPENINGS < claims:
        day = START + timedelta(days=draw.randrange(365))
        place, (one, other) = _name(draw), (_name(draw), _name(draw))
        told = [(*draw.choice(ACTS), draw.choice((one, other)), _name(draw).lower()) for _ in range(HAPPENINGS)]
        first = len(made)
        for n in range(first, first + REPORTS):
            if n > first and draw.random() < COPIED:
                made.append(_copy(f"r{n}", made[draw.randrange(first, n)], draw))
            else:
                made.append(_reading(f"r{n}", day + timedelta(days=draw.randrange(3)), place, told, draw))
    return made


def _copy(id_: str, origin: Reading, draw: random.Random) -> Reading:
    """The same words in another outlet, on the same day or the next."""
    day = date.fromisoformat(origin.report.published or "") + timedelta(days=draw.randrange(2))
    report = replace(origin.report, id=id_, outlet=_outlet(draw), published=day.isoformat())
    return replace(origin, report=report)


def _outlet(draw: random.Random) -> str:
    return f"{SYLLABLES[draw.randrange(15)].capitalize()} Courier {draw.randrange(OUTLETS // 15)}"


def _reading(id_: str, day: date, place: str, told: list[Told], draw: random.Random) -> Reading:
    filler = " ".join(_name(draw, 3).lower() for _ in range(3))
    clauses = [f"{who} {verb} the {thing} {filler} near {place}" for verb, _, _, who, thing in told]
    source = Source(f"Ministry of {_name(draw)}", "state_body")
    denied = [draw.random() < DENIED for _ in clauses]
    words = ["denied that" if no else "said" for no in denied]
    said = [f"{source.name} {word} {clause}.\n" for word, clause in zip(words, clauses, strict=True)]
    text = "".join(said)
    report = Report(id_, text, outlet=_outlet(draw), published=day.isoformat(), language="en")
    sentences, places, attributions, found, at = [], [], [], [], 0
    for k, ((verb, type_, act, who, _), clause) in enumerate(zip(told, clauses, strict=True), 1):
        no = denied[k - 1]
        start = at + len(source.name) + len(words[k - 1]) + 2
        span = Span.of(text, start, start + len(clause))
        anchor = Span.of(text, start + len(who) + 1, start + len(who) + 1 + len(verb))
        cue = Span.of(text, at + len(source.name) + 1, start - 1)
        sentences.append(Sentence(at, span.end + 1))
        town = Span.of(text, span.end - len(place), span.end)
        places.append(Place(f"p{k}", town, place, precision="settlement"))
        who_says = Span.of(text, at, at + len(source.name))
        act_of = "deny" if no else "say"
        attributions.append(Attribution(f"a{k}", "indirect", act_of, (who_says,), (cue,), (span,), source))
        found.append(
            Claim(
                f"c{k}", f"a{k}", anchor, span, clause, EventType(type_, None, act),
                "did-not-happen" if no else "happened", {source.name: -3 if no else 3},
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
        attributions=tuple(attributions),
        claims=tuple(found),
    )


def timed(found: list[Reading]) -> tuple[float, int]:
    """CPU seconds for reconciling from nothing, and the number of events."""
    begin = time.process_time()
    events = len(accordingto.reconcile(found).events)
    return time.process_time() - begin, events


def resident() -> float:
    """The most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(argv: list[str] | None = None) -> int:
    """Prints seconds, claims a second, the same with one report more, how time and memory grow."""
    parser = argparse.ArgumentParser(prog="python -m bench.reconcile", description=__doc__)
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(argv)
    before = resident()
    small, _ = timed(readings(asked.claims // 4))
    held = resident()
    found = readings(asked.claims)
    more = readings(asked.claims + REPORTS * HAPPENINGS)[len(found)]
    seconds, events = timed(found)
    claims, memory = sum(len(r.claims) for r in found), resident()
    one_more, _ = timed([*found, more])
    report = {
        "claims": claims,
        "reports": len(found),
        "events": events,
        "cpu_seconds": round(seconds, 2),
        "claims_per_cpu_second": round(claims / seconds),
        "one_more_cpu_seconds": round(one_more, 2),
        "growth": round((seconds / claims) / (small / (claims / 4)), 2),
        "resident_mb": round(memory),
        "memory_growth": round((memory - before) / max(1.0, 4 * (held - before)), 2),
    }
    lines = [json.dumps(report)] if asked.json else [f"{name:24} {value}" for name, value in report.items()]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
