"""A text as a string of letters, one a lexeme, so that grammars of time and number are regular expressions.

"on 3 May" becomes three letters that stand for {on}, {day} and {month}. A pattern of a grammar is written over
such names (`{day} {of}? {month}`); what matches is mapped back to characters. Words come from a table with the
columns `word` and `class`, patterns from one with `name`, `kind` and `pattern`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from accordingto.errors import ResourceError
from accordingto.resources import Row, table

OTHER = "_"
# Lexemes that are known by their form. `day` is a figure from 1 to 31, `year` one of four digits.
FORMS = ("iso", "numdate", "clock", "decade", "nth", "year", "day", "fig", "dotted")
MARKS = {
    "-": "hy", "–": "hy", "—": "dash", ",": "comma", ".": "dot", "(": "open", ")": "close", "'": "apos", "’": "apos",
    "%": "percent", "/": "slash", ":": "colon", '"': "quote", "“": "quote", "”": "quote",
}  # fmt: skip
FIGURE = (
    r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"  # 1,500  1,500.5
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)"  # 1.500.000
    r"|\d{1,3}(?:['’ \u00a0\u202f\u2009]\d{3})+(?!\d)"  # 1'500  1 500
    r"|\d+ [1-9]/[2-9](?![\d/])"  # 5 1/2
    r"|\d+(?:[.,]\d+)?"  # 15  1.5  2,4
)
_LEXEME = re.compile(
    r"(?P<dotted>[aApP]\.\s?[mM]\b\.?)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<iso>\d{4}-\d\d-\d\d(?:T\d\d:?\d\d(?::?\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]))"
    r"|(?P<numdate>\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)(?![\w/]))"
    r"|(?P<clock>\d{1,2}(?:[:.]\d\d){1,2}(?=\s?[aApP]\.?\s?[mM]\b)|(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:]))"
    r"|(?P<decade>(?:1\d|20)\d0s\b|['’]\d0s\b)"
    r"|(?P<nth>\d+(?:st|nd|rd|th)\b)"
    rf"|(?P<fig>{FIGURE})"
    r"|(?P<mark>[^\w\s]|\n)"
)


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


@dataclass(frozen=True, slots=True)
class Grammar:
    """Words, the letters of their classes, and rules in the order in which they are tried."""

    letters: Mapping[str, str]
    words: Mapping[str, str]
    values: Mapping[str, str]
    rules: tuple[Rule, ...]
    island: re.Pattern[str]
    any_rule: re.Pattern[str]

    def lex(self, text: str) -> Lexemes:
        """The text as this grammar sees it. A line break is a lexeme that no rule knows: nothing reads across it."""
        words, letters = self.words, self.letters
        marks = {mark: letters[name] for mark, name in MARKS.items()}
        code: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for found in _LEXEME.finditer(text):
            kind, word = found.lastgroup or "mark", found.group()
            if kind == "word":
                code.append(words.get(word) or words.get(word.lower(), OTHER))
            elif kind == "mark":
                code.append(marks.get(word, words.get(word, OTHER)))
            else:
                code.append(letters[_form(kind, word)])
            starts.append(found.start())
            ends.append(found.end())
        return Lexemes(text, "".join(code), starts, ends)

    def scan(self, code: str, read: Callable[[str, re.Match[str]], int | None]) -> None:
        """Call `read(rule, match)` wherever a rule matches, rules in their order, texts from left to right.

        `read` returns the index of the lexeme after what it took; None refuses, and the next rule is tried.
        """
        for island in self.island.finditer(code):
            at, stop = island.span()
            while (hit := self.any_rule.search(code, at, stop)) is not None:
                at = self._first_taken(code, hit.start(), stop, read) or hit.start() + 1

    def _first_taken(
        self, code: str, at: int, stop: int, read: Callable[[str, re.Match[str]], int | None]
    ) -> int | None:
        for rule in self.rules:
            if (match := rule.pattern.match(code, at, stop)) is not None:
                taken = read(rule.name, match)
                if taken is not None:
                    return taken
        return None


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
        words=known,
        values=values,
        rules=rules,
        island=re.compile(f"[^{OTHER}]*[{middle}][^{OTHER}]*"),
        any_rule=re.compile("|".join(f"(?:{_anonymous(r.pattern.pattern)})" for r in rules)),
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
        raise ResourceError(f"data/{where}, pattern {row['name']!r}: {missing} is named nowhere above it") from None
