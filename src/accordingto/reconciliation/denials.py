"""Denials and refusals to say, tied to what they answer.

A report may deny what it does not tell ("denied that his forces were involved"). Such a claim is tied to the
happening that it fits best among those told before it, first in its own report; a denial never answers a later
statement.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from accordingto.reconciliation.cluster import FAR, Graph
from accordingto.reconciliation.compare import answerable, apart
from accordingto.reconciliation.keys import Facets

TIE = 120
"""Thousandths of agreement from which a denial is held to answer a happening."""
MEMORY = 60
"""Days after which a denial is no longer held to answer what was said."""
FARTHEST = 400
"""Most claims with one word that a denial is compared with: the last ones told by then."""
SAME_REPORT = 100
"""What it adds that the happening stands in the denial's own report, before it."""


def tied(made: Graph, groups: Sequence[list[int]], owned: Mapping[int, frozenset[str]]) -> list[list[int]]:
    """The groups, those that nobody supports joined to the one they answer.

    `owned` names the parties that take a stand on each claim, without the outlet's own voice: that a report says
    of itself that nobody answered is no denial of anything.
    """
    home = {i: g for g, members in enumerate(groups) for i in members}
    told = _Told(made)
    target: dict[int, int] = {}
    for g, members in enumerate(groups):
        if any(made.found[i].taken or not owned[i] for i in members):
            continue
        if not any(made.found[i].answers for i in members):
            continue
        best = _answered(made, groups, _candidates(made, members, told, home, g), members, owned)
        if best is not None:
            target[g] = best
    joined = {g: list(members) for g, members in enumerate(groups) if g not in target}
    for g, to in sorted(target.items()):
        joined[to] += groups[g]
    return [sorted(m) for m in joined.values()]


class _Told:
    """The claims that somebody supports, by report and by their words."""

    def __init__(self, made: Graph) -> None:
        self.by_report: dict[str, list[int]] = defaultdict(list)
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.found = made.found
        self.days = [f.told if f.told is not None else FAR for f in made.found]
        for i, f in enumerate(made.found):
            if f.taken:
                self.by_report[f.report].append(i)
                for key in sorted(f.families | f.words):
                    self.by_word[key].append(i)

    def near(self, i: int) -> set[int]:
        """Claims that claim i may answer: those of its report, and those told not long before in like words."""
        denial = self.found[i]
        shared: Counter[int] = Counter()
        by_then = bisect_right(self.days, self.days[i])
        for key in sorted(denial.families | denial.words):
            told = self.by_word.get(key, [])
            upto = bisect_left(told, by_then)
            shared.update(told[max(0, upto - FARTHEST) : upto])
        alike = {j for j, n in shared.items() if n >= min(2, len(denial.words)) and _recent(self.found[j], denial)}
        return alike | set(self.by_report.get(denial.report, ()))


def _recent(told: Facets, denial: Facets) -> bool:
    return told.said is None or denial.said is None or 0 <= denial.said - told.said <= MEMORY


def _candidates(
    made: Graph, members: Sequence[int], told: _Told, home: Mapping[int, int], own: int
) -> dict[int, list[tuple[int, int]]]:
    """Group to the pairs (claim that denies, claim of the group) worth comparing."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i in members:
        near = {j for j in made.edges.get(i, {}) if made.found[j].taken} | told.near(i)
        for j in sorted(near):
            if home[j] != own:
                found[home[j]].append((i, j))
    return found


def _answered(
    made: Graph,
    groups: Sequence[list[int]],
    candidates: Mapping[int, Sequence[tuple[int, int]]],
    members: Sequence[int],
    owned: Mapping[int, frozenset[str]],
) -> int | None:
    best: tuple[int, int] | None = None
    for g, pairs in sorted(candidates.items()):
        barred = any(made.is_barred(i, j) for i in members for j in groups[g])
        scores = [_score(made, i, j, owned) for i, j in pairs if _before(made.found[j], made.found[i])]
        if barred or not scores:
            continue
        if max(scores) >= TIE and (best is None or max(scores) > -best[0]):
            best = (-max(scores), g)
    return best[1] if best else None


def _before(told: Facets, denial: Facets) -> bool:
    return told.said is None or denial.said is None or told.said <= denial.said


def _score(made: Graph, i: int, j: int, owned: Mapping[int, frozenset[str]]) -> int:
    """Agreement; nobody denies in one report what he himself says there."""
    denial, told = made.found[i], made.found[j]
    if denial.report == told.report and owned[i] & owned[j]:
        return 0
    if apart(denial, told) or not answerable(denial, told, made.weighing):
        return 0
    here = SAME_REPORT if denial.report == told.report and told.start < denial.start else 0
    return made.agreement(i, j) + here
