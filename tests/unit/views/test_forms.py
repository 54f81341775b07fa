import asyncio
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.views.forms import BadForm, FormTooLarge, Upload, body_of, parsed

BOUNDARY = "----boundary7"
KIND = f"multipart/form-data; boundary={BOUNDARY}"


def part(content, name, file=None):
    head = f'Content-Disposition: form-data; name="{name}"'
    if file is not None:
        head += f'; filename="{file}"\r\nContent-Type: application/octet-stream'
    return f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + content + b"\r\n"


def form(*parts):
    return parsed(KIND, b"".join(parts) + f"--{BOUNDARY}--\r\n".encode())


@given(st.binary(), st.binary())
def test_the_bytes_of_a_file_come_as_they_were_sent(one, other):
    found = form(part(one, "files", "a.txt"), part(other, "files", "b.txt"))
    assert found.files == (Upload("files", "a.txt", one), Upload("files", "b.txt", other))


def test_fields_and_files_are_told_apart_and_an_empty_choice_is_no_file():
    found = form(part("Über 😀".encode(), "text"), part(b"", "files", ""))
    assert found.fields == {"text": "Über 😀"}
    assert found.files == ()


@given(st.dictionaries(st.text(min_size=1), st.text()))
def test_a_plain_form(fields):
    assert parsed("application/x-www-form-urlencoded", urlencode(fields).encode()).fields == fields


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", b"x"),
        ("multipart/form-data", b"x"),
        (KIND, b""),
        (KIND, part(b"x", "a")),
        (KIND, f"--{BOUNDARY}\r\nno head--{BOUNDARY}--".encode()),
        (KIND, f"--{BOUNDARY}\r\nX-Other: 1\r\n\r\nx\r\n--{BOUNDARY}--".encode()),
        (KIND, part(b"x", "a") * 2500 + f"--{BOUNDARY}--".encode()),
        ("application/x-www-form-urlencoded", b"&".join([b"a=1"] * 3000)),
        ("application/x-www-form-urlencoded", b"\xff"),
    ],
)
def test_what_is_no_form_is_refused_in_words(kind, body):
    with pytest.raises(BadForm, match=r"form"):
        parsed(kind, body)


def test_too_many_bytes_are_refused_before_all_have_come():
    taken = []

    async def stream():
        for n in range(100):
            taken.append(n)
            yield b"x" * 10

    with pytest.raises(FormTooLarge, match="accordingto add"):
        asyncio.run(body_of(stream(), 45))
    assert len(taken) == 5
