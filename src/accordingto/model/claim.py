"""What a reading finds in one report: mentions, attributions with their chains, claims.

Attribution after PARC and PolNeAR (Pareti 2012; Newell et al. 2018), with relay chains and acts of our own;
event types after PLOVER 2.0; values by holder after FactBank (Saurí and Pustejovsky 2009).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields

from accordingto.model.codec import canonical, from_plain, to_plain
from accordingto.model.text import Report, Sentence, Span
from accordingto.model.values import Place, Quantity, Timex

READING_SCHEMA = "accordingto/reading/1"
NARRATOR = "narrator"
GRANTED = "taken for granted"
"""How the reason begins by which a claim is spoken of as known, and not told: "when it was seized"."""
OTHER_FIGURE = "holds another figure: "
"""How a claim's reason begins that names a holder with a figure which cannot hold beside the claim's own."""
KINDS = ("direct", "indirect", "mixed")
ACTS = ("say", "deny", "accuse", "believe", "plan", "decide", "show", "no_comment", "ask")
SOURCE_CLASSES = (
    "state_body", "official", "agency", "outlet", "company", "organisation", "expert", "witness", "document",
    "imagery", "collective", "unnamed", NARRATOR,
)  # fmt: skip
STATUSES = ("happened", "ongoing", "planned", "predicted", "conditional", "hypothetical", "did-not-happen")
ROLES = ("actor", "recipient", "means", "cargo", "unit", "from", "to", "beneficiary", "patient")
PLACE_ROLES = ("location", "origin", "destination", "along")


def _one_of(what: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"no such {what}: {value!r}; one of {', '.join(allowed)}")


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that names or describes something; `entity` is the id of the Entity it refers to, if known."""

    id: str
    span: Span
    form: str
    type: str
    entity: str | None = None
    country: str | None = None
    sector: str | None = None
    bloc: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that the report's mentions refer to. `country` is an ISO 3166 alpha-2 code."""

    id: str
    name: str
    type: str
    country: str | None = None
    sector: str | None = None
    bloc: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A party on whose word something rests. `bloc` is the organisation or government behind it, if known."""

    name: str
    class_: str
    anonymous: bool = False
    bloc: str | None = None
    entity: str | None = None

    def __post_init__(self) -> None:
        _one_of("source class", self.class_, SOURCE_CLASSES)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (source) says (cue) what (content), each a list of spans in text order.

    `parent` is the attribution inside which, or on whose word, this one is reported: in "Yonhap, citing the NIS"
    the NIS attribution has Yonhap's as parent. `continues`: a sentence that goes on reporting without a cue.
    `root` is the source resolved to a party. `said_on` is an ISO day or an interval `begin/end`.
    """

    id: str
    kind: str
    act: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    root: Source
    parent: str | None = None
    continues: str | None = None
    said_on: str | None = None
    medium: tuple[Span, ...] = ()
    evidence: tuple[Span, ...] = ()
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _one_of("kind", self.kind, KINDS)
        _one_of("act", self.act, ACTS)
        if not self.content:
            raise ValueError(f"attribution {self.id} has no content")
        if not (self.source or self.cue):
            raise ValueError(f"attribution {self.id} has neither source nor cue")


@dataclass(frozen=True, slots=True)
class EventType:
    """PLOVER type, mode and contexts, and our finer `act`. A happening of no PLOVER type has type None."""

    type: str | None
    mode: str | None = None
    act: str | None = None
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Participant:
    """Who or what takes part in a happening, in which role."""

    role: str
    name: str
    span: Span
    mention: str | None = None
    country: str | None = None
    sector: str | None = None

    def __post_init__(self) -> None:
        _one_of("role", self.role, ROLES)


@dataclass(frozen=True, slots=True)
class PlaceRole:
    """Which place (id in the reading) plays which role in a claim."""

    place: str
    role: str

    def __post_init__(self) -> None:
        _one_of("place role", self.role, PLACE_ROLES)


@dataclass(frozen=True, slots=True)
class Claim:
    """One happening as one report gives it, on one chain.

    `anchor` is the word that names the happening, `span` the clause; without an anchor there is no claim.
    `attribution` is the innermost attribution that carries it (None: the report's own voice). `status` is as
    told; `value_by` says how certain each holder is that it is so, -3 … 3 (FactBank: certain 3, probable 2,
    possible 1, unknown 0, negative likewise). `confidence` is the reader's own and no judgement of truth.
    `part_of` is the id of the claim in whose course this one came, where the sentence says so ("killed in the
    explosion").
    """

    id: str
    attribution: str | None
    anchor: Span
    span: Span
    gloss: str
    event: EventType
    status: str
    value_by: Mapping[str, int]
    participants: tuple[Participant, ...] = ()
    places: tuple[PlaceRole, ...] = ()
    times: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = ()
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    part_of: str | None = None

    def __post_init__(self) -> None:
        _one_of("status", self.status, STATUSES)
        if not self.value_by:
            raise ValueError(f"claim {self.id} has no holder")
        if any(not -3 <= v <= 3 for v in self.value_by.values()):
            raise ValueError(f"claim {self.id}: a value lies outside -3 … 3")


@dataclass(frozen=True, slots=True)
class Unread:
    """A stretch of a report that the reader gave up on, with the reason."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which reader, model and resources made a reading."""

    reader: str
    model: str
    resources: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one report. Ids are local and stable for the same bytes; lists are in text order."""

    provenance: Provenance
    report: Report
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Timex, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    rejects: tuple[Unread, ...] = ()
    schema: str = READING_SCHEMA

    def to_dict(self) -> dict[str, object]:
        """The reading as JSON values, in the shape of `data/schema/reading.json`."""
        plain: dict[str, object] = to_plain(self)
        return plain

    @classmethod
    def from_dict(cls, value: object) -> "Reading":
        """The reading that `to_dict` wrote. Raises ValueError when it does not fit the schema."""
        return from_plain(cls, value)

    def attribution(self, id_: str | None) -> Attribution | None:
        """The attribution with this id, None for the report's own voice."""
        return next((a for a in self.attributions if a.id == id_), None)

    def chain(self, attribution: str | None) -> tuple[Attribution, ...]:
        """The attributions from the one nearest to the reader down to `attribution`; empty for the narrator."""
        links: list[Attribution] = []
        at = self.attribution(attribution)
        while at is not None and at not in links:
            links.append(at)
            at = self.attribution(at.parent)
        return tuple(reversed(links))


def claim_key(report: str, claim: Claim) -> str:
    """The id of a claim outside its reading: a hash of its canonical JSON, the same on every machine.

    What it is part of is left out: that tells of another claim.
    """
    plain = {f.name: getattr(claim, f.name) for f in fields(claim) if f.name != "part_of"}
    return "c" + hashlib.blake2b(canonical([report, plain]), digest_size=10).hexdigest()
