"""The log of what analysts decided: what may be written into it, and what of it holds.

Nothing is ever taken out of the log. An *undoing* is an entry of its own, which can be undone in turn; the state
after it is exactly the one before the entry that it undoes.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import fields, replace

from sqlalchemy import Connection, func, insert, select

from accordingto.errors import NotFound, QueryError
from accordingto.ledger import records, schema
from accordingto.model.claim import NARRATOR, STATUSES, Claim
from accordingto.model.codec import canonical, from_plain
from accordingto.model.event import Judgement
from accordingto.model.text import Report

KINDS = (
    "same",
    "different",
    "not-an-event",
    "wrong-value",
    "wrong-status",
    "not-this-source",
    "missed",
    "as-read",
)
"""What can be judged; `as-read`: the reader was right, and need not be asked about this again."""

WITHDRAWN = "withdrawn"
"""The kind of a judgement that undoes another, whose id is its `left`."""

PAIRS = ("same", "different")
ClaimsOf = Callable[[str], tuple[str, ...]]


def judgements(connection: Connection) -> tuple[Judgement, ...]:
    """Every judgement ever made, in order, with those that undo another."""
    table = schema.judgements
    wanted = select(*(table.c[field.name] for field in fields(Judgement))).order_by(table.c.seq)
    return tuple(Judgement(**row._mapping) for row in connection.execute(wanted))


def in_force(made: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that hold: the last on each subject, without those undone. Order is kept.

    *Same* and *different* speak of one subject, the two groups of claims, whichever stands left.
    """
    undone = _undone(made)
    last: dict[object, Judgement] = {}
    for judgement in made:
        if judgement.kind != WITHDRAWN and judgement.id not in undone:
            subject = _subject(judgement)
            last.pop(subject, None)
            last[subject] = judgement
    return tuple(last.values())


def _undone(made: Sequence[Judgement]) -> set[str]:
    """The ids of what is undone; an undoing that is itself undone undoes nothing."""
    undone: set[str] = set()
    for judgement in reversed(made):
        if judgement.kind == WITHDRAWN and judgement.id not in undone:
            undone.add(judgement.left)
    return undone


def _subject(judgement: Judgement) -> object:
    if judgement.kind in PAIRS:
        sides = (sorted(side.split()) for side in (judgement.left, judgement.right or ""))
        return ("pair", *sorted(map(tuple, sides)))
    if judgement.kind in ("missed", "not-this-source"):
        return (judgement.kind, judgement.left, judgement.right)
    return (judgement.kind, judgement.left)


def insert_judgement(connection: Connection, made: Judgement) -> Judgement:
    """Write a judgement that was checked, and return it with its id."""
    table = schema.judgements
    seq = connection.execute(select(func.coalesce(func.max(table.c.seq), 0) + 1)).scalar_one()
    said = {f.name: getattr(made, f.name) for f in fields(Judgement) if f.name != "id"}
    hashed = {name: value for name, value in said.items() if name != "value" or value is not None}
    id_ = "j" + hashlib.blake2b(canonical([seq, hashed]), digest_size=8).hexdigest()
    connection.execute(insert(table).values(seq=seq, id=id_, **said))
    return Judgement(id=id_, **said)


def undoing(connection: Connection, made: Judgement) -> Judgement:
    """The entry that undoes the judgement whose id begins with `left`. Raises NotFound, QueryError."""
    _check_who(made)
    log = judgements(connection)
    id_ = records.full_id(connection, schema.judgements.c.id, "judgement", made.left)
    if id_ in _undone(log):
        raise NotFound(f"there is no judgement {id_} in force: it was undone already")
    return replace(made, left=id_)


def checked(connection: Connection, made: Judgement, claims_of: ClaimsOf) -> Judgement:
    """The judgement as it is written: ids made whole, events taken for their claims.

    `claims_of` gives the claims that a word, an id of a claim or an event, stands for. Raises QueryError for a
    judgement that makes no sense, NotFound for one on what is not there.
    """
    if made.kind not in KINDS:
        raise QueryError(f"no such judgement: {made.kind!r}; one of {', '.join(KINDS)}")
    _check_who(made)
    if made.kind in PAIRS:
        return _pair(made, claims_of)
    if made.kind == "missed":
        return _missed(connection, made)
    if made.right is not None and made.kind != "not-this-source":
        raise QueryError(f"{made.kind!r} is about one thing, not two")
    left = _claims(made.left, claims_of)
    if made.kind in ("not-an-event", "as-read"):
        _no_value(made)
        return replace(made, left=" ".join(left))
    if len(left) != 1:
        raise QueryError(f"{made.kind!r} is about one claim, and {made.left!r} has {len(left)}: name the claim")
    return _put_right(connection, replace(made, left=left[0]))


