"""The ledger as others read it: one JSON object, JSON lines (an event each) or CSV (a support each).

The same ledger gives the same bytes: keys are sorted, lists have the order stated here, floats are rounded to four
digits. Nothing of the machine it was made on is in it (no file names, no clock).
"""

import csv
import io
import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, select

from accordingto.errors import LedgerError, QueryError
from accordingto.ledger import judgements, query, records, schema
from accordingto.ledger.raw import flush_folder
from accordingto.ledger.store import Ledger
from accordingto.model.codec import to_plain
from accordingto.model.event import Event, Support

SNAPSHOT_SCHEMA = "accordingto/snapshot/1"

CSV_COLUMNS = (
    "event", "gloss", "type", "act", "standing", "origin_state", "independent_strict", "independent_lenient",
    "support", "stance", "status", "value", "party", "class", "anonymous", "bloc", "chain", "said_on",
    "quantities", "report", "outlet", "published", "url", "title", "start", "end", "quote",
)  # fmt: skip

Plain = dict[str, Any]


def snapshot(ledger: Ledger) -> Plain:
    """The whole ledger as JSON values, in the shape of `data/schema/snapshot.json`.

    Reports stand in the order they were added (current versions before superseded ones), claims by report and
    place in the text, events as `Ledger.events` sorts them, conflicts and near-copies by their ids, judgements as
    they were made. An entry of `claims` is one party's stand on one event in one report; its `claim` is the key
    of the claim in the reading.
    """
    with ledger.events_view() as connection:
        return _snapshot(connection)


def _snapshot(connection: Connection) -> Plain:
    order = {r.id: n for n, r in enumerate(records.reports(connection))}
    supports = sorted(
        query.supports(connection),
        key=lambda s: (order.get(s.report, len(order)), s.span.start, s.span.end, s.id),
    )
    copies = sorted(query.near_copies(connection), key=lambda c: (c.copy, c.origin, c.kind))
    conflicts = sorted(query.conflicts(connection), key=lambda c: (c.left, c.right, c.kind))
    log = judgements.judgements(connection)
    held = {j.id for j in judgements.in_force(log)}
    judged = [{**to_plain(j), "in_force": j.id in held} for j in log]
    made: Plain = _rounded({
        "schema": SNAPSHOT_SCHEMA,
        "reports": _reports(connection),
        "parties": sorted(to_plain(query.parties(connection)), key=lambda p: str(p["id"])),
        "claims": [_claim(s) for s in supports],
        "events": [_event(e) for e in query.events(connection, query.Filter())],
        "conflicts": to_plain(conflicts),
        "near_copies": to_plain(copies),
        "judgements": judged,
    })  # fmt: skip
    return made


def _reports(connection: Connection) -> list[Plain]:
    table = schema.reports
    rows = connection.execute(select(table.c.id, table.c.version_of))
    versions = {row.id: row.version_of for row in rows}
    read = set(connection.execute(select(schema.readings.c.report)).scalars())
    current = {r.id for r in records.reports(connection)}
    plain = [
        {
            **to_plain(r),
            "version_of": versions[r.id],
            "current": r.id in current,
            "read": r.id in read,
        }
        for r in records.reports(connection, versions=True)
    ]
    return sorted(plain, key=lambda r: not r["current"])


def _claim(support: Support) -> Plain:
    plain: Plain = to_plain(support)
    span, root = plain.pop("span"), plain.pop("party")
    return {**plain, **span, "root": root}


def _event(event: Event) -> Plain:
    plain: Plain = to_plain(event)
    type_ = plain.pop("event")
    moved = {
        "independent_strict": plain.pop("strict"),
        "independent_lenient": plain.pop("lenient"),
        "standing_history": plain.pop("history"),
        "time": {"begin": plain.pop("begin"), "end": plain.pop("end")},
    }
    return {**plain, **type_, **moved}


def _rounded(value: Any) -> Any:  # noqa: ANN401 - JSON values have no narrower type
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_rounded(inner) for inner in value]
    return value


def export(ledger: Ledger, as_: str, out: Path | IO[str]) -> None:
    """Write the ledger as `json`, `jsonl` or `csv` to a file (whole or not at all) or an open text stream.

    Raises QueryError for another form, LedgerError when the file cannot be written.
    """
    if as_ not in FORMS:
        raise QueryError(f"no such form: {as_!r}; one of {', '.join(FORMS)}")
    pieces = FORMS[as_](snapshot(ledger))
    if not isinstance(out, Path):
        for piece in pieces:
            out.write(piece)
        return
    beside = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(out)
        flush_folder(out.parent)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise LedgerError(f"{out} cannot be written ({error.strerror or error}): name another file") from error


def _as_json(whole: Plain) -> Iterator[str]:
    yield json.dumps(whole, sort_keys=True, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _as_jsonl(whole: Plain) -> Iterator[str]:
    claims = _by_event(whole)
    for event in whole["events"]:
        line = {**event, "supports": claims[event["id"]]}
        yield json.dumps(line, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"


def _as_csv(whole: Plain) -> Iterator[str]:
    yield _line(CSV_COLUMNS)
    claims = _by_event(whole)
    parties = {party["id"]: party for party in whole["parties"]}
    reports = {report["id"]: report for report in whole["reports"]}
    for event in whole["events"]:
        for claim in claims[event["id"]]:
            row = _row(event, claim, parties, reports[claim["report"]])
            yield _line(row[column] for column in CSV_COLUMNS)


def _row(event: Plain, claim: Plain, parties: dict[str, Plain], report: Plain) -> Plain:
    party = parties.get(claim["root"], {})
    chain = [parties.get(link, {}).get("name", link) for link in claim["chain"]]
    return {
        **{name: event[name] for name in ("gloss", "type", "act", "standing", "origin_state")},
        **{name: event[name] for name in ("independent_strict", "independent_lenient")},
        **{name: claim[name] for name in ("stance", "status", "value", "said_on", "start", "end", "quote")},
        **{name: report[name] for name in ("outlet", "published", "url", "title")},
        "event": event["id"],
        "support": claim["id"],
        "report": claim["report"],
        "party": party.get("name", claim["root"]),
        "class": party.get("class"),
        "anonymous": "yes" if party.get("anonymous") else "no",
        "bloc": party.get("bloc"),
        "chain": " > ".join(chain),
        "quantities": "; ".join(q["span"]["quote"] for q in claim["quantities"]),
    }


def _by_event(whole: Plain) -> defaultdict[str, list[Plain]]:
    claims: defaultdict[str, list[Plain]] = defaultdict(list)
    for claim in whole["claims"]:
        claims[claim["event"]].append(claim)
    return claims


def _line(cells: Iterable[object]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow([safe_cell(cell) for cell in cells])
    return written.getvalue()


_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*%?")
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def safe_cell(value: object) -> str:
    """A CSV cell that no spreadsheet takes for a formula: report text is hostile, and spreadsheets run formulas.

    >>> safe_cell("=1+1"), safe_cell("-5"), safe_cell(None)
    ("'=1+1", '-5', '')
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


FORMS: dict[str, Callable[[Plain], Iterator[str]]] = {"json": _as_json, "jsonl": _as_jsonl, "csv": _as_csv}
"""The forms of an export, by the name that the user gives."""
