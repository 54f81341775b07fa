"""Parties met earlier in a report, and the nouns by which they are taken up again."""

from dataclasses import dataclass

from accordingto.model.claim import Source
from accordingto.reading.content import case_of
from accordingto.reading.tree import Token
from accordingto.resources import word_class


@dataclass(frozen=True, slots=True)
class Known:
    """A party met earlier in the report, with the word that headed its phrase."""

    source: Source
    noun: str
    plural: bool
    start: int
    words: frozenset[str] = frozenset()
    person: bool = False


def are_reports(head: Token) -> bool:
    """ "Reports from Kyiv": whoever they come from; one report by somebody is a document."""
    several = head.lower != head.lemma
    return head.lower in word_class("report_noun") and (several or any(case_of(k) == "from" for k in head.kids))


def noun_in(name: str) -> str:
    """The noun that heads a name: "board" of "Selm Water Board", "ministry" of "Ministry of Defence"."""
    return name.lower().split(" of ")[0].split()[-1] if name.split() else ""
