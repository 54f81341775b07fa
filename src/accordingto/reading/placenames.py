"""Where a text names a place: spans from the tagger and from the gazetteer, before they are resolved."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from accordingto.reading.countries import country_of
from accordingto.reading.gazetteer import Entry, lookup
from accordingto.reading.longernames import names_something_else
from accordingto.reading.parties import resolve
from accordingto.reading.tree import Parsed, Token

UNIT_WORDS = frozenset(
    ("region", "oblast", "province", "governorate", "krai", "prefecture", "county", "republic", "township")
)
"""Words for first- and second-order units."""
TOWN_WORDS = frozenset(("city", "town", "village", "settlement", "suburb", "port", "hamlet", "district"))
"""Words for settlements."""
_FACILITY = (
    r"(?:air ?base|naval base|air ?field|military base|army base|base|(?:international )?airport"
    r"|(?:border )?crossing|checkpoint|nuclear (?:power )?(?:plant|station)|power (?:plant|station)|cosmodrome"
    r"|spaceport|dam|bridge|university|hospital|refinery|prison|stadium|cathedral|refugee camp|highway|motorway"
    r"|square)"
)
_WATER = r"(?:river|strait|sea|lake|bay|gulf|canal|ocean|channel|reservoir)"
_TAIL = re.compile(
    rf"(?:{'|'.join(sorted(UNIT_WORDS))}|{_FACILITY}|{_WATER}|peninsula|islands?|desert|valley)$", re.I
)
# What _TAIL can end with.
_TAIL_ENDS = UNIT_WORDS | frozenset((
    "airbase", "base", "airfield", "field", "airport", "crossing", "checkpoint", "plant", "station", "cosmodrome",
    "spaceport", "dam", "bridge", "university", "hospital", "refinery", "prison", "stadium", "cathedral", "camp",
    "highway", "motorway", "square", "river", "strait", "sea", "lake", "bay", "gulf", "canal", "ocean", "channel",
    "reservoir", "peninsula", "island", "islands", "desert", "valley",
))  # fmt: skip
_KIND_OF_TAIL = (
    (re.compile(rf"\b(?:{'|'.join(sorted(UNIT_WORDS))})$", re.I), "region"),
    (re.compile(rf"\b{_FACILITY}$|^(?:highway|route|camp) | street$", re.I), "facility"),
    (re.compile(rf"\b{_WATER}$|^(?:lake|river|gulf|bay|strait|sea) ", re.I), "water"),
)
_PREFIX = frozenset({
    "southern", "northern", "eastern", "western", "central", "northeastern", "northwestern", "southeastern",
    "southwestern", "southeast", "southwest", "northeast", "northwest", "mainland", "downtown", "neighbouring",
    "neighboring", "nearby", "rural", "occupied", "greater", "upper", "lower", "inner", "outer", "far",
    "south", "north", "east", "west", "mid", "the", "a", "an", "in", "of", "state", "us", "u.s.", "village",
    "district", "city", "town", "province", "near", "former", "old", "-",
})  # fmt: skip
_GENERIC = frozenset({
    "state", "court", "district", "center", "centre", "hall", "house", "hospital", "highway", "interstate",
    "central", "park", "city", "county", "square", "street", "village", "island", "islands", "delta",
    "capital", "station", "route", "school", "university", "church", "college", "airport", "building",
    "bridge", "river", "lake", "sea", "border", "lot", "continental", "western", "eastern", "northern",
    "southern", "global", "region", "province", "market", "museum",
})  # fmt: skip
_COMPASS = frozenset(("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"))
_WHERE = frozenset(
    ("in", "at", "near", "outside", "around", "on", "over", "across", "into", "from", "towards", "toward")
)
_WHERE_A_PERSON_IS_NOT = frozenset(("in", "near", "outside", "over", "across", "into"))
_KNOWN = 20_000
"""People from whom on a town is taken for itself where the tagger saw something else and a place is told."""
_PLACE_LABELS = ("Location", "Facility")
_LOOSE = ("Organization", "Misc", "Person", "Product", "NORP")
_LONGEST = 6
_INSIDE_NAMES = frozenset(
    ("of", "the", "and", "-", "de", "la", "el", "al", "del", "le", "les", "sur", "upon", "’s", "'s")
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of tokens that may name a place. `label` is the tagger's ("" where the gazetteer alone says so).

    `shape` is the kind that the name itself shows ("Kursk region", "Lake Victoria"), if any.
    """

    tokens: tuple[Token, ...]
    name: str
    entries: tuple[Entry, ...]
    label: str
    shape: str | None = None

    @property
    def head(self) -> Token:
        """The token whose head lies outside the name."""
        if len(self.tokens) == 1:
            return self.tokens[0]
        inside = set(map(id, self.tokens))
        return next((t for t in self.tokens if t.head is None or id(t.head) not in inside), self.tokens[-1])


