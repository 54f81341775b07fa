"""What the place names of one report mean: the names and their senses, what stands beside them, the sense of
each mention.

A name of one kind has one sense in a report, the likeliest by `ranking.py`, unless what stands beside a mention
says otherwise ("Ships left Odesa. A choir from Odessa, Texas, sang").
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

from accordingto.reading.countries import country_forms, country_of, fold
from accordingto.reading.gazetteer import Entry, lookup, place_key, unit_exists
from accordingto.reading.metonyms import is_metonym
from accordingto.reading.placenames import TOWN_WORDS, UNIT_WORDS, Candidate
from accordingto.reading.ranking import ENGLISH, Name, Setting, is_capital, rank
from accordingto.reading.tree import Parsed, Token

__all__ = ["is_capital", "kilometres", "names_of", "peoples", "settle"]
_EARTH_KM = 6371.0
_SENSES = 40
"""A name's senses that are weighed, the largest first."""
_HINTED = 12
_BODIES = ("Organization", "Facility", "Misc", "Product", "Event")
_SHORE = frozenset(
    ("delta", "basin", "river", "valley", "bank", "banks", "coast", "estuary", "shore", "rainforest")
)
_LINKS = frozenset(
    (",", "in", "the", "of", "'s", "’s", "(", "capital", "city", "town", "village", "state", "port", "province",
     "northern", "southern", "eastern", "western", "central")
)  # fmt: skip
_COMPASS = frozenset(
    ("northern", "eastern", "southern", "western", "northeastern", "northwestern", "southeastern", "southwestern",
     "upstate", "north-eastern", "north-western", "south-eastern", "south-western")
)  # fmt: skip
# What countries have and states, provinces and towns have not; what these have and countries seldom have.
_COUNTRY_HAS = frozenset(
    ("parliament", "ambassador", "embassy", "border", "army", "navy", "currency", "president",
     "diplomat", "airspace", "neighbour", "neighbor", "sovereignty", "independence", "consulate",
     "accession", "presidency")
)  # fmt: skip
_UNIT_HAS = frozenset(
    ("governor", "gov.", "legislature", "lawmaker", "senator", "sen.", "sheriff", "statehouse", "congressman",
     "congresswoman", "delegate", "attorney", "county", "resident", "voter", "caucus", "primary")
)  # fmt: skip
_HOLDERS = ("country", "region", "area")


@dataclass(slots=True)
class Named:
    """The mentions of one name in one kind, and by mention the names that stand right beside it."""

    name: Name
    mentions: list[Candidate] = field(default_factory=list)
    beside: dict[int, list[Name]] = field(default_factory=dict)


def settle(parsed: Parsed, candidates: list[Candidate], setting: Setting) -> list[tuple[Candidate, Entry]]:
    """The sense of every candidate that can have one here. A name with no sense left is no place and is
    dropped."""
    named = names_of(parsed, candidates)
    rank([*(n.name for n in named), *hinted(parsed, candidates)], setting)
    return [(m, sense_of(n, i)) for n in named for i, m in enumerate(n.mentions)]


def peoples(parsed: Parsed) -> Iterator[tuple[str, int]]:
    """Countries named by adjective, people or seat of government: ISO 3166 code and sentence."""
    stop = 0
    for token in [t for t in parsed.tokens if t.text[:1].isupper()]:
        if token.i < stop or not _may_begin(token.text):
            continue
        sentence = parsed.words(token.sentence)
        at = token.i - sentence[0].i
        found = ((n, _people(parsed, sentence[at : at + n])) for n in (3, 2, 1))
        size, iso2 = next(((n, c) for n, c in found if c), (1, None))
        if iso2:
            yield iso2, token.sentence
            stop = token.i + size


@lru_cache(maxsize=16384)
def _may_begin(word: str) -> bool:
    return fold(word).partition(" ")[0] in _first_words()


@cache
def _first_words() -> frozenset[str]:
    """What the adjectives, peoples and seats of government of the world begin with."""
    roles = ("demonym", "metonym")
    return frozenset(k.partition(" ")[0] for k, fs in country_forms().items() if any(f.role in roles for f in fs))


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


