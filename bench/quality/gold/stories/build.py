"""Builds gold.json of a story from its reports.jsonl and its annotation.toml.

    python bench/quality/gold/stories/build.py bench/quality/gold/stories/STORY

annotation.toml holds only what a person decided: who the roots are, what is claimed, which words of a report carry
a claim and on whose word. Offsets, sentences, counts, standings and their history are computed here, without any
code of the package. Run `bench/quality/scorers/check_story.py` on the folder afterwards: it recomputes the same
figures by its own code.

A mention is written [claim, stance, root, words of the report, more]. The words must stand in the report once, or
`at` says which occurrence is meant. `more` may hold: said (date, default: the day of publication), modality
(default: fact), chain (nearest relay first, default: the name of the root), q (list of [words, op, what is
counted]) and the id of another mention under corrects, superseded_by or superseded_later_by. A mention is called
REPORT.mN after its place in the list.
"""

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

Node = dict[str, Any]

_UNITS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
_SMALL = {word: value for value, word in enumerate((*_UNITS, *_TEENS))}
_STOP = re.compile(r"[.?!][”\"']?\s+(?=[“\"'A-Z])|\n")
_LINKS = ("corrects", "superseded_by", "superseded_later_by")


def sentences(text: str) -> list[list[int]]:
    """Offsets of the sentences of `text`: a stop before a capital, or a line break, ends one."""
    spans, start = [], 0
    for stop in _STOP.finditer(text):
        end = stop.start() + len(stop.group().rstrip())
        spans.append([start, end])
        start = stop.end()
    return [*spans, [start, len(text)]]


def locate(text: str, words: str, at: int = 0) -> tuple[int, int]:
    """Where `words` stand in `text`: the only place, or the `at`-th one. Raises ValueError when none is meant."""
    places = [m.start() for m in re.finditer(re.escape(words), text)]
    if not places or (at == 0 and len(places) > 1) or at > len(places):
        raise ValueError(f"{words!r} stands {len(places)} times in the report (at = {at})")
    start = places[max(at - 1, 0)]
    return start, start + len(words)


def number(words: str) -> float:
    """The one number that `words` name in digits or, up to twenty, in letters."""
    digits = re.findall(r"\d+(?:\.\d+)?", words.replace(",", ""))
    small = [_SMALL[w.lower()] for w in re.findall(r"[A-Za-z]+", words) if w.lower() in _SMALL]
    if len(digits) + len(small) != 1:
        raise ValueError(f"{words!r} does not name one number")
    value = float(digits[0]) if digits else float(small[0])
    return int(value) if value.is_integer() else value


def quantities(text: str, start: int, rows: list[list[str]]) -> list[Node]:
    """The quantities of one mention, their words searched from its start on."""
    found = []
    for words, op, counts in rows:
        begin = text.index(words, start)
        end = begin + len(words)
        found.append(
            {"start": begin, "end": end, "text": words, "value": number(words), "op": op, "counts": counts}
        )
    return found


def mention(report: Node, no: int, row: list[Any], roots: Node) -> Node:
    """One mention with its offsets, from its row in the annotation."""
    claim, stance, root, words = row[:4]
    more = row[4] if len(row) > 4 else {}
    start, end = locate(report["text"], words, more.get("at", 0))
    inside = [k for k, (s, e) in enumerate(sentences(report["text"])) if s < end and e > start]
    made = {
        "id": f"{report['id']}.m{no}",
        "report": report["id"],
        "claim": claim,
        "start": start,
        "end": end,
        "text": words,
        "sentences": inside,
        "stance": stance,
        "root": root,
        "chain": more.get("chain", [roots[root]["name"]]),
        "said_on": str(more.get("said", report["published"])),
        "modality": more.get("modality", "fact"),
        "quantities": quantities(report["text"], start, more.get("q", [])),
    }
    return made | {link: more[link] for link in _LINKS if link in more}


def camps(roots: Node, names: set[str]) -> int:
    """How many blocs stand behind `names`; a root of several blocs adds one only if all of them are new."""
    seen = {roots[n]["blocs"][0] for n in names if len(roots[n]["blocs"]) == 1}
    count = len(seen)
    for name in sorted(n for n in names if len(roots[n]["blocs"]) > 1):
        if not seen & set(roots[name]["blocs"]):
            count += 1
            seen |= set(roots[name]["blocs"])
    return count


