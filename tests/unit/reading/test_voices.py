from accordingto.reading.draft import Draft
from accordingto.reading.quotes import quotations
from accordingto.reading.tree import Roles
from accordingto.reading.voices import both, head_of
from tests.trees import tree, word

SAID = (
    "The/DET/det/2 mayor/NOUN/nsubj/5 of/ADP/case/4 Selm/PROPN/nmod/2 said/VERB/root/0 ships/NOUN/nsubj/7 "
    "sank/VERB/ccomp/5 ./PUNCT/punct/5"
)


def words(parsed, *forms):
    return [word(parsed, form) for form in forms]


def texts(tokens):
    return [t.text for t in tokens]


def said(parsed, found):
    return [(texts(d.source), texts(d.cue), [parsed.text[a:b] for a, b in d.content]) for d in found]


def heard(parsed, drafts=()):
    return both(parsed, list(drafts), quotations(parsed.text))


def rule(parsed, cue, source, content, reason="verb say, content is its ccomp"):
    a, b = words(parsed, *content)[0], words(parsed, *content)[-1]
    head = word(parsed, cue)
    return Draft("say", 3, head, words(parsed, *source), [head], [(a.start, b.end)], reasons=[reason])


def test_what_the_model_alone_sees_is_an_attribution():
    parsed = tree(SAID)
    parsed.roles = [
        Roles(words(parsed, "said"), words(parsed, "The", "mayor"), words(parsed, "ships", "sank"), 0.9)
    ]
    assert said(parsed, heard(parsed)) == [(["The", "mayor"], ["said"], ["ships sank"])]


def test_what_the_model_is_not_sure_of_is_none():
    parsed = tree(SAID)
    parsed.roles = [Roles(words(parsed, "said"), words(parsed, "mayor"), words(parsed, "ships"), 0.3)]
    assert heard(parsed) == []


def test_what_the_rules_alone_see_stays():
    parsed = tree(SAID)
    draft = rule(parsed, "said", ["mayor"], ["ships", "sank"])
    assert heard(parsed, [draft]) == [draft]


def test_a_draft_takes_the_models_content_and_the_fuller_of_two_sources_with_one_noun():
    parsed = tree(SAID)
    full = rule(parsed, "said", ["The", "mayor", "of", "Selm"], ["sank"])
    parsed.roles = [
        Roles(words(parsed, "said"), words(parsed, "The", "mayor"), words(parsed, "ships", "sank"), 0.9)
    ]
    heard(parsed, [full])
    assert said(parsed, [full]) == [(["The", "mayor", "of", "Selm"], ["said"], ["ships sank"])]
    assert full.reasons[-1] == "spans by the model"


def test_a_draft_takes_the_models_source_where_it_is_somebody_else():
    parsed = tree(SAID)
    draft = rule(parsed, "said", ["Selm"], ["sank"])
    parsed.roles = [
        Roles(words(parsed, "said"), words(parsed, "The", "mayor"), words(parsed, "ships", "sank"), 0.9)
    ]
    heard(parsed, [draft])
    assert texts(draft.source) == ["The", "mayor"]


def test_who_is_cited_is_left_to_the_rules():
    parsed = tree(SAID)
    draft = rule(parsed, "said", ["Selm"], ["sank"], reason="phrase citing")
    parsed.roles = [
        Roles(words(parsed, "said"), words(parsed, "The", "mayor"), words(parsed, "ships", "sank"), 0.9)
    ]
    assert said(parsed, heard(parsed, [draft])) == [(["Selm"], ["said"], ["sank"])]


def test_a_source_has_no_commas_at_its_edges():
    parsed = tree("The/DET/det/2 mayor/NOUN/nsubj/4 ,/PUNCT/punct/2 said/VERB/root/0 leave/VERB/ccomp/4")
    parsed.roles = [Roles(words(parsed, "said"), words(parsed, "The", "mayor", ","), words(parsed, "leave"), 0.9)]
    assert texts(heard(parsed)[0].source) == ["The", "mayor"]


NESTED = (
    "Tarsia/PROPN/nsubj/2 denied/VERB/root/0 reports/NOUN/obj/2 from/ADP/case/5 Selm/PROPN/nmod/3 "
    "saying/VERB/acl/3 ships/NOUN/nsubj/8 sank/VERB/ccomp/6"
)


def test_inside_a_content_a_source_from_outside_is_not_believed():
    parsed = tree(NESTED)
    outer = rule(parsed, "denied", ["Tarsia"], ["reports", "sank"])
    parsed.roles = [Roles(words(parsed, "saying"), words(parsed, "Tarsia"), words(parsed, "ships", "sank"), 0.9)]
    assert heard(parsed, [outer]) == [outer]


def test_inside_a_content_a_source_from_inside_is_believed():
    parsed = tree(NESTED)
    outer = rule(parsed, "denied", ["Tarsia"], ["reports", "sank"])
    parsed.roles = [Roles(words(parsed, "saying"), words(parsed, "Selm"), words(parsed, "ships", "sank"), 0.9)]
    assert said(parsed, heard(parsed, [outer])[1:]) == [(["Selm"], ["saying"], ["ships sank"])]


