"""How many independent origins stand behind a happening: strict and lenient, with the reasons.

Lenient counts the blocs among the roots. Strict first drops every root that, by the text itself, rests on another
root of the same happening: it relays it elsewhere, was briefed by it, endorses it, or is an outlet whose own
report gives the source.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from accordingto.model.claim import GRANTED, Reading
from accordingto.model.event import Party, Support
from accordingto.reconciliation.actors import PRESS, UNKNOWN, Roll, same_outlet
from accordingto.reconciliation.supports import HEARSAY
from accordingto.reconciliation.words import content_stems
from accordingto.resources import table

REACH = 90
"""Characters after (or before) a word of dependence in which the party that it names is looked for."""


@dataclass(frozen=True, slots=True)
class Rests:
    """That one root rests on another, and why."""

    on: str
    reason: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """The roots of one happening: `counted` may count at all, `rests` says on whom each rests."""

    counted: frozenset[str]
    rests: Mapping[str, tuple[Rests, ...]]
    first: Mapping[str, tuple[str, str]]
    reasons: tuple[str, ...]

    def kept(self, roots: AbstractSet[str]) -> frozenset[str]:
        """The roots that rest on no other of `roots`; of a ring that rests on itself, the first to speak."""
        use = roots & self.counted
        reach = {p: self._reach(p, use) for p in use}
        return frozenset(
            p
            for p in use
            if not any(q != p and (p not in reach[q] or self.first[q] < self.first[p]) for q in reach[p])
        )

    def _reach(self, party: str, use: AbstractSet[str]) -> set[str]:
        found: set[str] = set()
        todo = [party]
        while todo:
            for r in self.rests.get(todo.pop(), ()):
                if r.on in use and r.on not in found:
                    found.add(r.on)
                    todo.append(r.on)
        return found


def camps(roll: Roll, roots: Iterable[str], *, fold: bool) -> int:
    """The number of blocs behind `roots`; one with several blocs adds one only if all of them are new.

    With `fold`, sources without a name and without a known bloc that may be one party are counted once, and a mere
    description ("his office") counts only where nobody else is there.
    """
    roots = sorted(roots)
    kept = _folded(roll, roots) if fold else roots
    single = {b for p in kept if len(roll.blocs(p)) == 1 for b in roll.blocs(p)}
    extra, seen = 0, set(single)
    for p in kept:
        blocs = roll.blocs(p)
        if len(blocs) > 1 and not blocs & seen:
            extra += 1
            seen |= blocs
    return len(single) + extra


def _folded(roll: Roll, roots: Sequence[str]) -> list[str]:
    placed = [p for p in roots if not unplaced(roll[p])]
    kept: list[str] = []
    for p in roots:
        party = roll[p]
        if not unplaced(party):
            continue
        vague = not party.anonymous and bool(placed or kept)
        if not vague and not any(may_be_one(party, roll[k]) for k in kept):
            kept.append(p)
    return sorted(placed + kept)


def unplaced(party: Party) -> bool:
    """Whether neither a name nor a bloc tells this source from another: "an official", "his office"."""
    return party.bloc.startswith(UNKNOWN)


def may_be_one(a: Party, b: Party) -> bool:
    """Whether two sources without a name may be the same: alike in class or unknown, and described alike."""
    alike = a.class_ == b.class_ or "unnamed" in (a.class_, b.class_)
    mine, theirs = content_stems(a.name), content_stems(b.name)
    return alike and (not mine or not theirs or bool(mine & theirs))


def lineage(supports: Sequence[Support], roll: Roll, readings: Mapping[str, Reading]) -> Lineage:
    """The roots that support one happening and what ties them, from the stands on it."""
    positive = [s for s in supports if s.stance == "support"]
    sound = {s.party for s in positive if not any(r.startswith(HEARSAY) for r in s.reasons)}
    first: dict[str, tuple[str, str]] = {}
    for s in positive:
        rank = (s.said_on or "", s.party)
        first[s.party] = min(first.get(s.party, rank), rank)
    counted = {p for p in sound if roll[p].counts}
    own = _own(positive, roll, readings)
    rests: dict[str, dict[str, str]] = defaultdict(dict)
    stated = (*_relays(positive), *_own_reports(own, roll), *_told(positive, roll, readings))
    for p, on, reason in (*stated, *_granted(positive, sound)):
        if p != on:
            rests[p].setdefault(on, reason)
    silent = {p for p, stands in own.items() if p in counted and not any(roll[s.party].counts for s in stands)}
    out = dict.fromkeys({s.party for s in positive if roll[s.party].counts} - sound, "hearsay")
    out |= dict.fromkeys(silent, "its own report names no source")
    out |= dict.fromkeys(_rings(counted, rests, roll), "a ring of reports that give each other as source")
    tied = {p: tuple(Rests(on, why) for on, why in sorted(r.items())) for p, r in sorted(rests.items())}
    kept = frozenset(counted - out.keys())
    return Lineage(kept, tied, first, _reasons(roll, kept, tied, out))


def _reasons(
    roll: Roll, counted: AbstractSet[str], tied: Mapping[str, Sequence[Rests]], out: Mapping[str, str]
) -> tuple[str, ...]:
    rests = [
        f"{roll[p].name} rests on {roll[r.on].name}: {r.reason}"
        for p in sorted(counted)
        for r in tied.get(p, ())
        if r.on in counted
    ]
    dropped = [f"{roll[p].name} is not counted: {why}" for p, why in sorted(out.items())]
    veiled = [
        f"{roll[p].name} has neither a name nor a known bloc: it may belong to an origin already counted"
        for p in sorted(counted)
        if unplaced(roll[p]) and len(counted) > 1
    ]
    return (*rests, *dropped, *veiled)


def _relays(positive: Sequence[Support]) -> Iterable[tuple[str, str, str]]:
    for s in positive:
        for p in s.chain[:-1]:
            yield p, s.party, "it relays it"


def _granted(positive: Sequence[Support], sound: AbstractSet[str]) -> Iterable[tuple[str, str, str]]:
    """Whoever only speaks of the happening as known rests on those who tell of it."""
    telling = {s.party for s in positive if not any(r.startswith(GRANTED) for r in s.reasons)} & sound
    for p in sorted({s.party for s in positive} - telling):
        for on in sorted(telling):
            yield p, on, "it speaks of it as known, and the other tells of it"


def _own(positive: Sequence[Support], roll: Roll, readings: Mapping[str, Reading]) -> dict[str, list[Support]]:
    """Outlets that stand as roots, with the stands in their own reports."""
    parties = sorted({s.party for s in positive if roll[s.party].counts})
    found: dict[str, list[Support]] = {}
    outlets = {s.report: readings[s.report].report.outlet for s in positive}
    for p in parties:
        names, class_ = (roll[p].name, *roll[p].aliases), roll[p].class_
        own = {o for o in outlets.values() if o and any(same_outlet(n, class_, o) for n in names)}
        mine = [s for s in positive if outlets[s.report] in own] if own else []
        if mine:
            found[p] = mine
    return found


def _own_reports(own: Mapping[str, Sequence[Support]], roll: Roll) -> Iterable[tuple[str, str, str]]:
    for p, stands in sorted(own.items()):
        for s in stands:
            if roll[s.party].counts:
                yield p, s.party, "its own report gives it as source"


def _rings(counted: AbstractSet[str], rests: Mapping[str, Mapping[str, str]], roll: Roll) -> set[str]:
    """Outlets that have each other as source and nobody else."""
    found: set[str] = set()
    for p in sorted(counted):
        reach: set[str] = set()
        todo = [p]
        while todo:
            new = [q for q in rests.get(todo.pop(), {}) if q not in reach]
            reach.update(new)
            todo += new
        if p in reach and all(roll[q].class_ in PRESS for q in reach if roll[q].counts):
            found.add(p)
    return found


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple(
        (re.compile(row["phrase"], re.IGNORECASE), row["where"], row["reason"])
        for row in table("en/dependence.tsv")
    )


@cache
def _any_phrase() -> re.Pattern[str]:
    phrases = (row["phrase"].removeprefix(r"\b") for row in table("en/dependence.tsv"))
    return re.compile(r"\b(?:" + "|".join(f"(?:{p})" for p in phrases) + ")", re.IGNORECASE)


def _told(
    positive: Sequence[Support], roll: Roll, readings: Mapping[str, Reading]
) -> Iterable[tuple[str, str, str]]:
    """Dependence that a sentence states: "briefed by", "citing", "endorsed the report of"."""
    parties = sorted({s.party for s in positive if roll[s.party].counts})
    if len(parties) < 2:
        return
    names: dict[str, re.Pattern[str]] = {}
    for s in positive:
        if s.party not in parties:
            continue
        for stretch, reason in _stretches(sentence_of(readings[s.report], s.span.start)):
            names = names or {p: _called(roll, p) for p in parties}  # few sentences state any dependence
            for p in parties:
                if p != s.party and names[p].search(stretch) and not names[s.party].search(stretch):
                    yield s.party, p, reason


def _stretches(sentence: str) -> Iterable[tuple[str, str]]:
    """Where in a sentence the party is named on which another is said to rest, and how it is said."""
    if not _any_phrase().search(sentence):
        return
    for pattern, where, reason in _phrases():
        for hit in pattern.finditer(sentence):
            if where == "after":
                yield sentence[hit.end() : hit.end() + REACH], reason
            else:
                yield sentence[max(0, hit.start() - REACH) : hit.start()], reason


def _called(roll: Roll, party: str) -> re.Pattern[str]:
    """Any of the names of a party, as whole words."""
    names = sorted({n for n in (roll[party].name, *roll[party].aliases) if len(n) > 1}, key=lambda n: (-len(n), n))
    return re.compile("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in names) or r"(?!)", re.IGNORECASE)


def sentence_of(reading: Reading, at: int) -> str:
    """The sentence of a report's text in which the character `at` stands."""
    found = next((s for s in reading.sentences if s.start <= at < s.end), None)
    text = reading.report.text
    if found is not None:
        return text[found.start : found.end]
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return text[start : end if end >= 0 else len(text)]


def origin_state(strict: int, lenient: int, roots: Sequence[Party]) -> str:
    """The state word of FORMATS and of every view."""
    if not lenient:
        return "not recorded"
    if strict >= 2:
        return "independent"
    veiled = len(roots) > 1 and all(p.anonymous for p in roots)
    return "independence not established" if strict != lenient or veiled else "single origin"
