"""What PLOVER calls a happening that is only promised, threatened, asked for, refused or called off.

PLOVER has no status: what has not taken place is an event of its own type, after the codebook's remarks on future
and hypothetical events. A happening that took place keeps its type.
"""

from dataclasses import replace

from accordingto.model.claim import Claim, EventType

_PROMISED = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
_THREATENED = {
    "ASSAULT": "violence", "COERCE": "restrict", "SANCTION": "relations", "MOBILIZE": "territory",
    "PROTEST": "restrict",
}  # fmt: skip
_WANTED = {
    "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "RETREAT": "yield", "CONCEDE": "yield",
    "CONSULT": "meet", "SANCTION": "change",
}  # fmt: skip
HOSTILE = ("ASSAULT", "COERCE", "SANCTION")
_AHEAD = ("planned", "predicted")
_OPEN = ("conditional", "hypothetical")
_ASKED = {f"obj {word}" for word in ("seek", "demand", "request", "call for", "propose")}
_PLEDGED = {"obj promise", "obj pledge"}
_CALLED_OFF = {f"obj {word}" for word in ("call off", "cancel", "suspend", "break off")}
_REFUSED = {"aux will", "aux would", "verb refuse", "verb decline"}


def mode_of(kind: str, what: str | None) -> str | None:
    """The mode of a threat, a request or a refusal by the type of what is threatened, wanted or refused."""
    by = {"THREATEN": _THREATENED, "REQUEST": _WANTED, "REJECT": _WANTED}.get(kind)
    return by.get(what) if by is not None and what is not None else None


def folded(claim: Claim, *, by_holder: bool) -> EventType:
    """The event that a claim is for PLOVER; `by_holder` says that the one who tells it is to do it."""
    kind = _kind(claim, by_holder=by_holder)
    if kind is None:
        return claim.event
    mode = "discontinue" if kind == "SANCTION" else mode_of(kind, claim.event.type)
    return replace(claim.event, type=kind, mode=mode)


def _kind(claim: Claim, *, by_holder: bool) -> str | None:
    what, status, why = claim.event.type or "", claim.status, set(claim.reasons)
    if "obj threaten" in why and what in _THREATENED:
        return "THREATEN"
    if what in HOSTILE:
        # whoever says that he will attack threatens; whoever says that he will cut aid has decided it
        said = status in _AHEAD and (why & _PLEDGED or (by_holder and what == "ASSAULT"))
        return "THREATEN" if said or status in _OPEN else None
    if what in _WANTED and status == "did-not-happen":
        return "SANCTION" if why & _CALLED_OFF else "REJECT" if why & _REFUSED else None
    if what in _WANTED and why & _ASKED:
        return "REQUEST"
    return _PROMISED.get(what) if status in _AHEAD else None
