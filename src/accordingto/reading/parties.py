"""Who a source is: names, descriptions and titles resolved to known parties by the tables of the package.

A capital or a government's seat stands for its country ("Seoul", "the Kremlin"), a description with a country in
it for a body of that state ("Ukraine's defence ministry"), an unnamed mouthpiece for its principal ("a NATO
spokesman"). What no table knows stays unresolved.
"""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from accordingto.reading.countries import CountryForm, bare, countries, country_forms, country_of, fold
from accordingto.reading.kinds import SourceKind, kind_of, last_title, phrase_kind, title_class
from accordingto.resources import table

__all__ = ["KnownParty", "SourceKind", "forms_of", "kind_of", "phrase_kind", "resolve", "title_class"]

_MOUTHPIECE = re.compile(r"^(?:spokes(?:man|woman|person|people)|mouthpiece) (?:for|of) (?:the )?(?=.)", re.I)
_MOUTHPIECE_AFTER = re.compile(r"(?:['’]s?)? (?:chief )?spokes(?:man|woman|person|people)$", re.I)
_OWN = re.compile(r"^(?:(?:the |this |that |his |her )?country['’]s|its|their|our) (?=.)", re.I)
_OF = re.compile(r",? (?:of|in) (?:the )?| \(", re.I)
_PARTICLES = frozenset({
    "al", "bin", "ibn", "bint", "abu", "de", "der", "den", "von", "van", "da", "di", "del", "la", "le",
    "dos", "el",
})  # fmt: skip
_STATE = frozenset({
    "government", "governments", "authorities", "state", "regime", "side", "administration", "officialdom",
    "junta",
})  # fmt: skip
_SPELLING = (
    ("united nations' ", "un "),
    ("united nations ", "un "),
    ("un's ", "un "),
    ("european union's ", "eu "),
    ("european union ", "eu "),
    ("eu's ", "eu "),
    ("defense", "defence"),
    ("organization", "organisation"),
    ("center", "centre"),
    ("labor ", "labour "),
    ("programme", "program"),
    ("foreign affairs ministry", "foreign ministry"),
    ("ministry of foreign affairs", "foreign ministry"),
    ("ministry of national defence", "defence ministry"),
    ("national defence ministry", "defence ministry"),
    ("ministry of internal affairs", "interior ministry"),
    ("ministry of the interior", "interior ministry"),
    ("internal affairs ministry", "interior ministry"),
    ("office of the president", "presidential office"),
    ("president's office", "presidential office"),
    ("presidential administration", "presidential office"),
    ("secret services", "intelligence services"),
    ("office of the prime minister", "prime minister's office"),
    ("armed forces' ", "armed forces "),
)  # fmt: skip
_SPELT = re.compile("|".join(re.escape(variant) for variant, _ in _SPELLING))
_MINISTRY = re.compile(r"^ministry of (?:the )?(.+) $")
_RANK = ("state_body", "official")
_RANKED = re.compile(
    r"(?:(?:\d+|an?|one|two|three|four|five|six|several|some|many|other|another|unnamed|anonymous) )?"
    r"(?:(?P<rank>senior|top|former|high-ranking|serving|retired) )?(?<=\w )(?=\S)",
    re.I,
)
_DETAIL = re.compile(
    r",? (?:who|that|which|with|familiar|briefed|close|involved|speaking|known|by|on|said) ", re.I
)
_LONGEST = 200
"""Characters of the longest description that is looked at: a whole sentence is nobody's name."""
_MEDIA = ("agency", "outlet")
_STATE_RUN = re.compile(r"(?:state|state-run|state-owned|official|government-run) ", re.I)


@dataclass(frozen=True, slots=True)
class KnownParty:
    """A party as the tables know it. `bloc`: the organisation or government (ISO 3166 code) behind it, if any.

    `anonymous`: people described without a name ("US officials"), as opposed to a body or a named person.
    """

    name: str
    class_: str
    bloc: str | None
    country: str | None
    anonymous: bool = False


