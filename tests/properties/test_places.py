"""Whatever stands in a text: places have exact spans, no area has a point, a party is found or not."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.reading.kinds import kind_of, phrase_kind, title_class
from accordingto.reading.parse import parse
from accordingto.reading.parties import resolve
from accordingto.reading.places import find_places
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
        assert place.gazetteer is None or place.kind == "city"
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(TEXTS, st.sampled_from([None, "KR", "RU", "ZZ", ""]))
def test_any_words_are_a_party_or_none(words, hint):
    party = resolve(words, country_hint=hint)
    assert party is None or party.name

    kind_of(words)
    phrase_kind(words)
    title_class(words)
