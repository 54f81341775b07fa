"""Whatever the text: nothing raises, spans are exact and do not overlap, intervals are the right way round."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from accordingto.model.codec import canonical, to_plain
from accordingto.model.text import Span
from accordingto.reading.quantities import find_quantities
from accordingto.reading.ranges import find_ranges
from accordingto.reading.times import find_times, resolve
from tests.unit.reading.plain import in_sentences, parsed

PIECES = (
    "on 3 31 0 May March 2024 1.500 1,500 99999 '80s Friday week weeks the last next past of in a two hundred",
    "million dozen dozens half third and to - – from between ago later every morning at p.m. 10 12:30 GMT $ € %",
    "km m bn points no one none several few about nearly more than at least up , . ( ) 2024-10-18 07/03/2024",
    "Christmas New Year ' s quarter century decade year overnight tonight boats \n \0 _ ² ٣ 0800",
    "on the 31st fourth of half past six quarter to noon fiscal FY H2 Q5 same year-end 2014-16 70s GMT) every",
    "SELM, 31 June (Orva) - \n31 May 2024\n minus -15 degrees sq km Rs strong others fifth by of a million 19 of",
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


FILLERS = (
    "The harbour was full.", "Nobody spoke.", "Two men watched the water.", "Mr. Orlo left with 40 others.",
    "“It is over,” she said.", "The mayor of Selm denied it.", "A\nnew line began.",
)  # fmt: skip
DATED = (
    "It sank on 3 May 2019.", "It was sunk on 3 May.", "They will meet on Friday.", "It sank on Friday at 06:40.",
    "The pass was shut from October 8 to 13.", "It was sunk in late November.", "They had met last week.",
    "It was shut over the weekend.", "They will meet next spring.", "It was sunk two days ago.",
    "It was shut for more than 80 years.", "They meet every Tuesday.", "Sales had fallen in the third quarter.",
    "It was shut by Christmas.", "It was sunk on the night of 3-4 May.", "It was sunk on the fourth of July.",
    "It was shut for two hours and 10 minutes.", "Sales had fallen in fiscal 2019.", "It was sunk in 2014-16.",
)  # fmt: skip
PUBLISHED = st.one_of(st.none(), st.dates(date(1970, 1, 1), date(2040, 1, 1)).map(date.isoformat))


@given(st.sampled_from(DATED), st.lists(st.sampled_from(FILLERS)), st.lists(st.sampled_from(FILLERS)), PUBLISHED)
def test_a_date_does_not_move_when_its_sentence_is_moved(sentence, before, after, published):
    text = " ".join([*before, sentence, *after])
    start = len(" ".join([*before, ""])) if before else 0
    alone = find_times(in_sentences(sentence), published)
    moved = find_times(in_sentences(text), published)
    seen = [(t.span.start, t.span.quote, t.type, t.value, t.begin, t.end, t.anchor) for t in moved]
    kept = [(t.span.start + start, t.span.quote, t.type, t.value, t.begin, t.end, t.anchor) for t in alone]
    assert kept and seen == kept
    assert find_ranges(text, moved, published) == tuple(
        replace(r, span=Span.of(text, r.span.start + start, r.span.end + start))
        for r in find_ranges(sentence, alone, published)
    )


NAMES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
    "seventeen eighteen nineteen",
    "twenty thirty forty fifty sixty seventy eighty ninety",
)
SMALL, TENS = " ".join(NAMES[:2]).split(), NAMES[2].split()


def in_words(n):
    """A whole number below a billion in English."""
    if n < 20:
        return SMALL[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{SMALL[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{SMALL[n // 100]} hundred" + (f" and {in_words(n % 100)}" if n % 100 else "")
    name, size = ("million", 10**6) if n >= 10**6 else ("thousand", 1000)
    rest = f" {'and ' if n % size < 100 else ''}{in_words(n % size)}" if n % size else ""
    return f"{in_words(n // size)} {name}{rest}"


def written(n):
    """The ways in which news writes a whole number."""
    ways = [f"{n:,}", f"{n:,}".replace(",", " "), f"{n:,}".replace(",", "\u202f"), in_words(n)]
    ways += [f"{n:,}".replace(",", "'"), in_words(n).capitalize(), f"some {n:,}"]
    if n % 100_000 == 0 and n >= 10**6:
        ways += [f"{n / 10**6:g} million", f"{n / 10**6:g}m", f"{n / 10**6:g} million".replace(".", ",")]
    if n % 1000 == 0 and n < 10**6:
        ways += [f"{n // 1000} thousand", f"{n // 1000}k"]
    if n >= 10**6:
        ways.append(f"{n:,}".replace(",", "."))
    return ways


@given(
    st.one_of(st.integers(2, 10**9 - 1), st.integers(2, 3000), st.integers(10, 9999).map(lambda n: n * 100_000))
)
def test_a_number_is_one_number_however_it_is_written(n):
    for way in written(n):
        found = find_quantities(parsed(f"They saw {way} boats."))
        assert [(q.best, q.counts) for q in found] == [(n, "boats")], way


@given(TEXTS, DAYS)
def test_resolve_of_any_words(words, published):
    found = resolve(words, published)
    assert found is None or found[0]
