"""Umbrella events: happenings of which others are told to be parts, by the reports' own words.

A report that says "nine people were killed in the attack" ties what it tells of the nine to the attack, and so the
event of the one to the event of the other. An event is part of one other at most: of the one to which most report
lines tie it, then of the one that was tied to it first. Nothing is a part of its own part.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from accordingto.model.claim import Reading
from accordingto.model.event import Event, Whole


def told_parts(
    readings: Iterable[Reading], keys: Mapping[str, Mapping[str, str]]
) -> tuple[tuple[str, str, str], ...]:
    """Report, key of a claim, key of the claim that it is told to be a part of; in the order of the readings."""
    return tuple(
        (r.report.id, keys[r.report.id][c.id], keys[r.report.id][c.part_of])
        for r in readings
        for c in r.claims
        if c.part_of is not None and c.part_of in keys[r.report.id]
    )


def under_umbrellas(
    events: Sequence[Event], told: Iterable[tuple[str, str, str]], line: Mapping[str, str]
) -> tuple[Event, ...]:
    """The events in their order, each with what it is part of; `line` gives each report's line of copies."""
    home = {key: e.id for e in events for key in e.claims}
    lines: dict[tuple[str, str], set[str]] = defaultdict(set)
    first: dict[tuple[str, str], tuple[int, str]] = {}
    for n, (report, part, whole) in enumerate(told):
        if part in home and whole in home and home[part] != home[whole]:
            pair = home[part], home[whole]
            lines[pair].add(line.get(report, report))
            first.setdefault(pair, (n, part))
    found: dict[str, Whole] = {}
    for part, whole in sorted(first, key=lambda pair: (-len(lines[pair]), first[pair])):
        if part not in found and part not in _above(whole, found):
            found[part] = Whole(whole, first[part, whole][1])
    return tuple(replace(e, part_of=found.get(e.id)) for e in events)


def _above(event: str, found: Mapping[str, Whole]) -> set[str]:
    """An event with all that it is part of, so far."""
    above = {event}
    while event in found:
        event = found[event].event
        above.add(event)
    return above
