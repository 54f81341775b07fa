"""Parsed texts built by hand: each word as `form/POS/relation/head`, heads count from 1 in the sentence."""

from accordingto.model.text import Sentence
from accordingto.reading.lemma import lemma
from accordingto.reading.tree import Parsed, Token


def tree(*sentences: str, text: str | None = None, labels: dict[str, str] | None = None) -> Parsed:
    """The sentences as one parsed text; words are joined by spaces unless `text` says how they stand."""
    rows = [[w.rsplit("/", 3) for w in s.split()] for s in sentences]
    whole = text if text is not None else "\n".join(" ".join(r[0] for r in row) for row in rows)
    parsed = Parsed(whole, (), [], [])
    at, spans = 0, []
    for number, row in enumerate(rows):
        begin = len(parsed.tokens)
        for form, pos, rel, _ in row:
            start = whole.index(form, at)
            at = start + len(form)
            token = Token(len(parsed.tokens), start, at, form, form.lower(), number, pos, rel)
            token.lemma = lemma(form.lower(), pos)
            token.ner = (labels or {}).get(form, "O")
            parsed.tokens.append(token)
        for k, (_, _, _, head) in enumerate(row):
            if int(head):
                parsed.tokens[begin + k].head = parsed.tokens[begin + int(head) - 1]
                parsed.tokens[begin + int(head) - 1].kids.append(parsed.tokens[begin + k])
        parsed.spans.append((begin, len(parsed.tokens)))
        spans.append(Sentence(parsed.tokens[begin].start, parsed.tokens[-1].end))
    parsed.sentences = tuple(spans)
    return parsed


def word(parsed: Parsed, form: str, nth: int = 0) -> Token:
    """The nth token with this form."""
    return [t for t in parsed.tokens if t.text == form][nth]
