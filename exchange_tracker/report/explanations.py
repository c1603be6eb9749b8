"""Explanations in plain words: one sentence, with the ids of the rows that make the difference."""

from typing import assert_never

from exchange_tracker.facts.model import Terms
from exchange_tracker.queries.reconcile.alteration import Alteration, Rule
from exchange_tracker.queries.reconcile.by_selection import GROUP, Unsearched
from exchange_tracker.queries.reconcile.claims import ClaimStatus, ExplanationRows, Reconciled
from exchange_tracker.queries.reconcile.difference import Difference, EntrySet
from exchange_tracker.queries.reconcile.entry_ids import Names, ids
from exchange_tracker.report.phrases import joined, name_list, numbered


def explanation(terms: Terms, claim: Reconciled, names: Names) -> str:
    """Say why a claim is where it is beside the ledger; blank where it agrees."""
    match claim.status:
        case ClaimStatus.AGREES:
            return ""
        case ClaimStatus.UNREPORTED:
            return f"no entry of {who(terms, claim)} lies in these days"
        case ClaimStatus.UNDISCLOSED:
            entries = numbered(claim.rows.entries, "entry", "entries")
            listed = _ids(claim.rows, names, hidden=True)
            return f"{entries} that would count gave no number ({listed})"
        case ClaimStatus.DIFFERS:
            rules = _of_difference(terms, claim, names)
            return f"{rules}{_unsearched(claim)}{_coincidences(claim)}"
        case _:
            assert_never(claim.status)


def who(terms: Terms, claim: Reconciled) -> str:
    """Name the parties and kinds that a claim counts."""
    selector = claim.claimed.scope.selector
    parties = " or ".join(terms.parties.get(name, name) for name in selector.party or ())
    kinds = " or ".join(selector.kind or ())
    return f"{parties or 'anyone'}{f' of kind {kinds}' if kinds else ''}"


def _of_difference(terms: Terms, claim: Reconciled, names: Names) -> str:
    figure, explanations = claim.claimed.figure, claim.explanations
    if not explanations:
        return f"no single rule gives {figure}, and no two together do"
    clauses = [f"when {sentence(terms, each, names)}" for each in explanations]
    if claim.more:
        clauses.append(f"in {numbered(claim.more, 'more way', 'more ways')}")
    ways = "; or ".join(clauses)
    if len(explanations[0].explanation.alterations) == 1:
        return f"{figure} comes out {ways}"
    return f"no single rule gives {figure}; with two together it comes out {ways}"


def _unsearched(claim: Reconciled) -> str:
    if claim.unsearched is Unsearched.NOTHING:
        return ""
    return f"; not searched: {claim.unsearched}, as there are too many groups and days"


def _coincidences(claim: Reconciled) -> str:
    number = claim.coincidences
    if number is None:
        return "; sets of unrelated rows that would also fit are too many to count"
    if not number:
        return ""
    sets = numbered(number, "small set", "small sets")
    return f"; {sets} of unrelated rows would also fit"


def sentence(terms: Terms, explanation: ExplanationRows, names: Names) -> str:
    """Say what an explanation counts otherwise, and which rows that concerns."""
    alterations = explanation.explanation.alterations
    link = " " if alterations[0].rule is Rule.ON_DAY else " and "
    rules = link.join(altered(terms, alteration) for alteration in alterations)
    days = ", ".join(day.isoformat() for day in explanation.explanation.credit)
    credit = f", with credit earned on {days}" if days else ""
    return f"{rules}{credit}{_rows(explanation.rows, names)}"


def _rows(rows: Difference, names: Names) -> str:
    """Say whom an explanation counts more and fewer, and the ids of their entries."""
    sets = [
        f"{numbered(entries.people, 'person', 'people')} {which} ({_ids(entries, names)})"
        for entries, which in ((rows.more, "more"), (rows.fewer, "fewer"))
        if entries.entries
    ]
    return f": {', '.join(sets)}" if sets else ""


def _ids(rows: EntrySet, names: Names, *, hidden: bool = False) -> str:
    listed = ids(rows, names, hidden=hidden)
    return name_list(listed, rows.entries - len(listed))


def altered(terms: Terms, alteration: Alteration) -> str:
    """Say what one alteration counts otherwise, as in ``80 comes out when …``."""
    words = [_word(terms, alteration.column, word) for word in alteration.words]
    return _form(alteration.rule).format(
        column=alteration.column,
        word=words[0] if words else "",
        others=joined(words[1:], "or"),
        group=_group(terms, alteration),
        again=_again(terms, alteration),
        day=alteration.day.isoformat() if alteration.day else "",
        readings=joined(alteration.readings, "or"),
        obligations=joined(alteration.obligations, "and"),
    )


def _form(rule: Rule) -> str:  # noqa: C901, PLR0912 - one case for each rule
    """Return the clause of a rule, with places for what an alteration names."""
    match rule:
        case Rule.BEFORE_TRUCE:
            return "the range begins before the truce"
        case Rule.READING:
            return "the people applied to {obligations} under the reading {readings} are counted"
        case Rule.DAY_EARLIER:
            return "the dates are taken a day earlier, as in another time zone (to {day})"
        case Rule.DAY_LATER:
            return "the dates are taken a day later, as in another time zone (to {day})"
        case Rule.ENDS_EARLIER:
            return "the range ends a day earlier ({day})"
        case Rule.ENDS_LATER:
            return "the range ends a day later ({day})"
        case Rule.BEGINS_EARLIER:
            return "the range begins a day earlier ({day})"
        case Rule.BEGINS_LATER:
            return "the range begins a day later ({day})"
        case Rule.NEXT_RECORDED:
            return "the range ends on the next day with an entry ({day})"
        case Rule.STALE:
            return "the range ends on an earlier day ({day})"
        case Rule.DAY_MISSING:
            return "the day {day} is left out"
        case Rule.ON_DAY:
            return "on {day} alone"
        case Rule.LAST_DAY:
            return "the last day alone is counted ({day})"
        case Rule.FROM_TRUCE:
            return "the range begins with the truce ({day})"
        case Rule.ANY:
            return "any {column} is counted"
        case Rule.ONLY:
            return "only {column} {word} is counted"
        case Rule.ADDED:
            return "{column} {word} is counted too"
        case Rule.WITHOUT:
            return "{column} {word} is left out"
        case Rule.NOT_ASKED:
            return "{column} {word} is not asked for"
        case Rule.INSTEAD:
            return "{column} {word} is counted instead of {others}"
        case Rule.GROUP_LEFT_OUT:
            return "the group {group} is left out"
        case Rule.TWICE:
            return "{again} is counted twice"
        case Rule.DIGITS_SWAPPED:
            return "two digits of the ledger's {word} are swapped"
        case Rule.DIGIT_LOST:
            return "one digit of the ledger's {word} is lost"
        case _:
            assert_never(rule)


def _again(terms: Terms, alteration: Alteration) -> str:
    if not alteration.words:
        return "everybody"
    return (
        _group(terms, alteration)
        if alteration.column == GROUP
        else f"{alteration.column} {alteration.words[0]}"
    )


def _group(terms: Terms, alteration: Alteration) -> str:
    cells = [
        _word(terms, "party" if not place else "", word)
        for place, word in enumerate(alteration.words)
    ]
    return " / ".join(cell or "not said" for cell in cells)


def _word(terms: Terms, column: str, word: str) -> str:
    return terms.parties.get(word, word) if column == "party" else word
