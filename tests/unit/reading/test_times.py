from datetime import date

import pytest

from accordingto.reading.calendar import add_months, as_day, days_of, easter, nearest_date, nearest_weekday, shift
from accordingto.reading.parse import parse
from accordingto.reading.ranges import find_ranges
from accordingto.reading.segment import segment
from accordingto.reading.times import find_times, resolve, time_grammar
from accordingto.resources import table
from tests.unit.reading.plain import marked, parsed

FRIDAY = "2024-10-18"


def times(text, published=FRIDAY, read=parsed):
    return find_times(read(text), published)


def values(text, published=FRIDAY):
    return [(t.span.quote, t.value) for t in times(text, published)]


def model(text):
    return parse(text, segment(text))


def rules_that_read(text):
    """The names of the rules that take something in the text, beside what they take."""
    grammar = time_grammar()
    matched = set()
    found = times(text)
    taken = {t.span.quote for t in found}
    lexed = grammar.lex(text)
    grammar.scan(lexed.code, lambda name, m: matched.add((name, lexed.slice(*m.span()))))
    return {name for name, words in matched if words in taken}


def test_every_pattern_finds_its_example_and_not_its_counter_example():
    wrong = []
    for row in table("en/time_patterns.tsv"):
        if row["kind"] != "rule":
            continue
        text, expected = marked(row["example"])
        if [t.span.quote for t in times(text)] != expected:
            wrong.append((row["name"], "example", [t.span.quote for t in times(text)]))
        if row["name"] in rules_that_read(row["counter_example"]):
            wrong.append((row["name"], "counter_example"))
    assert wrong == []


def test_every_holiday_is_found_by_its_name():
    wrong = []
    for row in table("en/holidays.tsv"):
        text, expected = marked(row["example"])
        if [t.span.quote for t in times(text)] != expected or times(row["counter_example"]):
            wrong.append(row["name"])
    assert wrong == []


