"""Small readings for tests: a text, and who says which of its clauses."""

import hashlib
from typing import Any

from accordingto.model.claim import Attribution, Claim, EventType, Participant, PlaceRole, Reading, Source
from accordingto.model.text import Report, Sentence, Span, report_id
from accordingto.model.values import Place, Quantity, Timex
from tests import build

SEIZE, KILL, SHIP = (
    ("COERCE", "seize", "seize"),
    ("casualty", None, "died"),
    ("MOBILIZE", "troops", "deploy-troops"),
)
NONE = (None, None, None)

SERVICE = Source("Norland Intelligence Service", "state_body", bloc="Norland")
MINISTRY = Source("Norland Defence Ministry", "state_body", bloc="Norland")
GUARD = Source("Selm Coast Guard", "state_body", bloc="Tarsia")
OWNER = Source("Helion Shipping", "company")
ALLIANCE = Source("Northern Alliance", "organisation")
PAPER = Source("Adran Courier", "outlet")
WIRE = Source("Levant Wire", "agency")


def says(clause: str, anchor: str, *by: Source | str, **more: Any) -> dict[str, Any]:
    """Who says the clause: the chain from the nearest relay to the root; nobody is the report's own voice."""
    return {"clause": clause, "anchor": anchor, "by": by, **more}


def denies(clause: str, anchor: str, by: Source, **more: Any) -> dict[str, Any]:
    return says(clause, anchor, by, value=-3, act="deny", status="did-not-happen", **more)


def report(text: str, outlet: str | None = None, published: str | None = "2025-03-01") -> Report:
    known = {"url": None, "outlet": outlet, "published": published, "title": None}
    return Report(report_id(text=text, **known), text, **known, language="en")


def reading(
    text: str, outlet: str | None, published: str | None, *statements: dict[str, Any], **more: Any
) -> Reading:
    """A reading of `text`; a table of numbers at its end keeps it from being a near-copy, unless `bare`."""
    rep = report(text if more.pop("bare", False) else text + own_table(f"{outlet}{text}"), outlet, published)
    text = rep.text
    parts: dict[str, list[Any]] = {k: [] for k in ("attributions", "claims", "places", "times", "quantities")}
    for i, s in enumerate(statements, 1):
        _add(rep.text, i, s, parts)
    lists = {k: tuple(v) for k, v in parts.items()}
    return Reading(build.PROVENANCE, rep, sentences=_sentences(text), **lists, **more)


def own_table(seed: str) -> str:
    digest = hashlib.blake2b(seed.encode(), digest_size=4).digest()
    start = int.from_bytes(digest, "big") % 10**8
    return "\n" + " ".join(f"{start + 17 * i:09d}" for i in range(45))


def _sentences(text: str) -> tuple[Sentence, ...]:
    found, start = [], 0
    for i, c in enumerate(text):
        if c == "\n" or (c == "." and text[i + 1 : i + 2] in (" ", "\n", "")):
            if i + 1 > start:
                found.append(Sentence(start, i + 1))
            start = i + 2
    return tuple(found) or (Sentence(0, len(text)),)


def _add(text: str, i: int, s: dict[str, Any], parts: dict[str, list[Any]]) -> None:
    clause = build.span(text, s["clause"], s.get("nth", 0))
    at = clause.start + clause.quote.index(s["anchor"])
    anchor = Span.of(text, at, at + len(s["anchor"]))
    parent = None
    for n, source in enumerate(s["by"]):
        id_ = f"a{i}.{n}"
        cue = build.span(text, s["cue"]) if "cue" in s else anchor
        act = s.get("act", "say") if n == len(s["by"]) - 1 else s.get("outer_act", "say")
        parts["attributions"].append(
            Attribution(
                id_,
                "indirect",
                act,
                (),
                (cue,),
                (clause,),
                source,
                parent=parent,
                said_on=s.get("said_on"),
                evidence=(anchor,) if s.get("evidence") else (),
                reasons=s.get("reasons", ()),
            )
        )
        parent = id_
    for n, (name, _, more) in enumerate(s.get("places", ())):
        parts["places"].append(Place(f"p{i}.{n}", anchor, name, **more))
    for n, (words, value, counts) in enumerate(s.get("numbers", ())):
        at = clause.start + clause.quote.index(words)
        span = Span.of(text, at, at + len(words))
        low, high = value if isinstance(value, tuple) else (value, value)
        parts["quantities"].append(
            Quantity(f"q{i}.{n}", span, low, high, None if low != high else low, counts=counts)
        )
    if "on" in s:
        parts["times"].append(Timex(f"t{i}", anchor, "DATE", s["on"], s["on"], s["on"]))
    holder = s["by"][-1].name if s["by"] else "narrator"
    parts["claims"].append(
        Claim(
            f"c{i}",
            parent,
            anchor,
            clause,
            clause.quote,
            EventType(*s.get("event", NONE)),
            s.get("status", "happened"),
            s.get("values") or {holder: s.get("value", 3)},
            participants=tuple(Participant(r, n, anchor) for r, n in s.get("people", ())),
            places=tuple(PlaceRole(f"p{i}.{n}", p[1]) for n, p in enumerate(s.get("places", ()))),
            times=(f"t{i}",) if "on" in s else (),
            quantities=tuple(f"q{i}.{n}" for n in range(len(s.get("numbers", ())))),
            reasons=s.get("claim_reasons", ()),
        )
    )


def event_of(found: Any, words: str) -> Any:
    """The one event with a support whose clause holds these words."""
    ids = {s.event for s in found.supports if words in s.span.quote}
    assert len(ids) == 1, f"{words!r} stands in {len(ids)} events"
    return next(e for e in found.events if e.id in ids)


def stands(found: Any, event: Any) -> list[Any]:
    return [s for s in found.supports if s.event == event.id]


def names(found: Any, ids: Any) -> list[str]:
    by = {p.id: p.name for p in found.parties}
    return [by[i] for i in ids]
