"""A story end to end: raw reports are read and reconciled, and written in the shape that score_story.py reads."""

from pathlib import Path

import accordingto
from accordingto.model.event import Reconciliation
from accordingto.model.values import Quantity
from bench.quality.gold import GoldError, Json, lines, read_line


def inputs(gold: Path) -> tuple[Path, ...]:
    """The files that a story is measured on: the gold and the reports beside it."""
    return gold, gold.with_name("reports.jsonl")


def predict(gold: Path) -> Json:
    """Mentions, claims, conflicts and near-copies of the reports beside `gold`."""
    named: dict[str, str] = {}
    readings = []
    for line in lines(gold.with_name("reports.jsonl")):
        reading = read_line(line)
        if reading is None:
            continue
        if reading.report.id in named:
            raise GoldError(f"{line['id']} and {named[reading.report.id]} are the same report")
        named[reading.report.id] = line["id"]
        readings.append(reading)
    return shape(accordingto.reconcile(readings), named)


def shape(found: Reconciliation, named: dict[str, str]) -> Json:
    """A reconciliation in the scorer's words: a mention for each support, a claim for each event."""
    return {
        "mentions": [
            {
                "id": s.id,
                "report": named[s.report],
                "start": s.span.start,
                "end": s.span.end,
                "claim": s.event,
                "stance": s.stance,
                "root": s.party,
                "said_on": s.said_on,
                "quantities": [{"value": value(q), "op": q.op} for q in s.quantities],
            }
            for s in found.supports
        ],
        "claims": {e.id: {"independent_roots": e.strict, "status": e.standing} for e in found.events},
        "conflicts": [[c.left, c.right] for c in found.conflicts],
        "near_copies": [[named[n.copy], named[n.origin]] for n in found.near_copies],
    }


def value(q: Quantity) -> float | list[float | None] | None:
    """The number as said, for a range the pair of its ends; whole numbers without a fraction, as in the gold."""
    if q.op == "range":
        return [_number(q.low), _number(q.high)]
    return _number(next((x for x in (q.best, q.low, q.high) if x is not None), None))


def _number(x: float | None) -> float | None:
    return int(x) if x is not None and float(x).is_integer() else x
