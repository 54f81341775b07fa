"""What a cue attributes and to whom, as tokens of the tree: content after PolNeAR's conventions, source with its
identifying modifiers and without incidental clauses (guidelines: docs/explanation/attribution.md).
"""

from itertools import pairwise

from accordingto.reading.cues import Cue
from accordingto.reading.quotes import Quotation
from accordingto.reading.tree import Parsed, Token

Range = tuple[int, int]

_RELATIVE = frozenset(("who", "which", "that", "whose", "whom"))
_OPENING, _CLOSING = "“«„\"'‘", "”»\"'’"


def noun_phrase(head: Token, without: frozenset[int] = frozenset()) -> list[Token]:
    """A noun with what identifies it; clauses set off by a comma, prepositions before it and `without` left out."""
    dropped = set(without)
    for kid in head.kids:
        incidental = kid.rel in ("acl:relcl", "acl", "advcl", "parataxis", "nmod") and _after_comma(kid)
        if incidental or kid.rel in ("case", "mark", "cc", "cop", "discourse", "parataxis") and kid.i != head.i:
            dropped.update(t.i for t in kid.subtree())
    dropped.discard(head.i)
    kept = [t for t in head.subtree() if t.i not in dropped]
    return _one_run(kept, head)


def _one_run(tokens: list[Token], head: Token) -> list[Token]:
    """The run of adjacent tokens around the head, without punctuation at its edges."""
    index = next(k for k, t in enumerate(tokens) if t is head)
    first = last = index
    while first and tokens[first - 1].i == tokens[first].i - 1:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].i == tokens[last].i + 1:
        last += 1
    run = tokens[first : last + 1]
    while run[0] is not head and (run[0].pos == "PUNCT" and run[0].text not in "“\"«(" or run[0].pos == "CCONJ"):
        run = run[1:]
    while run[-1] is not head and run[-1].pos == "PUNCT" and run[-1].text not in "”\"»)":
        run = run[:-1]
    return run


def _after_comma(kid: Token) -> bool:
    first = kid.subtree()[0]
    return first.text == "," or any(k.text in (",", "–", "—", "(") and k.i <= first.i + 1 for k in kid.kids)


def subject(verb: Token) -> Token | None:
    """Who does the verb: its own subject or the one it shares with the verb it depends on."""
    at: Token | None = verb
    for _ in range(4):
        if at is None:
            return None
        own = at.child("nsubj", "csubj")
        if own is not None:
            return None if own.rel == "expl" else own
        if at.child("expl") is not None:
            return None
        if at.rel in ("acl", "acl:relcl"):
            return at.head
        if at.rel not in ("conj", "xcomp", "advcl", "parataxis", "ccomp"):
            return None
        at = at.head
    return None


def passive(verb: Token) -> bool:
    """Whether the verb is in the passive voice."""
    return any(k.rel in ("aux:pass", "nsubj:pass", "csubj:pass") for k in verb.kids)


def clause_content(verb: Token, cue: Cue, group: list[Token]) -> list[Token]:
    """The tokens that an active verb cue attributes; empty where it has nothing to carry."""
    own = {t.i for t in group}
    clause = verb.child("ccomp")
    if clause is not None:
        return _complement(verb, clause, cue)
    if verb.rel == "parataxis" and verb.head is not None and verb.child("nsubj") is not None:
        mine = {t.i for t in verb.subtree()}
        return [t for t in verb.head.subtree() if t.i not in mine]
    following = next((k for k in verb.children("parataxis") if k.i > verb.i and _colon_between(verb, k)), None)
    if following is not None:
        return following.subtree()
    if cue.act in ("say", "ask", "deny") and (fronted := _fronted(verb, own)):
        return fronted
    return _object_content(verb, cue)


def _complement(verb: Token, clause: Token, cue: Cue) -> list[Token]:
    tokens = clause.subtree()
    if cue.act == "ask" and (whom := verb.child("obj")) is not None and whom.i < clause.i:
        return tokens if clause.child("mark") else whom.subtree() + tokens
    # "says the man “can't win”", "are “right,” but also hungry": marks make the parser tear a clause apart
    torn = [k for k in verb.kids if k.rel == "conj" and k.pos not in ("VERB", "AUX") and k.i > clause.i]
    if cue.lemma in _NO_ADDRESSEE:
        torn += verb.children("iobj")
    return sorted([*tokens, *(t for k in torn for t in k.subtree())], key=lambda t: t.i)


_NO_ADDRESSEE = frozenset("say state claim argue add insist note declare announce explain suggest think believe".split())


def _colon_between(verb: Token, other: Token) -> bool:
    low = verb.i
    return any(t.text == ":" and low < t.i < other.i for t in other.subtree()[:2] + verb.kids + other.kids)


