from dataclasses import replace

import pytest

from accordingto.errors import QueryError
from accordingto.ledger import hits
from accordingto.ledger.search import MAX_CHARACTERS, MAX_WORDS, snippet, terms_of
from accordingto.model.text import Span
from tests.unit.ledger import hand

HOSTILE = (
    '"', '""', 'a"b', 'a" OR "b', '"a', "a*", "*", "^a", "a AND", "AND", "OR", "NOT", "NEAR(a b)", "NEAR(", "a:b",
    "text:a", "-a",
    "{a}:b", "(", ")", "a + b", "a\x00b", "\x00", "\ud800", "'; DROP TABLE reports; --", "a'b", "a\\", "🙂 ship",
    "ship\n\t\r", "%", "_", "\u202eship", "\ufeffship", "²", "a" * 500, "1,500", "a\u0301",
)  # fmt: skip


def outlets(found):
    return [hit.report.outlet for hit in found]


@pytest.mark.parametrize("question", HOSTILE)
def test_no_question_reaches_the_search_engine_as_a_command(shared, question):
    for ask in (shared.search, shared.who):
        try:
            assert isinstance(ask(question), tuple)
        except QueryError as error:
            assert "no words" in str(error)
    assert len(shared.reports()) == 5


@pytest.mark.parametrize("question", ["", "   ", "...", '"', "\x00", "?!", "\ud800"])
def test_a_question_without_words_is_refused(shared, question):
    for ask in (shared.search, shared.who):
        with pytest.raises(QueryError, match="no words"):
            ask(question)


def test_a_question_that_is_far_too_long_is_refused(shared):
    with pytest.raises(QueryError, match=f"{MAX_CHARACTERS} at most"):
        shared.search("a" * (MAX_CHARACTERS + 1))
    with pytest.raises(QueryError, match=f"{MAX_WORDS} at most"):
        shared.who(" ".join(f"w{n}" for n in range(MAX_WORDS + 1)))
    assert shared.who(" ".join(f"w{n}" for n in range(MAX_WORDS))) == ()


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_that_leaves_nothing_is_refused(shared, limit):
    for ask in (shared.search, shared.who):
        with pytest.raises(QueryError, match="leaves nothing"):
            ask("ship", limit=limit)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("cafe", ["Le Phare d'Évreux"]),
        ("CAFÉ", ["Le Phare d'Évreux"]),
        ("Évreux", ["Le Phare d'Évreux"]),
        ("국가정보원", ["Hanbit"]),
        ("함선이", ["Hanbit"]),
        ("서울", ["Hanbit"]),
        ("원", ["Hanbit"]),
        ("depot 서울", ["Le Phare d'Évreux", "Hanbit"]),
        ("soldier", ["Aldmere Gazette", "Port Adran Wire"]),
        ("Monday soldiers", ["Port Adran Wire"]),
        ("“vessel’s”", ["Port Adran Wire"]),
        ("unheard-of", []),
    ],
)
def test_reports_are_found_in_any_script(shared, question, found):
    assert sorted(outlets(shared.search(question))) == sorted(found)


def test_a_word_in_the_title_is_enough(shared):
    [hit] = shared.search("leaves")
    assert hit.report.title == "Vessel leaves"
    assert hit.marks == ()
    assert hit.snippet.holds_in(hit.report.text)


def test_marks_are_the_places_in_the_text_that_answer(shared):
    [hit] = shared.search("cafe depot")
    assert [mark.quote for mark in hit.marks] == ["café", "depot"]
    assert all(mark.holds_in(hit.report.text) for mark in (*hit.marks, hit.snippet))
    [hit] = shared.search("서울 서울에서")
    assert [mark.quote for mark in hit.marks] == ["서울에서"]
    [hit] = shared.search("국가정보원 서울")
    assert [mark.quote for mark in hit.marks] == ["국가정보원", "서울"]


def test_every_word_counts_before_any_word(shared):
    assert outlets(shared.search("soldiers aboard")) == ["Port Adran Wire"]
    assert sorted(outlets(shared.search("soldiers elsewhere"))) == ["Aldmere Gazette", "Port Adran Wire"]


