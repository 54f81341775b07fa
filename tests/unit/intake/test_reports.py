import hashlib
from datetime import date

import pytest

from accordingto.config import settings
from accordingto.errors import DamagedInput, IntakeError
from accordingto.intake import report
from accordingto.intake.reports import Found, settle, web_address
from accordingto.model.text import Receipt, Reject, report_id

TEXT = "The ministry denied on Friday that troops had left the base.\r\nSo it said.\0"
KEPT = "The ministry denied on Friday that troops had left the base.\nSo it said."


def test_a_report_has_the_text_that_is_kept_and_the_id_that_its_content_gives_it():
    made = report(TEXT, title=" Denial\n again ", outlet="Post", url="https://a.example/1", published="2024-10-18")
    assert (made.text, made.title, made.language) == (KEPT, "Denial again", "en")
    assert made.id == report_id(
        text=KEPT, url="https://a.example/1", outlet="Post", published="2024-10-18", title="Denial again"
    )


def test_the_digest_is_that_of_the_raw_bytes_or_else_of_the_text():
    assert report(TEXT, raw=b"raw").sha256 == hashlib.sha256(b"raw").hexdigest()
    assert report(TEXT).sha256 == hashlib.sha256(KEPT.encode()).hexdigest()
    assert report(TEXT, raw=b"").sha256 == hashlib.sha256(b"").hexdigest()


def test_what_is_not_given_is_unknown():
    made = report("Short.")
    unknown = (
        made.title,
        made.outlet,
        made.author,
        made.url,
        made.published,
        made.retrieved,
        made.language,
        made.ref,
    )
    assert unknown == (None,) * 8


def test_a_language_that_is_given_is_not_looked_for():
    assert report(TEXT, language="ko-KR").language == "ko"


def test_days_are_taken_as_dates_too():
    made = report(TEXT, published=date(2024, 10, 18), retrieved="Sat, 19 Oct 2024 08:00:00 GMT")
    assert (made.published, made.retrieved) == ("2024-10-18", "2024-10-19T08:00:00+00:00")


@pytest.mark.parametrize("field", ["published", "retrieved"])
@pytest.mark.parametrize("value", ["yesterday", "18 October", ""])
def test_a_date_that_is_none_is_refused_by_name_with_the_form_that_is_understood(field, value):
    with pytest.raises(IntakeError, match=f"{field}: {value!r}.*2024-10-18"):
        report(TEXT, **{field: value})


def test_a_language_that_is_none_is_refused():
    with pytest.raises(IntakeError, match="'English' is not a language code"):
        report(TEXT, language="English")


@pytest.mark.parametrize("text", ["", " \n\t", "\0\x01"])
def test_a_blank_text_is_refused(text):
    with pytest.raises(DamagedInput, match="no text"):
        report(text)


def test_a_title_without_end_is_refused():
    with pytest.raises(IntakeError, match="title has 20,000 characters"):
        report(TEXT, title="x" * 20_000)


def test_settle_keeps_raw_bytes_and_place():
    kept = settle(
        Found(TEXT, b"raw", "a.txt", published="2024-10-18", url="https://a.example/1"), "2024-10-19", settings()
    )
    assert isinstance(kept, Receipt)
    assert (kept.raw, kept.where, kept.report.retrieved) == (b"raw", "a.txt", "2024-10-19")


def test_what_an_input_says_wrongly_of_itself_is_unknown_not_guessed():
    made = settle(
        Found(TEXT, b"", "a.txt", published="Friday", language="English", url="javascript:x()"), None, settings()
    )
    assert (made.report.published, made.report.language, made.report.url) == (None, "en", None)


def test_a_text_that_is_too_long_is_rejected_whole(monkeypatch):
    monkeypatch.setenv("ACCORDINGTO_MAX_CHARACTERS", "20")
    reject = settle(Found(TEXT, b"raw", "a.txt"), None, settings())
    assert isinstance(reject, Reject)
    assert "more than 20: split it or raise ACCORDINGTO_MAX_CHARACTERS" in reject.reason
    assert reject.sha256 == hashlib.sha256(b"raw").hexdigest()


@pytest.mark.parametrize(
    ("value", "address"),
    [
        (" https://a.example/1 ", "https://a.example/1"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("/relative", None),
        ("https:///x", None),
        ("https://a.example/a b", None),
        (None, None),
    ],
)
def test_only_http_and_https_are_links(value, address):
    assert web_address(value) == address
