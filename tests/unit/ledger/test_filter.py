import pytest

from accordingto.errors import QueryError
from accordingto.ledger import Filter


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("", {}),
        ("troops in Russia", {"words": "troops in Russia"}),
        ('party:NIS place:"Port Alma" troops', {"party": "NIS", "place": "Port Alma", "words": "troops"}),
        ("min-origins:2 MIN_ORIGINS:2", None),
        ("min-origins:2 limit:5 offset:1", {"min_origins": 2, "limit": 5, "offset": 1}),
        ("since:2024-10-01 until:2024-10-18", {"since": "2024-10-01", "until": "2024-10-18"}),
        ("standing:disputed status:planned", {"standing": "disputed", "status": "planned"}),
        ("type:MOBILIZE act:deploy-troops", {"type": "MOBILIZE", "act": "deploy-troops"}),
        ('"place:RU"', {"words": "place:RU"}),
        ("10:30 troops", {"words": "10:30 troops"}),
        (r'outlet:"The \"Lamp\""', {"outlet": 'The "Lamp"'}),
        ("words:troops", {"words": "troops"}),
    ],
)
def test_a_line_makes_a_filter(line, fields):
    if fields is None:
        with pytest.raises(QueryError, match="given twice"):
            Filter.parse(line)
    else:
        assert Filter.parse(line) == Filter(**fields)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("colour:red", r"no such key: 'colour'; one of words, party, place, .*in quotation marks"),
        ('place:"Port', "a quotation mark is not closed"),
        ("min-origins:many", "min-origins must be a whole number, not 'many'"),
        ("min-origins:-1", "min-origins must be a whole number"),
        ("status:maybe", "no such status: 'maybe'; one of happened"),
        ("since:soon", "since must be a day such as"),
        ("...", "the question has no words"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused(line, told):
    with pytest.raises(QueryError, match=told):
        Filter.parse(line)


def test_what_is_given_beside_the_line_is_part_of_the_filter():
    assert Filter.parse("troops", place="RU", act=None) == Filter(words="troops", place="RU")
    with pytest.raises(QueryError, match="place is given twice"):
        Filter.parse("place:RU", place="RU")


def test_a_filter_writes_its_line():
    wanted = Filter(words="a b", party="N IS", min_origins=2, since="2024-10-01")
    assert str(wanted) == 'words:"a b"' or Filter.parse(str(wanted)) == wanted
    assert str(Filter()) == ""
