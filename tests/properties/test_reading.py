"""Whatever the text: nothing raises, every span is exact, the same text gives the same reading."""

import json

from hypothesis import example, given, settings
from hypothesis import strategies as st

from accordingto.model.claim import Reading
from accordingto.model.codec import canonical
from accordingto.model.text import Report, Span
from accordingto.reading import read
from accordingto.reading.parse import parse
from accordingto.reading.segment import segment

WORDS = st.sampled_from(
    [
        "Seoul",
        "said",
        "“",
        "”",
        '"',
        "the",
        "navy",
        "denied",
        "that",
        "ships",
        ",",
        ".",
        ":",
        "according",
        "to",
        "1,500",
        "troops",
        "sank",
        "on",
        "Friday",
        "not",
        "will",
        "if",
        "he",
        "reports",
        "from",
        "Kyiv",
        "citing",
        "\n",
        "(",
        ")",
        "—",
        "Mr.",
        "Orlo's",
        "he",
        "국정원",
        "é",
        "👩\u200d🚀",
        "was",
        "quoted",
        "as",
        "saying",
        "“We",
        "U.S.",
        "’",
        "'",
        "which",
        "who",
    ]
)
NEWS_LIKE = st.lists(WORDS, max_size=60).map(" ".join)


def spans(value):
    if isinstance(value, dict):
        if set(value) == {"start", "end", "quote"}:
            yield value
        for v in value.values():
            yield from spans(v)
    elif isinstance(value, list):
        for v in value:
            yield from spans(v)


@settings(max_examples=60)
@given(st.one_of(NEWS_LIKE, st.text(max_size=300)), st.sampled_from([None, "2024-10-18"]))
@example("", None)
@example("\n\n", None)
@example("“" * 40, None)
@example("said " * 80, "2024-10-18")
def test_every_span_is_exact_and_nothing_raises(text, published):
    reading = read(Report("r1", text, published=published, language="en"))
    plain = json.loads(canonical(reading.to_dict()))
    for span in spans(plain):
        assert Span(**span).holds_in(text)
    assert Reading.from_dict(plain) == reading


@settings(max_examples=20)
@given(NEWS_LIKE)
def test_the_same_text_gives_the_same_bytes(text):
    report = Report("r1", text, published="2024-10-18", language="en")
    assert canonical(read(report).to_dict()) == canonical(read(report).to_dict())


@settings(max_examples=30)
@given(NEWS_LIKE)
def test_claims_and_attributions_refer_to_what_is_there(text):
    reading = read(Report("r1", text, published="2024-10-18", language="en"))
    ids = {a.id for a in reading.attributions}
    assert all(a.parent is None or a.parent in ids for a in reading.attributions)
    assert all(a.continues is None or a.continues in ids for a in reading.attributions)
    assert all(c.attribution is None or c.attribution in ids for c in reading.claims)
    assert all(c.span.covers(c.anchor) for c in reading.claims)
    for a in reading.attributions:
        assert len(reading.chain(a.id)) == len({link.id for link in reading.chain(a.id)})
        assert reading.chain(a.id)[0].parent is None


@settings(max_examples=30)
@given(st.text(max_size=400))
def test_sentences_cover_all_but_white_space(text):
    covered = set()
    last = 0
    for s in segment(text):
        assert last <= s.start < s.end
        last = s.end
        covered.update(range(s.start, s.end))
    assert all(c.isspace() for i, c in enumerate(text) if i not in covered)


@settings(max_examples=30)
@given(st.one_of(NEWS_LIKE, st.text(max_size=400)))
def test_every_sentence_is_one_tree_and_tokens_are_exact(text):
    parsed = parse(text, segment(text))
    covered = set()
    for number in range(len(parsed.sentences)):
        assert len(parsed.roots(number)) == 1
        assert parsed.roots(number)[0].subtree() == parsed.words(number)
    for token in parsed.tokens:
        assert text[token.start : token.end] == token.text
        covered.update(range(token.start, token.end))
    assert all(c.isspace() for i, c in enumerate(text) if i not in covered)
