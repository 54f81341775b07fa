"""The account of one party: what it said and denied, when, through whom, and what became of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from accordingto.ledger import Account, AccountEntry, Ledger
from accordingto.ledger import desk as asked
from accordingto.model.event import Party
from accordingto.views.drawing import Days, day_axis, days_in, joined, picture, tag
from accordingto.views.words import day, one_line

DOT, MOST = 9.0, 12


@dataclass(frozen=True, slots=True)
class Relayed:
    """Somebody through whom a party's word came, and in how many reports."""

    party: Party
    reports: int


@dataclass(frozen=True, slots=True)
class SourcePage:
    """What the page of a party shows; `outlets` by the id of the report that an entry stands in."""

    party: Party
    entries: tuple[AccountEntry, ...]
    relays: tuple[Relayed, ...]
    outlets: dict[str, str]
    said: int
    denied: int
    wide: Markup | None
    narrow: Markup | None


def source_page(ledger: Ledger, id_: str) -> SourcePage:
    """The page of the party with this id or name. Raises NotFound; QueryError where several fit."""
    account = ledger.account(id_)
    with ledger.events_view() as connection:
        reports = asked.heads(connection, [e.support.report for e in account.entries])
    stances = Counter(e.support.stance for e in account.entries)
    return SourcePage(
        party=account.party,
        entries=account.entries,
        relays=_relays(ledger, account),
        outlets={r.id: r.outlet or r.title or r.id for r in reports},
        said=stances["support"],
        denied=stances["deny"],
        wide=draw(account.entries, 1232),
        narrow=draw(account.entries, 340),
    )


def _relays(ledger: Ledger, account: Account) -> tuple[Relayed, ...]:
    """Who stands on the chains that end in the party, by the reports into which they carried its word."""
    reports: dict[str, set[str]] = {}
    for entry in account.entries:
        for link in entry.support.chain[:-1]:
            reports.setdefault(link, set()).add(entry.support.report)
    known = {p.id: p for p in ledger.parties() if p.id in reports}
    found = [Relayed(known[id_], len(r)) for id_, r in reports.items() if id_ in known]
    return tuple(sorted(found, key=lambda r: (-r.reports, r.party.name)))


def draw(entries: Sequence[AccountEntry], width: float) -> Markup | None:
    """What a party said (above the line) and denied (below) day by day; None where no day is known."""
    dated = [(d[1], e) for e in entries if (d := days_in(e.day))]
    if len(dated) < 2:
        return None
    days = Days.over([d for d, _ in dated], 6, width - 6)
    columns: dict[tuple[bool, float], list[AccountEntry]] = {}
    for at, entry in dated:
        columns.setdefault((entry.support.stance == "deny", days.at(at)), []).append(entry)
    above = max([1, *(min(MOST, len(c)) for (deny, _), c in columns.items() if not deny)])
    below = max([0, *(min(MOST, len(c)) for (deny, _), c in columns.items() if deny)])
    line = 12 + above * DOT
    parts = [tag("line", class_="zero", x1=6, x2=width - 6, y1=line, y2=line)] if below else []
    for (deny, x), column in columns.items():
        step = DOT if deny else -DOT
        for n, entry in enumerate(column[:MOST]):
            parts.append(_dot(entry, x, line + step * (n + 0.9), deny=deny))
    y = line + (8 + below * DOT if below else 0)
    return picture(joined([*parts, day_axis(days, y)]), width, y + 24, label="Sayings by day", class_="timeline")


def _dot(entry: AccountEntry, x: float, y: float, *, deny: bool) -> Markup:
    words = f"{day(entry.day)}: {one_line(entry.support.span.quote)}"
    shape = (
        tag("rect", class_="mark", x=x - 3.5, y=y - 3.5, width=7, height=7)
        if deny
        else tag("circle", class_="mark", cx=x, cy=y, r=3.8)
    )
    span = entry.support.span
    kind = "deny" if deny else "support" if entry.support.stance == "support" else "other"
    return tag(
        "a", tag("title", words), shape, class_=f"said {kind}",
        href=f"/reports/{entry.support.report}?at={span.start}-{span.end}#shown",
    )  # fmt: skip
