"""What the place names of one report mean: every sense of a name is weighed by the whole report.

Votes: how large the place is; what stands right beside it ("Tripoli, Lebanon"); which countries, peoples and
other places the report speaks of, the nearer in the text and on the globe the more. A name of one kind has one
sense in a report, unless what stands beside one mention says otherwise.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import asin, cos, log10, radians, sin, sqrt

from accordingto.reading.countries import country_of
from accordingto.reading.gazetteer import Entry, is_own, place_key
from accordingto.reading.placenames import TOWN_WORDS, UNIT_WORDS, Candidate
from accordingto.reading.tree import Parsed, Token

_EARTH_KM = 6371.0
_SENSES = 12
"""A name's senses that are weighed, the likeliest first."""
_BESIDE = 4.0
"""What "Tripoli, Lebanon" is worth: as much as ten thousand times the people."""
_MOST_VOTES = 3.5
_COMPANY = 60
"""How many names before it and after it are asked what a name means: a long list costs no more than its length."""
_SHORE = frozenset(
    ("delta", "basin", "river", "valley", "bank", "banks", "coast", "estuary", "shore", "rainforest")
)
_LINKS = frozenset(
    (",", "in", "the", "of", "'s", "’s", "(", "capital", "city", "town", "village", "state", "port", "province",
     "northern", "southern", "eastern", "western", "central")
)  # fmt: skip
_HOLDERS = ("country", "region", "area")


@dataclass(slots=True)
class _Name:
    """The mentions of one name in one kind, its senses and their scores."""

    hint: str
    senses: list[Entry]
    mentions: list[Candidate] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    beside: dict[int, list["_Name"]] = field(default_factory=dict)
    """By mention: the names that stand right beside it."""
    sentences: list[int] = field(default_factory=list)
    """The first sentences that it stands in."""


def settle(
    parsed: Parsed, candidates: list[Candidate], people: list[tuple[str, int]]
) -> list[tuple[Candidate, Entry]]:
    """The sense of every candidate that can have one here. A name with no sense left is no place and is dropped.

    `people`: what `peoples` found in the text.
    """
    named = _names(candidates)
    _link(parsed, named)
    spoken: dict[str, list[int]] = {}
    for iso2, sentence in people:
        spoken.setdefault(iso2, []).append(sentence)
    for i, name in enumerate(named):
        if len(name.senses) == 1:
            name.scores = [0.0]
            continue
        near = [n for n in named[max(0, i - _COMPANY) : i + _COMPANY + 1] if n is not name]
        name.scores = [_prior(name, e) + _votes(name, e, near, spoken) for e in name.senses]
    return [(m, _sense(name, i)) for name in named for i, m in enumerate(name.mentions)]


def peoples(parsed: Parsed) -> Iterator[tuple[str, int]]:
    """Countries named by adjective, people or seat of government: ISO 3166 code and sentence."""
    for index in range(len(parsed.sentences)):
        words = parsed.words(index)
        at = 0
        while at < len(words):
            capital = words[at].text[:1].isupper()
            found = ((n, _people(parsed, words[at : at + n])) for n in (3, 2, 1) if capital)
            size, iso2 = next(((n, c) for n, c in found if c), (1, None))
            if iso2:
                yield iso2, index
            at += size


def _people(parsed: Parsed, tokens: list[Token]) -> str | None:
    if not tokens[-1].text[-1].isalpha():
        return None
    form = country_of(parsed.text[tokens[0].start : tokens[-1].end])
    return form.country.iso2 if form is not None and form.role in ("demonym", "metonym") else None


