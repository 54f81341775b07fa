"""Numbers that are no quantities: names, ages, scores, telephone numbers, the pronoun "one"."""

import re
from functools import cache

from accordingto.reading.lexemes import word_list
from accordingto.reading.tree import Parsed, Token

_CONTEXT = "en/number_context.tsv"


def is_change_word(lower: str) -> bool:
    """Whether a word tells of change: "rose", "doubled"."""
    return lower in word_list(_CONTEXT, "change")


@cache
def _change() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(word_list(_CONTEXT, "change")))
    return re.compile(rf"(?i)\b(?:{words})\b[^.;:,]{{0,40}}$")


def is_change(text: str, start: int, floor: int) -> bool:
    """Whether a verb of change stands shortly before: "rose from"."""
    return _change().search(text[max(floor, start - 60) : start]) is not None


def is_label(parsed: Parsed, start: int, end: int) -> bool:
    """Whether the number is part of a name, a score or a code: by what is written onto it or stands before."""
    text = parsed.text
    if _is_glued(text, start, end) or _is_listed(text, start, end):
        return True
    if _is_capitalised(parsed, start, end):
        return True
    if _is_listed_label(text, start) or re.match(r"\d+[A-Z]\s[A-Z][a-z]", text[start : end + 3]):
        return True
    word = re.search(r"([^\W\d_]+)\.?\s+$", text[max(0, start - 24) : start])
    if word is None or not text[start : start + 1].isdigit():
        return False
    tokens = parsed.at(start, end)
    before = parsed.tokens[tokens[0].i - 1] if tokens and tokens[0].i else None
    if word[1].lower() in word_list(_CONTEXT, "label"):
        return before is None or before.pos != "VERB" or word[1].lower() in ("call", "dial")
    if word[1] == "of" and re.search(r"\bGroup\s+of\s+$", text[max(0, start - 12) : start]):
        return True
    return any(c.isupper() for c in word[1]) and before is not None and _is_name(parsed, before, tokens)


_LABELS = re.compile(r"([^\W\d_]+)\s+(?:\d+[A-Z]?(?:,\s*|\s+(?:and|or|to)\s+))*$")


def _is_listed_label(text: str, start: int) -> bool:
    """ "Articles 5 and 6", "dial 999 or 112", "Lines 2, 3 and 4": what the first of them is, all are."""
    if not text[start].isdigit():
        return False
    word = _LABELS.search(text, max(0, start - 40), start)
    if word is None:
        return False
    named, plural = word[1].lower(), word[1].lower().removesuffix("s")
    alone = re.search(r"\d", word.group()) is None
    label = word_list(_CONTEXT, "label")
    return (named in label and not alone) or (plural != named and plural in label and word[1][0].isupper())


def _is_capitalised(parsed: Parsed, start: int, end: int) -> bool:
    """ "The Big Three", "the Ten Most Wanted": a number word with a capital beside others, not in a headline."""
    tokens = parsed.at(start, end)
    if not tokens or not parsed.text[start].isupper() or parsed.text[start:end].isupper():
        return False
    first, last = tokens[0].i, tokens[-1].i
    if first == 0 or parsed.tokens[first - 1].sentence != tokens[0].sentence:
        return False
    before, after = parsed.tokens[first - 1].text, "".join(t.text for t in parsed.tokens[last + 1 : last + 2])
    if not before.isalpha() or not (before[:1].isupper() or (before == "the" and after[:1].isupper())):
        return False
    words = [t.text for t in parsed.words(tokens[0].sentence) if len(t.text) > 3 and t.text.isalpha()]
    return 4 * sum(w[0].isupper() for w in words) < 3 * len(words)


_NAMED_FIGURE = re.compile(r"\b[A-Z][\w.]* (\d{3,4})\b")


def figures_in_names(parsed: Parsed) -> frozenset[str]:
    """The figures that the text has right behind a name: "787" where it speaks of the Boeing 787."""
    found = set()
    for match in _NAMED_FIGURE.finditer(parsed.text):
        tokens = parsed.at(match.start(), match.start(1))
        if tokens and tokens[-1].pos == "PROPN":
            found.add(match[1])
    return frozenset(found)


def _is_glued(text: str, start: int, end: int) -> bool:
    """ "T-72", "G7", "24/7", "3:1", "+44", "52-48"; a sign of money or a word after a hyphen is none of these."""
    if not text[start].isdigit():
        return False
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before[-1:] == "(" and before[:1].isdigit():
        return True  # "Article 51(4)"
    if before[-1:].isalnum() or before[-1:] in tuple("#+_@=&?") or after[:1].isalpha():
        return True
    if before[-1:] in ("-", "–", "/", ":", ".") and before[:1].isalnum() and len(before) == 2:
        return True
    return after[:1] in ("-", "–", "/", ":") and after[1:2].isdigit()


def _is_listed(text: str, start: int, end: int) -> bool:
    """A number with a point that heads a line or item; one alone in quotation marks; "007"."""
    if re.fullmatch(r"0\d+", text[start:end]):
        return True
    opens = start == 0 or text[start - 1] == "\n"
    if opens and text[start].isdigit() and re.match(r"[.)]\s", text[end : end + 2]):
        return True
    if text[start:end].isdigit() and re.match(r"\.[\"“A-Z]", text[end : end + 2]):
        return True
    return text[start - 1 : start] in ('"', "“", "‘") and text[end : end + 1] in ('"', "”", "’")


