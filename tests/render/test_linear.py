"""Laying out a text four times as long takes about four times as long, whatever it is made of."""

from collections.abc import Callable
from time import process_time

import pytest

from exchange_tracker.render import Format, render_document, render_rows
from exchange_tracker.render.chart_model import Bar, Chart, Panel
from exchange_tracker.render.document import (
    Bullets,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Table,
    Tone,
)
from exchange_tracker.render.formulas import guard, unguard
from exchange_tracker.render.html_page import render_blocks
from exchange_tracker.render.row_forms import Rows
from exchange_tracker.render.svg import figure, narrow, picture

PIECES = {
    "marks": "\u0301",
    "marks of two classes": "\u0301\u0316",
    "joiners": "\u200d",
    "bidi": "\u202e",
    "wide": "中",
    "one word": "a",
    "blanks": " ",
    "words": "a ",
    "emoji": "👩\u200d👩\u200d👧 ",
    "escapes": "\x1b",
    "tags": "<",
    "Hebrew": "א ",
    "signs": "-",
    "backslashes": "\\",
    "values": ";=",
    "commas": ", -2",
    "apostrophes": "'",
    "quotes": '"',
    "addresses": "://",
    "www": "www.",
    "underscores": "_",
}
SHORT, TIMES = 10_000, 4
MOST = TIMES * 3  # a quadratic one takes 16 times as long
IN_NO_TIME = 0.4  # seconds: too few to be compared on a busy machine


def text_of(piece: str, length: int) -> str:
    return "a" * 200 + piece * (length // len(piece)) + "b" * 200


def document(text: str) -> Document:
    return (
        Heading(text),
        Facts((Fact(text, Cell(text)),)),
        Table((text, "n"), ((Cell(text), Cell("1")),), frozenset({1}), title=text, caption=text),
        Bullets((Cell(text),)),
        Paragraph(text),
    )


def chart(text: str) -> Chart:
    bar = Bar(text, text, 1, 1, 1, 1, 1, text, Tone.PLAIN)
    return Chart(text, text, (Panel(text, (bar,)),), (), (Fact(text, Cell(text)),), text)


def rows(text: str, form: Format) -> str:
    return "".join(render_rows(Rows((text,), [(text,)]), form))


WRITERS: dict[str, Callable[[str], object]] = {
    "table": lambda text: render_document(document(text), Format.TABLE, width=80),
    "markdown": lambda text: render_document(document(text), Format.MARKDOWN),
    "html": lambda text: render_document(document(text), Format.HTML),
    "latex": lambda text: render_document(document(text), Format.LATEX),
    "page": lambda text: render_blocks(document(text), text),
    "svg": lambda text: (picture(chart(text)), figure(chart(text), "x"), narrow(chart(text), "x")),
    "csv": lambda text: rows(text, Format.CSV),
    "tsv": lambda text: rows(text, Format.TSV),
    "jsonl": lambda text: rows(text, Format.JSONL),
    "unguard": lambda text: unguard(guard(text)),
}


def seconds(write: Callable[[str], object], text: str) -> float:
    start = process_time()
    write(text)
    return process_time() - start


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("form", WRITERS)
def test_four_times_the_length_takes_about_four_times_as_long(form: str, piece: str) -> None:
    write = WRITERS[form]
    write("warm")
    short = seconds(write, text_of(PIECES[piece], SHORT))
    long = seconds(write, text_of(PIECES[piece], SHORT * TIMES))
    assert long < IN_NO_TIME or long < MOST * short
