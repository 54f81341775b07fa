"""Persons in public office whom news cites by bare surname: "Zelensky said" rests on an official of Ukraine.

A surname means the person only by itself or behind a title and a country that fit the office ("Mr Putin", "Russian
President Putin", "Russia's Putin"); "Boris Putin" and "the spokesman for President Putin" are somebody else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from accordingto.reading.countries import bare, country_of, fold
from accordingto.reading.kinds import title_class
from accordingto.resources import table

_TERM = re.compile(r"(since )?\b(\d{4})(?:-(\d{4}))?\b")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.I)
_EX = re.compile(r"\b(ex|then)-(?=\w)", re.I)
_ANY_OFFICE = frozenset({"mr", "mister", "leader", "chief"})
_BEFORE_OFFICE = frozenset({"former", "ex", "then", "outgoing", "incoming", "acting", "late", "elect"})
_OPEN = frozenset({"of", "for", "to", "in", "and", "the"})
_SPELLING = {"gen": "general", "defense": "defence", "pm": "prime minister", "premier": "prime minister"}
_LONGEST = 7  # words of a name with its title
# Surnames that are ordinary words when they are written small.
_SMALL_IS_NO_NAME = frozenset({"gallant", "truss", "trump", "tusk", "xi"})


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person as the table knows them. `bloc`: the state (ISO 3166 code) or organisation they spoke for.

    `office`: what they held and in which years, in words; it may have passed on since.
    """

    name: str
    class_: str
    bloc: str
    office: str


@dataclass(frozen=True, slots=True)
class _Holder:
    """A row of the table with what its office says: the years held (first, last) and the words of the titles."""

    person: KnownPerson
    terms: tuple[tuple[int, int], ...]
    titles: frozenset[str]

    def held(self, year: int) -> bool:
        return any(first <= year <= last for first, last in self.terms)


@lru_cache(maxsize=8192)
def person(name: str, *, year: int | None = None) -> KnownPerson | None:
    """The person in public office that a name means, in any case and accents; None for anybody else.

    `year` is the year in which the report was written: given, only offices held in it count. Where the offices
    left are those of different blocs ("Rutte": the Netherlands, then NATO), nobody is returned.

    >>> person("Zelenskyy").bloc, person("Rutte", year=2019).bloc, person("Olena Zelenska")
    ('UA', 'NL', None)
    """
    words = [w.rstrip(",") for w in bare(_EX.sub(r"\1 ", " ".join(name.split()))).split()]
    found = [holder for holder in _holders(words) if year is None or holder.held(year)]
    same = found and all(holder.person.bloc == found[0].person.bloc for holder in found)
    return found[0].person if same else None


def _holders(words: Sequence[str]) -> tuple[_Holder, ...]:
    """The rows whose name stands at the end of the words, alone or behind an introduction that fits."""
    for cut in range(max(0, len(words) - _LONGEST), len(words)):
        named = _names().get(fold(" ".join(words[cut:])), ())
        if named and words[cut] not in _SMALL_IS_NO_NAME:
            titled = title_class(words[cut:]) is not None
            return tuple(h for h in named if cut == 0 or _introduces(words[:cut], h, titled))
    return ()


@cache
def _names() -> dict[str, tuple[_Holder, ...]]:
    index: dict[str, list[_Holder]] = {}
    for row in table("world/people.tsv"):
        holder = _holder(KnownPerson(row["name"], row["class"], row["bloc"], row["office"]))
        for key in dict.fromkeys(fold(bare(n)) for n in [row["name"], *filter(None, row["aliases"].split(";"))]):
            index.setdefault(key, []).append(holder)
    return {key: tuple(found) for key, found in index.items()}


def _holder(known: KnownPerson) -> _Holder:
    terms = tuple(
        (int(first), 9999 if since else int(last or first)) for since, first, last in _TERM.findall(known.office)
    )
    return _Holder(known, terms, frozenset(re.findall(r"\w+", fold(known.office))))


def _introduces(before: Sequence[str], holder: _Holder, titled: bool) -> bool:
    """Whether the words before a name make it this person: "former US President", "Russia's", "NATO chief".

    A name that has its title with it ("President Moon") needs none before.
    """
    words = list(before)
    while words and fold(words[0]) in _BEFORE_OFFICE:
        words.pop(0)
    for size in range(min(4, len(words)), 0, -1):
        form = country_of(_POSSESSIVE.sub("", " ".join(words[:size])))
        if form is not None:
            if form.country.iso2 != holder.person.bloc:
                return False
            titled = titled or (size == len(words) and _POSSESSIVE.search(words[-1]) is not None)
            words = words[size:]
            break
    return _is_title(fold(" ".join(words)).split(), holder) if words else titled


def _is_title(words: Sequence[str], holder: _Holder) -> bool:
    """Whether the words are a title that the person's office bears out, not another's ("spokesman for")."""
    spelt = " ".join(w if w in holder.titles else _SPELLING.get(w, w) for w in words).split()
    known = holder.titles | _ANY_OFFICE | _BEFORE_OFFICE
    if not spelt or spelt[-1] in _OPEN or not known.issuperset(spelt):
        return False
    return title_class(spelt) is not None or not _ANY_OFFICE.isdisjoint(spelt)
