"""Happenings to claims: who holds them, at which value, with their places, times and quantities.

One claim a happening: who asserts it and who denies it are holders of the same claim with opposite values
(Saurí and Pustejovsky 2009). A claim without an anchor in the text cannot be made here: it starts from a token.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accordingto.model.claim import NARRATOR, Attribution, Claim, Participant
from accordingto.model.text import Span
from accordingto.reading.answers import Answer, answers
from accordingto.reading.antecedents import antecedent, named_before
from accordingto.reading.belongings import A_FIGURE, Belongings, Finds, belongings
from accordingto.reading.clauses import clause_span
from accordingto.reading.content import Range, noun_phrase
from accordingto.reading.draft import Draft
from accordingto.reading.echoes import join_holders
from accordingto.reading.events import Happening, at_word, find_happenings, named_by, parts
from accordingto.reading.factuality import told
from accordingto.reading.granted import granted
from accordingto.reading.holders import held, rejects
from accordingto.reading.mentions import Name, joined
from accordingto.reading.parties import resolve
from accordingto.reading.phrases import head_of, short_phrase, stands_for
from accordingto.reading.rivals import weigh_figures
from accordingto.reading.testimony import Testimony
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import word_class

_GLOSS = 200
_FIGURE = 10
"""Words of a content that may be no more than a figure and what it counts."""


@dataclass(frozen=True, slots=True)
class _Material:
    """What belongs to the happenings; denials by the attribution that they answer; names by the words in them."""

    belong: Belongings
    answers: dict[int, list[Answer]]
    """By the index of an attribution, those that deny it or decline to comment on it further on."""
    names: dict[int, tuple[str, Name]]
    """By the index of a token, the mention of a name that it belongs to."""


def find_claims(
    parsed: Parsed, testimony: Testimony, finds: Finds, marked: Sequence[Range] = ()
) -> tuple[Claim, ...]:
    """The claims of the report in text order.

    `marked` are stretches of the text (code points, half-open) that get a claim in any case: a gold's mentions.
    """
    cue_words = {t.i for d in testimony.drafts for t in d.cue}
    for record in testimony.records:
        cue_words.update(t.i for span in record.medium for t in parsed.at(span.start, span.end))
    happenings = [h for s in range(len(parsed.sentences)) for h in find_happenings(parsed.words(s), cue_words)]
    happenings += _only_said(parsed, testimony, happenings, _figures(parsed, testimony))
    answered = answers(parsed, testimony, _tellers(testimony, happenings))
    tied = {a.by for given in answered.values() for a in given if a.by is not None}
    happenings += _only_said(parsed, testimony, happenings, _denials(testimony, tied))
    happenings += _marked(parsed, happenings, marked)
    named = {t.i: (f"m{k}", n) for k, n in enumerate(finds.names, 1) for t in n.tokens}
    material = _Material(belongings(parsed, testimony, happenings, finds), answered, named)
    found = [
        _claim(parsed, testimony, happening, material, f"c{k}")
        for k, happening in enumerate(sorted(happenings, key=lambda h: h.anchor.i), 1)
    ]
    return weigh_figures(parsed, join_holders(parsed, testimony, found, finds), finds)


def _with_subject(span: Span, gloss: str, people: Sequence[Participant]) -> str:
    """The clause with who it is about in brackets, where the clause itself does not name it."""
    who = next((p for p in people if p.role in ("actor", "patient", "unit")), None)
    if who is None or who.span.quote.lower() in word_class("relative_pronoun"):
        return gloss
    if span.covers(who.span):
        named = who.name != _gloss(who.span.quote)
        return _gloss(gloss.replace(who.span.quote, f"[{who.name}]", 1)) if named else gloss
    return _gloss(f"[{who.name}] {gloss}") if who.role == "actor" or who.span.end <= span.start else gloss


def _tellers(testimony: Testimony, happenings: list[Happening]) -> set[int]:
    """The attributions, by index, in whose content something happens."""
    inner = {testimony.innermost(h.anchor.start, h.anchor.end) for h in happenings}
    return {i for k in inner if k is not None for i in testimony.indices(k)}


def _only_said(
    parsed: Parsed, testimony: Testimony, happenings: list[Happening], wanted: Mapping[int, str]
) -> list[Happening]:
    """A happening for each of the attributions `wanted` (by index, with the reason) whose content names none."""
    found: list[Happening] = []
    made: set[int] = set()
    anchors = sorted((h.anchor.start, h.anchor.end) for h in happenings)
    for k, why in sorted(wanted.items()):
        draft = testimony.drafts[k]
        if any(_first_in(anchors, a, b) for a, b in draft.content):
            continue
        inside = [
            t
            for a, b in draft.content
            for t in parsed.at(a, b)
            if t.pos not in ("PUNCT", "PRON", "DET") and any(map(str.isalnum, t.text))
        ]
        head = head_of(inside) if inside else None
        if head is not None and why == A_FIGURE:
            head = head.child("nsubj") or head  # "the toll was 14"
        if head is not None and head.i not in made:
            made.add(head.i)
            found.append(named_by(head, why))
    return found


def _figures(parsed: Parsed, testimony: Testimony) -> dict[int, str]:
    """The attributions that say no more than a figure."""
    return {k: A_FIGURE for k, d in enumerate(testimony.drafts) if _only_a_figure(parsed, d)}


def _denials(testimony: Testimony, tied: set[int]) -> dict[int, str]:
    """The denials and refusals to confirm, without those `tied` to what another said: nobody denies nothing."""
    return {
        k: "all that is denied"
        for k, d in enumerate(testimony.drafts)
        if k not in tied and (rejects(d) or (d.act == "no_comment" and d.head.lemma in ("confirm", "verify")))
    }


def _marked(parsed: Parsed, happenings: list[Happening], marked: Sequence[Range]) -> list[Happening]:
    """A happening for each marked stretch that has none yet, at the word that its others hang on."""
    anchors = {h.anchor.i for h in happenings}
    found: dict[int, Happening] = {}
    for start, end in marked:
        inside = [t for t in parsed.at(start, end) if t.pos != "PUNCT"]
        if inside and not any(t.i in anchors for t in inside):
            head = head_of(inside)
            found.setdefault(head.i, at_word(head, "marked"))
    return list(found.values())


def _only_a_figure(parsed: Parsed, draft: Draft) -> bool:
    """ "Police put the crowd at 11,000", "Police: 11,000": a number is all that is said."""
    if draft.act not in ("say", "believe", "show") or not draft.cue or len(draft.content) != 1:
        return False
    if draft.head.lemma in ("cite", "quote"):
        return False  # "cited two drivers"
    inside = parsed.at(*draft.content[0])
    figure = any(t.pos == "NUM" and not t.ner.endswith("Date") for t in inside)
    told = any(t.pos in ("VERB", "AUX") for t in inside)
    return figure and len(inside) <= _FIGURE and (not told or _is_sum(inside))


def _is_sum(inside: Sequence[Token]) -> bool:
    """ "The toll was 14", "the death toll stood at 1,142"."""
    top = head_of(list(inside))
    what = top.child("nsubj")
    if what is None or what.lemma not in (*word_class("sum"), *word_class("the_dead")):
        return False
    return top.pos == "NUM" or (top.lemma == "stand" and any(t.pos == "NUM" for t in top.children("obl")))


def _first_in(anchors: list[Range], start: int, end: int) -> bool:
    """Whether one of the anchors, in text order, lies within `start:end`."""
    k = bisect_left(anchors, (start, start))
    return k < len(anchors) and anchors[k][1] <= end


def _claim(parsed: Parsed, testimony: Testimony, happening: Happening, material: _Material, id_: str) -> Claim:
    anchor = happening.anchor
    at = testimony.innermost(anchor.start, anchor.end)
    how = told(anchor)
    record = testimony.records[at] if at is not None else None
    span = _clause(parsed, testimony, happening, at)
    status, value_by, why = held(testimony, at, anchor, how, material.answers)
    people = _participants(parsed, happening, record, material.names)
    return Claim(
        id=id_,
        attribution=record.id if record is not None else None,
        anchor=parsed.span(anchor, anchor),
        span=span,
        gloss=_with_subject(span, _gloss(_without_opening(span, anchor)), people),
        event=happening.event,
        status=status,
        value_by=value_by,
        participants=people,
        places=tuple(material.belong.places.get(anchor.i, ())),
        times=tuple(material.belong.times.get(anchor.i, ())),
        quantities=tuple(material.belong.quantities.get(anchor.i, ())),
        evidence=record.evidence if record is not None else (),
        confidence=round(max(0.05, min(0.95, happening.weight)), 2),
        reasons=(*happening.reasons, *how.reasons, *why, *granted(anchor)),
    )


def _without_opening(span: Span, anchor: Token) -> str:
    """The words of a clause without the preposition or conjunction that ties it to another: "in the explosion"."""
    opening = next((k for k in anchor.children("case", "mark", "advmod") if k.start == span.start), None)
    tying = opening is not None and (opening.rel != "advmod" or opening.lower in word_class("course_clause"))
    return span.quote[opening.end - span.start :] if tying and opening is not None else span.quote


def _gloss(words: str) -> str:
    line = " ".join(words.split()).strip(' ,;:“”"')
    return line if len(line) <= _GLOSS else line[: _GLOSS - 1].rsplit(" ", 1)[0] + "…"


def _clause(parsed: Parsed, testimony: Testimony, happening: Happening, at: int | None) -> Span:
    if at is None:
        sentence = parsed.sentences[happening.anchor.sentence]
        return clause_span(parsed, happening, [], testimony.told_in(sentence.start, sentence.end))
    draft = testimony.drafts[at]
    inside = list(draft.content)
    if happening.reasons == (A_FIGURE,):
        return Span.of(parsed.text, min(draft.cue[0].start, inside[0][0]), max(draft.cue[-1].end, inside[-1][1]))
    if draft.act in ("plan", "decide") and draft.source:
        # "the North has decided to send troops": who decides is who sends
        start, end = min(draft.start, inside[0][0]), max(b for _, b in inside)
        inside = [(start, end)]
    return clause_span(parsed, happening, inside, [])


def _participants(
    parsed: Parsed, happening: Happening, record: Attribution | None, names: dict[int, tuple[str, Name]]
) -> tuple[Participant, ...]:
    found = []
    for part in parts(happening):
        span = parsed.span(part.tokens[0], part.tokens[-1])
        name = _who(part.tokens, part.head, record)
        meant = antecedent(parsed, part.head) if name is None and len(part.tokens) == 1 else None
        if meant is not None:
            name = names[meant.i][1].text if meant.i in names else joined(short_phrase(meant))
        mention = _mention(parsed, meant or part.head, part.tokens, names)
        found.append(Participant(part.role, name or _gloss(span.quote), span, mention, _country(part.tokens)))
    return tuple(sorted(found, key=lambda p: (p.span.start, p.role)))


def _mention(
    parsed: Parsed, head: Token, tokens: Sequence[Token], names: dict[int, tuple[str, Name]]
) -> str | None:
    """The id of the name that a participant is: its head, a name in apposition to it, one that it goes back to."""
    if head.i in names:
        return names[head.i][0]
    beside = next((n for t in tokens if (n := names.get(t.i)) is not None and stands_for(n[1], head)), None)
    if beside is not None:
        return beside[0]
    before = named_before(parsed, head, names)
    return names[before.i][0] if before is not None else None


def _who(tokens: list[Token], head: Token, record: Attribution | None) -> str | None:
    """What a pronoun stands for: a relative one for its noun, another in what a holder says for the holder."""
    if len(tokens) > 1:
        return None
    if head.lower in word_class("relative_pronoun"):
        clause = next((a for a in head.ancestors() if a.rel == "acl:relcl" and a.head is not None), None)
        return joined(noun_phrase(clause.head)) if clause is not None and clause.head is not None else None
    if record is None or head.pos != "PRON" or record.root.class_ in (NARRATOR, "unnamed"):
        return None
    person = record.root.class_ in ("official", "expert", "witness")
    fitting = head.lower in word_class("first_person") or head.lower in (
        ("he", "she") if person else ("it", "they")
    )
    return record.root.name if fitting else None


def _country(tokens: list[Token]) -> str | None:
    """The country (ISO 3166 code) of a participant, from the first name in the phrase that has one."""
    for first in range(len(tokens)):
        if tokens[first].ner.startswith("B-") and tokens[first].ner[2:] in ("Location", "NORP", "Organization"):
            run = [tokens[first]]
            while first + 1 < len(tokens) and tokens[first + 1].ner == "I-" + run[0].ner[2:]:
                first += 1
                run.append(tokens[first])
            known = resolve(joined(run))
            if known is not None and known.country is not None:
                return known.country
    return None
