"""How alike two reports are as wholes: what a short clause leaves out, its story says."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from accordingto.model.text import Report
from accordingto.reconciliation.keys import rarity
from accordingto.reconciliation.words import stem, stopwords, tokens

TOP = 200
"""Words of a report that tell its story."""
FEW = 20
"""Of these, the words by which reports of one story find each other."""
SCALE = 2.0
"""A cosine of one half or more between two reports is one story."""


class Stories:
    """Reports as vectors of their most telling words."""

    def __init__(self, reports: Sequence[Report], line: Mapping[str, str]) -> None:
        counts = {r.id: _counts(r) for r in reports}
        first: dict[str, set[str]] = {}
        for r in reports:
            for w in counts[r.id]:
                first.setdefault(w, set()).add(line[r.id])
        lines = len({line[r.id] for r in reports})
        rare = {w: rarity(lines, len(where)) for w, where in first.items()}
        self._vectors = {r: _vector(c, rare) for r, c in counts.items()}
        self.told = {r: tuple(v)[:FEW] for r, v in self._vectors.items()}
        """The few words that tell a report's story best, by its id."""
        self._known: dict[tuple[str, str], float] = {}

    def likeness(self, a: str, b: str) -> float:
        """From 0 to 1, for two report ids."""
        if a == b:
            return 1.0
        key = (a, b) if a < b else (b, a)
        if key not in self._known:
            mine, theirs = self._vectors[key[0]], self._vectors[key[1]]
            cosine = math.fsum(mine[w] * theirs[w] for w in mine.keys() & theirs.keys())  # exact in any order
            self._known[key] = min(1.0, round(SCALE * cosine, 6))
        return self._known[key]


def _counts(report: Report) -> Counter[str]:
    stop = stopwords()
    words = tokens(f"{report.title or ''} {report.text}")
    return Counter(stem(w) for w in words if w not in stop and not w[0].isdigit() and len(w) > 1)


def _vector(counts: Mapping[str, int], rare: Mapping[str, float]) -> dict[str, float]:
    weight = {w: (1 + math.log(n)) * rare[w] for w, n in counts.items()}
    top = sorted(weight, key=lambda w: (-round(weight[w], 9), w))[:TOP]
    norm = math.sqrt(math.fsum(weight[w] ** 2 for w in top)) or 1.0
    return {w: weight[w] / norm for w in top}
