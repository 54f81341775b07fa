"""Prepositional cues: "according to X", "citing X", "in the words of X"."""

from accordingto.reading.content import case_of, fragments, noun_phrase
from accordingto.reading.cues import Cue
from accordingto.reading.draft import Draft
from accordingto.reading.kinds import kind_of, title_class
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import word_class


def phrase_draft(parsed: Parsed, words: list[Token], cue: Cue) -> Draft | None:
    """ "According to X", "citing X": the source follows, the clause around it is the content."""
    source_head = _phrase_object(parsed, words)
    if source_head is None or not _party_like(source_head):
        return None
    words, source_head = _through_document(parsed, words, source_head)
    source = noun_phrase(source_head, frozenset(t.i for t in words))
    if words[-1].lower == "of" and not _set_off(parsed, words, source):
        return None
    top = words[0] if source_head in words[0].kids else source_head
    governor = top.head
    while governor is not None and (governor.rel in ("fixed", "case") or governor in words):
        governor = governor.head
    governor = _clause_before(parsed, words) or _whole_sentence(parsed, words, governor)
    phrase = {t.i for t in words} | {t.i for t in (source if words[-1].lower == "of" else top.subtree())}
    if governor is None and words[-1].lower == "of":
        governor = next((w for w in words if w.head is None), None)  # the phrase's own noun is the root
    ranges = fragments(parsed, governor.subtree(), phrase) if governor is not None else []
    return Draft(cue.act, cue.value, words[0], source, words, ranges, reasons=[f"phrase {cue.lemma}"])


def _clause_before(parsed: Parsed, words: list[Token]) -> Token | None:
    """The relative clause behind a comma that runs up to the phrase: "…, which is X according to Y" is Y's."""
    at = words[0].i - 1
    while at >= 0 and parsed.tokens[at].sentence == words[0].sentence and parsed.tokens[at].text != ",":
        at -= 1
    opening = parsed.tokens[at + 1] if at >= 0 and at + 1 < words[0].i else None
    if opening is None or opening.sentence != words[0].sentence or parsed.tokens[at].text != ",":
        return None
    if opening.lower not in word_class("relative_pronoun"):
        return None
    return opening.head if opening.base in ("nsubj", "obj") else None


def _whole_sentence(parsed: Parsed, words: list[Token], governor: Token | None) -> Token | None:
    """ "Eight were killed, and 20 are missing, according to Y": at the end the phrase answers for both clauses,
    unless somebody else has said the first."""
    if governor is None or governor.rel != "conj" or governor.head is None or governor.head.head is not None:
        return governor
    first = [t for t in governor.head.subtree() if t.i < governor.i and t not in governor.subtree()]
    said = any(t.cue != "O" and t.pos in ("VERB", "AUX") for t in first)
    ends = all(
        t.pos == "PUNCT" for t in parsed.words(words[0].sentence) if t.i > max(x.i for x in governor.subtree())
    )
    return governor if said or not ends or words[0].i < governor.i else governor.head


def _set_off(parsed: Parsed, words: list[Token], source: list[Token]) -> bool:
    """Whether a phrase stands between commas or at an edge of its sentence; in between it may be plain speech."""
    before, after = parsed.tokens[words[0].i - 1 : words[0].i], parsed.tokens[source[-1].i + 1 : source[-1].i + 2]
    opens = not before or before[0].sentence != words[0].sentence or before[0].pos == "PUNCT"
    return opens and (not after or after[0].sentence != words[0].sentence or after[0].pos == "PUNCT")


def _party_like(head: Token) -> bool:
    """Whether a noun can be a source: a name, a pronoun, a role, a thing spoken of; not bare "age" or "hour"."""
    if head.pos in ("PROPN", "PRON", "DET", "NUM") or head.ner[2:] in (
        "Person",
        "Organization",
        "Location",
        "NORP",
    ):
        return True
    if kind_of(head.lower).class_ or title_class([head.lower]) or title_class([head.lemma]):
        return True
    described = head.child("det", "nmod:poss") is not None or head.lower != head.lemma
    return described or any(_party_like(k) for k in head.children("appos", "flat"))


def _through_document(parsed: Parsed, words: list[Token], head: Token) -> tuple[list[Token], Token]:
    """ "Citing data from X": the source is X, and what leads to it belongs to the cue."""
    giver = next((k for k in head.children("nmod") if case_of(k) == "from"), None)
    case = giver.child("case") if giver is not None else None
    if giver is None or case is None or head.pos != "NOUN" or words[0].lower == "according":
        return words, head
    return parsed.tokens[words[0].i : case.i + 1], giver


def _phrase_object(parsed: Parsed, words: list[Token]) -> Token | None:
    first = words[0]
    if first.rel in ("case", "mark", "fixed") and first.head is not None and first.head not in words:
        return first.head
    obj = first.child("obj", "obl")
    if obj is not None:
        return obj
    after = parsed.tokens[words[-1].i + 1 : words[-1].i + 2]
    at = after[0] if after and after[0].sentence == first.sentence else None
    while (
        at is not None
        and at.head is not None
        and at.rel in ("det", "amod", "compound", "nmod:poss", "nummod", "case")
    ):
        at = at.head
    return at if at is not None and at.pos in ("NOUN", "PROPN", "PRON") else None
