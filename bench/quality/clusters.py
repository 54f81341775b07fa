"""Which of the gold's event mentions tell of one happening: the reports are read and reconciled, mentions given.

The gold is a file `X.mentions.jsonl` of ECB+, GVC or MEANTIME (CoNLL-2012 measures, Pradhan et al. 2014); the
reports stand beside it in `X.docs.jsonl`. Topics are not given.
"""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import accordingto
from accordingto.model.claim import Claim, Reading, claim_key
from accordingto.model.text import Report
from accordingto.reading.reader import read
from bench.quality.gold import Json, lines


def inputs(gold: Path) -> tuple[Path, ...]:
    """The files that the task is measured on: the mentions and the reports beside them."""
    return gold, gold.with_name(gold.name.replace(".mentions.", ".docs."))


def options(gold: Path) -> tuple[str, ...]:
    """What is scored: mentions of events, where the gold says so only those whose annotation was validated."""
    validated = any("scored" in mention for mention in lines(gold))
    return ("--where", "kind=event", *(("--where", "scored=true") if validated else ()))


def predict(gold: Path) -> list[Json]:
    """The event of each mention of an event; a mention whose claim falls to no event has one of its own."""
    given: dict[str, list[Json]] = defaultdict(list)
    for mention in lines(gold):
        if mention["kind"] == "event" and mention.get("scored", True):
            given[mention["doc"]].append(mention)
    readings: list[Reading] = []
    key: dict[str, str] = {}
    for doc in lines(inputs(gold)[1]):
        reading, claims = _at_mentions(doc, given[doc["id"]])
        readings.append(reading)
        key.update({m: claim_key(reading.report.id, c) for m, c in claims.items()})
    event = {c: e.id for e in accordingto.reconcile(readings).events for c in e.claims}
    return [{"id": m, "cluster": event.get(k, k)} for m, k in key.items()]


def _at_mentions(doc: Json, mentions: list[Json]) -> tuple[Reading, dict[str, Claim]]:
    """A reading that has the claims of the mentions alone, and these claims by mention."""
    spans = [(m["start"], m["end"]) for m in mentions]
    report = Report(doc["id"], doc["text"], doc.get("title"), published=doc.get("date"), language="en")
    reading = read(report, spans)
    found = {
        m["id"]: next((c for c in reading.claims if c.anchor.start < m["end"] and m["start"] < c.anchor.end), None)
        for m in mentions
    }
    claims = {m: c for m, c in found.items() if c is not None}
    kept = {c.id for c in claims.values()}
    return replace(reading, claims=tuple(c for c in reading.claims if c.id in kept)), claims