@lru_cache(maxsize=8192)
def resolve(name_or_description: str, *, country_hint: str | None = None) -> KnownParty | None:
    """The party that a name or a description means, or None when the tables do not know it.

    `country_hint` (ISO 3166 alpha-2) is the country that the text has been speaking of; it completes "the
    country's intelligence" and "the North", and decides between parties of one name.

    >>> resolve("Ukraine's defence ministry")
    KnownParty(name='Ukrainian defence ministry', class_='state_body', bloc='UA', country='UA', anonymous=False)
    """
    words = bare(" ".join(name_or_description.split()))
    if not words or len(words) > _LONGEST:
        return None
    own = _OWN.match(words)
    if own:
        words = words[own.end() :]
        if country_hint is None:
            return None
    principal = _principal(words)
    if principal is not None:
        return resolve(principal, country_hint=country_hint)
    rank = _RANKED.match(words)
    if rank is None or _by_name(words, country_hint):
        return _known(words, country_hint)
    party = _known(words[rank.end() :], country_hint)
    ranked = party is not None and rank["rank"] and phrase_kind(party.name).class_
    return replace(party, name=f"{rank['rank'].lower()} {party.name}") if party and ranked else party


def _known(words: str, hint: str | None) -> KnownParty | None:
    return _by_name(words, hint) or _by_country(words, hint) or _of_party(words, hint)


def _principal(words: str) -> str | None:
    """The one for whom an unnamed mouthpiece speaks: "a spokesman for the army", "the army's spokesman"."""
    before = _MOUTHPIECE.match(words)
    if before:
        return words[before.end() :]
    after = _MOUTHPIECE_AFTER.search(words)
    return words[: after.start()] if after and after.start() else None


@dataclass(frozen=True, slots=True)
class _Alias:
    party: KnownParty
    written: str

    def fits(self, words: str) -> bool:
        """A capitalised name ("Guardian", "Home Office", "WHO") is itself only with capitals."""
        if self.written.islower():
            return True
        if " " in self.written:
            return not words.islower()
        if self.written.isupper() and len(self.written) < 6:
            return words.replace(".", "") == self.written
        return words[:1].isupper() or not self.written[:1].isupper()


@cache
def _aliases() -> dict[str, tuple[_Alias, ...]]:
    index: dict[str, list[_Alias]] = {}
    for row in table("world/parties.tsv"):
        party = KnownParty(row["name"], row["class"], row["bloc"] or None, row["country"] or None)
        for words in dict.fromkeys([row["name"], *filter(None, row["aliases"].split(";"))]):
            written = bare(words)
            index.setdefault(_key(written)[0], []).append(_Alias(party, written.replace(".", "")))
    return {key: tuple(found) for key, found in index.items()}


def _key(words: str) -> tuple[str, CountryForm | None]:
    """The key a party is filed under, with `@xx` for the country in it, and that country."""
    form, rest = _split_country(words)
    key = _usual(fold(rest))
    return (f"@{form.country.iso2.lower()} {key}" if form else key), form


def _usual(words: str) -> str:
    """A body in its usual spelling: "ministry of defense" is the "defence ministry"."""
    spelt = f"{words} "
    if _SPELT.search(spelt):
        for variant, usual in _SPELLING:
            spelt = spelt.replace(variant, usual)
    return _MINISTRY.sub(r"\1 ministry ", spelt).strip()


def _split_country(words: str) -> tuple[CountryForm | None, str]:
    """The country at the beginning ("Ukraine's …", "Ukrainian …") or the end ("… of Ukraine") and what is left."""
    tokens = words.split()
    for size in range(min(5, len(tokens) - 1), 0, -1):
        head = " ".join(tokens[:size])
        form = _leading(head)
        if form:
            return form, " ".join(tokens[size:])
    for tail in _OF.finditer(words):
        form = country_of(words[tail.end() :].rstrip(")"))
        if form and form.role != "metonym" and tail.start():
            return form, words[: tail.start()]
    return None, words


def _leading(head: str) -> CountryForm | None:
    possessive = re.search(r"(?:['’]s|s['’])$", head)
    form = country_of(head) if head[:1].isupper() or possessive else None
    # "Moscow police" are a city's, "Seoul's spy agency" is the state's.
    return form if form and (form.role in ("name", "demonym") or (form.role == "capital" and possessive)) else None


def _by_name(words: str, hint: str | None) -> KnownParty | None:
    key, form = _key(words)
    found = [a.party for a in _aliases().get(key, ()) if a.fits(words)]
    if not found and form:
        plain = key.partition(" ")[2]
        written = _split_country(words)[1]
        found = [
            a.party for a in _aliases().get(plain, ()) if a.party.country == form.country.iso2 and a.fits(written)
        ]
    if hint and not form and all(p.country != hint for p in found):
        found += [a.party for a in _aliases().get(f"@{hint.lower()} {key}", ())]
    if not found:
        return _described(words)
    return next((p for p in found if hint and p.country == hint), found[0])


