import gzip
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from accordingto.config import settings
from accordingto.errors import IntakeError
from accordingto.intake import take_in
from accordingto.model.text import Receipt, Reject

WORDS = "The ministry denied on Friday that troops had left the base.\n"
BODY = f"<body><article><p>{WORDS * 3}</p></article></body>"
PAGE = f"<!doctype html><html><head><title>Denial</title></head>{BODY}</html>"
FEED = f"<rss><channel><title>Post</title><item><description>{WORDS}</description></item></channel></rss>"
LINE = '{"text": "Seoul said so."}\n'


def reports(where, **rest):
    return [x for x in take_in(where, **rest) if isinstance(x, Receipt)]


def rejects(where, **rest):
    return [x for x in take_in(where, **rest) if isinstance(x, Reject)]


def reason(where, **rest):
    [only] = take_in(where, **rest)
    assert isinstance(only, Reject)
    return only.reason


def test_a_file_is_a_receipt_with_its_bytes_and_path(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(WORDS)
    [receipt] = take_in(path, retrieved="2024-10-19")
    assert (receipt.where, receipt.raw, receipt.report.text) == (str(path), WORDS.encode(), WORDS)
    assert (receipt.report.retrieved, receipt.report.published) == ("2024-10-19", None)
    assert receipt.report.sha256 == hashlib.sha256(WORDS.encode()).hexdigest()
    assert reports(str(path)) != []


def test_a_folder_is_taken_in_by_name_and_all_the_way_down(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/b/c.md", "a.txt", ".hidden.txt", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(WORDS + name)
    found = [Path(r.where).relative_to(tmp_path).as_posix() for r in reports(tmp_path)]
    assert found == ["a/b/c.md", "a/z.txt", "a.txt", "b.txt"]


def test_every_format_is_told_and_the_rest_of_the_batch_goes_on(tmp_path):
    files = {
        "01.txt": WORDS, "02.jsonl": LINE + "broken\n" + LINE, "03.json": f"[{LINE}]", "04.html": PAGE,
        "05.xml": FEED, "06.rss": FEED, "07.htm": FEED, "08.txt": "", "09.pdf": "%PDF-1.7", "10.csv": "a,b",
        "11": WORDS,
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    (tmp_path / "12.txt").write_bytes(bytes(range(256)))
    (tmp_path / "13.txt.gz").write_bytes(gzip.compress(WORDS.encode(), mtime=0))
    took = [Path(x.where).name for x in take_in(tmp_path) if isinstance(x, Receipt)]
    refused = [Path(x.where).name for x in take_in(tmp_path) if isinstance(x, Reject)]
    assert took == [
        "01.txt", "02.jsonl:1", "02.jsonl:3", "03.json#1", "04.html", "05.xml#1", "06.rss#1", "07.htm#1", "11",
        "13.txt.gz",
    ]  # fmt: skip
    assert refused == ["02.jsonl:2", "08.txt", "09.pdf", "10.csv", "12.txt"]


def test_a_reject_has_the_digest_of_the_bytes_where_there_are_bytes(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    [reject] = take_in(tmp_path / "a.pdf")
    assert (reject.stage, reject.sha256) == ("intake", hashlib.sha256(b"%PDF-1.7").hexdigest())
    [reject] = take_in(tmp_path / "none")
    assert reject.sha256 is None


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is empty"),
        (b" \n\t\n", "nothing but blanks"),
        (b"words\0words", "NUL"),
        (b"Title: only\n\n   ", "no text"),
        (b"%PDF-1.4 words", "PDF is not read yet"),
        (gzip.compress(gzip.compress(b"words", mtime=0), mtime=0), "packed twice"),
        (gzip.compress(b"words", mtime=0)[:-9], "cut off"),
        (b"\xfe\xff", "no text"),
    ],
)
def test_bad_content_is_told_with_its_cause(tmp_path, content, why):
    (tmp_path / "a.txt").write_bytes(content)
    assert why in reason(tmp_path / "a.txt")


def test_lines_of_which_none_is_there_are_told(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b"\xfe\xff")
    assert "no report" in reason(tmp_path / "a.jsonl")


def test_gzip_around_any_format_keeps_the_bytes_that_were_packed(tmp_path):
    for name, content in {"a.html.gz": PAGE, "b.jsonl.gz": LINE, "c.xml.gz": FEED, "d.gz": WORDS}.items():
        (tmp_path / name).write_bytes(gzip.compress(content.encode(), mtime=0))
    page, line, item, text = reports(tmp_path)
    assert (page.raw, line.raw, text.raw) == (PAGE.encode(), LINE.strip().encode(), WORDS.encode())
    assert item.raw.startswith(b"<item>")


def test_the_same_report_packed_and_not_is_the_same(tmp_path):
    (tmp_path / "a.txt").write_text(WORDS)
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(WORDS.encode(), mtime=1))
    one, two = reports(tmp_path)
    assert one.report == two.report


@pytest.mark.parametrize(
    ("name", "content"), [("a.txt", "x" * 101), ("a.txt.gz", gzip.compress(b"x" * 101, mtime=0))]
)
def test_a_file_that_is_too_large_is_told_the_way_out(tmp_path, monkeypatch, name, content):
    monkeypatch.setenv("ACCORDINGTO_MAX_BYTES", "100")
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    assert "raise ACCORDINGTO_MAX_BYTES" in reason(tmp_path / name)
    assert "raise ACCORDINGTO_MAX_BYTES" in reason(tmp_path / name, limits=settings())


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path, monkeypatch):
    monkeypatch.setenv("ACCORDINGTO_MAX_BYTES", "100")
    path = tmp_path / "a.txt"
    path.write_text("x" * 101)
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("opened"))
    assert "more than 100 bytes" in reason(path)


