"""A chart as SVG: no script, no remote address, a few kilobytes.

Solid is what counts, hatched what does not, a dashed outline what is missing, so that it reads in
black and white; the words stand in a column of their own, so that none can meet the due mark.
"""

from collections.abc import Iterator, Sequence
from html import escape
from textwrap import wrap
from typing import NamedTuple

from exchange_tracker.render.chart import Bar, Chart, Panel, Strip
from exchange_tracker.render.document import Tone
from exchange_tracker.render.svg_style import DARK, PATTERNS, PICTURE, SAMPLE, STYLE
from exchange_tracker.render.visible import visible

_EDGE = 16  # pixels around the picture
_LINE = 16  # pixels of a line of text
_ROW = 20  # ... of a row with a bar
_BAR = 13  # ... of a bar
_STRIP = 34  # ... of a strip of running totals
_LETTER = 6.5  # pixels that a letter takes on average, at 12 pixels, in running text
_NARROW, _MIDDLE, _BROAD, _FULL = 4.6, 7.4, 9.6, 12.6  # pixels of letters that must not collide
_THIN = frozenset(" ijl.,:;'|!()[]-")
_THICK = frozenset("mwMW@%&")
_BARS = 250  # pixels of the bars, at least
_WHO = 26  # letters of the names of readings in one line
_WIDTH = 760  # pixels of the picture, at least

_TONES = {Tone.SHORT: "xt-short"}


def text(given: str) -> str:
    """Give a text as it is safe in SVG and HTML alike; what is recorded never becomes markup."""
    return escape(visible(given))


def picture(chart: Chart) -> str:
    """Give a chart as a file of its own."""
    style = f"<style>\n{STYLE}@media (prefers-color-scheme:dark){{\n{DARK}}}\n@media print{{\n"
    return _written(chart, "xt", f"{style}{STYLE}}}\n</style>\n", head=True)


def figure(chart: Chart, name: str) -> str:
    """Give a chart to be put into a page, which brings its title and style.

    ``name`` is its id.
    """
    return _written(chart, name, "", head=False)


def sample(kind: str, name: str) -> str:
    """Give a small picture of what a kind of bar looks like, for the key of a page."""
    return SAMPLE.substitute(
        patterns=PATTERNS.substitute(id=name) if kind in ("credit", "beside") else "",
        body="".join(_sample(kind, name, 1, 4)),
    )


