"""A parsed text: tokens in a dependency tree per sentence, after Universal Dependencies.

`parse.py` makes it, every later step of the reading reads it. Tokens are mutable while they are built and are
left alone afterwards.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter

from accordingto.model.text import Sentence, Span


@cache
def _base(rel: str) -> str:
    return rel.partition(":")[0]


_index, _start, _end = attrgetter("i"), attrgetter("start"), attrgetter("end")


@dataclass(slots=True, eq=False)
class Token:
    """A word of the text: half-open code points, UPOS, the relation to its head, labels of the model.

    `i` counts over the whole text, `sentence` is the index of its sentence. `head` is None at a root. `ner` and
    `cue` are BIO labels ("B-Person", "I-Cue", "O"). `mention` stands at the head of a noun phrase: its type and
    its half-open range of token indices. `value` is the model's factuality of the word as an event, about -3 … 3.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    sentence: int
    pos: str = "X"
    rel: str = "dep"
    ner: str = "O"
    cue: str = "O"
    lemma: str = ""
    mention: tuple[str, int, int] | None = None
    value: float = 0.0
    head: "Token | None" = None
    kids: list["Token"] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"{self.text}/{self.pos}/{self.rel}"

    @property
    def base(self) -> str:
        """The relation without its subtype: `nsubj` for `nsubj:pass`."""
        return _base(self.rel)

    def child(self, *rels: str) -> "Token | None":
        """The first dependent with one of these relations; a bare name covers its subtypes."""
        for kid in self.kids:
            if kid.rel in rels or _base(kid.rel) in rels:
                return kid
        return None

    def children(self, *rels: str) -> list["Token"]:
        """All dependents with one of these relations, in text order; a bare name covers its subtypes."""
        return [k for k in self.kids if k.rel in rels or _base(k.rel) in rels]

    def ancestors(self) -> Iterator["Token"]:
        """The heads above this token, nearest first."""
        at = self.head
        while at is not None:
            yield at
            at = at.head

    def subtree(self) -> list["Token"]:
        """This token and all below it, in text order."""
        if not self.kids:
            return [self]
        found = [self]
        for at in found:  # grows while it is gone through
            found += at.kids
        found.sort(key=_index)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Roles:
    """An attribution as the model sees it: its cue, the words of its source and its content, all in text order.

    `certainty` is the mean probability, from 0 to 1, of the words that have a role.
    """

    cue: list[Token]
    source: list[Token]
    content: list[Token]
    certainty: float


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """The best antecedent of a noun phrase, by its head.

    `margin` is how far it is ahead of there being none; if it is negative, there is none.
    """

    antecedent: Token
    margin: float


@dataclass(slots=True)
class Parsed:
    """A text with its sentences and tokens. `spans[s]` is the half-open range of token indices of sentence s.

    `roles` are the model's attributions in the order of their cues; `links` has an antecedent by the token index
    of a noun phrase's head.
    """

    text: str
    sentences: tuple[Sentence, ...]
    tokens: list[Token]
    spans: list[tuple[int, int]]
    roles: list[Roles] = field(default_factory=list)
    links: dict[int, Link] = field(default_factory=dict)

    def words(self, sentence: int) -> list[Token]:
        """The tokens of one sentence."""
        first, last = self.spans[sentence]
        return self.tokens[first:last]

    def roots(self, sentence: int) -> list[Token]:
        """The roots of one sentence's tree (one, where the sentence has a token)."""
        return [t for t in self.words(sentence) if t.head is None]

    def span(self, first: Token, last: Token) -> Span:
        """The text from the first character of one token to the last of another."""
        return Span.of(self.text, first.start, last.end)

    def at(self, start: int, end: int) -> list[Token]:
        """The tokens that share a character with `start:end` (code points)."""
        first = bisect_right(self.tokens, start, key=_end)
        return self.tokens[first : bisect_left(self.tokens, end, lo=first, key=_start)]
