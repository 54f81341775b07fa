"""Makes docs/reference/openapi.json, the description of the HTTP API: python docs/build_openapi.py"""

import json
import tempfile
from pathlib import Path

from accordingto.ledger import Ledger
from accordingto.views.http import application

OUT = Path(__file__).parent / "reference" / "openapi.json"


def main() -> None:
    """Write the description as the program gives it at /v1/openapi.json."""
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "empty.db") as ledger:
        described = application(ledger).openapi()
    OUT.write_text(json.dumps(described, indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
