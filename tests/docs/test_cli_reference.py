import re

import pytest

from accordingto import errors
from docs import build_cli


def test_the_page_is_what_the_program_says():
    assert build_cli.PAGE.read_text("utf-8") == build_cli.page(), "run: python docs/build_cli.py"


@pytest.mark.parametrize("command", build_cli.commands())
def test_every_command_says_what_it_does_and_what_each_option_means(command):
    shown = build_cli.help_of(command)
    first = shown.split("\n\n")[1].strip()
    assert first[0].isupper()
    assert first.endswith(".")
    for line in re.findall(r"^  (?:-\w, )?--.*\n?(?:^ {6,}.*\n?)*", shown, re.MULTILINE):
        assert re.search(r"\S {2,}\S|\n +\S", line), f"no words for {line}"


def test_every_exit_code_of_the_errors_is_explained():
    explained = {int(code) for code in re.findall(r"^\| (\d+) \|", build_cli.HEAD, re.MULTILINE)}
    raised = {e.exit_code for e in vars(errors).values() if isinstance(e, type) and issubclass(e, Exception)}
    assert raised | {0, 130} <= explained


def test_help_fits_eighty_columns():
    assert max(map(len, build_cli.page().replace(build_cli.HEAD, "").splitlines())) <= 80
