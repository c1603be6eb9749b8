"""Fixed-width text: aligned, wrapped, never cut."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from exchange_tracker.render.wrapping import display_width, wrapped


def table(header: str, *rows: str, right: frozenset[int] = frozenset()) -> Table:
    """A table from texts whose cells are separated by ``|``."""
    cells = tuple(tuple(Cell(cell.strip()) for cell in row.split("|")) for row in rows)
    return Table(tuple(name.strip() for name in header.split("|")), cells, right)


def shown(expected: str) -> str:
    """The lines of a literal without the margin that its indent makes."""
    return "".join(f"{line[8:]}\n" for line in expected.split("\n")[1:-1])


def test_a_report_has_its_blocks_one_below_the_other() -> None:
    document: Document = (
        Heading("Gaza truce, 24–30 November 2023"),
        Facts((Fact("Judged at", Cell("2023-12-01T05:00Z")), Fact("Known as of", Cell("now")))),
        Table(
            ("obligation", "delivered", "status"),
            (
                (Cell("hostages-extension"), Cell("8"), Cell("short", Tone.SHORT)),
                (Cell("prisoners-per-hostage"), Cell("30"), Cell("met", Tone.KEPT)),
            ),
            frozenset({1}),
            title="30 November",
            caption="As written.",
        ),
        Bullets((Cell("one claim differs"), Cell("one source is missing"))),
        Paragraph("Nothing else."),
    )
    assert plain_text(document) == shown("""
        Gaza truce, 24–30 November 2023

        Judged at:   2023-12-01T05:00Z
        Known as of: now

        30 November
        obligation             delivered  status
        ---------------------  ---------  ------
        hostages-extension             8  short
        prisoners-per-hostage         30  met
        As written.

        - one claim differs
        - one source is missing

        Nothing else.
""")


def test_an_empty_document_is_an_empty_text() -> None:
    assert plain_text(()) == ""


def test_a_table_without_rows_shows_its_columns() -> None:
    assert plain_text((table("day | count"),)) == "day  count\n---  -----\n"


def test_letters_of_any_script_are_aligned_by_the_columns_they_take() -> None:
    names = table("name | n", "人質 | 1", "cafe\u0301 | 2", "כפיר | 3", "می\u200cخواهم | 4")
    assert plain_text((names,)) == shown("""
        name     n
        -------  -
        人質     1
        cafe\u0301     2
        כפיר     3
        می\u200cخواهم  4
""")


def test_the_widest_column_is_wrapped_and_the_others_stay() -> None:
    claims = table(
        "claim | explanation | figure",
        "c1 | counts the two who were freed the day before and hold two passports | 10",
        "c2 | agrees | 30",
        right=frozenset({2}),
    )
    assert plain_text((claims,), 50) == shown("""
        claim  explanation                          figure
        -----  -----------------------------------  ------
        c1     counts the two who were freed the        10
               day before and hold two passports
        c2     agrees                                   30
""")


def test_a_word_longer_than_its_column_goes_on_below_and_loses_no_letter() -> None:
    sources = table(
        "day | url",
        "2023-11-30 | https://example.org/a/very/long/address",
        "2023-12-01 | abcdefghijklmnopqrstuvwxyz",
    )
    assert plain_text((sources,), 30) == shown("""
        day         url
        ----------  ------------------
        2023-11-30  https://
                    example.org/a/
                    very/long/address
        2023-12-01  abcdefghijklmnopqr
                    stuvwxyz
""")


words = st.text(st.sampled_from("ab-/_éא囚\u0301"), min_size=1, max_size=40)


@given(words, st.integers(min_value=2, max_value=12))
def test_a_broken_word_fits_and_is_whole_when_it_is_put_together(word: str, room: int) -> None:
    pieces = wrapped(word, room)
    assert "".join(pieces) == word
    assert all(0 < display_width(piece) <= room for piece in pieces) or display_width(word) == 0
    assert not any(piece.startswith("\u0301") for piece in pieces[1:])


def test_a_figure_is_never_broken() -> None:
    days = table(
        "days | as one reading has it | together",
        "2025-01-20–2025-01-24 | 1,223 of 1,688, short 465 and no more | disputed",
        "2025-01-25 | 8 + 2 credited of 10 | kept",
    )
    assert plain_text((days,), 38) == shown("""
        days         as one reading   together
                     has it
        -----------  ---------------  --------
        2025-01-20–  1,223 of 1,688,  disputed
        2025-01-24   short 465 and
                     no more
        2025-01-25   8 + 2 credited   kept
                     of 10
