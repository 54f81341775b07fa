"""Happenings that the text itself tells to be parts of others: "killed in the explosion", "arrested in the march".

Only what one sentence says counts, by a preposition or by a clause with "when" under what befell somebody, and
only for acts of which the one can hold the other (`en/wholes.tsv`): that two things happened near each other makes
neither a part (sub-event relations as in RED, O'Gorman, Wright-Bettner and Palmer 2016, told ones alone).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from accordingto.model.claim import Claim
from accordingto.reading.content import case_of
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import table, word_class


def with_wholes(parsed: Parsed, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims in their order, each with the id of the claim that its sentence tells it to be a part of."""
    anchors = [(parsed.at(c.anchor.start, c.anchor.end), c) for c in claims]
    by_word = {tokens[0].i: c for tokens, c in anchors if tokens}
    return tuple(
        replace(c, part_of=whole.id) if tokens and (whole := _whole(tokens[0], c, by_word)) is not None else c
        for tokens, c in anchors
    )


@cache
def _holds() -> frozenset[tuple[str, str]]:
    """Which act can hold which as its part."""
    return frozenset(
        (whole, part)
        for row in table("en/wholes.tsv")
        for whole in row["whole"].split()
        for part in row["parts"].split()
    )


def _whole(anchor: Token, part: Claim, claims: Mapping[int, Claim]) -> Claim | None:
    """The first happening in whose course the sentence says that this one came."""
    for word in _in_its_course(anchor):
        whole = claims.get(word.i)
        if whole is not None and (whole.event.act or "", part.event.act or "") in _holds():
            return whole
    return None


def _in_its_course(anchor: Token) -> Iterable[Token]:
    """The words behind "in", "during" or "when" below a happening, or below one told in the same breath."""
    together = [anchor, *anchor.children("conj"), *([anchor.head] if anchor.rel == "conj" and anchor.head else [])]
    return (kid for word in together for kid in word.kids if _says_in_what(kid))


def _says_in_what(kid: Token) -> bool:
    if kid.base in ("obl", "nmod"):
        return case_of(kid) in word_class("course_case")
    return kid.rel == "advcl" and _opening(kid) in word_class("course_clause")


def _opening(clause: Token) -> str:
    mark = clause.child("mark", "advmod")
    return mark.lower if mark is not None and mark.i < clause.i else ""
