"""What every command of the command line shares: the application, options, the ledger to ask, what is printed."""

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from accordingto.config import settings
from accordingto.errors import AccordingToError, LedgerError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from accordingto.ledger import Ledger

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
            complain(str(error))
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            complain("stopped")
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


def complain(message: str) -> None:
    """One line on standard error."""
    from rich.text import Text

    from accordingto.views.terminal import console
    from accordingto.views.words import one_line

    line = Text("accordingto: ", style="bold red").append(one_line(message), style="not bold red")
    console(stderr=True).print(line, soft_wrap=True)


def show(what: "RenderableType") -> None:
    """Print to standard output, in the width of the terminal."""
    from accordingto.views.terminal import console

    console().print(what)


def show_json(value: object, *, line: bool = False) -> None:
    """Print as JSON with sorted keys; `line`: on one line."""
    import json

    from accordingto.model.codec import to_plain

    text = json.dumps(
        to_plain(value), sort_keys=True, ensure_ascii=False, indent=None if line else 2, allow_nan=False
    )
    typer.echo(text)


def path_of(ledger: Path | None) -> Path:
    """The ledger file that is meant."""
    return ledger if ledger is not None else settings().ledger


@contextmanager
def to_read(ledger: Path | None) -> Iterator["Ledger"]:
    """The ledger to read from, which is never made here; its events are brought up to date where they can be."""
    from accordingto.ledger import Ledger

    path = path_of(ledger)
    with Ledger(path, read_only=True) as opened:
        if opened.stale():
            try:
                with Ledger(path, busy_seconds=2.0) as writer:
                    writer.refresh()
            except LedgerError as error:
                complain(f"events are shown as they were last worked out: {error}")
        yield opened


# Which events are asked for


def _option(*names: str, metavar: str, words: str, kind: type = str) -> Any:  # noqa: ANN401 - an annotation
    return Annotated[kind | None, typer.Option(*names, metavar=metavar, help=words)]


_TERMS = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILTER]...", help="Words that its claims have, and terms such as party:NIS.", show_default=False
    ),
]
_FILTER: dict[str, tuple[str, Any]] = {
    "party": (
        "--party",
        _option("--party", metavar="NAME", words="Who takes a stand on it, by any name or bloc."),
    ),
    "place": ("--place", _option("--place", metavar="NAME", words="A place by name or country code.")),
    "actor": (
        "--actor",
        _option("--actor", metavar="NAME", words="Anybody who takes part, by name or country code."),
    ),
    "type": ("--type", _option("--type", metavar="TYPE", words="A type, mode, act or context.")),
    "act": ("--act", _option("--act", metavar="ACT", words="An act, such as deploy-troops.")),
    "status": ("--status", _option("--status", metavar="STATUS", words="How it is told: happened, planned, ...")),
    "standing": ("--standing", _option("--standing", metavar="STANDING", words="A standing, or disputed.")),
    "outlet": ("--outlet", _option("--outlet", metavar="NAME", words="An outlet that reports it.")),
    "min_origins": (
        "--min-origins",
        _option("--min-origins", metavar="N", words="At least so many origins, counted strictly.", kind=int),
    ),
    "since": ("--since", _option("--since", metavar="DAY", words="From this ISO day on.")),
    "until": ("--until", _option("--until", metavar="DAY", words="Up to and with this ISO day.")),
}


def filtered(
    *, without: tuple[str, ...] = (), terms: bool = True
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Gives a command that takes `wanted: Filter` the options that make one, less those in `without`.

    `terms`: also words and `key:value` terms as arguments, in the syntax of `Filter.parse`.
    """
    names = [name for name in _FILTER if name not in without]

    def made(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command).parameters
        hints = dict(command.__annotations__)

        @wraps(command)
        def run(**given: Any) -> None:  # noqa: ANN401 - what typer gives
            from accordingto.ledger import Filter

            line = " ".join(_as_term(t) for t in (given.pop("terms", None) or ()))
            fields = {name: given.pop(name) for name in names}
            command(wanted=Filter.parse(line, **fields), **given)

        parameters = []
        for name, parameter in own.items():
            if name != "wanted":
                parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))
                continue
            if terms:
                parameters.append(_parameter("terms", _TERMS))
            parameters += [_parameter(n, _FILTER[n][1]) for n in names]
        hints.pop("wanted", None)
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = hints | {p.name: p.annotation for p in parameters}
        return run

    return made


def _parameter(name: str, annotation: Any) -> inspect.Parameter:  # noqa: ANN401
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def _as_term(word: str) -> str:
    """An argument as a term: what the shell has kept together stays together."""
    import re

    key, colon, value = word.partition(":")
    if '"' in word or not re.search(r"\s", word):
        return word
    if colon and re.fullmatch(r"[A-Za-z][\w-]*", key):
        return f'{key}:"{value}"'
    return word


def is_terminal() -> bool:
    """Whether somebody sits at the keyboard."""
    return sys.stdin.isatty() and sys.stdout.isatty()
