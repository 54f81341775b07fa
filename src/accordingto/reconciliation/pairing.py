"""Which claims are compared at all: pairs that share rare words, or what happens in one story."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from accordingto.reconciliation.keys import Facets, kin

WINDOW = 14
"""Days between the tellings of one happening, unless both date the happening itself."""
NEIGHBOURS = 60
"""Most claims that one key brings together with a claim: the nearest in time."""
FEW = 6
"""A claim with no more keys than this is compared with all that it meets."""
DISTINCTIVE = 5
"""How many of a claim's rarest words become keys."""


def pairs(
    found: Sequence[Facets], weight: Mapping[str, int], story: Mapping[str, Sequence[str]]
) -> Iterable[tuple[int, int]]:
    """The pairs of claims worth comparing, each once, as places in `found` (which is in order of time).

    Two claims meet under a key when they share two of their telling words, a telling word and a family or counted
    thing, or what happens and a word that tells the `story` of their reports (by report id). They are compared
    when they meet under two keys, or one for a claim of few words, inside the window. Of a key with many claims
    each meets the nearest before it.
    """
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    kinds: dict[tuple[str, str], list[int]] = defaultdict(list)
    same = _SameStory(story)
    poor: list[bool] = []
    for i, f in enumerate(found):
        met: Counter[int] = Counter()
        keys = _block_keys(f, weight)
        for key in keys:
            block = blocks[key]
            met.update(block[-NEIGHBOURS:])
            block.append(i)
        happens = sorted({f.act or "", *f.anchor, *f.families} - {""})
        for report, shared in same.before(f.report).items():
            for what in happens:
                for j in kinds.get((report, what), ()):
                    met[j] += shared
        for what in happens:
            kinds[f.report, what].append(i)
        poor.append(len(keys) <= FEW)
        for j, times in sorted(met.items()):
            if (times > 1 or poor[i] or poor[j]) and near(found[j], f):
                yield j, i


class _SameStory:
    """Reports of one story, by the words that tell it, met in order of time."""

    def __init__(self, story: Mapping[str, Sequence[str]]) -> None:
        self._story = story
        self._by_word: dict[str, list[str]] = defaultdict(list)
        self._before: dict[str, dict[str, int]] = {}

    def before(self, report: str) -> dict[str, int]:
        """How many of its words the report itself has, and those met before it: the NEIGHBOURS that share most."""
        if report not in self._before:
            words = self._story[report]
            met = Counter(r for w in words for r in self._by_word[w][-NEIGHBOURS:])
            found = sorted(met.items(), key=lambda m: (-m[1], m[0]))[:NEIGHBOURS]
            for w in words:
                self._by_word[w].append(report)
            self._before = {report: {report: len(words), **dict(found)}}  # claims come report by report
        return self._before[report]


def near(a: Facets, b: Facets) -> bool:
    """Whether two claims can tell of one happening by the days of their reports or of the happening itself."""
    if a.told is None or b.told is None or abs(a.told - b.told) <= WINDOW:
        return True
    return a.time is not None and b.time is not None and a.time[0] <= b.time[1] + 1 and b.time[0] <= a.time[1] + 1


def _block_keys(f: Facets, weight: Mapping[str, int]) -> list[tuple[str, str]]:
    rare = sorted(f.words, key=lambda w: (-weight[w], w))[:DISTINCTIVE]
    names = sorted(f.names, key=lambda w: (-weight[w], w))[:DISTINCTIVE]
    kept = sorted(set(rare) | set(names) | f.anchor)
    keys = [(a, b) for i, a in enumerate(kept) for b in kept[i + 1 :]]
    keys += [("=" + g, w) for g in sorted(f.families | kin(f.families) | f.things) for w in kept]
    if f.bare:  # "nine dead" has no telling word: numbers of one thing meet under the thing and under the family
        keys += [("#", g) for g in sorted(f.tally | f.things)]
    return keys or [("", w) for w in sorted(f.words)] + [("report", f.report)]