def test_superseded_versions_are_not_found(ledger):
    for text in ("The Harbour Ministry said it sailed.", "The Harbour Ministry takes it back."):
        receipt = hand.receipt(text, url="https://gazette.invalid/live")
        ledger.add(["x"], take_in=lambda *_a, r=receipt, **_k: [r], read=hand.read)
    assert [h.report.text for h in ledger.search("ministry")] == ["The Harbour Ministry takes it back."]


def test_astral_and_private_characters_do_not_move_the_marks(ledger):
    text = "😀\ue000\ue001 The Harbour Ministry said 𝕏 sailed \x00 twice: sailed."
    ledger.add(["x"], take_in=lambda *_a, **_k: [hand.receipt(text)], read=hand.read)
    [hit] = ledger.search("sailed ministry")
    assert all(mark.holds_in(text) for mark in hit.marks)


def test_the_better_match_comes_first_and_the_limit_cuts(ledger):
    receipts = [hand.receipt(f"The wharf {'wharf ' * n}and other things.", where=str(n)) for n in (0, 8, 3)]
    ledger.add(["x"], take_in=lambda *_a, **_k: receipts, read=hand.read)
    assert [h.report.text.count("wharf") for h in ledger.search("wharf")] == [9, 4, 1]
    assert len(ledger.search("wharf", 2)) == 2


# who


def ids(events):
    return [event.id for event in events]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("soldiers", ["e-sailed"]),
        ("Who says that a depot burned?", ["e-burned"]),
        ("Harbour Ministry", ["e-sailed"]),
        ("Tarsia", ["e-sailed"]),
        ("국가정보원", ["e-출항했다"]),
        ("ministers", ["e-signed"]),
        ("Aldmere", []),
    ],
)
def test_events_are_found_by_gloss_clause_participants_and_roots(shared, question, found):
    assert ids(shared.who(question)) == found


def test_the_event_with_the_best_claims_comes_first(shared):
    assert ids(shared.who("the Halcyon and the soldiers, or the ministers"))[0] == "e-sailed"
    assert ids(shared.who("ministers signed, the Halcyon"))[0] == "e-signed"
    assert ids(shared.who("ministers signed, the Halcyon", limit=1)) == ["e-signed"]


def test_claims_of_superseded_readings_do_not_answer(story):
    story.reread(read=lambda r: replace(hand.read(r), claims=()))
    story.reconcile(reconcile=hand.reconcile)
    assert story.who("soldiers") == ()


# Parts


def test_words_are_sorted_by_the_index_that_knows_them():
    terms = terms_of("Who says 'NIS', 국가정보원 or 서울? Korea's korea NIS")
    assert terms.words == ("Who", "says", "NIS", "or", "korea")
    assert terms.grams == ("국가정보원",)
    assert terms.short == ("서울",)


def test_a_snippet_holds_as_many_marks_as_it_can():
    text = "one " * 100 + "two two " + "one " * 100
    marks = [Span.of(text, 0, 3), Span.of(text, 400, 403), Span.of(text, 404, 407)]
    shown = snippet(text, marks)
    assert "two two" in shown.quote
    assert len(shown.quote) <= 240
    assert shown.holds_in(text)
    assert not shown.quote.startswith("ne")
    assert snippet("a" * 1000, []).quote == "a" * 240
    assert snippet("ab", [Span.of("ab", 1, 2)]).quote == "ab"


def test_where_the_best_matches_are_versions_of_before_the_others_are_found(ledger, monkeypatch):
    monkeypatch.setattr(hits, "CHUNK", 1)
    for words in ("wharf wharf wharf wharf", "nothing of it"):
        receipt = hand.receipt(f"It is about {words}.", url="https://gazette.invalid/live")
        ledger.add(["x"], take_in=lambda *_a, r=receipt, **_k: [r], read=hand.read)
    other = hand.receipt("There is a wharf at the river and much else beside it.", where="other")
    ledger.add(["x"], take_in=lambda *_a, **_k: [other], read=hand.read)
    assert [h.report.text for h in ledger.search("wharf", 1)] == [other.report.text]
