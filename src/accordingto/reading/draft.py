"""An attribution while it is being made: tokens and character ranges, before spans and parties are settled."""

from dataclasses import dataclass, field

from accordingto.reading.tree import Token

Range = tuple[int, int]


@dataclass(slots=True, eq=False)
class Draft:
    """Source, cue and content as they are found; `head` is the word the decision hangs on.

    `parent` and `continues` point to other drafts. `value` is how certain the holder is of the content, by the
    cue alone (-3 … 3). `untrue`: the content calls what another said untrue.
    """

    act: str
    value: int
    head: Token
    source: list[Token]
    cue: list[Token]
    content: list[Range]
    parent: "Draft | None" = None
    continues: "Draft | None" = None
    untrue: bool = False
    reasons: list[str] = field(default_factory=list)

    @property
    def start(self) -> int:
        """First character of anything that belongs to the attribution."""
        return min(
            [t.start for t in self.source[:1]] + [t.start for t in self.cue[:1]] + [r[0] for r in self.content]
        )

    def holds(self, start: int, end: int) -> bool:
        """Whether the characters lie inside the content."""
        return any(a <= start and end <= b for a, b in self.content)

    @property
    def size(self) -> int:
        """Characters of content."""
        return sum(b - a for a, b in self.content)
