"""Floors: figures that the project does not fall below, with the digest of the data they were measured on.

`floors.toml` holds them. A floor rises when it is pinned; it falls only with a reason in words, kept there too.
"""

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.quality.gold import GoldError
from bench.quality.tasks import TASKS, Result, measure

FLOORS = Path(__file__).with_name("floors.toml")
HEAD = """\
# Floors of the quality figures. `python -m bench.quality floors` measures every task whose gold stands here and
# fails below a floor by more than epsilon (arithmetic differs a little between processors). `--pin` raises floors
# to what is measured, and lowers none but with `--lower "the reason"`, written down below as [[lowered]].
# Paths are relative to the root of the project. A floor of 0 says: not pinned yet.
"""


@dataclass(frozen=True, slots=True)
class Floor:
    """The floors of one task on one gold file. `sha256` is empty as long as nothing was pinned."""

    task: str
    gold: str
    sha256: str
    figures: dict[str, float]


@dataclass(frozen=True, slots=True)
class Lowered:
    """A floor that was lowered, and why."""

    task: str
    gold: str
    figure: str
    was: float
    now: float
    reason: str


@dataclass(frozen=True, slots=True)
class Floors:
    """All that stands in the file."""

    epsilon: float
    floors: tuple[Floor, ...]
    lowered: tuple[Lowered, ...] = field(default=())


def load(path: Path = FLOORS) -> Floors:
    """The floors in `path`. Raises GoldError when the file is not what `save` writes."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        return Floors(
            epsilon=float(data["epsilon"]),
            floors=tuple(Floor(**x) for x in data["floor"]),
            lowered=tuple(Lowered(**x) for x in data.get("lowered", ())),
        )
    except (OSError, KeyError, TypeError, ValueError) as e:
        raise GoldError(f"{path}: not a file of floors ({e})") from e


def save(floors: Floors, path: Path = FLOORS) -> None:
    """Writes the floors as TOML, in the order they have."""
    out = [HEAD, f"epsilon = {floors.epsilon!r}\n"]
    for f in floors.floors:
        out.append(f"\n[[floor]]\ntask = {_quoted(f.task)}\ngold = {_quoted(f.gold)}\n")
        out.append(f"sha256 = {_quoted(f.sha256)}\n[floor.figures]\n")
        out.extend(f"{_quoted(k)} = {v!r}\n" for k, v in f.figures.items())
    for x in floors.lowered:
        out.append(f"\n[[lowered]]\ntask = {_quoted(x.task)}\ngold = {_quoted(x.gold)}\n")
        out.append(f"figure = {_quoted(x.figure)}\nwas = {x.was!r}\nnow = {x.now!r}\n")
        out.append(f"reason = {_quoted(x.reason)}\n")
    path.write_text("".join(out), "utf-8")


def _quoted(words: str) -> str:
    plain = " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def below(floor: Floor, result: Result, epsilon: float) -> Iterator[str]:
    """A sentence for each floor that the result falls below, and for gold that is not what was pinned."""
    if floor.sha256 and floor.sha256 != result.sha256:
        yield f"{floor.task} {floor.gold}: the data changed since its floors were pinned; look at it, then --pin"
        return
    now = result.figures()
    for figure, least in floor.figures.items():
        got = now.get(figure)
        if got is None and least > 0:
            yield f"{floor.task} {floor.gold}: {figure} was not measured, its floor is {least:.4f}"
        elif got is not None and got < least - epsilon:
            yield f"{floor.task} {floor.gold}: {figure} is {got:.4f}, its floor {least:.4f}"


def pinned(floor: Floor, result: Result, reason: str | None) -> tuple[Floor, tuple[Lowered, ...]]:
    """The floor raised to the result; with a reason also lowered to it, each time recorded.

    On data that changed nothing is pinned while a figure falls and no reason is given.
    """
    now, figures, lowered = result.figures(), {}, []
    for figure in dict.fromkeys((*floor.figures, *TASKS[floor.task].figures)):
        was, got = floor.figures.get(figure, 0.0), _down(now.get(figure, 0.0))
        figures[figure] = max(was, got)
        if got < was and reason is not None:
            figures[figure] = got
            lowered.append(Lowered(floor.task, floor.gold, figure, was, got, reason))
        elif got < was and floor.sha256 not in ("", result.sha256):
            return floor, ()
    return replace(floor, sha256=result.sha256, figures=figures), tuple(lowered)


def _down(x: float) -> float:
    """Four places, never above the figure itself."""
    return int(x * 10_000 + 1e-6) / 10_000


def run(*, pin: bool, lower: str | None, path: Path = FLOORS) -> int:
    """Measures all that has a floor and whose gold stands here. Returns 1 when something lies below its floor."""
    if lower is not None and not (pin and lower.strip()):
        print("bench.quality: --lower goes with --pin and needs a reason in words", file=sys.stderr)
        return 2
    floors = load(path)
    failed: list[str] = []
    done: list[Floor] = []
    lowered, measured = list(floors.lowered), 0
    for floor in floors.floors:
        gold = Path(floor.gold)
        if floor.task not in TASKS or not gold.is_file():
            print(f"not measured: {floor.task} {floor.gold} ({_why_not(floor)})")
            done.append(floor)
            continue
        result = measure(floor.task, gold)
        measured += 1
        _show(floor, result)
        new, fallen = pinned(floor, result, lower) if pin else (floor, ())
        done.append(new)
        lowered.extend(fallen)
        failed.extend(below(new, result, floors.epsilon))
    if pin:
        save(replace(floors, floors=tuple(done), lowered=tuple(lowered)), path)
    for line in failed:
        print(f"below: {line}", file=sys.stderr)
    if not measured:
        print("bench.quality: nothing was measured: no gold file stands here", file=sys.stderr)
    return 1 if failed or not measured else 0


def _why_not(floor: Floor) -> str:
    return "no such task" if floor.task not in TASKS else "the gold does not stand here"


def _show(floor: Floor, result: Result) -> None:
    print(f"{floor.task} {floor.gold} {result.sha256[:12]}")
    now = result.figures()
    for figure in dict.fromkeys((*floor.figures, *now)):
        got = f"{now[figure]:.4f}" if figure in now else "     -"
        print(f"  {figure:32s} {got}   floor {floor.figures.get(figure, 0.0):.4f}")
