"""Claims as MUC-4 templates (Sundheim 1992), in the schema that score_events.py reads: one a kind of attack.

MUC asks for terrorist acts alone: attacks, bombings, kidnappings, arson and robbery that are no fight between
soldiers, with who did it, to whom, to what and with what. The rules below say which claims
are such acts; they were made on the training part. What a report tells of one kind is shown as one template.
"""

import math
import re
from pathlib import Path

from accordingto import Claim, Reading
from accordingto.ledger.codes import sector
from accordingto.model.claim import Participant
from accordingto.model.text import Span
from accordingto.reading.lemma import lemma
from bench.quality.gold import Json, readings

_BOMBS = frozenset(
    ("bomb", "bombing", "explosion", "blast", "explode", "detonate", "dynamite", "blow", "detonation")
)
_BOMBED = re.compile(r"\b(?:bombs?|dynamited?|explosives?|explosions?)\b", re.I)
_FIRES = frozenset(("torch", "burn", "firebomb", "arson", "set"))
_WEAPON = re.compile(
    r"\b(?:car[ -]?bombs?|(?:high-?power )?bombs?|dynamite(?: sticks| charges?)?|explosive charges?|explosives?|"
    r"(?:hand )?grenades?|(?:sub)?machine[ -]?guns?|rifles?|pistols?|revolvers?|mortars?|mines?|rockets?|"
    r"molotov cocktails?|firearms?|ak-47s?|m-16s?|artillery|tnt|incendiary bombs?|knives|machetes?)\b",
    re.I,
)
_THING = re.compile(
    r"\b(?:houses?|homes?|buildings?|offices?|embass(?:y|ies)|banks?|bridges?|towers?|posts?|pylons?|vehicles?|cars?|"
    r"bus(?:es)?|trucks?|headquarters|stations?|plants?|(?:oil )?pipelines?|facilit(?:y|ies)|residences?|stores?|"
    r"farms?|factor(?:y|ies)|church(?:es)?|hotels?|dealerships?|installations?|lines?|substations?|trains?|railroad|"
    r"planes?|airliners?|aircraft|helicopters?|boats?|ships?|schools?|universit(?:y|ies)|consulates?|restaurants?|"
    r"theaters?|barracks|garrisons?|airports?|roads?|highways?|warehouses?|refiner(?:y|ies)|dams?|booths?|shops?|"
    r"windows?|agenc(?:y|ies)|compan(?:y|ies)|supermarkets?|transformers?|antennas?|newspapers?|towns?|villages?)\b",
    re.I,
)
_PEOPLE = re.compile(
    r"\b(?:people|persons?|man|men|wom[ae]n|child(?:ren)?|guards?|drivers?|leaders?|members?|priests?|jesuits?|"
    r"workers?|employees?|individuals?|passersby|victims?|wife|son|daughter|brother|father|mother|colonel|general|"
    r"lieutenant|captain|major|sergeant|dr|attorney|lawyers?|bodyguards?|candidates?|unionists?|advisers?|adviser|"
    r"citizens?|americans?|engineers?|technicians?|traders?|personnel|others)\b",
    re.I,
)
_FOE = re.compile(
    r"\b(?:guerrill?as?|terrorists?|subversives?|rebels?|extremists?|insurgents?|drug traffickers?|farabundo|fmln|"
    r"shining path)\b",
    re.I,
)
_BAND = re.compile(
    r"\b(?:groups?|gunm[ae]n|commandos?|units?|columns?|gang|kidnappers?|hooded|hitm[ae]n|assassins?|bandits?|"
    r"attackers?|murderers?|squads?)\b",
    re.I,
)
_ARMED = re.compile(
    r"\b(?:liberation|front|guerrill?as?|revolutionary|movement|cartel|extraditables|shining path|command|fmln|"
    r"eln|farc|m-19|mrta|epl|urng|squads?|traffickers)\b",
    re.I,
)
_PHRASE = re.compile(
    rf"(?:\b(?:an?|the|two|three|four|five|several|some|his|her|its|their)\s+)(?:[\w'\"-]+\s+){{0,4}}?{_THING.pattern}",
    re.I,
)
_PRONOUN = re.compile(
    r"(?:who|whom|that|which|he|him|she|her|they|them|it|its|his|their|we|us|i|this|these|those)", re.I
)
_SPEAKER = re.compile(r"\b(?:we|our|us|i|my|you|your)\b", re.I)
_PARTS = re.compile(r",?\s+and\s+|,\s+|;\s+", re.I)
_SOLDIERS = ("MIL", "COP")


