"""Two voices on who says what: the rules over the tree and the model's own attributions become one list of drafts.

Where both see a cue, the act and the reasons are the rule's and the spans are the model's. A cue that the model
alone sees makes a draft of its own, one that the rules alone see stays. The model has learnt outermost
attributions: what stands inside a content, and who is cited, is left to the rules (docs/decisions/0009).
"""

from functools import cache
from itertools import groupby, pairwise

from accordingto.reading.acts import act_of
from accordingto.reading.content import fragments
from accordingto.reading.cues import no_comment_verb, noun_cue, on_condition, verb_cue
from accordingto.reading.descriptions import cannot_hold
from accordingto.reading.draft import Draft, Range
from accordingto.reading.kinds import kind_of
from accordingto.reading.phrases import head_of as noun_of
from accordingto.reading.quotes import Quotation, quotation_at
from accordingto.reading.tree import Parsed, Roles, Token
from accordingto.resources import table, word_class

_BY_RULE = ("phrase", "name and colon", "silence")
"""Ways of attributing that the data of the model knows otherwise or not at all: the rules' spans stay."""
_MARKS = ("“", "”", '"', "«", "»", "``", "''")
_THINGS = ("document", "imagery")
_SURE = 0.5
"""Certainty under which the model's word counts for nothing."""


def both(parsed: Parsed, drafts: list[Draft], quoted: tuple[Quotation, ...]) -> list[Draft]:
    """The drafts of the rules with the model's spans, and those that only the model sees, in no order."""
    believed = _believed(parsed.roles, drafts)
    by_cue = {t.i: roles for roles in believed for t in roles.cue}
    met: set[int] = set()
    out = list(drafts)
    for draft in drafts:
        roles = next((by_cue[t.i] for t in draft.cue if t.i in by_cue), None)
        if roles is not None and id(roles) not in met:
            met.add(id(roles))
            if not draft.reasons[0].startswith(_BY_RULE) and not _takes_in_object(draft, roles):
                whole = list(draft.content)
                out += _take_over(parsed, draft, roles, quoted)
                if "stands before" in draft.reasons[0] and _is_the_inner(draft, whole, drafts):
                    draft.content = whole
    for roles in believed:
        if id(roles) not in met and (alone := _draft(parsed, roles)) is not None:
            out += [alone, *_take_over(parsed, alone, roles, quoted)]
    return _without_own_cue(out)


def _is_the_inner(draft: Draft, whole: list[Range], drafts: list[Draft]) -> bool:
    """Whether the model has given a draft what somebody says within it: of "she told them that it had gone, three
    of them recalled" only "that it had gone"; `whole` is the rule's content."""
    for other in drafts:
        if other is draft or not other.cue or other.head.sentence != draft.head.sentence:
            continue
        at = other.cue[0].start
        stands_in = any(a <= at < b for a, b in whole) and not any(a <= at < b for a, b in draft.content)
        if stands_in and all(any(c - 2 <= a and b <= d + 2 for c, d in other.content) for a, b in draft.content):
            return True
    return False


def _without_own_cue(drafts: list[Draft]) -> list[Draft]:
    """The drafts without sentences in which a holder is taken to go on and that say themselves who speaks."""
    said: dict[int, list[Range]] = {}
    for draft in drafts:
        if draft.cue:
            said.setdefault(draft.head.sentence, []).extend(draft.content)

    def has_own(draft: Draft) -> bool:
        a, b = draft.content[0]
        return any(min(b, d) - max(a, c) > (b - a) / 2 for c, d in said.get(draft.head.sentence, ()))

    return [d for d in drafts if d.cue or not has_own(d)]


def _believed(found: list[Roles], drafts: list[Draft]) -> list[Roles]:
    """Attributions that stand in no other's content, and inner ones whose source stands in there with them."""
    sure = [r for r in found if r.certainty >= _SURE and r.source and r.content]
    contents: dict[int, list[tuple[int, frozenset[int]]]] = {}
    for roles in sure:
        content = (roles.cue[0].i, frozenset(t.i for t in roles.content))
        for sentence in sorted({t.sentence for t in roles.content}):
            contents.setdefault(sentence, []).append(content)
    beside: dict[int, list[Draft]] = {}
    for draft in drafts:
        beside.setdefault(draft.head.sentence, []).append(draft)

    def fits(roles: Roles) -> bool:
        cue = roles.cue[0]
        near = contents.get(cue.sentence, ())
        if not all(t.i in c for at, c in near if at != cue.i and cue.i in c for t in roles.source):
            return False
        around = [d for d in beside.get(cue.sentence, ()) if cue not in d.cue and d.holds(cue.start, cue.end)]
        return all(d.holds(t.start, t.end) for d in around for t in roles.source)

    return [r for r in sure if fits(r)]


