"""What the words for a source make of it: kinds of unnamed sources, and titles of persons, from the tables."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from accordingto.reading.countries import bare, fold
from accordingto.resources import table

_END = frozenset({
    "of", "from", "for", "at", "in", "to", "on", "with", "who", "whom", "whose", "which", "that", "by",
    "about", "under", "inside", "near", "close", "familiar", "based", "briefed", "involved", "known",
    "speaking", "said", "and", "or",
})  # fmt: skip
_WORD = re.compile(r"\w[\w.&-]*(?:['’](?!s\b)\w+)*|['’]s\b|[^\w\s]")


class SourceKind(NamedTuple):
    """What a head noun makes of a source: its class, and whether it is anonymous (`yes`, `no`, `if-bare`).

    Both are empty for a noun that is no source."""

    class_: str
    anonymous: str


UNKNOWN = SourceKind("", "")


@lru_cache(maxsize=8192)
def kind_of(head_noun: str) -> SourceKind:
    """The class of a source without a name, by its head noun ("officials", "news agency"), else UNKNOWN."""
    words = fold(head_noun).split()
    kinds = _kinds()
    for first in range(max(0, len(words) - 4), len(words)):
        key = " ".join(words[first:])
        for form in (key, *_singulars(key)):
            if form in kinds:
                found = kinds[form]
                plural = form != key and found.anonymous == "if-bare"
                return SourceKind(found.class_, "yes") if plural else found
    return UNKNOWN


def phrase_kind(phrase: str) -> SourceKind:
    """As `kind_of`, for a whole noun phrase: its head is the last word before "of", "at", "who" and the like."""
    whole = _kinds().get(fold(bare(phrase)))
    return whole or kind_of(" ".join(up_to_head(phrase)))


def title_class(words: str | Sequence[str]) -> str | None:
    """The class of a person by title ("a researcher at the institute": expert); None where no title is the head.

    "the general strike" and "the president's office" name no such person.
    """
    tokens = _WORD.findall(words) if isinstance(words, str) else list(words)
    keys = [t if t.isupper() else fold(t) for t in tokens]
    titles = _titles()
    at = 0
    while at < len(keys):
        size = next((n for n in range(min(7, len(keys) - at), 0, -1) if " ".join(keys[at : at + n]) in titles), 0)
        if size and _closes(tokens, at + size):
            return titles[" ".join(keys[at : at + size])]
        at += max(1, size)
    return None


def _closes(tokens: Sequence[str], at: int) -> bool:
    """Whether a noun phrase's head may end before token `at`: at an end, a preposition, a mark or a name."""
    if at >= len(tokens):
        return True
    following = tokens[at]
    if following.lower() in ("'s", "’s", "'", "’"):
        return False
    return following.lower() in _END or following[0].isupper() or not following[0].isalnum()


@cache
def _titles() -> dict[str, str]:
    rows = table("en/titles.tsv")
    plain = {row["title"] if row["title"].isupper() else fold(row["title"]): row["class"] for row in rows}
    plural = {f"{title}s": class_ for title, class_ in plain.items() if not title.endswith("s")}
    return {**plural, **plain}


@cache
def _kinds() -> dict[str, SourceKind]:
    return {fold(row["noun"]): SourceKind(row["class"], row["anonymous"]) for row in table("en/source_kinds.tsv")}


def _singulars(key: str) -> tuple[str, ...]:
    if key.endswith("ies"):
        return (key[:-3] + "y",)
    if key.endswith("men"):
        return (key[:-3] + "man",)
    return (key[:-1], key[:-2]) if key.endswith("es") else (key[:-1],) if key.endswith("s") else ()


def up_to_head(phrase: str) -> list[str]:
    """The words of a noun phrase as far as its head: "two officials" of "two officials in Kyiv"."""
    head: list[str] = []
    words = bare(phrase).split()
    for word, after in zip(words, [*words[1:], ""], strict=False):
        participle = word.endswith("ed") and after.lower() in _END
        if head and (word.lower() in _END or word.startswith("(") or participle):
            break
        head.append(word.strip('“”"‘'))
        if word.endswith(","):
            head[-1] = head[-1].rstrip(",")
            break
    return head


def last_title(tokens: Sequence[str]) -> str | None:
    """The class of the title that the words end in; None when they end in something else."""
    for first in range(max(0, len(tokens) - 7), len(tokens)):
        written = " ".join(tokens[first:])
        class_ = _titles().get(written if written.isupper() else fold(written))
        if class_:
            return class_
    return None
