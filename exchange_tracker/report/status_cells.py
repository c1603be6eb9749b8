"""The numbers of a period on the desk's screen: delivered, brought, due and missing, each as a cell."""

from typing import assert_never

from exchange_tracker.judging.verdict import Status, Verdict
from exchange_tracker.render.document import Cell, Tone
from exchange_tracker.report.phrases import UNKNOWN, amount
from exchange_tracker.report.status_words import due_words, status_tone

_OPEN = Cell("?", Tone.UNKNOWN)


def number_cells(verdict: Verdict, *, silent: bool) -> tuple[Cell, ...]:
    """Return the cells of one verdict; ``silent``: nothing is recorded that could count."""
    return (
        _delivered(verdict, silent=silent),
        Cell(f"{verdict.brought:+,}" if verdict.brought else "0"),
        _due(verdict),
        _missing(verdict, silent=silent),
        Cell(verdict.status.value, status_tone(verdict.status)),
    )


def _delivered(verdict: Verdict, *, silent: bool) -> Cell:
    if not verdict.status.has_begun:
        return Cell("–", Tone.FAINT)
    is_open = verdict.delivered != verdict.delivered_most
    if silent and not is_open:
        return Cell("no record", Tone.UNKNOWN)
    words = amount(verdict.delivered, verdict.delivered_most)
    if verdict.perhaps_recorded and words in ("0", UNKNOWN):
        return Cell("perhaps", Tone.UNKNOWN)
    return Cell("unknown" if words == UNKNOWN else words, Tone.UNKNOWN if is_open else Tone.PLAIN)


def _due(verdict: Verdict) -> Cell:
    if verdict.not_agreed and not verdict.due:
        return Cell("not agreed", Tone.UNKNOWN)
    return _OPEN if _hangs_on_others(verdict) else Cell(due_words(verdict))


def _hangs_on_others(verdict: Verdict) -> bool:
    """Return whether it is not known yet how many are due in a period that has not begun."""
    return not verdict.status.has_numbers and verdict.required is None


def _missing(verdict: Verdict, *, silent: bool) -> Cell:
    least, most = verdict.shortfall_least, verdict.shortfall_most
    match verdict.status:
        case Status.UNREPORTED if silent:
            return _OPEN
        case Status.PENDING:
            least, most = verdict.still_due
        case Status.UPCOMING | Status.WAITING:
            if _hangs_on_others(verdict):
                return _OPEN
            least = most = verdict.shortfall
        case Status.UNDISCLOSED | Status.UNREPORTED | Status.MET | Status.CREDITED | Status.SHORT:
            pass
        case _:
            assert_never(verdict.status)
    words = amount(least, most)
    return Cell(_OPEN.text if words == UNKNOWN else words, status_tone(verdict.status))
