"""Places of raw text, or on the gold's spans, in the shape that score_places.py and score_phrases.py read.

A place of the reading has a point only where it is one; the corpora give a country or a province a point too. For
them `label` adds the gazetteer's label point, which says nothing of a claim. Corpora that call adjectives places
("Turkish": LGL and TR-News, by the key `corpus` of their lines) get them.
"""

import re
from pathlib import Path

from accordingto.model.values import Place
from accordingto.reading.countries import country_of
from accordingto.reading.gazetteer import Entry, lookup
from accordingto.reading.parse import parse
from accordingto.reading.places import find_places, places_at
from accordingto.reading.segment import segment
from bench.quality.gold import Json, lines

WITH_ADJECTIVES = ("lgl", "trnews")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]+(?:[ -][A-Z][a-z]+)?\b")


def predict(gold: Path, given: str | None = None) -> list[Json]:
    """One line a document. `given="spans"`: the places that the gold marks are resolved."""
    return [_document(line, given) for line in lines(gold)]


def _document(line: Json, given: str | None) -> Json:
    text = line["text"]
    parsed = parse(text, segment(text))
    outlet, url = line.get("publisher"), line.get("url")
    if given == "spans":
        spans = [(p["start"], p["end"]) for p in line["places"]]
        found = places_at(parsed, spans, outlet, url)
    else:
        found = find_places(parsed, outlet, url)
    corpus = line.get("corpus")
    written = [_written(p, label=corpus is not None) for p in found]
    if corpus in WITH_ADJECTIVES:
        written += _adjectives(text, written)
    return {"id": line["id"], "text": text, "places": sorted(written, key=lambda w: (w["start"], w["end"]))}


def _written(place: Place, *, label: bool) -> Json:
    at = (place.lat, place.lon)
    if label and place.lat is None:
        entry = _entry(place)
        at = (entry.lat, entry.lon) if entry else at
    return {
        "start": place.span.start,
        "end": place.span.end,
        "name": place.name,
        "country": place.country,
        "kind": place.kind,
        "lat": at[0],
        "lon": at[1],
        "metonym": place.metonym,
        "type": place.type,
    }


def _entry(place: Place) -> Entry | None:
    """What the gazetteer has for a place that is no point."""
    same = [e for e in lookup(place.name) if e.kind == place.kind and e.country == place.country]
    return next((e for e in same if e.id == place.gazetteer), same[0] if same else None)


def _adjectives(text: str, places: list[Json]) -> list[Json]:
    """Adjectives and peoples outside all places, as the country that they mean."""
    taken = [(p["start"], p["end"]) for p in places]
    written, at = [], 0
    while (words := _CAPITALISED.search(text, at)) is not None:
        start, at = words.span()
        form = country_of(words[0])
        if form is None and " " in words[0]:
            at = start + words[0].index(" ")
            form = country_of(text[start:at])
        if form is not None and form.role == "demonym" and all(e <= start or s >= at for s, e in taken):
            country = form.country
            where = {"name": country.name, "country": country.iso2, "lat": country.lat, "lon": country.lon}
            how = {"kind": "country", "metonym": False, "type": "Demonym"}
            written.append({"start": start, "end": at, **where, **how})
    return written
