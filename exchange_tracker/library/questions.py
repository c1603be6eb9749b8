"""What a truce's records answer by themselves: the questions of ``check`` to ``say``.

Nothing is printed and no clock is read: ``at`` is the moment of judgement, with a time zone.
``records`` come from ``open_ledger`` or ``read_folder``. What cannot be asked raises ``UsageError``.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from exchange_tracker.library.parameters import (
    ANYWHERE,
    Names,
    Where,
    parameters_named,
    query_of,
    word_of,
    words_of,
)
from exchange_tracker.library.result import Result, result_of
from exchange_tracker.library.rows import (
    ComparedRow,
    ConductRow,
    DiffRow,
    ExtensionRow,
    FlipRow,
    HeldRow,
    MarginRow,
    MovementRow,
    PeriodRow,
    ReleaseRow,
    SentenceRow,
    TermsRow,
    TotalRow,
    VerdictRow,
)
from exchange_tracker.queries import account, check_selection
from exchange_tracker.queries import compare as compare_query
from exchange_tracker.queries import conduct as conduct_query
from exchange_tracker.queries import diff as diff_query
from exchange_tracker.queries import extension as extension_query
from exchange_tracker.queries import held as held_query
from exchange_tracker.queries import movements as movements_query
from exchange_tracker.queries import releases as releases_query
from exchange_tracker.queries import status as status_query
from exchange_tracker.queries import totals as totals_query
from exchange_tracker.queries.check import Check
from exchange_tracker.queries.margin import margin as margin_query
from exchange_tracker.queries.margin.docket import Periods
from exchange_tracker.queries.margin.offer import By
from exchange_tracker.report import check as check_report
from exchange_tracker.report import compare as compare_report
from exchange_tracker.report import conduct as conduct_report
from exchange_tracker.report import diff as diff_report
from exchange_tracker.report import extension as extension_report
from exchange_tracker.report import held as held_report
from exchange_tracker.report import margin as margin_report
from exchange_tracker.report import movements as movements_report
from exchange_tracker.report import releases as releases_report
from exchange_tracker.report import terms as terms_report
from exchange_tracker.report import totals as totals_report
from exchange_tracker.report.compare import ComparedTruce
from exchange_tracker.report.say import sentences as say_report
from exchange_tracker.report.say.languages import Language
from exchange_tracker.store.records import Records

if TYPE_CHECKING:
    from exchange_tracker.store.ledger.ledger import Ledger


@parameters_named
def check(
    records: Records,
    at: datetime,
    reading: Names = None,
    obligation: Names = None,
    where: Where = ANYWHERE,
    *,
    upcoming: bool = False,
    only_findings: bool = False,
) -> Result[VerdictRow]:
    """Judge every obligation under every reading of the terms, as ``xt check`` does.

    ``upcoming`` adds periods that have not begun, ``only_findings`` leaves those out that are kept
    or open under every reading. ``exit_code`` is 1 where a period is short under every reading, 4
    where that cannot be said.
    """
    judgement = _check(records, at, reading, obligation, where, upcoming, only_findings)
    return result_of(VerdictRow, check_report.check_rows(judgement.verdicts), judgement.exit_code)


@parameters_named
def check_together(
    records: Records,
    at: datetime,
    reading: Names = None,
    obligation: Names = None,
    where: Where = ANYWHERE,
    *,
    upcoming: bool = False,
    only_findings: bool = False,
) -> Result[PeriodRow]:
    """Say what all readings say of each period, as ``xt check --together`` does (see ``check``)."""
    judgement = _check(records, at, reading, obligation, where, upcoming, only_findings)
    return result_of(PeriodRow, check_report.together_rows(judgement.joints), judgement.exit_code)


def _check(
    records: Records,
    at: datetime,
    reading: Names,
    obligation: Names,
    where: Where,
    upcoming: bool,  # noqa: FBT001 - handed on by check and check_together
    only_findings: bool,  # noqa: FBT001
) -> Check:
    return check_selection.select_check(
        query_of(records, at),
        words_of(reading),
        words_of(obligation),
        where.filters(records.terms),
        upcoming=upcoming,
        only_findings=only_findings,
    )


@parameters_named
def status(records: Records, at: datetime, reading: Names = None) -> Result[VerdictRow]:
    """Show what is due in the current truce day, and what was due before and is not met."""
    desk = status_query.select_desk(query_of(records, at), words_of(reading))
    verdicts = (verdict for due in desk.periods for verdict in due.verdicts)
    return result_of(VerdictRow, check_report.check_rows(verdicts))


@parameters_named
def totals(
    records: Records, at: datetime, by: Names = "kind", where: Where = ANYWHERE
) -> Result[TotalRow]:
    """Add up the people released, day by day, with running totals; without days over the truce's own.

    ``by`` names columns of ``kind``, ``category``, ``nationality``, ``basis``.
    """
    query = query_of(records, at)
    range_totals = totals_query.select_totals(query, words_of(by), where.filters(records.terms))
    return result_of(TotalRow, totals_report.totals_rows(range_totals.columns, range_totals.inside))


@parameters_named
def releases(records: Records, at: datetime, where: Where = ANYWHERE) -> Result[ReleaseRow]:
    """List the entries that have happened, in the order in which they were first recorded."""
    entries = releases_query.releases(query_of(records, at), where.filters(records.terms))
    return result_of(ReleaseRow, releases_report.releases_rows(entries))


@parameters_named
def movements(
    records: Records, at: datetime, movement: Names = None, where: Where = ANYWHERE
) -> Result[MovementRow]:
    """List who was taken, rescued, recovered, …, in the order of recording; of ``where`` no basis counts."""
    filters = where.filters(records.terms)
    selector = filters.selector._replace(basis=None)
    selection = movements_query.select_movements(
        query_of(records, at), filters._replace(selector=selector), words_of(movement)
    )
    return result_of(MovementRow, movements_report.movements_rows(selection))


@parameters_named
def held(records: Records, at: datetime, cohort: Names = None) -> Result[HeldRow]:
    """Say who is still held of each cohort, on each day on which that changed."""
    balances = held_query.select_held(query_of(records, at), words_of(cohort))
    return result_of(HeldRow, held_report.held_rows(balances), held_query.exit_code(balances))


@parameters_named
def extension(records: Records, at: datetime, reading: Names = None) -> Result[ExtensionRow]:
    """Say which further days were earned, by reading; no rows where the terms say nothing of them."""
    query = query_of(records, at)
    earned = extension_query.extension(
        records.terms, query.readings(words_of(reading)), query.snapshot()
    )
    return result_of(ExtensionRow, extension_report.extension_rows(earned))


@parameters_named
def conduct(
    records: Records,
    at: datetime,
    reading: Names = None,
    obligation: Names = None,
    where: Where = ANYWHERE,
) -> Result[ConductRow]:
    """Say which readings what was delivered is consistent with; of ``where`` the days count."""
    tests = conduct_query.select_conduct(
        query_of(records, at),
        words_of(reading),
        words_of(obligation),
        where.filters(records.terms),
    )
    return result_of(ConductRow, conduct_report.conduct_rows(tests))


@parameters_named
def compare(truces: Mapping[str, Records], at: datetime) -> Result[ComparedRow]:
    """Put truces side by side, each under the name that it is asked for by; a row for each party."""
    compared = [
        ComparedTruce(name, compare_query.compare_parties(query_of(records, at)))
        for name, records in truces.items()
    ]
    return result_of(ComparedRow, compare_report.compare_rows(compared))


@parameters_named
def diff(first: Records, second: Records, at: datetime) -> Result[DiffRow]:
    """Tell two ledgers or folders apart; a row for each cell that differs, and what one side has alone."""
    sides = (diff_report.Side("first", first), diff_report.Side("second", second))
    return result_of(DiffRow, diff_report.diff_rows(diff_query.diff(first, second, at), *sides))


@parameters_named
def flips(records: "Ledger", since: str | int | datetime, at: datetime) -> Result[FlipRow]:
    """List the verdicts that are different now, with the entries that made the difference.

    ``since`` is a moment or the number of a change; both states are judged at the same ``at``.
    """
    from exchange_tracker.queries.flips import flips_since  # noqa: PLC0415 - it loads the ledger
    from exchange_tracker.report.flips import flips_rows  # noqa: PLC0415

    query_of(records, at)
    moment = since.isoformat() if isinstance(since, datetime) else str(since)
    changed = flips_since(records, records.seen(moment, "--since"), at)
    return result_of(FlipRow, flips_rows(changed))


@parameters_named
def margin(
    records: Records,
    at: datetime,
    obligation: str = "",
    period: date | None = None,
    reading: Names = None,
    by: Names = None,
    *,
    every: bool = False,
) -> Result[MarginRow]:
    """Say what alone would turn each verdict, as ``xt margin`` does.

    Without ``period``, a truce day, of the periods that are short or disputed; ``every``: of all.
    ``by`` names some of ``people``, ``other-side``, ``entry``, ``rule``, ``claim``.
    """
    margins = margin_query.margins(
        query_of(records, at),
        words_of(reading),
        Periods(obligation, period, every),
        [word_of(By, "by", name) for name in words_of(by)],
    )
    return result_of(MarginRow, margin_report.margin_rows(margins))


@parameters_named
def say(
    records: Records,
    at: datetime,
    day: date | None = None,
    *,
    cite: bool = False,
    length: str = "short",
    language: str = "en",
) -> Result[SentenceRow]:
    """Tell one truce day in neutral sentences; without a day the latest that has begun.

    ``cite`` puts entry and source ids behind every number; ``length`` is ``short`` (five sentences at
    most) or ``full``, ``language`` ``en`` or ``fr``.
    """
    query = query_of(records, at)
    manner = say_report.Manner(
        say_report.Citing.INLINE if cite else None,
        word_of(say_report.Length, "length", length),
        word_of(Language, "language", language),
        by_rows=True,
    )
    passage = say_report.passage_of(query, account.select_day(query, day), manner)
    return result_of(SentenceRow, say_report.say_rows(passage))


def terms(records: Records) -> Result[TermsRow]:
    """Show each obligation under each reading in plain words."""
    return result_of(TermsRow, terms_report.terms_rows(records.terms))
