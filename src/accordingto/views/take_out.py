"""What is shown, to take along: the events that an address asks for, or one of them, as CSV, JSON or GeoJSON."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from accordingto.errors import NotFound, QueryError
from accordingto.ledger import Ledger
from accordingto.ledger.export import safe_cell
from accordingto.ledger.geography import PlaceCount, places_by_event
from accordingto.model.codec import to_plain
from accordingto.model.event import Event
from accordingto.views import api, marks
from accordingto.views.panel import Panel, panel
from accordingto.views.timeline import stands_of
from accordingto.views.words import amount, origin_state

FORMS = {"csv": "text/csv; charset=utf-8", "json": "application/json", "geojson": "application/geo+json"}
MOST = 5000
EVENT_COLUMNS = (
    "event", "gloss", "type", "act", "begin", "end", "places", "origin_state", "independent_strict",
    "independent_lenient", "reports", "report_lines", "standing", "changed",
)  # fmt: skip
STAND_COLUMNS = (
    "event", "stance", "party", "class", "anonymous", "chain", "said_on", "status", "numbers", "report", "outlet",
    "published", "url", "start", "end", "quote",
)  # fmt: skip


def routes(ledger: Ledger) -> APIRouter:
    """The routes under /take-out."""
    router = APIRouter(prefix="/take-out", include_in_schema=False)

    @router.get("/events.{form}")
    def events(request: Request, form: str) -> Response:
        wanted = api.wanted({"limit": "500", **request.query_params}).filter()
        found: list[Event] = []
        while len(found) < MOST:
            some = ledger.events(replace(wanted, limit=500, offset=wanted.offset + len(found)))
            found += some
            if len(some) < 500:
                break
        return _file("events", form, found, ledger)

    @router.get("/events/{id_}.{form}")
    def event(id_: str, form: str) -> Response:
        shown = panel(ledger, id_)
        if form == "csv":
            return _sent(f"event-{shown.event.id}", form, _table(STAND_COLUMNS, _stands(shown)))
        if form == "json":
            return _sent(f"event-{shown.event.id}", form, _json(to_plain(shown)))
        return _file(f"event-{shown.event.id}", form, [shown.event], ledger)

    @router.get("/reports/{id_}.json")
    def words(id_: str, at: str = "") -> Response:
        reading = ledger.reading(id_)
        pointed = marks.pointed_at(at, reading)
        if not pointed:
            raise QueryError("which words? Give at=START-END, in code points of the text")
        plain = marks.annotation(reading, pointed[0])
        return _sent(f"words-{reading.report.id}-{at}", "json", _json(plain))

    return router


def _file(name: str, form: str, events: list[Event], ledger: Ledger) -> Response:
    if form == "csv":
        return _sent(name, form, _table(EVENT_COLUMNS, map(_row, events)))
    if form == "json":
        return _sent(name, form, _json({"events": to_plain(events)}))
    if form == "geojson":
        with ledger.events_view() as connection:
            features = [f for e in events for f in _features(e, places_by_event(connection, e.id))]
        return _sent(name, form, _json({"type": "FeatureCollection", "features": features}))
    raise NotFound(f"no such form: {form!r}; one of {', '.join(FORMS)}")


def _sent(name: str, form: str, text: str) -> Response:
    if form not in FORMS:
        raise NotFound(f"no such form: {form!r}; one of {', '.join(FORMS)}")
    place = f'attachment; filename="accordingto-{name}.{form}"'
    return Response(text, media_type=FORMS[form], headers={"content-disposition": place})


def _json(plain: Any) -> str:  # noqa: ANN401 - JSON values have no narrower type
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n"


def _table(columns: tuple[str, ...], rows: Iterable[dict[str, object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_cell(row[column]) for column in columns])
    return out.getvalue()


def _row(event: Event) -> dict[str, object]:
    return {
        "event": event.id, "gloss": event.gloss, "type": event.event.type, "act": event.event.act,
        "begin": event.begin, "end": event.end, "places": "; ".join(event.places),
        "origin_state": origin_state(event), "independent_strict": event.strict,
        "independent_lenient": event.lenient, "reports": len(event.reports), "report_lines": event.report_lines,
        "standing": event.standing, "changed": event.history[-1].date if event.history else None,
    }  # fmt: skip


def _stands(shown: Panel) -> Iterable[dict[str, object]]:
    for stand in stands_of([*shown.origins, *shown.uncounted, *shown.denials, *shown.noncommittal]):
        said, report, root = stand.support, stand.report, stand.chain[-1]
        yield {
            "event": shown.event.id, "stance": said.stance, "party": root.name, "class": root.class_,
            "anonymous": "yes" if root.anonymous else "no", "chain": " > ".join(p.name for p in stand.chain),
            "said_on": said.said_on, "status": said.status,
            "numbers": "; ".join(f"{amount(q)} {q.counts or ''}".strip() for q in said.quantities),
            "report": report.id, "outlet": report.outlet, "published": report.published, "url": report.url,
            "start": said.span.start, "end": said.span.end, "quote": said.span.quote,
        }  # fmt: skip


def _features(event: Event, places: Iterable[PlaceCount]) -> Iterable[dict[str, object]]:
    """An event at each of its places (RFC 7946); an area is no point, its geometry is null."""
    for place in places:
        point = {"type": "Point", "coordinates": [place.lon, place.lat]} if place.lat is not None else None
        yield {
            "type": "Feature",
            "geometry": point,
            "properties": {
                **_row(event), "place": place.name, "country": place.country, "precision": place.precision,
            },
        }  # fmt: skip
