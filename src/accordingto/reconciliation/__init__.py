"""Claims of many reports to events with counted origins."""

from accordingto.reconciliation.run import reconcile

__all__ = ["reconcile"]
