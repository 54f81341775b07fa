"""What pronouns among the participants stand for, and which named thing a description goes back to.

Two voices again: the subject before that agrees in number and kind, and the model's link. A pronoun is resolved
where both mean the same word, since a wrong name in a claim is worse than a bare "it" (measured, with each voice
alone, by `python -m bench.antecedents`). A description ("the ship") keeps its words, tied to a name only where
the model is sure.
"""

from collections.abc import Callable, Container

from accordingto.reading.descriptions import gender_of
from accordingto.reading.kinds import title_class
from accordingto.reading.pairs import chain
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import word_class

_LEAST = -1.0
"""How far a pronoun's link may fall behind there being none, where the subject before says the same."""
_SURE = 1.5
"""How far a description's link has to be ahead of there being none."""
_BODIES = ("Organization", "Location", "NORP")
_BACK = 2
"""Sentences back to which a subject is looked for."""


def antecedent(parsed: Parsed, pronoun: Token) -> Token | None:
    """The head of the phrase that a third-person pronoun stands for, None where the two voices differ."""
    heard = linked(parsed, pronoun)
    return heard if heard is not None and heard is subject_before(parsed, pronoun) else None


def linked(parsed: Parsed, pronoun: Token) -> Token | None:
    """The noun that the model's links lead to, over other pronouns, if it agrees with the pronoun."""
    fits, link = _agreeing(pronoun), parsed.links.get(pronoun.i)
    if fits is None or link is None or link.margin < _LEAST:
        return None
    back = (link.antecedent, *chain(parsed.links, link.antecedent))
    noun = next((t for t in back if t.pos != "PRON"), None)
    return noun if noun is not None and fits(noun) else None


def subject_before(parsed: Parsed, pronoun: Token) -> Token | None:
    """The last subject before a pronoun that agrees with it, in its sentence or the two before."""
    fits = _agreeing(pronoun)
    if fits is None:
        return None
    first = parsed.spans[max(0, pronoun.sentence - _BACK)][0]
    before = reversed(parsed.tokens[first : pronoun.i])
    return next((t for t in before if t.base == "nsubj" and t.pos in ("NOUN", "PROPN") and fits(t)), None)


def named_before(parsed: Parsed, head: Token, names: Container[int]) -> Token | None:
    """The word of a name that a description ("the", "this", "its") goes back to; `names` has their indices."""
    opening = head.child("det", "nmod:poss")
    if head.pos != "NOUN" or opening is None or opening.lower not in word_class("taking_up"):
        return None
    link = parsed.links.get(head.i)
    if link is None or link.margin < _SURE:
        return None
    back = (link.antecedent, *chain(parsed.links, link.antecedent))
    return next((t for t in back if t.i in names), None)


def _agreeing(pronoun: Token) -> Callable[[Token], bool] | None:
    """What a pronoun asks of the noun that it stands for; None for words that are no such pronoun."""
    word = pronoun.lower
    if word in ("it", "itself"):
        return lambda t: not _is_person(t) and not _is_plural(t)
    if word in ("they", "them", "these", "those"):
        return lambda t: _is_plural(t) or t.ner[2:] in _BODIES
    if word in word_class("singular_person"):
        return lambda t: _is_person(t) or (t.pos == "PROPN" and t.ner[2:] not in _BODIES)
    return None


def _is_plural(noun: Token) -> bool:
    changed = noun.pos == "NOUN" and noun.lemma != noun.lower
    return changed or noun.lower in word_class("plural_noun") or noun.child("conj") is not None


def _is_person(noun: Token) -> bool:
    return noun.ner.endswith("Person") or title_class(noun.lemma) is not None or gender_of(noun) is not None
