import asyncio

import pytest

from accordingto.views.guard import POLICY, Guard, is_loopback


async def nothing(scope, receive, send):
    raise AssertionError("not called")


@pytest.mark.parametrize("header", ["localhost", "localhost:8717", "127.0.0.1:1", "[::1]:8717", "LOCALHOST"])
def test_the_loopback_is_always_answered(header):
    assert Guard(nothing, "127.0.0.1").allows(header)


@pytest.mark.parametrize(
    "header",
    ["evil.example", "evil.example:8717", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1", ""],
)
def test_other_names_are_not(header):
    assert not Guard(nothing, "127.0.0.1").allows(header)


def test_the_host_that_was_chosen_is_answered_and_no_other():
    guard = Guard(nothing, "desk.example")
    assert guard.allows("desk.example:80")
    assert not guard.allows("10.0.0.1")


def test_served_on_all_addresses_any_address_is_answered_but_no_name():
    guard = Guard(nothing, "0.0.0.0")
    assert guard.allows("192.168.1.7:8717")
    assert guard.allows("[fe80::1]:8717")
    assert not guard.allows("evil.example")


def test_the_policy_lets_only_our_own_files_run():
    assert POLICY.startswith("default-src 'none'")
    assert "script-src 'self';" in POLICY
    assert "connect-src 'self';" in POLICY
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


def request(method="GET", query="", **headers):
    named = {"host": "localhost:8717", **{k.replace("_", "-"): v for k, v in headers.items()}}
    return {
        "type": "http", "method": method, "path": "/events/e1", "query_string": query.encode(),
        "headers": [(k.encode(), v.encode()) for k, v in named.items()],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, None),  # a program that is no browser
        ({"origin": "http://localhost:8717", "sec_fetch_site": "same-origin"}, None),
        ({"origin": "http://localhost:9999"}, 403),
        ({"origin": "https://evil.example", "sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "same-site"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
    ],
)
def test_a_form_is_taken_from_our_own_page_alone(headers, status):
    guard = Guard(nothing, "127.0.0.1")
    refused = guard.refused(request("POST", **headers))
    assert (refused and refused[0]) == status
    assert guard.refused(request("GET", **headers)) is None


def test_with_a_token_nobody_is_answered_who_does_not_know_it():
    guard = Guard(nothing, "127.0.0.1", "secret-token")
    assert guard.refused(request())[0] == 401
    assert guard.refused(request(query="token=wrong"))[0] == 401
    assert guard.refused(request(cookie="accordingto-token=wrong"))[0] == 401
    assert guard.refused(request(authorization="Bearer ")) is not None
    for known in (
        request(query="token=secret-token"),
        request(cookie="a=b; accordingto-token=secret-token"),
        request(authorization="Bearer secret-token"),
    ):
        assert guard.refused(known) is None


def test_the_token_goes_from_the_address_into_a_cookie():
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(Guard(nothing, "127.0.0.1", "secret-token")(request(query="token=secret-token"), None, send))
    headers = dict(sent[0]["headers"])
    assert (sent[0]["status"], headers[b"location"]) == (303, b"/events/e1")
    assert b"HttpOnly; SameSite=Strict" in headers[b"set-cookie"]
    assert headers[b"content-security-policy"] == POLICY.encode()


@pytest.mark.parametrize(
    ("host", "yes"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False)]
)
def test_is_loopback(host, yes):
    assert is_loopback(host) is yes
