"""How often a pronoun is resolved to what it stands for: reading/antecedents.py on coreference of GUM.

    python -m bench.antecedents [--gold FILE]

Pronouns of the third person that are subject, object or oblique; right is a noun of the same entity as the pronoun
in the gold. Beside the rule with both voices stands each voice alone.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from accordingto.reading.antecedents import antecedent, linked, subject_before
from accordingto.reading.parse import parse
from accordingto.reading.segment import segment
from accordingto.reading.tree import Parsed, Token
from bench.quality.gold import Json, lines

GOLD = Path("../shared/data/mentions/gum-free.dev.jsonl")
WORDS = {"it": "it", "they": "they", "them": "they"} | dict.fromkeys(("he", "she", "him", "her"), "he, she")
VOICES: dict[str, Callable[[Parsed, Token], Token | None]] = {
    "both": antecedent,
    "model alone": linked,
    "subject before alone": subject_before,
}


def pronouns(line: Json) -> Iterator[tuple[Parsed, Token, dict[int, int]]]:
    """The pronouns of one document with the entity of every mention's head, by its first character."""
    parsed = parse(line["text"], segment(line["text"]))
    entity: dict[int, int] = {}
    for mention in line["mentions"]:
        entity.setdefault(mention["head"][0], mention["entity"])
    for token in parsed.tokens:
        if token.lower in WORDS and token.pos == "PRON" and token.base in ("nsubj", "obj", "obl"):
            yield parsed, token, entity


def main(argv: list[str] | None = None) -> int:
    """Prints, for each pronoun and voice, how many are resolved and how many of these rightly."""
    parser = argparse.ArgumentParser(prog="python -m bench.antecedents", description=__doc__)
    parser.add_argument("--gold", type=Path, default=GOLD)
    seen, resolved, right = Counter[str](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for line in lines(parser.parse_args(argv).gold):
        for parsed, token, entity in pronouns(line):
            word = WORDS[token.lower]
            seen[word] += 1
            for voice, resolve in VOICES.items():
                if (found := resolve(parsed, token)) is not None:
                    resolved[voice, word] += 1
                    same = entity.get(found.start) == entity.get(token.start, -1)
                    right[voice, word] += same
    for voice in VOICES:
        for word in sorted(seen):
            n = resolved[voice, word]
            share = f"{right[voice, word] / n:.2f} of {n}" if n else "none"
            sys.stdout.write(f"{voice:22} {word:8} right: {share:12} of {seen[word]} in all\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
