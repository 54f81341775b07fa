"""Denials and refusals that point back: "the minister called the account wishful", "would not discuss the claim".

What they answer was said before, by somebody else: the owner that the words name ("the diplomats' account"), else
the last one who said something. Where nobody fits, nothing is tied.
"""

from accordingto.reading.content import case_of
from accordingto.reading.draft import Draft
from accordingto.reading.phrases import head_of
from accordingto.reading.testimony import Testimony
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import word_class

_REACH = 6
"""Sentences back to which an answer reaches."""
_NEAR = 2
"""The same where nobody is named whose word it was."""
_ANSWERED = ("say", "accuse", "believe", "show", "plan", "decide")
_POINTING = ("it", "this", "that", "them", "these", "those")


def answers(parsed: Parsed, testimony: Testimony, telling: set[int]) -> dict[int, list[int]]:
    """For each attribution by its index, the attributions further on that deny it or will not comment on it.

    `telling` are those, by index, in whose content something happens: only they can be answered.
    """
    found: dict[int, list[int]] = {}
    said: dict[int, list[int]] = {}
    for k in sorted(telling):
        if testimony.drafts[k].act in _ANSWERED:
            said.setdefault(testimony.drafts[k].head.sentence, []).append(k)
    for k, draft in enumerate(testimony.drafts):
        rejects = denies_another(draft)
        silent = draft.act == "no_comment" and draft.head.lemma not in ("confirm", "verify")
        thing = _pointed_at(parsed, draft) if rejects or silent else None
        target = _answered(testimony, k, thing, said) if thing is not None else None
        if target is not None:
            found.setdefault(target, []).append(k)
    return found


def denies_another(draft: Draft) -> bool:
    """Whether a denial rejects what was said, and not only insists on the contrary."""
    return draft.act == "deny" and (draft.value < 0 or draft.untrue)


def _pointed_at(parsed: Parsed, draft: Draft) -> Token | None:
    """The word in the content that takes up what was said: "the claim", "their account", "it"."""
    inside = [t for a, b in draft.content for t in parsed.at(a, b)]
    if not inside:
        return None
    top = head_of(inside)
    if top.lower in _POINTING and not any(t.pos in ("VERB", "AUX") for t in inside):
        return top
    judged = [k for t in inside if t.lower in word_class("untrue") for k in t.children("nsubj")]
    pronoun = next((t for t in judged if t.lower in (*_POINTING, "they")), None)
    if pronoun is not None:
        return pronoun
    nouns = [t for t in inside if t.lemma in word_class("pointing_noun") and t.pos == "NOUN"]
    return next((t for t in nouns if not _says_what(t)), None)


def _says_what(noun: Token) -> bool:
    """Whether words behind the noun tell what was said: "the report that troops left", "rumours about him"."""
    if any(k.i > noun.i for k in noun.children("ccomp", "acl")):
        return True
    return any(case_of(k) not in ("by", "from") for k in noun.children("nmod") if k.i > noun.i)


def _answered(testimony: Testimony, k: int, thing: Token, said: dict[int, list[int]]) -> int | None:
    """`said`: by sentence, the attributions that can be answered."""
    owners = _owners(thing)
    own, root = testimony.drafts[k], testimony.records[k].root.name
    first = thing.sentence - (_REACH if owners else _NEAR)
    near = sorted(j for number in range(first, thing.sentence + 1) for j in said.get(number, ()))
    before = [
        j
        for j in near
        if testimony.drafts[j].start < own.start
        and testimony.records[j].root.name != root
        and not testimony.drafts[j].holds(thing.start, thing.end)
    ]
    if owners:
        before = [j for j in before if owners & {t.lemma for t in testimony.drafts[j].source}]
    return before[-1] if before else None


def _owners(thing: Token) -> set[str]:
    """The nouns that say whose word it was: "the diplomats' account", "a report by the navy"."""
    named = [*thing.children("nmod:poss"), *thing.children("compound")]
    named += [
        n for n in thing.children("nmod") if (c := n.child("case")) is not None and c.lower in ("by", "of", "from")
    ]
    return {t.lemma for t in named if t.pos in ("NOUN", "PROPN")}
