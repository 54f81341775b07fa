import pytest

from accordingto.reading.factuality import told
from accordingto.reading.parse import parse
from accordingto.reading.segment import segment


def status(text, anchor):
    parsed = parse(text, segment(text))
    found = told(next(t for t in parsed.tokens if t.text == anchor))
    return found.status, found.value


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        ("The army captured the village on Monday.", "captured", ("happened", 3)),
        ("The army has captured the village.", "captured", ("happened", 3)),
        ("The army is shelling the village.", "shelling", ("ongoing", 3)),
        ("The ministry will send four ships to Orlo.", "send", ("planned", 3)),
        ("The dam may collapse within days.", "collapse", ("predicted", 1)),
        ("The army did not capture the village.", "capture", ("did-not-happen", -3)),
        ("The board told the villagers not to drink the water.", "drink", ("did-not-happen", 0)),
        ("The cabinet decided not to send the ships.", "send", ("did-not-happen", -3)),
        ("The firm failed to deliver the pumps.", "deliver", ("did-not-happen", -3)),
        ("No officer was arrested.", "arrested", ("did-not-happen", -3)),
        ("The mayor refused to rule out further arrests.", "arrests", ("hypothetical", 1)),
        ("The mayor did not rule out further arrests.", "arrests", ("hypothetical", 1)),
        ("The mayor ruled out further arrests.", "arrests", ("did-not-happen", -3)),
        ("Two clerks reckoned that closing it would save money.", "save", ("hypothetical", 2)),
        ("Two clerks reckoned that closing it would have saved money.", "saved", ("hypothetical", 0)),
        ("A report that the mission was to be evacuated proved wrong.", "evacuated", ("planned", 3)),
        ("The council decided to close the road.", "close", ("planned", 3)),
        ("If the dam collapses, the town floods.", "collapses", ("conditional", 0)),
        ("The army probably captured the village.", "captured", ("happened", 2)),
    ],
)
def test_status_and_value(text, anchor, expected):
    assert status(text, anchor) == expected
