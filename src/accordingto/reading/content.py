"""What a cue attributes and to whom, as tokens of the tree.

Content after PolNeAR's conventions (Newell et al. 2018), source with its identifying modifiers and without
incidental clauses; the guidelines stand in docs/explanation/attribution.md.
"""

from itertools import pairwise

from accordingto.reading.cues import Cue, negated
from accordingto.reading.quotes import Quotation, quotation_at
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import word_class

Range = tuple[int, int]

_OPENING, _CLOSING = "“«„\"'‘", "”»\"'’"
_INCIDENTAL = ("acl:relcl", "acl", "advcl", "parataxis", "nmod")
_NEVER_IN_A_NAME = ("case", "mark", "cc", "cop", "discourse", "parataxis")
_COMPLEMENTS = ("obj", "xcomp", "ccomp")


def noun_phrase(head: Token, without: frozenset[int] = frozenset()) -> list[Token]:
    """A noun with what identifies it: clauses set off by a comma, its preposition and `without` are left out."""
    dropped = set(without)
    for kid in head.kids:
        if kid.rel in _NEVER_IN_A_NAME or (kid.rel in _INCIDENTAL and _after_comma(kid)):
            dropped.update(t.i for t in kid.subtree())
    dropped.discard(head.i)
    return _one_run([t for t in head.subtree() if t.i not in dropped], head)


def _one_run(tokens: list[Token], head: Token) -> list[Token]:
    """The run of adjacent tokens around the head, without punctuation at its edges."""
    index = next(k for k, t in enumerate(tokens) if t is head)
    first = last = index
    while first and tokens[first - 1].i == tokens[first].i - 1:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].i == tokens[last].i + 1:
        last += 1
    run = tokens[first : last + 1]
    while run[0] is not head and (run[0].pos == "CCONJ" or (run[0].pos == "PUNCT" and run[0].text not in '“"«(')):
        run = run[1:]
    while run[-1] is not head and run[-1].pos == "PUNCT" and run[-1].text not in '”"»)':
        run = run[:-1]
    return run


def _after_comma(kid: Token) -> bool:
    first = kid.subtree()[0]
    return first.text == "," or any(k.text in (",", "–", "—", "(") and k.i <= first.i + 1 for k in kid.kids)


def case_of(token: Token) -> str:
    """The preposition or marker that opens a phrase, empty where it has none."""
    kid = token.child("case", "mark")
    return kid.lower if kid is not None and token.base in ("obl", "advcl", "nmod", "acl") else ""


def subject(verb: Token) -> Token | None:
    """Who does the verb: its own subject or the one it shares with the verb it depends on."""
    at: Token | None = verb
    for _ in range(4):
        if at is None:
            return None
        own = at.child("nsubj", "csubj") or _quoted_as(at) or _stray_subject(at)
        if own is not None or at.child("expl") is not None:
            return own
        if at.rel == "acl" and at.lower.endswith("ing") and (main := _main_verb(at)) is not None:
            at = main
            continue
        if at.rel in ("acl", "acl:relcl"):
            return at.head
        if at.rel not in ("conj", "xcomp", "advcl", "parataxis", "ccomp"):
            return None
        at = at.head
    return None


def _quoted_as(saying: Token) -> Token | None:
    """ "Quoted a nurse as saying": the nurse, where the parser has hung the saying on the quoting."""
    above = saying.head
    if saying.rel != "advcl" or case_of(saying) != "as" or above is None:
        return None
    return above.child("obj") if above.lemma in ("quote", "cite") else None


def _main_verb(participle: Token) -> Token | None:
    """The verb whose subject goes on speaking: "X denied a report that …, saying it was false", parsed as the
    report's."""
    if not _after_comma(participle):
        return None
    above = next((a for a in participle.ancestors() if a.pos == "VERB"), None)
    return above if above is not None and above.child("nsubj") is not None and above.cue != "O" else None


def _stray_subject(verb: Token) -> Token | None:
    """A subject that the parser has hung on the clause before it: "…, its director, Oona Vask, said"."""
    clause = verb.child("ccomp")
    if clause is not None and clause.i < verb.i:
        late = [t for t in clause.subtree() if clause.i < t.i < verb.i and t.pos in ("NOUN", "PROPN", "PRON")]
        fitting = [t for t in late if _fills_gap(t, verb, clause)]
        return max(fitting, key=lambda t: len(t.subtree()), default=None)
    agent = verb.child("obl:agent")
    if agent is not None and agent.child("case") is None:
        return agent
    inverted = verb.child("obj") if verb.rel == "parataxis" else None
    return inverted if inverted is not None and inverted.pos == "PROPN" else None


def _fills_gap(noun: Token, verb: Token, clause: Token) -> bool:
    """Whether a phrase stands between a comma and the verb, all by itself."""
    phrase = noun.subtree()
    if any(t.pos in ("VERB", "AUX") for t in phrase) or phrase[0].i <= clause.i:
        return False
    rest = [t for t in clause.subtree() if phrase[-1].i < t.i < verb.i and t.pos != "PUNCT"]
    before = [t for t in clause.subtree() if t.i == phrase[0].i - 1]
    return not rest and bool(before) and before[0].text in (",", "”", '"')


