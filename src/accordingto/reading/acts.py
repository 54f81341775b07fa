"""What a holder does with a content: say, deny, accuse, believe, plan, decide, show, decline to comment, ask.

The cue gives the act (`en/cues.tsv`); negation, what follows it and what is said may make it another. Labels after
the project's own gold of chains, close to FactBank's source-introducing predicates (Saurí and Pustejovsky 2009).
"""

from accordingto.reading.content import case_of
from accordingto.reading.contradictions import says_no, tops_of
from accordingto.reading.cues import Cue, negated, will_not
from accordingto.reading.draft import Draft
from accordingto.reading.kinds import kind_of
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import word_class

_CURT = 12
"""Words up to which "I have nothing to add" is all that is said."""


def act_of(verb: Token, cue: Cue, refused: bool) -> tuple[str, int]:
    """The act of a cue and how certain its holder is of the content, with negation; `refused`: to speak at all."""
    if _leaves_open(verb, cue):
        return "say", 1
    if refused or stops_short(verb) or (will_not(verb) and cue.act == "say"):
        return "no_comment", 0
    if cue.act == "no_comment":
        return "decide", 3  # "declined to hand it over": nothing that would be said
    if negated(verb):
        return _negated(verb, cue)
    if (own := _own_action(verb, cue)) is not None:
        return own
    if cue.lemma == "call" and verb.child("obj", "xcomp") is None and _calls_for(verb):
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


def _calls_for(verb: Token) -> bool:
    """ "Called on the army to stop", "called for talks"; not "called fictional on Wednesday"."""
    return any(case_of(k) in ("on", "for") and not k.ner.endswith("Date") for k in verb.kids)


def _is_open(clause: Token) -> bool:
    mark = clause.child("mark")
    return clause.lower.endswith("ing") or (mark is not None and mark.lower == "whether")


def _negated(verb: Token, cue: Cue) -> tuple[str, int]:
    if cue.act == "deny" and (verb.rel == "conj" or verb.child("conj") is not None):
        return "no_comment", 0  # "neither confirms nor denies"
    if cue.act == "deny":
        return ("no_comment", 0) if cue.lemma in word_class("left_standing") else ("say", 1)
    if cue.lemma in word_class("ruling_out"):
        return ("say", 1) if _rules_out(verb) or cue.act == "deny" else (cue.act, 0)
    if _disowns(verb, cue):
        return "deny", -2
    if cue.lemma in word_class("telling"):
        return "no_comment", 0
    return cue.act, -cue.value if cue.act == "believe" else 0


def _disowns(verb: Token, cue: Cue) -> bool:
    """ "Does not admit this", "do not accept it": a lasting no to what was said; "did not" leaves it open."""
    thing = verb.child("obj")
    pointing = thing is not None and thing.lower in ("it", "this", "that", "these", "those")
    lasting = any(k.lower in ("do", "does") for k in verb.kids if k.base == "aux")
    return pointing and lasting and cue.lemma in word_class("not_borne_out")


def _leaves_open(verb: Token, cue: Cue) -> bool:
    """ "Refused to rule out a recount": says that it may be."""
    inner = verb.child("xcomp")
    unwilling = cue.act == "no_comment" or cue.lemma == "refuse"
    return unwilling and inner is not None and _rules_out(inner)


def _rules_out(verb: Token) -> bool:
    """ "Rule out a recount", "exclude that it was arson"; not "rule on the appeal", "exclude the letters"."""
    if verb.lemma == "rule":
        return any(k.lower == "out" for k in verb.kids)
    return verb.lemma in word_class("ruling_out") and verb.child("ccomp") is not None


def stops_short(verb: Token) -> bool:
    """Whether a verb is what somebody "stopped short of": "stopped short of denying it"."""
    above = verb.head
    if above is None or above.lemma != "stop" or not verb.lower.endswith("ing"):
        return False
    return any(k.lower == "short" for k in above.kids)


def settle(parsed: Parsed, draft: Draft) -> None:
    """Gives a draft the act that what is said makes of it: a question asks, "it is false" denies."""
    if draft.act not in ("say", "believe", "accuse") or draft.value < 3 - (draft.act == "believe"):
        return
    said = [t for a, b in draft.content for t in parsed.at(a, b)]
    if draft.head.lemma in word_class("judging") and any(_called_untrue(t, draft) for t in [*said, *draft.cue]):
        draft.act, draft.value, draft.untrue = "deny", -3, True
        draft.reasons.append("calls it untrue")
    elif any(_is_untrue(t, draft) for t in said):
        draft.act, draft.untrue = "deny", True  # the content stands as said: "it was a lie and they had left"
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