def _fronted(verb: Token, own: set[int]) -> list[Token]:
    """A quotation or clause before "…," X said, which the parser has hung somewhere else."""
    who = verb.child("nsubj")
    if who is None or verb.rel not in ("root", "conj", "parataxis"):
        return []
    cluster = sorted(own | {t.i for t in who.subtree()})
    tokens = sorted((t for t in _sentence_of(verb)), key=lambda t: t.i)
    before = [t for t in tokens if t.i < cluster[0]]
    while before and before[-1].rel in ("advmod", "obl") and before[-1].head is verb:
        before.pop()
    if len(before) < 3 or not any(t.text in (",", "”", '"', "?", "!", "’", "'") for t in before[-2:]):
        return []
    if not any(t.pos in ("VERB", "AUX") or t.text in _OPENING for t in before):
        return []
    only_adjuncts = all(k.base in ("obl", "advmod", "mark", "advcl") for k in verb.kids if k.i < cluster[0] and k.pos != "PUNCT")
    return [] if only_adjuncts and not any(t.text in ("”", '"') for t in before[-2:]) else before


def _sentence_of(token: Token) -> list[Token]:
    top = token
    for top in token.ancestors():
        pass
    return top.subtree()


_COMPLEMENTS = ("obj", "xcomp", "ccomp")


def _object_content(verb: Token, cue: Cue) -> list[Token]:
    """Infinitive or noun phrase after the cue, from the first complement to the last."""
    xcomp, obj = verb.child("xcomp"), verb.child("obj")
    if cue.takes == "clause":
        if xcomp is not None and cue.act in ("believe", "plan", "decide", "say") and (xcomp.child("mark") is not None or xcomp.lower.endswith("ing")):
            return xcomp.subtree()
        return obj.subtree() if obj is not None and _is_quoted(obj) else []
    if cue.takes == "to":
        return xcomp.subtree() if xcomp is not None else []
    parts = [k for k in verb.kids if k.rel in _COMPLEMENTS and k.i > verb.i]
    if not parts and cue.lemma in _OBLIQUE:
        parts = [k for k in verb.kids if k.i > verb.i and _case(k) in ("to", "for", "against", "of")]
    if parts:
        parts += [k for k in verb.kids if k.i > parts[0].i and _goes_on(k)]
    return sorted({t.i: t for p in parts for t in p.subtree()}.values(), key=lambda t: t.i)


_MEDIA = frozenset("statement interview release conference briefing post letter tweet speech report broadcast".split())


def _goes_on(kid: Token) -> bool:
    """Whether a phrase after the object belongs to what is said and not to the saying (when, where, by what means)."""
    if kid.rel == "obl":
        return kid.lemma not in _MEDIA and not kid.ner.endswith("Date") and _case(kid) not in ("on", "in", "after")
    return kid.rel == "advcl" and kid.child("mark") is not None


_OBLIQUE = frozenset(("call", "appeal", "object", "refer", "apologize", "apologise", "protest", "ask", "allude", "plead"))


def _case(token: Token) -> str:
    kid = token.child("case", "mark")
    return kid.lower if kid is not None and token.rel in ("obl", "advcl", "nmod", "acl") else ""


def _is_quoted(token: Token) -> bool:
    tree = token.subtree()
    return any(t.text in ("“", '"', "«") for t in tree) or any(t.text in ("”", '"') for t in tree)


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
    found = [r for r in (_trimmed(parsed, run) for run in runs) if r is not None]
    return found


def _trimmed(parsed: Parsed, run: list[Token]) -> Range | None:
    first, last = 0, len(run) - 1
    while first <= last and run[first].pos == "PUNCT" and run[first].text not in _OPENING + "([":
        first += 1
    while last >= first and run[last].pos == "PUNCT" and run[last].text not in _CLOSING + ")]":
        last -= 1
    if first > last or all(t.pos == "PUNCT" for t in run[first : last + 1]):
        return None
    return run[first].start, run[last].end


def with_marks(ranges: list[Range], quoted: tuple[Quotation, ...], cue: Range | None) -> list[Range]:
    """Ranges widened to the quotation marks that touch them, and over a quotation that runs past the sentence.

    A quotation is only taken whole where the cue stands outside it: inside, somebody else is speaking.
    """
    return [_widened(r, [q for q in quoted if cue is None or not q.start < cue[0] < q.end]) for r in ranges]


def _widened(at: Range, quoted: list[Quotation]) -> Range:
    start, end = at
    for q in quoted:
        if q.start <= start < q.end and q.closed:
            start = q.start
        if q.start < end <= q.end and q.closed:
            end = q.end
    return start, end
