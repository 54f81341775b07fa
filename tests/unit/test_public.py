"""The public names, and what importing them costs."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import accordingto

HEAVY = (
    "numpy",
    "onnxruntime",
    "sqlalchemy",
    "trafilatura",
    "fastapi",
    "typer",
    "rich",
    "httpx2",
    "jinja2",
    "uvicorn",
)


def names_made(body):
    """The names that the statements of a module make for its users; imports from elsewhere are its tools."""
    for node in body:
        if isinstance(node, ast.If):
            yield from names_made(node.body)
        elif isinstance(node, ast.ImportFrom) and node.module.startswith("accordingto."):
            yield from (alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets)


def test_all_is_sorted_and_is_what_is_exported():
    module = ast.parse(Path(accordingto.__file__).read_text("utf-8"))
    made = {name for name in names_made(module.body) if not name.startswith("_")}
    assert list(accordingto.__all__) == sorted(made | {"__version__"})


def test_every_public_name_is_there_and_documented():
    for name in accordingto.__all__:
        value = getattr(accordingto, name)
        assert isinstance(value, str) or value.__doc__, f"{name} has no docstring"


def test_no_room_hides_behind_a_public_function():
    for name in ("read", "reconcile", "take_in"):
        assert callable(getattr(accordingto, name)), f"accordingto.{name} is not a function"


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="verdict"):
        accordingto.verdict  # noqa: B018


def loaded_by(code):
    script = f"import sys; {code}; print(*sorted(m for m in sys.modules if '.' not in m))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_no_heavy_library():
    assert not loaded_by("import accordingto").intersection(HEAVY)


def test_asking_for_the_nouns_loads_no_heavy_library():
    assert not loaded_by("from accordingto import Reading, Span, AccordingToError").intersection(HEAVY)
