"""What follows from the record: parties, events, supports, conflicts, near-copies, made anew in one transaction.

Nothing here is part of the record. Each rebuild is stamped with *marks* (how far the record had grown, and the
versions of the code: cheap to compare) and with a *digest* of the readings and judgements it was made from.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Table, delete, func, insert, inspect, select

from accordingto import __version__
from accordingto.ledger import records, rollups, schema
from accordingto.ledger.facets import changed_on, days_of, facets_of, party_facets
from accordingto.ledger.geography import places_of
from accordingto.ledger.judgements import PAIRS, in_force, judgements
from accordingto.ledger.rows import Row, claim_words, text_of
from accordingto.model.claim import Claim, Reading
from accordingto.model.codec import canonical, to_plain
from accordingto.model.event import Judgement, KnownSource, Reconciliation, event_id
from accordingto.resources import resources_version


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a reconciliation is made from, as it stood at one moment."""

    readings: tuple[Reading, ...]
    judgements: tuple[Judgement, ...]
    known: tuple[KnownSource, ...]
    marks: str
    digest: str


def marks(connection: Connection, known: Sequence[KnownSource] = ()) -> str:
    """How far the record has grown, which code looks at it, with which table of sources: the same marks, the same
    reconciliation.

    The record is append-only, so its highest numbers say all; a reading is superseded only by a new one.
    """
    grown = [
        connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()
        for column in (schema.reports.c.seq, schema.readings.c.id, schema.judgements.c.seq)
    ]
    return text_of([*grown, schema.DERIVED, __version__, resources_version(), to_plain(known)])


def digest(connection: Connection, known: Sequence[KnownSource] = ()) -> str:
    """A digest of what the events are made from, whatever numbers the rows have."""
    table = schema.readings
    joined = table.join(schema.reports, table.c.report == schema.reports.c.id)
    current = select(table.c.report, table.c.digest).select_from(joined)
    rows = connection.execute(
        current.where(table.c.superseded_by.is_(None), records.is_current()).order_by(schema.reports.c.seq)
    )
    judged = to_plain(in_force(judgements(connection)))
    said = [[list(row) for row in rows], judged, to_plain(known)]
    return hashlib.blake2b(canonical(said), digest_size=16).hexdigest()


def inputs(connection: Connection, known: Sequence[KnownSource] = ()) -> Inputs:
    """The current readings and the judgements in force, with the marks and the digest of this moment."""
    current = records.readings(connection, records.is_current())
    return Inputs(current, judged(connection), tuple(known), marks(connection, known), digest(connection, known))


def judged(connection: Connection) -> tuple[Judgement, ...]:
    """The judgements in force, on the claims that stand today."""
    return carried(connection, in_force(judgements(connection)))


def marked_keys(held: Iterable[Judgement]) -> frozenset[str]:
    """The keys of the claims that analysts marked in the text."""
    return frozenset(key for j in held if (key := marked_key(j)) is not None)


def marked_key(judgement: Judgement) -> str | None:
    """The key of the claim that a judgement marks; None for a judgement that marks none."""
    from accordingto.reconciliation.judged import marked_key as key_of

    return key_of(judgement)


