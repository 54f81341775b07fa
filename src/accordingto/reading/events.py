"""Happenings: the words that name them, what kind they are, who takes part, where, when and how many.

Types after PLOVER 2.0 in our own words (docs/reference/event-types.md), from `en/events.tsv`. A happening
without a row keeps the type None: it is a claim all the same. States, opinions and cues of attributions are no
happenings.
"""

from dataclasses import dataclass

from accordingto.model.claim import EventType
from accordingto.reading.among import fate_shared
from accordingto.reading.content import case_of, noun_phrase, passive, subject
from accordingto.reading.countries import country_of
from accordingto.reading.cues import empty_verbs, verb_cue
from accordingto.reading.eventwords import (
    asks_for_more,
    bare_row,
    event_row,
    is_thing,
    names_happening,
    phrase_object,
)
from accordingto.reading.tree import Token
from accordingto.resources import Row, word_class

_LEAST = 0.35
"""Below this weight a word in a side clause that no row names tells of nothing that a report is about."""
_NOUN_CASES = {
    "by": "actor", "between": "actor", "among": "actor", "with": "recipient", "against": "recipient",
    "on": "recipient", "to": "recipient", "for": "beneficiary",
}  # fmt: skip
_JOINED = ("CONSULT", "COOPERATE", "PROTEST")
_NO_CLAUSE = ("case", "fixed", "amod", "compound", "aux", "aux:pass", "cop", "mark", "cc", "det")


@dataclass(frozen=True, slots=True)
class Happening:
    """A word that names a happening (`anchor`), the clause word it hangs on, and its kind."""

    anchor: Token
    clause: Token
    event: EventType
    weight: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Who or what takes part, in which role, as tokens."""

    role: str
    tokens: list[Token]
    head: Token


def find_happenings(tokens: list[Token], cue_words: set[int]) -> list[Happening]:
    """The happenings in one sentence's tokens; `cue_words` are indices of tokens that attribute."""
    made = (
        _happening(token) or _said_of(token, cue_words)
        for token in tokens
        if token.i not in cue_words or _told_to(token)
    )
    found = [h for h in made if h is not None and round(h.weight, 2) >= _LEAST]
    typed = {h.anchor.i for h in found if h.anchor.pos == "VERB" and h.event.act is not None}
    light = {h.clause.i for h in found if h.clause is not h.anchor} - typed
    return [h for h in found if h.anchor.i not in light and not _told_by_its_verb(h.anchor, typed)]


def _told_to(verb: Token) -> bool:
    """ "Had been warned": that somebody was told is a happening too, and often the one in dispute."""
    return verb.lemma in word_class("told_to_somebody") and passive(verb)


def _happening(token: Token) -> Happening | None:
    if names_happening(token.lower, "ADJ") and _is_said_of_somebody(token):
        return _condition(token)
    in_what = token.child("cop") is not None and token.child("case") is not None  # "are in training"
    if token.pos == "VERB" and token.rel not in _NO_CLAUSE and not in_what:
        return _verb(token)
    if token.pos == "NOUN" and names_happening(token.lemma, "NOUN") and (made := _noun(token)) is not None:
        return made
    return _state(token)


def _said_of(token: Token, cue_words: set[int]) -> Happening | None:
    """What a cue governs is told, whatever word it is: "intends to testify", "said that it was a loan"."""
    if token.head is None or token.head.i not in cue_words or token.rel not in ("ccomp", "xcomp"):
        return None
    if token.pos == "VERB" and verb_cue(token) is not None and token.child("ccomp", "parataxis") is None:
        return Happening(token, token, EventType(None), 0.6 - _depth(token), (f"verb {token.lemma} told of",))
    is_so = token.pos in ("NOUN", "PROPN", "ADV") and token.child("cop") is not None
    if is_so and token.child("nsubj") is not None:
        return _so(token, token, "state that is told of")
    return None


def _told_by_its_verb(anchor: Token, typed: set[int]) -> bool:
    """ "Chaired a meeting", "signed a treaty": one happening, named by the verb."""
    verb = anchor.head
    if anchor.pos != "NOUN" or verb is None or verb.i not in typed:
        return False
    return anchor.rel in ("obj", "nsubj:pass") or (anchor.rel == "obl" and phrase_object(verb, anchor))


