"""What the model says of pairs of words: who is source and content of a cue, which mention an earlier one is of.

The network gives vectors of words; here the pairs that matter are multiplied. Attribution: from each cue a role
for every word of its window, so attributions nest. Coreference: mentions rank their antecedents (Lee et al. 2017).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from accordingto.reading.modelfiles import labels
from accordingto.reading.tree import Link, Roles, Token

Vectors = NDArray[np.float32]
_CUE_WORDS = 8
"""Words of a cue that count: the training cuts longer ones too."""
_NEVER = np.float32(-1e9)
_REACH = 400
"""Words back to which an antecedent is looked for."""


@cache
def _role_far() -> Vectors:
    """(2, 2 * reach + 1): what distance adds to being source or content; the cue's own place is in the middle."""
    steps, table = labels()["role_steps"], np.array(labels()["role_far"], dtype=np.float32)
    sizes = np.array([sum(d >= s for s in steps) for d in range(_REACH + 1)])
    after, before = table[:, sizes], table[:, len(steps) + sizes[1:]]
    return np.concatenate([before[:, ::-1], after], axis=1)


@cache
def _link_far() -> Vectors:
    """(reach + 1): what distance in words adds to being the antecedent."""
    steps, table = labels()["link_steps"], np.array(labels()["link_far"], dtype=np.float32)
    return table[[max(0, sum(d >= s for s in steps) - 1) for d in range(_REACH + 1)]]


def cue_runs(tokens: list[Token]) -> list[tuple[int, int]]:
    """The cues among consecutive tokens, as half-open indices of the list."""
    runs: list[tuple[int, int]] = []
    for i, token in enumerate(tokens):
        if token.cue == "B-Cue" or (token.cue == "I-Cue" and not (runs and runs[-1][1] == i)):
            runs.append((i, i + 1))
        elif token.cue == "I-Cue":
            runs[-1] = (runs[-1][0], i + 1)
    return runs


def roles(tokens: list[Token], vectors: Vectors, kept: int) -> list[Roles]:
    """The attributions of a window: for each cue its source and its content, as tokens.

    `vectors` (words, 3 * (size + 1)) belong to `tokens`: what a word asks of source and of content as a cue, and
    what it answers. Cues before the index `kept` are context and left alone.
    """
    size = int(labels()["sizes"]["role"]) + 1
    cues = [run for run in cue_runs(tokens) if run[0] >= kept]
    if not cues:
        return []
    asking, answering = vectors[:, : 2 * size].reshape(-1, 2, size), vectors[:, 2 * size :]
    scores = np.zeros((len(cues), len(tokens), 3), dtype=np.float32)
    for row, (begin, end) in zip(scores, cues, strict=True):
        asked = asking[begin : min(end, begin + _CUE_WORDS)].mean(0)
        row[:, 1:] = answering @ asked.T + _far(len(tokens), begin, end)
        row[begin:end, 1:] = _NEVER
    opens = np.array([not i or t.sentence != tokens[i - 1].sentence for i, t in enumerate(tokens)], dtype=np.int64)
    best = best_chains(scores, opens)
    return [
        Roles(
            tokens[begin:end],
            [tokens[i] for i in np.flatnonzero(path == 1).tolist()],
            [tokens[i] for i in np.flatnonzero(path == 2).tolist()],
            _certainty(row, path),
        )
        for (begin, end), row, path in zip(cues, scores, best, strict=True)
    ]


def _far(words: int, begin: int, end: int) -> Vectors:
    """(words, 2): what the distance from the cue adds to being source or content."""
    at = np.arange(words)
    distance = np.where(at < begin, at - begin, np.where(at < end, 0, at - end + 1))
    return _role_far()[:, np.clip(distance, -_REACH, _REACH) + _REACH].T


def best_chains(scores: Vectors, opens: NDArray[np.int64]) -> NDArray[np.int64]:
    """(cues, words): the best role of every word, along the best path through all of them (Viterbi 1967).

    `scores` (cues, words, roles); `opens` (words) is 1 for the first word of a sentence.
    """
    following = np.array(labels()["role_next"], dtype=np.float32)[opens]
    reach = np.array(labels()["role_first"], dtype=np.float32) + scores[:, 0]
    back = np.zeros(scores.shape, dtype=np.int64)
    for w in range(1, scores.shape[1]):
        moves = reach[:, :, None] + following[w]
        back[:, w] = moves.argmax(1)
        reach = moves.max(1) + scores[:, w]
    path = np.zeros(scores.shape[:2], dtype=np.int64)
    path[:, -1] = reach.argmax(1)
    rows = np.arange(len(scores))
    for w in range(scores.shape[1] - 1, 0, -1):
        path[:, w - 1] = back[rows, w, path[:, w]]
    return path


def _certainty(scores: Vectors, best: NDArray[np.int64]) -> float:
    """How sure the model is of the roles that it gives, from 0 to 1: the mean probability of the words in them."""
    given = best > 0
    if not given.any():
        return 0.0
    shifted = np.exp(scores - scores.max(1, keepdims=True))
    share = shifted / shifted.sum(1, keepdims=True)
    return float(share[given, best[given]].mean())


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of noun phrases in text order, and their vectors (heads, 2 * size + 1)."""

    tokens: list[Token]
    vectors: Vectors


def links(heads: Heads) -> dict[int, Link]:
    """By token index of a mention's head, the best antecedent and how far it is ahead of there being none."""
    size = int(labels()["sizes"]["link"])
    found: dict[int, Link] = {}
    places = np.array([t.i for t in heads.tokens], dtype=np.int64)
    q, k, new = heads.vectors[:, :size], heads.vectors[:, size : 2 * size], heads.vectors[:, 2 * size]
    for row, token in enumerate(heads.tokens):
        low = int(np.searchsorted(places, token.i - _REACH))
        if low == row:
            continue
        gap = token.i - places[low:row]
        scores = k[low:row] @ q[row] * size**-0.5 + _link_far()[gap] - new[row]
        best = int(scores.argmax())
        found[token.i] = Link(heads.tokens[low + best], float(scores[best]))
    return found


def chain(found: dict[int, Link], head: Token) -> Iterator[Token]:
    """The antecedents of a mention's head, nearest first, as long as each is likelier than there being none."""
    link = found.get(head.i)
    while link is not None and link.margin > 0:
        yield link.antecedent
        link = found.get(link.antecedent.i)
