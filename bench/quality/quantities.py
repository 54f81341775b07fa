"""How many: the quantities of a reading, as score_quantities.py reads them."""

from pathlib import Path

from accordingto.model.values import Quantity
from bench.quality.gold import Json, readings


def predict(gold: Path) -> list[Json]:
    """One line a document: its quantities, spans as half-open code point offsets."""
    return [
        {"id": line["id"], "quantities": [_plain(q) for q in (reading.quantities if reading else ())]}
        for line, reading in readings(gold)
    ]


def _plain(q: Quantity) -> Json:
    return {
        "span": [q.span.start, q.span.end],
        "low": q.low,
        "high": q.high,
        "best": q.best,
        "op": q.op,
        "counts": q.counts,
        "unit": q.unit,
        "kind": q.kind,
    }
