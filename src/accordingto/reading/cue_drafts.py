"""One cue to one draft: verbs (active and passive), nouns, adverbs, prepositional phrases, a name with a colon."""

from accordingto.reading.acts import act_of
from accordingto.reading.closing import closing
from accordingto.reading.content import (
    case_of,
    clause_content,
    fragments,
    noun_phrase,
    passive,
    subject,
)
from accordingto.reading.cues import (
    Cue,
    adjective_cue,
    adverb_cue,
    empty_verbs,
    negated,
    no_comment_verb,
    noun_cue,
    phrase_cue,
    verb_cue,
    verb_group,
)
from accordingto.reading.draft import Draft
from accordingto.reading.kinds import kind_of, title_class
from accordingto.reading.quotes import Quotation, quotation_at
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import word_class


def drafts_in(parsed: Parsed, sentence: int, quoted: tuple[Quotation, ...]) -> list[Draft]:
    """The attributions that the cues of one sentence make, in text order; no parents yet."""
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


def _account(parsed: Parsed, noun: Token, cue: Cue) -> Draft | None:
    """ "In the agency's account", "in her view": whoever owns the account answers for the clause around it."""
    owner, governor = noun.child("nmod:poss"), noun.head
    if owner is None or governor is None or noun.rel != "obl" or case_of(noun) not in ("in", "by"):
        return None
    source = noun_phrase(owner)
    ranges = fragments(parsed, governor.subtree(), {t.i for t in noun.subtree()})
    return Draft(cue.act, cue.value, noun, source, [noun], ranges, reasons=[f"noun {noun.lemma} of its owner"])


def _word(
    parsed: Parsed, token: Token, words: list[Token], offset: int, quoted: tuple[Quotation, ...]
) -> Draft | None:
    if (cue := adjective_cue(token)) is not None:
        return _active(parsed, token, cue, verb_group(token, words, offset), [])
    if (cue := verb_cue(token)) is not None:
        group = verb_group(token, words, offset)
        if _impersonal(token):
            return _emerged(parsed, token, cue, group)
        if passive(token):
            return _passive(parsed, token, cue, group)
        return _active(parsed, token, cue, group, _quotation_after(parsed, group, quoted))
    if (cue := noun_cue(token)) is not None:
        return _noun(parsed, token, cue) or _account(parsed, token, cue)
    if (cue := adverb_cue(token)) is not None and token.head is not None:
        governor = token.head
        ranges = fragments(parsed, governor.subtree(), {token.i})
        return Draft(cue.act, cue.value, token, [], [token], ranges, reasons=[f"adverb {token.lower}"])
    return None


def _impersonal(verb: Token) -> bool:
    """ "It has emerged that …": known, and nobody says from whom."""
    who = verb.child("nsubj", "expl")
    return verb.lemma in word_class("impersonal") and who is not None and who.lower == "it"


def _emerged(parsed: Parsed, verb: Token, cue: Cue, group: list[Token]) -> Draft | None:
    clause = verb.child("ccomp", "csubj")
    ends = closing(parsed, verb, [verb.child("nsubj", "expl") or verb, *group]) if clause is None else None
    tokens = clause.subtree() if clause is not None else ends[1] if ends is not None else []
    ranges = fragments(parsed, tokens, set())
    return Draft("say", 3, verb, [], group, ranges, reasons=[f"passive {verb.lemma}"])


def _active(
    parsed: Parsed, verb: Token, cue: Cue, group: list[Token], opened: list[tuple[int, int]]
) -> Draft | None:
    ends = closing(parsed, verb, group) if cue.lemma and cue.act in ("say", "believe", "show", "accuse") else None
    who = subject(verb)
    if ends is not None and (who is None or who not in ends[0] or not clause_content(verb, cue, group)):
        return _closing(parsed, verb, cue, group, ends)
    if _same_speaker(verb) or _side_clause(verb) or (who is not None and _nobody(who)):
        return None
    if (
        who is None
        or _only_a_phrase(verb, who)
        or _on_condition(verb)
        or (not cue.lemma and (who.pos not in ("PROPN", "PRON", "NOUN") or who.lower in ("this", "that")))
    ):
        return None
    refused = no_comment_verb(verb, cue)
    tokens = _refusal_content(verb) if refused else clause_content(verb, cue, group)
    if not tokens and not opened:
        return None
    own = _ids(verb)
    own = frozenset() if who.i in own else own
    source = noun_phrase(who, own | frozenset(t.i for t in group))
    taken = {t.i for t in group} | {t.i for t in source}
    ranges = opened or fragments(parsed, tokens, taken | _adjuncts(verb, tokens))
    act, value = act_of(verb, cue, refused)
    reason = f"{'verb' if cue.lemma else 'model cue'} {verb.lemma}, {_how(verb)}"
    return Draft(act, value, verb, source, group, ranges, reasons=[reason])


