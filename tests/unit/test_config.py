import pytest

from accordingto.config import settings
from accordingto.errors import QueryError


def test_the_defaults_keep_to_this_machine():
    now = settings()
    assert now.host == "127.0.0.1" and now.max_characters == 1_000_000 and now.port == 8717


def test_a_setting_is_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("ACCORDINGTO_FETCH_SECONDS", "2.5")
    assert settings().fetch_seconds == 2.5


def test_an_empty_ledger_setting_is_none(monkeypatch):
    monkeypatch.setenv("ACCORDINGTO_LEDGER", "")
    assert settings().ledger.name == "accordingto.db"


@pytest.mark.parametrize(
    ("name", "value"),
    [("FETCH_SECONDS", "abc"), ("MAX_BYTES", "x"), ("PORT", "99999"), ("MAX_CHARACTERS", "-1"), ("PORT", "nan")],
)
def test_a_setting_that_is_no_number_is_named(monkeypatch, name, value):
    monkeypatch.setenv(f"ACCORDINGTO_{name}", value)
    with pytest.raises(QueryError, match=f"ACCORDINGTO_{name} is '{value}'"):
        settings()
