"""The invented story of the reconciliation tests in a ledger, reconciled by the program itself."""

from accordingto.model.claim import claim_key
from tests.unit.reconciliation.make import GUARD, OWNER, SEIZE, SERVICE, WIRE, denies, reading, says

CLAUSE = "guards of Selm seized the tanker Halcyon Star"
SHIP = [("actor", "guards of Selm"), ("recipient", "Halcyon Star")]
BY = {"by": "A. Nalyst", "on": "2031-04-01"}


def seized(outlet, day, *by, number=None, **more):
    """A report in which the last of `by` says that the ship was seized, with `number` of crew."""
    clause = f"{CLAUSE} with {number} crew" if number else CLAUSE
    numbers = [(str(number), number, "crew")] if number else []
    who = ", citing ".join(s.name for s in by)
    text = f"{who} told {outlet} on {day} that {clause}."
    return reading(
        text, outlet, day, says(clause, "seized", *by, event=SEIZE, people=SHIP, numbers=numbers, **more)
    )


def denied(outlet, day, by=GUARD):
    text = f"{by.name} on {day} denied that {CLAUSE}, writes {outlet}."
    return reading(text, outlet, day, denies(CLAUSE, "seized", by, event=SEIZE, people=SHIP))


def story():
    """The service says it (also through a wire), the owner says it, the guard denies it; and two other things."""
    return [
        seized("Levant Wire", "2025-03-01", SERVICE, number=23),
        seized("Tribune", "2025-03-02", WIRE, SERVICE),
        seized("Courier", "2025-03-03", OWNER, number=25),
        denied("Lamp", "2025-03-04"),
        reading("Bread is dear in Adran.", "Courier", "2025-03-02", says("Bread is dear", "dear", OWNER)),
        reading("Salt caves closed for good.", "Courier", None, says("Salt caves closed", "closed", OWNER)),
    ]


def key(r, n=0):
    return claim_key(r.report.id, r.claims[n])
