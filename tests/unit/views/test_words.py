import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.model.text import Span
from accordingto.model.values import Quantity
from accordingto.views import words
from tests.unit.views.story import readings, reconciliation

ANYTHING = st.text(st.characters())


@given(ANYTHING)
def test_visible_keeps_every_place_and_lets_nothing_steer_the_terminal(text):
    shown = words.visible(text)
    assert len(shown) == len(text)
    assert not set(shown) & set(map(chr, [*range(9), *range(11, 32), *range(0x7F, 0xA0)]))
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    shown.encode("utf-8")


def test_visible_shows_what_turns_a_line_around_and_what_steers():
    assert (
        words.visible("\u202eabc\u2066\u2069 \x1b[31m\x07\x7f\x9b\ud800")
        == "\ufffdabc\ufffd\ufffd ␛[31m␇␡\ufffd\ufffd"
    )


def test_visible_leaves_ordinary_text_of_any_script_alone():
    text = "“Café”, 국가정보원은 – שלום, مرحبا 😀\n\tnext"
    assert words.visible(text) == text


@given(ANYTHING, st.integers(1, 40))
def test_clip_gives_one_line_that_fits(text, width):
    shown = words.clip(text, width)
    assert len(shown) <= width
    assert "\n" not in shown


def test_clip_cuts_at_a_word():
    assert words.clip("The Coast Guard said so", 14) == "The Coast…"


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2024-10-18", "18 Oct 2024"),
        ("2024-10-18T06:30:00+09:00", "18 Oct 2024"),
        ("2024-10", "Oct 2024"),
        ("2024-10-08/2024-10-13", "8 to 13 Oct 2024"),
        ("2024-09-28/2024-10-13", "28 Sep to 13 Oct 2024"),
        ("2023-12-28/2024-01-03", "28 Dec 2023 to 3 Jan 2024"),
        ("2024-10-18/2024-10-18", "18 Oct 2024"),
        (None, "date not known"),
        ("XXXX-10-18", "XXXX-10-18"),
        ("2024-13-01", "2024-13-01"),
        ("\x1b[31m", "␛[31m"),
    ],
)
def test_day(iso, said):
    assert words.day(iso) == said


@pytest.mark.parametrize(
    ("best", "low", "high", "op", "unit", "said"),
    [
        (12000, 12000, 12000, "=", None, "12,000"),
        (10000, 9000, 11000, "~", None, "about 10,000"),
        (5, 5, None, ">=", "%", "at least 5 %"),
        (None, 200, 900, "range", None, "200 to 900"),
        (3.25, 3.25, 3.25, "<", "km", "fewer than 3.25 km"),
        (None, None, None, "~", None, "several hundred"),
    ],
)
def test_amount(best, low, high, op, unit, said):
    quote = "several hundred"
    assert words.amount(Quantity("q1", Span(0, len(quote), quote), low, high, best, op, None, unit)) == said


@pytest.mark.parametrize(
    ("names", "said"),
    [([], ""), (["A"], "A"), (["A", "B", "C"], "A, B and C"), (list("ABCDEF"), "A, B, C, D and 2 others")],
)
def test_listed(names, said):
    assert words.listed(names) == said


def test_an_event_in_words():
    event = reconciliation(readings()).events[0]
    assert words.origin_state(event) == "independent (2)"
    assert words.dots(event) == "●●"
    assert words.when(event) == "3 to 4 Mar 2025"
    assert words.since(event) == " since 6 Mar 2025"
    assert words.standing(event.standing) == "corroborated, disputed"
