"""Texts that a spreadsheet would run as a formula, and the apostrophe that keeps them texts.

A spreadsheet may split a file at other signs than those it was written with: many locales take
``;`` for the separator of CSV, and LibreOffice takes comma, semicolon and tab at once. So every
place where a cell might begin is guarded, not only the beginning of the text.
"""

import re
from functools import cache

# Ranges rather than unicodedata: the same text gives the same bytes under every Python. What is
# blank or shows nothing may be dropped before a cell is read, and so may quotes around it.
_BLANK = (
    '"'
    "\x00-\x08\x0e-\x1b\x1f\x20\x7f-\x84\x86-\xa0\xad"
    "\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f"
    "\u2000-\u200f\u202a-\u202f\u205f-\u206f\u2800\u3000\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_SKIPPED = f"[{_BLANK}]*"
# What some program takes for the end of a line, as Python's splitlines does.
_LINE_ENDS = "\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029"
_SEPARATORS = rf",;|\t{_LINE_ENDS}"
# OWASP, "CSV Injection"; the full-width, small, raised and lowered forms are read as the plain ones.
_SIGNS = r"=+\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋"
# One sign alone is no formula; an integer is none, nor is one before another separator.
_RUN = rf"(?! *[+-][0-9]+(?:\Z|[,;])){_SKIPPED}[{_SIGNS}](?s:.)"
_FIRST = rf"\A'*(?:{_RUN}|[\t{_LINE_ENDS}](?s:.))"  # OWASP: one that begins a text, too
_EDGES = f"\t{_LINE_ENDS}"
_MAY_BEGIN = rf"'*{_SKIPPED}[{_SIGNS}]"
_MAY_BEGIN_LATER = rf"[{_SEPARATORS}]{_MAY_BEGIN}"
_MAY_BEGIN_IN_LINES = rf"[\t\x0b\x0c\x1c-\x1e\x85\u2028\u2029]|{_MAY_BEGIN_LATER}"
_LATER = rf"(?<=[{_SEPARATORS}])'*{_RUN}"
_EQUALS = f"[{_BLANK}\t{_LINE_ENDS}]*[=＝﹦⁼₌](?s:.)"
_BEGINS = rf"(?={_FIRST})|(?={_LATER})"
_GUARDED = rf"'(?:(?<=\A')(?=(?:{_FIRST[2:]}))|(?<=[{_SEPARATORS}]')(?='*{_RUN}))"

_SIGN_FIRST = " ="  # a sign after what may stand before a formula, by the table below
_SIGNS_IN_ASCII = {
    code: "=" if sign in "=+-@" else "\t" if sign in "\t\x0b\x0c\x1c\x1d\x1e" else " "
    for code, sign in enumerate(map(chr, range(128)))
    if not sign.isalnum()
}
_compiled = cache(re.compile)  # when it is first asked for: all four take a start 2 ms


def guard(text: str) -> str:
    """Return the text with a ``'`` before everything in it that a spreadsheet might compute.

    What is guarded already gets one more, so that ``unguard`` gives back every text. Most texts have
    no place where a formula could begin, which is seen sooner: a cell may name all ids of a ledger.
    """
    if not _may_begin(text):
        return text
    return _compiled(_BEGINS).sub("'", text)


def _may_begin(text: str) -> bool:
    """Return whether a formula may begin anywhere in a text; where not, none does."""
    if text.lstrip("'")[:1] in _EDGES:
        return True
    if not ("=" in text or "+" in text or "-" in text or "@" in text or not text.isascii()):
        return False
    return bool(_compiled(_MAY_BEGIN).match(text) or _compiled(_MAY_BEGIN_LATER).search(text))


def may_begin_in_lines(text: str) -> bool:
    """Return whether a formula may begin in a cell of lines of CSV without quotes; where not, none does.

    In most lines no sign follows anything but a letter or a digit, which is seen sooner.
    """
    lines = f"\n{text}"
    if lines.isascii() and _SIGN_FIRST not in (signs := lines.translate(_SIGNS_IN_ASCII)):
        return "\t" in signs
    return bool(_compiled(_MAY_BEGIN_IN_LINES).search(lines))


def unguard(text: str) -> str:
    """Return the text as it was before ``guard``."""
    return _compiled(_GUARDED).sub("", text) if "'" in text else text


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet might compute a text that it takes for one whole cell."""
    return bool(_compiled(_FIRST).match(text))


def begins_as_formula(prose: str) -> bool:
    """Return whether a spreadsheet that opens a page might compute a text outside its tables.

    There ``=`` alone begins a formula, and ``-`` and ``+`` may begin a sentence.
    """
    return bool(_compiled(_EQUALS).match(prose))
