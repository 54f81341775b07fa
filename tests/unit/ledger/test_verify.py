from dataclasses import replace

import pytest

from accordingto.ledger import Ledger, schema, verify
from tests.unit.ledger import hand

V = schema.DERIVED
NO_TRIGGERS = "DROP TRIGGER reports_fixed; DROP TRIGGER reports_kept; DROP TRIGGER readings_fixed; " \
    "DROP TRIGGER readings_superseded; DROP TRIGGER claims_fixed; DROP TRIGGER claims_kept; " \
    "DROP TRIGGER attributions_fixed; DROP TRIGGER rejects_fixed; DROP TRIGGER judgements_fixed; "  # fmt: skip


def problems(story, path, sql):
    hand.rows(path, NO_TRIGGERS + sql, write=True)
    return verify(story)


def test_a_sound_ledger_has_no_problems(story):
    story.add(["nothing"], take_in=hand.take_in, read=hand.read)
    story.reread(read=lambda r: replace(hand.read(r), sentences=()))
    assert verify(story) == ()
    story.reconcile(reconcile=hand.reconcile)
    assert verify(story) == ()


def test_a_ledger_that_waits_to_be_reconciled_is_sound(ledger):
    assert verify(ledger) == ()
    ledger.add(["reports"], take_in=hand.take_in, read=hand.read)
    assert verify(ledger) == ()


def test_verifying_changes_nothing(story, path):
    before = path.read_bytes()
    with Ledger(path, read_only=True) as reader:
        assert verify(reader) == ()
    assert path.read_bytes() == before


FIRST = hand.STORY[0].report


@pytest.mark.parametrize(
    ("sql", "row", "told"),
    [
        (
            "UPDATE reports SET text = replace(text, 'Halcyon', 'HALCYON') WHERE seq = 1",
            f"reading 1 of report {FIRST.id}",
            "the text has other words at 26:80",
        ),
        (
            "UPDATE reports SET text = 'short' WHERE seq = 1",
            f"reading 1 of report {FIRST.id}",
            "the text has other words",
        ),
        (
            """UPDATE claims SET json = replace(json, '"status":"happened"', '"status":"planned"') WHERE id = 1""",
            "claim row 1 of reading 1",
            "key, status does not follow from its content",
        ),
        (
            "UPDATE claims SET \"key\" = 'c0' WHERE id = 2",
            "claim row 2 of reading 1",
            "key does not follow from its content",
        ),
        ("UPDATE claims SET span_end = span_end + 1 WHERE id = 2", "claim row 2", "span_end does not follow"),
        ("UPDATE claims SET words = 'nothing' WHERE id = 2", "claim row 2", "words does not follow"),
        ("UPDATE attributions SET root_name = 'X' WHERE id = 1", "attribution row 1", "root_name does not follow"),
        ("UPDATE claims SET json = '{' WHERE id = 1", "reading 1 of report", "its rows do not make a reading"),
        ("UPDATE readings SET json = '[]' WHERE id = 2", "reading 2 of report", "its rows do not make a reading"),
        (
            "UPDATE readings SET digest = 'abc' WHERE id = 3",
            "reading 3 of report",
            "not what was written, by its digest abc",
        ),
        ("DELETE FROM claims WHERE id = 1", "reading 1 of report", "not what was written"),
        (
            "INSERT INTO readings SELECT 9, report, reader, model, resources, schema, digest, json, NULL "
            "FROM readings WHERE id = 3",
            f"report {hand.STORY[2].report.id}",
            "two of its readings are in force",
        ),
        ("UPDATE reports SET version_of = id WHERE seq = 1", f"report {FIRST.id}", "is later or has another"),
        ("UPDATE readings SET report = 'r0' WHERE id = 5", "readings row 5", "refers to a row of reports"),
        ("DELETE FROM claims_words_docsize WHERE id = 1", "index claims_words has 5 rows for 6", "('rebuild')"),
        ("DELETE FROM reports_grams_docsize", "the index reports_grams has 0 rows for 5", "VALUES ('rebuild')"),
        (f"UPDATE stamp_{V} SET digest = 'abc'", "the events were made from other readings", "reconcile again"),
        (f"DELETE FROM events_{V} WHERE id = 'e-signed'", "there is no event e-signed", "reconcile again"),
        (f"DELETE FROM parties_{V}", "there is no party party-Tarsia", "reconcile again"),
        (f"UPDATE supports_{V} SET claim = 'c0' WHERE ordinal = 0", "there is no claim c0", "reconcile again"),
        (f"UPDATE conflicts_{V} SET left = 's0'", "a conflict names the support s0", "reconcile again"),
        (
            f"""UPDATE supports_{V} SET json = replace(json, '"the Halcyon', '"The Halcyon') WHERE ordinal = 0""",
            "of event e-sailed",
            "has other words at 26:80 'The Halcyon",
        ),
        (
            f"""UPDATE supports_{V} SET json = replace(json, '"report":"r', '"report":"x') WHERE ordinal = 0""",
            "of event e-sailed",
            "there is no current report x",
        ),
        (
            f"""UPDATE events_{V} SET json = replace(json, '"quote":"1,500"', '"quote":"9,500"')""",
            "event e-sailed",
            "has other words at",
        ),
    ],
)  # fmt: skip
def test_damage_is_found_and_the_row_is_named(story, path, sql, row, told):
    found = problems(story, path, sql)
    assert any(row in problem and told in problem for problem in found), found
    assert all(": " in problem for problem in found)


def test_raw_bytes_that_are_missing_or_changed_are_found(story):
    missing, changed = (story._raw.path(hand.STORY[n].report.sha256) for n in (0, 1))
    missing.unlink()
    changed.write_bytes(b"other")
    found = verify(story)
    assert len(found) == 2
    assert found[0].startswith(f"report {FIRST.id}: ")
    assert "missing" in found[0]
    assert "changed" in found[1]


def test_a_damaged_page_of_the_file_is_found(story, path):
    story.close()
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    [(page,)] = hand.rows(path, "SELECT rootpage FROM sqlite_master WHERE name = 'claims_by_key'")
    data[(page - 1) * size + 8 : page * size] = bytes(size - 8)
    path.write_bytes(data)
    with Ledger(path, read_only=True) as damaged:
        assert any(
            str(path) in problem and "restore the ledger from a copy" in problem for problem in verify(damaged)
        )
