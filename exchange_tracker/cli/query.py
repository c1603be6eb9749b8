"""What a reading command is asked: which records, which moment, which filters."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from exchange_tracker import __version__
from exchange_tracker.cli import options
from exchange_tracker.cli.ledger_place import expect_place
from exchange_tracker.cli.manners import manners
from exchange_tracker.cli.moment_options import day, known_at, moment
from exchange_tracker.cli.names import as_ids
from exchange_tracker.cli.option_groups import OptionGroup
from exchange_tracker.cli.output import detail, emit_rows, say
from exchange_tracker.cli.output_forms import FORM_HELP, form_of
from exchange_tracker.cli.progress import working
from exchange_tracker.cli.recorded_words import WordSource
from exchange_tracker.cli.screen import columns, show
from exchange_tracker.errors import UsageError
from exchange_tracker.render import WIDTH, Format, render_rows
from exchange_tracker.store.address import Place, is_folder

if TYPE_CHECKING:  # of what a command does not use only the names stand here: start-up
    from exchange_tracker.facts.model import Terms
    from exchange_tracker.queries.query import Filters, Query
    from exchange_tracker.render.document import Document
    from exchange_tracker.render.row_forms import Rows
    from exchange_tracker.store.ledger.ledger import Ledger
    from exchange_tracker.store.records import Records


class FilterWords(NamedTuple):
    """The filters of a command line, as it has them: words of columns, and days."""

    party: options.Party = None
    kind: options.Kind = None
    category: options.Category = None
    nationality: options.Nationality = None
    basis: options.Basis = None
    from_: options.From = ""
    to: options.To = ""

    def of(self, terms: "Terms") -> "Filters":
        """Return the filters, or refuse words that the terms do not list, and a range upside down.

        Any word may stand in a column whose words the terms do not list.
        """
        from exchange_tracker.queries.query import filters, selector_of  # start-up

        words = dict(zip(self._fields[:_COLUMNS], self[:_COLUMNS], strict=True))
        words["party"] = as_ids(self.party, terms, WordSource.PARTIES)
        selector = selector_of(terms, words)
        first, last = day(self.from_, "--from", terms), day(self.to, "--to", terms)
        return filters(selector, first, last)


_COLUMNS = 5  # of the filters; then come the days
FilterOptions = Annotated[FilterWords, OptionGroup(FilterWords)]
PartyAndKindOptions = Annotated[
    FilterWords, OptionGroup(FilterWords, "party", "kind", "from_", "to")
]
GroupOptions = Annotated[
    FilterWords,
    OptionGroup(FilterWords, "party", "kind", "category", "nationality", "from_", "to"),
]
DayOptions = Annotated[FilterWords, OptionGroup(FilterWords, "from_", "to")]


def open_records(ledger: options.Ledger = options.LEDGER, as_of: options.AsOf = "") -> "Records":
    """Open what a reading command reads: a truce folder, or a ledger as of a moment or change."""
    expect_place(ledger)
    working()
    if is_folder(ledger):
        if as_of:
            raise UsageError.one(
                "--as-of", "a folder has no history", "make a ledger of it: xt init"
            )
        from exchange_tracker.store.folder import Folder

        return Folder(ledger)
    return _believed(ledger, as_of)


RecordsOptions = Annotated["Records", OptionGroup(open_records)]


def ask(
    ledger: options.Ledger = options.LEDGER, at: options.At = "", as_of: options.AsOf = ""
) -> "Query":
    """Open records at a moment of judgement, and a moment of knowledge."""
    from exchange_tracker.queries.query import Query  # start-up

    records = open_records(ledger, as_of)
    return Query(records, moment(at, records.clock))


QueryOptions = Annotated["Query", OptionGroup(ask)]


def open_ledger(
    path: Place, as_of: str = "", *, believe: bool = True, steady: bool = False
) -> "Ledger":
    """Open what has a history: a ledger and no folder. ``steady`` lets no writer in meanwhile.

    With ``believe=False`` whoever asks looks by himself whether it was altered.
    """
    expect_place(path)
    working()
    from exchange_tracker.store.ledger.ledger import Ledger

    if is_folder(path):
        raise UsageError.one(str(path), "a folder has no history", "make a ledger of it: xt init")
    if not believe or steady:
        ledger = Ledger.open(path, say=say, steady=steady)
        return _seen(ledger, as_of)
    return _believed(path, as_of)


def open_history(ledger: options.Ledger = options.LEDGER, as_of: options.AsOf = "") -> "Ledger":
    """Open a ledger with its history, as of a moment or change."""
    return open_ledger(ledger, as_of)


LedgerOptions = Annotated["Ledger", OptionGroup(open_history)]


def _believed(path: Place, as_of: str) -> "Ledger":
    from exchange_tracker.store.ledger.believed import open_believed

    return _seen(open_believed(path, say=say), as_of)


def _seen(ledger: "Ledger", as_of: str) -> "Ledger":
    """Return a ledger as of a moment, in its truce's own time zone, or of a change; blank: as it is."""
    return ledger.seen(known_at(as_of, ledger.clock)) if as_of else ledger


