"""Which parties a happening is about: those whose own side takes part, and those who answer for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from accordingto.model.claim import Claim, Participant
from accordingto.model.event import Party, Support
from accordingto.reconciliation.actors import Roll, bloc_key
from accordingto.reconciliation.nations import countries_in

SIDES = ("actor", "recipient")


@dataclass(frozen=True, slots=True)
class Sides:
    """What ties a participant to a bloc: the blocs of parties by name, and countries in names."""

    blocs: Mapping[str, frozenset[str]]

    def of(self, people: Iterable[Participant]) -> frozenset[str]:
        """The keys of the blocs that take part."""
        found: set[str] = set()
        for p in people:
            key = bloc_key(p.name)
            found |= {key} | self.blocs.get(key, frozenset()) | countries_in(p.name)
            found |= {p.country} if p.country else set()
        return frozenset(found)

    def stakes(self, party: Party) -> frozenset[str]:
        """The keys of those in whose doings a party has a stake, by the user's own file."""
        found: set[str] = set()
        for name in party.interested_in:
            key = bloc_key(name)
            found |= {key} | self.blocs.get(key, frozenset()) | countries_in(name)
        return frozenset(found)


def sides(roll: Roll) -> Sides:
    """The blocs of all parties by their names."""
    blocs: dict[str, frozenset[str]] = {}
    for party in roll.parties:
        for name in (party.name, *party.aliases):
            blocs.setdefault(bloc_key(name.partition("(")[0] or name), roll.blocs(party.id))
    return Sides(blocs)


def involved(found: Sides, roll: Roll, claims: Sequence[Claim], supports: Sequence[Support]) -> frozenset[str]:
    """The parties of `supports` whose side is an actor or a recipient, or that have a stake in one's doings."""
    taking_part = found.of(p for c in claims for p in c.participants if p.role in SIDES)
    return frozenset(
        s.party for s in supports if (roll.blocs(s.party) | found.stakes(roll[s.party])) & taking_part
    )


def answering(
    found: Sides, roll: Roll, claims: Sequence[Claim], supports: Sequence[Support], accused: frozenset[str]
) -> frozenset[str]:
    """The parties that support a happening although their own side did it and was accused of it or denied it.

    Only then is a word held to be against one's own interest. `accused` are the keys of the claims that a report
    gives as an accusation.
    """
    actors = found.of(p for c in claims for p in c.participants if p.role == "actor")
    denied = [s for s in supports if s.stance == "deny" and roll[s.party].counts]
    accusers = [s for s in supports if s.stance == "support" and s.claim in accused]
    return frozenset(
        s.party
        for s in supports
        if s.stance == "support"
        and roll[s.party].counts
        and roll.blocs(s.party) & actors
        and (
            any(roll.blocs(d.party) & roll.blocs(s.party) for d in denied)
            or any(not roll.blocs(a.party) & roll.blocs(s.party) for a in accusers)
        )
    )
