"""How certain a happening is as told: status and value, composed along the path from the word to its clause.

After FactBank (Saurí and Pustejovsky 2009) and TruthTeller (Lotan et al. 2013): polarity, modality, tense and the
verbs that govern an infinitive, by rule, from `en/status.tsv`. Who holds the value is not decided here.
"""

from dataclasses import dataclass
from functools import cache

from accordingto.reading.aspect import by_tense, seen
from accordingto.reading.conditions import contrary_to_fact, is_conditional
from accordingto.reading.cues import empty_verbs, negated, no_argument, verb_cue
from accordingto.reading.tree import Token
from accordingto.resources import table, word_class

CALLED_UNTRUE = "called untrue"
"""The reason of a happening in a report that is called a lie in the same sentence."""


@dataclass(frozen=True, slots=True)
class Told:
    """Status, the certainty its holder leaves it (-3 … 3), and why."""

    status: str
    value: int
    reasons: tuple[str, ...]


@cache
def _rows() -> dict[tuple[str, str], tuple[str, int]]:
    return {(r["lemma"], r["pos"]): (r["status"], int(r["value"])) for r in table("en/status.tsv")}


def told(anchor: Token) -> Told:
    """The status of the happening that `anchor` (a verb or an event noun) names, without regard to its holder."""
    clause = anchor if anchor.pos in ("VERB", "AUX") else _light_verb(anchor)
    reasons: list[str] = []
    status, value = by_tense(clause) if clause is not None else ("happened", 3)
    if clause is not None and (why := seen(clause)) is not None:
        status = "happened"
        reasons.append(why)
    if (open_ := _left_open(clause or anchor)) is not None:
        status, value, why = open_
        reasons.append(why)
    if (bare := _bare_infinitive(clause or anchor)) is not None:
        status, value = bare
        reasons.append("infinitive")
    for found, certainty, why in [*_operators(anchor, clause), *_over_noun(anchor)]:
        status, value = _apply(status, value, found, certainty)
        reasons.append(why)
    tied = is_conditional(anchor, clause)
    if contrary_to_fact(clause or anchor):
        still = any(k.lower in word_class("all_the_same") for k in (clause or anchor).kids)
        return Told("hypothetical", -3 if tied and not still else 0, (*reasons, "contrary to fact"))
    if tied:
        return Told("conditional", 0, (*reasons, "tied to a condition"))
    if (no := _denied(anchor, clause, status, value, reasons)) is not None:
        return no
    ahead = status == "planned" or (status == "hypothetical" and value > 0 and _dated(clause or anchor))
    if ahead and _in_nobodys_hands(anchor):
        status, value = "predicted", min(value, 2)
        reasons.append("in nobody's hands")
    return Told(status, value, tuple(reasons))


def _denied(anchor: Token, clause: Token | None, status: str, value: int, reasons: list[str]) -> Told | None:
    """What a negation leaves of it, in its own clause or around it; None where there is none."""
    if _not_ruled_out(anchor):
        return Told("hypothetical", 1, (*reasons, "not ruled out"))
    if _in_a_lie(clause or anchor):
        return _negated(status, value, [*reasons, CALLED_UNTRUE])
    return _negated(status, value, reasons) if _is_negated(anchor, clause) else None


def _not_ruled_out(noun: Token) -> bool:
    """ "Did not rule out further cuts", "refused to rule them out": what stays possible."""
    verb = noun.head
    if noun.rel != "obj" or verb is None or verb.lemma != "rule" or not any(k.lower == "out" for k in verb.kids):
        return False
    above = verb.head if verb.rel in ("xcomp", "advcl") else None
    return negated(verb) or (above is not None and above.lemma in word_class("unwilling"))


def _left_open(verb: Token) -> tuple[str, int, str] | None:
    """ "Weigh whether to close it", "decided against closing it"."""
    marks = [k.lower for k in verb.kids if k.rel in ("mark", "case")]
    if "whether" in marks and verb.pos == "VERB":
        return "hypothetical", 1, "whether"
    if "against" in marks and verb.lower.endswith("ing"):
        return "did-not-happen", -3, "decided against"
    return None


def _negated(status: str, value: int, reasons: list[str]) -> Told:
    """What a negation makes of it: "did not fail to stop it" is twice negated."""
    if status == "did-not-happen" and any(r.startswith("verb ") for r in reasons):
        return Told("happened", 3, (*reasons, "negated twice"))
    if status == "planned" and value == 0:  # "told them not to drink it": an order says of nothing that it was not
        return Told("did-not-happen", 0, (*reasons, "negated"))
    return Told("did-not-happen", -max(abs(value), 1) if value else -3, (*reasons, "negated"))


def _dated(verb: Token) -> bool:
    """ "May erupt within days": when it is said, what may be is a forecast; "may have died by Monday" is none."""
    times = (t for k in verb.kids if k.base in ("obl", "advmod", "nmod") for t in (k, *k.kids))
    perfect = any(k.lower == "have" for k in verb.kids if k.base == "aux")
    return not perfect and any(t.ner.endswith("Date") or t.lemma in word_class("stretch_of_time") for t in times)