def test_every_verb_of_time_turns_the_direction():
    """Published on 18 April: of example and counter-example one lies ahead, the other behind."""
    wrong = []
    for row in table("en/time_verbs.tsv"):
        texts = row["example"], row["counter_example"]
        first, other = (times(t, "2024-04-18", model)[0].begin for t in texts)
        ahead, behind = (first, other) if row["kind"] in ("forward", "plan") else (other, first)
        if not behind < "2024-04-18" < ahead:
            wrong.append((row["lemma"], ahead, behind))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It sank on 3 March 2021.", "2021-03-03"),
        ("It sank on the 3rd of March 2021.", "2021-03-03"),
        ("It sank on March 3rd, 2021.", "2021-03-03"),
        ("It sank on Wed., Mar. 3, 2021.", "2021-03-03"),
        ("It sank on 3 March.", "2024-03-03"),
        ("It sank on 3 Aug.", "2024-08-03"),
        ("It sank on 2021-03-03.", "2021-03-03"),
        ("It sank on 2021-03-03T04:05Z.", "2021-03-03T04:05Z"),
        ("In Ohio it sank on 03/04/2021.", "2021-03-04"),
        ("In Leeds it sank on 03/04/2021.", "2021-04-03"),
        ("In Ohio it sank on 23/04/2021.", "2021-04-23"),
        ("It sank on 03.04.2021.", "2021-04-03"),
        ("It sank in March 2021.", "2021-03"),
        ("It sank in March.", "2024-03"),
        ("It was sunk in November.", "2023-11"),
        ("It sank in late March of last year.", "2023-03"),
        ("It sank on Friday.", "2024-10-18"),
        ("It sank on Saturday.", "2024-10-12"),
        ("It sank last Friday.", "2024-10-11"),
        ("It sank on Tuesday last week.", "2024-10-08"),
        ("It sank yesterday.", "2024-10-17"),
        ("It sank the day before yesterday.", "2024-10-16"),
        ("It sank last week.", "2024-W41"),
        ("It sank over the weekend.", "2024-W41-WE"),
        ("It sank last month.", "2024-09"),
        ("It sank two days ago.", "2024-10-16"),
        ("It sank a fortnight ago.", "2024-W40"),
        ("It sank ten months ago.", "2023-12"),
        ("It sank a decade ago.", "2014"),
        ("It sank last autumn.", "2023-FA"),
        ("It sank in the winter of 1941.", "1941-WI"),
        ("It sank in the 1990s.", "199"),
        ("It sank in the '80s.", "198"),
        ("It sank in the twenty-first century.", "20"),
        ("It sank in the second quarter.", "2024-Q2"),
        ("It sank in the second half of 2019.", "2019-H2"),
        ("It sank in Q3 2019.", "2019-Q3"),
        ("It sank in the last week of March.", "2024-W13"),
        ("It sank on the last Sunday of March.", "2024-03-31"),
        ("It sank last night.", "2024-10-17TNI"),
        ("It sank on Monday morning.", "2024-10-14TMO"),
        ("It sank at 11.20pm on Monday.", "2024-10-14T23:20"),
        ("It sank at 12 a.m. on Monday.", "2024-10-14T00:00"),
        ("It sank at 1900 GMT.", "2024-10-18T19:00"),
        ("It sank at four in the morning on Monday.", "2024-10-14T04:00"),
        ("It sank on Good Friday.", "2024-03-29"),
        ("It sank recently.", "PAST_REF"),
        ("It sank in fiscal 2019.", "2019"),
        ("It sank every Monday.", "XXXX-WXX-1"),
        ("It sank three times a day.", "P1D"),
        ("It lasted for an hour and a half.", "PT1H30M"),
        ("It lasted for two and a half weeks.", "P2.5W"),
        ("It sank last October.", "2023-10"),
        ("It will sink next October.", "2025-10"),
        ("It lasted for several weeks.", "PXW"),
        ("It lasted for two or three weeks.", "PXW"),
        ("It lasted for 3½ weeks.", "P3.5W"),
        ("It sank on 3 March of this year.", "2024-03-03"),
        ("It sank last Oct. 23.", "2023-10-23"),
        ("It sank on the fourth of July.", "2024-07-04"),
        ("It sank on the 24th.", "2024-09-24"),
        ("It sank on the 24th of last month.", "2024-09-24"),
        ("It sank on Tuesday of last week.", "2024-10-08"),
        ("It sank this past Tuesday.", "2024-10-15"),
        ("It sank this past weekend.", "2024-W41-WE"),
        ("It sank at half past six on Tuesday.", "2024-10-15T06:30"),
        ("It sank at a quarter to nine on Monday evening.", "2024-10-14T20:45"),
        ("It sank at 18:45 GMT (20:45 local time) on Monday.", "2024-10-14T18:45"),
        ("It sank at 2100 local time.", "2024-10-18T21:00"),
        ("It sank at 0800 hours on Monday.", "2024-10-14T08:00"),
        ("It sank in the small hours of Sunday.", "2024-10-13TMO"),
        ("It sank late on Sunday evening.", "2024-10-13TEV"),
        ("It sank on Christmas Eve 2021.", "2021-12-24"),
        ("It sank last Easter.", "2024-03-31"),
        ("It sank in Easter week.", "2024-W13"),
        ("It sank in H1 2022.", "2022-H1"),
        ("It sank in the winter of 1941-42.", "1941-WI"),
        ("It sank in the 80s.", "198"),
        ("It sank in the first quarter of fiscal 2023.", "2023-Q1"),
        ("It sank in the 2022-23 financial year.", "2022"),
        ("It sank this fiscal year.", "2024"),
        ("It sank in FY2024.", "2024"),
        ("It sank by year-end.", "2024"),
        ("It sank as far back as 2011.", "2011"),
        ("In the past, it sank.", "PAST_REF"),
        ("It sank very recently.", "PAST_REF"),
        ("It sank every other week.", "P2W"),
        ("It sank every third day.", "P3D"),
        ("It held its annual fair.", "P1Y"),
        ("It lasted for two years and three months.", "P2Y3M"),
        ("It lasted for an hour and 20 minutes.", "PT1H20M"),
        ("It sank over the last week.", "P1W"),
        ("It lasted a month or two.", "PXM"),
        ("It sank on Sunday the 13th.", "2024-10-13"),
        ("It sank on the last day of the month.", "2024-10-31"),
        ("It sank at first light on Monday.", "2024-10-14TMO"),
        ("It sank in the first half of the 1990s.", "199"),
        ("It sank two and a half months ago.", "2024-08"),
        ("It sank a year and a half ago.", "2023-04"),
        ("It rained for the third night in a row.", "P3D"),
        ("It sank the last week.", "2024-W41"),
    ],
)
def test_values(text, value):
    assert [t.value for t in times(text)] == [value]


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("It sank earlier this month.", "2024-10-01", "2024-10-18"),
        ("It sank in the early 1990s.", "1990-01-01", "1999-12-31"),
        ("It sank in the winter of 2023.", "2023-12-01", "2024-02-29"),
        ("It sank overnight.", "2024-10-17", "2024-10-18"),
        ("It sank on the night of 30 September.", "2024-09-30", "2024-09-30"),
        ("It sank on the night of 7-8 June.", "2024-06-07", "2024-06-08"),
        ("It sank on the night of June 7-8.", "2024-06-07", "2024-06-08"),
        ("It rained for the past ten days.", "2024-10-08", "2024-10-18"),
        ("It rained over the past year.", "2023-10-18", "2024-10-18"),
        ("It rained in recent weeks.", None, "2024-10-18"),
        ("It rained for the third straight day.", "2024-10-16", "2024-10-18"),
        ("It lasted for six hours.", None, None),
        ("It sank in fiscal 2019.", None, None),
    ],
)
def test_days(text, begin, end):
    found = times(text)
    assert [(t.begin, t.end) for t in found] == [(begin, end)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The court will sit on Monday.", "2024-10-21"),
        ("The court hopes to sit in March.", "2025-03"),
        ("The pass opens on 3 March.", "2025-03-03"),
        ("The vote was postponed until 3 December.", "2024-12-03"),
        ("The men held on Monday will be freed.", "2024-10-14"),
        ("She says they met on Monday.", "2024-10-14"),
        ("The harbour had burned in March.", "2024-03"),
        ("They met on Monday, and more will follow.", "2024-10-14"),
        ("Nobody has come since Monday.", "2024-10-14"),
        ("The court will sit over the weekend.", "2024-W42-WE"),
    ],
)
def test_tense_decides_the_direction(text, value):
    assert [t.value for t in times(text, read=model)] == [value]


