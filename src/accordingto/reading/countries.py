"""Countries by any of their names: name, alias, adjective, people, capital, and what stands for the government."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from accordingto.resources import table

_FULL_STOP = re.compile(r"\.(?=\s|$|\w)")
_HYPHEN = re.compile(r"[-‐–_]")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s$|(?<=s)['’]$")
# Capitals, countries and peoples that are ordinary words when they are written small ("kyiv" is not one of them).
_SMALL_IS_NO_NAME = frozenset({
    "male", "turkey", "china", "jersey", "guinea", "polish", "pole", "poles", "swede", "swedes", "kiwi",
    "kiwis", "lima", "us", "reunion", "emirates", "stanley", "hamilton", "swiss", "beehive", "bern",
    "trinidad", "dominica", "victoria", "georgetown", "jamestown", "kingston", "douglas", "nassau",
    "wellington", "delhi", "santiago",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory; `adjective` is the first of its demonyms, `lat`/`lon` a label point for maps."""

    iso2: str
    iso3: str
    name: str
    adjective: str
    capital: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class CountryForm:
    """A name that means a country. `role`: name, demonym, capital, metonym or contextual ("the North")."""

    country: Country
    role: str


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Letters without accents, case and full stops, apostrophes straight, hyphens as spaces: the key of a name.

    >>> fold("Sana’a"), fold("U.S."), fold("Guinea-Bissau")
    ("sana'a", 'us', 'guinea bissau')
    """
    plain = text.casefold() if text.isascii() else _without_accents(text)
    return " ".join(_FULL_STOP.sub("", _HYPHEN.sub(" ", plain)).split())


def _without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ʼ", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return plain.replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("ı", "i")


def bare(text: str) -> str:
    """A phrase without article, quotation marks and a closing possessive."""
    words = text.strip(" \t\n,;:.\"'“”„«»‘’").split()
    while len(words) > 1 and words[0].lower() in ("the", "a", "an"):
        words = words[1:]
    return _POSSESSIVE.sub("", " ".join(words))


@cache
def countries() -> dict[str, Country]:
    """All countries by ISO 3166 alpha-2 code."""
    return {
        row["iso2"]: Country(
            row["iso2"],
            row["iso3"],
            row["name"],
            row["demonyms"].split(";")[0] or row["name"],
            row["capital"],
            float(row["lat"]),
            float(row["lon"]),
        )
        for row in table("world/countries.tsv")
    }


@cache
def country_forms() -> dict[str, tuple[CountryForm, ...]]:
    """Every folded form of every country. The first meaning is the usual one."""
    forms: dict[str, list[CountryForm]] = {}
    known = countries()
    for row in table("world/countries.tsv"):
        for role, words in (
            ("name", f"{row['name']};{row['aliases']}"),
            ("demonym", row["demonyms"]),
            ("capital", row["capital"]),
            ("metonym", row["metonyms"]),
            ("contextual", row["contextual"]),
        ):
            for word in filter(None, words.split(";")):
                _add(forms, fold(bare(word)), CountryForm(known[row["iso2"]], role))
    return {key: tuple(sorted(found, key=_usual)) for key, found in forms.items()}


def _add(forms: dict[str, list[CountryForm]], key: str, form: CountryForm) -> None:
    held = forms.setdefault(key, [])
    if all(f.country is not form.country for f in held):
        held.append(form)


def _usual(form: CountryForm) -> tuple[bool, bool]:
    # "Congolese" is said of the Democratic Republic, "Dominican" of the Dominican Republic, unless a hint helps.
    return form.role == "contextual", form.country.iso2 in ("CG", "DM")


@lru_cache(maxsize=16384)
def country_of(words: str, *, hint: str | None = None) -> CountryForm | None:
    """The country that a name, adjective, people, capital or metonym means; None for anything else.

    "the North" and its like mean a country only when `hint` (ISO 3166) is that country or its other half.
    """
    name = bare(words)
    key = fold(name)
    if not key or (key in _SMALL_IS_NO_NAME and not name[0].isupper()) or (key == "us" and name == "Us"):
        return None
    found = country_forms().get(key, ())
    chosen = next((f for f in found if f.country.iso2 == hint), found[0] if found else None)
    if chosen is not None and chosen.role == "contextual":
        return chosen if name[0].isupper() and hint in ("KP", "KR") else None
    return chosen
