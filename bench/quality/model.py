"""What the reader model itself gives: trees, entities, noun phrases, factuality, before any rule of the reading.

`given="tokens"`: words and sentences of the gold, so that the figure is the model's alone; else the raw text.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from accordingto.model.text import Sentence
from accordingto.reading.factuality import told
from accordingto.reading.parse import label_runs, parse, parse_words
from accordingto.reading.segment import segment
from accordingto.reading.tree import Parsed, Token
from bench.quality.certainty import certainty
from bench.quality.gold import Json, lines, read_line


def predict_syntax(gold: Path, given: str | None = None) -> list[Json]:
    """One line a sentence. The sentences of a document are read together, joined by spaces."""
    documents: dict[str, list[Json]] = defaultdict(list)
    for line in lines(gold):
        documents[str(line.get("doc", line["id"]))].append(line)
    return [tree for group in documents.values() for tree in _trees(group, given)]


def _trees(group: list[Json], given: str | None) -> Iterator[Json]:
    text = " ".join(line["text"] for line in group)
    starts = [0, *accumulate(len(line["text"]) + 1 for line in group)]
    if given == "tokens":
        sentences = tuple(Sentence(a, a + len(line["text"])) for a, line in zip(starts, group, strict=False))
        words = [
            [(a + t["start"], a + t["end"]) for t in line["tokens"]]
            for a, line in zip(starts, group, strict=False)
        ]
        parsed = parse_words(text, sentences, words)
    else:
        parsed = parse(text, segment(text))
    for start, line in zip(starts, group, strict=False):
        tokens = parsed.at(start, start + len(line["text"]))
        yield {"id": line["id"], "tokens": _numbered(tokens, start, len(line["text"]))}


def _numbered(tokens: list[Token], start: int, length: int) -> list[Json]:
    """Tokens of one gold sentence; a head outside it, where the reading cut otherwise, counts as the root."""
    tokens = [t for t in tokens if t.start >= start and t.end <= start + length]
    number = {t.i: k for k, t in enumerate(tokens, 1)}
    return [
        {
            "start": t.start - start,
            "end": t.end - start,
            "upos": t.pos,
            "head": number.get(t.head.i, 0) if t.head is not None else 0,
            "deprel": t.rel,
        }
        for t in tokens
    ]


def predict_entities(gold: Path, given: str | None = None) -> list[Json]:  # noqa: ARG001 - words are always ours
    """One line a document: flat entities."""
    found = []
    for line in lines(gold):
        parsed = parse(line["text"], segment(line["text"]))
        spans = []
        for number in range(len(parsed.sentences)):
            words = parsed.words(number)
            for first, last, label in label_runs([t.ner for t in words]):
                spans.append({"start": words[first].start, "end": words[last - 1].end, "type": label})
        found.append({"id": line["id"], "entities": spans})
    return found


def predict_mentions(gold: Path, given: str | None = None) -> list[Json]:
    """One line a document: typed noun phrases, nested."""
    found = []
    for line in lines(gold):
        parsed = _given(line) if given == "tokens" else parse(line["text"], segment(line["text"]))
        mentions = []
        for token in parsed.tokens:
            if token.mention is not None:
                kind, first, last = token.mention
                start, end = parsed.tokens[first].start, parsed.tokens[last - 1].end
                head = [token.start, token.end]
                mentions.append({"start": start, "end": end, "type": kind, "head": head})
        found.append({"id": line["id"], "mentions": mentions})
    return found


def _given(line: Json) -> Parsed:
    sentences = tuple(Sentence(s["start"], s["end"]) for s in line["sentences"])
    words = [[(a, b) for a, b in line["tokens"] if s.start <= a < s.end] for s in sentences]
    return parse_words(line["text"], sentences, words)


def _by_rules(anchor: Token, _: Sequence[Token]) -> float:
    return float(told(anchor).value)


def _by_head(anchor: Token, _: Sequence[Token]) -> float:
    return max(-3.0, min(3.0, anchor.value))


CERTAINTY = {"spans": _by_rules, "head": _by_head, "both": certainty}
"""From a gold event's word and its sentence to a value: as claims have it, by the model alone, both weighed."""


def predict_factuality(gold: Path, given: str | None = None) -> list[Json]:
    """One line a sentence: values at the gold's event words, by one of CERTAINTY, else at the claims found."""
    return [_valued(line, CERTAINTY[given]) if given else _claimed(line) for line in lines(gold)]


def _valued(line: Json, valued: Callable[[Token, Sequence[Token]], float]) -> Json:
    parsed = parse(line["text"], segment(line["text"]))
    events = []
    for event in line["events"]:
        tokens = parsed.at(*event["span"])
        value = valued(tokens[0], parsed.words(tokens[0].sentence)) if tokens else 0.0
        events.append({"id": event["id"], "value": round(value, 3)})
    return {"id": line["id"], "events": events}


def _claimed(line: Json) -> Json:
    reading = read_line(line)
    claims = reading.claims if reading is not None else ()
    return {
        "id": line["id"],
        "events": [
            {"span": [c.anchor.start, c.anchor.end], "value": next(iter(c.value_by.values()))} for c in claims
        ],
    }
