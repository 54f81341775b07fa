"""Attributions with their chains, and claims, in the schema of the gold that score_claims.py reads."""

from pathlib import Path

from accordingto import Attribution, Claim, Reading
from accordingto.model.values import Quantity
from bench.quality.attribution import offsets
from bench.quality.gold import Json, lines, readings

CLAIMS_PER_GOLD = 3
"""A reading finds more happenings than an annotator's main ones: so many times the gold's number may be shown."""

RANGE_GAP = 5
"""Characters between the two ends of a stretch of time: " to ", " and ", "–"."""


def predict(gold: Path, *, as_said: bool = False) -> list[Json]:
    """One line a report; of all claims in the file those that the reader is surest of, up to the allowance.

    `as_said` writes "about 40" as 40 to 40 and "at most 40" as open below, the convention of the chains gold; a
    reading and the seed's gold have the interval that the words stand for.
    """
    done = list(readings(gold))
    allowed = CLAIMS_PER_GOLD * sum(len(line.get("claims") or ()) for line in lines(gold))
    kept = chosen([r for _, r in done if r], allowed)
    return [{"id": line["id"], **(_plain(reading, kept, as_said) if reading else {})} for line, reading in done]


def _plain(reading: Reading, kept: set[tuple[str, str]], as_said: bool) -> Json:
    claims = [c for c in reading.claims if (reading.report.id, c.id) in kept]
    return {
        "attributions": [_attribution(a) for a in reading.attributions],
        "claims": [_claim(c, reading, as_said) for c in claims],
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


def _claim(c: Claim, reading: Reading, as_said: bool) -> Json:
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
            {"span": [q.span.start, q.span.end], **_interval(q, as_said), "op": q.op, "counts": q.counts}
            for q in (quantities[i] for i in c.quantities)
        ],
        "time": _days(c, reading),
        "places": [
            {"span": [p.span.start, p.span.end], "name": p.name, "role": role}
            for p, role in ((places[x.place], x.role) for x in c.places)
        ],
    }


def _interval(q: Quantity, as_said: bool) -> Json:
    if as_said and q.op == "~" and q.best is not None:
        return {"low": q.best, "high": q.best}
    if as_said and q.op in ("<=", "<"):
        return {"low": None, "high": q.high}
    return {"low": q.low, "high": q.high}


def _days(c: Claim, reading: Reading) -> Json | None:
    """The days of the first time of the claim that has any; "from 8 to 13" are two times and one stretch."""
    times = {t.id: t for t in reading.times}
    dated = [t for t in (times[i] for i in c.times) if t.begin or t.end]
    if not dated:
        return None
    first = dated[0]
    last = dated[1] if len(dated) > 1 and dated[1].span.start - first.span.end <= RANGE_GAP else first
    return {"start": first.begin, "end": max(first.end or "", last.end or "") or None}
