import pytest

from accordingto.reading.parse import parse
from accordingto.reading.quantities import find_quantities
from accordingto.reading.segment import segment
from accordingto.reading.times import find_times
from accordingto.resources import table
from tests.unit.reading.plain import marked, parsed


def quantities(text, read=parsed, published="2024-10-18"):
    tree = read(text)
    return find_quantities(tree, find_times(tree, published))


def model(text):
    return parse(text, segment(text))


def found(text):
    return [(q.span.quote, q.op, q.low, q.high) for q in quantities(text)]


def test_every_pattern_finds_its_example_and_not_its_counter_example():
    wrong = []
    for row in table("en/quantity_patterns.tsv"):
        if row["kind"] != "rule":
            continue
        text, expected = marked(row["example"])
        spans = [q.span.quote for q in quantities(text)]
        if spans != expected:
            wrong.append((row["name"], spans))
        if row["name"] != "in_every" and quantities(row["counter_example"]):
            wrong.append((row["name"], row["counter_example"]))
    assert wrong == []


def test_every_hedge_widens_its_example_and_not_its_counter_example():
    wrong = []
    for row in table("en/hedges_number.tsv"):
        text, expected = marked(row["example"])
        if [(q.span.quote, q.op, q.best) for q in quantities(text)] != [(expected[0], row["op"], 40)]:
            wrong.append((row["phrase"], found(text)))
        if [q.op for q in quantities(row["counter_example"])] != ["="]:
            wrong.append((row["phrase"], found(row["counter_example"])))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They saw some 10,000 men.", ("some 10,000", "~", 9000, 11000)),
        ("They saw about 15 men.", ("about 15", "~", 13, 17)),
        ("They saw about 70 men.", ("about 70", "~", 63, 77)),
        ("They saw nearly three dozen men.", ("nearly three dozen", "~", 32, 36)),
        ("They saw just over 50 men.", ("just over 50", "~", 50, 55)),
        ("They saw at least 20 men.", ("at least 20", ">=", 20, None)),
        ("They saw more than 20 men.", ("more than 20", ">", 20, None)),
        ("They saw no more than 20 men.", ("no more than 20", "<=", 0, 20)),
        ("They saw fewer than 20 men.", ("fewer than 20", "<", 0, 20)),
        ("They saw 20 or more men.", ("20 or more", ">=", 20, None)),
        ("They saw from 20 to 30 men.", ("from 20 to 30", "range", 20, 30)),
        ("They saw some 20 to 30 men.", ("some 20 to 30", "range", 20, 30)),
        ("They saw 1.2-1.4 million men.", ("1.2-1.4 million", "range", 1_200_000, 1_400_000)),
        ("They saw six or seven men.", ("six or seven", "range", 6, 7)),
        ("They saw several hundred men.", ("several hundred", "~", 300, 900)),
        ("They saw a handful of men.", ("a handful", "~", 3, 5)),
        ("They saw scores of men.", ("scores", "~", 40, 99)),
        ("They saw tens of thousands of men.", ("tens of thousands", "~", 20_000, 99_999)),
        ("They saw millions of men.", ("millions", "~", 2_000_000, 9_999_999)),
        ("They saw at least several hundred men.", ("at least several hundred", ">=", 300, None)),
        ("They saw a score of men.", ("a score", "=", 20, 20)),
        ("They saw not a single man.", ("not a single", "=", 0, 0)),
        ("Of all men, none came.", ("none", "=", 0, 0)),
        ("They saw not one of the men.", ("not one", "=", 0, 0)),
        ("They saw some 400-odd men.", ("some 400-odd", "~", 360, 440)),
        ("They saw twenty-one million men.", ("twenty-one million", "=", 21_000_000, 21_000_000)),
        ("They saw a million one thousand men.", ("a million one thousand", "=", 1_001_000, 1_001_000)),
        ("They saw a quarter of a million men.", ("a quarter of a million", "=", 250_000, 250_000)),
        ("They saw three-quarters of a million men.", ("three-quarters of a million", "=", 750_000, 750_000)),
        ("They hope to raise 20 to 30 men.", ("20 to 30", "range", 20, 30)),
    ],
)
def test_intervals(text, expected):
    assert found(text) == [expected]


