import json

import pytest

import accordingto
from accordingto.ledger.plover import QUADS, plover_records, speech_row
from accordingto.resources import table


def first(text, **fields):
    return plover_records(accordingto.read(text, **fields))[0]


def sides(record, role):
    return [side["quote"] for side in record[role]]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Norland's army shelled the port of Selm on Monday.", "ASSAULT"),
        ("Norland accused Zarin of shelling the port of Selm.", "ACCUSE"),
        ("Norland demanded that Zarin withdraw its troops.", "REQUEST"),
        ("Zarin rejected the demand on Friday.", "REJECT"),
        ("Zarin threatened to shell the port of Selm.", "THREATEN"),
        ("The premier promised to rebuild the harbour.", "AGREE"),
        ("The premier will visit Lune on Friday.", "AGREE"),
        ("Angry farmers blocked the motorway to Selm.", "PROTEST"),
        ("Police blocked the motorway to Selm.", "COERCE"),
    ],
)
def test_happenings_and_speech_acts_become_events(text, event):
    record = first(text)
    assert (record["event"], record["quad"]) == (event, QUADS[event])


def test_who_does_it_to_whom_with_codes_and_words():
    text = "Russian troops shelled the Ukrainian army near Kharkiv on Monday."
    record = first(text)
    [actor], [struck] = record["actor"], record["recipient"]
    assert (actor["country"], actor["sector"]) == ("RUS", "MIL")
    assert (struck["country"], struck["sector"]) == ("UKR", "MIL")
    for words in (actor, struck, record["text_info"]["anchor"], record["text_info"]["span"]):
        assert text[words["start"] : words["end"]] == words["quote"]


def test_a_denied_happening_keeps_both_values():
    text = "Kyiv said that Russia had shelled Kharkiv. The Kremlin denied that Russia had shelled Kharkiv."
    values = [r["holders"] for r in plover_records(accordingto.read(text)) if r["event"] == "ASSAULT"]
    assert any(v > 0 for by in values for v in by.values()) and any(v < 0 for by in values for v in by.values())


def test_auxiliary_modes_are_filled():
    assert first("The army will shell the port.")["future"]
    assert first("The army did not shell the port.")["negation"]
    assert first("The army shelled the port in May 2001.", published="2024-01-02")["historical"]
    assert not first("The army shelled the port in May 2023.", published="2023-06-02")["historical"]


def test_a_text_without_a_happening_gives_no_record():
    assert plover_records(accordingto.read("The harbour of Selm is deep and old.")) == []


def test_the_records_are_the_same_each_time():
    text = "Norland's army shelled Selm. Zarin condemned the attack and demanded talks."
    made = [json.dumps(plover_records(accordingto.read(text)), sort_keys=True) for _ in range(2)]
    assert made[0] == made[1]


def test_every_speech_word_is_the_cue_of_its_example_and_not_of_its_counter_example():
    wrong = []
    for row in table("en/plover_speech.tsv"):
        cues = [s.quote for a in accordingto.read(row["example"]).attributions for s in a.cue]
        found = [speech_row([*cue.split(), *row["lemma"].split()[1:]]) for cue in cues]
        if row not in found:
            wrong.append((row["lemma"], row["example"]))
        others = [s.quote for a in accordingto.read(row["counter_example"]).attributions for s in a.cue]
        if row in [speech_row([cue]) for cue in others]:
            wrong.append((row["lemma"], row["counter_example"]))
    assert wrong == []
