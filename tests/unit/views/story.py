"""An invented story of four reports, read and reconciled by hand, and a ledger that holds it in memory."""

from typing import Any

from accordingto.errors import NotFound
from accordingto.ledger import Filter, Hit, SourceRecord
from accordingto.ledger.picture import Around
from accordingto.model.claim import EventType, Reading, Source
from accordingto.model.event import (
    Change,
    Conflict,
    Event,
    Grade,
    NearCopy,
    Observation,
    Party,
    Reconciliation,
    Support,
)
from accordingto.model.text import Report
from tests import build

WIRE = (
    "The Coast Guard said on Monday that 12 boats left Port Alma, Meridian Agency reported. 😀 It named no owner."
)
COPY = "The Coast Guard said on Monday that 12 boats left Port Alma, Meridian Agency reported. We add a line."
LOCAL = "Two fishermen said that about 20 boats left Port Alma at night."
DENIAL = "The Harbour Ministry denied that any boats left Port Alma."

GUARD = Source("Coast Guard", "state_body", bloc="Alma")
AGENCY = Source("Meridian Agency", "agency")
FISHERMEN = Source("Two fishermen", "witness", anonymous=True)
MINISTRY = Source("Harbour Ministry", "state_body", bloc="Alma ministries")


def left(text: str, holder: str, value: int, clause: str, **rest: Any):
    return build.claim(
        text,
        "c1",
        anchor="left",
        clause=clause,
        value_by={holder: value, "narrator": 0},
        event=("MOBILIZE", None, "depart"),
        **rest,
    )


def wire_reading(text: str, outlet: str, published: str, **more: str) -> Reading:
    clause = "12 boats left Port Alma"
    inner = f"The Coast Guard said on Monday that {clause}"
    return build.reading(
        build.report(text, outlet=outlet, published=published, **more),
        places=(build.place(text, "p1", "Port Alma", kind="city"),),
        quantities=(build.quantity(text, "q1", "12", 12, "boats"),),
        attributions=(
            build.attribution(text, "a1", source="Meridian Agency", cue="reported", content=inner, root=AGENCY),
            build.attribution(
                text, "a2", source="The Coast Guard", cue="said", content=clause, root=GUARD, parent="a1",
                said_on="2025-03-03",
            ),
        ),
        claims=(left(text, "Coast Guard", 3, clause, attribution="a2", quantities=("q1",)),),
    )  # fmt: skip


def readings() -> tuple[Reading, ...]:
    local, denied = "about 20 boats left Port Alma at night", "any boats left Port Alma"
    return (
        wire_reading(
            WIRE, "Meridian Herald", "2025-03-04", title="Boats leave", url="https://herald.example/boats?a=1&b=2"
        ),
        wire_reading(COPY, "Evening Lamp", "2025-03-05", url="javascript:alert(1)"),
        build.reading(
            build.report(LOCAL, outlet="Alma Courier", published="2025-03-04"),
            quantities=(build.quantity(LOCAL, "q1", "about 20", 20, "boats", "~"),),
            attributions=(
                build.attribution(
                    LOCAL, "a1", source="Two fishermen", cue="said", content=local, root=FISHERMEN
                ),
            ),
            claims=(left(LOCAL, "Two fishermen", 3, local, attribution="a1", quantities=("q1",)),),
        ),
        build.reading(
            build.report(DENIAL, outlet="Alma Courier", published="2025-03-06"),
            attributions=(
                build.attribution(
                    DENIAL, "a1", source="The Harbour Ministry", cue="denied", content=denied, root=MINISTRY,
                    act="deny",
                ),
            ),
            claims=(left(DENIAL, "Harbour Ministry", -3, denied, attribution="a1"),),
        ),
    )  # fmt: skip


