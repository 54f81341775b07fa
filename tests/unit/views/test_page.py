import pytest
from jinja2 import UndefinedError

from accordingto.views.page import templates, web_address


@pytest.mark.parametrize(
    "url",
    ["https://a.example/x?y=1&z=2", "http://a.example"],
)
def test_addresses_that_may_stand_in_a_link(url):
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//a.example", "file:///etc/passwd",
     "http:///x", "https://a.example/\x00", "java\nscript:x", "https://[bad", "ftp://a.example"],
)  # fmt: skip
def test_addresses_that_may_not(url):
    assert web_address(url) is None


def test_every_value_is_made_visible_and_escaped():
    page = templates().from_string("<p>{{ x }}</p>")
    assert page.render(x="<b>\x1b\u202e&") == "<p>&lt;b&gt;␛\ufffd&amp;</p>"


def test_a_name_that_is_not_known_is_an_error():
    with pytest.raises(UndefinedError):
        templates().from_string("{{ nothing }}").render()
