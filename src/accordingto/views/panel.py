"""The panel of one event: what a desk has to see, gathered from the ledger once for every view.

A ledger and an event in, plain dataclasses out; the terminal, the page and the JSON all show the same panel.
The counting itself was done in reconciliation; here nothing is counted anew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from accordingto.errors import NotFound
from accordingto.model.event import Event, Observation, Party, Support
from accordingto.model.text import Report
from accordingto.model.values import Quantity
from accordingto.resources import table
from accordingto.views.words import count

if TYPE_CHECKING:
    from accordingto.ledger import Picture
    from accordingto.ledger.desk import Head

_UNKNOWN = "unknown:"
"""How a bloc begins that no report names (`accordingto.reconciliation.actors.UNKNOWN`)."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A report without its text."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Stand:
    """What one party holds, in one report: the support with its report and its chain by name, nearest first.

    `copies` names the report whose words this one repeats, if it repeats another's.
    """

    support: Support
    report: Headline
    chain: tuple[Party, ...]
    copies: str | None


@dataclass(frozen=True, slots=True)
class Telling:
    """One report in the chain tree, with all that the party at its root is said there to hold on the event."""

    report: Headline
    copies: str | None
    stands: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the chain tree: a party, the reports that have it from there, and who relays it further."""

    party: Party
    tellings: tuple[Telling, ...]
    relays: tuple["Link", ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A bloc with the parties that speak for it and the tree of reports that rest on its word.

    `name` is that of its party where it has one party only, else that of the bloc; `behind` that of the bloc,
    where it is another. `counts` is False for what is shown and not counted: hearsay, the outlet's own voice,
    who rests on another's word, a denial that is no longer held.
    """

    name: str
    behind: str | None
    counts: bool
    anonymous: bool
    reports: int
    first_said: str | None
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """One value as one party gives it, with the reports that carry it; the quantity stands in `report`."""

    party: Party | None
    quantity: Quantity
    report: str
    said_on: str | None
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """The numbers given for one counted thing, in the order of the days on which they were said."""

    what: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """A conflict with both stands."""

    kind: str
    reason: str
    left: Stand
    right: Stand


@dataclass(frozen=True, slots=True)
class Copy:
    """A near-copy with both reports."""

    copy: Headline
    origin: Headline
    kind: str
    share: float


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything the views show of one event; `whole` is what it is part of, `parts` what is part of it."""

    event: Event
    summary: str
    origins: tuple[Origin, ...]
    uncounted: tuple[Origin, ...]
    denials: tuple[Origin, ...]
    noncommittal: tuple[Origin, ...]
    numbers: tuple[Counted, ...]
    conflicts: tuple[Clash, ...]
    near_copies: tuple[Copy, ...]
    reports: tuple[Headline, ...]
    whole: Event | None = None
    parts: tuple[Event, ...] = ()


def headline(report: "Report | Head") -> Headline:
    """What identifies a report to a reader."""
    return Headline(report.id, report.title, report.outlet, report.published, report.url, report.language)


def panel(ledger: "Picture", event_id: str) -> Panel:
    """The panel of the event with this id. Raises NotFound."""
    around = ledger.around(event_id)
    event = around.event
    parties = {p.id: p for p in around.parties}
    reports = {r.id: headline(r) for r in around.heads}
    copies = around.near_copies
    copied = {c.copy: c.origin for c in reversed(copies)}
    supports = around.supports
    stands = {s.id: _stand(s, reports, parties, copied) for s in supports if s.report in reports}
    supporting = _origins(stands.values(), "support", event.origins)
    blocs = {parties[p].bloc for p in event.origins if p in parties}
    saying = [s for s in stands.values() if s.support.stance == "support"]
    resting = {s.report.id for s in saying if s.chain[-1].bloc in blocs}
    return Panel(
        event=event,
        summary=summary(event, len(resting)),
        origins=tuple(o for o in supporting if o.counts),
        uncounted=tuple(o for o in supporting if not o.counts),
        denials=_origins(stands.values(), "deny", event.deniers),
        noncommittal=_origins(stands.values(), "noncommittal", ()),
        numbers=_numbers(event.observations, parties),
        conflicts=tuple(
            Clash(c.kind, c.reason, stands[c.left], stands[c.right])
            for c in around.conflicts
            if c.left in stands and c.right in stands
        ),
        near_copies=tuple(Copy(reports[c.copy], reports[c.origin], c.kind, c.share) for c in copies),
        reports=tuple(sorted(reports.values(), key=lambda r: (r.published or "9", r.outlet or "", r.id))),
        whole=around.whole,
        parts=around.parts,
    )


def summary(event: Event, resting: int) -> str:
    """The state of an event in plain sentences; they state what stands in the reports, no verdict.

    `resting` is how many of its reports rest on an origin that counts.
    """
    told = f"Told in {count(len(event.reports), 'report')}"
    if event.report_lines < len(event.reports):
        told += f" ({event.report_lines:,} once near-copies are folded)"
    parts = [told, _rests(event, resting)]
    if event.deniers:
        parts.append(f"{count(len(event.deniers), 'party denies', 'parties deny')} it")
    return ". ".join(parts) + "."


def _rests(event: Event, resting: int) -> str:
    if event.strict == 0:
        if event.lenient:
            return f"No origin is established, at most {event.lenient:,}"
        return "No origin is named that could be counted"
    total = len(event.reports)
    who = ("It rests" if total == 1 else "They rest") if resting == total else f"{resting:,} of them rest"
    if resting == 1 < total:
        who = "1 of them rests"
    most = f", at most {event.lenient:,}" if event.lenient > event.strict else ""
    return f"{who} on {count(event.strict, 'origin')}{most}"


def _stand(
    support: Support, reports: Mapping[str, Headline], parties: Mapping[str, Party], copied: Mapping[str, str]
) -> Stand:
    chain = tuple(_party(parties, p) for p in support.chain) or (_party(parties, support.party),)
    return Stand(support, reports[support.report], chain, copied.get(support.report))


def _party(parties: Mapping[str, Party], id_: str) -> Party:
    try:
        return parties[id_]
    except KeyError:
        raise NotFound(
            f"party {id_} is named in a chain but is not in the ledger: run `accordingto verify`"
        ) from None


def _origins(stands: Iterable[Stand], stance: str, counted: tuple[str, ...]) -> tuple[Origin, ...]:
    by_bloc: dict[str, list[Stand]] = {}
    for stand in stands:
        if stand.support.stance == stance:
            by_bloc.setdefault(stand.chain[-1].bloc, []).append(stand)
    origins = [_origin(bloc, found, counted) for bloc, found in by_bloc.items()]
    return tuple(sorted(origins, key=lambda o: (not o.counts, -o.reports, o.first_said or "9", o.name)))


def _origin(bloc: str, stands: list[Stand], counted: tuple[str, ...]) -> Origin:
    roots = [s.chain[-1] for s in stands]
    stands = sorted(stands, key=lambda s: (s.report.published or "9", s.report.outlet or "", s.report.id))
    links = _tree([(tuple(reversed(s.chain)), s) for s in stands])
    behind = bloc_name(bloc)
    name = links[0].party.name if len(links) == 1 else behind or links[0].party.name
    return Origin(
        name=name,
        behind=behind if behind != name else None,
        counts=any(r.id in counted for r in roots),
        anonymous=all(r.anonymous for r in roots),
        reports=len({s.report.id for s in stands}),
        first_said=min((s.support.said_on for s in stands if s.support.said_on), default=None),
        links=links,
    )


def bloc_name(bloc: str) -> str | None:
    """A bloc as people call it: the name of the country where it is a country's code, None where none is known."""
    if bloc.startswith(_UNKNOWN):
        return None
    countries = _countries()
    return " and ".join(countries.get(part.strip(), part.strip()) for part in bloc.split(";"))