def test_without_publication_no_year_is_invented():
    text = "On Friday, 18 October it left. It sank last week, on 3 May, in June, two days ago, on Christmas Day."
    found = times(text, None)
    assert [t.value for t in found] == [
        "XXXX-10-18",
        "XXXX-WXX",
        "XXXX-05-03",
        "XXXX-06",
        "XXXX-XX-XX",
        "XXXX-12-25",
    ]
    assert {(t.begin, t.end, t.anchor) for t in found} == {(None, None, "none")}


def test_a_full_date_lends_its_year_to_the_next_one_only():
    found = times("On 3 June 1998 it left. On 5 July it sank. In autumn it was found. On 5 August it rose.", None)
    assert [(t.value, t.anchor) for t in found] == [
        ("1998-06-03", "none"),
        ("1998-07-05", "text"),
        ("XXXX-FA", "none"),
        ("XXXX-08-05", "none"),
    ]


def test_a_date_across_new_year_stays_open_without_publication():
    assert values("On 29 December 2023 it left. On 3 January it sank.", None)[1] == ("3 January", "XXXX-01-03")


def test_later_is_counted_from_the_date_before():
    found = times("On 3 June 1998 it left. Five days later it sank.", None)
    assert (found[1].value, found[1].anchor) == ("1998-06-08", "text")


