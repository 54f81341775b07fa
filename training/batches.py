"""Documents to batches: which stretches of text a step sees, in an order that the seed alone decides, and the
arrays that the network takes."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import torch

from accordingto.reading.wordpiece import CLS, SEP, case_code, pieces
from training.documents import NO_HEAD, Arc, Document, cut, roughened
from training.labels import CUE, MENTION, NER, POS, link_bucket, relation, role_bucket

NONE = -100
LONGEST = 500
_WIDTHS = (16, 48, 96, 160, 256)
_REACH = 400  # words back to which an antecedent is looked for
_CUE_WORDS = 8
_POOL = 6  # batches


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sentences `first` to `last` (half-open) of one document of a set."""

    document: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Step:
    """What one step of the training reads. `seed` decides the noise."""

    set: str
    stretches: tuple[Stretch, ...]
    seed: str


def sizes(document: Document) -> list[int]:
    """Word pieces of every sentence."""
    return [sum(max(1, len(pieces(w))) for w in document.words[a:b]) for a, b in document.sentences]


class _Stream:
    """The sentences of a set, document after document, shuffled anew in every epoch."""

    def __init__(self, lengths: list[list[int]], rng: random.Random) -> None:
        self._lengths, self._rng = lengths, rng
        self._order: list[int] = []
        self._at = 0

    def take(self, width: int) -> Stretch:
        while not self._order or self._at >= len(self._lengths[self._order[-1]]):
            if self._order:
                self._order.pop()
            if not self._order:
                self._order = list(range(len(self._lengths)))
                self._rng.shuffle(self._order)
            self._at = 0
        document = self._order[-1]
        lengths, first = self._lengths[document], self._at
        total = 2 + lengths[first]
        self._at += 1
        while self._at < len(lengths) and total + lengths[self._at] <= width:
            total += lengths[self._at]
            self._at += 1
        return Stretch(document, first, self._at)


def plan(
    sets: Mapping[str, list[list[int]]], shares: Mapping[str, float], seed: int, budget: int
) -> Iterator[Step]:
    """The steps of a training, without end. `sets` has sizes of sentences, `budget` is in padded pieces."""
    rng = random.Random(seed)
    queues = {name: _batches(lengths, random.Random(f"{seed}:{name}"), budget) for name, lengths in sets.items()}
    names = list(shares)
    number = 0
    while True:
        name = rng.choices(names, [shares[n] for n in names])[0]
        yield Step(name, next(queues[name]), f"{seed}:{number}")
        number += 1


def _batches(lengths: list[list[int]], rng: random.Random, budget: int) -> Iterator[tuple[Stretch, ...]]:
    """Stretches of like length together. They are drawn a dozen batches at a time, so that most of a document
    that is longer than a stretch is read in neighbouring steps, and sorted there."""
    stream = _Stream(lengths, rng)
    while True:
        pool: list[tuple[int, Stretch]] = []
        while sum(size for size, _ in pool) < _POOL * budget:
            stretch = stream.take(rng.choice(_WIDTHS))
            size = 2 + sum(lengths[stretch.document][stretch.first : stretch.last])
            if size <= LONGEST:
                pool.append((size, stretch))
        pool.sort(key=lambda p: (p[0], p[1].document, p[1].first))
        batches: list[list[Stretch]] = []
        for size, stretch in pool:
            if batches and size * (len(batches[-1]) + 1) <= budget:
                batches[-1].append(stretch)
            else:
                batches.append([stretch])
        rng.shuffle(batches)
        yield from map(tuple, batches)


def read_step(step: Step, documents: list[Document], rough: float, odd_case: float) -> "Batch":
    """The batch of a step, with its noise."""
    rng = random.Random(step.seed)
    read, before = [], []
    for s in step.stretches:
        part = roughened(cut(documents[s.document], s.first, s.last), rng, rough)
        read.append(_in_one_case(part, rng) if rng.random() < odd_case else part)
        before.append((s.document, documents[s.document].sentences[s.first][0]))
    return batch(read, before)


