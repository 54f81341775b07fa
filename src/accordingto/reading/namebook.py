"""The names of one report and whom they mean: persons with their offices, bodies, speakers' labels."""

from collections.abc import Set as AbstractSet
from dataclasses import replace

from accordingto.model.claim import Source
from accordingto.reading.descriptions import BODIES, Whose, gender_of, labelled, member_class, post_class
from accordingto.reading.mentions import Name, joined
from accordingto.reading.parties import kind_of, phrase_kind, resolve, title_class
from accordingto.reading.people import KnownPerson
from accordingto.reading.people import person as office_holder
from accordingto.reading.phrases import bare, head_of, introduction, stands_for
from accordingto.reading.tree import Token
from accordingto.resources import word_class

_BODY_OF_POST = {"minister": "ministry"}


def _kind_word(name: Name) -> str:
    """The word that says what kind of body a name is of: "ministry" in "Ministry of Mines"."""
    words = [t.lower for t in name.tokens if t.lower != "the"]
    return words[words.index("of") - 1] if "of" in words[1:] else words[-1]


def _of_several(name: Name) -> bool:
    """ "Calderbrook Town have denied it": a name with a plural verb is that of a team, not of a town."""
    top = head_of(name.tokens)
    verb = top.head if top.base == "nsubj" else None
    return verb is not None and any(t.lower in ("have", "are", "were") for t in (verb, *verb.kids))


