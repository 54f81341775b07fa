import accordingto
from accordingto.model.text import Report
from accordingto.reading.events import find_happenings, parts
from accordingto.reading.parse import parse
from accordingto.reading.segment import segment


def happenings(text):
    return find_happenings(parse(text, segment(text)).tokens, set())


def test_who_is_among_many_shares_what_befell_them():
    two, all_of_them = happenings("Two nurses were among the 14 people killed in the blast.")
    assert two.event == all_of_them.event
    assert [(p.role, " ".join(t.text for t in p.tokens)) for p in parts(two)] == [("patient", "Two nurses")]


def test_a_noun_for_what_befell_them_will_do():
    (one,) = happenings("Three nurses are among the missing.")
    assert one.event.act == "missing"


def test_where_somebody_is_says_nothing_of_others():
    assert not any(
        h.reasons[0].startswith("among") for h in happenings("The ship was among the 12 in the harbour.")
    )


def test_each_number_counts_its_own():
    text = "Two nurses were among the 14 people killed in the blast."
    reading = accordingto.read(Report("r1", text, language="en"))
    words = {q.id: q.span.quote for q in reading.quantities}
    assert [[words[q] for q in c.quantities] for c in reading.claims[:2]] == [["Two"], ["14"]]
