"""Explanations in plain words: one sentence, with the ids of the rows that make the difference."""

import re
from collections.abc import Sequence
from itertools import pairwise

from exchange_tracker.facts.model import Terms, values
from exchange_tracker.queries.reconcile.alteration import Alteration, Rule
from exchange_tracker.queries.reconcile.by_selection import GROUP, Unsearched
from exchange_tracker.queries.reconcile.claim_scope import Bound
from exchange_tracker.queries.reconcile.claims import ClaimStatus, ExplanationRows, Reconciled
from exchange_tracker.queries.reconcile.difference import EntrySet
from exchange_tracker.queries.reconcile.entry_ids import Names, ids
from exchange_tracker.queries.reconcile.gap import Gap
from exchange_tracker.queries.reconcile.later import Later
from exchange_tracker.report.phrases import days, numbered

MOST_BARE = 3  # words that need a comma


def explanation(terms: Terms, found: Reconciled, known: Names) -> str:
    """Say why a claim is where it is beside the ledger; blank where it agrees."""
    if found.later and found.status is not ClaimStatus.AGREES:
        return _later(found)
    match found.status:
        case ClaimStatus.AGREES:
            return ""
        case ClaimStatus.UNREPORTED:
            return f"no entry of {who(terms, found)} lies in these days"
        case ClaimStatus.UNDISCLOSED:
            entries = numbered(found.rows.entries, "entry", "entries")
            named = _listed(found.rows, known, hidden=True)
            return f"{entries} that would count gave no number ({named})"
        case ClaimStatus.DIFFERS:
            if found.gaps:
                return "; ".join(gap_words(gap, found.claimed.id) for gap in found.gaps)
            return _of_difference(terms, found, known)


def _later(found: Reconciled) -> str:
    claim, after = found.claimed, "after the moment of judgement, so the ledger cannot say yet"
    if found.later is Later.PUBLISHED:
        return f"published {claim.claim.published}, {after}"
    return f"truce day {claim.scope.last} ends {after}"


def gap_words(gap: Gap, name: str) -> str:
    """Say which days without a record a claim goes on over; with the first that does, who else does."""
    on, day = ("on", "a day") if gap.first == gap.last else ("from", "days")
    when = f"{on} {days(gap.first, gap.last)}, {day} without a record"
    if name != gap.begins:
        return f"it carries the {gap.people:,} who came {when} ({gap.begins})"
    carry = "carries" if len(gap.claims) == 1 else "carry"
    return f"{gap.people:,} came {when}; {_in_a_row(gap.claims)} {carry} it"


def _in_a_row(claims: Sequence[str]) -> str:
    """Name claims; three and more whose numbers follow each other by the first and the last."""
    parts = [re.fullmatch(r"(.*?)([0-9]{1,9})", name) for name in claims]
    follow = len(claims) >= MOST_BARE and all(
        one and other and one[1] == other[1] and int(one[2]) + 1 == int(other[2])
        for one, other in pairwise(parts)
    )
    return f"{claims[0]}–{claims[-1]}" if follow else joined(claims, "and")


def capitalised(text: str) -> str:
    """Return a sentence that begins with a capital letter."""
    return f"{text[:1].upper()}{text[1:]}"


def who(terms: Terms, found: Reconciled) -> str:
    """Name the parties and kinds that a claim counts."""
    selector = found.claimed.scope.selector
    parties = " or ".join(terms.parties.get(name, name) for name in selector.party or ())
    kinds = " or ".join(selector.kind or ())
    return f"{parties or 'anyone'}{f' of kind {kinds}' if kinds else ''}"


def _of_difference(terms: Terms, found: Reconciled, known: Names) -> str:
    """Say what is offered, and how much else would fit by chance."""
    figure = f"{found.claimed.figure:,}"
    if not found.explanations:
        return f"no rule that stands out gives {figure}{_by_rule(found)}{_unsearched(found)}{_sets(found)}"
    told = "; or ".join(f"when {sentence(terms, each, known)}" for each in found.explanations)
    single = len(found.explanations[0].explanation.alterations) == 1
    alone = "" if single else "no single rule gives it; "
    comes = f"{alone}{_counted(found)} {told}"
    return f"{comes}{_by_rule(found)}{_unsearched(found)}{_sets(found)}"


def _counted(found: Reconciled) -> str:
    claim = found.claimed
    if claim.bound is Bound.EXACTLY:
        return f"{claim.figure:,} comes out"
    return f"{claim.bound} {claim.figure:,} agrees"


def _unsearched(found: Reconciled) -> str:
    if found.unsearched is Unsearched.NOTHING:
        return ""
    return f"; not searched: {found.unsearched}, as there are too many groups and days"


def _by_rule(found: Reconciled) -> str:
    """Say how many rules fit as well that do not stand out from chance."""
    number = len(found.others) + found.more
    if not number:
        return ""
    fit = "fits" if number == 1 else "fit"
    other = "other " if found.explanations else ""
    ways = numbered(number, f"{other}way of counting", f"{other}ways of counting")
    return f"; {ways} {fit}, perhaps by chance"


