"""The page and the HTTP API over one ledger, put together: routes, errors, headers.

Every page is whole without JavaScript. What may be loaded, and who may write, is fixed by `guard`.
"""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from accordingto import __version__
from accordingto.errors import AccordingToError, LedgerError
from accordingto.ledger import Ledger
from accordingto.views import api, pages, take_out, writing
from accordingto.views.borders import Borders
from accordingto.views.current import Current
from accordingto.views.fresh import Fresh
from accordingto.views.guard import Guard
from accordingto.views.jobs import Jobs
from accordingto.views.page import render

_TITLES = {
    400: "Not understood",
    403: "Not allowed",
    404: "Not found",
    409: "Busy",
    413: "Too large",
    503: "Not ready",
}


def application(
    ledger: Ledger,
    host: str = "127.0.0.1",
    *,
    writer: Ledger | None = None,
    token: str | None = None,
    borders: Borders | None = None,
) -> FastAPI:
    """The ASGI application over `ledger`, for requests to the loopback and to `host`.

    `writer` is the same ledger opened for writing; without one the desk only shows. `token` is asked of everybody
    where one is given, `borders` are those that the map shows in the place of its own.
    """
    app = FastAPI(
        title="accordingto",
        version=__version__,
        description="Who says what, on whose word. Offsets are half-open spans of Unicode code points.",
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    jobs = Jobs(writer) if writer else None
    app.state.writer = writer
    app.state.current = Current(ledger, writer, lambda: bool(jobs and jobs.busy))
    app.include_router(api.routes(ledger))
    app.include_router(pages.routes(ledger, borders))
    app.include_router(take_out.routes(ledger))
    app.include_router(writing.routes(ledger, writer, jobs))
    app.add_exception_handler(AccordingToError, _our_error)
    app.add_exception_handler(RequestValidationError, _unfit_request)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_middleware(Fresh, ledger=ledger)
    app.add_middleware(Guard, host=host, token=token)
    return app


def _answer(request: Request, status: int, code: str, message: str) -> Response:
    if request.url.path.startswith("/v1/"):
        return JSONResponse({"error": {"code": code, "message": message}}, status)
    title = _TITLES.get(status, "Something went wrong")
    return HTMLResponse(render(request, "error.html", title=title, message=message), status)


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
