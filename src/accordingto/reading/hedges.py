"""Words around a number that widen it: "at least 20", "some 10,000", "ten or more"."""

import re
from dataclasses import replace
from functools import cache

from accordingto.reading.amounts import Amount, rounded
from accordingto.resources import Row, table

_FAR = 48


@cache
def _rows() -> dict[tuple[str, str], Row]:
    return {(r["side"], r["phrase"]): r for r in table("en/hedges_number.tsv")}


def _alternatives(side: str) -> str:
    phrases = sorted((p for s, p in _rows() if s == side), key=len, reverse=True)
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in phrases)


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:(?<=[\s(\"“‘'—–-])|^)(?P<p>{_alternatives('before')})\s*$")


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?P<p>\s(?:{_alternatives('after')})\b|-(?:odd|plus)\b|\+)")


def hedged(text: str, found: Amount, floor: int) -> Amount:
    """The amount with its hedge, if one stands there; `floor` is where the text before it may begin."""
    begin = max(floor, found.start - _FAR)
    before = _before().search(text[begin : found.start])
    if before is not None and not _is_verb_over(before.group("p"), text[: begin + before.start()]):
        row = _rows()["before", re.sub(r"\s+", " ", before.group("p").lower())]
        again = _after().match(text, found.end)
        if again is not None and _row_after(again)["op"] == row["op"]:
            found = replace(found, end=again.end())  # "some 400-odd"
        return _widened(replace(found, start=begin + before.start("p")), row)
    after = _after().match(text, found.end)
    if after is not None:
        return _widened(replace(found, end=after.end()), _row_after(after))
    return found


def _row_after(after: re.Match[str]) -> Row:
    return _rows()["after", re.sub(r"\s+", " ", after.group("p").strip().lower())]


def _is_verb_over(phrase: str, before: str) -> bool:
    """ "Handed over 5 prisoners", "set up to": the particle belongs to a verb."""
    word = re.search(r"([A-Za-z]+)\s*$", before[-20:])
    particle = {
        "over": ("took", "take", "takes", "handed", "hand", "hands", "turned", "turn"),
        "under": (),
        "above": (),
    }
    return word is not None and word[1].lower() in particle.get(phrase.lower(), ())


def _widened(found: Amount, row: Row) -> Amount:
    """The interval by the hedge. A range keeps its ends; a vague number opens on the side that the hedge opens."""
    if found.op == "range":
        return found
    op = row["op"]
    if found.best is None:
        if op in (">=", ">"):
            return replace(found, op=op, high=None)
        return replace(found, op=op, low=0.0) if op in ("<=", "<") else found
    low = None if row["low"] == "-" else float(row["low"]) * found.best
    high = None if row["high"] == "-" else float(row["high"]) * found.best
    low, high = rounded(low, high, found.best, op=op, kind=found.kind)
    return replace(found, low=low, high=high, op=op)
