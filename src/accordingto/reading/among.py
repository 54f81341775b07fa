"""One of many: "two nurses were among the 14 people killed in the blast" tells of the two what it tells of all."""

from accordingto.reading.eventwords import bare_row, event_row
from accordingto.reading.tree import Token
from accordingto.resources import Row

_AMONG = ("among", "amongst")


def fate_shared(group: Token) -> Row | None:
    """The row of what befell a group, if a clause says who was among it; `group` is the word for it.

    None for any other clause, and where no row of the lexicon names what befell them.
    """
    case = group.child("case")
    if case is None or case.lower not in _AMONG or group.child("cop") is None or group.child("nsubj") is None:
        return None
    clause = clause_about(group)
    if clause is not None:
        return event_row(clause, [group])
    return next((row for pos in ("NOUN", "ADJ") if (row := bare_row(group.lower, pos)) is not None), None)


def clause_about(group: Token) -> Token | None:
    """The clause that says what befell a group: "killed in the blast", "who died"."""
    return group.child("acl", "acl:relcl")
