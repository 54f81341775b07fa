"""Whatever stands in a text: places have exact spans, no area has a point, a party is found or not."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.reading.gazetteer import lookup, place_key
from accordingto.reading.kinds import kind_of, phrase_kind, title_class
from accordingto.reading.parse import parse
from accordingto.reading.parties import resolve
from accordingto.reading.places import find_places, places_at
from accordingto.reading.ranking import Name, Setting, rank, reasons
from accordingto.reading.segment import segment

WORDS = st.sampled_from(
    [
        "Kyiv", "kyiv", "Paris", "Texas", "Georgia", "the", "North", "Niger", "river", "of", "in", ",", "region",
        ".", "Black", "Sea", "said", "White", "House", "Kursk", "and", "Seoul", "’s", "(", "air", "base", "U.S.",
        "Springfield", "between", "ties", "\n", "서울", "spokesman", "for", "army", "Russian", "minister", "near",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=120))


@settings(max_examples=80)
@given(TEXTS)
def test_places_hold_in_their_text_do_not_overlap_and_areas_are_no_points(text):
    found = find_places(parse(text, segment(text)))
    assert [p.id for p in found] == [f"p{n}" for n in range(1, len(found) + 1)]
    for place in found:
        assert place.span.holds_in(text)
        assert place.lat is None or place.kind in ("city", "facility", "water")
        assert place.lat is None or place.precision in ("point", "settlement")
        assert place.gazetteer is None or place.kind in ("city", "region", "country", "facility")
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(TEXTS, st.sampled_from([None, "KR", "RU", "ZZ", ""]))
def test_any_words_are_a_party_or_none(words, hint):
    party = resolve(words, country_hint=hint)
    assert party is None or party.name

    kind_of(words)
    phrase_kind(words)
    title_class(words)


@given(TEXTS, st.text(max_size=30), st.text(max_size=40))
@settings(max_examples=40)
def test_whatever_the_outlet_and_the_address_are_called_the_spans_are_the_same(text, outlet, url):
    parsed = parse(text, segment(text))
    plain = [p.span for p in find_places(parsed)]
    assert [p.span for p in find_places(parsed, outlet, url)] == plain
    assert [p.span for p in places_at(parsed, [(s.start, s.end) for s in plain])] == plain


@given(st.text(max_size=40))
def test_any_name_is_in_the_gazetteer_or_not(name):
    for entry in lookup(name):
        assert entry.name
        assert not entry.is_point or entry.kind in ("city", "facility", "water")


NAMES = st.lists(
    st.sampled_from(["Paris", "Springfield", "Georgia", "London", "Texas", "Kyiv"]), min_size=1, max_size=6
)


@settings(max_examples=40)
@given(NAMES)
def test_the_probabilities_of_a_name_sum_to_one_and_its_reasons_to_its_score(names):
    weighed = [Name(place_key(n), "", list(lookup(n))) for n in dict.fromkeys(names)]
    rank(weighed, Setting({}))
    for name in weighed:
        assert abs(sum(name.likely) - 1) < 1e-9
        for i, score in enumerate(name.scores):
            assert abs(sum(part for _, part in reasons(name, i)) - score) < 1e-9
