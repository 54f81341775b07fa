"""The pages that are read: desk, event, report, sources, map. Each is whole without JavaScript."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from accordingto.errors import NotFound, QueryError
from accordingto.ledger import Hit, Ledger
from accordingto.ledger import desk as asked
from accordingto.views import api, desk, event_page, lineage, map_page, marks, source_page
from accordingto.views.borders import Borders
from accordingto.views.page import inside, render, static_file, web_address

Today = Callable[[], str]
YEAR = 365 * 24 * 3600


def today() -> str:
    """Today's ISO day; only what a reader has seen before goes by it, never anything in the ledger."""
    return datetime.now(UTC).date().isoformat()


def routes(ledger: Ledger, borders: Borders | None = None) -> APIRouter:
    """The routes of the pages over one ledger."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/")
    def start(request: Request) -> Response:
        return _desk_page(request, ledger)

    @router.get("/events")
    def events(request: Request) -> Response:
        query = request.url.query
        return RedirectResponse(f"/?{query}" if query else "/", 308)

    @router.get("/search")
    def search(request: Request, q: str = "") -> str:
        question = q.strip()[: api.LONGEST_QUESTION]
        hits = _hits(ledger, question) if question else ()
        return render(request, "search.html", question=question, hits=hits)

    @router.get("/events/{id_}")
    def event(request: Request, id_: str, asof: str = "", whole: str = Query(default="", alias="all")) -> Response:
        found = event_page.event_page(ledger, id_, asof.strip(), borders, whole=bool(whole))
        if found.panel.event.id != id_ and not asof and not found.panel.event.id.startswith(id_):
            return RedirectResponse(f"/events/{found.panel.event.id}", 308)
        return HTMLResponse(render(request, "event.html", here="desk", page=found, panel=found.panel))

    @router.get("/reports/{id_}")
    def report(request: Request, id_: str, at: str = "") -> str:
        return _report_page(request, ledger, id_, at)

    _wide_views(router, ledger, borders)
    _small_things(router)
    return router


def _wide_views(router: APIRouter, ledger: Ledger, borders: Borders | None) -> None:
    """Sources, map and changes: what looks across events."""

    @router.get("/sources")
    def sources(request: Request, name: str = "", begin: int = Query(default=0, ge=0, le=10**9)) -> str:
        found = source_page.sources_page(ledger, name.strip()[:200], begin)
        return render(request, "sources.html", here="sources", page=found)

    @router.get("/sources/{id_}")
    def source(request: Request, id_: str, begin: int = Query(default=0, ge=0, le=10**9)) -> str:
        return render(request, "source.html", here="sources", page=source_page.source_page(ledger, id_, begin))

    @router.get("/map")
    def map_(request: Request) -> str:
        return render(
            request, "map.html", here="map", page=map_page.map_page(ledger, request.query_params, borders)
        )

    @router.get("/changes")
    def changes(request: Request, since: str = "", until: str = "") -> str:
        since, until = since.strip(), until.strip()
        diff = ledger.diff(since, until or None) if since else None
        return render(request, "changes.html", here="desk", diff=diff, since=since, until=until)


def _small_things(router: APIRouter) -> None:
    """The reader's choice of colours, and the files that a page loads."""

    @router.get("/theme")
    def theme(to: str = "", back: str = "/") -> Response:
        answer = RedirectResponse(inside(back) or "/", 303)
        if to in ("light", "dark"):
            answer.set_cookie("theme", to, max_age=YEAR, samesite="lax", httponly=True)
        else:
            answer.delete_cookie("theme")
        return answer

    @router.get("/static/{name}")
    def static(name: str, request: Request) -> Response:
        found = static_file(name)
        if found is None:
            raise NotFound(f"there is no file {name!r} here")
        keep = "public, max-age=31536000, immutable" if request.url.query else "no-cache"
        return Response(found[0], media_type=found[1], headers={"cache-control": keep})


def _desk_page(request: Request, ledger: Ledger) -> Response:
    with ledger.events_view() as connection:
        shown = desk.desk(connection, request.query_params)
    seen, last = request.cookies.get("seen", ""), request.cookies.get("last", "")
    now = today()
    last = seen if seen and seen != now else last
    page = render(
        request, "desk.html", here="desk", question=shown.question, desk=shown, last=_day_or_none(last),
        hits=_hits(ledger, shown.question, 6) if shown.question else (),
    )  # fmt: skip
    answer = HTMLResponse(page)
    for name, value in (("seen", now), ("last", last)):
        if value and request.cookies.get(name) != value:
            answer.set_cookie(name, value, max_age=YEAR, samesite="lax", httponly=True)
    return answer


def _day_or_none(value: str) -> str | None:
    return value if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else None


def _hits(ledger: Ledger, question: str, limit: int = 30) -> tuple[dict[str, object], ...]:
    try:
        return tuple(_hit(h) for h in ledger.search(question, limit))
    except QueryError:  # a question without a word in it finds nothing; that is no error on a page
        return ()


def _hit(hit: Hit) -> dict[str, object]:
    start, end = hit.snippet.start, hit.snippet.end
    shown = [marks.Mark(m.start - start, m.end - start, "shown") for m in hit.marks]
    return {
        "report": hit.report,
        "href": f"/reports/{hit.report.id}?at={start}-{end}#shown",
        "words": Markup(marks.html(hit.snippet.quote, shown)),  # marks.html escapes
    }


def _report_page(request: Request, ledger: Ledger, id_: str, at: str) -> str:
    reading = ledger.reading(id_)
    report = reading.report
    pointed = marks.pointed_at(at, reading)
    drawn = (*marks.of_reading(reading), *pointed)
    labels = {a.id: f"{a.root.name}: {a.act.replace('_', ' ')}" for a in reading.attributions}
    copies = ledger.near_copies([report.id])
    with ledger.events_view() as connection:
        events = asked.events_in(connection, report.id)
        versions = asked.versions_at(connection, report.url) if report.url else ()
        heads = asked.heads(connection, [r for c in copies for r in (c.copy, c.origin)])
    return render(
        request,
        "report.html",
        here="desk",
        reading=reading,
        address=web_address(report.url),
        shown=pointed[0] if pointed else None,
        citation=marks.citation(reading, pointed[0]) if pointed else None,
        text=Markup(marks.html(report.text, drawn, labels)),  # marks.html escapes
        events=events,
        chains=lineage.said(reading),
        own=lineage.own_voice(reading),
        copies=copies,
        heads={h.id: h for h in heads},
        versions=[v for v in versions if v.id != report.id],
        numbers_of=lambda claim: lineage.numbers_of(reading, claim),
    )
