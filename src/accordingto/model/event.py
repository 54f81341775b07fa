"""What reconciliation finds across reports: parties, events, who supports or denies them, conflicts.

The words are those of `docs/explanation/corroboration.md`.
"""

from dataclasses import dataclass

from accordingto.model.claim import EventType, _one_of
from accordingto.model.text import Span
from accordingto.model.values import Quantity

STANCES = ("support", "deny", "noncommittal")
ORIGIN_STATES = ("not recorded", "single origin", "independence not established", "independent")
CONFLICT_KINDS = (
    "existence", "account", "quantity", "revision", "reversal", "relay_error", "schedule", "tension",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """A source across reports: one name, the spellings seen, the organisation or government behind it (bloc).

    `counts` is False for what never counts as an origin: the outlet's own voice, hearsay.
    """

    id: str
    name: str
    class_: str
    anonymous: bool
    bloc: str
    aliases: tuple[str, ...] = ()
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Observation:
    """A number that one party gives on an event, with what it counts and the day it was said."""

    claim: str
    party: str
    report: str
    said_on: str | None
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Support:
    """One party's stand on one event, in one report: the unit that is counted.

    `claim` is the claim's key; `chain` the party ids from the one nearest to the reader down to the root, which
    is `party`. `span` is the clause in `report` that carries the stand.
    """

    id: str
    event: str
    claim: str
    report: str
    party: str
    stance: str
    chain: tuple[str, ...]
    span: Span
    said_on: str | None
    status: str
    value: int
    quantities: tuple[Quantity, ...] = ()
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _one_of("stance", self.stance, STANCES)


@dataclass(frozen=True, slots=True)
class Change:
    """On which day an event's standing became what, because of which supports."""

    date: str | None
    standing: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grade:
    """Admiralty style. The letter comes from the user's own source file alone, the digit from a rule."""

    letter: str
    digit: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """The claims, of many reports, about one happening, with its origins counted by the definitions in force.

    `strict` drops roots that by the text rest on another root of the event; `lenient` is the upper bound.
    `report_lines` counts reports after near-copies are folded; `echo` is reports / max(1, strict).
    """

    id: str
    gloss: str
    event: EventType
    claims: tuple[str, ...]
    participants: tuple[str, ...]
    places: tuple[str, ...]
    begin: str | None
    end: str | None
    strict: int
    lenient: int
    origin_state: str
    origins: tuple[str, ...]
    deniers: tuple[str, ...]
    reports: tuple[str, ...]
    report_lines: int
    echo: float
    standing: str
    history: tuple[Change, ...]
    grade: Grade
    observations: tuple[Observation, ...] = ()
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _one_of("origin state", self.origin_state, ORIGIN_STATES)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two supports that cannot both hold, and why."""

    left: str
    right: str
    kind: str
    reason: str

    def __post_init__(self) -> None:
        _one_of("conflict kind", self.kind, CONFLICT_KINDS)


@dataclass(frozen=True, slots=True)
class NearCopy:
    """A report that repeats another's words: `kind` is credited, earlier or longer, `share` the containment."""

    copy: str
    origin: str
    kind: str
    share: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an analyst decided; it outranks the machine. `left` and `right` are claim keys."""

    id: str
    kind: str
    left: str
    right: str | None
    by: str
    on: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All that was found across a set of reports, as a pure function of their readings and the judgements."""

    parties: tuple[Party, ...] = ()
    events: tuple[Event, ...] = ()
    supports: tuple[Support, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    near_copies: tuple[NearCopy, ...] = ()
