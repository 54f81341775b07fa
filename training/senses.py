"""The weights by which a place name is told from its namesakes: `python -m training.senses GOLD.jsonl … [--folds
10]`.

Reads documents with places and their points (`{"id", "text", "places": [{"start", "end", "lat", "lon",
"geonameid"}]}`),
fits the log-linear model of `reading/ranking.py` and writes `world/sense_weights.tsv`. With `--folds` it writes
nothing:
it fits on all documents but one part, resolves the names of that part, and prints how many lie within 161 km.

Plain gradient descent with momentum from zero over all names at once: no chance is involved, the same documents
give the same weights.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accordingto.reading.countries import country_of
from accordingto.reading.gazetteer import Entry
from accordingto.reading.outlets import Outlet
from accordingto.reading.parse import parse
from accordingto.reading.placenames import candidate_at
from accordingto.reading.places import setting_of
from accordingto.reading.ranking import FEATURES, Name, Setting, fill_alone, fill_in_view, weigh
from accordingto.reading.segment import segment
from accordingto.reading.senses import Named, hinted, kilometres, names_of, sense_of
from accordingto.reading.tree import Parsed
from accordingto.resources import table

OUT = Path(__file__).parents[1] / "src" / "accordingto" / "data" / "world" / "sense_weights.tsv"
ROUNDS = 2
STEPS = 1000
RATE = 1.0
MOMENTUM = 0.9
SHRINK = 2e-4
BEFORE = {
    "water": 6.0,
    "area": 4.0,
    "facility": 4.0,
    "kind_said": 3.0,
    "article_wide": 2.0,
    "country_that_acts": 2.0,
    "capital_that_acts": 0.3,
    "unit_that_governs": 2.0,
    "wide_behind_compass": 1.5,
    "town_of_its_country": -1.0,
}
"""What some weights are shrunk towards, of which the documents tell little or nothing; the others towards zero."""
NEAR_KM = 161.0
HEAD = """\
# How much each fact counts for a sense of a place name (reading/ranking.py): in the first round, and with the
# other names in view. Made by training/senses.py from LGL, TR-News and GeoVirus, of which nothing is in it but
# these sums (docs/decisions/0005-gazetteer.md). Licence: that of the project."""
Json = dict[str, Any]
Weights = NDArray[np.float64]


@dataclass(frozen=True)
class Document:
    """A document with its names at the gold's spans, and by name which of its senses are right."""

    line: Json
    parsed: Parsed
    setting: Setting
    named: list[Named]
    right: list[list[bool]]
    names: list[Name]


def documents(paths: Sequence[Path]) -> Iterator[tuple[Document, Document]]:
    """The documents of the files, in their order, each with and without the home of its outlet."""
    for path in paths:
        for text in path.read_text("utf-8").splitlines():
            line = json.loads(text)
            parsed = parse(line["text"], segment(line["text"]))
            yield document(line, parsed), document(line, parsed, home=False)


def document(line: Json, parsed: Parsed, *, home: bool = True) -> Document:
    """One document, read; without `home` as if nobody knew where its outlet is at home."""
    gold = {}
    candidates = []
    for place in line["places"]:
        found = candidate_at(parsed, place["start"], place["end"])
        if found is not None and found.entries:
            candidates.append(found)
            gold[id(found)] = place
    named = names_of(parsed, candidates)
    right = [_right(n, [gold[id(m)] for m in n.mentions]) for n in named]
    setting = setting_of(parsed, line.get("publisher"), line.get("url"))
    if not home:
        setting = replace(setting, outlet=Outlet(None, None, setting.outlet.word))
    return Document(line, parsed, setting, named, right, [*(n.name for n in named), *hinted(parsed, candidates)])


def _right(named: Named, golds: list[Json]) -> list[bool]:
    """The senses that are the place meant by the first mention that has a point: the same id, else those near
    it."""
    meant = next((g for g in golds if g.get("lat") is not None), None)
    if meant is None:
        return [False] * len(named.name.senses)
    senses = named.name.senses
    same = [e.id == f"geonames:{meant.get('geonameid')}" for e in senses]
    at = Entry("", "city", None, lat=meant["lat"], lon=meant["lon"])
    if any(same):
        return same
    apart = [kilometres(e, at) for e in senses]
    return [km is not None and km <= NEAR_KM for km in apart]


# --- fitting


@dataclass(frozen=True)
class Sums:
    """All senses as rows of features, where the rows of each name begin, the name of each row, what is right."""

    rows: Weights
    starts: NDArray[np.int64]
    name: NDArray[np.int64]
    right: Weights


