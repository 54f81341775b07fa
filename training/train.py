"""The training: one schedule, resumable at any step, the same steps from the same seed.

    python -m training.train [--config FILE] [--until STEP] [--threads N]

Every minute a line goes to the log: step, losses, pieces a second. Dev scores every `--score` steps. A checkpoint
stands in the build folder after every few minutes and at the end; run again, and it goes on from there. At the
start of the cooldown the trunk is kept apart, so that a longer schedule can go on from it.
"""

import argparse
import json
import os
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from training.batches import plan, read_step, sizes
from training.documents import Document
from training.losses import losses, total
from training.network import Reader, start
from training.scores import scores
from training.sets import LOADERS

Json = dict[str, Any]
HERE = Path(__file__).parent
DEV_DOCUMENTS = 40  # of every set: enough to see the course


def main(argv: list[str] | None = None) -> int:
    """Trains up to the end of the schedule, or to `--until`. Returns 1 when a data set is missing."""
    args = _parser().parse_args(argv)
    config = tomllib.loads(args.config.read_text("utf-8"))
    torch.set_num_threads(args.threads)
    try:
        run(config, args.until or config["schedule"]["steps"], args.score)
    except FileNotFoundError as e:
        print(
            f"training: {e.filename} is missing; a set is left out with use = false in {args.config}",
            file=sys.stderr,
        )
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.train", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--config", type=Path, default=HERE / "config.toml")
    parser.add_argument("--until", type=int, default=0, help="stop after this step; the end of the schedule if 0")
    parser.add_argument("--score", type=int, default=600, help="dev scores every so many steps")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    return parser


def used(config: Json) -> dict[str, Json]:
    """The tables of the sets that are switched on."""
    return {name: table for name, table in config["sets"].items() if table["use"]}


def load(config: Json, part: str) -> dict[str, list[Document]]:
    """The documents of every set in use, `part` train or dev."""
    root = Path(config["data"])
    return {name: LOADERS[table["kind"]](root / table[part]) for name, table in used(config).items()}


class Training:
    """The state of a training: network, optimiser, moving average, number of the next step."""

    def __init__(self, config: Json) -> None:
        torch.manual_seed(config["seed"])
        self.schedule = config["schedule"]
        self.folder = Path(config["build"])
        self.folder.mkdir(parents=True, exist_ok=True)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.reader = Reader()
        self.given = start(self.reader, config["start"]["weights"])
        self.reader.to(self.device)
        self.optimiser = torch.optim.AdamW(self._groups(), betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.step = 0
        self.average = {n: p.detach().clone() for n, p in self.reader.named_parameters() if p.requires_grad}

    def _groups(self) -> list[Json]:
        groups: dict[str, list[nn.Parameter]] = {"rate": [], "head_rate": [], "new_head_rate": []}
        for name, parameter in self.reader.named_parameters():
            if parameter.requires_grad:
                own = "head_rate" if name in self.given else "new_head_rate"
                groups["rate" if name.startswith("enc.") else own].append(parameter)
        return [{"params": p, "lr": 0.0, "of": self.schedule[name]} for name, p in groups.items()]

    def descend(self, loss: Tensor) -> None:
        """One step along the gradient, at the rate of the schedule."""
        share = rate(self.step, self.schedule)
        for group in self.optimiser.param_groups:
            group["lr"] = share * group["of"]
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.reader.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        decay = min(self.schedule["average"], (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, parameter in self.reader.named_parameters():
                if name in self.average:
                    self.average[name].lerp_(parameter, 1 - decay)

    def save(self, name: str) -> None:
        """A checkpoint; a cut-off write never takes the place of a whole one."""
        path = self.folder / name
        torch.save(
            {
                "step": self.step,
                "reader": self.reader.state_dict(),
                "optimiser": self.optimiser.state_dict(),
                "average": self.average,
                "random": torch.get_rng_state(),
            },
            path.with_suffix(".part"),
        )
        path.with_suffix(".part").replace(path)

    def resume(self, name: str) -> bool:
        """Whether there was a checkpoint to go on from."""
        path = self.folder / name
        if not path.exists():
            return False
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.reader.load_state_dict(state["reader"])
        rates = [group["of"] for group in self.optimiser.param_groups]
        self.optimiser.load_state_dict(state["optimiser"])
        for group, of in zip(self.optimiser.param_groups, rates, strict=True):
            group["of"] = of
        self.average, self.step = state["average"], state["step"]
        torch.set_rng_state(state["random"].cpu())
        return True


def rate(step: int, schedule: Json) -> float:
    """Warm-up, constant, cooldown: the share of the full rate at a step."""
    left: int = schedule["steps"] - step
    return min(1.0, (step + 1) / schedule["warmup"], max(0.01, left / schedule["cooldown"]))


def run(config: Json, until: int, score_every: int) -> None:
    """Trains from the last checkpoint, or from the start, up to the step `until`."""
    state = Training(config)
    schedule = state.schedule
    state.resume("checkpoint.pt")
    train = load(config, "train")
    dev = {name: documents[:DEV_DOCUMENTS] for name, documents in load(config, "dev").items()}
    shares = {name: table["share"] for name, table in used(config).items()}
    steps = plan(
        {n: [sizes(d) for d in docs] for n, docs in train.items()}, shares, config["seed"], schedule["pieces"]
    )
    log = Log(state.folder / "log.jsonl")
    saved = time.monotonic()
    for number, step in enumerate(steps):
        if number < state.step:
            continue
        if state.step >= until:
            break
        if state.step == schedule["steps"] - schedule["cooldown"]:
            state.save("trunk.pt")
        batch = read_step(step, train[step.set], schedule["rough"], schedule["odd_case"])
        for name, array in batch.arrays.items():
            batch.arrays[name] = array.to(state.device)
        found = losses(state.reader, batch)
        state.descend(total(found))
        log.add(state.step, found, int(batch.arrays["mask"].sum()))
        if state.step % score_every == 0 or state.step == until:
            log.write({"step": state.step, "dev": _dev(state, dev)})
        if time.monotonic() - saved > 240:
            state.save("checkpoint.pt")
            saved = time.monotonic()
    state.save("checkpoint.pt")


def _dev(state: Training, dev: dict[str, list[Document]]) -> dict[str, float]:
    """The scores of the averaged weights."""
    own = {n: p.detach().clone() for n, p in state.reader.named_parameters() if n in state.average}
    state.reader.load_state_dict(state.average, strict=False)
    found = scores(state.reader, dev)
    state.reader.load_state_dict(own, strict=False)
    return found


class Log:
    """Lines of JSON in a file and on the screen: the mean losses of every minute, and the scores."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sums: dict[str, list[float]] = {}
        self._pieces = 0
        self._since = time.monotonic()

    def add(self, step: int, found: dict[str, Tensor], pieces: int) -> None:
        """One step's losses; every minute a line."""
        for name, loss in found.items():
            self._sums.setdefault(name, []).append(float(loss.detach()))
        self._pieces += pieces
        passed = time.monotonic() - self._since
        if passed >= 60:
            means = {name: round(sum(of) / len(of), 4) for name, of in sorted(self._sums.items())}
            self.write({"step": step, "pieces_a_second": round(self._pieces / passed), "loss": means})
            self._sums, self._pieces, self._since = {}, 0, time.monotonic()

    def write(self, line: Json) -> None:
        """To the file and to the screen."""
        text = json.dumps(line)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(text + "\n")
        print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
