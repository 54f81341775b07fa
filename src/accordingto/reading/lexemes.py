"""A text as a string of letters, one a lexeme, so that grammars of time and number are regular expressions.

"on 3 May" becomes three letters that stand for {on}, {day} and {month}. A pattern of a grammar is written over
such names (`{day} {of}? {month}`); what matches is mapped back to characters. Words come from a table with the
columns `word` and `class`, patterns from one with `name`, `kind` and `pattern`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from accordingto.errors import ResourceError
from accordingto.resources import Row, table

OTHER = "_"
_FORM = "\0"
_KEPT = 100_000
_REACH = 20  # no expression begins more lexemes before its first core word
# Lexemes that are known by their form. `day` is a figure from 1 to 31, `year` one of four digits.
FORMS = ("iso", "numdate", "clock", "decade", "nth", "year", "day", "fig", "dotted")
MARKS = {
    "-": "hy", "–": "hy", "—": "dash", ",": "comma", ".": "dot", "(": "open", ")": "close", "[": "open",
    "]": "close", "'": "apos", "’": "apos", "%": "percent", "/": "slash", ":": "colon", '"': "quote", "“": "quote",
    "”": "quote",
}  # fmt: skip
FIGURE = (
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"  # 1,500  1,500.5
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![0-9])"  # 1.500.000
    r"|[0-9]{1,3}(?:['’ \u00a0\u202f\u2009][0-9]{3})+(?![0-9])"  # 1'500  1 500
    r"|[0-9]+ [1-9]/[2-9](?![0-9/])|[0-9]+[½¼¾]"  # 5 1/2  5½
    r"|[0-9]+(?:[.,][0-9]+)?"  # 15  1.5  2,4
)
_LEXEME = re.compile(
    r"(?P<dotted>[aApP]\.\s?[mM]\b\.?)"
    r"|[^\W\d_]+"
    r"|(?P<iso>[0-9]{4}-[0-9][0-9]-[0-9][0-9](?:T[0-9][0-9]:?[0-9][0-9](?::?[0-9][0-9])?(?:\.[0-9]+)?(?:Z|[+-][0-9][0-9]:?[0-9][0-9])?)?(?![\w-]))"
    r"|(?P<numdate>[0-9]{1,2}[/.][0-9]{1,2}[/.](?:[0-9]{4}|[0-9][0-9])(?![\w/]))"
    r"|(?P<clock>[0-9]{1,2}(?:[:.][0-9][0-9]){1,2}(?=\s?[aApP]\.?\s?[mM]\b)|0[0-9]\.[0-5][0-9](?![0-9.,%])|(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?![0-9:]))"
    r"|(?P<decade>(?:1[0-9]|20)[0-9]0s\b|['’][0-9]0s\b|[5-9]0s\b)"
    r"|(?P<nth>[0-9]{1,3}(?:st|nd|rd|th)\b)"
    rf"|(?P<fig>{FIGURE})"
    r"|\S|\n"
)


_ISLAND = re.compile(f"[^{OTHER}]+")


@cache
def word_list(name: str, kind: str) -> frozenset[str]:
    """The words of one list in a table with the columns `word` and `list`."""
    return frozenset(r["word"] for r in table(name) if r["list"] == kind)


@cache
def any_word(name: str, kind: str) -> re.Pattern[str]:
    """A pattern that finds a word of one list, as it is written there."""
    return re.compile("|".join(rf"\b{re.escape(w)}(?!\w)" for w in sorted(word_list(name, kind))))


@dataclass(frozen=True, slots=True)
class Lexemes:
    """The lexemes of a text: `code` has one letter each, `starts` and `ends` are half-open code points."""

    text: str
    code: str
    starts: list[int]
    ends: list[int]

    def slice(self, first: int, last: int) -> str:
        """The text from the start of one lexeme to the end of the lexeme before `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]] if last > first else ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern over lexemes."""

    name: str
    pattern: re.Pattern[str]


class _Letters(dict[str, str]):
    """From lexeme to letter, filled as lexemes are met; forms are marked by what no text has at their head."""

    def __init__(self, letters: Mapping[str, str], words: Mapping[str, str]) -> None:
        super().__init__()
        self.letters, self.words = letters, words

    def __missing__(self, lexeme: str) -> str:
        if len(lexeme) > 1 and lexeme[0] == _FORM:
            letter = self.letters[lexeme[1:]]
        elif lexeme in MARKS:
            letter = self.letters[MARKS[lexeme]]
        else:
            letter = self.words.get(lexeme) or self.words.get(lexeme.lower(), OTHER)
        if len(self) < _KEPT:
            self[lexeme] = letter
        return letter


@dataclass(frozen=True, slots=True)
class Grammar:
    """Words, the letters of their classes, and rules in the order in which they are tried."""

    letters: Mapping[str, str]
    coded: Mapping[str, str]
    values: Mapping[str, str]
    rules: tuple[Rule, ...]
    core: re.Pattern[str]
    any_rule: re.Pattern[str]

    def lex(self, text: str) -> Lexemes:
        """The text as this grammar sees it. No rule knows the lexeme of a line break: nothing reads across it."""
        lexemes, starts, ends = _cut(text)
        return Lexemes(text, "".join(map(self.coded.__getitem__, lexemes)), starts, ends)

    def scan(self, code: str, read: Callable[[str, re.Match[str]], int | None]) -> None:
        """Call `read(rule, match)` wherever a rule matches, rules in their order, texts from left to right.

        `read` returns the index of the lexeme after what it took; None refuses, and the next rule is tried.
        """
        for island in _ISLAND.finditer(code):
            at, stop = island.span()
            while (core := self.core.search(code, at, stop)) is not None:
                end = min(stop, core.start() + 2 * _REACH)
                hit = self.any_rule.search(code, max(at, core.start() - _REACH), end)
                if hit is None or hit.start() > core.start():
                    at = core.end()
                else:
                    at = self._first_taken(hit, end, read) or hit.start() + 1

    def _first_taken(
        self, hit: re.Match[str], stop: int, read: Callable[[str, re.Match[str]], int | None]
    ) -> int | None:
        """Rules before the one that matched cannot match here; the others may, when it is refused."""
        for rule in self.rules[int((hit.lastgroup or "r0")[1:]) :]:
            if (match := rule.pattern.match(hit.string, hit.start(), stop)) is not None:
                taken = read(rule.name, match)
                if taken is not None:
                    return taken
        return None


@lru_cache(maxsize=1)
def _cut(text: str) -> tuple[list[str], list[int], list[int]]:
    """The lexemes of a text and their offsets; kept for the one text that several grammars read in turn."""
    lexemes: list[str] = []
    spans: list[tuple[int, int]] = []
    for found in _LEXEME.finditer(text):
        kind = found.lastgroup
        lexemes.append(found.group() if kind is None else _FORM + _form(kind, found.group()))
        spans.append(found.span())
    return lexemes, [start for start, _ in spans], [end for _, end in spans]


def _form(kind: str, word: str) -> str:
    if kind != "fig" or not word.isdigit():
        return kind
    if len(word) <= 2 and 1 <= int(word) <= 31:
        return "day"
    return "year" if len(word) == 4 and "1100" <= word < "2200" else "fig"


def load_grammar(words: tuple[str, ...], patterns: str, core: tuple[str, ...]) -> Grammar:
    """The grammar of these tables. An island without a lexeme of one of the `core` classes is not looked at."""
    rows = [row for name in words for row in table(name)]
    names = sorted({r["class"] for r in rows} | set(FORMS) | set(MARKS.values()))
    letters = {name: chr(0xE000 + i) for i, name in enumerate(names)}
    known: dict[str, str] = {}
    values: dict[str, str] = {}
    for r in rows:
        for form in (r["word"], r["word"].upper()) if r["word"] != r["word"].lower() else (r["word"],):
            known[form] = letters[r["class"]]
        values[r["word"].lower()] = r["value"]
    rules = _rules(patterns, letters)
    middle = "".join(letters[name] for name in core)
    return Grammar(
        letters=letters,
        coded=_Letters(letters, known),
        values=values,
        rules=rules,
        core=re.compile(f"[{middle}]"),
        any_rule=re.compile("|".join(f"(?P<r{i}>{_anonymous(r.pattern.pattern)})" for i, r in enumerate(rules))),
    )


def _anonymous(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def _rules(name: str, letters: Mapping[str, str]) -> tuple[Rule, ...]:
    parts: dict[str, str] = {}
    rules: list[Rule] = []
    for row in table(name):
        pattern = _spell(name, row, letters, parts)
        if row["kind"] == "part":
            parts[row["name"]] = f"(?:{pattern})"
        else:
            rules.append(Rule(row["name"], re.compile(pattern)))
    return tuple(rules)


def _spell(where: str, row: Row, letters: Mapping[str, str], parts: Mapping[str, str]) -> str:
    try:
        spelt = re.sub(r"@(\w+)", lambda m: parts[m.group(1)], row["pattern"])
        return re.sub(r"\{([a-z_]+)\}", lambda m: letters[m.group(1)], spelt.replace(" ", ""))
    except KeyError as missing:
        raise ResourceError(
            f"data/{where}, pattern {row['name']!r}: {missing} is named nowhere above it"
        ) from None
