"""Who says what: drafts of attributions in a parsed text, with parents and continuations.

Cues are verbs, nouns, prepositional phrases and adverbs; each gives at most one draft, inner ones too, since a
chain is made of them. Method: dependency rules over cues, the approach of Pareti et al. (2013) without its
classifiers, extended to nested attributions.
"""

from bisect import bisect_left, bisect_right

from accordingto.reading.acts import settle
from accordingto.reading.content import fragments, with_marks
from accordingto.reading.contradictions import contradict
from accordingto.reading.cue_drafts import drafts_in
from accordingto.reading.draft import Draft
from accordingto.reading.grounds import grounds
from accordingto.reading.kinds import kind_of, title_class
from accordingto.reading.phrases import head_of
from accordingto.reading.quotes import Quotation, quotation_at, quotations, quotations_in
from accordingto.reading.tree import Parsed, Token
from accordingto.reading.voices import both
from accordingto.resources import word_class

_QUOTED_WORD = 12
"""Characters, marks included, up to which a quotation is a word in scare quotes rather than something said."""
_BRIEF = 25
"""Words up to which a sentence in the past perfect is reported speech; longer ones tell the background."""
_SHORT = 7
"""Words of a sentence that goes on in free indirect speech."""
_TURNING = frozenset(("but", "yet", "however", "instead", "now", "today", "these"))
"""Words with which a report turns from what was said to what is so."""
_AUXILIARY = frozenset(("has", "have", "is", "are", "will", "may", "could", "would", "should"))
_DEEPEST = 12
"""Links that a chain may have: no report relays so often; thousands of nested marks must not fill the stack."""


def find_drafts(parsed: Parsed) -> list[Draft]:
    """All attributions of the text in order of their first character, parents and continuations set."""
    quoted = quotations(parsed.text)
    drafts: list[Draft] = []
    for sentence in range(len(parsed.sentences)):
        drafts.extend(drafts_in(parsed, sentence, quoted))
    drafts = [d for d in both(parsed, drafts, quoted) if d.content]  # where the model's spans leave no word
    for draft in drafts:
        at = draft.cue or draft.source
        draft.content = with_marks(draft.content, quoted, (at[0].start, at[-1].end) if at else None)
    drafts = _without_doubles(drafts)
    for draft in drafts:
        settle(parsed, draft)
    contradict(parsed, drafts)
    _cut_foreign_clauses(parsed, drafts)
    drafts = _relays_in_fragments(parsed, drafts)
    resting = grounds(parsed, drafts)
    verbs = {d.head.i for d in resting if d.head.lemma == "cite"}  # "who cited a log" says nothing but that
    gone = {id(d) for d in drafts if d.head.i in verbs}
    drafts = [d for d in drafts if id(d) not in gone and id(d.continues) not in gone] + resting
    _set_parents(parsed, drafts)
    _within_parents(drafts)
    drafts.extend(_continuations(parsed, drafts, quoted))
    _set_parents(parsed, drafts)
    return sorted(drafts, key=lambda d: (d.start, -d.size, d.head.i))


def _by_sentence(parsed: Parsed, drafts: list[Draft], *, cues: bool = False) -> list[list[Draft]]:
    """For each sentence the drafts whose content, or whose cue too, touches it, in the order of `drafts`."""
    starts = [s.start for s in parsed.sentences]
    found: list[list[Draft]] = [[] for _ in starts]
    for draft in drafts:
        spans = [*draft.content, *((t.start, t.end) for t in draft.cue if cues)]
        touched = {n for a, b in spans for n in range(bisect_right(starts, a) - 1, bisect_left(starts, b))}
        for number in sorted(touched):
            found[number].append(draft)
    return found


def _without_doubles(drafts: list[Draft]) -> list[Draft]:
    """One draft per source and content: of two cues that carry the same, the first stays."""
    first: dict[tuple[object, ...], Draft] = {}
    stands_for: dict[int, Draft] = {}
    for draft in drafts:
        key = (tuple(t.i for t in draft.source), tuple(draft.content))
        stands_for[id(draft)] = first.setdefault(key, draft)
    kept = list(first.values())
    for draft in kept:
        if draft.continues is not None:
            draft.continues = stands_for.get(id(draft.continues), draft.continues)
    return [d for d in kept if d.continues is not d]


