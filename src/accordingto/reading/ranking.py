"""Which place a name means: every sense of every name of a report is weighed by a log-linear model.

The features are plain facts (`FEATURES`): how large the place is, what stands beside the name, what else the
report
names. Their weights stand in `world/sense_weights.tsv`; `training/places.py` makes them. A sense's score is the
sum of
its features times their weights, its probability among the senses of its name the softmax of that; `reasons`
gives the
parts of the sum. The model is applied in rounds, as what a name means depends on what the others mean: first by
what is known of the name alone, then with the others in view.

After Speriosu and Baldridge 2013 and Kamalloo and Rafiei 2018 (population, hierarchy, one sense, nearness in the
text and on the globe).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from math import cos, exp, log10, radians, sin
from operator import mul
from typing import TypeVar

from accordingto.errors import ResourceError
from accordingto.reading.countries import country_of
from accordingto.reading.gazetteer import Entry, place_key
from accordingto.reading.outlets import NOBODY, Outlet
from accordingto.resources import table

FEATURES = (
    "population", "smaller", "capital", "alias", "country", "unit", "county", "area", "water", "facility",
    "kind_said", "article_wide", "article_city", "seat_of_its_name", "beside", "country_named", "country_near",
    "country_share", "unit_named", "unit_share", "county_share", "within_30_km", "within_100_km",
    "within_300_km", "within_1000_km", "outlet_country", "outlet_bears_it", "outlet_bears_it_people",
    "county_possible", "possible_within_30_km", "population_in_local_report", "country_in_local_report",
    "english_spoken", "unit_of_outlet", "within_100_km_of_outlet", "country_among_countries",
    "country_that_acts", "capital_that_acts", "unit_that_governs", "wide_behind_compass", "town_of_its_country",
    "country_named_alone", "unit_beside_towns",
)  # fmt: skip
K = TypeVar("K")
Vector = tuple[float, float, float]
_EARTH_KM = 6371.0
_REACH = tuple(cos(km / _EARTH_KM) for km in (30, 100, 300, 1000))
_ROUNDS = 2
_LEAST = 0.02
"""A sense less probable than this says nothing of the other names."""
_COMPANY = 60
"""How many names before it and after it are asked what a name means: a long list costs no more than its length."""
ENGLISH = frozenset(("US", "GB", "CA", "AU", "NZ", "IE"))
"""Where English is the first language."""
_INDEX = {name: i for i, name in enumerate(FEATURES)}


@dataclass(slots=True)
class Name:
    """One name in one kind in a report: its senses, where it stands, and how probable each sense is.

    `hint` is the kind that the words around it give; `beside` says for each sense whether a place that holds it
    (or lies in it) is named right beside the name; `acts` whether it does or suffers what governments do,
    `governs` whether it has what units have ("Georgia's governor"), `compass` whether "eastern" or the like stands
    before it.
    """

    key: str
    hint: str
    senses: list[Entry]
    sentences: list[int] = field(default_factory=list)
    beside: list[bool] = field(default_factory=list)
    acts: bool = False
    governs: bool = False
    compass: bool = False
    scores: list[float] = field(default_factory=list)
    likely: list[float] = field(default_factory=list)
    features: list[list[float]] = field(default_factory=list)
    points: list[tuple[float, Vector]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the report tells beside its place names: the sentences in which a country is spoken of ("Russian"), and
    what is known of its outlet."""

    spoken: dict[str, list[int]]
    outlet: Outlet = NOBODY


def rank(names: list[Name], setting: Setting) -> None:
    """Fill in scores, probabilities and features of every sense of every name."""
    first, then = weights()
    fill_alone(names, setting)
    weigh(names, first)
    for _ in range(_ROUNDS):
        fill_in_view(names, setting)
        weigh(names, then)


def reasons(name: Name, sense: int) -> list[tuple[str, float]]:
    """The parts of the score of a sense, the weightiest first: feature and contribution. None for an only
    sense."""
    if not name.features:
        return []
    _, then = weights()
    parts = [(f, w * x) for f, w, x in zip(FEATURES, then, name.features[sense], strict=True) if x]
    return sorted(parts, key=lambda p: (-abs(p[1]), p[0]))