def _takes_in_object(draft: Draft, roles: Roles) -> bool:
    """Whether the model's cue has swallowed what the rules take for content: "rejected claims"."""
    return any(t.pos == "NOUN" and draft.holds(t.start, t.end) for t in roles.cue if t not in draft.cue)


def _take_over(parsed: Parsed, draft: Draft, roles: Roles, quoted: tuple[Quotation, ...]) -> list[Draft]:
    """Give a draft the model's spans; what its holder goes on to say in other sentences comes back as drafts."""
    ranges = _content(parsed, roles)
    here, after = _by_sentence(parsed, ranges, draft.head.sentence, quoted)
    if not here:
        return []
    if not _names_source(draft, source := _source(roles)):
        draft.source = source
    if not _both_sides(draft, here) and not _lost_main_clause(parsed, draft, here):
        draft.content = here
    if draft.head in (cue := _cue(roles)) or draft.head.i not in {t.i for t in draft.cue}:
        draft.cue = cue if len(draft.cue) < 2 or draft.cue[-1] in cue or cue[-1].i > draft.cue[-1].i else draft.cue
    draft.reasons.append("spans by the model")
    return [_goes_on(parsed, draft, r) for r in after] if draft.source else []  # nobody cannot go on saying


def _both_sides(draft: Draft, here: list[Range]) -> bool:
    """Whether the rule has content before and after the cue and the model the same on one side only: "since it is
    near, he told them, the North would send troops" is said on both."""
    if not all(any(a - 2 <= c and d <= b + 2 for a, b in draft.content) for c, d in here):
        return False
    at = draft.head.start
    return {a < at for a, _ in draft.content} == {True, False} and len({c < at for c, _ in here}) == 1


def _lost_main_clause(parsed: Parsed, draft: Draft, here: list[Range]) -> bool:
    """Whether the model keeps of what the rule takes for said only a clause that depends on it: "rebels freed two
    nurses after the army withdrew, the ministry said" has all of it from the ministry."""
    main = next((k for k in draft.head.children("ccomp") if k.i < draft.head.i), None)
    if main is None or not draft.holds(main.start, main.end):
        return False
    inside = {t.i for k in main.children("advcl") for t in k.subtree()}
    kept = [t for a, b in here for t in parsed.at(a, b) if t.pos != "PUNCT"]
    return bool(kept) and all(t.i in inside for t in kept)


def _names_source(draft: Draft, source: list[Token]) -> bool:
    """Whether the rule's source stays: the same noun with more of what identifies it, one beside the cue where the
    model goes back to another sentence, and none where the passive names nobody ("is said to")."""
    if not draft.source:
        return draft.reasons[0].startswith("passive")
    here = draft.head.sentence
    if draft.source[0].sentence == here != source[0].sentence:
        return True
    top = noun_of(draft.source)
    if top not in source and set(source) < set(draft.source) and kind_of(top.lower).class_ in _THINGS:
        return True  # the letter shows it, not who has seen the letter
    if draft.reasons[0].startswith("passive") and top not in source:
        return True  # "by" says whose it is
    rest = [t for t in source if t not in draft.source]
    if rest and set(draft.source) <= set(source) and rest[0].i > draft.source[-1].i and rest[0].text == ",":
        return True  # a clause that tells something by the way
    return noun_of(draft.source) in source and set(source) <= set(draft.source)


def _content(parsed: Parsed, roles: Roles) -> list[Range]:
    """The content as ranges of characters, none over the end of a sentence; it begins with its "that"."""
    cue = _cue(roles)
    taken = {t.i for t in (*cue, *roles.source)}
    opens = [t for t in roles.cue[len(cue) :] if _opens_content(t) and t.i + 1 in {c.i for c in roles.content}]
    sentences = groupby(sorted([*opens, *roles.content], key=lambda t: t.i), key=lambda t: t.sentence)
    return [r for _, tokens in sentences for r in fragments(parsed, list(tokens), taken)]


