"""Answers that point back: "called the account wishful", "would not discuss the claim", "withdrew the statement".

What they answer was said before: by the owner that the words name ("the diplomats' account"), else where the noun
itself stands ("a finding that …", "called the finding a fiction"), else by the last other who said something; who
takes a word back answers their own. Where nobody fits, nothing is tied.
"""

from dataclasses import dataclass

from accordingto.reading.content import case_of
from accordingto.reading.cues import negated
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


@dataclass(frozen=True, slots=True)
class Answer:
    """A stand on what was said before: who takes it (an attribution by its index; None: the report's own voice),
    at which value (-3 … 3), and whether it takes back their own word."""

    by: int | None
    value: int
    own: bool = False


def answers(parsed: Parsed, testimony: Testimony, telling: set[int]) -> dict[int, list[Answer]]:
    """For each attribution by its index, the answers to it further on: denials, refusals to comment, verdicts.

    `telling` are those, by index, in whose content something happens: only they can be answered.
    """
    found: dict[int, list[Answer]] = {}
    said: dict[int, list[int]] = {}
    for k in sorted(telling):
        if testimony.drafts[k].act in _ANSWERED:
            said.setdefault(testimony.drafts[k].head.sentence, []).append(k)
    for k, draft in enumerate(testimony.drafts):
        value = -3 if _erred(parsed, draft) else _stand(draft)
        thing = _pointed_at(parsed, draft) if value is not None else None
        if value is None or thing is None or _is_general(draft, thing):
            continue
        own = _takes_back(parsed, draft)
        target = _answered(testimony, k, thing, _of_self(testimony, k, said, own=own))
        if target is not None:
            found.setdefault(target, []).append(Answer(k, value, own))
    for target in _verdicts(parsed, testimony, said):
        found.setdefault(target, []).append(Answer(None, -3))
    return found


def denies_another(draft: Draft) -> bool:
    """Whether a denial rejects what was said, and not only insists on the contrary."""
    return draft.act == "deny" and (draft.value < 0 or draft.untrue)


def _erred(parsed: Parsed, draft: Draft) -> bool:
    """ "I misspoke": all that is said, or its main verb."""
    inside = [t for a, b in draft.content for t in parsed.at(a, b)]
    return draft.act in ("say", "deny") and bool(inside) and head_of(inside).lemma == "misspeak"


def _stand(draft: Draft) -> int | None:
    """The value that an answer gives to what it answers; None where an attribution answers nothing."""
    if denies_another(draft):
        return min(draft.value, -2) if draft.value < 0 else -3
    if draft.act == "believe" and draft.value < 0:
        return draft.value
    return 0 if draft.act == "no_comment" else None


def _is_general(draft: Draft, thing: Token) -> bool:
    """ "Could not confirm the reports": no single one of them."""
    words = (draft.head.lemma, *(t.lemma for t in thing.ancestors()))
    confirming = any(w in ("confirm", "verify") for w in words)
    several = thing.lower in ("them", "these", "those") or (thing.pos == "NOUN" and thing.lower != thing.lemma)
    return confirming and several


def _takes_back(parsed: Parsed, draft: Draft) -> bool:
    """ "Withdrew the statement", "said she misspoke"."""
    words = [draft.head, *(t for a, b in draft.content for t in parsed.at(a, b))]
    return any(t.lemma in word_class("taking_back") for t in words)


def _of_self(testimony: Testimony, k: int, said: dict[int, list[int]], *, own: bool) -> dict[int, list[int]]:
    """What was said by others, or where somebody takes back their own word, by them; by sentence."""
    root = testimony.records[k].root.name
    return {n: [j for j in ks if (testimony.records[j].root.name == root) == own] for n, ks in said.items()}


def _pointed_at(parsed: Parsed, draft: Draft) -> Token | None:
    """The word in the content that takes up what was said: "the claim", "their account", "it"."""
    inside = [t for a, b in draft.content for t in parsed.at(a, b)]
    if not inside:
        return None
    if (named := next((t for t in draft.cue if t.pos == "PRON" and t.lower in _POINTING), None)) is not None:
        return named  # called it | a lie
    top = head_of(inside)
    if top.lower in _POINTING and not any(t.pos in ("VERB", "AUX") for t in inside):
        return top
    thing = top.child("obj")
    if thing is not None and thing.lower in _POINTING and top.lemma in word_class("not_spoken"):
        return thing
    if (short := _elided(inside)) is not None:
        return short
    if (beside := _beside(draft)) is not None:
        return beside
    judged = [k for t in inside if _is_verdict(t) for k in t.children("nsubj")]
    pronoun = next((t for t in judged if t.lower in (*_POINTING, "they")), None)
    if pronoun is not None:
        return pronoun
    if (erred := next((t for t in inside if t.lemma == "misspeak"), None)) is not None:
        return erred
    nouns = [t for t in inside if t.pos == "NOUN" and _points(t, top)]
    return next((t for t in nouns if not _says_what(t)), None)


