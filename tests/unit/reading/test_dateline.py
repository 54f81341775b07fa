import pytest

from accordingto.reading.dateline import capital_of_dateline


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("SEOUL — Ships have sailed.", "KR"),
        ("SEOUL, Oct 18 (Orva) - Ships have sailed.", "KR"),
        ("NEW DELHI, 3 May – Ships have sailed.", "IN"),
        ("KYIV (Orva) — Ships have sailed.", "UA"),
        ("LIMA / QUITO — Ships have sailed.", None),
        ("BRENHOLT (Orva) — Ships have sailed.", None),
        ("SEOUL WILL NOT MOVE — Ships have sailed.", None),
        ("SEOUL said no.", None),
        ("", None),
    ],
)
def test_the_country_from_whose_capital_a_report_is_filed(text, country):
    assert capital_of_dateline(text) == country
