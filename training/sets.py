"""The data sets, as documents. Texts are cut into sentences and words by the product's own reading, so that the
network learns on what it will be given; treebanks keep their own words, which the product's tokenizer imitates."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from accordingto.reading.segment import segment
from accordingto.reading.tokenize import tokenize
from training.documents import NO_HEAD, Arc, Document, Mention, Run

Json = dict[str, Any]
_FACTUALITY_SENTENCES = 6


def _lines(path: Path) -> Iterator[Json]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def treebank(path: Path) -> list[Document]:
    """Universal Dependencies: heads, relations and parts of speech; sentences of a document in their order."""
    by_document: dict[str, list[Json]] = defaultdict(list)
    for line in _lines(path):
        by_document[line["doc"]].append(line)
    return [_tree(name, sentences) for name, sentences in by_document.items()]


def _tree(name: str, lines: list[Json]) -> Document:
    words: list[str] = []
    sentences: list[Run] = []
    heads: list[int] = []
    for line in lines:
        begin = len(words)
        for token in line["tokens"]:
            words.append(token["form"])
            heads.append(begin + token["head"] - 1 if token["head"] else NO_HEAD)
        sentences.append((begin, len(words)))
    tokens = [t for line in lines for t in line["tokens"]]
    return Document(
        name,
        tuple(words),
        tuple(sentences),
        heads=tuple(heads),
        rels=tuple(t["deprel"] for t in tokens),
        pos=tuple(t["upos"] for t in tokens),
    )


def gum(path: Path) -> list[Document]:
    """GUM: the treebank layers with the typed, coreferent noun phrases of the file of mentions beside it."""
    trees = {d.id: d for d in treebank(path)}
    found = []
    for line in _lines(path.parent.parent / "mentions" / path.name):
        tree = trees[line["id"]]
        starts = {start: i for i, (start, _) in enumerate(line["tokens"])}
        ends = {end: i + 1 for i, (_, end) in enumerate(line["tokens"])}
        mentions = [
            Mention(starts[m["start"]], ends[m["end"]], starts[m["head"][0]], m["type"], str(m["entity"]))
            for m in line["mentions"]
        ]
        assert len(line["tokens"]) == len(tree.words), line["id"]
        found.append(
            Document(
                tree.id,
                tree.words,
                tree.sentences,
                heads=tree.heads,
                rels=tree.rels,
                pos=tree.pos,
                mentions=_one_a_head(mentions),
            )
        )
    return found


def _one_a_head(mentions: list[Mention]) -> tuple[Mention, ...]:
    """Of mentions with the same head ("Kyiv", "Kyiv and Seoul") the shorter: the network gives one a word."""
    by_head: dict[int, Mention] = {}
    for m in sorted(mentions, key=lambda m: (m.head, m.end - m.begin, m.begin)):
        by_head.setdefault(m.head, m)
    return tuple(sorted(by_head.values(), key=lambda m: (m.begin, -m.end)))


def _words(text: str) -> tuple[list[Run], list[Run]]:
    """Words as code points of the text, and sentences as indices of words."""
    spans: list[Run] = []
    sentences: list[Run] = []
    for sentence in segment(text):
        begin = len(spans)
        spans += tokenize(text, sentence.start, sentence.end)
        if len(spans) > begin:
            sentences.append((begin, len(spans)))
    return spans, sentences


def named_entities(path: Path) -> list[Document]:
    """World news with flat entities."""
    found = []
    for line in _lines(path):
        spans, sentences = _words(line["text"])
        labels = ["O"] * len(spans)
        index = _word_index(spans)
        for entity in line["entities"]:
            touched = index(entity["start"], entity["end"])
            for k, i in enumerate(touched):
                labels[i] = ("I-" if k else "B-") + entity["type"]
        words = tuple(line["text"][a:b] for a, b in spans)
        found.append(Document(line["id"], words, tuple(sentences), ner=tuple(labels)))
    return found


def _word_index(spans: list[Run]) -> Callable[[int, int], list[int]]:
    """A function from code points to the words that they touch."""
    by_character: dict[int, int] = {at: i for i, (a, b) in enumerate(spans) for at in range(a, b)}

    def touched(start: int, end: int) -> list[int]:
        return sorted({by_character[at] for at in range(start, end) if at in by_character})

    return touched


def attributions(path: Path) -> list[Document]:
    """Attributions with a cue. What the annotators discarded is no part of the document."""
    found = []
    for line in _lines(path):
        spans, sentences = _words(line["text"])
        index = _word_index(spans)
        arcs = []
        for a in line["attributions"]:
            cue = [i for s, e in a["cue"] for i in index(s, e)]
            if cue:
                arcs.append(
                    Arc((cue[0], cue[-1] + 1), _fragments(index, a["source"]), _fragments(index, a["content"]))
                )
        inside = {i for a in arcs for first, last in a.content for i in range(first, last)}
        discarded = {
            i
            for flag in line.get("flags", ())
            if flag["label"] == "discard"
            for s, e in flag["spans"]
            for i in index(s, e)
        }
        cues = {i for a in arcs for i in range(*a.cue)}
        words = tuple(line["text"][a:b] for a, b in spans)
        found.append(
            Document(
                line["id"],
                words,
                tuple(sentences),
                arcs=tuple(arcs),
                unread=frozenset((inside | discarded) - cues),
            )
        )
    return found


def _fragments(index: Callable[[int, int], list[int]], spans: list[list[int]]) -> tuple[Run, ...]:
    touched = sorted({i for start, end in spans for i in index(start, end)})
    cuts = [k + 1 for k, (a, b) in enumerate(pairwise(touched)) if b != a + 1]
    return tuple((touched[a], touched[b - 1] + 1) for a, b in pairwise([0, *cuts, len(touched)]) if a < b)


def factuality(path: Path) -> list[Document]:
    """Events with a value from -3 to 3. Sentences that follow one another in the file are read together."""
    lines = list(_lines(path))
    groups = [lines[i : i + _FACTUALITY_SENTENCES] for i in range(0, len(lines), _FACTUALITY_SENTENCES)]
    return [_valued(group) for group in groups]


def _valued(lines: list[Json]) -> Document:
    words: list[str] = []
    sentences: list[Run] = []
    values: dict[int, float] = {}
    for line in lines:
        spans, parts = _words(line["text"])
        base = len(words)
        words += [line["text"][a:b] for a, b in spans]
        sentences += [(base + a, base + b) for a, b in parts]
        index = _word_index(spans)
        for event in line["events"]:
            touched = index(*event["span"])
            if touched:
                values.setdefault(base + touched[0], event["value"])
    return Document(lines[0]["id"], tuple(words), tuple(sentences), values=tuple(sorted(values.items())))


LOADERS: dict[str, Callable[[Path], list[Document]]] = {
    "treebank": treebank,
    "gum": gum,
    "entities": named_entities,
    "attributions": attributions,
    "factuality": factuality,
}
