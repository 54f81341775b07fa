"""The account of one party: what it said and denied, when, through whom, and what became of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy import Connection

from accordingto.ledger import AccountEntry, Ledger, SourceRecord, query
from accordingto.ledger import desk as asked
from accordingto.ledger.account import Saying, entries, party_named, sayings
from accordingto.model.event import Party
from accordingto.views.drawing import Days, day_axis, days_in, joined, picture, saying, tag
from accordingto.views.words import day, one_line

DOT, MOST = 9.0, 12
PER_PAGE, PER_LIST, MOST_RELAYS = 25, 100, 40


@dataclass(frozen=True, slots=True)
class Relayed:
    """Somebody through whom a party's word came, and in how many reports."""

    party: Party
    reports: int


@dataclass(frozen=True, slots=True)
class SourcePage:
    """What the page of a party shows; `outlets` by the id of the report that an entry stands in.

    `entries` are those of this page, `begin` the number of the first, `total` how many there are; `said` and
    `denied` count all of them.
    """

    party: Party
    entries: tuple[AccountEntry, ...]
    begin: int
    total: int
    relays: tuple[Relayed, ...]
    outlets: dict[str, str]
    said: int
    denied: int
    wide: Markup | None
    narrow: Markup | None
    per_page: int = PER_PAGE

    @property
    def graded(self) -> bool:
        """Whether the user's own table of sources says how reliable the party is."""
        return self.party.reliability != "F"


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """Some of the parties of a ledger: `total` go by the `name` asked for, `sources` from number `begin` on."""

    sources: tuple[SourceRecord, ...]
    name: str
    begin: int
    total: int
    per_page: int = PER_LIST


def sources_page(ledger: Ledger, name: str, begin: int) -> SourcesPage:
    """The parties with these words in one of their names, those in the most reports first."""
    if not name:
        with ledger.events_view() as connection:
            return SourcesPage(
                query.sources(connection, begin, PER_LIST), "", begin, asked.count_parties(connection)
            )
    wanted = name.casefold()
    found = [s for s in ledger.sources() if any(wanted in n.casefold() for n in (s.party.name, *s.party.aliases))]
    return SourcesPage(tuple(found[begin : begin + PER_LIST]), name, begin, len(found))


def source_page(ledger: Ledger, id_: str, begin: int = 0) -> SourcePage:
    """The page of the party with this id or name. Raises NotFound; QueryError where several fit."""
    with ledger.events_view() as connection:
        party = party_named(connection, id_)
        said = sayings(connection, party.id)
        shown = said[begin : begin + PER_PAGE]
        became = entries(connection, party.id, shown)
        relays = _relays(connection, said)
        reports = asked.heads(connection, [s.report for s in shown])
    stances = Counter(s.stance for s in said)
    return SourcePage(
        party=party,
        entries=became,
        begin=begin,
        total=len(said),
        relays=relays,
        outlets={r.id: r.outlet or r.title or r.id for r in reports},
        said=stances["support"],
        denied=stances["deny"],
        wide=draw(said, 1232),
        narrow=draw(said, 340),
    )


def _relays(connection: Connection, said: Sequence[Saying]) -> tuple[Relayed, ...]:
    """Who stands on the chains that end in the party, by the reports into which they carried its word."""
    reports: dict[str, set[str]] = {}
    for one in said:
        for link in one.chain[:-1]:
            reports.setdefault(link, set()).add(one.report)
    found = [Relayed(p, len(reports[p.id])) for p in query.parties(connection, reports)]
    return tuple(sorted(found, key=lambda r: (-r.reports, r.party.name)))[:MOST_RELAYS]


def draw(said: Sequence[Saying], width: float) -> Markup | None:
    """What a party said (above the line) and denied (below) day by day; None where no day is known."""
    dated = [(d[1], s) for s in said if (d := days_in(s.day))]
    if len(dated) < 2:
        return None
    days = Days.over([d for d, _ in dated], 6, width - 6)
    columns: dict[tuple[bool, float], list[Saying]] = {}
    for at, one in dated:
        columns.setdefault((one.stance == "deny", days.at(at)), []).append(one)
    above = max([1, *(min(MOST, len(c)) for (deny, _), c in columns.items() if not deny)])
    below = max([0, *(min(MOST, len(c)) for (deny, _), c in columns.items() if deny)])
    line = 12 + above * DOT
    parts = [tag("line", class_="zero", x1=6, x2=width - 6, y1=line, y2=line)] if below else []
    for (deny, x), column in columns.items():
        step = DOT if deny else -DOT
        for n, one in enumerate(column[:MOST]):
            parts.append(_dot(one, x, line + step * (n + 0.9), deny=deny))
    y = line + (8 + below * DOT if below else 0)
    return picture(joined([*parts, day_axis(days, y)]), width, y + 24, label="Sayings by day", class_="timeline")


def _dot(said: Saying, x: float, y: float, *, deny: bool) -> Markup:
    words = f"{day(said.day)}: {one_line(said.quote)}"
    kind = "deny" if deny else "support" if said.stance == "support" else "other"
    return saying((x, y, 3.6), kind, words, f"/reports/{said.report}?at={said.start}-{said.end}#shown")
