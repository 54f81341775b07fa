"""The one place that knows the language model: a text and its sentences to a parsed text.

The model is a small multi-task network (docs/reference/model-card.md) run by onnxruntime on one thread. Its
activations are quantised with one range for a batch, so what a sentence gives depends on its neighbours. Hence
the rule that makes a reading reproducible, recorded as BATCHING: a batch never holds two reports, sentences
are sorted by number of pieces and then by position, and a batch holds at most 512 padded pieces.
"""

import json
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accordingto.model.text import Sentence
from accordingto.reading.decode import heads
from accordingto.reading.lemma import lemma
from accordingto.reading.tokenize import tokenize
from accordingto.reading.tree import Parsed, Token
from accordingto.reading.wordpiece import CLS, SEP, case_code, pieces
from accordingto.resources import data_file

MODEL = "reader0"
BATCHING = "sorted-512"
_BATCH_PIECES = 512
_LONGEST = 510
_OUTPUTS = ["ner", "att", "pos", "arc", "rels"]


@cache
def _session() -> Any:  # noqa: ANN401 - onnxruntime has no types
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    model = data_file("model/reader-en/model.int8.onnx").read_bytes()
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


@cache
def _labels() -> dict[str, list[str]]:
    labels: dict[str, list[str]] = json.loads(data_file("model/reader-en/labels.json").read_text("utf-8"))
    return labels


@dataclass(slots=True)
class _Piece:
    """A stretch of one sentence that fits the model: its tokens and their word pieces."""

    tokens: list[Token]
    ids: list[int]
    cases: list[int]
    first: list[int]


def parse(text: str, sentences: tuple[Sentence, ...]) -> Parsed:
    """Tokens, parts of speech, a single-rooted tree per sentence, entity and attribution labels.

    A sentence of more than 510 word pieces is read in stretches, each with a root of its own.
    """
    parsed = Parsed(text, sentences, [], [])
    for number, sentence in enumerate(sentences):
        begin = len(parsed.tokens)
        for start, end in tokenize(text, sentence.start, sentence.end):
            word = text[start:end]
            parsed.tokens.append(Token(len(parsed.tokens), start, end, word, word.lower(), number))
        parsed.spans.append((begin, len(parsed.tokens)))
    work = [p for i in range(len(sentences)) for p in _stretches(parsed.words(i))]
    for batch in _batches(work):
        _run(batch)
    for token in parsed.tokens:
        token.lemma = lemma(token.lower, token.pos)
        if token.head is not None:
            token.head.kids.append(token)
    return parsed


def _stretches(tokens: list[Token]) -> list[_Piece]:
    done: list[_Piece] = []
    at = _Piece([], [CLS], [0], [0])
    for token in tokens:
        ids = pieces(token.text)[: _LONGEST - 1]
        if len(at.ids) + len(ids) > _LONGEST:
            done.append(at)
            at = _Piece([], [CLS], [0], [0])
        at.first.append(len(at.ids))
        at.ids.extend(ids)
        at.cases.extend([case_code(token.text)] * len(ids))
        at.tokens.append(token)
    if at.tokens:
        done.append(at)
    for piece in done:
        piece.ids.append(SEP)
        piece.cases.append(0)
    return done


def _batches(work: list[_Piece]) -> list[list[_Piece]]:
    ordered = sorted(work, key=lambda p: (len(p.ids), p.tokens[0].i))
    batches: list[list[_Piece]] = []
    for piece in ordered:
        if batches and len(piece.ids) * (len(batches[-1]) + 1) <= _BATCH_PIECES:
            batches[-1].append(piece)
        else:
            batches.append([piece])
    return batches


def _run(batch: list[_Piece]) -> None:
    """One pass of the model over a batch; writes its labels and heads into the tokens."""
    width = max(len(p.ids) for p in batch)
    words = max(len(p.first) for p in batch)
    ids, cases, mask = (np.zeros((len(batch), width), dtype=np.int64) for _ in range(3))
    first, seen = (np.zeros((len(batch), words), dtype=np.int64) for _ in range(2))
    for row, piece in enumerate(batch):
        ids[row, : len(piece.ids)] = piece.ids
        cases[row, : len(piece.cases)] = piece.cases
        mask[row, : len(piece.ids)] = 1
        first[row, : len(piece.first)] = piece.first
        seen[row, : len(piece.first)] = 1
    feed = {"ids": ids, "cs": cases, "mask": mask, "first": first, "wmask": seen}
    out = dict(zip(_OUTPUTS, _session().run(_OUTPUTS, feed), strict=True))
    for row, piece in enumerate(batch):
        _write(piece, {name: value[row] for name, value in out.items()})


def _write(piece: _Piece, out: dict[str, NDArray[Any]]) -> None:
    labels = _labels()
    n = len(piece.first)
    tree = heads(out["arc"][:n, :n])
    rows = zip(out["ner"][1:n].tolist(), out["att"][1:n].tolist(), out["pos"][1:n].tolist(), strict=True)
    for k, (token, (ner, att, pos)) in enumerate(zip(piece.tokens, rows, strict=True), 1):
        token.ner, token.att, token.pos = labels["ner"][ner], labels["att"][att], labels["pos"][pos]
        token.rel = labels["rel"][int(out["rels"][k, tree[k]])] if tree[k] else "root"
        token.head = piece.tokens[tree[k] - 1] if tree[k] else None


def batch_sizes(text: str, sentences: tuple[Sentence, ...]) -> list[int]:
    """Padded pieces of every batch that `parse` would run, for tests of the batching rule."""
    tokens = []
    for number, sentence in enumerate(sentences):
        cut = tokenize(text, sentence.start, sentence.end)
        tokens.append([Token(a, a, b, text[a:b], text[a:b].lower(), number) for a, b in cut])
    work = [p for words in tokens for p in _stretches(words)]
    return [max(len(p.ids) for p in batch) * len(batch) for batch in _batches(work)]


def label_runs(labels: list[str]) -> list[tuple[int, int, str]]:
    """BIO labels to half-open runs of indices with their type; an I without a B before it opens a run."""
    runs: list[tuple[int, int, str]] = []
    start, kind = 0, ""
    for i, label in enumerate([*labels, "O"]):
        prefix, _, name = label.partition("-")
        if kind and not (prefix == "I" and name == kind):
            runs.append((start, i, kind))
            kind = ""
        if name and not kind:
            start, kind = i, name
    assert all(a[1] <= b[0] for a, b in pairwise(runs))
    return runs
