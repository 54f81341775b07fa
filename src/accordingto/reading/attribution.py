"""Who says what: drafts of attributions in a parsed text, with parents and continuations.

Cues are verbs, nouns, prepositional phrases and adverbs; each gives at most one draft, inner ones too, since a
chain is made of them. Method: dependency rules over cues, the approach of Pareti et al. (2013) without its
classifiers, extended to nested attributions.
"""

from accordingto.reading import content as _content
from accordingto.reading.cues import (
    Cue,
    adverb_cue,
    negated,
    no_comment_verb,
    noun_cue,
    phrase_cue,
    verb_cue,
    verb_group,
)
from accordingto.reading.draft import Draft
from accordingto.reading.quotes import Quotation, quotations
from accordingto.reading.tree import Parsed, Token


def find_drafts(parsed: Parsed) -> list[Draft]:
    """All attributions of the text in order of their first character, parents and continuations set."""
    quoted = quotations(parsed.text)
    drafts: list[Draft] = []
    for sentence in range(len(parsed.sentences)):
        drafts.extend(_in_sentence(parsed, sentence, quoted))
    for draft in drafts:
        at = draft.cue or draft.source
        draft.content = _content.with_marks(draft.content, quoted, (at[0].start, at[-1].end) if at else None)
    drafts = _without_doubles(drafts)
    _cut_foreign_clauses(drafts)
    drafts = _relays_in_fragments(parsed, drafts)
    _set_parents(drafts)
    drafts.extend(_continuations(parsed, drafts, quoted))
    return sorted(drafts, key=lambda d: (d.start, -d.size, d.head.i))


def _in_sentence(parsed: Parsed, sentence: int, quoted: tuple[Quotation, ...]) -> list[Draft]:
    words = parsed.words(sentence)
    offset = parsed.spans[sentence][0]
    found: list[Draft] = []
    skip_until = 0
    for k, token in enumerate(words):
        if k < skip_until:
            continue
        if (phrase := phrase_cue(words, k)) is not None:
            draft = _phrase(parsed, words[k : k + phrase[0]], phrase[1])
            skip_until = k + phrase[0]
        else:
            draft = _word(parsed, token, words, offset, quoted)
        if draft is not None and draft.content:
            found.append(draft)
    if (colon := _colon(parsed, words, found)) is not None:
        found.append(colon)
    return found


def _word(
    parsed: Parsed, token: Token, words: list[Token], offset: int, quoted: tuple[Quotation, ...]
) -> Draft | None:
    if (cue := verb_cue(token)) is not None:
        group = verb_group(token, words, offset)
        if _content.passive(token):
            return _passive(parsed, token, cue, group)
        return _active(parsed, token, cue, group, _quotation_after(parsed, group, quoted))
    if (cue := noun_cue(token)) is not None:
        return _noun(parsed, token, cue)
    if (cue := adverb_cue(token)) is not None and token.head is not None:
        governor = token.head
        ranges = _content.fragments(parsed, governor.subtree(), {token.i})
        return Draft(cue.act, cue.value, token, [], [token], ranges, reasons=[f"adverb {token.lower}"])
    return None


def _active(
    parsed: Parsed, verb: Token, cue: Cue, group: list[Token], opened: list[tuple[int, int]]
) -> Draft | None:
    who = _content.subject(verb)
    if _same_speaker(verb) or _side_clause(verb):
        return None
    if who is None or _only_a_phrase(verb, who) or (not cue.lemma and who.pos not in ("PROPN", "PRON", "NOUN")):
        return None
    refused = no_comment_verb(verb, cue)
    tokens = _refusal_content(verb) if refused else _content.clause_content(verb, cue, group)
    if not tokens and not opened:
        return None
    own = _ids(verb)
    own = frozenset() if who.i in own else own
    source = _content.noun_phrase(who, own | frozenset(t.i for t in group))
    taken = {t.i for t in group} | {t.i for t in source}
    ranges = opened or _content.fragments(parsed, tokens, taken | _adjuncts(verb, tokens))
    act, value = _act(verb, cue, who, refused)
    reason = f"{'verb' if cue.lemma else 'model cue'} {verb.lemma}, {_how(verb)}"
    return Draft(act, value, verb, source, group, ranges, reasons=[reason])


