"""Whose stand is in force on a day, how a happening stands, and the grade by rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accordingto.model.event import Change, Grade, Support
from accordingto.reconciliation.actors import Roll
from accordingto.reconciliation.keys import PLAN
from accordingto.reconciliation.lineage import Lineage, camps
from accordingto.reconciliation.words import day

NUMBER_DENIED = "denies the number, not the happening"


@dataclass(frozen=True, slots=True)
class Case:
    """One happening with what its standing is judged by.

    `involved` are the parties whose bloc takes part in it; `answering` those of them that were accused of it or
    had denied it, so that their word for it is a word against their own interest.
    """

    supports: Sequence[Support]
    roll: Roll
    lineage: Lineage
    involved: frozenset[str]
    answering: frozenset[str]
    order: Mapping[str, int]


def when(s: Support) -> str:
    """The day on which a stand was taken, the empty string where nobody knows."""
    return day(s.said_on) or ""


def in_force(case: Case, upto: str) -> tuple[dict[str, Support], dict[str, Support]]:
    """The latest support or denial of each party up to a day: those that support, those that deny.

    A denial falls when its bloc supports later. No-comments and denials of a mere number replace nothing; the
    outlet's own voice denies as little as it supports.
    """
    last: dict[str, Support] = {}
    for s in sorted(case.supports, key=lambda s: (when(s), case.order[s.id])):
        if when(s) <= upto and s.stance != "noncommittal" and NUMBER_DENIED not in s.reasons:
            last[s.party] = s
    support = {p: s for p, s in last.items() if s.stance == "support"}
    denied = {p: s for p, s in last.items() if s.stance == "deny" and case.roll[p].counts}
    deny = {p: s for p, s in denied.items() if not _recanted(case, s, support)}
    return support, deny


def _recanted(case: Case, denial: Support, support: Mapping[str, Support]) -> bool:
    blocs = case.roll.blocs(denial.party)
    return any(case.roll.blocs(p) == blocs and when(s) > when(denial) for p, s in support.items())


def standing(case: Case, upto: str) -> str:
    """How the happening stands on a day."""
    support, deny = in_force(case, upto)
    use = set(support) & case.lineage.counted
    fact = {p for p in use if support[p].status not in PLAN}
    if not use:
        return _unsupported(case, support, deny)
    if fact & case.answering:
        word = "acknowledged"
    elif not fact:
        word = "planned"
    else:
        word = "corroborated" if camps(case.roll, case.lineage.kept(fact), fold=True) >= 2 else "reported"
    return word + ("+disputed" if deny else "")


def _unsupported(case: Case, support: Mapping[str, Support], deny: Mapping[str, Support]) -> str:
    if not deny:
        return "unsourced" if support else "unsupported"
    earlier = {
        p
        for p, d in deny.items()
        if any(s.party == p and s.stance == "support" and when(s) < when(d) for s in case.supports)
    }
    return "withdrawn" if earlier == set(deny) else "denied_only"


def history(case: Case) -> tuple[Change, ...]:
    """The days on which the standing changed, each with the stands of that day."""
    changes: list[Change] = []
    for on in sorted({when(s) for s in case.supports}):
        word = standing(case, on)
        if not changes or changes[-1].standing != word:
            because = tuple(s.id for s in sorted(case.supports, key=lambda s: case.order[s.id]) if when(s) == on)
            changes.append(Change(on or None, word, because))
    return tuple(changes)


def grade(case: Case, word: str, strict: int) -> Grade:
    """The digit of an Admiralty grade by rule; the letter is the best that the user's table gives an origin."""
    support, deny = in_force(case, "9999")
    base = word.removesuffix("+disputed")
    roots = [p for p in support if p in case.lineage.counted]
    digit, reason = _digit(case, base, strict, roots, deny)
    letter, why = _letter(case, roots)
    return Grade(letter, digit, (reason, why))


def _letter(case: Case, roots: Sequence[str]) -> tuple[str, str]:
    if not case.roll.known:
        return "F", "the letter is F: no table of sources was given"
    best = min(roots, key=lambda p: (case.roll[p].reliability, case.roll[p].name), default=None)
    if best is None or case.roll[best].reliability == "F":
        return "F", "the letter is F: the table of sources rates none of its origins"
    letter = case.roll[best].reliability
    return letter, f"the letter {letter} is that of {case.roll[best].name} in the table of sources"


def _digit(
    case: Case, base: str, strict: int, roots: Sequence[str], deny: Mapping[str, Support]
) -> tuple[int, str]:
    if camps(case.roll, deny, fold=True) >= 2:
        return 5, "denied by two or more blocs"
    if base == "withdrawn":
        return 5, "withdrawn by those who said it"
    if base in ("unsupported", "unsourced", "denied_only", "planned"):
        return 6, {"planned": "so far a plan", "denied_only": "only denied"}.get(base, "no source that counts")
    if base == "acknowledged" and not deny:
        return 1, "acknowledged by a party to it, undisputed"
    if base == "acknowledged" or strict >= 2:
        return _supported(case, deny)
    if deny:
        return 4, "one origin, disputed"
    if all(case.roll[p].anonymous for p in roots):
        return 4, "nobody with a name says so"
    return 3, "one named origin, undisputed"


def _supported(case: Case, deny: Mapping[str, Support]) -> tuple[int, str]:
    if not deny:
        return 1, "two or more independent origins, undisputed"
    if set(deny) <= case.involved:
        return 2, "well supported, disputed only by a party to it"
    return 3, "two or more independent origins, disputed by one that is no party to it"
