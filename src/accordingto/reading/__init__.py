"""The room of reading: Report → Reading, offline, on one thread.

    >>> from accordingto import read
    >>> reading = read("Two ships sank off Selm, the navy said.", published="2025-03-04")
    >>> [(a.root.name, a.act, a.content[0].quote) for a in reading.attributions]
    [('navy', 'say', 'Two ships sank off Selm')]
"""

from accordingto.reading.reader import provenance, read_report

__all__ = ["provenance", "read_report"]
