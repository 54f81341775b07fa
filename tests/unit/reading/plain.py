"""A parsed text without a model: words by a pattern, figures as NUM, no tree. For rules that read text alone."""

import re

from accordingto.model.text import Sentence
from accordingto.reading.segment import segment
from accordingto.reading.tree import Parsed, Token


def parsed(text: str) -> Parsed:
    """The text as one sentence of tokens without heads."""
    tokens = [
        Token(i, m.start(), m.end(), m.group(), m.group().lower(), 0, pos="NUM" if m.group()[0].isdigit() else "X")
        for i, m in enumerate(re.finditer(r"\d[\d.,:]*|[^\W\d_]+|[^\w\s]", text))
    ]
    return Parsed(text, (Sentence(0, len(text)),), tokens, [(0, len(tokens))])


def in_sentences(text: str) -> Parsed:
    """The text cut into its sentences, each of tokens without heads."""
    tree = parsed(text)
    tree.sentences = segment(text)
    tree.spans = []
    for number, sentence in enumerate(tree.sentences):
        inside = [t for t in tree.tokens if sentence.start <= t.start < sentence.end]
        for token in inside:
            token.sentence = number
        tree.spans.append((inside[0].i, inside[-1].i + 1) if inside else (0, 0))
    return tree


def marked(example: str) -> tuple[str, list[str]]:
    """An example's text and what stands in brackets in it."""
    return re.sub(r"[\[\]]", "", example), re.findall(r"\[([^\]]*)\]", example)
