"""Near-copies: reports that repeat another's words, and the claims that they lift from it.

Two reports are near-copies when, within seven days, the runs of five words that they share are at least 30 % of
the shorter one's or at least 10 % of all of both.
"""

import re
from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from accordingto.model.claim import Claim, Reading
from accordingto.model.event import NearCopy
from accordingto.model.text import Report
from accordingto.reconciliation.components import components
from accordingto.reconciliation.words import day, initials, name_key, ordinal, press_words, stem, tokens

SHINGLE = 5
CONTAINMENT, JACCARD = 0.3, 0.1
DAYS = 7
LEAST_SHARED = 4
"""Fewer shared shingles are a stock phrase, not a copy."""
RECENT = 48
"""How many earlier reports with the same shingle are looked at: enough to find the origin, never all pairs."""
LIFTED = 0.6
"""Share of a clause's words that must stand in the origin's clause too."""


Shingles = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Text:
    """A report with its shingles, as sorted numbers."""

    report: Report
    shingles: Shingles
    day: int | None
    length: int


def _text(report: Report) -> Text:
    words = tokens(report.text)
    return Text(report, _shingles(words), ordinal(day(report.published)), len(words))


def _shingles(words: Sequence[str]) -> Shingles:
    """The runs of SHINGLE words as numbers, each once, in order."""
    if len(words) < SHINGLE:
        return np.empty(0, np.uint64)
    hashed = np.fromiter(map(_hashed, words), np.uint64, len(words))
    runs = len(words) - SHINGLE + 1
    found = hashed[:runs]
    for n in range(1, SHINGLE):
        found = (found ^ (found >> _SHIFT)) * _FACTOR + hashed[n : n + runs]
    return np.unique(found)


_SHIFT, _FACTOR = np.uint64(29), np.uint64(0xBF58476D1CE4E5B9)


