"""Whether a happening is tied to a condition, wherever that hangs in the tree, or told as contrary to fact."""

from accordingto.reading.cues import negated
from accordingto.reading.tree import Token
from accordingto.resources import word_class


def is_conditional(anchor: Token, clause: Token | None) -> bool:
    """Whether a condition holds for the happening: on its own verb, or on one that governs it."""
    at: Token | None = clause or anchor
    if at is not None and _opens_condition(at):
        return True
    while at is not None:
        if _has_condition(at):
            return True
        governed = at.base in ("xcomp", "ccomp") or (
            at.base in ("acl", "obj", "obl", "nsubj") and not _told_apart(at)
        )
        at = at.head if governed else None
    return False


def _told_apart(token: Token) -> bool:
    """Whether a noun, or a clause beside one, does not carry what its verb's condition says."""
    return token.rel == "acl:relcl" or (token.base == "acl" and not _purpose_mark(token))


def _purpose_mark(token: Token) -> bool:
    mark = token.child("mark")
    return mark is not None and mark.lower == "to"


def _opens_condition(verb: Token) -> bool:
    """Whether the verb is itself what is assumed: "if it is dead", "should it happen", "had there been a vote"."""
    if any(k.rel == "mark" and k.lower in word_class("condition") for k in verb.kids):
        return True
    return verb.base == "advcl" and _inverted(verb)


def _inverted(clause: Token) -> bool:
    """ "Should it happen", "had there been a vote", "were she to leave"."""
    first = min(clause.subtree(), key=lambda t: t.i)
    opens = first is clause or first.head is clause
    return opens and first.lower in ("should", "had", "were") and clause.child("nsubj", "expl") is not None


def _in_case(clause: Token) -> bool:
    mark = clause.child("mark")
    return mark is not None and mark.lower == "in" and any(k.lower == "case" for k in (*mark.kids, *clause.kids))


def _has_condition(verb: Token) -> bool:
    for kid in verb.children("advcl"):
        marks = [k.lower for k in kid.kids if k.rel == "mark" or k.lower in ("provided", "providing")]
        tied = (
            any(m in word_class("condition") for m in marks)
            or _in_case(kid)
            or kid.lower in ("provided", "providing")
            or _inverted(kid)
        )
        if "until" in marks and negated(verb):
            return True
        if tied and not any(k.lower == "even" for k in kid.kids):
            return True
    return False


def contrary_to_fact(verb: Token) -> bool:
    """ "Would have closed": contrary to fact, or to what was then known."""
    aux = {k.lower for k in verb.kids if k.base == "aux"}
    return "have" in aux and bool(aux & word_class("would"))
