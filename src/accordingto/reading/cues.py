"""Cues: the words that attribute, found by lexicon (`en/cues.tsv`), by the tree, and by the model's own labels.

A cue that no lexicon row names is believed when the model labels it and the tree gives it a clause to carry:
a list of verbs alone finds little more than half of the cues in news (Newell et al. 2018).
"""

from dataclasses import dataclass
from functools import cache

from accordingto.reading.tree import Token
from accordingto.resources import table, word_class

_INSIDE = ("aux", "advmod", "compound:prt")


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the lexicon. `takes`: clause, any (a noun phrase may be the content), to, that, source, none."""

    lemma: str
    pos: str
    act: str
    takes: str
    value: int


AS_TOLD = Cue("have it", "VERB", "say", "clause", 3)
UNLISTED = Cue("", "VERB", "say", "clause", 3)


@cache
def _rows() -> dict[tuple[str, str], Cue]:
    return {
        (r["lemma"], r["pos"]): Cue(r["lemma"], r["pos"], r["act"], r["takes"], int(r["value"]))
        for r in table("en/cues.tsv")
    }


@cache
def empty_verbs() -> dict[str, str]:
    """Verbs that name no happening of their own, by kind: light, aspect, state."""
    return {r["lemma"]: r["kind"] for r in table("en/empty_verbs.tsv")}


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], Cue]]]:
    """Prepositional cues by their first word, longest first."""
    by_first: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for (lemma, pos), cue in _rows().items():
        if pos == "ADP":
            phrase = tuple(lemma.split())
            by_first.setdefault(phrase[0], []).append((phrase, cue))
    for found in by_first.values():
        found.sort(key=lambda item: -len(item[0]))
    return by_first


def verb_cue(token: Token) -> Cue | None:
    """The cue that a verb is, None where it is none. Content and source are not looked at here."""
    if token.pos not in ("VERB", "AUX") or token.rel in (
        "case",
        "fixed",
        "amod",
        "compound",
        "aux",
        "aux:pass",
        "cop",
    ):
        return None
    listed = _rows().get((token.lemma, "VERB"))
    if listed is not None:
        return listed
    if _has_it(token):
        return AS_TOLD
    if token.pos != "VERB" or token.lemma in empty_verbs():
        return None  # "seems to" and "begins to" attribute nothing, whatever the model thinks
    return UNLISTED if token.cue != "O" or _carries_clause(token) else None


def _has_it(verb: Token) -> bool:
    """ "As the ministry has it"."""
    thing = verb.child("obj")
    marked = any(k.rel == "mark" and k.lower == "as" for k in verb.kids)
    return verb.lemma == "have" and marked and thing is not None and thing.lower == "it"


def _carries_clause(verb: Token) -> bool:
    """Whether a verb that no row names has a subject and a clause with a subject: "she swears that he left".

    A list of verbs is never whole; nearly all verbs built so in news attribute (measured on PolNeAR train).
    """
    clause, who = verb.child("ccomp"), verb.child("nsubj")
    if clause is None or who is None or clause.child("nsubj", "csubj", "expl") is None:
        return False
    mark = clause.child("mark")
    return mark is None or mark.lower in ("that", "whether", "if")


def noun_cue(token: Token) -> Cue | None:
    """The cue that a noun is ("the claim that …"), None where it is none."""
    return _rows().get((token.lemma, "NOUN")) if token.pos == "NOUN" else None


def adverb_cue(token: Token) -> Cue | None:
    """The cue that an adverb is ("reportedly"), None where it is none."""
    return _rows().get((token.lower, "ADV")) if token.pos == "ADV" else None


def phrase_cue(sentence: list[Token], at: int) -> tuple[int, Cue] | None:
    """How many words from `at` on are a prepositional cue ("according to"), and which."""
    for phrase, cue in _phrases().get(sentence[at].lower, ()):
        if tuple(w.lower for w in sentence[at : at + len(phrase)]) == phrase:
            return len(phrase), cue
    return None


def verb_group(token: Token, sentence: list[Token], offset: int) -> list[Token]:
    """The verb with the auxiliaries, negation and adverbs that touch it: one run of words.

    `sentence` are its tokens, `offset` the index of the first of them in the text.
    """
    members = {k.i for k in token.kids if k.rel in _INSIDE or k.base == "aux" or k.rel == "cop"}
    first = last = token.i
    while first - 1 in members:
        first -= 1
    while last + 1 in members and _may_follow(sentence[last + 1 - offset]):
        last += 1
    # an adverb that opens the run and is really the clause's ("Still, …") is cut by its comma, not here
    return sentence[first - offset : last + 1 - offset]


def _may_follow(token: Token) -> bool:
    return token.rel == "compound:prt" or token.lower in word_class("negation") or token.lower.endswith("ly")


def negated(token: Token) -> bool:
    """Whether the verb is negated by a particle or by its auxiliary."""
    return any(k.lower in word_class("negation") for k in token.kids if k.base in ("advmod", "aux", "cc", "det"))


@cache
def _not_said() -> frozenset[str]:
    return frozenset(lemma for lemma, pos in _rows() if pos == "INF")


def no_comment_verb(verb: Token, cue: Cue) -> bool:
    """Whether the verb refuses to speak: "declined to comment", "did not reply to", "would not say"."""
    inner = verb.child("xcomp")
    if cue.act == "no_comment" or (cue.lemma == "refuse"):
        return (inner is not None and inner.lemma in _not_said()) or (cue.act == "no_comment" and inner is None)
    return negated(verb) and cue.lemma in word_class("no_reply") and (verb.child("ccomp") is None)
