"""The page and the HTTP API over one ledger that is only read.

Every page is whole without JavaScript; there is none. What may be loaded is fixed by the headers of `guard`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import files

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from markupsafe import Markup
from starlette.exceptions import HTTPException

from accordingto import __version__
from accordingto.errors import AccordingToError, LedgerError, QueryError
from accordingto.ledger import Filter, Hit, Ledger
from accordingto.ledger.query import STANDINGS
from accordingto.model.claim import STATUSES, Reading
from accordingto.model.event import Event
from accordingto.views import api, lineage, marks
from accordingto.views.guard import Guard
from accordingto.views.page import templates, web_address
from accordingto.views.panel import panel

ON_START = 12
_TITLES = {400: "Not understood", 404: "Not found", 503: "Not ready"}


def application(ledger: Ledger, host: str = "127.0.0.1") -> FastAPI:
    """The ASGI application over `ledger`, for requests to the loopback and to `host`."""
    app = FastAPI(
        title="accordingto",
        version=__version__,
        description="Who says what, on whose word. Offsets are half-open spans of Unicode code points.",
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.include_router(api.routes(ledger))
    app.include_router(_pages(ledger))
    app.add_exception_handler(AccordingToError, _our_error)
    app.add_exception_handler(RequestValidationError, _unfit_request)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_middleware(Guard, host=host)
    return app


def _pages(ledger: Ledger) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/")
    def start() -> str:
        known = ledger.events(Filter(limit=ON_START))
        return _render("home.html", events=known, reports=len(ledger.reports()))

    @router.get("/search")
    def search(q: str = "") -> str:
        question = q.strip()[: api.LONGEST_QUESTION]
        found = _found(ledger, question) if question else ((), ())
        return _render("search.html", question=question, events=found[0], hits=found[1])

    @router.get("/events")
    def events(request: Request) -> str:
        return _events_page(ledger, request.query_params)

    @router.get("/events/{id_}")
    def event(id_: str) -> str:
        shown = panel(ledger, id_)
        names = {r.id: r.outlet or r.title or r.id for r in shown.reports}
        return _render("event.html", here="events", panel=shown, titles=names)

    @router.get("/reports/{id_}")
    def report(id_: str, at: str = "") -> str:
        return _report_page(ledger, id_, at)

    @router.get("/sources")
    def sources() -> str:
        return _render("sources.html", here="sources", sources=ledger.sources())

    @router.get("/static/style.css")
    def style() -> Response:
        css = files("accordingto.views").joinpath("web", "static", "style.css").read_text("utf-8")
        return Response(css, media_type="text/css", headers={"cache-control": "no-cache"})

    return router


def _render(name: str, *, here: str = "", question: str = "", **values: object) -> str:
    return templates().get_template(name).render(here=here, question=question, **values)


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    label: str
    value: str
    type: str = "text"
    choices: tuple[str, ...] = ()


def _events_page(ledger: Ledger, parameters: Mapping[str, str]) -> str:
    asked = api.wanted(parameters)
    one_more = replace(asked.filter(), limit=asked.limit + 1)
    found = ledger.events(one_more)
    following = None
    if len(found) > asked.limit:
        following = {**parameters, "offset": str(asked.offset + asked.limit)}
    given = {name: "" if value in (None, 0) else str(value) for name, value in asked.model_dump().items()}
    fields = (
        _Field("place", "Place", given["place"]),
        _Field("actor", "Actor", given["actor"]),
        _Field("type", "Type or act", given["type"]),
        _Field("status", "Told as", given["status"], choices=STATUSES),
        _Field("standing", "Standing", given["standing"], choices=(*STANDINGS, "disputed")),
        _Field("min_origins", "At least so many origins", given["min_origins"], "number"),
        _Field("outlet", "Outlet", given["outlet"]),
        _Field("since", "Since", given["since"], "date"),
        _Field("until", "Until", given["until"], "date"),
    )
    shown = found[: asked.limit]
    return _render(
        "events.html", here="events", events=shown, fields=fields, following=following, first=asked.offset + 1
    )


def _found(ledger: Ledger, question: str) -> tuple[tuple[Event, ...], tuple[dict[str, object], ...]]:
    try:
        return ledger.who(question, 20), tuple(_hit(h) for h in ledger.search(question, 20))
    except QueryError:  # a question without a word in it finds nothing; that is no error on a page
        return (), ()


def _hit(hit: Hit) -> dict[str, object]:
    start, end = hit.snippet.start, hit.snippet.end
    shown = [marks.Mark(m.start - start, m.end - start, "shown") for m in hit.marks]
    return {
        "report": hit.report,
        "href": f"/reports/{hit.report.id}?at={start}-{end}#shown",
        "words": Markup(marks.html(hit.snippet.quote, shown)),  # marks.html escapes
    }


def _report_page(ledger: Ledger, id_: str, at: str) -> str:
    reading = ledger.reading(id_)
    shown = _pointed_at(at, reading)
    drawn = (*marks.of_reading(reading), *shown)
    labels = {a.id: f"{a.root.name}: {a.act.replace('_', ' ')}" for a in reading.attributions}
    return _render(
        "report.html",
        reading=reading,
        address=web_address(reading.report.url),
        shown=bool(shown),
        text=Markup(marks.html(reading.report.text, drawn, labels)),  # marks.html escapes
        events=_events_of(ledger, reading.report.id),
        chains=lineage.said(reading),
        own=lineage.own_voice(reading),
        numbers_of=lambda claim: lineage.numbers_of(reading, claim),
    )


def _pointed_at(at: str, reading: Reading) -> tuple[marks.Mark, ...]:
    """The stretch `start-end` that a link points at; what is no stretch of this text is ignored."""
    found = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", at)
    if not found:
        return ()
    start, end = int(found[1]), int(found[2])
    if not start < end <= len(reading.report.text):
        return ()
    return (marks.Mark(start, end, "shown", "shown"),)


def _events_of(ledger: Ledger, report: str) -> tuple[Event, ...]:
    told = dict.fromkeys(s.event for s in ledger.supports() if s.report == report)
    return tuple(ledger.event(id_) for id_ in told)


def _answer(request: Request, status: int, code: str, message: str) -> Response:
    if request.url.path.startswith("/v1/"):
        return JSONResponse({"error": {"code": code, "message": message}}, status)
    title = _TITLES.get(status, "Something went wrong")
    return HTMLResponse(_render("error.html", title=title, message=message), status)


def _our_error(request: Request, error: Exception) -> Response:
    status = error.http_status if isinstance(error, AccordingToError) else 500
    if isinstance(error, LedgerError) and status == 500:
        status = 503
    code = "".join(f"_{c.lower()}" if c.isupper() else c for c in type(error).__name__).lstrip("_")
    return _answer(request, status, code, str(error))


def _unfit_request(request: Request, error: Exception) -> Response:
    found = error.errors() if isinstance(error, RequestValidationError) else []
    return _answer(request, 400, "bad_request", api.explained(found[0]) if found else "not understood")


def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = {404: "there is no such page", 405: "this address is only read: use GET"}
    codes = {404: "not_found", 405: "method_not_allowed"}
    return _answer(request, status, codes.get(status, "http_error"), words.get(status, "the request failed"))
