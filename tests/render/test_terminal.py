"""A terminal shows the same text as a pipe, in colour."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_tracker.render.ansi import terminal_text
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
from exchange_tracker.render.plain import plain_text

ANSI = re.compile(r"\x1b\[[0-9;]*m")

WEEK = Table(
    ("day", "delivered", "status"),
    (
        (Cell("2023-11-29"), Cell("16"), Cell("met", Tone.KEPT)),
        (Cell("2023-11-30"), Cell("8"), Cell("short", Tone.SHORT)),
        (Cell("2023-12-01"), Cell("9"), Cell("disputed", Tone.DISPUTED)),
    ),
    frozenset({1}),
    title="Hostages",
)


def test_what_is_to_be_found_stands_out_and_what_is_kept_is_quiet() -> None:
    assert terminal_text((WEEK,)) == (
        "\x1b[1mHostages\x1b[0m\n"
        "\x1b[1mday         \x1b[0m\x1b[1mdelivered  \x1b[0m\x1b[1mstatus\x1b[0m\n"
        "\x1b[2m----------  ---------  --------\x1b[0m\n"
        "2023-11-29         16  met\n"
        "2023-11-30          8  \x1b[1;38;5;172mshort\x1b[0m\n"
        "2023-12-01          9  \x1b[1;38;5;133mdisputed\x1b[0m\n"
    )


@pytest.mark.parametrize("tone", Tone)
def test_no_tone_is_red_or_green(tone: Tone) -> None:
    codes = ANSI.findall(terminal_text((Paragraph("x", tone),)))
    assert set(codes) <= {
        "\x1b[0m",
        "\x1b[1m",
        "\x1b[2m",
        "\x1b[3m",
        "\x1b[1;38;5;133m",
        "\x1b[1;38;5;172m",
    }


def test_the_environment_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = terminal_text((WEEK,))
    for name, value in {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "9", "COLORTERM": "x"}.items():
        monkeypatch.setenv(name, value)
    assert terminal_text((WEEK,)) == before


def test_above_five_hundred_rows_there_is_no_colour() -> None:
    row = (Cell("short", Tone.SHORT),)
    assert "\x1b" in terminal_text((Table(("status",), (row,) * 500),))
    long: Document = (Table(("status",), (row,) * 501),)
    assert terminal_text(long) == plain_text(long)


cells = st.builds(Cell, st.text(max_size=40), st.sampled_from(Tone))
blocks = (
    st.builds(Heading, st.text())
    | st.builds(Paragraph, st.text(), st.sampled_from(Tone))
    | st.builds(Bullets, st.tuples(cells, cells))
    | st.builds(Facts, st.tuples(st.builds(Fact, st.text(), cells)))
    | st.builds(
        Table,
        st.tuples(st.text(max_size=20), st.text(max_size=20)),
        st.lists(st.tuples(cells, cells), max_size=3).map(tuple),
        st.sampled_from([frozenset[int](), frozenset({1})]),
        st.text(max_size=20),
        st.text(max_size=20),
    )
)


@given(st.lists(blocks, max_size=4), st.integers(20, 120))
def test_without_its_codes_it_is_the_plain_text(document: list[Heading], width: int) -> None:
    assert ANSI.sub("", terminal_text(tuple(document), width)) == plain_text(tuple(document), width)
