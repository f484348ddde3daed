"""Attributions: source, cue and content of self-written sentences, right ones and tempting ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.attribution import find_attributions, who_speaks
from kit.texts import Text, read


def found_in(raw):
    """Each attribution as (source, cue, content), the pieces of a part joined by a bar."""
    return [
        tuple(
            "|".join(raw[start:end] for start, end in part)
            for part in (found.source, found.cue, found.content)
        )
        for found in find_attributions(Text("t", raw))
    ]


DIRECT = [
    ('"Taxes will fall," said Lee.', "Lee", "said", '"Taxes will fall,"'),
    ('"Taxes will fall," Lee said.', "Lee", "said", '"Taxes will fall,"'),
    ('Lee said, "Taxes will fall."', "Lee", "said", '"Taxes will fall."'),
    ('Lee said: "Taxes will fall."', "Lee", "said", '"Taxes will fall."'),
    ("“Taxes,” Lee said, “will fall.”", "Lee", "said", "“Taxes,”|“will fall.”"),
    ("“Taxes will fall,” he added.", "he", "added", "“Taxes will fall,”"),
    ("«Taxes will fall», said Lee.", "Lee", "said", "«Taxes will fall»"),
    ("'Taxes will fall,' said Lee.", "Lee", "said", "'Taxes will fall,'"),
    ("''Taxes will fall,'' said Lee.", "Lee", "said", "''Taxes will fall,''"),
    ("“Will taxes fall?” the reporter asked.", "the reporter", "asked", "“Will taxes fall?”"),
    ("“Will it?” Lee asked. “It will.”", "Lee", "asked", "“Will it?”|“It will.”"),
    ("“We go. We stay,” Lee said.", "Lee", "said", "“We go. We stay,”"),
    ("“We go,” Lee said. “We stay.”", "Lee", "said", "“We go,”|“We stay.”"),
    ("“She told me ‘no’ twice,” Lee said.", "Lee", "said", "“She told me ‘no’ twice,”"),
    ("“It failed,” Lee told reporters on Monday.", "Lee", "told", "“It failed,”"),
    ("Lee added:\n“We are done.”", "Lee", "added", "“We are done.”"),
    ("“We go.\n“We stay,” Lee said.", "Lee", "said", "“We go.|“We stay,”"),
    ("“Taxes will fall, said Lee.\nHe left.", None, None, None),
    ("“No,” said Ann Lee, the finance minister.", "Ann Lee, the finance minister", "said", "“No,”"),
    ("“No,” said Ann Lee in a statement.", "Ann Lee", "said", "“No,”"),
]

INDIRECT = [
    ("The minister said that taxes would fall.", "The minister", "said", "that taxes would fall"),
    ("The minister said taxes would fall.", "The minister", "said", "taxes would fall"),
    ("Taxes will fall, the minister said.", "the minister", "said", "Taxes will fall"),
    ("Taxes, the minister said, will fall.", "the minister", "said", "Taxes|will fall"),
    ("Taxes will fall, said Ann Lee.", "Ann Lee", "said", "Taxes will fall"),
    ("Lee told reporters that talks had failed.", "Lee", "told", "that talks had failed"),
    ("Lee said on Monday that talks had failed.", "Lee", "said", "that talks had failed"),
    ("Lee warned in a letter that it would rain.", "Lee", "warned", "that it would rain"),
    ("Lee also repeatedly denied that he knew.", "Lee", "denied", "that he knew"),
    ("Lee, the mayor, said it was late.", "Lee, the mayor,", "said", "it was late"),
    ("Lee (D-Ohio) said it was late.", "Lee (D-Ohio)", "said", "it was late"),
    ("In response, the union said it would strike.", "the union", "said", "it would strike"),
    ("Lee said it was late, but voters stayed.", "Lee", "said", "it was late"),
    ("The report found that prices rose.", "The report", "found", "that prices rose"),
    ("A new poll shows voters are tired.", "A new poll", "shows", "voters are tired"),
    ("The White House said it was ready.", "The White House", "said", "it was ready"),
    ("Lee asked whether it was late.", "Lee", "asked", "whether it was late"),
    ("Asked whether he would run, Lee smiled.", "", "Asked", "whether he would run"),
    ("The suspect reportedly fled to Spain.", "", "reportedly", "The suspect|fled to Spain"),
    ("Russia announced exercises at the border.", "Russia", "announced", "exercises at the border"),
    ("This is what Ann Lee said when she left.", "Ann Lee", "said", "what"),
]

THOUGHT = [
    ("The mayor hopes to win.", "The mayor", "hopes", "to win"),
    ("The mayor wants a new bridge.", "The mayor", "wants", "a new bridge"),
    ("She plans to leave.", "She", "plans", "to leave"),
    ("Officials fear that the dam will break.", "Officials", "fear", "that the dam will break"),
    ("Lee believes that rates will rise.", "Lee", "believes", "that rates will rise"),
    ("Analysts expect growth to slow.", "Analysts", "expect", "growth to slow"),
    ("The mayor declined to comment.", "The mayor", "declined", "to comment"),
    ("The army refused to fire.", "The army", "refused", "to fire"),
    ("She is confident that the law will pass.", "She", "confident", "that the law will pass"),
    ("Voters are worried about the cost.", "Voters", "worried", "the cost"),
    ("The premier blamed the press.", "The premier", "blamed", "the press"),
    ("The senator denounced the bill.", "The senator", "denounced", "the bill"),
    ("The senator, who voted no, denounced it.", "The senator, who voted no,", "denounced", "it"),
    ("Lee endorsed the bill in June.", "Lee", "endorsed", "the bill"),
    ("Lee called for a strike.", "Lee", "called for", "a strike"),
    ("Lee pointed out that it rained.", "Lee", "pointed out", "that it rained"),
    ("Critics who read the draft said it was vague.", "Critics who read the draft", "said", "it was vague"),
]

OTHER_CUES = [
    ("According to the union, wages will rise.", "the union", "According to", "wages will rise"),
    ("Wages will rise, according to the union.", "the union", "according to", "Wages will rise"),
    ("According to Lee, the mayor, it rained.", "Lee, the mayor", "According to", "it rained"),
    ("“It rained,” according to Lee.", "Lee", "according to", "“It rained,”"),
    ("Per its doctrine, Russia might strike.", "its doctrine", "Per", "Russia might strike"),
    ("Russia might strike per its doctrine.", "its doctrine", "per", "Russia might strike"),
    ("In a new poll, most voters rejoiced.", "a new poll", "In", "most voters rejoiced"),
    ("Minister: Taxes will fall", "Minister", ":", "Taxes will fall"),
    ("Lee's criticism of the plan was sharp.", "Lee's", "criticism", "the plan"),
    ("The claim that taxes fall is old.", "", "claim", "that taxes fall"),
    ("Allegations by the party that votes were bought died.", "the party", "Allegations",
     "that votes were bought"),
    ("Her opposition to the war was known.", "Her", "opposition", "the war"),
    ("Lee was accused of fraud.", "", "accused", "Lee|fraud"),
    ("Lee is said to be ill.", "", "said", "Lee|to be ill"),
    ("It is said that the house is haunted.", "", "said", "that the house is haunted"),
    ("The plan was criticized by the union.", "the union", "criticized", "The plan"),
    ("Lee was told to leave.", "", "told", "to leave"),
    ("The war was a mistake, as was explained here.", "", "explained", "The war was a mistake"),
    ("Consider the model that was shared here.", "", "shared", "the model"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "source", "cue", "content"), DIRECT + INDIRECT + THOUGHT + OTHER_CUES)
def test_the_three_parts(raw, source, cue, content):
    expected = [] if cue is None else [(source, cue, content)]
    assert found_in(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            "Lee praised the nurses, calling them heroes.",
            [("Lee", "praised", "the nurses"), ("Lee", "calling", "them heroes")],
        ),
        (
            "Lee said it was late and denied that he slept.",
            [("Lee", "said", "it was late"), ("Lee", "denied", "that he slept")],
        ),
        (
            "Lee said that Ray had told her that it rained.",
            [
                ("Lee", "said", "that Ray had told her that it rained"),
                ("Ray", "told", "that it rained"),
            ],
        ),
        (
            "He answered Lee’s criticism of the limits by declaring that “they stay”.",
            [("Lee’s", "criticism", "the limits"), ("He", "declaring", "that “they stay”")],
        ),
    ],
)
def test_several_in_one_sentence(raw, expected):
    assert found_in(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "The plan called for rain.",
        "A suspected leak closed the plant.",
        "The talks continued for hours.",
        "The work went according to plan.",
        "Wages rose 3 percent per year.",
        'We met a so-called "expert" on trade.',
        "The boy was 5'10\" tall.",
        "The workers' rights and the girls' school.",
        "It's clear that taxes will fall.",
        "The reality is that taxes will fall.",
        "Russia re-entered the region.",
        "He ran to the store and bought milk.",
        "The claims office moved to a new address.",
        "The United States won three medals.",
        "Court documents lay on the table.",
        "A wall supports the roof.",
        "I think it may rain.",
        "The road leads to the said house.",
        "The reports were late.",
        "There were two reasons to stay.",
        "The practice is known as “gerrymandering”.",
        "She read “War and Peace” on the train.",
        "She set the table at 10:30.",
        "They have three things: bread, salt and time.",
        "The alleged thief fled.",
        "Nobody came.",
        "",
    ],
)
def test_what_is_no_attribution(raw):
    assert found_in(raw) == []


@pytest.mark.parametrize(
    ("raw", "form"),
    [
        ("“Taxes will fall,” Lee said.", "direct"),
        ("Lee said:\n“Taxes will fall.”", "direct"),
        ("Lee said taxes will fall.", "indirect"),
        ("Lee said taxes “will fall” soon.", "mixed"),
        ("Lee said that “taxes will fall”.", "mixed"),
        ("Taxes “will fall,” Lee said.", "mixed"),
    ],
)
def test_form(raw, form):
    assert [found.form for found in find_attributions(Text("t", raw))] == [form]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Ann Lee", "named"),
        ("Mr. Lee", "named"),
        ("Mayor Ann Lee", "named"),
        ("Secretary of State Ann Lee", "named"),
        ("White House spokesman Jo Ray", "named"),
        ("The director, Ann Lee,", "named"),
        ("Russia", "institution"),
        ("The White House", "institution"),
        ("The New York Times", "institution"),
        ("The US", "institution"),
        ("The ruling party", "institution"),
        ("Two officials", "unnamed"),
        ("A spokesman for Ann Lee", "unnamed"),
        ("Two officials at the White House", "unnamed"),
        ("Critics", "unnamed"),
        ("We", "self"),
    ],
)
def test_source_kind(source, kind):
    raw = f"{source} said that taxes would fall."
    (found,) = find_attributions(Text("t", raw))
    assert raw[slice(*found.source[0])] == source
    assert found.source_kind == kind


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("It is said that the house is haunted.", "impersonal"),
        ("Lee was accused of fraud.", "impersonal"),
        ("The war was a mistake, as was explained here.", "self"),
    ],
)
def test_source_kind_without_a_source(raw, kind):
    (found,) = find_attributions(Text("t", raw))
    assert (found.source, found.source_kind) == ((), kind)


@pytest.mark.parametrize(
    ("raw", "antecedent", "kind"),
    [
        ("Ann Lee spoke. She said it would rain.", "Ann Lee", "named"),
        ("“No,” said Ann Lee. She feared the rain.", "Ann Lee", "named"),
        ("Lee said no word was true. He thinks that Ray lied.", "Lee", "named"),
        ("The bank is small. It announced a loss.", "The bank", "institution"),
        ("Two officials said it rained. They fear that it will snow.", "Two officials", "unnamed"),
        ("We met Ann Lee, who said it would rain.", "Ann Lee", "named"),
        ("She said it would rain.", None, "unnamed"),
        ("On Monday in Russia he said it would rain.", None, "unnamed"),
    ],
)
def test_a_pronoun_points_back_to_a_name(raw, antecedent, kind):
    found = find_attributions(Text("t", raw))[-1]
    named = found.antecedent and raw[slice(*found.antecedent)]
    assert (named, found.source_kind) == (antecedent, kind)


def test_the_article():
    article = read("article")
    found = found_in(article.raw)
    parts = {(source, cue) for source, cue, _ in found}
    assert {
        ("Sergey Poletaev", "explained"),
        ("The New York Times", "reported"),
        ("Chairman of the House Foreign Affairs Committee Michael McCaul’s", "criticism"),
        ("He", "declaring"),
        ("Russian Ambassador to America Anatoly Antonov", "assessed"),
        ("Blinken", "signaled"),
        ("it", "announced"),
        ("its doctrine", "per"),
        ("", "explained"),
        ("", "shared"),
    } <= parts


def test_who_speaks_counts_words_by_name():
    table = who_speaks(Text("t", "“No, never,” said Ann Lee. She fears that war will come."))
    assert list(table.columns) == ["source", "kind", "form", "attributions", "words"]
    assert table["source"].tolist() == ["Ann Lee", "Ann Lee"]
    assert table["words"].tolist() == [4, 2]


def test_who_speaks_of_a_text_without_speakers_is_empty():
    assert who_speaks(Text("t", "It rained.")).empty


SAMPLES = (
    "said says Lee “ ” \" ' that , . ? : ; ( ) \n\n and who was by according to per in a poll asked "
    "reportedly calling 😀 \0 قال US Mr. — -- « » claim criticism of the here as"
)
WORDS = st.sampled_from(SAMPLES.split(" "))
WILD = st.lists(WORDS | st.text(max_size=5), max_size=60).map(" ".join) | st.text(max_size=200)


@settings(max_examples=400, deadline=None)
@given(WILD)
def test_every_span_lies_in_the_text(raw):
    for found in find_attributions(Text("t", raw)):
        spans = [*found.source, *found.cue, *found.content]
        spans += [found.antecedent] if found.antecedent else []
        assert all(0 <= start < end <= len(raw) for start, end in spans)
        assert found.cue
        assert found.content
        assert found.form in ("direct", "indirect", "mixed")
        assert found.source_kind in ("named", "institution", "unnamed", "impersonal", "self")


@pytest.mark.parametrize(
    "raw",
    [
        "he said that she said " * 1_000,
        "said " * 2_000,
        "word " * 20_000,
        "x" * 100_000,
        "“" * 10_000 + " said Lee",
        "He said “" + "no and yes, " * 8_000,
        "😀 said " * 1_500,
        "\0 said \"x\" " * 1_500,
        "قال “لا” said " * 1_500,
        "Lee, " * 20_000 + "said no",
        "( " * 20_000 + "said )",
        "He said:\n“a” b c\n" * 1_500,
    ],
    ids=["no end", "cues", "words", "one word", "nested", "unclosed", "emoji", "nul", "right to left",
         "commas", "brackets", "blocks"],
)  # fmt: skip
def test_hostile_text_is_survived(raw):
    for found in find_attributions(Text("t", raw)):
        assert found.cue[0][1] <= len(raw)
