"""How likely it is that two claims tell of the same happening, and what rules it out.

Log-odds are added up over the facets that both claims have. The weights were set after a logistic regression on
pairs of event mentions in news (decision 0006) and rounded by hand. Numbers do not enter: they are observations on
a happening, not part of its identity. Only where the number is all that is said does it matter what is counted.
"""

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from accordingto.reconciliation.keys import BARE, STATE, Facets, Site, kin, same_thing
from accordingto.reconciliation.words import base_stem

BIAS = -4.2
WORDS, STORY = 1.4, 3.6
SAME_ACT, SAME_FAMILY, KIN, OTHER_ACT, UNKNOWN = 2.1, 1.7, -0.4, -2.1, -2.6
ONE_UNSAID, BOTH_UNSAID, BOTH_STATES = -1.4, -0.7, -0.1
WHO, OTHER_NAMES = 1.0, -0.3
ACTOR, OTHER_ACTOR = 0.4, -0.2
WHERE, ELSEWHERE = 1.0, -1.4
WHEN, OTHER_TIME = 0.9, -0.3
COUNTED, OTHER_THING = 1.6, -0.5
SAME_REPORT = -1.1
"""A report tells a happening once more often than twice."""
SAME_VOICE, SAME_DENIAL = 0.5, 1.5
"""The same party on the same day: most of all where it only denies."""
IDLE = frozenset(map(base_stem, ("be", "have", "do", "speak", "tell", "say", "see")))
SHARED = 0.5
"""The part of a denial's words, by their weight, that stand in what it answers."""
NEAR_KM = 40.0
FAR_DAYS = 3
"""Two happenings dated to the day and further apart than this are two."""
DAY_WIDE = 2


class Once:
    """A function of two claims that looks at a part of them alone, worked out once for the same two parts."""

    def __init__(
        self, work: Callable[[Facets, Facets], float], part: Callable[[Facets], Hashable], found: Iterable[Facets]
    ) -> None:
        self._work = work
        numbers: dict[Hashable, int] = {}
        self._part = {f.key: numbers.setdefault(part(f), len(numbers)) for f in found}
        self._known: dict[int, float] = {}

    def __call__(self, a: Facets, b: Facets) -> float:
        """What the function gives for two claims."""
        parts = self._part[a.key] << 32 | self._part[b.key]
        found = self._known.get(parts)
        if found is None:
            found = self._known[parts] = self._work(a, b)
        return found

    def each(
        self, found: Sequence[Facets], a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.bool_]:
        """Of which pairs of claims (by place in `found`) it is so."""
        part = np.fromiter((self._part[f.key] for f in found), np.int64, len(found))
        _, first, same = np.unique(part[a] << 32 | part[b], return_index=True, return_inverse=True)
        each = (bool(self(found[a[n]], found[b[n]])) for n in first.tolist())
        return np.fromiter(each, np.bool_, len(first))[same]


class Weighing:
    """How telling each word is (whole numbers, so that sums come out the same in any order), summed per claim."""

    def __init__(self, weight: Mapping[str, int], found: Sequence[Facets]) -> None:
        self.weight = weight
        self.square = {w: v * v for w, v in weight.items()}
        self.norm = {f.key: sum(self.square[w] for w in f.words) ** 0.5 for f in found}
        self.names = {f.key: self.sum(f.names) for f in found}
        self.actors = {f.key: self.sum(f.actors) for f in found}
        self.act = Once(_act, _act_part, found)
        self.where = Once(_where, lambda f: f.sites, found)
        self.elsewhere = Once(_other_place, lambda f: f.towns, found)

    def sum(self, words: Iterable[str]) -> int:
        """The weight of a set of words."""
        return sum(map(self.weight.__getitem__, words))


def apart(a: Facets, b: Facets, weighing: Weighing | None = None) -> str | None:
    """Why two claims cannot be one happening, in words; None where nothing rules it out."""
    if a.report == b.report and a.plan != b.plan and a.taken and b.taken:
        return "one report tells the one as happened and the other as to come"
    if a.voices & b.contrary or a.contrary & b.voices:
        return "the same party says the one and denies the other on the same day"
    if a.bare and b.bare and not (a.things & b.things or _alike(a, b)):
        return "only a number is said, and different things are counted"
    if a.tally and b.tally and not a.tally & b.tally:
        return "killed, wounded and missing are counted apart"
    if _other_actor(a, b):
        return "parties of different countries act"
    if (weighing.elsewhere if weighing else _other_place)(a, b):
        return "different named places"
    if _other_day(a, b):
        return "dated to different days"
    if _too_early(a, b) or _too_early(b, a):
        return "the one was told before the day of the other"
    return None


def _alike(a: Facets, b: Facets) -> bool:
    return any(same_thing(x, y) for x in a.things for y in b.things)


def _other_actor(a: Facets, b: Facets) -> bool:
    if not (a.actor_countries and b.actor_countries):
        return False
    return not (a.actor_countries & b.actor_countries) and not (a.actors & b.actors)


def _other_place(a: Facets, b: Facets) -> bool:
    pairs = [(x, y) for x in a.towns for y in b.towns if x.role == y.role]
    return bool(pairs) and not any(_site(x, y) >= 0.5 for x, y in pairs)


def _other_day(a: Facets, b: Facets) -> bool:
    if a.time is None or b.time is None or (a.bare and b.bare):
        return False
    exact = a.time[1] - a.time[0] <= DAY_WIDE and b.time[1] - b.time[0] <= DAY_WIDE
    return exact and _gap(a.time, b.time) > FAR_DAYS