def _cut_foreign_clauses(parsed: Parsed, drafts: list[Draft]) -> None:
    """A relative clause set off by a comma with a source of its own ("…, which is X according to Y") rests on that
    source alone: it is cut off the end of what others say."""
    near = _by_sentence(parsed, drafts)
    for draft in drafts:
        if not draft.reasons[0].startswith("phrase") or len(draft.content) != 1:
            continue
        first = draft.content[0]
        opening = parsed.at(first[0], first[0] + 1)[0]
        after_comma = opening.i > 0 and parsed.tokens[opening.i - 1].text == ","
        if not after_comma or opening.lower not in word_class("relative_pronoun"):
            continue
        for other in near[opening.sentence]:
            if other is not draft:
                cut = [
                    (a, first[0]) if a < first[0] < b and not other.reasons[0].startswith("phrase") else (a, b)
                    for a, b in other.content
                ]
                other.content = [(a, b) for a, b in cut]


def _relays_in_fragments(parsed: Parsed, drafts: list[Draft]) -> list[Draft]:
    """A sentence without a verb that only names a relay ("X, citing Y.") says on whose word the last one stood."""
    out = list(drafts)
    by_head: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_head.setdefault(draft.head.sentence, []).append(draft)
    for draft in drafts:
        if not draft.cue or draft.cue[0].lower not in word_class("relay_cue"):
            continue
        words = parsed.words(draft.head.sentence)
        if any(t.pos in ("VERB", "AUX") and t not in draft.cue for t in words):
            continue
        before = by_head.get(draft.head.sentence - 1)
        if not before:
            continue
        outer = max(before, key=lambda d: d.size)
        relay = [t for t in words if t.i < draft.cue[0].i and t.pos != "PUNCT"]
        if not relay:
            continue
        link = Draft("say", 3, relay[-1], relay, [], list(outer.content), reasons=["relay in a fragment after it"])
        draft.content, draft.parent, outer.parent = list(outer.content), link, link
        out.append(link)
    return out


def _set_parents(parsed: Parsed, drafts: list[Draft]) -> None:
    """The parent of a draft is the smallest content of another that holds its cue, or its source without a cue."""
    by_verb = {d.head.i: d for d in drafts}
    cued: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.cue:
            cued.setdefault(draft.head.sentence, []).append(draft)
    for draft in drafts:
        if draft.cue and draft.cue[0].lower in word_class("relay_cue") and draft.parent is None:
            outer = _relayed_by(draft, by_verb, cued[draft.head.sentence])
            if outer is not None:
                draft.parent, draft.content = outer, list(outer.content)
    near = _by_sentence(parsed, drafts)
    for draft in drafts:
        if draft.parent is not None:
            continue
        at = draft.cue or draft.source
        start, end = at[0].start, at[-1].end
        within = near[at[0].sentence]
        around = [d for d in within if d is not draft and d.holds(start, end) and not _inside(d, draft)]
        if around:
            draft.parent = min(around, key=lambda d: (d.size, d.start))


def _within_parents(drafts: list[Draft]) -> None:
    """What is said inside a content ends with it: "told them it was one, two vets have claimed"."""
    for draft in drafts:
        outer = draft.parent
        if outer is None or not draft.cue or not outer.holds(draft.cue[0].start, draft.cue[-1].end):
            continue
        inner = [(max(a, c), min(b, d)) for a, b in draft.content for c, d in outer.content if a < d and c < b]
        if inner and inner != draft.content:
            draft.content = inner


def _relayed_by(relay: Draft, by_verb: dict[int, Draft], beside: list[Draft]) -> Draft | None:
    """Whose words "citing Y" hangs on: the cue above it in the tree, else the last one before it `beside` it."""
    above = next((by_verb[t.i] for t in relay.head.ancestors() if t.i in by_verb), None)
    if above is not None:
        return above
    before = [d for d in beside if d.head.i < relay.head.i]
    plain = [d for d in before if d.parent is None and d.cue[0].lower not in word_class("relay_cue")]
    return plain[-1] if plain and not plain[-1].holds(relay.head.start, relay.head.end) else None


def _inside(outer: Draft, draft: Draft) -> bool:
    """Whether `outer` in fact hangs below `draft`, so that the link would close a circle, or hangs too deep."""
    if outer.continues is draft:
        return True  # a quotation that goes on does not report the attribution that it goes on from
    at: Draft | None = outer
    for _ in range(_DEEPEST):
        if at is None:
            return False
        if at is draft:
            return True
        at = at.parent
    return True


