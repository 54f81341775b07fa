"""Which events are asked for: one object, and one line of words that says the same, for every way to ask.

The line is made of words and of `key:value` terms, parted by spaces; a value or words with spaces stand in
quotation marks: `troops party:NIS place:"Port Alma" standing:disputed since:2024-10-01 min-origins:2`.
"""

import re
from dataclasses import dataclass, fields
from typing import Any

from accordingto.errors import QueryError
from accordingto.ledger import records
from accordingto.ledger.facets import NAMED, fold
from accordingto.ledger.search import terms_of
from accordingto.model.claim import STATUSES

STANDINGS = (
    "unsupported", "unsourced", "denied_only", "withdrawn", "planned", "reported", "corroborated", "acknowledged",
)  # fmt: skip
DISPUTED = "disputed"
_TERM = re.compile(r'(?:(?P<key>[A-Za-z][\w-]*):)?(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s"]+))(?=\s|$)')


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events are asked for: those that meet every condition that is given.

    `words` is a question in words, every one of which the event's claims must have. `party` (who takes a stand on
    it, also by an alias or the bloc behind), `place`, `actor` (any participant) and `outlet` are whole words of a
    name, case and accents aside; parties, places and actors also go by ISO country code. `type` is a type, mode,
    act
    or context of the event, `act` its act alone; `status` how a claim tells it; `standing` a standing with or
    without "+disputed", or "disputed" alone. `min_origins` counts strict origins.
    `since` and `until` are ISO days, both inclusive, of the happening (of the telling, where the happening has no
    day; an event with neither is left out). `limit` and `offset` cut the sorted answer.
    Raises QueryError for what makes no sense.
    """

    place: str | None = None
    actor: str | None = None
    type: str | None = None
    status: str | None = None
    standing: str | None = None
    min_origins: int = 0
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int | None = None
    offset: int = 0
    words: str | None = None
    party: str | None = None
    act: str | None = None

    def __post_init__(self) -> None:
        for kind in (*NAMED, "type", "act"):
            value = getattr(self, kind)
            if value is not None and not fold(value):
                raise QueryError(f"{kind} {value!r} names nothing: give a word of the name")
        if self.words is not None:
            terms_of(self.words)
        _check_choice("status", self.status, STATUSES)
        allowed = (*STANDINGS, *(f"{s}+{DISPUTED}" for s in STANDINGS), DISPUTED)
        _check_choice("standing", self.standing, allowed)
        for name, day in (("since", self.since), ("until", self.until)):
            if day is not None:
                records.check_day(name, day)
        if self.since and self.until and self.since > self.until:
            raise QueryError(f"since {self.since} is later than until {self.until}: no day lies between them")
        if self.min_origins < 0 or self.offset < 0:
            raise QueryError("min_origins and offset count from 0")
        check_limit(self.limit)

    @classmethod
    def parse(cls, line: str, **given: Any) -> "Filter":  # noqa: ANN401 - the fields of a filter
        """The filter that a line of words and `key:value` terms says; `given` are fields that stand beside it.

        What is given in both places, or twice in the line, raises QueryError, as an unknown key does.
        """
        found: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        words = []
        for key, value in _terms(line):
            if not key:
                words.append(value)
                continue
            name = key.lower().replace("-", "_")
            if name not in _FIELDS:
                keys = ", ".join(_key(name) for name in _FIELDS)
                raise QueryError(
                    f'no such key: {key!r}; one of {keys} (words with a colon: "{key}:…" in quotation marks)'
                )
            if name in found:
                raise QueryError(f"{key} is given twice: give it once")
            found[name] = _number(key, value) if name in _NUMBERS else value
        if words:
            found["words"] = " ".join([*([found["words"]] if "words" in found else []), *words])
        return cls(**found)

    def __str__(self) -> str:
        """The line that `parse` makes this filter from; empty for one that leaves everything in."""
        parts = [_written(self.words)] if self.words else []
        for name in _FIELDS:
            value = getattr(self, name)
            if name != "words" and value != _DEFAULTS[name]:
                parts.append(f"{_key(name)}:{_written(str(value))}")
        return " ".join(parts)


_FIELDS = (
    "words", "party", "place", "actor", "type", "act", "status", "standing", "outlet", "min_origins", "since",
    "until", "limit", "offset",
)  # fmt: skip
_NUMBERS = ("min_origins", "limit", "offset")
_DEFAULTS = {field.name: field.default for field in fields(Filter)}


def _key(name: str) -> str:
    return name.replace("_", "-")


def _terms(line: str) -> list[tuple[str, str]]:
    """The terms of a line, each with its key or an empty one."""
    found, at = [], 0
    while at < len(line):
        if line[at].isspace():
            at += 1
            continue
        term = _TERM.match(line, at)
        if term is None:
            raise QueryError(
                f"{line[at : at + 40]!r} is not understood: a quotation mark is not closed, or stands alone"
            )
        quoted = term["quoted"]
        value = term["bare"] if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
        found.append((term["key"] or "", value))
        at = term.end()
    return found


def _written(value: str) -> str:
    """A value as it stands in a line: in quotation marks where it would fall apart or be taken for a key."""
    if value and not re.search(r'[\s":\\]', value):
        return value
    return '"' + re.sub(r'(["\\])', r"\\\1", value) + '"'


def _number(key: str, value: str) -> int:
    if not re.fullmatch(r"\d{1,9}", value):
        raise QueryError(f"{key} must be a whole number, not {value!r}")
    return int(value)


def _check_choice(what: str, value: str | None, allowed: tuple[str, ...]) -> None:
    if value is not None and value not in allowed:
        raise QueryError(f"no such {what}: {value!r}; one of {', '.join(allowed)}")


def check_limit(limit: int | None) -> None:
    """Raise QueryError when a limit would leave nothing."""
    if limit is not None and limit < 1:
        raise QueryError(f"a limit of {limit} leaves nothing: ask for 1 or more")