@pytest.mark.parametrize(
    ("text", "span", "best", "unit", "kind"),
    [
        ("It cost $3.4m.", "$3.4m", 3_400_000, "USD", "money"),
        ("It cost US$20.", "US$20", 20, "USD", "money"),
        ("It cost A$30m.", "A$30m", 30_000_000, "AUD", "money"),
        ("It cost EUR 5 million.", "EUR 5 million", 5_000_000, "EUR", "money"),
        ("It cost 5 million Swiss francs.", "5 million Swiss francs", 5_000_000, "CHF", "money"),
        ("It cost 300 Kenyan shillings.", "300 Kenyan shillings", 300, "KES", "money"),
        ("Police in Pakistan paid 300 rupees.", "300 rupees", 300, "PKR", "money"),
        ("A $60-million hall burned.", "$60-million", 60_000_000, "USD", "money"),
        ("It weighs 150 pounds.", "150 pounds", 150, "pound", "measure"),
        ("It holds 40 million cubic metres.", "40 million cubic metres", 40_000_000, "m3", "measure"),
        ("It holds 5,000 m3 of gas.", "5,000 m3", 5000, "m3", "measure"),
        ("Winds of 90 km/h blew.", "90 km/h", 90, "km_per_hour", "measure"),
        ("The pit is 6m deep.", "6m", 6, "m", "measure"),
        ("She won the 100m hurdles.", "100m", 100, "m", "measure"),
        ("It is 38°C.", "38°C", 38, "celsius", "measure"),
        ("A 30-kilometre zone was shut.", "30-kilometre", 30, "km", "measure"),
        ("It fell by 7 per cent.", "7 per cent", 7, "percent", "percent"),
        ("It fell by 25 basis points.", "25 basis points", 25, "basis_point", "percent"),
        ("It fell by 1.2 points.", "1.2 points", 1.2, "percentage_point", "percent"),
        ("Two-thirds of the hay burned.", "Two-thirds", 0.666667, "ratio", "percent"),
        ("Half of the hay burned.", "Half", 0.5, "ratio", "percent"),
        ("Nine out of ten wells are dry.", "Nine out of ten", 0.9, "ratio", "percent"),
        ("They saw over 1.000 boats.", "over 1.000", 1000, None, "count"),
        ("The party with 20 won again.", "20", 20, None, "count"),
        ("It cost 9,000 won.", "9,000 won", 9000, "KRW", "money"),
        ("It has 1.7m readers.", "1.7m", 1_700_000, None, "count"),
        ("The French mayor counted 1.500 boats.", "1.500", 1500, None, "count"),
        ("The mayor counted 1.500 boats.", "1.500", 1.5, None, "count"),
        ("It cost Rs 500 crore.", "Rs 500 crore", 5_000_000_000, "INR", "money"),
        ("It fell by a fifth.", "a fifth", 0.2, "ratio", "percent"),
        ("It was cut by half in May.", "half", 0.5, "ratio", "percent"),
        ("It fell to minus 15 degrees.", "minus 15 degrees", -15, "degree", "measure"),
        ("Output changed by -0.3%.", "-0.3%", -0.3, "percent", "percent"),
        ("It burned 2,000 sq km.", "2,000 sq km", 2000, "km2", "measure"),
        ("A 500-square-kilometre zone was shut.", "500-square-kilometre", 500, "km2", "measure"),
        ("It lies 12 nautical miles off.", "12 nautical miles", 12, "nautical_mile", "measure"),
        ("It holds 5,000 metric tons.", "5,000 metric tons", 5000, "tonne", "measure"),
        ("It weighs 7.5 t.", "7.5 t", 7.5, "tonne", "measure"),
    ],
)
def test_units(text, span, best, unit, kind):
    assert [(q.span.quote, q.best, q.unit, q.kind) for q in quantities(text)] == [(span, best, unit, kind)]


def test_a_change_is_two_numbers():
    assert [(q.span.quote, q.unit) for q in quantities("It rose from 12 to 19 euros.")] == [
        ("12", "EUR"),
        ("19 euros", "EUR"),
    ]


def test_both_ends_of_a_range_share_their_money():
    text = "It cost between $2bn and $2.5bn, then 3 to 4 million yen."
    assert [(q.low, q.high, q.unit) for q in quantities(text)] == [(2e9, 2.5e9, "USD"), (3e6, 4e6, "JPY")]


