"""What a hostile source may hold, through every form of output."""

import json
import subprocess
import sys

import pytest

from exchange_tracker.render import Format, render_document, render_rows
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
from exchange_tracker.render.row_forms import Rows

HOSTILE = [
    "\x1b[2J\x1b[31m",
    "\x1b]52;c;ZWNobyBoaQ==\x07",
    "\x9b31m\x85",
    "over\rwritten\x08\x0b\x0c\x7f",
    "30\u202e12\u2066x",
    "a\u200bb\u2060c\ufeffd\u200e",
    "\u2028line\u2029",
    "[/]",
    "[red]x[/red]",
    "[link=http://x.example]y",
    ":smile:",
    "ends in \\",
    "a|b|c",
    "two\nlines\r\n",
    "tab\there",
    "<script>alert(1)</script>",
    "&lt;b&gt;",
    "\" onmouseover='x'",
    "\\input{/etc/passwd} $x_1^2$ 100% #1 ~ {",
    "[1] *",
    "=cmd|' /C calc'!A0",
    "1e5",
    "\x01",
    "**bold** _it_ `code` ![i](u)",
]
FOR_PEOPLE = [form for form in Format if not form.for_programs]


def document(text: str) -> Document:
    return (
        Heading(text),
        Facts((Fact(text, Cell(text)),)),
        Table((text, "n"), ((Cell(text), Cell("1")),), frozenset({1}), title=text, caption=text),
        Bullets((Cell(text),)),
        Paragraph(text),
    )


def forbidden(written: str) -> set[str]:
    return {c for c in written if (c < " " and c != "\n") or "\x7f" <= c <= "\x9f"} | (
        set(written) & set("\u200b\u200e\u202e\u2028\u2029\u2060\u2066\ufeff")
    )


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", FOR_PEOPLE)
def test_no_form_for_people_lets_a_control_character_through(form: Format, text: str) -> None:
    assert not forbidden(render_document(document(text), form))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_terminal_gets_no_escape_but_our_own_colours(text: str) -> None:
    written = render_document(document(text), Format.TABLE, colour=True)
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[2m"):
        written = written.replace(code, "")
    assert not forbidden(written)
    assert written == render_document(document(text), Format.TABLE)


@pytest.mark.parametrize("text", HOSTILE)
def test_every_form_of_a_text_has_as_many_lines_as_that_of_a_harmless_one(text: str) -> None:
    for form in FOR_PEOPLE:
        harmless = render_document(document("x"), form, width=1000)
        assert render_document(document(text), form, width=1000).count("\n") == harmless.count("\n")


@pytest.mark.parametrize("text", ["[/]", "[red]x[/red]", ":smile:", "ends in \\", "1e5"])
def test_markup_of_rich_and_numbers_in_disguise_stay_as_they_are(text: str) -> None:
    written = render_document(document(text), Format.TABLE, colour=True)
    assert written.count(text) == 9  # each place of the document above


@pytest.mark.parametrize("text", HOSTILE)
def test_json_has_no_control_character_and_keeps_the_text_true(text: str) -> None:
    written = "".join(render_rows(Rows(("note",), [(text,)]), Format.JSON))
    assert not {c for c in written if c < " "} - {"\n"}
    assert json.loads(written) == [{"note": text}]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_one_cell_of_one_line_in_tsv(text: str) -> None:
    written = "".join(render_rows(Rows(("a", "b"), [(text, 1)]), Format.TSV))
    assert [line.count("\t") for line in written.split("\n")] == [1, 1, 0]
    assert "\r" not in written


@pytest.mark.parametrize("form", Format)
def test_each_form_takes_either_a_document_or_rows(form: Format) -> None:
    if form.for_programs:
        with pytest.raises(ValueError, match="takes rows"):
            render_document((), form)
    else:
        with pytest.raises(ValueError, match="takes a document"):
            render_rows(Rows(("a",), []), form)


@pytest.mark.parametrize(
    ("form", "library"),
    [("table", "rich"), ("table", "tabulate"), ("markdown", "rich"), ("csv", "unicodedata")],
)
def test_no_form_loads_what_another_needs(form: str, library: str) -> None:
    ask = (
        "import sys; from exchange_tracker.render import *; "
        "from exchange_tracker.render.row_forms import Rows; "
        f"form = Format({form!r}); "
        "form.for_programs and [*render_rows(Rows(('a',), []), form)] or "
        "form.for_programs or render_document((), form); "
        f"print({library!r} in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
