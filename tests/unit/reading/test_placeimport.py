import pytest

from accordingto.errors import DamagedInput, IntakeError, ResourceError
from accordingto.reading.gazetteer import lookup, tables_version
from accordingto.reading.placefile import COLUMNS, open_places
from accordingto.reading.placeimport import import_places, main

CSV = """name,aliases,lat,lon,country,population
Quellbrunn,Bad Quellbrunn;Quelbrun,50.1,8.2,DE,340
Ödtal,,47.5,11.1,AT,
"""


def dump_line(number, name, kind="P", code="PPL"):
    where = ["50.1", "8.2", kind, code, "DE", "", "05", "064", "", ""]
    return "\t".join([str(number), name, name, "", *where, "340", "", "", "Europe/Berlin", "2024-01-01"]) + "\n"


def made(tmp_path, text, name="mine.csv"):
    source = tmp_path / name
    source.write_text(text, "utf-8")
    return source


def test_a_users_places_are_found_beside_those_of_the_package(tmp_path, monkeypatch):
    table = tmp_path / "mine.tsv"
    assert import_places(made(tmp_path, CSV), table) == 4
    assert lookup("Quellbrunn") == ()
    monkeypatch.setenv("ACCORDINGTO_GAZETTEER", str(table))
    [found] = lookup("Bad Quellbrunn")
    assert (found.name, found.country, found.lat, found.population) == ("Quellbrunn", "DE", 50.1, 340)
    assert lookup("Kyiv")[-1].country == "UA"
    assert len(tables_version(str(table))) == 13


def test_a_geonames_dump_is_told_by_its_columns(tmp_path):
    table = tmp_path / "de.tsv"
    lines = (
        dump_line(1, "Quellbrunn") + dump_line(2, "Deutschland", "A", "PCLI") + dump_line(3, "Quell", "H", "STM")
    )
    assert import_places(made(tmp_path, lines, "DE.txt"), table) == 2
    [row] = open_places(table, "de").rows("quellbrunn")
    assert dict(zip(COLUMNS, row, strict=True))["id"] == "1"


def test_the_same_places_give_the_same_bytes_in_any_order(tmp_path):
    one, two = tmp_path / "1.tsv", tmp_path / "2.tsv"
    import_places(made(tmp_path, dump_line(1, "Alt") + dump_line(2, "Neu"), "DE.txt"), one)
    import_places(made(tmp_path, dump_line(2, "Neu") + dump_line(1, "Alt"), "DE.txt"), two)
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("town,lat,lon\nA,1,2\n", r"mine\.csv, line 1: no column name: give a GeoNames dump"),
        ("name,lat,lon\nA,x,2\n", r"mine\.csv, line 2: lat, lon and population must be numbers"),
        ("name,lat,lon\nA,91,2\n", r"line 2: 91\.0, 2\.0 is no place on earth"),
        ("name,lat,lon,kind\nA,1,2,moon\n", r"line 2: kind is 'moon': write one of city"),
        ("name,lat,lon\n,1,2\n", "line 2: the place has no name"),
        ("name,lat,lon\n", "holds no place"),
        (dump_line(1, "A") + "1\t2\n", "line 2: 2 columns, a GeoNames dump has 19"),
    ],
)
def test_what_is_no_place_is_named_with_its_line_and_the_way_out(tmp_path, text, said):
    with pytest.raises(DamagedInput, match=said):
        import_places(made(tmp_path, text), tmp_path / "out.tsv")
    assert not (tmp_path / "out.tsv").exists()


def test_a_missing_file_and_bytes_that_are_no_text(tmp_path):
    with pytest.raises(IntakeError, match=r"no\.csv: No such file"):
        import_places(tmp_path / "no.csv", tmp_path / "out.tsv")
    (tmp_path / "b.csv").write_bytes(b"name,lat,lon\n\xff,1,2\n")
    with pytest.raises(DamagedInput, match="is not UTF-8"):
        import_places(tmp_path / "b.csv", tmp_path / "out.tsv")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\tb\n", "is no table of places"),
        ("\t".join(COLUMNS) + "\n", "has no rows"),
        ("", "is no table of places"),
    ],
)
def test_a_setting_that_names_no_table_says_so(tmp_path, monkeypatch, text, said):
    monkeypatch.setenv("ACCORDINGTO_GAZETTEER", str(made(tmp_path, text, "bad.tsv")))
    with pytest.raises(ResourceError, match=said):
        lookup("Quellbrunn")


def test_a_damaged_line_is_named_with_the_way_out(tmp_path):
    path = made(tmp_path, "\t".join(COLUMNS) + "\nkyiv\tKyiv\n", "bad.tsv")
    with pytest.raises(ResourceError, match=r"bad is damaged at 'kyiv\\tKyiv': make it anew with python -m"):
        open_places(path, "bad").rows("kyiv")
    with pytest.raises(ResourceError, match="reinstall accordingto"):
        open_places(path, "data/world/places.tsv").rows("kyiv")


def test_every_key_is_found_wherever_it_stands_in_a_long_table(tmp_path):
    names = [f"Ort {i} {'x' * (i % 90)}" for i in range(600)]
    import_places(
        made(tmp_path, "".join(dump_line(i, n) for i, n in enumerate(names)), "DE.txt"), tmp_path / "t.tsv"
    )
    table = open_places(tmp_path / "t.tsv", "t")
    assert all(len(table.rows(name.lower().strip())) == 1 for name in names)
    assert table.rows("ort") == table.rows("zzz") == table.rows("") == table.rows("ort 1 y") == []


def test_the_command_says_what_to_set(tmp_path, capsys):
    assert main([str(made(tmp_path, CSV)), str(tmp_path / "t.tsv")]) == 0
    assert "ACCORDINGTO_GAZETTEER=" in capsys.readouterr().out
    assert main([str(tmp_path / "no.csv"), str(tmp_path / "t.tsv")]) == 3
    assert main([]) == 2
