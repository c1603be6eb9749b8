"""A truce day told in full: a sentence for each party, obligation and reading."""

from collections.abc import Iterator

from exchange_tracker.queries.account_facts import Account, PartyDay
from exchange_tracker.report.say.held import held_clause
from exchange_tracker.report.say.readings import dissent_clause, elsewhere_words, written_clause
from exchange_tracker.report.say.released import (
    opening,
    releases_clause,
    sometime_clause,
    totals_clause,
    uncounted_clause,
)
from exchange_tracker.report.say.support import support_clause
from exchange_tracker.report.say.telling import Telling


def full_clauses(telling: Telling, account: Account) -> Iterator[str]:
    """Yield what each sentence says, without its full stop."""
    lead = opening(telling, account)
    introduced: set[str] = set()  # readings whose holders were named
    for party_day in account.party_days:
        if clause := releases_clause(telling, account, party_day):
            yield f"{lead}{clause}"
            lead = ""
        for sometime in party_day.sometime:
            yield sometime_clause(telling, account, party_day, sometime)
        yield from _requirements(telling, party_day, introduced)
    yield totals_clause(telling, account)
    for party_day in account.party_days:
        if party_day.outside:
            yield uncounted_clause(telling, party_day)
    for derivation in account.held:
        yield held_clause(telling, derivation)
    if clause := support_clause(telling, account):
        yield clause


def _requirements(telling: Telling, party_day: PartyDay, introduced: set[str]) -> Iterator[str]:
    for requirement in party_day.requirements:
        yield written_clause(telling, requirement)
        for dissent in requirement.dissents:
            yield dissent_clause(telling, requirement, dissent, introduced)
        for elsewhere in requirement.elsewhere:
            yield elsewhere_words(telling, requirement, elsewhere, introduced)
