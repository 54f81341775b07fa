"""Denials in plain words: "said it was not involved", "nobody signed anything", "no shell had been fired".

A negated statement denies where it is one of the set phrases of denial, where its negation is emphatic ("never",
"at all", one "no" after the other), or where it says no to the very thing that somebody else said before. Any
other negated statement informs: "production was not affected".
"""

from accordingto.reading.cues import empty_verbs, negated, no_argument
from accordingto.reading.draft import Draft
from accordingto.reading.kinds import kind_of
from accordingto.reading.phrases import head_of
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import word_class

_REACH = 6
"""Sentences back to which what somebody said is answered."""


def contradict(parsed: Parsed, drafts: list[Draft]) -> None:
    """Makes denials of the plain statements that contradict; drafts in any order."""
    said: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.act in ("say", "accuse", "believe", "show") and draft.source:
            said.setdefault(draft.head.sentence, []).append(draft)
    for draft in drafts:
        if draft.act != "say" or draft.value < 3 or not draft.source or _is_thing(draft.source):
            continue
        words = [t for a, b in draft.content for t in parsed.at(a, b)]
        if draft.reasons[0] == "name and colon":
            words = [t for t in words if t.sentence == words[0].sentence]  # a turn of talk answers at once
        why = _why(parsed, draft, words, said)
        if why:
            draft.act = "deny"
            draft.reasons.append(why)


def _why(parsed: Parsed, draft: Draft, words: list[Token], said: dict[int, list[Draft]]) -> str:
    tops = tops_of(words, draft.head)
    tops += [k for t in tops for k in t.children("conj") if k.pos == "VERB" and k in words]
    tops = [t for t in tops if not _is_forward(t)]
    no = [t for t in tops if says_no(t)]
    if not no:
        return "a phrase of denial" if _has_phrase(words) else ""
    if _has_phrase(words):
        return "a phrase of denial"
    if any(_is_emphatic(t, words, draft) for t in no):
        return "denies with emphasis"
    plain = [t for t in no if not _puts_right(t) and not any(k.lower == "if" for k in t.kids)]
    return "says no to what was said" if _was_said(parsed, draft, plain, said) else ""


def tops_of(said: list[Token], head: Token) -> list[Token]:
    """The main predicates of what is said, `head` being the cue."""
    inside = {t.i for t in said}
    tops = [t for t in said if t.head is None or t.head.i not in inside or t.head is head]
    return [t for t in tops if t.pos in ("VERB", "AUX", "ADJ", "NOUN", "PRON")]


def says_no(top: Token) -> bool:
    """Whether a predicate is negated, by a particle or by nobody or nothing doing it."""
    return negated(top) or top.lower in ("nothing", *word_class("nobody")) or no_argument(top)


def _is_thing(source: list[Token]) -> bool:
    return kind_of(head_of(source).lower).class_ in ("document", "imagery")


def _is_forward(top: Token) -> bool:
    """Whether a predicate tells what will, may or must be: nothing that anybody could deny."""
    return any(k.lower in word_class("looking_ahead") for k in top.kids if k.base == "aux")


def _has_phrase(words: list[Token]) -> bool:
    """ "No truth", "not involved", "nothing to do with": whatever it is about, it denies."""
    plain = ["not" if t.lower in ("n't", "n’t") else t.lower for t in words if t.pos != "PUNCT"]
    line = f" {' '.join(plain)} "
    return " if " not in line and any(f" {phrase} " in line for phrase in word_class("denying_phrase"))


def _is_emphatic(top: Token, words: list[Token], draft: Draft) -> bool:
    """ "Never", "no … ever", "nobody … anything", "none at all"; not "had never seen such a thing before"."""
    if top.lemma in (*word_class("perceiving"), *word_class("minding")) or draft.head.lemma in word_class(
        "owning_up"
    ):
        return False
    if any(t.lower in ("before", "again") for t in words):
        return False
    clause = {t.lower for t in top.subtree()}
    doubled = sum(t.lower in ("no", "not", "n't", "nobody", "nothing", "never", "none") for t in words) > 1
    if any(k.lower == "never" for k in top.kids):
        return True
    return bool(clause & word_class("emphatic_negation")) or (doubled and no_argument(top))


def _was_said(parsed: Parsed, draft: Draft, no: list[Token], said: dict[int, list[Draft]]) -> bool:
    """Whether somebody else has said, a little before, what the predicates say no to."""
    wanted = {w for t in no for w in _what(t)}
    own = head_of(draft.source).lemma
    for number in range(draft.head.sentence - _REACH, draft.head.sentence + 1):
        for other in said.get(number, ()):
            if (
                other.start >= draft.start
                or head_of(other.source).lemma == own
                or other.holds(draft.start, draft.start)
            ):
                continue
            told = [t for a, b in other.content for t in parsed.at(a, b)]
            if any(t.lemma in wanted and not says_no(t) for t in told):
                return True
    return False


def _puts_right(top: Token) -> bool:
    """ "Not lowered but raised": says what was so, besides what was not."""
    return any(t.lower == "but" for t in top.subtree())


def _what(top: Token) -> set[str]:
    """What a predicate says no to: its verb, or the noun that it says there was none of."""
    verb = {top.lemma} if top.pos in ("VERB", "ADJ") and top.lemma not in empty_verbs() else set()
    none = {k.lemma for k in top.kids if k.pos == "NOUN" and any(d.lower == "no" for d in k.kids)}
    return verb | none
