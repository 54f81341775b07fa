import pytest

from accordingto.model.text import Span
from accordingto.model.values import Place, Quantity, Timex, days_apart, overlap

AT = Span(0, 5, "Seoul")


def number(low, high, op="="):
    return Quantity("q", AT, low=low, high=high, best=low, op=op)


def days(begin, end=None):
    return Timex("t", AT, "DATE", "x", begin=begin, end=end)


def test_an_area_is_never_a_point():
    with pytest.raises(ValueError, match="is not a point"):
        Place("p", AT, "Russian Far East", lat=48.0, lon=135.0, precision="area")
    assert Place("p", AT, "Seoul", lat=37.57, lon=126.98, precision="settlement").lat == 37.57


def test_half_a_point_is_refused():
    with pytest.raises(ValueError, match="both lat and lon"):
        Place("p", AT, "Seoul", lat=37.57, precision="settlement")


def test_an_unknown_precision_is_refused():
    with pytest.raises(ValueError, match="no such precision: about"):
        Place("p", AT, "Seoul", precision="about")


def test_a_quantity_has_a_known_operator_and_ordered_ends():
    with pytest.raises(ValueError, match="no such operator"):
        number(1.0, 1.0, op="about")
    with pytest.raises(ValueError, match="above high"):
        number(12.0, 10.0)


@pytest.mark.parametrize(
    ("a", "b", "both"),
    [
        ((1500, 1500), (1500, 1500), True),
        ((1500, 1500), (12000, 12000), False),
        ((9000, 11000), (10000, 12000), True),
        ((9000, 11000), (11000, None), True),
        ((None, 8), (9, None), False),
        ((None, None), (5, 5), True),
        ((None, 5), (5, 5), True),
    ],
)
def test_numbers_agree_when_their_intervals_share_a_value(a, b, both):
    assert overlap(number(*a), number(*b)) is both
    assert overlap(number(*b), number(*a)) is both


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        (("2024-10-08", "2024-10-13"), ("2024-10-13", "2024-10-13"), 0),
        (("2024-10-08", "2024-10-13"), ("2024-10-18", "2024-10-18"), 5),
        (("2024-02-28", None), ("2024-03-01", None), 2),
        ((None, "2024-10-18"), ("2024-10-18", None), 0),
        ((None, None), ("2024-10-18", None), None),
    ],
)
def test_days_apart(a, b, apart):
    assert days_apart(days(*a), days(*b)) == apart
    assert days_apart(days(*b), days(*a)) == apart
