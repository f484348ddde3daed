import pandas as pd

import kit


def test_the_key_word_stands_in_one_column() -> None:
    shown = repr(kit.concordance(kit.read("article"), "charade")).splitlines()
    assert len({line.index("[charade]") for line in shown}) == 1
    assert shown[0].endswith("[charade].  (paragraph 1)")


def test_the_page_has_a_table_with_caption_and_heads_and_shows_markup_as_text() -> None:
    table = kit.concordance(kit.Text("t", "<b>war</b> is war"), "war")
    html = table._repr_html_()
    assert "<caption" in html and html.count('scope="col"') == 4
    assert "&lt;b&gt;" in html and "<b>" not in html


def test_what_is_cut_out_is_an_ordinary_frame() -> None:
    table = kit.concordance(kit.Text("t", "war"), "war")
    assert type(table[["left"]]) is pd.DataFrame
    assert type(table.head(1)) is pd.DataFrame
