"""PLOVER records of single sentences, in the schema that score_events.py reads.

A sentence of the gold carries one coded event, so the first record, the main one, is shown and no other.
"""

from pathlib import Path
from typing import Any

from accordingto.ledger.plover import plover_records
from bench.quality.gold import Json, readings


def predict(gold: Path) -> list[Json]:
    """One line a sentence with its main event, if it has any."""
    return [
        {"id": line["id"], "events": [_event(r) for r in plover_records(reading)[:1]] if reading else []}
        for line, reading in readings(gold)
    ]


def _event(record: dict[str, Any]) -> Json:
    anchor = record["text_info"]["anchor"]
    return {
        "type": [record["event"]],
        "mode": [record["mode"]] if record["mode"] else [],
        "trigger": [[anchor["start"], anchor["end"]]],
        "participants": [
            {
                "role": role,
                "spans": [[side["start"], side["end"]]],
                "country": side["country"],
                "sector": side["sector"],
            }
            for role in ("actor", "recipient")
            for side in record[role]
        ],
    }