def _written(chart: Chart, name: str, style: str, *, head: bool) -> str:
    widths = _widths(chart)
    pieces: list[str] = []
    y = _EDGE if head else 0
    if head:
        y, lines = _paragraph(chart.title, y + 4, "xt-title", widths.letters)
        pieces += lines
        y += 4
        if chart.panels:
            pieces.append(_legend(name, y))
            y += _ROW
    for panel in chart.panels:
        if head:
            y, lines = _paragraph(panel.title, y + 6, "xt-name", widths.letters)
            pieces += lines
        y, lines = _panel(panel, name, y + 6, widths)
        pieces += lines
    if chart.strips:
        if head:
            y, lines = _paragraph("Running totals", y + 6, "xt-name", widths.letters)
            pieces += lines
        y, lines = _strips(chart, y + 6, widths)
        pieces += lines
    if head:
        y += 6
        for fact in chart.footer:
            line = f"{fact.label}: {fact.value.text}"
            y, lines = _paragraph(line, y, "xt-faint", widths.letters)
            pieces += lines
    height = y + (_EDGE // 2 if head else 0)
    left = 0 if head else _EDGE - 1  # a page has its own edge
    return PICTURE.substitute(
        id=name,
        left=left,
        seen=widths.whole - 2 * left,
        width=widths.whole,
        height=height,
        size=f' width="{widths.whole}" height="{height}"' if head else "",
        title=text(chart.title),
        desc=text(chart.description),
        style=style,
        patterns=PATTERNS.substitute(id=name),
        body="\n".join(pieces),
    )


class _Widths(NamedTuple):
    """Pixels of the columns: labels, names of readings, bars; and of the whole."""

    label: int
    who: int
    bars: int
    whole: int

    @property
    def letters(self) -> int:
        """Give how many letters a line of text over the whole width has."""
        return int((self.whole - 2 * _EDGE) / _LETTER)

    @property
    def start(self) -> int:
        """Give where the bars start."""
        return _EDGE + self.label + self.who

    @property
    def words(self) -> int:
        """Give where the words start."""
        return self.start + self.bars + 14


def _widths(chart: Chart) -> _Widths:
    bars = [bar for panel in chart.panels for bar in panel.bars]
    label = _pixels([*(bar.label for bar in bars), *(strip.label for strip in chart.strips)])
    who = _pixels([line for bar in bars for line in _lines(bar.who)])
    words = _pixels([*(bar.words for bar in bars), *(strip.words for strip in chart.strips)])
    whole = max(_WIDTH, 2 * _EDGE + label + who + _BARS + 14 + words)
    return _Widths(label, who, whole - 2 * _EDGE - label - who - 14 - words, whole)


def _lines(who: str) -> list[str]:
    return wrap(visible(who), _WHO, break_on_hyphens=False) or [""]


def _pixels(texts: Sequence[str]) -> int:
    """Give the room of a column of texts: rather too much than two that meet."""
    longest = max((sum(map(_letter, visible(each))) for each in texts), default=0)
    return int(longest) + 10 if longest else 0


def _letter(letter: str) -> float:
    if letter >= "\u1100" or letter in _THICK:  # from Korean on: as broad as high
        return _FULL
    if letter in _THIN:
        return _NARROW
    return _BROAD if letter.isupper() else _MIDDLE


# -------------------------------------------------------------------------------- pieces


def _text(x: float, y: float, given: str, kind: str = "") -> str:
    marked = f' class="{kind}"' if kind else ""
    return f'<text x="{x:g}" y="{y:g}"{marked}>{text(given)}</text>'


def _paragraph(given: str, y: int, kind: str, letters: int) -> tuple[int, list[str]]:
    """Give a text in as many lines as it takes, and where the next one stands."""
    room = letters * 4 // 5 if kind == "xt-title" else letters
    lines = wrap(visible(given), room, break_on_hyphens=False) or [""]
    pieces = [_text(_EDGE, y + 12 + _LINE * n, line, kind) for n, line in enumerate(lines)]
    return y + _LINE * len(lines), pieces


def _rect(kind: str, x: float, y: float, width: float, fill: str = "") -> str:
    filled = f' fill="url(#{fill})"' if fill else ""
    marked = f' class="{kind}"' if kind else ""
    return f'<rect{marked} x="{x:.1f}" y="{y:g}" width="{width:.1f}" height="{_BAR}"{filled}/>'


def _legend(name: str, y: int) -> str:
    x, pieces = float(_EDGE), []
    for kind, said in (
        ("counts", "counts"),
        ("credit", "credited"),
        ("missing", "missing"),
        ("beside", "freed, does not count"),
        ("due", "due"),
    ):
        pieces += _sample(kind, name, x, y)
        pieces.append(_text(x + 28, y + 11, said, "xt-faint"))
        x += 28 + len(said) * _LETTER + 18
    return "\n".join(pieces)


def _sample(kind: str, name: str, x: float, y: float) -> list[str]:
    match kind:
        case "counts":
            return [_rect("xt-counts", x, y, 22)]
        case "missing":
            return [_rect("xt-missing", x, y, 22)]
        case "due":
            return [_mark(x + 11, y)]
        case _:
            return _hatched(kind, name, x, y, 22)


def _hatched(kind: str, name: str, x: float, y: float, width: float) -> list[str]:
    frame = "xt-frame xt-lent" if kind == "credit" else "xt-frame"
    return [_rect("", x, y, width, f"{name}-{kind}"), _rect(frame, x, y, width)]


def _mark(x: float, y: float) -> str:
    line = f'd="M{x:.1f} {y - 3:g}V{y + _BAR + 3:g}"'
    return f'<path class="xt-halo" {line}/><path class="xt-due" {line}/>'


def _panel(panel: Panel, name: str, y: int, widths: _Widths) -> tuple[int, list[str]]:
    pieces: list[str] = []
    label = ""
    for bar in panel.bars:
        who = _lines(bar.who)
        if bar.label != label:
            pieces.append(_text(_EDGE, y + 11, bar.label))
        label = bar.label
        x = _EDGE + widths.label
        pieces += [_text(x, y + 11 + _LINE * n, line) for n, line in enumerate(who) if line]
        pieces += _bar(bar, name, y, widths, panel.most)
        pieces.append(_text(widths.words, y + 11, bar.words, _TONES.get(bar.tone, "")))
        y += max(_ROW, _LINE * len(who) + 4)
    return y, pieces


def _bar(bar: Bar, name: str, y: int, widths: _Widths, most: int) -> Iterator[str]:
    unit = widths.bars / most
    x = float(widths.start)
    yield f'<path class="xt-axis" d="M{x:.1f} {y - 3:g}V{y + _BAR + 3:g}"/>'
    if bar.counted:
        yield _rect("xt-counts", x, y, bar.counted * unit)
    x += bar.counted * unit
    if bar.credited:
        yield from _hatched("credit", name, x, y, bar.credited * unit)
    x += bar.credited * unit
    if bar.missing:
        yield _rect("xt-missing", x, y, bar.missing * unit)
    x += bar.missing * unit
    if bar.beside:
        yield from _hatched("beside", name, x, y, bar.beside * unit)
    if bar.due:
        yield _mark(widths.start + bar.due * unit, y)


def _strips(chart: Chart, y: int, widths: _Widths) -> tuple[int, list[str]]:
    pieces: list[str] = []
    for strip in chart.strips:
        pieces.append(_text(_EDGE, y + _STRIP - 6, strip.label))
        pieces.append(_steps(strip, y, widths))
        pieces.append(_text(widths.words, y + _STRIP - 6, strip.words))
        y += _STRIP + 8
    first, last = chart.strips[0].values[0][0], chart.strips[0].values[-1][0]
    pieces.append(_text(widths.start, y + 4, first, "xt-faint"))
    end = widths.start + widths.bars - len(last) * _LETTER
    pieces.append(_text(end, y + 4, last if last != first else "", "xt-faint"))
    return y + _LINE, pieces


def _steps(strip: Strip, y: int, widths: _Widths) -> str:
    step = widths.bars / len(strip.values)
    floor = y + _STRIP
    line = "".join(
        f"V{floor - people * (_STRIP - 4) / strip.most:.1f}h{step:.2f}"
        for _, people in strip.values
    )
    axis = f'<path class="xt-axis" d="M{widths.start} {floor}h{widths.bars}"/>'
    return f'<path class="xt-counts" d="M{widths.start} {floor}{line}V{floor}Z"/>{axis}'
