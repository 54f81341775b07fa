"""What the words of a description make of a party that no table knows: its class, and whether it is anonymous.

Anonymous is who neither a name nor a role that is unique within a named body identifies: "two officials" are, "the
mayor", "the station" and "the ministry's spokesman" are not.
"""

from collections.abc import Callable, Sequence

from accordingto.model.claim import Source
from accordingto.reading.content import case_of
from accordingto.reading.kinds import kind_of, last_title, phrase_kind, title_class
from accordingto.reading.mentions import joined
from accordingto.reading.parties import resolve
from accordingto.reading.tree import Token
from accordingto.resources import word_class

_OF_BODY = {
    "state_body": "official",
    "official": "official",
    "company": "company",
    "organisation": "organisation",
    "outlet": "outlet",
    "agency": "outlet",
}
BODIES = frozenset(("state_body", "company", "organisation", "outlet", "agency"))
_BY_MENTION = {"organization": "organisation", "abstract": "document"}


Whose = Callable[[Token], str | None]
"""The class of the body that a word beside a post means, None where it is not known."""


def described(tokens: list[Token], head: Token, named: bool, whose: Whose | None = None) -> tuple[str, bool]:
    """Class and anonymity of a described party; `named`: whether a name or an owner in the phrase says which."""
    if _only_known_to_reporter(head, [t for t in tokens if t.i > head.i]):
        return "unnamed", True
    named = named and not _is_one_of_many(tokens, head)
    known = named or _is_the_one(tokens, head)
    kind = phrase_kind(joined(tokens))
    kind = kind if kind.class_ else kind_of(head.lower)
    post = post_class([head], whose) if head.lemma in word_class("post") else None
    if kind.class_:
        bodies = kind.class_ in BODIES or head.lemma in word_class("sole_office")
        return post or kind.class_, kind.anonymous == "yes" or (
            kind.anonymous == "if-bare" and not (known if bodies else named)
        )
    if (title := post or post_class(tokens, whose) or title_class(joined(tokens))) is not None:
        return title, not (known if head.lemma in word_class("sole_office") else named)
    return _by_mention(head, named)


def _is_one_of_many(tokens: list[Token], head: Token) -> bool:
    """ "A channel close to the militia", "fishermen in Lindo": whatever is named there, not who speaks."""
    person = title_class(head.lower) is not None or (head.mention is not None and head.mention[0] == "person")
    several = head.pos == "NOUN" and head.lower != head.lemma and person
    return several or tokens[0].lower in word_class("indefinite") or tokens[0].pos == "NUM"


def _by_mention(head: Token, named: bool) -> tuple[str, bool]:
    if head.mention is not None and head.mention[0] in _BY_MENTION:
        class_ = _BY_MENTION[head.mention[0]]
        return class_, class_ != "document" and not named
    return ("organisation" if head.text[:1].isupper() else "witness"), not named


def _is_the_one(tokens: list[Token], head: Token) -> bool:
    """ "The station", "its board", "County hospital": one which the text has spoken of or everybody knows."""
    if any(t.lower in ("who", "whose", "whom") for t in tokens) or any(
        t.lower == "who" for k in head.children("acl:relcl") for t in k.kids
    ):
        return False  # a person, whatever the noun: "the insurer who cancelled her cover"
    return tokens[0].lower not in word_class("indefinite") and tokens[0].pos != "NUM" and head.lower == head.lemma


def _only_known_to_reporter(head: Token, after: list[Token]) -> bool:
    """ "Two people who have read it", "a person familiar with the talks"."""
    if head.lower not in ("person", "people", "persons"):
        return False
    return any(k.rel in ("acl", "acl:relcl") or k.lower in word_class("in_the_know") for k in [*head.kids, *after])


def may_hold(head: Token) -> bool:
    """Whether a noun names somebody or something that can hold a view: a person, a body, a document, a country."""
    if head.pos == "PRON":
        return head.lower not in ("that", "this", "there")
    if head.ner[2:] in ("Person", "Organization", "Location", "NORP") or kind_of(head.lower).class_:
        return True
    if title_class([head.lower]) or title_class([head.lemma]):
        return True
    return head.mention is not None and head.mention[0] in ("person", "organization")


def cannot_hold(head: Token) -> bool:
    """Whether a noun surely names nobody who could say or think anything: a happening, a time, a thing."""
    if head.pos != "NOUN" or may_hold(head) or head.mention is None:
        return False
    return head.mention[0] in ("event", "time", "substance")


def post_class(words: Sequence[Token], whose: Whose | None = None) -> str | None:
    """The class of a person by the body whose post it is: "the works council's head", "the boss of the club".

    `whose` tells of other words whom they mean: "its chairwoman", and "the deputy chairman" alone, who is that of
    the body that the text has been about.
    """
    for token in words:
        if token.lemma not in word_class("post"):
            continue
        bodies = token.children("nmod:poss", "nmod", "compound")
        for body in bodies:
            class_ = kind_of(" ".join(t.lower for t in body.subtree() if t.i <= body.i)).class_
            if not class_ and whose is not None and body.pos in ("PRON", "PROPN"):
                class_ = whose(body) or ""
            if class_ in _OF_BODY:
                return _OF_BODY[class_]
        bare = all(k.base == "compound" and k.pos != "PROPN" for k in bodies)  # "the deputy chairman"
        if bare and whose is not None and title_class(token.lemma) in (None, "company"):
            return _OF_BODY.get(whose(token) or "")
    return None


def is_post(head: Token) -> bool:
    """ "Two employees": people, whatever their class; not "the owner, Helion Shipping"."""
    if head.pos != "NOUN" or any(k.ner[2:] == "Organization" for k in head.children("appos")):
        return False
    return head.lemma in word_class("post") or title_class(head.lemma) is not None


def member_class(name: Token) -> str | None:
    """The class of a person by the body behind the name: "Ines Carvalho of the teachers' federation"."""
    for body in name.children("nmod"):
        kind = kind_of(body.lower)
        if case_of(body) in ("of", "from", "at", "with") and kind.class_ in _OF_BODY:
            return _OF_BODY[kind.class_]
    return None


def labelled(tokens: list[Token]) -> Source:
    """Who a speaker's label names by itself: a known party, a person behind a title, else its own words."""
    words = joined(tokens)
    known = resolve(words)
    if known is not None:
        return Source(known.name, known.class_, known.anonymous, known.bloc)
    for last in range(len(tokens) - 1, 0, -1):
        title = [t.text for t in tokens[:last]]
        if (class_ := last_title(title) or last_title([t.lower() for t in title])) is not None:
            return Source(joined(tokens[last:]).title(), class_)
    kind = kind_of(words.lower())
    class_ = kind.class_ or title_class(words.lower()) or "witness"
    return Source(words.title(), class_, kind.anonymous == "yes")


def gender_of(word: Token) -> str | None:
    """ "f" or "m" by a pronoun, a form of address or a noun for a woman or a man; None where it says nothing."""
    if word.lower in word_class("female"):
        return "f"
    return "m" if word.lower in word_class("male") else None
