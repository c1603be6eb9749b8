"""The English of ``xt say``: every word of the paragraph is here. Another language is one such file.

It says what a row supports and nothing else, the same of every party.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from exchange_tracker.account import Account, Asked, Held, Told
from exchange_tracker.account_rows import Count, Part
from exchange_tracker.model import AGREEMENT, Terms
from exchange_tracker.truce_day import Clock
from exchange_tracker.verdict import Status, Verdict

Cite = Callable[[Sequence[str], Sequence[str]], str]  # entry ids, source ids

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MANY = {
    "hostage": "hostages",
    "prisoner": "prisoners",
    "detainee": "detainees",
    "captive": "captives",
    "soldier": "soldiers",
    "civilian": "civilians",
    "minor": "minors",
    "woman": "women",
    "man": "men",
}
_ARE = ("is", "are")
_REMAINS = {"remains": ("the remains of {} person", "the remains of {} people")}

NO_NATIONALITY = "of no stated nationality"
NO_SOURCE = "no source recorded"


def more(left: int) -> str:
    """Say how many ids are not named."""
    return f"and {left:,} more"


def sentences(terms: Terms, clock: Clock, at: datetime, account: Account, cite: Cite) -> list[str]:
    """Give the paragraph sentence by sentence; ``cite`` gives what stands behind a number."""
    said: list[str] = []
    named: set[str] = set()  # readings that were introduced
    for place, told in enumerate(account.told):
        when = "" if place else _opening(terms, clock, at, account)
        said.append(_capital(f"{when}{_freed(terms, told, cite)}."))
        said += [
            _capital(sentence)
            for asked in told.asked
            for sentence in _asked(clock, asked, cite, named)
        ]
    said.append(_totals(terms, account, cite))
    return said + [_outside(terms, told, cite) for told in account.told if told.outside.entries]


# ------------------------------------------------------------------------------- numbers


def number(people: int) -> str:
    """Write a number in letters up to ten."""
    return _NUMBERS[people] if people < len(_NUMBERS) else f"{people:,}"


def _listed(pieces: Iterable[str]) -> str:
    *most, last = list(pieces)
    comma = "; " if any("," in piece for piece in (*most, last)) else ", "
    return f"{comma.join(most)}{comma[0] if comma == '; ' else ''} and {last}" if most else last


def _date(day: date, *, year: bool = False) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}{f' {day.year}' if year else ''}"


def _days(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {_date(last)}"
    return f"{_date(first)} to {_date(last, year=first.year != last.year)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# -------------------------------------------------------------------------------- people


def _people(count: Count, who: str, kind: str) -> str:
    """Say how many of whom; a number that nobody disclosed is worded so."""
    one = count.people == 1 and not count.undisclosed
    if kind in _REMAINS:
        amount = "an undisclosed number of" if _hidden(count) else number(count.people)
        return _REMAINS[kind][not one].format(f"{amount} {who}".rstrip())
    named = (kind if one else _MANY[kind]) if kind in _MANY else f"people recorded as “{kind}”"
    if kind not in _MANY and one:
        named = f"person recorded as “{kind}”"
    words = " ".join(word for word in (who, named) if word)
    if _hidden(count):
        return f"{words} whose number was not disclosed"
    if count.undisclosed:
        return f"at least {number(count.people)} {words}, the full number not disclosed,"
    return f"{number(count.people)} {words}"


def _hidden(count: Count) -> bool:
    return count.undisclosed > 0 and count.people == 0


def _nationality(cell: str) -> str:
    return cell.replace(";", "-")


def _part(part: Part, cite: Cite, *, days: bool = False) -> str:
    words = _people(part.count, _nationality(part.nationality), part.kind)
    when = f" of {_listed(_date(day) for day in part.days)}" if days else ""
    basis = "" if part.basis == AGREEMENT else f" outside the agreement (“{part.basis}”)"
    who = "" if days else _who(part, cite)
    rests = _rests(part.count)
    return f"{words}{when}{basis}{rests}{cite(part.count.entries, part.count.sources)}{who}"


def _who(part: Part, cite: Cite) -> str:
    """Say who they were, as far as that is recorded; each number with its own rows."""
    known = [(cell, count) for cell, count in part.who if cell and count.people]
    if not known or part.count.undisclosed:
        return ""
    several = len(known) > 1
    said = [
        f"{_category(cell, count.people)}{cite(count.entries, count.sources) if several else ''}"
        for cell, count in known
    ]
    whole = sum(count.people for _, count in known) == part.count.people
    if whole and not several and part.count.people > 1:
        return f", all {_category(known[0][0], 2).partition(' ')[2]}"
    return f", {_listed(said)}" if whole else f", among them {_listed(said)}"


def _category(cell: str, people: int) -> str:
    if cell in _MANY:
        return f"{number(people)} {_MANY[cell] if people != 1 else cell}"
    return f"{number(people)} recorded as “{cell.replace(';', ', ')}”"


def _rests(count: Count) -> str:
    """Word a number so where it rests on a single source, or on none."""
    entries = len(count.entries)
    said = []
    if count.single:
        said.append("a single source" if count.single == entries else "a single source in part")
    if count.unsourced:
        said.append("no source" if count.unsourced == entries else "no source in part")
    return f" (by {_listed(said)})" if said else ""


# ------------------------------------------------------------------------------ sentences


def _opening(terms: Terms, clock: Clock, at: datetime, account: Account) -> str:
    hours = f"from {clock.local(clock.begins(account.day)):%H:%M}, {terms.timezone}"
    upto = "" if account.over else f", as of {clock.local(at):%H:%M}"
    return f"on truce day {_date(account.day, year=True)} ({hours}{upto}), "


def _freed(terms: Terms, told: Told, cite: Cite) -> str:
    party = terms.parties[told.party]
    if not told.freed:
        return f"no release by {party} is recorded on that day"
    return f"{party} released {_listed(_part(part, cite) for part in told.freed)}"


def _asked(clock: Clock, asked: Asked, cite: Cite, named: set[str]) -> Iterable[str]:
    verdict = asked.verdict
    if not verdict.due and not verdict.delivered and not asked.differing:
        return
    titles = "; ".join(f"“{each.title or each.id}”" for each in asked.obligations)
    sources = dict.fromkeys(name for each in asked.obligations for name in each.sources)
    over = "" if verdict.first == verdict.last else f"over {_days(verdict.first, verdict.last)}, "
    minimum = not asked.obligations[0].for_each
    said = _standing(verdict, asked.counted, asked.owed, clock, cite, minimum=minimum)
    yield f"{over}by the terms as written ({titles}{cite((), tuple(sources))}), {said}."
    for held in asked.differing:
        yield _held(held, clock, cite, named, minimum=minimum)
        named.add(held.reading.name)


def _standing(
    verdict: Verdict, counted: Count, owed: Count, clock: Clock, cite: Cite, *, minimum: bool
) -> str:
    """Say how what was delivered stands to what is due."""
    behind = cite(owed.entries, owed.sources) if owed.entries else ""
    due = number(verdict.due) + behind
    due = f"the minimum of {due}" if minimum else f"the {due} due"
    some = number(verdict.delivered) if verdict.delivered else "none"
    came = f"{some} {'are' if verdict.delivered > 1 else 'is'} counted{_rests(counted)}"
    if counted.entries:
        came += cite(counted.entries, counted.sources)
    if verdict.credit_used:
        came += f" and {number(verdict.credit_used)} {'are' if verdict.credit_used > 1 else 'is'} credited"
    match verdict.status:
        case Status.UNREPORTED:
            return f"no release that could count is recorded, against {due}"
        case Status.UNDISCLOSED:
            return f"at least {came}, against {due}; a number that bears on it was not disclosed"
        case Status.PENDING:
            until = clock.local(clock.ends(verdict.last))
            left = f", {number(verdict.shortfall)} to come" if verdict.shortfall else ""
            return f"so far {came} towards {due}{left} by {until:%H:%M} on {_date(until.date())}"
        case Status.SHORT:
            return f"{came}, {number(verdict.shortfall)} under {due}"
        case Status.MET if verdict.surplus:
            return f"{came}, {number(verdict.surplus)} more than {due}"
        case _:
            return f"{came}, which is {due}"


def _held(held: Held, clock: Clock, cite: Cite, named: set[str], *, minimum: bool) -> str:
    reading = held.reading
    name = f"the reading “{reading.name}”"
    if reading.name not in named:
        by = f"held by {reading.held_by}" if reading.held_by else "held by nobody named"
        name += f" (“{reading.title}”; {by})" if reading.title else f" ({by})"
    apart = []
    if held.more:
        more = _listed(_part(part, cite, days=True) for part in held.more)
        apart.append(f" also counts {more}")
    if held.fewer:
        fewer = _listed(_part(part, cite, days=True) for part in held.fewer)
        apart.append(f" does not count {fewer}")
    counts = ", and".join(apart) or " comes to another figure"
    said = _standing(held.verdict, held.counted, held.owed, clock, cite, minimum=minimum)
    return f"{name}{cite((), reading.sources)}{counts}: by it, {said}."


def _totals(terms: Terms, account: Account, cite: Cite) -> str:
    scope = f"in the truce days {_days(account.first, account.day)}"
    if account.first == account.day:
        scope = f"in the truce day {_date(account.day)}"
    said = [_total(terms, told, cite) for told in account.told]
    return _capital(f"{scope}, {_listed(said)}.")


def _total(terms: Terms, told: Told, cite: Cite) -> str:
    party = terms.parties[told.party]
    if not told.total:
        return f"no release by {party} is recorded"
    kinds = dict.fromkeys(part.kind for part in told.total)
    said = []
    for kind in kinds:
        some = [part for part in told.total if part.kind == kind]
        words = _people(_sum(some), "", kind)
        if len(some) == 1:
            one = some[0]
            words = _people(one.count, _nationality(one.nationality), kind)
            said.append(f"{words}{_basis(one)}{_rests(one.count)}{_cited(one, cite)}")
        else:
            split = _listed(
                f"{_amount(part.count)} {_nationality(part.nationality) or NO_NATIONALITY}"
                f"{_basis(part)}{_rests(part.count)}{_cited(part, cite)}"
                for part in some
            )
            said.append(f"{words} ({split})")
    return f"{party} released {_listed(said)} in all"


def _cited(part: Part, cite: Cite) -> str:
    return cite(part.count.entries, part.count.sources)


def _basis(part: Part) -> str:
    return " under the agreement" if part.basis == AGREEMENT else f" outside it (“{part.basis}”)"


def _amount(count: Count) -> str:
    if _hidden(count):
        return "an undisclosed number"
    return f"at least {number(count.people)}" if count.undisclosed else number(count.people)


def _sum(some: Sequence[Part]) -> Count:
    counts = [part.count for part in some]
    return Count(
        people=sum(each.people for each in counts),
        entries=tuple(name for each in counts for name in each.entries),
        sources=(),
        single=0,
        unsourced=0,
        undisclosed=sum(each.undisclosed for each in counts),
    )


def _outside(terms: Terms, told: Told, cite: Cite) -> str:
    count = told.outside
    rows = cite(count.entries, count.sources)
    people = "person" if count.people == 1 and not count.undisclosed else "people"
    whose = f"recorded for {terms.parties[told.party]} before the truce"
    return f"Not in these totals: {_amount(count)} {people} {whose}{_rests(count)}{rows}."
