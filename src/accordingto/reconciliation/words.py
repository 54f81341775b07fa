"""Words and names of reports, brought to a form in which they can be compared across reports."""

import re
from datetime import date
from functools import cache, lru_cache

from accordingto.resources import table

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_THOUSANDS = re.compile(r"[ ,\u00a0\u202f](?<=\d.)(?=\d{3}(?!\d))")
_ARTICLES = ("the ", "a ", "an ")
_VOWEL = re.compile(r"[aeiouy]")


def tokens(text: str) -> list[str]:
    """The words and numbers of `text` in order, case folded, "12,000" as one number."""
    whole = _THOUSANDS.sub("", text)
    if whole.isascii():  # the case of the whole at once; elsewhere folding could move the ends of words
        found: list[str] = _TOKEN.findall(whole.casefold())
        return [_bare(t) for t in found] if "'" in whole else found
    return [_bare(t.casefold()) for t in _TOKEN.findall(whole)]


def _bare(token: str) -> str:
    return token[:-2] if token.endswith(("'s", "’s")) else token


@cache
def stem(word: str) -> str:
    """A crude stem: seize, seized and seizing are one, so are Korea and Korean. It need not be a word."""
    if len(word) <= 3 or word[0].isdigit():
        return word
    if word.endswith(("ies", "ied")) and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for suffix in ("ing", "ed"):
        cut = word[: -len(suffix)]
        if word.endswith(suffix) and len(cut) >= 3 and _VOWEL.search(cut):
            word = cut[:-1] if cut[-1] == cut[-2] and cut[-1] not in "ls" else cut
            break
    return _trimmed(word)


def _trimmed(word: str) -> str:
    for suffix in ("ment", "ian", "ean", "ia", "ea", "an", "a"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


@cache
def _bases() -> dict[str, str]:
    return {row["form"]: row["lemma"] for row in table("en/irregular.tsv") if row["pos"] == "VERB"}


def base_stem(word: str) -> str:
    """The stem of what a word for a happening is a form of: shots, shot and shooting are one (irregular.tsv)."""
    if word.startswith("wound"):
        return stem(word)  # a form of "wound" far more often than of "wind"
    found = stem(_bases().get(word, word))
    return stem(_bases().get(found, found))


def anchor_stems(text: str) -> frozenset[str]:
    """The stems of the words of an anchor by their base forms, those without content where it has no others."""
    found = [t for t in tokens(text) if not t[0].isdigit()]
    return frozenset(base_stem(t) for t in [t for t in found if t not in stopwords()] or found)


@cache
def stopwords() -> frozenset[str]:
    """Words that do not tell one happening from another (en/stopwords.tsv)."""
    return frozenset(
        w for row in table("en/stopwords.tsv") if row["group"] != "outlets" for w in row["words"].split()
    )


@cache
def press_words() -> frozenset[str]:
    """Words that a newspaper or agency drops in its short name: wire, press, daily."""
    return frozenset(
        w for row in table("en/stopwords.tsv") if row["group"] == "outlets" for w in row["words"].split()
    )


def content_stems(text: str) -> frozenset[str]:
    """The stems of the words of `text` that carry content; numbers and words of time are left out."""
    return frozenset(filter(None, map(_content_stem, tokens(text))))


@lru_cache(maxsize=1 << 16)
def _content_stem(token: str) -> str | None:
    if token in stopwords() or token[0].isdigit() or (len(token) == 1 and token.isascii()):
        return None
    return stem(token)


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """A name without case, leading article, possessive and punctuation: "the Kremlin’s" is "kremlin"."""
    key = " ".join(tokens(name)) or " ".join(name.casefold().split())
    for article in _ARTICLES:
        key = key.removeprefix(article)
    return key


def looks_named(name: str) -> bool:
    """Whether a source's name is a proper name: it has a capital letter or a script without case."""
    return any(c.isupper() or (c.isalpha() and c.lower() == c.upper()) for c in name)


def initials(name: str) -> str:
    """The first letters of the capitalised words of `name`: NIS for National Intelligence Service."""
    return "".join(w[0] for w in _TOKEN.findall(name) if w[0].isupper()).casefold()


def is_acronym(name: str) -> bool:
    """Whether `name` is one word of two to seven letters, mostly capitals."""
    return 2 <= len(name) <= 7 and name.isalpha() and sum(c.isupper() for c in name) >= max(2, len(name) - 1)


def day(when: str | None) -> str | None:
    """The ISO day of a date, a date with a time, or the last day of an interval `begin/end`."""
    return when.rsplit("/", 1)[-1][:10] if when else None


def ordinal(iso: str | None) -> int | None:
    """The day's number on the calendar; None where `iso` is no day."""
    try:
        return date.fromisoformat(iso).toordinal() if iso else None
    except ValueError:
        return None
