import json

import pytest

from accordingto.errors import DamagedInput
from accordingto.intake.records import read_json, read_lines, read_text, split_header
from accordingto.intake.reports import Found, Input
from accordingto.model.text import Reject

RECORD = {"text": "Seoul said so.", "title": "So", "outlet": "Post", "published": "2024-10-18"}


def given(raw, name="a"):
    return Input(raw if isinstance(raw, bytes) else raw.encode(), name, name)


def test_a_header_is_metadata_and_the_rest_is_text():
    head = "TITLE: Denial\r\noutlet:The Post\nAuthor: M. Quill\nDate: 2024-10-18\nURL: https://a.example/1\n"
    text = head + "Language: en\n \nOne.\n\nTwo.\n"
    [found] = read_text(given(text))
    assert found.text == "One.\n\nTwo.\n"
    assert (found.title, found.outlet, found.author) == ("Denial", "The Post", "M. Quill")
    assert (found.published, found.url, found.language) == ("2024-10-18", "https://a.example/1", "en")
    assert found.raw == text.encode()


@pytest.mark.parametrize(
    "text",
    [
        "Title: no empty line\nText follows.",
        "Title: no empty line at all",
        "Title: one\nBureau: unknown key\n\nText.",
        "Title: one\nTitle: two\n\nText.",
        "\nTitle: not at the top\n\nText.",
        "Kyiv: a city\n\nText.",
        "",
        "\n\n",
    ],
)
def test_what_is_no_header_is_text_all_of_it(text):
    assert split_header(text) == ({}, text)


def test_a_fetched_text_has_the_address_it_came_from():
    [found] = read_text(Input(b"Words.", "page.txt", "https://a.example/1", "https://a.example/2"))
    assert found.url == "https://a.example/2"


def test_a_line_is_a_report_with_the_bytes_of_its_line():
    lines = [json.dumps(RECORD), "", json.dumps({"text": "Two.", "id": 7})]
    first, second = read_lines(given("\n".join(lines), "a.jsonl"))
    assert (first.where, first.raw, first.title, first.outlet) == ("a.jsonl:1", lines[0].encode(), "So", "Post")
    assert (second.where, second.raw, second.ref) == ("a.jsonl:3", lines[2].encode(), "7")


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        ({"body": "B", "content": "C"}, "text", "B"),
        ({"text": " ", "content": "C"}, "text", "C"),
        ({"text": "T", "publisher": "P", "source": "S"}, "outlet", "P"),
        ({"text": "T", "source": {"id": "x", "name": "Named"}}, "outlet", "Named"),
        ({"text": "T", "author": ["A", {"name": "B"}]}, "author", "A, B"),
        ({"text": "T", "date": "2024-10-18"}, "published", "2024-10-18"),
        ({"text": "T", "lang": "ko"}, "language", "ko"),
        ({"text": "T", "url": " https://a.example "}, "url", "https://a.example"),
        ({"text": "T", "title": None, "author": True}, "author", None),
        ({"text": "T", "title": {"x": 1}}, "title", None),
        ({"text": "T", "published": 1729233000.5}, "published", None),
    ],
)
def test_a_field_goes_by_several_names(record, field, value):
    [found] = read_lines(given(json.dumps(record)))
    assert getattr(found, field) == value


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("not json", "it is not JSON (Expecting value, column 1)"),
        ('{"text": "cut', "it is not JSON"),
        ('{"text": NaN}', "it is not JSON (NaN is not a JSON number)"),
        ('{"text": "x", "id": ' + "1" * 5000 + "}", "it is not JSON (Exceeds the limit"),
        ('{"text": ' + "[" * 100_000, "nested too deeply"),
        ('{"title": "no text"}', "it has no text: give it in a field named text, body or content"),
        ('{"text": 5}', "it has no text"),
        ('{"text": "  "}', "it has no text"),
        ("[1]", "it is not a JSON object"),
        ("null", "it is not a JSON object"),
        ('{"text": "a\0b"}', "it is not JSON"),
    ],
)
def test_a_line_that_is_no_report_is_a_reject_and_the_next_goes_on(line, reason):
    good = json.dumps(RECORD)
    before, reject, after = read_lines(given(f"{good}\n{line}\n{good}", "a.jsonl"))
    assert isinstance(before, Found) and isinstance(after, Found)
    assert isinstance(reject, Reject)
    assert (reject.where, reject.stage, len(reject.sha256)) == ("a.jsonl:2", "intake", 64)
    assert reason in reject.reason


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "cp1251"])
def test_lines_are_read_in_the_charset_of_their_file(charset):
    records = [{"text": f"Министерство опровергло сообщения о переброске войск номер {n}."} for n in range(3)]
    raw = "\n".join(json.dumps(r, ensure_ascii=False) for r in records).encode(charset)
    assert [f.text for f in read_lines(given(raw))] == [r["text"] for r in records]


def test_a_line_separator_inside_a_text_ends_no_line():
    raw = json.dumps({"text": "one\u2028two\x85three"}, ensure_ascii=False)
    assert [f.text for f in read_lines(given(raw))] == ["one\u2028two\x85three"]


def test_binary_under_the_name_of_lines_is_one_refusal():
    with pytest.raises(DamagedInput, match="binary"):
        list(read_lines(given(bytes(range(256)) * 50)))


def test_one_object_is_one_report():
    raw = json.dumps(RECORD, indent=1)
    [found] = read_json(Input(raw.encode(), "a.json", "a.json", "https://a.example/api"))
    assert (found.where, found.raw, found.url) == ("a.json", raw.encode(), "https://a.example/api")


def test_a_list_is_its_items_each_with_bytes_of_its_own():
    found = list(read_json(given(json.dumps([RECORD, {"title": "x"}, {"text": "Two."}], indent=2), "a.json")))
    assert [f.where for f in found] == ["a.json#1", "a.json#2", "a.json#3"]
    assert isinstance(found[1], Reject)
    assert json.loads(found[0].raw) == RECORD
    assert found[2].raw == b'{"text":"Two."}'


def test_a_list_and_lines_are_told_apart_whatever_the_name():
    assert [f.text for f in read_lines(given('[\n{"text": "One."}\n]'))] == ["One."]
    assert [f.text for f in read_json(given('{"text": "One."}\n{"text": "Two."}\n'))] == ["One.", "Two."]


@pytest.mark.parametrize("raw", ["[]", '[{"text": "x"},', "{", "words", '{"text":\n"cut'])
def test_json_that_cannot_be_read_is_one_refusal(raw):
    with pytest.raises(DamagedInput):
        list(read_json(given(raw)))


def test_a_number_without_end_in_a_list_stops_nothing():
    first, second = read_json(given('[{"text": "One.", "n": 1e999}, {"text": "Two."}]'))
    assert (first.text, second.text) == ("One.", "Two.")
    assert first.raw == b'[{"text": "One.", "n": 1e999}, {"text": "Two."}]'
