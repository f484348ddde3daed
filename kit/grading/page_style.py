"""How the pages look: one style for screen, dark screen and paper, with no outside resource.

Ink on every ground, the five shades of the heat map included, is at least 4.5:1 (WCAG 2, AA); the shades
differ in lightness alone, so that they print and do not depend on telling hues apart.
"""

_LIGHT = (
    "--ink:#1a1a1a;--paper:#fff;--line:#767676;--bar:#2f6db3;"
    "--s1:#e3eefb;--s2:#c3dbf5;--s3:#9cc4ee;--s4:#74abe5;--s5:#4f92da"
)
_DARK = (
    "--ink:#e8e8e8;--paper:#161616;--line:#8a8a8a;--bar:#6aa9e9;"
    "--s1:#1a2838;--s2:#1c3450;--s3:#20426b;--s4:#255289;--s5:#2a63a8"
)
_PAGE = (
    "body{font:16px/1.6 sans-serif;max-width:56em;margin:2em auto;padding:0 1em;"
    "color:var(--ink);background:var(--paper)}a{color:inherit}"
    "h2{margin-top:2.2em;border-bottom:2px solid var(--line)}h3{margin-top:2em}"
    "table{border-collapse:collapse;margin:1em 0}"
    "td,th{text-align:left;padding:.2em .8em .2em 0;vertical-align:top;border-bottom:1px solid var(--line)}"
    ".scroll tbody th{white-space:nowrap}"
    "tbody th{font-weight:normal;max-width:30em;overflow-wrap:break-word}"
    "caption{text-align:left;font-weight:bold}"
    ".answer{white-space:pre-wrap;overflow-wrap:anywhere;margin-left:1em}.scroll{overflow-x:auto}"
    ".note{max-width:44em;margin:.4em 0 1.2em;padding-left:.8em;border-left:3px solid var(--line)}"
)
_CHARTS = (
    ".bar{min-width:14em;padding-left:4em}"
    ".bar span{float:left;width:3.4em;margin-left:-4em;text-align:right}"
    ".bar i{display:block;height:.8em;margin-top:.4em;background:var(--bar)}"
    ".dots{min-width:14em;padding:.2em .6em}.dots div{position:relative;height:1.6em}"
    ".dots i{position:absolute;top:.7em;height:.2em;background:var(--line)}"
    ".dots b{position:absolute;top:.45em;width:.7em;height:.7em;margin-left:-.35em;box-sizing:border-box;"
    "border:.15em solid var(--bar);border-radius:50%;background:var(--paper)}"
    ".dots b+b{background:var(--bar)}"
    "@media screen and (max-width:44em){.bar,.dots{min-width:0}.bar{padding-left:0}"  # the numbers say it all
    ".bar i,.dots div{display:none}.bar span{float:none;margin:0}"
    "td,th{overflow-wrap:anywhere;padding-right:.4em}}"
)
_MAP = (
    ".map{line-height:2.1;max-width:44em}.map span{padding:.15em 0}.legend [class^=s]{padding:.15em .4em}"
    + "".join(f".s{level}{{background:var(--s{level})}}" for level in range(1, 6))
    + ".key,.maybe{text-decoration:underline solid 2px;text-underline-offset:.35em;"
    "text-decoration-skip-ink:none}.maybe{text-decoration-style:dashed}"
)
_PRINT = (
    f"@media print{{:root{{color-scheme:light;{_LIGHT}}}body{{max-width:none;margin:0;font-size:11pt}}"
    "nav{display:none}.scroll{overflow:visible}tr,.map p,.note{break-inside:avoid}"
    "h2,h3,caption{break-after:avoid}.bar i,.dots *,.map span,.legend span{print-color-adjust:exact;"
    "-webkit-print-color-adjust:exact}}"
)
STYLE = (
    f":root{{color-scheme:light dark;{_LIGHT}}}"
    f"@media (prefers-color-scheme:dark){{:root{{{_DARK}}}}}{_PAGE}{_CHARTS}{_MAP}{_PRINT}"
)
