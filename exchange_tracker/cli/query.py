"""What a reading command is asked: which records, which moment, which filters."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from exchange_tracker.cli.options import day, moment
from exchange_tracker.cli.output import emit_rows, say
from exchange_tracker.cli.progress import working
from exchange_tracker.cli.screen import columns, show
from exchange_tracker.errors import UsageError
from exchange_tracker.facts.model import Terms
from exchange_tracker.queries.query import Filters, Query, selector_of
from exchange_tracker.queries.query import filters as filters_of
from exchange_tracker.render import WIDTH, Format, render_rows
from exchange_tracker.render.document import Document
from exchange_tracker.render.row_forms import Rows
from exchange_tracker.store.records import Records

if TYPE_CHECKING:
    from exchange_tracker.store.ledger.ledger import Ledger


def filters(
    terms: Terms,
    *,
    party: Sequence[str] | None = None,
    kind: Sequence[str] | None = None,
    category: Sequence[str] | None = None,
    nationality: Sequence[str] | None = None,
    basis: Sequence[str] | None = None,
    from_: str = "",
    to: str = "",
) -> Filters:
    """Return the filters of a command line, or refuse unknown words and a range upside down."""
    words = {
        "party": party,
        "kind": kind,
        "category": category,
        "nationality": nationality,
        "basis": basis,
    }
    selector = selector_of(terms, words)
    return filters_of(selector, day(from_, "--from"), day(to, "--to"))


def open_records(path: Path, as_of: str = "") -> Records:
    """Open what a reading command reads: a truce folder, or a ledger as of a moment or change."""
    working()
    if os.path.isdir(path):  # noqa: PTH112 - False where it may not be looked at
        if as_of:
            raise UsageError.one(
                "--as-of", "a folder has no history", "make a ledger of it: xt init"
            )
        from exchange_tracker.store.folder import Folder

        return Folder(path)
    return _believed(path, as_of)


def ask(ledger: Path, at: str, as_of: str = "") -> Query:
    """Open records at a moment of judgement, and a moment of knowledge."""
    return Query(open_records(ledger, as_of), moment(at))


def open_ledger(
    path: Path, as_of: str = "", *, believe: bool = True, steady: bool = False
) -> "Ledger":
    """Open what has a history: a ledger and no folder. ``steady`` lets no writer in meanwhile.

    With ``believe=False`` whoever asks looks by himself whether it was altered.
    """
    working()
    from exchange_tracker.store.ledger.ledger import Ledger

    if os.path.isdir(path):  # noqa: PTH112 - False where it may not be looked at
        raise UsageError.one(str(path), "a folder has no history", "make a ledger of it: xt init")
    if not believe or steady:
        return Ledger.open(path, as_of, say, steady=steady)
    return _believed(path, as_of)


def _believed(path: Path, as_of: str) -> "Ledger":
    from exchange_tracker.store.ledger.believed import open_believed

    return open_believed(path, as_of, say)


class Answer(NamedTuple):
    """How a report is given out: its form, its place, and whether formulas are left as they are."""

    form: Format
    output: Path | None
    raw: bool = False

    def rows(self, rows: Rows) -> None:
        """Return out rows for programs."""
        emit_rows(render_rows(rows, self.form, raw=self.raw), self.output)

    def document(self, document: Document) -> None:
        """Return out a document for people."""
        filled = columns(in_a_pipe=WIDTH) if self.output is None else WIDTH
        show(document, self.form, self.output, filled)
