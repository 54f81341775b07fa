"""The JSON of the HTTP API, version 1: what the page shows, for programs.

Spans are half-open code points, as everywhere; beside them stand `start16` and `end16`, the same places in UTF-16
units, which is what JavaScript and most editors count.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from accordingto.errors import QueryError
from accordingto.ledger import Filter, Hit, Ledger, desk
from accordingto.ledger.filter import DISPUTED, STANDINGS
from accordingto.model.claim import STATUSES
from accordingto.model.codec import to_plain
from accordingto.views.panel import headline, panel

LONGEST_QUESTION = 400
_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
        }
    },
}
ERRORS: dict[int | str, dict[str, Any]] = {
    "4XX": {
        "description": "What was asked for is not there or cannot be understood; the message says what to do.",
        "content": {"application/json": {"schema": _ERROR}},
    }
}
Units = Callable[[int], int]


class Wanted(BaseModel):
    """Which events are asked for: those that meet every condition that is given."""

    model_config = ConfigDict(extra="forbid")

    place: str | None = Field(default=None, max_length=200, description="A place by name or country code")
    actor: str | None = Field(default=None, max_length=200, description="Any participant by name or country code")
    type: str | None = Field(default=None, max_length=200, description="A type, mode, act or context of the event")
    status: str | None = Field(
        default=None,
        max_length=200,
        description="How a claim tells it",
        json_schema_extra={"enum": [*STATUSES, None]},
    )
    standing: str | None = Field(
        default=None,
        max_length=200,
        description="A standing, with or without +disputed; disputed alone for any that is",
        json_schema_extra={"enum": [*STANDINGS, *(f"{s}+{DISPUTED}" for s in STANDINGS), DISPUTED, None]},
    )
    outlet: str | None = Field(default=None, max_length=200, description="An outlet that reports it")
    min_origins: int = Field(default=0, ge=0, le=1000, description="At least so many origins, counted strictly")
    since: str | None = Field(
        default=None, max_length=10, description="From this ISO day on", json_schema_extra={"format": "date"}
    )
    until: str | None = Field(
        default=None,
        max_length=10,
        description="Up to and with this ISO day",
        json_schema_extra={"format": "date"},
    )
    q: str | None = Field(
        default=None,
        max_length=LONGEST_QUESTION,
        description="A question: words, and conditions such as place:Kursk or min-origins:2 among them",
    )
    party: str | None = Field(
        default=None, max_length=200, description="Who takes a stand on it: name, bloc or id"
    )
    act: str | None = Field(default=None, max_length=200, description="Exactly this act")
    limit: int = Field(default=50, ge=1, le=500, description="How many at most on one page")
    order: str = Field(
        default="told",
        max_length=20,
        description="told: most claims first; changed: latest change first",
        json_schema_extra={"enum": list(desk.ORDERS)},
    )
    after: str | None = Field(default=None, max_length=200, description="The key `next` of the page before")

    def filter(self) -> Filter:
        """The same as a filter of the ledger. Raises QueryError for what makes no sense."""
        given = self.model_dump(exclude={"q", "order", "after"}, exclude_none=True)
        if not given["min_origins"]:
            given.pop("min_origins")
        return replace(Filter.parse(self.q or ""), **given)


def wanted(parameters: Mapping[str, str]) -> Wanted:
    """What a form asks for; a field left empty asks for nothing. Raises QueryError."""
    try:
        return Wanted.model_validate({k: v for k, v in parameters.items() if v.strip()})
    except ValidationError as error:
        raise QueryError(explained(error.errors()[0])) from None


def explained(error: Mapping[str, Any]) -> str:
    """One validation error in a line: which parameter, and what is wrong with it."""
    where = [str(part) for part in error.get("loc", ()) if part not in ("query", "path")]
    return f"{'.'.join(where) or 'request'}: {error.get('msg', 'not understood')}"


def utf16(text: str) -> Units:
    """From code points of `text` to UTF-16 units.

    >>> utf16("a😀b")(2)
    3
    """
    if text.isascii() or max(text) < "\U00010000":
        return lambda at: at
    units = [0, *accumulate(2 if c >= "\U00010000" else 1 for c in text)]
    return lambda at: units[min(at, len(text))]


def with_utf16(plain: Any, units_of: Callable[[str], Units], units: Units | None = None) -> Any:  # noqa: ANN401 - JSON
    """A plain value in which every span has `start16` and `end16` too.

    The spans inside an object stand in the report that its key `report` names, by id or by an object with an id;
    `units_of` gives the conversion for a report's id.
    """
    if isinstance(plain, list):
        return [with_utf16(item, units_of, units) for item in plain]
    if not isinstance(plain, dict):
        return plain
    named = plain.get("report")
    if isinstance(named, dict):
        named = named.get("id")
    if isinstance(named, str):
        units = units_of(named)
    out = {key: with_utf16(value, units_of, units) for key, value in plain.items()}
    if units is not None and isinstance(plain.get("start"), int) and isinstance(plain.get("end"), int):
        out |= {"start16": units(plain["start"]), "end16": units(plain["end"])}
    return out


def routes(ledger: Ledger) -> APIRouter:
    """The routes under /v1 over one ledger."""
    router = APIRouter(prefix="/v1", responses=ERRORS)
    texts = lru_cache(maxsize=256)(lambda id_: utf16(ledger.report(id_).text))

    @router.get("/events", summary="Events that meet a filter, a page at a time, without observations")
    def events(wanted: Annotated[Wanted, Query()]) -> dict[str, Any]:
        with ledger.events_view() as connection:
            found = desk.page(connection, wanted.filter(), wanted.order, wanted.after, brief=True)
        return {"events": to_plain(found.events), "total": found.total, "next": found.next}

    @router.get("/events/{id_}", summary="The panel of one event")
    def event(id_: str) -> dict[str, Any]:
        plain: dict[str, Any] = with_utf16(to_plain(panel(ledger, id_)), texts)
        return plain

    @router.get("/reports", summary="All reports, without their texts")
    def reports() -> dict[str, Any]:
        with ledger.record() as connection:
            return {"reports": to_plain(desk.heads(connection))}

    @router.get("/reports/{id_}", summary="The reading of one report: its text, attributions and claims")
    def report(id_: str) -> dict[str, Any]:
        plain: dict[str, Any] = with_utf16(to_plain(ledger.reading(id_)), texts)
        return plain

    @router.get("/search", summary="Events and reports that have the words of a question")
    def search(
        q: Annotated[str, Query(description="A few words", max_length=LONGEST_QUESTION)],
        limit: Annotated[int, Query(ge=1, le=200)] = 20,
    ) -> dict[str, Any]:
        hits = [with_utf16(_hit(h), texts) for h in ledger.search(q, limit)]
        return {"question": q, "events": to_plain(ledger.who(q, limit, short=True)), "hits": hits}

    @router.get("/sources", summary="The parties on whose word something rests")
    def sources() -> dict[str, Any]:
        return {"sources": to_plain(ledger.sources())}

    @router.get("/sources/{id_}", summary="What one party said and denied, and what became of it")
    def source(id_: str) -> dict[str, Any]:
        plain: dict[str, Any] = with_utf16(to_plain(ledger.account(id_)), texts)
        return plain

    @router.get("/facets", summary="By what the events of a filter can be narrowed, with how many each leaves")
    def facets(wanted: Annotated[Wanted, Query()]) -> dict[str, Any]:
        with ledger.events_view() as connection:
            return {"facets": to_plain(desk.facet_counts(connection, wanted.filter(), 20))}

    @router.get(
        "/suggestions", summary="Names of places, actors, outlets and kinds that have what is typed in them"
    )
    def suggestions(begin: Annotated[str, Query(max_length=60)]) -> dict[str, Any]:
        with ledger.events_view() as connection:
            found = desk.names(connection, begin, 8)
        return {"suggestions": [{"kind": kind, "value": value} for kind, value in found]}

    return router


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "report": to_plain(headline(hit.report)),
        "snippet": to_plain(hit.snippet),
        "marks": to_plain(hit.marks),
    }