@lru_cache(maxsize=1 << 17)
def _hashed(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def near_copies(reports: Iterable[Report]) -> tuple[NearCopy, ...]:
    """Each copy with the one report it most likely has its words from, sorted by copy."""
    texts = [_text(r) for r in reports]
    texts.sort(key=lambda t: (t.day if t.day is not None else 10**7, t.report.id))
    found: list[tuple[tuple[object, ...], NearCopy]] = []
    for later, earlier in _candidates(texts):
        share = _share(texts[later], texts[earlier])
        if share is not None:
            found.append(_ranked(texts[later], texts[earlier], share))
    return tuple(sorted(_one_origin_each(found), key=lambda n: n.copy))


def _candidates(texts: Sequence[Text]) -> Iterable[tuple[int, int]]:
    """Pairs (later, earlier) that share LEAST_SHARED shingles; the first reports with a shingle stay in sight, for
    one of them is the origin of all the others, and so do the last before each."""
    if not texts:
        return
    shingle = np.concatenate([t.shingles for t in texts])
    holder = np.repeat(np.arange(len(texts)), [len(t.shingles) for t in texts])
    order = np.argsort(shingle, kind="stable")
    shingle, holder = shingle[order], holder[order]
    met = [holder[later] * len(texts) + holder[earlier] for later, earlier in _sharing(shingle)]
    pairs, times = np.unique(np.concatenate(met), return_counts=True) if met else ((), ())
    for pair, n in zip(pairs, times, strict=True):
        if n >= LEAST_SHARED:
            later, earlier = divmod(int(pair), len(texts))
            yield later, earlier


def _sharing(shingle: Shingles) -> Iterable[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    """Places in a sorted list that hold the same: later ones with earlier ones."""
    start = np.searchsorted(shingle, shingle, "left")
    before = np.arange(len(shingle)) - start
    at = np.flatnonzero(before)
    for lag in range(1, RECENT + 1):
        at = at[before[at] >= lag]
        near = at if lag <= RECENT // 2 else at[before[at] <= RECENT]
        if not len(at):
            return
        yield near, near - lag
    for n in range(RECENT // 2):
        far = np.flatnonzero(before > RECENT)
        yield far, start[far] + n


def _share(a: Text, b: Text) -> float | None:
    """The containment of the two, None where they are not near-copies."""
    if a.day is not None and b.day is not None and abs(a.day - b.day) > DAYS:
        return None
    common = len(np.intersect1d(a.shingles, b.shingles, assume_unique=True))
    containment = common / min(len(a.shingles), len(b.shingles))
    jaccard = common / (len(a.shingles) + len(b.shingles) - common)
    return round(containment, 4) if containment >= CONTAINMENT or jaccard >= JACCARD else None


def _ranked(a: Text, b: Text, share: float) -> tuple[tuple[object, ...], NearCopy]:
    """Which of two is the copy, with its rank: who credits its origin, then who shares most, then the first."""
    kind, (copy, origin) = direction(a, b), (a, b)
    if kind is None:
        kind, (copy, origin) = direction(b, a), (b, a)
    first = origin.day if origin.day is not None else 10**7
    rank = (kind != "credited", -share, first, origin.report.id, copy.report.id)
    return rank, NearCopy(copy.report.id, origin.report.id, kind or "", share)


def _one_origin_each(found: Sequence[tuple[tuple[object, ...], NearCopy]]) -> list[NearCopy]:
    """For each copy its best origin that does not, in the end, copy from it."""
    origin: dict[str, NearCopy] = {}
    for _, n in sorted(found, key=lambda f: f[0]):
        at, path = n.origin, {n.copy}
        while at in origin and at not in path:
            path.add(at)
            at = origin[at].origin
        if n.copy not in origin and at not in path:
            origin[n.copy] = n
    return list(origin.values())


def direction(copy: Text, origin: Text) -> str | None:
    """Why `copy` is the copy of `origin` (credited, earlier, longer); None if it is the other way round."""
    there, back = credits_to(copy.report, origin.report), credits_to(origin.report, copy.report)
    if there != back:
        return "credited" if there else None
    if copy.day is not None and origin.day is not None and copy.day != origin.day:
        return "earlier" if origin.day < copy.day else None
    if (copy.length, origin.report.id) != (origin.length, copy.report.id) and copy.length != origin.length:
        return "longer" if origin.length > copy.length else None
    return "longer" if origin.report.id < copy.report.id else None


def credits_to(report: Report, other: Report) -> bool:
    """Whether the text credits the other's outlet: "(Levant Wire)", "— Levant Wire", "reported by Levant Wire".

    In brackets or before "agency" the short name and the initials do, too: "(Levant)", "(LW)".
    """
    outlet = other.outlet
    if not outlet or (report.outlet and name_key(report.outlet) == name_key(outlet)):
        return False
    return _credit(outlet.strip()).search(report.text) is not None


@lru_cache(maxsize=1 << 12)
def _credit(outlet: str) -> re.Pattern[str]:
    name = re.escape(outlet)
    kept = [w for w in outlet.split() if w.casefold() not in press_words()]
    letters = initials(outlet).upper()
    forms = [name] + [re.escape(" ".join(kept))] * bool(kept) + [letters] * (len(letters) > 1)
    short = "|".join(forms)
    return re.compile(
        rf"\(\s*(?:the )?(?:{short})\s*\)"
        rf"|[—–-]\s*(?:the )?{name}\b"
        rf"|\b(?:by|from|via|per|citing|source:)\s+(?:the )?(?:[\w-]+ ){{0,3}}{name}\b"
        rf"|\b{name}\s+(?:reports|reported|says|said|has reported|writes|wrote)\b"
        rf"|\b(?:{short})(?: news)? agency\b",
        re.IGNORECASE,
    )


def lines(reports: Sequence[Report], copies: Iterable[NearCopy]) -> dict[str, str]:
    """Report id to the id of its report line: the first report of the near-copies it belongs to."""
    at = {r.id: i for i, r in enumerate(reports)}
    first = components(len(reports), ((at[c.copy], at[c.origin]) for c in copies))
    return {r.id: reports[first[i]].id for i, r in enumerate(reports)}


def lifted(
    readings: Mapping[str, Reading], copies: Iterable[NearCopy], keys: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    """Claims of copies to the claims of the origin whose clause they repeat; `keys` by report and claim id."""
    found: dict[str, str] = {}
    for c in copies:
        copy, origin = readings[c.copy], readings[c.origin]
        left: list[tuple[float, int, int]] = []
        mine, theirs = [_clause(x) for x in copy.claims], [_clause(x) for x in origin.claims]
        for i, (anchor, words) in enumerate(mine):
            for j, (other, others) in enumerate(theirs):
                share = len(words & others) / len(words | others) if anchor == other else 0.0
                if share >= LIFTED:
                    insort(left, (-round(share, 6), i, j))
        taken: set[int] = set()
        used: set[int] = set()
        for _, i, j in left:
            if i not in used and j not in taken:
                used.add(i)
                taken.add(j)
                found[keys[c.copy][copy.claims[i].id]] = keys[c.origin][origin.claims[j].id]
    return found


def _clause(claim: Claim) -> tuple[tuple[object, ...], frozenset[str]]:
    """What must be the same in a lifted clause (anchor, and whether it is so), and the words that may differ."""
    anchor = tuple(stem(t) for t in tokens(claim.anchor.quote))
    return (claim.status == "did-not-happen", *anchor), frozenset(tokens(claim.span.quote)) or frozenset({""})
