from dataclasses import replace

import pytest

import accordingto
from bench.quality.gold import GoldError, digest, lines, readings
from tests.unit.bench.conftest import FIRST, SECOND, second


def test_a_line_is_read_with_what_the_gold_knows_of_it(asked, gold):
    assert [line["id"] for line, _ in readings(gold)] == ["r1", "r2"]
    assert asked == [
        (FIRST, {"published": "2025-06-03", "outlet": None, "language": "en"}),
        (SECOND, {"published": None, "outlet": None, "language": None}),
    ]


def test_publisher_and_date_are_other_words_for_outlet_and_published(asked, write):
    list(readings(write([{"id": "x", "text": SECOND, "publisher": "Herald", "date": "2016-09-12"}])))
    assert asked[0][1] == {"published": "2016-09-12", "outlet": "Herald", "language": None}


@pytest.mark.parametrize("date", ["May 2016", "2016", "", None, 2016])
def test_a_date_that_is_none_for_the_reader_is_left_out(asked, write, date):
    list(readings(write([{"id": "x", "text": SECOND, "date": date}])))
    assert asked[0][1]["published"] is None


def test_a_report_that_cannot_be_read_stays_without_a_reading_and_is_named(asked, write, capsys):
    gold = write([{"id": "x", "text": FIRST, "lang": "de"}, {"id": "y", "text": SECOND}])
    found = {line["id"]: reading for line, reading in readings(gold)}
    assert found["x"] is None and found["y"] is not None
    assert capsys.readouterr().err == "not read: x: no reader for German\n"


def test_a_reader_that_breaks_on_one_report_is_told_and_the_others_are_measured(asked, write, capsys):
    found = {line["id"]: r for line, r in readings(write([{"id": "x", "text": "?"}, {"id": "y", "text": SECOND}]))}
    assert found["x"] is None and found["y"] is not None
    assert "THE READER BROKE on x: KeyError" in capsys.readouterr().err


def test_several_annotations_of_one_text_share_one_reading(asked, write):
    path = write([{"id": "x", "text": FIRST}, {"id": "x", "text": FIRST}])
    assert len(list(readings(path))) == 1 and len(asked) == 1


def test_two_texts_with_one_id_are_refused(asked, write):
    with pytest.raises(GoldError, match="two texts have the id 'x'"):
        list(readings(write([{"id": "x", "text": FIRST}, {"id": "x", "text": SECOND}])))


def test_a_text_that_taking_in_would_clean_is_read_as_the_gold_has_it(monkeypatch, write):
    def read(text, **options):
        if isinstance(text, str):
            return second()
        return replace(second(), report=text)

    monkeypatch.setattr(accordingto, "read", read)
    [(line, reading)] = readings(write([{"id": "x", "text": SECOND + "\x1b"}]))
    assert reading.report.text == line["text"]


def test_a_reading_of_another_text_is_refused(monkeypatch, write):
    monkeypatch.setattr(accordingto, "read", lambda _, **__: second())
    with pytest.raises(GoldError, match="x: the reading has another text"):
        list(readings(write([{"id": "x", "text": SECOND + " "}])))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "line 1: not JSON"),
        ("\n[1]\n", "line 2: an object"),
        ('{"id": "x"}\n', 'line 1: an object with "id" and'),
    ],
)
def test_a_damaged_gold_file_is_named_with_its_line(tmp_path, text, says):
    path = tmp_path / "g.jsonl"
    path.write_text(text)
    with pytest.raises(GoldError, match=rf"g\.jsonl, {says}"):
        list(lines(path))


def test_a_missing_gold_file_is_named(tmp_path):
    with pytest.raises(GoldError, match=r"none\.jsonl: cannot be read"):
        list(lines(tmp_path / "none.jsonl"))
    with pytest.raises(GoldError, match=r"none\.jsonl: cannot be read"):
        digest(tmp_path / "none.jsonl")


def test_the_digest_covers_all_files_in_order(tmp_path):
    a, b = tmp_path / "a", tmp_path / "b"
    a.write_text("a")
    b.write_text("b")
    assert digest(a) == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    assert len({digest(a), digest(b), digest(a, b), digest(b, a)}) == 4
