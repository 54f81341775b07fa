import pytest

from tests.golden.runner import FILES, faults, load, read, save, updated


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_golden(path, request):
    golden = load(path)
    found = read(golden)
    if request.config.getoption("--update-golden"):
        golden = updated(golden, found)
        save(path, golden)
    assert "expect" in golden, f"{path.name} expects nothing yet: write it with --update-golden, then read it"
    assert not list(faults(golden, found)), "\n".join([golden["shows"], *faults(golden, found)])


def test_there_are_golden_readings():
    assert FILES
