"""A gold file of two reports and a reader that answers with readings built by hand."""

import json

import pytest

import accordingto
from accordingto.errors import LanguageNotRead
from accordingto.model.claim import Source
from tests.build import attribution, claim, place, quantity, reading, report, timex

NAVY = Source("Navy", "state_body")
WIRE = Source("Nilewire", "agency")
FIRST = "Nilewire, citing the Navy, said two ships sank off Marsa on Monday."
SECOND = "The mayor denied it. Rain fell."


def first(**fields):
    outer = attribution(FIRST, "a1", source="Nilewire", cue="said", content="two ships sank off Marsa", root=WIRE)
    inner = attribution(
        FIRST, "a2", source="the Navy", cue="citing", content="two ships sank off Marsa", root=NAVY, parent="a1"
    )
    sank = claim(
        FIRST,
        "c1",
        anchor="sank",
        clause="two ships sank off Marsa",
        value_by={"Navy": 3},
        attribution="a2",
        places=[("p1", "location")],
        times=("t0", "t1"),
        quantities=("q1",),
        confidence=0.9,
    )
    said = claim(
        FIRST, "c2", anchor="said", clause="said two ships sank", value_by={"narrator": 3}, confidence=0.4
    )
    return reading(
        report(FIRST, **fields),
        attributions=[outer, inner],
        claims=[sank, said],
        quantities=(quantity(FIRST, "q1", "two ships", 2.0, "ships"),),
        places=(place(FIRST, "p1", "Marsa"),),
        times=(timex(FIRST, "t0", "two", None), timex(FIRST, "t1", "Monday", "2025-06-02")),
    )


def second(**fields):
    mayor = Source("the mayor", "official")
    denial = attribution(SECOND, "a1", source="The mayor", cue="denied", content="it", root=mayor, act="deny")
    rain = claim(SECOND, "c1", anchor="fell", clause="Rain fell", value_by={"narrator": 3}, confidence=0.6)
    return reading(report(SECOND, **fields), attributions=[denial], claims=[rain])


@pytest.fixture
def asked(monkeypatch):
    """What the reader was asked to read: (text, options), in order."""
    calls = []

    def read(text, *, published=None, outlet=None, title=None, language=None, url=None):
        calls.append((text, {"published": published, "outlet": outlet, "language": language}))
        if language == "de":
            raise LanguageNotRead("no reader for German")
        made = {FIRST: first, SECOND: second}[text]
        return made(published=published, outlet=outlet, title=title, url=url)

    monkeypatch.setattr(accordingto, "read", read)
    return calls


def at(text, words):
    start = text.index(words)
    return [start, start + len(words)]


def gold_lines(*, nested):
    """The first report's gold as it should be found; the second has a claim that the reader misses."""
    outer = {
        "id": "g1",
        "source": [at(FIRST, "Nilewire")],
        "cue": [at(FIRST, "said")],
        "content": [at(FIRST, "two ships sank off Marsa")],
        "act": "say",
        "root": {"name": "Nilewire", "class": "agency", "anonymous": False},
    }
    inner = {
        **outer,
        "id": "g2",
        "source": [at(FIRST, "the Navy")],
        "cue": [at(FIRST, "citing")],
        "root": {"name": "Navy", "class": "state_body", "anonymous": False},
        "parent": "g1",
    }
    sank = {
        "id": "c1",
        "attribution": "g2",
        "anchor": at(FIRST, "sank"),
        "status": "happened",
        "value_by": {"Navy": 3},
        "quantities": [{"span": at(FIRST, "two ships"), "low": 2, "high": 2, "op": "=", "counts": "ships"}],
        "time": {"start": "2025-06-02", "end": "2025-06-02"},
        "places": [{"span": at(FIRST, "Marsa"), "name": "Marsa", "role": "location"}],
    }
    atts = [{**outer, "parent": None}, inner] if nested else [outer]
    return [
        {
            "id": "r1",
            "text": FIRST,
            "published": "2025-06-03",
            "attributions": atts,
            "claims": [sank],
            "lang": "en",
        },
        {"id": "r2", "text": SECOND, "attributions": [], "claims": []},
    ]


@pytest.fixture
def write(tmp_path):
    """Writes lines as JSON Lines and gives the path."""

    def to(lines, name="gold.jsonl"):
        path = tmp_path / name
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        return path

    return to


@pytest.fixture
def gold(write):
    return write(gold_lines(nested=True))
