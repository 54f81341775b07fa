"""When: the times of a reading and the stretches between them, as two scorers read them."""

from pathlib import Path

from accordingto.model.values import Timex
from accordingto.reading.ranges import TimeRange, find_ranges
from bench.quality.gold import Json, readings


def predict(gold: Path) -> list[Json]:
    """One line a document: its times (`start`, `end` are offsets, `interval` the days) and its ranges."""
    found = []
    for line, reading in readings(gold):
        times = reading.times if reading else ()
        ranges = find_ranges(line["text"], times, reading.report.published if reading else None)
        found.append(
            {"id": line["id"], "timexes": [_time(t) for t in times], "ranges": [_range(r) for r in ranges]}
        )
    return found


def _time(t: Timex) -> Json:
    days = [t.begin, t.end] if t.begin or t.end else None
    return {"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value, "interval": days}


def _range(r: TimeRange) -> Json:
    return {"start": r.span.start, "end": r.span.end, "interval": [r.begin, r.end]}
