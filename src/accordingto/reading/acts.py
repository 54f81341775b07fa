"""What a holder does with a content: say, deny, accuse, believe, plan, decide, show, decline to comment, ask.

The cue gives the act (`en/cues.tsv`); negation, what follows it and what is said may make it another. Labels after
the project's own gold of chains, close to FactBank's source-introducing predicates (Saurí and Pustejovsky 2009).
"""

from accordingto.reading.content import case_of
from accordingto.reading.cues import Cue, negated
from accordingto.reading.draft import Draft
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import word_class

_NIL = ("nothing",)


def act_of(verb: Token, cue: Cue, refused: bool) -> tuple[str, int]:
    """The act of a cue and how certain its holder is of the content, with negation; `refused`: to speak at all."""
    if _leaves_open(verb, cue):
        return "say", 1
    if refused or stops_short(verb) or (negated(verb) and _will_not(verb) and cue.act == "say"):
        return "no_comment", 0
    if cue.act == "no_comment":
        return "decide", 3  # "declined to hand it over": nothing that would be said
    if negated(verb):
        return _negated(verb, cue)
    if (own := _own_action(verb, cue)) is not None:
        return own
    if cue.lemma == "call" and verb.child("obj") is None and any(case_of(k) in ("on", "for") for k in verb.kids):
        return "ask", 0
    return cue.act, cue.value


def _own_action(verb: Token, cue: Cue) -> tuple[str, int] | None:
    """ "Offered to mediate", "expects to recover it", "agreed to leave": what somebody means to do, not thinks."""
    inner = verb.child("xcomp")
    if inner is None or inner.child("mark") is None or inner.child("mark").lower != "to":  # type: ignore[union-attr]
        weighs = cue.lemma == "consider" and (c := verb.child("ccomp", "xcomp")) is not None
        return ("plan", 2) if weighs and c is not None and _is_open(c) else None
    if cue.lemma in word_class("means_to"):
        return "plan", cue.value
    return ("decide", 3) if cue.lemma == "agree" else None


def _is_open(clause: Token) -> bool:
    mark = clause.child("mark")
    return clause.lower.endswith("ing") or (mark is not None and mark.lower == "whether")


def _negated(verb: Token, cue: Cue) -> tuple[str, int]:
    if cue.act == "deny" and (verb.rel == "conj" or verb.child("conj") is not None):
        return "no_comment", 0  # "neither confirms nor denies"
    if cue.act == "deny":
        return ("no_comment", 0) if cue.lemma in word_class("left_standing") else ("say", 1)
    if cue.lemma in word_class("ruling_out"):
        return "say", 1
    if cue.act == "say" and cue.takes == "any":
        return "no_comment", 0
    return cue.act, -cue.value if cue.act == "believe" else 0


def _leaves_open(verb: Token, cue: Cue) -> bool:
    """ "Refused to rule out a recount": says that it may be."""
    inner = verb.child("xcomp")
    unwilling = cue.act == "no_comment" or cue.lemma == "refuse"
    return unwilling and inner is not None and inner.lemma in word_class("ruling_out")


def stops_short(verb: Token) -> bool:
    """Whether a verb is what somebody "stopped short of": "stopped short of denying it"."""
    above = verb.head
    if above is None or above.lemma != "stop" or not verb.lower.endswith("ing"):
        return False
    return any(k.lower == "short" for k in above.kids)


def _will_not(verb: Token) -> bool:
    return any(k.lower in ("will", "would", "wo", "’ll", "'ll") for k in verb.kids if k.base == "aux")


def settle(parsed: Parsed, draft: Draft) -> None:
    """Gives a draft the act that what is said makes of it: a question asks, "it is false" denies."""
    if draft.act not in ("say", "believe", "accuse") or draft.value < 3 - (draft.act == "believe"):
        return
    said = [t for a, b in draft.content for t in parsed.at(a, b)]
    if any(_judges_untrue(t, draft) for t in said):
        draft.act, draft.value = "deny", -3
        draft.reasons.append("calls it untrue")
    elif _declines(said, draft):
        draft.act, draft.value = "no_comment", 0
        draft.reasons.append("says that nothing is said")
    elif _opens_with_denial(said) or (_rebuts(draft) and _says_no(said, draft)):
        draft.act = "deny"
        draft.reasons.append("what is said contradicts")
    elif draft.act == "say" and _asks(parsed, draft):
        draft.act, draft.value = "ask", 0
        draft.reasons.append("a question")


def _judges_untrue(word: Token, draft: Draft) -> bool:
    """Whether a word calls another's word untrue: "called the report baseless", "said the claims were a lie"."""
    untrue = word.lower in word_class("untrue") and not negated(word)
    if not untrue and not (word.lower in word_class("true") and negated(word)):
        return False
    if draft.head.lemma in word_class("judging"):
        edge = any(word.start == a or word.end == b for a, b in draft.content)
        return edge or word.head is draft.head or word.rel in ("xcomp", "obl", "ccomp", "obj")
    about = word.child("nsubj")
    if about is None or not draft.holds(about.start, about.end):
        return False
    told = about.lower in word_class("report_noun") or about.lemma in word_class("report_noun")
    return told or (about.pos == "PRON" and about.lower in ("it", "this", "that", "they", "these", "those"))


def _declines(said: list[Token], draft: Draft) -> bool:
    """ "No comment on single sites", "said it did not speculate on listings"."""
    words = [t.lower for t in said if t.pos != "PUNCT"]
    if words[:2] == ["no", "comment"] or "nothing to add" in " ".join(words):
        return True
    tops = [t for t in said if t.head is draft.head or t.head is None]
    return any(t.lemma in word_class("not_spoken") and negated(t) for t in tops)


def _rebuts(draft: Draft) -> bool:
    """Whether the way of saying answers something: "insisted", "countered", or a headline's "Ministry: no …"."""
    line = draft.reasons[0] == "name and colon" and not draft.source[-1].text.isupper()
    return line or draft.head.lemma in word_class("rebutting")


def _opens_with_denial(said: list[Token]) -> bool:
    """ "Rubbish. Every exit was open": the first word, or the first two, reject what was said before."""
    words = [t.lower for t in said[:6] if t.pos != "PUNCT"]
    return bool(words) and (words[0] in word_class("retort") or " ".join(words[:2]) in word_class("retort"))


def _says_no(said: list[Token], draft: Draft) -> bool:
    """Whether the main verb of what is said is negated."""
    inside = {t.i for t in said}
    tops = [t for t in said if t.head is None or t.head.i not in inside or t.head is draft.head]
    tops = [t for t in tops if t.pos in ("VERB", "AUX", "ADJ", "NOUN", "PRON")]
    return any(negated(t) or t.lower in _NIL or t.lower in word_class("nobody") or _no_argument(t) for t in tops)


def _no_argument(verb: Token) -> bool:
    found = [d for k in verb.kids if k.base in ("nsubj", "obj") for d in [k, *k.kids]]
    return any(d.lower in word_class("nobody") for d in found)


def _asks(parsed: Parsed, draft: Draft) -> bool:
    """Whether all that is said ends in a question mark."""
    last = parsed.text[draft.content[-1][0] : draft.content[-1][1] + 1].rstrip("”\"’' ")
    return last.endswith("?")
