"""The body of a form as it comes from a browser: fields and files, read within limits and without guessing."""

from collections.abc import AsyncIterable
from dataclasses import dataclass
from email.message import Message
from urllib.parse import parse_qsl

from accordingto.errors import AccordingToError

MOST_PARTS = 2000


class BadForm(AccordingToError):
    """A request whose body is no form that this page sends."""

    http_status = 400


class FormTooLarge(AccordingToError):
    """A request with more bytes than are taken in at once."""

    http_status = 413


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form: the name that the browser gave it, and its bytes."""

    field: str
    name: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """Fields by name (the last one of a name holds) and the files, in order."""

    fields: dict[str, str]
    files: tuple[Upload, ...]


async def body_of(stream: AsyncIterable[bytes], most: int) -> bytes:
    """The whole body of a request. Raises FormTooLarge as soon as it has more than `most` bytes."""
    parts, size = [], 0
    async for part in stream:
        size += len(part)
        if size > most:
            raise FormTooLarge(
                f"more than {most:,} bytes at once: send fewer files, raise ACCORDINGTO_MAX_BYTES, or use "
                "`accordingto add` for a folder"
            )
        parts.append(part)
    return b"".join(parts)


def parsed(kind: str, body: bytes) -> Form:
    """The form in a body of this content type (urlencoded or multipart). Raises BadForm."""
    header = Message()
    header["content-type"] = kind
    if header.get_content_type() == "application/x-www-form-urlencoded":
        try:
            pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_PARTS)
        except ValueError as error:
            raise BadForm(f"the form cannot be read: {error}") from None
        return Form(dict(pairs), ())
    boundary = header.get_boundary()
    if header.get_content_type() != "multipart/form-data" or not boundary:
        raise BadForm("the request holds no form: send multipart/form-data or application/x-www-form-urlencoded")
    return _multipart(body, boundary.encode("utf-8", "replace"))


def _multipart(body: bytes, boundary: bytes) -> Form:
    """The parts between the boundaries (RFC 7578)."""
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary)
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise BadForm("the form ends before its end: send it again")
    if len(pieces) > MOST_PARTS:
        raise BadForm(f"the form has more than {MOST_PARTS:,} parts: send fewer files at once")
    fields: dict[str, str] = {}
    files: list[Upload] = []
    for piece in pieces[1:-1]:
        head, gap, content = piece.partition(b"\r\n\r\n")
        if not gap:
            raise BadForm("a part of the form has no end to its head: send it again")
        name, file = _disposition(head)
        if file is None:
            fields[name] = content.decode("utf-8", "replace")
        elif file or content:
            files.append(Upload(name, file, content))
    return Form(fields, tuple(files))


def _disposition(head: bytes) -> tuple[str, str | None]:
    """The name of a part's field, and of its file where it is one."""
    for line in head.decode("utf-8", "replace").split("\r\n"):
        name, _, value = line.partition(":")
        if name.strip().casefold() == "content-disposition":
            part = Message()
            part["content-disposition"] = value.strip()
            field = part.get_param("name", None, "content-disposition")
            file = part.get_param("filename", None, "content-disposition")
            if isinstance(field, str):
                return field, file if isinstance(file, str) else None
    raise BadForm("a part of the form has no name: send it again")
