"""Stands: who supports, denies or leaves open each claim of a reading, and on whose word each report has it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from accordingto.model.claim import GRANTED, NARRATOR, OTHER_FIGURE, Attribution, Claim, Reading
from accordingto.model.codec import canonical
from accordingto.model.event import Support
from accordingto.model.text import Span
from accordingto.model.values import Quantity
from accordingto.reconciliation.actors import Roll
from accordingto.reconciliation.words import day

NOT_DATED = "the day of saying is not stated: the report's day of publication stands for it"
HEARSAY = "hearsay"
RELAY_ROOT = "the holder only relays it: it rests on the last party that the text names"
LONGEST = 600
"""Characters: cue and content further apart than this are not one clause."""
OPEN_STATUSES = ("planned", "predicted")


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim with the chain of attributions that carries it, nearest to the reader first."""

    reading: Reading
    claim: Claim
    key: str
    chain: tuple[Attribution, ...]
    by_name: Mapping[str, Sequence[Attribution]]


def supports(reading: Reading, roll: Roll, keys: Mapping[str, str]) -> tuple[Support, ...]:
    """The stands that one report tells of, in text order, without event; `keys` are claim keys by id."""
    by_id = {a.id: a for a in reading.attributions}
    by_name: dict[str, list[Attribution]] = {}
    for a in reading.attributions:
        by_name.setdefault(a.root.name, []).append(a)
    found: list[Support] = []
    for claim in sorted(reading.claims, key=lambda c: (c.span.start, c.span.end, c.id)):
        told = _Told(reading, claim, keys[claim.id], _chain(by_id, claim.attribution), by_name)
        found.extend(_support(told, holder, value, why, roll) for holder, value, why in _holders(told))
    return tuple({s.id: s for s in found}.values())


def _chain(by_id: Mapping[str, Attribution], at: str | None) -> tuple[Attribution, ...]:
    links: list[Attribution] = []
    while at is not None and at in by_id and by_id[at] not in links:
        links.append(by_id[at])
        at = by_id[at].parent
    return tuple(reversed(links))


def _holders(told: _Told) -> list[tuple[str, int, tuple[str, ...]]]:
    """Who takes a stand: name, value, reasons. Relays take none unless they assert it on their own."""
    values, chain = told.claim.value_by, told.chain
    carriers = [a for a in chain if a.act != "deny"]
    root = carriers[-1].root.name if carriers else None
    relays = {a.root.name for a in carriers[:-1]} - {root}
    found: list[tuple[str, int, tuple[str, ...]]] = []
    counts_otherwise = {r.removeprefix(OTHER_FIGURE) for r in told.claim.reasons if r.startswith(OTHER_FIGURE)}
    for holder in sorted(set(values) - counts_otherwise):  # who has another number does not deny the happening
        value = values[holder]
        if (holder == NARRATOR and value == 0 and len(values) > 1) or (
            holder in relays and (value == 0 or not _asserts(told, holder))
        ):
            continue
        found.append((holder, value, ()))
    carried = max((values[r] for r in relays if r in values), default=0)
    if root is not None and root not in values and carried > 0:
        found.append((root, carried, (RELAY_ROOT,)))
    return found


def _asserts(told: _Told, holder: str) -> bool:
    """Whether `holder` says it elsewhere in the report without laying it at another's door."""
    above = {a.id for a in told.chain[:-1]}
    return any(
        a.id not in above and a.act != "deny" and _contains(a, told.claim) for a in told.by_name.get(holder, ())
    )


def _contains(attribution: Attribution, claim: Claim) -> bool:
    return any(s.covers(claim.anchor) for s in attribution.content)


def _attribution(told: _Told, holder: str) -> Attribution | None:
    """The attribution by which `holder` takes the stand: in the chain, else around the claim, else the nearest."""
    own = [a for a in told.chain if a.root.name == holder]
    if own:
        return own[-1]
    mine = told.by_name.get(holder, ())
    around = [a for a in mine if _contains(a, told.claim)]
    if around:
        return around[-1]
    at = told.claim.anchor.start
    return min(mine, key=lambda a: (abs(a.content[0].start - at), a.id), default=None)


