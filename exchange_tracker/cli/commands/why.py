"""``xt why``: any number that the program prints, written out."""

from datetime import date
from typing import Annotated

import typer

from exchange_tracker.cli.habits import Habit
from exchange_tracker.cli.moment_options import day as read_day
from exchange_tracker.cli.option_groups import OptionGroup, expand_groups
from exchange_tracker.cli.query import AnswerOptions, FilterWords, QueryOptions
from exchange_tracker.cli.recorded_words import WordSource
from exchange_tracker.errors import UsageError
from exchange_tracker.facts.model import AS_WRITTEN, Terms
from exchange_tracker.queries.held_rows import derive_held, held_by_door
from exchange_tracker.queries.why import derive_check, derive_claim, derive_total, total_entries
from exchange_tracker.report.phrases import days, query_facts
from exchange_tracker.report.why import total_lines, why_rows, why_total
from exchange_tracker.report.why_check import check_lines, why_check
from exchange_tracker.report.why_claim import claim_rows, why_claim
from exchange_tracker.report.why_held import why_held, why_held_rows

TotalOptions = Annotated[
    FilterWords,
    OptionGroup(FilterWords, "party", "kind", "category", "nationality", "basis", "from_"),
]
app = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def why() -> None:
    r"""Write out any number that the program prints, entry by entry.

    \b
    Example: xt why check hostages-daily 2023-11-30 --ledger data/nov2023
    """


def _day(text: str, terms: Terms) -> date:
    day = read_day(text, "DAY", terms)
    if day is None:
        raise UsageError.one("DAY", "it is blank", "write a day such as 2023-11-30")
    return day


@app.command()
@expand_groups
def check(
    *,
    obligation: Annotated[
        str, typer.Argument(metavar="OBLIGATION", help="Its id."), WordSource.OBLIGATIONS
    ],
    day: Annotated[
        str, typer.Argument(metavar="DAY", help="A truce day of the period."), WordSource.DAYS
    ],
    reading: Annotated[
        str,
        typer.Option("--reading", metavar="NAME", help="Under which reading."),
        WordSource.READINGS,
        Habit.READING,
    ] = AS_WRITTEN,
    query: QueryOptions,
    answer: AnswerOptions,
) -> int:
    r"""Write out how one obligation stands over the period that a day lies in.

    \b
    Example: xt why check hostages-daily 2023-11-30 --ledger data/nov2023
    """
    derived = derive_check(query, obligation, _day(day, query.terms), reading)
    if answer.form.for_programs:
        answer.rows(why_rows(check_lines(query.terms, derived)), query.records, query.at)
    else:
        answer.document(why_check(query.terms, derived, query_facts(query)))
    return 0


@app.command()
@expand_groups
def claim(
    *,
    id_: Annotated[str, typer.Argument(metavar="ID", help="The claim."), WordSource.CLAIMS],
    deep: Annotated[
        bool, typer.Option("--deep", help="Two rules together, too, where a single one fits.")
    ] = False,
    query: QueryOptions,
    answer: AnswerOptions,
) -> int:
    r"""Write out what the ledger counts for a claim, and what would make its figure come out.

    \b
    Example: xt why claim c092 --ledger data/nov2023
    """
    derivation = derive_claim(query, id_, deep=deep)
    if answer.form.for_programs:
        answer.rows(claim_rows(query.terms, derivation), query.records, query.at)
    else:
        answer.document(why_claim(query.terms, derivation, query_facts(query)))
    return 0


@app.command()
@expand_groups
def total(
    *,
    day: Annotated[
        str, typer.Argument(metavar="DAY", help="The last truce day counted."), WordSource.DAYS
    ],
    query: QueryOptions,
    filters: TotalOptions,
    answer: AnswerOptions,
) -> int:
    r"""Write out a running total: every entry from the truce's first day to a day.

    \b
    Example: xt why total 2023-11-30 --party hamas --ledger data/nov2023
    """
    last = _day(day, query.terms)
    shown = filters._replace(to=day).of(query.terms)
    if answer.form.for_programs:
        rows = why_rows(total_lines(total_entries(query, last, shown)))
        answer.rows(rows, query.records, query.at)
        return 0
    counted = derive_total(query, last, shown)
    title = f"Total of {days(shown.first or query.terms.first_day, last)}"
    answer.document(why_total(query.terms, title, counted, query_facts(query)))
    return 0


@app.command()
@expand_groups
def held(
    *,
    cohort: Annotated[str, typer.Argument(metavar="COHORT", help="Its id."), WordSource.COHORTS],
    day: Annotated[
        str, typer.Argument(metavar="DAY", help="At the end of this truce day."), WordSource.DAYS
    ],
    query: QueryOptions,
    answer: AnswerOptions,
) -> int:
    r"""Write out who is still held at the end of a day: every entry and movement.

    \b
    Example: xt why held hostages 2023-11-30 --ledger data/nov2023
    """
    last = _day(day, query.terms)
    if answer.form.for_programs:
        answer.rows(why_held_rows(*held_by_door(query, cohort, last)), query.records, query.at)
    else:
        derivation = derive_held(query, cohort, last)
        answer.document(why_held(query.terms, derivation, query_facts(query)))
    return 0