def _is_name(parsed: Parsed, before: Token, tokens: list[Token]) -> bool:
    """A capitalised word before a number makes a name, unless the number counts a noun behind it or opens anew."""
    if before.pos != "PROPN":
        opens = before.i == 0 or parsed.tokens[before.i - 1].sentence != before.sentence
        return before.pos in ("NOUN", "X") and tokens[-1].head in (None, before) and not opens
    head = tokens[-1].head
    return head is None or head.i < tokens[-1].i or head.pos not in ("NOUN", "PROPN", "ADJ", "SYM")


def is_age(parsed: Parsed, start: int, end: int) -> bool:
    """ "The suspect, 34,", "aged 12", "62-year-old", "he is 27", "respondents under 30"."""
    text = parsed.text
    before, after = text[max(0, start - 24) : start], text[end : end + 12]
    if (hyphen := re.match(r"-([^\W\d_]+)", after)) and hyphen[1].lower() in word_list(_CONTEXT, "compound"):
        return True
    if re.match(r"(?:-|\s+)(?:year|month|week|day|hour|minute|decade)s?\b", after):
        return True  # how old or how long, no quantity either way
    if re.search(
        r"(?i)\b(?:aged?|ages|aging|age\s+of|turn(?:s|ed|ing)?)\s+(?:between\s+|of\s+)?(?:\d+(?:,|\s+(?:and|or|to))\s+)*$",
        before,
    ):
        return True
    if not re.fullmatch(r"\d{1,3}", text[start:end]) or int(text[start:end]) > 120:
        return False
    if re.search(r"[^\W\d_][\"”’]?\s?,\s*$", before) and re.match(r"\s*(?:,|\.\s*$|\.\s+[A-Z\"“`‘]|;)", after):
        return _after_person(parsed, start)
    if re.search(r"[^\W\d_]\s+\($", before) and after[:1] == ")":
        return True
    if re.search(r"(?i)\b(?:under|over|above|below|younger\s+than|older\s+than)\s+$", before):
        return _people_before(parsed, start) and not _counts_on(parsed, start, end)
    return bool(re.search(r"(?i)\b(?:he|she|who|i)\s+(?:is|was|am|’s|'s)\s+$", before)) and not _counts_on(
        parsed, start, end
    )


def _after_person(parsed: Parsed, start: int) -> bool:
    """Whether the word before the comma can be a person: a name, or a noun that is no plural."""
    tokens = parsed.at(start, start + 1)
    at = tokens[0].i - 2 if tokens else -1
    if at < 0:
        return False
    word = parsed.tokens[at]
    return word.pos in ("PROPN", "X") or (word.pos == "NOUN" and not word.lower.endswith("s"))


def _people_before(parsed: Parsed, start: int) -> bool:
    tokens = parsed.at(start, start + 1)
    at = tokens[0].i - 2 if tokens else -1
    return at >= 0 and parsed.tokens[at].pos in ("NOUN", "PRON")


def _counts_on(parsed: Parsed, start: int, end: int) -> bool:
    tokens = parsed.at(start, end)
    return (
        bool(tokens)
        and tokens[-1].head is not None
        and tokens[-1].head.i > tokens[-1].i
        and tokens[-1].rel == "nummod"
    )


def is_pronoun(parsed: Parsed, start: int, end: int) -> bool:
    """ "One of the", "no one", "one for each": "one" counts only before a noun or as one among counted ones."""
    if parsed.text[start:end].lower() != "one":
        return False
    tokens = parsed.at(start, end)
    if not tokens:
        return True
    token = tokens[-1]
    before = parsed.tokens[token.i - 1].lower if token.i else ""
    follows = parsed.tokens[token.i + 1] if token.i + 1 < len(parsed.tokens) else None
    if (
        before in word_list(_CONTEXT, "before_pronoun_one")
        or follows is None
        or follows.lower in word_list(_CONTEXT, "after_pronoun_one")
    ):
        return True
    if follows.pos in ("NOUN", "ADJ", "PROPN") and token.head is not None and token.head.i > token.i:
        return False
    return not (
        follows.pos in ("AUX", "VERB")
        and any(
            t.pos == "NUM" and t.sentence == token.sentence for t in parsed.tokens[max(0, token.i - 40) : token.i]
        )
    )


def is_bare_zero(parsed: Parsed, start: int, end: int) -> bool:
    """ "Ground zero", "above zero": "zero" counts only before a noun."""
    if parsed.text[start:end].lower() != "zero":
        return False
    tokens = parsed.at(start, end)
    following = parsed.tokens[tokens[-1].i + 1 : tokens[-1].i + 2] if tokens else []
    if not following or following[0].pos not in ("NOUN", "ADJ", "X", "PROPN") or not following[0].text.isalpha():
        return True
    word = following[0].lower  # "zero growth", "zero tolerance" count nothing
    return following[0].pos == "NOUN" and not word.endswith("s") and word not in word_list(_CONTEXT, "people")


def is_plural_next(parsed: Parsed, start: int, end: int) -> bool:
    """Whether "no" stands before a plural that can be counted: "no casualties"; not "no plans"."""
    tokens = parsed.at(start, end)
    if not tokens:
        return False
    for token in parsed.tokens[tokens[-1].i + 1 : tokens[-1].i + 4]:
        if token.sentence != tokens[-1].sentence or token.pos not in ("ADJ", "NOUN", "PROPN", "VERB", "X"):
            return False
        if token.pos in ("NOUN", "X") and token.lower in word_list(_CONTEXT, "people"):
            return True
        if (
            token.pos in ("NOUN", "X")
            and token.lower.endswith("s")
            and not token.lower.endswith(("ss", "us", "is"))
        ):
            return token.lower not in word_list(_CONTEXT, "untold")
    return False
