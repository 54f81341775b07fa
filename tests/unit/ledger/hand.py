"""A reader and a reconciliation made by hand, as simple as can be, and an invented story to run them on.

A line "X said Y." or "X denied Y." is an attribution; its claim is anchored at the first verb of VERBS in Y.
Events are the claims with the same verb. All states, ships, people and outlets here are invented.
"""

import hashlib
import itertools
import json
import re
import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from accordingto.errors import LanguageNotRead
from accordingto.model.claim import (
    Attribution,
    Claim,
    EventType,
    Participant,
    PlaceRole,
    Reading,
    Source,
    claim_key,
)
from accordingto.model.event import (
    Change,
    Conflict,
    Event,
    Grade,
    NearCopy,
    Observation,
    Party,
    Reconciliation,
    Support,
)
from accordingto.model.text import Receipt, Reject, Report, Sentence, Span, report_id
from accordingto.model.values import Place, Quantity
from tests.build import PROVENANCE, span

VERBS = {"sailed": "TRANSPORT", "burned": "ASSAULT", "signed": "AGREE", "출항했다": "TRANSPORT"}
PLACES = {"Port Adran": "AD", "Mirsen Bay": "TA", "Saint-Évreux": "AD"}
_LINE = re.compile(r"^(?P<who>.+?) (?P<cue>said|denied) (?P<what>.+)\.$", re.MULTILINE)


def receipt(text, where="hand", raw=None, **fields):
    """A receipt of a report with this text."""
    known = {k: fields.get(k) for k in ("url", "outlet", "published", "title")}
    raw = text.encode("utf-8", "surrogatepass") if raw is None else raw
    sha256 = hashlib.sha256(raw).hexdigest()
    fields.setdefault("language", "en")
    return Receipt(Report(id=report_id(text=text, **known), text=text, sha256=sha256, **fields), raw, where)


STORY = (
    receipt(
        "The Harbour Ministry said the Halcyon sailed from Port Adran with 1,500 soldiers.\n"
        "Tarsia denied the Halcyon sailed from Port Adran.",
        where="reports/one.txt",
        url="https://gazette.invalid/1",
        outlet="Aldmere Gazette",
        published="2031-03-02",
        title="A ship and its soldiers",
    ),
    receipt(
        "The Harbour Ministry said a vessel sailed on Monday with 1,500 soldiers aboard.",
        where="reports/two.txt",
        outlet="Port Adran Wire",
        published="2031-03-03",
        title="Vessel leaves",
    ),
    receipt(
        "A café owner said a depot burned in Saint-Évreux.\nTHE_FIRE said nothing.",
        where="reports/three.txt",
        outlet="Le Phare d'Évreux",
        published="2031-03-04",
    ),
    receipt(
        "국가정보원은 said 함선이 서울에서 출항했다.",
        where="reports/four.txt",
        outlet="Hanbit",
        published="2031-03-05",
        title="함선",
    ),
    receipt(
        "=HYPERLINK(1) said the ministers signed in Mirsen Bay.",
        where="reports/five.txt",
        outlet="@Aldmere",
        title="-sum(1)",
        author="A. Writer",
        ref="five",
        retrieved="2031-03-06",
    ),
)


def take_in(where, *, retrieved=None):
    """The story's receipt whose `where` it is; a folder gives them all; else a reject."""
    del retrieved
    found = [r for r in STORY if str(where) in ("reports", r.where)]
    yield from found or [Reject(str(where), "there is no such file: check the name")]


def read(report):
    """A reading of the lines that are said or denied."""
    if report.language not in ("en", None):
        raise LanguageNotRead(f"no reader for {report.language!r}: only English is read")
    text = report.text
    attributions, claims, quantities, places = [], [], [], []
    for name in PLACES:
        if name in text:
            places.append(Place(f"p{len(places)}", span(text, name), name, country=PLACES[name], lat=1.5, lon=2.5,
                                precision="settlement"))  # fmt: skip
    for n, found in enumerate(_LINE.finditer(text)):
        attributions.append(_attribution(text, n, found))
        anchor = re.search("|".join(VERBS), found["what"])
        if anchor:
            claims.append(_claim(text, n, found, anchor, places, quantities))
    return Reading(
        provenance=PROVENANCE,
        report=report,
        sentences=(Sentence(0, len(text)),),
        places=tuple(places),
        quantities=tuple(quantities),
        attributions=tuple(attributions),
        claims=tuple(claims),
    )


def _attribution(text, n, found):
    return Attribution(
        id=f"a{n}",
        kind="indirect",
        act="deny" if found["cue"] == "denied" else "say",
        source=(Span.of(text, *found.span("who")),),
        cue=(Span.of(text, *found.span("cue")),),
        content=(Span.of(text, *found.span("what")),),
        root=Source(found["who"], "state_body", bloc=found["who"]),
        confidence=0.875,
    )


