"""Commands that ask a ledger: who, events, chronology, sources, asof, diff, why."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from accordingto.errors import NotFound, QueryError
from accordingto.views.command import JsonOption, LedgerOption, filtered, path_of, show, show_json, to_read

if TYPE_CHECKING:
    from accordingto.ledger import Filter, Picture
    from accordingto.model.event import Event

LimitOption = Annotated[int, typer.Option("--limit", metavar="N", min=1, help="How many at most.")]
DAY = "An ISO day, such as 2024-10-18."


@filtered(terms=False)
def who(
    question: Annotated[
        str,
        typer.Argument(
            metavar="QUESTION", help="Words of what is said to have happened, with terms, or an event's id."
        ),
    ],
    wanted: "Filter",
    ledger: LedgerOption = None,
    asof: Annotated[str | None, typer.Option("--asof", metavar="DAY", help="As it stood on that ISO day.")] = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, max=50, help="How many matching events.")
    ] = 5,
    as_json: JsonOption = False,
) -> None:
    """Show who says so, who repeats it, who denies it.

    QUESTION may hold terms: who "troops party:NIS since:2024-10-01".
    """
    from contextlib import nullcontext

    with to_read(ledger) as opened, opened.asof(asof) if asof else nullcontext(opened) as picture:
        found = _asked(picture, question, wanted, limit)
        if found:
            _show_found(picture, question, found, as_json)
    if not found:
        if as_json:
            show_json({"question": question, "panels": []})
        raise NotFound(f"nothing in {path_of(ledger)} matches {question!r}: try fewer or other words")


def _show_found(picture: "Picture", question: str, found: "tuple[Event, ...]", as_json: bool) -> None:
    from rich.console import Group

    from accordingto.views.panel import panel
    from accordingto.views.panel_terminal import others, show_panel
    from accordingto.views.terminal import console

    if as_json:
        show_json({"question": question, "panels": [panel(picture, e.id) for e in found]})
        return
    out = console()
    out.print(Group(show_panel(panel(picture, found[0].id), out.width), others(found[1:])))


def _asked(picture: "Picture", question: str, wanted: "Filter", limit: int) -> "tuple[Event, ...]":
    """The events that a question is about: the one with this id, else those that have the words."""
    from accordingto.ledger import Filter

    if " " not in question:
        try:
            return (picture.event(question),)
        except (NotFound, QueryError):
            pass  # one word that is no id is a question of one word
    given = {
        n: getattr(wanted, n) for n in Filter.__dataclass_fields__ if getattr(wanted, n) != getattr(Filter(), n)
    }
    asked = Filter.parse(question, **given)
    if asked.words is None:
        return picture.events(replace(asked, limit=limit))
    rest = replace(asked, words=None)
    return picture.who(asked.words, limit, None if rest == Filter() else rest)


@filtered()
def events(
    wanted: "Filter", ledger: LedgerOption = None, limit: LimitOption = 20, as_json: JsonOption = False
) -> None:
    """List events with their origins, the most told first.

    FILTER is words that the claims of an event have, and terms such as party:NIS place:"Port Alma"
    act:deploy-troops standing:disputed min-origins:2 since:2024-10-01; each option is also a term.
    """
    from accordingto.views.terminal import show_events

    with to_read(ledger) as opened:
        found = opened.events(_one_more(wanted, limit))
    if as_json:
        show_json({"events": found[: _most(wanted, limit)]})
    elif found:
        most = _most(wanted, limit)
        show(show_events(found[:most], more=len(found) > most))
    else:
        typer.echo("No event fits.")


def _most(wanted: "Filter", limit: int) -> int:
    return wanted.limit or limit


def _one_more(wanted: "Filter", limit: int) -> "Filter":
    return replace(wanted, limit=_most(wanted, limit) + 1)


@filtered()
def chronology(
    wanted: "Filter", ledger: LedgerOption = None, limit: LimitOption = 200, as_json: JsonOption = False
) -> None:
    """List events by day, the earliest first.

    A day in brackets is that of the telling: the happening has none. FILTER is as in `events`.
    """
    from accordingto.views.asking_terminal import show_chronology

    with to_read(ledger) as opened:
        found = opened.chronology(replace(wanted, limit=None, offset=0))
    most = _most(wanted, limit)
    shown = found[wanted.offset :][:most]
    if as_json:
        show_json({"entries": shown})
    elif shown:
        show(show_chronology(shown, more=len(found) - wanted.offset > most))
    else:
        typer.echo("No event fits.")


def sources(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="A source: what it said over time, and what became of it."),
    ] = None,
    ledger: LedgerOption = None,
    limit: LimitOption = 50,
    as_json: JsonOption = False,
) -> None:
    """List the parties on whose word something rests, or the account of one."""
    from accordingto.views.asking_terminal import show_account
    from accordingto.views.terminal import show_sources

    with to_read(ledger) as opened:
        if name is not None:
            account = opened.account(name)
            shown = replace(account, entries=account.entries[:limit])
            if as_json:
                show_json(shown)
            else:
                show(show_account(shown, more=len(account.entries) - limit))
            return
        found = opened.sources()[:limit]
    if as_json:
        show_json({"sources": found})
    else:
        show(show_sources(found))


@filtered()
def asof(
    day: Annotated[str, typer.Argument(metavar="DAY", help=DAY)],
    wanted: "Filter",
    ledger: LedgerOption = None,
    limit: LimitOption = 20,
    as_json: JsonOption = False,
) -> None:
    """List what was known on a day, and from whom.

    Only reports published up to DAY count. Show one: accordingto who ID --asof DAY. FILTER is as in `events`.
    """
    from accordingto.views.asking_terminal import show_asof

    most = _most(wanted, limit)
    with to_read(ledger) as opened, opened.asof(day) as past:
        found = past.events(_one_more(wanted, limit))
        parties = {p.id: p for p in past.parties()}
        reports = len(past.reports())
        if as_json:
            shown = {"day": day, "reports": reports, "undated": past.undated, "events": found[:most]}
            show_json({**shown, "parties": [p for p in parties.values() if _stands(p.id, found[:most])]})
        else:
            show(show_asof(past, found[:most], parties, more=len(found) > most))


def _stands(party: str, found: "tuple[Event, ...]") -> bool:
    return any(party in (*e.origins, *e.deniers) for e in found)


@filtered(without=("since", "until"))
def diff(
    wanted: "Filter",
    since: Annotated[str, typer.Option("--since", metavar="DAY", help="What changed from this ISO day on.")],
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", help="Up to and with this ISO day.")
    ] = None,
    ledger: LedgerOption = None,
    limit: LimitOption = 200,
    as_json: JsonOption = False,
) -> None:
    """List what changed: new events, origins and denials, numbers that moved, what was withdrawn.

    FILTER is as in `events`, for the events as they are after.
    """
    from accordingto.views.asking_terminal import show_diff

    with to_read(ledger) as opened:
        found = opened.diff(since, until, wanted)
        if as_json:
            show_json(found)
        else:
            cut = replace(found, differences=found.differences[:limit])
            show(show_diff(cut, more=len(found.differences) - limit))


def why(
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="Of an event, source, claim, report, judgement, stand.")
    ],
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give the reasons for a merge, a count, a standing, a grade, with the words they rest on."""
    from accordingto.views.asking_terminal import show_why
    from accordingto.views.panel import headline

    with to_read(ledger) as opened:
        found = opened.why(id_)
        if as_json:
            show_json(found)
            return
        ids = dict.fromkeys(e.report for r in found.reasons for e in r.evidence)
        show(show_why(found, {r: headline(opened.report(r)) for r in ids}))


__all__ = ["asof", "chronology", "diff", "events", "sources", "who", "why"]