def _closing(
    parsed: Parsed, verb: Token, cue: Cue, group: list[Token], ends: tuple[list[Token], list[Token]]
) -> Draft | None:
    """ "…, two people who saw it said": source and content by the commas where the tree has neither."""
    source, said = ends
    if any(t.lower in ("i", "you", "we") for t in source) or _nobody(source[0]):
        return None
    act, value = act_of(verb, cue, False)
    ranges = fragments(parsed, said, set())
    return Draft(act, value, verb, source, group, ranges, reasons=[f"verb {verb.lemma}, content stands before it"])


def _only_a_phrase(verb: Token, who: Token) -> bool:
    """ "You know", "I mean", "we think": turns of speech more often than attitudes that anybody holds."""
    return who.lower in ("i", "you", "we") and verb.lower in (
        "know",
        "think",
        "mean",
        "guess",
        "see",
        "say",
        "believe",
    )


def _nobody(who: Token) -> bool:
    """ "Nobody has shown", "neither side explained": what is not said by anyone has no source."""
    return any(t.lower in word_class("no_determiner") for t in [who, *who.children("det", "cc")])


def _on_condition(verb: Token) -> bool:
    """ "Both asked not to be named": a condition of the talk, nothing that was said."""
    inner = verb.child("xcomp")
    if inner is None:
        return False
    hidden = any(k.lower in word_class("unnamed") for k in [inner, *inner.kids])
    return hidden or (negated(inner) and inner.lemma in word_class("naming"))


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


def _passive(parsed: Parsed, verb: Token, cue: Cue, group: list[Token]) -> Draft | None:
    agent = verb.child("obl:agent")
    topic = verb.child("nsubj:pass", "csubj:pass")
    quoted_as = next((k for k in verb.kids if k.lower == "saying" or k.lemma == "say"), None)
    if cue.lemma in ("quote", "cite") and quoted_as is not None and topic is not None:
        said = quoted_as.child("ccomp", "obj")
        source = noun_phrase(topic)
        tokens = said.subtree() if said is not None else []
        words = group + parsed.tokens[group[-1].i + 1 : quoted_as.i + 1]
        return Draft("say", 3, verb, source, words, fragments(parsed, tokens, set()), reasons=["quoted as"])
    clause = verb.child("ccomp", "xcomp")
    if agent is None and clause is None and cue.lemma in word_class("told_to_somebody"):
        return _warned(parsed, verb, cue, group)
    if agent is None and (clause is None or cue.lemma == "know"):
        return None
    tokens = clause.subtree() if clause is not None else []
    if topic is not None and (clause is None or clause.rel == "xcomp"):
        tokens = topic.subtree() + tokens
    if clause is None and cue.takes in ("clause", "to"):
        return None
    source = noun_phrase(agent) if agent is not None else []
    taken = {t.i for t in group} | {t.i for t in source}
    if agent is not None:
        taken.update(t.i for t in agent.kids if t.rel == "case")
    ranges = fragments(parsed, sorted(tokens, key=lambda t: t.i), taken)
    return Draft(cue.act, cue.value, verb, source, group, ranges, reasons=[f"passive {verb.lemma}"])


def _warned(parsed: Parsed, verb: Token, cue: Cue, group: list[Token]) -> Draft | None:
    """ "Ministers were warned of a second case": somebody warned them, and it is not said who."""
    thing = next((k for k in verb.children("obl") if case_of(k) in ("of", "against", "about")), None)
    if thing is None:
        return None
    case = thing.child("case")
    words = [*group, case] if case is not None and case.i == group[-1].i + 1 else group
    ranges = fragments(parsed, thing.subtree(), {t.i for t in words})
    return Draft(cue.act, cue.value, verb, [], words, ranges, reasons=[f"passive {verb.lemma}"])