def passive(verb: Token) -> bool:
    """Whether the verb is in the passive voice; so is "asked whether he would go, a spokesman said"."""
    asked = verb.lower in word_class("asked_of") and verb.rel == "advcl" and verb.child("nsubj", "aux") is None
    return asked or any(k.rel in ("aux:pass", "nsubj:pass", "csubj:pass") for k in verb.kids)


def clause_content(verb: Token, cue: Cue, group: list[Token]) -> list[Token]:
    """The tokens that an active verb cue attributes; empty where it has nothing to carry."""
    clause = verb.child("ccomp") or _in_a_statement(verb)
    if clause is not None:
        return _complement(verb, clause, cue)
    own = cue.takes == "any" and verb.child("obj") is not None  # "MAYA: They had it at 540"
    if (
        verb.rel == "parataxis"
        and verb.head is not None
        and not own
        and (verb.child("nsubj") or _stray_subject(verb))
    ):
        mine, top = {t.i for t in verb.subtree()}, verb.head
        if top.base == "nsubj" and top.head is not None and top.head.i > verb.i:
            top = top.head  # "somebody on the bus, he whispered, had told him"
        return [t for t in top.subtree() if t.i not in mine]
    if verb.rel == "advcl" and verb.head is not None and _as_clause(verb):
        mine = {t.i for t in verb.subtree()}
        return [t for t in verb.head.subtree() if t.i not in mine]
    following = next((k for k in verb.children("parataxis") if k.i > verb.i and _colon_between(verb, k)), None)
    if following is not None and not negated(verb):  # "on this the two do not agree: he says …"
        return following.subtree()
    if cue.act in ("say", "ask", "deny") and (fronted := _fronted(verb, {t.i for t in group})):
        return fronted
    return _object_content(verb, cue)


def _in_a_statement(verb: Token) -> Token | None:
    """ "Said in a statement that the ferry had sunk", where the parser hangs the clause on the statement."""
    media = [
        k for k in verb.children("obl") if k.i > verb.i and (k.lemma in word_class("medium") or k.pos == "PROPN")
    ]
    clauses = [c for k in media for c in k.children("acl", "ccomp", "advcl")]
    return next((c for c in clauses if (m := c.child("mark")) is not None and m.lower == "that"), None)


def _as_clause(verb: Token) -> bool:
    """ "As the ministry announced", "as the service has it": the clause around it is what is said."""
    marked = any(k.rel == "mark" and k.lower == "as" for k in verb.kids) and verb.child("nsubj") is not None
    return marked and (verb.lemma == "have" or verb.child("obj", "xcomp", "obl") is None)


def _complement(verb: Token, clause: Token, cue: Cue) -> list[Token]:
    whom = verb.child("obj")
    if cue.act == "ask" and whom is not None and whom.i < clause.i and clause.child("mark") is None:
        return whom.subtree() + clause.subtree()
    # "says the man “can't win”", "are “right,” but also hungry": marks make the parser tear a clause apart
    torn = [k for k in verb.kids if k.rel == "conj" and k.pos not in ("VERB", "AUX") and k.i > clause.i]
    if cue.lemma in word_class("no_addressee"):
        torn += verb.children("iobj")
    return _in_order([clause, *torn])


def _in_order(heads: list[Token]) -> list[Token]:
    return sorted({t.i: t for h in heads for t in h.subtree()}.values(), key=lambda t: t.i)


def _colon_between(verb: Token, other: Token) -> bool:
    near = [*other.subtree()[:2], *verb.kids, *other.kids]
    return any(t.text == ":" and verb.i < t.i < other.i for t in near)


def _fronted(verb: Token, own: set[int]) -> list[Token]:
    """A quotation or clause before "…," X said, which the parser has hung somewhere else."""
    who = verb.child("nsubj")
    if who is None or verb.rel not in ("root", "conj", "parataxis"):
        return []
    first = min(own | {t.i for t in who.subtree()})
    top = verb
    while top.head is not None:
        top = top.head
    before = [t for t in top.subtree() if t.i < first]
    while before and before[-1].rel in ("advmod", "obl") and before[-1].head is verb:
        before.pop()
    edge = {t.text for t in before[-2:]}
    if len(before) < 3 or not edge & {",", "”", '"', "?", "!", "’", "'"}:
        return []
    if not any(t.pos in ("VERB", "AUX") or t.text in _OPENING for t in before):
        return []
    adjuncts = all(
        k.base in ("obl", "advmod", "mark", "advcl") for k in verb.kids if k.i < first and k.pos != "PUNCT"
    )
    return [] if adjuncts and not edge & {"”", '"'} else before


