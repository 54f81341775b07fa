"""Who somebody is in the codes of PLOVER: country (ISO 3166 alpha-3, or IGO and its like) and sector.

The country is the first that the words of a phrase name, by name, people, capital or a place of the report; the
sector comes from the nouns of `en/sectors.tsv`, the one nearest to the head's end first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from accordingto.model.claim import Reading
from accordingto.model.text import Span
from accordingto.reading.countries import bare, countries, country_of, fold
from accordingto.reading.kinds import up_to_head
from accordingto.reading.parties import KnownParty, resolve
from accordingto.reading.people import person
from accordingto.resources import table

_WORD = re.compile(r"[^\W\d_][\w.&’'-]*")
_JOINT = re.compile(r",? and (?:the |its |their )?|, (?:the )?|/| & ")
_NEXT = re.compile(r" ([a-z][a-z-]+)")
_HOLDER = re.compile(r"((?:[A-Z]?[a-z-]+ ){0,2}[A-Z]?[a-z-]+) of (?:the )?$")
_TITLES = re.compile(r"((?:[A-Z][\w'’.-]+ ){1,4})$")
_PRONOUN = re.compile(r"(?:he|she|it|they|who|which|that|him|her|them)", re.I)
_REACH = 40
"""Characters behind a name in which its noun has to stand."""
_LONGEST = 4
"""Words of a sector noun or of a country's name."""
_BEYOND_STATES = {"state_body": "IGO", "organisation": "NGO", "company": "MNC"}
_NO_STATE = frozenset(_BEYOND_STATES.values())


@dataclass(frozen=True, slots=True)
class Actor:
    """One side of an event: its words in the report, country and sector, None where not known."""

    span: Span
    country: str | None
    sector: str | None


class Codes:
    """The codes of one report's phrases."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.report.text
        names = [m.span for m in reading.mentions if m.type in ("person", "organization", "place", "group")]
        self._names = sorted(names, key=lambda s: s.start)
        self._mentions = {m.id: m.span for m in reading.mentions}
        self._places = {(p.span.start, p.span.end): p.country for p in reading.places if p.country}
        self._towns = {(p.span.start, p.span.end) for p in reading.places if p.kind == "city" and not p.metonym}
        self._metonyms = {(p.span.start, p.span.end) for p in reading.places if p.metonym}
        self._home = self._only_country()

    def actors(self, span: Span) -> list[Actor]:
        """The parties that a phrase names: one, or each part of a coordination that has a code of its own.

        What parts share stands once: "Marland's ships and jets", "Marland and Norland envoys".
        """
        parts = [self._actor(part) for part in self._parts(span)]
        alone = self._actor(span)
        if len(parts) < 2 or not all(p.country or p.sector or self.is_party(p.span) for p in parts):
            return [alone]
        first, last = parts[0], parts[-1]
        shared = [p if self._own(p.span) else replace(p, country=first.country or p.country) for p in parts[1:]]
        if first.sector is None and _by_words(first.span.quote) and first.span.quote[:3].lower() != "the":
            first = replace(first, sector=last.sector if self._own(last.span) else None)
        return [first, *shared]

    def meant(self, span: Span, name: str, mention: str | None) -> Span:
        """The words that a pronoun stands for, where the reading says which; other words as they are."""
        if not _PRONOUN.fullmatch(span.quote):
            return span
        if mention is not None and mention in self._mentions:
            return self._mentions[mention]
        before = self._text.rfind(name, 0, span.start)
        return Span.of(self._text, before, before + len(name)) if before >= 0 and name else span

    def is_party(self, span: Span) -> bool:
        """Whether the words name somebody who can act: a country, a body, a person, or people of a sector."""
        return bool(self.country(span) or sector(span.quote)) or any(span.covers(n) for n in self._names)

    def names(self, start: int, end: int) -> Iterator[Span]:
        """The names between two characters of the text, in order."""
        return (n for n in self._names if start <= n.start and n.end <= end)

    def whole(self, name: Span) -> Span:
        """A name with the people it stands before or is held by: "Darfur rebels", "the president of Lisk"."""
        held = _HOLDER.search(self._text, max(0, name.start - _REACH), name.start)
        if held is not None and sector(held[1]) is not None:
            return Span.of(self._text, held.start(), name.end)
        end = name.end
        for word in _NEXT.finditer(self._text, name.end, name.end + _REACH):
            if word.start() != end:
                break
            end = word.end()
            if _last_sector([word[1]]) is not None:
                return Span.of(self._text, name.start, end)
        return name

    def titled(self, name: Span) -> Span | None:
        """A person's name with the title before it, None without one that gives a sector."""
        if sector(name.quote) is not None:
            return name
        title = _TITLES.search(self._text, max(0, name.start - _REACH), name.start)
        known = title is not None and sector(title[1]) is not None
        return Span.of(self._text, title.start(), name.end) if title is not None and known else None

    def country(self, span: Span) -> str | None:
        """The country of a phrase, by its first name that has one."""
        whole = resolve(span.quote)
        if whole is not None and (code := _of_party(whole)):
            return code
        for name in self.names(span.start, span.end):
            known = resolve(name.quote)
            state = country_of(name.quote)
            named = state.country.iso3 if state else _of_party(known) if known else None
            found = named or iso3(self._places.get((name.start, name.end)))
            if found:
                return found
        for (start, end), country in sorted(self._places.items()):
            if span.start <= start and end <= span.end:
                return iso3(country)
        return _by_words(span.quote)

    def _actor(self, span: Span) -> Actor:
        kind = sector(span.quote) or self._by_office(span)
        return Actor(span, self.country(span) or (self._home if kind else None), kind)

    def _by_office(self, span: Span) -> str | None:
        """Those who rule, where a person in public office or a capital stands for them."""
        state = country_of(span.quote)
        capital = state is not None and state.role == "capital" and (span.start, span.end) in self._metonyms
        return "GOV" if capital or person(span.quote) is not None else None

    def those_in(self, span: Span) -> str | None:
        """The people of a place, where the words are no more than a place smaller than a country."""
        return "CVL" if (span.start, span.end) in self._towns and country_of(span.quote) is None else None

    def _own(self, span: Span) -> bool:
        """Whether a phrase names its country itself."""
        return _by_words(span.quote) is not None or any(span.covers(n) for n in self._names)

    def _only_country(self) -> str | None:
        """The country of a report that is about one country only: whose police "the police" are."""
        found = {iso3(c) for c in self._places.values()} | {self.country(n) for n in self._names}
        states = sorted(c for c in found if c is not None and c not in _NO_STATE)
        return states[0] if len(states) == 1 else None

    def _parts(self, span: Span) -> list[Span]:
        cuts = [0, *(x for m in _JOINT.finditer(span.quote) for x in m.span()), len(span.quote)]
        pairs = zip(cuts[::2], cuts[1::2], strict=True)
        return [Span.of(self._text, span.start + a, span.start + b) for a, b in pairs if span.quote[a:b].strip()]


