"""A chart as SVG: no script, no remote address, a few kilobytes.

Solid is what counts, hatched what does not, a dashed outline what is missing, so that it reads in
black and white; the words stand in a column of their own, so that none can meet the due mark.
"""

from collections.abc import Iterator, Sequence
from html import escape
from string import Template
from textwrap import wrap
from typing import NamedTuple

from exchange_tracker.render.chart import Bar, Chart, Panel, Strip
from exchange_tracker.render.document import Tone
from exchange_tracker.render.visible import visible

_EDGE = 16  # pixels around the picture
_LINE = 16  # pixels of a line of text
_ROW = 20  # ... of a row with a bar
_BAR = 13  # ... of a bar
_STRIP = 34  # ... of a strip of running totals
_LETTER = 6.5  # pixels that a letter takes on average, at 12 pixels
_BARS = 250  # pixels of the bars, at least
_WHO = 26  # letters of the names of readings in one line
_WIDTH = 760  # pixels of the picture, at least

STYLE = """\
.xt-chart{font:12px system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif}
.xt-paper{fill:#fff}.xt-chart text{fill:#1b1f24}.xt-chart .xt-faint{fill:#57606a}
.xt-chart .xt-name{font-weight:600}.xt-chart .xt-title{font-size:15px;font-weight:600}
.xt-chart .xt-short{fill:#9a3412;font-weight:600}
.xt-counts{fill:#1d5f9e}.xt-stroke{stroke:#57606a;stroke-width:1.6}
.xt-credit{stroke:#1d5f9e;stroke-width:2.4}.xt-frame{fill:none;stroke:#57606a}
.xt-frame.xt-lent{stroke:#1d5f9e}.xt-missing{fill:none;stroke:#9a3412;stroke-dasharray:3 2}
.xt-halo{stroke:#fff;stroke-width:6}.xt-due{stroke:#1b1f24;stroke-width:2}
.xt-axis{stroke:#8c959f;stroke-width:1}
"""
DARK = """\
.xt-paper{fill:#14181d}.xt-chart text{fill:#e6e9ed}.xt-chart .xt-faint{fill:#a3acb8}
.xt-chart .xt-short{fill:#f5b074}.xt-counts{fill:#5aa6ea}.xt-stroke{stroke:#a3acb8}
.xt-credit{stroke:#5aa6ea}.xt-frame{stroke:#a3acb8}.xt-frame.xt-lent{stroke:#5aa6ea}
.xt-missing{stroke:#f5b074}.xt-halo{stroke:#14181d}.xt-due{stroke:#fff}.xt-axis{stroke:#6b7682}
"""
_PICTURE = Template("""\
<svg xmlns="http://www.w3.org/2000/svg" class="xt-chart" role="img" \
aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 $width $height"$size>
<title id="${id}-title">$title</title>
<desc id="${id}-desc">$desc</desc>
$style<defs>
<pattern id="${id}-beside" width="6" height="6" patternUnits="userSpaceOnUse" \
patternTransform="rotate(45)"><path class="xt-stroke" d="M0 0V6"/></pattern>
<pattern id="${id}-credit" width="5" height="5" patternUnits="userSpaceOnUse" \
patternTransform="rotate(-45)"><path class="xt-credit" d="M0 0V5"/></pattern>
</defs>
<rect class="xt-paper" width="$width" height="$height"/>
$body
</svg>
""")
_TONES = {Tone.SHORT: "xt-short"}


def text(given: str) -> str:
    """Give a text as it is safe in SVG and HTML alike; what is recorded never becomes markup."""
    return escape(visible(given))


def picture(chart: Chart) -> str:
    """Give a chart as a file of its own."""
    style = f"<style>\n{STYLE}@media (prefers-color-scheme:dark){{\n{DARK}}}\n@media print{{\n"
    return _written(chart, "xt", f"{style}{STYLE}}}\n</style>\n", head=True)


def figure(chart: Chart, name: str) -> str:
    """Give a chart to be put into a page, which brings ``STYLE`` and ``DARK``; ``name`` is its id."""
    return _written(chart, name, "", head=False)


def _written(chart: Chart, name: str, style: str, *, head: bool) -> str:
    widths = _widths(chart)
    pieces: list[str] = []
    y = _EDGE
    if head:
        y, lines = _paragraph(chart.title, y + 4, "xt-title", widths.letters)
        pieces += lines
        y += 4
        if chart.panels:
            pieces.append(_legend(name, y))
            y += _ROW
    for panel in chart.panels:
        y, lines = _panel(panel, name, y + 6, widths)
        pieces += lines
    if chart.strips:
        y, lines = _strips(chart, y + 6, widths)
        pieces += lines
    if head:
        y += 6
        for fact in chart.footer:
            line = f"{fact.label}: {fact.value.text}"
            y, lines = _paragraph(line, y, "xt-faint", widths.letters)
            pieces += lines
    height = y + _EDGE // 2
    return _PICTURE.substitute(
        id=name,
        width=widths.whole,
        height=height,
        size=f' width="{widths.whole}" height="{height}"' if head else "",
        title=text(chart.title),
        desc=text(chart.description),
        style=style,
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
    who = min(_pixels([bar.who for bar in bars]), int(_WHO * _LETTER) + 12)
    words = _pixels([*(bar.words for bar in bars), *(strip.words for strip in chart.strips)])
    whole = max(_WIDTH, 2 * _EDGE + label + who + _BARS + 14 + words)
    return _Widths(label, who, whole - 2 * _EDGE - label - who - 14 - words, whole)


def _pixels(texts: Sequence[str]) -> int:
    longest = max((len(visible(each)) for each in texts), default=0)
    return int(longest * _LETTER) + 12 if longest else 0


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
    y, pieces = _paragraph(panel.title, y, "xt-name", widths.letters)
    y += 6
    label = ""
    for bar in panel.bars:
        who = wrap(visible(bar.who), _WHO, break_on_hyphens=False) or [""]
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
    y, pieces = _paragraph("Running totals", y, "xt-name", widths.letters)
    y += 6
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
