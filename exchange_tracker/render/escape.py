"""Text that shows what is in it, for every form that people read.

A control character can move a terminal's cursor or write its clipboard, and a bidirectional
override can make 12 read as 21. Forms for programs keep every character as it is, but on a
terminal.
"""

import re

# Ranges rather than unicodedata: the same text gives the same bytes under every Python. Each is of
# characters that no Python calls printable, so that a text which is printable has none of them.
_HIDDEN = (
    "["
    "\x00-\x1f\x7f-\x9f"  # controls: C0, delete, C1
    "\xad\u061c\u180e"  # soft hyphen, Arabic letter mark, Mongolian vowel separator
    "\u200b\u200e\u200f"  # zero-width space, direction marks; joiners stay: Persian needs them
    "\u2028-\u202e"  # line and paragraph separators, embeddings and overrides
    "\u2060-\u206f"  # word joiner, invisible operators, isolates, deprecated formats
    "\ufeff\ufff9-\ufffb"  # byte-order mark, interlinear notes
    "\ud800-\udfff"  # halves of a character, which cannot be encoded
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # formats of shorthand and of music
    "\U000e0000-\U000e007f"  # tags
    "]"
)
_SHORT = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}


def escape_line(text: str) -> str:
    r"""Return the text on one line, each character that hides or moves something as an escape.

    ``\t``, ``\n``, ``\r``, else ``\x1b``, ``\u202e`` or ``\U000e0041``. A backslash stays as it is.
    """
    return text if text.isprintable() else re.sub(_HIDDEN, _escape, text)


def escape_text(text: str) -> str:
    r"""Return the text, its lines and tabs kept, each other hidden character as JSON escapes it.

    That is ``\u001b``, ``\u202e``, ``\udb40\udc41``: what was JSON means the same afterwards.
    """
    return text if text.isprintable() else re.sub(_HIDDEN, _escape_but_lines, text)


def _escape_but_lines(hidden: re.Match[str]) -> str:
    character = hidden[0]
    if character in "\t\n":
        return character
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[n : n + 4]}" for n in range(0, len(units), 4))


def _escape(hidden: re.Match[str]) -> str:
    character = hidden[0]
    return _SHORT.get(character) or _numbered(ord(character))


def _numbered(point: int) -> str:
    if point < 1 << 8:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 1 << 16 else f"\\U{point:08x}"
