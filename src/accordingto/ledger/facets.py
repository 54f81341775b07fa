"""By what an event can be asked for: places, actors, parties, type, act, status, standing, outlets and days."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from accordingto.model.claim import Claim, Reading
from accordingto.model.event import Event, Party, Support
from accordingto.model.text import Report

NAMED = ("place", "actor", "outlet", "party")
"""Facets that hold names: asked for by whole words of the name. The others are asked for as a whole."""

_UNSPACED = (("\u2e80", "\u9fff"), ("\uac00", "\ud7af"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))


def is_unspaced(word: str) -> bool:
    """Whether a word has letters of a script whose words run together (Chinese, Japanese, Korean)."""
    return any(low <= ch <= high for ch in word for low, high in _UNSPACED)


def fold(name: str) -> str:
    """A name as it is compared: no case, no accents, single spaces between words and one at each end."""
    bare = "".join(ch for ch in unicodedata.normalize("NFKD", name) if not unicodedata.combining(ch))
    folded = unicodedata.normalize("NFC", bare.casefold())
    words = "".join(ch if ch.isalnum() else " " for ch in folded).split()
    return f" {' '.join(words)} " if words else ""


def facets_of(
    event: Event, told: Sequence[tuple[Reading, Claim]], reports: Mapping[str, Report]
) -> list[tuple[str, str]]:
    """The (kind, folded value) pairs of an event, given its claims with their readings, sorted."""
    type_ = event.event
    base, _, disputed = event.standing.partition("+")
    pairs = {("standing", event.standing), ("standing", base), ("standing", disputed)}
    pairs |= {("type", fold(value)) for value in (type_.type, type_.mode, type_.act, *type_.contexts) if value}
    pairs |= {("act", fold(type_.act or ""))}
    pairs |= {("status", claim.status) for _, claim in told}
    pairs |= {("place", fold(name)) for name in (*event.places, *_place_names(told))}
    named = {("named", fold(name)) for name in _entity_names(told)}
    pairs |= named | {("actor", name) for _, name in named}
    pairs |= {("actor", fold(name)) for name in (*event.participants, *_participant_names(told))}
    pairs |= {("outlet", fold(reports[r].outlet or "")) for r in event.reports if r in reports}
    return sorted(pair for pair in pairs if pair[1])


BODIES = ("state_body", "agency", "organisation", "company", "outlet")
_LEAST_LETTERS = 3


def names_of(party: Party) -> tuple[str, ...]:
    """Every name by which a party may be asked for: its spellings, and the initials of a body's long name."""
    short = initials(party.name) if party.class_ in BODIES else ""
    return (party.name, *party.aliases, *((short,) if len(short) >= _LEAST_LETTERS else ()))


def initials(name: str) -> str:
    """The first letters of the capitalised words of a name: NIS for National Intelligence Service."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def party_facets(supports: Iterable[Support], parties: Mapping[str, Party]) -> set[tuple[str, str]]:
    """By which parties an event is found: who takes a stand on it, by every name, and the blocs behind them."""
    standing = {s.party for s in supports}
    found = set()
    for party in (parties[p] for p in standing if p in parties):
        blocs = () if party.bloc.startswith("unknown:") else party.bloc.split(";")
        found |= {("party", fold(name)) for name in (party.id, *names_of(party), *blocs)}
    return {pair for pair in found if pair[1]}


def _place_names(told: Sequence[tuple[Reading, Claim]]) -> Iterable[str]:
    for reading, claim in told:
        wanted = {role.place for role in claim.places}
        for place in reading.places:
            if place.id in wanted:
                yield place.name
                yield place.country or ""


def _entity_names(told: Sequence[tuple[Reading, Claim]]) -> Iterable[str]:
    """The participants that have a name of their own, under their fullest name: not "they", not "the company"."""
    for reading, claim in told:
        meant = {m.id: m.entity for m in reading.mentions}
        entities = {e.id: e.name for e in reading.entities}
        for participant in claim.participants:
            name = entities.get(meant.get(participant.mention or "") or "")
            if name:
                yield name


def _participant_names(told: Sequence[tuple[Reading, Claim]]) -> Iterable[str]:
    for _, claim in told:
        for participant in claim.participants:
            yield participant.name
            yield participant.country or ""


def days_of(
    event: Event, supports: Sequence[Support], reports: Mapping[str, Report]
) -> tuple[str | None, str | None]:
    """First and last day of an event: of the happening; else when it was spoken of; else None.

    A happening without a day is found by the days on which its parties spoke, or their reports were published.
    """
    days = [day[:10] for day in (event.begin, event.end) if day]
    if not days:
        spoken = (s.said_on or getattr(reports.get(s.report), "published", None) for s in supports)
        days = [day[:10] for said in spoken if said for day in said.split("/") if day]
    return (min(days), max(days)) if days else (None, None)


def changed_on(event: Event) -> str | None:
    """The day on which the standing of an event last changed, None where that day is not known."""
    known = [change.date for change in event.history if change.date]
    return max(known)[:10] if known else None
