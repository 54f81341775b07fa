from pathlib import Path

from accordingto.ledger import schema

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "ledger.md"


def documented():
    rows = [line.split("|") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    return [
        (row[1].strip(" `"), row[2].strip(" `"))
        for row in rows
        if len(row) == 5 and row[2].strip().startswith("`")
    ]


def test_every_column_of_the_record_is_documented_in_its_order():
    tables = ["reports", "readings", "attributions", "claims", "rejects", "judgements"]
    wanted = [(name, column.name) for name in tables for column in schema.record.tables[name].columns]
    assert documented() == wanted
    assert sorted(schema.record.tables) == sorted(tables)


def test_every_derived_table_carries_the_version_in_its_name():
    assert all(name.endswith(f"_{schema.DERIVED}") for name in schema.derived.tables)
    assert not set(schema.derived.tables) & set(schema.record.tables)