def test_a_text_that_is_too_long_is_told_the_way_out(tmp_path, monkeypatch):
    monkeypatch.setenv("ACCORDINGTO_MAX_CHARACTERS", "50")
    (tmp_path / "a.txt").write_text(WORDS)
    assert "split it or raise ACCORDINGTO_MAX_CHARACTERS" in reason(tmp_path / "a.txt")


def test_paths_that_lead_nowhere_are_rejects(tmp_path):
    assert "no such file or folder" in reason(tmp_path / "none")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "none")
    assert "points to nothing" in reason(tmp_path / "dangling.txt")
    assert "points to nothing" in reason(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    assert "cannot be read" in reason(tmp_path / "self")
    assert "not a path" in reason("a\0b")


def test_a_folder_that_is_empty_says_so(tmp_path):
    (tmp_path / ".hidden").write_text(WORDS)
    assert "holds no files" in reason(tmp_path)


def test_a_link_back_up_is_a_reject_and_the_files_are_taken_once(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text(WORDS)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    assert [Path(r.where).name for r in reports(tmp_path)] == ["x.txt"]
    [loop] = rejects(tmp_path)
    assert loop.where.endswith("a/up")
    assert "leads back to a folder" in loop.reason


def test_folders_deeper_than_python_can_recurse_are_walked(tmp_path):
    way = [tmp_path]
    for _ in range(1200):
        way.append(way[-1] / "d")
        way[-1].mkdir()
    (way[-1] / "x.txt").write_text(WORDS)
    assert len(reports(tmp_path)) == 1
    (way[-1] / "x.txt").unlink()
    for folder in reversed(way[1:]):  # as deep as this, not everything that clears up can get
        folder.rmdir()


def test_what_may_not_be_read_is_a_reject(tmp_path, monkeypatch):
    # Permissions do not hold for root, who may run this: the system's answer is put in its place.
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text(WORDS)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        assert "no permission to read it" in reason(tmp_path / "a.txt")
    monkeypatch.setattr(Path, "iterdir", refuse)
    assert "no permission to read it" in reason(tmp_path)


def test_a_file_that_vanishes_on_the_way_is_a_reject(tmp_path):
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(WORDS + name)
    taking = take_in(tmp_path)
    first = next(taking)
    (tmp_path / "b.txt").unlink()
    second, third = taking
    assert [type(x) for x in (first, second, third)] == [Receipt, Reject, Receipt]
    assert "no such file" in second.reason


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert "device, pipe or socket" in reason(tmp_path / "pipe.txt")


def test_a_name_that_is_no_text_can_be_stored_and_shown(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9\n.txt")).write_text(WORDS)
    [receipt] = take_in(tmp_path)
    assert receipt.where == f"{tmp_path}/caf\ufffd .txt"


def test_a_day_that_is_none_is_refused_before_anything_is_read():
    with pytest.raises(IntakeError, match=r"retrieved: 'today'.*2024-10-18"):
        take_in("none", retrieved="today")


def test_a_fault_of_the_program_is_not_hidden(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(WORDS)

    def fault(*_, **__):
        raise KeyError("a fault of ours")

    monkeypatch.setattr("accordingto.intake.files.read_text", fault)
    with pytest.raises(KeyError):
        list(take_in(tmp_path))


def test_importing_the_room_loads_no_heavy_library():
    code = "import sys, accordingto.intake; print(*sorted(m for m in sys.modules if '.' not in m))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {
        "trafilatura",
        "lxml",
        "httpx2",
        "httpcore2",
        "protego",
        "py3langid",
        "charset_normalizer",
        "numpy",
        "ssl",
    }
    assert not heavy.intersection(done.stdout.split())
