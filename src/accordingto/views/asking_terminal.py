"""A chronology, an account, a past day, what changed, and reasons, in the terminal."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from accordingto.model.event import Event, Party
from accordingto.views.panel import Headline, bloc_name
from accordingto.views.panel_terminal import name
from accordingto.views.terminal import FAINT, STYLES, facts, heading, lead
from accordingto.views.words import clip, count, day, dots, listed, one_line, origin_state, standing, when

if TYPE_CHECKING:
    from accordingto.ledger import Account, AccountEntry, Diff, Difference, Entry, Past, Reason, Why

QUOTE = 160
"""Characters of a quotation that are shown."""
EACH = 12
"""Reasons of one kind that are shown; the JSON has them all."""

_DIFFERENCES = {
    "new": ("+", "new"),
    "joined": ("=", "joined"),
    "origin": ("+", "origin"),
    "denial": ("−", "denial"),
    "denial-lapsed": ("~", "denial lapsed"),
    "number": ("#", "number"),
    "withdrawn": ("−", "withdrawn"),
    "standing": ("~", "standing"),
}
_ABOUT = {
    "together": "Why these claims are one event",
    "part": "What it is part of",
    "count": "Why so many origins",
    "standing": "How it came to stand so",
    "grade": "Why this grade",
    "copy": "What repeats what",
    "judged": "What analysts judged",
    "party": "Who this is",
    "stand": "How it came to the reader",
    "read": "How it was read",
}
_STANCES = {"support": "says", "deny": "denies", "noncommittal": "leaves open"}


def _rows(*widths: int | None) -> Table:
    """A table without lines; None is a column that takes what is left."""
    table = Table.grid(padding=(0, 2))
    for width in widths:
        if width is None:
            table.add_column(ratio=1)
        else:
            table.add_column(min_width=width, no_wrap=True)
    return table


def show_chronology(entries: Sequence["Entry"], *, more: bool = False) -> RenderableType:
    """Events under their days."""
    table = _rows(0, 0, None)
    for days, of_day in groupby(entries, key=_days):
        for n, entry in enumerate(of_day):
            event = entry.event
            table.add_row(
                Text(days if n == 0 else "", style="bold"),
                Text(dots(event)),
                Group(
                    Text(one_line(event.gloss)),
                    facts(origin_state(event), standing(event.standing), listed(event.places, 3), event.id),
                ),
            )
    note = "There are more: narrow the filter, or raise --limit." if more else "Show one: accordingto who ID"
    return Group(table, Text(note, style=FAINT))


def _days(entry: "Entry") -> str:
    known = [d for d in (entry.begin, entry.end) if d]
    said = day("/".join(known)) if known else "no day"
    return said if entry.dated or not known else f"({said})"


def show_account(account: "Account", *, more: int = 0) -> RenderableType:
    """What a party said, day by day, with what became of it."""
    party = account.party
    parts: list[RenderableType] = [
        lead(one_line(party.name), f"bold {STYLES['source']}"),
        facts(
            party.class_.replace("_", " "),
            bloc_name(party.bloc),
            "anonymous" if party.anonymous else None,
            f"reliability {party.reliability}" if party.reliability != "F" else None,
            party.id,
        ),
    ]
    if party.aliases:
        parts.append(facts(f"also {listed(party.aliases, 6)}"))
    table = _rows(0, None)
    last = None
    for entry in account.entries:
        said = day(entry.day)
        table.add_row(Text("" if said == last else said, style="bold"), _account_entry(entry))
        last = said
    parts += [Text(), table]
    if more > 0:
        parts.append(Text(f"{more:,} more: raise --limit.", style=FAINT))
    return Group(*parts)


def _account_entry(entry: "AccountEntry") -> Group:
    said = lead(_STANCES[entry.support.stance], "bold" if entry.support.stance == "deny" else "").append("  ")
    said.append(f"“{clip(entry.support.span.quote, QUOTE)}”", style="italic")
    lines: list[RenderableType] = [
        said,
        facts(
            count(entry.reports, "report"),
            f"{standing(entry.standing_then)} then" if entry.standing_then else None,
            entry.support.status if entry.support.status not in ("happened", "ongoing") else None,
            entry.event.id,
        ),
    ]
    lines += [Text(f"→ {one_line(words)}", style=STYLES["cue"]) for words in entry.became]
    return Group(*lines)


def show_asof(
    past: "Past", events: Sequence[Event], parties: Mapping[str, Party], *, more: bool = False
) -> RenderableType:
    """What was known on a day: each event with the names of those on whose word, and of those who denied it."""
    told = count(len(past.reports()), "report")
    left = f"; {count(past.undated, 'report')} without a day left out" if past.undated else ""
    parts: list[RenderableType] = [Text(f"At the end of {day(past.day)}: {told}{left}", style="bold")]
    if not events:
        return Group(*parts, Text("Nothing was known that fits."))
    table = _rows(0, None)
    for event in events:
        lines: list[RenderableType] = [Text(one_line(event.gloss))]
        lines.append(facts(origin_state(event), standing(event.standing), when(event), event.id))
        for label, ids in (("on the word of ", event.origins), ("denied by ", event.deniers)):
            if ids:
                names = (one_line(parties[p].name) for p in ids if p in parties)
                lines.append(lead(label, FAINT).append(listed(names, 5), style=STYLES["source"]))
        table.add_row(Text(dots(event), style="bold"), Group(*lines))
    note = "There are more: narrow the filter, or raise --limit." if more else (
        f"Show one: accordingto who ID --asof {past.day}"
    )  # fmt: skip
    return Group(*parts, table, Text(note, style=FAINT))


def show_diff(found: "Diff", *, more: int = 0) -> RenderableType:
    """What changed, by the day it was said, each event's words once."""
    head = f"Since {day(found.since)}"
    if found.until:
        head = f"From {day(found.since)} to {day(found.until)}" if found.until != found.since else day(found.since)
    parts: list[RenderableType] = [Text(head, style="bold")]
    if found.undated:
        parts.append(Text(f"{count(found.undated, 'report')} without a day left out", style=FAINT))
    if not found.differences:
        return Group(*parts, Text("Nothing changed."))
    table = _rows(0, 0, None)
    last: tuple[str, str] | None = None
    for d in found.differences:
        sign, word = _DIFFERENCES[d.kind]
        said = day(d.day) if d.day else ""
        table.add_row(
            Text(said if last is None or last[0] != said else "", style="bold"),
            lead(f"{sign} {word}", STYLES["cue"] if sign == "−" else "bold"),
            _difference(d, named=last is None or last[1] != d.event.id or last[0] != said),
        )
        last = (said, d.event.id)
    parts.append(table)
    if more > 0:
        parts.append(Text(f"{more:,} more: raise --limit.", style=FAINT))
    return Group(*parts)


