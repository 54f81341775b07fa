"""Sources to parties: who an attribution rests on, after pronouns, names, offices and descriptions are resolved.

Within one report. What the text does not settle stays as the text's own words: a wrong merge would invent a
witness, an unresolved one only leaves two where there may be one.
"""

from dataclasses import replace

from accordingto.model.claim import NARRATOR, Source
from accordingto.reading.content import case_of, noun_phrase
from accordingto.reading.dateline import capital_of_dateline
from accordingto.reading.descriptions import BODIES, described, gender_of, is_post, post_class
from accordingto.reading.draft import Draft
from accordingto.reading.known import Known, are_reports, noun_in
from accordingto.reading.mentions import Name, joined
from accordingto.reading.namebook import NameBook
from accordingto.reading.pairs import chain
from accordingto.reading.parties import kind_of, resolve, title_class
from accordingto.reading.phrases import (
    bare,
    head_of,
    is_label,
    is_subject,
    named_in_apposition,
    of_a_pronoun,
    short_phrase,
    uncapitalised,
)
from accordingto.reading.quotes import quotation_at, quotations
from accordingto.reading.tree import Parsed, Token
from accordingto.resources import word_class

_PERSONAL = frozenset(("official", "expert", "witness", "unnamed"))
_THINGS = ("document", "imagery")
UNNAMED = Source("unnamed", "unnamed", True)


