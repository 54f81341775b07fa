import pytest

from accordingto.model.claim import OTHER_FIGURE
from accordingto.model.text import Report
from accordingto.reading import read


def claims(text, published=None):
    return read(Report("r1", text, language="en", published=published)).claims


def values(text, published=None):
    return [(c.anchor.quote, dict(c.value_by)) for c in claims(text, published)]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "A blast killed nine people, the mayor said. A Red Cross official put the dead at 14.",
            "mayor",
            "official",
        ),
        ("Organisers said that 80,000 people marched. Police put the number at 11,000.", "organisers", "police"),
        ("Organisers put the crowd at 80,000. Police: 11,000.", "organisers", "police"),
        ("The strike killed five soldiers, the army said. The navy said that two had died.", "army", "navy"),
        (
            "Villagers said that 40 houses burned. The prefect said only nine houses burned.",
            "villagers",
            "prefect",
        ),
    ],
)
def test_each_of_two_figures_for_one_thing_is_denied_by_the_other(text, first, second):
    found = [by for _, by in values(text) if -3 in by.values()]
    assert [sorted(by.values()) for by in found] == [[-3, 3], [-3, 3]]
    assert [next(n for n, v in by.items() if v < 0).split()[-1] for by in found] == [second, first]


@pytest.mark.parametrize(
    "text",
    [
        "A blast killed at least nine people, the mayor said. A Red Cross official put the dead at 14.",
        "Three people were killed in Kharkiv, the mayor said. Two people were killed in Odesa, the governor said.",
        "A mine killed two soldiers, the army said. The mayor said three more soldiers were killed.",
        "Kyiv said it shot down 30 drones. Moscow said it shot down 12 drones.",
        "The port fined nine ships, the mayor said. The harbour office put the cost at 14 dollars.",
        "The mayor said nine people had died. The mayor put the dead at 14.",
    ],
)
def test_figures_that_may_both_hold_are_no_rivals(text):
    assert all(-3 not in by.values() for _, by in values(text))


def test_figures_of_two_days_are_no_rivals():
    text = "Nine people died on Monday, police said. Four people died on Tuesday, the coroner said."
    assert all(-3 not in by.values() for _, by in values(text, "2024-05-24"))


def test_the_reason_names_who_has_another_figure():
    found = claims("A blast killed nine people, the mayor said. The navy put the dead at 14.")
    killed = next(c for c in found if c.anchor.quote == "killed")
    assert f"{OTHER_FIGURE}navy" in killed.reasons


def test_a_sentence_with_thousands_of_figures_is_read():
    text = "The mayor said " + " and ".join(f"{n} ships sank" for n in range(2, 400)) + "."
    assert len(claims(text)) > 100