@cache
def _countries() -> Mapping[str, str]:
    return {row["iso2"]: row["name"] for row in table("world/countries.tsv")}


def _tree(paths: list[tuple[tuple[Party, ...], Stand]]) -> tuple[Link, ...]:
    """Paths from the root outwards, merged where they share their beginning."""
    by_party: dict[str, list[tuple[tuple[Party, ...], Stand]]] = {}
    for path, stand in paths:
        by_party.setdefault(path[0].id, []).append((path, stand))
    return tuple(
        Link(
            found[0][0][0],
            _tellings([stand for path, stand in found if len(path) == 1]),
            _tree([(path[1:], stand) for path, stand in found if len(path) > 1]),
        )
        for found in by_party.values()
    )


def _tellings(stands: Iterable[Stand]) -> tuple[Telling, ...]:
    by_report: dict[str, list[Stand]] = {}
    for stand in stands:
        by_report.setdefault(stand.report.id, []).append(stand)
    return tuple(
        Telling(told[0].report, told[0].copies, tuple(sorted(told, key=lambda s: s.support.span)))
        for told in by_report.values()
    )


def quoted(telling: Telling) -> list[Stand]:
    """The stands of a telling in text order whose clause stands inside no other of them."""
    spans = {s.support.span: s for s in reversed(telling.stands)}
    return [spans[a] for a in sorted(spans) if not any(b != a and b.covers(a) for b in spans)]


def _numbers(observations: Iterable[Observation], parties: Mapping[str, Party]) -> tuple[Counted, ...]:
    """Observations by what they count; the same value from the same party is one line with its reports."""
    things: dict[str, dict[tuple[object, ...], list[Observation]]] = {}
    for o in observations:
        q = o.quantity
        key = (o.party, q.low, q.high, q.best, q.op, q.unit)
        things.setdefault((q.counts or q.unit or "").casefold(), {}).setdefault(key, []).append(o)
    return tuple(
        Counted(_what(values), tuple(sorted((_number(seen, parties) for seen in values.values()), key=_when)))
        for _, values in sorted(things.items(), key=lambda item: (-sum(map(len, item[1].values())), item[0]))
    )


def _what(values: Mapping[tuple[object, ...], list[Observation]]) -> str:
    first = next(iter(values.values()))[0].quantity
    return first.counts or first.unit or "not said what"


def _number(seen: list[Observation], parties: Mapping[str, Party]) -> Number:
    first = min(seen, key=lambda o: (o.said_on or "9", o.report, o.quantity.span.start))
    return Number(
        parties.get(first.party),
        first.quantity,
        first.report,
        first.said_on,
        tuple(sorted({o.report for o in seen})),
    )


def _when(number: Number) -> tuple[str, float, str]:
    return (number.said_on or "9", number.quantity.best or 0.0, number.party.name if number.party else "")
