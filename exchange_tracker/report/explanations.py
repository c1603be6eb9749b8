"""Explanations in plain words: one sentence, with the ids of the rows that make the difference."""

from collections.abc import Sequence

from exchange_tracker.facts.model import Terms
from exchange_tracker.queries.reconcile.alteration import Alteration, Rule
from exchange_tracker.queries.reconcile.by_selection import GROUP, Unsearched
from exchange_tracker.queries.reconcile.claims import ClaimStatus, ExplanationRows, Reconciled
from exchange_tracker.queries.reconcile.difference import EntrySet
from exchange_tracker.queries.reconcile.entry_ids import Names, ids
from exchange_tracker.report.phrases import numbered

MOST_BARE = 3  # words that need a comma


def explanation(terms: Terms, found: Reconciled, known: Names) -> str:
    """Say why a claim is where it is beside the ledger; blank where it agrees."""
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
            return (
                f"{_of_difference(terms, found, known)}{_unsearched(found)}{_coincidences(found)}"
            )


def who(terms: Terms, found: Reconciled) -> str:
    """Name the parties and kinds that a claim counts."""
    selector = found.claimed.scope.selector
    parties = " or ".join(terms.parties.get(name, name) for name in selector.party or ())
    kinds = " or ".join(selector.kind or ())
    return f"{parties or 'anyone'}{f' of kind {kinds}' if kinds else ''}"


def _of_difference(terms: Terms, found: Reconciled, known: Names) -> str:
    figure = found.claimed.figure
    if not found.explanations:
        return f"no single rule gives {figure}, and no two together do"
    told = [f"when {sentence(terms, each, known)}" for each in found.explanations]
    single = len(found.explanations[0].explanation.alterations) == 1
    more = f"; or in {numbered(found.more, 'more way', 'more ways')}" if found.more else ""
    said = "; or ".join(told) + more
    if single:
        return f"{figure} comes out {said}"
    return f"no single rule gives {figure}; with two together it comes out {said}"


def _unsearched(found: Reconciled) -> str:
    if found.unsearched is Unsearched.NOTHING:
        return ""
    return f"; not searched: {found.unsearched}, as there are too many groups and days"


def _coincidences(found: Reconciled) -> str:
    number = found.coincidences
    if number is None:
        return "; sets of unrelated rows that would also fit are too many to count"
    if not number:
        return ""
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
    Rule.FROM_TRUCE: "the range begins with the truce ({day})",
    Rule.ANY: "any {column} is counted",
    Rule.ONLY: "only {column} {word} is counted",
    Rule.ADDED: "{column} {word} is counted too",
    Rule.WITHOUT: "{column} {word} is left out",
    Rule.NOT_ASKED: "{column} {word} is not asked for",
    Rule.INSTEAD: "{column} {word} is counted instead of {others}",
    Rule.GROUP_LEFT_OUT: "the group {group} is left out",
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
    )


def _again(terms: Terms, made: Alteration) -> str:
    if not made.words:
        return "everybody"
    return _group(terms, made) if made.column == GROUP else f"{made.column} {made.words[0]}"


def _group(terms: Terms, made: Alteration) -> str:
    cells = [
        _word(terms, "party" if not place else "", word) for place, word in enumerate(made.words)
    ]
    return " / ".join(cell or "not said" for cell in cells)


def _word(terms: Terms, column: str, word: str) -> str:
    return terms.parties.get(word, word) if column == "party" else word
