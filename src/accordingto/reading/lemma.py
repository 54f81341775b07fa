"""Dictionary forms of English verbs and nouns: a table of irregular forms, then rules.

Lexicon rows name lemmas; a wrong lemma of a word that no row names does no harm, so rules are enough. Where
several stems are possible ("not|e|d"), one that a lexicon names is preferred.
"""

import re
from functools import cache, lru_cache

from accordingto.resources import table

_VOWEL = "aeiou"
_DOUBLED = re.compile(r"(?:^|[^aeiou])[aeiouy]([bdgklmnprt])\1$")
_NEEDS_E = re.compile(
    r"(?:[^aeiou]u|[aeiou][cgsvz]|[^aeious]s|[rl]v|at|it|ut|ot|ir|iz|id|ud|od|uc|ang|eng|ing|rg|dg|nc|rc|"
    r"tl|bl|dl|gl|pl|fl|kl|zl|ir|os|iv|(?:^|[^aeiou])[aiu]m)$"
)


@cache
def _irregular() -> dict[tuple[str, str], str]:
    return {(r["form"], r["pos"]): r["lemma"] for r in table("en/irregular.tsv")}


@cache
def _verbs() -> frozenset[str]:
    """Verbs that a lexicon names."""
    cues = {r["lemma"] for r in table("en/cues.tsv") if r["pos"] == "VERB"}
    events = {r["lemma"].split()[0] for r in table("en/events.tsv") if r["pos"] == "VERB"}
    others = {r["lemma"] for r in table("en/empty_verbs.tsv")}
    others |= {r["lemma"] for r in table("en/status.tsv") if r["pos"] == "VERB"}
    return frozenset(cues | events | others)


@lru_cache(maxsize=65536)
def lemma(lower: str, pos: str) -> str:
    """The lemma of a lower-case form with this UPOS; other parts of speech keep their form."""
    if pos in ("VERB", "AUX"):
        return _irregular().get((lower, "VERB")) or _verb(lower)
    if pos == "NOUN":
        return _irregular().get((lower, "NOUN")) or _noun(lower)
    return lower


def _verb(form: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if form.endswith(ending) and len(form) > len(ending) + 1:
            candidates = _stems(form, ending)
            return next((c for c in candidates if c in _verbs()), candidates[0])
    return form


def _stems(form: str, ending: str) -> list[str]:
    """What the form may come from, the likeliest first."""
    stem = form[: -len(ending)]
    if ending == "s":
        return [form] if form.endswith(("ss", "us", "is")) else [stem]
    if ending == "es":
        if stem.endswith("i"):
            return [stem[:-1] + "y"]
        return [stem, stem + "e"] if stem.endswith(("ss", "sh", "ch", "x", "zz", "o")) else [stem + "e", stem]
    if not any(c in "aeiouy" for c in stem):
        return [form]
    if stem.endswith("i") and ending == "ed":
        return [stem[:-1] + "y"]
    if _DOUBLED.search(stem):
        return [stem[:-1], stem]
    return [stem + "e", stem] if _NEEDS_E.search(stem) else [stem, stem + "e"]


def _noun(form: str) -> str:
    if len(form) < 4 or not form.endswith("s") or form.endswith(("ss", "us", "is")):
        return form
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return form[:-2]
    return form[:-1]
