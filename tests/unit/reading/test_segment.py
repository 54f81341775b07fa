from accordingto.reading.segment import segment


def cut(text):
    return [text[s.start : s.end] for s in segment(text)]


def test_a_line_break_always_ends_a_sentence():
    assert cut("Closer ties between Selm and Orlo\nSelm said no.") == [
        "Closer ties between Selm and Orlo",
        "Selm said no.",
    ]


def test_a_stop_before_a_capital_ends_a_sentence():
    assert cut("It fell. He left! Why? Nobody knew…") == ["It fell.", "He left!", "Why?", "Nobody knew…"]


def test_titles_initials_and_acronyms_do_not():
    assert cut("Gen. A. Orlo met U.N. staff and Mr. Vane. They left.") == [
        "Gen. A. Orlo met U.N. staff and Mr. Vane.",
        "They left.",
    ]


def test_a_decimal_point_is_no_stop():
    assert cut("About 3.5 tons sank. Oil rose.") == ["About 3.5 tons sank.", "Oil rose."]


def test_a_quotation_keeps_its_closing_mark():
    assert cut("“We left. We knew.” He sat down.") == ["“We left.", "We knew.”", "He sat down."]


def test_a_speech_verb_after_a_question_in_quotation_marks_goes_on():
    assert cut("“Where?” he asked.") == ["“Where?” he asked."]


def test_a_quotation_mark_that_is_never_closed_breaks_nothing():
    assert cut("“It fell, he said. Nobody came. The end.") == ["“It fell, he said.", "Nobody came.", "The end."]


def test_a_lower_case_start_is_believed_after_a_whole_word():
    assert cut("It fell, he said. he added nothing.") == ["It fell, he said.", "he added nothing."]


def test_a_dateline_stands_apart():
    assert cut("PORT ADRAN, Aug 2 (Levant Wire) — Armed men came.") == [
        "PORT ADRAN, Aug 2 (Levant Wire) —",
        "Armed men came.",
    ]


def test_a_dash_in_a_sentence_is_no_dateline():
    assert cut("A man – a driver – said so.") == ["A man – a driver – said so."]


def test_nothing_gives_nothing():
    assert cut("") == [] == cut(" \n\t\n")


WRAPPED = """\
The governor of the northern province said on Tuesday that forty
villages had been cut off by the flood. Boats were on their way to
them, he added, and nobody had been reported missing so far."""


def test_the_lines_of_a_wrapped_paragraph_are_one():
    assert [" ".join(s.split()) for s in cut(WRAPPED)] == [
        "The governor of the northern province said on Tuesday that forty villages had been cut off by the flood.",
        "Boats were on their way to them, he added, and nobody had been reported missing so far.",
    ]


def test_short_lines_and_lists_are_not_joined():
    assert cut("Forty villages\nNine boats\nOne bridge") == ["Forty villages", "Nine boats", "One bridge"]
    lines = [
        "The governor of the northern province",
        "Boats were on their way to the villages, he added on Monday",
        "No one",
    ]
    assert cut("\n".join(lines)) == lines
