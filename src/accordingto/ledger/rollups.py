"""What is counted over the events once, when they are made, so that nobody who asks has to wait for it.

Facet values with how many events have each, the words of each event in an index of their own, how much each party
said, which reports take part in a near-copy. All of it follows from the other derived tables and from the claims,
by the database's own means, and is made in the same transaction.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete, update

from accordingto.ledger import schema
from accordingto.ledger.facets import fold

WORDS = f"event_words_{schema.DERIVED}"
"""The full-text index of the events: a row for each, by its number, with the words of all its claims."""

COUNTED = ("standing", "status", "type", "place", "named", "outlet")
"""The kinds of facets that a desk counts for every question; their values have the lowest numbers, so that the
others, which are many more, are not gone through."""

_INDEX = "USING fts5(words, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2')"
_NUMBERS, _FACETS, _VALUES = schema.event_numbers.name, schema.facets.name, schema.facet_values.name
_CLAIMS, _MARKED, _SAID = schema.event_claims.name, schema.marked_claims.name, schema.supports.name
_FILLING = (
    f"INSERT INTO {_NUMBERS} (event) SELECT id FROM {schema.events.name} ORDER BY id",
    f"""INSERT INTO {_VALUES} (kind, value, events)
        SELECT kind, value, count(*) FROM {_FACETS} GROUP BY kind, value
        ORDER BY kind IN {COUNTED} DESC, kind, value""",
    f"""INSERT INTO {schema.event_facets.name} (event, facet)
        SELECT n.number, v.id FROM {_FACETS} AS f
        JOIN {_NUMBERS} AS n ON n.event = f.event JOIN {_VALUES} AS v ON v.kind = f.kind AND v.value = f.value
        ORDER BY n.number, v.id""",
    f"""INSERT INTO {WORDS} (rowid, words)
        SELECT n.number, group_concat(told.words, ' ') FROM (
            SELECT l.event, c.words FROM {_CLAIMS} AS l JOIN claims AS c ON c."key" = l.claim
            UNION ALL SELECT l.event, m.words FROM {_CLAIMS} AS l JOIN {_MARKED} AS m ON m.claim = l.claim
        ) AS told JOIN {_NUMBERS} AS n ON n.event = told.event GROUP BY n.number""",
    f"""INSERT INTO {schema.party_counts.name} (party, attributions, supported, denied, reports)
        SELECT s.party, count(DISTINCT c.report || ' ' || c.attribution),
            count(DISTINCT CASE WHEN s.stance = 'support' THEN s.event END),
            count(DISTINCT CASE WHEN s.stance = 'deny' THEN s.event END), count(DISTINCT s.report)
        FROM {_SAID} AS s LEFT JOIN claims AS c ON c."key" = s.claim GROUP BY s.party""",
    f"""INSERT OR IGNORE INTO {schema.copy_ends.name} (report, ordinal)
        SELECT json_extract(json, '$.copy'), ordinal FROM {schema.near_copies.name}
        UNION ALL SELECT json_extract(json, '$.origin'), ordinal FROM {schema.near_copies.name}""",
)
_SPELT = (
    ("outlet", "SELECT outlet, count(*) FROM reports WHERE outlet IS NOT NULL GROUP BY outlet"),
    ("place", f"SELECT name, sum(claims) FROM {schema.event_places.name} GROUP BY name"),
    (
        "named",
        f"""SELECT n.value, count(*) FROM {schema.events.name} AS e, json_each(e.json, '$.participants') AS n
        GROUP BY 1""",
    ),
)


def make(connection: Connection, *, beside: bool = False) -> None:
    """The full-text index, empty: in the ledger's file in the place of an older one, or in tables `beside` it."""
    if not beside:
        older = "SELECT name FROM main.sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE event_words_%'"
        for (name,) in connection.exec_driver_sql(older).all():
            connection.exec_driver_sql(f'DROP TABLE "{name}"')
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {'temp.' if beside else ''}{WORDS} {_INDEX}")


def fill(connection: Connection) -> None:
    """Count anew over the derived tables as they are now; the index must be empty (`make`)."""
    for table in schema.ROLLUPS:
        connection.execute(delete(table))
    for statement in _FILLING:
        connection.exec_driver_sql(statement)
    table = schema.facet_values
    wanted = update(table).where(table.c.kind == bindparam("of_kind"), table.c.value == bindparam("of_value"))
    if labels := list(_labels(connection)):
        connection.execute(wanted.values(label=bindparam("said")), labels)


def _labels(connection: Connection) -> Iterable[dict[str, str]]:
    """How the values of facets that are names are written most often: BBC News, not bbc news."""
    for kind, asked in _SPELT:
        best: dict[str, tuple[int, str]] = {}
        for name, times in connection.exec_driver_sql(asked):
            value = fold(name)
            if value and (times, name) > best.get(value, (0, "")):
                best[value] = (times, name)
        yield from (
            {"of_kind": kind, "of_value": value, "said": name} for value, (_, name) in sorted(best.items())
        )