""")


def test_a_table_without_room_for_its_figures_is_a_list_of_its_rows() -> None:
    days = table(
        "day | party | as written | with credit",
        "2025-01-25 | Hamas | 1,223 of 1,688, short 465 | 1,688 of 1,688",
        "2025-01-26 | Israel | | 30 of 24",
    )
    assert plain_text((days,), 40) == shown("""
        2025-01-25
          party: Hamas
          as written: 1,223 of 1,688, short 465
          with credit: 1,688 of 1,688
        2025-01-26
          party: Israel  with credit: 30 of 24
""")


def test_a_row_of_its_first_cell_alone_has_the_whole_line() -> None:
    days = table("day | people", "2025-01-19 | 3", "5 days without a record |", "2025-01-25 | 4")
    assert plain_text((days,), 40) == shown("""
        day         people
        ----------  ------
        2025-01-19  3
        5 days without a record
        2025-01-25  4
""")


def test_the_name_of_a_column_of_numbers_may_be_wrapped() -> None:
    sums = table("party and whom | running total", "South and others | 105", right=frozenset({1}))
    assert plain_text((sums,), 25) == shown("""
        party and        running
        whom               total
        -----------  -----------
        South and            105
        others
""")


def test_paragraphs_bullets_and_facts_are_wrapped_below_their_own_start() -> None:
    document: Document = (
        Paragraph("eight people were freed on that day"),
        Bullets((Cell("eight people were freed"),)),
        Facts((Fact("Note", Cell("eight people were freed")),)),
    )
    assert plain_text(document, 20) == shown("""
        eight people were
        freed on that day

        - eight people were
          freed

        Note: eight people
              were freed
""")


def test_what_was_recorded_cannot_make_lines_of_its_own() -> None:
    hostile = Table(("a\nb",), ((Cell("x\ny\x1b[2J"),),), title="t\nt", caption="c\nc")
    document = (hostile, Heading("h\nh"), Paragraph("p\np"), Bullets((Cell("b\nb"),)))
    assert plain_text(document) == shown(r"""
        t\nt
        a\nb
        -----------
        x\ny\x1b[2J
        c\nc

        h\nh

        p\np

        - b\nb
""")


@pytest.mark.parametrize(
    ("header", "row"),
    [((), ()), (("a",), (Cell("1"), Cell("2"))), (("a", "b"), (Cell("1"),))],
)
def test_a_table_whose_rows_do_not_fit_its_header_cannot_be_made(
    header: tuple[str, ...], row: tuple[Cell, ...]
) -> None:
    with pytest.raises(ValueError, match="a table"):
        Table(header, (row,))


texts = st.text(st.sampled_from("abc  -é人\u0301ש"), max_size=60)


@given(texts, st.integers(2, 20))
def test_wrapping_loses_nothing_but_blanks_and_fits(text: str, room: int) -> None:
    lines = wrapped(text, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(display_width(line) <= room for line in lines)


@given(st.text("0123456789abofto  ,.-+–:/é", max_size=60), st.integers(1, 30), st.data())
def test_which_digits_a_text_has_matters_to_no_line(
    text: str, room: int, data: st.DataObject
) -> None:
    digits = st.sampled_from("0123456789")
    other = "".join(data.draw(digits) if c in "0123456789" else c for c in text)
    lines, others = wrapped(text, room), wrapped(other, room)
    assert list(map(len, lines)) == list(map(len, others))
    assert "".join(others).replace(" ", "") == other.replace(" ", "")


@given(st.lists(st.tuples(texts, texts, texts), max_size=4), st.integers(40, 120))
def test_a_table_keeps_within_its_width_and_loses_no_letter(
    rows: list[tuple[str, str, str]], width: int
) -> None:
    cells = tuple((Cell(a), Cell(b), Cell(c)) for a, b, c in rows)
    written = plain_text((Table(("x", "y", "z"), cells),), width)
    assert all(display_width(line) <= width for line in written.split("\n"))
    body = written.split("\n", 2)[2]
    letters = "abcé人\u0301ש"
    assert sorted(c for c in body if c in letters) == sorted(
        c for row in rows for cell in row for c in cell if c in letters
    )


def test_forty_thousand_rows_are_shown_at_once() -> None:
    row = tuple(map(Cell, ("as-written", "hostages", "hamas", "2023-11-28", "1", "2", "3", "met")))
    header = ("reading", "obligation", "party", "from", "a", "b", "c", "status")
    many = Table(header, (row,) * 40_000, frozenset({4, 5, 6}))
    started = perf_counter()
    written = plain_text((many,))
    assert written.count("\n") == 40_002
    assert perf_counter() - started < 5  # 0.2 s on a quiet machine