def _only_a_phrase(verb: Token, who: Token) -> bool:
    """ "You know", "I mean", "we think": turns of speech more often than attitudes that anybody holds."""
    return who.lower in ("i", "you", "we") and verb.lower in ("know", "think", "mean", "guess", "see", "say", "believe")


def _side_clause(verb: Token) -> bool:
    """ "… to discuss the ties", "…, confirming the start": what somebody does, unless it carries a clause."""
    if verb.rel not in ("advcl", "acl") or verb.child("nsubj") is not None or verb.child("ccomp") is not None:
        return False
    mark = verb.child("mark")
    if mark is not None and mark.lower == "to":
        return True
    return verb.rel == "advcl" and (verb.head is None or verb_cue(verb.head) is None)


def _same_speaker(verb: Token) -> bool:
    """Whether the verb only completes another cue of the same subject: "declined to say", "wanted to stress"."""
    above = verb.head
    return verb.rel == "xcomp" and above is not None and verb_cue(above) is not None and above.child("obj") is None


def _how(verb: Token) -> str:
    for rel in ("ccomp", "parataxis", "xcomp", "obj"):
        if verb.child(rel) is not None:
            return f"content is its {rel}"
    return "content stands before it"


def _refusal_content(verb: Token) -> list[Token]:
    inner = verb.child("xcomp") or verb.child("obl", "obj")
    return inner.subtree() if inner is not None else []


def _adjuncts(verb: Token, tokens: list[Token]) -> set[int]:
    """Phrases of the cue itself (when, where, to whom it was said) that lie within the stretch of the content."""
    inside = {t.i for t in tokens}
    out: set[int] = set()
    for kid in verb.kids:
        if kid.base in ("obl", "advmod", "iobj", "advcl") and kid.i not in inside:
            out.update(t.i for t in kid.subtree())
    return out


def _act(verb: Token, cue: Cue, who: Token, refused: bool) -> tuple[str, int]:
    if refused:
        return "no_comment", 0
    if negated(verb):
        if cue.act == "deny":
            return "say", 1
        if cue.lemma in ("rule", "exclude"):
            return "say", 1
        if cue.act == "say" and cue.takes == "any":
            return "no_comment", 0
        return cue.act, -cue.value if cue.act == "believe" else 0
    return cue.act, cue.value


def _passive(parsed: Parsed, verb: Token, cue: Cue, group: list[Token]) -> Draft | None:
    agent = verb.child("obl:agent")
    topic = verb.child("nsubj:pass", "csubj:pass")
    quoted_as = next((k for k in verb.kids if k.lower == "saying" or k.lemma == "say"), None)
    if cue.lemma in ("quote", "cite") and quoted_as is not None and topic is not None:
        said = quoted_as.child("ccomp", "obj")
        source = _content.noun_phrase(topic)
        tokens = said.subtree() if said is not None else []
        words = group + [t for t in parsed.tokens[group[-1].i + 1 : quoted_as.i + 1]]
        return Draft("say", 3, verb, source, words, _content.fragments(parsed, tokens, set()), reasons=["quoted as"])
    clause = verb.child("ccomp", "xcomp")
    if clause is None and agent is None:
        return None
    tokens = clause.subtree() if clause is not None else []
    if topic is not None and (clause is None or clause.rel == "xcomp"):
        tokens = topic.subtree() + tokens
    if clause is None and cue.takes in ("clause", "to"):
        return None
    source = _content.noun_phrase(agent) if agent is not None else []
    taken = {t.i for t in group} | {t.i for t in source}
    if agent is not None:
        taken.update(t.i for t in agent.kids if t.rel == "case")
    ranges = _content.fragments(parsed, sorted(tokens, key=lambda t: t.i), taken)
    return Draft(cue.act, cue.value, verb, source, group, ranges, reasons=[f"passive {verb.lemma}"])


