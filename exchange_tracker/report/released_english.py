"""The English of ``xt say``: whom each party released on the day, and since the start.

People are released; things are recorded, since what a party did with them the terms alone know.
"""

from collections.abc import Callable, Sequence

from exchange_tracker.facts.model import Terms, values
from exchange_tracker.queries.account import Account, PartyDay, Sometime
from exchange_tracker.queries.account_rows import (
    Headcount,
    Portion,
    add_headcounts,
    by_basis,
    by_kind,
)
from exchange_tracker.report.kind_words import PEOPLE, noun_of_kind
from exchange_tracker.report.people_english import (
    Telling,
    amount,
    amount_of,
    asides,
    days_words,
    every,
    grouped,
    listed,
    outside_agreement,
    people,
    portion,
    rests_on,
    when_words,
)
from exchange_tracker.report.phrases import in_order, parties, releasing

_BY_WHOM = "how many by whom was not said"


def releases_clause(telling: Telling, account: Account, party_day: PartyDay) -> str:
    """Say whom a party released on the day; blank where several did so on other days only."""
    if party_day.freed:
        clauses = _released(
            telling,
            party_day,
            party_day.freed,
            _freed,
            _subject(telling.terms, party_day),
            over=account.over,
        )
        return "; ".join([*clauses, *_by_whom(party_day)])
    if _is_joint(party_day):
        return ""
    nobody = f"no release by {_name(telling, account, party_day, _bears_on_day)} is recorded"
    leads = party_day == account.party_days[0] and account.over  # the opening has said the day
    if party_day.sometime:
        return f"{nobody} for {'this' if leads else 'that'} day alone"
    return nobody if leads else f"{nobody} that day"


def sometime_sentence(
    telling: Telling, account: Account, party_day: PartyDay, sometime: Sometime
) -> str:
    """Say whom a party released on one of several days, and that nobody knows on which."""
    when = when_words(sometime.first, sometime.last, telling.year)
    clauses = _released(
        telling, party_day, sometime.freed, _freed, _together(telling.terms, party_day), over=True
    )
    later = ["the totals up to this day leave that out"] if sometime.last > account.day else []
    return f"{when}, {'; '.join([*clauses, *_by_whom(party_day), *later])}."


def totals_sentence(telling: Telling, account: Account) -> str:
    """Say whom each party released since the start."""
    scope = "since the truce began that day"
    if account.first != account.day:
        scope = (
            f"in all, over the truce days of {days_words(account.first, account.day, telling.year)}"
        )
    clauses = filter(None, (_total(telling, account, each) for each in account.party_days))
    return f"{scope}, {'; '.join(clauses)}."


def uncounted_sentence(telling: Telling, party_day: PartyDay) -> str:
    """Say what is recorded of a party and not in the totals; people and each thing apart."""
    nouns: dict[tuple[str, str], list[Headcount]] = {}
    for part in party_day.outside:
        noun = noun_of_kind(telling.terms, part.kind)
        nouns.setdefault((noun.one, noun.many), []).append(part.count)
    people_first = sorted(nouns.items(), key=lambda item: item[0] != PEOPLE[:2])
    sums = [(noun, add_headcounts(counts)) for noun, counts in people_first]
    whom = listed(
        f"{amount_of(count)} {one if count.one else many}{telling.cite(count)}"
        for (one, many), count in sums
    )
    rests = "; ".join(rests_on(add_headcounts(count for _, count in sums)))
    where = f"{_parties(telling.terms, party_day)} before the truce{f' ({rests})' if rests else ''}"
    return f"not in these totals: {whom} recorded for {where}."


def _total(telling: Telling, account: Account, party_day: PartyDay) -> str:
    """Say whom a party released since the start; blank where several released nobody."""
    if party_day.total:
        clauses = _released(
            telling,
            party_day,
            party_day.total,
            _kinds,
            _subject(telling.terms, party_day),
            over=account.over,
        )
        whom = " ".join(f"({words})" for words in _by_whom(party_day))
        return f"{'; '.join(clauses)} {whom}".rstrip()
    if _is_joint(party_day):
        return ""
    return f"no release by {_name(telling, account, party_day, _bears_on_total)} is recorded"


