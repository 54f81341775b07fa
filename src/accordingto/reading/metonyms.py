"""Place names that stand for a government, an army, a market or a team ("Pyongyang said", "France beat Wales")."""

from functools import cache

from accordingto.reading.tree import Token
from accordingto.resources import table

# Verbs whose subject or object a place can be as a place: being, lying, suffering weather, changing hands.
_STILL = frozenset({
    "be", "become", "remain", "lie", "stand", "border", "face", "see", "fall", "burn", "brace", "record",
    "suffer", "experience", "have", "host", "sit", "straddle", "stretch", "endure", "wake", "sink", "shake",
    "grow", "lose", "contain", "include", "rank", "boast", "lack", "need", "surround", "mark",
})  # fmt: skip
_ADDRESS = frozenset({
    "accuse", "urge", "blame", "warn", "ask", "tell", "threaten", "pressure", "press", "criticise",
    "criticize", "condemn", "sanction", "support", "back", "help", "arm", "supply", "beat", "defeat", "thank",
    "assure", "inform", "notify", "punish", "deter", "provoke", "persuade", "convince", "force", "allow",
    "call", "praise", "rebuke",
})  # fmt: skip
_BETWEEN = frozenset({
    "relation", "relations", "tie", "ties", "tension", "tensions", "talk", "talks", "war", "dispute", "deal",
    "pact", "agreement", "treaty", "alliance", "rivalry", "conflict", "negotiation", "negotiations",
    "dialogue", "cooperation", "friendship", "partnership", "trade", "truce", "ceasefire", "rift", "row",
    "exchange", "contact", "contacts",
})  # fmt: skip
_WORDS_FROM = frozenset({
    "report", "claim", "statement", "message", "pressure", "order", "response", "demand", "allegation",
    "accusation", "criticism", "denial", "assurance", "word", "signal", "reaction", "support", "permission",
    "approval", "consent", "envoy", "ambassador", "help", "aid", "threat", "warning", "request", "call",
    "protest", "guarantee",
})  # fmt: skip
_AGAINST = frozenset({
    "campaign", "war", "sanction", "sanctions", "move", "complaint", "case", "measure", "measures", "threat",
    "accusation", "allegation", "offensive", "invasion", "fight", "protest", "aggression",
})  # fmt: skip
_OWNED = frozenset({
    "support", "war", "claim", "decision", "denial", "stance", "position", "policy", "government", "plan",
    "threat", "demand", "accusation", "statement", "reaction", "response", "army", "military", "ally",
    "allies", "envoy", "agency", "service", "ministry", "intelligence", "spy", "refusal", "offer", "rejection",
    "warning", "ambition", "interest", "view", "move", "sanction", "invasion", "offensive", "weapon",
    "participation", "involvement", "request",
})  # fmt: skip


@cache
def _speech() -> frozenset[str]:
    return frozenset(row["lemma"] for row in table("en/cues.tsv") if row["pos"] == "VERB")


def is_metonym(head: Token, *, capital: bool, country: bool, seat: bool) -> bool:
    """Whether the place name headed by `head` acts or is addressed as a body.

    `capital`, `country`, `seat` say what it names: a capital, a country, or the seat of a government or market.
    Other towns are bodies only when they speak.
    """
    if not (capital or country or seat):
        return head.rel == "nsubj" and _verb(head) in _speech()
    first = _first_of_list(head)
    return _acts(first) or _is_addressed(first) or _has_case(first) or (capital and _owns(first))


def _first_of_list(head: Token) -> Token:
    while head.rel == "conj" and head.head is not None and head.head.pos == "PROPN":
        head = head.head
    return head


def _verb(head: Token) -> str:
    above = head.head
    return (above.lemma or above.lower) if above is not None and above.pos in ("VERB", "AUX") else ""


def _acts(head: Token) -> bool:
    if head.rel not in ("nsubj", "obl:agent"):
        return False
    if head.head is not None and head.head.child("cop") is not None:
        return False
    verb = _verb(head)
    return bool(verb) and verb not in _STILL


def _is_addressed(head: Token) -> bool:
    verb = _verb(head)
    return head.rel in ("obj", "iobj", "nsubj:pass") and verb in _ADDRESS


def _has_case(head: Token) -> bool:
    case, above = head.child("case"), head.head
    if case is None or above is None:
        return False
    word, noun = case.lower, above.lemma or above.lower
    if word == "according":
        return True
    if above.pos == "VERB":
        return word == "by" and head.rel == "obl:agent"
    return (
        (word == "between" and (noun in _BETWEEN or above.lower in _BETWEEN))
        or (word in ("from", "of", "by") and noun in _WORDS_FROM)
        or (word == "against" and noun in _AGAINST)
        or (word == "with" and noun in _BETWEEN)
    )


def _owns(head: Token) -> bool:
    return head.rel == "nmod:poss" and head.head is not None and (head.head.lemma or head.head.lower) in _OWNED
