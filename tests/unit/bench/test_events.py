import json

import accordingto
from bench.quality import muc, plover


def written(path, *lines):
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def test_a_sentence_shows_its_main_event_alone(tmp_path):
    text = "Russian troops shelled Kharkiv, and Kyiv condemned the attack."
    gold = written(tmp_path / "g.jsonl", {"id": "1", "text": text}, {"id": "2", "text": "Rain fell."})
    one, two = plover.predict(gold)
    assert [e["type"] for e in one["events"]] == [["ASSAULT"]] and two["events"] == []
    actor = next(p for p in one["events"][0]["participants"] if p["role"] == "actor")
    assert (actor["country"], text[slice(*actor["spans"][0])]) == ("RUS", "Russian troops")


KIDNAPPED = "Four hooded men kidnapped the mayor of Lune on Monday. The mayor was kidnapped near his home."


def test_an_attack_on_people_becomes_a_template():
    [template] = muc.templates(accordingto.read(KIDNAPPED))
    roles = {p["role"]: KIDNAPPED[slice(*p["spans"][0])] for p in template["participants"]}
    assert template["type"] == ["KIDNAPPING"]
    assert roles["perp_individual"] == "Four hooded men" and "mayor" in roles["hum_target"]


def test_a_report_of_no_attack_gives_no_template():
    assert muc.templates(accordingto.read("The minister visited Lune and praised its bakers.")) == []


def test_as_many_weights_as_features_and_one_more():
    assert len(muc._WEIGHTS) == len(muc.FEATURES) + 1