def _released(
    telling: Telling,
    party_day: PartyDay,
    portions: Sequence[Portion],
    word: Callable[[Telling, Sequence[Portion]], str],
    subject: str,
    *,
    over: bool,
) -> list[str]:
    """Say that a party released people, and that things are recorded for it."""
    terms = telling.terms
    verb = "released" if over else f"{'have' if _is_joint(party_day) else 'has'} released"
    persons = [part for part in portions if terms.is_people(part.kind)]
    things = [part for part in portions if not terms.is_people(part.kind)]
    clauses = []
    if persons:
        clauses.append(f"{subject} {verb}{word(telling, persons)}")
    if things:
        are = "is" if len(things) == 1 and things[0].count.one else "are"
        recorded = f"{are} recorded for {_together(terms, party_day)}"
        clauses.append(f"{word(telling, things).lstrip(', ')} {recorded}")
    return clauses


def _freed(telling: Telling, portions: Sequence[Portion]) -> str:
    """Say whom somebody released, after a verb."""
    alone = len(portions) == 1
    return grouped(
        (outside_agreement(basis), listed(portion(telling, part, alone=alone) for part in parts))
        for basis, parts in by_basis(portions)
    )


def _kinds(telling: Telling, portions: Sequence[Portion]) -> str:
    """Say how many of each kind somebody released, after a verb."""
    kinds = by_kind(portions)
    alone = len(kinds) == 1 and telling.terms.is_people(portions[0].kind)  # a verb follows things
    return f" {listed(_kind(telling, parts, alone=alone) for parts in kinds)}"


def _is_joint(party_day: PartyDay) -> bool:
    return len(values(party_day.party)) > 1


def _by_whom(party_day: PartyDay) -> list[str]:
    return [_BY_WHOM] if _is_joint(party_day) else []


def _parties(terms: Terms, party_day: PartyDay) -> str:
    return parties(terms, in_order(terms, values(party_day.party)))


def _subject(terms: Terms, party_day: PartyDay) -> str:
    """Name who released people, where a clause begins."""
    return f"{'together, ' if _is_joint(party_day) else ''}{_parties(terms, party_day)}"


def _together(terms: Terms, party_day: PartyDay) -> str:
    """Name who released people, within a clause."""
    return releasing(terms, party_day.party)


def _name(
    telling: Telling, account: Account, party_day: PartyDay, bears: Callable[[PartyDay], bool]
) -> str:
    """Name a party that released nobody by itself: where it did with others, as alone."""
    alone = any(
        party_day.party in values(each.party) and bears(each)
        for each in account.party_days
        if _is_joint(each)
    )
    return f"{_parties(telling.terms, party_day)}{' alone' if alone else ''}"


def _bears_on_day(party_day: PartyDay) -> bool:
    return bool(party_day.freed or party_day.sometime)


def _bears_on_total(party_day: PartyDay) -> bool:
    return bool(party_day.total)


def _kind(telling: Telling, parts: Sequence[Portion], *, alone: bool) -> str:
    """Say how many of one kind, and of whom, under the agreement and outside it."""
    first, one, groups, cite = parts[0], len(parts) == 1, by_basis(parts), telling.cite
    whole = add_headcounts(part.count for part in parts)
    nationality = first.nationality if one else ""
    words = f"{people(telling.terms, whole, nationality, first.kind)}{cite(whole)}"
    outside = outside_agreement(first.basis)  # a blank basis means the agreement: nobody said so
    split = f"{every(whole.people)}{outside}" if outside else ""
    if one:
        split = "; ".join(asides(telling.terms, first, split, alone=True))
    elif len(groups) == 1:
        split = ": ".join(filter(None, [split, listed(_short(telling, part) for part in parts)]))
    else:
        split = grouped(_split(telling, basis, group) for basis, group in groups).strip()
    if not split:
        return words
    if not alone or "; " in split:
        return f"{words} ({split})"
    return f"{words}{', ' if len(groups) == 1 else ': '}{split}"


def _split(telling: Telling, basis: str, parts: Sequence[Portion]) -> tuple[str, str]:
    return outside_agreement(basis), listed(_short(telling, part) for part in parts)


def _short(telling: Telling, part: Portion) -> str:
    who = part.nationality.replace(";", "-")
    if not who and not telling.terms.is_people(part.kind):
        who = ""
    elif not who[:1].isupper():
        who = f"of {f'nationality “{who}”' if who else 'no nationality recorded'}"
    how_many = "an undisclosed number" if part.count.hidden else amount(part.count)
    whom = f"{how_many} {who}".rstrip()
    return ", ".join([f"{whom}{telling.cite(part.count)}", *rests_on(part.count)])
