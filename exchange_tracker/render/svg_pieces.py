"""What a chart in SVG is made of: texts, bars with their due mark, steps of running totals."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import NamedTuple

from exchange_tracker.render.chart_model import Bar, Chart, Strip
from exchange_tracker.render.direction import parts
from exchange_tracker.render.escape import escape_line
from exchange_tracker.render.svg_style import PATTERNS, PICTURE

LINE = 16  # pixels of a line of text
BAR = 13  # ... of a bar
STRIP = 34  # ... of a strip of running totals
LETTER = 6.5  # pixels that a letter takes on average, at 12 pixels, in running text
_NARROW, _MIDDLE, _BROAD, _FULL = 4.6, 7.4, 9.6, 12.6  # pixels of letters that must not collide
_THIN = frozenset(" ijl.,:;'|!()[]-")
_WORD = re.compile("( *)([^ ]+)")
_THICK = frozenset("mwMW@%&")


class Svg(str):
    """A picture: markup already, which a template takes as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return the picture; what prints texts escaped asks for this first."""
        return self


class Room(NamedTuple):
    """Where bars are drawn: from where, and how broad (pixels)."""

    start: int
    width: int


def safe(text: str) -> str:
    """Return a text as it is safe in SVG and HTML alike; what is recorded never becomes markup."""
    return escape(escape_line(text))


def framed(
    chart: Chart,
    name: str,
    body: Sequence[str],
    *,
    seen: tuple[int, int, int],
    size: str = "",
    style: str = "",
    kind: str = "",
) -> Svg:
    """Return a whole picture; ``seen`` are its left edge, its width and its height (pixels)."""
    left, width, height = seen
    picture = PICTURE.substitute(
        id=name,
        kind=f" {kind}" if kind else "",
        left=left,
        width=width,
        height=height,
        size=size,
        title=safe(chart.title),
        desc=safe(chart.description),
        style=style,
        patterns=PATTERNS.substitute(id=name),
        body="\n".join(body),
    )
    return Svg(picture)


# --------------------------------------------------------------------------------- texts


def words(x: float, y: float, text: str, kind: str = "", anchor: str = "") -> str:
    """Return a line of text; ``anchor`` says which part of it stands at ``x``: its start, else."""
    marked = f' class="{kind}"' if kind else ""
    marked += f' text-anchor="{anchor}"' if anchor else ""
    spans = (
        f'<tspan class="xt-own">{safe(part.text)}</tspan>' if part.leftward else safe(part.text)
        for part in parts(text)
    )
    return f'<text x="{x:g}" y="{y:g}"{marked}>{"".join(spans)}</text>'


def lines(text: str, letters: int) -> list[str]:
    """Break a text into lines of at most so many letters; a blank one is one blank line."""
    return list(_broken(escape_line(text), letters)) or [""]


def _broken(text: str, letters: int) -> Iterator[str]:
    """Yield a text's lines: blanks go where a line ends, and a word longer than a line is parted.

    Not textwrap: for every line of a long word it copies what is left of it.
    """
    line = ""
    for blanks, word in _WORD.findall(text.rstrip(" ")):  # or it looks on for a word
        before = line + blanks if line else ""
        if len(before) + len(word) <= letters:
            line = before + word
            continue
        start = max(letters - len(before), 0) if len(word) > letters else 0
        yield (before + word[:start]).rstrip(" ")
        *full, line = (word[place : place + letters] for place in range(start, len(word), letters))
        yield from full
    if line:
        yield line


def fitted(text: str, width: float) -> list[str]:
    """Break a text into lines of at most so many pixels."""
    if pixels([text]) <= width:
        return [escape_line(text).strip(" ")]
    broken = [""]
    for letters in range(int(width / _NARROW), 0, -2):
        broken = lines(text, letters)
        if all(pixels([line]) <= width for line in broken):
            break
    return broken


def pixels(texts: Sequence[str]) -> int:
    """Return the room of a column of texts: rather too much than two that meet."""
    longest = max((sum(map(_letter, escape_line(text))) for text in texts), default=0)
    return int(longest) + 10 if longest else 0


@lru_cache(4_096)
def _letter(letter: str) -> float:
    if letter >= "\u1100" or letter in _THICK:  # from Korean on: as broad as high
        return _FULL
    if letter in _THIN:
        return _NARROW
    return _BROAD if letter.isupper() else _MIDDLE


# ---------------------------------------------------------------------------------- bars


def bar(drawn: Bar, name: str, y: int, room: Room, most: int) -> Iterator[str]:
    """Yield a bar; ``most`` people are as long as the room is broad."""
    unit = room.width / most
    x = float(room.start)
    yield f'<path class="xt-axis" d="M{x:.1f} {y - 3:g}V{y + BAR + 3:g}"/>'
    if drawn.counted:
        yield _rect("xt-counts", x, y, drawn.counted * unit)
    x += drawn.counted * unit
    if drawn.credited:
        yield from _hatched("credit", name, x, y, drawn.credited * unit)
    x += drawn.credited * unit
    if drawn.missing:
        yield _rect("xt-missing", x, y, drawn.missing * unit)
    x += drawn.missing * unit
    if drawn.beside:
        yield from _hatched("beside", name, x, y, drawn.beside * unit)
    if drawn.due:
        yield _mark(room.start + drawn.due * unit, y)


def sample(kind: str, name: str, x: float, y: float) -> list[str]:
    """Return a short piece of a bar, for a key."""
    match kind:
        case "counts":
            return [_rect("xt-counts", x, y, 22)]
        case "missing":
            return [_rect("xt-missing", x, y, 22)]
        case "due":
            return [_mark(x + 11, y)]
        case _:
            return _hatched(kind, name, x, y, 22)


def _rect(kind: str, x: float, y: float, width: float, fill: str = "") -> str:
    filled = f' fill="url(#{fill})"' if fill else ""
    marked = f' class="{kind}"' if kind else ""
    return f'<rect{marked} x="{x:.1f}" y="{y:g}" width="{width:.1f}" height="{BAR}"{filled}/>'


def _hatched(kind: str, name: str, x: float, y: float, width: float) -> list[str]:
    frame = "xt-frame xt-lent" if kind == "credit" else "xt-frame"
    return [_rect("", x, y, width, f"{name}-{kind}"), _rect(frame, x, y, width)]


def _mark(x: float, y: float) -> str:
    line = f'd="M{x:.1f} {y - 3:g}V{y + BAR + 3:g}"'
    return f'<path class="xt-halo" {line}/><path class="xt-due" {line}/>'


# -------------------------------------------------------------------------------- strips


def steps(strip: Strip, y: int, room: Room) -> str:
    """Return a strip as steps, each as long as its days are many."""
    step = room.width / len(strip.values)
    floor, most = y + STRIP, strip.most
    line = "".join(
        f"V{floor - people * (STRIP - 4) / most:.1f}h{step * len(list(days)):.2f}"
        for people, days in groupby(people for _, people in strip.values)
    )
    axis = f'<path class="xt-axis" d="M{room.start} {floor}h{room.width}"/>'
    return f'<path class="xt-counts" d="M{room.start} {floor}{line}V{floor}Z"/>{axis}'


def ends(days: tuple[str, str], y: int, room: Room) -> list[str]:
    """Name the first and the last day below the strips that have both."""
    first, last = days
    if first == last:
        return [words(room.start, y, first, "xt-faint")]
    end = room.start + room.width - pixels([last])
    return [words(room.start, y, first, "xt-faint"), words(end, y, last, "xt-faint")]
