"""Places that the model takes for a person: "Berlin said that the talks had failed", "ships left Odesa"."""

from accordingto.reading.countries import country_of
from accordingto.reading.gazetteer import lookup
from accordingto.reading.tree import Token
from accordingto.resources import word_class

_LARGE = 200_000
"""People from whom on a town is known by its name alone."""


def mend_capitals(tokens: list[Token]) -> None:
    """Labels them as places, unless the text has a person so called ("Irving Berlin").

    Countries and capitals wherever they stand, large towns only where a place is told: "in Odesa", "left Odesa".
    """
    people = {t.lower for t in tokens if t.ner == "I-Person"}
    for k, token in enumerate(tokens):
        if token.ner != "B-Person" or token.lower in people:
            continue
        if k + 1 < len(tokens) and tokens[k + 1].ner == "I-Person":
            continue
        form = country_of(token.text)
        state = form is not None and form.role in ("name", "capital")
        if state or (_told_as_place(token) and any(e.population >= _LARGE for e in lookup(token.text))):
            token.ner = "B-Location"


def _told_as_place(token: Token) -> bool:
    case, verb = token.child("case"), token.head
    if token.base in ("obl", "nmod"):
        return case is not None and case.lower in ("in", "near", "outside")
    return token.base == "obj" and verb is not None and verb.lemma in word_class("place_verb")
