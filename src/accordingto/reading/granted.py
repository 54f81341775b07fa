"""What a sentence takes for granted: it speaks of a happening as known and tells something else.

"The tanker had 25 people on board when it was seized", "no details of their treaty". Whoever says so need know no
more of it than what others have said (presupposition triggers: Levinson 1983, chapter 4: temporal clauses and
definite descriptions). What is said to come of a happening ("killed in the explosion") is told of it, too.
"""

from accordingto.model.claim import GRANTED
from accordingto.reading.content import case_of
from accordingto.reading.cues import empty_verbs
from accordingto.reading.tree import Token
from accordingto.resources import word_class


def granted(anchor: Token) -> tuple[str, ...]:
    """The reason to say of a happening that it is taken for granted; none where the sentence tells of it."""
    if anchor.pos in ("VERB", "AUX"):
        return _reason("a clause that says when") if _in_time_clause(anchor) else ()
    return _reason("a definite description") if _spoken_of(anchor) else ()


def _reason(why: str) -> tuple[str, ...]:
    return (f"{GRANTED}: {why}",)


def _in_time_clause(verb: Token) -> bool:
    at: Token | None = verb
    while at is not None and at.rel in ("conj", "xcomp"):
        at = at.head
    if at is None or at.rel != "advcl" or at.head is None or not _is_state(at.head):
        return False  # "two were killed when a bus overturned" tells of both
    opening = at.child("mark") or at.child("advmod")
    return opening is not None and opening.i < at.i and opening.lower in word_class("granting_clause")


def _is_state(word: Token) -> bool:
    return word.pos != "VERB" or empty_verbs().get(word.lemma) == "state"


def _spoken_of(noun: Token) -> bool:
    """A noun with "the" or an owner behind a preposition that tells when, or of what."""
    opening = noun.child("det", "nmod:poss")
    if noun.base not in ("obl", "nmod") or opening is None or opening.pos == "NOUN":
        return False
    known = opening.rel == "nmod:poss" or opening.lower in word_class("taking_up")
    return known and case_of(noun) in word_class("granting_case")
