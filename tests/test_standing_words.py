"""How a verdict stands, in the words of people: literal cases, from the contract (ledger.md, section 3)."""

from datetime import date

import pytest

from exchange_tracker.facts.figures import UNLIMITED, Amount
from exchange_tracker.facts.truce_day import NEVER
from exchange_tracker.judging.disputes import Statement
from exchange_tracker.judging.settlement import Carried
from exchange_tracker.judging.verdict import Answer, Status, Verdict
from exchange_tracker.report.status_words import standing_words, statement_cell

DAY = date(2025, 10, 10)
EVENT = "Talks begin"
HANGS = "hangs on “Talks begin”, which is not known to have happened"
NOT_AGREED = "how many are owed was not agreed"


def verdict(
    status: Status,
    required: int | None,
    delivered: int = 0,
    most: Amount | None = None,
    *,
    recorded: bool = True,
    perhaps: bool = False,
    arrears: int = 0,
    required_most: Amount | None = None,
) -> Verdict:
    """A verdict; ``required`` is None where it was not agreed."""
    limit = UNLIMITED if required is None else required
    carried = Carried((), arrears)
    return Verdict(
        reading="as-written",
        obligation="o",
        parties=("a",),
        first=DAY,
        last=DAY,
        status=status,
        required=required,
        required_most=limit if required_most is None else required_most,
        required_so_far=limit,
        delivered=delivered,
        delivered_most=delivered if most is None else most,
        recorded=recorded,
        perhaps_recorded=perhaps,
        worst_brought=carried,
        best_brought=carried,
    )


def waiting(required: int | None, required_most: Amount = 0) -> Verdict:
    """A verdict that waits; without a number, one that hangs on others, unless it has no limit."""
    made = verdict(Status.WAITING, required, required_most=required_most)
    return made._replace(first=NEVER, last=NEVER, event=EVENT)


WAITING = [
    (waiting(20), f"{HANGS}; 20 asked for"),
    (waiting(1), f"{HANGS}; 1 asked for"),
    (waiting(0), f"{HANGS}; 0 asked for"),
    (waiting(None), HANGS),  # for_each: hangs on others
    (waiting(None, UNLIMITED), f"{HANGS}; {NOT_AGREED}"),
    (verdict(Status.UPCOMING, 20), "upcoming, 20 asked for"),
    (verdict(Status.UPCOMING, None, required_most=0), "upcoming"),
    (verdict(Status.UPCOMING, None), f"upcoming; {NOT_AGREED}"),
]

P, U, R = Status.PENDING, Status.UNDISCLOSED, Status.UNREPORTED
NOT_AGREED_CASES = [
    (verdict(U, None, 48), f"48 released; {NOT_AGREED}"),
    (verdict(U, None, 1), f"1 released; {NOT_AGREED}"),
    (verdict(U, None, 0), f"none released; {NOT_AGREED}"),
    (verdict(U, None, 1_027), f"1,027 released; {NOT_AGREED}"),
    (verdict(U, None, 780, UNLIMITED), f"at least 780 released; {NOT_AGREED}"),
    (verdict(U, None, 0, UNLIMITED), f"an unknown number released; {NOT_AGREED}"),
    (verdict(U, None, 4, 6), f"4 to 6 released; {NOT_AGREED}"),
    (verdict(P, None, 48), f"pending: 48 released; {NOT_AGREED}"),
    (verdict(P, None, recorded=False), f"pending: no record; {NOT_AGREED}"),
    (verdict(R, None, recorded=False), f"no record; {NOT_AGREED}"),
    (verdict(U, None, recorded=False, perhaps=True), f"perhaps recorded; {NOT_AGREED}"),
    (
        verdict(U, None, 0, 5, recorded=False, perhaps=True),
        f"perhaps recorded: 0 to 5 released; {NOT_AGREED}",
    ),
    # Arrears of a period before are owed for sure.
    (verdict(Status.SHORT, None, 1, arrears=3), "1 of at least 3, short at least 2"),
    (verdict(P, None, 1, arrears=3), "pending: 1 of at least 3, at least 2 still due"),
    (verdict(P, None, 3, arrears=3), "pending: 3 of at least 3"),
    (verdict(U, None, 3, arrears=3), f"3 of at least 3, {NOT_AGREED}"),
]

# A number that hangs on others (for_each) is not known, but agreed.
OTHERS = [
    (verdict(P, 9, 3, required_most=UNLIMITED), "pending: 3 of 9, 6 still due"),
    (
        verdict(P, 144, 100, UNLIMITED, required_most=UNLIMITED)._replace(
            required_so_far=UNLIMITED
        ),
        "pending: at least 100 of at least 144, an unknown number still due",
    ),
    (verdict(P, 40, recorded=False), "pending: no record, 40 due"),
    (
        verdict(U, 9, 12, required_most=UNLIMITED),
        "12 of at least 9, how many were due is not known",
    ),
    (verdict(U, 0, 12, required_most=UNLIMITED), "12, how many were due is not known"),
]

PERHAPS = [
    (verdict(U, 3, 0, 5, recorded=False, perhaps=True), "perhaps recorded: 0 to 5 of 3"),
    (verdict(U, 3, 0, 1, recorded=False, perhaps=True), "perhaps recorded: 0 or 1 of 3"),
    (verdict(U, 3, 0, 0, recorded=False, perhaps=True), "perhaps recorded, 3 due"),
    (verdict(U, 3, 0, UNLIMITED, recorded=False, perhaps=True), "perhaps recorded, 3 due"),
    (
        verdict(U, 0, 0, 4, recorded=False, perhaps=True, required_most=UNLIMITED),
        "perhaps recorded, how many were due is not known",
    ),
    (verdict(R, 3, recorded=False), "no record, 3 due"),
]


@pytest.mark.parametrize(("stands", "words"), WAITING + NOT_AGREED_CASES + OTHERS + PERHAPS)
def test_a_verdict_is_worded(stands: Verdict, words: str) -> None:
    assert standing_words(stands) == words


def test_a_reading_that_waits_beside_one_that_judges_is_not_known_and_says_on_what_it_hangs() -> (
    None
):
    statement = Statement("later", Answer.NOT_KNOWN, None, (waiting(20),))
    assert statement_cell(statement).text == f"not known: {HANGS}; 20 asked for"