def test_a_bare_day_takes_the_month_of_its_neighbour():
    assert values("They met from October 8 to 13.") == [("October 8", "2024-10-08"), ("13", "2024-10-13")]
    assert values("They met on 7 and 8 June 2023.") == [("7", "2023-06-07"), ("8 June 2023", "2023-06-08")]
    assert values("They met on May 30-31, 2023.") == [("May 30", "2023-05-30"), ("31, 2023", "2023-05-31")]


def test_ranges():
    text = "They met from October 8 to 13, have rested since Monday and must leave by the end of March 2025."
    found = find_ranges(text, times(text))
    assert [(r.span.quote, r.begin, r.end) for r in found] == [
        ("from October 8 to 13", "2024-10-08", "2024-10-13"),
        ("since Monday", "2024-10-14", None),
        ("by the end of March 2025", None, "2025-03-31"),
    ]


def test_what_began_and_ended_is_a_range():
    text = "It began in late November 2022 and ended on January 2, 2023."
    [found] = find_ranges(text, times(text))
    assert (found.span.quote[:16], found.begin, found.end) == ("in late November", "2022-11-01", "2023-01-02")


def test_by_closes_only_what_lies_ahead():
    past, ahead = "By Sunday it had burned.", "It must be shut by Sunday, 20 October 2024."
    assert find_ranges(past, times(past), FRIDAY) == ()
    assert [r.end for r in find_ranges(ahead, times(ahead), FRIDAY)] == ["2024-10-20"]


def test_a_range_that_is_going_on_began_before():
    found = times("The fair will run from Thursday to Monday.", "2024-10-18", model)
    assert [t.value for t in found] == ["2024-10-17", "2024-10-21"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shut from 9 a.m. to 5 p.m. on Sunday.", ["2024-10-13T09:00", "2024-10-13T17:00"]),
        ("It sank at 16:15 UTC, June 1.", ["2024-06-01T16:15", "2024-06-01"]),
        ("It left on 11 October, and at 14:00 it sank.", ["2024-10-11", "2024-10-11T14:00"]),
        ("It left on 11 October. At 14:00 it sank.", ["2024-10-11", "2024-10-18T14:00"]),
        ("The war of 2014-16 ended.", ["2014", "2016"]),
        ("In the 1960s and 70s it rained.", ["196", "197"]),
        ("It fell in June from the same month a year ago.", ["2024-06", "2023-06"]),
        ("It fell in 2019 from the year before.", ["2019", "2018"]),
        ("A week ago it left, and the next day it sank.", ["2024-W41", "XXXX-XX-XX"]),
        ("In 1994, 1995 and 1997 it froze.", ["1994", "1995", "1997"]),
        ("2009 was dry, and it holds until at least 2030.", ["2009", "2030"]),
        ("The fair ran from June to August.", ["2024-06", "2024-08"]),
        ("On Sunday it left; it had burned the night before.", ["2024-10-13", "2024-10-12TNI"]),
        ("On 9999-12-31 it left; it burned the night after.", ["9999-12-31", "XXXX-XX-XXTNI"]),
        ("It fell on 29 February 2024, not the same day last year.", ["2024-02-29", "2024-02-29", "2023"]),
        ("On 12 October shares fell in morning trading.", ["2024-10-12", "2024-10-12TMO"]),
        ("They lost money in 2005, for the entire year.", ["2005", "2005"]),
        ("It fell between 2 and 3 a.m. on Sunday.", ["2024-10-13T02:00", "2024-10-13T03:00"]),
        ("It is open from 9 to 11 a.m.", ["2024-10-18T09:00", "2024-10-18T11:00"]),
        ("It sank at 10 on Monday morning.", ["2024-10-14T10:00"]),
        ("They lost money in the past four quarters.", ["P12M"]),
    ],
)
def test_times_that_stand_together(text, expected):
    assert [v for _, v in values(text)] == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The envoy could not be reached on Monday.", "2024-10-14"),
        ("A message read on Monday was kept.", "2024-10-14"),
        ("They announced a vote to be held on Monday.", "2024-10-21"),
        ("They spoke of a planned visit in March.", "2025-03"),
        ("The court has given them until Monday.", "2024-10-21"),
        ("They met ahead of Monday's vote.", "2024-10-21"),
        ("They said that they would fight Monday's ruling.", "2024-10-14"),
        ("The firm employs 90 people as of March.", "2024-03"),
        ("They asked her to leave on Monday.", "2024-10-21"),
    ],
)
def test_what_lies_ahead_of_whom(text, value):
    assert [t.value for t in times(text, read=model)] == [value]


