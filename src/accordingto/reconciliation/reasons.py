"""What two claims have in common, in words: why they are held to tell of one happening, or might be."""

from collections.abc import Iterable

from accordingto.model.claim import Claim, Reading
from accordingto.model.values import Timex, days_apart
from accordingto.reconciliation.compare import kilometres
from accordingto.reconciliation.keys import same_thing, thing
from accordingto.reconciliation.words import content_stems, name_key, stopwords, tokens

Told = tuple[Reading, Claim]
WORDS = 5
"""So many of the words that both clauses have are named."""
NEAR_KM = 40.0


def shared(a: Told, b: Told) -> tuple[str, ...]:
    """What speaks for two claims being one happening: act, who takes part, place, day, thing counted, words."""
    found = (
        _act(a[1], b[1]),
        *_people(a[1], b[1]),
        _place(a, b),
        _day(a, b),
        _thing(a, b),
        _words(a[1], b[1]),
    )
    return tuple(reason for reason in found if reason)


def _act(a: Claim, b: Claim) -> str | None:
    if a.event.act and a.event.act == b.event.act:
        return f"both tell of {a.event.act}"
    if a.event.type and a.event.type == b.event.type:
        return f"both are of the type {a.event.type}"
    mine, theirs = content_stems(a.anchor.quote), content_stems(b.anchor.quote)
    return f"the same word names it: {a.anchor.quote}" if mine & theirs else None


def _people(a: Claim, b: Claim) -> Iterable[str]:
    theirs = {name_key(p.name) for p in b.participants}
    names = list(dict.fromkeys(p.name for p in a.participants if name_key(p.name) in theirs))
    if names:
        yield f"the same take part: {', '.join(names)}"
        return
    countries = {p.country for p in a.participants if p.country} & {p.country for p in b.participants if p.country}
    if countries:
        yield f"those who take part are of {', '.join(sorted(countries))}"


def _place(a: Told, b: Told) -> str | None:
    mine, theirs = (
        [p for p in reading.places if p.id in {r.place for r in claim.places}] for reading, claim in (a, b)
    )
    for p in mine:
        for q in theirs:
            if name_key(p.name) == name_key(q.name) or (p.gazetteer and p.gazetteer == q.gazetteer):
                return f"the same place: {p.name}"
            if None not in (p.lat, p.lon, q.lat, q.lon):
                far = kilometres((p.lat or 0.0, p.lon or 0.0), (q.lat or 0.0, q.lon or 0.0))
                if far <= NEAR_KM:
                    return f"places {far:.0f} km apart: {p.name}, {q.name}"
    return None


def _day(a: Told, b: Told) -> str | None:
    mine, theirs = (_times(*told) for told in (a, b))
    for t in mine:
        for u in theirs:
            if (apart := days_apart(t, u)) is not None and apart <= 1:
                return f"the same day: {t.begin}" if not apart else f"a day apart: {t.begin}, {u.begin}"
    return None


def _times(reading: Reading, claim: Claim) -> list[Timex]:
    return [t for t in reading.times if t.id in claim.times and t.begin]


def _thing(a: Told, b: Told) -> str | None:
    mine, theirs = ([q for q in r.quantities if q.id in c.quantities] for r, c in (a, b))
    for q in mine:
        for p in theirs:
            if q.counts and p.counts and same_thing(thing(q.counts), thing(p.counts)):
                return f"the same is counted: {q.counts}"
    return None


def _words(a: Claim, b: Claim) -> str | None:
    stop = stopwords()
    theirs = content_stems(b.span.quote)
    words = [
        w
        for w in dict.fromkeys(tokens(a.span.quote))
        if w not in stop and not w[0].isdigit() and content_stems(w) & theirs
    ]
    return f"words in common: {', '.join(words[:WORDS])}" if words else None
