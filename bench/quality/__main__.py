"""The command line of the quality runs.

python -m bench.quality TASK --gold FILE [--json] [--out PREDICTIONS] [--given WHAT]
python -m bench.quality floors [--pin [--lower REASON]]
"""

import argparse
import json
import sys
from pathlib import Path

from bench.quality import floors
from bench.quality.gold import GoldError
from bench.quality.tasks import TASKS, measure

USAGE = f"tasks: {', '.join(sorted(TASKS))}; and floors, which measures all that have a floor"


def main(argv: list[str] | None = None) -> int:
    """Runs one task, or all that have a floor. Exit code: 0 done, 1 below a floor or no gold, 2 usage."""
    args = _parser().parse_args(argv)
    try:
        if args.task == "floors":
            return floors.run(pin=args.pin, lower=args.lower)
        return _run_task(args)
    except GoldError as e:
        print(f"bench.quality: {e}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__, epilog=USAGE)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("task", metavar="TASK", help=USAGE)
    parser.add_argument("--gold", type=Path, help="a gold file of the form that the task reads")
    parser.add_argument("--json", action="store_true", help="the scorer's whole report as JSON")
    parser.add_argument("--out", type=Path, help="where to keep the predictions, in the scorer's form")
    parser.add_argument("--given", help="what of the gold the reader is shown: spans, mentions, tokens")
    parser.add_argument("--pin", action="store_true", help="floors: raise each floor to what is measured now")
    parser.add_argument("--lower", metavar="REASON", help="floors: let --pin lower a floor, and write down why")
    return parser


def _run_task(args: argparse.Namespace) -> int:
    task = TASKS.get(args.task)
    if task is None:
        print(f"bench.quality: no such task: {args.task!r}; {USAGE}", file=sys.stderr)
        return 2
    if args.gold is None:
        print(f"bench.quality: {args.task} needs --gold FILE", file=sys.stderr)
        return 2
    if args.given is not None and args.given not in task.given:
        allowed = ", ".join(task.given) or "nothing: it reads raw text"
        print(f"bench.quality: {args.task} can be given {allowed}", file=sys.stderr)
        return 2
    result = measure(args.task, args.gold, args.out, args.given)
    if args.json:
        run = {"task": result.task, "gold": str(result.gold), "sha256": result.sha256}
        print(json.dumps({**result.scores, "run": run}, indent=1, sort_keys=True, ensure_ascii=False))
    else:
        print(result.shown, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