def _in_nobodys_hands(anchor: Token) -> bool:
    """Whether the word names what befalls people and things: nobody plans to die, to drown, to rise in price."""
    return (anchor.lemma, anchor.pos) in _befalling()


@cache
def _befalling() -> frozenset[tuple[str, str]]:
    kinds = ("economy", "casualty", "disaster", "accident", "epidemic")
    rows = table("en/events.tsv")
    other = {(r["lemma"], r["pos"]) for r in rows if r["type"] not in kinds and not r["subject"]}
    return frozenset((r["lemma"], r["pos"]) for r in rows if r["type"] in kinds and not r["object"]) - other


def _over_noun(noun: Token) -> list[tuple[str, int, str]]:
    """What words do to an event noun: "the cancelled visit", "postponed the visit", "called for talks"."""
    rows = _rows()
    if noun.pos != "NOUN":
        return []
    beside = [k.lower for k in noun.kids if k.rel == "amod"]
    found = [(*rows[word, "AMOD"], f"amod {word}") for word in beside if (word, "AMOD") in rows]
    verb = noun.head
    if verb is not None and verb.pos == "VERB":
        lemma = verb.lemma
        if noun.rel == "obl":
            case = noun.child("case")
            lemma = f"{lemma} {case.lower}" if case is not None else ""
        elif (particle := verb.child("compound:prt")) is not None:
            lemma = f"{lemma} {particle.lower}"
        if noun.rel in ("obj", "nsubj:pass", "obl") and (row := rows.get((lemma, "OBJ"))) is not None:
            found.append((*row, f"obj {lemma}"))
    return found


def _bare_infinitive(verb: Token) -> tuple[str, int] | None:
    """ "To V" tells of no happening by itself: "likely to send", "is to be sent"; the word above may say more."""
    mark = next((k for k in verb.kids if k.rel == "mark" and k.lower == "to"), None)
    if mark is None or verb.rel not in ("xcomp", "root", "ccomp", "conj", "acl", "csubj"):
        return None
    if verb.rel in ("root", "ccomp", "conj", "acl") and any(k.lemma == "be" and k.i < mark.i for k in verb.kids):
        return ("did-not-happen", -2) if any(k.lower == "have" for k in verb.kids) else ("planned", 3)
    above = verb.head
    if verb.rel == "acl" and above is not None and any(k.lower in word_class("selecting") for k in above.kids):
        return None  # "the first ship to reach the port"
    if verb.rel != "xcomp" or above is None or above.pos == "VERB":
        return ("hypothetical", 0) if verb.rel == "acl" else None
    return "predicted", 3


def _light_verb(noun: Token) -> Token | None:
    """The verb whose object or subject the event noun is; one that tells of it says nothing of its time."""
    verb = noun.head
    if noun.rel not in ("obj", "nsubj", "nsubj:pass", "obl") or verb is None or verb.pos != "VERB":
        return None
    told_of = noun.rel in ("obj", "obl") and verb_cue(verb) is not None
    told_of = told_of and empty_verbs().get(verb.lemma) not in ("light", "aspect")
    return None if told_of else verb


def _apply(status: str, value: int, found: str, certainty: int) -> tuple[str, int]:
    if found == "value":
        return status, certainty if certainty < 0 else min(value, certainty)
    if status == "did-not-happen":
        return status, value
    return found, min(value, certainty) if certainty >= 0 else certainty


def _operators(anchor: Token, clause: Token | None) -> list[tuple[str, int, str]]:
    """What acts on the happening: its own auxiliaries and adverbs, then the words that govern it."""
    own = [anchor, clause] if clause is not None and clause is not anchor else [anchor]
    return [o for token in own for o in _beside(token)] + _governing(clause or anchor)


def _beside(token: Token) -> list[tuple[str, int, str]]:
    """What the auxiliaries, adverbs and adjectives of a word do to it."""
    rows = _rows()
    found: list[tuple[str, int, str]] = []
    for kid in (k for k in token.kids if k.base not in ("case", "fixed") and not _before_a_number(k, token)):
        key = (kid.lower, "AUX" if kid.base == "aux" else kid.pos)
        if key == ("would", "AUX") and _backshifted(token):
            key = ("will", "AUX")
        if key == ("would", "AUX") and _is_reckoned(token):
            found.append(("hypothetical", 2, "aux would, as somebody reckons"))
        elif key[1] in ("AUX", "ADV", "ADJ") and key in rows:
            found.append((*rows[key], f"{key[1].lower()} {kid.lower}"))
    return found


