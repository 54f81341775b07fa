"""One happening told twice in a report: a bare noun takes it up, another denies or tells the same deed.

"The captain was arrested, the radio said. Prosecutors would not confirm the arrest": the prosecutors are holders
of the arrest. What is told again must be the same: the same act, and either nothing but the noun, or the same
things and people in it and no other number, place or time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from accordingto.model.claim import NARRATOR, Claim
from accordingto.model.values import overlap
from accordingto.reading.belongings import Finds
from accordingto.reading.testimony import Testimony
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import word_class

_REACH = 6
"""Sentences back to which a happening is taken up."""
_LAST = 100
"""Claims back to which it is: one sentence without end may hold thousands."""
_WORDS = 2
"""Words for things and people that two tellings of one deed share at least."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim with the word of its anchor and the nouns and names around it."""

    claim: Claim
    anchor: Token
    nouns: frozenset[str]


def join_holders(parsed: Parsed, testimony: Testimony, claims: Sequence[Claim], finds: Finds) -> tuple[Claim, ...]:
    """The claims in their order; who takes a stand further on is a holder where the happening is first told."""
    told = [_Told(c, a, _nouns(a)) for c in claims for a in parsed.at(c.anchor.start, c.anchor.end)[:1]]
    added: dict[str, dict[str, int]] = {}
    first: dict[str, str] = {}
    for n, later in enumerate(told):
        before = list(_before(told, n))
        again = next((x for x in before if _takes_up(testimony, later, x)), None)
        again = again or next((x for x in before if _is_same(x, later, finds)), None)
        if again is not None:
            home = first[later.claim.id] = first.get(again.claim.id, again.claim.id)
            for name, value in later.claim.value_by.items():
                added.setdefault(home, {}).setdefault(name, value)
    return tuple(_with(c, added.get(c.id, {})) for c in claims)


def _with(claim: Claim, added: dict[str, int]) -> Claim:
    new = {name: value for name, value in added.items() if name not in claim.value_by and name != NARRATOR}
    if not new:
        return claim
    reasons = (*claim.reasons, *(f"told again by {name}" for name in new))
    return replace(claim, value_by={**claim.value_by, **new}, reasons=reasons)


def _before(told: Sequence[_Told], n: int) -> Iterator[_Told]:
    """The claims that others told a little before, nearest first."""
    for k in range(n - 1, max(-1, n - 1 - _LAST), -1):
        if told[n].anchor.sentence - told[k].anchor.sentence > _REACH:
            return
        if told[k].claim.attribution != told[n].claim.attribution:
            yield told[k]


def _nouns(anchor: Token) -> frozenset[str]:
    """The nouns and names that hang on a happening, themselves or by one noun more, without its own word."""
    kids = [k for k in anchor.kids if k.base in ("nsubj", "obj", "obl", "nmod", "iobj", "compound")]
    found = [t for k in kids for t in (k, *(x for x in k.kids if x.base in ("flat", "compound", "nmod", "conj")))]
    return frozenset(t.lemma for t in found if t.pos in ("NOUN", "PROPN") and not t.ner.endswith("Date"))


def _takes_up(testimony: Testimony, later: _Told, told: _Told) -> bool:
    """ "Confirmed the attack", "would not discuss the arrest", "there was no attack": the noun and no more."""
    noun = later.anchor
    if noun.pos != "NOUN" or later.claim.attribution is None or later.claim.quantities:
        return False
    if any(k.base not in ("det", "case", "punct", "cop", "expl", "advmod") for k in noun.kids):
        return False
    draft = testimony.drafts[testimony.index(later.claim.attribution)]
    if any(k.base == "obl" and k.i > noun.i and not k.ner.endswith("Date") for k in draft.head.kids):
        return False  # "confirmed an attack on a school"
    answering = noun.head is draft.head and draft.head.lemma in word_class("answering")
    denying = later.claim.status == "did-not-happen" and any(k.lower in ("no", "any") for k in noun.kids)
    if not (answering or denying) or told.claim.status in ("conditional", "hypothetical"):
        return False
    a, b = told.claim.event, later.claim.event
    return a.type is not None and (a.act == b.act or (a.type == b.type and denying))


def _is_same(told: _Told, later: _Told, finds: Finds) -> bool:
    """The same deed with the same things and people in it, told or denied by others."""
    a, b = told.claim, later.claim
    if a.value_by.keys() & b.value_by.keys() or not _stands(a) or not _stands(b):
        return False
    alike = told.anchor.lemma == later.anchor.lemma or (a.event.type is not None and a.event.act == b.event.act)
    denied = b.status == "did-not-happen" and a.status in ("happened", "ongoing")
    if denied and _is_without(told, later):
        return True
    if not alike or not (denied or (a.status == b.status and not b.status.startswith("did"))):
        return False
    shared = told.nouns & later.nouns
    whole = later.nouns <= told.nouns if not denied else bool(shared)
    return whole and len(shared) >= (1 if denied else _WORDS) and _fits(a, b, finds)


def _is_without(told: _Told, later: _Told) -> bool:
    """ "No rubber bullets were used", "there was no bus": without the thing the deed was not done."""
    top = later.anchor
    things = top.children("nsubj", "obj") if top.lemma in word_class("being_there") else []
    told_of = [t for t in (top, top.head) if t is not None and t.child("expl") is not None]
    things += [top] if top.pos == "NOUN" and told_of else []
    no = [t for t in things if any(k.lower in ("no", "any") for k in t.children("det"))]
    return any(t.lemma in told.nouns and _is_plain(t) for t in no)


def _is_plain(noun: Token) -> bool:
    """Whether nothing narrows a noun down: "no bus", not "no bus in Dorn"."""
    return not noun.children("nmod", "acl", "acl:relcl")


def _stands(claim: Claim) -> bool:
    return claim.attribution is not None and claim.status not in ("conditional", "hypothetical")


def _fits(a: Claim, b: Claim, finds: Finds) -> bool:
    """No number of the later telling that the first has not, no other place, no other day."""
    numbers = {q.id: q for q in finds.quantities}
    named = {p.id: p.name for p in finds.places}
    days = {t.id: t.value for t in finds.times}
    mine, theirs = ([numbers[q] for q in c.quantities] for c in (a, b))
    if theirs and not (len(mine) == len(theirs) and all(overlap(p, q) for p, q in zip(mine, theirs, strict=True))):
        return False
    if mine and not theirs and b.status != "did-not-happen":
        return False
    here, there = ({named[p.place] for p in c.places} for c in (a, b))
    then, when = ({days[t] for t in c.times} for c in (a, b))
    return there <= here and (not when or when == then)
