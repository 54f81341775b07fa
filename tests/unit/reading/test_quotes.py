import pytest

from accordingto.reading.quotes import kind_of_content, quotations


def quoted(text):
    return [(text[q.start : q.end], q.closed) for q in quotations(text)]


def test_pairs_of_every_shape():
    assert quoted('He said “a b”, "c d" and «e f».') == [("“a b”", True), ('"c d"', True), ("«e f»", True)]


def test_german_marks_close_with_the_english_opening_shape():
    assert quoted("Er sagte „wir gehen“ heute.") == [("„wir gehen“", True)]


def test_a_mark_that_is_never_closed_ends_with_its_line():
    assert quoted("He said “we left.\nThen “they” came.") == [("“we left.", False), ("“they”", True)]


def test_a_second_opening_mark_leaves_the_first_unclosed():
    assert quoted("These “deployed so. “The NIS said so,” he said.") == [
        ("“deployed so. ", False),
        ("“The NIS said so,”", True),
    ]


@pytest.mark.parametrize(
    ("content", "kind"), [("“we left”", "direct"), ("that they left", "indirect"), ("that “we” left", "mixed")]
)
def test_kind_of_content(content, kind):
    text = f"He said {content} today."
    start = text.index(content)
    assert kind_of_content(text, [(start, start + len(content))], quotations(text)) == kind