def carried(connection: Connection, judged: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Judgements with the keys of their claims brought forward over re-readings.

    A claim's key changes when a better reader reads it otherwise; what an analyst said of it still holds for the
    claim that now stands there in the same report. A key that has no such heir stays as it is.
    """

    def today(keys: str) -> str:
        return " ".join(dict.fromkeys(heir(connection, key) or key for key in keys.split()))

    return tuple(
        j
        if j.kind == "missed"
        else replace(j, left=today(j.left), right=today(j.right) if j.right and j.kind in PAIRS else j.right)
        for j in judged
    )


def heir(connection: Connection, key: str) -> str | None:
    """The key that stands today for the claim `key`: itself while its reading is in force, None without heir.

    The heir stands in the same report at the same anchor; else its anchor meets the old one.
    """
    old, new, reading = schema.claims.alias("old"), schema.claims.alias("new"), schema.readings
    meets = (
        (new.c.report == old.c.report)
        & (new.c.anchor_start < old.c.anchor_end)
        & (old.c.anchor_start < new.c.anchor_end)
    )
    joined = old.join(new, meets).join(reading, reading.c.id == new.c.reading)
    wanted = select(new.c.key).select_from(joined).where(old.c.key == key, reading.c.superseded_by.is_(None))
    moved = func.abs(new.c.anchor_start - old.c.anchor_start) + func.abs(new.c.anchor_end - old.c.anchor_end)
    nearest = wanted.order_by((new.c.key != old.c.key), moved, new.c.ordinal, new.c.id).limit(1)
    found: str | None = connection.execute(nearest).scalar_one_or_none()
    return found


def stamp_of(connection: Connection) -> tuple[str, str] | None:
    """Marks and digest of the last rebuild, None when there was none by this version of the tables."""
    if not inspect(connection).has_table(schema.stamp.name):
        return None
    row = connection.execute(select(schema.stamp.c.marks, schema.stamp.c.digest)).first()
    return None if row is None else (row.marks, row.digest)


def is_stale(connection: Connection, known: Sequence[KnownSource] = ()) -> bool:
    """Whether the derived tables do not show what the record and the user's table of sources say now."""
    found = stamp_of(connection)
    return found is None or found[0] != marks(connection, known)


def rebuild(connection: Connection, made_from: Inputs, found: Reconciliation) -> None:
    """Replace all that is derived by `found`, and stamp it. The connection must be in a write transaction."""
    _drop_other_versions(connection)
    schema.derived.create_all(connection)
    for table in schema.derived.sorted_tables:
        connection.execute(delete(table))
    rollups.make(connection)
    fill(connection, made_from, found)


def fill(connection: Connection, made_from: Inputs, found: Reconciliation) -> None:
    """Write `found` into the empty derived tables, and stamp them."""
    for table, rows in _rows(connection, made_from, found):
        if rows:
            connection.execute(insert(table), rows)
    rollups.fill(connection)
    connection.execute(insert(schema.stamp).values(marks=made_from.marks, digest=made_from.digest))


def _drop_other_versions(connection: Connection) -> None:
    ours = set(schema.derived.tables)
    kinds = {name.rsplit("_", 1)[0] for name in ours}
    for name in inspect(connection).get_table_names():
        kind, _, number = name.rpartition("_")
        if name not in ours and kind in kinds and number.isdecimal():
            connection.exec_driver_sql(f'DROP TABLE "{name}"')


def _rows(connection: Connection, made_from: Inputs, found: Reconciliation) -> list[tuple[Table, list[Row]]]:
    supports = [
        {
            "ordinal": n, "id": s.id, "event": s.event, "claim": s.claim, "report": s.report, "party": s.party,
            "stance": s.stance, "said_on": s.said_on, "json": text_of(to_plain(s)),
        }
        for n, s in enumerate(found.supports)
    ]  # fmt: skip
    parties = [{"ordinal": n, "id": p.id, "json": text_of(to_plain(p))} for n, p in enumerate(found.parties)]
    conflicts = [
        {"ordinal": n, "left": c.left, "right": c.right, "json": text_of(to_plain(c))}
        for n, c in enumerate(found.conflicts)
    ]
    doubts = [
        {"ordinal": n, "left": d.left, "right": d.right, "json": text_of(to_plain(d))}
        for n, d in enumerate(found.doubts)
    ]
    copies = [{"ordinal": n, "json": text_of(to_plain(c))} for n, c in enumerate(found.near_copies)]
    return [
        *_event_rows(connection, made_from, found),
        (schema.supports, supports),
        (schema.parties, parties),
        (schema.conflicts, conflicts),
        (schema.near_copies, copies),
        (schema.doubts, doubts),
        (schema.marked_claims, _marked_rows(connection, made_from)),
    ]


def _marked_rows(connection: Connection, made_from: Inputs) -> list[Row]:
    marked = marked_keys(made_from.judgements)
    return [
        {"claim": key, "report": r.report.id, "words": claim_words(r, c), "json": text_of(to_plain(c))}
        for key, (r, c) in _put_right(connection, made_from).items()
        if key in marked
    ]


def _event_rows(connection: Connection, made_from: Inputs, found: Reconciliation) -> list[tuple[Table, list[Row]]]:
    claims = _claims_by_key(connection, made_from)
    reports = {reading.report.id: reading.report for reading in made_from.readings}
    supports = defaultdict(list)
    for support in found.supports:
        supports[support.event].append(support)
    parties = {party.id: party for party in found.parties}
    events, links, facets, places = [], [], [], []
    for event in found.events:
        first, last = days_of(event, supports[event.id], reports)
        events.append({
            "id": event.id, "claims": len(event.claims), "strict": event.strict, "lenient": event.lenient,
            "first_day": first, "last_day": last, "changed": changed_on(event),
            "part_of": event.part_of.event if event.part_of else None, "json": text_of(to_plain(event)),
        })  # fmt: skip
        links += [{"event": event.id, "claim": k, "name": event_id(k)} for k in dict.fromkeys(event.claims)]
        told = [claims[key] for key in event.claims if key in claims]
        pairs = {*facets_of(event, told, reports), *party_facets(supports[event.id], parties)}
        facets += [{"event": event.id, "kind": k, "value": v} for k, v in sorted(pairs)]
        places += places_of(event.id, told)
    return [
        (schema.events, events),
        (schema.event_claims, links),
        (schema.facets, facets),
        (schema.event_places, places),
    ]


def _claims_by_key(connection: Connection, made_from: Inputs) -> dict[str, tuple[Reading, Claim]]:
    by_report = {reading.report.id: reading for reading in made_from.readings}
    table = schema.claims
    joined = table.join(schema.readings, table.c.reading == schema.readings.c.id)
    wanted = select(table.c.key, table.c.report, table.c.ordinal).select_from(joined)
    found = {
        row.key: (by_report[row.report], by_report[row.report].claims[row.ordinal])
        for row in connection.execute(wanted.where(schema.readings.c.superseded_by.is_(None)))
        if row.report in by_report and row.ordinal < len(by_report[row.report].claims)
    }
    return found | _put_right(connection, made_from)


def _put_right(connection: Connection, made_from: Inputs) -> dict[str, tuple[Reading, Claim]]:
    """The claims of the reports in which analysts put something right or marked something, after that."""
    from accordingto.reconciliation.judged import concerned, settled

    reports, claims = concerned(made_from.judgements)
    if claims:
        among = func.json_each(text_of(sorted(claims))).table_valued("value")
        asked = select(schema.claims.c.report).where(schema.claims.c.key.in_(select(among.c.value)))
        reports |= set(connection.execute(asked).scalars())
    touched = [r for r in made_from.readings if r.report.id in reports]
    return {k: v for r in touched for k, v in settled(r, made_from.judgements).items()}
