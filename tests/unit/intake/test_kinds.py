import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pytest

from accordingto.errors import DamagedInput, UnsupportedFormat
from accordingto.intake.kinds import gunzip, kind_of, packed

PAGE = b"<!-- saved -->\n<!DOCTYPE html>\n<html><body><p>x</p></body></html>"
FEED = b'<?xml version="1.0"?><!-- by hand --><rss version="2.0"><channel/></rss>'


@pytest.mark.parametrize(
    ("name", "raw", "kind"),
    [
        ("a.txt", b"words", "text"),
        ("a.MD", b"# words", "text"),
        ("report", b"words", "text"),
        ("report", b'{"text": "x"}', "json"),
        ("a.jsonl", b"words", "jsonl"),
        ("a.ndjson", b"[1]", "jsonl"),
        ("a.json", b"<html>", "json"),
        ("a.html", b"words", "html"),
        ("a.txt", PAGE, "html"),
        ("a.xml", PAGE, "html"),
        ("a.bin", PAGE, "html"),
        ("a.html", FEED, "feed"),
        ("a", FEED, "feed"),
        ("a", b"\xef\xbb\xbf" + FEED, "feed"),
        ("a", b'<feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
        ("a", b'<rdf:RDF xmlns:rdf="x">', "feed"),
        ("a", "<html><body>x".encode("utf-16"), "html"),
        ("a.xml", b"<other/>", "feed"),
        ("a.txt", b"The <b>bold</b> one", "text"),
    ],
)
def test_the_format_is_told_by_the_first_bytes_and_then_by_the_name(name, raw, kind):
    assert kind_of(name, raw) == kind


def archive():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("a.txt", "words")
    return made.getvalue()


def tar():
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as file:
        file.addfile(tarfile.TarInfo("a.txt"))
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.html", b"%PDF-1.7 ...", "PDF is not read yet"),
        ("a.warc", b"WARC/1.0\r\n", "WARC is not read yet"),
        ("a.docx", archive(), "zip archive"),
        ("a.txt", tar(), "tar archive"),
        ("a.txt", bz2.compress(b"words"), "bzip2"),
        ("a.txt", lzma.compress(b"words"), "xz"),
        ("a.txt", b"\x89PNG\r\n", "image"),
        ("a.doc", b"\xd0\xcf\x11\xe0...", "Office"),
        ("a.rtf", b"{\\rtf1 x}", "RTF"),
        ("a.py", b"print()", "no reader for .py files; taken in are .txt"),
        ("a.csv", b"a,b", "no reader for .csv"),
    ],
)
def test_what_has_no_reader_is_named(name, raw, reason):
    with pytest.raises(UnsupportedFormat, match=reason):
        kind_of(name, raw)


def test_nothing_is_told_from_blanks():
    with pytest.raises(DamagedInput, match="it is empty"):
        kind_of("a.txt", b"")
    with pytest.raises(DamagedInput, match="nothing but blanks"):
        kind_of("a.txt", b" \r\n\t")


def test_a_text_that_begins_like_a_packed_one_is_a_text():
    assert kind_of("a.txt", b"BZh is what it said") == "text"


def test_gzip_is_taken_off_member_by_member():
    raw = gzip.compress(b"one ", mtime=0) + gzip.compress(b"two", mtime=0)
    assert packed(raw)
    assert gunzip(raw, 7) == b"one two"


def test_a_bomb_is_stopped_at_the_limit():
    with pytest.raises(DamagedInput, match=r"more than 1,000 bytes.*ACCORDINGTO_MAX_BYTES"):
        gunzip(gzip.compress(b"0" * 10_000_000, mtime=0), 1000)


def test_no_more_is_unpacked_than_tells_that_it_is_too_much(monkeypatch):
    sizes = []
    read = gzip.GzipFile.read
    monkeypatch.setattr(gzip.GzipFile, "read", lambda self, size=-1: sizes.append(size) or read(self, size))
    assert gunzip(gzip.compress(b"words", mtime=0), 1000) == b"words"
    assert sizes == [1001]


def test_gzip_that_is_cut_off_or_damaged_says_so():
    raw = gzip.compress(bytes(range(256)) * 40, mtime=0)
    with pytest.raises(DamagedInput, match="cut off"):
        gunzip(raw[:-20], 1_000_000)
    with pytest.raises(DamagedInput, match="damaged"):
        gunzip(raw[:20] + b"\xff" * 20 + raw[40:], 1_000_000)
    with pytest.raises(DamagedInput, match="damaged"):
        gunzip(raw + b"tail", 1_000_000)