def stack(docs: Sequence[Document]) -> Sums:
    """The names that can be told apart and of which one sense is right."""
    rows: list[list[float]] = []
    starts: list[int] = []
    name: list[int] = []
    right: list[bool] = []
    for doc in docs:
        for named, good in zip(doc.named, doc.right, strict=True):
            if any(good) and not all(good):
                name += [len(starts)] * len(good)
                starts.append(len(rows))
                rows += named.name.features
                right += good
    return Sums(np.array(rows, float), np.array(starts), np.array(name), np.array(right, float))


def fit(data: Sums) -> Weights:
    """The weights that make the right senses most probable, with a little shrinkage."""
    before = np.array([BEFORE.get(f, 0.0) for f in FEATURES])
    weight = before.copy()
    speed = np.zeros_like(weight)
    for step in range(STEPS):
        score = data.rows @ weight
        odds = np.exp(score - np.maximum.reduceat(score, data.starts)[data.name])
        good = odds * data.right
        likely = odds / np.add.reduceat(odds, data.starts)[data.name]
        among_right = good / np.maximum(np.add.reduceat(good, data.starts), 1e-300)[data.name]
        slope = data.rows.T @ (likely - among_right) / len(data.starts) + SHRINK * (weight - before)
        speed = MOMENTUM * speed - RATE * (1 if step < STEPS * 2 // 3 else 0.3) * slope
        weight = weight + speed
    return weight


def train(docs: Sequence[Document]) -> tuple[Weights, Weights]:
    """The weights of the first round, and those of the rounds after it."""
    for doc in docs:
        fill_alone(doc.names, doc.setting)
    first = then = fit(stack(docs))
    for _ in range(ROUNDS):
        for doc in docs:
            resolve(doc, first, then)
            fill_in_view(doc.names, doc.setting)
        then = fit(stack(docs))
    return first, then


def resolve(doc: Document, first: Weights, then: Weights) -> None:
    """Weigh the senses of a document's names with these weights, as `ranking.rank` does with those of the
    table."""
    fill_alone(doc.names, doc.setting)
    weigh(doc.names, list(first))
    for _ in range(ROUNDS):
        fill_in_view(doc.names, doc.setting)
        weigh(doc.names, list(then))


# --- measuring and writing


def right_of(doc: Document, first: Weights, then: Weights) -> tuple[int, int]:
    """How many of the mentions with candidates are resolved to within 161 km, and of how many places with a
    point."""
    resolve(doc, first, then)
    found = {
        (m.tokens[0].start, m.tokens[-1].end): sense_of(n, i) for n in doc.named for i, m in enumerate(n.mentions)
    }
    right = total = 0
    for place in doc.line["places"]:
        if place.get("lat") is not None:
            total += 1
            entry = found.get((place["start"], place["end"])) or _adjective(place["text"])
            at = Entry("", "city", None, lat=place["lat"], lon=place["lon"])
            apart = kilometres(entry, at) if entry else None
            right += apart is not None and apart <= NEAR_KM
    return right, total


def _adjective(words: str) -> Entry | None:
    form = country_of(words)
    return Entry(words, "country", None, lat=form.country.lat, lon=form.country.lon) if form else None


def write(first: Weights, then: Weights) -> None:
    """Write the table of weights; its last column, what a feature says, stays as it is."""
    before = {row["feature"]: row["meaning"] for row in table("world/sense_weights.tsv")}
    rows = (f"{f}\t{a:.3f}\t{b:.3f}\t{before.get(f, f)}" for f, a, b in zip(FEATURES, first, then, strict=True))
    OUT.write_text("\n".join((HEAD, "feature\tfirst\tthen\tmeaning", *rows)) + "\n", "utf-8")


def main() -> None:
    """Fit and write, or cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    docs = list(documents(args.gold))
    if not args.folds:
        write(*train([version for pair in docs for version in pair]))
        return
    counted: dict[str, list[int]] = {}
    for fold in range(args.folds):
        first, then = train([v for i, pair in enumerate(docs) if i % args.folds != fold for v in pair])
        for known, stripped in docs[fold :: args.folds]:
            for doc, how in ((known, ""), (stripped, ", home of the outlet unknown")):
                sums = counted.setdefault(f"{doc.line.get('corpus', '')}{how}", [0, 0])
                for k, n in enumerate(right_of(doc, first, then)):
                    sums[k] += n
    for name, (right, total) in counted.items():
        print(f"{name}: {right} of {total} within 161 km, {right / total:.1%}")


if __name__ == "__main__":
    main()
