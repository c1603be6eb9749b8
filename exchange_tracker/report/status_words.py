"""How statuses are shown to people: their tones and their words, each in one place.

The half of the table of statuses that is words; what a status means is in ``judging.verdict``.
Every match is over all statuses, so that mypy names each place where a new one must be considered.
"""

from collections.abc import Callable
from datetime import date
from typing import assert_never

from exchange_tracker.facts.figures import UNLIMITED, Amount
from exchange_tracker.judging.disputes import Joint, Statement, Together
from exchange_tracker.judging.verdict import Answer, Status, Verdict
from exchange_tracker.render.document import Cell, Tone
from exchange_tracker.report.phrases import (
    NOT_AGREED,
    NOTHING_DUE,
    UNKNOWN,
    amount,
    days,
    hangs_on,
)

SayDays = Callable[[date, date], str]


def status_tone(status: Status) -> Tone:
    """Return the tone of a status."""
    match status:
        case Status.MET | Status.CREDITED:
            return Tone.KEPT
        case Status.SHORT:
            return Tone.SHORT
        case Status.UNREPORTED | Status.UNDISCLOSED:
            return Tone.UNKNOWN
        case Status.PENDING:
            return Tone.OPEN
        case Status.UPCOMING | Status.WAITING:
            return Tone.FAINT
        case _:
            assert_never(status)


def together_cell(together: Together) -> Cell:
    """Return what all readings say together, in its tone."""
    match together:
        case Together.KEPT:
            return Cell(together.value, Tone.KEPT)
        case Together.SHORT:
            return Cell(together.value, Tone.SHORT)
        case Together.DISPUTED:
            return Cell(together.value, Tone.DISPUTED)
        case Together.UNSETTLED:
            return Cell(together.value, Tone.UNKNOWN)
        case _:
            assert_never(together)


def joint_cell(joint: Joint) -> Cell:
    """Return what all readings say of a period; one in which nothing was due is not called kept."""
    return Cell(NOTHING_DUE, Tone.FAINT) if joint.owes_nothing else together_cell(joint.together)


def answer_tone(answer: Answer) -> Tone:
    """Return the tone of what a reading says of a period."""
    match answer:
        case Answer.KEPT:
            return Tone.KEPT
        case Answer.NOT_KEPT:
            return Tone.SHORT
        case Answer.NOT_KNOWN:
            return Tone.UNKNOWN
        case _:
            assert_never(answer)


def standing_cell(verdict: Verdict) -> Cell:
    """Say how one verdict stands: delivered, due, and the difference in words."""
    return Cell(standing_words(verdict), status_tone(verdict.status))


def statement_cell(statement: Statement, say: SayDays = days) -> Cell:
    """Say what one reading says of a period, also where it does not judge exactly that period.

    ``say`` writes the days that it judges in place of the period's.
    """
    if statement.verdict is not None:
        return standing_cell(statement.verdict)
    if statement.owes_nothing:
        return Cell("nothing owed", Tone.FAINT)
    words = "; ".join(dict.fromkeys(_elsewhere(each, say) for each in _deciding(statement)))
    return Cell(words, answer_tone(statement.answer))


def answer_cell(statement: Statement) -> Cell:
    """Say in a word or two what a reading says of a period that it does not judge."""
    if statement.owes_nothing:
        return statement_cell(statement)
    return Cell(statement.answer.value, answer_tone(statement.answer))


def _deciding(statement: Statement) -> list[Verdict]:
    """Return the verdicts that make a reading say what it says, the first three of them."""
    return [each for each in statement.nearby if each.status.answer is statement.answer][:3]


def waiting_cell(verdict: Verdict) -> Cell:
    """Say that what a reading says of another's period hangs on an event."""
    return Cell(_elsewhere(verdict, days), answer_tone(verdict.status.answer))


def _elsewhere(verdict: Verdict, say: SayDays) -> str:
    if verdict.status is Status.WAITING:
        return f"{verdict.status.answer.value}: {standing_words(verdict)}"
    return f"{say(verdict.first, verdict.last)}: {standing_words(verdict)}"


def standing_words(verdict: Verdict) -> str:
    """Say how one verdict stands in a few words, such as ``8 of 10, short 2``."""
    if verdict.owes_nothing:
        return NOTHING_DUE
    if verdict.status.has_numbers and verdict.not_agreed and not verdict.due:
        return _not_agreed_words(verdict)
    match verdict.status:
        case Status.WAITING:
            return f"{hangs_on(verdict.event)}{_asked_words(verdict, '; ')}"
        case Status.UPCOMING:
            return f"upcoming{_asked_words(verdict, ', ')}"
        case Status.UNREPORTED:
            return f"no record, {due_words(verdict)} due"
        case Status.UNDISCLOSED:
            return _undisclosed_words(verdict)
        case Status.PENDING:
            return f"pending: {so_far_words(verdict)}{_still_words(verdict)}"
        case Status.SHORT:
            missing = amount(verdict.shortfall_least, verdict.shortfall_most)
            return f"{delivered_words(verdict)} of {due_words(verdict)}, short {missing}"
        case Status.MET | Status.CREDITED:
            return f"{delivered_words(verdict)} of {due_words(verdict)}"
        case _:
            assert_never(verdict.status)


