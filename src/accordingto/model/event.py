"""What reconciliation finds across reports: parties, events, who supports or denies them, conflicts.

The words are those of `docs/explanation/corroboration.md`.
"""

import hashlib
from dataclasses import dataclass

from accordingto.model.claim import EventType, _one_of
from accordingto.model.codec import canonical
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

    `counts` is False for what never counts as an origin: the outlet's own voice, hearsay. `reliability` is the
    letter (A to F) and `interested_in` names those in whose doings it has a stake, both from the user's own file.
    """

    id: str
    name: str
    class_: str
    anonymous: bool
    bloc: str
    aliases: tuple[str, ...] = ()
    counts: bool = True
    reliability: str = "F"
    interested_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A party as the user's own file has it; it outranks what the tables and the reports say.

    `class_`, `bloc` and `reliability` are None where the file leaves them to the program.
    """

    name: str
    aliases: tuple[str, ...] = ()
    bloc: str | None = None
    class_: str | None = None
    reliability: str | None = None
    interested_in: tuple[str, ...] = ()


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
class Whole:
    """The event of which another is a part, and the claim (its key) of that other whose sentence says so first."""

    event: str
    claim: str


@dataclass(frozen=True, slots=True)
class Event:
    """The claims, of many reports, about one happening, with its origins counted by the definitions in force.

    `strict` drops roots that by the text rest on another root of the event; `lenient` is the upper bound.
    `report_lines` counts reports after near-copies are folded; `echo` is reports / max(1, strict).
    `part_of` is the event in whose course this one came, where a report says so.
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
    part_of: Whole | None = None

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
    """What an analyst decided; it outranks the machine.

    `left` and `right` are claim keys, several with spaces between them; for `missed`, `left` is a stretch of a
    report
    (`REPORT:START-END`, code points) and `right` the name of its source; for `not-this-source`, `right` is the
    name
    of the holder who is none. `value` is what stands there instead. `on`, the day of judging, changes no result.
    """

    id: str
    kind: str
    left: str
    right: str | None
    by: str
    on: str
    note: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two claims (their keys) about which the machine was nearly of another mind.

    `together`: whether they are in one event now. `agreement` is how well the two sides agree, in thousandths,
    `line` what separates one happening from two.
    """

    left: str
    right: str
    together: bool
    agreement: int
    line: int


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All that was found across a set of reports, as a pure function of their readings and the judgements."""

    parties: tuple[Party, ...] = ()
    events: tuple[Event, ...] = ()
    supports: tuple[Support, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    near_copies: tuple[NearCopy, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def event_id(claim: str) -> str:
    """The id of the event that is named after a claim (its key): that of the claim told first.

    When an earlier claim joins, or two events become one, the id changes; an id that was once given still leads to
    the event that holds the claim it was named after.
    """
    return "e" + hashlib.blake2b(canonical(claim), digest_size=8).hexdigest()
