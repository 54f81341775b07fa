from hypothesis import given
from hypothesis import strategies as st

from accordingto.reading.tree import Token
from accordingto.reading.windows import WINDOW, Unit, units, window_pieces, windows
from accordingto.reading.wordpiece import CLS, SEP


def unit(pieces, *, paragraph=False):
    return Unit([], [7] * pieces, [0] * pieces, list(range(pieces)), paragraph)


def words(text):
    return [Token(i, i, i + len(w), w, w.lower(), 0) for i, w in enumerate(text.split())]


def test_sentences_are_read_together_up_to_the_width_of_a_window():
    assert [(w.first, w.last) for w in windows([unit(60) for _ in range(4)])] == [(0, 3), (3, 4)]


def test_a_window_ends_where_a_paragraph_ends_if_that_leaves_it_half_full():
    text = [unit(60), unit(60), unit(60, paragraph=True), unit(60)]
    assert [(w.first, w.last) for w in windows(text)] == [(0, 2), (2, 4)]


def test_a_window_ends_within_a_paragraph_rather_than_nearly_empty():
    text = [unit(60), unit(60, paragraph=True), unit(60), unit(60)]
    assert [(w.first, w.last) for w in windows(text)] == [(0, 3), (3, 4)]


def test_a_window_that_begins_within_a_paragraph_reads_the_sentence_before_for_context():
    assert [(w.context, w.first) for w in windows([unit(60) for _ in range(4)])] == [(0, 0), (2, 3)]


def test_a_window_that_begins_a_paragraph_has_no_context():
    text = [*(unit(60) for _ in range(3)), unit(60, paragraph=True)]
    assert [(w.context, w.first) for w in windows(text)] == [(0, 0), (3, 3)]


def test_a_sentence_too_long_for_the_model_is_cut_into_stretches():
    parts = units(words("ship " * 700), True)
    assert [len(p.tokens) for p in parts] == [510, 190]
    assert [p.paragraph for p in parts] == [True, False]


def test_every_word_has_the_place_of_its_own_first_piece():
    (part,) = units(words("Blagoveshchensk fell quietly"), True)
    ids, cases, ((first, second, third),) = window_pieces([part], windows([part])[0])
    assert (ids[0], ids[-1]) == (CLS, SEP)
    assert len(ids) == len(cases)
    assert (first, third - second) == (1, 1)
    assert cases[first:second] == [1] * (second - first)


@given(st.lists(st.tuples(st.integers(1, 510), st.booleans()), min_size=1, max_size=40))
def test_every_sentence_is_kept_once_and_no_pass_is_too_long(sizes):
    text = [unit(n, paragraph=p) for n, p in sizes]
    found = windows(text)
    assert [i for w in found for i in range(w.first, w.last)] == list(range(len(text)))
    for w in found:
        read = 2 + sum(len(u.ids) for u in text[w.context : w.last])
        assert read <= 512
        assert read <= WINDOW or w.last == w.first + 1
