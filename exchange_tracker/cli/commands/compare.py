"""``xt compare``: truces side by side."""

from collections.abc import Callable
from datetime import UTC
from typing import Annotated, TypeVar

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.ledger_place import ledger_path
from exchange_tracker.cli.moment_options import moment
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import AnswerOptions, open_records
from exchange_tracker.errors import Problem, Refusal
from exchange_tracker.queries.compare import compare_parties
from exchange_tracker.queries.query import Query
from exchange_tracker.report.compare import ComparedTruce, compare_document, compare_rows
from exchange_tracker.store.address import Place

Made = TypeVar("Made")
app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def compare(
    *,
    truces: Annotated[
        list[Place],
        typer.Argument(metavar="PATH…", parser=ledger_path, help="Truce folders and ledgers."),
    ],
    at: options.At = "",
    answer: AnswerOptions,
) -> int:
    r"""Put truces side by side: who released how many, and what was kept under which reading.

    All are judged at one moment. Share kept counts the periods of which a reading says kept or not
    kept; readings are those of each truce, so that only shares compare, never readings by name.

    \b
    Example: xt compare data/nov2023 data/jan2025
    """
    opened = _each(truces, open_records)
    judged_at = moment(at, *(records.clock for records in opened))
    records_by_place = dict(zip(map(str, truces), opened, strict=True))
    compared = _each(
        truces,
        lambda place: ComparedTruce(
            str(place), compare_parties(Query(records_by_place[str(place)], judged_at))
        ),
    )
    if answer.form.for_programs:
        answer.rows(compare_rows(compared), at=judged_at)
    else:
        answer.document(
            compare_document(compared, f"{judged_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC")
        )
    return 0


def _each(places: list[Place], make: Callable[[Place], Made]) -> list[Made]:
    """Make something of each truce; refuse what cannot be, all at once, each problem with its truce."""
    problems: list[Problem] = []
    results: list[Made] = []
    for place in places:
        try:
            results.append(make(place))
        except Refusal as refusal:
            if len(places) == 1 or type(refusal) is not Refusal:
                raise
            problems += (each._replace(where=_where(place, each)) for each in refusal.problems)
    if problems:
        raise Refusal(problems)
    return results


def _where(place: Place, problem: Problem) -> str:
    return problem.where if str(place) in problem.where else f"{place}: {problem.where}"
