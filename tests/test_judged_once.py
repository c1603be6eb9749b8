"""A question that asks several things of the readings judges each obligation once."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType

import pytest

from exchange_tracker.judging.judge import judge_obligation
from exchange_tracker.queries.check import check
from exchange_tracker.queries.compare import compare_parties
from exchange_tracker.queries.conduct import select_conduct
from exchange_tracker.queries.discrepancies.selection import select_discrepancies
from exchange_tracker.queries.extension import extension
from exchange_tracker.queries.query import Query
from exchange_tracker.store.folder import Folder
from tests.ledgers import NOV

Question = Callable[[Query], object]
QUERY = Query(Folder(NOV), datetime(2023, 12, 1, tzinfo=UTC))


def judgements(ask: Question) -> int:
    """How many obligations are judged for an answer."""
    number = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal number
        number += event == "call" and frame.f_code is judge_obligation.__code__

    sys.setprofile(count)
    try:
        ask(QUERY)
    finally:
        sys.setprofile(None)
    return number


def check_all(query: Query) -> object:
    return check(query.terms, query.terms.readings, query.snapshot())


def list_discrepancies(query: Query) -> object:
    found = select_discrepancies(query)
    listed = list(found.discrepancies)
    assert any(each.type == "disputed" for each in listed)
    assert any(each.type == "claim-differs" for each in listed)
    return listed


@pytest.mark.parametrize(
    "ask",
    [
        list_discrepancies,
        select_conduct,
        compare_parties,
        lambda query: extension(query.terms, query.terms.readings, query.snapshot()),
    ],
    ids=["discrepancies", "conduct", "compare", "extension"],
)
def test_an_answer_judges_as_often_as_a_check_of_all_readings(ask: Question) -> None:
    readings, obligations = len(QUERY.terms.readings), len(QUERY.terms.as_written.obligations)
    assert judgements(ask) == judgements(check_all) < readings * obligations