def iso3(iso2: str | None) -> str | None:
    """The alpha-3 code of an alpha-2 one; None for what is no country."""
    known = countries().get(iso2) if iso2 else None
    return known.iso3 if known else None


def _of_party(party: KnownParty) -> str | None:
    state = iso3(party.bloc)
    if state:
        return state
    if party.class_ == "state_body" and party.bloc:
        return "IGO"
    return iso3(party.country) or (_BEYOND_STATES.get(party.class_) if party.bloc else None)


def _by_words(phrase: str) -> str | None:
    words = _WORD.findall(phrase)
    for first in range(len(words)):
        for size in range(min(_LONGEST, len(words) - first), 0, -1):
            piece = " ".join(words[first : first + size])
            form = country_of(piece) if piece[0].isupper() else None
            if form is not None:
                return form.country.iso3
    return None


@cache
def _sectors() -> dict[str, str]:
    return {fold(row["noun"]): row["sector"] for row in table("en/sectors.tsv")}


def sector(phrase: str) -> str | None:
    """The sector of a phrase: by its head first, then by what follows the head ("members of parliament").

    >>> sector("the government troops of Norland"), sector("members of parliament"), sector("the king's crown")
    ('MIL', 'LEG', None)
    """
    words = _WORD.findall(bare(phrase))
    head = len(_WORD.findall(" ".join(up_to_head(phrase)))) or len(words)
    return _last_sector(words[:head]) or _last_sector(words[head:])


def _last_sector(words: list[str]) -> str | None:
    known = _sectors()
    for last in range(len(words), 0, -1):
        for size in range(min(_LONGEST, last), 0, -1):
            for form in _forms(fold(" ".join(words[last - size : last]))):
                if form in known:
                    return known[form]
    return None


def _forms(key: str) -> tuple[str, ...]:
    """A key as it stands and in the singular."""
    if key.endswith("ies"):
        return key, key[:-3] + "y", key[:-1]
    if key.endswith("men"):
        return key, key[:-3] + "man"
    if key.endswith("es"):
        return key, key[:-1], key[:-2]
    return (key, key[:-1]) if key.endswith("s") and key[-2:-1] != "'" else (key,)
