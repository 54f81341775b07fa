"""The command line: thin commands; what they show is made in `terminal` and `panel_terminal`.

Everything heavy is imported inside the commands, so that `accordingto --help` answers at once. Exit codes: 0 done,
1 failed, 2 not understood, 3 nothing could be taken in, 4 nothing could be read, 5 the ledger cannot do it, 6 not
found, 70 the installation is broken, 130 stopped by Ctrl-C.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from accordingto.config import settings
from accordingto.errors import LedgerError, QueryError
from accordingto.views.asking import asof, chronology, diff, events, sources, who, why
from accordingto.views.command import JsonOption, LedgerOption, app, complain, path_of, show, show_json, to_read
from accordingto.views.judging import judge, review


def main() -> None:
    """The entry point `accordingto`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter ends nothing
    app()


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
            show_json(reading, line=True)
        else:
            show(show_reading(reading))


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

    with Ledger(path_of(ledger)) as opened:
        added = add_all(opened, where, retrieved=datetime.now(UTC).date().isoformat(), jobs=jobs)
    if as_json:
        show_json(added)
    else:
        show(show_added(added))
        for reject in added.rejects:
            complain(f"{reject.where}: {reject.reason}")
    raise typer.Exit(exit_code(added))


for _command in (who, events, chronology, sources, asof, diff, why, review, judge):
    app.command()(_command)


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
    with to_read(ledger) as opened:
        write(opened, as_, out if out is not None else sys.stdout)


@app.command()
def verify(ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """Check every quotation, byte and link of the ledger."""
    from accordingto.ledger import Ledger
    from accordingto.ledger import verify as problems_of

    path = path_of(ledger)
    if not path.exists():
        raise LedgerError(f"there is no ledger at {path}: make one with `accordingto add`, or name another file")
    with Ledger(path) as opened:
        problems, reports = problems_of(opened), len(opened.reports(versions=True))
    if as_json:
        show_json({"ledger": str(path), "reports": reports, "problems": problems})
    for problem in () if as_json else problems:
        complain(problem)
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
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Only show: nothing can be added or judged on the page.")
    ] = False,
    borders: Annotated[
        Path | None,
        typer.Option(
            "--borders", metavar="FILE", help="Your own borders for the map, GeoJSON [ACCORDINGTO_BORDERS]."
        ),
    ] = None,
) -> None:
    """Serve the page over the ledger to this machine."""
    at = settings().port if port is None else port
    _serve(ledger, host or settings().host, at, read_only=read_only, borders=borders or settings().borders)


def _serve(
    ledger: Path | None, host: str, port: int, *, read_only: bool = False, borders: Path | None = None
) -> None:
    from accordingto.views.borders import read_borders
    from accordingto.views.guard import is_loopback
    from accordingto.views.serving import serve_ledger, writing

    if not is_loopback(host):
        complain(
            f"whoever knows the address with its token can use this ledger from any machine that reaches {host}"
        )
    with to_read(ledger) as opened, writing(path_of(ledger), read_only=read_only) as writer:
        serve_ledger(opened, host, port, writer, read_borders(borders) if borders else None)


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

    checks = examine(path_of(ledger))
    if as_json:
        show_json({"checks": checks})
    else:
        show(show_checks(checks))
    raise typer.Exit(worst(checks))


@app.command()
def version(as_json: JsonOption = False) -> None:
    """Print the version."""
    from accordingto import __version__

    if as_json:
        from accordingto.resources import resources_version

        show_json({"accordingto": __version__, "resources": resources_version()})
    else:
        typer.echo(f"accordingto {__version__}")
