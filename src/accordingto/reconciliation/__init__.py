"""The room of reconciliation."""
