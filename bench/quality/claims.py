"""Attributions with their chains, and claims, in the schema of the gold that score_claims.py reads."""

from pathlib import Path

from accordingto import Attribution, Claim, Reading
from bench.quality.attribution import offsets
from bench.quality.gold import Json, lines, readings

CLAIMS_PER_GOLD = 3
"""A reading finds more happenings than an annotator's main ones: so many times the gold's number may be shown."""


def predict(gold: Path) -> list[Json]:
    """One line a report; of all claims in the file those that the reader is surest of, up to the allowance."""
    done = list(readings(gold))
    allowed = CLAIMS_PER_GOLD * sum(len(line.get("claims") or ()) for line in lines(gold))
    kept = chosen([r for _, r in done if r], allowed)
    return [{"id": line["id"], **(_plain(reading, kept) if reading else {})} for line, reading in done]


def _plain(reading: Reading, kept: set[tuple[str, str]]) -> Json:
    claims = [c for c in reading.claims if (reading.report.id, c.id) in kept]
    return {
        "attributions": [_attribution(a) for a in reading.attributions],
        "claims": [_claim(c, reading) for c in claims],
    }


def chosen(found: list[Reading], most: int) -> set[tuple[str, str]]:
    """(report id, claim id) of the `most` claims with the highest confidence, earlier ones first among equals."""
    ranked = sorted(
        (-c.confidence, no, c.anchor.start, c.id, r.report.id) for no, r in enumerate(found) for c in r.claims
    )
    return {(report, claim) for _, _, _, claim, report in ranked[:most]}


def _attribution(a: Attribution) -> Json:
    return {
        "id": a.id,
        "source": offsets(a.source),
        "cue": offsets(a.cue),
        "content": offsets(a.content),
        "kind": a.kind,
        "parent": a.parent,
        "continues": a.continues,
        "act": a.act,
        "root": {"name": a.root.name, "class": a.root.class_, "anonymous": a.root.anonymous},
        "said_on": a.said_on,
        "evidence": offsets(a.evidence),
    }


def _claim(c: Claim, reading: Reading) -> Json:
    quantities = {q.id: q for q in reading.quantities}
    places = {p.id: p for p in reading.places}
    return {
        "id": c.id,
        "attribution": c.attribution,
        "anchor": [c.anchor.start, c.anchor.end],
        "gloss": c.gloss,
        "status": c.status,
        "value_by": dict(c.value_by),
        "quantities": [
            {"span": [q.span.start, q.span.end], "low": q.low, "high": q.high, "op": q.op, "counts": q.counts}
            for q in (quantities[i] for i in c.quantities)
        ],
        "time": _days(c, reading),
        "places": [
            {"span": [p.span.start, p.span.end], "name": p.name, "role": role}
            for p, role in ((places[x.place], x.role) for x in c.places)
        ],
    }


def _days(c: Claim, reading: Reading) -> Json | None:
    """The days of the first time of the claim that has any."""
    times = {t.id: t for t in reading.times}
    dated = (times[i] for i in c.times if times[i].begin or times[i].end)
    return next(({"start": t.begin, "end": t.end} for t in dated), None)