def in_force(roots: Node, mentions: list[Node], day: str) -> tuple[dict[str, Node], dict[str, Node]]:
    """Support and denial by root on `day`: the latest word counts, a denial falls when its bloc supports later."""
    last: dict[str, Node] = {}
    for m in sorted(mentions, key=lambda m: (m["said_on"], m["id"])):
        if m["said_on"] <= day and m["stance"] != "noncommittal" and "superseded_by" not in m:
            last[m["root"]] = m
    support = {r: m for r, m in last.items() if m["stance"] == "support"}
    deny = {
        r: m
        for r, m in last.items()
        if m["stance"] == "deny"
        and not any(
            roots[s]["blocs"] == roots[r]["blocs"] and w["said_on"] > m["said_on"] for s, w in support.items()
        )
    }
    return support, deny


def strict(roots: Node, claim: Node, names: set[str]) -> set[str]:
    """`names` without the roots that by the text rest on another of them."""
    counted = {n for n in names if not roots[n].get("never_counts")}
    return counted - {d["root"] for d in claim["dependencies"] if d["depends_on"] in counted}


def standing(roots: Node, claim: Node, mentions: list[Node], day: str) -> str:
    """The standing of a claim on `day`."""
    support, deny = in_force(roots, mentions, day)
    counted = {r for r in support if not roots[r].get("never_counts")}
    fact = {r for r in counted if support[r]["modality"] != "plan"}
    use = fact or counted
    if not use and deny:
        before = {r for r in deny for m in mentions if m["root"] == r and m["stance"] == "support"}
        return "withdrawn" if set(deny) <= before else "denied_only"
    if not use:
        return "unsourced" if support else "unsupported"
    several = camps(roots, strict(roots, claim, use)) >= 2
    if {b for r in use for b in roots[r]["blocs"]} & set(claim["against_interest_of"]):
        word = "acknowledged"
    elif fact:
        word = "corroborated" if several else "reported"
    else:
        word = "planned_corroborated" if several else "planned"
    return word + ("+disputed" if deny else "")


def history(roots: Node, claim: Node, mentions: list[Node]) -> list[Node]:
    """Each change of standing with its date and the mentions said on that day."""
    steps: list[Node] = []
    for day in sorted({m["said_on"] for m in mentions}):
        word = standing(roots, claim, mentions, day)
        if not steps or steps[-1]["status"] != word:
            because = [m["id"] for m in mentions if m["said_on"] == day]
            steps.append({"date": day, "status": word, "because": because})
    return steps


def by_stance(mentions: list[Node], stance: str) -> list[str]:
    """The roots that take `stance`, sorted."""
    return sorted({m["root"] for m in mentions if m["stance"] == stance})


def origins(roots: Node, claim: Node, mentions: list[Node]) -> Node:
    """How many roots and camps stand behind a claim, and who else has spoken about it."""
    support = by_stance(mentions, "support")
    counted = {r for r in support if not roots[r].get("never_counts")}
    blocs = {b for r in counted for b in roots[r]["blocs"]}
    force = in_force(roots, mentions, "9999")
    stances = dict.fromkeys(force[0], "support") | dict.fromkeys(force[1], "deny")
    return {
        "roots_support": support,
        "roots_deny": by_stance(mentions, "deny"),
        "roots_noncommittal": by_stance(mentions, "noncommittal"),
        "n_roots_support": len(counted),
        "n_roots_support_named": sum(not roots[r]["anonymous"] for r in counted),
        "independent_roots": camps(roots, counted),
        "independent_roots_strict": camps(roots, strict(roots, claim, counted)),
        "dependencies": claim["dependencies"],
        "stance_in_force_by_root": dict(sorted(stances.items())),
        "interested_only": bool(blocs) and blocs <= set(claim.get("interest_of", [])),
        "n_anonymous_roots_support": sum(bool(roots[r]["anonymous"]) for r in counted),
    }


