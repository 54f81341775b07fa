"""Which row of `en/events.tsv` a word has in its clause.

A row may name a particle or preposition with its word ("hand over", "go on"), ask for a class of thing that is
acted on, and for a class of those who act (en/objects.tsv). Of the rows that have what they ask for, the one that
asks for most wins, so that "gave up its missiles" is no gift.
"""

from collections.abc import Sequence
from functools import cache

from accordingto.reading.content import case_of, subject
from accordingto.reading.countries import country_of
from accordingto.reading.kinds import title_class
from accordingto.reading.lemma import lemma
from accordingto.reading.tree import Token
from accordingto.resources import Row, table

ANYTHING = "anything"
"""The class of an object, whatever it is."""
_PARTICLE, _PREPOSITION, _OBJECT, _MODIFIER, _SOME, _SUBJECT = 8, 2, 4, 3, 1, 2
"""What it counts that a row has its particle, preposition, thing as head, as modifier, any thing, who acts."""

_BEHIND = ("obl", "advcl", "obj", "nsubj", "xcomp")
"""Relations of what stands behind a preposition; a particle may be parsed as one ("wrote off the debt")."""


@cache
def _rows() -> dict[tuple[str, str], tuple[Row, ...]]:
    rows: dict[tuple[str, str], tuple[Row, ...]] = {}
    for row in table("en/events.tsv"):
        key = (row["lemma"].split()[0], row["pos"])
        rows[key] = (*rows.get(key, ()), row)
    return rows


@cache
def _plain() -> frozenset[tuple[str, str]]:
    """The words all of whose rows ask for nothing: there is nothing to choose."""
    return frozenset(key for key, rows in _rows().items() if not any(map(_asks, rows)))


@cache
def _asked(key: tuple[str, str]) -> frozenset[str]:
    """What any row of a word looks at besides its objects: a space stands for what stands beside it."""
    rows = _rows()[key]
    phrase = [" "] if any(" " in r["lemma"] for r in rows) else []
    return frozenset(phrase + (["subject"] if any(r["subject"] for r in rows) else []))


def _asks(row: Row) -> bool:
    return bool(row["object"] or row["subject"] or " " in row["lemma"])


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    classes: dict[str, tuple[str, ...]] = {}
    for row in table("en/objects.tsv"):
        classes[row["noun"]] = (*classes.get(row["noun"], ()), row["class"])
    return classes


def is_thing(noun: Token, *kinds: str) -> bool:
    """Whether a noun is of one of the classes of en/objects.tsv."""
    return any(c in kinds for c in _classes().get(noun.lemma, ()))


def names_happening(lemma: str, pos: str) -> bool:
    """Whether any row is of this word."""
    return (lemma, pos) in _rows()


def bare_row(lemma: str, pos: str) -> Row | None:
    """The row of a word whatever stands beside it."""
    return next((r for r in _rows().get((lemma, pos), ()) if not _asks(r)), None)


def event_row(token: Token, things: Sequence[Token]) -> Row | None:
    """The row of a word that is done to `things`; None where no row has what it asks for."""
    key = (token.lemma, token.pos)
    rows = _rows().get(key)
    if rows is None:
        return None
    if key in _plain():
        return rows[0]
    asked = _asked(key)
    beside = _beside(token) if " " in asked else {}
    who = _kinds([subject(token)]) if "subject" in asked else {}
    what = _kinds(things)
    best, most = None, -1
    for row in rows:
        fit = _fit(row, beside, what, who)
        if fit > most:
            best, most = row, fit
    return best


def asks_for_more(row: Row | None) -> bool:
    """Whether a row is sure of its word by what stands beside it."""
    return row is not None and _asks(row)


def row_in_words(verb: str, words: Sequence[str]) -> Row | None:
    """The row of a verb that has what it asks for in the words behind it, where no tree is at hand.

    Rows that ask for nothing, or for who acts, are left out.
    """
    lemmas = [lemma(w.lower(), "NOUN") for w in words]
    kinds = {c for w in lemmas for c in _classes().get(w, ())} | ({ANYTHING} if words else set())
    kinds |= {"state"} if any(country_of(w) is not None for w in words[:2]) else set()
    best, most = None, 0
    for row in _rows().get((verb, "VERB"), ()):
        _, _, with_ = row["lemma"].partition(" ")
        there = (not with_ or with_ in words) and (not row["object"] or row["object"] in kinds)
        size = bool(with_) + bool(row["object"])
        if there and not row["subject"] and size > most:
            best, most = row, size
    return best


def phrase_object(verb: Token, noun: Token) -> bool:
    """Whether a noun stands behind the preposition that a row names with its verb: "went on strike"."""
    case = case_of(noun)
    return bool(case) and any(
        r["lemma"] == f"{verb.lemma} {case}" for r in _rows().get((verb.lemma, verb.pos), ())
    )


def _fit(row: Row, beside: dict[str, list[Token]], what: dict[str, int], who: dict[str, int]) -> int:
    """How much of what stands beside a word a row asks for; -1 where it asks for what is not there."""
    with_ = row["lemma"].partition(" ")[2] if " " in row["lemma"] else ""
    if with_ and with_ not in beside:
        return -1
    fit = 0 if not with_ else _PREPOSITION if beside[with_] else _PARTICLE
    if row["object"]:
        own = _kinds(beside[with_]) if with_ else {}
        found = max(what.get(row["object"], 0), own.get(row["object"], 0))
        if not found:
            return -1
        fit += found
    if row["subject"]:
        if row["subject"] not in who:
            return -1
        fit += _SUBJECT
    return fit


def _beside(token: Token) -> dict[str, list[Token]]:
    """The particles, prepositions and bare infinitives of a verb, with what stands behind a preposition."""
    found: dict[str, list[Token]] = {}
    for kid in token.kids:
        if kid.ner[2:] in ("Date", "Time"):
            continue  # "fired on Monday"
        if kid.rel == "compound:prt" or (kid.rel in ("advmod", "xcomp") and kid.i > token.i):
            found.setdefault(kid.lower, [])
        case = kid.child("case", "mark")
        if case is not None and kid.base in _BEHIND:
            found.setdefault(case.lower, []).append(kid)
    return found


def _kinds(things: Sequence[Token | None]) -> dict[str, int]:
    """The classes of things with what they count: those of a head more than those of what modifies it."""
    found: dict[str, int] = {}
    for thing in things:
        if thing is None:
            continue
        found.setdefault(ANYTHING, _SOME)
        for kid in thing.kids:
            for kind in _classes().get(kid.lemma, ()):
                found.setdefault(kind, _MODIFIER)
        for kind in _classes().get(thing.lemma, ()):
            found[kind] = _OBJECT
        if thing.ner.endswith("Person") or title_class([thing.lemma]):
            found["people"] = _OBJECT
        if thing.ner[2:] in ("Location", "NORP") or country_of(thing.text) is not None:
            found["state"] = _OBJECT
    return found