def kilometres(a: Entry, b: Entry) -> float | None:
    """The distance between two places along a great circle, None where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    low, high = radians(a.lat), radians(b.lat)
    half = sin((high - low) / 2) ** 2 + cos(low) * cos(high) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def is_capital(entry: Entry) -> bool:
    """Whether the place is the capital of its country."""
    form = country_of(entry.name) if entry.kind == "city" else None
    return form is not None and form.role == "capital" and form.country.iso2 == entry.country


# --- names and their senses


def _names(candidates: list[Candidate]) -> list[_Name]:
    groups: dict[tuple[str, str], _Name] = {}
    for candidate in candidates:
        hint = _kind_hint(candidate)
        allowed = (e for e in candidate.entries if _allowed(candidate, e, hint))
        senses = sorted(allowed, key=lambda e: -_size(e))
        if senses:
            name = groups.setdefault((place_key(candidate.name), hint), _Name(hint, senses[:_SENSES]))
            name.mentions.append(candidate)
    for name in groups.values():
        name.sentences = sorted({m.tokens[0].sentence for m in name.mentions})[:8]
    return list(groups.values())


def _kind_hint(candidate: Candidate) -> str:
    """The kind that the words around the name give it: "the city of X", "X state", "the river X", "the X"."""
    if candidate.shape:
        return candidate.shape
    first, last, above = candidate.tokens[0], candidate.tokens[-1], candidate.head.head
    if above is not None and abs(above.i - first.i) <= 3:
        if above.lower in TOWN_WORDS and above.i < first.i:
            return "city"
        if above.lower in UNIT_WORDS or (above.lower == "state" and above.i == last.i + 1):
            return "region"
        if above.lower == "river":
            return "water"
    articles = candidate.head.children("det")
    return "article" if any(k.lower == "the" and k.i == first.i - 1 for k in articles) else ""


def _allowed(candidate: Candidate, entry: Entry, hint: str) -> bool:
    if entry.kind == "water" and candidate.shape != "water":
        noun = candidate.head.head if candidate.head.base == "compound" else None
        if noun is not None and noun.pos == "NOUN" and noun.lower not in _SHORE:
            return False
        # "Niger" is a country; "the Niger" and "the river Niger" are water.
        return hint in ("water", "article") or all(e.kind == "water" for e in candidate.entries)
    if hint in ("water", "region", "city") and candidate.shape is None:
        return entry.kind == hint or all(e.kind != hint for e in candidate.entries)
    return True


def _size(entry: Entry) -> float:
    if entry.kind == "country":
        return 7.0
    if entry.id is None:
        return (6.0 if is_own(entry) else 5.0) if entry.kind == "region" else 6.5
    return log10(entry.population + 10) + (1.0 if is_capital(entry) else 0.0)


def _prior(name: _Name, entry: Entry) -> float:
    prior = _size(entry)
    if entry.kind == "region" and name.hint != "region" and any(_is_town_of(e, entry) for e in name.senses):
        prior -= 2.5
    if name.hint == "article":
        prior += {"water": 2.0, "area": 2.0, "city": -2.0}.get(entry.kind, 0.0)
    return prior + (3.0 if name.hint == entry.kind else 0.0)


def _is_town_of(town: Entry, region: Entry) -> bool:
    same = town.admin1 == region.admin1 or town.population > 500_000
    return town.kind == "city" and town.country == region.country and same


# --- votes


def _votes(name: _Name, entry: Entry, near: list[_Name], spoken: dict[str, list[int]]) -> float:
    votes = 0.0
    if entry.country in spoken:
        votes += 1.2 * _fading(_apart(name.sentences, spoken[entry.country]))
    for other in near:
        support = max(_support(entry, e) * _trust(other, e) for e in other.senses[:4])
        votes += _fading(_apart(name.sentences, other.sentences)) * support if support else 0.0
    beside = any(_is_beside(entry, others) for others in name.beside.values())
    return min(votes, _MOST_VOTES) + (_BESIDE if beside else 0.0)


def _apart(some: list[int], others: list[int]) -> int:
    """The fewest sentences between two lists of sentences, both in order."""
    return min(
        abs(s - others[k])
        for s in some
        for at in (bisect_left(others, s),)
        for k in (at - 1, at)
        if 0 <= k < len(others)
    )


def _fading(apart: int) -> float:
    return 1.0 if apart == 0 else 0.7 if apart == 1 else 0.35


def _trust(other: _Name, entry: Entry) -> float:
    """How sure another name's sense is before anything is settled."""
    return 1.0 if len(other.senses) == 1 else max(0.25, 0.8 - 0.4 * (_size(other.senses[0]) - _size(entry)))


def _support(entry: Entry, other: Entry) -> float:
    """How much one sense of another name speaks for this sense."""
    if other.kind == "country":
        return 1.2 if entry.country == other.country and entry.kind != "country" else 0.0
    if _contains(other, entry):
        return 1.6
    same = 0.5 if entry.country is not None and entry.country == other.country else 0.0
    apart = kilometres(entry, other)
    if apart is None or entry.kind == "country":
        return same
    return same + (1.2 if apart < 100 else 0.8 if apart < 300 else 0.3 if apart < 800 else 0.0)


def _contains(outer: Entry, inner: Entry) -> bool:
    """Whether a country, region or area holds the other place, as far as the tables tell."""
    if outer.country is None or outer.country != inner.country or inner.kind == "country":
        return False
    if outer.kind == "country":
        return True
    if outer.kind == "region" and outer.admin1:
        return inner.kind != "region" and outer.admin1 == inner.admin1
    apart = kilometres(outer, inner)
    return outer.kind in ("area", "region") and inner.kind == "city" and apart is not None and apart < 1500


# --- what stands beside a mention


def _link(parsed: Parsed, named: list[_Name]) -> None:
    mentions = [(m, name, i) for name in named for i, m in enumerate(name.mentions)]
    for (a, first, i), (b, second, j) in pairwise(sorted(mentions, key=lambda m: m[0].tokens[0].i)):
        between = parsed.tokens[a.tokens[-1].i + 1 : b.tokens[0].i]
        near = a.tokens[0].sentence == b.tokens[0].sentence and 0 < len(between) <= 4
        if near and all(t.lower in _LINKS for t in between):
            first.beside.setdefault(i, []).append(second)
            second.beside.setdefault(j, []).append(first)


def _is_beside(entry: Entry, others: list[_Name]) -> bool:
    return any(
        (e.kind in _HOLDERS and _contains(e, entry)) or (entry.kind in _HOLDERS and _contains(entry, e))
        for other in others
        for e in other.senses
    )


def _sense(name: _Name, mention: int) -> Entry:
    """The best sense of the name; where it does not fit what stands beside this mention, the best that does."""
    ranked = sorted(range(len(name.senses)), key=lambda i: (-name.scores[i], i))
    best = name.senses[ranked[0]]
    others = name.beside.get(mention, [])
    if _is_beside(best, others):
        return best
    return next((name.senses[i] for i in ranked if _is_beside(name.senses[i], others)), best)
