import json

from training.documents import NO_HEAD, Arc, Mention
from training.sets import attributions, factuality, gum, named_entities, treebank

TEXT = "Kyiv said ships left. “It did.”"


def written(path, *lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def token(form, start, head, rel="dep"):
    return {"start": start, "end": start + len(form), "form": form, "upos": "X", "head": head, "deprel": rel}


def test_the_sentences_of_a_treebank_are_put_together_by_document(tmp_path):
    path = written(
        tmp_path / "t.jsonl",
        {"doc": "d", "tokens": [token("Ships", 0, 2), token("left", 6, 0, "root")]},
        {"doc": "d", "tokens": [token("Gone", 0, 0, "root")]},
    )
    (document,) = treebank(path)
    assert document.sentences == ((0, 2), (2, 3))
    assert document.heads == (1, NO_HEAD, NO_HEAD)


def test_noun_phrases_are_read_from_the_file_beside_the_treebank_one_a_head(tmp_path):
    path = written(
        tmp_path / "syntax" / "g.jsonl", {"doc": "d", "tokens": [token(w, i, 0) for i, w in enumerate("abc")]}
    )
    mention = {"type": "person", "entity": 4, "head": [0, 1]}
    spans = [{**mention, "start": 0, "end": 3}, {**mention, "start": 0, "end": 1}]
    written(tmp_path / "mentions" / "g.jsonl", {"id": "d", "tokens": [[0, 1], [1, 2], [2, 3]], "mentions": spans})
    assert gum(path)[0].mentions == (Mention(0, 1, 0, "person", "4"),)


def test_entities_become_labels_of_our_own_words(tmp_path):
    entity = {"start": 0, "end": 4, "type": "Location"}
    (document,) = named_entities(written(tmp_path / "n.jsonl", {"id": "n", "text": TEXT, "entities": [entity]}))
    assert document.words[:3] == ("Kyiv", "said", "ships")
    assert document.ner[:3] == ("B-Location", "O", "O")


def test_a_cue_inside_a_content_is_not_known_to_be_none(tmp_path):
    spoken = {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 20]]}
    (document,) = attributions(written(tmp_path / "a.jsonl", {"id": "a", "text": TEXT, "attributions": [spoken]}))
    assert document.arcs == (Arc((1, 2), ((0, 1),), ((2, 4),)),)
    assert document.unread == {2, 3}


def test_a_content_in_two_pieces_stays_in_two(tmp_path):
    spoken = {"source": [], "cue": [[5, 9]], "content": [[0, 4], [10, 20]]}
    (document,) = attributions(written(tmp_path / "a.jsonl", {"id": "a", "text": TEXT, "attributions": [spoken]}))
    assert document.arcs[0].content == ((0, 1), (2, 4))


def test_events_have_their_value_at_their_first_word(tmp_path):
    line = {"id": "f", "text": "Ships left.", "events": [{"span": [6, 10], "value": -1.5}]}
    (document,) = factuality(written(tmp_path / "f.jsonl", line, {**line, "id": "g"}))
    assert document.values == ((1, -1.5), (4, -1.5))
