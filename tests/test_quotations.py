"""Quotation marks paired up, and scare quotes told from speech."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.attribution.quotations import DEEPEST, find_quotations
from kit.attribution.scare_quotes import find_scare_quotes
from kit.texts import Text, read


def quoted(raw):
    return [quotation.text for quotation in find_quotations(Text("t", raw))]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ('He said "no" and "yes".', ['"no"', '"yes"']),
        ("He said “no” and left.", ["“no”"]),
        ("Er sagte „nein“ und ging.", ["„nein“"]),
        ("Il dit «non» et part.", ["«non»"]),
        ("Er sagte »nein« und ging.", ["»nein«"]),
        ("On dit ‹non› ici.", ["‹non›"]),
        ("He typed ''no'' twice.", ["''no''"]),
        ("'No,' he said.", ["'No,'"]),
        ("‘No,’ he said.", ["‘No,’"]),
        ("“She told me ‘no’ twice,” he said.", ["“She told me ‘no’ twice,”", "‘no’"]),
        ('He wrote “no" by mistake.', ['“no"']),
        ('He wrote "no” by mistake.', ['"no”']),
        ("“The workers’ rights are ours,” he said.", ["“The workers’ rights are ours,”"]),
        ("‘The workers’ rights are ours,’ he said.", ["‘The workers’ rights are ours,’"]),
        ("“No,” he said—“never.”", ["“No,”", "“never.”"]),
        ("“She told me ‘no,” he said. “Twice.”", ["“She told me ‘no,”", "“Twice.”"]),
        ("(“No,” he said.)", ["“No,”"]),
    ],
)
def test_marks_are_paired(raw, expected):
    assert quoted(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "Don't say it isn't so.",
        "Don’t say it isn’t so.",
        "The workers' rights and the girls' school.",
        "The ’90s and the '60s were long ago.",
        "Give ’em a chance, 'tis time.",
        "The boy was 5'10\" tall.",
        'The pipe is 6" wide.',
        "Rock 'n' roll.",
        "A dog’s bone, the dogs’ bones.",
        "",
    ],
)
def test_what_is_no_quotation(raw):
    assert quoted(raw) == []


def test_a_quotation_reopened_in_the_next_paragraph_is_one():
    raw = "“We are done.\n“And we will not wait,” Chen said."
    (quotation,) = find_quotations(Text("t", raw))
    assert [raw[start:end] for start, end in quotation.spans] == [
        "“We are done.",
        "“And we will not wait,”",
    ]
    assert quotation.closed


def test_a_quotation_that_nothing_closes_ends_with_its_paragraph():
    raw = "“We are done, he said.\nThe plan failed."
    (quotation,) = find_quotations(Text("t", raw))
    assert (quotation.text, quotation.closed) == ("“We are done, he said.", False)


def test_depth_counts_the_quotations_around():
    depths = {q.text: q.depth for q in find_quotations(Text("t", "“a ‘b “c” d’ e”"))}
    assert depths == {"“a ‘b “c” d’ e”": 0, "‘b “c” d’": 1, "“c”": 2}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Their pseudo-“legal” plan failed.", [("“legal”", "distance")]),
        ('We met a so-called "expert" on trade.', [('"expert"', "distance")]),
        ("His “friends” left him.", [("“friends”", "distance")]),
        ("The practice is known as “gerrymandering”.", [("“gerrymandering”", "term")]),
        ("The word “freedom” occurs twice.", [("“freedom”", "term")]),
        ("The term ‘hedge’ is old.", [("‘hedge’", "term")]),
        ("“His ‘friends’ left,” Lee said.", []),
        ("Lee said the vote was a “farce”.", []),
        ("She read “War and Peace” on the train.", []),
        ("The book “Capital” sold well.", []),
        ("“We will not wait any longer for the others to come.”", []),
        ("“Why?”", []),
        ('The 6" pipe burst.', []),
    ],
)
def test_scare_quotes(raw, expected):
    found = find_scare_quotes(Text("t", raw))
    assert [(quote.text, quote.category) for quote in found] == expected
    assert all(raw[quote.start : quote.end] == quote.text for quote in found)


def test_scare_quotes_of_the_article():
    article = read("article")
    found = {quote.text for quote in find_scare_quotes(article)}
    assert {"“legal”", "“save face”", "“overreacting”", "“mission creep”"} <= found
    assert not any("its own decisions" in text for text in found)


# Words in marks are among the pieces: marks drawn one by one hardly ever make a pair.
PIECES = ["“a b”", '"s"', "‘s’", "''a''", "so-called ", "s’ ", " a", " ", "\n\n", "\0", "😀", "ل", "\u00a0"]
PIECES += list("S6“”„\"'‘’«»‹›`.,:(")
WILD = st.lists(st.sampled_from(PIECES) | st.text(max_size=2), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(WILD)
def test_spans_lie_in_the_text_and_nest(raw):
    quotations = find_quotations(Text("t", raw))
    for quotation in quotations:
        assert all(0 <= start < end <= len(raw) for start, end in quotation.spans)
        assert list(quotation.spans) == sorted(quotation.spans)
    top = sorted(span for q in quotations if q.depth == 0 for span in q.spans)
    assert all(first[1] <= second[0] for first, second in pairwise(top))
    for quote in find_scare_quotes(Text("t", raw)):
        assert raw[quote.start : quote.end] == quote.text


@pytest.mark.parametrize(
    "raw",
    ["“" * 10_000 + "”" * 10_000, '"' * 20_000, "'" * 20_000, "“a\n" * 5_000, "‘s’ a s’ " * 5_000],
    ids=["nested", "straight", "apostrophes", "reopened", "plurals"],
)
def test_hostile_marks_are_survived(raw):
    quotations = find_quotations(Text("t", raw))
    assert all(quotation.depth < DEEPEST for quotation in quotations)
