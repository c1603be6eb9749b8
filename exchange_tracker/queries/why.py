"""Any number written out: which entries it adds up, and what else it rests on."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from exchange_tracker.errors import UsageError
from exchange_tracker.facts.entry import Entry, entries_happened
from exchange_tracker.facts.groups import Match, match
from exchange_tracker.facts.measure import STILL_HELD
from exchange_tracker.facts.model import AS_WRITTEN, Cohort, Obligation, Owed, Reading, Selector
from exchange_tracker.facts.truce_day import say_days
from exchange_tracker.judging.credit import CreditByPeriod
from exchange_tracker.judging.judge import judge_reading
from exchange_tracker.judging.settlement import Credit
from exchange_tracker.judging.verdict import Status, Verdict
from exchange_tracker.queries.claims import claims_by_id, scoped_claims
from exchange_tracker.queries.held_rows import HeldDerivation, HeldRow, derive_balance
from exchange_tracker.queries.query import EVERYTHING, Filters, Query
from exchange_tracker.queries.reconcile.claim_scope import Scope, ScopedClaim
from exchange_tracker.queries.reconcile.claims import Reconciled
from exchange_tracker.queries.reconcile.cohort_rows import CohortRows
from exchange_tracker.queries.reconcile.entry_ids import Names
from exchange_tracker.queries.reconcile.measures import matched
from exchange_tracker.queries.reconcile.selection import explainer_of, names_of, setting_of

MOST_TOLD = 40  # ways of counting that fit one claim by chance


class Counted(NamedTuple):
    """Entries that a selection counts over some truce days, in order of day, and their people.

    ``open`` are those that leave the number open: those with an open count, and those that only may
    match, or only may lie on these days.
    """

    entries: tuple[Entry, ...]
    open: tuple[Entry, ...]

    @property
    def people(self) -> int:
        """Return the people that are counted."""
        return sum(entry.headcount for entry in self.entries)

    @property
    def hides_some(self) -> bool:
        """Return whether the count of an entry that counts is open."""
        return any(entry.is_open for entry in self.entries)


class Named(NamedTuple):
    """One item of ``for_each``: the people it names, and where they come from."""

    owed: Owed
    people: int
    counted: Counted | None  # None: it names another obligation
    applied: tuple[Verdict, ...]

    @property
    def required(self) -> int:
        """Return the people that are owed for them."""
        return self.owed.owed * self.people

    @property
    def is_open(self) -> bool:
        """Return whether the people are only the least."""
        applied = any(each.applied != each.applied_most for each in self.applied)
        return applied or bool(self.counted and self.counted.open)


class CreditEarned(NamedTuple):
    """Credit brought forward, and what was delivered in the period that earned it."""

    credit: Credit
    verdict: Verdict | None
    counted: Counted


class Derived(NamedTuple):
    """A verdict with everything that it follows from."""

    verdict: Verdict
    obligation: Obligation
    reading: Reading
    delivered: Counted
    named: tuple[Named, ...]
    earned: tuple[CreditEarned, ...]


class ClaimDerivation(NamedTuple):
    """A claim beside the ledger, what it counts, and what would make its figure come out.

    ``balance`` is that of a claim about a cohort, with no more rows than the claim is about.
    """

    claim: Reconciled
    counted: Counted
    names: Names
    balance: HeldDerivation | None = None


def derive_check(query: Query, obligation: str, day: date, reading: str = AS_WRITTEN) -> Derived:
    """Return how an obligation stands over the period that a truce day lies in, written out.

    Raise ``UsageError`` where the reading does not judge it, or not on that day.
    """
    (chosen,) = query.readings([reading])
    names = [each.id for each in chosen.obligations]
    if obligation not in names:
        what = f"the reading {reading} judges no obligation {obligation!r}"
        raise UsageError.one("OBLIGATION", what, f"write one of {', '.join(names)}")
    judged = judge_reading(chosen, query.snapshot())
    verdict = period_of(judged[obligation], day)
    waits = [each for each in judged[obligation] if each.status is Status.WAITING]
    if waits:
        what = f"{obligation} waits for the event “{waits[0].event}”, and has no period yet"
        raise UsageError.one("DAY", what, "name a reading that dates the event, with --reading")
    if verdict is None:
        periods = ", ".join(say_days(each.first, each.last) for each in judged[obligation][:10])
        what = f"{day} lies in no period of {obligation}"
        raise UsageError.one("DAY", what, f"they are {periods}")
    own = chosen.by_id[obligation]
    credit = CreditByPeriod(own, judged[obligation]).brought(judged[obligation].index(verdict))
    earned = [(each, period_of(judged[obligation], each.earned)) for each in credit]
    first = min([verdict.first, *(_began(*each) for each in earned)])
    entries = _happened(query, first, verdict.last)
    return Derived(
        verdict=verdict,
        obligation=own,
        reading=chosen,
        delivered=counted(entries, own.delivered, verdict.first, verdict.last),
        named=tuple(_named(owed, verdict, judged, entries) for owed in own.for_each),
        earned=tuple(_earned(earned, own.delivered, entries)),
    )


def derive_claim(query: Query, name: str, *, deep: bool = False) -> ClaimDerivation:
    """Return a claim written out; ``deep`` searches two alterations where one fits, too.

    Raise ``UsageError`` for an unknown claim.
    """
    setting = setting_of(query, explainer_of(query))
    (claim,) = claims_by_id(scoped_claims(query.records), [name])
    comparison = setting.explained(setting.beside[claim.id], deep=deep)
    excerpt = comparison._replace(
        others=comparison.others[:MOST_TOLD],
        more=comparison.more + len(comparison.others[MOST_TOLD:]),
    )
    every = (*excerpt.explanations, *excerpt.others)
    return ClaimDerivation(
        claim=excerpt,
        counted=_NOBODY if claim.cohort else _counted_by(query, claim.scope),
        names=names_of(
            query,
            [excerpt.rows, excerpt.maybe, *(rows for each in every for rows in each.rows)],
            setting,
        ),
        balance=_balance(query, claim),
    )


_NOBODY = Counted((), ())


def _balance(query: Query, claim: ScopedClaim) -> HeldDerivation | None:
    """Return the balance of a claim about a cohort, with the rows that the claim is about."""
    if claim.cohort is None:
        return None
    derivation = derive_balance(query, claim.cohort, claim.scope.last)
    if claim.measure in STILL_HELD:
        return derivation
    return derivation._replace(rows=tuple(_movements(query, claim, claim.cohort)))


def _movements(query: Query, claim: ScopedClaim, cohort: Cohort) -> Iterator[HeldRow]:
    """Yield the movements that a claim counts, and those that it may."""
    rows = CohortRows(cohort, query.snapshot(), query.records.movements())
    for each in matched(claim.measure, claim.scope, rows):
        if each.passage.movement:
            step = each.passage.step
            sure = each.sure is Match.YES
            people = step.people if sure else 0
            yield HeldRow(
                each.passage.movement, step._replace(people=people, open=each.is_open, sure=sure)
            )


def derive_total(query: Query, last: date, filters: Filters = EVERYTHING) -> Counted:
    """Return every entry of a running total up to a truce day; without a bound from the first.

    What happened on one of several days stands on the last of them, as in the totals.
    """
    within = _happened_by_day(query, last, filters)
    return _counted((match(filters.selector, each.group), each) for each in within)


def total_entries(query: Query, last: date, filters: Filters = EVERYTHING) -> Iterator[Entry]:
    """Yield the entries that a running total adds up, in order of day, as they are read."""
    for each in _happened_by_day(query, last, filters):
        if match(filters.selector, each.group) is Match.YES:
            yield each


def _happened_by_day(query: Query, last: date, filters: Filters) -> Iterator[Entry]:
    first = filters.first or query.terms.first_day
    entries = query.records.releases_by_day(first, last)
    return entries_happened(entries, query.clock, query.at)


def _happened(query: Query, first: date, last: date) -> list[Entry]:
    """Return the entries of some truce days that have happened, and those that may be of them."""
    between = query.records.releases_between(first, last)
    return list(entries_happened(between, query.clock, query.at))


def _counted_by(query: Query, scope: Scope) -> Counted:
    return counted(_happened(query, scope.first, scope.last), *scope)


def counted(entries: Iterable[Entry], selector: Selector, first: date, last: date) -> Counted:
    """Return the entries that a selection counts on some truce days."""
    return _counted((each.match(selector, first, last), each) for each in entries)


def _counted(matched: Iterable[tuple[Match, Entry]]) -> Counted:
    """Return the entries that match, and those that leave the number open, in order of day."""
    matching = sorted((pair for pair in matched if pair[0]), key=lambda pair: pair[1].day)
    return Counted(
        tuple(each for sure, each in matching if sure is Match.YES),
        tuple(
            each
            for sure, each in matching
            if each.is_open or (sure is Match.MAY and each.headcount)
        ),
    )


def period_of(verdicts: Sequence[Verdict], day: date) -> Verdict | None:
    """Return the verdict on the period that a truce day lies in, of some in order of date."""
    place = bisect_left(verdicts, day, key=lambda verdict: verdict.last)
    return next((each for each in verdicts[place : place + 1] if each.first <= day), None)


def _named(
    owed: Owed, verdict: Verdict, judged: Mapping[str, Sequence[Verdict]], entries: Sequence[Entry]
) -> Named:
    if owed.counts is not None:
        count = counted(entries, owed.counts, verdict.first, verdict.last)
        return Named(owed, count.people, count, ())
    applied = tuple(
        each
        for each in judged.get(owed.obligation or "", ())
        if each.status.has_begun and verdict.first <= each.first and each.last <= verdict.last
    )
    return Named(owed, sum(each.applied for each in applied), None, applied)


def _earned(
    credits_: Iterable[tuple[Credit, Verdict | None]], own: Selector, entries: Sequence[Entry]
) -> Iterator[CreditEarned]:
    """Yield credit with what was delivered in the period that earned it, each by few of the entries."""
    spans = [place for place, each in enumerate(entries) if each.first != each.day]
    singles = sorted(
        (each.day, place) for place, each in enumerate(entries) if each.first == each.day
    )
    for credit, verdict in credits_:
        first, last = _began(credit, verdict), credit.earned
        near = singles[bisect_left(singles, (first,)) : bisect_right(singles, (last, len(entries)))]
        some = [entries[place] for place in sorted([*(place for _, place in near), *spans])]
        yield CreditEarned(credit, verdict, counted(some, own, first, last))


def _began(credit: Credit, verdict: Verdict | None) -> date:
    """Return the first day of the period that earned credit; the day itself if it lies in none."""
    return verdict.first if verdict else credit.earned
