"""Explanations in plain words: one sentence, with the ids of the rows that make the difference."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import assert_never

from exchange_tracker.facts.figures import Group
from exchange_tracker.facts.kind import KindWords
from exchange_tracker.facts.model import Terms, values
from exchange_tracker.queries.reconcile.alteration import Alteration, Rule
from exchange_tracker.queries.reconcile.by_selection import GROUP, Unsearched
from exchange_tracker.queries.reconcile.claim_scope import Bound
from exchange_tracker.queries.reconcile.claims import ClaimStatus, ExplanationRows, Reconciled
from exchange_tracker.queries.reconcile.difference import EntrySet
from exchange_tracker.queries.reconcile.entry_ids import Names, ids
from exchange_tracker.queries.reconcile.gap import Gap
from exchange_tracker.queries.reconcile.later import Later
from exchange_tracker.report.kind_words import counted, kind_word, noun_of_kinds
from exchange_tracker.report.phrases import bounded, days, in_days, joined, name_list, numbered


def explanation(terms: Terms, claim: Reconciled, names: Names) -> str:
    """Say why a claim is where it is beside the ledger; blank where it agrees."""
    if claim.later and claim.status is not ClaimStatus.AGREES:
        return _later(claim)
    match claim.status:
        case ClaimStatus.AGREES:
            return ""
        case ClaimStatus.UNREPORTED:
            scope = claim.claimed.scope
            return f"no entry of {who(terms, claim)} lies {in_days(scope.first, scope.last)}"
        case ClaimStatus.UNDISCLOSED:
            return _open(claim, names)
        case ClaimStatus.DIFFERS:
            if claim.gaps:
                return "; ".join(gap_words(gap, claim.claimed.id) for gap in claim.gaps)
            return _of_difference(terms, claim, names)
        case _:
            assert_never(claim.status)


def _open(claim: Reconciled, names: Names) -> str:
    """Say which entries leave open what the ledger counts for a claim."""
    parts = []
    if claim.rows.entries:
        entries = numbered(claim.rows.entries, "entry", "entries")
        leave = "leaves" if claim.rows.entries == 1 else "leave"
        listed = _ids(claim.rows, names, hidden=True)
        parts.append(f"{entries} that would count {leave} the number open ({listed})")
    if claim.maybe.entries:
        entries = numbered(claim.maybe.entries, "entry", "entries")
        parts.append(f"{entries} may count ({_ids(claim.maybe, names)})")
    return "; ".join(parts)


def _later(claim: Reconciled) -> str:
    scoped, after = claim.claimed, "after the moment of judgement, so the ledger cannot say yet"
    if claim.later is Later.PUBLISHED:
        return f"published {scoped.claim.published}, {after}"
    return f"truce day {scoped.scope.last} ends {after}"


def gap_words(gap: Gap, name: str) -> str:
    """Say which days without a record a claim goes on over; with the first that does, who else does."""
    on, day = ("on", "a day") if gap.first == gap.last else ("from", "days")
    when = f"{on} {days(gap.first, gap.last)}, {day} without a record"
    if name != gap.begins:
        return f"it carries the {gap.people:,} who came {when} ({gap.begins})"
    carry = "carries" if len(gap.claims) == 1 else "carry"
    return f"{gap.people:,} came {when}; {_in_a_row(gap.claims)} {carry} it"


_FEWEST_IN_A_ROW = 3  # claims


def _in_a_row(claims: Sequence[str]) -> str:
    """Name claims; three and more whose numbers follow each other by the first and the last."""
    parts = [re.fullmatch(r"(.*?)([0-9]{1,9})", name) for name in claims]
    follow = len(claims) >= _FEWEST_IN_A_ROW and all(
        one and other and one[1] == other[1] and int(one[2]) + 1 == int(other[2])
        for one, other in pairwise(parts)
    )
    return f"{claims[0]}–{claims[-1]}" if follow else joined(claims, "and")


def capitalised(text: str) -> str:
    """Return a sentence that begins with a capital letter."""
    return f"{text[:1].upper()}{text[1:]}"


def who(terms: Terms, claim: Reconciled) -> str:
    """Name the parties and kinds that a claim counts."""
    selector = claim.claimed.scope.selector
    parties = " or ".join(terms.parties.get(name, name) for name in selector.party or ())
    kinds = " or ".join(kind_word(terms, kind, 1) for kind in selector.kind or ())
    return f"{parties or 'anyone'}{f' of kind {kinds}' if kinds else ''}"


def _of_difference(terms: Terms, claim: Reconciled, names: Names) -> str:
    """Say what is offered, and how much else would fit by chance."""
    figure = bounded(claim.claimed.bound, f"{claim.claimed.figure:,}")
    if not claim.explanations:
        return f"no rule that stands out gives {figure}{_by_rule(claim)}{_unsearched(claim)}{_sets(claim)}"
    clauses = "; or ".join(f"when {sentence(terms, each, names)}" for each in claim.explanations)
    single = len(claim.explanations[0].explanation.alterations) == 1
    alone = "" if single else "no single rule gives it; "
    comes = f"{alone}{_counted(claim)} {clauses}"
    return f"{comes}{_by_rule(claim)}{_unsearched(claim)}{_sets(claim)}"


def _counted(claim: Reconciled) -> str:
    scoped = claim.claimed
    comes = "comes out" if scoped.bound is Bound.EXACTLY else "agrees"
    return f"{bounded(scoped.bound, f'{scoped.figure:,}')} {comes}"


def _unsearched(claim: Reconciled) -> str:
    if claim.unsearched is Unsearched.NOTHING:
        return ""
    return f"; not searched: {claim.unsearched}, as there are too many groups and days"


def _by_rule(claim: Reconciled) -> str:
    """Say how many rules fit as well that do not stand out from chance."""
    number = len(claim.others) + claim.more
    if not number:
        return ""
    fit = "fits" if number == 1 else "fit"
    other = "other " if claim.explanations else ""
    ways = numbered(number, f"{other}way of counting", f"{other}ways of counting")
    return f"; {ways} {fit}, perhaps by chance"


def _sets(claim: Reconciled) -> str:
    """Say how many coincidences there are: sets of rows that no rule names."""
    number = claim.coincidences
    if number is None:
        return "; sets of unrelated rows that would also fit are too many to count"
    if not number:
        exact = claim.claimed.bound is Bound.EXACTLY
        none = "; no small set of unrelated rows would also fit"
        return none if claim.explanations and exact else ""
    sets = numbered(number, "small set", "small sets")
    return f"; {sets} of unrelated rows would also fit"


def sentence(terms: Terms, explanation: ExplanationRows, names: Names) -> str:
    """Say what an explanation counts otherwise, and which rows that concerns."""
    alterations = explanation.explanation.alterations
    link = " " if alterations[0].rule is Rule.ON_DAY else " and "
    rules = link.join(altered(terms, alteration) for alteration in alterations)
    earned = [day.isoformat() for day in explanation.explanation.credit]
    credit = f", with credit earned on {joined(earned, 'and')}" if earned else ""
    return f"{rules}{credit}{_rows(terms, explanation, names)}"


def _rows(terms: Terms, explanation: ExplanationRows, names: Names) -> str:
    """Say whom an explanation counts more and fewer, and the ids of their entries."""
    rows, beyond = explanation.rows, explanation.beyond_rows
    sets = [
        f"{counted(_noun(terms, entries), entries.people)} {which} ({_ids(entries, names)})"
        for entries, which in ((rows.more, "more"), (rows.fewer, "fewer"))
        if entries.entries
    ]
    if beyond:
        which = "of a surplus fewer" if beyond < 0 else "of credit more"
        sets.append(f"{counted(noun_of_kinds(terms, None), abs(beyond))} {which}")
    return f": {', '.join(sets)}" if sets else ""


def _noun(terms: Terms, entries: EntrySet) -> KindWords:
    """Return the noun for what some entries count, where all of them are known."""
    every = len(entries.places) >= entries.entries
    return noun_of_kinds(terms, {place[1].kind for place in entries.places} if every else None)


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
        ask="asks" if len(alteration.obligations) == 1 else "ask",
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
        case Rule.AGREED:
            return "the number is the one that {obligations} {ask} for under the reading {readings}"
        case Rule.EVERYBODY:
            return "anybody of the parties and kinds is counted"
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
            return "the group ({group}) is left out"
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
    if alteration.column == GROUP:
        return f"the group ({_group(terms, alteration)})"
    return f"{alteration.column} {_word(terms, alteration.column, alteration.words[0])}"


def _group(terms: Terms, alteration: Alteration) -> str:
    """Name a group by its cells, as in ``Hamas, hostage, woman, Israeli and Russian, separate``."""
    if alteration.column != GROUP or not alteration.words:
        return ""
    cells = zip(Group._fields, alteration.words, strict=False)
    names = ([_word(terms, column, word) for word in values(cell)] for column, cell in cells)
    return ", ".join(joined(words, "and") for words in names if words)


def _word(terms: Terms, column: str, word: str) -> str:
    if column == "kind":
        return kind_word(terms, word, 1)
    return terms.parties.get(word, word) if column == "party" else word
