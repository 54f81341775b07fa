"""The tree of an event, drawn: each origin, who relays its word, and the reports that have it from there.

One drawing for wide windows, in columns from the root to the reports, one for narrow ones, as an indented list.
Nothing is counted here: the drawing shows the links of `panel`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from accordingto.views.drawing import escaped, fitted, joined, picture, tag, width_of, wrapped
from accordingto.views.panel import Headline, Link, Origin, Telling, quoted
from accordingto.views.words import PLAIN_STATUSES, count, day, one_line

ROW = 23.0
LABEL = 208.0  # pixels for the names of origins, at the left
COLUMN = 158.0  # for each relay, where there are many; where there are few they have more room
LEAF = 420.0  # at least, for the day, the outlet and the words of a report
WIDE = 1232.0
NARROW = 340.0
SIZE = 13.0


@dataclass
class _Node:
    """A place in the tree: a party or a report (then `telling`), with how many reports hang on it."""

    name: str
    depth: int
    telling: Telling | None = None
    inside: "list[_Node]" = field(default_factory=list)
    x: float = 0.0
    y: float = 0.0

    def leaves(self) -> "Iterator[_Node]":
        if self.telling:
            yield self
        for node in self.inside:
            yield from node.leaves()

    def all(self) -> "Iterator[_Node]":
        yield self
        for node in self.inside:
            yield from node.all()


def wide(origins: Sequence[Origin], kind: str, label: str) -> Markup:
    """The tree for a wide window. `kind` is the class that gives it its colour: support, deny, other."""
    trees = [(o, _tree(o)) for o in origins]
    deepest = max((n.depth for _, root in trees for n in root.all()), default=1)
    relays = max(0, deepest - 1)
    column = max(COLUMN, min(230.0, (WIDE - LABEL - 560) / (relays + 1)))
    leaf_x = LABEL - 36 + column * (relays + 1) if relays else LABEL + 114
    width = max(LEAF, WIDE - leaf_x)
    y, parts = 8.0, []
    for origin, root in trees:
        leaves = list(root.leaves())
        lines = _root_lines(origin)
        height = max(len(leaves) * ROW, len(lines) * 16 + 6)
        _place(root, y + (height - len(leaves) * ROW) / 2 + ROW / 2, leaf_x, column)
        parts.append(_origin_wide(origin, root, lines, (column, width)))
        y += height + 14
    return picture(joined(parts), leaf_x + width, y, label=label, class_=f"tree wide {kind}")


def _tree(origin: Origin) -> _Node:
    """An origin as nodes. Where it has one party, the party is the root; else the bloc is, with its parties."""
    root = _Node(origin.name, 0)
    if len(origin.links) == 1:
        _hang(root, origin.links[0])
    else:
        for link in origin.links:
            party = _Node(link.party.name, 1)
            _hang(party, link)
            root.inside.append(party)
    return root


def _hang(node: _Node, link: Link) -> None:
    for telling in sorted(link.tellings, key=lambda t: (t.report.published or "9", t.report.id)):
        node.inside.append(_Node(_name(telling.report), node.depth + 1, telling))
    for relay in link.relays:
        further = _Node(relay.party.name, node.depth + 1)
        _hang(further, relay)
        node.inside.append(further)


def _name(report: Headline) -> str:
    return one_line(report.outlet or report.title or report.id)


def _place(root: _Node, y: float, leaf_x: float, column: float) -> None:
    for n, leaf in enumerate(root.leaves()):
        leaf.x, leaf.y = leaf_x, y + n * ROW
    _middle(root, column)


def _middle(node: _Node, column: float) -> None:
    for inner in node.inside:
        _middle(inner, column)
    if not node.telling:
        node.x = LABEL + 12 + column * node.depth - (40 if node.depth else 0)
        ys = [inner.y for inner in node.inside] or [node.y]
        node.y = (ys[0] + ys[-1]) / 2


def _root_lines(origin: Origin) -> list[tuple[str, str]]:
    """The words beside a root, each with its class."""
    lines = [(line, "name") for line in wrapped(origin.name, LABEL - 14, 15.5, 2)]
    kinds = {link.party.class_ for link in origin.links}
    facts = [next(iter(kinds)).replace("_", " ")] if len(kinds) == 1 else []
    facts += ["anonymous"] * origin.anonymous + ([origin.behind] if origin.behind else [])
    said = [words for words in (" · ".join(facts), _figures(origin)) if words]
    return lines + [(fitted(words, LABEL - 14, 12), "facts") for words in said]


def _figures(origin: Origin) -> str:
    first = f" · since {day(origin.first_said)}" if origin.first_said else ""
    return count(origin.reports, "report") + first


def _origin_wide(origin: Origin, root: _Node, lines: list[tuple[str, str]], room: tuple[float, float]) -> Markup:
    top = root.y - len(lines) * 8 + 11
    words = [
        tag("text", text, class_=class_, x=0, y=top + 16 * n + (0 if class_ == "name" else 1))
        for n, (text, class_) in enumerate(lines)
    ]
    branches = [_branch(node, inner) for node in root.all() for inner in node.inside]
    relays = [_relay(node, room[0]) for node in root.all() if node.depth and not node.telling]
    leaves = [_leaf(leaf, room[1]) for leaf in root.leaves()]
    shape = _root_mark(origin, root.x, root.y)
    parts = [*branches, *_copies(root), shape, *words, *relays, *leaves]
    return tag("g", *parts, class_="origin counted" if origin.counts else "origin")


def _root_mark(origin: Origin, x: float, y: float) -> Markup:
    class_ = " ".join(["root", *(["anonymous"] if origin.anonymous else []), *([] if origin.counts else ["open"])])
    return tag("circle", class_=class_, cx=x, cy=y, r=7.0)


def _branch(node: _Node, inner: _Node) -> Markup:
    """A branch is as thick as the reports that hang on it are many; to a report it bends soon and runs level."""
    under = sum(1 for _ in inner.leaves())
    near = min(inner.x, node.x + 110) if inner.telling else inner.x
    path = f"{_curve((node.x, node.y), (near, inner.y))}H{inner.x:.1f}"
    copied = " copied" if inner.telling and inner.telling.copies else ""
    wide, to = 0.6 + 0.9 * under**0.5, escaped(_key(inner))
    return Markup(f'<path class="branch{copied}" d="{path}" stroke-width="{wide:.1f}" data-to="{to}"></path>')


def _curve(start: tuple[float, float], end: tuple[float, float], by: float | None = None) -> str:
    """A path that leaves and arrives level, by way of the middle or of another x."""
    (ax, ay), (bx, by_) = start, end
    middle = (ax + bx) / 2 if by is None else by
    return f"M{ax:.1f} {ay:.1f}C{middle:.1f} {ay:.1f} {middle:.1f} {by_:.1f} {bx:.1f} {by_:.1f}"


def _key(node: _Node) -> str:
    """The reports under a node, by which a script joins a leaf to its branches."""
    return " ".join(leaf.telling.report.id for leaf in node.leaves() if leaf.telling)


def _relay(node: _Node, column: float) -> Markup:
    name = fitted(node.name, column - 22, 12.5)
    return tag(
        "g",
        tag("title", one_line(node.name)),
        tag("circle", class_="relay", cx=node.x, cy=node.y, r=4.0),
        tag("text", name, class_="via", x=node.x + 2, y=node.y - 8),
    )


def _copies(root: _Node) -> list[Markup]:
    """A bow from a report to each that repeats its words."""
    at = {leaf.telling.report.id: leaf for leaf in root.leaves() if leaf.telling}
    bows = []
    for leaf in at.values():
        source = at.get(leaf.telling.copies or "") if leaf.telling else None
        if source is not None:
            reach = leaf.x - 12 - min(20.0, abs(leaf.y - source.y) / 6)
            path = _curve((source.x - 4, source.y), (leaf.x - 5, leaf.y), reach)
            bows.append(tag("path", class_="bow", d=path))
    return bows


def _leaf(leaf: _Node, width: float) -> Markup:
    telling = leaf.telling
    assert telling is not None
    published = day(telling.report.published) if telling.report.published else "no date"
    name = fitted(leaf.name, min(260.0, width - 100), SIZE)
    words = f'<tspan class="when">{escaped(published)}</tspan>'
    words += f'<tspan class="outlet" x="{leaf.x + 96:.1f}">{escaped(name)}</tspan>'
    left = width - 106 - width_of(name, SIZE) * 1.08 - 14
    quote = one_line(quoted(telling)[0].support.span.quote)
    tail, class_ = _tail(telling, quote), "tail"
    if not tail:
        tail, class_ = f"“{quote}”", "said"
    if left > 40:
        words += f'<tspan class="{class_}" dx="9">{escaped(fitted(tail, left, 12.5))}</tspan>'
    title = f"<title>{escaped(f'{leaf.name}: {quote}')}</title>"
    return _report(leaf, telling, title, (leaf.x - 8, width), (leaf.x + 12, words))


def _report(
    leaf: _Node, telling: Telling, title: str, room: tuple[float, float], words: tuple[float, str]
) -> Markup:
    """The link of a leaf; written as one string, since an event has hundreds."""
    x, y = leaf.x, leaf.y
    return Markup(
        f'<a href="{escaped(address(telling))}" class="report" data-report="{escaped(telling.report.id)}">{title}'
        f'<rect class="hit" x="{room[0]:.1f}" y="{y - ROW / 2:.1f}" width="{room[1]:.1f}" height="{ROW:g}"></rect>'
        f'<circle class="leaf{" copied" if telling.copies else ""}" cx="{x:.1f}" cy="{y:.1f}" r="4"></circle>'
        f'<text x="{words[0]:.1f}" y="{y + 4.5:.1f}">{words[1]}</text></a>'
    )


def address(telling: Telling) -> str:
    """Where the words of a telling stand in its report."""
    span = quoted(telling)[0].support.span
    return f"/reports/{telling.report.id}?at={span.start}-{span.end}#shown"


def _tail(telling: Telling, quote: str) -> str:
    """What is to be said of a report beside its name: that it repeats another, that it tells of a plan."""
    if telling.copies:
        return "repeats another's words"
    statuses = {s.support.status for s in telling.stands} - set(PLAIN_STATUSES)
    return f"{', '.join(sorted(statuses))}: “{quote}”" if statuses else ""


def narrow(origins: Sequence[Origin], kind: str, label: str) -> Markup:
    """The tree for a narrow window: the same nodes below one another, indented by their depth."""
    y, parts = 4.0, []
    for origin in origins:
        root = _tree(origin)
        lines = [(line, "name") for line in wrapped(origin.name, NARROW - 24, 15.5, 2)]
        lines.append((fitted(_figures(origin), NARROW - 24, 12), "facts"))
        root.x, root.y = 8.0, y + 10
        words = [tag("text", t, class_=c, x=24, y=y + 15 + 17 * n) for n, (t, c) in enumerate(lines)]
        y = _below(root, y + 17 * len(lines) + 2)
        lines_down = [elbow for node in root.all() for elbow in _elbows(node)]
        below = [_line(node) for node in root.all() if node is not root]
        parts.append(
            tag(
                "g", *lines_down, _root_mark(origin, root.x, root.y), *words, *below,
                class_="origin counted" if origin.counts else "origin",
            )
        )  # fmt: skip
        y += 16
    return picture(joined(parts), NARROW, y, label=label, class_=f"tree narrow {kind}")


def _below(node: _Node, y: float) -> float:
    for inner in node.inside:
        inner.x, inner.y = node.x + (20 if inner.depth < 4 else 6), y + ROW / 2 + 2
        y = _below(inner, y + ROW + 2)
    return y


def _elbows(node: _Node) -> Iterable[Markup]:
    for inner in node.inside:
        path = f"M{node.x:.1f} {node.y:.1f}V{inner.y:.1f}H{inner.x:.1f}"
        yield Markup(
            f'<path class="branch" d="{path}" stroke-width="1.2" data-to="{escaped(_key(inner))}"></path>'
        )


def _line(node: _Node) -> Markup:
    if node.telling:
        return _leaf_narrow(node, node.telling)
    words = fitted(f"via {node.name}", NARROW - node.x - 12, 12.5)
    return joined([
        tag("circle", class_="relay", cx=node.x, cy=node.y, r=4.0),
        tag("text", words, class_="via", x=node.x + 10, y=node.y + 4),
    ])  # fmt: skip


def _leaf_narrow(node: _Node, telling: Telling) -> Markup:
    when = day(telling.report.published).rsplit(" ", 1)[0] if telling.report.published else "no date"
    name = fitted(node.name, NARROW - node.x - 72, SIZE)
    words = f'<tspan class="when">{escaped(when)}</tspan>'
    words += f'<tspan class="outlet" x="{node.x + 62:.1f}">{escaped(name)}</tspan>'
    return _report(node, telling, "", (node.x - 6, NARROW - node.x), (node.x + 10, words))
