"""Events of a report as PLOVER 2.0 records (codebook: Open Event Data Alliance, 2021).

One record a happening of a PLOVER type, the main one of each sentence first. Speech acts, which a reading keeps as
attributions, become events by `en/plover_speech.tsv`; what is only promised, asked for or threatened is folded
into that event, as PLOVER has no status. Next to PLOVER's fields a record has ours: `act`, `status`, `holders`.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from accordingto.ledger.codes import Actor, Codes, iso3
from accordingto.ledger.folding import HOSTILE, folded, mode_of
from accordingto.model.claim import Attribution, Claim, EventType, Reading, claim_key
from accordingto.model.text import Span
from accordingto.reading.eventwords import row_in_words
from accordingto.reading.lemma import lemma
from accordingto.resources import Row, table

PLOVER_SCHEMA = "accordingto/plover/1"
QUADS = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2,
    "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
    "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
"""Verbal and material cooperation, verbal and material conflict; SANCTION after the section of the codebook."""
_PEOPLE = ("LAB", "AGR", "CVL", "EDU", "OPP", "REL", "SOC", "REF")
_STRIKES = ("ASSAULT", "COERCE")
"""Types whose recipient, where only a town is named, are those who live there."""
_TOLD = ("happened", "ongoing")
_HIGH = 0.7
"""From this confidence on a record is one of the main ones of its sentence."""
_SPEAKS = 0.9
_BEHIND = ("for", "on", "out", "with", "against", "at", "aside", "off", "up")
_BETWEEN = 3
_OFFERS = ("offer", "agree", "accept", "guarantee", "volunteer", "ready", "willing")
"""Words that nobody threatens with."""
_OPENING = 5
"""Words of a content that tell what its cue is done to."""
_QUOTES = ".,:;“”\"'"
_YEAR = 366

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Coded:
    """One event before it is written: its words, its sides, and whom the report has it from."""

    anchor: Span
    span: Span
    event: EventType
    status: str
    actors: list[Actor]
    recipients: list[Actor]
    holders: dict[str, int]
    attribution: Attribution | None
    weight: float
    claim: Claim | None = None


def plover_records(reading: Reading) -> list[Plain]:
    """The events of one report, by sentence, in each sentence the main ones first, then by their words' place.

    Offsets are half-open code points of the report's text. Countries are ISO 3166 alpha-3 codes or PLOVER's for
    what is no state (IGO, NGO, MNC); sectors and contexts are PLOVER's.
    """
    codes = Codes(reading)
    coded = [(a, _speech(reading, a, codes)) for a in reading.attributions]
    speech = [made for _, made in coded if made is not None]
    # a denial keeps what it denies, with both values; what is only asked for or promised is in the speech act
    folded = {c.id for a, made in coded if made is not None and a.act != "deny" for c in _inside(reading, a)}
    told = [
        _happening(reading, claim, codes)
        for claim in reading.claims
        if claim.event.type in QUADS and not (claim.id in folded and claim.status not in _TOLD)
    ]
    starts = [s.start for s in reading.sentences]

    def place(c: _Coded) -> tuple[int, bool, int, int]:
        return bisect_right(starts, c.anchor.start), c.weight < _HIGH, c.anchor.start, c.anchor.end

    return [_record(reading, made, n) for n, made in enumerate(sorted(speech + told, key=place), 1)]


@cache
def _rows() -> dict[tuple[str, ...], Row]:
    return {tuple(row["lemma"].split()): row for row in table("en/plover_speech.tsv")}


def speech_row(cue: Iterable[str]) -> Row | None:
    """The row of `en/plover_speech.tsv` for the words of a cue: of the first word, or two words, that have one.

    Of the two a few others may stand between: "expressed its deep concern".
    """
    words = [word.lower().strip(_QUOTES) for span in cue for word in span.split()]
    for k, word in enumerate(words):
        forms = (lemma(word, "VERB"), lemma(word, "NOUN"), word)
        after = [lemma(w, "NOUN") for w in words[k + 1 : k + 1 + _BETWEEN]] + words[k + 1 : k + 2]
        pairs = ((form, then) for form in forms for then in after)
        single = ((form,) for form in forms)
        if (row := next((_rows()[x] for x in (*pairs, *single) if x in _rows()), None)) is not None:
            return row
    return None


def _speech(reading: Reading, said: Attribution, codes: Codes) -> _Coded | None:
    """The event that an attribution is, None for one that only says, shows or believes."""
    inside = _inside(reading, said)
    opening = said.content[0].quote.split()[:1]
    words = [*(s.quote for s in said.cue), *(w for w in opening if w in _BEHIND)]
    row = _done_to(said) or speech_row(words) or _event_row(said)
    kind = (row["type"], row["mode"]) if row is not None else _by_act(said, inside)
    if kind is None or not said.source or not said.cue:
        return None
    if kind[0] == "AGREE":
        offered = row is not None and row["lemma"] in _OFFERS
        kind = ("REQUEST", "") if _ought(said) else (None if offered else _promise(said, inside)) or kind
    mode = kind[1] or _mode(kind[0], inside)
    who = codes.meant(said.source[0], said.root.name, None)
    actors = [replace(a, country=a.country or iso3(said.root.bloc)) for a in codes.actors(who)]
    recipients = _addressed(said, inside, codes, actors)
    asking = reading.attribution(said.parent) if kind[0] == "REQUEST" and _ought(said) else None
    if asking is not None and asking.source:
        actors, recipients = codes.actors(asking.source[0]), actors
    noun = said.reasons[:1] == ("noun",)
    return _Coded(
        anchor=said.cue[0],
        span=said.content[0],
        event=EventType(kind[0], mode or None, said.act, _contexts(inside)),
        status="happened",
        actors=actors,
        recipients=recipients,
        holders={said.root.name: 3},
        attribution=reading.attribution(said.parent),
        weight=0.5 if noun else _SPEAKS,
    )


def _done_to(said: Attribution) -> Row | None:
    """The row of a cue that names a happening by what it is done to: "called up reservists", "admitted Zarin"."""
    cue = [w.strip(_QUOTES) for s in said.cue for w in s.quote.split()]
    words = cue + [w.strip(_QUOTES) for w in said.content[0].quote.split()[:_OPENING]]
    for k, word in enumerate(cue):
        row = row_in_words(lemma(word.lower(), "VERB"), words[k + 1 : k + 1 + _OPENING])
        if row is not None and row["type"] in QUADS:
            return row
        if speech_row(cue[k : k + 2]) is not None:
            return None  # "promised to forgive the debt"
    return None


@cache
def _event_rows() -> dict[str, Row]:
    rows = (
        r
        for r in table("en/events.tsv")
        if r["pos"] == "VERB" and r["type"] in QUADS and not (r["object"] or r["subject"])
    )
    return {row["lemma"]: row for row in rows}


def _event_row(said: Attribution) -> Row | None:
    """The row of a verb that names a happening by itself and attributes besides: "vetoed a resolution"."""
    words = (lemma(w.lower(), "VERB") for s in said.cue for w in s.quote.split())
    return next((_event_rows()[w] for w in words if w in _event_rows()), None)


def _contexts(inside: list[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(x for c in inside for x in c.event.contexts))


def _by_act(said: Attribution, inside: list[Claim]) -> tuple[str, str] | None:
    if said.act == "say" and inside and any(r in ("aux must", "aux should") for r in inside[0].reasons):
        return "REQUEST", ""  # "said that the rebels must leave"
    by = {"ask": ("REQUEST", ""), "deny": ("REJECT", ""), "accuse": ("ACCUSE", "disapprove")}
    asks = said.act == "ask" and said.content[-1].quote.rstrip("”\"'’ ").endswith("?")
    return None if asks else by.get(said.act)


def _ought(said: Attribution) -> bool:
    """ "The neighbour must be ready to mediate": what another has to do is asked of him."""
    return any(w in ("must", "should", "ought") for s in said.cue for w in s.quote.lower().split())


def _promise(said: Attribution, inside: list[Claim]) -> tuple[str, str] | None:
    """What a promise to use force is: a threat."""
    first = inside[0] if inside else None
    if first is None or first.event.type not in (*HOSTILE, "PROTEST"):
        return None
    own = any(
        p.role == "actor" and (p.span in said.source or p.name == said.root.name) for p in first.participants
    )
    return ("THREATEN", "") if own else None


def _mode(kind: str, inside: list[Claim]) -> str | None:
    return mode_of(kind, next((c.event.type for c in inside if c.event.type in QUADS), None))


def _inside(reading: Reading, said: Attribution) -> list[Claim]:
    """The claims in the content of an attribution, in text order."""
    return [c for c in reading.claims if any(s.covers(c.anchor) for s in said.content)]


def _addressed(said: Attribution, inside: list[Claim], codes: Codes, actors: list[Actor]) -> list[Actor]:
    """Whom a speech act is aimed at: the first other party in what is said."""
    mine = {a.country for a in actors if a.country and a.sector is None}
    found = [
        p.span
        for claim in inside[:1]
        for p in claim.participants
        if p.role in ("actor", "recipient", "patient", "unit") and codes.is_party(p.span)
    ]
    found += [
        codes.whole(name)
        for content in said.content
        for name in codes.names(content.start, content.end)
        if codes.country(name) not in (None, *mine)
    ]
    found = [
        s for s in found if any(c.covers(s) for c in said.content) and not any(a.span.meets(s) for a in actors)
    ]
    return codes.actors(min(found, key=lambda s: (s.start, -s.end))) if found else []


def _happening(reading: Reading, claim: Claim, codes: Codes) -> _Coded:
    told = reading.attribution(claim.attribution)
    mine = told is not None and any(p.role == "actor" and p.name == told.root.name for p in claim.participants)
    event = folded(claim, by_holder=mine)
    actors = _side(claim, codes, ("actor",)) or _side(claim, codes, ("unit",))
    recipients = _side(claim, codes, ("recipient", "patient", "beneficiary"))
    if not recipients:
        recipients = _where(reading, claim, codes, actors) or _named_after(claim, codes, actors)
    if event.type in _STRIKES:
        recipients = [replace(r, sector=r.sector or codes.those_in(r.span)) for r in recipients]
    return _Coded(
        anchor=claim.anchor,
        span=claim.span,
        event=_by_whom(event, actors),
        status=claim.status,
        actors=actors,
        recipients=recipients,
        holders=dict(claim.value_by),
        attribution=told,
        weight=claim.confidence,
        claim=claim,
    )


def _by_whom(event: EventType, actors: list[Actor]) -> EventType:
    """What authorities do to restrict people is coercion, what people do to block a road is protest."""
    blocks = event.type == "COERCE" and event.mode == "restrict"
    if blocks and actors and all(a.sector in _PEOPLE for a in actors):
        return replace(event, type="PROTEST", mode="obstruct")
    return event


def _side(claim: Claim, codes: Codes, roles: tuple[str, ...]) -> list[Actor]:
    """The parties in the first of the roles that has any."""
    for role in roles:
        spans = [codes.meant(p.span, p.name, p.mention) for p in claim.participants if p.role == role]
        found = [a for span in spans for a in codes.actors(span)]
        found = [a for a in found if a.country or a.sector or codes.is_party(a.span)]
        if found:
            return found
    return []


def _where(reading: Reading, claim: Claim, codes: Codes, actors: list[Actor]) -> list[Actor]:
    """The place that a happening strikes, where nobody else is named: shells fall on a town."""
    ids = {p.place for p in claim.places if p.role in ("location", "destination")}
    taken = [a.span for a in actors]
    for place in reading.places:
        if place.id in ids and not any(t.meets(place.span) for t in taken):
            return codes.actors(place.span)
    return []


def _named_after(claim: Claim, codes: Codes, actors: list[Actor]) -> list[Actor]:
    """The first other party that is named behind the happening, in its clause."""
    mine = {a.country for a in actors if a.country}
    for name in codes.names(claim.anchor.end, claim.span.end):
        code, titled = codes.country(name), codes.titled(name)
        if code is not None and code not in mine:
            return codes.actors(codes.whole(name))
        if titled is not None:
            return codes.actors(titled)
    return []


def _record(reading: Reading, coded: _Coded, number: int) -> Plain:
    event, claim = coded.event, coded.claim
    kind = str(event.type)
    return {
        "schema": PLOVER_SCHEMA,
        "id": claim_key(reading.report.id, claim) if claim else f"{reading.report.id}:{coded.anchor.start}",
        "report": reading.report.id,
        "order": number,
        "event": kind,
        "quad": QUADS[kind],
        "mode": event.mode,
        "act": event.act,
        "contexts": list(event.contexts),
        "actor": [_actor(a) for a in coded.actors],
        "recipient": [_actor(a) for a in coded.recipients],
        "status": coded.status,
        **_modes(reading, coded),
        "holders": coded.holders,
        "according_to": coded.attribution.root.name if coded.attribution else None,
        "location": _locations(reading, claim),
        "date": _date(reading, claim),
        "published": reading.report.published,
        "text_info": {"anchor": _words(coded.anchor), "span": _words(coded.span)},
    }


def _modes(reading: Reading, coded: _Coded) -> dict[str, bool]:
    """PLOVER's auxiliary modes, which none of its projects fills."""
    begin = _date(reading, coded.claim)
    published = reading.report.published
    long_ago = False
    if begin and published:
        long_ago = (date.fromisoformat(published[:10]) - date.fromisoformat(begin[:10])).days > _YEAR
    return {
        "historical": long_ago,
        "future": coded.status in ("planned", "predicted"),
        "hypothetical": coded.status in ("conditional", "hypothetical"),
        "negation": coded.status == "did-not-happen",
    }


def _date(reading: Reading, claim: Claim | None) -> str | None:
    wanted = claim.times if claim is not None else ()
    return next((t.begin for t in reading.times if t.id in wanted and t.begin), None)


def _locations(reading: Reading, claim: Claim | None) -> list[Plain]:
    wanted = {p.place: p.role for p in claim.places} if claim is not None else {}
    return [
        {"name": p.name, "country": p.country, "geonames": p.gazetteer, "role": wanted[p.id], **_words(p.span)}
        for p in reading.places
        if p.id in wanted
    ]


def _actor(actor: Actor) -> Plain:
    return {"country": actor.country, "sector": actor.sector, **_words(actor.span)}


def _words(span: Span) -> Plain:
    return {"start": span.start, "end": span.end, "quote": span.quote}
