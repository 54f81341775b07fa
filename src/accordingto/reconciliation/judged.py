"""What analysts judged, as data for the reconciliation: bonds between claims, and readings put right.

Judgements come in the order in which they were made. Where two contradict each other the later one holds; the day
on which one was made is not looked at. A judgement on a claim that is not here changes nothing.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise, product

from accordingto.model.claim import (
    NARRATOR,
    STATUSES,
    Attribution,
    Claim,
    EventType,
    PlaceRole,
    Reading,
    Source,
    claim_key,
)
from accordingto.model.codec import canonical
from accordingto.model.event import Judgement
from accordingto.model.text import Span
from accordingto.model.values import Quantity
from accordingto.reconciliation.keys import families
from accordingto.reconciliation.words import looks_named, name_key

NEGATIVE = "did-not-happen"
MISSED = "missed:"
"""How the id of a claim begins that an analyst marked."""
MARKED = "an analyst marked it: the reader had missed it"
STATUS_JUDGED = "an analyst judged how it is told"
SOURCE_JUDGED = "an analyst judged who says it"
_STRETCH = re.compile(r"(\S+):(\d{1,9})-(\d{1,9})")
_ARTICLE = re.compile(r"\b(?:an?|the)\s+$", re.IGNORECASE)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ruled:
    """Pairs of claims that are one happening or two, claims that are none, claims whose number is wrong."""

    same: tuple[Pair, ...]
    different: tuple[Pair, ...]
    void: frozenset[str]
    misread: frozenset[str]


def ruled(judgements: Sequence[Judgement]) -> Ruled:
    """The bonds that hold: the latest judgement first, then those before it as far as they do not contradict."""
    bonds = _Bonds()
    single: dict[str, set[str]] = {"not-an-event": set(), "wrong-value": set()}
    for j in reversed(judgements):
        left, right = j.left.split(), (j.right or "").split()
        if j.kind == "same":
            bonds.join(left, right)
        elif j.kind == "different":
            bonds.part(left, right)
        elif j.kind in single and j.value is None:
            single[j.kind].update(left)
    return Ruled(
        tuple(sorted(bonds.same)),
        tuple(sorted(bonds.different)),
        frozenset(single["not-an-event"]),
        frozenset(single["wrong-value"]),
    )


class _Bonds:
    """Claims held together and kept apart, without contradiction."""

    def __init__(self) -> None:
        self.same: list[Pair] = []
        self.different: set[Pair] = set()
        self._home: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}

    def _group(self, claim: str) -> set[str]:
        home = self._home.setdefault(claim, claim)
        return self._members.setdefault(home, {claim})

    def _tie(self, a: str, b: str) -> None:
        mine, theirs = self._group(a), self._group(b)
        if mine is theirs or any(_pair(x, y) in self.different for x, y in product(mine, theirs)):
            return
        self.same.append(_pair(a, b))
        home = self._home[a]
        mine |= theirs
        del self._members[self._home[b]]
        self._home.update(dict.fromkeys(theirs, home))

    def join(self, left: Sequence[str], right: Sequence[str]) -> None:
        """All of `left` and `right` are one happening; each side is held together before the two are."""
        for a, b in (*pairwise(left), *pairwise(right), *combinations(left, 2), *combinations(right, 2)):
            self._tie(a, b)
        for a, b in product(left, right):
            self._tie(a, b)

    def part(self, left: Sequence[str], right: Sequence[str]) -> None:
        """None of `left` is one happening with any of `right`."""
        for a, b in product(left, right):
            if self._group(a) is not self._group(b):
                self.different.add(_pair(a, b))


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def stretch(target: str) -> tuple[str, int, int] | None:
    """Report, start and end of a target `REPORT:START-END`; None for what is none."""
    found = _STRETCH.fullmatch(target)
    return (found[1], int(found[2]), int(found[3])) if found and int(found[2]) < int(found[3]) else None


def with_missed(readings: Iterable[Reading], judgements: Sequence[Judgement]) -> list[Reading]:
    """The readings with the claims that analysts marked by their stretch of text."""
    marked: dict[str, list[tuple[Judgement, int, int]]] = defaultdict(list)
    for j in judgements:
        if j.kind == "missed" and (at := stretch(j.left)):
            marked[at[0]].append((j, at[1], at[2]))
    return [_marked(r, marked[r.report.id]) if r.report.id in marked else r for r in readings]


def key_of(report: str, claim: Claim) -> str:
    """The id of a claim outside its reading; that of a marked one does not hang on what a reader sees in it."""
    return _key(report, claim.id) if claim.id.startswith(MISSED) else claim_key(report, claim)


def _key(report: str, id_: str) -> str:
    return "c" + hashlib.blake2b(canonical([report, id_]), digest_size=10).hexdigest()


def marked_key(judgement: Judgement) -> str | None:
    """The key of the claim that a judgement marks; None for a judgement that marks none."""
    at = stretch(judgement.left) if judgement.kind == "missed" else None
    return _key(at[0], _missed_id(at[1], at[2], judgement.right)) if at else None


def _missed_id(start: int, end: int, name: str | None) -> str:
    return f"{MISSED}{start}-{end}:{name or NARRATOR}"


def concerned(judgements: Sequence[Judgement]) -> tuple[frozenset[str], frozenset[str]]:
    """The reports in which a judgement marks a claim, and the keys of claims of which one puts something right."""
    reports = {at[0] for j in judgements if j.kind == "missed" and (at := stretch(j.left))}
    claims = {key for j in judgements if _puts_right(j) for key in j.left.split()}
    return frozenset(reports), frozenset(claims)


def _puts_right(j: Judgement) -> bool:
    return j.kind in ("wrong-status", "not-this-source") or (j.kind == "wrong-value" and j.value is not None)


def settled(reading: Reading, judgements: Sequence[Judgement]) -> dict[str, tuple[Reading, Claim]]:
    """The claims of one reading by key, as they are after the judgements."""
    [marked] = with_missed([reading], judgements)
    keys = {c.id: key_of(reading.report.id, c) for c in marked.claims}
    [final] = corrected([marked], {reading.report.id: keys}, judgements)
    return {keys[c.id]: (final, c) for c in final.claims}


def _marked(reading: Reading, found: Sequence[tuple[Judgement, int, int]]) -> Reading:
    text = reading.report.text
    by_id: dict[str, tuple[Claim, Attribution | None]] = {}
    for j, start, end in found:
        if end > len(text):
            continue
        made = missed_claim(reading, Span.of(text, start, end), j.right, j.value or "happened")
        if made is not None:
            by_id[made[0].id] = made
    said = tuple(a for _, a in by_id.values() if a is not None)
    return replace(
        reading,
        claims=(*reading.claims, *(c for c, _ in by_id.values())),
        attributions=(*reading.attributions, *said),
    )


def missed_claim(
    reading: Reading, span: Span, name: str | None, status: str
) -> tuple[Claim, Attribution | None] | None:
    """The claim of a marked stretch on the word of `name` (None: the report's own voice), with its attribution.

    None where the name does not stand in the text: no span, no claim.
    """
    id_ = _missed_id(span.start, span.end, name)
    negative = status == NEGATIVE
    said = None
    if name is not None:
        said = attributed(reading, id_, name, span, "deny" if negative else "say")
        if said is None:
            return None
    inside = {
        what: [x for x in getattr(reading, what) if span.covers(x.span)]
        for what in ("places", "times", "quantities")
    }
    claim = Claim(
        id=id_,
        attribution=said.id if said else None,
        anchor=_anchor(reading.report.text, span),
        span=span,
        gloss=" ".join(span.quote.split()),
        event=EventType(None),
        status=status,
        value_by={said.root.name if said else NARRATOR: -3 if negative else 3},
        places=tuple(PlaceRole(p.id, "location") for p in inside["places"] if not p.metonym),
        times=tuple(t.id for t in inside["times"]),
        quantities=tuple(q.id for q in inside["quantities"]),
        reasons=(MARKED,),
    )
    return claim, said


def attributed(reading: Reading, id_: str, name: str, content: Span, act: str) -> Attribution | None:
    """An attribution of `content` to the source that the report calls `name`; None where it does not do so."""
    text = reading.report.text
    found = [m.start() for m in re.finditer(re.escape(name), text, re.IGNORECASE)] if name.strip() else []
    if not found:
        return None
    at = min(found, key=lambda start: (abs(start - content.start), start))
    source = Span.of(text, at, at + len(name))
    return Attribution(
        id=id_, kind="indirect", act=act, source=(source,), cue=(), content=(content,),
        root=_root(reading, source), reasons=(SOURCE_JUDGED,),
    )  # fmt: skip


def _root(reading: Reading, source: Span) -> Source:
    """The party that the reading takes such words for, else one that goes by these words."""
    key = name_key(source.quote)
    for a in reading.attributions:
        if name_key(a.root.name) == key or any(name_key(s.quote) == key for s in a.source):
            return a.root
    named = looks_named(source.quote)
    return Source(source.quote, "organisation" if named else "unnamed", anonymous=not named)


def _anchor(text: str, span: Span) -> Span:
    """The first word of a stretch that is known to name a happening, else the whole stretch.

    A word behind an article ("a ship") comes after one that stands alone, which is more often a verb.
    """
    words = [w for w in re.finditer(r"[^\W_]+", span.quote) if families(None, w[0])]
    found = min(words, key=lambda w: (bool(_ARTICLE.search(span.quote[: w.start()])), w.start()), default=None)
    return Span.of(text, span.start + found.start(), span.start + found.end()) if found else span


def corrected(
    readings: Sequence[Reading], keys: Mapping[str, Mapping[str, str]], judgements: Sequence[Judgement]
) -> list[Reading]:
    """The readings with status, source and numbers as judged; `keys` are claim keys by report and claim id."""
    wanted: dict[str, dict[str, Judgement]] = defaultdict(dict)
    for j in judgements:
        if _puts_right(j):
            for key in j.left.split():
                wanted[key][j.kind] = j
    if not wanted:
        return list(readings)
    return [_corrected(r, keys[r.report.id], wanted) for r in readings]


def _corrected(
    reading: Reading, keys: Mapping[str, str], wanted: Mapping[str, Mapping[str, Judgement]]
) -> Reading:
    for claim in reading.claims:
        for kind, judgement in sorted(wanted.get(keys[claim.id], {}).items()):
            reading = _PUT_RIGHT[kind](reading, claim.id, judgement)
    return reading


def _exchanged(reading: Reading, new: Claim) -> Reading:
    return replace(reading, claims=tuple(new if c.id == new.id else c for c in reading.claims))


def _status(reading: Reading, id_: str, judgement: Judgement) -> Reading:
    claim = next(c for c in reading.claims if c.id == id_)
    status = judgement.value
    if status not in STATUSES or status == claim.status:
        return reading
    values = dict(claim.value_by)
    if NEGATIVE in (status, claim.status):
        sign = -1 if status == NEGATIVE else 1
        values = {holder: sign * abs(v) for holder, v in values.items()}
    return _exchanged(
        reading, replace(claim, status=status, value_by=values, reasons=(*claim.reasons, STATUS_JUDGED))
    )


def _source(reading: Reading, id_: str, judgement: Judgement) -> Reading:
    """Takes a holder from a claim; what nobody else holds is then the report's own voice, or that of `value`."""
    claim = next(c for c in reading.claims if c.id == id_)
    own = reading.attribution(claim.attribution)
    wrong = judgement.right or (own.root.name if own else NARRATOR)
    value = claim.value_by.get(wrong, 3)
    values = {holder: v for holder, v in claim.value_by.items() if holder != wrong}
    attribution = None if own is not None and own.root.name == wrong else claim.attribution
    said = None
    if judgement.value is not None:
        act = "deny" if value < 0 else "say"
        said = attributed(reading, f"judged:{claim.id}", judgement.value, claim.span, act)
    if said is not None:
        values[said.root.name] = value
        attribution = said.id if attribution is None else attribution
        reading = replace(reading, attributions=(*reading.attributions, said))
    if not any(values.values()):
        values[NARRATOR] = value
    changed = replace(claim, attribution=attribution, value_by=values, reasons=(*claim.reasons, SOURCE_JUDGED))
    return _exchanged(reading, changed)


def _number(reading: Reading, id_: str, judgement: Judgement) -> Reading:
    """Puts the right number in the place of the one number of a claim; its words stay as they are."""
    claim = next(c for c in reading.claims if c.id == id_)
    mine = [q for q in reading.quantities if q.id in claim.quantities]
    value = float(judgement.value or "nan")
    if len(mine) != 1 or value != value:
        return reading
    old = mine[0]
    new = Quantity(f"judged:{claim.id}", old.span, value, value, value, "=", old.counts, old.unit, old.kind)
    reading = replace(reading, quantities=(*reading.quantities, new))
    return _exchanged(reading, replace(claim, quantities=(new.id,)))


_PUT_RIGHT = {"wrong-status": _status, "not-this-source": _source, "wrong-value": _number}
