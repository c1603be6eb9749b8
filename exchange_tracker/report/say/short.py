"""A truce day in at most five sentences: the day, the terms, the readings, the totals, the sources."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from exchange_tracker.facts.model import Reading
from exchange_tracker.queries.account_facts import Account, Dissent, Requirement, requirement_key
from exchange_tracker.queries.account_rows import Portion
from exchange_tracker.report.say.held import held_clause
from exchange_tracker.report.say.readings import (
    counting_words,
    elsewhere_standing,
    over_lead,
    reading_lead,
    titles,
    written_clause,
)
from exchange_tracker.report.say.released import (
    day_clauses,
    opening,
    totals_clause,
    uncounted_clause,
)
from exchange_tracker.report.say.standing import standing_clause
from exchange_tracker.report.say.support import support_clause
from exchange_tracker.report.say.telling import Telling


class _View(NamedTuple):
    """What readings say of an obligation otherwise than the terms as written."""

    readings: tuple[Reading, ...]
    counting: tuple[tuple[Portion, ...], tuple[Portion, ...]]  # whom they also count, and do not
    requirement: Requirement
    dissent: Dissent | None  # None: they judge other days, or know no such obligation
    standing: str


def short_clauses(telling: Telling, account: Account) -> Iterator[str]:
    """Yield what each sentence says, without its full stop; five at most."""
    requirements = [one for party_day in account.party_days for one in party_day.requirements]
    yield f"{opening(telling, account)}{'; '.join(day_clauses(telling, account))}"
    if requirements:
        yield _written(telling, requirements)
    if views := list(_views(telling, requirements)):
        yield "; ".join(_differing(telling, views, requirements))
    if state := "; ".join(_state(telling, account)):
        yield state
    if support := support_clause(telling, account):
        yield support


def _state(telling: Telling, account: Account) -> Iterator[str]:
    """Yield the totals, unless they are those of the day, and who is still held."""
    more = any(each.sometime or each.outside for each in account.party_days)
    if more or account.day != account.first:
        yield totals_clause(telling, account)
    for party_day in account.party_days:
        if party_day.outside:
            yield uncounted_clause(telling, party_day)
    for derivation in account.held:
        yield held_clause(telling, derivation)


def _written(telling: Telling, requirements: Sequence[Requirement]) -> str:
    alike = _alike(requirements)
    if len(alike) == 1:
        return written_clause(telling, alike[0])
    leads = [over_lead(telling, one) for one in alike]
    shared = leads[0] if len(set(leads)) == 1 else ""  # said once, where all are over the same days
    items = (
        telling.words.item.format(
            titles=f"{'' if shared else lead}{titles(telling, one.obligations)}",
            standing=standing_clause(telling, one, one.outcome),
        )
        for lead, one in zip(leads, alike, strict=True)
    )
    return telling.words.as_written_first.format(items=f"{shared}{'; '.join(items)}")


def _alike(requirements: Iterable[Requirement]) -> list[Requirement]:
    """Bring together requirements that stand alike by the terms as written."""
    by_key: dict[object, Requirement] = {}
    for one in requirements:
        key = requirement_key(one)
        obligations = (*(by_key[key].obligations if key in by_key else ()), *one.obligations)
        by_key[key] = one._replace(obligations=obligations)
    return list(by_key.values())


def _views(telling: Telling, requirements: Iterable[Requirement]) -> Iterator[_View]:
    """Yield what readings say that differ; where they say the same of several obligations, once."""
    by_key: dict[object, _View] = {}
    for one in requirements:
        for dissent in one.dissents:
            key = requirement_key(one), dissent.readings, dissent.outcome.verdict.statement
            before = by_key.get(key)
            obligations = (*(before.requirement.obligations if before else ()), *one.obligations)
            requirement = one._replace(obligations=obligations)
            standing = standing_clause(telling, requirement, dissent.outcome)
            counting = dissent.more, dissent.fewer
            by_key[key] = _View(dissent.readings, counting, requirement, dissent, standing)
        for elsewhere in one.elsewhere:
            standing = elsewhere_standing(telling, one, elsewhere)
            view = _View(elsewhere.readings, ((), ()), one, None, standing)
            by_key[len(by_key)] = view
    yield from by_key.values()


def _differing(
    telling: Telling, views: Iterable[_View], requirements: Sequence[Requirement]
) -> Iterator[str]:
    """Yield each group of readings with all that they say, and whom they count."""
    introduced: set[str] = set()
    by_readings: dict[object, list[_View]] = {}
    for view in views:
        by_readings.setdefault(view.readings, []).append(view)
    for alike in by_readings.values():
        lead = reading_lead(telling, alike[0].readings, introduced)
        clauses = "; ".join(_of_readings(telling, alike, requirements))
        yield telling.words.by_reading.format(lead=lead, clauses=clauses)


def _of_readings(
    telling: Telling, views: Iterable[_View], requirements: Sequence[Requirement]
) -> Iterator[str]:
    by_counting: dict[object, list[_View]] = {}
    for view in views:
        by_counting.setdefault(view.counting, []).append(view)
    for alike in by_counting.values():
        counting = counting_words(telling, *alike[0].counting)
        standings = "; ".join(_standing(telling, view, requirements) for view in alike)
        yield ": ".join(filter(None, [counting, standings]))


def _standing(telling: Telling, view: _View, requirements: Sequence[Requirement]) -> str:
    """Say how it stands, and of what, where that is not clear: of a party, or of an obligation."""
    obligations = view.requirement.obligations
    every = [obligation for one in requirements for obligation in one.obligations]
    if len(obligations) == len(every):
        return view.standing
    parties = obligations[0].parties
    of_party = [each for each in every if set(each.parties) & set(parties)]
    whom = titles(telling, obligations)
    if len(parties) == 1 and len(of_party) == len(obligations):
        whom = telling.parties(parties)
    several = every.count(obligations[0]) > 1  # over several periods, which are told apart by days
    lead = over_lead(telling, view.requirement) if several else ""
    return f"{lead}{telling.words.item_of.format(whom=whom, standing=view.standing)}"
