"""Drafts to attributions: parties, kind, when it was said, what it goes by, how sure the reader is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from accordingto.model.claim import Attribution, Source
from accordingto.model.text import Span
from accordingto.model.values import Timex
from accordingto.reading.draft import Draft, Range
from accordingto.reading.evidence import evidence_of
from accordingto.reading.mentions import Name
from accordingto.reading.quotes import kind_of_content, quotations
from accordingto.reading.sources import UNNAMED, Resolver
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import word_class

# How often an attribution found in this way is right, by words of its first reason, rounded to .05. Counted by
# `python -m bench.confidence` on the first 300 articles of PolNeAR train (docs/decisions/0008); the last two
# are too rare there to be counted and have the value of an unlisted way.
_RIGHT = (
    ("content is its ccomp", 0.8),
    ("content is its obj", 0.6),
    ("content is its xcomp", 0.6),
    ("content stands before it", 0.55),
    ("content is its parataxis", 0.35),
    ("phrase", 0.75),
    ("name and colon", 0.65),
    ("passive", 0.5),
    ("adverb", 0.3),
    ("noun", 0.35),
    ("relay", 0.5),
    ("quotation goes on", 0.5),
)


_BLOCK = 1024
STAMP = re.compile(r"(?:[•·*–-]\s*)?(?:[01]?\d|2[0-3])[:.][0-5]\d\b")


@dataclass(frozen=True, slots=True)
class Testimony:
    """The drafts of a report with the attributions they became, in the same order."""

    drafts: tuple[Draft, ...]
    records: tuple[Attribution, ...]
    _near: dict[int, list[int]] = field(init=False, repr=False, compare=False)
    _index: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        near: dict[int, list[int]] = {}
        for k, draft in enumerate(self.drafts):
            for block in sorted({n for a, b in draft.content for n in _blocks(a, b)}):
                near.setdefault(block, []).append(k)
        object.__setattr__(self, "_near", near)
        object.__setattr__(self, "_index", {record.id: k for k, record in enumerate(self.records)})

    def innermost(self, start: int, end: int) -> int | None:
        """The index of the attribution with the smallest content that holds the characters; None: narrator."""
        around = self.around(start, end)
        return min(around, key=lambda k: (self.drafts[k].size, -len(self.above(k)), k)) if around else None

    def around(self, start: int, end: int) -> list[int]:
        """The indices of the attributions whose content holds the characters, in text order."""
        near = self._near.get(start // _BLOCK, ())
        return [k for k in near if self.drafts[k].holds(start, end)]

    def above(self, k: int) -> list[Attribution]:
        """The attributions around the one with index `k`, nearest first."""
        found: list[Attribution] = []
        parent = self.records[k].parent
        while parent is not None and (record := self.records[self._index[parent]]) not in found:
            found.append(record)
            parent = record.parent
        return found

    def indices(self, k: int) -> list[int]:
        """The index `k` and those of the attributions around it, nearest first."""
        return [k, *(self._index[record.id] for record in self.above(k))]

    def index(self, id_: str) -> int:
        """The index of the attribution with this id."""
        return self._index[id_]

    def draft_of(self, record: Attribution) -> Draft:
        """The draft that became this attribution."""
        return self.drafts[self._index[record.id]]

    def told_in(self, start: int, end: int) -> list[Range]:
        """The ranges of content that share a character with `start:end`."""
        near = sorted({k for block in _blocks(start, end) for k in self._near.get(block, ())})
        return [(a, b) for k in near for a, b in self.drafts[k].content if a < end and start < b]


def _blocks(start: int, end: int) -> range:
    """The blocks of characters by which content is looked up: a look through all drafts would be quadratic."""
    return range(start // _BLOCK, (end - 1) // _BLOCK + 1)


def attribution_records(
    parsed: Parsed, drafts: list[Draft], names: list[Name], times: Sequence[Timex], published: str | None
) -> Testimony:
    """The attributions of the report, ids in text order, with roots resolved."""
    roots = _roots(drafts, Resolver(parsed, names, int(published[:4]) if published else None))
    quoted = quotations(parsed.text)
    dated = _by_sentence(parsed, times)
    drafts = _without_inner_attitudes(drafts, roots)
    ids = {id(d): f"a{k}" for k, d in enumerate(drafts, 1)}
    records = tuple(
        Attribution(
            id=ids[id(d)],
            kind=kind_of_content(parsed.text, d.content, quoted),
            act=_act(d, roots[id(d)]),
            source=_words(parsed, d.source),
            cue=_words(parsed, d.cue),
            content=tuple(Span.of(parsed.text, a, b) for a, b in d.content),
            root=roots[id(d)],
            parent=ids[id(d.parent)] if d.parent is not None else None,
            continues=ids[id(d.continues)] if d.continues is not None else None,
            said_on=_said_on(d, dated) or _stamped(parsed, d, published),
            medium=_medium(parsed, d),
            evidence=evidence_of(parsed, d),
            confidence=next((value for words, value in _RIGHT if words in d.reasons[0]), 0.5),
            reasons=tuple(d.reasons),
        )
        for d in drafts
    )
    return Testimony(tuple(drafts), records)


def _act(draft: Draft, root: Source) -> str:
    """A document or an image shows, unless the verb says that it speaks ("it reads", "the letter says")."""
    silent = root.class_ in ("document", "imagery") and draft.act in ("say", "believe") and draft.continues is None
    return "show" if silent and draft.head.lemma not in word_class("speaking_verb") else draft.act


def _without_inner_attitudes(drafts: list[Draft], roots: dict[int, Source]) -> list[Draft]:
    """Without what a holder thinks inside its own saying: "she says she saw" is one attribution, not two."""
    continued = {id(d.continues) for d in drafts}

    def is_inner(d: Draft) -> bool:
        if d.parent is None or d.act not in ("believe", "no_comment") or id(d) in continued:
            return False
        return roots[id(d)].name == roots[id(d.parent)].name

    gone = {id(d) for d in drafts if is_inner(d)}
    for draft in drafts:
        while draft.parent is not None and id(draft.parent) in gone:
            draft.parent = draft.parent.parent
    return [d for d in drafts if id(d) not in gone]


def _words(parsed: Parsed, tokens: list[Token]) -> tuple[Span, ...]:
    return (parsed.span(tokens[0], tokens[-1]),) if tokens else ()


def _roots(drafts: list[Draft], resolver: Resolver) -> dict[int, Source]:
    """Sources resolved in text order; who speaks around a draft is resolved before it."""
    roots: dict[int, Source] = {}

    def resolve(draft: Draft) -> Source:
        if id(draft) not in roots:
            roots[id(draft)] = UNNAMED  # until it is known: two drafts may wait for each other
            if draft.continues is not None:
                roots[id(draft)] = resolve(draft.continues)
            else:
                around = resolve(draft.parent) if draft.parent is not None else None
                roots[id(draft)] = resolver.root(draft, around)
        return roots[id(draft)]

    for draft in sorted(drafts, key=lambda d: (d.source[0].start if d.source else d.start, d.start)):
        resolve(draft)
    return roots


def _by_sentence(parsed: Parsed, times: Sequence[Timex]) -> dict[int, list[tuple[Timex, list[Token]]]]:
    """The times that have a day, with their tokens, by the sentence they begin in."""
    found: dict[int, list[tuple[Timex, list[Token]]]] = {}
    for time in times:
        tokens = parsed.at(time.span.start, time.span.end)
        if tokens and time.begin is not None:
            found.setdefault(tokens[0].sentence, []).append((time, tokens))
    return found


def _said_on(draft: Draft, dated: dict[int, list[tuple[Timex, list[Token]]]]) -> str | None:
    """The day or days of the saying, where an expression of time hangs on the cue itself."""
    if draft.continues is not None:
        return _said_on(draft.continues, dated)
    if not draft.cue:
        return None
    found = _times_on({t.i for t in draft.cue}, draft, dated)
    if not found and draft.head.rel in ("advcl", "conj") and draft.head.head is not None:
        found = _times_on({draft.head.head.i}, draft, dated)  # "said on Monday …, dismissing …"
    found = found or _dated_document(draft, dated)
    if not found:
        return None
    best = min(found, key=lambda t: (_days(t), t.span.start))
    return best.begin if best.end in (best.begin, None) else f"{best.begin}/{best.end}"


def _dated_document(draft: Draft, dated: dict[int, list[tuple[Timex, list[Token]]]]) -> list[Timex]:
    """The date of a document that is the source: "a record dated January 8"."""
    source = {t.i: t.lower for t in draft.source}
    near = dated.get(draft.head.sentence, ())
    return [time for time, tokens in near if source.get(tokens[0].i - 1) == "dated"]


def _times_on(cue: set[int], draft: Draft, dated: dict[int, list[tuple[Timex, list[Token]]]]) -> list[Timex]:
    return [
        time
        for time, tokens in dated.get(draft.head.sentence, ())
        if not draft.holds(time.span.start, time.span.end) and _hangs_on(tokens, cue)
    ]


def _stamped(parsed: Parsed, draft: Draft, published: str | None) -> str | None:
    """The day of publication for what stands in a live entry with a time of day before it ("• 14:05 …")."""
    line = parsed.text.rfind("\n", 0, draft.start) + 1
    return published[:10] if published and STAMP.match(parsed.text, line) else None


def _days(time: Timex) -> int:
    return 0 if time.begin == time.end else 1


def _hangs_on(tokens: list[Token], cue: set[int]) -> bool:
    """Whether the first verb above the expression is the cue."""
    inside = {t.i for t in tokens}
    at: Token | None = next((t for t in tokens if t.head is None or t.head.i not in inside), tokens[0])
    while at is not None:
        if at.i in cue:
            return True
        if at.pos == "VERB" and at.i not in inside:
            return False
        at = at.head
    return False


def _medium(parsed: Parsed, draft: Draft) -> tuple[Span, ...]:
    for kid in draft.head.kids:
        if kid.rel == "obl" and kid.lemma in word_class("medium") and not draft.holds(kid.start, kid.end):
            run = [t for t in kid.subtree() if t.pos != "PUNCT" and not draft.holds(t.start, t.end)]
            if run[-1].i - run[0].i == len(run) - 1:
                return (parsed.span(run[0], run[-1]),)
    return ()
