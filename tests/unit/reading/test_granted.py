import pytest

from accordingto.model.claim import GRANTED
from accordingto.reading.events import find_happenings
from accordingto.reading.granted import granted
from accordingto.reading.parse import parse
from accordingto.reading.segment import segment


def taken_for_granted(text):
    found = find_happenings(parse(text, segment(text)).tokens, set())
    return [h.anchor.text for h in found if any(r.startswith(GRANTED) for r in granted(h.anchor))]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("The ship had 25 people on board when it was seized.", ["seized"]),
        ("Two men were killed when a bus overturned.", []),
        ("The mayor spoke after the attack.", ["attack"]),
        ("The mayor spoke after an attack.", []),
        ("Three men were killed in the explosion.", []),
        ("The explosion damaged nine houses.", []),
        ("The mayor has no details of their attack.", ["attack"]),
    ],
)
def test_what_a_sentence_speaks_of_as_known(text, known):
    assert taken_for_granted(text) == known
