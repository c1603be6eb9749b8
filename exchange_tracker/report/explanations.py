"""Explanations in plain words: one sentence, with the ids of the rows that make the difference."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import assert_never

from exchange_tracker.facts.kind import KindWords
from exchange_tracker.facts.model import Terms
from exchange_tracker.queries.reconcile.alteration import Rule
from exchange_tracker.queries.reconcile.by_selection import Unsearched
from exchange_tracker.queries.reconcile.claim_scope import Bound
from exchange_tracker.queries.reconcile.claims import ClaimStatus, ExplanationRows, Reconciled
from exchange_tracker.queries.reconcile.difference import EntrySet
from exchange_tracker.queries.reconcile.entry_ids import Names, ids
from exchange_tracker.queries.reconcile.gap import Gap
from exchange_tracker.queries.reconcile.later import Later
from exchange_tracker.report.alterations import altered
from exchange_tracker.report.kind_words import counted, kind_word, noun_of_kinds
from exchange_tracker.report.measure_words import lack_words
from exchange_tracker.report.phrases import bounded, days, in_days, joined, name_list, numbered


def explanation(terms: Terms, claim: Reconciled, names: Names) -> str:
    """Say why a claim is where it is beside the ledger; blank where it agrees."""
    if claim.later and claim.status is not ClaimStatus.AGREES:
        return _later(claim)
    match claim.status:
        case ClaimStatus.AGREES:
            return ""
        case ClaimStatus.UNREPORTED:
            if claim.claimed.cohort:
                return lack_words(claim, _ids(claim.rows, names), _ids(claim.maybe, names))
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
    """Say which entries, or rows of a cohort, leave open what the ledger counts for a claim."""
    parts = []
    of_cohort = claim.claimed.cohort is not None
    nouns = ("row", "rows") if of_cohort else ("entry", "entries")
    if claim.rows.entries:
        entries = numbered(claim.rows.entries, *nouns)
        leave = "leaves" if claim.rows.entries == 1 else "leave"
        listed = _ids(claim.rows, names, hidden=True)
        parts.append(f"{entries} that would count {leave} the number open ({listed})")
    if claim.maybe.entries:
        entries = numbered(claim.maybe.entries, *nouns)
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
    if explanation.out_of:
        return _of_some(terms, explanation, names)
    link = " " if alterations[0].rule is Rule.ON_DAY else " and "
    rules = link.join(altered(terms, alteration) for alteration in alterations)
    earned = [day.isoformat() for day in explanation.explanation.credit]
    credit = f", with credit earned on {joined(earned, 'and')}" if earned else ""
    return f"{rules}{credit}{_rows(terms, explanation, names)}"


def _of_some(terms: Terms, explanation: ExplanationRows, names: Names) -> str:
    """Say of how many of some people an explanation holds: which of them left is not recorded."""
    fewer = explanation.rows.fewer
    rule = altered(terms, explanation.explanation.alterations[0])
    are = "is" if fewer.people == 1 else "are"
    some = f"if {fewer.people:,} of the {explanation.out_of:,} {are} in the ledger's number"
    return f"{rule}, {some} ({_ids(fewer, names)})"


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
