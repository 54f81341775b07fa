"""Who says what: attributions of a reading in the form that score_attribution.py reads."""

from collections.abc import Sequence
from pathlib import Path

from accordingto import Attribution, Span
from bench.quality.gold import Json, lines, readings


def offsets(spans: Sequence[Span]) -> list[list[int]]:
    """Half-open code point offsets, without the words."""
    return [[s.start, s.end] for s in spans]


def predict(gold: Path) -> list[Json]:
    """One line a document: its attributions, outermost ones alone where the gold marks no others."""
    nested = marks_nested(gold)
    predictions = []
    for line, reading in readings(gold):
        found = reading.attributions if reading else ()
        shown = [_plain(a) for a in found] if nested else _outermost(found)
        predictions.append({"id": line["id"], "attributions": shown})
    return predictions


def _outermost(found: Sequence[Attribution]) -> list[Json]:
    """Attributions without a parent, each with the content of those that continue it.

    Corpora without parents (PolNeAR) know no attribution without a cue either: a quotation that goes on is content
    of the one it goes on from.
    """
    shown = {a.id: _plain(a) for a in found if a.parent is None and a.continues is None}
    for a in found:
        if a.continues in shown:
            shown[a.continues]["content"] += offsets(a.content)
            shown[a.continues].pop("kind", None)  # of all the words together: the scorer derives it
    return list(shown.values())


def marks_nested(gold: Path) -> bool:
    """Whether any attribution of the file has a parent."""
    return any(a.get("parent") is not None for line in lines(gold) for a in line.get("attributions") or ())


def _plain(a: Attribution) -> Json:
    return {
        "id": a.id,
        "source": offsets(a.source),
        "cue": offsets(a.cue),
        "content": offsets(a.content),
        "kind": a.kind,
        "parent": a.parent,
    }
