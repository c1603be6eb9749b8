"""An entry that does not count and would but for one of its cells, or one that counts and would not."""

from collections.abc import Iterator

from exchange_tracker.facts.entry import Entry
from exchange_tracker.facts.figures import UNLIMITED, Amount
from exchange_tracker.facts.groups import GROUP_COLUMNS, Match, match, match_parties
from exchange_tracker.judging.owing import Range
from exchange_tracker.judging.supposition import delivered_in
from exchange_tracker.judging.verdict import Status
from exchange_tracker.queries.margin.entries import EntriesByDay, days_around
from exchange_tracker.queries.margin.offer import By, Offer, Trial

DAY_CELL = "day"


def by_entry(trial: Trial, entries: EntriesByDay) -> Iterator[Offer]:
    """Yield each entry of the obligation's parties that alone turns a verdict."""
    yield from _let_in(trial, entries) if trial.is_short else _left_out(trial, entries)


def _let_in(trial: Trial, entries: EntriesByDay) -> Iterator[Offer]:
    """Yield entries that do not count, with each cell that alone keeps them from it."""
    verdict, counts = trial.verdict, trial.obligation.delivered
    for entry in entries.touching(*days_around(trial)):
        if entry.headcount < trial.least_entry or _is_of_others(trial, entry):
            continue
        by_cells = entries.match(counts, entry.group)
        if min(by_cells, entry.match_days(verdict.first, verdict.last)):
            continue  # what may count is in the best case, which is short all the same
        for key in _obstacles(trial, entry, by_cells):
            if becomes := trial.turned(delivered=_with(delivered_in(verdict), entry)):
                yield _offer(entry, becomes, key)


def _obstacles(trial: Trial, entry: Entry, by_cells: Match) -> Iterator[str]:
    """Yield the cells of which each alone keeps an entry from counting in a period."""
    first, last = trial.verdict.first, trial.verdict.last
    if entry.match_days(first, last) is not Match.YES:
        is_beside = entry.day in days_around(trial) and entry.first == entry.day
        if is_beside and by_cells is Match.YES:
            yield DAY_CELL
        return
    counts = trial.obligation.delivered
    for column in GROUP_COLUMNS:
        words = getattr(counts, column) or ("",)  # a blank never matches `except`
        groups = (entry.group._replace(**{column: word}) for word in words)
        if any(match(counts, group) is Match.YES for group in groups):
            yield column


def _with(delivered: Range, entry: Entry) -> Range:
    """Return what is delivered where an entry counts that does not."""
    most = UNLIMITED if entry.is_open else delivered.most + entry.headcount
    return Range(delivered.least + entry.headcount, most)


def _left_out(trial: Trial, entries: EntriesByDay) -> Iterator[Offer]:
    """Yield entries that count, and without which the period would be short."""
    verdict, counts = trial.verdict, trial.obligation.delivered
    for entry in entries.touching(verdict.first, verdict.last):
        if entry.headcount < trial.least_entry:
            continue
        sure = entries.match(counts, entry.group)
        if min(sure, entry.match_days(verdict.first, verdict.last)) is not Match.YES:
            continue
        if becomes := trial.turned(delivered=_without(trial, entry, entries)):
            yield _offer(entry, becomes)


def _without(trial: Trial, entry: Entry, entries: EntriesByDay) -> Range:
    """Return what is delivered where an entry that counts does not."""
    delivered = delivered_in(trial.verdict)
    most: Amount = delivered.most - entry.headcount
    if entry.is_open:  # without it, there may be a limit
        others = (each for each in _counted(trial, entries) if each is not entry)
        most = sum(UNLIMITED if each.is_open else each.headcount for each in others)
    return Range(delivered.least - entry.headcount, most)


def _counted(trial: Trial, entries: EntriesByDay) -> Iterator[Entry]:
    """Yield the entries that count, or may count, in a period."""
    counts = trial.obligation.delivered
    for entry in entries.touching(trial.verdict.first, trial.verdict.last):
        if entries.match(counts, entry.group):
            yield entry


def _is_of_others(trial: Trial, entry: Entry) -> bool:
    """Return whether somebody released people who is not of the obligation's parties."""
    return match_parties(trial.obligation.parties, entry.group.party) is not Match.YES


def _offer(entry: Entry, becomes: Status, key: str = "") -> Offer:
    return Offer(By.ENTRY, becomes, entry.headcount, key=key, id=entry.id, entry=entry)
