"""Whom each party released, on the day and since the start.

People are released; things are recorded, since what a party did with them the terms alone know.
"""

from collections.abc import Callable, Container, Iterator, Sequence
from datetime import time
from functools import partial
from itertools import chain, groupby

from exchange_tracker.facts.kind import KindWords
from exchange_tracker.facts.model import values
from exchange_tracker.queries.account_facts import Account, PartyDay, Sometime
from exchange_tracker.queries.account_rows import (
    Headcount,
    Portion,
    add_headcounts,
    by_basis,
    by_kind,
)
from exchange_tracker.report.kind_words import PEOPLE, noun_of_kind
from exchange_tracker.report.phrases import in_order
from exchange_tracker.report.say.telling import Telling, asides, tell_portion


def opening(telling: Telling, account: Account) -> str:
    """Say which truce day it is, and up to when; what the first party did follows."""
    clock, words, zone = telling.clock, telling.words, telling.terms.timezone
    begins, now = clock.local(clock.begins(account.day)), clock.local(telling.at)
    own_hour, day, hour = begins.time() != time(0), words.grammar.day, telling.hour(begins)
    if account.over:
        if own_hour:
            return words.on_truce_day.format(day=day(account.day), hour=hour, zone=zone)
        return words.on_day.format(day=day(account.day))
    began = ""
    if own_hour:
        began = words.began.format(day=day(account.day, now.year), hour=hour)
    moment = words.now.format(hour=telling.hour(now), day=day(now.date()), zone=zone, began=began)
    freed = account.party_days[0].freed  # else what follows says itself that nothing is recorded
    return (words.recorded_up_to if freed else words.up_to).format(moment=moment)


def releases_clause(telling: Telling, account: Account, party_day: PartyDay) -> str:
    """Say whom a party released on the day; blank where several did so on other days only."""
    words = telling.words
    if party_day.freed:
        who = _subject(telling, party_day)
        clauses = _released(telling, party_day, party_day.freed, _freed, who)
        return "; ".join([*clauses, *_by_whom(telling, party_day)])
    if _is_joint(party_day):
        return ""
    who = _name(telling, account, party_day, _bears_on_day)
    if party_day.sometime:
        leads = _leads(account, party_day)
        phrase = words.nobody_this_day_alone if leads else words.nobody_that_day_alone
        return phrase.format(who=who)
    return _nobody(telling, account, party_day, who)


def _nobody(telling: Telling, account: Account, party_day: PartyDay, who: str) -> str:
    words = telling.words
    return (words.nobody if _leads(account, party_day) else words.nobody_that_day).format(who=who)


def _leads(account: Account, party_day: PartyDay) -> bool:
    """Return whether the opening has said the day of which a party is told."""
    return account.over and party_day == account.party_days[0]


def day_clauses(telling: Telling, account: Account) -> Iterator[str]:
    """Yield whom each party released on the day; those that follow one another with nobody as one."""
    bearing = [values(each.party) for each in account.party_days if _bears_on_day(each)]
    heard = frozenset(chain.from_iterable(bearing))  # parties that released, alone or with others
    for silent, party_days in groupby(account.party_days, partial(_is_silent, heard)):
        days = list(party_days)
        if silent:
            names = [each.party for each in days]
            who = telling.parties(names, between=telling.words.or_)
            yield _nobody(telling, account, days[0], who)
            continue
        for party_day in days:
            if clause := releases_clause(telling, account, party_day):
                yield clause
            for sometime in party_day.sometime:
                yield sometime_clause(telling, account, party_day, sometime)


def _is_silent(heard: Container[str], party_day: PartyDay) -> bool:
    """Return whether nothing is recorded of a party on the day, alone or with others."""
    return party_day.party not in heard and not _is_joint(party_day)


def sometime_clause(
    telling: Telling, account: Account, party_day: PartyDay, sometime: Sometime
) -> str:
    """Say whom a party released on one of several days, and that nobody knows on which."""
    when = telling.when(sometime.first, sometime.last)
    who = telling.releasing(party_day.party)
    verb = telling._replace(over=True)  # whenever it was, it has happened
    clauses = _released(verb, party_day, sometime.freed, _freed, who)
    later = [telling.words.left_out] if sometime.last > account.day else []
    return f"{when}, {'; '.join([*clauses, *_by_whom(telling, party_day), *later])}"


def totals_clause(telling: Telling, account: Account) -> str:
    """Say whom each party released since the start."""
    words = telling.words
    clauses = "; ".join(
        filter(None, (_total(telling, account, each) for each in account.party_days))
    )
    if account.first == account.day:
        return words.since_that_day.format(clauses=clauses)
    days = words.grammar.days(account.first, account.day, telling.day.year)
    return words.in_all.format(days=days, clauses=clauses)


def uncounted_clause(telling: Telling, party_day: PartyDay) -> str:
    """Say what is recorded of a party and not in the totals; people and each thing apart."""
    words, grammar = telling.words, telling.words.grammar
    nouns: dict[KindWords, list[Headcount]] = {}
    for part in party_day.outside:
        nouns.setdefault(noun_of_kind(telling.terms, part.kind), []).append(part.count)
    people_first = sorted(nouns.items(), key=lambda item: item[0] != PEOPLE)
    sums = [(noun, add_headcounts(counts)) for noun, counts in people_first]
    whom = words.listed(f"{grammar.some(count, noun)}{telling.cite(count)}" for noun, count in sums)
    who = telling.parties(in_order(telling.terms, values(party_day.party)))
    return words.uncounted.format(whom=whom, who=who)


