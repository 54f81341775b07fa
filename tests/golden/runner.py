"""Golden readings: a report, what has to be found in it, what must never be found; all in the report's own words.

A golden file holds

    {"shows": "one line on the phenomenon",
     "report": {"text", "published"?, "outlet"?, "title"?, "language"?, "url"?},
     "expect": {"attributions": [partial, ...], "claims": [partial, ...]},
     "never":  {"attributions": [partial, ...], "claims": [partial, ...]}}

A partial has some of the keys of `attribution_words` or `claim_words` and fits what agrees with it in all of them.
`--update-golden` writes what is read now over the values of the partials whose cue, content or anchor is found,
and writes everything where "expect" is not there yet; it never touches "never". Read the difference first.
"""

import json
from pathlib import Path

import accordingto

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*.json"))
IDENTITY = {"attributions": ("cue", "content", "source"), "claims": ("anchor", "clause")}


def words(spans):
    return " … ".join(s.quote for s in spans)


def attribution_words(reading, a):
    parent = reading.attribution(a.parent)
    return {
        "source": words(a.source),
        "cue": words(a.cue),
        "content": words(a.content),
        "kind": a.kind,
        "act": a.act,
        "root": a.root.name,
        "class": a.root.class_,
        "anonymous": a.root.anonymous,
        "parent": parent and parent.root.name,
        "continues": a.continues is not None,
        "said_on": a.said_on,
        "evidence": [s.quote for s in a.evidence],
    }


def claim_words(reading, c):
    by_id = {x.id: x for name in ("places", "times", "quantities") for x in getattr(reading, name)}
    return {
        "anchor": c.anchor.quote,
        "clause": c.span.quote,
        "type": c.event.type,
        "act": c.event.act,
        "status": c.status,
        "chain": [a.root.name for a in reading.chain(c.attribution)],
        "value_by": dict(c.value_by),
        "participants": {p.role: p.name for p in c.participants},
        "places": {p.role: by_id[p.place].name for p in c.places},
        "times": [[by_id[t].begin, by_id[t].end] for t in c.times],
        "quantities": [[q.low, q.high, q.op, q.counts] for q in (by_id[i] for i in c.quantities)],
    }


def in_words(reading):
    return {
        "attributions": [attribution_words(reading, a) for a in reading.attributions],
        "claims": [claim_words(reading, c) for c in reading.claims],
    }


def fits(partial, found):
    """Whether all that the partial says is so; an unknown key is a slip of its author."""
    unknown = set(partial) - set(found)
    assert not unknown, f"a golden file speaks of {sorted(unknown)}, which no reading has"
    return all(found[key] == value for key, value in partial.items())


def faults(golden, found):
    """A sentence for each thing expected and not found, or found and not to be."""
    for kind, partials in golden.get("expect", {}).items():
        for partial in partials:
            if not any(fits(partial, x) for x in found[kind]):
                near = nearest(kind, partial, found[kind])
                yield f"not found in {kind}: {partial}\n  nearest: {near and {k: near[k] for k in partial}}"
    for kind, partials in golden.get("never", {}).items():
        for partial in partials:
            yield from (f"must not be found in {kind}: {partial}" for x in found[kind] if fits(partial, x))


def nearest(kind, partial, found):
    """What shares most of the words that tell one thing from another; None where nothing does."""
    ranked = [(sum(partial.get(k) == x[k] for k in IDENTITY[kind] if k in partial), x) for x in found]
    best = max(ranked, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None


def updated(golden, found):
    """The golden with the values of its partials as they are read now."""
    if "expect" not in golden:
        return {**golden, "expect": found}
    expect = {}
    for kind, partials in golden["expect"].items():
        near = [nearest(kind, p, found[kind]) for p in partials]
        expect[kind] = [{k: x[k] for k in p} if x else p for p, x in zip(partials, near, strict=True)]
    return {**golden, "expect": expect}


def read(golden):
    options = dict(golden["report"])
    return in_words(accordingto.read(options.pop("text"), **options))


def load(path):
    return json.loads(path.read_text("utf-8"))


def save(path, golden):
    path.write_text(json.dumps(golden, ensure_ascii=False, indent=1) + "\n", "utf-8")