def _by_sentence(
    parsed: Parsed, ranges: list[Range], sentence: int, quoted: tuple[Quotation, ...]
) -> tuple[list[Range], list[Range]]:
    """The ranges of the cue's sentence, by a word in it or by a quotation; and those behind in its paragraph."""
    own = parsed.sentences[sentence]
    here = [r for r in ranges if r[0] < own.end and own.start < r[1]]
    marks = {id(q) for r in here for at in (r[0], r[1] - 1) if (q := quotation_at(quoted, at)) is not None}
    rest = [r for r in ranges if r not in here]
    joined = [r for r in rest if id(quotation_at(quoted, r[0])) in marks]
    behind = [r for r in rest if r not in joined and r[0] >= own.end and "\n" not in parsed.text[own.end : r[0]]]
    return sorted([*here, *joined]), behind


def _goes_on(parsed: Parsed, draft: Draft, content: Range) -> Draft:
    head = parsed.at(*content)[0]
    act = draft.act if draft.act in ("say", "believe") else "say"
    more = Draft(act, 3, head, list(draft.source), [], [content], reasons=["model: goes on without a cue"])
    more.continues = draft
    return more


def _draft(parsed: Parsed, roles: Roles) -> Draft | None:
    """A draft that the model alone sees; its spans are put in by `_take_over`.

    Its content says something: there is a verb or a quotation mark in it. Without one it is what somebody did to
    something, unless no table knows the verb: "the court upheld the law" is a happening, whoever the model hears.
    """
    content = _content(parsed, roles)
    head = head_of(roles.cue)
    says = any((t.pos in ("VERB", "AUX") and t.rel != "amod") or t.text in _MARKS for t in roles.content)
    elsewhere = _source(roles)[0].sentence != head.sentence
    nobody = any(t.lower in word_class("no_determiner") for t in roles.source)
    nobody = nobody or cannot_hold(noun_of(_source(roles)))
    if (
        not content
        or elsewhere
        or on_condition(head)
        or nobody
        or head.pos not in ("VERB", "AUX", "NOUN", "ADJ")
        or (not says and head.lemma in _tabled())
    ):
        return None
    cue = verb_cue(head) or noun_cue(head)
    act, value = act_of(head, cue, no_comment_verb(head, cue)) if cue is not None else ("say", 3)
    return Draft(act, value, head, _source(roles), list(roles.cue), content, reasons=[f"model {head.lemma}"])


@cache
def _tabled() -> frozenset[str]:
    """Words of which a lexicon says when they attribute, or that they name happenings, or nothing."""
    names = ("en/cues.tsv", "en/events.tsv", "en/empty_verbs.tsv")
    return frozenset(row["lemma"] for name in names for row in table(name))


def head_of(cue: list[Token]) -> Token:
    """The word of a cue that governs the others; of several the first verb."""
    inside = {t.i for t in cue}
    tops = [t for t in cue if t.head is None or t.head.i not in inside]
    return next((t for t in tops if t.pos == "VERB"), tops[0])


def _cue(roles: Roles) -> list[Token]:
    """The cue without an article, a pronoun or the "that" that the model has left at its end."""
    cue = list(roles.cue)
    while len(cue) > 1 and (
        _opens_content(cue[-1]) or cue[-1].pos in ("DET", "PUNCT") or cue[-1].rel == "nmod:poss"
    ):
        cue.pop()
    return cue


def _opens_content(token: Token) -> bool:
    """ "That", "whether", the "to" of an infinitive: what is said begins with them."""
    return token.pos == "SCONJ" or (token.pos == "PART" and token.lower == "to")


def _source(roles: Roles) -> list[Token]:
    """The longest run of the words of the source, without commas at its edges: a source is one stretch of text."""
    cuts = [k + 1 for k, (a, b) in enumerate(pairwise(roles.source)) if b.i != a.i + 1]
    run = max((roles.source[a:b] for a, b in pairwise([0, *cuts, len(roles.source)])), key=len)
    while len(run) > 1 and run[-1].text in (",", ";", ":", "–", "—"):
        run = run[:-1]
    while len(run) > 1 and run[0].text in (",", ";", ":", "–", "—"):
        run = run[1:]
    return run
