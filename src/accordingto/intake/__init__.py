"""The room of intake: bytes to Report.

`take_in` reads what stands in a file, a folder or at an address; `report` makes the report of a text at hand.
"""

from accordingto.intake.files import take_in
from accordingto.intake.reports import report

__all__ = ["report", "take_in"]
