"""What a page's templates take beside documents: links, cells of tables, charts, as values.

Nothing here loads a library, so that a command may gather a page without writing it.
"""

from base64 import b64encode
from typing import NamedTuple

from exchange_tracker.render import svg
from exchange_tracker.render.chart_model import Chart
from exchange_tracker.render.document import Tone
from exchange_tracker.render.row_forms import Rows, csv
from exchange_tracker.render.svg_pieces import Svg

_SAFE = ("https://", "http://")
_BREAKING = frozenset(' \t\n\r"<>\\')  # what no address has, unless somebody means mischief


class Link(NamedTuple):
    """A text and where it leads to; without an address it stays a text."""

    text: str
    address: str
    title: str = ""


def web_link(text: str, address: str, title: str = "") -> Link:
    """Return a link to an address on the web; any other address makes it a text."""
    if address.lower().startswith(_SAFE) and not _BREAKING.intersection(address):
        return Link(text, address, title)
    return Link(text, "")


def place_link(text: str, place: str, title: str = "") -> Link:
    """Return a link to a place within the page."""
    return Link(text, f"#{place}", title)


class PageCell(NamedTuple):
    """A cell of a table: its text, what it stands for, and whether it is aligned as a number."""

    text: str
    tone: Tone = Tone.PLAIN
    number: bool = False


class Drawing(NamedTuple):
    """A chart drawn for a page: what it is called, and its pictures for a screen and for a phone."""

    label: str
    pictures: tuple[Svg, Svg]


def draw(chart: Chart, name: str) -> Drawing:
    """Return a chart drawn twice; ``name`` begins the ids in it."""
    pictures = (svg.figure(chart, name), svg.narrow(chart, f"{name}-narrow"))
    return Drawing(f"Chart: {chart.title}", pictures)


class Data(NamedTuple):
    """The rows behind a table as a file that lies in the page itself: its name and its address."""

    name: str
    address: str


def csv_data(name: str, rows: Rows) -> Data:
    """Return rows as CSV at a ``data:`` address; ``name`` is that of the file without its ending.

    The cells are guarded against formulas, as in any CSV of the program.
    """
    text = b64encode("".join(csv(rows)).encode()).decode()
    return Data(f"{name}.csv", f"data:text/csv;charset=utf-8;base64,{text}")
