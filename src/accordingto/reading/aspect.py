"""Whether a verb tells of something over or of something going on, by its form and what is around it."""

from accordingto.reading.tree import Token
from accordingto.resources import word_class


def by_tense(verb: Token) -> tuple[str, int]:
    """Status and value (-3 … 3) that the tense and aspect of a verb give, before anything else is looked at."""
    aux = {k.lower for k in verb.kids if k.base in ("aux", "cop")}
    perfect = bool(aux & {"has", "have", "had", "having", "’ve", "'ve"})
    if verb.lower.endswith("ing") and verb.pos == "VERB" and _is_past(verb, aux):
        return "happened", 3
    if verb.lower.endswith("ing") and verb.pos == "VERB":
        own = aux & {"is", "are", "am", "was", "were", "been", "be", "’s", "'s", "’re", "'re"}
        return ("ongoing", 3) if own or verb.rel in ("ccomp", "conj", "acl") or _goes_on(verb) else ("happened", 3)
    if "being" in aux:
        return ("happened", 3) if perfect else ("ongoing", 3)
    if aux:
        present_state = aux & {"is", "are", "does", "do"} and "aux:pass" not in {k.rel for k in verb.kids}
        return ("ongoing", 3) if present_state and not perfect else ("happened", 3)
    if verb.rel in ("root", "ccomp", "conj", "advcl", "acl:relcl", "parataxis") and _present(verb):
        return "ongoing", 3
    return "happened", 3


def _is_past(verb: Token, aux: set[str]) -> bool:
    """ "He was working" is over; "said that they were training" is what was so when it was said; "boasted of
    handing it over" was done before."""
    above = verb.head
    if aux & {"was", "were"}:
        return verb.base not in ("ccomp", "acl") or above is None
    told = (
        above is not None and verb.base in ("xcomp", "ccomp", "advcl") and above.lemma in word_class("looks_back")
    )
    return told and not aux


def _present(verb: Token) -> bool:
    if verb.lower == verb.lemma:
        return verb.child("nsubj") is not None and verb.lower not in (
            "put",
            "set",
            "hit",
            "cut",
            "shut",
            "let",
            "hurt",
        )
    return verb.lower.endswith("s") and verb.lemma != verb.lower and not verb.lower.endswith("ss")


def seen(verb: Token) -> str | None:
    """ "Were seen walking", "photographs show a jet leaving": what is seen or counted has happened."""
    above = verb.head
    if above is None or above.lemma not in word_class("perceiving") or not verb.lower.endswith("ing"):
        return None
    return f"seen with {above.lemma}" if verb.base in ("xcomp", "ccomp", "advcl", "obj") else None


def _goes_on(verb: Token) -> bool:
    """ "Accused it of supplying weapons" goes on, "accused him of handing a judge nine millions" is done."""
    thing = verb.child("obj")
    bounded = thing is not None and any(k.base in ("det", "nummod", "nmod:poss") for k in thing.kids)
    bounded = bounded or verb.child("iobj") is not None
    return verb.rel in ("xcomp", "advcl") and _marked_of(verb) and not bounded


def _marked_of(verb: Token) -> bool:
    mark = verb.child("mark", "case")
    return mark is not None and mark.lower == "of"