def _difference(d: "Difference", *, named: bool) -> Group:
    if d.kind == "new":
        return Group(
            Text(clip(d.event.gloss, QUOTE)).append("  ").append_text(facts(origin_state(d.event), d.event.id))
        )
    lines = [Text(clip(d.event.gloss, QUOTE)).append("  ").append_text(facts(d.event.id))] if named else []
    return Group(*lines, Text(one_line(d.words)))


def show_why(found: "Why", reports: Mapping[str, Headline]) -> RenderableType:
    """Reasons under what they are reasons for, each with the words it rests on."""
    parts: list[RenderableType] = [Text(one_line(found.title), style="bold"), facts(found.kind, found.id)]
    by_about: dict[str, list[Reason]] = {}
    for reason in found.reasons:
        by_about.setdefault(reason.about, []).append(reason)
    for about, reasons in by_about.items():
        parts.append(heading(_ABOUT[about]))
        parts += [_reason(r, reports) for r in reasons[:EACH]]
        if len(reasons) > EACH:
            parts.append(Text(f"  and {len(reasons) - EACH} more: --json has them all", style=FAINT))
    return Group(*parts)


def _reason(reason: "Reason", reports: Mapping[str, Headline]) -> RenderableType:
    lines: list[RenderableType] = [Text(f"• {one_line(reason.words)}")]
    for e in reason.evidence[:EACH]:
        text = lead(one_line(e.who), STYLES["source"]) if e.who else Text()
        text.append(f" in {name(reports[e.report])}: " if e.who else f"{name(reports[e.report])}: ", style=FAINT)
        text.append(f"“{clip(e.span.quote, QUOTE)}”", style="italic")
        lines.append(Padding(text, (0, 0, 0, 4)))
    if len(reason.evidence) > EACH:
        lines.append(Padding(Text(f"and {len(reason.evidence) - EACH} more places", style=FAINT), (0, 0, 0, 4)))
    return Group(*lines)
