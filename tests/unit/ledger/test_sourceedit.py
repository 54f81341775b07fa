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


def changed(text, names, letter):
    return lettered(text, tomllib.loads(text).get("source", []), names, letter)


def test_a_letter_is_changed_in_its_line_and_nothing_else():
    assert changed(FILE, ["NIS"], "D") == FILE.replace('"B" # since', '"D" # since')
    assert changed(FILE, ["national  intelligence service"], "D") == changed(FILE, ["NIS"], "D")


def test_a_letter_comes_below_the_head_of_an_entry_without_one_and_goes_again():
    graded = changed(FILE, ["Port Office"], "A")
    assert graded == FILE.replace("[[source]]\nname = 'Port", '[[source]]\nreliability = "A"\nname = \'Port')
    assert changed(graded, ["Port Office"], None) == FILE


def test_a_source_that_is_not_in_the_file_gets_an_entry_which_goes_with_its_letter():
    graded = changed(FILE, ['The "Herald"'], "C")
    assert graded.startswith(FILE)
    assert graded.endswith(f'\n{MADE}\n[[source]]\nname = "The \\"Herald\\""\nreliability = "C"\n')
    assert changed(graded, ['The "Herald"'], None) == FILE
    assert changed("", ["X"], "C") == f'{MADE}\n[[source]]\nname = "X"\nreliability = "C"\n'
    assert changed(FILE, ["Nobody"], None) == FILE


def test_windows_line_ends_stay():
    windows = FILE.replace("\n", "\r\n")
    assert changed(windows, ["Port Office"], "A").count("\r\n") == windows.count("\r\n") + 1
    assert "\n\n" not in changed(windows, ["New"], "A").replace("\r\n", "|")


@pytest.mark.parametrize(
    "text",
    [
        'source = [{ name = "X" }]\n',
        '[[source]]\nname = """\n[[source]]\nX"""\n[[source]]\nname = "X"\n',
        '[[source]]\nname = "X"\nreliability = """B"""\n',
    ],
)
def test_a_file_in_which_a_line_is_not_enough_is_left_alone(text, tmp_path):
    assert changed(text, ["X"], "A") is None
    path = tmp_path / "sources.toml"
    path.write_text(text)
    with pytest.raises(SourcesError, match="by hand"):
        write_letter(path, ["X"], "A")
    assert path.read_text() == text


@given(st.text(min_size=1, max_size=30).filter(str.strip), st.sampled_from("ABCDEF"))
def test_whatever_the_name_the_file_says_it_or_is_left_alone(name, letter):
    graded = changed(FILE, [name], letter)
    if graded is not None:
        entries = tomllib.loads(graded)["source"]
        assert [e.get("reliability") for e in entries if e["name"] == name] == [letter]
        assert changed(graded, [name], None) == FILE


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
        lettered("", [], ["X"], "G")
