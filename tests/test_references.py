import json
from pathlib import Path

import pytest

import kit
from kit.agreement import overlap_score
from kit.references import annotations, load


def write(tmp_path: Path, *items: dict[str, object]) -> Path:
    path = tmp_path / "t.reference.jsonl"
    path.write_text("\n".join(json.dumps(item) for item in items))
    return path


GOOD = {"kind": "hedge", "start": 3, "end": 6, "text": "may", "reason": "why"}


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({**GOOD, "text": "might"}, "'might' does not stand at 3"),
        ({**GOOD, "end": 99}, "outside the text"),
        ({**GOOD, "accepted": [{"start": 5, "end": 500}]}, "outside the text"),
        ({"kind": "attribution", "cue": [[0, 2]], "content": [[9, 99]]}, "outside the text"),
        ({"start": 3, "end": 6}, "'kind'"),
        ({**GOOD, "start": "x"}, "invalid literal"),
    ],
)
def test_a_line_that_does_not_fit_is_named(tmp_path: Path, item: dict[str, object], said: str) -> None:
    with pytest.raises(kit.KitError, match=rf"t.reference.jsonl, line 2, cannot be used: .*{said}"):
        load(write(tmp_path, GOOD, item), "It may rain.")


@pytest.mark.parametrize("reader", ["reference", "second-reader"])
def test_every_annotation_of_the_article_fits_it(reader: str) -> None:
    article = kit.read("article")
    found = annotations(article, reader)
    assert {item.kind for item in found} == {"hedge", "booster", "scare_quote", "attribution"}
    assert all(item.reason for item in found)


@pytest.mark.parametrize(
    ("kind", "number"), [("hedge", 10), ("booster", 7), ("scare_quote", 5), ("attribution", 15)]
)
def test_how_many_the_article_has_beyond_dispute(kind: str, number: int) -> None:
    marked = [item for item in annotations(kit.read("article")) if item.kind == kind and not item.optional]
    assert len(marked) == number


def test_a_second_reader_who_had_not_seen_the_first_agrees() -> None:
    """Every annotation that is not optional was found by the second reader too, hedges and boosters apart."""
    article = kit.read("article")
    second = [(*span, item.kind) for item in annotations(article, "second-reader") for span in item.spans]
    firm = [(*span, item.kind) for item in annotations(article) if not item.optional for span in item.spans]
    assert overlap_score(second, firm).recall == 1.0
