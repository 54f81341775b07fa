import pytest

from accordingto.model.text import Report, Span, report_id

TEXT = "Séoul 🛰 said so."


def test_offsets_count_code_points_not_bytes_nor_utf16_units():
    assert Span.of(TEXT, 6, 7).quote == "🛰"
    assert Span.of(TEXT, 8, 12).quote == "said"


@pytest.mark.parametrize(
    ("start", "end"), [(3, 3), (5, 2), (-1, 4), (0, len(TEXT) + 1), (len(TEXT), len(TEXT) + 1)]
)
def test_a_span_that_is_empty_or_outside_the_text_is_refused(start, end):
    with pytest.raises(ValueError, match="span"):
        Span.of(TEXT, start, end)


def test_a_span_holds_only_where_its_words_stand():
    span = Span.of(TEXT, 0, 5)
    assert span.holds_in(TEXT)
    assert not span.holds_in("x" + TEXT)
    assert not span.holds_in("Séou")


def test_covers_and_meets_at_the_edges():
    whole, first, second = Span.of(TEXT, 0, 12), Span.of(TEXT, 0, 5), Span.of(TEXT, 5, 12)
    assert whole.covers(first) and whole.covers(second) and whole.covers(whole)
    assert not first.covers(whole)
    assert not first.meets(second)
    assert whole.meets(second)


def test_spans_sort_in_text_order():
    assert sorted([Span.of(TEXT, 8, 12), Span.of(TEXT, 0, 7), Span.of(TEXT, 0, 5)]) == [
        Span.of(TEXT, 0, 5),
        Span.of(TEXT, 0, 7),
        Span.of(TEXT, 8, 12),
    ]


def test_the_report_id_is_the_same_on_every_machine():
    fields = {"url": None, "outlet": "Levant Post", "published": "2025-06-02", "title": None}
    assert report_id(text="A ship sank.", **fields) == "r9f3dc66cc13b781a"
    assert Report(id="r1", text="A ship sank.").outlet is None
