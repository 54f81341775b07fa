import io

from rich.console import Console

from accordingto.errors import ResourceError
from accordingto.views import doctor


def test_a_sound_installation(tmp_path):
    checks = doctor.examine(tmp_path / "none.db")
    states = {c.name: c.state for c in checks}
    assert states.pop("ledger") == "note"
    assert set(states.values()) == {"ok"}
    assert doctor.worst(checks) == 0
    assert list(tmp_path.iterdir()) == []


def test_the_model_is_named_with_its_digest(tmp_path):
    (model,) = [c for c in doctor.examine(tmp_path) if c.name == "model"]
    assert "sha256" in model.words


def test_a_missing_model_and_package_are_a_broken_installation(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "MODEL", "model/none.onnx")
    monkeypatch.setattr(doctor, "requires", lambda _: ["no-such-package>=1", "left-out>=1; extra == 'x'"])
    checks = doctor.examine(tmp_path / "none.db")
    missing = {c.name: c.words for c in checks if c.state == "missing"}
    assert set(missing) == {"model", "packages"}
    assert "no-such-package" in missing["packages"]
    assert doctor.worst(checks) == ResourceError.exit_code
    out = io.StringIO()
    Console(file=out, width=80).print(doctor.show_checks(checks))
    assert "no-such-package is not installed" in out.getvalue()


def test_a_file_that_is_no_ledger_is_told(tmp_path):
    (tmp_path / "x.db").write_text("nonsense", "utf-8")
    (ledger,) = [c for c in doctor.examine(tmp_path / "x.db") if c.name == "ledger"]
    assert ledger.state == "missing"
    assert "x.db" in ledger.words