def _too_early(a: Facets, b: Facets) -> bool:
    """Whether b was said, as no plan, before the day to which a is dated: also a denial never looks ahead."""
    return a.time is not None and b.said is not None and not b.plan and a.time[0] > b.said + 1


def _gap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, a[0] - b[1], b[0] - a[1])


def likeness(a: Facets, b: Facets, weighing: Weighing, story: float) -> float:
    """From 0 to 1, how likely two claims tell of one happening; `story` is the likeness of the two reports."""
    odds = BIAS + WORDS * _cosine(a, b, weighing) + STORY * story + _happens(a, b, weighing) + _who(a, b, weighing)
    if a.sites and b.sites:
        best = weighing.where(a, b)
        odds += WHERE * best if best else ELSEWHERE
    if a.time and b.time:
        gap = _gap(a.time, b.time)
        odds += WHEN * (1 - gap / FAR_DAYS) if gap < FAR_DAYS else OTHER_TIME
    if a.things and b.things:
        odds += COUNTED if a.things & b.things or _alike(a, b) else OTHER_THING
    if a.report == b.report:
        odds += SAME_REPORT
    elif a.voices & b.voices:
        odds += SAME_VOICE
    elif a.contrary & b.contrary:
        odds += SAME_DENIAL
    return 1 / (1 + math.exp(-odds))


def _cosine(a: Facets, b: Facets, weighing: Weighing) -> float:
    norms = weighing.norm[a.key] * weighing.norm[b.key]
    return sum(map(weighing.square.__getitem__, a.words & b.words)) / norms if norms else 0.0


def _happens(a: Facets, b: Facets, weighing: Weighing) -> float:
    if ("involvement" in a.families) != ("involvement" in b.families):
        return _act(a, b)  # which looks at who acts, too
    return weighing.act(a, b)


def _act_part(f: Facets) -> Hashable:
    return f.act, f.type, f.anchor, f.families, f.bare, _only_denied(f)


def _only_denied(f: Facets) -> bool:
    return bool(f.contrary) and not f.taken


def _act(a: Facets, b: Facets) -> float:
    """The agreement of what happens. Involvement fits any act of the same actor; a bare number has no act."""
    if _one_word(a, b) or _one_act(a, b):
        return SAME_ACT
    if a.act == STATE and b.act == STATE:
        return BOTH_STATES
    if ("involvement" in a.families) != ("involvement" in b.families):
        return SAME_FAMILY if a.actors & b.actors else OTHER_ACT
    if a.families & b.families:
        return SAME_FAMILY
    if kin(a.families) & b.families:
        return KIN
    if a.families and b.families and not (_unsaid(a) or _unsaid(b)):
        return OTHER_ACT
    if _unsaid(a) or _unsaid(b):
        return BOTH_UNSAID if _unsaid(a) and _unsaid(b) and a.bare == b.bare else ONE_UNSAID
    return UNKNOWN


def answerable(denial: Facets, told: Facets, weighing: Weighing) -> bool:
    """Whether a denial can answer what was told by more than the story that both belong to.

    Both name what happens or what is counted, most words of the denial stand in what was told, or it denies no
    more than a part in it ("was not involved").
    """
    if _act(denial, told) >= SAME_FAMILY or kin(denial.families) & told.families:
        return True
    if "involvement" in denial.families and denial.report == told.report:
        return told.type is not None and told.act != STATE
    if denial.things and told.things:
        return bool(denial.things & told.things) or _alike(denial, told)
    shared = denial.words & told.words
    weight = sum(weighing.square[w] for w in denial.words)
    return sum(weighing.square[w] for w in shared) >= SHARED * weight > 0


def _one_word(a: Facets, b: Facets) -> bool:
    """Whether one word names both: not one that says only that something is, was said or was seen."""
    return bool((a.anchor & b.anchor) - IDLE)


def _one_act(a: Facets, b: Facets) -> bool:
    """Whether one act is told, or no more than a number; what is so has no act ("on board", "in danger")."""
    return (a.bare and b.bare) or bool(
        a.act and a.act not in (STATE, None) and a.act == b.act and a.type == b.type
    )


def _unsaid(f: Facets) -> bool:
    """Whether a claim leaves unsaid what happens: it counts, says how things are, or only denies."""
    idle = bool(f.families) or f.bare or _only_denied(f) or f.act == STATE or f.anchor <= IDLE
    return f.families <= BARE and idle


def _who(a: Facets, b: Facets, weighing: Weighing) -> float:
    """The overlap of the names of all that take part, and of those who act."""
    odds = 0.0
    if a.names and b.names:
        both = a.names & b.names
        lighter = min(weighing.names[a.key], weighing.names[b.key])
        odds += WHO * (weighing.sum(both) / lighter) if both else OTHER_NAMES
    if a.actors and b.actors:
        lighter = min(weighing.actors[a.key], weighing.actors[b.key])
        odds += OTHER_ACTOR + (ACTOR - OTHER_ACTOR) * weighing.sum(a.actors & b.actors) / lighter
    return odds


def _where(a: Facets, b: Facets) -> float:
    return max(_site(x, y) for x in a.sites for y in b.sites)


def _site(a: Site, b: Site) -> float:
    if a.gazetteer and b.gazetteer and a.gazetteer == b.gazetteer:
        return 1.0
    if a.key == b.key:
        return 1.0
    if a.point and b.point:
        return 0.8 if kilometres(a.point, b.point) <= NEAR_KM else 0.0
    if a.fine != b.fine and a.country and a.country == b.country:
        return 0.7
    return 0.6 if set(a.key.split()) & set(b.key.split()) else 0.0


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The distance of two points (degrees, WGS 84) along a great circle of a sphere."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))
