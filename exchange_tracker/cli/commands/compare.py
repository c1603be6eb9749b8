"""``xt compare``: truces side by side."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import AnswerOptions, open_records
from exchange_tracker.errors import Problem, Refusal
from exchange_tracker.queries.compare import compare_parties
from exchange_tracker.queries.query import Query
from exchange_tracker.report.compare import ComparedTruce, compare_document, compare_rows
from exchange_tracker.store.address import Place, place_of

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def compare(
    *,
    truces: Annotated[
        list[Place],
        typer.Argument(metavar="PATH…", parser=place_of, help="Truce folders and ledgers."),
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
    moment = options.moment(at)
    compared = list(_compared(truces, at=moment))
    if answer.form.for_programs:
        answer.rows(compare_rows(compared), at=moment)
    else:
        answer.document(compare_document(compared, f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"))
    return 0


def _compared(places: list[Place], at: datetime) -> Iterator[ComparedTruce]:
    """Yield each truce; refuse what cannot be read, all at once, each problem with its truce."""
    problems: list[Problem] = []
    for place in places:
        try:
            query = Query(open_records(place), at)
            yield ComparedTruce(str(place), compare_parties(query))
        except Refusal as refusal:
            if len(places) == 1 or type(refusal) is not Refusal:
                raise
            problems += (each._replace(where=_where(place, each)) for each in refusal.problems)
    if problems:
        raise Refusal(problems)


def _where(place: Place, problem: Problem) -> str:
    return problem.where if str(place) in problem.where else f"{place}: {problem.where}"
