import pytest

from accordingto.errors import DamagedInput, UnsupportedFormat
from accordingto.intake.feed import read_feed
from accordingto.intake.reports import Found, Input
from accordingto.model.text import Reject

NAMES = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'


def rss(
    *items, head="<title>The Harbour Post</title><link>https://post.example/</link><language>en-gb</language>"
):
    inside = "".join(f"<item>{i}</item>" for i in items)
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {NAMES}><channel>{head}{inside}</channel></rss>'
    )


def read(source, url=None, charset=None):
    raw = source if isinstance(source, bytes) else source.encode()
    return list(read_feed(Input(raw, "feed.xml", "feed.xml", url, charset)))


def test_an_item_is_a_report_with_what_the_feed_says_of_it():
    item = (
        "<title>Denial &amp;amp; more</title><link>https://post.example/1</link>"
        "<guid isPermaLink='false'>g1</guid>"
        "<pubDate>Fri, 18 Oct 2024 23:30:00 -0400</pubDate><dc:creator>Mara Quill</dc:creator>"
        "<description>Short.</description>"
        "<content:encoded><![CDATA[<p>It denied it.</p>"
        "<p>“We moved <b>nothing</b>,” it said.</p>]]></content:encoded>"
    )
    [found] = read(rss(item))
    assert found.text == "It denied it.\n“We moved nothing,” it said."
    assert (found.title, found.outlet, found.author) == ("Denial & more", "The Harbour Post", "Mara Quill")
    assert (found.url, found.ref, found.language) == ("https://post.example/1", "g1", "en-gb")
    assert found.published == "Fri, 18 Oct 2024 23:30:00 -0400"
    assert found.where == "feed.xml#1"
    assert found.raw.startswith(b"<item") and found.raw.endswith(b"</item>")


def test_an_atom_entry_is_a_report():
    source = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
    <title type="text">Post &lt;daily&gt;</title><author><name>Desk</name></author>
    <entry><id>tag:1</id><title>One</title><link rel="self" href="/self"/><link href="/1"/>
    <updated>2024-10-19T00:00:00Z</updated><published>2024-10-18T06:30:00Z</published>
    <author><name>Mara Quill</name></author><summary>Short.</summary><content type="xhtml">
    <div xmlns="http://www.w3.org/1999/xhtml"><p>It denied</p><p>it.</p></div></content></entry>
    <entry><title>Two</title><updated>2024-10-19T00:00:00Z</updated>
    <summary type="text">5 &lt; 6 &amp;amp; so on</summary></entry>
    <entry><title>Three</title><summary type="html">&lt;p&gt;Third&lt;/p&gt;</summary></entry></feed>"""
    one, two, three = read(source, url="https://post.example/feed")
    assert (one.text, one.title, one.author, one.ref) == ("It denied\nit.", "One", "Mara Quill", "tag:1")
    assert (one.url, one.published, one.language) == ("https://post.example/1", "2024-10-18T06:30:00Z", "en")
    assert (two.text, two.published, two.url) == ("5 < 6 &amp; so on", "2024-10-19T00:00:00Z", None)
    assert (three.text, three.published, three.outlet) == ("Third", None, "Post <daily>")


def test_rss_1_and_atom_03_are_feeds_too():
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Post</title></channel>
    <item><title>One</title><link>https://post.example/1</link><description>It denied it.</description>
    <dc:date>2024-10-18</dc:date></item></rdf:RDF>"""
    [found] = read(rdf)
    assert (found.text, found.outlet, found.published) == ("It denied it.", "Post", "2024-10-18")
    entry = "<entry><summary>It denied it.</summary><issued>2024-10-18</issued></entry>"
    old = f'<feed xmlns="http://purl.org/atom/ns#"><title>Post</title>{entry}</feed>'
    [found] = read(old)
    assert (found.text, found.outlet, found.published) == ("It denied it.", "Post", "2024-10-18")


@pytest.mark.parametrize("date", ["18 Oct", "Friday", "yesterday", "18", ""])
def test_no_year_is_made_up(date):
    [found] = read(rss(f"<guid>18</guid><pubDate>{date}</pubDate><description>Words.</description>"))
    assert (found.published, found.url) == (None, None)


def test_the_first_date_that_is_one_counts():
    [found] = read(rss("<pubDate>Friday</pubDate><dc:date>2024-10-18</dc:date><description>Words.</description>"))
    assert found.published == "2024-10-18"


def test_an_item_taken_over_names_its_own_outlet():
    [found] = read(rss("<description>Words.</description><source url='https://o.example'>The Other</source>"))
    assert found.outlet == "The Other"