def _called_untrue(word: Token, draft: Draft) -> bool:
    """Whether a word is what a report is called: "called the report baseless", "which he calls a slur"."""
    if word.lower not in word_class("untrue") or negated(word) or word.rel in ("amod", "nsubj"):
        return False
    about = [t for t in draft.head.kids if t.base == "obj" and t is not word] + word.children("nsubj")
    about += [t for t in word.children("det") if t.pos == "PRON"]  # called that “speculation”
    return (
        any(_is_report(t) or t.lower in word_class("relative_pronoun") for t in about)
        or draft.head.rel == "acl:relcl"
    )


def _is_untrue(word: Token, draft: Draft) -> bool:
    """Whether a word says of a report that it is untrue: "said the claims were a lie", "it is not true"."""
    if word.lemma == "misspeak":
        who = word.child("nsubj")  # "I misspoke" admits it in so many words
        own = who is not None and who.lower in word_class("first_person")
        return not own and (word.head is None or word.head is draft.head)
    untrue = word.lower in word_class("untrue") and not negated(word)
    if not untrue and not (word.lower in word_class("true") and negated(word)):
        return False
    about = word.child("nsubj")
    if about is None or not draft.holds(about.start, about.end):
        return False
    forged = word.lower in word_class("forged") and kind_of(about.lower).class_ in ("document", "imagery")
    erred = word.lower in ("wrong", "mistaken") and about.lower in word_class("who_errs")
    return forged or erred or _is_report(about)


def _is_report(token: Token) -> bool:
    told = token.lower in word_class("report_noun") or token.lemma in word_class("report_noun")
    return told or (
        token.pos == "PRON" and token.lower in ("it", "this", "that", "these", "those", "them", "they")
    )


def _declines(said: list[Token], draft: Draft) -> bool:
    """ "No comment on single sites", "said it did not speculate on listings"."""
    words = [t.lower for t in said if t.pos != "PUNCT"]
    if words[:2] == ["no", "comment"] or (len(words) < _CURT and "nothing to add" in " ".join(words)):
        return True
    tops = [t for t in said if t.head is draft.head or t.head is None]
    return any(t.lemma in word_class("not_spoken") and negated(t) and _of_the_speaker(t) for t in tops)


def _of_the_speaker(verb: Token) -> bool:
    """ "It does not comment", "he could not say": a pronoun for who speaks, and not what was so before."""
    who = verb.child("nsubj")
    before = any(k.lower in ("had", "has", "have") for k in verb.kids if k.base == "aux")
    return who is not None and who.pos == "PRON" and not before


def _rebuts(draft: Draft) -> bool:
    """Whether the way of saying answers something: "insisted", "countered", or a headline's "Ministry: no …"."""
    line = draft.reasons[0] == "name and colon" and not draft.source[-1].text.isupper()
    return line or draft.head.lemma in word_class("rebutting")


def _opens_with_denial(said: list[Token]) -> bool:
    """ "Rubbish. Every exit was open": the first word, or the first two, reject what was said before."""
    words = [t for t in said[:6] if t.pos != "PUNCT" or t.text in ".,!;:"]
    alone = len(words) == 1 or (len(words) > 1 and words[1].pos == "PUNCT")
    two = " ".join(t.lower for t in words[:2])
    return bool(words) and ((alone and words[0].lower in word_class("retort")) or two in word_class("retort"))


def _says_no(said: list[Token], draft: Draft) -> bool:
    """Whether the main verb of what is said is negated."""
    return any(says_no(t) for t in tops_of(said, draft.head))


def _asks(parsed: Parsed, draft: Draft) -> bool:
    """Whether what is said is one question, or ends in one on a line of its own ("PRESENTER: … Is that so?")."""
    first, last = draft.content[0][0], draft.content[-1][1]
    if not parsed.text[first : last + 1].rstrip("”\"’' ").endswith("?"):
        return False
    several = len({t.sentence for a, b in draft.content for t in parsed.at(a, b)}) > 1
    return not several or draft.reasons[0] == "name and colon"