def test_the_second_end_of_a_range_lies_behind_the_first():
    found = times("Snow is likely from Thursday night to Saturday morning.", read=model)
    assert [t.value for t in found] == ["2024-10-24TNI", "2024-10-26TMO"]


def test_soon_in_what_is_past_is_no_time_ahead():
    assert times("It soon became a flood.", read=model) == ()
    assert [t.value for t in times("It will soon become a flood.", read=model)] == ["FUTURE_REF"]


DATELINE = "SELM, 17 October (Orva) - The pass was shut today."


def test_today_is_the_day_of_the_dateline():
    assert [(t.value, t.anchor) for t in times(DATELINE)] == [("2024-10-17", "text"), ("2024-10-17", "text")]
    assert values(DATELINE, "2024-10-30")[1] == ("today", "2024-10-30")
    assert values(DATELINE, None) == [("17 October", "XXXX-10-17"), ("today", "XXXX-XX-XX")]


def test_a_date_on_a_line_of_its_own_stands_for_publication_where_there_is_none():
    text = "Pass shut\n17 October 2024\nThe pass was shut today."
    assert [(t.value, t.anchor) for t in times(text, None)] == [("2024-10-17", "none"), ("2024-10-17", "text")]
    assert values(text, "2024-10-18")[1] == ("today", "2024-10-18")


@pytest.mark.parametrize(
    "text",
    [
        "The Sunday Times was sold.",
        "They spoke of Bloody Sunday.",
        "The Mail on Sunday was sold.",
        "They teach the Six-Day War.",
        "They have boats and 2000 sheep.",
        "It was the last day of talks.",
        "It was shown on “60 Minutes”.",
        "She is in her 80s.",
        "Temperatures were in the 80s.",
        "The paper Daily Orb and the daily Orbit spoke.",
        "They met on the 24th floor.",
        "The past president left.",
        "It was a day of mourning.",
        "The soon-to-open hall burned.",
        "Route 19 was closed.",
        "They sang 1984 songs.",
        "Flight 2024 left.",
        "She is 34 years old and met a 12-year-old.",
        "They may march on.",
        "It cost 12 euros a year.",
        "It rose to 210 a day.",
        "It sank on 31/02/2021.",
        "The score was 3:1.",
        "April Orlo met Augusta.",
        "The winter coats came.",
        "See https://example.org/2024-10-18/news for more.",
        "The talks ought to last.",
        "He writes for the Daily Orb.",
    ],
)
def test_no_times(text):
    assert times(text) == ()


def test_ids_run_in_text_order_and_spans_hold():
    text = "In May 2020 it left; on 3 June 2020, at 6 p.m. on Monday, it sank."
    found = times(text)
    assert [t.id for t in found] == ["t1", "t2", "t3"]
    assert all(t.span.holds_in(text) for t in found)
    assert [t.span.start for t in found] == sorted(t.span.start for t in found)


def test_nothing_reads_across_a_line_break():
    assert values("It came in June\n2021 was dry.") == [("June", "2024-06"), ("2021", "2021")]


def test_resolve():
    assert resolve("Friday", FRIDAY) == ("2024-10-18", "2024-10-18", "2024-10-18")
    assert resolve("on Tuesday", FRIDAY) == ("2024-10-15", "2024-10-15", "2024-10-15")
    assert resolve("on Tuesday", FRIDAY, "future") == ("2024-10-22", "2024-10-22", "2024-10-22")
    assert resolve("last week", FRIDAY) == ("2024-W41", "2024-10-07", "2024-10-13")
    assert resolve("earlier this month", FRIDAY) == ("2024-10", "2024-10-01", "2024-10-18")
    assert resolve("Friday", None) == ("XXXX-WXX-5", None, None)
    assert resolve("the minister", FRIDAY) is None