def _support(told: _Told, holder: str, value: int, why: tuple[str, ...], roll: Roll) -> Support:
    claim, report = told.claim, told.reading.report
    via = None if holder == NARRATOR else _attribution(told, holder)
    stance = _stance(claim, value, via, holder)
    party = roll.id(report.id, holder)
    chain = _parties(told, holder, via, roll) or (party,)
    said_on, more = _said_on(via, report.published)
    reasons = (*why, *more, *_hearsay(claim, via), *_granted(claim))
    id_ = blake2b(canonical([told.key, party, stance, list(chain)]), digest_size=8).hexdigest()
    return Support(
        id="s" + id_,
        event="",
        claim=told.key,
        report=report.id,
        party=party,
        stance=stance,
        chain=chain,
        span=_span(told, via, stance),
        said_on=said_on,
        status=claim.status,
        value=value,
        quantities=_quantities(told) if stance == "support" else (),
        reasons=reasons,
    )


def _stance(claim: Claim, value: int, via: Attribution | None, holder: str) -> str:
    """Support, deny or noncommittal.

    A plan of its own holder is a support, as a plan, and so is an order that it be not done; a condition is none.
    """
    if via is not None and via.act == "no_comment":
        return "noncommittal"
    if value:
        return "support" if value > 0 else "deny"
    own = via is not None and via.id == claim.attribution and via.act not in ("ask", "deny")
    ahead = (*OPEN_STATUSES, "did-not-happen")
    return "support" if own and claim.status in ahead and holder != NARRATOR else "noncommittal"


def _parties(told: _Told, holder: str, via: Attribution | None, roll: Roll) -> tuple[str, ...]:
    """Party ids from the one nearest to the reader down to the holder; who denies a word does not relay it."""
    if via is None:
        return ()
    chain = told.chain if via in told.chain else (via,)
    links = [a for a in chain[: chain.index(via)] if a.act != "deny"] + [via]
    names = [a.root.name for a in links[:-1]] + [holder]
    parties = [roll.id(told.reading.report.id, n) for n in names]
    return tuple(p for i, p in enumerate(parties) if i == 0 or p != parties[i - 1])


def _said_on(via: Attribution | None, published: str | None) -> tuple[str | None, tuple[str, ...]]:
    if via is not None and via.said_on:
        return via.said_on, ()
    return day(published), (NOT_DATED,) if published and via is not None else ()


def _hearsay(claim: Claim, via: Attribution | None) -> tuple[str, ...]:
    given = (*claim.reasons, *(via.reasons if via else ()))
    return tuple(dict.fromkeys(r if r.startswith(HEARSAY) else f"{HEARSAY}: {r}" for r in given if HEARSAY in r))


def _granted(claim: Claim) -> tuple[str, ...]:
    return tuple(r for r in claim.reasons if r.startswith(GRANTED))


def _span(told: _Told, via: Attribution | None, stance: str) -> Span:
    """The clause that carries the stand: for a denial or a no-comment its cue with what is denied."""
    claim = told.claim
    if stance == "support" or via is None or via.act not in ("deny", "no_comment"):
        return claim.span
    content = [s for s in via.content if s.meets(claim.span)] or [via.content[0]]
    cues = [c for c in via.cue if _same_sentence(told.reading, c, content[0])]
    start, end = min(s.start for s in (*cues, *content)), max(s.end for s in (*cues, *content))
    if end - start > LONGEST:
        return claim.span
    return Span.of(told.reading.report.text, start, end)


def _same_sentence(reading: Reading, a: Span, b: Span) -> bool:
    return all(not (s.start <= a.start < s.end) or s.start <= b.start < s.end for s in reading.sentences)


def _quantities(told: _Told) -> tuple[Quantity, ...]:
    if not told.claim.quantities:
        return ()
    by_id = {q.id: q for q in told.reading.quantities}
    return tuple(by_id[q] for q in told.claim.quantities if q in by_id)