class Resolver:
    """Resolves the sources of one report in text order; what was met before is what a pronoun can mean."""

    def __init__(self, parsed: Parsed, names: list[Name], year: int | None) -> None:
        self.parsed = parsed
        self.book = NameBook(names, year)
        self.book.whose = self._class_of_owner
        self.history: list[Known] = []
        self.quoted = quotations(parsed.text)
        self.quoting: str | None = None

    def root(self, draft: Draft, speaker: Source | None) -> Source:
        """The party behind a draft; `speaker` is who speaks around it: "I", and no "he" in a quotation."""
        if not draft.source:
            return UNNAMED
        head = head_of(draft.source)
        label = bool(draft.cue) and draft.cue[0].text == ":"
        quoted = speaker is not None and quotation_at(self.quoted, head.start) is not None
        self.quoting = speaker.name if speaker is not None and quoted else None  # who speaks is no "he" in it
        found = self._phrase(draft.source, head, speaker, spoken=label)
        quoted_pronoun = head.pos == "PRON" and draft.parent is not None  # "they" in what somebody says
        if found.name not in (UNNAMED.name, NARRATOR) and not quoted_pronoun:
            plural = head.lower != head.lemma and head.pos == "NOUN"
            words = frozenset(t.lower for t in draft.source)
            person = is_post(head)
            self.history.append(Known(found, head.lemma, plural, head.start, words, person))
        return found

    def _phrase(self, tokens: list[Token], head: Token, speaker: Source | None, *, spoken: bool = False) -> Source:
        if (
            head.pos == "PRON"
            or head.lower in word_class("relative_pronoun")
            or (head.pos == "DET" and len(tokens) == 1)
        ):
            return self._pronoun(head, speaker)
        if is_label(head) or (spoken and head.text.isupper()):
            return self._label(tokens)
        if (several := self._several(tokens, head)) is not None:
            return several
        name = self.book.name_of(tokens, head)
        if (part := self._part_of(head, speaker)) is not None:
            return part
        if name is not None and name.type == "person" and not self.book.is_body(name, tokens):
            return self.book.person(name, tokens)
        if name is not None and name.tokens[-1].i >= head.i:
            return self.book.named_body(name, tokens)
        return self._nominal(tokens, head)

    def _label(self, tokens: list[Token]) -> Source:
        """Who speaks in a transcript; who is never spoken of in it is one of those who made it, its host say."""
        found, words = self.book.label(tokens), {t.lower for t in tokens}
        if found.class_ == "witness" and not any(
            t.lower in words and not t.text.isupper() for t in self.parsed.tokens
        ):
            found = replace(found, class_="outlet")
            self.book.labels[found.name.casefold()] = found
        return found

    def _part_of(self, head: Token, speaker: Source | None) -> Source | None:
        """ "One of them", "two of whom": some of a group met before."""
        if head.pos not in ("NUM", "DET", "PRON") or head.lower in word_class("first_person"):
            return None
        group = next((k for k in head.children("nmod") if (c := k.child("case")) and c.lower == "of"), None)
        if group is None:
            return None
        if group.pos == "PRON" and (several := self._group_before(head)) is not None:
            return replace(several, anonymous=True)  # whoever they are, it is not said which of them
        return self._phrase(short_phrase(group), group, speaker)

    def _group_before(self, head: Token) -> Source | None:
        """The last people, more than one, that spoke or did something: of whom "one of them" is one."""
        spoken = next((k for k in reversed(self.history) if k.start < head.start and k.plural), None)
        first = self.parsed.spans[max(0, head.sentence - 1)][0]
        for token in reversed(self.parsed.tokens[first : head.i]):
            if spoken is not None and token.start <= spoken.start:
                break
            several = token.pos == "NOUN" and token.lower != token.lemma and token.base == "nsubj"
            if several and token.mention is not None and token.mention[0] == "person":
                return self._nominal(short_phrase(token), token)
        return spoken.source if spoken is not None else None

    def _pronoun(self, head: Token, speaker: Source | None) -> Source:
        if head.lower in word_class("indefinite_pronoun"):
            return Source(head.text.lower(), "unnamed", True)  # some, somebody, many: nobody met before
        if head.lower in word_class("first_person"):
            return speaker or Source(NARRATOR, NARRATOR)
        if head.lower in word_class("relative_pronoun"):
            return self._antecedent(head)
        before = [k for k in self.history if k.start < head.start]
        if head.lower in word_class("singular_person"):
            return self._last_person(head, before)
        many = head.lower in word_class("plural_pronoun")
        wanted = [k for k in before if not self._is_somebody(k) or (many and k.plural)]
        wanted = [k for k in wanted if not many or k.plural or k.source.class_ not in _THINGS]
        near = self._many_before(head) if head.lower in word_class("they") else self._subject_before(head)
        if near is not None and (not wanted or near.start > wanted[-1].start):
            return near.source
        if wanted:
            return wanted[-1].source
        linked = self._linked(head)
        return UNNAMED if self._is_person(linked) else linked  # neither "it" nor "they" is one person

    def _linked(self, head: Token) -> Source:
        """Where no rule has anybody: the party that the model's links lead to, over other pronouns."""
        for at in chain(self.parsed.links, head):
            if (name := self.book.name_at.get(at.i)) is not None:
                person = name.type == "person"
                return self.book.person(name, name.tokens) if person else self.book.named_body(name, name.tokens)
            if at.pos == "NOUN":
                return self._nominal(short_phrase(at), at)
        return UNNAMED

    def _many_before(self, head: Token) -> Known | None:
        """The last people or bodies, more than one, that did something ahead of "they" or "their"."""
        first = self.parsed.spans[max(0, head.sentence - 1)][0]
        for token in reversed(self.parsed.tokens[first : head.i]):
            several = token.pos == "NOUN" and token.lower != token.lemma and token.base == "nsubj"
            several = several and not of_a_pronoun(token)
            if several and token.mention is not None and token.mention[0] in ("person", "organization"):
                return Known(self._nominal(short_phrase(token), token), token.lemma, True, token.start)
        return self._subject_before(head)

    def _subject_before(self, head: Token) -> Known | None:
        """The last body or country that did something in this sentence or the one before, ahead of a pronoun."""
        first = self.parsed.spans[max(0, head.sentence - 1)][0]
        for token in reversed(self.parsed.tokens[first : head.i]):
            if token.rel != "nsubj" or token.pos not in ("NOUN", "PROPN") or of_a_pronoun(token):
                continue
            name = self.book.name_at.get(token.i)
            if name is not None and name.type in ("organization", "place"):
                return Known(self.book.named_body(name, name.tokens), token.lemma, False, token.start)
            body = token.lower == token.lemma and kind_of(token.lower).class_ in BODIES
            if name is None and token.pos == "NOUN" and body:
                phrase = short_phrase(token)
                if phrase[0].lower in word_class("taking_up"):
                    return Known(self._nominal(phrase, token), token.lemma, False, token.start)
        return None

    def _last_person(self, head: Token, before: list[Known]) -> Source:
        wanted = gender_of(head)
        fitting = [k for k in before if not k.plural and self._gender_of(k, wanted) == wanted]
        fitting = [k for k in fitting if k.source.name != self.quoting and k.source.class_ not in _THINGS]
        known = next((k for k in reversed(fitting) if self._is_person(k.source) and not k.plural), None)
        named = [n for n in self.book.names if n.type == "person" and n.tokens[-1].end <= head.start]
        named = [n for n in named if self.book.gender_of(n, wanted) == wanted and n.text != self.quoting]
        near = named[-1] if named else None
        if near is not None and (known is None or self._newer(near, known, head)):
            found = self.book.person(near, near.tokens)
        elif known is not None:
            found = known.source
        else:
            return fitting[-1].source if fitting else self._linked(head)
        if wanted is not None:
            self.book.gender.setdefault(found.name, wanted)
        return found

    def _gender_of(self, known: Known, unknown: str | None) -> str | None:
        """The gender of a party met before, by its name or its noun ("a cloakroom girl")."""
        told = self.book.gender.get(known.source.name)
        if told is None and known.noun in word_class("female"):
            return "f"
        return told or ("m" if known.noun in word_class("male") else unknown)

    def _is_somebody(self, known: Known) -> bool:
        """Whether a party is a person, of whatever class, for whom "it" does not stand."""
        return known.person or self._is_person(known.source) or known.source.name.casefold() in self.book.labels

    def _is_person(self, source: Source) -> bool:
        return source.class_ in _PERSONAL or source.name in {p.name for p in self.book.people.values()}

    def _newer(self, near: Name, known: Known, head: Token) -> bool:
        """Whether a person has come up as a subject in a sentence after the one in which the last source spoke."""
        sentence = self.parsed.at(known.start, known.start + 1)[0].sentence
        reach = head.sentence + (head.rel == "nmod:poss")  # "Corl has opened an inquiry, her office said"
        return sentence < near.tokens[0].sentence < reach and is_subject(near)

    def _antecedent(self, head: Token) -> Source:
        for above in head.ancestors():
            if above.rel in ("acl:relcl", "acl") and above.head is not None:
                noun = above.head
                own = noun.child("det", "nmod:poss")
                seen = noun.head is not None and noun.head.rel == "acl" and noun.head.head is not None
                if seen and own is not None and own.lower in ("this", "our"):
                    noun = noun.head.head  # type: ignore[union-attr,assignment] # "a note seen by this newspaper, which"
                return self._phrase(short_phrase(noun), noun, None)
        return UNNAMED

    def _nominal(self, tokens: list[Token], head: Token) -> Source:
        if (named := named_in_apposition(head)) and head.pos == "NOUN":
            class_ = post_class(tokens, self._class_of_owner) or title_class(joined(tokens)) or "witness"
            return Source(joined(named), class_, False, self.book.bloc_of(tokens))
        if (later := self._named_later(tokens, head)) is not None:
            return later
        below = {t.i for k in head.kids if k.rel == "acl:relcl" for t in k.subtree()}
        told = [t for t in tokens if t.i not in below and t.lower not in word_class("reflexive")]
        words = bare(joined(told))
        if head.lemma in word_class("mouthpiece") or are_reports(head):
            principal = self._principal(head) or self._body_spoken_of(tokens, head)
            if principal is not None:
                return principal
        if (person := self.book.by_office(tokens, head)) is not None:
            return person
        if (owned := self._owned(head)) is not None:
            return owned
        known = resolve(words) if head.pos in ("NOUN", "PROPN", "ADJ") else None
        if known is not None:
            return Source(known.name, known.class_, known.anonymous, known.bloc)
        if (same := self._same(tokens, head)) is not None:
            return same
        by_name = any(t.i in self.book.name_at for t in tokens) or head.child("nmod:poss") is not None
        class_, anonymous = described(tokens, head, by_name, self._class_of_owner)
        return Source(
            words if by_name else uncapitalised(words, told), class_, anonymous,
            self.book.bloc_of(tokens) or self._seat_of(head),
        )  # fmt: skip

    def _seat_of(self, organ: Token) -> str | None:
        """The country of "the foreign ministry" in a report filed from a capital, which is its reader's too."""
        words = (organ.lower, f"{self.parsed.tokens[organ.i - 1].lower} {organ.lower}")
        return None if word_class("organ_of_state").isdisjoint(words) else capital_of_dateline(self.parsed.text)

    def _named_later(self, tokens: list[Token], head: Token) -> Source | None:
        """ "A driver testified" where the report goes on with "the driver, Edgar Llamas"."""
        if tokens[0].lower not in ("a", "an"):
            return None
        for name in self.book.names:
            noun = name.tokens[0].head if name.tokens[0].rel in ("appos", "flat") else None
            same = noun is not None and noun.lemma == head.lemma and noun.i > head.i and name.type == "person"
            if same and noun is not None and any(k.lower == "the" for k in noun.kids):
                return self.book.person(name, name.tokens)
        return None

    def _owned(self, head: Token) -> Source | None:
        """ "His office", "its lawyers": a part of whoever the pronoun means."""
        owner = head.child("nmod:poss")
        if owner is None or owner.pos != "PRON" or owner.lower in word_class("first_person"):
            return None
        whose = self._pronoun(owner, None)
        if whose in (UNNAMED,) or whose.class_ == NARRATOR:
            return None
        kind = kind_of(head.lower)
        class_ = title_class(head.lower) or kind.class_ or whose.class_
        return Source(f"{head.text} of {whose.name}", class_, kind.anonymous == "yes", whose.bloc or whose.name)

    def _class_of_owner(self, word: Token) -> str | None:
        """The class of the body beside a post: "its", a name; the post itself stands for the body spoken of."""
        if word.pos == "PRON":
            return None if word.lower in word_class("first_person") else self._pronoun(word, None).class_
        name = self.book.name_at.get(word.i)
        if name is not None:
            found = None if name.type == "person" else self.book.named_body(name, name.tokens)
            told = found is not None and found.class_ != "organisation"
            return found.class_ if told and found is not None else None
        if word.lemma not in word_class("post"):
            return None
        near = self._near_bodies(word)
        return near[-1].source.class_ if near else None

    def _near_bodies(self, head: Token) -> list[Known]:
        """The bodies that spoke in the sentence of a word or the two before, in text order."""
        reach = self.parsed.sentences[max(0, head.sentence - 2)].start
        near = [k for k in self.history if reach <= k.start < head.start and not k.source.anonymous]
        return [k for k in near if k.source.class_ in BODIES]

    def _principal(self, head: Token) -> Source | None:
        """Whose spokesman it is, from whom the reports come."""
        owner = head.child("nmod:poss")
        if owner is None:
            owner = next(
                (k for k in head.children("nmod") if case_of(k) in ("for", "of", "from", "at", "by")), None
            )
        if owner is None:
            owner = next((k for k in head.children("compound") if k.pos in ("NOUN", "PROPN")), None)
        if owner is None:
            return None
        return self._phrase(noun_phrase(owner), owner, None)

    def _body_spoken_of(self, tokens: list[Token], head: Token) -> Source | None:
        """Whose spokesman "a spokesman" is: the body that the sentence before has just been about."""
        if head.lower in word_class("report_noun") or len(tokens) > 2:
            return None
        near = self._near_bodies(head)
        return near[-1].source if near else None

    def _several(self, tokens: list[Token], head: Token) -> Source | None:
        """Two or more parties named together: one holder with several blocs."""
        others = [k for k in head.children("conj") if k in tokens]
        if not others:
            return None
        members = [head, *others]
        found = [resolve(bare(joined([t for t in short_phrase(m) if t.rel != "cc"]))) for m in members]
        if any(f is None for f in found):
            return None
        known = [f for f in found if f is not None]
        blocs = sorted({f.bloc or f.name for f in known})
        return Source(" and ".join(f.name for f in known), known[0].class_, False, ";".join(blocs))

    def _same(self, tokens: list[Token], head: Token) -> Source | None:
        """A definite description without a name that takes up a party met before: "the agency", "this source"."""
        if len(tokens) == 1 and head.lower in word_class("one_of_them"):
            several = self._group_before(head)
            return replace(several, anonymous=True) if several is not None else None
        if tokens[0].lower not in word_class("taking_up"):
            return None
        before = [k for k in self.history if k.start < head.start]
        if head.lemma in word_class("last_source"):
            silent = ("document", "imagery", *(() if head.lemma == "source" else BODIES))
            speakers = [k for k in before if k.source.class_ not in silent and not k.plural]
            return speakers[-1].source if speakers else None
        if head.lemma in word_class("of_a_group"):
            groups = [k for k in before if k.plural or k.source.anonymous]
            return groups[-1].source if groups else None
        if any(t.i in self.book.name_at for t in tokens):
            return None
        return self._same_noun(tokens, head, before) or self._same_kind(tokens, head, before)

    def _same_noun(self, tokens: list[Token], head: Token, before: list[Known]) -> Source | None:
        """The last party described or named with this very noun: "the board" after "the Selm Water Board".

        What stands before the noun has to be in the name as well: "the central bank" is not "Corvane Bank".
        """
        told = {t.lower for t in tokens if t.head is head and t.rel in ("amod", "compound")}
        told -= word_class("taking_up")
        for known in reversed(before):
            called = known.source.name.lower()
            same = known.noun == head.lemma or head.lemma == noun_in(called)
            if same and told <= {*called.split(), *known.words}:
                return known.source
        for name in reversed(self.book.names):
            ends_so = len(name.tokens) > 1 and name.tokens[-1].lower == head.lower and name.type != "person"
            ends_so = ends_so and told <= {t.lower for t in name.tokens}
            if ends_so and name.tokens[-1].end <= head.start:
                return self.book.named_body(name, name.tokens)
        return None

    def _same_kind(self, tokens: list[Token], head: Token, before: list[Known]) -> Source | None:
        """The last party of the class that a general noun names: "the agency" after a service of state."""
        if head.lemma not in word_class("generic_party") or len(tokens) != 2:
            return None
        classes, plural = {kind_of(head.lower).class_}, head.lower != head.lemma
        if head.lemma in word_class("service_of_state"):
            classes |= {"state_body", "agency"}
        for known in reversed(before):
            if known.source.class_ in classes and known.plural == plural and not known.source.anonymous:
                return known.source
        return None if plural else self.book.body_before(head, classes)
