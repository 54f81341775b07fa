"""How often an attribution is right by the way it was found: what `reading/testimony.py` gives as confidence.

    python -m bench.confidence --gold ../shared/data/attribution/polnear.train.jsonl --first 300

Outermost attributions, paired one to one with the gold. Right: contents and sources overlap by half.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from itertools import islice
from pathlib import Path
from typing import Any

from accordingto import read
from bench.quality.attribution import offsets
from bench.quality.gold import Json, lines

SCORER = Path(__file__).parent / "quality" / "scorers" / "score_attribution.py"


def found_by(reason: str) -> str:
    """The way of finding that the first reason of an attribution names."""
    return reason.rpartition(", ")[2] if ", " in reason else reason.split()[0]


def counted(line: Json, scorer: Any) -> Iterator[tuple[str, bool]]:  # noqa: ANN401 - a script loaded as a module
    """Each attribution of one text that is reported to nobody else: how it was found, whether it is right."""
    own = [a for a in read(line["text"], language="en").attributions if a.parent is None and a.continues is None]
    mine = [{"source": offsets(a.source), "cue": offsets(a.cue), "content": offsets(a.content)} for a in own]
    gold, found = (scorer.Doc(line["text"], a) for a in (line["attributions"], mine))
    right = {j for _, j, content, source in scorer.pair(gold.atts, found.atts) if min(content, source) >= 0.5}
    return ((found_by(a.reasons[0]), j in right) for j, a in enumerate(own))


def main() -> int:
    """Print the counts, the most frequent way first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--first", type=int, help="only so many texts")
    asked = parser.parse_args()
    spec = spec_from_file_location("score_attribution", SCORER)
    assert spec is not None and spec.loader is not None
    scorer = module_from_spec(spec)
    spec.loader.exec_module(scorer)
    made: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for line in islice(lines(asked.gold), asked.first):
        for way, hit in counted(line, scorer):
            made[way] += 1
            right[way] += hit
    for way, n in sorted(made.items(), key=lambda item: (-item[1], item[0])):
        print(f"{right[way] / n:.2f}  {right[way]:5} of {n:5}  {way}")
    print(f"{right.total() / max(1, made.total()):.2f}  {right.total():5} of {made.total():5}  all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
