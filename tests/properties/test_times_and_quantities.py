"""Whatever the text: nothing raises, spans are exact and do not overlap, intervals are the right way round."""

from datetime import date
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from accordingto.model.codec import canonical, to_plain
from accordingto.reading.quantities import find_quantities
from accordingto.reading.times import find_times, resolve
from tests.unit.reading.plain import parsed

PIECES = (
    "on 3 31 0 May March 2024 1.500 1,500 99999 '80s Friday week weeks the last next past of in a two hundred",
    "million dozen dozens half third and to - – from between ago later every morning at p.m. 10 12:30 GMT $ € %",
    "km m bn points no one none several few about nearly more than at least up , . ( ) 2024-10-18 07/03/2024",
    "Christmas New Year ' s quarter century decade year overnight tonight boats \n \0 _ ² ٣ 0800",
)
WORDS = st.sampled_from([word for line in PIECES for word in line.split(" ")])
TEXTS = st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=30).map("".join), st.text())
DAYS = st.one_of(st.none(), st.dates().map(date.isoformat), st.text(max_size=12))


@given(TEXTS, DAYS)
@example("9" * 5000 + " years ago", "2024-10-18")
@example("last night", "0001-01-01")
@example("9999 centuries from now in 10000 decades' time", "2999-12-31")
@example("in the winter of 9999", None)
@example("the 400th century, 5/6 of 10 1/2", None)
def test_times_and_quantities_of_any_text(text, published):
    tree = parsed(text)
    times = find_times(tree, published)
    quantities = find_quantities(tree, times)
    for found in (times, quantities):
        assert all(f.span.holds_in(text) for f in found)
        assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for t in times:
        assert not (t.begin and t.end) or date.fromisoformat(t.begin) <= date.fromisoformat(t.end)
    assert not any(t.span.meets(q.span) for t in times for q in quantities)
    assert canonical(to_plain((times, quantities))) == canonical(
        to_plain((find_times(tree, published), find_quantities(tree, times)))
    )


@given(TEXTS)
def test_without_publication_no_day_comes_from_outside_the_text(text):
    for t in find_times(parsed(text), None):
        assert t.anchor in ("none", "text")
        if t.begin and t.anchor == "none":
            digits = "".join(c for c in t.span.quote if c.isdigit())
            assert digits or "century" in t.span.quote.lower() or "decade" in t.span.quote.lower()


@given(TEXTS, DAYS)
def test_resolve_of_any_words(words, published):
    found = resolve(words, published)
    assert found is None or found[0]
