"""Countries in names: "North Korean soldiers", "Pyongyang" and "KP" are of one country (world/countries.tsv)."""

from functools import cache

from accordingto.reconciliation.words import name_key, tokens
from accordingto.resources import table

LONGEST = 4
"""Words in the longest name of a country that is looked for."""


@cache
def _names() -> dict[str, str]:
    """Every way to name a country, its people or its government to its ISO 3166 code; the first row wins."""
    found: dict[str, str] = {}
    for row in table("world/countries.tsv"):
        given = [row["name"], row["capital"]]
        for column in ("demonyms", "metonyms", "aliases"):
            given += row[column].split(";")
        for name in given:
            if len(name) > 2:
                found.setdefault(name_key(name), row["iso2"])
    return found


@cache
def countries_in(name: str) -> frozenset[str]:
    """The ISO codes of the countries that a phrase names, longest names first."""
    words, known = tokens(name), _names()
    found: set[str] = set()
    i = 0
    while i < len(words):
        for size in range(min(LONGEST, len(words) - i), 0, -1):
            code = known.get(" ".join(words[i : i + size]))
            if code:
                found.add(code)
                i += size - 1
                break
        i += 1
    return frozenset(found)


@cache
def country_of(bloc: str) -> str | None:
    """The ISO code of a bloc that is a country, given by its code or its name."""
    codes = {row["iso2"] for row in table("world/countries.tsv")}
    if bloc.upper() in codes and len(bloc) == 2:
        return bloc.upper()
    return _names().get(name_key(bloc))
