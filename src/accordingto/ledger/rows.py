"""A reading as rows and back: nothing is added, lost or kept twice on the way.

The row of a reading holds what is neither report text, attribution nor claim; those have rows of their own.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from accordingto.errors import ReadError
from accordingto.model.claim import Attribution, Claim, Reading, claim_key
from accordingto.model.codec import canonical, from_plain, to_plain
from accordingto.model.text import Report

Row = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ReadingRows:
    """The rows of one reading; the caller adds the number of the reading where it belongs."""

    reading: Row
    attributions: tuple[Row, ...]
    claims: tuple[Row, ...]


def text_of(plain: object) -> str:
    """The canonical JSON of a plain value as text. Raises ValueError on NaN and on half a surrogate pair."""
    return canonical(plain).decode("utf-8")


def to_rows(reading: Reading) -> ReadingRows:
    """The rows that hold a reading. Raises ValueError when a value in it has no JSON.

    What is kept is the reading as it will come back: a number that the reader gave as 1500, where the schema has
    1500.0, would otherwise change digests and claim keys on the way.
    """
    settled = _settled(reading)
    return _rows(settled, to_plain(settled))


def checked_rows(reading: Reading, report: Report) -> ReadingRows:
    """The rows of a reading that is anchored in its report: no span, no claim. Raises ReadError when it is not."""
    settled = _settled(reading)
    plain = to_plain(settled)
    _check(settled, plain, report)
    return _rows(settled, plain)


def _settled(reading: Reading) -> Reading:
    return replace(
        reading,
        places=tuple(map(_with_floats, reading.places)),
        quantities=tuple(map(_with_floats, reading.quantities)),
        attributions=tuple(map(_with_floats, reading.attributions)),
        claims=tuple(map(_with_floats, reading.claims)),
    )


@cache
def _float_fields(cls: type) -> tuple[str, ...]:
    return tuple(name for name, hint in get_type_hints(cls).items() if float in (hint, *get_args(hint)))


def _with_floats(item: T) -> T:
    kind: type = item.__class__
    whole = {name: float(v) for name in _float_fields(kind) if type(v := getattr(item, name)) is int}
    return replace(item, **whole) if whole else item  # type: ignore[type-var]


def _rows(reading: Reading, plain: Row) -> ReadingRows:
    digest = hashlib.blake2b(canonical(plain), digest_size=16).hexdigest()
    attributions, claims = plain.pop("attributions"), plain.pop("claims")
    plain["report"].pop("text")
    head = {
        "report": reading.report.id,
        "reader": reading.provenance.reader,
        "model": reading.provenance.model,
        "resources": reading.provenance.resources,
        "schema": reading.schema,
        "digest": digest,
        "json": text_of(plain),
    }
    return ReadingRows(
        reading=head,
        attributions=tuple(
            _attribution_row(n, a, p)
            for n, (a, p) in enumerate(zip(reading.attributions, attributions, strict=True))
        ),
        claims=tuple(
            _claim_row(reading, n, c, p) for n, (c, p) in enumerate(zip(reading.claims, claims, strict=True))
        ),
    )


def _attribution_row(ordinal: int, attribution: Attribution, plain: Mapping[str, Any]) -> Row:
    return {
        "ordinal": ordinal,
        "local": attribution.id,
        "root_name": attribution.root.name,
        "root_class": attribution.root.class_,
        "act": attribution.act,
        "said_on": attribution.said_on,
        "json": text_of(plain),
    }


def _claim_row(reading: Reading, ordinal: int, claim: Claim, plain: Mapping[str, Any]) -> Row:
    return {
        "key": claim_key(reading.report.id, claim),
        "ordinal": ordinal,
        "report": reading.report.id,
        "attribution": claim.attribution,
        "anchor_start": claim.anchor.start,
        "anchor_end": claim.anchor.end,
        "span_start": claim.span.start,
        "span_end": claim.span.end,
        "gloss": claim.gloss,
        "event_type": claim.event.type,
        "event_act": claim.event.act,
        "status": claim.status,
        "words": claim_words(reading, claim),
        "json": text_of(plain),
    }


def claim_words(reading: Reading, claim: Claim) -> str:
    """What a claim is found by: its gloss and clause, who takes part, and who is named on its chain."""
    parts = [claim.gloss, claim.span.quote]
    parts += [p.name for p in claim.participants]
    parts += [a.root.name for a in reading.chain(claim.attribution)]
    return "\n".join(dict.fromkeys(parts))


def from_rows(report: Report, head: str, attributions: Sequence[str], claims: Sequence[str]) -> Reading:
    """The reading whose rows hold this JSON, of this report. Raises ValueError when they do not fit together."""
    plain = json.loads(head)
    plain["report"]["text"] = report.text
    plain["attributions"] = [json.loads(a) for a in attributions]
    plain["claims"] = [json.loads(c) for c in claims]
    return from_plain(Reading, plain)


def _check(reading: Reading, plain: Row, report: Report) -> None:
    if (reading.report.id, reading.report.text) != (report.id, report.text):
        raise ReadError(f"the reading is of another report ({reading.report.id}) than was given ({report.id})")
    for what in ("mentions", "entities", "places", "times", "quantities", "attributions", "claims"):
        ids = [item.id for item in getattr(reading, what)]
        if len(set(ids)) != len(ids):
            raise ReadError(f"two {what} of the reading have the same id")
    known = {a.id for a in reading.attributions} | {None}
    wanted = [c.attribution for c in reading.claims] + [a.parent for a in reading.attributions]
    if missing := sorted(str(w) for w in wanted if w not in known):
        raise ReadError(f"the reading rests on an attribution that is not in it: {missing[0]}")
    for bad in bad_spans(plain, report.text):
        raise ReadError(f"a span of the reading does not hold its words: {bad}")


def bad_spans(plain: object, text: str) -> list[str]:
    """The places in a plain value where a span does not stand in `text` as quoted, as "start:end 'words'"."""
    found: list[str] = []
    waiting: list[object] = [plain]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if "start" in value and "end" in value and not _holds(value, text):
                found.append(f"{value['start']}:{value['end']} {value.get('quote', '')!r:.60}")
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return found


def _holds(value: Mapping[str, Any], text: str) -> bool:
    start, end = value["start"], value["end"]
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start <= end <= len(text):
        return False
    return "quote" not in value or text[start:end] == value["quote"]
