"""The command line: thin commands; what they show is made in `terminal` and `panel_terminal`.

Everything heavy is imported inside the commands, so that `accordingto --help` answers at once. Exit codes: 0 done,
1 failed, 2 not understood, 3 nothing could be taken in, 4 nothing could be read, 5 the ledger cannot do it, 6 not
found, 70 the installation is broken, 130 stopped by Ctrl-C.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from accordingto.config import settings
from accordingto.errors import AccordingToError, LedgerError, NotFound, QueryError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from accordingto.ledger import Ledger
    from accordingto.model.event import Event

STOPPED = 130


class _Commands(TyperGroup):
    """The commands; whatever goes wrong on purpose in one becomes a line on stderr and an exit code."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's own context type is not public
        """Run a command."""
        try:
            return super().invoke(ctx)
        except AccordingToError as error:
            if ctx.params.get("debug"):
                raise
            _complain(str(error))
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            _complain("stopped")
            raise typer.Exit(STOPPED) from None


app = typer.Typer(
    cls=_Commands,
    help="Reads news reports as testimony: who says what, on whose word, with how many independent origins.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)

LedgerOption = Annotated[
    Path | None,
    typer.Option("--ledger", "-l", metavar="FILE", help="The ledger file [ACCORDINGTO_LEDGER, ./accordingto.db]."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def main() -> None:
    """The entry point `accordingto`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter ends nothing
    app()


def _complain(message: str) -> None:
    from rich.text import Text

    from accordingto.views.terminal import console
    from accordingto.views.words import one_line

    line = Text("accordingto: ", style="bold red").append(one_line(message), style="not bold red")
    console(stderr=True).print(line, soft_wrap=True)


def _print(what: "RenderableType") -> None:
    from accordingto.views.terminal import console

    console().print(what)


def _print_json(value: object, *, line: bool = False) -> None:
    import json

    from accordingto.model.codec import to_plain

    text = json.dumps(
        to_plain(value), sort_keys=True, ensure_ascii=False, indent=None if line else 2, allow_nan=False
    )
    typer.echo(text)


def _path(ledger: Path | None) -> Path:
    return ledger if ledger is not None else settings().ledger


@contextmanager
def _reading(ledger: Path | None) -> Iterator["Ledger"]:
    """The ledger to read from, which is never made here; its events are brought up to date where they can be."""
    from accordingto.ledger import Ledger

    path = _path(ledger)
    with Ledger(path, read_only=True) as opened:
        if opened.stale():
            try:
                with Ledger(path, busy_seconds=2.0) as writer:
                    writer.refresh()
            except LedgerError as error:
                _complain(f"events are shown as they were last worked out: {error}")
        yield opened


@app.callback()
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program an error came from.")] = False,
) -> None:
    pass


@app.command()
def read(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A file, a folder or an address; - for standard input.")
    ],
    published: Annotated[
        str | None, typer.Option(metavar="DAY", help="The day it was published, ISO 8601.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="The outlet that published it.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Its title.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show who says what in a report, without keeping it.

    With --json each reading is one line.
    """
    from accordingto.reading import read as read_report
    from accordingto.views.once import reports_in
    from accordingto.views.terminal import show_reading

    known = {"published": published, "outlet": outlet, "title": title}
    for report in reports_in(file, {name: value for name, value in known.items() if value is not None}):
        reading = read_report(report)
        if as_json:
            _print_json(reading, line=True)
        else:
            _print(show_reading(reading))


@app.command()
def add(
    where: Annotated[list[str], typer.Argument(metavar="WHERE", help="Files, folders or addresses.")],
    ledger: LedgerOption = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", min=1, max=256, help="How many processes read.")
    ] = 1,
    as_json: JsonOption = False,
) -> None:
    """Take reports into the ledger.

    What is there already is passed over, so that the same command goes on after a stop. Exit code 3 where an input
    could not be taken in, though all others were; 4 where nothing could be read.
    """
    from datetime import UTC, datetime

    from accordingto.ledger import Ledger
    from accordingto.views.adding import add_all, exit_code, show_added

    with Ledger(_path(ledger)) as opened:
        added = add_all(opened, where, retrieved=datetime.now(UTC).date().isoformat(), jobs=jobs)
    if as_json:
        _print_json(added)
    else:
        _print(show_added(added))
        for reject in added.rejects:
            _complain(f"{reject.where}: {reject.reason}")
    raise typer.Exit(exit_code(added))


@app.command()
def who(
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="Words of what is said to have happened, or an event's id.")
    ],
    ledger: LedgerOption = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=50, help="How many matching events.")] = 5,
    as_json: JsonOption = False,
) -> None:
    """Show who says so, who repeats it, who denies it."""
    from rich.console import Group

    from accordingto.views.panel import panel
    from accordingto.views.panel_terminal import others, show_panel
    from accordingto.views.terminal import console

    with _reading(ledger) as opened:
        found = _asked(opened, question, limit)
        if as_json:
            _print_json({"question": question, "panels": [panel(opened, e.id) for e in found]})
        elif found:
            out = console()
            out.print(Group(show_panel(panel(opened, found[0].id), out.width), others(found[1:])))
    if not found:
        raise NotFound(f"nothing in {_path(ledger)} matches {question!r}: try fewer or other words")


def _asked(ledger: "Ledger", question: str, limit: int) -> "tuple[Event, ...]":
    """The events that a question is about: the one with this id, else those that have the words."""
    if " " not in question:
        try:
            return (ledger.event(question),)
        except (NotFound, QueryError):
            pass  # one word that is no id is a question of one word
    return ledger.who(question, limit)