FormatOption = Annotated[
    Format | None,
    typer.Option("--format", "-O", case_sensitive=False, help=FORM_HELP.format("table")),
]
Raw = Annotated[
    bool,
    typer.Option(
        "--raw", help="In CSV and TSV, leave texts that a spreadsheet would run as they are."
    ),
]


Excel = Annotated[
    bool,
    typer.Option(
        "--excel",
        help="Give CSV as Excel opens it: a byte-order mark, CRLF; xt import undoes both.",
    ),
]


class Answer(NamedTuple):
    """How a report is given out: its form, its place, and what is special about its CSV."""

    form: Format
    output: Path | None
    raw: bool
    excel: bool

    def rows(
        self, rows: "Rows", records: "Records | None" = None, at: datetime | None = None
    ) -> None:
        """Return out rows for programs, of some records as judged at a moment; ``None``: of none."""
        about, counted = None, None
        if self.output and sys.stderr is not None and sys.stderr.isatty():
            from exchange_tracker.cli.written_files import Counted  # start-up

            counted = Counted(rows.rows)
            rows = rows._replace(rows=counted)
        if self.form.says_what_it_is:
            from exchange_tracker.report.about import about_of, about_rows  # start-up

            about = about_of(records, at, version=__version__)
            if self.form is Format.XLSX:
                from exchange_tracker.cli.workbooks import emit_workbook  # start-up

                sheets = {"rows": rows, "about": about_rows(about)}
                emit_workbook(sheets, self.output, rows=counted)
                return
        if manners.verbose and records and at:
            from exchange_tracker.queries.query import Query  # start-up
            from exchange_tracker.report.phrases import query_facts

            for label, value in query_facts(Query(records, at)):
                detail(f"{label}: {value.text}")
        chunks = render_rows(rows, self.form, raw=self.raw, excel=self.excel, about=about)
        emit_rows(chunks, self.output, counted)

    @property
    def on_terminal(self) -> bool:
        """Return whether somebody reads it on a terminal, as it is made."""
        return self.form is Format.TABLE and self.output is None and sys.stdout.isatty()

    def document(self, document: "Document") -> None:
        """Return out a document for people."""
        filled = columns(in_a_pipe=WIDTH) if self.output is None else WIDTH
        show(document, self.form, self.output, filled)


def answer(
    form: FormatOption = None,
    output: options.Output = None,
    raw: Raw = False,
    excel: Excel = False,
) -> Answer:
    """Return how a report is given out; what is not said follows from the name of the file."""
    chosen = form_of(form, output, Format.TABLE)
    if excel and chosen is not Format.CSV:
        what = f"it is about CSV, and the form here is {chosen}"
        raise UsageError.one("--excel", what, "add --format csv, or leave it out")
    return Answer(chosen, output, raw, excel)


AnswerOptions = Annotated[Answer, OptionGroup(answer)]