def test_a_noun_that_is_content_by_the_rules_is_no_part_of_the_cue():
    parsed = tree(NESTED)
    outer = rule(parsed, "denied", ["Tarsia"], ["reports", "sank"])
    parsed.roles = [
        Roles(words(parsed, "denied", "reports"), words(parsed, "Tarsia"), words(parsed, "ships", "sank"), 0.9)
    ]
    assert said(parsed, heard(parsed, [outer]))[0][1:] == (["denied"], ["reports from Selm saying ships sank"])


def test_what_is_said_in_the_next_sentence_goes_on_from_the_first():
    fled = "Crews/NOUN/nsubj/2 fled/VERB/root/0 ./PUNCT/punct/2"
    parsed = tree(SAID, fled, text="The mayor of Selm said ships sank. Crews fled.")
    content = words(parsed, "ships", "sank", "Crews", "fled")
    parsed.roles = [Roles(words(parsed, "said"), words(parsed, "mayor"), content, 0.9)]
    first, more = heard(parsed)
    assert said(parsed, [first, more]) == [(["mayor"], ["said"], ["ships sank"]), (["mayor"], [], ["Crews fled"])]
    assert more.continues is first


def test_where_the_passive_names_nobody_nobody_goes_on_in_the_next_sentence():
    fled = "Crews/NOUN/nsubj/2 fled/VERB/root/0 ./PUNCT/punct/2"
    parsed = tree(SAID, fled, text="The mayor of Selm said ships sank. Crews fled.")
    content = words(parsed, "ships", "sank", "Crews", "fled")
    parsed.roles = [Roles(words(parsed, "said"), words(parsed, "mayor"), content, 0.9)]
    passive = rule(parsed, "said", [], ["ships", "sank"], "passive say")
    assert said(parsed, heard(parsed, [passive])) == [([], ["said"], ["ships sank"])]


def test_what_stands_in_the_next_paragraph_is_not_said_by_the_same_holder():
    parsed = tree(SAID, "Crews/NOUN/nsubj/2 fled/VERB/root/0 ./PUNCT/punct/2")
    content = words(parsed, "ships", "sank", "Crews", "fled")
    parsed.roles = [Roles(words(parsed, "said"), words(parsed, "mayor"), content, 0.9)]
    assert [d.cue for d in heard(parsed)] == [words(parsed, "said")]


UPHELD = "The/DET/det/2 court/NOUN/nsubj/3 {}/VERB/root/0 the/DET/det/5 law/NOUN/obj/3"


def test_what_a_table_knows_as_a_happening_is_none_of_the_models_attributions():
    parsed = tree(UPHELD.format("upheld"))
    parsed.roles = [Roles(words(parsed, "upheld"), words(parsed, "court"), words(parsed, "the", "law"), 0.9)]
    assert heard(parsed) == []


def test_a_verb_that_no_table_knows_may_attribute_a_mere_noun():
    parsed = tree(UPHELD.format("frobnicated"))
    parsed.roles = [Roles(words(parsed, "frobnicated"), words(parsed, "court"), words(parsed, "the", "law"), 0.9)]
    assert said(parsed, heard(parsed)) == [(["court"], ["frobnicated"], ["the law"])]


def test_a_quotation_of_two_sentences_is_one_content():
    first = "“/PUNCT/punct/3 Ships/NOUN/nsubj/3 sank/VERB/root/0 ./PUNCT/punct/3"
    second = "Crews/NOUN/nsubj/2 fled/VERB/root/0 ”/PUNCT/punct/2 ,/PUNCT/punct/2 she/PRON/nsubj/6 "
    second += "said/VERB/parataxis/2"
    parsed = tree(first, second, text="“Ships sank. Crews fled”, she said")
    content = words(parsed, "“", "Ships", "sank", ".", "Crews", "fled", "”")
    parsed.roles = [Roles(words(parsed, "said"), words(parsed, "she"), content, 0.9)]
    assert said(parsed, heard(parsed)) == [(["she"], ["said"], ["“Ships sank", "Crews fled”"])]


def test_the_word_that_governs_a_cue_is_its_verb():
    parsed = tree("has/AUX/aux/3 repeatedly/ADV/advmod/3 denied/VERB/root/0")
    assert head_of(parsed.tokens).text == "denied"


def test_a_main_clause_stays_said_where_the_model_keeps_only_what_depends_on_it():
    parsed = tree(
        "Rebels/NOUN/nsubj/2 left/VERB/ccomp/9 as/SCONJ/mark/5 troops/NOUN/nsubj/5 came/VERB/advcl/2 "
        ",/PUNCT/punct/2 the/DET/det/8 mayor/NOUN/nsubj/9 said/VERB/root/0 ./PUNCT/punct/9"
    )
    for kept, content in ((["troops", "came"], "Rebels left as troops came"), (["Rebels", "left"], "Rebels left")):
        draft = rule(parsed, "said", ["the", "mayor"], ["Rebels", "came"])
        parsed.roles = [Roles(words(parsed, "said"), words(parsed, "the", "mayor"), words(parsed, *kept), 0.9)]
        (found,) = heard(parsed, [draft])
        assert [parsed.text[a:b] for a, b in found.content] == [content]
