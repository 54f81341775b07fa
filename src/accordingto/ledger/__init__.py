"""The room of the ledger: the durable record of reports, readings, judgements and what follows from them."""

from accordingto.ledger.adding import Added, Progress
from accordingto.ledger.export import FORMS, export, snapshot
from accordingto.ledger.plover import plover_records
from accordingto.ledger.query import Filter, Hit, SourceRecord
from accordingto.ledger.store import Ledger
from accordingto.ledger.verify import verify

__all__ = [
    "FORMS",
    "Added",
    "Filter",
    "Hit",
    "Ledger",
    "Progress",
    "SourceRecord",
    "export",
    "plover_records",
    "snapshot",
    "verify",
]
