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


def test_the_policy_lets_no_script_run():
    assert POLICY.startswith("default-src 'none'")
    assert "script" not in POLICY
    assert "unsafe" not in POLICY


@pytest.mark.parametrize(
    ("host", "yes"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False)]
)
def test_is_loopback(host, yes):
    assert is_loopback(host) is yes