def _verb(token: Token) -> Happening | None:
    kind = empty_verbs().get(token.lemma)
    if token.child("case") is not None or (token.lower.endswith("ing") and _marked(token, "to")):
        return None  # "a bill of lading", "a notice to shipping": nouns that look like verbs
    objects = [k for k in token.kids if k.rel in ("obj", "nsubj:pass")]
    row = event_row(token, objects + [k for k in token.children("obl") if case_of(k) == "with"])
    if kind is not None and not asks_for_more(row) and _is_empty(token, kind, objects):
        return None
    if row is None and verb_cue(token) is not None and not _undergone(token):
        return None  # saying, wanting, showing: an attribution or nothing
    event = _event_type(row)
    seen_as = kind is not None and row is None and token.rel == "acl" and not _marked(token, "that")
    weight = (0.85 if row else 0.6) - (0.15 if kind else 0.0) - _depth(token) - (0.1 if seen_as else 0.0)
    reason = f"{row['lemma']} as {row['act']}" if row else f"verb {token.lemma}"
    return Happening(token, token, event, weight, (reason,))


def _is_empty(token: Token, kind: str, objects: list[Token]) -> bool:
    """Whether a verb that need not name a happening itself leaves it to another word here."""
    if kind == "state":
        return not _counted(objects)
    if kind == "aspect" and any(k.rel in ("xcomp", "ccomp") or _purpose(k) for k in token.kids):
        return True
    return any(names_happening(k.lemma, "NOUN") for k in objects)


def _undergone(verb: Token) -> bool:
    """ "A note had been found", "10,000 are being prepared": a verb that attributes, done to something."""
    held, cue = verb.child("nsubj:pass"), verb_cue(verb)
    told = verb.lemma in word_class("told_of") or _told_to(verb)
    if cue is not None and cue.act in ("say", "deny", "no_comment") and not told:
        return False  # "its terms were not disclosed"
    if held is None or (held.pos == "PRON" and held.lower not in word_class("plural_pronoun")):
        return False
    return not any(k.rel in ("ccomp", "xcomp", "csubj:pass", "parataxis") for k in verb.kids)


def _is_said_of_somebody(token: Token) -> bool:
    """ "Nine were wounded", and not "a bomb wounded nine"."""
    return token.child("nsubj", "nsubj:pass") is not None and token.child("obj") is None


def _condition(token: Token) -> Happening:
    """What has become of people: "six are missing", "two were wounded"; parsed as adjective or as verb."""
    row = bare_row(token.lower, "ADJ")
    return Happening(
        token, token, _event_type(row), 0.8 - _depth(token), (f"{token.lower} as {row['act'] if row else None}",)
    )


def _state(token: Token) -> Happening | None:
    """How things are: "25 people are on board", "the ship is in Selm", "there was no warning"."""
    if token.child("cop") is not None and token.child("nsubj") is not None:
        if (row := fate_shared(token)) is not None:
            return Happening(token, token, _event_type(row), 0.7 - _depth(token), (f"among those: {row['act']}",))
        terms = [token, *token.children("nsubj", "obl", "nmod")]
        placed = any(t.ner.endswith(("Location", "Facility")) and t.child("case") is not None for t in terms)
        told = _counted(terms) or placed or _situated(token)
        return _so(token, token, "state with a number or place") if told else None
    verb = token.head
    if verb is None or token.pos not in ("NOUN", "PROPN") or not (_exists(token, verb) or _had(token, verb)):
        return None
    none = any(k.lower in word_class("nobody") for k in token.children("det"))
    if none and token.lemma in word_class("not_absent"):
        return None  # "no evidence", "no plans": nothing is said of what happened
    return _so(token, verb, "there is, or there is none") if none or _counted([token]) else None


def _situated(token: Token) -> bool:
    """ "In the occupied territories", "at anchor", "in training": where somebody is, or in what."""
    case = token.child("case")
    return case is not None and case.lower in word_class("situated") and token.pos in ("NOUN", "PROPN", "VERB")


