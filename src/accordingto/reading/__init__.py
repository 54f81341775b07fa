"""The room of reading: Report → Reading, offline, on one thread."""

from accordingto.reading.reader import provenance, read

__all__ = ["provenance", "read"]
