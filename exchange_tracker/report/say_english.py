"""The English of ``xt say``, every word of it. Another language is one such file."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time

from exchange_tracker.facts.model import AGREEMENT, Reading, Terms
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.judging.verdict import Status
from exchange_tracker.queries.account import Account, Dissent, Outcome, PartyDay, Requirement
from exchange_tracker.queries.account_rows import (
    Headcount,
    Portion,
    add_headcounts,
    by_basis,
    by_kind,
    published,
)

Cite = Callable[[Headcount], str]  # gives the rows behind a number, or nothing

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_WHO = ("woman", "man", "minor", "child", "soldier", "serviceman", "civilian")  # others are quoted
_KINDS = ("hostage", "prisoner", "detainee", "captive", *_WHO)  # likewise
_IRREGULAR = {"woman": "women", "man": "men", "child": "children", "serviceman": "servicemen"}
_MANY = {noun: _IRREGULAR.get(noun, f"{noun}s") for noun in _KINDS}
_REMAINS = "remains"
_VERB = ("had released", "released")  # of a day that is not over, of one that is
_ASIDE = re.compile(r"\([^()]*\)|“[^”]*”|\d,\d")  # commas in there do not divide a list

NO_SOURCE = "no source recorded"
MORE = "and {:,} more"  # ids that are not named


def opening(terms: Terms, clock: Clock, at: datetime, account: Account) -> str:
    """Say which truce day is told, and up to when; what the first party did follows."""
    begins, now, zone = clock.local(clock.begins(account.day)), clock.local(at), terms.timezone
    day, own = _date(account.day, year=True), begins.time() != time(0)
    if not account.over:
        began = f"; the truce day of {_date(account.day)} began at {begins:%H:%M}" if own else ""
        return f"by {now:%H:%M} on {_date(now.date(), year=True)} ({zone}{began}), "
    return f"on the truce day of {day} (from {begins:%H:%M}, {zone}), " if own else f"on {day}, "


def number(people: int) -> str:
    """Write a number in letters up to ten."""
    return _NUMBERS[people] if people < len(_NUMBERS) else f"{people:,}"


def _listed(pieces: Iterable[str]) -> str:
    *most, last = list(pieces)
    if any("," in _ASIDE.sub("", piece) for piece in (*most, last)):
        return "; and ".join([*(["; ".join(most)] if most else []), last])
    return f"{', '.join(most)} and {last}" if most else last


def _date(day: date, *, year: bool = False) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}{f' {day.year}' if year else ''}"


def _days(first: date, last: date) -> str:
    years, months = first.year != last.year, first.month != last.month
    start = _date(first, year=years) if years or months else str(first.day)
    return f"{start} to {_date(last, year=years)}"


def _every(people: int) -> str:
    return {0: "", 1: "", 2: "both "}.get(people, "all ")


def freed(terms: Terms, account: Account, told: PartyDay, cite: Cite) -> str:
    """Say whom a party released on the day."""
    party = terms.parties[told.party]
    if not told.freed:
        when = "" if told == account.told[0] else " that day"  # the opening has said it
        return f"no release by {party} is recorded{when}"
    groups = (
        (_apart(basis), _listed(_part(part, cite, alone=told.freed == (part,)) for part in some))
        for basis, some in by_basis(told.freed)
    )
    return f"{party} {_VERB[account.over]}{_grouped(groups)}"


def _apart(basis: str) -> str:
    return "" if basis == AGREEMENT else f"outside the agreement (“{basis}”)"


def _grouped(groups: Iterable[tuple[str, str]]) -> str:
    """Join people under the agreement, who have no lead, and others after the lead of theirs."""
    (lead, text), *others = groups
    between = "; " if len(others) > 1 else " and, "
    said = f", {lead}, {text}" if lead else f" {text}"
    return "".join([said, *(f"{between}{lead}, {text}" for lead, text in others)])


def _part(part: Portion, cite: Cite, *, alone: bool) -> str:
    """Say how many of whom, who they were, and what the number rests on."""
    words = f"{_people(part.count, part.nationality, part.kind)}{cite(part.count)}"
    known, aside = _who(part, cite), _aside(part, alone=alone)
    if known and alone and not aside:
        return f"{words}{': ' if len(part.known) > 1 else ', '}{known}"
    details = "; ".join([*filter(None, [known]), *aside])
    return f"{words} ({details})" if details else words


def _people(count: Headcount, nationality: str, kind: str) -> str:
    person = "person" if count.one else "people"
    if kind == _REMAINS:
        some = "an undisclosed number of" if count.hidden else _amount(count)
        return f"the remains of {some} {person}"
    named = (kind if count.one else _MANY[kind]) if kind in _MANY else ""
    named = named or f"{person} recorded as “{kind}”"
    who = f"{nationality.replace(';', '-')} " if nationality[:1].isupper() else ""
    if count.hidden:
        return f"{who}{named} whose number was not disclosed"
    return f"{_amount(count)} {who}{named}"


def _amount(count: Headcount) -> str:
    return f"{'at least ' if count.undisclosed else ''}{number(count.people)}"


def _aside(part: Portion, under: str = "", *, alone: bool) -> list[str]:
    """Say of people what does not stand with their noun, and what their number rests on."""
    whose, whole = part.nationality.replace(";", "-"), ""
    if whose and not whose[:1].isupper():
        whose = f"nationality recorded as “{whose}”"
    elif whose:
        whose = f"{_every(part.count.people)}{whose}" if part.kind == _REMAINS else ""
    elif not alone:
        whose = "no nationality recorded"
    if part.count.undisclosed and part.count.people:
        whole = "the full number not disclosed"
    return [*filter(None, (whose, under, whole)), *_rests(part.count)]


def _rests(count: Headcount) -> Iterator[str]:
    """Word a number so where it rests on a single source, or on none."""
    single, none = "according to a single source", "without a recorded source"
    for some, words in ((count.single, single), (count.unsourced, none)):
        if some:
            yield words if some == len(count.entries) else f"in part {words}"


def _who(part: Portion, cite: Cite) -> str:
    """Say who they were, as far as that is recorded; each number with its own rows."""
    if not part.known:
        return ""
    if len(part.known) == 1 and part.whole:
        return _category(part.known[0][0], part.count.people, whole=True)
    said = _listed(f"{_category(cell, some.people)}{cite(some)}" for cell, some in part.known)
    return said if part.whole else f"among them {said}"


def _category(cell: str, people: int, *, whole: bool = False) -> str:
    words = cell.split(";")
    noun = next((word for word in _WHO if word in words), "")
    named = noun if people == 1 else _MANY.get(noun, "")
    every = "a " if named and people == 1 else _every(people)
    rest = ", ".join(word for word in words if word != noun)
    recorded = f" recorded as “{rest}”" if rest else ""
    said = f"{every if whole else number(people)} {named}{recorded}"
    return " ".join(said.split())


def asked(clock: Clock, asked: Requirement, cite: Cite) -> str:
    """Say what was due from a party over a period by the terms as written, and how that stands."""
    verdict = asked.stand.verdict
    titles = "; ".join(f"“{each.title or each.id}”" for each in asked.obligations)
    over = "" if verdict.first == verdict.last else f"over {_days(verdict.first, verdict.last)}, "
    said = _standing(asked, asked.stand, clock, cite)
    return f"{over}by the terms as written ({titles}), {said}."


def _standing(asked: Requirement, stand: Outcome, clock: Clock, cite: Cite) -> str:
    """Say how what was delivered stands to what is due."""
    verdict, behind, came = stand.verdict, cite(asked.due(stand)), _came(stand, cite)
    amount, brought = f"{number(verdict.due)}{behind}", verdict.arrears_brought
    due = f"the {amount} due" if asked.obligations[0].for_each else f"the minimum of {amount}"
    if brought:
        due += f" ({'all' if brought == verdict.due else number(brought)} of them brought forward)"
    match verdict.status:
        case Status.UNREPORTED:
            return f"no release that could count towards {due} is recorded"
        case Status.UNDISCLOSED:
            why = "was not disclosed" if stand.counted.undisclosed else "cannot be told"
            known = f"at least {came} towards {due}; a number that bears on it {why}"
            unknown = f"how many count towards {due} is not known, as a number {why}"
            return known if verdict.delivered else unknown
        case Status.PENDING if verdict.shortfall:
            until = clock.local(clock.ends(verdict.last))
            left = f"{number(verdict.shortfall)} to come by {until:%H:%M} on {_date(until.date())}"
            return f"so far {came} towards {due}, {left}"
        case Status.PENDING:
            return f"so far {came}, against {due} so far"
        case _ if not verdict.due:
            return f"{came}; none are due{behind}"
        case Status.SHORT if verdict.shortfall == verdict.due:
            return f"{came} towards {due}"
        case Status.SHORT:
            return f"{came}, {number(verdict.shortfall)} under {due}"
        case Status.MET if verdict.surplus:
            return f"{came}, {number(verdict.surplus)} more than {due}"
        case _:
            return f"{came}, {'together' if verdict.credit_used else 'exactly'} {due}"


def _came(stand: Outcome, cite: Cite) -> str:
    some, used = stand.verdict.delivered, stand.verdict.credit_used
    credited = f" and {number(used)} {'is' if used == 1 else 'are'} credited{cite(stand.credited)}"
    came = f"{number(some) if some else 'none'} {'counts' if some == 1 else 'count'}"
    rests = "; ".join(_rests(stand.counted))
    came += f"{cite(stand.counted)}{f' ({rests})' if rests else ''}"
    return f"{came}{credited if used else ''}"


def held(clock: Clock, asked: Requirement, held: Dissent, cite: Cite, named: set[str]) -> str:
    """Say what readings that say the same say otherwise; who holds those not yet ``named``."""
    several, names = len(held.readings) > 1, {reading.name for reading in held.readings}
    readings = _listed(_reading(reading, cite, named) for reading in held.readings)
    if named.isdisjoint(names):
        other = f"{number(len(names))} other readings" if several else "another reading"
        lead, end = f"{other}, {readings}", ","
    else:
        lead, end = f"the reading{'s' if several else ''} {readings}", ""
    apart = []
    if held.more:
        apart.append(f"also count{'' if several else 's'} {_those(held.more, cite)}")
    if held.fewer:
        apart.append(f"{'do' if several else 'does'} not count {_those(held.fewer, cite)}")
    said = _standing(asked, held.stand, clock, cite)
    return f"{lead}{end} {' and '.join(apart)}: {said}." if apart else f"by {lead}, {said}."


def _reading(reading: Reading, cite: Cite, named: set[str]) -> str:
    if reading.name in named:
        return f"“{reading.name}”"
    by = f"held by {reading.held_by}" if reading.held_by else "held by nobody named"
    name = f"“{reading.title}” (“{reading.name}”; " if reading.title else f"“{reading.name}” ("
    return f"{name}{by}){cite(published(reading.sources))}"


def _those(parts: Iterable[Portion], cite: Cite) -> str:
    return _listed(
        f"{_people(part.count, part.nationality, part.kind)}{cite(part.count)} of "
        f"{_listed(map(_date, part.days))} {_apart(part.basis)}".rstrip()
        for part in parts
    )


def totals(terms: Terms, account: Account, cite: Cite) -> str:
    """Say whom each party released since the start."""
    scope = "since the truce began that day"
    if account.first != account.day:
        scope = f"in all, over the truce days of {_days(account.first, account.day)}"
    said = []
    for told in account.told:
        party, kinds = terms.parties[told.party], by_kind(told.total)
        some = [_kind(each, cite, alone=len(kinds) == 1) for each in kinds]
        freed = f"{party} {_VERB[account.over]} {_listed(some)}" if some else ""
        said.append(freed or f"no release by {party} is recorded")
    return f"{scope}, {'; '.join(said)}."


def _kind(parts: Sequence[Portion], cite: Cite, *, alone: bool) -> str:
    """Say how many of one kind, and of whom, under the agreement and outside it."""
    first, one, groups = parts[0], len(parts) == 1, by_basis(parts)
    whole = add_headcounts(part.count for part in parts)
    words = f"{_people(whole, first.nationality if one else '', first.kind)}{cite(whole)}"
    split = f"{_every(whole.people)}{_apart(first.basis) or 'under the agreement'}"
    if one:
        split = "; ".join(_aside(first, split, alone=True))
    elif len(groups) == 1:
        split = f"{split}: {_listed(_short(part, cite) for part in parts)}"
    else:
        split = _grouped(_split(basis, some, cite) for basis, some in groups).strip()
    if not alone or "; " in split:
        return f"{words} ({split})"
    return f"{words}{', ' if len(groups) == 1 else ': '}{split}"


def _split(basis: str, parts: Sequence[Portion], cite: Cite) -> tuple[str, str]:
    under = " under the agreement" if basis == AGREEMENT else ""
    *most, last = parts  # what the last rests on is said after the agreement
    said = _listed([*(_short(part, cite) for part in most), _short(last, cite, under)])
    return "" if under else f"outside it as “{basis}”", said


def _short(part: Portion, cite: Cite, under: str = "") -> str:
    who, known = part.nationality.replace(";", "-"), part.nationality[:1].isupper()
    who = who if known else f"of {f'nationality “{who}”' if who else 'no nationality recorded'}"
    amount = "an undisclosed number" if part.count.hidden else _amount(part.count)
    return " ".join([f"{amount} {who}{cite(part.count)}{under}", *_rests(part.count)])


def outside(terms: Terms, told: PartyDay, cite: Cite) -> str:
    """Say what is recorded of a party and not in the totals."""
    count, rests = told.outside, "; ".join(_rests(told.outside))
    amount = "an undisclosed number of" if count.hidden else _amount(count)
    whom = f"{amount} {'person' if count.one else 'people'}{cite(count)}"
    where = f"{terms.parties[told.party]} before the truce{f' ({rests})' if rests else ''}"
    return f"not in these totals: {whom} recorded for {where}."
