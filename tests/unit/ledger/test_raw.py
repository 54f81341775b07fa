import hashlib

import pytest

from accordingto.errors import LedgerError, NotFound
from accordingto.ledger.raw import RawFolder
from tests.unit.ledger import hand

DATA = b"\x00\xff report"
DIGEST = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def raw(tmp_path):
    return RawFolder(tmp_path / "a.db.raw")


def test_bytes_come_back_by_their_digest(raw):
    assert raw.put(DATA) == DIGEST
    assert raw.get(DIGEST) == DATA
    assert hand.files(raw.folder) == [f"{DIGEST[:2]}/{DIGEST}"]


def test_the_same_bytes_are_kept_once(raw):
    raw.put(DATA)
    first = raw.path(DIGEST).stat().st_ino
    raw.put(DATA)
    assert raw.path(DIGEST).stat().st_ino == first


def test_missing_and_changed_bytes_are_told_apart(raw):
    with pytest.raises(NotFound, match="missing"):
        raw.get(DIGEST)
    raw.put(DATA)
    raw.path(DIGEST).write_bytes(DATA[::-1])
    with pytest.raises(NotFound, match="changed"):
        raw.get(DIGEST)


def test_a_file_cut_off_by_others_is_written_again(raw):
    raw.put(DATA)
    raw.path(DIGEST).write_bytes(DATA[:3])
    raw.put(DATA)
    assert raw.get(DIGEST) == DATA


def test_a_write_that_fails_leaves_no_half_file(raw, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(LedgerError, match=r"No space left on device.: make room"):
        raw.put(DATA)
    assert hand.files(raw.folder) == []
