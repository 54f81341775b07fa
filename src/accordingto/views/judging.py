"""Commands with which an analyst decides: judge and review."""

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accordingto.errors import LedgerError, QueryError
from accordingto.views.command import (
    JsonOption,
    LedgerOption,
    complain,
    filtered,
    is_terminal,
    path_of,
    show,
    show_json,
    to_read,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType

    from accordingto.ledger import Filter, Ledger, Question
    from accordingto.model.event import Event, Judgement

ByOption = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who judges [your login name].")]
OnOption = Annotated[str | None, typer.Option("--on", metavar="DAY", help="The ISO day to note [today].")]
ANSWERS = (
    ("one-or-two", "s", "same", "one happening"),
    ("one-or-two", "d", "different", "two happenings"),
    ("number", "l", "wrong-value", "the left number is wrong"),
    ("number", "r", "wrong-value", "the right number is wrong"),
    ("number", "b", "as-read", "both are as written"),
    ("source", "y", "as-read", "yes"),
    ("source", "x", "not-this-source", "no, somebody else"),
    ("", "n", "not-an-event", "the left is no event at all"),
)
"""Kind of question (empty: any), key, judgement, what the key means."""


def judge(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="What is decided: see above.",
        ),
    ],
    left: Annotated[
        str, typer.Argument(metavar="[ID]", help="A claim or event; several with commas; a judgement to undo.")
    ] = "",
    right: Annotated[str | None, typer.Argument(metavar="[ID]", help="The other claim or event.")] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="VALUE", help="What is right: a number, a status, a source.")
    ] = None,
    words: Annotated[
        str | None,
        typer.Option("--words", metavar="TEXT", help="missed: the words of the report ID that were missed."),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="NAME", help="missed: whose word it is, as the report names it."),
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why.")] = None,
    by: ByOption = None,
    on: OnOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Decide what the machine got wrong; logged, and undone with `judge undo ID`.

    KIND is one of same, different (two claims or events); not-an-event, as-read (a claim or event);
    wrong-value, wrong-status, not-this-source (a claim, with the VALUE that is right; of the last, the second ID
    is the holder who is none); missed (a report, with the TEXT of its words and the NAME of its source, VALUE
    being a status); undo (a judgement); log (all that was decided).
    """
    from accordingto.ledger import Ledger
    from accordingto.views.judging_terminal import show_effect, show_log

    _check_given(kind, left, words, source)
    with Ledger(_there(ledger)) as opened:
        if kind == "log":
            log = opened.judgements(withdrawn=True)
            held = {j.id for j in opened.judgements()}
            if as_json:
                show_json({"judgements": [{"in_force": j.id in held, "judgement": j} for j in log]})
            else:
                show(show_log(log, held))
            return
        opened.refresh()
        if kind == "missed" and words is not None:
            left = _stretch(opened, left, words)
        who = by if by is not None else _login()
        day = on if on is not None else datetime.now(UTC).date().isoformat()
        if kind == "undo":
            made = opened.withdraw(left, by=who, on=day, note=note)
        else:
            other = source if kind == "missed" else right
            made = opened.judge(kind, left, other, by=who, on=day, note=note, value=to)
        before, after = _effect(opened, made)
    if as_json:
        show_json({"judgement": made, "before": before, "after": after})
    else:
        show(show_effect(made, before, after))


def _check_given(kind: str, left: str, words: str | None, source: str | None) -> None:
    from accordingto.ledger.judgements import KINDS

    if kind not in (*KINDS, "undo", "log"):
        raise QueryError(f"no such judgement: {kind!r}; one of {', '.join((*KINDS, 'undo', 'log'))}")
    if kind != "log" and not left.strip():
        raise QueryError(
            f"{kind!r} needs an id: of a claim or event (`accordingto why EVENT`, `accordingto review`)"
        )
    if kind != "missed" and (words is not None or source is not None):
        raise QueryError("--words and --source belong to 'missed'; what is right stands with --to")


def _there(ledger: Path | None) -> Path:
    path = path_of(ledger)
    if not path.exists():
        raise LedgerError(f"there is no ledger at {path}: make one with `accordingto add`, or name another file")
    return path


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        raise QueryError("nobody is logged in here by a name: say who judges with --by") from None


def _stretch(ledger: "Ledger", report: str, words: str) -> str:
    """The place of words in a report, as `REPORT:START-END`; they must stand there once."""
    found = ledger.report(report)
    times = found.text.count(words) if words.strip() else 0
    if times != 1:
        there = f"stand {times} times" if times else "do not stand"
        raise QueryError(
            f"the words {words!r:.60} {there} in report {found.id}: give them as written, and enough of them"
        )
    at = found.text.index(words)
    return f"{found.id}:{at}-{at + len(words)}"


def _effect(ledger: "Ledger", made: "Judgement") -> "tuple[tuple[Event, ...], tuple[Event, ...]]":
    """The events that a judgement is about, before it (as last worked out) and after it."""
    from accordingto.ledger import Ledger

    claims = ledger.judged_claims(made)
    with Ledger(ledger.path, read_only=True) as old:
        before = old.holding(claims)
    more = [*claims, *(c for e in before for c in e.claims)]
    return before, ledger.holding(more)


@filtered()
def review(
    wanted: "Filter",
    ledger: LedgerOption = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="How many questions.")] = 20,
    ask: Annotated[
        bool | None, typer.Option("--ask/--list", help="Ask one by one, or only list [ask at a terminal].")
    ] = None,
    by: ByOption = None,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Go through what is most worth an analyst's look, and decide.

    Close calls between one happening and two, numbers that clash, sources that were read with little confidence.
    FILTER is as in `events`. Answers are logged at once; u undoes the last.
    """
    from accordingto.views.judging_terminal import show_question

    with to_read(ledger) as opened:
        found = opened.review(limit, wanted if str(wanted) else None)
        if as_json:
            show_json({"questions": found})
            return
        if not found:
            typer.echo("Nothing is open.")
            return
        shown = {q.id: show_question(q, opened) for q in found}
    if not (is_terminal() if ask is None else ask):
        for q in found:
            show(shown[q.id])
        return
    from accordingto.ledger import Ledger

    who = by if by is not None else _login()
    day = on if on is not None else datetime.now(UTC).date().isoformat()
    with Ledger(_there(ledger)) as writer:
        _go_through(writer, found, shown, who, day)