_COMMON = frozenset((
    "the", "a", "an", "of", "in", "on", "at", "and", "or", "by", "for", "to", "two", "three", "four", "five",
))  # fmt: skip
_MANY = 4
"""Words for bombs from which on those whom a report calls killed were killed by one."""
_EARLY = 700
_LEAST = 0.35
_WEIGHTS = (
    -0.85, -0.16, 0.84, 0.44, -0.27, 0.25, 0.89, 0.09, 0.17, 0.23, -0.23, -0.01, 0.71, 0.03, 0.66, 0.72, -0.39,
    -0.53, -0.33, 0.33, 0.32, 0.21, 0.22, 0.18, -0.24, 0.29, -0.05, -0.77,
)  # fmt: skip
"""Of the features and of there being a claim at all, by logistic regression on muc4_train."""


def predict(gold: Path) -> list[Json]:
    """One line a report with its templates, if it tells of any terrorist act."""
    return [{"id": line["id"], "events": templates(r) if r else []} for line, r in readings(gold)]


Told = list[tuple[Claim, list[tuple[str, Span]]]]


def templates(reading: Reading) -> list[Json]:
    """The templates of one report, by kind in the order in which the kinds are first told."""
    found = candidates(reading)
    return [
        _template(reading, kind, told) for kind, told in found.items() if _likely(reading, kind, found) >= _LEAST
    ]


def candidates(reading: Reading) -> dict[str, Told]:
    """The claims that may tell of a terrorist act, by its kind, with who stands in which slot."""
    by_kind: dict[str, Told] = {}
    bombs = len(_BOMBED.findall(reading.report.text)) >= _MANY
    for claim in reading.claims:
        kind = _kind(claim, bombs)
        if kind is not None:
            by_kind.setdefault(kind, []).append((claim, _slots(reading, claim)))
    return by_kind


FEATURES = (
    "attack", "bombing", "kidnapping", "arson", "robbery", "told", "struck", "sure", "early", "foe", "at_war",
    "happened", "named", "things", "kills", "weapon", "words", "others", "fights", "bombs", "first", "dated",
    "placed", "counted", "talk", "plain", "terror",
)  # fmt: skip


