"""Sentences that end in who says it: "Troops crossed the river, two people who saw them said."

What is said runs up to the last comma and the source stands between it and the cue. Parsers tear this apart where
the source is long; commas do not move, so the words decide here and the tree only says what is a verb.
"""

from accordingto.reading.tree import Parsed, Token
from accordingto.resources import word_class

_LONGEST = 16
"""Words of a source between the comma and the cue."""
_STARTS = ("DET", "NUM", "PROPN", "NOUN", "PRON", "ADJ")


def closing(parsed: Parsed, verb: Token, group: list[Token]) -> tuple[list[Token], list[Token]] | None:
    """Source and content of a cue that ends its sentence, or a part of it at a comma; None where it does not."""
    words = parsed.words(verb.sentence)
    base = words[0].i
    first, last = group[0].i - base, group[-1].i - base
    end = _before_relative(words, first)
    comma = _comma_before(words, end)
    if comma is None:
        return None
    goes_on = _goes_on(words, last + 1, verb)
    if not goes_on and not _nothing_said_after(words, last + 1, verb):
        return None
    source = words[comma + 1 : end]
    begin = _end_of_last(words, comma)
    said = words[begin:comma]
    if not _is_phrase(source) or not _is_clause(said):
        return None
    return source, said + goes_on


def _before_relative(words: list[Token], at: int) -> int:
    """Where the source ends, not counting a clause about it: "…, the ministry, which tracks tides, said." """
    if at < 2 or words[at - 1].text != ",":
        return at
    for k in range(at - 2, max(0, at - _LONGEST - 2), -1):
        if words[k].text == ",":
            return k if words[k + 1].lower in word_class("relative_pronoun") else at
    return at


def _comma_before(words: list[Token], at: int) -> int | None:
    for k in range(at - 1, max(-1, at - _LONGEST - 2), -1):
        if words[k].text in (",", "”", '"', "?", "!"):
            return k
    return None


def _goes_on(words: list[Token], at: int, verb: Token) -> list[Token]:
    """What follows a cue between two commas: "If they stay, an aide suggested, the border will open."""
    clause = verb.child("ccomp")
    if clause is None or clause.i < verb.i or at >= len(words) or words[at].text != ",":
        return []
    return words[at + 1 :] if clause.child("mark") is None else []


def _nothing_said_after(words: list[Token], at: int, verb: Token) -> bool:
    """Whether the sentence ends behind the cue, or pauses, or goes on with when and to whom it was said."""
    if at == len(words) or words[at].text in (",", ".", ";", "”", '"'):
        return verb.child("ccomp") is None or verb.child("ccomp").i < verb.i  # type: ignore[union-attr]
    rest = words[at:]
    return words[at].pos in ("ADP", "PROPN", "NOUN", "DET", "PRON") and not any(
        t.pos in ("VERB", "AUX", "SCONJ") for t in rest
    )


def _is_phrase(source: list[Token]) -> bool:
    """Whether words make a noun phrase; a verb may stand in its relative clause or be its participle."""
    if not source or source[0].pos not in _STARTS or source[0].lower in word_class("relative_pronoun"):
        return False
    if not any(t.pos in ("NOUN", "PROPN", "PRON", "NUM") for t in source):
        return False
    for k, token in enumerate(source):
        if token.lower in word_class("relative_pronoun"):
            return k > 0 and source[k - 1].pos in ("NOUN", "PROPN", "PRON", "NUM")
        if token.pos in ("VERB", "AUX"):
            return token.pos == "VERB" and k > 0 and token.lower.endswith(("ed", "ing", "en", "wn", "ght"))
        if token.pos in ("CCONJ", "SCONJ") and k == 0:
            return False
    return True


def _is_clause(said: list[Token]) -> bool:
    """Whether words say something by themselves: a verb in them, and no subordinate clause alone."""
    if not any(t.pos in ("VERB", "AUX") for t in said):
        return False
    opens = said[0].pos in ("SCONJ", "ADP") or said[0].rel in ("mark", "case", "cc", "advcl")
    return not opens or any(t.text == "," for t in said)


def _end_of_last(words: list[Token], comma: int) -> int:
    """Where the content begins: the start of the sentence, or behind a cue that has closed a part before."""
    begin = 0
    for k in range(comma - 1, 0, -1):
        closes = words[k].cue != "O" and words[k].pos in ("VERB", "AUX") and words[k + 1].text in (",", ";")
        if closes and any(w.text in (",", "”") for w in words[:k]):
            begin = k + 2
            break
    while begin < comma and words[begin].pos in ("CCONJ", "PUNCT") and words[begin].text not in '“"':
        begin += 1
    return begin
