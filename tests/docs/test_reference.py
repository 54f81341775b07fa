"""The reference says all that there is, and nothing that there is not."""

import inspect
import re

import accordingto
from accordingto import config, errors
from accordingto.config import settings
from accordingto.resources import table, table_names
from tests.docs import resources
from tests.docs.pages import ROOT, table_rows

REFERENCE = ROOT / "docs" / "reference"


def page(name):
    return (REFERENCE / name).read_text("utf-8")


def test_every_public_name_has_a_heading_of_its_own():
    heads = re.findall(r"^### `([\w.]+)", page("python.md"), re.MULTILINE)
    assert sorted(heads) == sorted(accordingto.__all__)


def test_signatures_of_the_public_functions_are_as_written():
    text = " ".join(page("python.md").split())
    for name in ("read", "reconcile", "take_in"):
        for parameter in inspect.signature(getattr(accordingto, name)).parameters.values():
            assert re.search(rf"\b{name}\([^)]*\b{parameter.name}\b", text), (
                f"{name}: {parameter.name} is not there"
            )


def test_every_setting_is_there_with_its_default(monkeypatch):
    named = set(re.findall(r"ACCORDINGTO_[A-Z_]+", inspect.getsource(config)))
    for variable in named:
        monkeypatch.delenv(variable, raising=False)
    rows = {row[0]: row[1] for row in table_rows(page("settings.md"))}
    assert set(rows) == named
    now = settings()
    for variable, default in rows.items():
        field = variable.removeprefix("ACCORDINGTO_").lower()
        assert default.removeprefix("./") == str(getattr(now, field)).removesuffix(".0"), variable


def test_every_error_is_there_with_its_codes():
    classes = [c for _, c in inspect.getmembers(errors, inspect.isclass)]
    want = {
        c.__name__: [c.__bases__[0].__name__.replace("Exception", ""), str(c.exit_code), str(c.http_status)]
        for c in classes
    }
    assert {row[0]: row[1:4] for row in table_rows(page("errors.md"))} == want


def test_every_table_is_there_with_its_columns():
    rows = {row[0]: row[1].split(", ") for row in table_rows(page("resources.md"))}
    assert rows == {name: list(table(name)[0]) for name in table_names()}
    assert page("resources.md") == resources.page(), "write it anew: python -m tests.docs.resources"
