"""One self-contained page: no script, no remote address, one style that its policy names by digest."""

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from string import Template
from typing import NamedTuple

from exchange_tracker.render import svg
from exchange_tracker.render.markup import Markup, element, joined, text

_LIGHT = """\
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--faint:#57606a;--line:#d0d7de;
--soft:#f3f5f7;--kept:#0b4f8a;--short:#9a3412;--unknown:#5b4a8a;--link:#0b4f8a;--mark:#fff4d6}
"""
_DARK = """\
:root{--paper:#14181d;--ink:#e6e9ed;--faint:#a3acb8;--line:#39424d;--soft:#1d232a;
--kept:#7fbcf2;--short:#f5b074;--unknown:#c3b5f5;--link:#8cc4f7;--mark:#3a3016}
"""
_REST = """\
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;padding:1rem;max-width:70rem;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0 1rem}
h2{font-size:1.3rem;margin:2.2rem 0 .6rem;border-bottom:2px solid var(--line)}
h3{font-size:1.05rem;margin:1.4rem 0 .4rem}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--link)}
nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1rem;padding:0;list-style:none}
nav a{display:inline-block;padding:.25rem 0}
dl{margin:.5rem 0}
dl>div{display:flex;flex-wrap:wrap;gap:0 .6rem}
dt{color:var(--faint);min-width:7rem}
dd{margin:0;flex:1 1 14rem}
.said{font-size:1.06rem;max-width:46rem}
.scroll{overflow-x:auto;margin:.6rem 0 1rem}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{text-align:start;font-weight:600;padding:.3rem 0;caption-side:top}
caption span{display:inline-block;position:sticky;inset-inline-start:0;
max-width:calc(100vw - 2.5rem)}
th,td{text-align:start;vertical-align:top;padding:.3rem .5rem;border-bottom:1px solid var(--line);
overflow-wrap:normal;word-break:normal}
td{min-width:5rem}
thead th{background:var(--soft);border-bottom:2px solid var(--line)}
tbody th{font-weight:600;white-space:nowrap}
tbody th[scope=rowgroup]{background:var(--soft)}
.number{text-align:end;min-width:0}
.kept{color:var(--kept)}
.short{color:var(--short);font-weight:600}
.unknown{color:var(--unknown);font-style:italic}
.faint,.open{color:var(--faint)}
.disputed{background:var(--mark);font-weight:600}
abbr{text-decoration:none;border:1px solid currentColor;border-radius:3px;padding:0 .25em;
font-size:.8em}
figure{margin:.8rem 0}
figure svg{display:block;width:100%;min-width:640px;max-width:900px;height:auto}
summary{cursor:pointer;padding:.25rem 0;color:var(--link)}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--soft);padding:.8rem;
font-size:.82rem;border:1px solid var(--line)}
@media (max-width:40rem){tbody th{white-space:normal;min-width:5.5rem}th,td{padding:.3rem .35rem}}
footer{margin-top:3rem;border-top:2px solid var(--line);color:var(--faint);font-size:.85rem}
"""
_PRINT = """\
@page{size:A4;margin:14mm}
body{max-width:none;padding:0;font-size:10pt}
nav{display:none}
h2,h3,caption{break-after:avoid}
tr,figure,dl>div{break-inside:avoid}
thead{display:table-header-group}
.scroll{overflow:visible}
figure svg{min-width:0}
a{color:inherit}
table{font-size:8pt}
td{min-width:0}
"""
STYLE = (
    f"\n{_LIGHT}{_REST}{svg.STYLE}"
    f"@media screen and (prefers-color-scheme:dark){{\n{_DARK}{svg.DARK}}}\n"
    f"@media print{{\n{_PRINT}}}\n"
)
POLICY = f"default-src 'none'; style-src 'sha256-{b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'; base-uri 'none'; form-action 'none'"

_PAGE = Template("""\
<!DOCTYPE html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="$policy">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>$title</title>
<style>$style</style>
</head>
<body>
$body
</body>
</html>
""")


class Section(NamedTuple):
    """One part of a page: the name of its place, its heading, and what is in it."""

    id: str
    title: str
    body: Markup


def page(
    title: str, language: str, opening: Markup, sections: Sequence[Section], closing: Markup
) -> str:
    """Give the page as a whole."""
    links = [element("li", element("a", each.title, href=f"#{each.id}")) for each in sections]
    body = joined(
        [
            element("header", element("h1", title, dir="auto"), opening),
            element("nav", element("ul", *links), aria_label="On this page"),
            element("main", *(_section(each) for each in sections)),
            element("footer", closing),
        ],
        Markup("\n"),
    )
    return _PAGE.substitute(
        language=text(language), policy=text(POLICY), title=text(title), style=STYLE, body=body
    )


def _section(section: Section) -> Markup:
    heading = element("h2", section.title, id=f"{section.id}-title")
    return element(
        "section", heading, section.body, id=section.id, aria_labelledby=f"{section.id}-title"
    )
