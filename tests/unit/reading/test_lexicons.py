"""The examples and counter-examples of the words that attribute, change a status, name a happening or name none.

One test a table, failures collected: a new row is tested by standing there. Each sentence is parsed alone, since
what the model gives a sentence depends a little on its neighbours in a batch.
"""

from functools import cache

import pytest

from accordingto.model.claim import EventType
from accordingto.reading import cues, eventwords, factuality
from accordingto.reading.attribution import find_drafts
from accordingto.reading.events import find_happenings
from accordingto.reading.factuality import told
from accordingto.reading.lemma import lemma
from accordingto.reading.parse import parse
from accordingto.reading.segment import segment
from accordingto.resources import table

CUES = table("en/cues.tsv")
STATUS = table("en/status.tsv")
EMPTY = table("en/empty_verbs.tsv")
EVENTS = table("en/events.tsv")


@cache
def read(sentence):
    return parse(sentence, segment(sentence))


@cache
def attributed(sentence):
    return tuple(find_drafts(read(sentence)))


def happenings(sentence):
    parsed = read(sentence)
    cue_words = {t.i for draft in attributed(sentence) for t in draft.cue}
    return [h for s in range(len(parsed.sentences)) for h in find_happenings(parsed.words(s), cue_words)]


def is_form(token, word):
    return word in (token.lower, lemma(token.lower, "VERB"), lemma(token.lower, "NOUN"))


def stands_in(word, tokens):
    """Whether a form of the word, or all words of a phrase in their order, are among the tokens."""
    phrase = word.split()
    if len(phrase) == 1:
        return any(is_form(t, word) for t in tokens)
    starts = range(len(tokens) - len(phrase) + 1)
    return any(all(map(is_form, tokens[k : k + len(phrase)], phrase)) for k in starts)


# Cues: who attributes with which word, which act, how certain it leaves the holder.


def attributes(draft, row):
    """Whether the attribution is the one that the row makes."""
    if row["pos"] == "INF":
        inner = draft.head.child("xcomp")
        return draft.act == "no_comment" and inner is not None and inner.lemma == row["lemma"]
    listed = not draft.reasons[0].startswith("model cue")
    same = (draft.act, draft.value) == (row["act"], int(row["value"]))
    participle = row["pos"] == "ADJ" and draft.head.pos == "VERB"  # "is convinced" is tagged either way
    of_kind = row["pos"] == "ADP" or participle or draft.head.pos in (row["pos"], "AUX")
    return listed and same and of_kind and stands_in(row["lemma"], draft.cue)


def attributes_something(draft, row):
    return attributes(draft, row) if row["pos"] == "INF" else stands_in(row["lemma"], draft.cue)


def wrong_cues(rows):
    for row in rows:
        if not any(attributes(d, row) for d in attributed(row["example"])):
            yield row["lemma"], row["pos"], row["example"]
        other = row["counter_example"]
        found = any(attributes_something(d, row) for d in attributed(other))
        if found or not stands_in(row["lemma"], read(other).tokens):
            yield row["lemma"], row["pos"], other


# Status: how a happening is told because of the word.


def is_told(how, row):
    if row["status"] == "value":
        return how.value == int(row["value"])
    return how.status == row["status"]


def because_of(how, row):
    return f"{row['pos'].lower()} {row['lemma']}" in how.reasons


def wrong_status(rows):
    for row in rows:
        shown = [told(h.anchor) for h in happenings(row["example"])]
        if not any(because_of(how, row) and is_told(how, row) for how in shown):
            yield row["lemma"], row["pos"], row["example"]
        other = row["counter_example"]
        kept = [told(h.anchor) for h in happenings(other)]
        changed = any(because_of(how, row) or is_told(how, row) for how in kept)
        if changed or not kept or not stands_in(row["lemma"], read(other).tokens):
            yield row["lemma"], row["pos"], other


# Empty verbs: the verb names no happening itself; a light or aspect verb leaves it to the word that it governs.


def empty_uses(sentence, word):
    """The tokens that are this verb and name no happening."""
    anchors = {h.anchor.i for h in happenings(sentence)}
    verbs = [t for t in read(sentence).tokens if t.lemma == word and t.pos in ("VERB", "AUX")]
    return [t for t in verbs if t.rel not in ("amod", "compound") and t.i not in anchors]


def is_empty(row):
    empty, found = empty_uses(row["example"], row["lemma"]), happenings(row["example"])
    if row["kind"] == "light":
        return any(h.clause in empty and h.anchor is not h.clause for h in found)
    if row["kind"] == "aspect":
        return any(above in empty for h in found for above in (h.clause, *h.clause.ancestors()))
    return bool(empty) and not found


def wrong_empty_verbs(rows):
    for row in rows:
        if not is_empty(row):
            yield row["lemma"], row["kind"], row["example"]
        other = row["counter_example"]
        full = happenings(other) and not empty_uses(other, row["lemma"])
        if not full or not stands_in(row["lemma"], read(other).tokens):
            yield row["lemma"], row["kind"], other


# Events: what kind of happening a word names, for some verbs only with a certain class of thing.


def kind_of(row):
    """The type that the row gives; those in lower case lie outside PLOVER and stay without a name."""
    contexts = tuple(filter(None, row["contexts"].split(";")))
    return EventType(row["type"] if row["type"].isupper() else None, row["mode"] or None, row["act"], contexts)


