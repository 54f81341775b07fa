"""Which parties a happening is about: those whose own side takes part, and those who answer for it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from accordingto.model.claim import Claim, Participant, Reading
from accordingto.model.event import Support
from accordingto.reconciliation.actors import Roll, bloc_key

SIDES = ("actor", "recipient")


@dataclass(frozen=True, slots=True)
class Sides:
    """What ties a name to a bloc: the countries of names, and the blocs of parties by name."""

    countries: Mapping[str, str]
    blocs: Mapping[str, frozenset[str]]

    def of(self, people: Iterable[Participant]) -> frozenset[str]:
        """Bloc keys and countries (as "@RU") that take part."""
        found: set[str] = set()
        for p in people:
            key = bloc_key(p.name)
            found |= {key} | self.blocs.get(key, frozenset())
            country = p.country or self.countries.get(key)
            found |= {"@" + country} if country else set()
        return frozenset(found)

    def speaks_for(self, roll: Roll, party: str, sides: frozenset[str]) -> bool:
        """Whether the bloc behind `party` is one of `sides`."""
        blocs = roll.blocs(party)
        return bool(blocs & sides) or any("@" + self.countries[b] in sides for b in blocs if b in self.countries)


def sides(readings: Sequence[Reading], roll: Roll) -> Sides:
    """What all readings together say of names and countries, by majority."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for r in readings:
        for e in r.entities:
            if e.country and e.type in ("place", "country", "location", "organisation"):
                for name in (e.name, *e.aliases):
                    votes[bloc_key(name)][e.country] += 1
            if e.country and e.bloc:
                votes[bloc_key(e.bloc)][e.country] += 1
        for p in r.places:
            if p.kind == "country" and p.country:
                votes[bloc_key(p.name)][p.country] += 1
    blocs: dict[str, frozenset[str]] = {}
    for party in roll.parties:
        for name in (party.name, *party.aliases):
            blocs.setdefault(bloc_key(name.partition("(")[0] or name), roll.blocs(party.id))
    return Sides({k: min(v, key=lambda c: (-v[c], c)) for k, v in votes.items()}, blocs)


def involved(found: Sides, roll: Roll, claims: Sequence[Claim], supports: Sequence[Support]) -> frozenset[str]:
    """The parties of `supports` whose side is an actor or a recipient."""
    taking_part = found.of(p for c in claims for p in c.participants if p.role in SIDES)
    return frozenset(s.party for s in supports if found.speaks_for(roll, s.party, taking_part))


def answering(
    found: Sides, roll: Roll, claims: Sequence[Claim], supports: Sequence[Support], accused: frozenset[str]
) -> frozenset[str]:
    """The parties that support a happening although their own side did it and was accused of it or denied it.

    Only then is a word held to be against one's own interest. `accused` are the keys of the claims that a report
    gives as an accusation.
    """
    actors = found.of(p for c in claims for p in c.participants if p.role == "actor")
    denied = [s for s in supports if s.stance == "deny"]
    accusers = [s for s in supports if s.stance == "support" and s.claim in accused]
    return frozenset(
        s.party
        for s in supports
        if s.stance == "support"
        and found.speaks_for(roll, s.party, actors)
        and (
            any(roll.blocs(d.party) & roll.blocs(s.party) for d in denied)
            or any(not roll.blocs(a.party) & roll.blocs(s.party) for a in accusers)
        )
    )
