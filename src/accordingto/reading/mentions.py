"""Named mentions and the entities they refer to, within one report.

Names come from the model's labels. Two names are one entity when they are the same words, when one is a person's
surname ("Kim" of "Kim Yong-hyun", too), or when one stands in brackets behind the other as its short form
("National Intelligence Service (NIS)").
"""

from dataclasses import dataclass, field

from accordingto.model.claim import Entity, Mention
from accordingto.reading.kinds import title_class
from accordingto.reading.parse import label_runs
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import word_class

_TYPES = {
    "Person": "person",
    "Organization": "organization",
    "Location": "place",
    "Facility": "facility",
    "NORP": "group",
    "Product": "object",
    "Money": "quantity",
    "Date": "date",
    "Misc": "other",
}


@dataclass(slots=True, eq=False)
class Name:
    """A run of tokens that the model labels as a name, without a leading article or a trailing possessive."""

    tokens: list[Token]
    type: str
    entity: "Group | None" = None

    @property
    def text(self) -> str:
        """The words as written, one space between them where the text has any white space."""
        return joined(self.tokens)


@dataclass(slots=True, eq=False)
class Group:
    """The names of one entity; the first full one is its name."""

    type: str
    names: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The longest of the first spellings: a full name outranks a surname or an acronym."""
        return max(self.names[:4], key=len)


def joined(tokens: list[Token]) -> str:
    """The words of adjacent tokens, with a space where the text parts them."""
    out = ""
    for before, token in zip([None, *tokens], tokens, strict=False):
        gap = before is not None and token.start > before.end
        out += (" " if gap else "") + token.text
    return out


def find_names(parsed: Parsed) -> list[Name]:
    """The named mentions of the text in order, grouped into entities."""
    names: list[Name] = []
    for sentence in range(len(parsed.sentences)):
        words = parsed.words(sentence)
        for first, last, label in label_runs([t.ner for t in words]):
            tokens = _trim(words[first:last])
            if label == "Person":
                tokens = _without_title(tokens)
            if tokens:
                tokens = _whole_name(tokens, words, label)
            if tokens and label not in ("Date", "Money"):
                while names and names[-1].tokens[-1].i >= tokens[0].i:
                    names.pop()
                names.append(Name(tokens, _TYPES.get(label, "other")))
    _group(names)
    return names


def _trim(tokens: list[Token]) -> list[Token]:
    while tokens and (tokens[0].lower in ("the", "a", "an") or tokens[0].pos == "PUNCT"):
        tokens = tokens[1:]
    while tokens and (tokens[-1].lower in ("'s", "’s") or tokens[-1].pos == "PUNCT"):
        tokens = tokens[:-1]
    return tokens


def _without_title(tokens: list[Token]) -> list[Token]:
    """A person's name without "Gov.", "Atty." and the like; the title alone is nobody's name."""
    while tokens and tokens[0].text.endswith(".") and title_class(tokens[0].text) is not None:
        tokens = tokens[1:]
    return tokens


def _whole_name(tokens: list[Token], words: list[Token], label: str) -> list[Token]:
    """A name with the words around it that the tagger left out and the parser has tied to it."""
    tokens = _to_its_head(tokens, words, label)
    first = tokens[0].i - words[0].i
    while first:
        before, inside = words[first - 1], {id(t) for t in tokens}
        first_name = label == "Person" and tokens[0].rel == "flat" and tokens[0].head is before
        part_of_it = (
            label in ("Organization", "Facility")
            and before.rel in ("compound", "amod")
            and id(before.head) in inside
            and before.text[:1].isupper()
            and (before.ner == "O" or _no_place(before))
        )
        if before.pos not in ("PROPN", "ADJ") or not (first_name or part_of_it):
            break
        first -= 1
        tokens = [before, *tokens]
    return tokens


def _no_place(word: Token) -> bool:
    """ "Joint" and "Maritime" of "Joint Maritime Centre", which the tagger takes for the name of a place."""
    return word.pos == "ADJ" and word.ner[2:] == "Location"


def _to_its_head(tokens: list[Token], words: list[Token], label: str) -> list[Token]:
    """ "Selm" of "Selm Water Board": a body's name goes on over capitals up to the noun that heads it."""
    head = tokens[-1].head
    if label != "Organization" or tokens[-1].rel != "compound" or head is None or head.i < tokens[-1].i:
        return tokens
    rest = words[tokens[-1].i + 1 - words[0].i : head.i + 1 - words[0].i]
    whole = all(t.text[:1].isupper() and t.ner == "O" and t.pos in ("NOUN", "PROPN", "ADJ") for t in rest)
    return [*tokens, *rest] if whole else tokens