def _object_content(verb: Token, cue: Cue) -> list[Token]:
    """Infinitive or noun phrase after the cue, from the first complement to the last."""
    xcomp, obj = verb.child("xcomp"), verb.child("obj")
    if cue.takes == "clause":
        if xcomp is not None and cue.act in ("believe", "plan", "decide", "say") and _non_finite(xcomp):
            return xcomp.subtree()
        judged = next((k for k in verb.children("xcomp") if k.pos in ("ADJ", "NOUN") and k.i > verb.i), None)
        if judged is not None and obj is not None:
            return _in_order([obj, judged])  # "thinks it plausible"
        pointing = obj is not None and obj.lower in word_class("said_object")
        if obj is not None:
            return obj.subtree() if pointing or _is_quoted(obj) else []
        return _in_order(_oblique(verb, cue))
    if cue.takes == "to":
        purpose = next((k for k in verb.children("advcl") if case_of(k) == "to" and k.i > verb.i), None)
        inner = xcomp or (purpose if cue.act == "decide" else None)
        return inner.subtree() if inner is not None else []
    late = verb.child("nsubj")
    parts = [
        k
        for k in verb.kids
        if k.i > verb.i and (k.rel in _COMPLEMENTS or (k.rel == "nsubj" and late is not None and late.i < verb.i))
    ]
    if cue.lemma in word_class("told_to_somebody"):
        parts = [k for k in parts if k.rel != "obj" or not _is_somebody(k)]  # "warned the company"
    if not parts and cue.act == "decide":
        parts = [k for k in verb.children("advcl", "obl") if k.i > verb.i and case_of(k) == "against"]
    if not parts:
        parts = _oblique(verb, cue)
    if parts:
        parts += [k for k in verb.kids if k.i > parts[0].i and _goes_on(k)]
    return _in_order(parts)


def _is_somebody(noun: Token) -> bool:
    named = noun.mention is not None and noun.mention[0] in ("person", "organization")
    return named or noun.pos == "PRON" or noun.ner[2:] in ("Person", "Organization")


def _oblique(verb: Token, cue: Cue) -> list[Token]:
    """ "Advised against it", "boasted of handing him money": content behind a preposition ("speak": "of")."""
    if cue.lemma in word_class("spoken_of"):
        return [k for k in verb.children("obl") if k.i > verb.i and case_of(k) == "of"]
    if cue.lemma not in word_class("oblique_object"):
        return []
    return [k for k in verb.kids if k.i > verb.i and case_of(k) in ("to", "for", "against", "of", "at")]


def _non_finite(verb: Token) -> bool:
    return verb.child("mark") is not None or verb.lower.endswith("ing")


def _goes_on(kid: Token) -> bool:
    """Whether a phrase after the object belongs to what is said, not to the saying (when, where, how)."""
    if kid.rel == "obl":
        outside = kid.lemma in word_class("medium") or kid.ner.endswith("Date")
        return not outside and case_of(kid) not in ("on", "in", "after")
    return kid.rel == "advcl" and kid.child("mark") is not None


def _is_quoted(token: Token) -> bool:
    return any(t.text in ("“", "”", '"', "«", "»") for t in token.subtree())


def fragments(parsed: Parsed, tokens: list[Token], without: set[int]) -> list[Range]:
    """The tokens as half-open character ranges, parted where a token of `without` stands between them.

    Commas and the final stop are trimmed, a quotation mark that belongs to the fragment is kept.
    """
    wanted = [t for t in tokens if t.i not in without]
    if not wanted:
        return []
    runs: list[list[Token]] = [[wanted[0]]]
    for before, after in pairwise(wanted):
        gap = parsed.tokens[before.i + 1 : after.i]
        if all(t.pos == "PUNCT" and t.i not in without for t in gap):
            runs[-1].append(after)
        else:
            runs.append([after])
    return [r for r in map(_trimmed, runs) if r is not None]


def _trimmed(run: list[Token]) -> Range | None:
    first, last = 0, len(run) - 1
    while first <= last and run[first].pos == "PUNCT" and run[first].text not in _OPENING + "([":
        first += 1
    while last >= first and run[last].pos == "PUNCT" and run[last].text not in _CLOSING + ")]":
        last -= 1
    if all(t.pos == "PUNCT" for t in run[first : last + 1]):
        return None
    return run[first].start, run[last].end


def with_marks(ranges: list[Range], quoted: tuple[Quotation, ...], cue: Range | None) -> list[Range]:
    """Ranges widened to the quotation marks that touch them, and over a quotation that runs past the sentence.

    A quotation is only taken whole where the cue stands outside it: inside, somebody else is speaking. Ranges that
    meet become one.
    """
    merged: list[Range] = []
    for start, end in sorted(_widened(r, quoted, cue) for r in ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _widened(at: Range, quoted: tuple[Quotation, ...], cue: Range | None) -> Range:
    def whole(q: Quotation) -> bool:
        return q.closed and (cue is None or not q.start < cue[0] < q.end)

    first, last = quotation_at(quoted, at[0]), quotation_at(quoted, at[1] - 1)
    start = first.start if first is not None and whole(first) else at[0]
    return start, last.end if last is not None and whole(last) else at[1]
