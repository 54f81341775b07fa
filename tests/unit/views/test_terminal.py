import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from rich.console import Console

from accordingto.ledger import SourceRecord
from accordingto.views.panel import panel
from accordingto.views.panel_terminal import others, show_panel
from accordingto.views.terminal import STYLES, marked_text, show_events, show_reading, show_sources
from tests import build
from tests.strategies import readings
from tests.unit.views.story import WIRE

HOSTILE = (
    "[red]bold[/red] \x1b[31mred\x1b]0;title\x07 \u202eesrever\u202c <script>x</script> :smile: https://a.example"
)


def printed(what, width=80, color=False):
    out = io.StringIO()
    colors = {"force_terminal": True, "color_system": "standard"} if color else {"color_system": None}
    console = Console(file=out, width=width, markup=False, emoji=False, highlight=False, **colors)
    console.print(what)
    return out.getvalue()


def test_a_reading_shows_text_chain_and_claims(ledger):
    shown = printed(show_reading(ledger.read[0]))
    assert "Boats leave" in shown
    assert "Meridian Herald · 4 Mar 2025" in shown
    assert " ".join(shown.split()).count(WIRE) == 1
    tree = shown[shown.index("Who says what: 2") : shown.index("What is claimed: 1")]
    assert tree.index("Meridian Herald") < tree.index("← Meridian Agency") < tree.index("← Coast Guard")
    assert "said on 3 Mar 2025" in " ".join(tree.replace("│", " ").split())
    assert "MOBILIZE depart · happened · 12 boats" in shown
    assert "Coast Guard certain (+3)" in shown


def test_roles_have_a_colour_each_and_happenings_are_underlined(ledger):
    text = marked_text(ledger.read[0])
    assert text.plain == WIRE
    styles = {WIRE[s.start : s.end]: str(s.style) for s in text.spans}
    assert styles["The Coast Guard"] == STYLES["source"]
    assert styles["said"] == STYLES["cue"]
    assert styles["left"] == f"{STYLES['content']} underline"
    assert "\x1b[1;36mThe Coast Guard" in printed(text, color=True)


def test_without_colour_roles_still_differ(ledger, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    out = io.StringIO()
    Console(file=out, force_terminal=True, width=80).print(marked_text(ledger.read[0]))
    shown = out.getvalue()
    assert "\x1b[1mThe Coast Guard" in shown
    assert "\x1b[3msaid" in shown
    assert "\x1b[4mleft" in shown
    assert "36m" not in shown


def hostile_reading():
    text = f"{HOSTILE} said {HOSTILE[:20]} left."
    return build.reading(build.report(text, outlet=HOSTILE, title=HOSTILE))


def test_hostile_text_neither_steers_the_terminal_nor_is_taken_for_markup():
    shown = printed(show_reading(hostile_reading()), width=400, color=True)
    assert "[red]bold[/red]" in shown
    assert "␛[31mred␛]0;title␇" in shown
    assert "\x1b[31m" not in shown
    assert "\x1b]" not in shown
    assert "\x07" not in shown
    assert "\u202e" not in shown
    assert ":smile:" in shown


@settings(max_examples=12)
@given(readings())
def test_any_reading_can_be_shown(reading):
    shown = printed(show_reading(reading), width=60)
    assert set(shown) & set(map(chr, [*range(9), *range(11, 32)])) == set()
    assert "What is claimed" in shown


@pytest.mark.parametrize("width", [60, 80, 120])
def test_nothing_is_wider_than_the_terminal(ledger, width):
    for what in (
        show_reading(ledger.read[0]),
        show_panel(panel(ledger, "e1"), width),
        show_events(ledger.events()),
        show_sources(ledger.sources()),
    ):
        assert max(len(line) for line in printed(what, width).splitlines()) <= width


def test_the_panel_says_state_origins_denials_numbers_conflicts_and_copies(ledger):
    shown = printed(show_panel(panel(ledger, "e1"), 100), 100)
    head, _, rest = shown.partition("Said by")
    assert "●●" in head
    assert "independent (2)" in head
    assert "strict 2 / lenient 2" in head
    assert "4 reports, 3 report lines" in head
    assert "corroborated, disputed since 6 Mar 2025" in head
    said, _, rest = rest.partition("Denied by")
    first = "Coast Guard  state body · France · 2 reports · first said 3 Mar 2025"
    assert said.index(first) < said.index("via Meridian Agency") < said.index("Meridian Herald  4 Mar 2025")
    assert "“12 boats left Port Alma”" in said
    assert "repeats Meridian Herald" in said
    assert "Two fishermen  witness · anonymous · 1 report" in said
    denied, _, rest = rest.partition("Numbers, by what they count")
    assert "Harbour Ministry" in denied
    assert "“any boats left Port Alma”" in denied
    numbers, _, rest = rest.partition("Cannot both hold")
    assert "about 20  Two fishermen" in numbers
    assert "existence  one supports, the other denies" in rest
    assert "Evening Lamp repeats Meridian Herald  credited, 84% of its words" in rest


def test_no_view_passes_a_verdict(ledger):
    shown = printed(show_panel(panel(ledger, "e1"), 100), 100).casefold()
    assert "confirmed" not in shown
    assert "true" not in shown


def test_hostile_names_in_a_panel_are_shown_and_not_obeyed(ledger):
    whole = ledger.whole
    parties = tuple(replace(p, name=HOSTILE, bloc=HOSTILE) for p in whole.parties)
    event = replace(whole.events[0], gloss=HOSTILE, origins=(HOSTILE,), places=(HOSTILE,))
    ledger.whole = replace(whole, parties=parties, events=(event,))
    shown = printed(show_panel(panel(ledger, "e1"), 300), 300, color=True)
    assert "[red]bold[/red]" in shown
    assert "\x1b[31mred" not in shown
    assert "\u202e" not in shown


def test_events_are_listed_with_origins_and_id(ledger):
    shown = printed(show_events(ledger.events(), more=True))
    assert "●●  12 boats left Port Alma" in shown
    assert "independent (2) · 4 reports · corroborated, disputed" in shown
    assert "e1" in shown
    assert "There are more" in shown
    assert "There are more" not in printed(show_events(ledger.events()))
    assert "Also found" in printed(others(ledger.events()))
    assert printed(others(())).strip() == ""


def test_sources_are_listed_with_how_much_they_said(ledger):
    record = SourceRecord(ledger.parties()[2], 2, 1, 0, 7)
    line = next(line for line in printed(show_sources([record])).splitlines() if "fishermen" in line)
    assert line.split() == ["Two", "fishermen", "anonymous", "witness", "7", "1", "0"]
