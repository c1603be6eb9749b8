"""Terms written out in plain words with their notes, for whoever writes them."""

from exchange_tracker.cli.output import tell
from exchange_tracker.cli.screen import columns, show
from exchange_tracker.facts.model import Terms
from exchange_tracker.queries.terms_notes import terms_notes
from exchange_tracker.render import WIDTH, Format
from exchange_tracker.report.terms_document import terms_document
from exchange_tracker.report.terms_notes import note_sentences


def notes_on(terms: Terms) -> list[str]:
    """Return what the writer of terms should look at, in words."""
    return list(note_sentences(terms_notes(terms)))


def show_terms(terms: Terms, notes: list[str]) -> None:
    """Write terms out as ``xt terms show`` does."""
    show(terms_document(terms, notes), Format.TABLE, None, columns(in_a_pipe=WIDTH))
    tell("")