@cache
def weights() -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The weights of the features in the first round and in those after it, in the order of FEATURES."""
    rows = {row["feature"]: row for row in table("world/sense_weights.tsv")}
    if set(rows) != set(FEATURES):
        raise ResourceError(
            "data/world/sense_weights.tsv has other features than this program: reinstall accordingto"
        )
    return tuple(float(rows[f]["first"]) for f in FEATURES), tuple(float(rows[f]["then"]) for f in FEATURES)


def weigh(names: Iterable[Name], weight: Sequence[float]) -> None:
    """Fill in scores and probabilities by the features as they are, and where the name may lie."""
    for name in names:
        _weigh(name, weight)
        senses = (
            (p, _vector(e)) for e, p in zip(name.senses, name.likely, strict=True) if p >= _LEAST and e.country
        )
        name.points = [(p, at) for p, at in senses if at is not None]


def _weigh(name: Name, weight: Sequence[float]) -> None:
    if not name.features:
        name.scores, name.likely = [0.0], [1.0]
        return
    name.scores = [sum(map(mul, weight, f)) for f in name.features]
    top = max(name.scores)
    odds = [exp(s - top) for s in name.scores]
    total = sum(odds)
    name.likely = [o / total for o in odds]


# --- the name alone


def fill_alone(names: Iterable[Name], setting: Setting) -> None:
    """Fill in the features that need no other name; those that do are zero."""
    for name in names:
        one = len(name.senses) == 1
        name.features = [] if one else [_alone(name, e, i, setting) for i, e in enumerate(name.senses)]


def _alone(name: Name, entry: Entry, sense: int, setting: Setting) -> list[float]:
    kind = kind_in_rank(entry)
    f = [0.0] * len(FEATURES)
    f[0] = log10(entry.population + 10) - 3 if kind in ("city", "county", "unit") else 0.0
    f[1] = _smaller(name, entry) if kind == "city" else 0.0
    f[2] = float(is_capital(entry))
    f[3] = float(place_key(entry.name) != name.key and not entry.own)
    if kind in _INDEX:
        f[_INDEX[kind]] = 1.0
    f[10] = float(name.hint == entry.kind)
    f[32] = float(entry.country in ENGLISH and kind in ("city", "county", "unit"))
    f[36] = float(kind == "country" and name.acts)
    f[37] = float(name.acts and is_capital(entry))
    f[38] = float(kind == "unit" and name.governs)
    f[42] = _smaller(name, entry) if kind == "unit" else 0.0
    f[39] = float(name.compass and kind in ("country", "unit", "area"))
    f[40] = float(kind == "city" and any(e.kind == "country" and e.country == entry.country for e in name.senses))
    if name.hint == "article":
        f[11] = float(kind in ("water", "area", "facility"))
        f[12] = float(kind == "city")
    f[13] = float(kind == "unit" and name.hint != "region" and any(_is_seat(e, entry) for e in name.senses))
    f[14] = float(bool(name.beside) and name.beside[sense])
    _at_home(name, entry, f, setting.outlet)
    return f


def _at_home(name: Name, entry: Entry, f: list[float], outlet: Outlet) -> None:
    """The outlet's country, unit and town, and whether its name holds the place's ("parisnews")."""
    kind, home = kind_in_rank(entry), outlet.home
    f[25] = float(entry.country is not None and entry.country == outlet.country)
    if kind == "city" and len(name.key) > 3 and name.key.replace(" ", "") in outlet.word:
        f[26], f[27] = 1.0, f[0]
    if home is None or entry.country != home.country or kind not in ("city", "county", "unit", "facility"):
        return
    f[33] = float(entry.admin1 is not None and entry.admin1 == home.admin1)
    here, there = _vector(entry), _vector(home)
    near = sum(a * b for a, b in zip(here, there, strict=True)) if here and there else -1.0
    f[34] = float(near >= _REACH[1])


def kind_in_rank(entry: Entry) -> str:
    """The kind by which a sense is weighed: regions are units or counties (second-order units)."""
    if entry.kind == "region":
        return "county" if entry.admin2 else "unit"
    return entry.kind


def _smaller(name: Name, entry: Entry) -> float:
    most = max((e.population for e in name.senses if e.kind == "city"), default=0)
    return log10((most + 10) / (entry.population + 10))


def _is_seat(town: Entry, unit: Entry) -> bool:
    same = town.admin1 == unit.admin1 or town.population > 500_000
    return town.kind == "city" and town.country == unit.country and same


def is_capital(entry: Entry) -> bool:
    """Whether the place is the capital of its country."""
    return entry.kind == "city" and _capital_of(entry.name) == (entry.country or "")


@lru_cache(maxsize=16384)
def _capital_of(name: str) -> str | None:
    form = country_of(name)
    return form.country.iso2 if form is not None and form.role == "capital" else None


# --- the others in view


def fill_in_view(names: list[Name], setting: Setting) -> None:
    """Fill in the features that depend on what the other names mean, by the probabilities that they have now."""
    company, first, last = _Company(), 0, 0
    for at, name in enumerate(names):
        begin, end = max(0, at - _COMPANY), min(len(names), at + _COMPANY + 1)
        company.add(names[last:end], 1)
        company.add(names[first:begin], -1)
        first, last = begin, end
        if len(name.senses) == 1:
            continue
        same = [n for n in names[begin:end] if n.key == name.key]
        company.add(same, -1)
        points = [p for n in names[begin:end] if n.key != name.key for p in n.points]
        local = company.local / company.total if company.total else 0.0
        spoken = company.named.keys() | setting.spoken.keys()
        meant = {e.country for e in name.senses if e.kind != "country" and e.country in spoken}
        for entry, f in zip(name.senses, name.features, strict=True):
            _hierarchy(name, entry, f, company, setting)
            f[41] = float(meant == {entry.country} and entry.kind != "country")
            f[35] = f[_INDEX["country"]] * min(1.0, len(company.named))
            f[30], f[31] = local * f[0], local * f[_INDEX["country"]]
            _distances(entry, f, points)
        company.add(same, 1)


@dataclass(slots=True)
class _Company:
    """Some of the names, summed up: how probable it is that they lie in a country, unit, county.

    `named` has the names of countries that are taken for that, with the sentences of each.
    """

    named: dict[str, list[int]] = field(default_factory=dict)
    countries: dict[str, float] = field(default_factory=dict)
    units: dict[tuple[str, str], float] = field(default_factory=dict)
    units_named: dict[tuple[str, str], float] = field(default_factory=dict)
    counties: dict[tuple[str, str, str], float] = field(default_factory=dict)
    possible: dict[tuple[str, str, str], int] = field(default_factory=dict)
    total: float = 0.0
    local: float = 0.0

    def add(self, names: Iterable[Name], way: int) -> None:
        """Take names in (`way` 1) or out again (-1)."""
        for name in names:
            for entry, p in zip(name.senses, name.likely, strict=True):
                if p >= _LEAST and entry.country is not None:
                    self._add(name, entry, p, way)
                if entry.admin2:
                    county = (entry.country or "", entry.admin1 or "", entry.admin2)
                    self.possible[county] = self.possible.get(county, 0) + way

    def _add(self, name: Name, entry: Entry, p: float, way: int) -> None:
        country, p = entry.country or "", p * way
        if entry.kind == "country":
            if p * way > 0.5:
                self._name(country, name.sentences, way)
            return
        self.total = _none_or(self.total + p)
        if entry.admin2 and (entry.kind != "city" or entry.population < 100_000):
            self.local = _none_or(self.local + p)
        _sum(self.countries, country, p)
        if entry.admin1:
            unit = country, entry.admin1
            _sum(self.units, unit, p)
            if entry.kind == "region" and not entry.admin2:
                _sum(self.units_named, unit, p)
            if entry.admin2:
                _sum(self.counties, (*unit, entry.admin2), p)

    def _name(self, country: str, sentences: list[int], way: int) -> None:
        said = self.named.setdefault(country, [])
        if way > 0:
            said.extend(sentences)
            return
        for sentence in sentences:
            said.remove(sentence)
        if not said:
            del self.named[country]


def _none_or(total: float) -> float:
    """A sum of probabilities out of which some were taken again: less than any of them is nothing."""
    return total if total > _LEAST / 2 else 0.0


def _sum(sums: dict[K, float], key: K, p: float) -> None:
    sums[key] = _none_or(sums.get(key, 0.0) + p)


def _hierarchy(name: Name, entry: Entry, f: list[float], company: _Company, setting: Setting) -> None:
    country = entry.country
    if country is None:
        return
    if entry.kind != "country":
        said = [*company.named.get(country, ()), *setting.spoken.get(country, ())]
        f[15] = float(bool(said))
        f[16] = float(any(abs(s - t) <= 1 for s in name.sentences for t in said))
    f[17] = company.countries.get(country, 0.0) / company.total if company.total else 0.0
    if entry.kind in ("country", "area", "water") or not entry.admin1:
        return
    unit = country, entry.admin1
    f[18] = min(1.0, company.units_named.get(unit, 0.0))
    f[19] = company.units.get(unit, 0.0) / company.total if company.total else 0.0
    if entry.admin2:
        f[20] = min(1.0, company.counties.get((*unit, entry.admin2), 0.0))
        f[28] = float(company.possible.get((*unit, entry.admin2), 0) > 0)


def _distances(entry: Entry, f: list[float], points: list[tuple[float, Vector]]) -> None:
    at = _vector(entry)
    f[21] = f[22] = f[23] = f[24] = f[29] = 0.0
    if at is None:
        return
    x, y, z = at
    reach_30, reach_100, reach_300, reach_1000 = _REACH
    for p, (a, b, c) in points:
        near = x * a + y * b + z * c
        if near >= reach_1000:
            f[24] += p
            if near >= reach_300:
                f[23] += p
                if near >= reach_100:
                    f[22] += p
                    if near >= reach_30:
                        f[21] += p
                        f[29] = 1.0
    for i in (21, 22, 23, 24):
        f[i] = min(1.5, f[i])


def _vector(entry: Entry) -> Vector | None:
    """Where a place lies on the unit sphere; None for what is too wide to be near something."""
    wide = entry.kind in ("country", "area", "water") or (entry.kind == "region" and not entry.admin2)
    return None if wide or entry.lat is None or entry.lon is None else _on_sphere(entry.lat, entry.lon)


@lru_cache(maxsize=16384)
def _on_sphere(degrees_north: float, degrees_east: float) -> Vector:
    lat, lon = radians(degrees_north), radians(degrees_east)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)
