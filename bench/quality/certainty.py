"""The rules of factuality.py and the model's own estimate, weighed: measured, and not used by the reading.

The model has learnt from web talk, in which a plan is something that has not happened; the rules speak of reports,
in which an announced departure is certain (FactBank's view). Here the register of the sentence decides: in talk
the model is heard, in a report the rules, unless the model is sure of the contrary. It gains on corpora of single
sentences and loses on our stories (docs/explanation/quality.md), so claims go by the rules alone.
"""

from collections.abc import Sequence

from accordingto.reading.cues import negated
from accordingto.reading.factuality import Told, told
from accordingto.reading.tree import Token
from accordingto.resources import word_class

_LIMIT = 3.0
_LEAST = 0.5
"""The model's estimate from which on what a report tells plainly is certain."""
_BARE = 1.0
_SURE = 2.4
"""The model's estimate from which on it outweighs a rule that would leave the happening open."""
_OUTWEIGHS = 2.5
_NEVER = -2.0
_SOFT = frozenset((
    "aux should", "aux must", "aux may", "aux might", "aux could", "adv perhaps", "adv maybe",
))  # fmt: skip
_NAMES = ("Organization", "NORP", "Location", "Person", "Product", "Money")


def certainty(anchor: Token, sentence: Sequence[Token]) -> float:
    """From -3 (certainly not so) to 3 (certainly so), as the sentence has it, whoever holds it.

    `anchor` is the word that names the happening, `sentence` the words around it.
    """
    estimate = max(-_LIMIT, min(_LIMIT, anchor.value))
    how = told(anchor)
    if is_talk(sentence) or how.status == "conditional" or _SOFT & set(how.reasons):
        return estimate
    if how.status == "did-not-happen" and how.reasons[-1] != "negated":
        return -_LIMIT  # "the cancelled visit": no model is asked
    if how.status == "did-not-happen":
        return -_LIMIT if estimate < _OUTWEIGHS else _LIMIT
    if how.status in ("happened", "ongoing"):
        return _LIMIT if estimate >= _LEAST else estimate
    return _ahead(how, estimate, named=any(t.ner[2:] in _NAMES for t in sentence))


def _ahead(how: Told, estimate: float, *, named: bool) -> float:
    """The value of what is planned, predicted or merely possible."""
    if how.status in ("planned", "predicted") and how.value > 1:
        if estimate < 0 and not named:
            return estimate
        return _LIMIT if estimate >= _NEVER else (_LIMIT + estimate) / 2
    if set(how.reasons) <= {"infinitive"}:
        return _LIMIT if estimate >= _BARE else float(how.value)
    return _LIMIT if estimate >= _SURE else float(how.value)


def is_talk(sentence: Sequence[Token]) -> bool:
    """Whether somebody is speaking to somebody: "I", "you", "don't", a question, an order."""
    if any(t.lower in word_class("talk") and t.text != "US" for t in sentence):
        return True
    root = next((t for t in sentence if t.head is None), None)
    return root is None or _is_order(root)


def _is_order(root: Token) -> bool:
    bare = root.pos == "VERB" and root.lower == root.lemma and not negated(root)
    return bare and not any(k.base in ("nsubj", "expl", "aux", "csubj") for k in root.kids)
