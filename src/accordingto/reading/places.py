"""Places named in a text, resolved in context."""

from accordingto.model.values import Place
from accordingto.reading.tree import Parsed


def find_places(parsed: Parsed) -> tuple[Place, ...]:
    """The places of a text in text order."""
    return () if parsed.tokens else ()