# --- names and their senses


def names_of(parsed: Parsed, candidates: list[Candidate]) -> list[Named]:
    """The candidates by name and kind, in text order, with the senses that they can have."""
    groups: dict[tuple[str, str], Named] = {}
    for candidate in candidates:
        hint = _kind_hint(candidate)
        allowed = (e for e in candidate.entries if _allowed(candidate, e, hint))
        senses = sorted(allowed, key=lambda e: -_size(e))
        if senses:
            key = place_key(candidate.name)
            named = groups.setdefault((key, hint), Named(Name(key, hint, senses[:_SENSES])))
            named.mentions.append(candidate)
    for named in groups.values():
        named.name.acts = _acts(named)
        named.name.governs = any(_has(m.head, _UNIT_HAS) for m in named.mentions)
        named.name.compass = any(_is_behind_compass(parsed, m) for m in named.mentions)
        named.name.sentences = sorted({m.tokens[0].sentence for m in named.mentions})[:8]
    found = list(groups.values())
    _link(parsed, found)
    for named in found:
        others = [n for ns in named.beside.values() for n in ns]
        named.name.beside = [bool(others) and _is_beside(e, others) for e in named.name.senses]
    return found


def _acts(named: Named) -> bool:
    """Whether a name that may be a country's or its capital's acts or is addressed as a government does ("Georgia
    closed the border"), or has what only countries have."""
    senses = named.name.senses
    may = len(senses) > 1 and any(e.kind == "country" or is_capital(e) for e in senses)
    heads = [m.head for m in named.mentions] if may else []
    return any(is_metonym(h, capital=True, country=True, seat=False) or _has(h, _COUNTRY_HAS) for h in heads)


def _has(head: Token, nouns: frozenset[str]) -> bool:
    """ "Georgia's parliament", "the Georgia legislature", "the governor of Georgia"."""
    noun = head.head if head.base in ("nmod", "nmod:poss", "compound") else None
    case = head.child("case")
    of = case is None or case.lower in ("of", "'s", "’s")
    return noun is not None and of and (noun.lemma or noun.lower) in nouns


def _is_behind_compass(parsed: Parsed, mention: Candidate) -> bool:
    """ "In eastern Washington"."""
    at = mention.tokens[0].i - 1
    return at >= 0 and parsed.tokens[at].lower in _COMPASS


def hinted(parsed: Parsed, candidates: list[Candidate]) -> list[Name]:
    """Places inside names of bodies ("Ohio State University", "Henry County Sheriff"): no places here, but they
    tell which part of the world the report is about."""
    taken = {t.i for c in candidates for t in c.tokens}
    found: dict[str, Name] = {}
    for tokens in _bodies(parsed, taken):
        at = 0
        while at < len(tokens):
            size, senses = _longest(parsed, tokens, at)
            if senses:
                key = place_key(parsed.text[tokens[at].start : tokens[at + size - 1].end])
                name = found.setdefault(key, Name(key, "", senses[:_HINTED]))
                name.sentences.append(tokens[at].sentence)
            at += size
    return list(found.values())


def _bodies(parsed: Parsed, taken: set[int]) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in [t for t in parsed.tokens if t.ner[2:] in _BODIES and t.i not in taken]:
        if run and (token.i != run[-1].i + 1 or token.ner.startswith("B-")):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _longest(parsed: Parsed, tokens: list[Token], at: int) -> tuple[int, list[Entry]]:
    """The unit or county that is named from here on, or the town at the beginning, with the number of its
    words."""
    for size in (3, 2, 1):
        part = tokens[at : at + size]
        if len(part) == size and part[0].text[:1].isupper() and part[-1].text[:1].isupper():
            words = parsed.text[part[0].start : part[-1].end]
            whole = (at == 0 and size == 1) or part[-1].lower in ("county", "parish")
            if whole or unit_exists(words):
                return size, [e for e in lookup(words) if e.kind in ("region", "city")]
    return 1, []


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
    entries = candidate.entries
    if entry.kind == "water" and candidate.shape != "water":
        noun = candidate.head.head if candidate.head.base == "compound" else None
        if noun is not None and noun.pos == "NOUN" and noun.lower not in _SHORE:
            return False
        # "Niger" is a country; "the Niger" and "the river Niger" are water.
        return hint in ("water", "article") or all(e.kind == "water" for e in entries)
    if hint == "article" and any(e.own and e.kind == "water" for e in entries):
        return entry.kind not in ("city", "region")
    if hint in ("water", "region", "city"):
        return entry.kind == hint or all(e.kind != hint for e in entries)
    return (entry.country in ENGLISH and _is_told_as_unit(candidate)) or not _is_named_after_its_seat(
        entry, entries
    )