class NameBook:
    """Whom the names of a report mean; what one mention tells of a person is known at the next."""

    def __init__(self, names: list[Name], year: int | None) -> None:
        self.names = names
        self.year = year
        self.name_at = {t.i: n for n in names for t in n.tokens}
        self.people: dict[int, Source] = {}
        self.labels: dict[str, Source] = {}
        self.gender: dict[str, str] = {}
        self._introduced_as: dict[int, str | None] = {}
        self.whose: Whose | None = None

    def is_body(self, name: Name, tokens: list[Token]) -> bool:
        """Whether what the tagger took for a person is a company, a paper, a place by the words around it."""
        if len(name.tokens) == 1 and (known := resolve(name.text)) is not None and known.class_ != "official":
            return True
        before = [t for t in tokens if t.i == name.tokens[0].i - 1 and t.pos == "NOUN"]
        role = before[0] if before and not title_class(joined(before)) else None
        if role is None and name.tokens[0].rel == "appos":
            role = name.tokens[0].head  # "the operator, Karaçay Enerji"
            role = role if role is not None and not title_class(role.lower) else None
        kinds = [kind_of(t.lower) for t in ([role] if role is not None else []) + name.tokens]
        return any(k.class_ in BODIES for k in kinds)

    def gender_of(self, name: Name, unknown: str | None) -> str | None:
        """The gender that pronouns or the words around a person have shown, `unknown` where none has."""
        full = name.entity.name if name.entity is not None else name.text
        told = self.gender.get(full)
        if told is None and id(name) not in self._introduced_as:
            self._introduced_as[id(name)] = next(
                (g for t in introduction(name) if (g := gender_of(t)) is not None), None
            )
        return told or self._introduced_as.get(id(name)) or unknown

    def label(self, tokens: list[Token]) -> Source:
        """ "DE GROOT:" is the person of that name, whatever the tagger makes of capitals."""
        words = joined(tokens)
        key = words.casefold()
        known = next((s for name, s in self.labels.items() if name == key or name.endswith(f" {key}")), None)
        if known is None:
            known = self._speaker(tokens, words)
            self.labels[known.name.casefold()] = known
        return known

    def _speaker(self, tokens: list[Token], words: str) -> Source:
        for name in self.names:
            written = name.entity is not None and name.type == "person" and not name.text.isupper()
            full = name.entity.name if name.entity is not None else name.text
            if written and f" {full}".casefold().endswith(f" {words}".casefold()):
                return self.person(name, name.tokens)
        return labelled(tokens)

    def by_office(self, tokens: list[Token], head: Token) -> Source | None:
        """ "The Ukrainian president" after a person of that office, or the one person of whom none is known."""
        if tokens[0].lower != "the" or len(tokens) > 4 or head.lemma not in word_class("sole_office"):
            return None
        known = resolve(bare(joined(tokens)))
        bloc = known.bloc if known is not None else self.bloc_of(tokens)
        people = {
            id(n.entity): n for n in self.names if n.type == "person" and n.tokens[-1].end <= tokens[0].start
        }
        fitting = [n for n in people.values() if self._may_hold(n, head, bloc)]
        if len(fitting) != 1:
            return None
        person = self.person(fitting[0], fitting[0].tokens)
        person = replace(person, class_="official", bloc=person.bloc or bloc)
        self.people[id(fitting[0].entity)] = person
        return person

    def _may_hold(self, name: Name, office: Token, bloc: str | None) -> bool:
        """Whether a person was introduced with this office, or with none at all."""
        holder = self._holder(name)
        if holder is not None:
            return (holder.bloc == bloc or bloc is None) and office.lower in holder.office.lower().split()
        words = {t.lemma for n in self.names if n.entity is name.entity for t in introduction(n)}
        known = self.people.get(id(name.entity)) or self._introduced(name)
        if known is not None and known.bloc is not None and bloc is not None and known.bloc != bloc:
            return False
        spoken = not words and known is not None  # nobody is made an office holder who only was found dead
        return office.lemma in words or office.lower in {w.lower() for w in words} or spoken

    def name_of(self, tokens: list[Token], head: Token) -> Name | None:
        """The name that a phrase is about: its head, what explains it, the person behind a title."""
        inside = [self.name_at[t.i] for t in tokens if t.i in self.name_at]
        at_head = self.name_at.get(head.i)
        if at_head is not None and at_head.type != "group":
            return at_head
        explained = [
            n for n in inside if head_of(n.tokens).head is head and head_of(n.tokens).rel in ("appos", "flat")
        ]
        if title_class(head.text) is not None and head.text.endswith("."):
            return next((n for n in inside if n.type == "person" and n.tokens[0].i == head.i + 1), None)
        people = [n for n in inside if n.type == "person" and stands_for(n, head)]
        return next(iter(people), None) or next(iter(explained), None)

    def person(self, name: Name, tokens: list[Token]) -> Source:
        """A person by the words of this mention, by those of others, by the table of office holders."""
        group = name.entity
        key = id(group)
        words = [t for t in tokens if t not in name.tokens]
        class_ = (post_class(words, self.whose) or title_class(joined(words))) if words else None
        class_ = class_ or member_class(name.tokens[0])
        bloc = self.bloc_of(words)
        known = self.people.get(key) or self._in_office(name) or self._introduced(name)
        if known is None:
            known = Source(group.name if group else name.text, class_ or "witness", False, bloc)
        elif known.bloc is None and bloc is not None:
            known = replace(known, bloc=bloc)
        self.people[key] = known
        return known

    def _in_office(self, name: Name) -> Source | None:
        """A person whom the table of office holders knows by this name, in the report's year."""
        known = self._holder(name)
        return Source(known.name, known.class_, False, known.bloc) if known is not None else None

    def _holder(self, name: Name) -> KnownPerson | None:
        spellings = name.entity.names if name.entity is not None else [name.text]
        return office_holder(max(spellings, key=len), year=self.year)

    def _introduced(self, name: Name) -> Source | None:
        """A person as another mention in the report introduces them: title before, description behind."""
        for other in self.names:
            if other.entity is not name.entity or other.type != "person":
                continue
            phrase = introduction(other)
            class_ = (post_class(phrase, self.whose) or title_class(joined(phrase))) if phrase else None
            class_ = class_ or member_class(other.tokens[0])
            if class_ is not None and name.entity is not None:
                return Source(name.entity.name, class_, False, self.bloc_of(phrase))
        return None

    def bloc_of(self, words: list[Token]) -> str | None:
        """The government or organisation that the words around a person name."""
        for token in words:
            name = self.name_at.get(token.i)
            if name is None or name.type == "person" or name.tokens[0] is not token:
                continue
            known = resolve(name.text)
            if known is not None and known.bloc:
                return known.bloc
            if name.type in ("organization", "place"):
                return name.text
        return next((b for t in words if (b := self._body_before(t)) is not None), None)

    def _body_before(self, noun: Token) -> str | None:
        """ "Ministry spokeswoman Mira Tannick", "Minister Solvane": the one body of this kind named before."""
        kind = _BODY_OF_POST.get(noun.lower, noun.lower)
        if (noun.i in self.name_at and kind == noun.lower) or kind_of(kind).class_ not in BODIES:
            return None
        own = noun.children("amod", "compound") if kind == noun.lower else []
        told = {k.lower for k in own if k.i < noun.i}
        before = {
            n.entity.name if n.entity is not None else n.text
            for n in self.names
            if n.type == "organization"
            and len(n.tokens) > 1
            and n.tokens[0].start <= noun.start
            and _kind_word(n) == kind
            and told <= {t.lower for t in n.tokens}  # "the presidential office" is no other office
        }
        if len(before) != 1:
            return None
        body = before.pop()
        known = resolve(body)
        return known.bloc or known.name if known is not None else body

    def named_body(self, name: Name, tokens: list[Token]) -> Source:
        """A body or a country by its name, in any spelling that the report has of it."""
        phrase = [t for t in tokens if t.i <= name.tokens[-1].i]
        if len(name.tokens) == 1 and (whole := self._in_full(name)) is not None:
            return self.named_body(whole, whole.tokens)
        full = name.entity.name if name.entity is not None else name.text
        spellings = name.entity.names if name.entity is not None else [name.text]
        for words in (joined(phrase), *spellings):
            known = resolve(bare(words))
            if known is not None:
                return Source(known.name, known.class_, False, known.bloc)
        before = phrase_kind(joined([t for t in phrase if t not in name.tokens]))
        kinds = [
            before,
            phrase_kind(name.text),
            *(kind_of(t.lower) for t in (*reversed(phrase), *tokens) if t.pos in ("NOUN", "PROPN")),
        ]
        class_ = next((k.class_ for k in kinds if k.class_), None) or self._body_introduced(name)
        if class_ is None:
            team = name.type == "place" and _of_several(name)
            class_ = "state_body" if name.type == "place" and not team else "organisation"
        return Source(full, class_, False, None)

    def body_before(self, head: Token, classes: AbstractSet[str | None]) -> Source | None:
        """The body of one of `classes` that was named last, also if nobody has cited it so far: "that agency".

        What is known of a body is more than that it is one.
        """
        classes = classes - {"organisation"}
        for name in reversed(self.names):
            if name.type == "organization" and name.tokens[-1].end <= head.start:
                body = self.named_body(name, name.tokens)
                if body.class_ in classes:
                    return body
        return None

    def _body_introduced(self, name: Name) -> str | None:
        """The class that the name's last word, or another mention, gives a body: "Ltd.", "the shipbroker X"."""
        spellings = name.entity.names if name.entity is not None else [name.text]
        if any(s.split()[-1].rstrip(".").lower() in word_class("company_name") for s in spellings):
            return "company"
        for other in self.names:
            if other.entity is not name.entity or other.entity is None:
                continue
            first = other.tokens[0]
            noun = first.head if first.rel in ("appos", "flat", "compound") else head_of(other.tokens)
            said_to_be = [noun, *noun.children("compound", "appos")] if noun is not None else []
            phrase = joined([t for t in introduction(other) if t.i < first.i])
            kinds = [phrase_kind(phrase), *(kind_of(t.lower) for t in said_to_be if t.pos == "NOUN")]
            found = next((k.class_ for k in kinds if k.class_ in BODIES), None)
            if found is not None:
                return found
        return None

    def _in_full(self, name: Name) -> Name | None:
        """ "The North" in a report that has spoken of North Korea."""
        word = name.text.casefold()
        if word not in word_class("point_of_compass"):
            return None
        before = [n for n in self.names if len(n.tokens) > 1 and n.tokens[0].start < name.tokens[0].start]
        return next((n for n in before if n.type == "place" and n.tokens[0].lower == word), None)
