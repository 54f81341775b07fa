import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.errors import SourcesError
from accordingto.ledger.sourceedit import MADE, lettered, write_letter

FILE = """# Whom we know

[[source]]
name = "National Intelligence Service"  # the long one
aliases = ["NIS"]
reliability = "B" # since spring

# a second one
[[source]]
name = 'Port Office'
bloc = "KR"
"""


def test_a_letter_is_changed_in_its_line_and_nothing_else():
    assert lettered(FILE, ["NIS"], "D") == FILE.replace('"B" # since', '"D" # since')
    assert lettered(FILE, ["national  intelligence service"], "D") == lettered(FILE, ["NIS"], "D")


def test_a_letter_comes_last_in_an_entry_without_one_and_goes_again():
    graded = lettered(FILE, ["Port Office"], "A")
    assert graded == FILE + 'reliability = "A"\n'
    assert lettered(graded, ["Port Office"], None) == FILE


def test_a_source_that_is_not_in_the_file_gets_an_entry_which_goes_with_its_letter():
    graded = lettered(FILE, ['The "Herald"'], "C")
    assert graded.startswith(FILE)
    assert graded.endswith(f'\n[[source]] {MADE}\nname = "The \\"Herald\\""\nreliability = "C"\n')
    assert lettered(graded, ['The "Herald"'], None) == FILE
    assert lettered("", ["X"], "C") == f'[[source]] {MADE}\nname = "X"\nreliability = "C"\n'
    assert lettered(FILE, ["Nobody"], None) == FILE


def test_windows_line_ends_stay():
    windows = FILE.replace("\n", "\r\n")
    assert lettered(windows, ["Port Office"], "A").count("\r\n") == windows.count("\r\n") + 1
    assert lettered(windows, ["New"], "A").replace("\r\n", "|").count("\n") == 0
    assert lettered(lettered(windows, ["New"], "A"), ["New"], None) == windows


@pytest.mark.parametrize(
    "text",
    [
        'source = [{ name = "X" }]\n',
        'source = "X"\n',
    ],
)
def test_a_file_whose_sources_are_no_entries_is_left_alone(text, tmp_path):
    assert lettered(text, ["X"], "A") is None
    path = tmp_path / "sources.toml"
    path.write_text(text)
    with pytest.raises(SourcesError, match="by hand"):
        write_letter(path, ["X"], "A")
    assert path.read_text() == text


@given(st.text(min_size=1, max_size=30).filter(str.strip), st.sampled_from("ABCDEF"))
def test_whatever_the_name_the_file_says_it_or_is_left_alone(name, letter):
    graded = lettered(FILE, [name], letter)
    if graded is not None:
        entries = tomllib.loads(graded)["source"]
        assert [e.get("reliability") for e in entries if e["name"] == name] == [letter]
        assert lettered(graded, [name], None) == FILE


def test_a_file_is_made_replaced_and_never_half_written(tmp_path):
    path = tmp_path / "sources.toml"
    write_letter(path, ["X"], "A")
    path.chmod(0o640)
    write_letter(path, ["X"], "E")
    assert 'reliability = "E"' in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["sources.toml"]


def test_what_cannot_be_read_or_is_no_letter_says_so(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_bytes(b"\xff")
    with pytest.raises(SourcesError, match=r"sources.toml cannot be changed"):
        write_letter(path, ["X"], "A")
    with pytest.raises(SourcesError, match="no such reliability: 'G'"):
        lettered("", ["X"], "G")


def test_an_entry_of_the_users_stays_when_its_letter_goes():
    own = '[[source]]\nname = "X"\n'
    assert lettered(own + 'reliability = "B"\n', ["X"], None) == own


def test_a_mark_of_byte_order_stays():
    assert lettered("\ufeff" + FILE, ["NIS"], "D") == "\ufeff" + lettered(FILE, ["NIS"], "D")
