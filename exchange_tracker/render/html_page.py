"""One self-contained page: no script, no remote address, one style that its policy names by digest."""

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from string import Template
from typing import NamedTuple

from exchange_tracker.render.html_markup import Markup, element, joined, text
from exchange_tracker.render.html_style import STYLE

_DIGEST = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"

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
    """Return the page as a whole."""
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
