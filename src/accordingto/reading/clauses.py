"""The clause around a happening: which words of the report tell it, as one stretch of text."""

from accordingto.model.text import Span
from accordingto.reading.content import Range, noun_phrase
from accordingto.reading.cues import verb_cue
from accordingto.reading.events import Happening
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import word_class


def clause_span(parsed: Parsed, happening: Happening, inside: list[Range], outside: list[Range]) -> Span:
    """The clause of a happening, without other main clauses and relative clauses.

    It stays within the ranges of `inside` that hold the anchor (all of the text when empty) and leaves out the
    ranges of `outside`.
    """
    anchor = happening.anchor
    around = [r for r in inside if r[0] <= anchor.start and anchor.end <= r[1]]
    tokens = [
        t
        for t in _clause_tokens(happening)
        if t is anchor
        or (
            (not around or any(a <= t.start and t.end <= b for a, b in around))
            and not any(a <= t.start and t.end <= b for a, b in outside)
        )
    ]
    return _one_stretch(parsed, tokens, anchor)


def _clause_tokens(happening: Happening) -> list[Token]:
    head = happening.clause
    while head.rel == "xcomp" and head.head is not None and verb_cue(head.head) is None:
        head = head.head  # "they are likely to go": the infinitive alone has no subject
    if head.rel in ("acl:relcl", "acl") and head.head is not None:
        # "the dam that held back the water": without its noun the clause says nothing
        noun = (t for t in noun_phrase(head.head) if t.i < head.i)
        return sorted({t.i: t for t in (*noun, *head.subtree())}.values(), key=lambda t: t.i)
    out = {
        t.i
        for k in head.kids
        if k.rel in ("parataxis", "acl:relcl", "cc") or (k.rel == "conj" and k.pos in ("VERB", "AUX"))
        for t in k.subtree()
    }
    tokens = [t for t in head.subtree() if t.i not in out]
    # an anchor in a part that was left out ("…; the trial, he said, …") brings its own words alone
    return tokens if any(t is happening.anchor for t in tokens) else happening.anchor.subtree()


def _one_stretch(parsed: Parsed, tokens: list[Token], anchor: Token) -> Span:
    """The run of tokens around the anchor; a single mark in between does not break it."""
    index = tokens.index(anchor)
    first = last = index
    while first and tokens[first - 1].i >= tokens[first].i - 2:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].i <= tokens[last].i + 2:
        last += 1
    while first < index and _only_joins(tokens[first]):
        first += 1
    while last > index and tokens[last].pos == "PUNCT":
        last -= 1
    return parsed.span(tokens[first], tokens[last])


def _only_joins(token: Token) -> bool:
    """Whether a word only ties the clause to what stands before it: "that the ship had left"."""
    return token.pos in ("PUNCT", "CCONJ") or (token.rel == "mark" and token.lower in word_class("joins_clauses"))
