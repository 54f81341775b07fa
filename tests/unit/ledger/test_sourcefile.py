import pytest

from accordingto.errors import SourcesError
from accordingto.ledger import Ledger
from accordingto.ledger.sourcefile import read_sources
from accordingto.model.event import KnownSource
from accordingto.reconciliation import reconcile
from tests.made_ledger import fill
from tests.unit.ledger.told import story

WHOLE = """# ours
[[source]]
name = "Norland Intelligence Service"
aliases = ["NIS", "the service"]
bloc = "Norland"
class = "state_body"
reliability = "B"
interested_in = ["Selm"]

[[source]]
name = "Helion Shipping"
"""


def written(tmp_path, text):
    path = tmp_path / "sources.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_whole_file(tmp_path):
    assert read_sources(written(tmp_path, WHOLE)) == (
        KnownSource(
            "Norland Intelligence Service", ("NIS", "the service"), "Norland", "state_body", "B", ("Selm",)
        ),
        KnownSource("Helion Shipping"),
    )
    assert read_sources(written(tmp_path, "")) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (WHOLE.replace("bloc", "block"), r"line 5: no such key: 'block'; one of name, aliases, bloc"),
        (WHOLE + 'letter = "A"\n', "line 12: no such key: 'letter'"),
        (WHOLE.replace('"B"', '"Z"'), "line 7: no such reliability: 'Z'; one of A, B"),
        (WHOLE.replace('"state_body"', '"spies"'), "line 6: no such class: 'spies'; one of state_body, official"),
        (WHOLE.replace('"state_body"', '"narrator"'), "line 6: no such class: 'narrator'"),
        (WHOLE.replace('["Selm"]', '"Selm"'), "line 8: interested_in must be a list of words"),
        (WHOLE.replace('"Norland"', "7"), "line 5: bloc must be words"),
        (WHOLE.replace('name = "Helion Shipping"', 'bloc = "X"'), "line 10: a source needs a name"),
        (WHOLE.replace('"Helion Shipping"', '"the  Service"'), "line 11: 'the  Service' is a name of 'Norland"),
        (WHOLE.replace("[[source]]", "[source]", 1), "no TOML|line 2"),
        ("[sources]\nx = 1\n", r"line 1: no such table: 'sources'; entries begin with \[\[source\]\]"),
        ("source = 3\n", r"line 1: a source begins with \[\[source\]\]"),
        ("[[source\n", r"no TOML: .*line 1"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_what_is_not_understood_names_file_and_line(tmp_path, text, told):
    path = written(tmp_path, text)
    with pytest.raises(SourcesError, match=told) as raised:
        read_sources(path)
    assert str(raised.value).startswith(str(path))


@pytest.fixture
def told(ledger, monkeypatch):
    monkeypatch.setattr("accordingto.ledger.store._reconciliation", lambda: reconcile)
    fill(ledger, story())
    return ledger


def test_the_file_beside_the_ledger_outranks_and_is_noticed(told, path):
    before = told.events()[0]
    assert (before.strict, before.grade.letter) == (2, "F")
    written(path.parent, WHOLE.replace('"Helion Shipping"', '"Helion Shipping"\nbloc = "Norland"'))
    assert told.stale()
    event = told.events()[0]
    assert (event.strict, event.grade.letter) == (1, "B")
    assert any("Norland Intelligence Service in the table" in r for r in event.grade.reasons)
    party = next(p for p in told.parties() if p.reliability == "B")
    assert party.name == "Norland Intelligence Service"
    assert party.interested_in == ("Selm",)
    (path.parent / "sources.toml").unlink()
    assert told.events()[0] == before


def test_a_broken_file_stops_whatever_shows_events(told, path):
    written(path.parent, "[[source]]\nnom = 1\n")
    for ask in (told.events, told.stale, lambda: told.diff("2025-03-01")):
        with pytest.raises(SourcesError, match="line 2: no such key: 'nom'"):
            ask()
    assert len(told.reports()) == 6


def test_another_file_may_be_named(told, path, tmp_path, monkeypatch):
    other = tmp_path / "mine.toml"
    other.write_text(WHOLE, "utf-8")
    with Ledger(path, sources=other) as ledger:
        assert ledger.events()[0].grade.letter == "B"
    monkeypatch.setenv("ACCORDINGTO_SOURCES", "mine.toml")
    assert told.known_sources() == read_sources(other)
    monkeypatch.setenv("ACCORDINGTO_SOURCES", "none.toml")
    with pytest.raises(SourcesError, match=r"none\.toml cannot be read"):
        told.known_sources()