def _go_through(
    ledger: "Ledger", found: "tuple[Question, ...]", shown: "Mapping[str, RenderableType]", by: str, on: str
) -> None:
    """Ask each question until the answer is understood; every answer is safe before the next question."""
    made: list[tuple[int, str]] = []
    at = 0
    while at < len(found):
        question = found[at]
        show(shown[question.id])
        keys = [a for a in ANSWERS if a[0] in ("", question.kind)]
        typer.echo("  ".join(f"{key} {means}" for _, key, _, means in keys) + "  Enter skip  u undo  q stop")
        answer = typer.prompt(f"{at + 1} of {len(found)}", default="", show_default=False).strip().casefold()
        if answer == "q":
            break
        if answer == "u":
            at = _undo(ledger, made, at, by, on)
            continue
        chosen = next((a for a in keys if a[1] == answer), None)
        if answer and chosen is None:
            complain(f"{answer!r} is no answer: one of {', '.join(a[1] for a in keys)}, u, q, or Enter")
            continue
        if chosen is not None:
            made.append((at, _answer(ledger, question, chosen[2], answer, by, on)))
        at += 1
    typer.echo(f"{len(made)} judged, by {by}.")


def _undo(ledger: "Ledger", made: list[tuple[int, str]], at: int, by: str, on: str) -> int:
    if not made:
        complain("nothing was judged here yet")
        return at
    back, id_ = made.pop()
    ledger.withdraw(id_, by=by, on=on)
    return back


def _answer(ledger: "Ledger", question: "Question", kind: str, answer: str, by: str, on: str) -> str:
    left, right = question.left.claim, question.right.claim if question.right else None
    if kind in ("same", "different"):
        return ledger.judge(kind, left, right, by=by, on=on).id
    if answer == "r" and right is not None:
        left = right
    if answer == "b" and right is not None and right != left:
        left = f"{left} {right}"
    holder = question.left.who if kind == "not-this-source" else None
    return ledger.judge(kind, left, holder, by=by, on=on).id


__all__ = ["judge", "review"]