def _beside(draft: Draft) -> Token | None:
    """ "… would quit, a timetable her campaign called fictional": a noun that sums up what was said before it."""
    noun = draft.head.head if draft.untrue and draft.head.rel == "acl:relcl" else None
    if noun is None:
        return None
    apart = any(k.pos == "PUNCT" and noun.i < k.i < draft.head.i for k in draft.head.kids)
    summing_up = noun.rel in ("appos", "parataxis", "obl:unmarked", "nmod:unmarked")
    return noun if summing_up or (apart and _points(noun, noun)) else None


def _points(noun: Token, top: Token) -> bool:
    """ "The claim", "that finding"; "her figure", "this number", with no clause of their own around them."""
    if noun.lemma in word_class("pointing_noun"):
        return True
    known = any(k.lower in word_class("taking_up") for k in noun.children("det", "nmod:poss"))
    return (
        known
        and (noun is top or noun.head is top)
        and noun.lemma in (*word_class("pointing_if_known"), *word_class("sum"))
    )


def _is_verdict(word: Token) -> bool:
    """ "False", "a lie", "not true"."""
    if word.lower in word_class("untrue"):
        return not negated(word)
    return word.lower in word_class("true") and negated(word)


def _elided(inside: list[Token]) -> Token | None:
    """ "Doubts that they will", "denied that it had": a subject and an auxiliary, the verb is the one before."""
    words = [t for t in inside if t.pos not in ("PUNCT", "SCONJ") and t.lower not in word_class("negation")]
    short = len(words) == 2 and words[0].pos == "PRON" and words[1].pos == "AUX"
    return words[1] if short and words[1].lemma != "be" else None


def _says_what(noun: Token) -> bool:
    """Whether words behind the noun tell what was said: "the report that troops left", "rumours about him"."""
    if any(k.i > noun.i for k in noun.children("ccomp", "acl")):
        return True
    return any(case_of(k) not in ("by", "from") for k in noun.children("nmod") if k.i > noun.i)


def _answered(testimony: Testimony, k: int, thing: Token, said: dict[int, list[int]]) -> int | None:
    """`said`: by sentence, the attributions that can be answered."""
    owners = _owners(thing)
    own = testimony.drafts[k]
    near = [
        j
        for number in range(thing.sentence - _REACH, thing.sentence + 1)
        for j in said.get(number, ())
        if testimony.drafts[j].start < own.start and not testimony.drafts[j].holds(thing.start, thing.end)
    ]
    near.sort()
    if owners:
        near = [j for j in near if owners & {t.lemma for t in testimony.drafts[j].source}]
    elif thing.pos == "NOUN" and (again := [j for j in near if _cued_by(testimony.drafts[j], thing)]):
        near = again
    elif thing.pos != "NOUN" or not any(k.lower in word_class("person_possessive") for k in thing.kids):
        near = [j for j in near if testimony.drafts[j].head.sentence >= thing.sentence - _NEAR]
    return near[-1] if near else None


def _cued_by(draft: Draft, noun: Token) -> bool:
    """Whether the noun is what the draft is told by: "a finding that …", "the finding"."""
    return any(t.pos == "NOUN" and t.lemma == noun.lemma for t in draft.cue)


def _verdicts(parsed: Parsed, testimony: Testimony, said: dict[int, list[int]]) -> list[int]:
    """The attributions that the report calls untrue in its own voice: "These allegations are false"."""
    found = []
    by_head = {d.head.i: k for k, d in enumerate(testimony.drafts)}
    for number, sentence in enumerate(parsed.sentences):
        for top in parsed.roots(number):
            about = top.child("nsubj")
            if about is None or not (_is_verdict(top) or _is_no_reality(top)):
                continue
            if about.lemma not in word_class("pointing_noun") or testimony.told_in(sentence.start, top.end)[1:]:
                continue
            if about.i in by_head and not _is_verdict(top):
                found.append(by_head[about.i])
            elif (
                about.i not in by_head
                and not _says_what(about)
                and not testimony.told_in(sentence.start, sentence.end)
            ):
                near = [j for n in range(number - _NEAR, number) for j in said.get(n, ())]
                found += near[-1:]
    return found


def _is_no_reality(verb: Token) -> bool:
    """ "Do not correspond to reality"."""
    return (
        verb.pos == "VERB"
        and negated(verb)
        and any(k.base == "obl" and k.lower in word_class("reality") for k in verb.kids)
    )


def _owners(thing: Token) -> set[str]:
    """The nouns that say whose word it was: "the diplomats' account", "a report by the navy"."""
    named = [*thing.children("nmod:poss"), *thing.children("compound")]
    named += [
        n for n in thing.children("nmod") if (c := n.child("case")) is not None and c.lower in ("by", "of", "from")
    ]
    return {t.lemma for t in named if t.pos in ("NOUN", "PROPN")}
