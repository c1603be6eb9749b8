"""A chart on a terminal: bars of characters that differ without colour, too."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from exchange_tracker.render.chart_model import Bar, Chart, Panel, Strip
from exchange_tracker.render.document import Block, Cell, Document, Facts, Heading, Paragraph, Table
from exchange_tracker.render.escape import escape_line
from exchange_tracker.render.wrapping import display_width

COUNTS, CREDITED, BESIDE, MISSING, DUE = "█", "▓", "░", "·", "┃"
_BLANK = "\u00a0"  # at which no line is broken
LEGEND = "; ".join(
    f"{sign}{_BLANK}{words.replace(' ', _BLANK)}"
    for sign, words in (
        (COUNTS, "counts"),
        (CREDITED, "credited"),
        (MISSING, "missing"),
        (BESIDE, "released, not counted"),
        (DUE, "due"),
    )
)
_SCALES = "Each block is drawn to a scale of its own."
_WORDED = "delivered of due"
_GAPS = 2
_LEAST = 12  # columns of a bar
_WORDS = 24  # columns of the words beside it, where there is no room for more


def chart_document(chart: Chart, width: int) -> Document:
    """Return a chart as a document whose tables are ``width`` columns wide."""
    blocks: list[Block] = [Heading(chart.title), Facts(chart.footer)]
    if chart.panels:
        one_scale = len({panel.most for panel in chart.panels}) == 1
        blocks.append(Paragraph(LEGEND if one_scale else f"{LEGEND}. {_SCALES}"))
    blocks += [_panel(panel, width) for panel in chart.panels]
    if chart.strips:
        blocks.append(Heading(chart.strips_title))
        blocks += [_strip(strip, width) for strip in chart.strips]
    if not chart.panels and not chart.strips:
        blocks.append(Paragraph("Nothing that was asked for has begun."))
    return tuple(blocks)


def _panel(panel: Panel, width: int) -> Table:
    differ = any(bar.who for bar in panel.bars)
    labels = _widest((bar.label for bar in panel.bars), "days")
    who = min(_widest((bar.who for bar in panel.bars), "reading"), max(14, width // 4))
    fixed = labels + _GAPS + (who + _GAPS if differ else 0) + _GAPS
    words = _widest((bar.words for bar in panel.bars), _WORDED)
    room = width - fixed - words
    if room < _LEAST * 2:
        room = max(_LEAST, width - fixed - min(words, _WORDS))
    rows, most = [], panel.most
    for bar in panel.bars:
        drawn = Cell(drawing(bar, most, room), bar.tone)
        name = (Cell(bar.who),) if differ else ()
        rows.append((Cell(bar.label), *name, drawn, Cell(bar.words, bar.tone)))
    header = ("days", *(("reading",) if differ else ()), panel.unit, _WORDED)
    return Table(header, tuple(rows), title=panel.title)


def _widest(texts: Iterable[str], header: str) -> int:
    return max(display_width(escape_line(text)) for text in (header, *texts))


def drawing(bar: Bar, most: int, room: int) -> str:
    """Draw a bar in at most ``room`` columns, of which one is the mark's own.

    The mark stands between two columns and hides nothing. Whatever has people has a column.
    """
    pieces = (
        (COUNTS, bar.counted),
        (CREDITED, bar.credited),
        (MISSING, bar.missing),
        (BESIDE, bar.beside),
    )
    if not bar.due:
        return "".join(_pieces(pieces, most, room))
    drawn = "".join(_pieces(pieces, most, room - 1))
    place = min(_columns(bar.due, most, room - 1), room - 1)
    return f"{drawn[:place]:<{place}}{DUE}{drawn[place:]}".replace(" ", _BLANK)


def _pieces(pieces: Sequence[tuple[str, int]], most: int, room: int) -> Iterator[str]:
    """Return each piece with its end rounded, not its length: the ends of equal sums are one."""
    people = used = 0
    for glyph, count in pieces:
        people += count
        end = max(_columns(people, most, room), used + (1 if count else 0))
        yield glyph * (end - used)
        used = end


def _columns(people: int, most: int, room: int) -> int:
    return (2 * people * room + most) // (2 * most)


def _strip(strip: Strip, width: int) -> Table:
    """Return a strip as rows; days on which it stays what it was share one."""
    days = [
        (f"{some[0]}–{some[-1]}" if len(some) > 1 else some[0], people)
        for people, some in (
            (people, [day for day, _ in same])
            for people, same in groupby(strip.values, key=lambda value: value[1])
        )
    ]
    numbers = [f"{people:,}" for _, people in days]
    labels = _widest((day for day, _ in days), "days")
    room = max(_LEAST, width - labels - _widest(numbers, strip.unit) - 2 * _GAPS)
    most = strip.most
    rows = tuple(
        (Cell(day), Cell(number), Cell(COUNTS * _columns(people, most, room)))
        for (day, people), number in zip(days, numbers, strict=True)
    )
    title = f"{strip.label}: {strip.words}"
    return Table(("days", strip.unit, strip.drawn), rows, right=frozenset({1}), title=title)
