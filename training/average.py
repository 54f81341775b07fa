"""Two checkpoints of one line of training to one: `python -m training.average OLD NEW --weight 0.7 --into NAME`.

Weights of models near each other may be averaged; the result is often a little better than either (Wortsman
et al. 2022). It costs nothing at run time.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import torch

State = dict[str, Any]


def averaged(old: State, new: State, weight: float) -> State:
    """`weight` of the new and the rest of the old, for the weights that each of the two would export."""
    first, second = ({**state["reader"], **state["average"]} for state in (old, new))
    mixed = {
        name: (1 - weight) * first[name] + weight * value if value.is_floating_point() else value
        for name, value in second.items()
    }
    return {"reader": mixed, "average": {}, "step": new["step"]}


def main(argv: list[str] | None = None) -> int:
    """Writes the averaged checkpoint. Returns 1 when one of the two is missing."""
    parser = argparse.ArgumentParser(prog="python -m training.average", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--weight", type=float, default=0.7)
    parser.add_argument("--into", type=Path, required=True)
    args = parser.parse_args(argv)
    for path in (args.old, args.new):
        if not path.exists():
            print(f"average: {path} is missing; `python -m training.train` makes checkpoints", file=sys.stderr)
            return 1
    old, new = (torch.load(path, map_location="cpu", weights_only=True) for path in (args.old, args.new))
    torch.save(averaged(old, new, args.weight), args.into)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
