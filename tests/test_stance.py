"""The detector on sentences written for the purpose: right ones, and tempting wrong ones."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import KitError
from kit.lexicons import rows
from kit.stance import Finding, find_stance
from kit.stance.context import RULES, Sentence, flatten
from kit.stance.densities import NOBODY, stance_density, subject_of
from kit.stance.detector import quoted_spans
from kit.stance.schemes import CODEBOOK, SPECULATION, Scheme
from kit.texts import Passage, Text, read


def found(sentence: str, kind: str, scheme: Scheme = CODEBOOK) -> list[str]:
    return [f.text for f in find_stance(Text("test", sentence), scheme) if f.kind == kind]


# Each row: the sentence, then the hedges in it, parted by " | "; an empty string means none.
HEDGES = [
    # may: possibility, month, name, wish, permission
    ("The talks may collapse before autumn.", "may"),
    ("The talks collapsed in May.", ""),
    ("On May 9 the parade was held.", ""),
    ("The parade was held on 9 May in the square.", ""),
    ("May he rest in peace.", ""),
    ("Prime Minister Theresa May resigned.", ""),
    ("You may leave the room now.", ""),
    # might: possibility, noun
    ("The bridge might hold.", "might"),
    ("The parade showed off the army’s might.", ""),
    ("Their military might frightened the neighbours.", ""),
    ("She pulled with all her might.", ""),
    ("They mightn’t come at all.", "mightn’t"),
    ("Try as they might, nobody found the key.", ""),
    # can, could: ability, negated ability, hypothetical
    ("She can swim and he can cook.", ""),
    ("He could not lift it.", ""),
    ("He couldn’t lift the crate.", ""),
    ("From the roof we could see the river.", ""),
    ("As a child he could swim a mile.", ""),
    ("He ran as fast as he could.", ""),
    ("War could easily break out by mistake.", "could"),
    ("The clerk could not have known the code.", "could"),
    ("It couldn’t be simpler.", "couldn’t"),
    ("They could’ve warned the village.", "could’ve"),
    ("I could not agree more.", "could"),
    ("One could not ask for a better guide.", "could"),
    ("He could not ask for directions.", ""),
    # would: habit, hypothetical, predicted; 'd
    ("A strike would cripple the port.", "would"),
    ("He said that the tax would rise.", "would"),
    ("Every Sunday we would walk to the mill.", ""),
    ("He would often read aloud after supper.", ""),
    ("When I was young, we used to sing, and she would play along.", ""),
    ("Anyone used to trams would find it slow.", "would"),
    ("Whenever it rained, the roof would leak.", ""),
    ("Every year it would cost less if they shared it.", "would"),
    ("There’d be pressure from all sides.", "’d"),
    ("I'd say the plan is dead.", "'d"),
    ("They’d finished before noon.", ""),
    ("You'd better leave.", ""),
    # should: duty, expectation
    # should of duty and advice: people, names, institutions, and what they ought to see to
    ("The government should stop the sale.", ""),
    ("Ruritania should withdraw.", ""),
    ("The ministries should say so.", ""),
    ("Somehow Graustark should have warned them.", ""),
    ("Journalists should not print this.", ""),
    ("You should read the small print.", ""),
    ("They should have asked first.", ""),
    ("The law should be repealed.", ""),
    ("The warning should have been printed in red.", ""),
    ("The band should be playing elsewhere.", ""),
    ("Why should the price matter?", ""),
    ("He knows what he should do.", ""),
    ("It is dearer than they should allow.", ""),
    # should of expectation: things and events, states, and what befalls people
    ("The parcel should arrive on Friday.", "should"),
    ("Prices should fall.", "should"),
    ("The engine should run for years.", "should"),
    ("These tyres should be standard equipment.", "should"),
    ("Two litres should be enough for the trip.", "should"),
    ("The trip should be 4 miles at most.", "should"),
    ("This should not stop anyone.", "should"),
    ("It should have worked.", "should"),
    ("It should have been easy.", "should"),
    ("The mill should n’t creak like that.", "should n’t"),
    ("They should have arrived by now.", "should"),
    ("Even a beginner should be able to follow.", "should"),
    ("You should enjoy the view.", "should"),
    ("Readers should find it useful.", "should"),
    ("The pump does not work as it should.", "should"),
    ("The letter ought to suffice.", "ought to"),
    ("If it should rain, close the windows.", ""),
    # seem, appear, suggest, tend, indicate
    ("It seems that the vote was close.", "seems"),
    ("The deal appears to be dead.", "appears"),
    ("It appears that nobody was told.", "appears"),
    ("The singer appeared on stage at nine.", ""),
    ("A ship appeared in the bay.", ""),
    ("The figures suggest that demand is falling.", "suggest"),
    ("I suggest that we adjourn.", ""),
    ("Anna suggested going by train.", ""),
    ("Prices tend to rise in spring.", "tend"),
    ("She tends the garden and tends to the sick.", ""),
    ("The tests indicate that the valve failed.", "indicate"),
    ("She indicated left and turned.", ""),
    # think, believe, guess and others: the writer's own only
    ("I think the law is a mistake.", "think"),
    ("I don’t think the law will pass.", "think"),
    ("They think the law is a mistake.", ""),
    ("Think of a number.", ""),
    ("I thought about the trip all day.", ""),
    ("We believe that the count was fair.", "believe"),
    ("I believe you can see it from here.", "believe"),
    ("I believe you.", ""),
    ("I can’t believe the price of it.", ""),
    ("She believes that the count was fair.", ""),
    ("I guess the shop was closed.", "guess"),
    ("Guess who came to dinner.", ""),
    ("I suspect that the door was open.", "suspect"),
    ("I suspect him.", ""),
    ("I doubt that they will agree.", "doubt"),
    ("The lake is supposed to be lovely.", "supposed"),
    ("The plan was supposed by many to fail.", ""),
    ("The pill is supposed to work at once.", "supposed"),
    ("You are supposed to wait here.", ""),
    ("I suppose that it rained.", "suppose"),
    ("They suppose that it rained.", ""),
    ("I assume that it rained.", "assume"),
    ("I assume command today.", ""),
    ("We presume that it rained.", "presume"),
    ("They presume that it rained.", ""),
    ("I imagine that it rained.", "imagine"),
    ("I can imagine the noise.", ""),
    ("I reckon it rained.", "reckon"),
    ("They reckon it rained.", ""),
    ("I expect that it will rain.", "expect"),
    ("I expect to be paid.", ""),
    ("I estimate that it weighs a ton.", "estimate"),
    ("They estimate that it weighs a ton.", ""),
    ("I feel that it was unfair, and I feel cold.", ""),
    ("The doubt remained, and they doubt it.", ""),
    ("The letter ought to arrive soon.", "ought to"),
    ("You ought to stop.", ""),
    # probability
    ("That is likely why the bank failed.", "likely"),
    ("A likely cause is rust.", "likely"),
    ("A likely story!", ""),
    ("It is unlikely to last, perhaps even doomed.", "unlikely | perhaps"),
    ("Maybe, possibly, or probably: who knows?", "Maybe | possibly | probably"),
    ("Russia seemingly foresaw it.", "seemingly"),
    ("It is possible that the file was lost.", "possible"),
    ("Come as soon as possible.", ""),
    ("It is possible to cross by boat.", ""),
    ("The possibility that it leaked was ignored.", "possibility"),
    ("The possibility of rain was ignored.", ""),
    # approximators
    ("The change was largely symbolic.", "largely"),
    ("It is almost certain that they lost.", "almost"),
    ("Almost 40 people came.", ""),
    ("Almost every seat was taken.", ""),
    ("He almost fell.", ""),
    ("The roof is just about waterproof.", "just about"),
    ("It was just about to rain.", ""),
    ("The town is virtually empty.", "virtually"),
    ("Virtually all seats were taken.", ""),
    ("The town is practically empty.", "practically"),
    ("Practically every seat was taken.", ""),
    ("She wrote a book about birds, just now, for about 40 euros.", ""),
    ("It is just now more open.", ""),
    ("He is somewhat bitter.", "somewhat"),
    ("They save face to an extent.", "to an extent"),
    ("In a sense, both sides lost.", "In a sense"),
    ("In a way, it helped.", "In a way"),
    ("He smiled in a way that annoyed her.", ""),
    ("The two are more or less equal.", "more or less"),
    ("It is sort of sad, and kind of loud.", ""),
    ("This sort of thing happens.", ""),
    ("It looks like rain, as if the gods were angry.", ""),
    # phrases
    ("It can’t be ruled out that rain will fall.", "It can’t be ruled out that"),
    ("There is a chance that they will stay.", "There is a chance that"),
    ("There is a good chance that they will stay.", "There is a good chance that"),
    ("She took a chance and won.", ""),
    ("I am not sure that he knows.", "not sure"),
    ("I'm not certain it will hold.", "not certain"),
    ("I am not sure who came.", ""),
    ("She is not sure that it will hold.", ""),
    ("If so, I have a feeling that it will snow.", "have a feeling"),
    ("They have a feeling for colour.", ""),
    ("I am inclined to agree.", "inclined to"),
    ("The shelf is inclined to the left.", ""),
    # hyphens and names
    ("A would-be king and a might-have-been met.", ""),
    ("The film The Gods May Be Angry flopped.", ""),
    ("It may--perhaps--be true.", "may | perhaps"),
    ("What the West Could Lose In Another Long Winter", "Could"),
]

BOOSTERS = [
    ("The reality is that nobody voted.", "The reality is that"),
    ("They had to face reality.", ""),
    ("It’s clear that the pact is dead.", "It’s clear that"),
    ("The water is clear and cold.", ""),
    ("Clearly, the pact is dead.", "Clearly"),
    ("She speaks clearly.", ""),
    ("They are obviously intended to provoke.", "obviously"),
    ("In fact, the bridge was closed.", "In fact"),
    ("It was not in fact closed.", "in fact"),
    ("Of course the bridge was closed.", "Of course"),
    ("In the course of the war prices rose.", ""),
    ("It was indeed closed.", "indeed"),
    ("It was very good indeed.", ""),
    ("There is no doubt that it was closed.", "There is no doubt that"),
    ("No doubt they will deny it.", "No doubt"),
    ("His doubt grew from day to day.", ""),
    ("It is certain that they will lose.", "It is certain that"),
    ("I am certain that they lost.", "certain"),
    ("A certain man came to town.", ""),
    ("It was never certain.", "never"),
    ("I am not certain that they lost.", ""),
    ("I am sure that they lost.", "sure"),
    ("Make sure that the door is shut.", ""),
    ("The state has always approved of it.", "always"),
    ("It does not always rain.", ""),
    ("It almost always rains.", ""),
    ("I always take the bus.", ""),
    ("The party never keeps its word.", "never"),
    ("Never mind the rain.", ""),
    ("This is exactly what they wanted.", "exactly"),
    ("What exactly did they want?", ""),
    ("This is precisely what they wanted.", "precisely"),
    ("It weighs precisely 40 grams.", ""),
    ("They were plainly lying.", "plainly"),
    ("She dresses plainly.", ""),
    ("Naturally, they lied.", "Naturally"),
    ("She speaks naturally.", ""),
    ("There was no question of a retreat.", ""),
    ("He is the winner, no question.", "no question"),
    ("It weighs exactly 40 grams.", ""),
    ("That is not exactly new.", ""),
    ("It was nothing but a show.", "nothing but"),
    ("They suffer through no fault of their own.", "no fault of their own"),
    ("The clash might be inevitable.", "inevitable"),
    ("It is not necessarily so.", ""),
    ("It was almost certainly lost.", ""),
    ("For those who must know, it is red.", ""),
    ("This proves that the plan failed.", "proves"),
    ("The plan proved to be costly.", ""),
    ("The figures show that wages fell.", "show"),
    ("The show ended late.", ""),
    ("She showed him the door.", ""),
    ("He said that this proves that they lied.", ""),
    ("The leak demonstrates how little they care.", "demonstrates"),
    ("Thousands demonstrated in the square.", ""),
    ("The report establishes that they lied.", "establishes"),
    ("They established a school.", ""),
    ("The tapes confirm that they lied.", "confirm"),
    ("Anna confirmed her seat.", ""),
    ("We know that the vote was rigged.", "know"),
    ("We do not know that yet.", ""),
    ("She knows that the vote was rigged.", ""),
    ("They must have left early.", "must"),
    ("It must be the heat.", "must"),
    ("There must be a mistake.", "must"),
    ("They must pay the fine.", ""),
    ("The fine must be paid.", ""),
    ("You must have a licence.", ""),
    ("The castle is a must for visitors.", ""),
    ("It is a must-see.", ""),
    ("The house was very large and utterly absurd.", ""),
]


def expected(row: str) -> list[str]:
    return row.split(" | ") if row else []


@pytest.mark.parametrize(("sentence", "hedges"), HEDGES)
def test_hedges(sentence: str, hedges: str) -> None:
    assert found(sentence, "hedge") == expected(hedges)


@pytest.mark.parametrize(("sentence", "boosters"), BOOSTERS)
def test_boosters(sentence: str, boosters: str) -> None:
    assert found(sentence, "booster") == expected(boosters)


# What readers who mark speculation count otherwise: difference, sentence, the codebook's hedges, theirs.
DIFFERENCES = [
    ("duty", "The law should be repealed.", "", "should"),
    ("must", "They must pay.", "", "must"),
    ("must", "The castle is a must.", "", ""),
    ("ability", "He could not lift it.", "", "could"),
    ("habit", "Every Sunday we would walk to the mill.", "", "would"),
    ("proposal", "I suggest a walk.", "", "suggest"),
    ("thought of others", "They think it rained.", "", "think"),
    ("thought of others", "I thought it rained.", "thought", "thought"),
    ("thought of others", "The thought made them think about rain.", "", ""),
    ("approximators", "It is almost certain and largely so.", "almost | largely", ""),
    ("guess", "I guess it rained.", "guess", ""),
    ("tend", "Prices tend to rise.", "tend", ""),
    ("hearsay", "It is supposedly dead.", "supposedly", ""),
    ("set phrases", "To my knowledge, it is dead.", "To my knowledge", ""),
    ("short would", "I'd say it is dead.", "'d", ""),
]


@pytest.mark.parametrize(("name", "sentence", "codebook", "other"), DIFFERENCES)
def test_each_difference_alone_turns_the_reading_of_its_forms(
    name: str, sentence: str, codebook: str, other: str
) -> None:
    (difference,) = [known for known in SPECULATION.differences if known.name == name]
    assert found(sentence, "hedge") == expected(codebook)
    assert found(sentence, "hedge", Scheme(name, (difference,))) == expected(other)
    assert found(sentence, "hedge", SPECULATION) == expected(other)


def test_every_difference_has_a_sentence_and_keeps_the_boosters_but_must() -> None:
    assert {name for name, *_ in DIFFERENCES} == {known.name for known in SPECULATION.differences}
    assert found("Clearly, it must be so.", "booster", SPECULATION) == ["Clearly"]


def test_a_text_of_triggers_alone_is_split_into_words_once(monkeypatch: pytest.MonkeyPatch) -> None:
    splits = []
    plain = Sentence.around
    monkeypatch.setattr(
        Sentence, "around", lambda self, start, end: splits.append(id(self)) or plain(self, start, end)
    )
    find_stance(Text("test", "may " * 5000))
    assert len(splits) == 5000 and len(set(splits)) == 1


NEUTRAL = [
    (name[:-1], form)
    for name in ("hedges", "boosters")
    for row in rows(name)
    if row["form"] not in RULES
    for form in (row["form"], *row["inflections"].split("|"))
    if form and "*" not in form
]


@pytest.mark.parametrize(("kind", "form"), NEUTRAL)
def test_a_form_without_a_rule_of_its_own_counts_wherever_it_stands(kind: str, form: str) -> None:
    assert found(f"The harbour, {form}, was closed.", kind) == [form]


def test_every_rule_decides_a_form_of_the_lists() -> None:
    assert set(RULES) <= {row["form"] for name in ("hedges", "boosters") for row in rows(name)}


def test_every_finding_names_its_category_and_rule() -> None:
    text = Text("test", "It could rain. They must have left. Clearly, it seems so.")
    rules = [(finding.category, finding.rule) for finding in find_stance(text)]
    assert rules == [
        ("modal", "modal:could, hypothetical"),
        ("modal", "modal:must, conclusion"),
        ("certainty", "certainty:clearly"),
        ("verb", "lexicon:seems"),
    ]


@pytest.mark.parametrize(
    "raw",
    ["He said “it might fail” but it may.", 'He said "it might fail" but it may.'],
)
def test_quoted_words_are_marked_and_keep_their_place(raw: str) -> None:
    findings = find_stance(Text("test", raw))
    assert [(f.text, f.quoted) for f in findings] == [("might", True), ("may", False)]
    assert [f.start for f in findings] == [raw.index("might"), raw.index("may")]


def test_a_mark_without_its_partner_opens_no_quotation() -> None:
    raw = "The “plan might fail.\nIt’s the boys’ plan."
    assert list(quoted_spans(Passage(raw, 0, len(raw)))) == []
    assert [f.quoted for f in find_stance(Text("test", raw))] == [False]


def test_a_phrase_may_run_over_a_line_break_of_a_wrapped_text() -> None:
    raw = "The two agree to\nan extent.\n\nAnother block of the text."
    assert found(raw, "hedge") == ["to\nan extent"]


def test_the_article() -> None:
    text = read("article")
    hedges = [f.text for f in find_stance(text) if f.kind == "hedge"]
    boosters = [f.text for f in find_stance(text) if f.kind == "booster"]
    assert {"largely", "to an extent", "seemingly", "likely", "might", "could"} <= set(hedges)
    assert {"The reality is that", "exactly", "no fault of its own"} <= set(boosters)


@pytest.mark.parametrize(
    ("name", "categories"),
    [
        ("hedges", {"modal", "verb", "probability", "approximator", "phrase"}),
        ("boosters", {"certainty", "totality", "factive", "modal"}),
    ],
)
def test_word_lists_are_sound(name: str, categories: set[str]) -> None:
    entries = rows(name)
    spellings = [form for row in entries for form in (row["form"], *row["inflections"].split("|")) if form]
    assert {row["category"] for row in entries} == categories
    assert len(spellings) == len(set(spellings))
    assert all(form == flatten(form).strip() for form in spellings)
    assert all(row["source"] and row["note"] for row in entries)


def test_no_form_is_both_hedge_and_booster() -> None:
    lists = [
        {form for row in rows(name) for form in (row["form"], *row["inflections"].split("|"))} - {""}
        for name in ("hedges", "boosters")
    ]
    assert not lists[0] & lists[1]


TRIGGERS = ["might", "May", "could not", "I think", "’d", "“", "”", '"', "it’s clear that", "\n\n"]
WILD = st.lists(st.one_of(st.sampled_from(TRIGGERS), st.text(max_size=6)), max_size=30)


@given(WILD, st.sampled_from(["", " "]))
def test_every_span_lies_inside_the_text_and_equals_its_own_text(parts: list[str], by: str) -> None:
    raw = by.join(parts)
    findings = find_stance(Text("wild", raw))
    assert all(raw[f.start : f.end] == f.text != "" for f in findings)
    assert all(a.end <= b.start for a, b in pairwise(findings))


@given(st.text())
def test_flattened_text_keeps_its_length(raw: str) -> None:
    assert len(flatten(raw)) == len(raw)


def test_text_with_letters_that_grow_in_lower_case_keeps_its_offsets() -> None:
    (finding,) = find_stance(Text("test", "İİİ might."))
    assert finding == Finding("hedge", 4, 9, "might", "modal", "modal:might, possibility", quoted=False)


DENSITY = Text("test", "Ruritania might attack. “It may,” they said.\nClearly, Graustark never would.")


def test_density_of_a_text_leaves_quoted_words_out() -> None:
    (row,) = stance_density(DENSITY).to_dict("records")
    assert (row["unit"], row["words"], row["hedges"], row["boosters"]) == ("test", 11, 2, 2)
    assert row["hedges_per_100"] == pytest.approx(200 / 11)


@pytest.mark.parametrize(
    ("by", "counts"),
    [
        ("sentence", [(1, 3, 1, 0), (2, 4, 0, 0), (3, 4, 1, 2)]),
        ("paragraph", [(1, 7, 1, 0), (2, 4, 1, 2)]),
        ("subject", [("Ruritania", 3, 1, 0), (NOBODY, 4, 0, 0), ("Graustark", 4, 1, 2)]),
    ],
)
def test_density_by_unit(by, counts) -> None:
    frame = stance_density(DENSITY, by=by)
    assert list(frame[["unit", "words", "hedges", "boosters"]].itertuples(index=False, name=None)) == (counts)


def test_density_by_given_actors() -> None:
    frame = stance_density(DENSITY, by="subject", actors={"the aggressor": ["Ruritania", "It"]})
    assert frame["unit"].tolist() == ["the aggressor", NOBODY]


def test_density_by_something_unknown_says_what_to_choose() -> None:
    with pytest.raises(KitError, match="sentence"):
        stance_density(DENSITY, by="page")  # type: ignore[arg-type]  # the mistake to be refused


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Graustark announced a parade.", "Graustark"),
        ("The Daily Bugle then reported it.", "Daily Bugle"),
        ("In that case, Ruritania might yield to Graustark.", "Ruritania"),
        ("The reality is that the US has always agreed.", "US"),
        ("Ruritania’s envoy left.", "Ruritania"),
        ("The Duke of Zenda, a proud man, has left Ruritania.", "Duke of Zenda"),
        ("He responded to Duke Michael.", None),
        ("They attacked Ruritania.", None),
        ("If war is declared, Ruritania would lose.", None),  # a limit: no parsing
    ],
)
def test_who_a_sentence_is_about(sentence: str, subject: str | None) -> None:
    assert subject_of(Passage(sentence, 0, len(sentence))) == subject
