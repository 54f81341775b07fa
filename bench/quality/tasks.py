"""The tasks: how each predicts, which scorer reads it, which of its figures are worth a floor.

A new task is a module with `predict(gold)` and a line in TASKS. `predict` returns a list (written as JSON Lines)
or one object (written as JSON), in the very form that the scorer reads.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bench.quality import attribution, claims, clusters, model, muc, places, plover, quantities, story, times
from bench.quality.gold import GoldError, Json, digest

SCORERS = Path(__file__).parent / "scorers"


def _alone(gold: Path) -> tuple[Path, ...]:
    return (gold,)


@dataclass(frozen=True, slots=True)
class Task:
    """One measurement. `figures` are paths into the scorer's report, all of them better when higher.

    `also`: a second scorer with its first arguments; what it reports joins what the first does.
    """

    predict: Callable[..., list[Json] | Json]
    scorer: str
    figures: tuple[str, ...]
    inputs: Callable[[Path], tuple[Path, ...]] = _alone
    given: tuple[str, ...] = ()
    options: Callable[[Path], tuple[str, ...]] = lambda _: ()
    """What the scorer is told besides, for a gold file."""
    also: tuple[str, ...] = ()


ATTRIBUTION_FIGURES = (
    "all.source.words.f1",
    "all.cue.words.f1",
    "all.content.words.f1",
    "all.content.soft.f1",
    "all.link_50.f1",
    "all.link_soft.f1",
    "all.speaker_acc.f1",
)
CLAIM_FIGURES = (
    "all.link_50.f1",
    "all.edge_50.f1",
    "all.nested_recall.acc",
    "all.act_acc.acc",
    "all.deny.f1",
    "all.root_name_acc.acc",
    "all.root_f1.f1",
    "all.class_acc.acc",
    "all.claim_50.r",
    "all.status_f1.f1",
    "all.value_f1.f1",
    "all.quantity_recall.acc",
    "all.time_acc.acc",
)
STORY_FIGURES = (
    "found",
    "claims.conll_f1_strict",
    "roots.b3_f1",
    "stance.accuracy",
    "stance.deny_f1",
    "quantities.recall",
    "independent.exact",
    "independent.several_exact",
    "status.accuracy",
    "conflicts.recall",
    "near_copies.f1",
)

TIME_FIGURES = ("strict.f1", "relaxed.f1", "value.f1", "type.f1", "interval.f1", "ranges.f1")
QUANTITY_FIGURES = ("strict.f1", "strict_any.f1", "relaxed.f1", "value.f1", "whole.f1", "head_accuracy")
PLOVER_FIGURES = (
    "single.accuracy",
    "single.macro_f1",
    "slots.f1",
    "codes.country.f1",
    "codes.country_sector.f1",
)

MUC_FIGURES = ("types.f1", "slots.f1", "relevant.f1")

PLACE_FIGURES = (
    "tag_strict.f1",
    "tag_relaxed.f1",
    "end_to_end.f1",
    "resolve_all.acc161",
    "country_accuracy",
    "kind_accuracy",
    "metonym.f1",
)
SYNTAX_FIGURES = tuple(f"all.{m}.f" for m in ("upos", "uas", "las", "las_reader", "subj", "obj", "ccomp"))
SPAN_FIGURES = ("all.exact.f", "all.untyped.f")

TASKS = {
    "attribution": Task(attribution.predict, "score_attribution.py", ATTRIBUTION_FIGURES),
    "syntax": Task(model.predict_syntax, "score_syntax.py", SYNTAX_FIGURES, given=("tokens",)),
    "entities": Task(model.predict_entities, "score_ner.py", SPAN_FIGURES),
    "mentions": Task(model.predict_mentions, "score_ner.py", SPAN_FIGURES, given=("tokens",)),
    "factuality": Task(
        model.predict_factuality, "score_factuality.py", ("all.pearson", "all.f3"), given=tuple(model.CERTAINTY)
    ),
    "times": Task(times.predict, "score_times.py", TIME_FIGURES, also=("score_phrases.py", "times")),
    "quantities": Task(quantities.predict, "score_quantities.py", QUANTITY_FIGURES),
    "places": Task(
        places.predict, "score_places.py", PLACE_FIGURES, given=("spans",), also=("score_phrases.py", "places")
    ),
    "claims": Task(partial(claims.predict, as_said=True), "score_claims.py", CLAIM_FIGURES),
    "seed": Task(claims.predict, "score_claims.py", CLAIM_FIGURES),
    "muc": Task(muc.predict, "score_events.py", MUC_FIGURES),
    "plover": Task(plover.predict, "score_events.py", PLOVER_FIGURES),
    "clusters": Task(
        clusters.predict,
        "score_clusters.py",
        ("conll_f1", "b3.p", "b3.r", "b3.f1"),
        clusters.inputs,
        options=clusters.options,
    ),
    "story": Task(story.predict, "score_story.py", STORY_FIGURES, story.inputs),
}


@dataclass(frozen=True, slots=True)
class Result:
    """What one task gave on one gold: the scorer's report as JSON and as it prints it, the digest of the data."""

    task: str
    gold: Path
    sha256: str
    scores: Json
    shown: str

    def figures(self) -> dict[str, float]:
        """The figures of the task that the scorer could give, by path."""
        found = {path: _at(self.scores, path) for path in TASKS[self.task].figures}
        return {path: x for path, x in found.items() if x is not None}


def measure(name: str, gold: Path, out: Path | None = None, given: str | None = None) -> Result:
    """Predicts, writes the predictions to `out` if given, scores them. Raises GoldError for unusable gold."""
    task = TASKS[name]
    sha256 = digest(*task.inputs(gold))
    predictions = task.predict(gold, given=given) if given else task.predict(gold)
    with tempfile.TemporaryDirectory() as folder:
        suffix = "jsonl" if isinstance(predictions, list) else "json"  # scorers go by it
        path = out or Path(folder, f"predictions.{suffix}")
        write(predictions, path)
        asked = [(task.scorer,), *([task.also] if task.also else [])]
        options = task.options(gold)
        scores = {k: v for s in asked for k, v in json.loads(_score(s, gold, path, "--json", *options)).items()}
        return Result(name, gold, sha256, scores, "".join(_score(s, gold, path, *options) for s in asked))


def write(predictions: list[Json] | Json, path: Path) -> None:
    """Predictions in the form that the scorers read: JSON Lines for a list, one object otherwise."""
    items = predictions if isinstance(predictions, list) else [predictions]
    try:
        path.write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in items), "utf-8")
    except OSError as e:
        raise GoldError(f"{path}: cannot be written ({e.strerror})") from e


def _score(scorer: tuple[str, ...], gold: Path, predictions: Path, *options: str) -> str:
    script, *first = scorer
    command = [sys.executable, str(SCORERS / script), *first, str(gold), str(predictions), *options]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise GoldError(
            f"{script} cannot score {gold}: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}"
        )
    return done.stdout


def _at(report: Any, path: str) -> float | None:  # noqa: ANN401 - any JSON value
    """The number at a dotted path; a key may hold dots itself ("content.words"). None where there is none."""
    if isinstance(report, (int, float)):
        return float(report) if not path else None
    if not isinstance(report, dict) or not path:
        return None
    for key, inner in report.items():
        if path == key or path.startswith(key + "."):
            found = _at(inner, path[len(key) + 1 :])
            if found is not None:
                return found
    return None
