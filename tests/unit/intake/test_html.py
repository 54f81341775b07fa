import json

import pytest

from accordingto.errors import DamagedInput
from accordingto.intake.html import fragment_text, is_markup, read_page
from accordingto.intake.reports import Input

BODY = (
    "<p>The ministry denied on Friday that troops had left the base at the river.</p>"
    "<p>“We moved <b>nothing</b>,” a spokesman said. Two witnesses disagree with him.</p>"
)


def page(head="", body=BODY, html='<html lang="en">', after=""):
    article = f"<article><h1>Ministry denies troop move</h1>{body}</article>"
    inside = f"<nav><a href='/'>Home</a></nav>{article}{after}"
    return f"<!doctype html>{html}<head>{head}</head><body>{inside}</body></html>"


def read(source, url=None, charset=None, longest=1_000_000):
    raw = source if isinstance(source, bytes) else source.encode()
    [found] = read_page(Input(raw, "a.html", "a.html", url, charset), longest)
    return found


def linked(**data):
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_the_text_of_a_page_is_its_paragraphs_as_lines():
    found = read(page(after="<footer>Copyright 2019 The Harbour Post</footer><script>alert('x')</script>"))
    assert found.text.split("\n") == [
        "Ministry denies troop move",
        "The ministry denied on Friday that troops had left the base at the river.",
        "“We moved nothing,” a spokesman said. Two witnesses disagree with him.",
    ]
    assert found.language == "en"


def test_title_author_outlet_and_date_are_those_the_page_declares():
    head = (
        '<title>Wrong - Post</title><meta property="og:title" content="Ministry denies">'
        '<meta property="og:site_name" content="The Harbour Post"><meta name="author" content="Mara Quill">'
        '<meta property="article:published_time" content="2024-10-18T06:30:00+09:00">'
    )
    found = read(page(head))
    assert (found.title, found.outlet, found.author) == ("Ministry denies", "The Harbour Post", "Mara Quill")
    assert found.published == "2024-10-18T06:30:00+09:00"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta name="DC.date.issued" content="2024-10-18">', ""),
        ('<meta itemprop="datePublished" content="2024-10-18">', ""),
        (linked(**{"@type": "NewsArticle", "datePublished": "2024-10-18"}), ""),
        (linked(**{"@type": ["Thing", "Article"], "datePublished": "2024-10-18"}), ""),
        (linked(**{"@graph": [{"@type": "WebPage", "datePublished": "2024-10-18"}]}), ""),
        ("", '<time datetime="2024-10-18">Friday</time>'),
        ("", '<time datetime="2024-10-18">x</time><time datetime="2024-10-18T09:00">y</time>'),
        ("", '<time datetime="2020-01-01">x</time><time itemprop="datePublished" datetime="2024-10-18">y</time>'),
        ('<meta name="date" content="Friday">', '<time datetime="2024-10-18">x</time>'),
    ],
)
def test_the_date_is_found_where_it_is_declared(head, body):
    assert read(page(head, body + BODY)).published == "2024-10-18"


@pytest.mark.parametrize(
    ("head", "body", "after"),
    [
        ("", "", "<footer>Copyright 2019</footer>"),
        ("", "<p>Published 18 October 2024, 6:30.</p>", ""),
        ("", '<time datetime="2024-10-18">x</time><time datetime="2024-10-17">y</time>', ""),
        ("", "<time>18 October</time>", ""),
        ('<meta name="date" content="18 October">', "", ""),
        (linked(**{"@type": "Comment", "datePublished": "2024-10-19"}), "", ""),
        ('<script type="application/ld+json">{"@type": "Article", "datePublished": </script>', "", ""),
        ('<script type="application/ld+json">' + "[" * 5000 + "</script>", "", ""),
    ],
)
def test_a_date_that_is_not_declared_is_not_guessed(head, body, after):
    assert read(page(head, body + BODY, after=after), url="https://a.example/2024/10/18/x").published is None


def test_the_outlet_is_not_guessed_from_the_title():
    found = read(page("<title>Talks fail: what next - and why</title>"))
    assert (found.outlet, found.url) == (None, None)


def test_the_outlet_may_stand_in_linked_data_or_else_is_the_host():
    data = linked(**{"@type": "NewsArticle", "publisher": {"name": "The Harbour Post"}})
    assert read(page(data)).outlet == "The Harbour Post"
    assert read(page(), url="https://www.post.example/1").outlet == "post.example"


def test_the_address_that_was_asked_for_outranks_the_one_the_page_claims():
    head = '<link rel="canonical" href="https://post.example/true">'
    assert read(page(head)).url == "https://post.example/true"
    assert read(page(head), url="https://mirror.example/1").url == "https://mirror.example/1"


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        ('<meta charset="windows-1251">', None),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', None),
        ("", "windows-1251"),
    ],
)
def test_a_page_is_decoded_by_what_it_or_its_server_declares(head, charset):
    words = "Министерство опровергло сообщения о переброске войск."
    assert words in read(page(head, f"<p>{words}</p>").encode("cp1251"), charset=charset).text


def test_what_a_page_declares_outranks_statistics():
    source = page('<meta charset="iso-8859-2">', "<p>The sign read: wśród żołnierzy.</p>")
    assert "wśród żołnierzy" in read(source.encode("iso8859-2")).text


def test_an_xhtml_page_with_a_declaration_is_read():
    source = '<?xml version="1.0" encoding="utf-8"?>\n' + page(
        html='<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en-GB">'
    )
    found = read(source)
    assert "denied on Friday" in found.text
    assert found.language == "en-GB"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("words and no tag", "no HTML"),
        ("<html><body></body></html>", "no text was found"),
        ("<html><body><script>document.write('x')</script></body></html>", "no text was found"),
        ("<html>\0</html>", "NUL"),
    ],
)
def test_a_page_without_text_is_refused(source, reason):
    with pytest.raises(DamagedInput, match=reason):
        read(source)


def test_a_page_whose_source_is_too_long_is_refused_before_it_is_parsed():
    with pytest.raises(DamagedInput, match=r"more than 50.*ACCORDINGTO_MAX_CHARACTERS"):
        read(page(), longest=50)


def test_scripts_and_their_like_give_no_text():
    source = "<p>One<script>x()</script> two</p><style>p {}</style><template><p>t</p></template>three<!-- four -->"
    assert fragment_text(source) == "One two\nthree"


def test_blocks_are_lines_and_cells_are_apart():
    source = (
        "a<br>b<div>c<p>d\n e</p>f</div><ul><li>g</li><li>h</li></ul><table><tr><td>i</td><td>j</td></tr></table>"
    )
    assert fragment_text(source).split("\n") == ["a", "b", "c", "d e", "f", "g", "h", "i j"]


@pytest.mark.parametrize(
    "source", ["", "   ", "<", "</p></div></body></html>x", "<![CDATA[x]]>", "&#0;&#x1F;", "<?xml encoding='x'?>y"]
)
def test_a_broken_fragment_raises_nothing(source):
    assert "script" not in fragment_text(source)


def test_markup_is_told_from_signs():
    assert all(is_markup(t) for t in ("<p>x", "a<br/>b", "x &amp; y", "&#8220;", "<!-- x -->"))
    assert not any(is_markup(t) for t in ("5 < 6 > 4", "AT&T; R&D", "a & b", "<3"))