def reconciliation(found: tuple[Reading, ...]) -> Reconciliation:
    wire, copy = found[0].report, found[1].report
    parties = (
        Party("p-guard", "Coast Guard", "state_body", False, "FR"),
        Party("p-agency", "Meridian Agency", "agency", False, "Meridian Agency"),
        Party("p-men", "Two fishermen", "witness", True, "unknown:p-men"),
        Party("p-min", "Harbour Ministry", "state_body", False, "Alma ministries"),
    )
    told = (
        (found[0], "p-guard", "support", ("p-agency", "p-guard"), 3),
        (found[1], "p-guard", "support", ("p-agency", "p-guard"), 3),
        (found[2], "p-men", "support", ("p-men",), 3),
        (found[3], "p-min", "deny", ("p-min",), -3),
    )
    supports = tuple(
        Support(
            id=f"s{i}", event="e1", claim=f"k{i}", report=r.report.id, party=party, stance=stance, chain=chain,
            span=r.claims[0].span, said_on="2025-03-03" if party == "p-guard" else r.report.published,
            status="happened", value=value, quantities=r.quantities,
        )
        for i, (r, party, stance, chain, value) in enumerate(told, 1)
    )  # fmt: skip
    event = Event(
        id="e1", gloss="12 boats left Port Alma", event=EventType("MOBILIZE", None, "depart"),
        claims=tuple(s.claim for s in supports), participants=("boats",), places=("Port Alma",),
        begin="2025-03-03", end="2025-03-04", strict=2, lenient=2, origin_state="independent",
        origins=("p-guard", "p-men"), deniers=("p-min",),
        reports=tuple(r.report.id for r in found), report_lines=3, echo=2.0, standing="corroborated+disputed",
        history=(Change("2025-03-04", "corroborated", ("s1", "s3")),
                 Change("2025-03-06", "corroborated+disputed", ("s4",))),
        grade=Grade("F", 2, ("two strict origins",)),
        observations=tuple(
            Observation(s.claim, s.party, s.report, s.said_on, q) for s in supports for q in s.quantities
        ),
    )  # fmt: skip
    return Reconciliation(
        parties,
        (event,),
        supports,
        (
            Conflict("s1", "s4", "existence", "one supports, the other denies"),
            Conflict("s1", "s3", "quantity", "12 and about 20"),
        ),
        (NearCopy(copy.id, wire.id, "credited", 0.84),),
    )


class MemoryLedger:
    """What the views ask of a ledger, over readings and a reconciliation made by hand."""

    path = "memory.db"

    def __init__(self, found: tuple[Reading, ...] | None = None, whole: Reconciliation | None = None) -> None:
        self.read = found or readings()
        self.whole = whole or reconciliation(self.read)

    def __enter__(self):
        return self

    def __exit__(self, *_exc: object) -> None:
        pass

    def stale(self) -> bool:
        return False

    def refresh(self) -> bool:
        return False

    def reports(self) -> tuple[Report, ...]:
        return tuple(r.report for r in self.read)

    def report(self, id_: str) -> Report:
        return _found([r.report for r in self.read], id_, "report")

    def heads(self, ids) -> tuple[Report, ...]:
        return tuple(r.report for r in self.read if r.report.id in set(ids))

    def reading(self, id_: str) -> Reading:
        return next(r for r in self.read if r.report.id == self.report(id_).id)

    def parties(self) -> tuple[Party, ...]:
        return self.whole.parties

    def event(self, id_: str) -> Event:
        return _found(self.whole.events, id_, "event")

    def supports(self, event_id: str | None = None) -> tuple[Support, ...]:
        return tuple(s for s in self.whole.supports if event_id in (None, s.event))

    def around(self, id_: str) -> Around:
        event = self.event(id_)
        copies = tuple(c for c in self.whole.near_copies if {c.copy, c.origin} <= set(event.reports))
        return Around(
            event,
            self.supports(event.id),
            self.conflicts(event.id),
            self.parties(),
            self.heads(event.reports),
            copies,
        )

    def conflicts(self, event_id: str | None = None) -> tuple[Conflict, ...]:
        return self.whole.conflicts if event_id in (None, "e1") else ()

    def near_copies(self) -> tuple[NearCopy, ...]:
        return self.whole.near_copies

    def events(self, wanted: Filter | None = None) -> tuple[Event, ...]:
        wanted = wanted or Filter()
        found = [e for e in self.whole.events if e.strict >= wanted.min_origins]
        return tuple(found[wanted.offset :][: wanted.limit])

    def who(self, question: str, limit: int = 5, wanted: Filter | None = None) -> tuple[Event, ...]:
        return tuple(e for e in self.whole.events if question.casefold() in e.gloss.casefold())[:limit]

    def search(self, question: str, limit: int = 20) -> tuple[Hit, ...]:
        found = [r.report for r in self.read if question in r.report.text]
        spans = [build.span(r.text, question) for r in found]
        return tuple(Hit(r, s, (s,)) for r, s in zip(found, spans, strict=True))[:limit]

    def sources(self) -> tuple[SourceRecord, ...]:
        return tuple(SourceRecord(p, 2, 1, 0, 2) for p in self.whole.parties)


def _found(items, id_, what):
    for item in items:
        if item.id == id_:
            return item
    raise NotFound(f"no {what} {id_} in memory.db")