def test_published_with_a_time_or_damaged():
    assert resolve("yesterday", "2024-10-18T23:10:00+02:00") == ("2024-10-17", "2024-10-17", "2024-10-17")
    assert resolve("yesterday", "18 Oct") == ("XXXX-XX-XX", None, None)
    assert as_day("0001-01-01") is None


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-W01", ("2024-01-01", "2024-01-07")),
        ("2024-W53", (None, None)),
        ("2023-WI", ("2023-12-01", "2024-02-29")),
        ("2024-Q4", ("2024-10-01", "2024-12-31")),
        ("2024-Q5", (None, None)),
        ("2024-10-18TMO", ("2024-10-18", "2024-10-18")),
        ("2024-02-30", (None, None)),
        ("XXXX-10-18", (None, None)),
        ("PAST_REF", (None, None)),
    ],
)
def test_days_of_a_value(value, days):
    assert days_of(value) == days


def test_calendar():
    assert [easter(y) for y in (1961, 2000, 2024)] == [date(1961, 4, 2), date(2000, 4, 23), date(2024, 3, 31)]
    assert add_months(2024, 11, 3) == (2025, 2)
    assert nearest_date(date(2024, 3, 1), 2, 29, "past") == date(2024, 2, 29)
    assert nearest_date(date(2023, 3, 1), 2, 29, "past") == date(2020, 2, 29)
    assert nearest_date(date(2024, 1, 10), 2, 9, "past") == date(2023, 2, 9)
    assert nearest_date(date(2024, 1, 10), 2, 9, "past", sure=False) == date(2024, 2, 9)
    assert nearest_weekday(date(2024, 10, 18), 5, "past", strictly=True) == date(2024, 10, 11)
    assert shift(date(2024, 10, 18), "D", 10**9) is None


def test_every_pattern_is_read_without_a_date_of_publication_too():
    """Rules share their code, so one may ask for a part that another's pattern does not have."""
    for row in table("en/time_patterns.tsv"):
        find_times(parsed(row["example"].replace("[", "").replace("]", "")), None)
    assert all(t.begin is None and t.end is None for t in times("It fell this century.", published=None))


@pytest.mark.parametrize(
    ("text", "published", "found"),
    [
        ("They trade on the post-1959 terms.", "2024-10-18", [("post-1959", "1959", "1959-01-01", None)]),
        ("They want the pre-2014 border.", "2024-10-18", [("pre-2014", "2014", None, "2014-12-31")]),
        ("In the years that followed they fled.", "2024-10-18", [("years", "PXY", None, None)]),
        ("She died seconds before dawn broke.", "2024-10-18", []),
        ("They guard it 24 hours a day.", "2024-10-18", [("24 hours a day", "P1D", None, None)]),
        ("It was the third strike in as many days.", "2024-10-18", []),
        ("A years-old feud.", "2024-10-18", [("years-old", "PXY", None, None)]),
        ("The boys are 12 years-old.", "2024-10-18", []),
        ("The March accession was signed.", "2024-10-18", [("March", "2024-03", "2024-03-01", "2024-03-31")]),
        ("The March was long.", "2024-10-18", []),
        ("It came as Easter week began.", "2000-04-17", [("Easter week", "2000-W16", "2000-04-17", "2000-04-23")]),
        ("Nobody came that day.", "2024-10-18", [("that day", "XXXX-XX-XX", None, None)]),
    ],
)
def test_what_stands_beside_a_year_a_feast_or_an_event(text, published, found):
    assert [(t.span.quote, t.value, t.begin, t.end) for t in times(text, published)] == found


def test_election_day_is_the_american_one_and_no_range_moves_a_feast_by_a_week():
    text = "Voters in Ohio were polled from now to Election Day."
    assert values(text, "1998-10-26")[-1] == ("Election Day", "1998-11-03")
    assert values("Mali held it on Election Day.") == []
