"""The room of the ledger: the durable record of reports, readings, judgements and what follows from them."""

from accordingto.ledger.account import Account, AccountEntry
from accordingto.ledger.adding import Added, Progress
from accordingto.ledger.diff import DIFFERENCE_KINDS, Diff, Difference
from accordingto.ledger.export import FORMS, export, snapshot
from accordingto.ledger.filter import Filter
from accordingto.ledger.hits import Hit
from accordingto.ledger.past import Past
from accordingto.ledger.picture import Entry, Picture
from accordingto.ledger.plover import plover_records
from accordingto.ledger.query import SourceRecord
from accordingto.ledger.review import Question, Side
from accordingto.ledger.store import Ledger
from accordingto.ledger.verify import verify
from accordingto.ledger.why import Evidence, Reason, Why

__all__ = [
    "DIFFERENCE_KINDS",
    "FORMS",
    "Account",
    "AccountEntry",
    "Added",
    "Diff",
    "Difference",
    "Entry",
    "Evidence",
    "Filter",
    "Hit",
    "Ledger",
    "Past",
    "Picture",
    "Progress",
    "Question",
    "Reason",
    "Side",
    "SourceRecord",
    "Why",
    "export",
    "plover_records",
    "snapshot",
    "verify",
]
