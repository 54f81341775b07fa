"""Scores on dev while training: quick, on gold words, with the heads as they are. The figures that are published
are made over the exported file and raw text."""

from collections import Counter
from collections.abc import Iterator

import torch

from accordingto.reading.parse import label_runs
from training.batches import NONE, Batch, Stretch, batch, sizes
from training.documents import Document, cut
from training.labels import CUE, NER, relation
from training.losses import role_scores
from training.network import Reader, best_chain

_WIDTH = 192


def stretches(document: Document, width: int = _WIDTH) -> Iterator[Stretch]:
    """A document in runs of whole sentences of at most `width` pieces, a longer sentence alone."""
    lengths = sizes(document)
    first = 0
    while first < len(lengths):
        last, total = first + 1, lengths[first]
        while last < len(lengths) and total + lengths[last] + 2 <= width:
            total += lengths[last]
            last += 1
        if total <= 500:
            yield Stretch(0, first, last)
        first = last


def _batches(documents: list[Document]) -> Iterator[tuple[list[Document], Batch]]:
    parts = [
        (cut(d, s.first, s.last), i, d.sentences[s.first][0])
        for i, d in enumerate(documents)
        for s in stretches(d)
    ]
    for i in range(0, len(parts), 6):
        group = parts[i : i + 6]
        yield [p[0] for p in group], batch([p[0] for p in group], [(p[1], p[2]) for p in group])


class Tally:
    """Counts of right, found and true, by name."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.true: Counter[str] = Counter()

    def add(self, name: str, found: set[object], true: set[object]) -> None:
        """Two sets of spans or the like."""
        self.right[name] += len(found & true)
        self.found[name] += len(found)
        self.true[name] += len(true)

    def f1(self) -> dict[str, float]:
        """In percent, to two places."""
        names = sorted(self.true)
        return {n: round(200 * self.right[n] / max(1, self.found[n] + self.true[n]), 2) for n in names}


@torch.inference_mode()
def scores(reader: Reader, sets: dict[str, list[Document]]) -> dict[str, float]:
    """Figures by "set figure", in percent; the reader is left in training mode as it was."""
    mode = reader.training
    reader.eval()
    figures: dict[str, float] = {}
    for name, documents in sets.items():
        tally = Tally()
        for group, data in _batches(documents):
            _score(reader, group, data, tally)
        figures |= {f"{name} {figure}": value for figure, value in tally.f1().items()}
    reader.train(mode)
    return figures


def _score(reader: Reader, group: list[Document], data: Batch, tally: Tally) -> None:
    a = data.arrays
    x = reader.words(a["ids"], a["cs"], a["mask"], a["place"])
    flat = x.reshape(-1, x.shape[-1])
    if group[0].heads is not None:
        _parse(reader, x, a, tally)
    if group[0].ner is not None:
        best = reader.ner(x).argmax(-1)
        _spans("ner", [NER[i] for i in best[a["ner"] != NONE].tolist()], a["ner"], NER, tally)
    if group[0].arcs is not None:
        best = reader.cue(x).argmax(-1)
        best[a["cue"] == NONE] = 0
        _cues(best, a["cue"], tally)
        if "role" in a:
            told = best_chain(role_scores(reader, flat, a), a["role"] >= 0, a["opens"], reader)
            _roles(told, a, tally)
    if group[0].mentions is not None:
        _mentions(reader, x, a, tally)
        if len(a["link"]) > 1:
            _links(reader, flat, a, tally)
    if (chosen := a["value"] != NONE).any():
        told, true = reader.value(x[chosen])[:, 0], a["value"][chosen]
        near = {i for i, off in enumerate((told - true).abs().tolist()) if off <= 1}
        tally.add("value within 1", set(near), set(range(len(true))))
        tally.found["value within 1"] += len(true) - len(near)


def _parse(reader: Reader, x: torch.Tensor, a: dict[str, torch.Tensor], tally: Tally) -> None:
    chosen = a["head"] != NONE
    heads = reader.arcs(x, a["seen"]).argmax(-1)
    at_head = x.gather(1, heads[:, :, None].expand_as(x))
    told = reader.relations(x[chosen], at_head[chosen]).argmax(-1)
    right_head = heads[chosen] == a["head"][chosen]
    right = right_head & (told == a["rel"][chosen])
    words = len(right)
    for name, good in (("UAS", right_head), ("LAS", right)):
        tally.right[name] += int(good.sum())
        tally.found[name] += words
        tally.true[name] += words
    for name in ("nsubj", "obj", "ccomp"):
        number = relation(name)
        said, true = told == number, a["rel"][chosen] == number
        tally.right[name] += int((said & true & right_head).sum())
        tally.found[name] += int(said.sum())
        tally.true[name] += int(true.sum())


def _spans(name: str, told: list[str], gold: torch.Tensor, labels: tuple[str, ...], tally: Tally) -> None:
    found, true = label_runs(told), label_runs([labels[i] for i in gold[gold != NONE].tolist()])
    tally.add(name, set(found), set(true))
    core = ("Person", "Location", "Organization")
    tally.add(name + " core", {r for r in found if r[2] in core}, {r for r in true if r[2] in core})


def _cues(best: torch.Tensor, gold: torch.Tensor, tally: Tally) -> None:
    for told, true in zip(best.tolist(), gold.tolist(), strict=True):
        tally.add("cue", set(label_runs([CUE[i] for i in told])), set(label_runs([CUE[max(0, i)] for i in true])))


def _roles(told: torch.Tensor, a: dict[str, torch.Tensor], tally: Tally) -> None:
    """Sources and contents of given cues, whole."""
    for best, true in zip(told.tolist(), a["role"].tolist(), strict=True):
        for number, name in ((1, "source of a cue"), (2, "content of a cue")):
            gold = frozenset(i for i, r in enumerate(true) if r == number)
            said = frozenset(i for i, r in enumerate(best) if r == number and true[i] != NONE)
            tally.add(name, {said} if said else set(), {gold} if gold else set())


def _mentions(reader: Reader, x: torch.Tensor, a: dict[str, torch.Tensor], tally: Tally) -> None:
    told = reader.mention(x).argmax(-1)
    start, end = (e.argmax(-1) for e in reader.edges(x, a["seen"]))
    for s in range(len(told)):
        words = (a["mention"][s] != NONE).nonzero()[:, 0].tolist()
        said = {(int(start[s, i]), int(end[s, i]), int(told[s, i])) for i in words if told[s, i]}
        true = {
            (int(a["start"][s, i]), int(a["end"][s, i]), int(a["mention"][s, i]))
            for i in words
            if a["mention"][s, i]
        }
        tally.add("mention", set(said), set(true))


def _links(reader: Reader, flat: torch.Tensor, a: dict[str, torch.Tensor], tally: Tally) -> None:
    """How many of the links made are right, how many mentions with an antecedent nearby get a right one."""
    links, new = reader.links(flat[a["link"]], a["far"])
    links = links.masked_fill(~a["near"], -1e9)
    best = links.argmax(1)
    linked = links.max(1).values > new
    has = a["same"].any(1)
    right = linked & has & a["same"].gather(1, best[:, None])[:, 0]
    tally.right["link"] += int(right.sum())
    tally.found["link"] += int(linked.sum())
    tally.true["link"] += int(has.sum())
