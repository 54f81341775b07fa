"""One cue to one draft: verbs, active and passive, here; nouns, phrases and lines in their own modules."""

from dataclasses import replace

from accordingto.reading.acts import act_of, stops_short
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
    UNLISTED,
    Cue,
    adjective_cue,
    adverb_cue,
    negated,
    no_comment_verb,
    noun_cue,
    on_condition,
    particle,
    phrase_cue,
    silent_noun,
    verb_cue,
    verb_group,
)
from accordingto.reading.descriptions import cannot_hold, may_hold
from accordingto.reading.draft import Draft
from accordingto.reading.line_drafts import line_draft
from accordingto.reading.noun_drafts import account_draft, noun_draft
from accordingto.reading.phrase_drafts import phrase_draft
from accordingto.reading.phrases import head_of
from accordingto.reading.quotes import Quotation, quotation_at
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import word_class

_CUE_POS = ("VERB", "AUX", "NOUN", "ADJ", "ADV")
_LONG = 12
"""Characters of a quotation, marks included, and words of who speaks behind it."""


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
            draft = phrase_draft(parsed, words[k : k + phrase[0]], phrase[1])
            skip_until = k + phrase[0]
        else:
            draft = _word(parsed, token, words, offset, quoted)
        if draft is not None and draft.content:
            found.append(draft)
    if (colon := line_draft(parsed, words, found)) is not None:
        found.append(colon)
    return found


def _word(
    parsed: Parsed, token: Token, words: list[Token], offset: int, quoted: tuple[Quotation, ...]
) -> Draft | None:
    if token.pos not in _CUE_POS:
        return None
    if (cue := adjective_cue(token)) is not None and _holds(token, cue):
        return _active(parsed, token, cue, verb_group(token, words, offset), [])
    if (noun := silent_noun(token)) is not None:
        return _silence(parsed, token, noun)
    if (cue := verb_cue(token)) is not None:
        group = verb_group(token, words, offset)
        if _impersonal(token):
            return _emerged(parsed, token, cue, group)
        if passive(token):
            return _passive(parsed, token, cue, group)
        return _active(parsed, token, cue, group, _quotation_after(parsed, group, quoted))
    if (cue := noun_cue(token)) is not None:
        return noun_draft(parsed, token, cue) or account_draft(parsed, token, cue)
    if (cue := adverb_cue(token)) is not None and token.head is not None:
        governor = token.head
        ranges = fragments(parsed, governor.subtree(), {token.i})
        return Draft(cue.act, cue.value, token, [], [token], ranges, reasons=[f"adverb {token.lower}"])
    if token.pos == "VERB" and quoted and (before := _quotation_before(parsed, token, quoted)):
        return _active(parsed, token, UNLISTED, verb_group(token, words, offset), before)
    return None


def _silence(parsed: Parsed, verb: Token, noun: Token) -> Draft | None:
    """ "Had no comment on the raid": who it is that does not speak, and of what."""
    who = subject(verb)
    topic = next((k for k in [*noun.children("nmod"), *verb.children("obl")] if k.i > noun.i), None)
    if who is None or topic is None or case_of(topic) not in ("of", "on", "about", "for", "regarding"):
        return None
    case = topic.child("case")
    last = case.i if case is not None and case.i == noun.i + 1 else noun.i
    cue = parsed.tokens[verb.i : last + 1]
    ranges = fragments(parsed, topic.subtree(), {t.i for t in cue})
    return Draft(
        "no_comment", 0, verb, noun_phrase(who), cue, ranges, reasons=[f"silence: {verb.lemma} no {noun.lemma}"]
    )


def _quotation_before(parsed: Parsed, verb: Token, quoted: tuple[Quotation, ...]) -> list[tuple[int, int]]:
    """The quotation behind which a verb of any kind tells who speaks: "Every exit was open," he stormed."""
    who = verb.child("nsubj")
    if who is None or verb.child("obj", "ccomp") is not None:
        return []
    first = min(verb.i, who.subtree()[0].i)
    mark = parsed.tokens[first - 1] if first else None
    if mark is None or mark.sentence != verb.sentence or mark.pos != "PUNCT" or max(verb.i, who.i) - first > _LONG:
        return []
    before = quotation_at(quoted, mark.start)
    ends = before is not None and before.closed and before.end == mark.end and before.end - before.start > _LONG
    stop = parsed.text[mark.start - 1 : mark.start] if before is not None else ""
    return [(before.start, before.end)] if ends and before is not None and stop in (",", "?", "!") else []


