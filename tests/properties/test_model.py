"""Laws of the nouns, for any reading: quotes stand where they say, JSON loses nothing, ids rest on content."""

import json
from dataclasses import fields, is_dataclass, replace
from importlib.resources import files

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.model.claim import Reading, claim_key
from accordingto.model.codec import canonical, to_plain
from accordingto.model.text import Span, report_id
from tests.strategies import TEXTS, readings, reports, spans

SCHEMA = json.loads(files("accordingto").joinpath("data/schema/reading.json").read_text("utf-8"))
FEW = settings(max_examples=20)  # a reading is large: a few of them reach every field
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def spans_in(value):
    """Every Span anywhere inside a noun."""
    if isinstance(value, Span):
        yield value
    elif is_dataclass(value):
        for f in fields(value):
            yield from spans_in(getattr(value, f.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from spans_in(item)


@given(TEXTS.flatmap(lambda t: st.tuples(st.just(t), spans(t))))
def test_a_span_quotes_what_stands_there(pair):
    text, span = pair
    assert text[span.start : span.end] == span.quote
    assert span.holds_in(text)


@FEW
@given(readings())
def test_every_span_of_a_reading_holds_in_its_text(reading):
    assert all(s.holds_in(reading.report.text) for s in spans_in(reading))


@FEW
@given(readings())
def test_json_round_trip_loses_nothing(reading):
    there = json.loads(json.dumps(reading.to_dict()))
    assert Reading.from_dict(there) == reading


@FEW
@given(readings())
def test_a_reading_fits_its_json_schema(reading):
    VALIDATOR.validate(json.loads(json.dumps(reading.to_dict())))


@FEW
@given(readings())
def test_canonical_bytes_do_not_depend_on_the_order_of_keys(reading):
    plain = reading.to_dict()
    turned = dict(reversed(plain.items()))
    assert canonical(turned) == canonical(plain)


@FEW
@given(readings())
def test_a_claim_key_survives_the_round_trip_and_tells_reports_apart(reading):
    again = Reading.from_dict(json.loads(json.dumps(to_plain(reading))))
    for before, after in zip(reading.claims, again.claims, strict=True):
        assert claim_key("r1", before) == claim_key("r1", after)
        assert claim_key("r1", before) != claim_key("r2", before)
        assert claim_key("r1", before) != claim_key("r1", replace(before, gloss=before.gloss + "."))


@given(reports())
def test_a_report_id_is_made_of_its_content(report):
    known = {k: getattr(report, k) for k in ("text", "url", "outlet", "published", "title")}
    assert report_id(**known) == report.id
    assert report_id(**{**known, "text": report.text + "."}) != report.id


@given(st.integers(0, 5), st.integers(-3, 5), st.text(max_size=5))
def test_a_span_is_refused_unless_its_quote_has_its_length(start, length, quote):
    if length > 0 and len(quote) == length:
        assert Span(start, start + length, quote).quote == quote
    else:
        with pytest.raises(ValueError, match="not a span"):
            Span(start, start + length, quote)
