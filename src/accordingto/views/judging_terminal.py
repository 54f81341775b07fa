"""Questions to an analyst, and what a judgement did, in the terminal."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from accordingto.model.event import Event, Judgement
from accordingto.views.panel import headline
from accordingto.views.panel_terminal import name
from accordingto.views.terminal import FAINT, STYLES, facts, heading, lead
from accordingto.views.words import count, day, dots, one_line, origin_state, standing

if TYPE_CHECKING:
    from accordingto.ledger import Picture, Question, Side

AROUND = 120
"""Characters of the text before and after a clause that are shown with it."""
EACH = 8


def show_question(question: "Question", picture: "Picture") -> RenderableType:
    """A question with the clauses it is about, in their surroundings."""
    parts: list[RenderableType] = [heading(_sentence(one_line(question.words)))]
    sides = (
        [("left", question.left)]
        if question.right is None
        else [("left", question.left), ("right", question.right)]
    )
    for label, side in sides:
        parts += _side(label if question.right else "", side, picture)
    return Group(*parts)


def _side(label: str, side: "Side", picture: "Picture") -> Iterable[RenderableType]:
    report = picture.report(side.report)
    head = lead(f"{label}  " if label else "", "bold")
    head.append(one_line(side.who) if side.who else "the report itself", style=STYLES["source"])
    yield head.append("  ").append_text(
        facts(name(headline(report)), day(report.published), side.claim, side.event)
    )
    start, end = max(0, side.span.start - AROUND), min(len(report.text), side.span.end + AROUND)
    text = Text("…" if start else "", style=FAINT)
    text.append(_flat(report.text[start : side.span.start]), style=FAINT)
    text.append(_flat(side.span.quote), style="not dim bold")
    text.append(_flat(report.text[side.span.end : end]), style=FAINT)
    yield Padding(text.append("…" if end < len(report.text) else ""), (0, 0, 0, 4))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _flat(words: str) -> str:
    """Words made safe on one line, with a space kept at each end where there was one."""
    inner = one_line(words)
    if not inner:
        return " " if words else ""
    return (" " if words[0].isspace() else "") + inner + (" " if words[-1].isspace() else "")


def show_effect(made: Judgement, before: Sequence[Event], after: Sequence[Event]) -> RenderableType:
    """What was logged, and the events it is about before and after."""
    parts: list[RenderableType] = [
        Text(f"Logged: {_said(made)}"),
        facts(f"undo with: accordingto judge undo {made.id}"),
    ]
    if tuple(before) == tuple(after):
        return Group(*parts, Text("No event is changed by it."))
    return Group(*parts, *_events("Before", before), *_events("Now", after))


def _events(label: str, events: Sequence[Event]) -> Iterable[RenderableType]:
    yield heading(f"{label}: {count(len(events), 'event')}")
    for e in events[:EACH]:
        line = lead(f"{dots(e)} ").append(one_line(e.gloss)).append("  ")
        told = f"told as {e.event.act}" if e.event.act else None
        yield line.append_text(
            facts(origin_state(e), count(len(e.claims), "claim"), standing(e.standing), told, e.id)
        )
    if len(events) > EACH:
        yield Text(f"and {len(events) - EACH} more", style=FAINT)


def show_log(log: Sequence[Judgement], held: AbstractSet[str]) -> RenderableType:
    """Every judgement, the first made first; what no longer holds is marked."""
    if not log:
        return Text("Nothing was judged yet.")
    lines = []
    for j in log:
        state = "" if j.id in held or j.kind == "withdrawn" else "  not in force"
        lines.append(Text(_said(j)).append(state, style=STYLES["cue"]).append("  ").append_text(facts(j.id)))
    return Group(*lines)


def _said(j: Judgement) -> str:
    kind = "undone" if j.kind == "withdrawn" else j.kind.replace("-", " ")
    value = f" → {one_line(j.value)}" if j.value is not None else ""
    note = f" ({one_line(j.note)})" if j.note else ""
    sides = " | ".join(_ids(side) for side in (j.left, j.right) if side)
    return f"{kind}: {sides}{value}, by {one_line(j.by)} on {j.on}{note}"


def _ids(ids: str | None) -> str:
    words = (ids or "").split()
    if len(words) > 2 and all(w.startswith("c") for w in words):
        return f"{words[0]} and {count(len(words) - 1, 'claim')}"
    return one_line(ids)