def find_candidates(parsed: Parsed) -> list[Candidate]:
    """The candidates of a text in text order; none overlaps another."""
    found: list[Candidate] = []
    labelled: dict[int, set[str]] = {}
    for token in [t for t in parsed.tokens if t.ner != "O"]:
        labelled.setdefault(token.sentence, set()).add(token.ner[2:])
    for index in range(len(parsed.sentences)):
        words, labels = parsed.words(index), labelled.get(index, set())
        taken: set[int] = set()
        tagged = _tagged(parsed, words) if not labels.isdisjoint(_PLACE_LABELS) else ()
        loose = _loose(parsed, words) if not labels.isdisjoint(_LOOSE) else ()
        for candidate in (*tagged, *loose, *_untagged(parsed, words)):
            places = {t.i for t in candidate.tokens}
            if places & taken or _is_other(candidate):
                continue
            if not (
                _may_be_part(candidate) and names_something_else(parsed, candidate.head, candidate.tokens[-1])
            ):
                taken |= places
                found.append(candidate)
    return sorted(found, key=lambda c: c.tokens[0].i)


def candidate_at(parsed: Parsed, start: int, end: int) -> Candidate | None:
    """What stands at `start:end` (code points), taken for a place name; None where no word stands there.

    An adjective ("Turkish") means its country.
    """
    tokens = parsed.at(start, end)
    if not tokens:
        return None
    name = parsed.text[start:end]
    form = country_of(name)
    if form is not None and form.role == "demonym":
        entries = tuple(e for e in lookup(form.country.name) if e.kind == "country")
    else:
        inner = _trimmed(parsed, tokens) or tokens
        entries = lookup(name) or _generic(parsed, tokens, name) or lookup(_text(parsed, inner))
    return Candidate(tuple(tokens), name, entries, _label(tokens[-1]) or "Location", shape_of(name))


def _is_other(candidate: Candidate) -> bool:
    """A point of the compass, an adjective, a people, or a body that is no country's ("the West", "U.N.")."""
    name = candidate.name
    if name.lower() in _COMPASS or name.lower() in _GENERIC or not any(c.isalpha() for c in name):
        return True
    if any(e.kind != "city" for e in candidate.entries):
        return False
    form = country_of(name)
    if form is not None:
        return form.role == "demonym" and not candidate.entries
    party = resolve(name)
    short = name.replace(".", "")
    return (party is not None and party.country != party.bloc) or (short.isupper() and len(short) < 5)


def _may_be_part(candidate: Candidate) -> bool:
    """Whether it may be the beginning of another name, or a team's: countries and names with a kind are not."""
    kinds = {e.kind for e in candidate.entries}
    return bool(kinds) and candidate.shape is None and "country" not in kinds


def _label(token: Token) -> str:
    return token.ner[2:] if token.ner != "O" else ""


def _runs(words: list[Token], labels: tuple[str, ...]) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in words:
        inside = token.ner[2:] in labels
        if run and (not inside or (token.ner.startswith("B-") and not _joins(run, token))):
            yield run
            run = []
        if inside:
            run.append(token)
    if run:
        yield run


def _joins(run: list[Token], token: Token) -> bool:
    """Whether a new label goes on with the name before it: "Crimean Bridge", "Russian Far East" cut in two."""
    return run[-1].end + 1 == token.start and token.head is not None and run[-1].head in (token, token.head)


def _tagged(parsed: Parsed, words: list[Token]) -> Iterator[Candidate]:
    for run in _runs(words, _PLACE_LABELS):
        for part in _parts(parsed, run):
            part = _trimmed(parsed, part)
            if part:
                yield _extended(parsed, words, part, _label(part[-1]) or "Location")


def _parts(parsed: Parsed, run: list[Token]) -> Iterator[list[Token]]:
    """A run cut at commas and at "and", unless the whole is one name ("Bosnia and Herzegovina")."""
    if any(t.text == "," or t.pos == "CCONJ" for t in run) and lookup(_text(parsed, run)):
        yield run
        return
    part: list[Token] = []
    for token in run:
        if token.text in (",", ";", "/", "(", ")") or token.pos == "CCONJ":
            if part:
                yield part
            part = []
        else:
            part.append(token)
    if part:
        yield part


def _text(parsed: Parsed, tokens: list[Token] | tuple[Token, ...]) -> str:
    return parsed.text[tokens[0].start : tokens[-1].end]