def _holds(adjective: Token, cue: Cue) -> bool:
    """ "Is sure that …" is a conviction, "is sure to rise" is the report's; only people and bodies are ready."""
    who = adjective.child("nsubj", "nsubj:pass")
    if cue.act == "plan":  # who will be ready tomorrow has no plan today
        ahead = any(k.lower in word_class("future") for k in adjective.children("aux"))
        return who is not None and may_hold(who) and not ahead
    return who is not None and who.lower != "it" and adjective.child("ccomp") is not None


def _impersonal(verb: Token) -> bool:
    """ "It has emerged that …", "…, it is understood": known, and nobody says from whom."""
    who = verb.child("nsubj", "expl", "nsubj:pass")
    if who is None or who.lower != "it" or negated(verb) or verb.child("xcomp") is not None:
        return False
    return verb.lemma in word_class("impersonal") or (passive(verb) and verb.lemma in word_class("hearsay"))


def _emerged(parsed: Parsed, verb: Token, cue: Cue, group: list[Token]) -> Draft | None:
    clause = verb.child("ccomp", "csubj")
    if clause is None and verb.rel == "parataxis" and verb.head is not None:
        mine = {t.i for t in verb.subtree()}
        rest = fragments(parsed, [t for t in verb.head.subtree() if t.i not in mine], set())
        return Draft("say", cue.value, verb, [], group, rest, reasons=[f"passive {verb.lemma}"])
    who = verb.child("nsubj", "expl", "nsubj:pass") or verb
    ends = closing(parsed, verb, [who, *group]) if clause is None else None
    tokens = clause.subtree() if clause is not None else ends[1] if ends is not None else []
    ranges = fragments(parsed, tokens, set())
    act = "believe" if cue.act == "believe" and cue.lemma != "understand" else "say"
    return Draft(act, cue.value, verb, [], group, ranges, reasons=[f"passive {verb.lemma}"])


def _active(
    parsed: Parsed, verb: Token, cue: Cue, group: list[Token], opened: list[tuple[int, int]]
) -> Draft | None:
    ends = None if opened or not _may_close(verb, cue) else closing(parsed, verb, group)
    who = subject(verb)
    if ends is not None and (who is None or who not in ends[0] or not clause_content(verb, cue, group)):
        closed = _closing(parsed, verb, cue, group, ends)
        if closed is not None:
            return closed
    if _same_speaker(verb) or _side_clause(verb) or (who is not None and _nobody(who)):
        return None
    if (
        who is None
        or _only_a_phrase(verb, who)
        or on_condition(verb)
        or (not cue.lemma and who.pos not in ("PROPN", "PRON", "NOUN"))
    ):
        return None
    if cannot_hold(who) and verb.child("ccomp") is None and not opened and verb.rel != "acl:relcl":
        return None  # "talks continued", "rescue goes on": nobody who could say or think anything
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


def _may_close(verb: Token, cue: Cue) -> bool:
    """Whether a cue can stand at the end without a clause: "…, he said", not "talks continued"."""
    named = bool(cue.lemma) and cue.act in ("say", "believe", "show", "accuse")
    return named and verb.lemma not in word_class("not_closing")


def _closing(
    parsed: Parsed, verb: Token, cue: Cue, group: list[Token], ends: tuple[list[Token], list[Token]]
) -> Draft | None:
    """ "…, two people who saw it said": source and content by the commas where the tree has neither."""
    source, said = ends
    head = head_of(source)
    if any(t.lower in ("i", "you", "we") for t in source) or _nobody(source[0]) or not may_hold(head):
        return None
    act, value = act_of(verb, cue, False)
    ranges = fragments(parsed, said, set())
    return Draft(act, value, verb, source, group, ranges, reasons=[f"verb {verb.lemma}, content stands before it"])


def _only_a_phrase(verb: Token, who: Token) -> bool:
    """ "You know", "I mean", "we think": turns of speech more often than attitudes that anybody holds."""
    return who.lower in ("i", "you", "we") and verb.lower in word_class("turn_of_speech")


def _nobody(who: Token) -> bool:
    """ "Nobody has shown", "before one calls it so": what is said by no one, or by anyone, has no source."""
    above = who.head
    if who.lower == "one" and above is not None and len(who.subtree()) == 1:
        modal = any(k.lower in word_class("modal") for k in above.children("aux"))
        return modal or above.rel == "advcl"
    return any(t.lower in word_class("no_determiner") for t in [who, *who.children("det", "cc")])