def _in_one_case(document: Document, rng: random.Random) -> Document:
    change = str.lower if rng.random() < 0.5 else str.upper
    return replace(document, words=tuple(change(w) for w in document.words))


@dataclass(frozen=True, slots=True)
class Batch:
    """`arrays` by name. b stretches, t pieces, s sentences, k words + 1 (the root), c cues, w words, m mentions.

    ids, cs, mask (b, t); place (s, k): where in b * t the vector of a word stands, [CLS] of its stretch for the
    root; seen (s, k). Targets are (s, k), NONE where there is none: head and start and end as positions within
    the sentence, rel, pos, ner, cue, mention, value. cue_words (c, 8) and role_words (c, w) are positions in
    s * k, with cue_share (c, 8), role, distance and opens (c, w), which is 1 where a sentence opens. link (m) are
    positions in s * k, with near, same and far (m, m).
    """

    arrays: dict[str, torch.Tensor]


def batch(documents: list[Document], before: list[tuple[int, int]] | None = None) -> Batch:
    """Stretches of text to arrays. `before`: number of the document and words before the stretch, for links."""
    rows = [_pieces(d) for d in documents]
    width = max(len(ids) for ids, _, _ in rows)
    count = sum(len(d.sentences) for d in documents)
    longest = 1 + max(b - a for d in documents for a, b in d.sentences)
    a: dict[str, np.ndarray] = {n: np.zeros((len(rows), width), dtype=np.int64) for n in ("ids", "cs", "mask")}
    a["place"] = np.zeros((count, longest), dtype=np.int64)
    a["seen"] = np.zeros((count, longest), dtype=bool)
    for name in ("head", "rel", "pos", "ner", "cue", "mention", "start", "end"):
        a[name] = np.full((count, longest), NONE, dtype=np.int64)
    a["value"] = np.full((count, longest), NONE, dtype=np.float32)
    row = 0
    flat: list[list[int]] = []
    for r, (document, (ids, cases, first)) in enumerate(zip(documents, rows, strict=True)):
        a["ids"][r, : len(ids)] = ids
        a["cs"][r, : len(cases)] = cases
        a["mask"][r, : len(ids)] = 1
        where = [0] * len(document.words)
        for begin, end in document.sentences:
            n = end - begin
            a["place"][row, :] = r * width
            a["place"][row, 1 : n + 1] = [r * width + p for p in first[begin:end]]
            a["seen"][row, : n + 1] = True
            where[begin:end] = range(row * longest + 1, row * longest + n + 1)
            _targets(a, row, document, begin, end)
            row += 1
        flat.append(where)
        _mention_targets(a, document, where, longest)
        for word, value in document.values or ():
            a["value"].reshape(-1)[where[word]] = value
    _arc_targets(a, documents, flat)
    if any(d.mentions is not None for d in documents):
        _link_targets(a, documents, flat, before or [(i, 0) for i in range(len(documents))])
    return Batch({name: torch.from_numpy(array) for name, array in a.items()})


def _pieces(document: Document) -> tuple[list[int], list[int], list[int]]:
    ids, cases, first = [CLS], [0], []
    for word in document.words:
        own = pieces(word)
        first.append(len(ids))
        ids += own
        cases += [case_code(word)] * len(own)
    return [*ids, SEP], [*cases, 0], first


def _targets(a: dict[str, np.ndarray], row: int, document: Document, begin: int, end: int) -> None:
    words = slice(1, end - begin + 1)
    if document.heads is not None:
        heads = document.heads[begin:end]
        a["head"][row, words] = [0 if h == NO_HEAD else h - begin + 1 for h in heads]
    if document.rels is not None:
        a["rel"][row, words] = [relation(r) for r in document.rels[begin:end]]
    if document.pos is not None:
        a["pos"][row, words] = [POS.index(p) for p in document.pos[begin:end]]
    if document.ner is not None:
        a["ner"][row, words] = [NER.index(n) for n in document.ner[begin:end]]
    if document.arcs is not None:
        cues = [NONE if i in document.unread else 0 for i in range(begin, end)]
        for arc in document.arcs:
            for i in range(max(arc.cue[0], begin), min(arc.cue[1], end)):
                cues[i - begin] = CUE.index("B-Cue" if i == arc.cue[0] else "I-Cue")
        a["cue"][row, words] = cues
    if document.mentions is not None:
        a["mention"][row, words] = 0