def test_the_address_is_the_link_or_the_permanent_guid():
    items = (
        "<link>/1</link>",
        "<guid>https://post.example/2</guid>",
        "<link>javascript:x()</link>",
        "<link>http://[</link>",
    )
    found = read(rss(*(f"{i}<description>Words.</description>" for i in items)))
    assert [f.url for f in found] == ["https://post.example/1", "https://post.example/2", None, None]


def test_an_author_written_as_mail_is_the_name():
    [found] = read(rss("<author>desk@post.example (Mara Quill)</author><description>Words.</description>"))
    assert found.author == "Mara Quill"


def test_an_item_without_text_is_a_reject_and_the_next_goes_on():
    reject, found = read(rss("<title>Only a title</title>", "<description>Words.</description>"))
    assert isinstance(reject, Reject) and isinstance(found, Found)
    assert (reject.where, len(reject.sha256)) == ("feed.xml#1", 64)
    assert "neither content nor summary" in reject.reason


def test_what_feeds_forget_to_escape_is_mended_without_loss():
    words = "“Caf&eacute;”&nbsp;&mdash; a \x0bplace &bogus; here"
    item = f"<title>R&D at AT&T</title><description>{words}</description><x:y>1</x:y>"
    [found] = read(rss(item))
    assert (found.title, found.text) == ("R&D at AT&T", "“Café” — a place &bogus; here")


def test_a_prefix_that_is_not_declared_is_known_by_its_name():
    source = rss("<dc:creator>Mara Quill</dc:creator><description>Words.</description>").replace(NAMES, "")
    [found] = read(source)
    assert (found.author, found.text) == ("Mara Quill", "Words.")


def test_a_feed_that_breaks_off_gives_what_was_whole_and_says_so():
    whole = rss(
        "<description>One.</description>",
        "<description>Two.</description>",
        "<description>Three is cut</description>",
    )
    one, two, cut, damage = read(whole[: whole.index(" is cut")])
    assert (one.text, two.text) == ("One.", "Two.")
    assert (cut.where, damage.where) == ("feed.xml#3", "feed.xml")
    assert "cut off" in cut.reason
    assert "the feed is damaged (line 1" in damage.reason and "2 items were read" in damage.reason


def test_a_feed_that_breaks_off_between_items_loses_none():
    whole = rss("<description>One.</description>", "<description>Two.</description>")
    one, two, damage = read(whole[: whole.index("</channel>")])
    assert (one.text, two.text) == ("One.", "Two.")
    assert "2 items were read" in damage.reason


def test_a_fault_inside_an_item_is_told_and_the_others_are_kept():
    found = read(
        rss(
            "<description>One.</description>",
            "<description>Two</wrong></description>",
            "<description>Three.</description>",
        )
    )
    assert next(f.text for f in found if isinstance(f, Found)) == "One."
    assert any(isinstance(f, Reject) and "damaged" in f.reason for f in found)


@pytest.mark.parametrize(
    ("source", "error", "reason"),
    [
        (rss(), DamagedInput, "no items"),
        ("<opml><body/></opml>", UnsupportedFormat, "root element <opml> is not a feed"),
        ("<?xml version='1.0'?>", DamagedInput, "not XML"),
        ("words", DamagedInput, "not XML"),
        ("<rss><channel><ti", DamagedInput, "damaged and nothing of it can be read"),
    ],
)
def test_a_feed_of_which_nothing_can_be_read_is_refused(source, error, reason):
    with pytest.raises(error, match=reason):
        read(source)


@pytest.mark.parametrize("entity", ["b", "h", "x"])
def test_entities_are_neither_expanded_nor_loaded(tmp_path, entity):
    secret = tmp_path / "secret"
    secret.write_text("the secret words")
    bomb = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefg", "bcdefgh", strict=True))
    doctype = f'<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY x SYSTEM "file://{secret}">{bomb}]>'
    source = rss(f"<description>Words &{entity}; end.</description>").replace("<rss", doctype + "<rss")
    [found] = [f for f in read(source) if isinstance(f, Found)]
    assert found.text == f"Words &{entity}; end."


@pytest.mark.parametrize("charset", ["utf-16", "cp1251", "koi8-r"])
def test_a_feed_is_decoded_by_its_declaration(charset):
    words = "Министерство опровергло сообщения о переброске войск."
    source = rss(f"<description>{words}</description>").replace("utf-8", charset)
    [found] = read(source.encode(charset))
    assert found.text == words
