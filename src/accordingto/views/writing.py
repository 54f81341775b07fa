"""The pages that write: adding reports, the review queue, judgements and their undoing.

All of it is there only where the ledger was opened for writing; `guard` lets in no form but our own.
"""

import json

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from accordingto.config import settings
from accordingto.errors import AccordingToError, NotFound, QueryError
from accordingto.ledger import Ledger, query
from accordingto.views.forms import Form, Upload, body_of, parsed
from accordingto.views.jobs import Jobs
from accordingto.views.page import inside, render, segment
from accordingto.views.pages import today

PASTED = ("title", "outlet", "published", "url")


class ReadOnly(AccordingToError):
    """Something was to be written to a ledger that is only shown."""

    http_status = 403


def routes(ledger: Ledger, writer: Ledger | None, jobs: Jobs | None) -> APIRouter:
    """The routes that write to `writer`; without one they say that the ledger is only read."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/add")
    def form(request: Request) -> str:
        return render(request, "add.html", here="add", most=settings().max_bytes)

    @router.post("/add")
    async def add(request: Request) -> Response:
        if jobs is None:
            raise ReadOnly("this desk only shows the ledger: start it without --read-only to add reports")
        body = await body_of(request.stream(), settings().max_bytes)
        uploads = uploads_in(parsed(request.headers.get("content-type", ""), body))
        job = await run_in_threadpool(jobs.start, uploads, today())
        return RedirectResponse(f"/add/{job.id}", 303)

    @router.get("/add/{id_}")
    def added(request: Request, id_: str) -> Response:
        job = jobs.get(id_) if jobs else None
        if job is None:
            raise NotFound("this adding is no longer remembered: what it added is in the ledger")
        headers = {} if job.finished else {"refresh": "1"}
        return HTMLResponse(render(request, "added.html", here="add", job=job), headers=headers)

    @router.get("/review")
    def review(request: Request) -> str:
        questions = (writer or ledger).review(limit=20)
        made = ledger.judgements()[-12:][::-1]
        return render(
            request, "review.html", here="review", questions=questions, made=made, reports=_names(ledger)
        )

    @router.post("/judge")
    async def judge(request: Request) -> Response:
        form = await _form(request)
        return await run_in_threadpool(_judge, writer, form)

    @router.post("/grade")
    async def grade(request: Request) -> Response:
        form = await _form(request)
        return await run_in_threadpool(_grade, writer, form)

    @router.post("/undo")
    async def undo(request: Request) -> Response:
        form = await _form(request)
        return await run_in_threadpool(_undo, writer, form)

    return router


def _names(ledger: Ledger) -> dict[str, str]:
    from accordingto.ledger import desk

    with ledger.record() as connection:
        return {r.id: r.outlet or r.title or r.id for r in desk.heads(connection)}


async def _form(request: Request) -> dict[str, str]:
    body = await body_of(request.stream(), 100_000)
    return parsed(request.headers.get("content-type", ""), body).fields


def _judge(writer: Ledger | None, given: dict[str, str]) -> Response:
    if writer is None:
        raise ReadOnly("this desk only shows the ledger: start it without --read-only to judge")
    said = {name: given.get(name, "").strip() or None for name in ("right", "note", "value")}
    writer.judge(
        given.get("kind", ""), given.get("left", ""), said["right"], by=given.get("by", "").strip() or "desk",
        on=today(), note=said["note"], value=said["value"],
    )  # fmt: skip
    writer.refresh()
    return _back(given)


def _undo(writer: Ledger | None, given: dict[str, str]) -> Response:
    if writer is None:
        raise ReadOnly("this desk only shows the ledger: start it without --read-only to judge")
    writer.withdraw(given.get("judgement", ""), by=given.get("by", "").strip() or "desk", on=today())
    writer.refresh()
    return _back(given)


def _grade(writer: Ledger | None, given: dict[str, str]) -> Response:
    if writer is None:
        raise ReadOnly("this desk only shows the ledger: start it without --read-only to grade sources")
    name = writer.grade(given.get("party", ""), given.get("letter", "").strip() or None)
    writer.refresh()
    with writer.events_view() as connection:
        found = [p.id for p in query.parties(connection) if p.name == name and p.counts]
    place = f"/sources/{segment(found[0])}" if len(found) == 1 else f"/sources?name={segment(name)}"
    return RedirectResponse(place, 303)


def _back(given: dict[str, str]) -> Response:
    return RedirectResponse(inside(given.get("back", "")) or "/review", 303)


def uploads_in(form: Form) -> list[Upload]:
    """The files of the form of the page, or what was pasted into it. Raises QueryError where it holds neither."""
    found = list(form.files)
    text = form.fields.get("text", "").strip()
    if text:
        told = {name: given for name in PASTED if (given := form.fields.get(name, "").strip())}
        line = json.dumps({"text": text, **told}, ensure_ascii=False) + "\n"
        found.append(Upload("text", "pasted text.jsonl", line.encode()))
    if not found:
        raise QueryError("nothing was sent: choose files or paste the text of a report")
    return found
