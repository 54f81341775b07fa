"""What the pages tell a reader to type works, and prints what they say it prints."""

import doctest
import importlib
import io
import os
import pkgutil
import re
import shlex
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

import accordingto
from accordingto.views.cli import main
from tests.docs.pages import PAGES, ROOT, blocks, name

WITH_EXAMPLES = [p for p in PAGES if {"console", "python"} & {language for language, _, _ in blocks(p)}]
INSIDE = (m.name for m in pkgutil.walk_packages(accordingto.__path__, "accordingto."))
MODULES = ["accordingto", *(m for m in INSIDE if not m.endswith("__main__"))]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder in which `src/` and `docs/` are those of the project and everything written is thrown away."""
    for folder in ("src", "docs", "bench"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    for variable in [v for v in os.environ if v.startswith("ACCORDINGTO_")]:
        monkeypatch.delenv(variable)
    return tmp_path


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=name)
def test_what_a_page_tells_to_type_works(path, desk):
    names = {"__name__": "__main__"}
    for language, line, block in blocks(path):
        where = f"{name(path)}, block at line {line}"
        if language == "console":
            for command, expected in commands(block):
                check(command, expected, desk, f"{where}: {command}")
        elif language == "python":
            names = converse(block, names, where) if ">>>" in block else execute(block, names, where)


def execute(code, names, where):
    exec(compile(code, where, "exec"), names)
    return names


def converse(code, names, where):
    """Runs a doctest; gives the names that it made."""
    test = doctest.DocTestParser().get_doctest(code, names, where, None, None)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    said = []
    runner.run(test, out=said.append, clear_globs=False)
    assert not runner.failures, where + "\n" + "".join(said)
    return test.globs


def commands(block):
    """The commands of a console block with what follows each until the next: (command, expected lines)."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, [line.strip() for line in shown.split("\n") if line.strip() not in ("", "...")]


def check(command, expected, folder, where):
    code, printed = run(command, folder)
    assert code == 0, f"{where}\n{printed}"
    for words in expected:
        assert " ".join(words.split()) in " ".join(printed.split()), f"{where}\ndoes not print: {words}\n{printed}"


def run(command, folder):
    """Runs `accordingto ...`, with `> file` where the page has it; gives the exit code and what was printed."""
    words = shlex.split(command)
    assert words[0] == "accordingto", f"a console block runs accordingto alone, not {words[0]}"
    if words[1:2] == ["serve"] or "--serve" in words:
        words = [*words[:2], "--help"]  # it would not end; that the command is there is looked at all the same
    target = words[words.index(">") + 1] if ">" in words else None
    words = words[: words.index(">")] if ">" in words else words
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patched, redirect_stdout(out), redirect_stderr(err):
        patched.setattr(sys, "argv", words)
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code or 0
    if target:
        Path(folder, target).write_text(out.getvalue(), "utf-8")
    return code, out.getvalue() + err.getvalue()


def test_the_readme_has_both_kinds_of_example():
    assert {"console", "python"} <= {language for language, _, _ in blocks(ROOT / "README.md")}


@pytest.mark.parametrize("command", ["make demo", "make test", "make check"])
def test_what_the_readme_tells_first_is_what_runs_on_every_state(command):
    assert command in (ROOT / "README.md").read_text("utf-8") + (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert command in (ROOT / ".ci" / "run").read_text("utf-8")
    target = command.removeprefix("make ")
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_docstrings(module):
    loaded = importlib.import_module(module)
    assert doctest.testmod(loaded, optionflags=doctest.ELLIPSIS).failed == 0
