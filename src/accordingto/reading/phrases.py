"""Phrases that name or describe a party: their head, their bare words, what they say of a name."""

from collections.abc import Sequence

from accordingto.reading.content import noun_phrase
from accordingto.reading.mentions import Name
from accordingto.reading.tree import Token


def head_of(tokens: list[Token]) -> Token:
    """The token of a phrase that all others hang on."""
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head is None or t.head.i not in inside), tokens[0])


def short_phrase(head: Token) -> list[Token]:
    """A noun with its modifiers, without relative clauses, coordination and the preposition before it."""
    out = frozenset(
        t.i for k in head.kids if k.rel in ("acl:relcl", "acl", "conj", "cc", "advcl") for t in k.subtree()
    )
    return noun_phrase(head, out)


def stands_for(name: Name, head: Token) -> bool:
    """Whether a name is what the phrase of `head` is about: its head, or in apposition to it."""
    first = name.tokens[0]
    return any(t is head for t in name.tokens) or (
        first.rel in ("appos", "flat", "compound") and first.head is head
    )


def introduction(name: Name) -> list[Token]:
    """The words that stand with a name in one phrase: its title, what it is said to be."""
    top = name.tokens[0]
    around = top.head if top.rel in ("appos", "flat") and top.head is not None else top
    below = {t.i for k in around.kids if k.rel in ("acl:relcl", "parataxis", "conj") for t in k.subtree()}
    return [t for t in around.subtree() if t not in name.tokens and t.i not in below and t.pos != "PUNCT"]


def is_subject(name: Name) -> bool:
    """Whether a name is the subject of its clause."""
    return name.tokens[0].rel.startswith("nsubj")


def bare(words: str) -> str:
    """A phrase without its article, determiner and trailing possessive."""
    parts = words.split()
    while len(parts) > 1 and parts[0].lower() in (
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
    ):
        parts = parts[1:]
    out = " ".join(parts)
    return out[:-2] if out.endswith(("'s", "’s")) else out


def named_in_apposition(head: Token) -> list[Token]:
    """The proper name behind a role, also where the tagger saw none: "the mayor of Hallmere, Jorun Teel"."""
    kids = [k for t in [head, *head.children("nmod")] for k in t.children("appos")]
    kid = next((k for k in kids if k.pos == "PROPN" and k.ner[2:] in ("", "Person")), None)
    return [t for t in kid.subtree() if t is kid or t.rel == "flat"] if kid is not None else []


def is_label(head: Token) -> bool:
    """Whether a source is a speaker's label in capitals, as in a transcript."""
    return head.text.isupper() and len(head.text) > 3 and head.ner[2:] != "Organization"


def of_a_pronoun(noun: Token) -> bool:
    """ "Their soldiers": whose they are would have to be found first, and for that whose the ones before are."""
    owner = noun.child("nmod:poss")
    return owner is not None and owner.pos == "PRON"


def uncapitalised(words: str, tokens: Sequence[Token]) -> str:
    """The words of a phrase, in which a common noun at the head of a sentence is no name: "Police said"."""
    first = next((t for t in tokens if words.startswith(t.text)), None)
    common = first is not None and first.pos in ("NOUN", "ADJ", "NUM") and first.text[1:].islower()
    return words[:1].lower() + words[1:] if common else words
