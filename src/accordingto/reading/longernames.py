"""Names of towns that stand for something else: the beginning of a longer name, or a team."""

from accordingto.reading.kinds import title_class
from accordingto.reading.tree import Parsed, Token

_FOLLOWERS = frozenset({
    "fan", "supporter", "striker", "midfielder", "defender", "goalkeeper", "winger", "forward", "captain", "coach",
    "manager", "player", "squad", "kit", "shirt",
})  # fmt: skip


def names_something_else(parsed: Parsed, head: Token, last: Token) -> bool:
    """Whether the name with this head and last word begins another name ("Paris Agreement") or is
    that of a team ("fans of Newcastle")."""
    above, case = head.head, head.child("case")
    of = case is not None and case.lower == "of"
    if above is not None and above.lemma in _FOLLOWERS and (of or head.base == "compound"):
        return True
    after = parsed.tokens[last.i + 1] if last.i + 1 < len(parsed.tokens) else None
    if (
        after is None
        or after.sentence != last.sentence
        or not after.text[:1].isupper()
        or after.start != last.end + 1
    ):
        return False
    if head.base != "compound" or _is_title(parsed, after):
        return False
    return after.ner.startswith("I-") or (after.pos == "NOUN" and not _is_headline(parsed, after))


def _is_title(parsed: Parsed, token: Token) -> bool:
    """ "Kyiv Mayor Vitali Klitschko": the town keeps its meaning before the title of a person."""
    following = parsed.tokens[token.i + 1] if token.i + 1 < len(parsed.tokens) else token
    return following.ner[2:] == "Person" or title_class(token.text) is not None


def _is_headline(parsed: Parsed, token: Token) -> bool:
    """Whether common nouns are written large in the sentence anyway."""
    words = [t for t in parsed.words(token.sentence) if t.pos in ("NOUN", "VERB", "ADJ") and t.i != token.i]
    return sum(t.text[:1].isupper() for t in words) * 2 > len(words)
