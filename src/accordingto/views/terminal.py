"""A reading, and lists of events, sources and rejects, in the terminal.

Everything is built from `rich.text.Text` out of words made safe by `views.words`: no markup in a report is ever
interpreted. Roles differ by more than colour, so that they can be told apart with NO_COLOR set.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from accordingto.model.claim import NARRATOR, Attribution, Claim, Reading
from accordingto.model.event import Event
from accordingto.views.lineage import Said, numbers_of, said
from accordingto.views.marks import of_reading, segments
from accordingto.views.panel import bloc_name
from accordingto.views.words import (
    count,
    day,
    dots,
    listed,
    one_line,
    origin_state,
    stand,
    standing,
    visible,
    when,
)

if TYPE_CHECKING:
    from accordingto.ledger import SourceRecord

STYLES = {"source": "bold cyan", "cue": "italic magenta", "content": "green"}
FAINT = "dim"


def console(*, stderr: bool = False) -> Console:
    """A console that interprets nothing in what it prints."""
    return Console(stderr=stderr, markup=False, emoji=False, highlight=False)


def heading(words: str) -> Text:
    """The head of a part of the output."""
    return Text("\n" + words, style="bold")


def lead(words: str, style: str = "bold") -> Text:
    """A text that begins with `words` in a style which what is appended does not inherit."""
    return Text().append(words, style=style)


def facts(*parts: str | None) -> Text:
    """Short facts on one faint line, made safe and parted by dots; what is not known is left out."""
    return Text(" · ".join(one_line(p) for p in parts if p), style=FAINT)


def show_reading(reading: Reading) -> RenderableType:
    """A report's text with its marks, then who says what as a tree, then the claims."""
    report = reading.report
    parts: list[RenderableType] = []
    if report.title:
        parts.append(Text(one_line(report.title), style="bold"))
    parts += [
        facts(report.outlet or "outlet not known", day(report.published), report.language, report.id),
        _legend(),
        Text(),
        marked_text(reading),
        heading(f"Who says what: {count(len(reading.attributions), 'attribution')}"),
        attribution_tree(reading),
        heading(f"What is claimed: {count(len(reading.claims), 'claim')}"),
        _claims(reading),
    ]
    if reading.rejects:
        parts.append(heading(f"Not read: {count(len(reading.rejects), 'stretch', 'stretches')}"))
        parts += [Text(f"  {one_line(u.reason)}", style=FAINT) for u in reading.rejects]
    return Group(*parts)


def _legend() -> Text:
    text = Text()
    for role, style in STYLES.items():
        text.append(role, style=style).append("  ")
    return text.append("happening", style="underline")


def marked_text(reading: Reading) -> Text:
    """The report's text, each character in the style of its innermost role, happenings underlined."""
    shown = visible(reading.report.text)
    text = Text()
    for segment in segments(0, len(shown), of_reading(reading)):
        style = STYLES.get(segment.role or "", "")
        if segment.has("anchor"):
            style += " underline"
        text.append(shown[segment.start : segment.end], style=style.strip())
    return text


def attribution_tree(reading: Reading) -> Tree:
    """The attributions from the outlet down to the last party that the text names."""
    tree = Tree(Text(one_line(reading.report.outlet) or NARRATOR, style="bold"), guide_style=FAINT)
    for node in said(reading):
        _grow(tree, node)
    return tree


def _grow(tree: Tree, node: Said) -> None:
    branch = tree.add(_attribution(node.attribution))
    for inner in node.inner:
        _grow(branch, inner)


def _attribution(a: Attribution) -> Text:
    text = lead("← ", FAINT)
    text.append(one_line(a.root.name), style=STYLES["source"])
    text.append(f"  {a.act.replace('_', ' ')}", style="bold" if a.act == "deny" else "")
    cue = " … ".join(one_line(s.quote) for s in a.cue)
    if cue:
        text.append(f"  {cue}", style=STYLES["cue"])
    anonymous = "anonymous" if a.root.anonymous else None
    spoken = f"said on {day(a.said_on)}" if a.said_on else None
    rest = " · ".join(p for p in (a.kind, a.root.class_.replace("_", " "), anonymous, spoken, a.id) if p)
    return text.append(f"  {one_line(rest)}", style=FAINT)


def _claims(reading: Reading) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(style=FAINT, no_wrap=True)
    table.add_column(ratio=1)
    for claim in reading.claims:
        table.add_row(one_line(claim.id), Group(Text(one_line(claim.gloss)), _claim_facts(claim, reading)))
    return table


def _claim_facts(claim: Claim, reading: Reading) -> Group:
    kind = " ".join(p for p in (claim.event.type, claim.event.mode, claim.event.act) if p)
    names = {p.id: p for p in reading.places}
    counted = numbers_of(reading, claim)
    where = [f"{p.name} ({r.role})" for r in claim.places if (p := names.get(r.place))]
    lines = [facts(kind or "no event type", claim.status, *counted, *where)]
    text = Text("  ")
    for holder, value in claim.value_by.items():
        text.append(one_line(holder), style=STYLES["source"]).append(
            f" {stand(value)} ({value:+d})  ", style=FAINT
        )
    return Group(*lines, text)


def show_events(events: Sequence[Event], *, more: bool = False) -> RenderableType:
    """Events, each with its origins before its words; `more` says that others fit too."""
    table = Table.grid(padding=(0, 2), expand=False)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for event in events:
        kind = event.event.act or event.event.type
        table.add_row(
            Text(dots(event), style="bold"),
            Group(
                Text(one_line(event.gloss)),
                facts(origin_state(event), count(len(event.reports), "report"), standing(event.standing)),
                facts(kind, when(event), listed(event.places, 3), event.id),
            ),
        )
    note = "There are more: narrow the filter, or raise --limit." if more else "Show one: accordingto who ID"
    return Group(table, Text(note, style=FAINT))


def show_sources(found: Sequence["SourceRecord"]) -> RenderableType:
    """The parties of a ledger with how much each said."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Source", "Class", "Behind it"):
        table.add_column(name, overflow="fold")
    for name in ("Reports", "Said", "Denied"):
        table.add_column(name, justify="right")
    for record in found:
        party = record.party
        who = lead(one_line(party.name), STYLES["source"])
        if party.anonymous:
            who.append(" anonymous", style=FAINT)
        figures = (str(n) for n in (record.reports, record.supported, record.denied))
        table.add_row(who, party.class_.replace("_", " "), Text(one_line(bloc_name(party.bloc))), *figures)
    return table
