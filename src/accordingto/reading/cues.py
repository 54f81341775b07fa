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
SILENCE = Cue("withhold", "VERB", "no_comment", "any", 0)
FIGURE = Cue("put at", "VERB", "say", "any", 3)


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
    if _withholds(token):
        return SILENCE
    listed = _with_particle(token) or _rows().get((token.lemma, "VERB"))
    if listed is not None and listed.lemma in word_class("only_with_of") and not _with_of(token):
        listed = None  # "spoke for an hour"
    if (listed is None or listed.act == "say") and _gives_figure(token):
        return FIGURE
    if listed is not None:
        thing = token.child("obj")
        if listed.lemma in word_class("only_of_reports"):
            return listed if thing is not None and thing.lemma in word_class("report_noun") else None
        clause = listed.lemma not in word_class("only_of_clauses") or token.child("ccomp", "xcomp") is not None
        return listed if clause or thing is None else None
    if _has_it(token):
        return AS_TOLD
    if token.pos != "VERB" or token.lemma in empty_verbs():
        return None  # "seems to" and "begins to" attribute nothing, whatever the model thinks
    return UNLISTED if token.cue != "O" or _carries_clause(token) else None


def _with_of(verb: Token) -> bool:
    cases = (k.child("case") for k in verb.children("obl"))
    return any(case is not None and case.lower == "of" for case in cases)


def _withholds(verb: Token) -> bool:
    """ "Would not name the caller", "will not discuss it": a verb that tells, which somebody will not do."""
    return will_not(verb) and verb.lemma in _not_said() and verb.lemma not in word_class("not_only_telling")


def will_not(verb: Token) -> bool:
    """ "Would not say", "won't name": negated, with a form of "will"."""
    return negated(verb) and any(k.lower in word_class("will") for k in verb.kids if k.base == "aux")


def particle(token: Token) -> Token | None:
    """The word behind a verb that makes one cue with it ("walk back", "keep mum"), if a row names the two."""
    reach = token.i + (3 if any(k.lower == "it" and k.i == token.i + 1 for k in token.kids) else 2)
    near = [k for k in token.kids if token.i < k.i <= reach]
    return next((k for k in near if (f"{token.lemma} {k.lower}", "VERB") in _rows()), None)


def _with_particle(token: Token) -> Cue | None:
    other = particle(token)
    if other is None:
        return None
    cue = _rows()[f"{token.lemma} {other.lower}", "VERB"]
    things = [k for k in token.children("obj", "obl", "nsubj:pass") if k is not other]
    if cue.act == "deny" and not any(_is_told(k) for k in things):
        return None  # "took back the town"
    return cue


def _is_told(noun: Token) -> bool:
    """A noun for what somebody says: "claim", "rumour", "warning"."""
    listed = _rows().get((noun.lemma, "NOUN"))
    return noun.lemma in word_class("report_noun") or (listed is not None and listed.act in ("say", "accuse"))


def silent_noun(verb: Token) -> Token | None:
    """ "Had no comment", "made no mention", "gave no details": the noun of what is not said, if it is not."""
    if verb.pos not in ("VERB", "AUX") or verb.lemma not in word_class("giving_word"):
        return None
    thing = verb.child("obj")
    if thing is None:
        return None
    none = any(k.lower == "no" for k in thing.kids) or negated(verb)
    return thing if none and thing.lemma in word_class("word_not_given") else None


def on_condition(verb: Token) -> bool:
    """ "Both asked not to be named": a condition of the talk, nothing that was said."""
    inner = verb.child("xcomp")
    if inner is None:
        return False
    hidden = any(k.lower in word_class("unnamed") for k in [inner, *inner.kids])
    named = inner.lemma in word_class("naming") or any(
        k.lemma in ("name", "identity") for k in inner.children("obj")
    )
    return hidden or (named and (negated(inner) or negated(verb)))


def _gives_figure(verb: Token) -> bool:
    """ "Puts the toll at 40", "has it between 30 and 35": whoever gives a number answers for it."""
    thing = verb.child("obj")
    if verb.lemma not in word_class("figure_verb") or thing is None:
        return False
    if thing.lower != "it" and (verb.lemma == "have" or thing.lemma not in word_class("figure")):
        return False
    places = [k for k in verb.kids if k.i > verb.i for k in (k, *k.kids)]
    found = [
        k for k in places if k.base in ("obl", "nmod", "obj", "xcomp", "nummod") and k.child("case") is not None
    ]
    return any(
        k.child("case").lower in (("as",) if verb.lemma == "give" else ("at", "between"))  # type: ignore[union-attr]
        and (k.pos == "NUM" or any(t.pos == "NUM" for t in k.kids))
        and not k.ner.endswith("Date")
        for k in found
    )


def adjective_cue(token: Token) -> Cue | None:
    """The cue that a predicate adjective is ("is adamant that", "is ready to"), None where it is none."""
    if token.pos not in ("ADJ", "VERB") or not any(k.rel in ("cop", "aux:pass") for k in token.kids):
        return None
    return _rows().get((token.lower, "ADJ"))


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
    own = particle(token)
    members = {k.i for k in token.kids if k is own or k.rel in _INSIDE or k.base == "aux" or k.rel == "cop"}
    first = last = token.i
    while first - 1 in members:
        first -= 1
    while last + 1 in members and (_may_follow(after := sentence[last + 1 - offset]) or after is own):
        last += 1
    # an adverb that opens the run and is really the clause's ("Still, …") is cut by its comma, not here
    return sentence[first - offset : last + 1 - offset]


def _may_follow(token: Token) -> bool:
    return token.rel == "compound:prt" or token.lower in word_class("negation") or token.lower.endswith("ly")


def negated(token: Token) -> bool:
    """Whether the verb is negated by a particle or by its auxiliary."""
    return any(k.lower in word_class("negation") for k in token.kids if k.base in ("advmod", "aux", "cc", "det"))


def no_argument(verb: Token) -> bool:
    """Whether nobody or nothing does the verb or has it done: "nobody left", "found no weapons"."""
    found = [d for k in verb.kids if k.base in ("nsubj", "obj") for d in [k, *k.kids]]
    return any(d.lower in word_class("nobody") for d in found)


@cache
def _not_said() -> frozenset[str]:
    return frozenset(lemma for lemma, pos in _rows() if pos == "INF")


def no_comment_verb(verb: Token, cue: Cue) -> bool:
    """Whether the verb refuses to speak: "declined to comment", "did not reply to", "would not say"."""
    inner = verb.child("xcomp")
    if cue.act == "no_comment" or (cue.lemma == "refuse"):
        return (inner is not None and _tells(inner)) or (cue.act == "no_comment" and inner is None)
    silent = negated(verb) or _not_yet(verb)
    return silent and cue.lemma in word_class("no_reply") and (verb.child("ccomp") is None)


def _tells(verb: Token) -> bool:
    """Whether an infinitive is one of telling: "to comment", "to give a reason"; not "to give them tanks"."""
    if verb.lemma in word_class("not_only_telling") and verb.lemma not in ("speak", "talk"):
        thing = verb.child("obj")
        return thing is not None and thing.lemma in word_class("information")
    return verb.lemma in _not_said()


def _not_yet(verb: Token) -> bool:
    """ "Has yet to respond"."""
    above = verb.head
    return verb.rel == "xcomp" and above is not None and any(k.lower == "yet" for k in [*above.kids, *verb.kids])
