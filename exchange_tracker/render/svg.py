"""A chart as SVG: no script, no remote address, a few kilobytes.

Solid is what counts, hatched what does not, a dashed outline what is missing, so that it reads in
black and white; the words stand in a column of their own, so that none can meet the due mark.
"""

from collections.abc import Iterable
from itertools import groupby
from math import inf
from operator import attrgetter
from typing import NamedTuple

from exchange_tracker.render.chart_model import Chart, Panel
from exchange_tracker.render.svg_axis import axis, height_mark
from exchange_tracker.render.svg_pieces import (
    LETTER,
    LINE,
    STRIP,
    Room,
    Svg,
    bar,
    ends,
    fitted,
    framed,
    lines,
    pixels,
    sample,
    steps,
    words,
)
from exchange_tracker.render.svg_style import DARK, PATTERNS, SAMPLE, STYLE, tone_class

KEY = (
    ("counts", "counts"),
    ("credit", "credited"),
    ("missing", "missing"),
    ("beside", "released, does not count"),
    ("due", "due"),
)
_EDGE = 16  # pixels around the picture
_ROW = 20  # pixels of a row with a bar
_BARS = 250  # pixels of the bars, at least
_LEAST_BARS = 160  # ... in a page, where the columns of texts are bounded
_GAP = 14  # pixels between the bars and the words
_WHO = 26  # letters of the names of readings in one line
_WIDTH = 760  # pixels of the picture, at least
_NARROW = 310  # pixels of a picture for a phone: on one of 320 its text has 11 still
_MOST_LABEL, _MOST_WORDS = (
    150,
    210,
)  # pixels of the columns of texts in a page, where bars need room
_BOLD = 0.88  # of the letters that fit a line, those in bold

_Drawn = tuple[int, list[str]]  # where the next piece stands, and the pieces


def picture(chart: Chart) -> str:
    """Return a chart as a file of its own."""
    style = (
        f"<style>\n{STYLE}@media (prefers-color-scheme:dark){{\n{DARK}}}\n"
        f"@media print{{\n{STYLE}}}\n</style>\n"
    )
    widths = _widths(chart)
    y, body = _paragraph(chart.title, _EDGE + 4, "xt-title", widths)
    y += 4
    if chart.panels:
        body += _legend(y)
        y += _ROW
    for panel in chart.panels:
        y, title = _paragraph(panel.title, y + 6, "xt-name", widths)
        y, drawn = _panel(panel, "xt", y + 6, widths)
        body += [*title, *drawn]
    if chart.strips:
        y, title = _paragraph(chart.strips_title, y + 6, "xt-name", widths)
        y, drawn = _strips(chart, y + 6, widths)
        body += [*title, *drawn]
    y += 6
    for fact in chart.footer:
        y, line = _paragraph(f"{fact.label}: {fact.value.text}", y, "xt-faint", widths)
        body += line
    height = y + _EDGE // 2
    size = f' width="{widths.whole}" height="{height}"'
    return framed(chart, "xt", body, seen=(0, widths.whole, height), size=size, style=style)


def figure(chart: Chart, name: str) -> Svg:
    """Return a chart to be put into a page, which brings its title and style; ``name`` is its id."""
    widths = _widths(chart, _MOST_LABEL, _MOST_WORDS)
    y, body = 0, []
    for panel in chart.panels:
        y, drawn = _panel(panel, name, y + 6, widths)
        body += drawn
    if chart.strips:
        y, drawn = _strips(chart, y + 6, widths)
        body += drawn
    edge = _EDGE - 1  # a page has its own
    return framed(chart, name, body, seen=(edge, widths.whole - 2 * edge, y), kind="xt-broad")


def narrow(chart: Chart, name: str) -> Svg:
    """Return the same for a phone: the words of a bar stand above it."""
    room = Room(1, _NARROW - 4)
    y, body = 0, []
    for panel in chart.panels:
        most = panel.most
        for drawn in panel.bars:
            sentence = f"{' '.join(filter(None, [drawn.label, drawn.who]))}: {drawn.words}"
            y, above = _above(sentence, y, tone_class(drawn.tone))
            body += [*above, *bar(drawn, name, y, room, most)]
            y += _ROW + 6
        body += axis(most, y, room, panel.unit)
        y += LINE + 6
    scale = pixels([f"{strip.most:,}" for strip in chart.strips])
    room = Room(room.start + scale, room.width - scale)
    for days, strips in groupby(chart.strips, key=attrgetter("ends")):
        for strip in strips:
            y, above = _above(f"{strip.label}: {strip.words}", y, "")
            body += [*above, steps(strip, y, room), height_mark(strip, y, room)]
            y += STRIP + 10
        body += ends(days, y + 4, room)
        y += LINE
    return framed(chart, name, body, seen=(0, _NARROW, y), kind="xt-slim")


