"""What rests on a single source, or on none, in one closing sentence."""

from collections.abc import Iterable, Iterator, Sequence

from exchange_tracker.queries.account_facts import Account, Unsupported
from exchange_tracker.queries.account_rows import Portion, add_headcounts, by_kind
from exchange_tracker.report.say.notes import MOST_NAMED, ranges
from exchange_tracker.report.say.telling import Telling


def support_clause(telling: Telling, account: Account) -> str:
    """Say which entries have a single source or none; blank where all have more."""
    words, days = telling.words, account.party_days
    single = [(each.party, each.single) for each in days if each.single.rows]
    unsourced = [(each.party, each.unsourced) for each in days if each.unsourced.rows]
    every = sum(each.rows for each in days)
    clauses = [
        _clause(telling, single, every, words.single, words.single_all),
        _clause(telling, unsourced, every, words.unsourced, words.unsourced_all),
        _unlisted(telling, account),
    ]
    support = "; ".join(filter(None, clauses))
    if not support:
        return ""
    if not account.supports_day:
        return words.support.format(clauses=support)
    return words.day_support.format(day=telling.day_words(account.day), clauses=support)


def _unlisted(telling: Telling, account: Account) -> str:
    """Say which sources are named that are not recorded; blank without any."""
    words = telling.words
    names = list(dict.fromkeys(name for each in account.party_days for name in each.unlisted))
    if not names:
        return ""
    phrase = words.unlisted_one if len(names) == 1 else words.unlisted
    named = list(ranges(names, words))
    sources = ", ".join(named) if len(names) > MOST_NAMED else words.listed(named)
    return phrase.format(sources=sources)


def _clause(
    telling: Telling,
    parties: Sequence[tuple[str, Unsupported]],
    every: int,
    some: str,
    whole: str,
) -> str:
    """Say what has a single source or none: how many entries, sums of them do not know."""
    rows = sum(unsupported.rows for _, unsupported in parties)
    if not rows:
        return ""
    if rows == every:
        return whole
    return some.format(whom=telling.words.listed(_of_parties(telling, parties)))


def _of_parties(telling: Telling, parties: Iterable[tuple[str, Unsupported]]) -> Iterator[str]:
    words = telling.words
    for party, unsupported in parties:
        who = telling.releasing(party)
        if unsupported.parts:
            whom = words.listed(_kinds(telling, unsupported.parts))
            yield words.by_party.format(whom=whom, who=who)
        if unsupported.nobody:
            yield words.entry_of_none.format(who=who)


def _kinds(telling: Telling, portions: Sequence[Portion]) -> Iterator[str]:
    for parts in by_kind(portions):
        whole = add_headcounts(part.count for part in parts)
        yield telling.people(whole, parts[0].nationality if len(parts) == 1 else "", parts[0].kind)