def _noun(parsed: Parsed, noun: Token, cue: Cue) -> Draft | None:
    clause = next((k for k in noun.children("ccomp", "acl") if k.i > noun.i and k.child("mark") is not None), None)
    if clause is None or clause.rel == "acl:relcl":
        return None
    if clause.child("mark").lower not in ("that", "to", "of"):  # type: ignore[union-attr]
        return None
    owner = noun.child("nmod:poss")
    if owner is None:
        owner = next((k for k in noun.children("nmod") if _content._case(k) in ("of", "by", "from")), None)
    if owner is None and noun.rel in ("obj", "obl") and noun.head is not None:
        owner = _content.subject(noun.head)
    if owner is None and clause.child("mark").lower != "that":  # type: ignore[union-attr]
        return None
    source = _content.noun_phrase(owner, frozenset(t.i for t in noun.subtree()) - _ids(owner)) if owner else []
    taken = {noun.i} | {t.i for t in source}
    ranges = _content.fragments(parsed, clause.subtree(), taken)
    return Draft(cue.act, cue.value, noun, source, [noun], ranges, reasons=[f"noun {noun.lemma}"])


def _ids(token: Token) -> frozenset[int]:
    return frozenset(t.i for t in token.subtree())


def _phrase(parsed: Parsed, words: list[Token], cue: Cue) -> Draft | None:
    """ "According to X", "citing X": the source follows, the clause around it is the content."""
    source_head = _phrase_object(parsed, words)
    if source_head is None:
        return None
    source = _content.noun_phrase(source_head, frozenset(t.i for t in words))
    top = words[0] if words[0].head is not None and source_head in words[0].kids else source_head
    governor = top.head
    while governor is not None and governor.rel in ("fixed", "case"):
        governor = governor.head
    phrase = {t.i for t in top.subtree()} | {t.i for t in words}
    if governor is None:
        return Draft(cue.act, cue.value, words[0], source, words, [], reasons=[f"{cue.lemma} in a fragment"])
    tokens = governor.subtree()
    ranges = _content.fragments(parsed, tokens, phrase)
    return Draft(cue.act, cue.value, words[0], source, words, ranges, reasons=[f"phrase {cue.lemma}"])


def _phrase_object(parsed: Parsed, words: list[Token]) -> Token | None:
    first = words[0]
    if first.rel in ("case", "mark", "fixed") and first.head is not None and first.head not in words:
        return first.head
    obj = first.child("obj", "obl")
    if obj is not None:
        return obj
    after = parsed.tokens[words[-1].i + 1 : words[-1].i + 2]
    at = after[0] if after and after[0].sentence == first.sentence else None
    while at is not None and at.head is not None and at.rel in ("det", "amod", "compound", "nmod:poss", "nummod", "case"):
        at = at.head
    return at if at is not None and at.pos in ("NOUN", "PROPN", "PRON") else None


def _colon(parsed: Parsed, words: list[Token], found: list[Draft]) -> Draft | None:
    """ "Seoul: troops have moved", "MINISTER: We never knew. …": a name, a colon, then all that stands on the line."""
    mark = next((k for k, t in enumerate(words[:8]) if t.text == ":"), 0)
    before, after = words[:mark], words[mark + 1 :]
    if not before or len(after) < 3 or any(t.pos in ("VERB", "AUX", "PUNCT", "NUM") for t in before):
        return None
    if parsed.text[before[0].start - 1 : before[0].start] not in ("", "\n"):
        return None
    if before[-1].pos != "PROPN" and before[-1].ner[2:] not in ("Person", "Organization", "Location"):
        return None
    if any(d.cue and d.cue[0].i < words[mark].i for d in found) or not any(t.pos in ("VERB", "AUX") for t in after):
        return None
    line_end = parsed.text.find("\n", after[0].start)
    end = len(parsed.text) if line_end < 0 else line_end
    said = [t for t in parsed.tokens[after[0].i :] if t.end <= end]
    return Draft("say", 3, words[mark], before, [words[mark]], _content.fragments(parsed, said, set()),
                 reasons=["name and colon"])  # fmt: skip


def _quotation_after(parsed: Parsed, group: list[Token], quoted: tuple[Quotation, ...]) -> list[tuple[int, int]]:
    """The quotation that a cue with a colon opens ("He added: “…”"), also when it starts on the next line."""
    end = group[-1].end
    after = parsed.text[end : end + 40]
    colon = after.find(":")
    if colon < 0 or "." in after[:colon]:
        return []
    start = end + colon + 1 + len(after[colon + 1 :]) - len(after[colon + 1 :].lstrip())
    return [(q.start, q.end) for q in quoted if q.start == start]