@app.command()
def events(
    ledger: LedgerOption = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="A place by name or country code.")] = None,
    actor: Annotated[
        str | None, typer.Option(metavar="NAME", help="Anybody who takes part, by name or country code.")
    ] = None,
    type_: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="A type, mode, act or context.")
    ] = None,
    status: Annotated[
        str | None, typer.Option(metavar="STATUS", help="How it is told: happened, planned, ...")
    ] = None,
    standing: Annotated[str | None, typer.Option(metavar="STANDING", help="A standing, or disputed.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="An outlet that reports it.")] = None,
    min_origins: Annotated[
        int, typer.Option(metavar="N", min=0, help="At least so many origins, counted strictly.")
    ] = 0,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="From this ISO day on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Up to and with this ISO day.")] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="How many at most.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """List events with their origins, the most told first."""
    from accordingto.ledger import Filter
    from accordingto.views.terminal import show_events

    wanted = Filter(
        place=place, actor=actor, type=type_, status=status, standing=standing, outlet=outlet,
        min_origins=min_origins, since=since, until=until, limit=limit + 1,
    )  # fmt: skip
    with _reading(ledger) as opened:
        found = opened.events(wanted)
    if as_json:
        _print_json({"events": found[:limit]})
    elif found:
        _print(show_events(found[:limit], more=len(found) > limit))
    else:
        typer.echo("No event fits.")


@app.command()
def sources(
    ledger: LedgerOption = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="How many at most.")] = 50,
    as_json: JsonOption = False,
) -> None:
    """List the parties on whose word something rests."""
    from accordingto.views.terminal import show_sources

    with _reading(ledger) as opened:
        found = opened.sources()[:limit]
    if as_json:
        _print_json({"sources": found})
    else:
        _print(show_sources(found))


@app.command()
def export(
    as_: Annotated[str, typer.Option("--as", metavar="json|jsonl|csv|plover", help="The form.")] = "json",
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to; standard output without it.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    ledger: LedgerOption = None,
) -> None:
    """Write the whole ledger as JSON, JSON lines or CSV, or its happenings as PLOVER records."""
    from accordingto.ledger import export as write

    if out is not None and out.exists() and not force:
        raise QueryError(f"{out} is there already: name another file, or give --force to write over it")
    with _reading(ledger) as opened:
        write(opened, as_, out if out is not None else sys.stdout)


@app.command()
def verify(ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """Check every quotation, byte and link of the ledger."""
    from accordingto.ledger import Ledger
    from accordingto.ledger import verify as problems_of

    path = _path(ledger)
    if not path.exists():
        raise LedgerError(f"there is no ledger at {path}: make one with `accordingto add`, or name another file")
    with Ledger(path) as opened:
        problems, reports = problems_of(opened), len(opened.reports(versions=True))
    if as_json:
        _print_json({"ledger": str(path), "reports": reports, "problems": problems})
    for problem in () if as_json else problems:
        _complain(problem)
    if problems:
        raise LedgerError(f"{path}: problems found: {len(problems)}")
    if not as_json:
        typer.echo(f"{path} is sound: {reports} reports looked at.")


@app.command()
def serve(
    ledger: LedgerOption = None,
    host: Annotated[
        str | None, typer.Option(metavar="HOST", help="Where to listen [ACCORDINGTO_HOST, 127.0.0.1].")
    ] = None,
    port: Annotated[
        int | None, typer.Option(metavar="PORT", min=0, max=65535, help="The port [ACCORDINGTO_PORT, 8717].")
    ] = None,
) -> None:
    """Serve the page over the ledger to this machine."""
    _serve(ledger, host or settings().host, settings().port if port is None else port)


def _serve(ledger: Path | None, host: str, port: int) -> None:
    from accordingto.views.guard import is_loopback
    from accordingto.views.serving import serve_ledger

    if not is_loopback(host):
        _complain(f"whoever reaches this machine at {host} can read the ledger, which asks for no password")
    with _reading(ledger) as opened:
        serve_ledger(opened, host, port)


@app.command()
def demo(
    ledger: Annotated[
        Path, typer.Option("--ledger", "-l", metavar="FILE", help="The ledger of the examples.")
    ] = Path("accordingto-demo.db"),
    no_serve_hint: Annotated[
        bool, typer.Option("--no-serve-hint", help="Do not say how to open the page.")
    ] = False,
    serve_it: Annotated[bool, typer.Option("--serve", help="Then serve the page.")] = False,
) -> None:
    """Read the example reports and show their main event."""
    from accordingto.views.demonstration import demonstrate

    path, _ = demonstrate(ledger)
    if serve_it:
        _serve(path, settings().host, settings().port)
    elif not no_serve_hint:
        typer.echo(f"\nOpen the page with: accordingto serve --ledger {path}")


@app.command()
def doctor(ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """Look whether all is there that the program needs."""
    from accordingto.views.doctor import examine, show_checks, worst

    checks = examine(_path(ledger))
    if as_json:
        _print_json({"checks": checks})
    else:
        _print(show_checks(checks))
    raise typer.Exit(worst(checks))


@app.command()
def version(as_json: JsonOption = False) -> None:
    """Print the version."""
    from accordingto import __version__

    if as_json:
        from accordingto.resources import resources_version

        _print_json({"accordingto": __version__, "resources": resources_version()})
    else:
        typer.echo(f"accordingto {__version__}")
