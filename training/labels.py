"""The outputs of every head, in order. The product's labels.json is written from here."""

NER_TYPES = ("Date", "Facility", "Location", "Misc", "Money", "NORP", "Organization", "Person", "Product")
NER = ("O", *(f"B-{t}" for t in NER_TYPES), *(f"I-{t}" for t in NER_TYPES))
CUE = ("O", "B-Cue", "I-Cue")
ROLE = ("none", "source", "content")
POS = (
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
)
_TYPES = "abstract animal event object organization person place plant substance time"
MENTION = ("none", *_TYPES.split())
_RELATIONS = """acl acl:relcl advcl advmod amod appos aux aux:pass case cc ccomp compound compound:prt conj cop
    csubj csubj:pass dep det discourse dislocated expl fixed flat goeswith iobj list mark nmod nmod:poss nsubj
    nsubj:pass nummod obj obl obl:agent obl:unmarked orphan parataxis punct reparandum root vocative xcomp"""
REL = tuple(_RELATIONS.split())
_COARSER = {"nmod:unmarked": "nmod", "advcl:relcl": "advcl", "cc:preconj": "cc", "det:predet": "det"}


def relation(name: str) -> int:
    """The number of a relation; one that the network does not tell apart counts as its coarser one."""
    while name not in REL:
        name = _COARSER.get(name) or name.rpartition(":")[0] or "dep"
    return REL.index(name)


def labels() -> dict[str, list[str]]:
    """What labels.json holds."""
    return {
        "ner": list(NER),
        "cue": list(CUE),
        "role": list(ROLE),
        "pos": list(POS),
        "mention": list(MENTION),
        "rel": list(REL),
    }


# Distances are cut into buckets; both tables are part of the model and are used by the product's decoding.
ROLE_STEPS = (1, 2, 3, 4, 5, 8, 12, 16, 24, 32, 48, 64)
ROLE_BUCKETS = 2 * len(ROLE_STEPS) + 1
FAR_STEPS = (1, 2, 4, 8, 16, 32, 64, 128)
LINK_BUCKETS = len(FAR_STEPS)


def role_bucket(distance: int) -> int:
    """Words from the cue to a word (negative: the word stands before it; 0: it is in the cue), as a bucket."""
    size = sum(abs(distance) >= s for s in ROLE_STEPS)
    return size if distance >= 0 else len(ROLE_STEPS) + size


def link_bucket(distance: int) -> int:
    """Words from an antecedent's head up to the head of the mention, at least one, as a bucket."""
    return sum(distance >= s for s in FAR_STEPS) - 1
