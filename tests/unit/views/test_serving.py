import socket

import pytest

from accordingto.errors import AccordingToError
from accordingto.views import serving


def test_a_port_that_is_taken_is_said_with_the_way_out(ledger):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        with pytest.raises(AccordingToError, match=f"127.0.0.1:{port}.*--port"):
            serving.serve_ledger(ledger, "127.0.0.1", port)


def test_the_address_is_printed_and_ctrl_c_ends_it_quietly(ledger, monkeypatch, capsys):
    def stopped(self, sockets):
        raise KeyboardInterrupt

    monkeypatch.setattr(serving.uvicorn.Server, "run", stopped)
    serving.serve_ledger(ledger, "127.0.0.1", 0)
    assert capsys.readouterr().out.startswith("The page: http://127.0.0.1:")
