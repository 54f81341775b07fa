"""Nouns and units that a number leaves out, because a number before or behind it has them."""

import re
from dataclasses import replace

from accordingto.model.text import Span
from accordingto.model.values import Quantity
from accordingto.reading.counted import hangs_on_total, is_subject
from accordingto.reading.lexemes import word_list
from accordingto.reading.tree import Parsed


def lend(text: str, quantity: Quantity, made: list[Quantity]) -> None:
    """ "From 80 to 55 animals": the first number counts what the second does."""
    if not made or quantity.counts is None or made[-1].counts is not None or made[-1].kind != quantity.kind:
        return
    if text[made[-1].span.end : quantity.span.start].strip() in ("to", "and", "or"):
        made[-1] = replace(made[-1], counts=quantity.counts)


def completed(parsed: Parsed, quantity: Quantity, made: list[Quantity], *, floor: int, scaled: bool) -> Quantity:
    """ "Claim 9,000 fighters, have no more than 2,500": the noun or unit left out is that of the number before.

    `made` are the quantities before this one, `floor` is where its sentence begins, `scaled` says whether a
    magnitude stands with it ("2.7 million").
    """
    if not made or quantity.kind in ("money", "measure"):
        return quantity
    before, span = made[-1], quantity.span
    if _shares_unit(parsed.text, quantity, before, scaled=scaled and before.span.end > floor):
        return replace(quantity, kind="measure", unit=before.unit, counts=None)
    if quantity.counts is not None:
        others = (
            quantity.counts.lower() in ("other", "others") and before.kind == "count" and before.counts is not None
        )
        return replace(quantity, counts=before.counts) if others else quantity
    if re.match(r"\s+of\s+(?:whom|them|these|those|which)\b", parsed.text[span.end : span.end + 12]):
        return replace(quantity, counts=next((q.counts for q in reversed(made[-3:]) if q.counts), None))
    if quantity.kind != "count" and not (quantity.unit == "ratio" and is_subject(parsed, span.start, span.end)):
        return quantity
    if (again := _named_before(parsed, quantity, made)) is not None:
        return replace(quantity, counts=again)
    if before.span.end <= floor or _is_lone_one(parsed, quantity):
        return quantity
    text = parsed.text
    if before.kind != "count" or before.counts is None:
        return quantity
    alone = is_subject(parsed, span.start, span.end) or (
        _ends_phrase(text, span.end) and not _is_toll(parsed, span)
    )
    return replace(quantity, counts=before.counts) if alone else quantity


def _named_before(parsed: Parsed, quantity: Quantity, made: list[Quantity]) -> str | None:
    """ "... three states. The three are to join": the noun of the same number a little before."""
    span = quantity.span
    if not re.search(r"\b[Tt]he $", parsed.text[max(0, span.start - 5) : span.start]) or not is_subject(
        parsed, span.start, span.end
    ):
        return None
    return next((q.counts for q in reversed(made[-6:]) if q.kind == "count" and q.best == quantity.best), None)


def _shares_unit(text: str, quantity: Quantity, before: Quantity, *, scaled: bool) -> bool:
    """ "From 3.2 million tonnes to 2.7 million": a unit left out behind a magnitude."""
    span = quantity.span
    if quantity.kind != "count" or before.kind != "measure" or not scaled or not _ends_phrase(text, span.end):
        return False
    return re.search(r"\b(?:from|to|than|of)\s+$", text[max(0, span.start - 6) : span.start]) is not None


def _is_lone_one(parsed: Parsed, quantity: Quantity) -> bool:
    """ "One" without a noun counts what was counted before only as a subject: "... and one is missing"."""
    if quantity.low != 1 or quantity.high != 1:
        return False
    return re.match(r"\s+(?:is|was|has|had|remains)\b", parsed.text[quantity.span.end :][:9]) is None


_CLOSING = re.compile(
    r"\s*(?:[.,;:)!?]|$|\s(?:in|from|to|on|and|but|by|at|after|before|since|a|this|last|for|is|was|has|had|remains|were"
    r"|are|have|will|would)\b)"
)


def _ends_phrase(text: str, end: int) -> bool:
    return _CLOSING.match(text[end : end + 12]) is not None


def _is_toll(parsed: Parsed, span: Span) -> bool:
    tokens = parsed.at(span.start, span.end)
    head = tokens[-1].head if tokens else None
    harm = head is not None and (
        head.lemma in word_list("en/number_context.tsv", "harm")
        or head.lower in word_list("en/number_context.tsv", "harm")
    )
    return harm or hangs_on_total(parsed, span.start, span.end)
