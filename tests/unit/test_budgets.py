"""Budgets that hold because they are tested: the length of modules, content and size of the wheel."""

import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

import accordingto

ROOT = Path(__file__).parents[2]
PACKAGE = Path(accordingto.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
LINES = 400
MEGABYTES = 40


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_module_is_short_enough_to_be_read(path):
    lines = path.read_text("utf-8").count("\n")
    assert lines <= LINES, f"{path.name} has {lines} lines: it has more than one reason to change"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    [path] = WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("wheel")))
    return Path(path)


def test_the_wheel_is_small_enough_to_be_installed_on_a_train(wheel):
    assert wheel.stat().st_size < MEGABYTES * 1_000_000


def test_the_wheel_holds_all_that_the_package_needs_and_nothing_else(wheel):
    inside = {n for n in zipfile.ZipFile(wheel).namelist() if n.startswith("accordingto/")}
    here = {f"accordingto/{p.relative_to(PACKAGE).as_posix()}" for p in PACKAGE.rglob("*") if p.is_file()}
    assert inside == {name for name in here if "__pycache__" not in name}
    for needed in ("py.typed", "data/model/reader-en/model.int8.onnx", "data/schema/reading.json"):
        assert f"accordingto/{needed}" in inside
    assert any(n.startswith("accordingto/data/examples/") for n in inside), "the example reports are the demo"