def derive(claim: Node, mentions: list[Node], roots: Node, reports: Node, lines: dict[str, str]) -> Node:
    """A claim of the annotation with every figure that follows from its mentions."""
    backing = [m for m in mentions if m["stance"] == "support"]
    names = sorted({m["report"] for m in backing})
    first = min((reports[m["report"]]["published"], m["report"]) for m in backing)
    steps = history(roots, claim, mentions)
    made = {
        "mentions": [m["id"] for m in mentions],
        "first_report": first[1],
        "first_published": first[0],
        "first_said_on": min(m["said_on"] for m in backing),
        "reports_supporting": names,
        "n_reports_supporting": len(names),
        "n_outlets_supporting": len({reports[r]["outlet"] for r in names}),
        "n_report_lines_supporting": len({lines[r] for r in names}),
    }
    tail = {"status_history": steps, "latest_status": steps[-1]["status"]}
    return claim | made | origins(roots, claim, mentions) | tail


def pairs(rows: list[list[str]], mentions: dict[str, Node]) -> list[Node]:
    """Pairs of mentions ([a, b, kind, note]) with their claims and whether one root stands behind both."""
    return [
        {
            "a": a,
            "b": b,
            "kind": kind,
            "note": note,
            "claims": sorted({mentions[a]["claim"], mentions[b]["claim"]}),
            "same_root": mentions[a]["root"] == mentions[b]["root"],
        }
        for a, b, kind, note in rows
    ]


def series(spec: Node, mentions: list[Node]) -> Node:
    """The observations of one counted thing, in time order."""
    rows = [
        {
            "mention": m["id"],
            "claim": m["claim"],
            "said_on": m["said_on"],
            "root": m["root"],
            "value": q["value"],
            "op": q["op"],
            "counts": q["counts"],
            "superseded": "superseded_by" in m,
        }
        for m in sorted(mentions, key=lambda m: m["said_on"])
        for q in m["quantities"]
        if m["claim"] == spec["claim"] and q["counts"] == spec["counts"]
    ]
    return {"gloss": spec["gloss"], "observations": rows}


def head(report: Node, copies: list[Node]) -> Node:
    """What gold.json says about one report."""
    made: Node = {
        "sentences": sentences(report["text"]),
        "outlet": report["outlet"],
        "published": report["published"],
    }
    for c in copies:
        if c["report"] == report["id"]:
            made["derived_from"] = {k: v for k, v in c.items() if k != "report"}
    return made


def gold(reports: Node, notes: Node) -> Node:
    """The whole gold of one story from its reports (by id) and its annotation."""
    roots = {
        k: {"anonymous": False, "party": False, "kind": "organisation"} | v for k, v in notes["roots"].items()
    }
    mentions = [
        mention(reports[r], no, row, roots)
        for r in reports
        for no, row in enumerate(notes["mentions"].get(r, []), 1)
    ]
    lines = {r: r for r in reports} | {c["report"]: c["from"] for c in notes["near_copies"]}
    bare: Node = {"against_interest_of": [], "dependencies": []}
    by_id = {m["id"]: m for m in mentions}
    return {
        "meta": notes["meta"],
        "roots": roots,
        "reports": {k: head(r, notes["near_copies"]) for k, r in reports.items()},
        "claims": {
            key: derive(bare | claim, [m for m in mentions if m["claim"] == key], roots, reports, lines)
            for key, claim in notes["claims"].items()
        },
        "mentions": mentions,
        "conflicts": pairs(notes["conflicts"], by_id),
        "not_conflicts": pairs(notes["not_conflicts"], by_id),
        "series": {k: series(v, mentions) for k, v in notes["series"].items()},
        "near_copies": notes["near_copies"],
        "relations": [{"from": a, "to": b, "type": kind, "note": note} for a, b, kind, note in notes["relations"]],
    }


def build(folder: Path) -> None:
    """Writes gold.json into a story's folder. Raises ValueError when annotated words are not in the report."""
    rows = (folder / "reports.jsonl").read_text("utf-8").splitlines()
    reports = {r["id"]: r for r in map(json.loads, rows)}
    notes = tomllib.loads((folder / "annotation.toml").read_text("utf-8"))
    made = json.dumps(gold(reports, notes), ensure_ascii=False, indent=1)
    (folder / "gold.json").write_text(made + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        build(Path(name))
