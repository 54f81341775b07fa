"""The page on a port of this machine, until Ctrl-C."""

import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer
import uvicorn

from accordingto.errors import AccordingToError
from accordingto.views.borders import Borders
from accordingto.views.guard import is_loopback
from accordingto.views.http import application

if TYPE_CHECKING:
    from accordingto.ledger import Ledger


def serve_ledger(
    ledger: "Ledger", host: str, port: int, writer: "Ledger | None" = None, borders: Borders | None = None
) -> None:
    """Serve until interrupted, having said where; `writer` is the same ledger, opened for writing.

    `borders` are the user's own, for the map.

    Beyond the loopback the address has a token in it, without which nothing is answered. Raises AccordingToError
    when the port is taken.
    """
    bound = _bind(host, port)
    shown = f"[{host}]" if ":" in host else host
    token = None if is_loopback(host) else secrets.token_urlsafe(18)
    known = f"?token={token}" if token else ""
    typer.echo(f"The page: http://{shown}:{bound.getsockname()[1]}/{known}  (Ctrl-C ends it)")
    config = uvicorn.Config(
        application(ledger, host, writer=writer, token=token, borders=borders),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    try:
        uvicorn.Server(config).run(sockets=[bound])
    except KeyboardInterrupt:
        pass  # that is how it is meant to end
    finally:
        bound.close()


@contextmanager
def writing(path: Path, *, read_only: bool) -> Iterator["Ledger | None"]:
    """The ledger at `path` opened for writing; None where it is only to be shown, or may not be written."""
    from accordingto.ledger import Ledger

    if read_only or not os.access(path, os.W_OK) or not os.access(path.absolute().parent, os.W_OK):
        yield None
        return
    with Ledger(path) as opened:
        yield opened


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(128)  # whoever reads the address may come at once
    except OSError as error:
        bound.close()
        raise AccordingToError(
            f"cannot listen on {host}:{port}: {error.strerror or error}: name another with --port or --host"
        ) from error
    return bound