def _described(words: str) -> KnownParty | None:
    """A name with its kind before or after it: "the daily Le Monde", "Yonhap news agency"."""
    tokens = words.split()
    for cut in range(1, len(tokens)):
        for name, kind in ((tokens[cut:], tokens[:cut]), (tokens[:cut], tokens[cut:])):
            written = " ".join(name)
            found = [a.party for a in _aliases().get(_key(written)[0], ()) if a.fits(written)]
            noun = kind_of(" ".join(kind))
            match = next((p for p in found if noun.class_ == p.class_ != "state_body"), None)
            if match:
                return match
    return None


def _by_country(words: str, hint: str | None) -> KnownParty | None:
    whole = country_of(words, hint=hint)
    if whole:
        return _state(whole)
    form, rest = _split_country(words)
    if form:
        return _body(rest, form)
    city = _city(words)
    if city:
        return city
    return _body(words, CountryForm(countries()[str(hint)], "hint")) if hint in countries() else None


def _city(words: str) -> KnownParty | None:
    """A body of a capital: "Moscow police" are no body of the state's, but of its bloc."""
    tokens = words.split()
    for cut in range(min(4, len(tokens) - 1), 0, -1):
        form = country_of(" ".join(tokens[:cut]))
        body = _body(" ".join(tokens[cut:]), form) if form and form.role == "capital" else None
        if body:
            return replace(body, name=words)
    return None


def _state(form: CountryForm) -> KnownParty:
    return KnownParty(form.country.name, "state_body", form.country.iso2, form.country.iso2)


def _body(rest: str, form: CountryForm) -> KnownParty | None:
    """A body or person of a state by what is left of the phrase beside the country."""
    if fold(rest) in _STATE:
        return _state(form)
    iso2 = form.country.iso2
    person = _titled_name(rest)
    if person:
        return KnownParty(person, "official", iso2, iso2)
    kind = phrase_kind(rest)
    if not (kind.class_ in _RANK or (kind.class_ in _MEDIA and _STATE_RUN.match(rest))):
        return None
    rest = _DETAIL.split(rest)[0]
    body = _usual(" ".join(w if w.isupper() else w.lower() for w in rest.split()))
    return KnownParty(f"{form.country.adjective} {body}", kind.class_, iso2, iso2, kind.anonymous == "yes")


def _titled_name(words: str) -> str | None:
    """The name in "President Volodymyr Zelensky": capitalised words after an official's title."""
    tokens = words.split()
    for cut in range(1, len(tokens)):
        name = tokens[cut:]
        named = all(t[0].isupper() or t in _PARTICLES for t in name) and title_class(name) is None
        if named and last_title(tokens[:cut]) == "official":
            return " ".join(name)
    return None


def _of_party(words: str, hint: str | None) -> KnownParty | None:
    """People and organs of a known party: "Kremlin officials", "EU diplomats", "the sanctions cell of the G7"."""
    tokens = words.split()
    for cut in range(len(tokens) - 1, 0, -1):
        party = _by_name(bare(" ".join(tokens[:cut])), hint)
        rest = " ".join(tokens[cut:])
        if party and party.class_ != "collective" and (phrase_kind(rest).class_ or _titled_name(rest)):
            return _member(words, rest, party)
    tail = re.match(r"^(.+?) (?:of|at|from|in) (?:the )?(.+)$", words)
    party = _by_name(tail[2], hint) if tail else None
    if tail and party and phrase_kind(tail[1]).class_ and party.class_ != "collective":
        return _member(words, tail[1], party)
    return None


def _member(words: str, rest: str, party: KnownParty) -> KnownParty | None:
    person = _titled_name(rest)
    kind = phrase_kind(rest)
    class_ = "official" if person else kind.class_
    if party.class_ != "state_body":
        class_ = party.class_ if class_ in ("official", "state_body", party.class_, "outlet") else class_
    if class_ not in (*_RANK, "expert", party.class_):
        return None
    anonymous = person is None and kind.anonymous == "yes"
    return KnownParty(person or words, class_, party.bloc, party.country, anonymous)


def forms_of(iso2: str) -> tuple[str, ...]:
    """All folded names, adjectives and metonyms of a country, sorted; empty for an unknown code."""
    return tuple(sorted(k for k, found in country_forms().items() if any(f.country.iso2 == iso2 for f in found)))
