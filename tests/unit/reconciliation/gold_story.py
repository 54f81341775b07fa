"""A story's gold, made into the readings that a perfect reader would give.

The gold says which words of which report carry what on whose word; what such words are about (anchor, kind of
happening, who takes part, where) is written down by hand in FACETS, as those words and their context give it.
"""

import json
from pathlib import Path
from typing import Any

from accordingto.model.claim import (
    Attribution,
    Claim,
    EventType,
    Participant,
    PlaceRole,
    Reading,
    Source,
)
from accordingto.model.text import Report, Span
from accordingto.model.values import Place, Quantity, Timex
from tests import build

STORY = Path(__file__).parent / "story"
STATUS = {"plan": "planned", "fact": "happened", "assessed": "happened", "unconfirmed": "happened"}
VALUE = {"plan": 2, "fact": 3, "assessed": 2, "unconfirmed": 1}
CLASSES = {"JMC": "organisation", "OWNER": "company", "ORBITA": "company", "ANON_DIPL": "official"}
CUES = ("denied that ", "dismissed ", "rejects ")

SHIP, GUARD, TARSIA, ADRAN = "Halcyon Star", "Tarsian coast guard", "Tarsia", "Adran"
SEIZE, ARREST, MOVE = ("COERCE", "seize", "seize"), ("COERCE", "arrest", "arrest"), ("RETREAT", None, None)
MONDAY, WEDNESDAY = "2025-06-02", "2025-06-18"
STATE = (None, None, None)
FACETS: dict[str, tuple[str, tuple[Any, Any, Any], list[tuple[str, str]], list[str], str | None]] = {
    "d1.m1": ("seized", SEIZE, [("actor", "Armed men"), ("recipient", SHIP)], ["Strait of Maral"], MONDAY),
    "d1.m2": ("had", STATE, [("actor", SHIP)], [], None),
    "d1.m3": ("involved", STATE, [("actor", GUARD)], [], None),
    "d1.m4": ("number", STATE, [("actor", SHIP)], [], None),
    "d1.m5": ("have", STATE, [("actor", GUARD)], [], None),
    "d3.m1": ("had", STATE, [("actor", SHIP)], [], None),
    "d3.m2": ("anchor", STATE, [("actor", SHIP)], ["Selm"], None),
    "d3.m3": ("exchange", STATE, [("actor", TARSIA), ("patient", SHIP)], [], None),
    "d3.m4": ("denial", STATE, [("actor", GUARD)], [], None),
    "d3.m5": ("speaks", STATE, [("actor", SHIP)], [], None),
    "d4.m1": ("detained", ARREST, [("actor", GUARD), ("recipient", SHIP)], [], MONDAY),
    "d4.m2": ("smuggling", STATE, [("actor", SHIP)], [], None),
    "d4.m3": ("is", STATE, [("actor", SHIP)], ["Selm"], None),
    "d4.m4": ("are", STATE, [("actor", SHIP)], [], None),
    "d4.m5": ("armed men", STATE, [("actor", "armed men")], [], None),
    "d4.m6": ("was in the area", STATE, [("actor", GUARD)], [], MONDAY),
    "d5.m1": (
        "released",
        ("RETREAT", "release", "release-prisoners"),
        [("actor", TARSIA), ("recipient", SHIP)],
        [],
        WEDNESDAY,
    ),
    "d5.m2": ("are", STATE, [("actor", SHIP)], [], None),
    "d5.m3": ("left", STATE, [("actor", SHIP)], ["Selm"], WEDNESDAY),
    "d5.m4": ("speaks", STATE, [("actor", SHIP)], [], None),
    "d5.m5": ("exchange", STATE, [], [], None),
    "d5.m6": ("closed", STATE, [], [], None),
    "d5.m7": ("smuggling", STATE, [("actor", SHIP)], [], None),
}
SAME_AS = {"d2.m1": "d1.m1", "d2.m2": "d1.m2", "d2.m3": "d1.m3", "d2.m4": "d1.m4"}


def load(folder: Path = STORY) -> tuple[dict[str, Any], dict[str, Any]]:
    """The gold and the reports by id."""
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    lines = (folder / "reports.jsonl").read_text("utf-8").splitlines()
    return gold, {r["id"]: r for r in map(json.loads, lines)}


def readings(folder: Path = STORY) -> list[Reading]:
    """One reading a report, holding the gold's mentions as claims."""
    gold, reports = load(folder)
    return [_reading(gold, reports[name]) for name in gold["reports"]]


def _reading(gold: dict[str, Any], line: dict[str, Any]) -> Reading:
    rep = Report(
        ref=line["id"],
        language="en",
        **{k: line[k] for k in ("id", "text", "title", "outlet", "url", "published")},
    )
    mine = [m for m in gold["mentions"] if m["report"] == rep.id]
    made = [_claim(gold, rep, i, m) for i, m in enumerate(mine, 1)]
    return Reading(
        provenance=build.PROVENANCE,
        report=rep,
        sentences=build.reading(rep).sentences,
        places=tuple(p for _, _, places, _, _ in made for p in places),
        times=tuple(t for *_, times, _ in made for t in times),
        quantities=tuple(q for *_, quantities in made for q in quantities),
        attributions=tuple(a for a, *_ in made),
        claims=tuple(c for _, c, *_ in made),
    )


def _claim(gold: dict[str, Any], rep: Report, i: int, m: dict[str, Any]):
    root = gold["roots"][m["root"]]
    source = Source(
        root["name"].partition(" (")[0],
        CLASSES.get(m["root"], "official"),
        root["anonymous"],
        ";".join(root["blocs"]),
    )
    anchor, event, people, where, on = FACETS[SAME_AS.get(m["id"], m["id"])]
    quote = m["text"]
    cue = next((c for c in CUES if quote.startswith(c)), "")
    at = m["start"] + quote.find(cue) + len(cue) if cue else m["start"]
    whole = Span.of(rep.text, at, m["end"])
    start = at + whole.quote.lower().index(anchor.lower())
    name = Span.of(rep.text, start, start + len(anchor))
    act = {"deny": "deny", "noncommittal": "no_comment"}.get(m["stance"], "say")
    attribution = Attribution(
        id=f"a{i}",
        kind="indirect",
        act=act,
        source=(),
        content=(whole,),
        root=source,
        said_on=m["said_on"],
        cue=(Span.of(rep.text, m["start"], m["start"] + len(cue)),) if cue else (name,),
    )
    value = {"support": VALUE[m["modality"]], "deny": -3, "noncommittal": 0}[m["stance"]]
    places = [Place(f"p{i}.{n}", name, p, kind="area") for n, p in enumerate(where)]
    times = [Timex(f"t{i}", name, "DATE", on, on, on)] if on else []
    quantities = [
        Quantity(
            f"q{i}.{n}",
            Span.of(rep.text, q["start"], q["end"]),
            q["value"],
            q["value"],
            q["value"],
            q["op"],
            q["counts"],
        )
        for n, q in enumerate(m["quantities"])
    ]
    claim = Claim(
        id=f"c{i}",
        attribution=attribution.id,
        anchor=name,
        span=whole,
        gloss=whole.quote,
        event=EventType(*event),
        status=STATUS[m["modality"]] if m["stance"] != "deny" else "did-not-happen",
        value_by={source.name: value},
        participants=tuple(Participant(role, n, name) for role, n in people),
        places=tuple(PlaceRole(p.id, "location") for p in places),
        times=tuple(t.id for t in times),
        quantities=tuple(q.id for q in quantities),
    )
    return attribution, claim, places, times, quantities
