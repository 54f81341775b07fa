"""Sentences to words as the treebanks EWT and GUM cut them, with exact code-point offsets.

Punctuation stands apart, contractions and possessives are cut ("do|n't", "Seoul|'s"), hyphenated words are cut
at the hyphen. Every character that is not white space belongs to exactly one word, whatever the script.
"""

import re
from functools import cache

from accordingto.resources import table

# Marks that combine with the letter before them, in the blocks where running text has them.
_MARKS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u0670"
    r"\u0900-\u0903\u093a-\u094f\u20d0-\u20ff\u200d\ufe0f"
)
_WORD = rf"(?:[^\W_][{_MARKS}]*)+"
_PATTERN = rf"""
    (?:https?://|www\.)[^\s<>"”’]*[^\s<>"”’.,;:!?)\]]       # an address
  | [\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+                              # an e-mail address
  | \d+(?:[.,:]\d+)+                                          # 1,500  3.5  06:40
  | (?:[^\W\d_]\.){{2,}}                                      # U.S.  a.m.
  | \b(?:{{abbreviations}})\.(?=\s)
  | {_WORD}(?:[’']{_WORD})*                                   # words, with what an apostrophe ties to them
  | [’'](?:s|re|ve|ll|d|m|t)\b                                # a clitic that stands apart
  | \.{{2,}} | -{{2,}}
  | \S[{_MARKS}]*
    """


@cache
def _pattern() -> re.Pattern[str]:
    forms = sorted({r["form"].rstrip(".") for r in table("en/abbreviations.tsv")}, key=lambda f: (-len(f), f))
    words = "|".join(re.escape(f) for f in forms if f.isalpha() and f[:1].isupper())
    return re.compile(_PATTERN.replace("{abbreviations}", words), re.VERBOSE)


_CLITIC = re.compile(r"(?i)(?:n[’']t|[’'](?:s|re|ve|ll|d|m))$")
_LONGEST_CLITIC = 3
_WHOLE = {"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3}
_LONGEST_WHOLE = max(map(len, _WHOLE))


def tokenize(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words of `text[start:end]` as half-open code points of `text`."""
    words: list[tuple[int, int]] = []
    for found in _pattern().finditer(text, start, end):
        first, last = found.span()
        if last - first > 2:
            words.extend(_cut(text, first, last))
        else:
            words.append((first, last))
    return words


def _cut(text: str, first: int, last: int) -> list[tuple[int, int]]:
    """A word cut before its clitics: "don't" to "do", "n't"."""
    clitics: list[tuple[int, int]] = []
    while True:
        if last - first <= _LONGEST_WHOLE and (at := _WHOLE.get(text[first:last].lower())) is not None:
            return [(first, first + at), (first + at, last), *reversed(clitics)]
        clitic = _CLITIC.search(text, max(first, last - _LONGEST_CLITIC), last)
        if clitic is None or clitic.start() == first:
            return [(first, last), *reversed(clitics)]
        clitics.append((clitic.start(), last))
        last = clitic.start()