def _governing(at: Token) -> list[tuple[str, int, str]]:
    """What the words do under which a happening stands, nearest first."""
    rows = _rows()
    found: list[tuple[str, int, str]] = []
    while at.head is not None and at.base in ("xcomp", "acl", "advcl", "conj", "csubj", "obj", "nmod", "obl"):
        governor = at.head
        if at.base in ("xcomp", "acl", "csubj") or (at.base in ("nmod", "obj") and at.pos == "NOUN"):
            row = rows.get((governor.lemma, governor.pos))
            if row is not None and _infinitive(at, governor):
                found.append((*row, f"{governor.pos.lower()} {governor.lemma}"))
            if at.base == "acl":  # "the cancelled deal to lease it"
                found += [o for o in _over_noun(governor) if o[0] == "did-not-happen"]
        elif at.base == "advcl" and (kept := _kept_from(at, governor)) is not None:
            found.append(kept)
        elif at.base in ("advcl", "obl"):
            return found + (_as_complement(at, governor) if at.base == "advcl" else [])
        at = governor
    return found


def _backshifted(verb: Token) -> bool:
    """ "Promised that they would leave": "will", told in the past."""
    above = verb.head
    if verb.base not in ("ccomp", "conj") or above is None or any(k.lower == "have" for k in verb.kids):
        return False
    if verb.base == "conj":
        return above.pos == "VERB" and _backshifted(above)
    marked = any(k.rel == "mark" and k.lower in ("whether", "if") for k in verb.kids)
    cue = verb_cue(above)
    own = {k.lower for k in above.kids if k.base == "aux"}
    past = above.lower != above.lemma and not above.lower.endswith(("s", "ing"))
    return (
        not marked
        and cue is not None
        and cue.act in ("say", "decide", "plan")
        and past
        and not own - {"had", "was", "were", "has", "have"}
    )


def _is_reckoned(verb: Token) -> bool:
    """ "Reckoned that shutting it would save a million": what a holder thinks to be so; not "would have"."""
    above = verb.head
    if verb.base != "ccomp" or above is None or any(k.lower == "have" for k in verb.kids):
        return False
    cue = verb_cue(above)
    return cue is not None and cue.act == "believe" and cue.value > 0


def _as_complement(clause: Token, governor: Token) -> list[tuple[str, int, str]]:
    """What a verb does to a clause that the parser takes for an adjunct: "fought to free him"."""
    row = _rows().get((governor.lemma, governor.pos))
    if row is not None and (_purpose(clause) or clause.i == governor.i + 1):
        return [(*row, f"verb {governor.lemma}")]
    return [("planned", 2, "purpose")] if _purpose(clause) else []


def _before_a_number(adverb: Token, verb: Token) -> bool:
    """ "Perhaps forty villagers fled": what is uncertain is how many."""
    return adverb.pos == "ADV" and any(t.i == adverb.i + 1 and t.pos == "NUM" for t in verb.subtree())


def _infinitive(token: Token, governor: Token) -> bool:
    """Whether the governed word stands in a form that its governor's row speaks of."""
    if token.pos == "NOUN":
        return governor.pos == "NOUN"
    mark = token.child("mark")
    return (mark is not None and mark.lower in ("to", "from", "of")) or token.lower.endswith("ing")


def _kept_from(token: Token, governor: Token) -> tuple[str, int, str] | None:
    """ "Prevented the crowd from storming it", "stopped short of blaming him": parsed as an adjunct."""
    mark = token.child("mark", "case")
    short = mark is not None and mark.lower == "of" and any(k.lower == "short" for k in governor.kids)
    if not short and (mark is None or mark.lower != "from"):
        return None
    lemma = f"{governor.lemma} short" if short else governor.lemma
    row = _rows().get((lemma, "VERB"))
    return (*row, f"verb {lemma}") if row is not None and row[0] == "did-not-happen" else None


def _purpose(token: Token) -> bool:
    mark = token.child("mark")
    return mark is not None and mark.lower == "to"


def _is_negated(anchor: Token, clause: Token | None) -> bool:
    at: Token | None = anchor
    if any(
        k.lower in word_class("no_determiner") and k.base in ("det", "advmod", "case", "cc") for k in anchor.kids
    ):
        return True
    if clause is not None and clause is not anchor and negated(clause):
        return True
    while at is not None:
        if at.pos in ("VERB", "AUX") and (negated(at) or no_argument(at) or _nothing(at)):
            return verb_cue(at) is None or at is anchor or at is clause
        if at.base in ("csubj", "ccomp") and at.head is not None and _called_untrue(at.head):
            return True
        if at.base not in ("xcomp",):
            break
        at = at.head
    return False


def _nothing(verb: Token) -> bool:
    """ "Nothing had moved"."""
    return any(k.base == "nsubj" and k.lower == "nothing" for k in verb.kids)


def _in_a_lie(verb: Token) -> bool:
    """ "The claim that troops had crossed was a lie"."""
    at: Token | None = verb
    while at is not None and at.base == "xcomp":
        at = at.head
    report = at.head if at is not None and at.base == "acl" else None
    if report is None:
        return False
    verdict = report.head if report.base == "nsubj" else None
    told = report.lemma in word_class("report_noun")
    return told and verdict is not None and verdict.lower in word_class("untrue") and not negated(verdict)


def _called_untrue(judgement: Token) -> bool:
    """ "It is not true that …", "it is false that …"."""
    if judgement.lower in word_class("untrue_that"):
        return not negated(judgement)
    return judgement.lower in word_class("true") and negated(judgement)