def _without_doubles(drafts: list[Draft]) -> list[Draft]:
    """One draft per source and content: of two cues that carry the same, the first stays."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for draft in drafts:
        key = (tuple(t.i for t in draft.source), tuple(draft.content))
        if key not in seen:
            seen.add(key)
            kept.append(draft)
    return kept


def _cut_foreign_clauses(drafts: list[Draft]) -> None:
    """A relative clause set off by a comma with a source of its own ("…, which is X according to Y") rests on that
    source alone: it is cut off the end of what others say."""
    for draft in drafts:
        if not draft.reasons[0].startswith("phrase") or len(draft.content) != 1:
            continue
        first = draft.content[0]
        governor = draft.source[-1].head if draft.source else None
        while governor is not None and governor.rel != "acl:relcl":
            governor = governor.head if governor.pos != "VERB" else None
        if governor is None or governor.subtree()[0].text != ",":
            continue
        for other in drafts:
            if other is not draft:
                cut = [(a, first[0]) if a < first[0] < b and not other.reasons[0].startswith("phrase") else (a, b) for a, b in other.content]
                other.content = [(a, b) for a, b in cut]


def _relays_in_fragments(parsed: Parsed, drafts: list[Draft]) -> list[Draft]:
    """A sentence without a verb that only names a relay ("X, citing Y.") says on whose word the last one stood."""
    out = list(drafts)
    for draft in drafts:
        if not draft.cue or draft.cue[0].lower not in ("citing", "quoting"):
            continue
        words = parsed.words(draft.head.sentence)
        if any(t.pos in ("VERB", "AUX") and t not in draft.cue for t in words):
            continue
        before = [d for d in drafts if d.head.sentence == draft.head.sentence - 1]
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


def _set_parents(drafts: list[Draft]) -> None:
    """The parent of a draft is the smallest content of another that holds its cue, or its source without a cue."""
    by_verb = {d.head.i: d for d in drafts}
    for draft in drafts:
        governor = draft.head.head
        if draft.cue and draft.cue[0].lower in ("citing", "quoting", "crediting") and governor is not None:
            outer = by_verb.get(governor.i)
            if outer is not None and outer is not draft and draft.parent is None:
                draft.parent, draft.content = outer, list(outer.content)
    for draft in drafts:
        if draft.parent is not None:
            continue
        at = draft.cue or draft.source
        start, end = at[0].start, at[-1].end
        around = [d for d in drafts if d is not draft and d.holds(start, end) and not _inside(d, draft)]
        if around:
            draft.parent = min(around, key=lambda d: (d.size, d.start))


def _inside(outer: Draft, draft: Draft) -> bool:
    """Whether `outer` in fact hangs below `draft`: the link would close a circle."""
    at: Draft | None = outer
    for _ in range(12):
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
    for number, sentence in enumerate(parsed.sentences):
        here = [d for d in drafts if _touches(d, sentence.start, sentence.end)]
        if number and "\n" in parsed.text[parsed.sentences[number - 1].end : sentence.start]:
            last = None
        if here:
            top = [d for d in here if d.parent is None and d.source and d.act not in ("no_comment", "ask", "show")]
            last = max(top, key=lambda d: d.size) if top else last
            continue
        if last is None or not _has_quotation(quoted, sentence.start, sentence.end):
            continue
        words = parsed.words(number)
        ranges = _content.with_marks(_content.fragments(parsed, words, set()), quoted, None)
        if ranges:
            origin = last.continues or last
            found.append(
                Draft(origin.act if origin.act in ("say", "believe") else "say", 3, words[0], list(origin.source), [],
                      ranges, parent=origin.parent, continues=origin, reasons=["quotation goes on without a cue"])
            )  # fmt: skip
    return found


def _touches(draft: Draft, start: int, end: int) -> bool:
    spans = [*draft.content, *((t.start, t.end) for t in draft.cue)]
    return any(a < end and start < b for a, b in spans)


def _has_quotation(quoted: tuple[Quotation, ...], start: int, end: int) -> bool:
    return any(q.start < end and start < q.end and q.end - q.start > 12 for q in quoted)
