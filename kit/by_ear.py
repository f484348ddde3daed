"""What a page says to the ear or the paper alone, in inline styles, as exported pages lack the kit's CSS."""

_UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:pre"
_PRINTED = "@media print{details::details-content{content-visibility:visible}}"  # also those that are shut


def heard(words: str) -> str:
    """Words that a screen reader says and nobody sees or copies; ``words`` is HTML.

    >>> heard("mark: ").endswith('user-select:none">mark: </span>')
    True
    """
    return f'<span class="btl-heard" style="{_UNSEEN};user-select:none">{words}</span>'


def folded(summary: str, inner: str) -> str:
    """HTML behind a line that opens it; on paper it is always open.

    >>> folded("More", "<p>Less.</p>")[:46]
    '<details><summary>More</summary><p>Less.</p></'
    """
    return f"<details><summary>{summary}</summary>{inner}</details><style>{_PRINTED}</style>"
