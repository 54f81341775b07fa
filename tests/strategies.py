"""Arbitrary readings for property tests: any text, spans cut out of it, every field filled or empty."""

from hypothesis import strategies as st

from accordingto.model.claim import (
    ACTS,
    KINDS,
    PLACE_ROLES,
    ROLES,
    SOURCE_CLASSES,
    STATUSES,
    Attribution,
    Claim,
    Entity,
    EventType,
    Mention,
    Participant,
    PlaceRole,
    Provenance,
    Reading,
    Source,
    Unread,
)
from accordingto.model.text import Report, Sentence, Span, report_id
from accordingto.model.values import OPERATORS, Place, Quantity, Timex

WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)
MAYBE = st.none() | WORDS
DAYS = st.dates().map(lambda d: d.isoformat())
NUMBERS = st.integers(-(10**9), 10**9).map(float)
SHARES = st.integers(0, 100).map(lambda n: n / 100)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=120)


def spans(text):
    ends = st.integers(0, len(text) - 1).flatmap(lambda a: st.tuples(st.just(a), st.integers(a + 1, len(text))))
    return ends.map(lambda e: Span.of(text, *e))


def several(items, most=2):
    return st.lists(items, max_size=most).map(tuple)


def numbered(items, letter, most=2):
    """Up to `most` items made by functions that take their id: a1, a2, ..."""
    return st.lists(items, max_size=most).map(lambda made: tuple(m(f"{letter}{i}") for i, m in enumerate(made, 1)))


@st.composite
def reports(draw):
    known = {"url": draw(MAYBE), "outlet": draw(MAYBE), "published": draw(st.none() | DAYS), "title": draw(MAYBE)}
    text = draw(TEXTS)
    rest = {"author": draw(MAYBE), "language": draw(MAYBE), "sha256": draw(MAYBE), "ref": draw(MAYBE)}
    return Report(id=report_id(text=text, **known), text=text, **known, **rest)


def sources():
    return st.builds(
        Source, name=WORDS, class_=st.sampled_from(SOURCE_CLASSES), anonymous=st.booleans(), bloc=MAYBE
    )


def attributions(text):
    """Functions from an id to an attribution with that id."""
    made = st.fixed_dictionaries(
        {
            "kind": st.sampled_from(KINDS),
            "act": st.sampled_from(ACTS),
            "source": several(spans(text)),
            "cue": st.lists(spans(text), min_size=1, max_size=2).map(tuple),
            "content": st.lists(spans(text), min_size=1, max_size=2).map(tuple),
            "root": sources(),
            "said_on": st.none() | DAYS,
            "medium": several(spans(text)),
            "evidence": several(spans(text)),
            "confidence": SHARES,
            "reasons": several(WORDS),
        }
    )
    return made.map(lambda fields: lambda id_: Attribution(id=id_, **fields))


def places(text):
    made = st.fixed_dictionaries(
        {"span": spans(text), "name": WORDS, "gazetteer": MAYBE, "country": MAYBE, "metonym": st.booleans()}
    )
    points = st.fixed_dictionaries({"lat": NUMBERS, "lon": NUMBERS, "precision": st.just("settlement")})
    both = st.tuples(made, st.just({}) | points)
    return both.map(lambda pair: lambda id_: Place(id=id_, **pair[0], **pair[1]))


def times(text):
    made = st.fixed_dictionaries({"span": spans(text), "begin": st.none() | DAYS, "end": st.none() | DAYS})
    return made.map(lambda fields: lambda id_: Timex(id=id_, type="DATE", value="XXXX", **fields))


def quantities(text):
    ends = st.tuples(NUMBERS, NUMBERS).map(sorted)
    made = st.tuples(spans(text), ends, st.sampled_from(OPERATORS), MAYBE)
    return made.map(
        lambda m: lambda id_: Quantity(id_, m[0], low=m[1][0], high=m[1][1], best=m[1][0], op=m[2], counts=m[3])
    )


def claims(text, found):
    """Functions from an id to a claim that refers to what `found` (lists of the reading) holds."""

    def ids(name):
        return several(st.sampled_from([x.id for x in found[name]])) if found[name] else st.just(())

    roles = ids("places").flatmap(
        lambda p: st.tuples(*[st.sampled_from(PLACE_ROLES) for _ in p]).map(lambda r: (p, r))
    )
    made = st.fixed_dictionaries(
        {
            "attribution": st.sampled_from([None, *(a.id for a in found["attributions"])]),
            "anchor": spans(text),
            "span": spans(text),
            "gloss": WORDS,
            "event": st.builds(EventType, type=MAYBE, mode=MAYBE, act=MAYBE, contexts=several(WORDS)),
            "status": st.sampled_from(STATUSES),
            "value_by": st.dictionaries(WORDS, st.integers(-3, 3), min_size=1, max_size=3),
            "participants": several(
                st.builds(
                    Participant, role=st.sampled_from(ROLES), name=WORDS, span=spans(text), mention=st.none()
                )
            ),
            "places": roles.map(lambda pr: tuple(PlaceRole(p, r) for p, r in zip(*pr, strict=True))),
            "times": ids("times"),
            "quantities": ids("quantities"),
            "evidence": several(spans(text)),
            "confidence": SHARES,
        }
    )
    return made.map(lambda fields: lambda id_: Claim(id=id_, **fields))


@st.composite
def readings(draw):
    report = draw(reports())
    text = report.text
    found = {
        "attributions": draw(numbered(attributions(text), "a")),
        "places": draw(numbered(places(text), "p")),
        "times": draw(numbered(times(text), "t")),
        "quantities": draw(numbered(quantities(text), "q")),
    }
    mentions = several(
        st.builds(Mention, id=WORDS, span=spans(text), form=st.just("named"), type=WORDS, entity=MAYBE, bloc=MAYBE)
    )
    return Reading(
        provenance=draw(st.builds(Provenance, reader=WORDS, model=WORDS, resources=WORDS)),
        report=report,
        sentences=draw(several(spans(text).map(lambda s: Sentence(s.start, s.end)))),
        mentions=draw(mentions),
        entities=draw(several(st.builds(Entity, id=WORDS, name=WORDS, type=WORDS, aliases=several(WORDS)))),
        claims=draw(numbered(claims(text, found), "c")),
        rejects=draw(several(st.builds(Unread, span=spans(text), reason=WORDS))),
        **found,
    )
