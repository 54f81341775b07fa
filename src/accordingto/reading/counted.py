"""The noun that a number counts, from the tree where there is one, else from the words that follow."""

import re

from accordingto.reading.lexemes import word_list
from accordingto.reading.screen import is_change_word
from accordingto.reading.tree import Parsed, Token

_NOUNS = frozenset({"NOUN", "PROPN"})
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "VERB", "PUNCT", "ADV", "CCONJ", "PART"})
_DETERMINERS = frozenset({"DET", "PRON", "PART", "ADP", "PUNCT"})
_CONTEXT = "en/number_context.tsv"
_GLUED = re.compile(r"-\d+\w*")  # "two MiG-29s"


def counted(parsed: Parsed, start: int, end: int) -> str | None:
    """What the number at `start:end` counts, as it stands in the text; None where nothing is named."""
    words = _counted(parsed, start, end)
    if words is None or not words[-1].isalpha():
        return words
    at = parsed.text.find(words, end, end + 90)
    rest = _GLUED.match(parsed.text, at + len(words)) if at >= 0 else None
    return words + rest.group() if rest is not None else words


def _counted(parsed: Parsed, start: int, end: int) -> str | None:
    tokens = parsed.at(start, end)
    if not tokens:
        return None
    if (hyphen := re.match(r"-([^\W\d_]+)", parsed.text[end : end + 30])) is not None:
        return hyphen[1] if hyphen[1].lower() != "strong" else None  # "a 500-strong unit"
    if all(t.head is None for t in tokens) and tokens[-1].pos in ("X", "NUM"):
        return _by_words(parsed.text, end)
    return (
        _of_phrase(parsed, tokens)
        or _head_noun(parsed, tokens)
        or _following(parsed, tokens[-1])
        or _predicate(parsed, tokens[-1])
        or _crew_of(parsed, tokens[0])
    )


def _crew_of(parsed: Parsed, first: Token) -> str | None:
    """ "A crew of 24": the noun before, where it is one that counts people without an s."""
    before = parsed.tokens[max(0, first.i - 2) : first.i]
    of_people = len(before) == 2 and before[1].lower == "of" and before[0].lower in word_list(_CONTEXT, "people")
    return before[0].text if of_people else None


def is_subject(parsed: Parsed, start: int, end: int) -> bool:
    """Whether a number without a noun is itself the subject of a verb: "150 were sent back"."""
    tokens = parsed.at(start, end)
    return (
        bool(tokens)
        and tokens[-1].base == "nsubj"
        and tokens[-1].head is not None
        and tokens[-1].head.i > tokens[-1].i
    )


def stuff(parsed: Parsed, start: int, end: int) -> str | None:
    """What a measure or a share is of: "maize" in "26,000 tonnes of maize"; None where nothing is named."""
    tokens = parsed.at(start, end)
    if not tokens:
        return None
    if all(t.head is None for t in tokens) and tokens[-1].pos in ("X", "NUM"):
        of = re.match(r"\s+of\s+(?:the\s+|its\s+|their\s+)?", parsed.text[end : end + 20])
        return _by_words(parsed.text, end + of.end()) if of else None
    return _of_phrase(parsed, tokens) or _half_the(parsed, tokens[-1])


def _half_the(parsed: Parsed, last: Token) -> str | None:
    """ "Half the fleet", "half its shares"."""
    following = parsed.tokens[last.i + 1 : last.i + 3]
    if last.lower != "half" or len(following) < 2 or following[0].pos not in ("DET", "PRON"):
        return None
    head = _noun_above(following[1], last.i)
    return None if head is None or head.pos not in _NOUNS else _phrase(parsed, last.i + 1, head)


def _of_phrase(parsed: Parsed, tokens: list[Token]) -> str | None:
    """The noun after a directly following "of"."""
    following = tokens[-1].i + 1
    if following + 1 >= len(parsed.tokens) or parsed.tokens[following].lower != "of":
        return None
    first = parsed.tokens[following + 1]
    if first.sentence != tokens[-1].sentence:
        return None
    head = _noun_above(first, following)
    if head is None and first.pos == "NUM":
        head = _noun_above(
            parsed.tokens[min(following + 2, len(parsed.tokens) - 1)], following
        )  # "19 of 27 states"
    return None if head is None else _phrase(parsed, following + 1, head)


def _noun_above(first: Token, left: int) -> Token | None:
    """The noun that a phrase beginning with `first` is built on."""
    at: Token | None = first
    for _ in range(5):
        if at is None:
            return None
        right = at.head is not None and left < at.i < at.head.i <= first.i + 6
        if at.pos in _NOUNS and not (right and at.rel in ("compound", "nmod:poss", "amod", "flat")):
            return at
        if not right:
            return at if at.pos in ("NOUN", "PROPN", "ADJ") else None
        at = at.head
    return at


