"""What a source goes by, as the text names it beside the cue: documents, images, data."""

from accordingto.model.text import Span
from accordingto.reading.content import noun_phrase
from accordingto.reading.draft import Draft
from accordingto.reading.kinds import kind_of
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import word_class


def evidence_of(parsed: Parsed, draft: Draft) -> tuple[Span, ...]:
    """Documents and images that the holder shows or goes by: "citing bank slips", "which uses photographs"."""
    found: list[Span] = []
    if not draft.cue:
        return ()
    own = {t.i for t in draft.cue}
    for token in parsed.words(draft.head.sentence):
        if token.lower not in word_class("evidence_cue") or token.i in own or draft.holds(token.start, token.end):
            continue
        if not _hangs_on(token, draft):
            continue
        thing = _thing(token)
        if thing is not None and thing.i not in own:
            run = noun_phrase(thing)
            found.append(parsed.span(run[0], run[-1]))
    return tuple(dict.fromkeys(found))


def _thing(word: Token) -> Token | None:
    """The document or image that a word like "citing" or "based (on)" leads to."""
    for kid in [*word.children("obj", "obl"), *(k for o in word.children("obj") for k in o.children("nmod"))]:
        if kid.i > word.i and kind_of(kid.lower).class_ in ("imagery", "document"):
            return kid
    return None


def _hangs_on(word: Token, draft: Draft) -> bool:
    """Whether a word belongs to this saying: to its cue, or to the clause about its source."""
    source = {t.i for t in draft.source}
    for above in word.ancestors():
        if above is draft.head or above.i in source:
            return True
        if above.cue != "O" and above.pos == "VERB":
            return False
    return False
