"""On what a saying rests: "the ministry based its count on a customs log", "the station attributed its news to a
captain". Whoever or whatever it rests on is one link further down the chain, with the same content."""

from accordingto.reading.content import case_of, noun_phrase, subject
from accordingto.reading.descriptions import BODIES
from accordingto.reading.draft import Draft
from accordingto.reading.kinds import kind_of, title_class
from accordingto.reading.phrases import head_of
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import table, word_class

_TOLD = ("say", "accuse", "show")
_REACH = 10
"""Sentences back to which a noun is looked for among those who said something; a pronoun only one."""
_LONGEST = 8
"""Words from the verb to the preposition."""


def grounds(parsed: Parsed, drafts: list[Draft]) -> list[Draft]:
    """The links that "X based it on Y" and "X attributed it to Y" add below what X said before."""
    prepositions = {row["verb"]: row["preposition"] for row in table("en/grounds.tsv")}
    told: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.source and draft.cue and draft.act in _TOLD and draft.head.lemma != "cite":
            told.setdefault(draft.head.sentence, []).append(draft)
    found = []
    for verb in parsed.tokens:
        wanted = prepositions.get(verb.lemma)
        if verb.pos != "VERB" or wanted is None or not _of_a_word(verb):
            continue
        ground = _ground(verb, wanted)
        outer = _said_before(verb, told) if ground is not None else None
        if ground is not None and outer is not None:
            link = _link(parsed, verb, ground, outer)
            found.append(link)
            told.setdefault(verb.sentence, []).append(link)  # "the cook had it from a nurse, the nurse from …"
    return found


def _ground(verb: Token, preposition: str) -> Token | None:
    """What follows the preposition, or the object where there is none: a document, a person, a body."""
    if any(case_of(k) == "for" for k in _phrases(verb)):
        return None  # "cited two drivers for speeding"
    if preposition:
        found = next((k for k in _phrases(verb) if k.i > verb.i and case_of(k) == preposition), None)
    else:
        found = next((k for k in verb.children("obj") if k.i > verb.i), None)
    if found is not None and verb.lemma == "cite":
        found = next((k for k in found.children("nmod") if case_of(k) == "from" and not _is_place(k)), found)
    return found if found is not None and _can_be_known_from(found, verb) else None


def _is_place(noun: Token) -> bool:
    """ "Citing data from Lisbon": where it was gathered, unless a body is named."""
    return noun.ner.endswith(("Location", "Date")) or noun.pos == "NUM"


def _can_be_known_from(ground: Token, verb: Token) -> bool:
    """A person, a body, a document, an image; what one merely relies on only if it is a source of word."""
    class_ = kind_of(ground.lower).class_
    if verb.lemma == "rely":
        return class_ in ("document", "imagery", "unnamed")
    return bool(class_ or title_class(ground.lower)) or ground.ner[2:] in ("Person", "Organization")


def _of_a_word(verb: Token) -> bool:
    """Whether it is a word or a number that rests on something: not "based two ships on the island"."""
    if verb.lemma in ("cite", "rely"):
        return True
    thing = verb.child("obj")
    if verb.lemma in ("have", "get"):
        told = thing is not None and thing.lower in ("it", "this", "that")
        return told and verb.rel != "acl:relcl"  # not "more than those that it has from the service"
    words = (*word_class("report_noun"), *word_class("figure"))
    return thing is not None and (thing.pos == "PRON" or thing.lemma in words)


def _phrases(verb: Token) -> list[Token]:
    """The prepositional phrases of a verb, also where the parser has hung them on its object."""
    return [*verb.children("obl"), *(k for o in verb.children("obj") for k in o.children("nmod"))]


def _said_before(verb: Token, told: dict[int, list[Draft]]) -> Draft | None:
    """What the subject of the verb said last: the same noun for it, or a pronoun for whoever spoke last.

    `told`: what was said, by the sentence of its cue.
    """
    who = subject(verb)
    if who is not None and who.lower in word_class("relative_pronoun"):
        who = verb.head
    around = [d for d in told.get(verb.sentence, ()) if who is not None and who in d.source and d.head is not verb]
    if around:
        return around[-1]
    first = verb.sentence - (1 if who is not None and who.pos == "PRON" else _REACH)
    near = [d for number in range(first, verb.sentence + 1) for d in told.get(number, ())]
    before = [d for d in near if d.head.i < verb.i and d.content]
    if who is None or not before:
        return None
    if who.pos == "PRON":
        return before[-1]
    same = [d for d in before if head_of(d.source) is who or head_of(d.source).lemma == who.lemma]
    if not same and kind_of(who.lower).class_ in BODIES and (the := who.child("det")) is not None:
        takes_up = the.lower in word_class("taking_up")  # "the station" after "Radio Selm"
        same = [d for d in before if takes_up and _names_body(d.source)]
    return same[-1] if same else None


def _names_body(source: list[Token]) -> bool:
    """ "Radio Selm", whatever the tagger takes it for."""
    return head_of(source).pos == "PROPN" and (
        head_of(source).ner.endswith("Organization") or any(kind_of(t.lower).class_ in BODIES for t in source)
    )


def _link(parsed: Parsed, verb: Token, ground: Token, outer: Draft) -> Draft:
    source = noun_phrase(ground)
    run = parsed.tokens[verb.i : source[0].i]
    cue = run if len(run) <= _LONGEST else [verb]
    found = Draft("say", 3, verb, source, cue, list(outer.content), reasons=[f"relay {verb.lemma}"])
    found.parent = outer
    return found