def _noun(parsed: Parsed, noun: Token, cue: Cue) -> Draft | None:
    clause = next((k for k in noun.children("ccomp", "acl") if k.i > noun.i and k.child("mark") is not None), None)
    if clause is None:
        return None
    if clause.child("mark").lower not in ("that", "to", "of"):  # type: ignore[union-attr]
        return None
    owner = noun.child("nmod:poss")
    if owner is None:
        owner = next((k for k in noun.children("nmod") if case_of(k) in ("of", "by", "from")), None)
    carried = noun.head is not None and empty_verbs().get(noun.head.lemma) in ("light", "state")
    if owner is None and carried and noun.rel in ("obj", "obl") and noun.head is not None:
        owner = subject(noun.head)  # "made a claim", "had a plan"; who rejects a claim has not made it
    if owner is None and clause.child("mark").lower != "that":  # type: ignore[union-attr]
        return None
    if owner is None and (teller := _teller(parsed, noun)):
        ranges = fragments(parsed, clause.subtree(), {noun.i})
        return Draft(cue.act, cue.value, noun, teller, [noun], ranges, reasons=[f"noun {noun.lemma}"])
    source = noun_phrase(owner, frozenset(t.i for t in noun.subtree()) - _ids(owner)) if owner else []
    taken = {noun.i} | {t.i for t in source}
    ranges = fragments(parsed, clause.subtree(), taken)
    return Draft(cue.act, cue.value, noun, source, [noun], ranges, reasons=[f"noun {noun.lemma}"])


def _teller(parsed: Parsed, noun: Token) -> list[Token]:
    """ "A Swedish newspaper report that …": the body in front of the noun, with the words before it."""
    before = parsed.tokens[noun.i - 1]
    named = before.ner[2:] == "Organization" or kind_of(before.lower).class_ in ("outlet", "agency", "state_body")
    if before.head is not noun or before.rel not in ("compound", "amod", "nmod") or not named:
        return []
    own = {t.i for t in noun.subtree()}
    first = before.i
    while first - 1 in own and parsed.tokens[first - 1].pos in ("DET", "ADJ", "PROPN", "NOUN"):
        first -= 1
    return parsed.tokens[first : before.i + 1]


def _ids(token: Token) -> frozenset[int]:
    return frozenset(t.i for t in token.subtree())


def _phrase(parsed: Parsed, words: list[Token], cue: Cue) -> Draft | None:
    """ "According to X", "citing X": the source follows, the clause around it is the content."""
    source_head = _phrase_object(parsed, words)
    if source_head is None or not _party_like(source_head):
        return None
    words, source_head = _through_document(parsed, words, source_head)
    source = noun_phrase(source_head, frozenset(t.i for t in words))
    if words[-1].lower == "of" and not _set_off(parsed, words, source):
        return None
    top = words[0] if source_head in words[0].kids else source_head
    governor = top.head
    while governor is not None and (governor.rel in ("fixed", "case") or governor in words):
        governor = governor.head
    governor = _clause_before(parsed, words) or governor
    phrase = {t.i for t in words} | {t.i for t in (source if words[-1].lower == "of" else top.subtree())}
    if governor is None and words[-1].lower == "of":
        governor = next((w for w in words if w.head is None), None)  # the phrase's own noun is the root
    ranges = fragments(parsed, governor.subtree(), phrase) if governor is not None else []
    return Draft(cue.act, cue.value, words[0], source, words, ranges, reasons=[f"phrase {cue.lemma}"])


def _clause_before(parsed: Parsed, words: list[Token]) -> Token | None:
    """The relative clause behind a comma that runs up to the phrase: "…, which is X according to Y" is Y's."""
    at = words[0].i - 1
    while at >= 0 and parsed.tokens[at].sentence == words[0].sentence and parsed.tokens[at].text != ",":
        at -= 1
    opening = parsed.tokens[at + 1] if at >= 0 and at + 1 < words[0].i else None
    if opening is None or opening.sentence != words[0].sentence or parsed.tokens[at].text != ",":
        return None
    if opening.lower not in word_class("relative_pronoun"):
        return None
    return opening.head if opening.base in ("nsubj", "obj") else None


def _set_off(parsed: Parsed, words: list[Token], source: list[Token]) -> bool:
    """Whether a phrase stands between commas or at an edge of its sentence; in between it may be plain speech."""
    before, after = parsed.tokens[words[0].i - 1 : words[0].i], parsed.tokens[source[-1].i + 1 : source[-1].i + 2]
    opens = not before or before[0].sentence != words[0].sentence or before[0].pos == "PUNCT"
    return opens and (not after or after[0].sentence != words[0].sentence or after[0].pos == "PUNCT")


