from dataclasses import replace

import pytest

from accordingto.model.claim import Attribution, Participant, PlaceRole, Reading, Source, claim_key
from accordingto.model.text import Span
from tests.build import attribution, claim, reading, report

TEXT = "Yonhap, citing the NIS, said troops had landed."
NIS = Source("National Intelligence Service", "state_body")
YONHAP = Source("Yonhap", "agency")
OUTER = attribution(TEXT, "a1", source="Yonhap", cue="said", content="troops had landed", root=YONHAP)
INNER = attribution(TEXT, "a2", source="the NIS", cue="citing", content="troops had landed", root=NIS, parent="a1")
LANDED = claim(TEXT, "c1", anchor="landed", clause="troops had landed", value_by={NIS.name: 3}, attribution="a2")
READING = reading(report(TEXT), attributions=[OUTER, INNER], claims=[LANDED])


def test_a_chain_runs_from_the_one_nearest_to_the_reader_down_to_the_root():
    assert READING.chain("a2") == (OUTER, INNER)
    assert READING.chain("a1") == (OUTER,)


def test_the_narrator_has_no_chain():
    assert READING.chain(None) == ()
    assert READING.attribution(None) is None


def test_a_chain_that_bites_its_tail_ends():
    turned = replace(READING, attributions=(replace(OUTER, parent="a2"), INNER))
    assert len(turned.chain("a2")) == 2


def test_no_content_no_attribution():
    with pytest.raises(ValueError, match="a1 has no content"):
        replace(OUTER, content=())


def test_without_source_and_cue_there_is_no_attribution():
    with pytest.raises(ValueError, match="neither source nor cue"):
        Attribution("a9", "indirect", "say", (), (), (Span.of(TEXT, 0, 6),), NIS)
    assert replace(OUTER, source=()).cue


@pytest.mark.parametrize(
    ("noun", "change", "says"),
    [
        (OUTER, {"kind": "loud"}, "no such kind: 'loud'"),
        (OUTER, {"act": "shout"}, "no such act: 'shout'"),
        (NIS, {"class_": "spy"}, "no such source class: 'spy'"),
        (LANDED, {"status": "confirmed"}, "no such status: 'confirmed'"),
        (LANDED, {"value_by": {}}, "c1 has no holder"),
        (LANDED, {"value_by": {"NIS": 4}}, "outside -3"),
        (LANDED, {"value_by": {"NIS": -4}}, "outside -3"),
    ],
)
def test_what_the_words_do_not_allow_is_refused(noun, change, says):
    with pytest.raises(ValueError, match=says):
        replace(noun, **change)


def test_roles_are_of_the_list():
    with pytest.raises(ValueError, match="no such role"):
        Participant("villain", "NIS", Span.of(TEXT, 0, 6))
    with pytest.raises(ValueError, match="no such place role"):
        PlaceRole("p1", "near")


def test_a_reading_survives_json():
    assert Reading.from_dict(READING.to_dict()) == READING


def test_a_reading_with_an_unknown_field_is_refused():
    with pytest.raises(ValueError, match="Reading has no field 'verdict'"):
        Reading.from_dict({**READING.to_dict(), "verdict": True})


def test_a_claim_key_is_the_same_on_every_machine_and_changes_with_report_and_claim():
    key = claim_key("r1", LANDED)
    assert key == claim_key("r1", replace(LANDED, value_by=dict(LANDED.value_by)))
    assert len({key, claim_key("r2", LANDED), claim_key("r1", replace(LANDED, status="planned"))}) == 3
    assert key == "c921c47ece560011570cf"


def test_what_a_claim_is_part_of_does_not_change_its_key():
    assert claim_key("r1", replace(LANDED, part_of="c9")) == claim_key("r1", LANDED)
