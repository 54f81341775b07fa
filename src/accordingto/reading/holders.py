"""Who holds a claim and for how certain: values composed along the chain of attributions, from the inside out.

Each holder has a value of its own (Saurí and Pustejovsky 2009). Who denies takes the contrary of what is denied;
who goes by another's word ("the agency reported, citing the ministry") holds it too; who only tells that another
says so ("she said that the ministry says") holds nothing.
"""

from accordingto.model.claim import NARRATOR, Attribution
from accordingto.reading.answers import Answer
from accordingto.reading.draft import Draft
from accordingto.reading.factuality import CALLED_UNTRUE, Told
from accordingto.reading.testimony import Testimony
from accordingto.reading.tree import Token
from accordingto.resources import word_class

_OWN_ACTION = ("plan", "decide")
_TELLING = ("say", "show", "accuse", "believe")


def held(
    testimony: Testimony, at: int | None, anchor: Token, how: Told, answered: dict[int, list[Answer]]
) -> tuple[str, dict[str, int], list[str]]:
    """Status, value by holder and reasons of a happening told in the attribution with index `at` (None: narrator).

    `anchor` names the happening, `how` is what the clause itself says of it, `answered` by attribution who answers
    it elsewhere in the report. Nobody denies what a denial takes for granted.
    """
    if at is not None and CALLED_UNTRUE in how.reasons and testimony.drafts[at].head.pos == "NOUN":
        outer = testimony.above(at)
        judge = outer[0].root.name if outer else NARRATOR
        return "happened", {testimony.records[at].root.name: 3, judge: -3}, [f"denied by {judge}"]
    if at is None:
        return how.status, {NARRATOR: how.value}, []
    record = testimony.records[at]
    status, value = how.status, how.value
    why = []
    granted = _is_granted(anchor, testimony.drafts[at])
    if granted and rejects(testimony.drafts[at]):
        why.append(f"taken for granted by {record.root.name}")
    elif rejects(testimony.drafts[at]):
        status, value = ("did-not-happen", -abs(value) or -3) if value >= 0 else ("happened", -value)
        why.append(f"denied by {record.root.name}")
    else:
        status, value = _through(testimony.drafts[at].value, record, status, value)
    by: dict[str, int] = {record.root.name: value}
    why += _around(testimony, at, anchor, value, by)
    if granted:
        return status, by, why
    for name in _beside(testimony, at, anchor):
        if name not in by:
            by[name] = -3 if value >= 0 else 3
            why.append(f"denied by {name}")
    for answer in [x for i in testimony.indices(at) for x in answered.get(i, ())]:
        name = testimony.records[answer.by].root.name if answer.by is not None else NARRATOR
        if name not in by or answer.own:
            by[name] = -answer.value if value < 0 else answer.value
            why.append(f"answered by {name}")
    return status, by, why


def rejects(draft: Draft) -> bool:
    """Whether a denial says that its content is not so; "he insisted that he had not been there" asserts it."""
    return draft.act == "deny" and draft.value < 0


def _is_granted(anchor: Token, draft: Draft) -> bool:
    """Whether a happening stands in a clause that what is said takes for granted: a relative one, or one of time
    ("that the ship, which sank on Monday, carried arms"; "since the rains began")."""
    at = anchor
    while at.head is not None and draft.holds(at.head.start, at.head.end):
        mark = at.child("mark")
        if at.rel == "acl:relcl":
            return True
        if at.base == "advcl" and mark is not None and mark.lower in word_class("time_clause"):
            return True
        at = at.head
    return False


def _beside(testimony: Testimony, at: int, anchor: Token) -> list[str]:
    """Those who deny what the anchor stands in without being around the attribution `at`."""
    chain = testimony.indices(at)
    others = [k for k in testimony.around(anchor.start, anchor.end) if k not in chain]
    deniers = [k for k in others if rejects(testimony.drafts[k]) and not _is_granted(anchor, testimony.drafts[k])]
    return [testimony.records[k].root.name for k in deniers]


def _around(testimony: Testimony, at: int, anchor: Token, value: int, by: dict[str, int]) -> list[str]:
    """Adds to `by` those around the attribution `at` who take a stand of their own; the reasons."""
    why = []
    inner, on_their_word = at, value != 0
    for k in testimony.indices(at)[1:]:
        outer, name = testimony.drafts[k], testimony.records[k].root.name
        on_their_word = on_their_word and _holds_too(testimony, k, inner)
        if rejects(outer):
            if _is_granted(anchor, outer):
                why.append(f"taken for granted by {name}")
            elif name not in by or testimony.records[inner].act in _OWN_ACTION:
                by[name] = -3 if value >= 0 else 3
                why.append(f"denied by {name}")
        elif testimony.records[k].act == "no_comment":
            by.setdefault(name, 0)
        elif on_their_word and name not in by:
            by[name] = _at_most(value, outer.value if outer.act == "believe" else 3)
            why.append(f"told as a fact by {name}")
        inner = k
    return why


def _holds_too(testimony: Testimony, outer: int, inner: int) -> bool:
    """Whether who tells what another holds answers for it as well: it goes by the other ("citing the navy"),
    or tells of what the other means to do, or of what nobody in particular expects."""
    around, within = testimony.drafts[outer], testimony.drafts[inner]
    if around.act not in _TELLING or around.value <= 0:
        return False
    if within.act in _OWN_ACTION and within.value > 0:
        return True
    if within.act == "believe" and not within.source:
        return True
    return bool(within.cue) and not around.holds(within.cue[0].start, within.cue[-1].end)


def _at_most(value: int, size: int) -> int:
    return min(value, size) if value > 0 else max(value, -size)


def _through(cue_value: int, record: Attribution, status: str, value: int) -> tuple[str, int]:
    """What the act of the innermost attribution does to a happening in its content."""
    if record.act in ("plan", "decide") and cue_value == 0:
        return "hypothetical", 0  # "does not intend to send them"
    if record.act in ("plan", "decide") and status in ("happened", "ongoing"):
        return "planned", value
    if record.act in ("say", "show", "accuse") and cue_value == 0:
        return ("hypothetical" if status in ("happened", "ongoing") else status), 0  # "did not say that"
    if record.act in ("ask", "no_comment"):
        return (status if status != "happened" else "hypothetical"), 0
    if record.act == "believe":
        size = min(abs(value), abs(cue_value))
        return status, size if (value > 0) == (cue_value > 0) else -size
    return status, value