def _group(names: list[Name]) -> None:
    by_words: dict[str, Group] = {}
    surnames: dict[str, Group] = {}
    bodies: dict[str, Group] = {}
    first_names = _family_names_first(names)
    for before, name in zip([None, *names], names, strict=False):
        key = name.text.casefold()
        group = by_words.get(key)
        if len(name.tokens) == 1:
            group = _known_by_a_word(name, group, surnames, bodies)
        if group is None and before is not None and before.entity is not None and _short_form(before, name):
            group = before.entity
        if group is None:
            group = Group(name.type)
        if name.text not in group.names:
            group.names.append(name.text)
        by_words[key] = group
        if name.type == "person" and len(name.tokens) > 1:
            surnames[name.tokens[-1].lower] = group
            if name.tokens[0].lower in first_names:
                surnames[name.tokens[0].lower] = group
        elif name.type in ("organization", "place") and len(name.tokens) > 1:
            bodies.setdefault(name.tokens[0].lower, group)
        name.entity = group


def _family_names_first(names: list[Name]) -> set[str]:
    """First words of names that can be the family's ("Kim Yong-hyun"), where only one person's name begins so."""
    bearers: dict[str, set[str]] = {}
    for name in names:
        first = name.tokens[0].lower
        if name.type == "person" and len(name.tokens) > 1 and first in word_class("family_name_first"):
            bearers.setdefault(first, set()).add(name.text.casefold())
    return {first for first, whole in bearers.items() if len(whole) == 1}


def _known_by_a_word(
    name: Name, group: Group | None, surnames: dict[str, Group], bodies: dict[str, Group]
) -> Group | None:
    """Whom one word names that was read as part of a longer name, or as no person, before; `group`: so far."""
    key = name.tokens[0].lower
    if name.type == "person":
        if group is None:
            group = surnames.get(key) or bodies.get(key)  # "Boreal" after "Boreal Midstream"
        if group is not None and group.type in ("organization", "place"):
            name.type = "organization"  # who speaks there is the body, not the town
        return group
    if name.type == "organization" and key in surnames:
        name.type = "person"
        return surnames[key]
    return group


def _short_form(full: Name, short: Name) -> bool:
    """Whether `short` stands in brackets right behind `full` and is made of its initials."""
    first = short.tokens[0]
    if len(short.tokens) != 1 or first.i != full.tokens[-1].i + 2 or not first.text.isupper():
        return False
    initials = "".join(t.text[0] for t in full.tokens if t.text[0].isupper())
    return initials.upper() == first.text.replace(".", "")


def mention_records(parsed: Parsed, names: list[Name]) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """The names as the records of a reading; ids count in text order."""
    ids: dict[int, str] = {}
    entities: list[Entity] = []
    mentions: list[Mention] = []
    for k, name in enumerate(names, 1):
        group = name.entity
        if group is None:
            continue
        if id(group) not in ids:
            ids[id(group)] = f"e{len(ids) + 1}"
            aliases = tuple(n for n in group.names if n != group.name)
            entities.append(Entity(ids[id(group)], group.name, group.type, aliases=aliases))
        span = parsed.span(name.tokens[0], name.tokens[-1])
        mentions.append(Mention(f"m{k}", span, "named", name.type, ids[id(group)]))
    return tuple(mentions), tuple(entities)