def _above(sentence: str, y: int, kind: str) -> _Drawn:
    broken = fitted(sentence, _NARROW * _BOLD if kind else _NARROW)
    made = [words(1, y + 12 + LINE * n, line, kind) for n, line in enumerate(broken)]
    return y + LINE * len(broken) + 4, made


def key() -> list[tuple[Svg, str]]:
    """Return a small picture of each kind of bar with what it stands for, for the key of a page."""
    return [(_key_sample(kind, f"key-{kind}"), words_) for kind, words_ in KEY]


def _key_sample(kind: str, name: str) -> Svg:
    picture_ = SAMPLE.substitute(
        patterns=PATTERNS.substitute(id=name) if kind in ("credit", "beside") else "",
        body="".join(sample(kind, name, 1, 4)),
    )
    return Svg(picture_)


# ------------------------------------------------------------------------- the broad form


class _Widths(NamedTuple):
    """Pixels of the columns: labels, names of readings, bars; and of the whole."""

    label: int
    who: int
    bars: int
    whole: int
    texts: int  # of the words
    scale: int  # of the numbers beside strips, in the column of labels

    @property
    def room(self) -> Room:
        """Return where the bars are."""
        return Room(_EDGE + self.label + self.who, self.bars)

    @property
    def words(self) -> int:
        """Return where the words start."""
        return self.room.start + self.bars + _GAP


def _widths(chart: Chart, most_label: float = inf, most_words: float = inf) -> _Widths:
    """Return the widths of the columns; texts that are broader than the most are broken."""
    bars = [drawn for panel in chart.panels for drawn in panel.bars]
    scale = pixels([f"{strip.most:,}" for strip in chart.strips])
    labels = [*(drawn.label for drawn in bars), *(strip.label for strip in chart.strips)]
    label = int(min(pixels([*labels, *(panel.unit for panel in chart.panels)]), most_label)) + scale
    who = pixels([line for drawn in bars for line in lines(drawn.who, _WHO)])
    sentences = [*(drawn.words for drawn in bars), *(strip.words for strip in chart.strips)]
    texts = int(min(pixels(sentences), most_words))
    least = _LEAST_BARS if most_words < inf else _BARS
    whole = max(_WIDTH, 2 * _EDGE + label + who + least + _GAP + texts)
    return _Widths(label, who, whole - 2 * _EDGE - label - who - _GAP - texts, whole, texts, scale)


def _paragraph(text: str, y: int, kind: str, widths: _Widths) -> _Drawn:
    room = widths.whole - 2 * _EDGE
    broken = fitted(text, room * 0.75 if kind == "xt-title" else room)
    made = [words(_EDGE, y + 12 + LINE * n, line, kind) for n, line in enumerate(broken)]
    return y + LINE * len(broken), made


def _legend(y: int) -> list[str]:
    x, pieces = float(_EDGE), []
    for kind, sentence in KEY:
        pieces += [*sample(kind, "xt", x, y), words(x + 28, y + 11, sentence, "xt-faint")]
        x += 28 + len(sentence) * LETTER + 18
    return pieces


def _panel(panel: Panel, name: str, y: int, widths: _Widths) -> _Drawn:
    pieces: list[str] = []
    label, most = "", panel.most
    for drawn in panel.bars:
        who, said = lines(drawn.who, _WHO), fitted(drawn.words, widths.texts)
        named = fitted(drawn.label, widths.label) if drawn.label != label else []
        label = drawn.label
        pieces += _column(_EDGE, y + 11, named)
        pieces += _column(_EDGE + widths.label, y + 11, who)
        pieces += bar(drawn, name, y, widths.room, most)
        pieces += _column(widths.words, y + 11, said, tone_class(drawn.tone))
        y += max(_ROW, LINE * max(len(who), len(said), len(named)) + 4)
    pieces += axis(most, y, widths.room)
    pieces.append(words(_EDGE, y + LINE, panel.unit, "xt-faint"))
    return y + LINE + 6, pieces


def _column(x: float, y: float, texts: Iterable[str], kind: str = "") -> list[str]:
    return [words(x, y + LINE * n, line, kind) for n, line in enumerate(texts) if line]


def _strips(chart: Chart, y: int, widths: _Widths) -> _Drawn:
    pieces: list[str] = []
    for days, strips in groupby(chart.strips, key=attrgetter("ends")):
        for strip in strips:
            named = fitted(strip.label, widths.label - widths.scale)
            said = fitted(strip.words, widths.texts)
            pieces += _column(_EDGE, y + 12, named)
            pieces += [steps(strip, y, widths.room), height_mark(strip, y, widths.room)]
            pieces += _column(widths.words, y + 12, said)
            y += max(STRIP, LINE * max(len(named), len(said))) + 8
        pieces += ends(days, y + 4, widths.room)
        y += LINE
    return y, pieces