def _party_like(head: Token) -> bool:
    """Whether a noun can be a source: a name, a pronoun, a role, a thing spoken of; not bare "age" or "hour"."""
    if head.pos in ("PROPN", "PRON", "DET", "NUM") or head.ner[2:] in (
        "Person",
        "Organization",
        "Location",
        "NORP",
    ):
        return True
    if kind_of(head.lower).class_ or title_class([head.lower]) or title_class([head.lemma]):
        return True
    described = head.child("det", "nmod:poss") is not None or head.lower != head.lemma
    return described or any(_party_like(k) for k in head.children("appos", "flat"))


def _through_document(parsed: Parsed, words: list[Token], head: Token) -> tuple[list[Token], Token]:
    """ "Citing data from X": the source is X, and what leads to it belongs to the cue."""
    giver = next((k for k in head.children("nmod") if case_of(k) == "from"), None)
    case = giver.child("case") if giver is not None else None
    if giver is None or case is None or head.pos != "NOUN" or words[0].lower == "according":
        return words, head
    return parsed.tokens[words[0].i : case.i + 1], giver


def _phrase_object(parsed: Parsed, words: list[Token]) -> Token | None:
    first = words[0]
    if first.rel in ("case", "mark", "fixed") and first.head is not None and first.head not in words:
        return first.head
    obj = first.child("obj", "obl")
    if obj is not None:
        return obj
    after = parsed.tokens[words[-1].i + 1 : words[-1].i + 2]
    at = after[0] if after and after[0].sentence == first.sentence else None
    while (
        at is not None
        and at.head is not None
        and at.rel in ("det", "amod", "compound", "nmod:poss", "nummod", "case")
    ):
        at = at.head
    return at if at is not None and at.pos in ("NOUN", "PROPN", "PRON") else None


def _colon(parsed: Parsed, words: list[Token], found: list[Draft]) -> Draft | None:
    """ "Seoul: troops have moved", "MINISTER: We never knew. …": a name, a colon, then the rest of the line."""
    mark = next((k for k, t in enumerate(words[:10]) if t.text == ":" and k), 0)
    first = _behind_bullet(words, mark)
    before, after = words[first:mark], words[mark + 1 :]
    if not before or not after or any(t.pos in ("VERB", "AUX", "PUNCT", "NUM") for t in before):
        return None
    opens_line = parsed.text[words[0].start - 1 : words[0].start] in ("", "\n")
    if not _may_speak(before) or any(d.cue and d.cue[0].i < words[mark].i for d in found):
        return None
    line_end = parsed.text.find("\n", after[0].start)
    end = len(parsed.text) if line_end < 0 or not opens_line else line_end
    end = end if opens_line else words[-1].end
    spoken = opens_line and _in_capitals(before)
    if not spoken and (len(after) < 2 or not any(t.pos in ("VERB", "AUX", "NUM") for t in after)):
        return None
    said = parsed.at(after[0].start, end)
    return Draft("say", 3, words[mark], before, [words[mark]], fragments(parsed, said, set()),
                 reasons=["name and colon"])  # fmt: skip


def _behind_bullet(words: list[Token], mark: int) -> int:
    """How many tokens a bullet and a time of day take at the head of an entry ("• 15:20 Ministry: …")."""
    first = 0
    while first < mark and (words[first].pos in ("PUNCT", "SYM") or words[first].text[0].isdigit()):
        first += 1
    return first


def _in_capitals(label: list[Token]) -> bool:
    return label[-1].text.isupper() and len(label[-1].text) > 1


def _may_speak(label: list[Token]) -> bool:
    """Whether what stands before a colon can be a speaker: a name in capitals, a name, a body by its noun."""
    last = label[-1]
    if _in_capitals(label):
        return True
    named = last.ner[2:] in ("Person", "Organization", "Location")
    return named or (last.pos == "NOUN" and len(label) < 4 and bool(kind_of(last.lower).class_))


def _quotation_after(parsed: Parsed, group: list[Token], quoted: tuple[Quotation, ...]) -> list[tuple[int, int]]:
    """The quotation that a cue with a colon opens ("He added: “…”"), also when it starts on the next line."""
    end = group[-1].end
    after = parsed.text[end : end + 40]
    colon = after.find(":")
    if colon < 0 or "." in after[:colon]:
        return []
    start = end + colon + 1 + len(after[colon + 1 :]) - len(after[colon + 1 :].lstrip())
    opened = quotation_at(quoted, start)
    return [(start, opened.end)] if opened is not None and opened.start == start else []