def _sets(found: Reconciled) -> str:
    """Say how many coincidences there are: sets of rows that no rule names."""
    number = found.coincidences
    if number is None:
        return "; sets of unrelated rows that would also fit are too many to count"
    if not number:
        exact = found.claimed.bound is Bound.EXACTLY
        none = "; no small set of unrelated rows would also fit"
        return none if found.explanations and exact else ""
    sets = numbered(number, "small set", "small sets")
    return f"; {sets} of unrelated rows would also fit"


def joined(words: Sequence[str], last: str) -> str:
    """Join words as in a sentence: ``a``, ``a or b``, ``a, b or c``."""
    if len(words) < MOST_BARE:
        return f" {last} ".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def sentence(terms: Terms, told: ExplanationRows, known: Names) -> str:
    """Say what an explanation counts otherwise, and which rows that concerns."""
    made = told.explanation.alterations
    link = " " if made[0].rule is Rule.ON_DAY else " and "
    said = link.join(altered(terms, each) for each in made)
    credit = ", ".join(day.isoformat() for day in told.explanation.credit)
    earned = f", with credit earned on {credit}" if credit else ""
    return f"{said}{earned}{_rows(told, known)}"


def _rows(told: ExplanationRows, known: Names) -> str:
    rows = [
        f"{numbered(some.people, 'person', 'people')} {which} ({_listed(some, known)})"
        for some, which in ((told.rows.more, "more"), (told.rows.fewer, "fewer"))
        if some.entries
    ]
    if told.beyond_rows:
        which = "of a surplus fewer" if told.beyond_rows < 0 else "of credit more"
        rows.append(f"{numbered(abs(told.beyond_rows), 'person', 'people')} {which}")
    return f": {', '.join(rows)}" if rows else ""


def _listed(rows: EntrySet, known: Names, *, hidden: bool = False) -> str:
    named = ids(rows, known, hidden=hidden)
    left = rows.entries - len(named)
    return ", ".join(named) + (f" and {left:,} more" if left > 0 else "")


_SAID = {
    Rule.BEFORE_TRUCE: "the range begins before the truce",
    Rule.READING: "the people applied to {obligations} under the reading {readings} are counted",
    Rule.DAY_EARLIER: "the dates are taken a day earlier, as in another time zone (to {day})",
    Rule.DAY_LATER: "the dates are taken a day later, as in another time zone (to {day})",
    Rule.ENDS_EARLIER: "the range ends a day earlier ({day})",
    Rule.ENDS_LATER: "the range ends a day later ({day})",
    Rule.BEGINS_EARLIER: "the range begins a day earlier ({day})",
    Rule.BEGINS_LATER: "the range begins a day later ({day})",
    Rule.NEXT_RECORDED: "the range ends on the next day with an entry ({day})",
    Rule.STALE: "the range ends on an earlier day ({day})",
    Rule.DAY_MISSING: "the day {day} is left out",
    Rule.ON_DAY: "on {day} alone",
    Rule.LAST_DAY: "the last day alone is counted ({day})",
    Rule.AGREED: "the number is the one that {obligations} {ask} for under the reading {readings}",
    Rule.FROM_TRUCE: "the range begins with the truce ({day})",
    Rule.ANY: "any {column} is counted",
    Rule.EVERYBODY: "anybody of the parties and kinds is counted",
    Rule.ONLY: "only {column} {word} is counted",
    Rule.ADDED: "{column} {word} is counted too",
    Rule.WITHOUT: "{column} {word} is left out",
    Rule.NOT_ASKED: "{column} {word} is not asked for",
    Rule.INSTEAD: "{column} {word} is counted instead of {others}",
    Rule.GROUP_LEFT_OUT: "the group ({group}) is left out",
    Rule.TWICE: "{again} is counted twice",
    Rule.DIGITS_SWAPPED: "two digits of the ledger's {word} are swapped",
    Rule.DIGIT_LOST: "one digit of the ledger's {word} is lost",
}


def altered(terms: Terms, made: Alteration) -> str:
    """Say what one alteration counts otherwise, as in ``80 comes out when …``."""
    words = [_word(terms, made.column, word) for word in made.words]
    return _SAID[made.rule].format(
        column=made.column,
        word=words[0] if words else "",
        others=joined(words[1:], "or"),
        group=_group(terms, made),
        again=_again(terms, made),
        day=made.day.isoformat() if made.day else "",
        readings=joined(made.readings, "or"),
        obligations=joined(made.obligations, "and"),
        ask="asks" if len(made.obligations) == 1 else "ask",
    )


def _again(terms: Terms, made: Alteration) -> str:
    if not made.words:
        return "everybody"
    if made.column == GROUP:
        return f"the group ({_group(terms, made)})"
    return f"{made.column} {_word(terms, made.column, made.words[0])}"


def _group(terms: Terms, made: Alteration) -> str:
    """Name a group by its cells, as in ``Hamas, hostage, woman, Israeli and Russian, separate``."""
    if made.column != GROUP or not made.words:
        return ""
    party, *cells = made.words
    names = [_word(terms, "party", word) for word in values(party)]
    return ", ".join(joined(words, "and") for words in (names, *map(values, cells)) if words)


def _word(terms: Terms, column: str, word: str) -> str:
    return terms.parties.get(word, word) if column == "party" else word