def _so(anchor: Token, clause: Token, why: str) -> Happening:
    return Happening(anchor, clause, EventType(None, None, "state"), 0.5 - _depth(clause), (why,))


def _exists(thing: Token, verb: Token) -> bool:
    """ "There was a bus", "there are 13 bodies"."""
    there = verb.child("expl")
    return thing.base == "nsubj" and verb.lemma == "be" and there is not None and there.lower == "there"


def _had(thing: Token, verb: Token) -> bool:
    """ "We have no vessel there"; with a number the verb itself is the anchor."""
    none = any(k.lower in word_class("nobody") for k in thing.children("det"))
    return thing.rel == "obj" and verb.lemma == "have" and none


def named_by(head: Token, why: str = "all that is denied") -> Happening:
    """The happening that a content without any other names: what is denied ("denied involvement"), a figure."""
    thing = head.child("obj")
    if head.lemma in empty_verbs() and thing is not None and thing.pos == "NOUN":
        head = thing  # "denied having had a warning"
    of = next((k for k in head.children("nmod") if case_of(k) in ("of", "in")), None)
    if of is not None and (head.lemma in word_class("report_noun") or head.lemma in ("number", "total", "count")):
        head = of
    told = next((k for k in head.children("acl", "ccomp") if k.child("mark") is not None), None)
    if head.lemma in word_class("report_noun") and told is not None:
        head = told
    if head.lemma == "be" and (there := head.child("nsubj")) is not None:
        head = there
    return at_word(head, why)


def at_word(head: Token, why: str) -> Happening:
    """The happening that `head` names, whatever kind of word it is."""
    row = event_row(head, [k for k in head.kids if k.rel in ("obj", "nsubj:pass", "nmod")])
    return Happening(head, head, _event_type(row), 0.5, (why,))


def _noun(token: Token) -> Happening | None:
    if token.rel in ("compound", "amod", "fixed") or token.ner[2:] in ("Organization", "Person", "Facility"):
        return None
    row = event_row(token, [k for k in token.kids if k.base in ("nmod", "compound", "amod")])
    if row is None:
        return None
    governor = token.head
    light = (
        governor is not None and empty_verbs().get(governor.lemma) in ("light", "aspect") and token.rel != "obl"
    )
    clause = governor if light and governor is not None and governor.pos == "VERB" else token
    modified = any(k.base in ("nmod", "nummod") or k.rel == "acl" for k in token.kids)
    weight = (0.8 if light else 0.55 if modified else 0.4) - _depth(token)
    return Happening(token, clause, _event_type(row), weight, (f"noun {row['lemma']} as {row['act']}",))


def _event_type(row: Row | None) -> EventType:
    if row is None:
        return EventType(None)
    kind = row["type"] if row["type"].isupper() else None
    contexts = tuple(c for c in row["contexts"].split(";") if c)
    return EventType(kind, row["mode"] or None, row["act"], contexts)


def _purpose(token: Token) -> bool:
    return token.rel == "advcl" and _marked(token, "to")


def _marked(token: Token, marker: str) -> bool:
    mark = token.child("mark")
    return mark is not None and mark.lower == marker


def _counted(things: list[Token]) -> bool:
    return any(t.child("nummod") is not None for t in things)


def _depth(token: Token) -> float:
    """What a happening loses for standing in a side clause: reports put the main thing into main clauses."""
    lost = 0.0
    at: Token | None = token
    while at is not None:
        if at.rel in ("acl:relcl", "advcl", "acl", "nmod"):
            lost += 0.1
        at = at.head
    return min(lost, 0.3)


def parts(happening: Happening) -> list[Part]:
    """The participants of a happening, subjects shared and passive voice resolved."""
    verb = happening.clause
    if (who := verb.child("nsubj")) is not None and fate_shared(verb) is not None:
        return [_part("patient", who, verb)]
    if verb.pos != "VERB":
        return _noun_parts(happening)
    found: list[Part] = []
    if (doer := _doer(verb)) is not None:
        found.append(_part("patient" if passive(verb) or _participle(verb, doer) else "actor", doer, verb))
    for kid in verb.kids:
        role = _role(kid, happening)
        if role is not None:
            found.append(_part(role, kid, verb))
    if happening.anchor is not verb:
        found.extend(p for p in _noun_parts(happening) if p.role not in {f.role for f in found})
    return [p for p in found if p.head is not happening.anchor and not _of_the_verb(p.head, verb)]


