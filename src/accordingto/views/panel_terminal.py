"""The panel of an event in the terminal: the state first, then who says so, who denies it, which numbers."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from accordingto.model.event import Event
from accordingto.views.panel import Clash, Copy, Counted, Headline, Link, Origin, Panel, Telling, quoted
from accordingto.views.terminal import FAINT, STYLES, facts, heading, lead
from accordingto.views.words import (
    PLAIN_STATUSES,
    amount,
    clip,
    count,
    day,
    dots,
    listed,
    one_line,
    origin_state,
    since,
    standing,
    when,
)


def show_panel(panel: Panel, width: int = 80) -> RenderableType:
    """The panel as it is read: head, origins with their chains, denials, numbers, conflicts, near-copies."""
    titles = {r.id: name(r) for r in panel.reports}
    parts: list[RenderableType] = [_head(panel)]
    if panel.origins:
        parts += [heading("Said by"), *(_origin(o, titles, width) for o in panel.origins)]
    if panel.denials:
        parts += [heading("Denied by"), *(_origin(o, titles, width, lapsed=not o.counts) for o in panel.denials)]
    if panel.noncommittal:
        parts += [heading("Neither said nor denied by"), *(_origin(o, titles, width) for o in panel.noncommittal)]
    if panel.uncounted:
        parts += [heading("Told, but no origin of its own"), *(_origin(o, titles, width) for o in panel.uncounted)]
    if panel.numbers:
        parts += [heading("Numbers, by what they count"), _numbers(panel.numbers)]
    if panel.conflicts:
        parts += [heading("Cannot both hold"), *(_clash(c, width) for c in panel.conflicts)]
    if panel.whole or panel.parts:
        parts += [heading("Part of, and its parts"), *_family(panel)]
    if panel.near_copies:
        parts += [heading("Near-copies"), *map(_copy, panel.near_copies)]
    return Group(*parts)


def name(report: Headline) -> str:
    """What a report is called in one or two words: its outlet, else its title, else its id."""
    return one_line(report.outlet) or clip(report.title or "", 40) or report.id


def _head(panel: Panel) -> Group:
    event = panel.event
    kind = " ".join(p for p in (event.event.type, event.event.act) if p)
    state = Text().append(f" {dots(event)} ", style="bold")
    state.append(f" {origin_state(event)} ", style="bold reverse")
    state.append(f"  strict {event.strict} / lenient {event.lenient}")
    echo = f"echo: {count(len(event.reports), 'report')}, {count(event.report_lines, 'report line')}"
    return Group(
        Text(one_line(event.gloss), style="bold"),
        facts(kind, when(event), listed(event.places, 3), event.id),
        Rule(style=FAINT),
        state,
        Text(f" {echo}"),
        Text(" standing: ").append(standing(event.standing), style="bold").append(since(event), style=FAINT),
        Text(f" {panel.summary}"),
    )


def _origin(origin: Origin, titles: dict[str, str], width: int, *, lapsed: bool = False) -> Tree:
    label = lead(one_line(origin.name), f"bold {STYLES['source']}").append("  ")
    alone = len(origin.links) == 1
    label.append_text(_about(origin, origin.links[0] if alone else None, lapsed=lapsed))
    tree = Tree(label, guide_style=FAINT)
    for link in origin.links:
        if alone:
            _grow(tree, link, titles, width - 4)
        else:
            _grow(tree.add(_party(link, "")), link, titles, width - 8)
    return tree


def _about(origin: Origin, only: Link | None, *, lapsed: bool) -> Text:
    return facts(
        only.party.class_.replace("_", " ") if only else None,
        origin.behind,
        "anonymous" if origin.anonymous else None,
        count(origin.reports, "report"),
        f"first said {day(origin.first_said)}" if origin.first_said else None,
        "no longer held" if lapsed else None,
    )


def _party(link: Link, before: str) -> Text:
    text = lead(before, FAINT).append(one_line(link.party.name), style=STYLES["source"])
    return text.append("  ").append_text(facts(link.party.class_.replace("_", " ")))


def _grow(tree: Tree, link: Link, titles: dict[str, str], width: int) -> None:
    """Add what hangs on a link; `width` is what is left of the line at its depth."""
    for telling in link.tellings:
        tree.add(_leaf(telling, titles, width))
    for relay in link.relays:
        _grow(tree.add(_party(relay, "via ")), relay, titles, width - 4)


def _leaf(telling: Telling, titles: dict[str, str], width: int) -> Text:
    report, supports = telling.report, [s.support for s in telling.stands]
    days = {s.said_on for s in supports if s.said_on and s.said_on != (report.published or "")[:10]}
    told = {s.status for s in supports} - {*PLAIN_STATUSES}
    text = lead(name(report)).append("  ")
    text.append_text(
        facts(
            day(report.published),
            *(f"said {day(d)}" for d in sorted(days)),
            *sorted(told),
            f"repeats {titles[telling.copies]}" if telling.copies else None,
        )
    )
    for stand in () if telling.copies else quoted(telling):
        text.append(f"\n“{clip(stand.support.span.quote, max(60, 2 * width - 8))}”", style="italic")
    return text


def _numbers(groups: Iterable[Counted]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", overflow="fold", max_width=22)
    table.add_column(justify="right", overflow="fold", max_width=24)
    table.add_column(ratio=1)
    for group in groups:
        what = clip(group.what, 40)
        for n in group.numbers:
            who = one_line(n.party.name) if n.party else "party not known"
            rest = facts(day(n.said_on) if n.said_on else None, count(len(n.reports), "report"))
            table.add_row(what, amount(n.quantity), lead(who, STYLES["source"]).append("  ").append_text(rest))
            what = ""
    return table


def _clash(clash: Clash, width: int) -> Text:
    text = lead(clash.kind.replace("_", " ")).append(f"  {one_line(clash.reason)}")
    for stand in (clash.left, clash.right):
        text.append(f"\n  {one_line(stand.chain[-1].name)}", style=STYLES["source"])
        text.append(f" in {name(stand.report)}: ", style=FAINT)
        text.append(f"“{clip(stand.support.span.quote, max(24, width - 40))}”", style="italic")
    return text


def _family(panel: Panel) -> Iterable[Text]:
    """The event that this one is told to be part of, and those told to be part of it."""
    tied = [("is part of ", panel.whole)] if panel.whole else []
    for words, event in [*tied, *(("has as its part ", part) for part in panel.parts)]:
        yield lead(words).append(one_line(event.gloss), style="bold").append(f"  {event.id}", style=FAINT)


def _copy(copy: Copy) -> Text:
    text = lead(name(copy.copy)).append(" repeats ").append(name(copy.origin), style="bold")
    return text.append(f"  {copy.kind}, {copy.share:.0%} of its words", style=FAINT)


def others(events: Iterable[Event]) -> RenderableType:
    """The other events that answer the question, a line each."""
    lines: list[RenderableType] = []
    for event in events:
        text = lead(f"{dots(event)} ").append(clip(event.gloss, 60))
        lines.append(text.append("  ").append_text(facts(origin_state(event), event.id)))
    if not lines:
        return Group()
    return Group(heading("Also found"), *lines, Text("Show one: accordingto who ID", style=FAINT))
