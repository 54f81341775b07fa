from dataclasses import replace

import pytest

from accordingto.model.claim import EventType
from accordingto.model.event import Conflict, Event, Grade, Support
from accordingto.model.text import Span

EVENT = Event(
    id="e1",
    gloss="troops landed",
    event=EventType("MOBILIZE"),
    claims=("c1",),
    participants=(),
    places=(),
    begin=None,
    end=None,
    strict=1,
    lenient=1,
    origin_state="single origin",
    origins=("p1",),
    deniers=(),
    reports=("r1",),
    report_lines=1,
    echo=1.0,
    standing="reported",
    history=(),
    grade=Grade("F", 6, ()),
)
SUPPORT = Support("s1", "e1", "c1", "r1", "p1", "support", ("p1",), Span(0, 6, "landed"), None, "happened", 3)


@pytest.mark.parametrize(
    ("noun", "change", "says"),
    [
        (SUPPORT, {"stance": "doubt"}, "no such stance: 'doubt'"),
        (EVENT, {"origin_state": "confirmed"}, "no such origin state: 'confirmed'"),
    ],
)
def test_what_the_words_do_not_allow_is_refused(noun, change, says):
    with pytest.raises(ValueError, match=says):
        replace(noun, **change)


def test_a_conflict_is_of_a_known_kind():
    with pytest.raises(ValueError, match="no such conflict kind: 'quarrel'"):
        Conflict("s1", "s2", "quarrel", "23 against 25")
    assert Conflict("s1", "s2", "quantity", "23 against 25").left == "s1"