def _mention_targets(a: dict[str, np.ndarray], document: Document, where: list[int], longest: int) -> None:
    for m in document.mentions or ():
        at = where[m.head]
        a["mention"].reshape(-1)[at] = MENTION.index(m.type)
        a["start"].reshape(-1)[at] = where[m.begin] % longest
        a["end"].reshape(-1)[at] = where[m.end - 1] % longest


def distance(arc_cue: tuple[int, int], word: int) -> int:
    """Words from a cue to a word: negative before it, 0 in it."""
    if word < arc_cue[0]:
        return word - arc_cue[0]
    return 0 if word < arc_cue[1] else word - arc_cue[1] + 1


def _arc_targets(a: dict[str, np.ndarray], documents: list[Document], flat: list[list[int]]) -> None:
    arcs = [(where, arc, d) for d, where in zip(documents, flat, strict=True) for arc in d.arcs or ()]
    if not arcs:
        return
    w = max(len(where) for where, _, _ in arcs)
    a["cue_words"] = np.zeros((len(arcs), _CUE_WORDS), dtype=np.int64)
    a["cue_share"] = np.zeros((len(arcs), _CUE_WORDS), dtype=np.float32)
    a["role_words"] = np.zeros((len(arcs), w), dtype=np.int64)
    a["distance"] = np.zeros((len(arcs), w), dtype=np.int64)
    a["opens"] = np.zeros((len(arcs), w), dtype=np.int64)
    a["role"] = np.full((len(arcs), w), NONE, dtype=np.int64)
    for c, (where, arc, document) in enumerate(arcs):
        a["opens"][c, [begin for begin, _ in document.sentences]] = 1
        cue = where[arc.cue[0] : arc.cue[1]][:_CUE_WORDS]
        a["cue_words"][c, : len(cue)] = cue
        a["cue_share"][c, : len(cue)] = 1 / len(cue)
        a["role_words"][c, : len(where)] = where
        a["distance"][c, : len(where)] = [role_bucket(distance(arc.cue, i)) for i in range(len(where))]
        a["role"][c, : len(where)] = _roles(arc, len(where))


def _roles(arc: Arc, words: int) -> list[int]:
    roles = [0] * words
    for number, fragments in ((1, arc.source), (2, arc.content)):
        for begin, end in fragments:
            roles[begin:end] = [number] * (end - begin)
    return roles


def _link_targets(
    a: dict[str, np.ndarray], documents: list[Document], flat: list[list[int]], before: list[tuple[int, int]]
) -> None:
    found = [
        (number, offset + m.head, m.entity, where[m.head])
        for d, where, (number, offset) in zip(documents, flat, before, strict=True)
        for m in sorted(d.mentions or (), key=lambda m: m.head)
    ]
    n = len(found)
    a["link"] = np.array([f[3] for f in found], dtype=np.int64)
    document = np.array([f[0] for f in found])
    word = np.array([f[1] for f in found])
    entity = np.unique([f"{f[0]}:{f[2]}" for f in found], return_inverse=True)[1] if n else np.zeros(0)
    gap = word[:, None] - word[None, :]
    a["near"] = (document[:, None] == document[None, :]) & (gap > 0) & (gap <= _REACH)
    a["same"] = a["near"] & (entity[:, None] == entity[None, :])
    buckets = np.array([link_bucket(max(1, d)) for d in range(_REACH + 1)])
    a["far"] = buckets[np.clip(gap, 0, _REACH)]
