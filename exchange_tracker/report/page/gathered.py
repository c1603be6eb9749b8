"""Everything that the page shows, as the queries answer it."""

from collections.abc import Sequence
from typing import NamedTuple

from exchange_tracker.facts.entry import Entry
from exchange_tracker.facts.figures import Figure
from exchange_tracker.facts.model import Reading, Source, Terms
from exchange_tracker.queries.balance import Balance
from exchange_tracker.queries.chart import Measured
from exchange_tracker.queries.check import Check
from exchange_tracker.queries.extension import ExtensionDays
from exchange_tracker.queries.totals import Total
from exchange_tracker.render.chart_model import Chart
from exchange_tracker.render.document import Document, Fact
from exchange_tracker.report.page.claims_table import Claims
from exchange_tracker.report.page.day_words import DayWords
from exchange_tracker.store.ledger.change_log import Operation, Recorded


class Report(NamedTuple):
    """Everything that the page shows, as the queries answer it.

    ``entries`` are ``None`` where there are too many to be listed; ``corrections`` where what is
    read has no history. ``moment`` is that of the judgement in a sentence, ``moments`` in full.
    """

    terms: Terms
    terms_text: str
    say: DayWords
    readings: tuple[Reading, ...]
    moments: tuple[Fact, ...]
    moment: str
    words: str
    check: Check
    measured: tuple[Measured, ...]
    chart: Chart
    totals: tuple[Total, ...]
    extension: tuple[ExtensionDays, ...]
    balances: tuple[Balance, ...]
    figures: tuple[Figure, ...]
    entries: tuple[Entry, ...] | None
    sources: tuple[Source, ...]
    discrepancies: Document
    claims: Claims
    corrections: tuple[tuple[Recorded, Sequence[Operation]], ...] | None
    since: str
    version: str
    is_full: bool