def _check_who(made: Judgement) -> None:
    if not made.by.strip():
        raise QueryError("a judgement needs the name of who made it")
    records.check_day("the day of a judgement", made.on)


def _no_value(made: Judgement) -> None:
    if made.value is not None:
        raise QueryError(f"{made.kind!r} puts nothing in the place of what was read: leave the value out")


def _claims(given: str, claims_of: ClaimsOf) -> tuple[str, ...]:
    words = given.replace(",", " ").split()
    if not words:
        raise QueryError("which claim or event? Give its id, or the beginning of it")
    return tuple(dict.fromkeys(key for word in words for key in claims_of(word)))


def _pair(made: Judgement, claims_of: ClaimsOf) -> Judgement:
    """Both sides as claims; what stands on both sides of *different* is meant to be parted from the rest."""
    _no_value(made)
    if made.right is None:
        raise QueryError(f"{made.kind!r} needs two claims or events")
    left, right = _claims(made.left, claims_of), _claims(made.right, claims_of)
    right = tuple(key for key in right if key not in left)
    if not right:
        raise QueryError(f"{made.kind!r} needs two claims or events, and these are one")
    return replace(made, left=" ".join(left), right=" ".join(right))


def _missed(connection: Connection, made: Judgement) -> Judgement:
    from accordingto.reconciliation.judged import stretch

    at = stretch(made.left)
    if at is None:
        raise QueryError(f"what was missed is named REPORT:START-END, in characters, not {made.left!r}")
    report = records.report(connection, at[0])
    if at[2] > len(report.text) or not report.text[at[1] : at[2]].strip():
        raise QueryError(f"report {report.id} has {len(report.text)} characters, and no words at {at[1]}-{at[2]}")
    records.reading(connection, report.id)  # what is marked stands in a reading
    if made.right is not None:
        _check_name(report, made.right)
    if made.value is not None:
        _check_status(made.value)
    return replace(made, left=f"{report.id}:{at[1]}-{at[2]}")


def _check_name(report: Report, name: str) -> None:
    if not name.strip() or name.casefold() not in report.text.casefold():
        raise QueryError(f"{name!r} does not stand in report {report.id}: name the source in words of its text")


def _check_status(status: str) -> None:
    if status not in STATUSES:
        raise QueryError(f"no such status: {status!r}; one of {', '.join(STATUSES)}")


def _put_right(connection: Connection, made: Judgement) -> Judgement:
    """A judgement that puts something else in the place of what was read of one claim."""
    if made.kind == "wrong-status":
        if made.value is None:
            raise QueryError(f"'wrong-status' needs the right one: one of {', '.join(STATUSES)}")
        _check_status(made.value)
        return made
    claim, report = _claim(connection, made.left)
    if made.kind == "wrong-value":
        return made if made.value is None else replace(made, value=_number(made.value, claim))
    if made.value is not None:
        _check_name(records.report(connection, report), made.value)
    if made.right is not None and made.right not in claim.value_by:
        holders = ", ".join(h for h in sorted(claim.value_by) if h != NARRATOR) or "nobody but the report itself"
        raise QueryError(f"{made.right!r} does not hold claim {made.left}: held by {holders}")
    return made


def _number(value: str, claim: Claim) -> str:
    if len(claim.quantities) != 1:
        raise QueryError(
            f"the claim has {len(claim.quantities)} numbers, so none can be put right: leave the value out, "
            "and its numbers are not relied on"
        )
    try:
        number = float(value.replace(",", ""))
    except ValueError:
        number = float("nan")
    if not abs(number) < float("inf"):
        raise QueryError(f"the right value must be a number such as 12000, not {value!r}")
    return f"{number:.15g}"


def _claim(connection: Connection, key: str) -> tuple[Claim, str]:
    import json

    for table, column in (
        (schema.claims, schema.claims.c.key),
        (schema.marked_claims, schema.marked_claims.c.claim),
    ):
        row = connection.execute(select(table.c.json, table.c.report).where(column == key).limit(1)).first()
        if row is not None:
            return from_plain(Claim, json.loads(row.json)), row.report
    raise NotFound(f"there is no claim {key!r} in this ledger")
