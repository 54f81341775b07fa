"""The measure of what pronouns are resolved to: right is a noun of the pronoun's own entity."""

import json

from bench.antecedents import main

TEXT = "The dam broke on Monday. It flooded the valley."


def test_a_pronoun_is_right_where_its_entity_is(tmp_path, capsys):
    mentions = [{"head": [TEXT.index(w), TEXT.index(w) + len(w)], "entity": 1} for w in ("dam", "It")]
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "a", "text": TEXT, "mentions": mentions}) + "\n", "utf-8")
    assert main(["--gold", str(gold)]) == 0
    both, *alone = capsys.readouterr().out.splitlines()
    assert both.split() == ["both", "it", "right:", "1.00", "of", "1", "of", "1", "in", "all"]
    assert len(alone) == 2
    gold.write_text(gold.read_text("utf-8").replace('"entity": 1}]', '"entity": 2}]'), "utf-8")
    assert main(["--gold", str(gold)]) == 0
    assert "0.00 of 1" in capsys.readouterr().out.splitlines()[0]
