"""The connection under a fetch: it ends at a deadline, and it does not go behind the user's own fence.

A server that sends a byte now and then never exceeds the timeout of one read; a name may lead to a public address
when it is checked and to a private one when it is connected to. So both are watched where the bytes flow: the
engine of httpx2 takes a network backend of ours.
"""

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore2

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class BehindTheFence(Exception):
    """A public address led to one on the user's own machine or network."""


class Deadline:
    """The moment (on the monotonic clock) at which a fetch must be over."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left. Raises the engine's ReadTimeout when there are none."""
        seconds = self._at - time.monotonic()
        if seconds <= 0:
            raise httpcore2.ReadTimeout("the time for this fetch is over")
        return seconds

    def sooner(self, share: float) -> "Deadline":
        """A deadline after a share of the time that is left."""
        return Deadline(self.left() * share)


class Wire(httpcore2.NetworkBackend):
    """TCP that ends at a deadline and, where it is `fenced`, connects to public addresses alone."""

    def __init__(self, deadline: Deadline, *, fenced: bool) -> None:
        self._deadline = deadline
        self._fenced = fenced

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline rules
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of `host` that answers."""
        found = addresses(host, port, self._deadline.left())
        if self._fenced and not all(is_public(a) for a in found):
            raise BehindTheFence(host)
        failure: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in found:
            try:
                stream = httpcore2.SyncBackend().connect_tcp(
                    address, port, self._deadline.left(), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as cause:
                failure = cause
            else:
                return _Timed(stream, self._deadline)
        raise failure


class _Timed(httpcore2.NetworkStream):
    """A stream each of whose steps may take what is left until the deadline."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the engine's own signature
        return self._stream.get_extra_info(info)


def addresses(host: str, port: int, seconds: float) -> list[str]:
    """The IP addresses of `host`, in the order of the resolver, without repetition.

    Raises the engine's ConnectError where there are none and its ConnectTimeout after `seconds`.
    """
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as cause:
            answers.put(cause)

    # The resolver takes no timeout; a thread that is not waited for is the only way out of it.
    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise httpcore2.ConnectTimeout(f"the name {host} was not resolved in time") from None
    if isinstance(answer, Exception):
        raise httpcore2.ConnectError(answer) from answer
    return answer


def is_public(address: str) -> bool:
    """Whether an IP address is of the open internet: not loopback, private, link-local, reserved, multicast."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        ip = inner or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else ip)
    return ip.is_global and not ip.is_multicast
