"""The one place that runs the language model: a text and its sentences to a parsed text.

The model is a small multi-task network (docs/reference/model-card.md) run by onnxruntime on one thread. Its
activations are quantised with one range for a pass, so what a sentence gives depends on what is read with it.
Hence the rule that makes a reading reproducible, recorded as BATCHING: a pass reads one window of one report, and
the windows follow from the text alone (windows.py).
"""

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accordingto.model.text import Sentence
from accordingto.reading.capitals import mend_capitals
from accordingto.reading.decode import heads
from accordingto.reading.lemma import lemma
from accordingto.reading.modelfiles import labels, meta, session
from accordingto.reading.pairs import Heads, links, roles
from accordingto.reading.tokenize import tokenize
from accordingto.reading.tree import Parsed, Roles, Token
from accordingto.reading.windows import WINDOW, Unit, Window, units, window_pieces, windows

BATCHING = f"windows-{WINDOW}"
_OUTPUTS = ["arc", "rels", "pos", "ner", "cue", "mention", "start", "end", "value", "role", "link"]
Array = NDArray[Any]


def model_name() -> str:
    """The model with the rule by which texts are cut for it."""
    return f"{meta()['name']}/{BATCHING}"


def parse(text: str, sentences: tuple[Sentence, ...]) -> Parsed:
    """Tokens, parts of speech, a single-rooted tree per sentence, entities, noun phrases, attributions, links.

    A sentence of more than 510 word pieces is read in stretches, each with a root of its own.
    """
    return parse_words(text, sentences, [tokenize(text, s.start, s.end) for s in sentences])


def parse_words(text: str, sentences: tuple[Sentence, ...], words: list[list[tuple[int, int]]]) -> Parsed:
    """The same where the words of each sentence are given, as half-open code points of `text`."""
    parsed = Parsed(text, sentences, [], [])
    work: list[Unit] = []
    for number, sentence in enumerate(sentences):
        begin = len(parsed.tokens)
        for start, end in words[number]:
            word = text[start:end]
            parsed.tokens.append(Token(len(parsed.tokens), start, end, word, word.lower(), number))
        parsed.spans.append((begin, len(parsed.tokens)))
        opens = not number or "\n" in text[sentences[number - 1].end : sentence.start]
        work += units(parsed.tokens[begin:], opens)
    _read(parsed, work)
    for token in parsed.tokens:
        token.lemma = lemma(token.lower, token.pos)
        if token.head is not None:
            token.head.kids.append(token)
    mend_capitals(parsed.tokens)
    return parsed


def _read(parsed: Parsed, work: list[Unit]) -> None:
    found: list[Token] = []
    vectors: list[Array] = []
    for window in windows(work):
        out = _run(work, window)
        for row in range(window.first - window.context, window.last - window.context):
            unit = work[window.context + row]
            _write(unit, {name: value[row] for name, value in out.items()})
            nouns = [k for k, t in enumerate(unit.tokens) if t.mention is not None]
            found += [unit.tokens[k] for k in nouns]
            vectors.append(out["link"][row, 1:][nouns])
        parsed.roles += _roles(work, window, out["role"])
    if found:
        parsed.links = links(Heads(found, np.concatenate(vectors)))


def _run(work: list[Unit], window: Window) -> dict[str, Array]:
    """One pass over one window; a row of each output is a unit, its first word the root."""
    ids, cases, places = window_pieces(work, window)
    longest = 1 + max(map(len, places))
    place = np.zeros((len(places), longest), dtype=np.int64)
    seen = np.zeros_like(place)
    for row, own in enumerate(places):
        place[row, 1 : len(own) + 1] = own
        seen[row, : len(own) + 1] = 1
    feed = {
        "ids": np.array([ids], dtype=np.int64),
        "cs": np.array([cases], dtype=np.int64),
        "mask": np.ones((1, len(ids)), dtype=np.int64),
        "place": place,
        "seen": seen,
    }
    return dict(zip(_OUTPUTS, session().run(_OUTPUTS, feed), strict=True))


def _write(unit: Unit, out: dict[str, Array]) -> None:
    """Writes labels and heads into the tokens of one unit."""
    names = labels()
    n = len(unit.tokens) + 1
    tree = heads(out["arc"][:n, :n])
    best = {name: out[name][1:n].tolist() for name in ("pos", "ner", "mention", "start", "end")}
    cue = out["cue"][1:n].argmax(-1).tolist()
    value = out["value"][1:n].tolist()
    base = unit.tokens[0].i
    for k, token in enumerate(unit.tokens):
        token.pos, token.ner, token.cue = (
            names["pos"][best["pos"][k]],
            names["ner"][best["ner"][k]],
            names["cue"][cue[k]],
        )
        token.value = value[k]
        head = tree[k + 1]
        token.rel = names["rel"][int(out["rels"][k + 1, head])] if head else "root"
        token.head = unit.tokens[head - 1] if head else None
        if best["mention"][k]:
            start, end = min(best["start"][k] or k + 1, n - 1), min(best["end"][k] or k + 1, n - 1)
            token.mention = (names["mention"][best["mention"][k]], base + start - 1, base + end)


def _roles(work: list[Unit], window: Window, vectors: Array) -> list[Roles]:
    """The attributions whose cue stands in what is kept of the window."""
    read = work[window.context : window.last]
    tokens = [t for unit in read for t in unit.tokens]
    flat = np.concatenate([vectors[row, 1 : len(unit.tokens) + 1] for row, unit in enumerate(read)])
    kept = sum(len(unit.tokens) for unit in work[window.context : window.first])
    return roles(tokens, flat, kept)


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