def _side_clause(verb: Token) -> bool:
    """ "… to discuss the ties", "…, confirming the start": what somebody does, unless it carries a clause."""
    if (
        stops_short(verb)
        or verb.rel not in ("advcl", "acl")
        or verb.child("nsubj") is not None
        or verb.child("ccomp") is not None
    ):
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
    own = particle(verb)
    inner = verb.child("xcomp") or next((k for k in verb.children("obl", "obj") if k is not own), None)
    if inner is None:
        fronted = [k for k in verb.children("advcl") if k.i < verb.i]  # "whether it is so, they will not say"
        inner = next((k for k in fronted if (m := k.child("mark")) is not None and m.lower == "whether"), None)
    return inner.subtree() if inner is not None else []


def _adjuncts(verb: Token, tokens: list[Token]) -> set[int]:
    """Phrases of the cue itself (when, where, to whom it was said) that lie within the stretch of the content."""
    inside = {t.i for t in tokens}
    out: set[int] = set()
    for kid in verb.kids:
        if kid.base in ("obl", "advmod", "iobj", "advcl") and kid.i not in inside:
            out.update(t.i for t in kid.subtree() if t.i not in inside)
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
    clause = verb.child("ccomp", "xcomp") or verb.child("csubj:pass")
    if clause is not None and verb_cue(clause) is not None and _set_off(parsed, clause):
        clause = None  # "was held at dawn, the radio announced"
    topic = None if topic is clause else topic
    if agent is None and clause is None and cue.lemma in word_class("told_to_somebody"):
        return _warned(parsed, verb, cue, group)
    if not _says(cue, agent, clause, topic):
        return None
    tokens = clause.subtree() if clause is not None else []
    if topic is not None and (clause is None or clause.rel == "xcomp"):
        tokens = topic.subtree() + tokens
    source = noun_phrase(agent) if agent is not None else []
    by = parsed.tokens[group[-1].i + 1 : group[-1].i + 2]
    if agent is not None and by and by[0].head is agent and by[0].rel == "case":
        group = [*group, *by]  # what opens the source and touches the cue belongs to the cue
    if cue.lemma == "understand" and agent is None:
        cue = replace(cue, act="say")  # "is understood to be near": somebody has said so
    taken = {t.i for t in group} | {t.i for t in source}
    if agent is not None:
        taken.update(t.i for t in agent.kids if t.rel == "case")
    ranges = fragments(parsed, sorted(tokens, key=lambda t: t.i), taken)
    act, value = act_of(verb, cue, False) if negated(verb) else (cue.act, cue.value)
    return Draft(act, value, verb, source, group, ranges, reasons=[f"passive {verb.lemma}"])


def _set_off(parsed: Parsed, clause: Token) -> bool:
    """Whether a clause stands behind a comma without anything that it would say."""
    first = clause.subtree()[0]
    comma = first.text == "," or (first.i > 0 and parsed.tokens[first.i - 1].text == ",")
    return comma and clause.child("ccomp", "obj", "xcomp", "mark") is None


def _says(cue: Cue, agent: Token | None, clause: Token | None, topic: Token | None) -> bool:
    """Whether a passive carries what somebody says: not "nobody was asked to", "was found dead", "is known"."""
    if agent is None and (clause is None or cue.lemma == "know" or (topic is not None and _nobody(topic))):
        return False
    if clause is None:
        return cue.takes not in ("clause", "to")
    return cue.act != "show" or clause.pos != "ADJ"


def _warned(parsed: Parsed, verb: Token, cue: Cue, group: list[Token]) -> Draft | None:
    """ "Ministers were warned of a second case": somebody warned them, and it is not said who."""
    thing = next((k for k in verb.children("obl") if case_of(k) in ("of", "against", "about")), None)
    if thing is None or negated(verb):
        return None
    case = thing.child("case")
    words = [*group, case] if case is not None and case.i == group[-1].i + 1 else group
    ranges = fragments(parsed, thing.subtree(), {t.i for t in words})
    return Draft(cue.act, cue.value, verb, [], words, ranges, reasons=[f"passive {verb.lemma}"])


def _ids(token: Token) -> frozenset[int]:
    return frozenset(t.i for t in token.subtree())


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
