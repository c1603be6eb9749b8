"""Text for people shows every character that hides or moves something."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_tracker.render.escape import escape_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("ten hostages", "ten hostages"),
        ("כפיר, خان يونس, 人質, café", "כפיר, خان يونس, 人質, café"),
        ("two\nlines", r"two\nlines"),
        ("tab\tand return\r", r"tab\tand return\r"),
        ("\x1b[2J", r"\x1b[2J"),
        ("\x1b]52;c;aGk=\x07", r"\x1b]52;c;aGk=\x07"),
        ("\x00\x7f\x85\x9b", r"\x00\x7f\x85\x9b"),
        ("12\u202e34\u2066\u2069\u200f", r"12\u202e34\u2066\u2069\u200f"),
        ("a\u200bb\u2060c\ufeff", r"a\u200bb\u2060c\ufeff"),
        ("\u2028\u2029", r"\u2028\u2029"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\U000e0041"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian needs its joiners
        ("a backslash \\x1b", "a backslash \\x1b"),
    ],
)
def test_hidden_characters_become_escapes(text: str, shown: str) -> None:
    assert escape_line(text) == shown


def test_of_all_control_and_format_characters_only_visible_ones_and_joiners_stay() -> None:
    hidden_kinds = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    stay = {
        point
        for point in range(sys.maxunicode + 1)
        if unicodedata.category(chr(point)) in hidden_kinds
        and escape_line(chr(point)) == chr(point)
    }
    signs_of_numbers = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
    hieroglyph_joiners = range(0x13430, 0x13440)
    assert stay <= {0x200C, 0x200D, *signs_of_numbers, *hieroglyph_joiners}


@given(st.text(st.characters(codec=None)))
def test_what_is_shown_can_be_encoded_stands_on_one_line_and_is_shown_as_itself(text: str) -> None:
    shown = escape_line(text)
    shown.encode("utf-8")
    assert len(shown.splitlines()) <= 1
    assert escape_line(shown) == shown
