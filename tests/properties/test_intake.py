"""Whatever the bytes are: nothing raises, nothing is lost without a word, and what is kept can be counted in."""

import gzip
import re
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.intake import report, take_in
from accordingto.intake.dates import iso_date
from accordingto.intake.html import fragment_text
from accordingto.intake.records import split_header
from accordingto.intake.text import clean
from accordingto.model.text import Receipt, Reject

WORDS = "The ministry denied on Friday that troops had left the base, “we moved nothing”, it said. Café Ærø."
PAGE = (
    '<!doctype html><html lang="en"><head><title>Denial</title><meta charset="utf-8">'
    '<meta property="article:published_time" content="2024-10-18"><meta property="og:site_name" content="Post">'
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-10-18"}</script></head>'
    f"<body><nav><a href='/'>x</a></nav><article><h1>Denial</h1><p>{WORDS}</p><ul><li>{WORDS}</li></ul>"
    f"<table><tr><td>{WORDS}</td></tr></table><time datetime='2024-10-18'>x</time></article></body></html>"
)
FEED = (
    '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE rss [<!ENTITY a "b">]>'
    '<rss version="2.0"><channel><title>Post</title>'
    f"<item><title>A &amp; B</title><link>/1</link><pubDate>Fri, 18 Oct 2024 06:30:00 +0900</pubDate>"
    f"<description><![CDATA[<p>{WORDS}</p>]]></description></item><item><description>{WORDS}</description></item>"
    "</channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title>'
    '<entry><link href="/1"/><updated>2024-10-18</updated>'
    f'<content type="xhtml"><div><p>{WORDS}</p></div></content></entry></feed>'
)
LINES = f'{{"text": "{WORDS}", "published": "2024-10-18", "id": 1}}\n[1]\n{{"body": "{WORDS}"}}\n'
TEXT = f"Title: Denial\nDate: 2024-10-18\n\n{WORDS}\n"
SEEDS = {
    ".html": PAGE,
    ".xml": FEED,
    ".atom": ATOM,
    ".jsonl": LINES,
    ".json": f"[{LINES.splitlines()[0]}]",
    ".txt": TEXT,
}
ENDINGS = st.sampled_from([*SEEDS, "", ".md", ".rss", ".ndjson", ".csv", ".txt.gz", ".bin"])
CHARSETS = st.sampled_from(["utf-8", "utf-16", "cp1252"])


@st.composite
def damaged(draw):
    """A file of one of the formats with pieces cut out, put in twice, or overwritten by any bytes."""
    ending = draw(st.sampled_from([*SEEDS]))
    raw = SEEDS[ending].encode(draw(CHARSETS), "replace")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(raw)))
        to = draw(st.integers(at, min(len(raw), at + 60)))
        put = draw(
            st.sampled_from([b"", raw[at:to] * 2, b"<", b"&", b"\0", b"]]>", b"\xff"]) | st.binary(max_size=8)
        )
        raw = raw[:at] + put + raw[to:]
    return ending, gzip.compress(raw, mtime=0) if draw(st.integers(0, 9)) == 0 else raw


def take(ending, raw):
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"a{ending}"
        path.write_bytes(raw)
        found = list(take_in(path))
        return [(x, x.where.removeprefix(folder)) for x in found]


def is_kept_well(text):
    return text.strip() and all(c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cs") for c in text)


def check(ending, raw):
    found = take(ending, raw)
    assert found, "something stood there and nothing was said of it"
    for item, where in found:
        assert where.startswith(f"/a{ending}")
        if isinstance(item, Receipt):
            made = item.report
            assert is_kept_well(made.text)
            assert made.published is None or iso_date(made.published) == made.published
            for field in (made.title, made.outlet, made.author, made.url, made.ref):
                assert field is None or (field == " ".join(field.split()) and is_kept_well(field))
        else:
            assert isinstance(item, Reject)
            assert item.reason.strip() and item.sha256 and item.stage == "intake"
    told = [getattr(item, "report", None) or item.reason for item, _ in found]
    assert [getattr(item, "report", None) or item.reason for item, _ in take(ending, raw)] == told


@given(ENDINGS, st.binary(max_size=300))
@settings(max_examples=150)
def test_any_bytes_under_any_name_give_receipts_or_rejects(ending, raw):
    found = take(ending, raw)
    assert found
    for item, _ in found:
        assert isinstance(item, Reject) or is_kept_well(item.report.text)


@given(damaged())
@settings(max_examples=60)
def test_a_damaged_file_gives_receipts_or_rejects_and_the_same_ones_again(file):
    check(*file)


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing_more(text):
    kept = clean(text)
    assert clean(kept) == kept
    assert not kept.strip() or is_kept_well(kept)


@given(st.text(min_size=1, max_size=200).filter(lambda t: clean(t).strip()))
def test_the_same_text_is_the_same_report(text):
    one, two = report(text), report(text)
    assert one == two
    assert report(one.text).id == one.id
    assert report(one.text + "x").id != one.id


@given(st.lists(st.sampled_from(["Title: a", "Date: b", "title: c", "Bureau: d", "", " ", "words"]), max_size=6))
def test_no_line_of_a_text_is_lost_to_its_header(lines):
    text = "\n".join(lines)
    head, body = split_header(text)
    assert text.endswith(body)
    taken = text[: len(text) - len(body)]
    assert len(head) == sum(bool(line.strip()) for line in taken.split("\n"))


@given(
    st.text("0123456789-:/+TZ ,OctFriSep.", max_size=32)
    | st.from_regex(r"[A-Z][a-z]{2}, [0-9]{1,2} [A-Z][a-z]{2} [0-9]{2,4} [0-9:]{5,8} [+-][0-9]{4}", fullmatch=True)
)
def test_a_date_has_a_year_that_was_written(written):
    found = iso_date(written)
    assert found is None or (re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T|$)", found) and found[2:4] in written)


@given(st.text("<>/ &;#x0pbri!-scta=\"'\n", max_size=80))
def test_any_fragment_has_a_text(source):
    assert "\n\n" not in fragment_text(source)
