"""What a spreadsheet might compute, and the apostrophe before it."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_tracker.render.formulas import guard, unguard

LINE_ENDS = "\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"  # those of str.splitlines


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        ("=1+1", "'=1+1"),
        ("+x", "'+x"),
        ("-x", "'-x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠1", "'＠1"),
        ("'=1+1", "''=1+1"),
        ("''=1+1", "'''=1+1"),
        ("=\n", "'=\n"),
        ("-2\n", "'-2\n"),
        ("-٣", "'-٣"),
        ("s1;=1+1", "s1;'=1+1"),
        ("s1;'=1+1", "s1;''=1+1"),
        ("=1;=2;-3;x", "'=1;'=2;-3;x"),
        ("a,+1+1", "a,'+1+1"),
        ("a\n@b\n\nc", "a\n'@b\n\nc"),
        ("a\t=1", "a\t'=1"),
        ("a|=1", "a|'=1"),
        ('"=2+2"', '\'"=2+2"'),
        ('x;"=2+2"', 'x;\'"=2+2"'),
        (" =1", "' =1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("a;\u200b\u2060＝1", "a;'\u200b\u2060＝1"),
        ("﹦1", "'﹦1"),
        ("\x01=1", "'\x01=1"),
        ("\ufffb=1", "'\ufffb=1"),
        *((f"a{end}=1", f"a{end}'=1") for end in LINE_ENDS),
        *((f"{end}=1", f"'{end}'=1") for end in LINE_ENDS),
        *((f"a;\u00a0{end}\u3000-1+1", f"a;\u00a0{end}'\u3000-1+1") for end in LINE_ENDS),
    ],
)
def test_a_text_that_a_spreadsheet_would_compute_gets_an_apostrophe(
    cell: str, guarded: str
) -> None:
    assert guard(cell) == guarded
    assert unguard(guarded) == cell


@pytest.mark.parametrize(
    "cell",
    [
        *("", "=", "-", ">=", "-2", "+12", "'", "'tis", "''", "a=1", "~"),
        *("N02;N05", "5, -2, +3", "10 - 12", "he said; and so on", "one\n\ntwo\r\n\r\nthree"),
        *("a=1;b=2", "a;=", "x@y", "1-2", "“=1”"),
    ],
)
def test_every_other_text_stays_as_it_is(cell: str) -> None:
    assert guard(cell) == cell
    assert unguard(cell) == cell


def test_the_guard_can_be_undone_for_every_short_text_of_nasty_characters() -> None:
    nasty = "'=+-\t\n＝2a;, \"\u2028"
    for length in range(5):
        for characters in product(nasty, repeat=length):
            cell = "".join(characters)
            assert unguard(guard(cell)) == cell


@given(st.text())
def test_the_guard_can_be_undone_for_every_text(cell: str) -> None:
    assert unguard(guard(cell)) == cell


@given(st.text("'=+-@\t\r\n＝2a;,| \"\ufeff\x0b\x85\u2028\u00a0"))
def test_a_guarded_text_begins_as_a_formula_nowhere_that_a_cell_may_begin(text: str) -> None:
    for separators in (";", ",", "|", "\t", *LINE_ENDS, f";,|\t{LINE_ENDS}"):
        cells = [guard(text)]
        for separator in separators:
            cells = [part for cell in cells for part in cell.split(separator)]
        for cell in cells:
            bare = cell.lstrip(' "\ufeff\u00a0')
            alone = len(bare) <= 1 or re.match(r"[+-][0-9]+(\Z|[,;])", bare)
            assert not bare.startswith(tuple("=+-@＝")) or alone