def _trimmed(parsed: Parsed, part: list[Token]) -> list[Token]:
    """Without article, possessive, "southern", "hospital"; a name may begin small where it is known ("kyiv")."""
    while part and (not part[-1].text[:1].isalnum() or part[-1].pos in ("ADP", "VERB") or _common(parsed, part)):
        part = part[:-1]
    while part and (part[0].lower in ("the", "'s", "’s") or not part[0].text[:1].isalnum()):
        part = part[1:]
    short = part
    while len(short) > 1 and short[0].lower in _PREFIX and not lookup(_text(parsed, short)):
        short = short[1:]
    if short and (len(short) == len(part) or lookup(_text(parsed, short)) or part[0].text.islower()):
        part = short
    named = any(t.text[:1].isupper() or not t.text.isascii() for t in part)
    return part if named or (part and lookup(_text(parsed, part))) else []


def _common(parsed: Parsed, part: list[Token]) -> bool:
    """Whether the last word is a common noun that belongs to no name: the delta of "Nile delta"."""
    last = part[-1]
    if len(part) < 2 or not last.text.islower() or lookup(_text(parsed, part)):
        return False
    if not _TAIL.match(last.text):
        return True
    # "a West Virginia hospital" is somewhere in the state, "Mitiga airport" is a name.
    return shape_of(_text(parsed, part)) == "facility" and _wide(lookup(_text(parsed, part[:-1])))


def _wide(entries: tuple[Entry, ...]) -> bool:
    return bool(entries) and entries[0].kind in ("country", "region")


def _extended(parsed: Parsed, words: list[Token], part: list[Token], label: str) -> Candidate:
    """With the words after it that belong to the name: "Rafah crossing", "Engels air base", "Kursk region"."""
    base = words[0].i
    start, end = part[0].i - base, part[-1].i - base + 1
    for stop in range(min(len(words), end + 4), end, -1):
        longer = words[start:stop]
        last = longer[-1]
        if not last.text[:1].isupper() and last.lower not in _TAIL_ENDS:
            continue
        if any(t.pos == "PUNCT" and t.text != "-" for t in longer[end - start :]):
            continue
        tail = _TAIL.match(_text(parsed, words[end:stop])) if last.lower in _TAIL_ENDS else None
        if not last.text[:1].isupper() and not tail:
            continue
        text = _text(parsed, longer)
        entries = lookup(text)
        if entries and (stop == len(words) or not words[stop].text.startswith("-")):
            return _candidate(parsed, longer, label, entries)
        if tail:
            return _candidate(parsed, longer, label, _generic(parsed, part, text))
    return _candidate(
        parsed, part, label, lookup(_text(parsed, part)) or _generic(parsed, part, _text(parsed, part))
    )


def _candidate(parsed: Parsed, tokens: list[Token], label: str, entries: tuple[Entry, ...]) -> Candidate:
    text = _text(parsed, tokens)
    return Candidate(tuple(tokens), text, entries, label, shape_of(text))


@lru_cache(maxsize=16384)
def shape_of(name: str) -> str | None:
    """The kind that a name shows by itself: a region, a facility or a water; None where it shows none."""
    return next((kind for pattern, kind in _KIND_OF_TAIL if pattern.search(name)), None)


def _generic(parsed: Parsed, part: list[Token], text: str) -> tuple[Entry, ...]:
    """ "Bryansk province" by its first name, "Lake Constance" without its kind; a facility lies at its town."""
    shape = shape_of(text)
    if shape is None:
        return ()
    name = _text(parsed, part)
    stem = re.sub(rf"(?: (?:{'|'.join(sorted(UNIT_WORDS))}|{_FACILITY}|{_WATER}))+$", "", name, flags=re.I)
    entries = lookup(stem) if stem else ()
    if shape == "region":
        units = [e for word in ("Oblast", "region") for e in lookup(f"{stem} {word}") if e.kind == "region"]
        return tuple(dict.fromkeys(units)) or tuple(e for e in entries if e.kind in ("region", "area", "city"))
    return tuple(e for e in entries if e.kind == shape or (shape == "facility" and _holds_facilities(e)))


def _holds_facilities(entry: Entry) -> bool:
    return entry.population >= 5000 if entry.kind == "city" else entry.kind not in ("water", "country")


def _loose(parsed: Parsed, words: list[Token]) -> Iterator[Candidate]:
    """Names that the tagger took for something else and the gazetteer knows as a country, a seat or an area."""
    for run in _runs(words, _LOOSE):
        part = _trimmed(parsed, _from_start(words, run))
        if not part:
            continue
        label = _label(part[-1])
        bare = Candidate(tuple(part), "", (), label)
        if label == "Person" and len(part) > 1 and not _is_told_as_place(bare, label):
            continue  # before it is looked up
        candidate = _extended(parsed, words, part, label)
        kept = tuple(e for e in candidate.entries if _stands(candidate, e, label, words))
        if kept:
            yield Candidate(candidate.tokens, candidate.name, kept, label, candidate.shape)


