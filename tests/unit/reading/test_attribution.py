import pytest

from accordingto.reading.attribution import find_drafts
from accordingto.reading.parse import parse
from accordingto.reading.segment import segment


def drafts(text):
    return find_drafts(parse(text, segment(text)))


def source(draft):
    return " ".join(t.text for t in draft.source)


def contents(text, draft):
    return [text[a:b] for a, b in draft.content]


def test_what_somebody_said_with_the_words_for_who_said_it():
    text = "The harbour master said that two ferries had left."
    (draft,) = drafts(text)
    assert (source(draft), contents(text, draft)) == ("The harbour master", ["that two ferries had left"])
    assert draft.parent is None


def test_a_relay_hangs_on_whoever_cites_it():
    text = "Selm Daily reported that the mayor, citing police, said the bridge had closed."
    by_source = {source(d): d for d in drafts(text)}
    assert by_source["police"].parent is by_source["the mayor"]
    assert by_source["the mayor"].parent is by_source["Selm Daily"]
    assert contents(text, by_source["police"]) == ["the bridge had closed"]


def test_a_relay_in_a_fragment_stands_before_what_it_relays():
    text = "The ferry has sunk, the coast guard said. Selm Daily, citing the mayor."
    found = drafts(text)
    link = next(d for d in found if d.reasons[0].startswith("relay"))
    assert source(link) == "Selm Daily"
    assert {source(d) for d in found if d.parent is link} == {"the coast guard", "the mayor"}


def test_a_quotation_without_a_cue_goes_on_reporting_in_its_paragraph_only():
    said = "“We left at dawn,” Captain Oona Vask said. "
    first, second = drafts(said + "“Nobody else was ever there.”")
    assert second.continues is first
    assert second.cue == []
    assert len(drafts(said.strip() + "\n“Nobody else was ever there.”")) == 1


def test_a_word_in_scare_quotes_goes_on_reporting_nothing():
    assert len(drafts("“We left at dawn,” Captain Oona Vask said. The “hero” slept.")) == 1


@pytest.mark.parametrize("text", ["“We quoted sank ... Friday ”", "“We quoted navy . “ Friday"])
def test_a_cue_in_a_quotation_that_goes_on_makes_no_circle(text):
    found = drafts(text)
    assert any(d.continues is not None for d in found)
    for draft in found:
        above = [d for d in (draft.parent, draft.continues) if d is not None]
        for at in above:  # grows while it is walked
            above += [d for d in (at.parent, at.continues) if d is not None and d not in above]
        assert draft not in above


def test_the_order_is_that_of_the_text():
    text = "Police said the road was shut. The mayor denied that it had flooded."
    assert [source(d) for d in drafts(text)] == ["Police", "The mayor"]


def test_a_speaker_label_holds_the_rest_of_its_line():
    text = "MINISTER: We never knew. They left.\nThe road is shut."
    draft = next(d for d in drafts(text) if d.reasons == ["name and colon"])
    assert contents(text, draft) == ["We never knew. They left"]


def continued(text):
    found = find_drafts(parse(text, segment(text)))
    return [text[a:b] for d in found if d.continues is not None for a, b in d.content]


def test_reported_speech_goes_on_in_the_past_perfect():
    text = "Two aid workers told the paper that nothing had moved. Officers had stopped issuing passes."
    assert continued(text) == ["Officers had stopped issuing passes"]


def test_what_is_told_in_the_past_or_in_another_paragraph_is_the_reports_own():
    told = "Two aid workers told the paper that nothing had moved."
    assert continued(f"{told} Officers stopped issuing passes.") == []
    assert continued(f"{told}\nOfficers had stopped issuing passes.") == []


def test_what_nobody_was_told_is_no_attribution():
    text = "“Nobody was asked to leave,” Helen Strake told the Echo."
    assert [[t.text for t in d.cue] for d in find_drafts(parse(text, segment(text)))] == [["told"]]


def test_who_is_quoted_as_saying_says_it():
    found = drafts("The newspaper quoted a nurse as saying that the ward was full.")
    assert ["a", "nurse"] in [[t.text for t in d.source] for d in found]


def test_a_condition_of_anonymity_is_nothing_said():
    found = drafts("Officials who asked not to be named said the raid had failed.")
    assert [d.act for d in found] == ["say"]


def test_any_verb_behind_a_quotation_tells_who_speaks():
    (found,) = drafts("“Every exit was open,” he stormed outside court.")
    assert [t.text for t in found.source] == ["he"]


def test_what_a_person_told_goes_on_in_short_sentences():
    told = "One of the vets said she had rung the office herself."
    assert continued(f"{told} The sample was logged. Nobody rang back.") != []
    assert continued(f"{told} Officers stopped issuing passes.") == []
    assert continued(f"{told} However, the sample was logged.") == []


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("The minister made no mention of the ship.", "the ship"),
        ("The union had no comment on the strike.", "the strike"),
        ("Whether he signed the letter, the mayor will not say.", "Whether he signed the letter"),
    ],
)
def test_what_is_not_said_has_its_topic(text, of):
    (found,) = drafts(text)
    assert (found.act, contents(text, found)) == ("no_comment", [of])


def test_who_spreads_a_claim_is_its_source():
    text = "The clinic rejected the allegation, broadcast by Radio Sahwa, that nurses had fled."
    assert any(d.act == "accuse" and "Radio" in [t.text for t in d.source] for d in drafts(text))


def test_who_speaks_of_something_says_it():
    text = "The envoy spoke on Monday of three trucks that had been burnt."
    (draft,) = drafts(text)
    assert contents(text, draft) == ["of three trucks that had been burnt"]
    assert drafts("The envoy spoke to reporters of the Post for an hour.") == []


def test_to_warn_somebody_and_no_more_is_an_act():
    assert [source(d) for d in drafts("Its members warned the company, the union says.")] == ["the union"]
    assert source(drafts("Its members warned the company that the wall leaked.")[0]) == "Its members"


def test_who_will_be_ready_has_no_plan_yet():
    assert [d.act for d in drafts("On 1 November they will be ready to fight, the general said.")] == ["say"]
    assert [d.act for d in drafts("Kestria is ready to reopen the border.")] == ["plan"]


def test_what_two_differ_on_is_said_by_the_one_of_them():
    found = drafts("On the place the two do not agree: Oona Vask said that the ships are still at sea.")
    assert [source(d) for d in found] == ["Oona Vask"]


def test_the_owner_of_an_account_keeps_the_word_before_it():
    found = drafts("In that agency's account, 20 ships crossed the strait in October.")
    assert [source(d) for d in found] == ["that agency"]
