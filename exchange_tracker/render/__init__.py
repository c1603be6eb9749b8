"""Results as text: one file for each form of output. It prints nothing and asks nobody.

Each form is loaded when it is asked for: Rich and tabulate would cost every start 50 ms or more.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from exchange_tracker.render.document import Document
    from exchange_tracker.render.row_forms import Described, Rows

WIDTH = 100  # columns of a line, where there is no screen to fill


class Format(StrEnum):
    """The forms of output, as ``--format`` names them."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    HTML = "html"
    LATEX = "latex"
    JSON_DOCUMENT = "json-document"
    XLSX = "xlsx"

    @property
    def for_programs(self) -> bool:
        """Return whether it takes rows (``render_rows``) or a document (``render_document``)."""
        match self:
            case (
                Format.CSV
                | Format.TSV
                | Format.JSON
                | Format.JSONL
                | Format.JSON_DOCUMENT
                | Format.XLSX
            ):
                return True
            case Format.TABLE | Format.MARKDOWN | Format.HTML | Format.LATEX:
                return False
            case _:
                assert_never(self)

    @property
    def says_what_it_is(self) -> bool:
        """Return whether it names the truce, the moments and the program beside the rows."""
        match self:
            case Format.JSON_DOCUMENT | Format.XLSX:
                return True
            case (
                Format.CSV
                | Format.TSV
                | Format.JSON
                | Format.JSONL
                | Format.TABLE
                | Format.MARKDOWN
                | Format.HTML
                | Format.LATEX
            ):
                return False
            case _:
                assert_never(self)


def render_document(
    document: "Document", form: Format, *, width: int = WIDTH, colour: bool = False
) -> str:
    """Return the document in a form for people; width (columns) and colour serve ``table`` alone.

    Raises:
        ValueError: a form for programs, which takes rows.
    """
    match form:
        case Format.TABLE if colour:
            from exchange_tracker.render.ansi import terminal_text  # noqa: PLC0415 - start-up

            return terminal_text(document, width)
        case Format.TABLE:
            from exchange_tracker.render.plain import plain_text  # noqa: PLC0415 - start-up

            return plain_text(document, width)
        case Format.MARKDOWN:
            from exchange_tracker.render.markdown import markdown  # noqa: PLC0415 - start-up

            return markdown(document)
        case Format.HTML:
            from exchange_tracker.render.html_fragment import html  # noqa: PLC0415 - start-up

            return html(document)
        case Format.LATEX:
            from exchange_tracker.render.latex import latex  # noqa: PLC0415 - start-up

            return latex(document)
        case (
            Format.CSV
            | Format.TSV
            | Format.JSON
            | Format.JSONL
            | Format.JSON_DOCUMENT
            | Format.XLSX
        ):
            raise ValueError(f"{form} takes rows, not a document")
        case _:
            assert_never(form)


def render_rows(
    rows: "Rows",
    form: Format,
    *,
    raw: bool = False,
    excel: bool = False,
    about: "Mapping[str, Described] | None" = None,
) -> Iterator[str]:
    """Return the rows in a form for programs, as chunks to be written one after the other.

    ``raw`` leaves out the guard against formulas in CSV and TSV; JSON never has it. ``excel`` gives
    CSV as Excel opens it, and ``about`` is what stands around the rows of a JSON document.

    Raises:
        ValueError: a form for people, which takes a document, or one that is no text.
    """
    from exchange_tracker.render import row_forms as writers  # noqa: PLC0415 - start-up

    match form:
        case Format.CSV:
            return writers.csv(rows, raw=raw, excel=excel)
        case Format.TSV:
            return writers.tsv(rows, raw=raw)
        case Format.JSON:
            return writers.json(rows)
        case Format.JSONL:
            return writers.jsonl(rows)
        case Format.JSON_DOCUMENT:
            return writers.json_document(about or {}, {"rows": rows})
        case Format.XLSX:
            raise ValueError(f"{form} is no text")
        case Format.TABLE | Format.MARKDOWN | Format.HTML | Format.LATEX:
            raise ValueError(f"{form} takes a document, not rows")
        case _:
            assert_never(form)
