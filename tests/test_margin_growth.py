"""What `margin` costs under many readings: rows as they come, and what is judged alike once."""

import tracemalloc
from collections.abc import Iterable
from cProfile import Profile
from datetime import UTC, datetime
from pathlib import Path

from exchange_tracker.judging.judge import judge_obligation
from exchange_tracker.queries.margin.docket import Periods
from exchange_tracker.queries.margin.margin import Margin, margins
from exchange_tracker.queries.margin.offer import By
from exchange_tracker.queries.query import Query
from exchange_tracker.report.margin import margin_document, margin_rows
from exchange_tracker.store.folder import Folder
from tests.truces import days, owes, reading, write

AT = datetime(2024, 3, 1, tzinfo=UTC)
DAYS = 30
LINES = 20  # of what turns one verdict into the same, in a document


def _query(folder: Path, readings: int) -> Query:
    """A month in which nobody is released, and every other reading says that nobody is owed."""
    terms = days(DAYS) + owes("o", "a", "at_least = 0")
    for n in range(1, readings):
        terms += reading(f"r{n}", "o", f'at_least = {n % 2 * n}\ncarry = "both"')
    entries = "\n".join(f"{day:02} a h 0" for day in range(1, DAYS + 1))
    return Query(Folder(write(folder, terms, entries)), AT)


def _rules(query: Query) -> Iterable[Margin]:
    return margins(query, periods=Periods(every=True), by=[By.RULE])


def test_the_memory_of_rows_does_not_grow_with_the_offers(tmp_path: Path) -> None:
    query = _query(tmp_path, 60)
    list(_rules(_query(tmp_path / "warm", 2)))
    tracemalloc.start()
    try:
        rows = sum(1 for _ in margin_rows(_rules(query)).rows)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    verdicts = DAYS * 60
    assert rows >= 30 * verdicts
    assert peak < 1_000 * verdicts  # with all offers it would be 1,600


def test_a_document_shows_some_of_the_offers_and_says_how_many_more_there_are(
    tmp_path: Path,
) -> None:
    query = _query(tmp_path, 60)
    asked = margins(query, ["as-written"], Periods(day=AT.date().replace(month=1)), [By.RULE])
    shown = str(margin_document(query, Periods(), asked, []))
    assert shown.count("as r") == LINES
    assert "10 more" in shown


def test_obligations_that_come_out_alike_are_judged_once(tmp_path: Path) -> None:
    """Each obligation that results is judged once, however many readings could take it over."""
    query, watch = _query(tmp_path, 20), Profile()
    offers = watch.runcall(lambda: [len(margin.offers) for margin in _rules(query)])
    counts = {getattr(each.code, "co_name", ""): each.callcount for each in watch.getstats()}
    assert any(offers)
    own, others = 20, 20 * 2  # so many numbers, each carried or not
    assert counts[judge_obligation.__name__] <= own + others
