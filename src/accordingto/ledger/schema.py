"""The tables of a ledger: the record itself, and what is derived from it.

The record only grows; its tables are made by the numbered steps of `migrations.py`, which a test holds against
the tables here. The derived tables are named with a version of their own, can be thrown away at any time and are
made anew by `derived.rebuild`.
"""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

record = MetaData()

reports = Table(
    "reports",
    record,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("where", Text, nullable=False),
    Column("url", Text),
    Column("title", Text),
    Column("outlet", Text),
    Column("author", Text),
    Column("published", Text),
    Column("retrieved", Text),
    Column("language", Text),
    Column("sha256", Text, nullable=False),
    Column("ref", Text),
    Column("text", Text, nullable=False),
    Column("version_of", Text, ForeignKey("reports.id")),
)

readings = Table(
    "readings",
    record,
    Column("id", Integer, primary_key=True),
    Column("report", Text, ForeignKey("reports.id"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("resources", Text, nullable=False),
    Column("schema", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("json", Text, nullable=False),
    Column("superseded_by", Integer, ForeignKey("readings.id")),
)

attributions = Table(
    "attributions",
    record,
    Column("id", Integer, primary_key=True),
    Column("reading", Integer, ForeignKey("readings.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("local", Text, nullable=False),
    Column("root_name", Text, nullable=False),
    Column("root_class", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("said_on", Text),
    Column("json", Text, nullable=False),
    UniqueConstraint("reading", "ordinal"),
)

claims = Table(
    "claims",
    record,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("reading", Integer, ForeignKey("readings.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("report", Text, ForeignKey("reports.id"), nullable=False),
    Column("attribution", Text),
    Column("anchor_start", Integer, nullable=False),
    Column("anchor_end", Integer, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("gloss", Text, nullable=False),
    Column("event_type", Text),
    Column("event_act", Text),
    Column("status", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("json", Text, nullable=False),
    UniqueConstraint("reading", "ordinal"),
    UniqueConstraint("reading", "key"),
)

rejects = Table(
    "rejects",
    record,
    Column("id", Integer, primary_key=True),
    Column("where", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("sha256", Text),
    Column("report", Text, ForeignKey("reports.id")),
    Column("day", Text),
)

judgements = Table(
    "judgements",
    record,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("left", Text, nullable=False),
    Column("right", Text),
    Column("by", Text, nullable=False),
    Column("on", Text, nullable=False),
    Column("note", Text),
    Column("value", Text),
)

DERIVED = 5
"""Version of the derived tables: a change of their shape or meaning raises it, and ledgers make them anew."""

derived = MetaData()

events = Table(
    f"events_{DERIVED}",
    derived,
    Column("id", Text, primary_key=True),
    Column("claims", Integer, nullable=False),
    Column("strict", Integer, nullable=False),
    Column("lenient", Integer, nullable=False),
    Column("first_day", Text),
    Column("last_day", Text),
    Column("changed", Text),
    Column("part_of", Text, index=True),
    Column("json", Text, nullable=False),
    # what is counted and ordered over all events, beside their long texts
    Index(f"events_in_short_{DERIVED}", "claims", "lenient", "id", "changed", "first_day", "last_day"),
)

event_places = Table(
    f"event_places_{DERIVED}",
    derived,
    Column("event", Text, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("country", Text),
    Column("kind", Text, nullable=False),
    Column("precision", Text, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("claims", Integer, nullable=False),
)

event_claims = Table(
    f"event_claims_{DERIVED}",
    derived,
    Column("claim", Text, primary_key=True),
    Column("event", Text, primary_key=True, index=True),
    Column("name", Text, nullable=False, index=True),
)

marked_claims = Table(
    f"marked_claims_{DERIVED}",
    derived,
    Column("claim", Text, primary_key=True),
    Column("report", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("json", Text, nullable=False),
)

doubts = Table(
    f"doubts_{DERIVED}",
    derived,
    Column("ordinal", Integer, primary_key=True),
    Column("left", Text, nullable=False),
    Column("right", Text, nullable=False),
    Column("json", Text, nullable=False),
)

facets = Table(
    f"facets_{DERIVED}",
    derived,
    Column("event", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("value", Text, primary_key=True),
)

supports = Table(
    f"supports_{DERIVED}",
    derived,
    Column("ordinal", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("event", Text, nullable=False, index=True),
    Column("claim", Text, nullable=False, index=True),
    Column("report", Text, nullable=False, index=True),
    Column("party", Text, nullable=False, index=True),
    Column("stance", Text, nullable=False),
    Column("said_on", Text),
    Column("json", Text, nullable=False),
)

parties = Table(
    f"parties_{DERIVED}",
    derived,
    Column("ordinal", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("json", Text, nullable=False),
)

conflicts = Table(
    f"conflicts_{DERIVED}",
    derived,
    Column("ordinal", Integer, primary_key=True),
    Column("left", Text, nullable=False),
    Column("right", Text, nullable=False),
    Column("json", Text, nullable=False),
)

near_copies = Table(
    f"near_copies_{DERIVED}",
    derived,
    Column("ordinal", Integer, primary_key=True),
    Column("json", Text, nullable=False),
)

stamp = Table(
    f"stamp_{DERIVED}",
    derived,
    Column("marks", Text, nullable=False),
    Column("digest", Text, nullable=False),
)

event_numbers = Table(
    f"event_numbers_{DERIVED}",
    derived,
    Column("number", Integer, primary_key=True),
    Column("event", Text, nullable=False, unique=True),
)

facet_values = Table(
    f"facet_values_{DERIVED}",
    derived,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("events", Integer, nullable=False),
    Column("label", Text),
    UniqueConstraint("kind", "value"),
)

event_facets = Table(
    f"event_facets_{DERIVED}",
    derived,
    Column("event", Integer, primary_key=True),
    Column("facet", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
Index(f"event_facets_{DERIVED}_by_facet", event_facets.c.facet, event_facets.c.event)

party_counts = Table(
    f"party_counts_{DERIVED}",
    derived,
    Column("party", Text, primary_key=True),
    Column("attributions", Integer, nullable=False),
    Column("supported", Integer, nullable=False),
    Column("denied", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
)

copy_ends = Table(
    f"copy_ends_{DERIVED}",
    derived,
    Column("report", Text, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
)

ROLLUPS = (event_numbers, facet_values, event_facets, party_counts, copy_ends)
"""What `rollups.fill` makes from the other derived tables."""
