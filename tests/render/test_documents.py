"""Documents for pages: Markdown, HTML and LaTeX."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt  # comes with Rich

from exchange_tracker.render.document import (
    Bullets,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Table,
)
from exchange_tracker.render.escape import escape_line
from exchange_tracker.render.html_fragment import html
from exchange_tracker.render.latex import latex
from exchange_tracker.render.markdown import markdown

REPORT: Document = (
    Heading("Truce & terms"),
    Facts((Fact("Judged at", Cell("2023-12-01")), Fact("Readings", Cell("as-written; credit")))),
    Table(
        ("obligation", "credit_used", "note"),
        (
            (Cell("hostages-extension"), Cell("2"), Cell("a|b <i> 1e5")),
            (Cell("_x_"), Cell(""), Cell("")),
        ),
        frozenset({1}),
        title="30 November",
        caption="Claims never change a total.",
    ),
    Bullets((Cell("# one"), Cell("2. two"))),
    Paragraph("- 100 % of [all]"),
)


def test_markdown() -> None:
    assert (
        markdown(REPORT)
        == r"""## Truce \& terms

- **Judged at**: 2023-12-01
- **Readings**: as-written; credit

**30 November**

| obligation         |   credit_used | note           |
|:-------------------|--------------:|:---------------|
| hostages-extension |             2 | a\|b \<i\> 1e5 |
| \_x\_              |               |                |

Claims never change a total.

- \# one
- 2\. two

\- 100 % of \[all\]
"""
    )


def test_html() -> None:
    right = ' style="text-align: right"'
    assert (
        html(REPORT)
        == f"""<h2>Truce &amp; terms</h2>

<dl>
<dt>Judged at</dt><dd>2023-12-01</dd>
<dt>Readings</dt><dd>as-written; credit</dd>
</dl>

<table>
<caption>30 November</caption>
<thead>
<tr><th scope="col">obligation</th><th scope="col"{right}>credit_used</th><th scope="col">note</th></tr>
</thead>
<tbody>
<tr><td>hostages-extension</td><td{right}>2</td><td>a|b &lt;i&gt; 1e5</td></tr>
<tr><td>_x_</td><td{right}></td><td></td></tr>
</tbody>
</table>

<p>Claims never change a total.</p>

<ul>
<li># one</li>
<li>2. two</li>
</ul>

<p>- 100 % of [all]</p>
"""
    )


def test_latex() -> None:
    assert (
        latex(REPORT)
        == r"""\section*{Truce \& terms}

\begin{description}
\item[Judged at] 2023-12-01
\item[Readings] as-written; credit
\end{description}

\textbf{30 November}

\begin{tabular}{lrl}
\hline
 obligation         &   credit\_used & note                                        \\
\hline
 hostages-extension &              2 & a\textbar{}b \textless{}i\textgreater{} 1e5 \\
 \_x\_              &                &                                             \\
\hline
\end{tabular}

Claims never change a total.

\begin{itemize}
\item \# one
\item 2. two
\end{itemize}

- 100 \% of {[}all{]}
"""
    )


def test_an_empty_document_is_an_empty_text() -> None:
    assert markdown(()) == html(()) == latex(()) == ""


def test_a_table_without_rows_keeps_its_columns_and_their_sides() -> None:
    empty = (Table(("day", "count"), (), frozenset({1})),)
    assert markdown(empty) == "| day   |   count |\n|:------|--------:|\n|       |         |\n"
    assert r"\begin{tabular}{lr}" in latex(empty)
    assert '<th scope="col" style="text-align: right">count</th>' in html(empty)


# ------------------------------------------------------------- read back by other programs

text_of_markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])


class Texts(HTMLParser):
    """The texts of all cells, and the names of all elements."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        if tag in {"td", "th", "p", "li"}:
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.cells[-1] += data


def texts(page: str) -> Texts:
    parser = Texts()
    parser.feed(page)
    parser.close()
    return parser


marks = st.text(st.sampled_from("ab1 |\\`*_[]<>&;$~#.-+=!'\"{}()/:\n\x1b\u202eé"), max_size=12)
TABLE_NAMES = {"table", "thead", "tbody", "tr", "th", "td"}


def trimmed(text: str) -> str:
    return escape_line(text).strip(" ")


@given(marks, marks)
def test_a_reader_of_markdown_sees_the_cells_as_text(first: str, second: str) -> None:
    page = markdown((Table(("h", "i"), ((Cell(first), Cell(second)),)),))
    read = texts(text_of_markdown.render(page))
    assert read.cells == ["h", "i", trimmed(first), trimmed(second)]
    assert read.names == TABLE_NAMES


@given(marks)
def test_a_reader_of_markdown_sees_paragraphs_and_bullets_as_text(text: str) -> None:
    page = markdown((Paragraph(f"x{text}"), Paragraph(text), Bullets((Cell(text),))))
    read = texts(text_of_markdown.render(page))
    seen = [cell for cell in read.cells if cell]
    assert seen == [t for t in (trimmed(f"x{text}"), trimmed(text), trimmed(text)) if t]
    assert read.names <= {"p", "ul", "li"}


@given(marks, marks)
def test_a_reader_of_html_sees_the_cells_as_text(first: str, second: str) -> None:
    read = texts(html((Table(("h", first), ((Cell(first), Cell(second)),)),)))
    assert read.cells == ["h", *map(trimmed, (first, first, second))]
    assert read.names == TABLE_NAMES


@given(marks)
def test_latex_has_no_command_that_is_not_ours(text: str) -> None:
    page = latex((Paragraph(text), Bullets((Cell(text),))))
    commands = set(re.findall(r"\\([a-z]+|.)", page, re.DOTALL))
    words = {"begin", "end", "item", "textbackslash", "textasciitilde", "textless", "textgreater"}
    assert commands <= words | {"textbar", "textasciigrave", "textquotedbl", *"&%$#_{}^"}
    assert page.count("{") - page.count(r"\{") == page.count("}") - page.count(r"\}")


@pytest.mark.parametrize("text", ["[1]", "*", "a--b", "---"])
def test_latex_takes_nothing_for_an_option_or_a_dash(text: str) -> None:
    row = latex((Table(("h",), ((Cell(text),),)),)).split("\n")[4]
    assert not re.match(r" [\[*]", row)
    assert "--" not in row
