"""Figures that cannot both hold: "killing two, a guard said; the mayor put the dead at four".

Who gives another figure for the same thing holds the first one for not so, and the other way round. That it is the
same thing must be told: the second figure stands alone ("police: 11,000"), with a noun that takes the first one up
("the toll", "the total"), or both count the dead. Two figures that merely stand near each other are no rivals.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from accordingto.model.claim import NARRATOR, OTHER_FIGURE, Claim
from accordingto.model.values import Quantity, Timex, overlap
from accordingto.reading.belongings import A_FIGURE, Finds
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import word_class

_REACH = 6
"""Sentences between two figures for one thing."""
_LAST = 100
"""Figures back to which one is weighed: one sentence without end may hold thousands."""
_NEAR = 2
"""The same where a bare figure or a noun alone takes up the first."""


@dataclass(frozen=True, slots=True)
class _Figure:
    """A claim with its figure, the word of its anchor, the days it tells of."""

    claim: Claim
    figure: Quantity
    anchor: Token
    when: Timex | None


def weigh_figures(parsed: Parsed, claims: Sequence[Claim], finds: Finds) -> tuple[Claim, ...]:
    """The claims in their order, rivals of a figure added to its holders at -3 with the reason OTHER_FIGURE."""
    counted = {q.id: q for q in finds.quantities if q.kind in ("count", "measure")}
    times = {t.id: t for t in finds.times}
    figures = [
        _Figure(c, q, parsed.at(c.anchor.start, c.anchor.end)[0], next((times[t] for t in c.times), None))
        for c in claims
        if (q := _main(c, counted)) is not None and _asserted(c)
    ]
    added: dict[str, dict[str, None]] = {}
    for n, b in enumerate(figures):
        for a in _before(figures, n):
            if not _own(a.claim).keys() & _own(b.claim).keys() and _are_rivals(parsed, a, b):
                added.setdefault(a.claim.id, {}).update(_own(b.claim))
                added.setdefault(b.claim.id, {}).update(_own(a.claim))
    return tuple(_with(c, [n for n in added.get(c.id, ()) if n not in c.value_by]) for c in claims)


def _before(figures: Sequence[_Figure], n: int) -> Iterator[_Figure]:
    """The figures that one may answer, nearest first: a look through all of them would be quadratic."""
    for k in range(n - 1, max(-1, n - 1 - _LAST), -1):
        if figures[n].anchor.sentence - figures[k].anchor.sentence > _REACH:
            return
        yield figures[k]


def _with(claim: Claim, names: Sequence[str]) -> Claim:
    if not names:
        return claim
    reasons = (*claim.reasons, *(f"{OTHER_FIGURE}{name}" for name in names))
    return replace(claim, value_by={**claim.value_by, **dict.fromkeys(names, -3)}, reasons=reasons)


def _main(claim: Claim, counted: dict[str, Quantity]) -> Quantity | None:
    """The figure of a claim that stands nearest to its anchor."""
    found = [counted[i] for i in claim.quantities if i in counted]
    return min(found, key=lambda q: abs(q.span.start - claim.anchor.start), default=None)


def _asserted(claim: Claim) -> bool:
    return claim.status in ("happened", "ongoing") and bool(_own(claim))


def _own(claim: Claim) -> dict[str, None]:
    """Those who hold that it is so."""
    return {name: None for name, value in claim.value_by.items() if value > 0 and name != NARRATOR}


def _are_rivals(parsed: Parsed, a: _Figure, b: _Figure) -> bool:
    """Whether two claims in text order give figures for the same thing that cannot both hold."""
    p, q = a.figure, b.figure
    if overlap(p, q) or p.kind != q.kind or p.unit != q.unit or not _may_count_alike(p, q):
        return False
    apart = b.anchor.sentence - a.anchor.sentence
    if apart > _REACH or not _same_scene(a, b):
        return False
    dead = [_of_the_dead(x) for x in (a, b)]
    if all(dead) and (_takes_up(b) or _takes_up(a)):
        return True
    if apart > _NEAR or dead[0] != dead[1]:
        return False
    if _is_bare(a) and _is_bare(b):
        return a.anchor.lemma == b.anchor.lemma or "NUM" in (a.anchor.pos, b.anchor.pos)
    if _takes_up(b) and b.anchor.lemma in word_class("sum"):
        return True
    return (dead[0] or _same_deed(a, b)) and _retells(parsed, b, p)


def _same_deed(a: _Figure, b: _Figure) -> bool:
    act = a.claim.event.act
    return a.anchor.lemma == b.anchor.lemma or (act is not None and act == b.claim.event.act)


def _retells(parsed: Parsed, b: _Figure, p: Quantity) -> bool:
    """ "Two had died", "only two houses burned", "15 soldiers were killed": the same clause with another number;
    not "two more", nor with somebody named who did it."""
    words = parsed.at(b.figure.span.start, b.figure.span.end)
    before = parsed.tokens[words[0].i - 1].lower if words[0].i else ""
    beside = {before, *(t.lower for t in words), *(k.lower for t in words for k in (*t.kids, *_kin(t)))}
    if beside & word_class("besides") or any(
        r.role == "actor" and not r.span.meets(b.figure.span) for r in b.claim.participants
    ):
        return False
    if before in word_class("merely") or b.figure.op in ("<=", "<") or b.figure.counts is None:
        return True
    return _of_the_dead(b) and p.counts is not None and p.counts.lower() == b.figure.counts.lower()


def _kin(token: Token) -> Sequence[Token]:
    return token.head.kids if token.head is not None else ()


def _same_scene(a: _Figure, b: _Figure) -> bool:
    """Not told of two places, nor of two times."""
    here, there = ({p.place for p in x.claim.places} for x in (a, b))
    if here and there and here != there:
        return False
    if a.when is None or b.when is None or a.when.value == b.when.value:
        return True
    days = [(t.begin, t.end or t.begin) for t in (a.when, b.when) if t.begin is not None]
    return len(days) == 2 and days[0][0] <= days[1][1] and days[1][0] <= days[0][1]


def _may_count_alike(p: Quantity, q: Quantity) -> bool:
    return p.counts is None or q.counts is None or p.counts.lower() == q.counts.lower() or p.unit is not None


def _of_the_dead(x: _Figure) -> bool:
    """ "Killed", "died", "the dead", "the death toll"."""
    return x.claim.event.act in ("kill", "died") or x.anchor.lemma in word_class("the_dead")


def _is_bare(x: _Figure) -> bool:
    return A_FIGURE in x.claim.reasons


def _takes_up(x: _Figure) -> bool:
    """ "Put the dead at four", "the toll", "the total": a noun with an article and no more, or a bare figure."""
    if _is_bare(x):
        return True
    article = any(k.lower in word_class("taking_up") for k in x.anchor.children("det", "nmod:poss"))
    return x.anchor.pos == "NOUN" and article and not x.anchor.children("acl", "acl:relcl", "nmod")
