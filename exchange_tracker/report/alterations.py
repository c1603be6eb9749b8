"""Alterations in plain words: what is counted otherwise, as in ``80 comes out when …``."""

from typing import assert_never

from exchange_tracker.facts.groups import Group
from exchange_tracker.facts.model import Terms, values
from exchange_tracker.queries.balance import Door
from exchange_tracker.queries.reconcile.alteration import DOOR, Alteration, Rule
from exchange_tracker.queries.reconcile.by_selection import GROUP
from exchange_tracker.report.held import those_through
from exchange_tracker.report.kind_words import kind_word
from exchange_tracker.report.phrases import joined


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
        case Rule.LEFT_ALIVE:
            return "everybody is counted who came out alive in any way since {day}"
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
        case Rule.HELD_BEFORE:
            return "those held before are left out"
        case Rule.DOOR_LEFT_OUT:
            return "{word} are left out of the balance"
        case Rule.DOOR_TOO:
            return "{word} are counted, too"
        case Rule.DEAD_LEFT_OUT:
            return "those who are dead are left out"
        case Rule.DEAD_ALONE:
            return "only those who are dead are counted"
        case Rule.LIVING_TOO:
            return "those who are alive are counted, too"
        case Rule.LIVING_INSTEAD:
            return "those who are alive are counted instead"
        case Rule.BALANCE_EARLIER:
            return "the number is that of the day before ({day})"
        case Rule.BALANCE_LATER:
            return "the number is that of the day after ({day})"
        case Rule.BALANCE_STALE:
            return "the number is that of an earlier day ({day})"
        case Rule.FROM_COHORT:
            return "the range begins with the cohort ({day})"
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
    if column == DOOR:
        return those_through(Door(word))
    if column == "kind":
        return kind_word(terms, word, 1)
    return terms.parties.get(word, word) if column == "party" else word
