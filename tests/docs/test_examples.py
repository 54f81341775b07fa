"""What the pages tell a reader to type works, and prints what they say it prints."""

import doctest
import importlib
import os
import pkgutil
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import accordingto
from tests.docs.pages import PAGES, ROOT, blocks, name

PYTHON = [p for p in PAGES if blocks(p, "python")]
CONSOLE = [p for p in PAGES if blocks(p, "console")]
PROGRAM = "import sys; from accordingto.views.cli import main; sys.argv[0] = 'accordingto'; main()"
MODULES = ["accordingto", *(m.name for m in pkgutil.walk_packages(accordingto.__path__, "accordingto."))]


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


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_python_in_the_pages_runs(path, desk):
    names = {"__name__": "__main__"}
    for line, code in blocks(path, "python"):
        if ">>>" in code:
            test = doctest.DocTestParser().get_doctest(code, names, name(path), str(path), line)
            runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
            said = []
            runner.run(test, out=said.append, clear_globs=False)
            names = test.globs
            assert not runner.failures, "".join(said)
        else:
            exec(compile(code, f"{path}, block at line {line}", "exec"), names)


def commands(block):
    """The commands of a console block with what follows each until the next: (command, expected lines)."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, [line.strip() for line in shown.split("\n") if line.strip() not in ("", "...")]


@pytest.mark.parametrize("path", CONSOLE, ids=name)
def test_commands_in_the_pages_run_and_print_what_they_say(path, desk):
    for line, block in blocks(path, "console"):
        for command, expected in commands(block):
            done = run(command, desk)
            where = f"{name(path)}, block at line {line}: {command}"
            assert done.returncode == 0, f"{where}\n{done.stdout}{done.stderr}"
            printed = " ".join((done.stdout + done.stderr).split())
            for words in expected:
                assert " ".join(words.split()) in printed, f"{where}\ndoes not print: {words}\n{done.stdout}"


def run(command, folder):
    """Runs `accordingto ...`, with `> file` where the page has it."""
    words = shlex.split(command)
    assert words[0] == "accordingto", f"a console block runs accordingto alone, not {words[0]}"
    if words[1:2] == ["serve"] or "--serve" in words:
        words = [*words[:2], "--help"]  # it would not end; its options are looked at all the same
    target = words[words.index(">") + 1] if ">" in words else None
    words = words[: words.index(">")] if ">" in words else words
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words[1:]], cwd=folder, capture_output=True, text=True, encoding="utf-8"
    )
    if target:
        Path(folder, target).write_text(done.stdout, "utf-8")
    return done


def test_the_readme_has_both_kinds_of_example():
    readme = ROOT / "README.md"
    assert readme in PYTHON and readme in CONSOLE


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
