import socket
import threading

import httpcore2
import pytest

from accordingto.intake.wire import BehindTheFence, Deadline, Wire, addresses, is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_an_address_of_the_users_own_network_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_an_address_of_the_open_internet_is_public(address):
    assert is_public(address)


def test_a_deadline_raises_when_it_is_over():
    deadline = Deadline(0)
    with pytest.raises(httpcore2.ReadTimeout):
        deadline.left()
    assert 0 < Deadline(100).sooner(0.5).left() <= 50


def test_names_are_resolved_without_repetition():
    assert addresses("127.0.0.1", 80, 5) == ["127.0.0.1"]


def test_a_resolver_that_does_not_answer_is_not_waited_for(monkeypatch):
    done = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: done.wait(10) and [])
    with pytest.raises(httpcore2.ConnectTimeout, match=r"slow\.example"):
        addresses("slow.example", 80, 0.05)
    done.set()


def answer(monkeypatch, *found):
    true = socket.getaddrinfo

    def resolve(host, port, *rest, **more):
        named = host.endswith(".example")
        return [(2, 1, 6, "", (a, port)) for a in found] if named else true(host, port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


def test_a_name_that_is_unknown_is_a_failure_to_connect(monkeypatch):
    def fail(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(httpcore2.ConnectError, match="not known"):
        addresses("none.example", 80, 5)


def test_a_name_with_one_private_address_among_public_ones_is_behind_the_fence(monkeypatch):
    answer(monkeypatch, "93.184.215.14", "10.0.0.1")
    with pytest.raises(BehindTheFence):
        Wire(Deadline(5), fenced=True).connect_tcp("mixed.example", 80)


def test_the_next_address_is_tried_where_one_does_not_answer(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        answer(monkeypatch, "127.0.0.2", "127.0.0.1")
        stream = Wire(Deadline(5), fenced=False).connect_tcp("two.example", port)
        assert stream.get_extra_info("server_addr")[0] == "127.0.0.1"
        stream.close()
