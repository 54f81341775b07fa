"""Writes docs/reference/cli.md from the `--help` of every command: python docs/build_cli.py

The page is checked against the program in tests/docs/test_cli_reference.py.
"""

from pathlib import Path

from typer.main import get_command
from typer.testing import CliRunner

from accordingto.views.cli import app

PAGE = Path(__file__).parent / "reference" / "cli.md"
HEAD = """# The command line

<!-- Made by docs/build_cli.py from the program's own help; change the help, not this page. -->

Every command that shows something takes `--json` and then prints JSON to standard output and nothing else;
messages go to standard error. `--ledger` names the ledger file; without it the one in `ACCORDINGTO_LEDGER` is
used, else `./accordingto.db`. Commands that only look at a ledger never make one. Colours are left out where
standard output is no terminal or `NO_COLOR` is set. What a report says is never interpreted: control characters
are shown as `␛` and the like. `accordingto --debug COMMAND` shows where in the program an error came from.

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | failed for another reason, named in the message |
| 2 | the command line or the question was not understood |
| 3 | nothing could be taken in |
| 4 | nothing could be read |
| 5 | the ledger cannot do what was asked, or `verify` found problems |
| 6 | nothing fits the question; there is no such event or report |
| 70 | the installation is broken: `accordingto doctor` says where |
| 130 | stopped by Ctrl-C; what was acknowledged is kept |
"""


def commands() -> list[str]:
    """The names of the commands, in the order of the help."""
    return list(get_command(app).commands)  # type: ignore[attr-defined]


def help_of(*command: str) -> str:
    """The help of a command, 80 columns wide."""
    shown = CliRunner().invoke(app, [*command, "--help"], prog_name="accordingto", terminal_width=80, color=False)
    return "\n".join(line.rstrip() for line in shown.stdout.strip().splitlines())


def page() -> str:
    """The whole page."""
    parts = [HEAD, f"```text\n{help_of()}\n```\n"]
    parts += [f"## {name}\n\n```text\n{help_of(name)}\n```\n" for name in commands()]
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
