"""WordPiece (Schuster and Nakajima 2012; Devlin et al. 2019) for single words, as the reader model was trained.

The vocabulary is that of all-MiniLM-L6-v2 (uncased). The `tokenizers` package does the same and is the
reference in the tests; it would bring 78 MB of dependencies along (docs/decisions/0002).
"""

import unicodedata
from functools import cache, lru_cache

from accordingto.errors import ResourceError
from accordingto.resources import data_file

PAD, UNK, CLS, SEP = 0, 100, 101, 102
_LONGEST = 100


@cache
def _vocabulary() -> dict[str, int]:
    lines = data_file("model/reader-en/vocab.txt").read_text("utf-8").split("\n")
    vocabulary = {piece: i for i, piece in enumerate(lines) if piece}
    if vocabulary.get("[CLS]") != CLS or vocabulary.get("[SEP]") != SEP:
        raise ResourceError("data/model/reader-en/vocab.txt is damaged: reinstall accordingto")
    return vocabulary


@lru_cache(maxsize=65536)
def pieces(word: str) -> tuple[int, ...]:
    """The ids of the pieces of one word; empty for a word of which the normaliser leaves nothing."""
    return tuple(i for part in _split(_normalise(word)) for i in _longest_match(part))


def case_code(word: str) -> int:
    """How a word is written: 4 has a digit, 2 all capitals, 1 Title or one capital, 3 other capitals, 0 else."""
    if any(c.isdigit() for c in word):
        return 4
    if len(word) > 1 and word.isupper():
        return 2
    if word[:1].isupper() and (len(word) == 1 or not any(c.isupper() for c in word[1:])):
        return 1
    return 3 if any(c.isupper() for c in word) else 0


def _normalise(word: str) -> str:
    if word.isascii() and word.isprintable():
        return word.lower()
    kept = []
    for c in word:
        if c in "\t\n\r":
            kept.append(" ")
        elif c != "\ufffd" and unicodedata.category(c) not in ("Cc", "Cf", "Cn", "Co", "Cs"):
            kept.append(" " if unicodedata.category(c) == "Zs" else c)
    lowered = "".join(kept).lower()
    return "".join(c for c in unicodedata.normalize("NFD", lowered) if unicodedata.category(c) != "Mn")


def _split(word: str) -> list[str]:
    """Cut at white space, punctuation and ideographs, each of the last two a part of its own."""
    if word.isalnum() and word.isascii():
        return [word]
    parts: list[str] = []
    run = ""
    for c in word:
        if c.isspace():
            parts.append(run)
            run = ""
        elif _is_punctuation(c) or _is_ideograph(c):
            parts += (run, c)
            run = ""
        else:
            run += c
    return [p for p in [*parts, run] if p]


def _is_punctuation(c: str) -> bool:
    if c.isascii():
        return c.isprintable() and not c.isalnum() and c != " "
    return unicodedata.category(c).startswith("P")


def _is_ideograph(c: str) -> bool:
    o = ord(c)
    return (
        0x4E00 <= o <= 0x9FFF
        or 0x3400 <= o <= 0x4DBF
        or 0x20000 <= o <= 0x2CEAF
        or 0xF900 <= o <= 0xFAFF
        or 0x2F800 <= o <= 0x2FA1F
    )


def _longest_match(part: str) -> list[int]:
    vocabulary = _vocabulary()
    if (whole := vocabulary.get(part)) is not None:
        return [whole]
    if len(part) > _LONGEST:
        return [UNK]
    found, start = [], 0
    while start < len(part):
        end = len(part)
        prefix = "##" if start else ""
        while end > start and prefix + part[start:end] not in vocabulary:
            end -= 1
        if end == start:
            return [UNK]
        found.append(vocabulary[prefix + part[start:end]])
        start = end
    return found
