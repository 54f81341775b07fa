"""How likely it is that two claims tell of the same happening, and what rules it out.

The figure is a weighted mean over the facets that both claims have. Numbers do not enter it: they are
observations on a happening, not part of its identity. Only where the number is all that is said does it matter
what is counted.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from accordingto.reconciliation.keys import Facets, Site, kin, same_thing

WORDS, ACT, WHO, WHERE, WHEN, COUNTED, STORY = 0.35, 0.25, 0.25, 0.1, 0.1, 0.3, 0.1
FULL = 4
"""Telling words from which a clause speaks for itself; what a shorter one leaves out, its story says."""
NEAR_KM = 40.0
FAR_DAYS = 3
"""Two happenings dated to the day and further apart than this are two."""
DAY_WIDE = 2


class Weighing:
    """How telling each word is (whole numbers, so that sums come out the same in any order), summed per claim."""

    def __init__(self, weight: Mapping[str, int], found: Sequence[Facets]) -> None:
        self.weight = weight
        self.square = {w: v * v for w, v in weight.items()}
        self.norm = {f.key: sum(self.square[w] for w in f.words) ** 0.5 for f in found}
        self.names = {f.key: self.sum(f.names) for f in found}
        self.actors = {f.key: self.sum(f.actors) for f in found}

    def sum(self, words: Iterable[str]) -> int:
        """The weight of a set of words."""
        weight = self.weight
        return sum(weight[w] for w in words)


def apart(a: Facets, b: Facets) -> str | None:
    """Why two claims cannot be one happening, in words; None where nothing rules it out."""
    if a.report == b.report and a.plan != b.plan and a.taken and b.taken:
        return "one report tells the one as happened and the other as to come"
    if a.bare and b.bare and not any(same_thing(x, y) for x in a.things for y in b.things):
        return "only a number is said, and different things are counted"
    if _casualties(a, b):
        return "killed, wounded and missing are counted apart"
    if _other_actor(a, b):
        return "parties of different countries act"
    if _other_place(a, b):
        return "different named places"
    if _other_day(a, b):
        return "dated to different days"
    return None


def _casualties(a: Facets, b: Facets) -> bool:
    kinds = ("kill", "wounded", "missing", "infected")
    mine, theirs = [k for k in kinds if k in a.families], [k for k in kinds if k in b.families]
    return bool(mine and theirs and not set(mine) & set(theirs))


def _other_actor(a: Facets, b: Facets) -> bool:
    if not (a.actor_countries and b.actor_countries):
        return False
    return not (a.actor_countries & b.actor_countries) and not (a.actors & b.actors)


def _other_place(a: Facets, b: Facets) -> bool:
    mine = [s for s in a.sites if s.fine and s.role in ("location", "destination")]
    theirs = [s for s in b.sites if s.fine and s.role in ("location", "destination")]
    pairs = [(x, y) for x in mine for y in theirs if x.role == y.role]
    return bool(pairs) and not any(_site(x, y) >= 0.5 for x, y in pairs)


def _other_day(a: Facets, b: Facets) -> bool:
    if a.time is None or b.time is None or (a.bare and b.bare):
        return False
    exact = a.time[1] - a.time[0] <= DAY_WIDE and b.time[1] - b.time[0] <= DAY_WIDE
    return exact and _gap(a.time, b.time) > FAR_DAYS


def _gap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, a[0] - b[1], b[0] - a[1])


def likeness(a: Facets, b: Facets, weighing: Weighing, story: float) -> float:
    """From 0 to 1, how well two claims agree; `story` is the likeness of the two reports as wholes."""
    act, fit = _act(a, b)
    words = WORDS * min(1.0, min(a.own, b.own) / FULL)
    total = WORDS + STORY + act
    score = words * _cosine(a, b, weighing) + (WORDS + STORY - words) * story + act * fit
    if a.names and b.names:
        total += WHO
        score += WHO * _who(a, b, weighing)
    if a.sites and b.sites:
        total += WHERE
        score += WHERE * max(_site(x, y) for x in a.sites for y in b.sites)
    if a.time and b.time:
        total += WHEN
        score += WHEN * max(0.0, 1 - _gap(a.time, b.time) / FAR_DAYS)
    if a.things and b.things:
        weight = COUNTED * (1.5 if a.bare and b.bare else 0.3)
        total += weight
        score += weight * any(same_thing(x, y) for x in a.things for y in b.things)
    return score / total


def _cosine(a: Facets, b: Facets, weighing: Weighing) -> float:
    square = weighing.square
    norms = weighing.norm[a.key] * weighing.norm[b.key]
    return sum(square[w] for w in a.words & b.words) / norms if norms else 0.0


def _act(a: Facets, b: Facets) -> tuple[float, float]:
    """The agreement of what happens. Involvement fits any act of the same actor; a bare number has no act."""
    if a.bare and b.bare:
        return 0.0, 0.0
    if (a.act and a.act == b.act and a.type == b.type) or a.anchor & b.anchor:
        return ACT, 1.0
    if ("involvement" in a.families) != ("involvement" in b.families):
        return ACT, 0.9 if a.actors & b.actors or a.actor_countries & b.actor_countries else 0.1
    if a.families & b.families:
        return ACT, 0.9
    if kin(a.families) & b.families:
        return ACT, 0.7
    if a.families and b.families:
        return ACT, 0.3 if a.type and a.type == b.type else 0.0
    if a.bare != b.bare or _is_state(a) != _is_state(b):
        return ACT, 0.1
    return ACT / 2, 0.4 if a.type is None or b.type is None or a.type == b.type else 0.1


def _is_state(f: Facets) -> bool:
    """Whether the claim says only that something is or has something."""
    return not f.families and not f.anchor


def _who(a: Facets, b: Facets, weighing: Weighing) -> float:
    """The overlap of all that take part, by names or countries; less where both name an actor and they differ."""
    lighter = min(weighing.names[a.key], weighing.names[b.key])
    shared = weighing.sum(a.names & b.names) / lighter
    if shared < 0.8 and a.countries & b.countries:
        shared = 0.8
    if a.actors and b.actors:
        if a.actor_countries & b.actor_countries:
            return (shared + 1.0) / 2
        lighter = min(weighing.actors[a.key], weighing.actors[b.key])
        return (shared + weighing.sum(a.actors & b.actors) / lighter) / 2
    return shared


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