def _continuations(parsed: Parsed, drafts: list[Draft], quoted: tuple[Quotation, ...]) -> list[Draft]:
    """Sentences without a cue that hold a quotation, in the paragraph of an attribution, go on reporting it."""
    found: list[Draft] = []
    last: Draft | None = None
    freely = -1
    near = _by_sentence(parsed, drafts, cues=True)
    for number, sentence in enumerate(parsed.sentences):
        here = near[number]
        if last is not None and here and all(_inside_quotation(d, quoted) for d in here):
            here = []  # what stands in the quotation is said by whoever is quoted
        if last is not None and here and not any(d.source for d in here) and _told_before(parsed, number):
            here = []  # "the council had been promised talks": by nobody who speaks here
        if number and "\n" in parsed.text[parsed.sentences[number - 1].end : sentence.start]:
            last = None
        if here:
            top = [d for d in here if d.parent is None and d.source and d.act not in ("no_comment", "ask", "show")]
            last = max(top, key=lambda d: d.size) if top else last
            continue
        if last is None:
            continue
        quotes = _has_quotation(quoted, sentence.start, sentence.end)
        spoken = last.act == "say" and last in near[number - 1]
        before = spoken and _in_past_perfect(parsed, last) and _told_before(parsed, number)
        told = spoken and _by_a_person(last) and not any(_has_quotation(quoted, a, b) for a, b in last.content)
        free = (
            (told or (freely == number - 1 and number > 0))
            and not quotes
            and not before
            and _told_freely(parsed, number)
        )
        if not quotes and not before and not free:
            continue
        words = parsed.words(number)
        ranges = with_marks(fragments(parsed, words, set()), quoted, None)
        if free and freely == number - 1 and found:
            found[-1].content += ranges
        elif ranges:
            why = "speech" if free else "quotation"
            how = "without a cue" if quotes else "in the past perfect" if before else "in short sentences"
            found.append(_continued(last.continues or last, words[0], ranges, f"{why} goes on {how}"))
        freely = number if free else -1
    return found


def _by_a_person(draft: Draft) -> bool:
    """Whether a person or a few speak, in their own words told indirectly: bodies speak in notices."""
    head = head_of(draft.source)
    if not draft.cue or head.lower in (*word_class("first_person"), "it", "which", "that"):
        return False
    person = head.ner[2:] == "Person" or head.pos in ("NUM", "PRON") or title_class(head.lemma) is not None
    return person or kind_of(head.lower).class_ in ("expert", "witness", "unnamed", "official")


def _told_freely(parsed: Parsed, sentence: int) -> bool:
    """Whether a sentence is short and plain, as in what somebody tells in free indirect speech: "She had rung them
    herself, one said. The sample was logged. Nobody rang back." Names, days and figures are the report's."""
    words = [t for t in parsed.words(sentence) if t.pos != "PUNCT"]
    root = next(iter(parsed.roots(sentence)), None)
    if root is None or not 3 <= len(words) <= _SHORT or parsed.words(sentence)[-1].text != ".":
        return False
    who = root.child("nsubj")
    if who is None or any(k.lower in _AUXILIARY for k in root.kids):
        return False
    if who.pos != "PRON" and not any(k.lower in word_class("taking_up") for k in who.kids):
        return False  # "officers stopped issuing passes": people whom nobody has spoken of yet
    plain = all(t.ner == "O" and t.pos != "PROPN" and t.cue == "O" for t in words)
    return plain and not any(t.lower in (*word_class("first_person"), *_TURNING) for t in words)


def _inside_quotation(draft: Draft, quoted: tuple[Quotation, ...]) -> bool:
    """Whether the cue stands in quotation marks and nobody else is named as its source."""
    own = not draft.source or draft.source[0].pos == "PRON"
    around = quotation_at(quoted, draft.start)
    inside = around is not None and around.closed and around.start < draft.start and draft.head.end <= around.end
    return own and draft.parent is None and inside


def _has_quotation(quoted: tuple[Quotation, ...], start: int, end: int) -> bool:
    return any(q.end - q.start > _QUOTED_WORD for q in quotations_in(quoted, start, end))


def _told_before(parsed: Parsed, sentence: int) -> bool:
    """Whether the sentence is told in the past perfect, the tense in which reported speech goes on by itself:
    "They said nothing had moved. Officers had stopped issuing passes." """
    root = next(iter(parsed.roots(sentence)), None)
    words = parsed.words(sentence)
    if len(words) > _BRIEF or any(t.ner.endswith("Date") for t in words):
        return False
    aux = {k.lower for k in root.kids if k.base in ("aux", "cop")} if root is not None else set()
    return "had" in aux or (root is not None and root.lower == "had" and root.pos == "AUX")


def _in_past_perfect(parsed: Parsed, draft: Draft) -> bool:
    return any(t.lower == "had" for a, b in draft.content for t in parsed.at(a, b))


def _continued(origin: Draft, head: Token, ranges: list[tuple[int, int]], why: str) -> Draft:
    act = origin.act if origin.act in ("say", "believe") else "say"
    draft = Draft(act, 3, head, list(origin.source), [], ranges, reasons=[why])
    draft.parent, draft.continues = origin.parent, origin
    return draft