def _from_start(words: list[Token], run: list[Token]) -> list[Token]:
    """With the capitalised word before it where the tagger began a name in the middle ("White House")."""
    before = words[run[0].i - words[0].i - 1] if run[0].i > words[0].i else None
    begun = before is not None and run[0].ner.startswith("I-") and before.ner == "O" and before.text[:1].isupper()
    return [before, *run] if begun and before is not None else run


def _stands(candidate: Candidate, entry: Entry, label: str, words: list[Token]) -> bool:
    ours = entry.own and entry.kind != "country"
    if entry.kind == "city" and entry.population >= _KNOWN and _is_told_as_place(candidate, label):
        return True
    if label == "NORP":
        return entry.kind == "country"
    if label == "Organization":
        if candidate.shape == "facility":
            return entry.kind == "facility" or (entry.kind == "city" and _in_space(candidate))
        return _is_capital(entry) or entry.kind == "country" or (ours and entry.kind != "water")
    if label == "Person":
        after = candidate.tokens[0].i - words[0].i - 1
        listed = after > 0 and words[after].text == "," and _label(words[after - 1]) == "Location"
        return len(candidate.tokens) == 1 and (entry.kind == "region" if listed else entry.kind == "area")
    return ours


def _is_told_as_place(candidate: Candidate, label: str) -> bool:
    """Whether it stands where places stand: "over Hodeida", "from Primorsko-Akhtarsk and Kursk"."""
    if candidate.shape:
        return False
    head = candidate.head
    while head.rel == "conj" and head.head is not None:
        head = head.head
    case = head.child("case")
    allowed = _WHERE_A_PERSON_IS_NOT if label == "Person" else _WHERE
    return head.base in ("obl", "nmod") and case is not None and case.lower in allowed


def _is_capital(entry: Entry) -> bool:
    form = country_of(entry.name)
    return (
        entry.kind == "city" and form is not None and form.role == "capital" and form.country.iso2 == entry.country
    )


def _in_space(candidate: Candidate) -> bool:
    """Whether something happens at it: hit, reached, in, near, outside."""
    head = candidate.head
    case = head.child("case")
    return head.base == "obj" or (
        case is not None and case.lower in ("in", "at", "near", "outside", "around", "on")
    )


def _untagged(parsed: Parsed, words: list[Token]) -> Iterator[Candidate]:
    """Names without a label that only a place bears: countries, our own rows, large towns."""
    at = 0
    for begin in [i for i, t in enumerate(words) if t.ner == "O" and (t.text[:1].isupper() or t.pos == "PROPN")]:
        if begin < at or words[begin].pos in ("DET", "ADP", "PUNCT"):
            continue
        size = next((n for n in _sizes(words, begin) if _names(parsed, words, begin, n)), 0)
        if size:
            at = begin + size
            yield _extended(parsed, words, words[begin:at], "")


def _sizes(words: list[Token], at: int) -> Iterator[int]:
    """How many words from here on may be one name, the longest first: it ends with a large letter, or is one
    word."""
    ends = at + 1
    for stop in range(at + 1, min(len(words), at + _LONGEST)):
        word = words[stop]
        if word.ner != "O" or not (word.text[:1].isupper() or word.lower in _INSIDE_NAMES):
            break
        ends = stop + 1
    return (n for n in range(ends - at, 0, -1) if n == 1 or words[at + n - 1].text[:1].isupper())


def _names(parsed: Parsed, words: list[Token], at: int, size: int) -> bool:
    tokens = words[at : at + size]
    first, last = tokens[0], tokens[-1]
    if last.pos in ("PUNCT", "PART"):
        return False
    if not first.text[:1].isupper():
        form = country_of(first.text) if size == 1 and first.pos == "PROPN" else None
        return form is not None and form.role in ("name", "capital")
    short = first.text.isupper() and len(first.text) < 4
    if size == 1 and (first.pos != "PROPN" or short or _in_longer_name(words, at)):
        return False
    entries = lookup(_text(parsed, tokens))
    return any(e.kind == "country" or e.own or (e.kind == "city" and e.population >= 100_000) for e in entries)


def _in_longer_name(words: list[Token], at: int) -> bool:
    token = words[at]
    near = [words[i] for i in (at - 1, at + 1) if 0 <= i < len(words)]
    return any(n.pos == "PROPN" and (n.head is token or token.head is n) for n in near)
