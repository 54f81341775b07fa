"""Lines that open with who speaks: "Seoul: troops have moved", "MINISTER: We never knew."."""

from accordingto.reading.content import fragments
from accordingto.reading.draft import Draft
from accordingto.reading.kinds import kind_of
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import word_class


def line_draft(parsed: Parsed, words: list[Token], found: list[Draft]) -> Draft | None:
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
    if last.lower in word_class("headline_label"):
        return False  # "BREAKING: …"
    if _in_capitals(label):
        return True
    named = last.ner[2:] in ("Person", "Organization", "Location")
    return named or (last.pos == "NOUN" and len(label) < 4 and bool(kind_of(last.lower).class_))