def _total(telling: Telling, account: Account, party_day: PartyDay) -> str:
    """Say whom a party released since the start; blank where several released nobody."""
    if party_day.total:
        who = _subject(telling, party_day)
        clauses = _released(telling, party_day, party_day.total, _kinds, who)
        whom = " ".join(f"({words})" for words in _by_whom(telling, party_day))
        return f"{'; '.join(clauses)} {whom}".rstrip()
    if _is_joint(party_day):
        return ""
    return telling.words.nobody.format(who=_name(telling, account, party_day, _bears_on_total))


def _released(
    telling: Telling,
    party_day: PartyDay,
    portions: Sequence[Portion],
    tell: Callable[[Telling, Sequence[Portion]], str],
    who: str,
) -> list[str]:
    """Say that a party released people, and that things are recorded for it."""
    terms, words = telling.terms, telling.words
    persons = [part for part in portions if terms.is_people(part.kind)]
    things = [part for part in portions if not terms.is_people(part.kind)]
    clauses = []
    if persons:
        phrase = _released_phrase(telling, together=_is_joint(party_day))
        clauses.append(phrase.format(who=who, whom=tell(telling, persons)))
    if things:
        one = len(things) == 1 and things[0].count.one
        recorded = words.is_recorded if one else words.are_recorded
        what = tell(telling, things).lstrip(", ")
        clauses.append(recorded.format(what=what, who=telling.releasing(party_day.party)))
    return clauses


def _released_phrase(telling: Telling, *, together: bool) -> str:
    words = telling.words
    if telling.over:
        return words.released_together if together else words.released
    return words.have_released if together else words.has_released


def _freed(telling: Telling, portions: Sequence[Portion]) -> str:
    """Say whom somebody released, after a verb."""
    alone, words = len(portions) == 1, telling.words
    return words.grouped(
        (
            telling.outside(basis),
            words.listed(tell_portion(telling, part, alone=alone) for part in parts),
        )
        for basis, parts in by_basis(portions)
    )


def _kinds(telling: Telling, portions: Sequence[Portion]) -> str:
    """Say how many of each kind somebody released, after a verb."""
    kinds = by_kind(portions)
    alone = len(kinds) == 1 and telling.terms.is_people(portions[0].kind)  # a verb follows things
    return f" {telling.words.listed(_kind(telling, parts, alone=alone) for parts in kinds)}"


def _kind(telling: Telling, parts: Sequence[Portion], *, alone: bool) -> str:
    """Say how many of one kind, and of whom, under the agreement and outside it."""
    first, groups, grammar = parts[0], by_basis(parts), telling.words.grammar
    whole = add_headcounts(part.count for part in parts)
    words = telling.people(whole, first.nationality if len(parts) == 1 else "", first.kind)
    outside = telling.outside(first.basis)  # a blank basis means the agreement: nobody said so
    split = grammar.every(whole.people, outside) if outside else ""
    if len(parts) == 1:
        split = "; ".join(asides(telling, first, split, alone=True))
    elif len(groups) == 1:
        split = ": ".join(filter(None, [split, _shares(telling, parts)]))
    else:
        split = telling.words.grouped(
            (telling.outside(basis), _shares(telling, group)) for basis, group in groups
        ).strip()
    if not split:
        return words
    if not alone or "; " in split:
        return f"{words} ({split})"
    return f"{words}{', ' if len(groups) == 1 else ': '}{split}"


def _shares(telling: Telling, parts: Sequence[Portion]) -> str:
    share = telling.words.grammar.share
    return telling.words.listed(
        f"{share(part.count, part.nationality, telling.kind(part.kind))}{telling.cite(part.count)}"
        for part in parts
    )


def _is_joint(party_day: PartyDay) -> bool:
    return len(values(party_day.party)) > 1


def _by_whom(telling: Telling, party_day: PartyDay) -> Iterator[str]:
    if _is_joint(party_day):
        yield telling.words.by_whom


def _subject(telling: Telling, party_day: PartyDay) -> str:
    """Name who released people, where a clause begins."""
    who = telling.parties(in_order(telling.terms, values(party_day.party)))
    return telling.words.together_first.format(who=who) if _is_joint(party_day) else who


def _name(
    telling: Telling, account: Account, party_day: PartyDay, bears: Callable[[PartyDay], bool]
) -> str:
    """Name a party that released nobody by itself: where it did with others, as alone."""
    who = telling.parties([party_day.party])
    alone = any(
        party_day.party in values(each.party) and bears(each)
        for each in account.party_days
        if _is_joint(each)
    )
    return telling.words.alone.format(who=who) if alone else who


def _bears_on_day(party_day: PartyDay) -> bool:
    return bool(party_day.freed or party_day.sometime)


def _bears_on_total(party_day: PartyDay) -> bool:
    return bool(party_day.total)
