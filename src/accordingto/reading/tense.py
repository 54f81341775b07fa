"""In which direction from the day of publication a time lies, by the tense of the verb that it belongs to."""

from functools import cache
from itertools import islice
from typing import NamedTuple

from accordingto.reading.calendar import FUTURE, PAST
from accordingto.reading.lexemes import word_list
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import table

PRESENT = "present"
_CLAUSE_ENDS = frozenset({",", ";", ":", "(", ")", "—", "“", "”", '"'})


@cache
def _verbs(kind: str) -> frozenset[str]:
    return frozenset(r["lemma"] for r in table("en/time_verbs.tsv") if r["kind"] == kind)


def _words(kind: str) -> frozenset[str]:
    return word_list("en/time_context.tsv", kind)


class Direction(NamedTuple):
    """Where a time lies, seen from publication: `way` is past or future; `sure` where a verb says so itself."""

    way: str
    sure: bool


def direction(parsed: Parsed, start: int, end: int, lead: str) -> Direction:
    """The direction of the time at `start:end`; `lead` is the preposition before it ("since", "by", or "").

    A bare present tense points ahead ("the deadline passes on Friday"), unless it reports ("data show").
    """
    if lead == "since":
        return Direction(PAST, True)
    tokens = parsed.at(start, end)
    if not tokens:
        return Direction(PAST, False)
    top = next((t for t in tokens if t.head is not None and t.head not in tokens), tokens[0])
    if lead == "ahead" or _is_planned(top.head):
        return Direction(FUTURE, False)
    verb = next((t for t in islice(top.ancestors(), 40) if _is_predicate(t)), None)
    if verb is None:
        return _by_words(parsed, tokens[0])
    found = _by_verb(verb, lead, direct=top.head is verb)
    # "they would appeal against Wednesday's ruling": what is named so has mostly been, unless all of it lies ahead
    return (
        Direction(PAST, False)
        if top.rel == "nmod:poss" and found == (FUTURE, False) and _is_unreal(verb)
        else found
    )


def _is_planned(head: Token | None) -> bool:
    """ "The slated visit in May", "a forthcoming vote on Friday"."""
    return head is not None and any(
        k.lower in _words("coming") or (k.lower.endswith("ed") and _is(k, "forward", "plan"))
        for k in head.kids
        if k.base == "amod" and k.i < head.i
    )


def _is_unreal(verb: Token) -> bool:
    helpers = {k.lower for k in verb.kids if k.base in ("aux", "mark")}
    return bool(helpers & (_words("modal") | {"to"})) and not helpers & _words("will")


def _by_verb(verb: Token, lead: str, *, direct: bool) -> Direction:
    tense = _tense(verb, 0)
    if tense == PAST and lead in _words("ahead") and any(k.lower in ("has", "have") for k in verb.kids):
        return Direction(FUTURE, False)  # "has given them until Friday"
    if tense == PAST:
        ahead = _is(verb, "forward") or (lead == "for" and direct)
        return Direction(FUTURE if ahead else PAST, direct and not ahead and lead not in _words("ahead"))
    if tense == PRESENT and lead not in _words("ahead") and (_is(verb, "report") or not direct or lead == "as"):
        return Direction(PAST, False)
    return Direction(FUTURE, tense == FUTURE and direct)


def _is(verb: Token, *kinds: str) -> bool:
    base = verb.lemma or verb.lower
    return any(base in _verbs(kind) or base + "e" in _verbs(kind) for kind in kinds)


def _is_predicate(token: Token) -> bool:
    return token.pos in ("VERB", "AUX") or token.child("cop", "aux") is not None


def _tense(verb: Token, depth: int) -> str:
    """Past, present or future of a verb with its auxiliaries."""
    helpers = {k.lower for k in verb.kids if k.base in ("aux", "cop")}
    if helpers & _words("will"):
        return FUTURE
    if helpers & _words("modal"):
        return PAST if helpers & _words("perfect") or _could_not(verb, helpers) else FUTURE
    if helpers & _words("past"):
        return PAST
    if any(k.lower == "to" and k.base in ("mark", "aux") for k in verb.kids):
        return _of_infinitive(verb, depth)
    if helpers & _words("present"):
        return PRESENT
    if verb.rel == "xcomp" and verb.head is not None and verb.lower == verb.lemma and depth < 3:
        return _tense(verb.head, depth + 1)  # "they let him go on Friday"
    return _of_form(verb, depth)


def _could_not(verb: Token, helpers: set[str]) -> bool:
    """ "Could not be reached": tells of what was."""
    if "could" not in helpers:
        return False
    subject = verb.child("nsubj")
    none = subject.subtree()[0].lower in ("neither", "no", "none", "nobody") if subject is not None else False
    return none or any(k.lower in ("not", "n't", "n’t", "never") for k in verb.kids)


def _above(verb: Token) -> Token | None:
    return next((t for t in islice(verb.ancestors(), 40) if _is_predicate(t)), None)


def _of_infinitive(verb: Token, depth: int) -> str:
    """ "Hopes to leave" and "agreed to leave" point ahead, "managed to leave" does not."""
    above = _above(verb)
    passive = any(k.lower == "be" and k.base == "aux" for k in verb.kids)
    if above is None or depth > 3 or (verb.rel == "acl" and passive):
        return FUTURE  # "an event to be held on Friday"
    return PAST if _tense(above, depth + 1) == PAST and not _is(above, "forward", "plan") else FUTURE


def _of_form(verb: Token, depth: int) -> str:
    form = verb.lower
    if form in _words("past") or (verb.rel == "acl" and not form.endswith("ing")):
        return PAST  # "a message read on Friday"
    if form in _words("present"):
        return PRESENT
    if form.endswith("ing"):
        above = _above(verb)
        return _tense(above, depth + 1) if above is not None and depth < 3 else PAST
    if form.endswith("ed") or form in _verbs("same"):
        return PAST
    inflected = verb.lemma and form != verb.lemma and not form.endswith("s")
    return PAST if inflected or verb.pos != "VERB" else PRESENT


def _by_words(parsed: Parsed, first: Token) -> Direction:
    """Without a tree: the nearest word before that tells, in the same clause."""
    begin = parsed.spans[first.sentence][0] if first.sentence < len(parsed.spans) else 0
    for token in reversed(parsed.tokens[max(begin, first.i - 40) : first.i]):
        if token.lower in _CLAUSE_ENDS:
            break
        if token.lower in _words("will") or token.lower in _words("future_sign"):
            return Direction(FUTURE, False)
        if token.lower in _words("past") or token.lower.endswith("ed"):
            return Direction(PAST, token.lower in _words("past"))
    return Direction(PAST, False)