def _asked_words(verdict: Verdict, link: str) -> str:
    """Say what a period asks for that has not begun; blank where that hangs on others."""
    if verdict.required is not None:
        return f"{link}{verdict.required:,} asked for"
    return f"; {NOT_AGREED}" if verdict.not_agreed else ""


def _still_words(verdict: Verdict) -> str:
    """Say what is still due of a period that is not over; blank where nothing is."""
    least, most = verdict.still_due
    if not verdict.recorded:
        return ""
    if verdict.not_agreed:
        return f", at least {least:,} still due" if least else ""
    return f", {least_or_most(least, most)} still due" if most else ""


def _not_agreed_words(verdict: Verdict) -> str:
    """Say what was released where nobody agreed how many are owed: it is neither kept nor short."""
    pending = "pending: " if verdict.status is Status.PENDING else ""
    return f"{pending}{so_far_words(verdict)}"


def so_far_words(verdict: Verdict) -> str:
    """Say what was delivered so far of what is due, of a period that has begun: ``3 of 20``."""
    if verdict.not_agreed and not verdict.due:
        return f"{_released_words(verdict)}; {NOT_AGREED}"
    if verdict.recorded:
        return f"{delivered_words(verdict)} of {due_words(verdict)}"
    if verdict.perhaps_recorded:
        return _perhaps_words(verdict)
    return f"no record, {due_words(verdict)} due"


def _released_words(verdict: Verdict) -> str:
    people = amount(verdict.delivered, verdict.delivered_most)
    if verdict.recorded:
        return f"{'none' if people == '0' else people} released"
    if not verdict.perhaps_recorded:
        return "no record"
    return (
        "perhaps recorded" if people in ("0", UNKNOWN) else f"perhaps recorded: {people} released"
    )


def _perhaps_words(verdict: Verdict) -> str:
    """Say what is due where an entry may lie in a period, or may be of its parties, and none does for sure."""
    delivered, due = delivered_words(verdict), due_words(verdict)
    if due == UNKNOWN:
        return f"perhaps recorded, {open_due_words(verdict)}"
    if delivered in ("0", UNKNOWN):
        return f"perhaps recorded, {due} due"
    return f"perhaps recorded: {delivered} of {due}"


def _undisclosed_words(verdict: Verdict) -> str:
    """Say what is known of a verdict that is open; a number of which nothing is known is left out."""
    if verdict.perhaps_recorded:
        return _perhaps_words(verdict)
    delivered, due, why = delivered_words(verdict), due_words(verdict), open_words(verdict)
    nothing_delivered = delivered == UNKNOWN
    if due == UNKNOWN:
        return why if nothing_delivered else f"{delivered}, {why}"
    return f"{why}, {due} due" if nothing_delivered else f"{delivered} of {due}, {why}"


def due_words(verdict: Verdict) -> str:
    """Say what is due; of a period that is not over, what is due so far."""
    is_pending = verdict.status is Status.PENDING
    return amount(verdict.due, verdict.due_so_far if is_pending else verdict.due_most)


def least_or_most(least: int, most: Amount) -> str:
    """Say how many are still due: ``2``, ``1 to 3``, ``up to 3``, ``an unknown number``."""
    return amount(least, most) if least or most == UNLIMITED else f"up to {int(most):,}"


def delivered_words(verdict: Verdict) -> str:
    """Say what was delivered, and what is credited, such as ``8 + 2 credited``."""
    credit = f" + {verdict.credit_used:,} credited" if verdict.credit_used else ""
    return f"{amount(verdict.delivered, verdict.delivered_most)}{credit}"


def open_words(verdict: Verdict) -> str:
    """Say on which side a verdict is open."""
    delivered = verdict.delivered != verdict.delivered_most
    due = verdict.due != verdict.due_most
    if delivered and due:
        if verdict.not_agreed:
            return f"how many count is not known, and {NOT_AGREED}"
        return "how many count and how many were due is not known"
    if delivered:
        is_open = verdict.delivered_most == UNLIMITED
        return "how many is not known" if is_open else "how many of them count is not known"
    return open_due_words(verdict) if due else "how much credit there is is not known"


def open_due_words(verdict: Verdict) -> str:
    """Say why it is open how many are due: nobody agreed it, or it hangs on what is not known."""
    return NOT_AGREED if verdict.not_agreed else "how many were due is not known"
