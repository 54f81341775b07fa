"""Nouns that attribute: "the claim that …", "in the agency's account", "a newspaper report that …"."""

from accordingto.reading.content import case_of, fragments, noun_phrase, subject
from accordingto.reading.cues import Cue, empty_verbs
from accordingto.reading.draft import Draft
from accordingto.reading.kinds import kind_of
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import word_class


def account_draft(parsed: Parsed, noun: Token, cue: Cue) -> Draft | None:
    """ "In the agency's account", "in her view": whoever owns the account answers for the clause around it."""
    owner, governor = noun.child("nmod:poss"), noun.head
    if owner is None or governor is None or noun.rel != "obl" or case_of(noun) not in ("in", "by"):
        return None
    source = noun_phrase(owner)
    the = noun.child("det")
    if the is not None and the.i == source[0].i - 1:
        source = [the, *source]  # "in that agency's account", where the parser gives the word to the account
    ranges = fragments(parsed, governor.subtree(), {t.i for t in noun.subtree()})
    return Draft(cue.act, cue.value, noun, source, [noun], ranges, reasons=[f"noun {noun.lemma} of its owner"])


def noun_draft(parsed: Parsed, noun: Token, cue: Cue) -> Draft | None:
    """ "The claim that …", with who made it where the text says so: its owner, the body named before it."""
    clause = next((k for k in noun.children("ccomp", "acl") if k.i > noun.i and k.child("mark") is not None), None)
    if clause is None or _is_medium(noun):
        return None
    if clause.child("mark").lower not in ("that", "to", "of"):  # type: ignore[union-attr]
        return None
    owner = noun.child("nmod:poss")
    if owner is None:
        owner = next((k for k in noun.children("nmod") if case_of(k) in ("of", "by", "from")), None)
    carried = noun.head is not None and empty_verbs().get(noun.head.lemma) in ("light", "state")
    if owner is None and carried and noun.rel in ("obj", "obl") and noun.head is not None:
        owner = subject(noun.head)  # "made a claim", "had a plan"; who rejects a claim has not made it
    if owner is None and clause.child("mark").lower != "that":  # type: ignore[union-attr]
        return None
    if owner is None and (teller := _teller(parsed, noun)):
        ranges = fragments(parsed, clause.subtree(), {noun.i})
        run = parsed.tokens[noun.i : teller[0].i] or [noun]
        return Draft(cue.act, cue.value, noun, teller, run, ranges, reasons=[f"noun {noun.lemma}"])
    source = _owner_phrase(noun, owner) if owner else []
    taken = {noun.i} | {t.i for t in source}
    ranges = fragments(parsed, clause.subtree(), taken)
    return Draft(cue.act, cue.value, noun, source, [noun], ranges, reasons=[f"noun {noun.lemma}"])


def _is_medium(noun: Token) -> bool:
    """ "Said in a statement that …": the verb attributes, the statement is how."""
    above = noun.head
    return noun.rel == "obl" and noun.lemma in word_class("medium") and above is not None and above.pos == "VERB"


def _owner_phrase(noun: Token, owner: Token) -> list[Token]:
    own = {t.i for t in owner.subtree()}
    return noun_phrase(owner, frozenset(t.i for t in noun.subtree() if t.i not in own))


def _teller(parsed: Parsed, noun: Token) -> list[Token]:
    """ "A Swedish newspaper report that …": the body in front of the noun, with the words before it."""
    spread = next((k for k in noun.children("acl") if k.i > noun.i and k.child("mark") is None), None)
    by = spread.child("obl:agent", "obl", "obj") if spread is not None else None
    if by is not None and (by.ner[2:] == "Organization" or kind_of(by.lower).class_):
        return noun_phrase(by)  # "the allegation, broadcast by Radio Sahwa, that"
    before = parsed.tokens[noun.i - 1]
    named = before.ner[2:] == "Organization" or kind_of(before.lower).class_ in ("outlet", "agency", "state_body")
    if before.head is not noun or before.rel not in ("compound", "amod", "nmod") or not named:
        return []
    own = {t.i for t in noun.subtree()}
    first = before.i
    while first - 1 in own and parsed.tokens[first - 1].pos in ("DET", "ADJ", "PROPN", "NOUN"):
        first -= 1
    return parsed.tokens[first : before.i + 1]