def names(happening, row):
    anchor = happening.anchor
    if row["pos"] == "ADJ":  # "are missing", "were wounded": adjective or participle, as the parser likes
        return anchor.lower == row["lemma"] and happening.event == kind_of(row)
    return (anchor.lemma, anchor.pos) == (word_of(row), row["pos"]) and happening.event == kind_of(row)


def word_of(row):
    """The word itself, without the particle or preposition that the row asks for beside it."""
    return row["lemma"].split()[0]


def names_the_same(happening, row):
    """Whether a form of the word, of any part of speech, names a happening of the row's kind."""
    kind = kind_of(row)
    same = (happening.event.type, happening.event.act) == (kind.type, kind.act)
    return same and is_form(happening.anchor, word_of(row))


def wrong_events(rows):
    for row in rows:
        key = (row["lemma"], row["pos"], row["object"])
        if not any(names(h, row) for h in happenings(row["example"])):
            yield *key, row["example"]
        other = row["counter_example"]
        found = any(names_the_same(h, row) for h in happenings(other))
        if found or not stands_in(word_of(row), read(other).tokens):
            yield *key, other


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [(CUES, wrong_cues), (STATUS, wrong_status), (EMPTY, wrong_empty_verbs), (EVENTS, wrong_events)],
    ids=["cues", "status", "empty_verbs", "events"],
)
def test_every_example_holds_and_no_counter_example_does(rows, wrong):
    missed = [" | ".join(found) for found in wrong(rows)]
    assert not missed, "\n".join(["rows whose sentence reads otherwise:", *missed])


@pytest.mark.parametrize("rows", [CUES, STATUS, EMPTY, EVENTS], ids=["cues", "status", "empty_verbs", "events"])
def test_no_sentence_stands_twice_and_none_is_long(rows):
    sentences = [row[column] for row in rows for column in ("example", "counter_example")]
    assert len(set(sentences)) == len(sentences)
    assert [s for s in sentences if not 5 <= len(s.split()) <= 14 or len(read(s).sentences) != 1] == []


# The tests above can fail: a word that its lexicon no longer names is missed, one with another act or status too.


def less(rows, missing):
    return lambda: {key: found for key, found in rows.items() if key != missing}


@pytest.fixture
def without_cue(monkeypatch):
    """Takes one row out of the lexicon of cues, and what was found with it out of the caches."""

    def take(key):
        monkeypatch.setattr(cues, "_rows", less(cues._rows(), key))
        forget()

    yield take
    monkeypatch.undo()
    forget()


def forget():
    attributed.cache_clear()
    cues._not_said.cache_clear()


@pytest.mark.parametrize(
    "key", [("say", "VERB"), ("deny", "VERB"), ("claim", "NOUN"), ("allegedly", "ADV"), ("speak", "INF")]
)
def test_a_cue_without_its_row_is_missed(without_cue, key):
    row = next(r for r in CUES if (r["lemma"], r["pos"]) == key)
    without_cue(key)
    assert [sentence for *_, sentence in wrong_cues([row])] == [row["example"]]


@pytest.mark.parametrize("key", [("will", "AUX"), ("fail", "VERB"), ("plan", "NOUN"), ("unlikely", "ADJ")])
def test_a_status_without_its_row_is_missed(monkeypatch, key):
    row = next(r for r in STATUS if (r["lemma"], r["pos"]) == key)
    monkeypatch.setattr(factuality, "_rows", less(factuality._rows(), key))
    assert [sentence for *_, sentence in wrong_status([row])] == [row["example"]]


@pytest.mark.parametrize(
    "key",
    [("send", "VERB", "troops"), ("send", "VERB", "aid"), ("arrest", "VERB", ""), ("earthquake", "NOUN", "")],
)
def test_a_happening_without_its_row_is_missed(monkeypatch, key):
    row = next(r for r in EVENTS if (r["lemma"], r["pos"], r["object"]) == key)
    monkeypatch.setattr(eventwords, "_rows", less(eventwords._rows(), key[:2]))
    assert [sentence for *_, sentence in wrong_events([row])] == [row["example"]]


def test_no_word_has_two_rows_for_one_class_of_thing():
    keys = [(r["lemma"], r["pos"], r["object"], r["subject"]) for r in EVENTS]
    assert [key for key in keys if keys.count(key) > 1] == []


def test_another_act_status_or_kind_is_missed():
    cue, status, empty, event = CUES[0], STATUS[0], EMPTY[0], EVENTS[0]
    assert [s for *_, s in wrong_cues([{**cue, "act": "deny"}])] == [cue["example"]]
    assert [s for *_, s in wrong_cues([{**cue, "value": "-3"}])] == [cue["example"]]
    assert status["example"] in [s for *_, s in wrong_status([{**status, "status": "ongoing"}])]
    assert empty["example"] in [s for *_, s in wrong_empty_verbs([{**empty, "kind": "state"}])]
    for column in ("type", "mode", "act", "contexts"):
        assert [s for *_, s in wrong_events([{**event, column: "ELSE"}])] == [event["example"]]


def test_an_example_in_the_place_of_a_counter_example_is_missed():
    wrongs = (wrong_cues, wrong_status, wrong_empty_verbs, wrong_events)
    for rows, wrong in zip((CUES, STATUS, EMPTY, EVENTS), wrongs, strict=True):
        row = rows[0]
        turned = {**row, "example": row["counter_example"], "counter_example": row["example"]}
        assert [s for *_, s in wrong([turned])] == [row["counter_example"], row["example"]]