@pytest.mark.parametrize(
    "text",
    [
        "Flight 1549 and Line 2 were shut.",
        "A T-72 and a Su-34 burned.",
        "They fired 155mm shells.",
        "The G7 met.",
        "They won 3-1.",
        "The motion passed by 312 to 205.",
        "Call +44 20 7946 0000 now.",
        "The suspect, 34, fled.",
        "The 62-year-old banker fled.",
        "Her sons, aged 4, 6 and 9, fled.",
        "He is 45.",
        "The 11th Corps left at 10 p.m. on 3 June 1998.",
        "It took six hours.",
        "One of the men fled.",
        "No one knew.",
        "They have no plans.",
        "A third man fled in the second half.",
        'A copy of "1984" burned.',
        "3. The third point.",
        "Agent 007 left.",
        "Maria is just four years old.",
        "See https://example.org/news?id=376688 for more.",
        "The scene was ground zero.",
        "At one point they left.",
        "1.The first point.",
        "At 08.15 it left.",
        "The 6.4-magnitude quake came.",
        "A two-time winner has a one-way ticket.",
        "See Article 51(4) of the pact.",
        "They run iOS 17 there.",
        "See Articles 5 and 6.",
        "Dial 999 or 112 now.",
        "Lines 2, 3 and 4 were shut.",
        "Her sons, aged 3 to 11, fled.",
        "He lives at 221B Baker Street.",
        "They paid six-figure sums.",
    ],
)
def test_no_quantities(text):
    assert quantities(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The Big Three carmakers were in the news.",
        "He is on the list of the Ten Most Wanted men.",
        "Mara Teel, 51, and Ana Orlo , 49 , left.",
        "The Boeing 787 left, and the 787 is late.",
    ],
)
def test_names_and_ages_are_no_quantities(text):
    assert quantities(text, model) == ()


def test_the_same_number_again_counts_the_same():
    text = "Three states joined. The three are expected in April. Storm Kills Ten In Selm."
    assert [q.counts for q in quantities(text, model)][:2] == ["states", "states"]
    assert [q.best for q in quantities(text, model)][2:] == [10]


def test_zero_counts_plurals_only():
    assert quantities("The mayor promised zero tolerance.", model) == ()
    assert [q.best for q in quantities("The mayor promised zero delays.", model)] == [0]


def test_a_difference_and_what_it_comes_to_are_two_numbers():
    assert [(q.best, q.counts) for q in quantities("Three more bodies brought the toll to 17.", model)] == [
        (3, "bodies"),
        (17, None),
    ]
    assert [q.best for q in quantities("The number of cases rose by six to 48.", model)] == [6, 48]
    text = "Exports fell from 3.2 million tonnes to 2.7 million."
    assert [(q.best, q.unit) for q in quantities(text, model)] == [(3.2e6, "tonne"), (2.7e6, "tonne")]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("The navy lost three patrol boats and five armoured vehicles.", ["patrol boats", "armoured vehicles"]),
        ("Some 10,000 troops crossed the river.", ["troops"]),
        ("Divers found three more bodies.", ["bodies"]),
        ("Two-thirds of the delegates left.", ["delegates"]),
        ("The ship carried 26,000 tonnes of maize.", ["maize"]),
        ("They freed 12,000 of the prisoners.", ["prisoners"]),
        ("Of the 46 pupils, 29 were girls.", ["pupils", "girls"]),
        ("The fleet shrank from 80 to 55 ships.", ["ships", "ships"]),
        ("The rebels claim 9,000 fighters but have no more than 2,500.", ["fighters", "fighters"]),
        ("The blast killed two and injured 15.", [None, None]),
        ("The toll rose to 17.", [None]),
        ("The club had 90 guests, 30 of whom left.", ["guests", "guests"]),
        ("More than 300,000 last year.", [None]),
        ("The 12-member panel met.", ["member"]),
        ("It cost five euros.", [None]),
        ("Of the 200 migrants, 150 were sent back.", ["migrants", "migrants"]),
        ("Twenty miners were trapped; 18 were rescued, two are missing.", ["miners", "miners", "miners"]),
        ("One man died and six others were hurt.", ["man", "man"]),
        ("The ship had a crew of 24, and five of them drowned.", ["crew", "crew"]),
        ("In all, 19 of 27 states agreed.", ["states", "states"]),
        ("He bought half the shares.", ["shares"]),
        ("Some 900 homes lost power, and about half are dark.", ["homes", "homes"]),
        ("Two MiG-29s took off.", ["MiG-29s"]),
        ("The 500-strong unit left.", [None]),
        ("Only three of the original 12 crew survived.", ["crew", "crew"]),
    ],
)
def test_what_is_counted(text, counts):
    assert [q.counts for q in quantities(text, model)] == counts


def test_without_a_tree_the_following_words_are_counted():
    assert [q.counts for q in quantities("They saw 12 armoured cars near 40 of the houses.")] == [
        "armoured cars",
        "houses",
    ]


def test_ids_run_in_text_order_and_spans_hold():
    text = "At least 12 men, two boats and $5 burned."
    made = quantities(text)
    assert [q.id for q in made] == ["q1", "q2", "q3"]
    assert all(q.span.holds_in(text) for q in made)


def test_a_number_inside_a_time_is_no_quantity():
    tree = parsed("It sank on 3 June 1998 with 41 men.")
    assert [q.span.quote for q in find_quantities(tree, find_times(tree, None))] == ["41"]
    assert [q.span.quote for q in find_quantities(tree)][:1] == ["3"]