def _of_the_verb(thing: Token, verb: Token) -> bool:
    """ "Took place": the noun takes no part in it."""
    return (verb.lemma, thing.lemma) in (("take", "place"), ("take", "part"))


def _doer(verb: Token) -> Token | None:
    if verb.rel == "xcomp" and verb.head is not None and verb.child("nsubj") is None:
        held = verb.head.child("obj", "iobj")
        return held if held is not None and held.i < verb.i else subject(verb)
    return subject(verb)


def _participle(verb: Token, doer: Token) -> bool:
    """ "troops deployed in Russia": the noun before a past participle is what it happened to."""
    return (
        verb.rel == "acl" and verb.head is doer and not verb.lower.endswith("ing") and verb.child("mark") is None
    )


def _role(kid: Token, happening: Happening) -> str | None:
    if kid.rel in ("obj", "nsubj:pass") and kid is not happening.anchor:
        if kid.rel == "nsubj:pass":
            return None
        return _object_role(kid, happening.event)
    if kid.rel == "iobj":
        return "recipient"
    if kid.rel == "obl:agent":
        return "actor"
    if kid.rel == "obl":
        case = kid.child("case")
        named = kid.pos == "PROPN" or kid.ner != "O"
        return {"to": "recipient", "with": "recipient", "for": "beneficiary", "against": "recipient"}.get(
            case.lower if case is not None and (named or kid.pos == "NOUN") else ""
        )
    return None


def _object_role(thing: Token, event: EventType) -> str:
    if is_thing(thing, "troops") and event.type in ("MOBILIZE", "AID", "RETREAT"):
        return "unit"
    if is_thing(thing, "weapons", "money", "aid"):
        return "cargo"
    named = thing.ner[2:] in ("Person", "Organization", "Location", "NORP")
    return (
        "recipient" if named and event.type in ("ASSAULT", "SANCTION", "COERCE", "CONSULT", "AID") else "patient"
    )


def _noun_parts(happening: Happening) -> list[Part]:
    noun = happening.anchor
    roles = ((kid, _noun_role(kid, happening.event)) for kid in noun.kids)
    found = [_part(role, kid, noun) for kid, role in roles if role is not None]
    if not any(p.role == "actor" for p in found) and (doer := _comes_for(happening)) is not None:
        found.append(_part("actor", doer, noun))
    return found


def _noun_role(kid: Token, event: EventType) -> str | None:
    """ "Norland's raid on the port", "Marland's talks with Zarin", "the Zarin raid", "a clash between clans"."""
    if kid.rel == "nmod:poss" and kid.pos in ("NOUN", "PROPN"):
        return "actor"
    if kid.rel in ("amod", "compound"):
        state = kid.ner[2:] in ("NORP", "Organization") or country_of(kid.text) is not None
        return "actor" if state and event.type is not None else None
    case = case_of(kid)
    if kid.rel != "nmod" or (case != "of" and not (kid.pos == "PROPN" or kid.ner != "O" or kid.pos == "NOUN")):
        return None
    if case == "of":
        return "patient"
    return _NOUN_CASES.get(case or "") if event.type is not None else "actor" if case == "by" else None


def _comes_for(happening: Happening) -> Token | None:
    """ "The envoys returned for talks": who goes to a meeting, a protest, an exercise takes part in it."""
    noun, verb = happening.anchor, happening.anchor.head
    if verb is None or verb.pos != "VERB":
        return None
    if noun.rel == "obj" and verb.lemma in word_class("brings_about") and happening.event.type is not None:
        return subject(verb)  # "the court opened a hearing"
    if noun.rel != "obl" or happening.event.type not in _JOINED:
        return None
    return subject(verb) if case_of(noun) in ("for", "in", "at") and not passive(verb) else None


def _part(role: str, head: Token, around: Token) -> Part:
    above = {around.i, *(t.i for t in around.ancestors())}
    below = frozenset(t.i for k in head.kids if k.i in above for t in k.subtree())
    return Part(role, noun_phrase(head, below), head)