def features(reading: Reading, kind: str, told: Told, found: dict[str, Told]) -> list[float]:
    """What speaks for and against a report's telling of a terrorist act of this kind, as numbers of 0 to 3."""
    text = reading.report.text
    kinds = [float(kind == k) for k in ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY")]
    struck = [(c, s) for c, s in told if _is_terror(s)]
    spans = [(role, s.quote) for _, slots in struck for role, s in slots]
    perps = [q.lower() for _, slots in told for role, s in slots if role == "perp_individual" for q in [s.quote]]
    first = min(c.anchor.start for c, _ in told)
    return [
        *kinds,
        _log(len(told)),
        _log(len(struck)),
        max(c.confidence for c, _ in told),
        float(bool(struck) and min(c.anchor.start for c, _ in struck) < _EARLY),
        float(any(_FOE.search(p) for p in perps)),
        float(any(sector(p) in _SOLDIERS for p in perps)),
        _log(sum(c.status in ("happened", "ongoing") for c, _ in told)),
        float(any(_names_somebody(reading, s) for _, slots in struck for r, s in slots if r == "hum_target")),
        float(any(role == "phys_target" for role, _ in spans)),
        float(any(c.event.act == "kill" for c, _ in told)),
        float(any(_WEAPON.search(c.span.quote) for c, _ in told)),
        _log(len(text) / 1000),
        float(len(found) - 1),
        _log(sum(c.event.act == "clash" for c, _ in told)),
        _log(len(_BOMBED.findall(text))),
        float(first < _EARLY),
        float(any(c.times for c, _ in told)),
        float(any(c.places for c, _ in told)),
        float(any(c.quantities for c, _ in told)),
        _log(len(_SPEAKER.findall(text))),
        float(any(c.attribution is None for c, _ in told)),
        _log(len(_FOE.findall(text))),
    ]


def _log(x: float) -> float:
    return math.log1p(x)


def _names_somebody(reading: Reading, span: Span) -> bool:
    return any(m.type == "person" and (span.covers(m.span) or m.span.covers(span)) for m in reading.mentions)


def _likely(reading: Reading, kind: str, found: dict[str, Told]) -> float:
    sum_ = _WEIGHTS[-1] + sum(
        w * x for w, x in zip(_WEIGHTS, features(reading, kind, found[kind], found), strict=False)
    )
    return 1 / (1 + math.exp(-sum_))


def _kind(claim: Claim, bombs: bool) -> str | None:
    event, word = claim.event, claim.anchor.quote.lower()
    forms = {lemma(word, "VERB"), lemma(word, "NOUN")}
    if event.mode == "abduct":
        return "KIDNAPPING"
    if event.act in ("rob", "steal"):
        return "ROBBERY"
    if forms & _FIRES and (event.mode == "primitive" or event.act == "destroy"):
        return "ARSON"
    if event.mode == "explosives" or forms & _BOMBS:
        return "BOMBING"
    if event.type != "ASSAULT":
        return None
    bombed = _BOMBED.search(claim.span.quote) is not None
    return "BOMBING" if bombed or (bombs and event.act in ("kill", "destroy", "attack", "strike")) else "ATTACK"


def _slots(reading: Reading, claim: Claim) -> list[tuple[str, Span]]:
    """Who and what stands in which slot, coordinated ones apart."""
    found = []
    for person in claim.participants:
        span = _antecedent(reading, claim, person)
        if span is None or person.role not in ("actor", "patient", "recipient"):
            continue
        for part in _coordinated(reading.report.text, span):
            role = _role(reading, person.role, part)
            if role is not None:
                found.append((role, part))
    return found


def _antecedent(reading: Reading, claim: Claim, person: Participant) -> Span | None:
    """The words of a participant, for a pronoun those that it stands for where the reader says which."""
    if not _PRONOUN.fullmatch(person.span.quote):
        return person.span
    if _PRONOUN.fullmatch(person.name):
        return None
    words = re.compile(r"\s+".join(map(re.escape, person.name.split())), re.I)
    before = [m.span() for m in words.finditer(reading.report.text, 0, claim.span.end)]
    return Span.of(reading.report.text, *before[-1]) if before else None


def _coordinated(text: str, span: Span) -> list[Span]:
    cuts = [0, *(x for m in _PARTS.finditer(span.quote) for x in m.span()), len(span.quote)]
    parts = [span.quote[a:b] for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    if len(parts) < 2 or not all(_is_human(p) or _is_name(p) for p in parts):
        return [span]
    spans = zip(cuts[::2], cuts[1::2], strict=True)
    return [Span.of(text, span.start + a, span.start + b) for a, b in spans if a < b]


def _is_human(words: str) -> bool:
    return bool(_PEOPLE.search(words)) or sector(words.lower()) is not None


def _is_name(words: str) -> bool:
    return len(words.split()) >= 2 and all(w.isupper() and w.isalpha() for w in words.split())


def _role(reading: Reading, role: str, span: Span) -> str | None:
    words = span.quote
    if _PRONOUN.fullmatch(words):
        return None
    if role == "actor":
        return _blamed(reading, span)
    inside = [m.type for m in reading.mentions if span.covers(m.span) or m.span.covers(span)]
    head = words.split(" OF ")[0].split(" of ")[0]
    if _THING.search(head) and not _PEOPLE.search(head):
        return "phys_target"
    if _is_human(words) or "person" in inside:
        return "hum_target"
    return "phys_target" if _THING.search(words) else None


def _blamed(reading: Reading, span: Span) -> str | None:
    """People who do it, or an armed group by its name; not what did it ("the bomb"), nor when."""
    if _PEOPLE.search(span.quote) or _FOE.search(span.quote) or _BAND.search(span.quote):
        return "perp_individual"
    inside = [m.type for m in reading.mentions if span.covers(m.span)]
    if "organization" in inside or "group" in inside:
        return "perp_org"
    return "perp_individual" if "person" in inside or sector(span.quote.lower()) else None


def _armed_group(reading: Reading) -> list[Span]:
    """The armed group that the report names most often: blame falls on it where nobody says otherwise."""
    named: dict[str, list[Span]] = {}
    for m in reading.mentions:
        if m.type in ("organization", "group") and _ARMED.search(m.span.quote):
            named.setdefault(m.entity or m.span.quote, []).append(m.span)
    return max(named.values(), key=len, default=[])


def _things(reading: Reading, claim: Claim, taken: list[Span]) -> list[Span]:
    """The buildings, vehicles and lines in the clause of an attack that no participant holds."""
    found = []
    for thing in _PHRASE.finditer(claim.span.quote):
        start = claim.span.start + thing.start()
        span = Span.of(reading.report.text, start, start + len(thing[0]))
        if not any(span.meets(t) for t in taken):
            found.append(span)
    return found


def _is_terror(slots: list[tuple[str, Span]]) -> bool:
    """Whether somebody who is no fighter, or something that can be struck, is hit, and not by soldiers at war."""
    targets = [s.quote for role, s in slots if role.endswith("target")]
    if not targets or all(_FOE.search(t) for t in targets):
        return False
    actors = [s.quote.lower() for role, s in slots if role == "perp_individual"]
    at_war = any(sector(a) in _SOLDIERS and not _FOE.search(a) for a in actors)
    fighters = all(sector(t.lower()) in _SOLDIERS for t in targets)
    return not (fighters or (at_war and any(_FOE.search(t) for t in targets)))


def _template(reading: Reading, kind: str, told: Told) -> Json:
    parts: list[Json] = []
    struck = [(c, s) for c, s in told if _is_terror(s)]
    for claim, slots in struck or told:
        _fill(parts, reading, kind, claim, slots)
    if not any(p["role"] == "perp_org" for p in parts):
        for span in _armed_group(reading):
            _add(parts, "perp_org", span)
    return {
        "type": [kind],
        "stage": ["ACCOMPLISHED"],
        "trigger": [[claim.anchor.start, claim.anchor.end] for claim, _ in told],
        "participants": [
            {"role": p["role"], "spans": p["spans"]}
            | ({"confidence": [_confidence(reading, told)]} if p["role"] == "perp_org" else {})
            for p in parts
        ],
    }


def _confidence(reading: Reading, told: Told) -> str:
    """On whose word the blame rests, by who tells it: an accuser, the armed group itself, or the report."""
    said = [a for c, _ in told if (a := reading.attribution(c.attribution)) is not None]
    if any(a.act == "accuse" for a in said):
        state = any(a.root.class_ in ("state_body", "official") for a in said)
        return "SUSPECTED OR ACCUSED BY AUTHORITIES" if state else "SUSPECTED OR ACCUSED"
    if any(_ARMED.search(a.root.name) for a in said):
        return "CLAIMED OR ADMITTED"
    return "REPORTED AS FACT"


def _fill(parts: list[Json], reading: Reading, kind: str, claim: Claim, slots: list[tuple[str, Span]]) -> None:
    """Adds what one claim says of who, whom, what and with what."""
    for role, span in slots:
        _add(parts, role, span)
        if role.startswith("perp"):
            for name in (m.span for m in reading.mentions if m.type == "organization" and span.covers(m.span)):
                _add(parts, "perp_org", name)
    if kind in ("BOMBING", "ARSON"):
        for span in _things(reading, claim, [s for _, s in slots]):
            _add(parts, "phys_target", span)
    for weapon in _WEAPON.finditer(claim.span.quote):
        start = claim.span.start + weapon.start()
        _add(parts, "instrument", Span.of(reading.report.text, start, start + len(weapon[0])))


def _add(parts: list[Json], role: str, span: Span) -> None:
    """Adds a filler, to the one that shares its last word where there is one: "the mayor", "the mayor of Achi"."""
    words = span.quote.casefold().split()
    for part in parts:
        if part["role"] == role and (set(part["words"]) & set(words)) - _COMMON:
            part["spans"].append([span.start, span.end])
            return
    parts.append({"role": role, "words": words, "spans": [[span.start, span.end]]})