def _is_told_as_unit(candidate: Candidate) -> bool:
    """ "New York lawmakers", "eastern Washington": the state, though a town is called so too."""
    return _has(candidate.head, _UNIT_HAS) or any(
        k.lower in _COMPASS and k.i == candidate.tokens[0].i - 1 for k in candidate.head.kids
    )


def _is_named_after_its_seat(entry: Entry, entries: tuple[Entry, ...]) -> bool:
    """ "Donetsk" is the town; the unit is called "Donetsk Oblast". Much larger units keep the name ("Quebec"),
    but not that of a country: "Niger" is never Niger State in Nigeria, "Georgia" may be the one in America.
    """
    if entry.kind != "region" or entry.admin2:
        return False
    if any(e.kind == "country" for e in entries) and entry.country not in ENGLISH and not entry.own:
        return True
    seats = (e for e in entries if e.kind == "city" and e.country == entry.country)
    return any(
        (e.admin1 == entry.admin1 or e.population > 500_000) and entry.population < 12 * e.population
        for e in seats
    )


def _size(entry: Entry) -> int:
    if entry.kind == "country" or entry.own:
        return 10**10
    return 10**9 if entry.kind == "region" and not entry.admin2 else entry.population


def _contains(outer: Entry, inner: Entry) -> bool:
    """Whether a country, region or area holds the other place, as far as the tables tell."""
    if outer.country is None or outer.country != inner.country or inner.kind == "country":
        return False
    if outer.kind == "country":
        return True
    if outer.kind == "region" and outer.admin1:
        return _in_unit(outer, inner)
    apart = kilometres(outer, inner)
    return outer.kind in ("area", "region") and inner.kind == "city" and apart is not None and apart < 1500


def _in_unit(outer: Entry, inner: Entry) -> bool:
    if outer.admin1 != inner.admin1:
        return False
    if outer.admin2:
        return inner.kind != "region" and inner.admin2 == outer.admin2
    return inner.kind != "region" or inner.admin2 is not None


# --- what stands beside a mention


def _link(parsed: Parsed, named: list[Named]) -> None:
    mentions = [(m, n, i) for n in named for i, m in enumerate(n.mentions)]
    for (a, first, i), (b, second, j) in pairwise(sorted(mentions, key=lambda m: m[0].tokens[0].i)):
        between = parsed.tokens[a.tokens[-1].i + 1 : b.tokens[0].i]
        near = a.tokens[0].sentence == b.tokens[0].sentence and 0 < len(between) <= 4
        if near and all(t.lower in _LINKS for t in between):
            first.beside.setdefault(i, []).append(second.name)
            second.beside.setdefault(j, []).append(first.name)


def _is_beside(entry: Entry, others: list[Name]) -> bool:
    return any(
        (e.kind in _HOLDERS and _contains(e, entry)) or (entry.kind in _HOLDERS and _contains(entry, e))
        for other in others
        for e in other.senses
    )


def sense_of(named: Named, mention: int) -> Entry:
    """The best sense of the name; where it does not fit what stands beside this mention, the best that does."""
    name = named.name
    ranked = sorted(range(len(name.senses)), key=lambda i: (-name.scores[i], i))
    best = name.senses[ranked[0]]
    others = named.beside.get(mention, [])
    if not others or _is_beside(best, others):
        return best
    return next((name.senses[i] for i in ranked if _is_beside(name.senses[i], others)), best)