def _phrase(parsed: Parsed, first: int, head: Token) -> str | None:
    """The words from `first` to `head`, without determiners and numbers before them."""
    tokens = parsed.tokens[first : head.i + 1]
    own = next((k for k in range(len(tokens) - 1) if tokens[k].pos == "NUM" and tokens[k].head is head), None)
    if own is not None:
        tokens = tokens[own + 1 :]  # "of the original 12 crew"
    while len(tokens) > 1 and (
        tokens[0].pos in _DETERMINERS
        or tokens[0].pos == "NUM"
        or tokens[0].lower in word_list(_CONTEXT, "skipped")
    ):
        tokens = tokens[1:]
    if (
        not tokens
        or (tokens[-1].pos not in _NOUNS and tokens[-1].pos not in ("ADJ", "NUM"))
        or tokens[-1].pos == "NUM"
    ):
        return None
    return parsed.text[tokens[0].start : tokens[-1].end]


def _head_noun(parsed: Parsed, tokens: list[Token]) -> str | None:
    """The noun to the right on which the number hangs: "armoured vehicles" in "five armoured vehicles"."""
    last = tokens[-1]
    head = next((t.head for t in reversed(tokens) if t.head is not None and t.head.i > last.i), None)
    if head is None or head.pos not in _NOUNS or head.i - last.i > 6 or head.sentence != last.sentence:
        return None
    between = parsed.tokens[last.i + 1 : head.i]
    if any(t.pos not in _INSIDE or t.lower in word_list(_CONTEXT, "stop") or t.text in ",;:()" for t in between):
        return None
    head = _last_of_compound(head)
    return _phrase(parsed, last.i + 1, head)


def _last_of_compound(head: Token) -> Token:
    """ "Forces soldiers": where the tree stops at a noun that itself modifies the next one."""
    while head.rel == "compound" and head.head is not None and head.head.i == head.i + 1:
        head = head.head
    return head


def _following(parsed: Parsed, last: Token) -> str | None:
    """Adjectives and nouns right behind the number, where the tree hangs it elsewhere ("a dozen lorries")."""
    first, end = last.i + 1, last.i + 1
    for token in parsed.tokens[first : first + 6]:
        if token.sentence != last.sentence or token.pos not in ("NOUN", "ADJ", "PROPN", "VERB"):
            break
        if token.pos == "VERB" and not token.lower.endswith("ed"):
            break
        if token.pos == "NOUN":
            end = token.i + 1
    return _phrase(parsed, first, parsed.tokens[end - 1]) if end > first else None


def _predicate(parsed: Parsed, last: Token) -> str | None:
    """ "29 were women": the noun behind the copula."""
    following = parsed.tokens[last.i + 1 : last.i + 3]
    if len(following) < 2 or following[0].lower not in ("is", "are", "was", "were") or following[1].pos != "NOUN":
        return None
    return _following(parsed, following[0])


def subject_counted(parsed: Parsed, start: int, end: int) -> str | None:
    """ "The number of confirmed cases doubled to 40", "filings rose to 318": what the subject counts."""
    tokens = parsed.at(start, end)
    verb = tokens[-1].head if tokens else None
    if verb is None or not is_change_word(verb.lower) or tokens[-1].base != "obl":
        return None
    subject = verb.child("nsubj")
    if subject is None or subject.pos not in _NOUNS:
        return None
    if subject.lower in ("number", "total", "count"):
        inner = subject.child("nmod")
        return None if inner is None else _phrase(parsed, min(t.i for t in inner.subtree()), inner)
    plural = subject.lower != (subject.lemma or subject.lower)
    return subject.text if plural and subject.lower not in word_list(_CONTEXT, "total") else None


def hangs_on_total(parsed: Parsed, start: int, end: int) -> bool:
    """Whether a number belongs to a "toll" or "total", which names nothing that is counted."""
    tokens = parsed.at(start, end)
    at = tokens[-1].head if tokens else None
    subject = at.child("nsubj") if at is not None else None
    siblings = at.kids if at is not None else []
    return any(t.lower in word_list(_CONTEXT, "total") for t in (at, subject, *siblings) if t is not None)


def _by_words(text: str, end: int) -> str | None:
    """Without a tree: up to four lower-case words that follow, to the first that closes a noun phrase."""
    following = re.match(
        r"(?:\s+(?:more|of|the|its|other))*((?:\s+[^\W\d_]+(?:-[^\W\d_]+)*){1,4})", text[end : end + 80]
    )
    if following is None:
        return None
    words: list[str] = []
    for word in following[1].split():
        if word.lower() in word_list(_CONTEXT, "stop") or (words and word.endswith("ed")):
            break
        words.append(word)
        if word.endswith("s"):
            break
    return " ".join(words) if words and not words[-1].endswith("ed") else None
