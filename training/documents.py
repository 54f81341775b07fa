"""What the network learns from: documents of words and sentences, each with the layers that its set annotates."""

import random
from dataclasses import dataclass, field, replace
from typing import TypeVar

NO_HEAD = -1
Run = tuple[int, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase: its words, its syntactic head, its type and the entity it is a mention of."""

    begin: int
    end: int
    head: int
    type: str
    entity: str


@dataclass(frozen=True, slots=True)
class Arc:
    """An attribution: the words of its cue, the fragments of source and content. All half-open word indices."""

    cue: Run
    source: tuple[Run, ...]
    content: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Words with sentences (half-open word indices) and layers; a layer that the set does not have is None.

    `heads` are word indices, NO_HEAD for the root of a sentence. `ner` are BIO labels. `values` are factuality
    in [-3, 3] by word. `unread` are words whose cue label is not known: PolNeAR marks outermost attributions
    alone, so a word inside a content is neither a cue nor none.
    """

    id: str
    words: tuple[str, ...]
    sentences: tuple[Run, ...]
    heads: tuple[int, ...] | None = None
    rels: tuple[str, ...] | None = None
    pos: tuple[str, ...] | None = None
    ner: tuple[str, ...] | None = None
    mentions: tuple[Mention, ...] | None = None
    arcs: tuple[Arc, ...] | None = None
    unread: frozenset[int] = field(default_factory=frozenset)
    values: tuple[tuple[int, float], ...] | None = None


def cut(document: Document, first: int, last: int) -> Document:
    """Sentences `first` to `last` (half-open) as a document of their own; what crosses its edges is cut off."""
    begin, end = document.sentences[first][0], document.sentences[last - 1][1]
    return _chosen(document, list(range(begin, end)), document.sentences[first:last])


def without(document: Document, dropped: set[int]) -> Document:
    """The document without some words. A word whose head is dropped hangs on that one's head."""
    kept = [i for i in range(len(document.words)) if i not in dropped]
    return _chosen(document, kept, document.sentences)


def _chosen(document: Document, kept: list[int], sentences: tuple[Run, ...]) -> Document:
    new = {old: i for i, old in enumerate(kept)}
    begin, end = (kept[0], kept[-1] + 1) if kept else (0, 0)
    left = _left_of(kept, begin, end)

    def run(of: Run) -> Run:
        a, b = max(of[0], begin), min(of[1], end)
        return (left[a - begin], left[b - begin]) if a < b else (0, 0)

    def runs(of: tuple[Run, ...]) -> tuple[Run, ...]:
        return tuple(r for r in map(run, of) if r[0] < r[1])

    def chosen(layer: tuple[T, ...] | None) -> tuple[T, ...] | None:
        return None if layer is None else tuple(layer[i] for i in kept)

    return replace(
        document,
        words=tuple(document.words[i] for i in kept),
        sentences=runs(sentences),
        heads=None if document.heads is None else tuple(_head(document.heads, new, i) for i in kept),
        rels=chosen(document.rels),
        pos=chosen(document.pos),
        ner=chosen(document.ner),
        mentions=None
        if document.mentions is None
        else tuple(
            replace(m, begin=run((m.begin, m.end))[0], end=run((m.begin, m.end))[1], head=new[m.head])
            for m in document.mentions
            if m.head in new
        ),
        arcs=None
        if document.arcs is None
        else tuple(
            Arc(run(a.cue), runs(a.source), runs(a.content))
            for a in document.arcs
            if any(i in new for i in range(*a.cue))
        ),
        unread=frozenset(new[i] for i in document.unread if i in new),
        values=None if document.values is None else tuple((new[i], v) for i, v in document.values if i in new),
    )


def _left_of(kept: list[int], begin: int, end: int) -> list[int]:
    """For every old index from `begin` to `end`, how many kept words stand before it."""
    present = set(kept)
    counts = [0]
    for i in range(begin, end):
        counts.append(counts[-1] + (i in present))
    return counts


def _head(heads: tuple[int, ...], new: dict[int, int], word: int) -> int:
    head = heads[word]
    while head != NO_HEAD and head not in new:
        head = heads[head]
    return NO_HEAD if head == NO_HEAD else new[head]


QUOTES = frozenset("\"'“”‘’«»`") | {"``", "''"}
_SMALL = ("det", "aux", "cop", "aux:pass")


def roughened(document: Document, rng: random.Random, share: float) -> Document:
    """The document as worse editors, wires and translators leave it, in `share` of the cases.

    One of: quotation marks lost (all, or each with probability one half); all punctuation lost; articles and
    auxiliaries lost, as in telegraph style and in much machine translation. Lower and upper case are a matter of
    the case codes, see batches.py. Only words without dependents go, so every tree stays one.
    """
    if rng.random() >= share:
        return document
    way = rng.randrange(4)
    if way < 2:
        lost = {i for i, w in enumerate(document.words) if w in QUOTES and (way or rng.random() < 0.5)}
    elif way == 2:
        lost = {i for i, w in enumerate(document.words) if not any(c.isalnum() for c in w)}
    else:
        lost = {i for i, r in enumerate(document.rels or ()) if r in _SMALL and rng.random() < 0.7}
    if document.heads is not None:
        lost -= set(document.heads)
    for begin, end in document.sentences:
        if all(i in lost for i in range(begin, end)):
            lost -= set(range(begin, end))
    return without(document, lost) if lost else document