def _claim(text, n, found, anchor, places, quantities):
    start, end = found.span("what")
    at = start + anchor.start()
    numbers = re.search(r"1,500", found["what"])
    mine = ()
    if numbers:
        where = start + numbers.start()
        mine = (f"q{len(quantities)}",)
        quantities.append(Quantity(mine[0], Span.of(text, where, where + 5), 1500, 1500, 1500, counts="soldiers"))
    first = Span.of(text, start, start + len(found["what"].split()[0]))
    return Claim(
        id=f"c{n}",
        attribution=f"a{n}",
        anchor=Span.of(text, at, at + len(anchor[0])),
        span=Span.of(text, start, end),
        gloss=found["what"],
        event=EventType(VERBS[anchor[0]], None, anchor[0]),
        status="happened",
        value_by={found["who"]: -3 if found["cue"] == "denied" else 3},
        participants=(Participant("actor", "Halcyon" if "Halcyon" in found["what"] else first.quote, first),),
        places=tuple(PlaceRole(p.id, "location") for p in places if start <= p.span.start < end),
        quantities=mine,
    )


def reconcile(readings, *, judgements=()):
    """One event a verb; a party a name; a claim judged to be no event is left out."""
    dropped = {j.left for j in judgements if j.kind == "not-an-event"}
    by_verb, parties = defaultdict(list), {}
    for reading in readings:
        for claim in reading.claims:
            key = claim_key(reading.report.id, claim)
            root = reading.attribution(claim.attribution).root
            parties[root.name] = Party("party-" + root.name, root.name, root.class_, False, root.name)
            if key not in dropped:
                by_verb[claim.anchor.quote].append((reading, claim, key, parties[root.name]))
    found = [_event(verb, told) for verb, told in by_verb.items()]
    supports = tuple(s for _, of_event in found for s in of_event)
    denials = [s for s in supports if s.stance == "deny"]
    texts = [r.report for r in readings if "1,500 soldiers" in r.report.text]
    return Reconciliation(
        parties=tuple(parties.values()),
        events=tuple(event for event, _ in found),
        supports=supports,
        conflicts=tuple(
            Conflict(s.id, d.id, "existence", "one says it, the other denies it")
            for d in denials
            for s in supports
            if s.event == d.event and s.stance == "support"
        ),
        near_copies=tuple(NearCopy(b.id, a.id, "earlier", 1 / 3) for a, b in itertools.pairwise(texts)),
    )


def _event(verb, told):
    id_ = "e-" + verb
    supports = tuple(
        Support(
            id=f"s-{key}",
            event=id_,
            claim=key,
            report=reading.report.id,
            party=party.id,
            stance="deny" if claim.value_by[party.name] < 0 else "support",
            chain=(party.id,),
            span=claim.span,
            said_on=None,
            status=claim.status,
            value=claim.value_by[party.name],
            quantities=tuple(q for q in reading.quantities if q.id in claim.quantities),
        )
        for reading, claim, key, party in told
    )
    origins = tuple(dict.fromkeys(s.party for s in supports if s.stance == "support"))
    deniers = tuple(dict.fromkeys(s.party for s in supports if s.stance == "deny"))
    reports = tuple(dict.fromkeys(s.report for s in supports))
    standing = "reported" + ("+disputed" if deniers else "")
    event = Event(
        id=id_,
        gloss=told[0][1].gloss,
        event=told[0][1].event,
        claims=tuple(key for _, _, key, _ in told),
        participants=tuple(dict.fromkeys(p.name for _, c, _, _ in told for p in c.participants)),
        places=(),
        begin="2031-03-01" if verb == "sailed" else None,
        end="2031-03-01" if verb == "sailed" else None,
        strict=len(origins),
        lenient=len(origins),
        origin_state="single origin",
        origins=origins,
        deniers=deniers,
        reports=reports,
        report_lines=len(reports),
        echo=len(reports) / max(1, len(origins)),
        standing=standing,
        history=(Change("2031-03-02", standing, (supports[0].id,)),),
        grade=Grade("F", 3, ("one named root",)),
        observations=tuple(
            Observation(s.claim, s.party, s.report, None, q) for s in supports for q in s.quantities
        ),
    )
    return event, supports


def many(count):
    """So many invented reports, each another text."""
    for n in range(count):
        yield receipt(
            f"Ministry {n} said ship {n} sailed from Port Adran with 1,500 soldiers.",
            where=f"many.jsonl:{n + 1}",
            outlet="Aldmere Gazette",
            published="2031-03-02",
        )


def damaged(reading):
    """The reading with the words of a claim's clause exchanged for others of the same length."""
    claim = reading.claims[0]
    wrong = Span(claim.span.start, claim.span.end, "x" * len(claim.span.quote))
    return replace(reading, claims=(replace(claim, span=wrong),))


def dumped(value):
    """JSON bytes, to compare two snapshots."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False).encode()


def rows(path, sql, write=False):
    """What the database file itself answers; with `write`, the statements are run and kept."""
    with closing(sqlite3.connect(path)) as connection:
        if write:
            connection.executescript(sql)
            return []
        return connection.execute(sql).fetchall()


def files(folder: Path):
    """Every file below a folder, by its path in it."""
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())
